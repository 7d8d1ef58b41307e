"""Transcripts and chapters: fetching and keeping what the feeds of podcasts name.

Fetches as politely as pages (few at a time, spaced on every host, as robots.txt allows), and lets a worker read the
files. Of several transcripts the best is taken; if it cannot be had, the next one. What happens to one is its outcome,
never an exception; only what concerns the whole library ends the work.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import aclosing
from typing import Final

from wortreader.errors import HostRests, NoWayThere, ProseError, WireError
from wortreader.i18n import N_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock, utc_now
from wortreader.model.episodes import Chapter, SupplementKind, SupplementLink, Transcript
from wortreader.sentences import NOTHING, S_, Sentence
from wortreader.store.library import Library
from wortreader.store.supplements import OwedSupplement, SupplementVersion
from wortreader.sync.concurrency import map_unordered
from wortreader.sync.fulltext import UNASKED_SECONDS, is_lasting
from wortreader.sync.options import RefreshOptions
from wortreader.sync.politeness import SPACING_SECONDS, Hindrance, RobotsFiles, Turns, host_and_port, is_forgiven
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.limits import FetchKind
from wortreader.wire.transport import Access, Fetched, Transport

AT_ONCE: Final = 8
"""That are fetched at one time; the transport allows two of them to one host."""

MOST_FILES: Final = 200
"""In one refresh; the others follow in the next one."""

MOST_BYTES: Final = 50 * 1000**2
"""In one refresh."""

MOST_LINKS: Final = 3
"""Transcripts of one article that are tried."""

ACCEPT: Final = "text/vtt, application/json, application/x-subrip, text/html, text/plain, */*;q=0.5"


@lazy_dataclass(frozen=True, slots=True)
class SupplementResult:
    """The result of fetching a transcript, or chapters."""

    article_id: int
    kind: SupplementKind
    reason: Sentence = NOTHING
    """Why it is not here, in one sentence; empty if it is."""
    url: str = ""
    """The address that was tried last."""
    is_unreached: bool = False
    """True if its host could not be reached: the host, or the network, is down."""
    is_lasting: bool = False
    """True if another try would have the same result."""

    @property
    def is_kept(self) -> bool:
        """Whether it is here now."""
        return not self.reason


@lazy_dataclass(frozen=True, slots=True)
class _Found:
    """What is at one address."""

    content: Transcript | tuple[Chapter, ...] | None
    """None if it is what is here already."""
    version: SupplementVersion


@lazy_dataclass(frozen=True, slots=True)
class _Failure:
    """Why one address did not help."""

    reason: Sentence
    is_lasting: bool = False
    is_unreached: bool = False
    is_forgiven: bool = False
    """True if the attempt does not count."""


class SupplementKeeper:
    """Fetches transcripts and chapters, and keeps them; holds what they share."""

    def __init__(
        self,
        library: Library,
        transport: Transport,
        pool: WorkerPool,
        *,
        clock: Clock = utc_now,
        forgives_timeouts: bool = False,
        robots: RobotsFiles | None = None,
        spacing_seconds: float = SPACING_SECONDS,
    ) -> None:
        """With `forgives_timeouts` a server that does not answer costs no attempt, because the user who asks may be
        offline. `robots` applies to what is fetched without the user asking; None if the user asked."""
        self._library = library
        self._transport = transport
        self._pool = pool
        self._clock = clock
        self._forgives_timeouts = forgives_timeouts
        self._is_asked = robots is None
        self._turns = Turns(robots, spacing_seconds)
        self._slots = asyncio.Semaphore(AT_ONCE)
        self.received_bytes = 0

    async def owed(self, feed_ids: Collection[int]) -> list[OwedSupplement]:
        """What a refresh is to fetch for these feeds."""
        owed = await asyncio.to_thread(self._library.supplements.owed, list(feed_ids), now=self._clock())
        return owed[:MOST_FILES]

    async def keep_missing(self, article_ids: Sequence[int], *, is_enough: Callable[[], bool]) -> None:
        """Fetches what is not here of these articles, in their order, until `is_enough` returns true."""
        wanted = await asyncio.to_thread(self._library.supplements.wanted, article_ids)
        for start in range(0, len(wanted), AT_ONCE):
            if is_enough():
                return
            async with aclosing(self.fetch_all(wanted[start : start + AT_ONCE])) as results:
                async for _result in results:
                    pass

    async def fetch_all(self, owed: Sequence[OwedSupplement]) -> AsyncGenerator[SupplementResult, None]:
        """Fetches all these, and yields the result of each in the order in which they finish."""
        async with aclosing(map_unordered(self.fetch, owed)) as results:
            async for result in results:
                yield result

    async def fetch(self, owed: OwedSupplement) -> SupplementResult:
        """Fetches a transcript, or chapters, from the best address that has them; of what is here already, looks
        whether it has been corrected. Raises only LibraryError."""
        if owed.kept is not None:
            return await self._check(owed, owed.kept)
        failures: list[_Failure] = []
        url = ""
        for link in await asyncio.to_thread(_best, owed):
            url = link.url
            found = await self._read(owed, link)
            if not isinstance(found, _Failure):
                if await asyncio.to_thread(self._keep, owed, found, url):
                    return SupplementResult(owed.article_id, owed.kind, url=url)
                return SupplementResult(owed.article_id, owed.kind, S_("The article is no longer in the library."), url)
            failures.append(found)
            if found.is_forgiven:
                break
        if not failures:
            failures.append(_Failure(S_("The feed names no file."), is_lasting=True))
        last = failures[0]
        lasting = all(failure.is_lasting for failure in failures)
        if not any(failure.is_forgiven for failure in failures):
            await asyncio.to_thread(
                lambda: self._library.supplements.refuse(
                    owed.article_id, owed.kind, last.reason, at=self._clock(), is_lasting=lasting
                )
            )
        is_unreached = any(failure.is_unreached for failure in failures)
        return SupplementResult(owed.article_id, owed.kind, last.reason, url, is_unreached, lasting)

    async def _check(self, owed: OwedSupplement, kept: SupplementVersion) -> SupplementResult:
        """Fetches what is here already if it is another one by now. If it cannot be had any more, it stays as it is."""
        links = await asyncio.to_thread(_best, owed)
        link = next((link for link in links if link.url == kept.link), None)
        if link is None:  # the feed has another signature in the address now
            link, kept = links[0], SupplementVersion(links[0].url)
        found = await self._read(owed, link, kept)
        reason = found.reason if isinstance(found, _Failure) else NOTHING
        if isinstance(found, _Found) and found.content is not None:
            await asyncio.to_thread(self._keep, owed, found, link.url)
        elif isinstance(found, _Found) or not found.is_forgiven:
            note = self._library.supplements.note_check
            await asyncio.to_thread(lambda: note(owed.article_id, owed.kind, at=self._clock()))
        return SupplementResult(owed.article_id, owed.kind, reason, link.url)

    def _keep(self, owed: OwedSupplement, found: _Found, url: str) -> bool:
        supplements, at, content = self._library.supplements, self._clock(), found.content
        if isinstance(content, Transcript):
            return supplements.keep_transcript(owed.article_id, content, version=found.version, at=at)
        return supplements.keep_chapters(owed.article_id, content or (), version=found.version, url=url, at=at)

    async def _read(
        self, owed: OwedSupplement, link: SupplementLink, kept: SupplementVersion | None = None
    ) -> _Found | _Failure:
        """What is at an address, or why it cannot be had; `kept` is what is here of it."""
        access = Access(owed.feed_url, owed.is_private_allowed)
        if (failure := await self._admit(link.url, access)) is not None:
            return failure
        try:
            async with self._slots:
                return await self._fetch(owed.kind, link, access, kept or SupplementVersion(link.url))
        except (WireError, ProseError) as error:
            is_untried = isinstance(error, HostRests) or is_forgiven(error, forgives_timeouts=self._forgives_timeouts)
            return _Failure(error.reason, is_lasting(error), isinstance(error, NoWayThere), is_untried)

    async def _fetch(
        self, kind: SupplementKind, link: SupplementLink, access: Access, kept: SupplementVersion
    ) -> _Found:
        """What is at an address. Raises WireError or ProseError."""
        with self._transport.room() as room:
            answer = await self._transport.fetch(
                link.url,
                etag=kept.etag,
                last_modified=kept.last_modified,
                access=access,
                accept=ACCEPT,
                kind=FetchKind.PAGE,
                seconds=None if self._forgives_timeouts else UNASKED_SECONDS,
                room=room,
            )
            if not isinstance(answer, Fetched):
                return _Found(None, kept)
            self.received_bytes += len(answer.body)
            content = await self._pool.supplement(
                answer.body,
                kind,
                url=answer.url,
                content_type=answer.content_type,
                is_page=(link.type or "").endswith("html"),
            )
            return _Found(content, SupplementVersion(link.url, answer.etag, answer.last_modified))

    async def _admit(self, url: str, access: Access) -> _Failure | None:
        """Waits until a host may be asked; or why it may not be."""
        if not self._is_asked and self.received_bytes >= MOST_BYTES:
            return _Failure(S_("This refresh has fetched enough; the next one continues."), is_forgiven=True)
        if given_up := self._transport.given_up(url, FetchKind.PAGE):
            return _Failure(given_up.reason, is_unreached=isinstance(given_up, NoWayThere), is_forgiven=True)
        hindrance = await self._turns.wait(url, access)
        if hindrance is None:
            return None
        is_unwanted = hindrance is Hindrance.UNWANTED
        if is_unwanted:
            message = N_(
                "{host} asks programs not to fetch this by themselves (robots.txt). It is fetched when you ask."
            )
        else:
            message = N_("{host} asks for long pauses. The next refresh continues.")
        reason = Sentence.of(message, host=host_and_port(url) or "")
        return _Failure(reason, is_lasting=is_unwanted, is_forgiven=not is_unwanted)


def supplement_keeper(
    library: Library,
    transport: Transport,
    pool: WorkerPool,
    options: RefreshOptions,
    *,
    clock: Clock = utc_now,
    forgives_timeouts: bool = False,
    robots: RobotsFiles | None = None,
) -> SupplementKeeper | None:
    """What a refresh or a pack keeps transcripts and chapters with; None if the user does not want them."""
    if not options.keeps_transcripts:
        return None
    return SupplementKeeper(library, transport, pool, clock=clock, forgives_timeouts=forgives_timeouts, robots=robots)


def _best(owed: OwedSupplement) -> Sequence[SupplementLink]:
    """The addresses to try, the best first."""
    from wortreader.prose.transcripts.reading import ranked_links  # which a refresh without podcasts does not need

    links = ranked_links(owed.links, owed.language) if owed.kind is SupplementKind.TRANSCRIPT else owed.links
    return links[:MOST_LINKS]
