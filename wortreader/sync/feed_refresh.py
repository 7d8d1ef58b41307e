"""Asks feeds in parallel, parses them in worker processes, and writes what has changed.

What happens to a feed is its outcome, never an exception, so one broken feed stops nothing. Only what concerns the
whole library (its disk is full, it is locked) ends a refresh.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from dataclasses import field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from wortreader.connectivity import DefaultRouteCheck, has_default_route
from wortreader.errors import (
    ConfigError,
    FeedError,
    HostRests,
    HostTooSlow,
    InOwnNetwork,
    LoginNotKept,
    LoginUnavailable,
    NoNetwork,
    NoWayThere,
    ServerRefused,
    UnknownFeed,
    WireError,
)
from wortreader.i18n import N_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.logins.book import Logins
from wortreader.model import Clock, Feed, FeedChanges, FeedOutcome, OutcomeKind, ParsedFeed, PreparedArticle, utc_now
from wortreader.model.rules import RuleEffects
from wortreader.sentences import NOTHING, S_, Sentence
from wortreader.store.library import Library
from wortreader.sync.concurrency import map_unordered
from wortreader.sync.documents import ParsedDocument, apply_document, body_hash
from wortreader.sync.effective_settings import interval_of
from wortreader.sync.locate import document_of, locate
from wortreader.sync.moving import Move, announced_feed, feed_at, is_settled, move_of
from wortreader.sync.offline import is_offline
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire import refresh_schedule
from wortreader.wire.memory import Room
from wortreader.wire.target import is_same_place
from wortreader.wire.transport import Access, Fetched, NotModified, Transport

T = TypeVar("T")

LONG_AGO = datetime.min.replace(tzinfo=UTC)
NOT_FOUND = 404
GONE = 410
"""RFC 9110, 15.5.11: the feed is gone permanently."""


async def refresh(
    library: Library,
    feeds: Sequence[Feed],
    transport: Transport,
    pool: WorkerPool,
    *,
    clock: Clock = utc_now,
    has_default_route: DefaultRouteCheck = has_default_route,
    ends_at: float | None = None,
    logins: Logins | None = None,
) -> AsyncGenerator[FeedOutcome, None]:
    """Refreshes feeds, those first that were refreshed longest ago; yields their outcomes in the order in which they
    finish.

    The feeds that are not done at `ends_at`, by the clock of the event loop, fail and stay due. A feed that moves takes
    its login from `logins` with it within its server.
    """
    ordered = sorted(feeds, key=lambda feed: feed.refreshed_at or LONG_AGO)
    with ThreadPoolExecutor(1, "store") as executor:
        refresher = _Refresher(library, transport, pool, clock, executor, has_default_route, ends_at, logins)
        async with aclosing(map_unordered(refresher.refresh, ordered)) as outcomes:
            async for outcome in outcomes:
                if outcome is not None:
                    yield outcome
        async for outcome in refresher.settle():
            yield outcome


@lazy_dataclass(eq=False, slots=True)
class _Refresher:
    """What the feeds of one refresh share."""

    library: Library
    transport: Transport
    pool: WorkerPool
    clock: Clock
    executor: ThreadPoolExecutor
    has_default_route: DefaultRouteCheck
    ends_at: float | None
    logins: Logins | None
    is_online: bool = False
    """Whether any server has answered, with whatever status."""
    unreached: list[tuple[Feed, NoWayThere]] = field(default_factory=list)
    merging: list[tuple[Feed, str, bool]] = field(default_factory=list)
    """Feeds that have moved to the address of another one, and whether that is the address of both from now on."""

    async def refresh(self, feed: Feed) -> FeedOutcome | None:
        """The outcome of one feed; None if `settle` has to decide it. Raises only LibraryError."""
        try:
            async with asyncio.timeout_at(self.ends_at):
                return await self._refresh(feed)
        except TimeoutError:
            return await self._postpone(feed, S_("There was no time left for it in this refresh."))

    async def _refresh(self, feed: Feed) -> FeedOutcome | None:
        try:
            try:
                outcome = await self._ask(feed)
            finally:
                await self._check_right(feed)
            self.is_online = True
            return outcome
        except NoWayThere as error:
            self.unreached.append((feed, error))
            return None
        except HostRests as error:
            return await self._wait(feed, error)
        except HostTooSlow as error:
            self.is_online = True
            return await self._postpone(feed, error.reason)
        except LoginUnavailable as error:  # no failure of the feed, which has not been asked
            return await self._postpone(feed, error.reason)
        except (WireError, FeedError) as error:
            self.is_online = True
            return await self._failed(feed, error)
        except UnknownFeed as error:  # it has been removed
            return FeedOutcome(feed.feed_id, feed.url, feed.title, OutcomeKind.FAILED, reason=Sentence(str(error)))

    async def _check_right(self, feed: Feed) -> None:
        """Takes the right to lie in the user's own network from a feed that was imported with it and is public."""
        is_undecided = feed.is_private_allowed and feed.refreshed_at is None
        if is_undecided and self.transport.is_private(feed.url) is False:
            await self._on_store(lambda: self.library.feeds.forbid_private([feed.feed_id]))

    async def settle(self) -> AsyncGenerator[FeedOutcome, None]:
        """The outcomes of the feeds whose hosts could not be reached, and of those that become one, once all others are
        done.

        If there is no network here, the feeds have not failed and stay due.
        """
        for feed, url, takes_address in self.merging:
            yield await self._on_store(partial(self._merge, feed, url, takes_address))
        urls = [feed.url for feed, _error in self.unreached]
        is_out = bool(urls) and await self._is_out(urls)

        async def settle(unreached: tuple[Feed, NoWayThere]) -> FeedOutcome:
            feed, error = unreached
            if not is_out:
                return await self._failed(feed, error)
            reason = NoNetwork().reason
            return FeedOutcome(feed.feed_id, feed.url, feed.title, OutcomeKind.FAILED, reason=reason, is_offline=True)

        async with aclosing(map_unordered(settle, self.unreached)) as outcomes:
            async for outcome in outcomes:
                yield outcome

    async def _is_out(self, urls: Sequence[str]) -> bool:
        """Whether there is no network. A feed in the user's own network may answer without one."""
        if self.is_online:
            return self.has_default_route() is False
        return await is_offline(self.library, urls, self.transport, has_default_route=self.has_default_route)

    async def _failed(self, feed: Feed, error: WireError | FeedError) -> FeedOutcome:
        """The outcome of a feed that failed, unless there is another one to take its place."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self.ends_at):
                replaced = await self._replaced(feed, error)
                if replaced is not None:
                    return replaced
        return await self._fail(feed, error)

    async def _replaced(self, feed: Feed, error: WireError | FeedError) -> FeedOutcome | None:
        """The outcome of a feed that is replaced; None if it is not.

        One that is not there any more is replaced by the one that it has announced, and one that has never worked by
        another feed of its site.
        """
        if feed.announced_url and isinstance(error, ServerRefused) and error.status in (NOT_FOUND, GONE):
            found = await announced_feed(feed, feed.announced_url, self.transport, self.pool)
            others = await self._on_store(self.library.feeds.all)
            if found is not None and feed_at(found.url, others, besides=feed) is None:
                return await self._take(feed, found.document, url=found.url, moved_to=None)
        if feed.refreshed_at is None and feed.site_url:
            return await self._replace_by_site_feed(feed, error.reason)
        return None

    async def _ask(self, feed: Feed) -> FeedOutcome | None:
        with self.transport.room() as room:  # until it is stored, so that no more is fetched than can be worked off
            answer = await self.transport.fetch(
                feed.url,
                etag=feed.etag,
                last_modified=feed.last_modified,
                access=Access(feed.url, feed.is_private_allowed),
                room=room,
            )
            if isinstance(answer, NotModified) or body_hash(answer.body) == feed.body_hash:
                return await self._write(feed, answer, room)
            parsed, articles = await self._parse(feed, answer)
            return await self._write(feed, answer, room, document_of(answer, parsed, articles))

    async def _write(
        self, feed: Feed, answer: Fetched | NotModified, room: Room, document: ParsedDocument | None = None
    ) -> FeedOutcome | None:
        """The outcome of a good answer, which is stored; `document` is None if it has not changed.

        None if the feed has moved to where another one is: then `settle` makes them one. Until it is certain that they
        are one, both stay: a feed that only announces another one is read on, a redirected one has nothing new.
        """
        move = move_of(feed, answer.permanent_url, document.feed.announced_url if document else feed.announced_url)
        if move is None:
            return await self._store(feed, answer, document)
        url, found = move.url, None
        if move.is_confirmed and move.is_announced:
            subscribed = feed_at(url, await self._on_store(self.library.feeds.all), besides=feed)
            if subscribed and not await self._on_store(partial(self._shares_most, feed, subscribed, move)):
                return await self._store(feed, answer, document)
            room.shrink(0)  # that fetch takes room of its own
            found = await announced_feed(feed, url, self.transport, self.pool)
            if found is None:
                return await self._store(feed, answer, document)
            url = found.url
        other = feed_at(url, await self._on_store(self.library.feeds.all), besides=feed)
        is_same = other is not None and await self._on_store(partial(self._shares_most, feed, other, move))
        if move.is_announced and move.is_confirmed and other is not None and not is_same:
            return await self._store(feed, answer, document)
        if not move.is_confirmed or (other is not None and not is_same and not is_settled(feed, self.clock())):
            if other is not None and not other.is_paused and not move.is_announced:
                document = None  # what it has comes with the other feed, and would be here twice
            return await self._store(feed, answer, document, moved_to=url)
        if other is not None:
            await self._store(feed, answer, None)
            self.merging.append((feed, url, move.is_announced or not is_same))
            return None
        return await self._store(feed, answer, found.document if found else document, url=url)

    async def _parse(self, feed: Feed, answer: Fetched) -> tuple[ParsedFeed, tuple[PreparedArticle, ...]]:
        known = await self._on_store(lambda: self.library.feeds.known_articles(feed.feed_id).raw_hashes)
        return await self.pool.read(answer.body, url=answer.url, content_type=answer.content_type, known=known)

    async def _store(
        self,
        feed: Feed,
        answer: Fetched | NotModified,
        document: ParsedDocument | None,
        *,
        url: str | None = None,
        moved_to: str | None = None,
    ) -> FeedOutcome:
        """The outcome of an answer. `url` is the new address of a feed that has moved."""
        if document is not None:
            return await self._take(feed, document, url=url or feed.url, moved_to=moved_to)
        now = self.clock()
        validated = answer if isinstance(answer, Fetched) else feed  # those of a 304 may be those of another document
        hints = refresh_schedule.hints_after(feed.hints, answer.headers, now, is_document=isinstance(answer, Fetched))

        def write() -> str | None:
            self.library.feeds.record_unchanged(
                feed.feed_id,
                at=now,
                due_at=refresh_schedule.due_after_success(now, hints, interval_of(self.library, feed.feed_id)),
                etag=validated.etag or feed.etag,
                last_modified=validated.last_modified or feed.last_modified,
                url=url,
                moved_to=moved_to,
                hints=hints,
            )
            return self._new_url(feed, url)

        new_url = await self._on_store(write)
        return FeedOutcome(feed.feed_id, feed.url, feed.title, OutcomeKind.UNCHANGED, new_url=new_url)

    async def _take(
        self, feed: Feed, document: ParsedDocument, *, url: str, moved_to: str | None, warning: Sentence = NOTHING
    ) -> FeedOutcome:
        """The outcome of a document, which is stored."""

        def write() -> tuple[FeedChanges, RuleEffects, str | None]:
            applied = apply_document(self.library, feed.feed_id, document, now=self.clock(), url=url, moved_to=moved_to)
            return *applied, self._new_url(feed, url)

        changes, effects, new_url = await self._on_store(write)
        is_changed = bool(changes.new or changes.updated)
        return FeedOutcome(
            feed.feed_id,
            feed.url,
            feed.title if feed.title != feed.url else document.feed.title or feed.url,
            OutcomeKind.UPDATED if is_changed else OutcomeKind.UNCHANGED,
            new_count=len(changes.new),
            updated_count=len(changes.updated),
            warnings=(*([warning] if warning else ()), *document.feed.warnings),
            new_url=new_url,
            notify=tuple(article.article_id for article in effects.notify),
            notify_titles=tuple(article.title for article in effects.notify),
        )

    def _new_url(self, feed: Feed, url: str | None) -> str | None:
        """`url` if the feed has moved there; None if it is where it was: another feed may have taken the address."""
        if url in (None, feed.url) or self.library.feeds.get(feed.feed_id).url != url:
            return None
        if self.logins is not None:
            with suppress(LoginNotKept, ConfigError):  # the server says so, if it needs one
                self.logins.move(feed.url, url)
        return url

    def _shares_most(self, feed: Feed, other: Feed, move: Move) -> bool:
        """Whether the feed at the address that `feed` moves to is the same one.

        One that has announced its new address may have stopped there, so it may carry only old articles. A redirect may
        also lead from a section of a site to all of it, which is another feed.
        """
        is_old_in_new, is_new_in_old = self.library.feeds.share_most(feed.feed_id, other.feed_id)
        return is_old_in_new and (is_new_in_old or move.is_announced)

    def _merge(self, feed: Feed, url: str, takes_address: bool) -> FeedOutcome:
        """The outcome of a feed that has moved to `url`, where another one is: the older one stays, with all of both.

        Without `takes_address` it keeps its own address until it has been redirected twice again, like any feed that
        moves.
        """
        other = feed_at(url, self.library.feeds.all(), besides=feed)
        if other is None:  # it has moved too, or been removed
            return FeedOutcome(feed.feed_id, feed.url, feed.title, OutcomeKind.UNCHANGED)
        ids, at = (*sorted((feed.feed_id, other.feed_id)), other.feed_id), self.clock()
        try:
            kept = self.library.feeds.merge(*ids, takes_address=takes_address, at=at, is_final=True)
        except UnknownFeed:
            return FeedOutcome(feed.feed_id, feed.url, feed.title, OutcomeKind.UNCHANGED)
        return FeedOutcome(kept.feed_id, feed.url, kept.title, OutcomeKind.UPDATED, merged_url=other.url)

    async def _replace_by_site_feed(self, feed: Feed, reason: str) -> FeedOutcome | None:
        """The outcome of a feed that has never worked, replaced by one of its site; None if the site has none."""
        assert feed.site_url is not None
        try:
            access = Access(feed.url, feed.is_private_allowed)
            discovered = await locate(feed.site_url, self.transport, self.pool, access=access)
        except (WireError, FeedError):
            return None
        message = N_("{url} failed ({reason}), so the feed that {site} offers was used: {found}.")
        site, why = feed.site_url, reason.rstrip(".")
        warning = Sentence.of(message, url=feed.url, reason=why, site=site, found=discovered.url)
        return await self._take(feed, discovered.document, url=discovered.url, moved_to=None, warning=warning)

    async def _wait(self, feed: Feed, error: HostRests) -> FeedOutcome:
        """The outcome of a feed whose host wants to be left alone, which is no failure of the feed."""
        self.is_online = self.is_online or error.has_answered
        until = self.clock().replace(microsecond=0) + timedelta(seconds=math.ceil(error.seconds))
        await self._on_store(lambda: self.library.feeds.record_waiting(feed.feed_id, until))
        return FeedOutcome(
            feed.feed_id,
            feed.url,
            feed.title,
            OutcomeKind.WAITING,
            reason=error.reason,
            waits_for=error.host,
            waits_until=until,
        )

    async def _postpone(self, feed: Feed, reason: Sentence) -> FeedOutcome:
        """The outcome of a feed for which there was no time. It stays due."""
        now = self.clock()
        await self._on_store(lambda: self.library.feeds.record_missed(feed.feed_id, reason, at=now))
        return FeedOutcome(feed.feed_id, feed.url, feed.title, OutcomeKind.FAILED, reason=reason)

    async def _fail(self, feed: Feed, error: WireError | FeedError) -> FeedOutcome:
        now = self.clock()
        retry_after = error.retry_after if isinstance(error, ServerRefused) else None
        due_at = refresh_schedule.due_after_failure(now, feed.failure_count, retry_after, chance=random.random())  # nosec B311 # spreads requests
        status = error.status if isinstance(error, ServerRefused) else None
        is_gone = status == GONE
        # A redirect into the own network is refused whatever the feed may do: it would not help to allow it.
        needs_own_network = isinstance(error, InOwnNetwork) and is_same_place(error.url, feed.url)
        reason = error.reason
        if status == NOT_FOUND:
            reason = reason.then(S_("Check the address, or look for the feed on the site itself."))
        elif is_gone:
            reason = S_("This feed no longer exists (410). It is not refreshed any more; its articles are kept.")

        def write() -> None:
            self.library.feeds.record_failure(
                feed.feed_id, reason, at=now, due_at=due_at, needs_own_network=needs_own_network
            )
            if is_gone:
                self.library.feeds.pause([feed.feed_id], True)

        await self._on_store(write)
        return FeedOutcome(feed.feed_id, feed.url, feed.title, OutcomeKind.FAILED, reason=reason)

    async def _on_store(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.executor, work)
