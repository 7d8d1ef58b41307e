"""A refresh as a whole: its feeds, then pages, pictures and the tasks of the outbox.

Owns the order of these steps. `feed_refresh` has what is done with a feed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from wortreader.errors import LibraryError, NoNetwork
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock, Feed, FeedOutcome, FetchPhase, FetchStatus, OutcomeKind, utc_now
from wortreader.store import stories
from wortreader.store.library import Library
from wortreader.store.maintenance import retention
from wortreader.store.maintenance.index_merging import merge_segments
from wortreader.store.maintenance.marks_copy import keep_copy
from wortreader.store.rules.ending import settle_if_due
from wortreader.sync import completing
from wortreader.sync.completing import PageStep, complete_articles
from wortreader.sync.concurrency import until, with_pauses
from wortreader.sync.effective_settings import values_set
from wortreader.sync.events.outbox import TaskDone
from wortreader.sync.events.refresh import HookFailed, HostAwaited, PicturesProgress
from wortreader.sync.feed_refresh import refresh
from wortreader.sync.feed_settings import KEEP_DAYS
from wortreader.sync.fulltext import FullTexts
from wortreader.sync.hooks import after_refresh
from wortreader.sync.lease import lease
from wortreader.sync.options import RefreshOptions
from wortreader.sync.pictures import picture_keeper
from wortreader.sync.politeness import RobotsFiles, polite_transport
from wortreader.sync.supplements import supplement_keeper
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.limits import Limits
from wortreader.wire.transport import Transport

PATIENCE_SECONDS = 1.0
"""After so long without a result, a refresh names the host that it waits for."""

MOST_SECONDS = 540.0
"""For all of a refresh: nobody else can refresh meanwhile, so it is not for servers to say when it ends."""

FEED_SECONDS = 480.0
"""For its feeds. Those that are not done by then stay due."""

HOST_SECONDS = 30.0
"""For all slow answers of one host together, beside which everything else goes on."""


MOST_CLOCK_ERROR = timedelta(days=1)
"""By how much the clock may differ from that of some server, which may be in another zone by mistake."""

LONGEST_PAUSE = timedelta(days=30)
"""If no server tells the time and the last refresh is longer ago than this, the clock may have leapt. The refresh after
this one tidies up."""


class ClockTrust(Enum):
    """Whether what the clock says can be true."""

    NONE = auto()
    LIKELY = auto()
    CERTAIN = auto()
    """A server says the same."""


class FeedsEnded:
    """All feeds have been asked. Pages, pictures and tasks may follow."""


RefreshStep = FeedOutcome | FeedsEnded | PageStep | PicturesProgress | TaskDone | HookFailed
"""What a refresh has done."""


async def run(
    library: Library,
    feeds: Sequence[Feed],
    options: RefreshOptions = RefreshOptions(),  # noqa: B008 - frozen
    *,
    holder: str,
    clock: Clock = utc_now,
    patience_seconds: float = PATIENCE_SECONDS,
) -> AsyncGenerator[RefreshStep | HostAwaited, None]:
    """Refreshes feeds, and does what follows from it, while it holds the library's lease.

    In this order it asks the feeds, deletes articles that have been kept for long enough, fetches the pages of feeds
    that carry teasers and keeps the pictures of new articles, and carries out the tasks of the outbox. Each of these
    has a bound; what is left then waits for the next refresh. The user's own command for new articles is run last, when
    others may refresh again. Yields the result of each step, and which host it waits
    for if there has been none for so many seconds. Raises RefreshRunning if another refresh holds the lease.

    It may be stopped at any time, by cancelling the task that it runs in or by closing it: each result is written as a
    whole or not at all.
    """
    newest_id = await asyncio.to_thread(library.articles.newest_id) if options.after_refresh else 0
    async with (
        lease(library, holder, clock) as held,
        polite_transport(library, options.network, clock=clock, limits=Limits(host_seconds=HOST_SECONDS)) as transport,
        WorkerPool(rules=options.rules) as pool,
    ):
        awaited: HostAwaited | None = None
        held.status = FetchStatus(FetchPhase.FEEDS, 0, len(feeds) if options.asks_feeds else 0)
        steps = with_pauses(_steps(library, feeds, options, transport, pool, clock), patience_seconds)
        async with aclosing(steps):
            async for step in steps:
                if step is not None:
                    awaited = None
                    held.status = _status_after(step, held.status)
                    yield step
                elif hosts := transport.awaited_hosts:
                    former, awaited = awaited, HostAwaited(hosts[0], len(hosts) - 1)
                    held.status = replace(held.status, awaited_host=awaited.host)
                    if awaited != former:
                        yield awaited
    if options.after_refresh:  # others may refresh meanwhile
        problem = await after_refresh(library, options.after_refresh, newest_id)
        if problem is not None:
            yield problem


def _status_after(step: RefreshStep, before: FetchStatus) -> FetchStatus:
    """How far a refresh is after one more step."""
    match step:
        case FeedOutcome():
            return FetchStatus(FetchPhase.FEEDS, before.done + 1, before.total)
        case FeedsEnded():
            return before
        case PageStep():
            return FetchStatus(FetchPhase.PAGES, step.done, step.total)
        case PicturesProgress():
            return FetchStatus(FetchPhase.PICTURES, step.done, step.total)
        case TaskDone():
            return FetchStatus(FetchPhase.TASKS)
        case HookFailed():
            return before


async def _steps(
    library: Library,
    feeds: Sequence[Feed],
    options: RefreshOptions,
    transport: Transport,
    pool: WorkerPool,
    clock: Clock,
) -> AsyncGenerator[RefreshStep, None]:
    watch = _Watch(clock(), retention.last_refreshed_at(library))
    await asyncio.to_thread(settle_if_due, library.database, watch.began_at)
    loop = asyncio.get_running_loop()
    began = loop.time()
    answered = [] if options.asks_feeds else [feed.feed_id for feed in feeds]
    updated = answered.copy()
    is_taken = is_out = False
    asked, logins = feeds if options.asks_feeds else (), options.network.logins
    asking = refresh(library, asked, transport, pool, clock=clock, ends_at=began + FEED_SECONDS, logins=logins)
    async with aclosing(asking) as outcomes:
        async for outcome in outcomes:
            if outcome.kind.has_answered:
                answered.append(outcome.feed_id)
            if outcome.kind is OutcomeKind.UPDATED:
                updated.append(outcome.feed_id)
            is_out = is_out or outcome.is_offline
            yield outcome
    _tidy(library, watch, transport.clock_error, now=clock(), keep_days=options.keep_days)
    if options.asks_feeds:
        yield FeedsEnded()
    robots = RobotsFiles(library, transport, clock=clock)
    full_texts = FullTexts(library, transport, pool, clock=clock, default=options.full_text, robots=robots)
    keeper = picture_keeper(library, transport, pool, options, clock=clock)
    supplements = supplement_keeper(library, transport, pool, options, clock=clock, robots=robots)
    ends_at = min(loop.time() + completing.SECONDS, began + MOST_SECONDS)
    completion = complete_articles(
        library,
        full_texts,
        keeper,
        supplements,
        answered=answered,
        updated=updated,
        goes_on=not is_out,
        ends_at=ends_at,
        clock=clock,
    )
    async with aclosing(completion) as steps:
        async for step in steps:
            is_taken = is_taken or (isinstance(step, PageStep) and step.is_taken)
            yield step
    if keeper is None and (updated or is_taken):
        await asyncio.to_thread(library.pictures.clear_lacking)
    if not is_out and await asyncio.to_thread(library.outbox.waiting_count) > 0:
        carrying_out = carry_out_tasks(library, transport, pool, clock, options)
        async with aclosing(until(carrying_out, began + MOST_SECONDS)) as tasks:
            async for task in tasks:
                yield task
    if updated or is_taken:
        await asyncio.to_thread(merge_segments, library)
    with suppress(LibraryError, OSError):  # doctor tells how old the copy is
        await asyncio.to_thread(keep_copy, library, now=clock())


def clock_trust(now: datetime, clock_error: timedelta | None, last_refreshed_at: datetime | None) -> ClockTrust:
    """What is known of the clock that says `now`. `clock_error` is that of Transport."""
    if clock_error is not None:
        return ClockTrust.CERTAIN if abs(clock_error) <= MOST_CLOCK_ERROR else ClockTrust.NONE
    is_leap = last_refreshed_at is not None and now - last_refreshed_at > LONGEST_PAUSE
    return ClockTrust.NONE if is_leap else ClockTrust.LIKELY


@lazy_dataclass(frozen=True, slots=True)
class _Watch:
    """What the clock has said before the feeds were asked."""

    began_at: datetime
    last_refreshed_at: datetime | None


def _tidy(library: Library, watch: _Watch, clock_error: timedelta | None, *, now: datetime, keep_days: int) -> None:
    """Deletes what has been kept for long enough, unless the clock may be wrong by years, and corrects times then."""
    trust = clock_trust(now, clock_error, watch.last_refreshed_at)
    if trust is ClockTrust.NONE and clock_error is not None:
        retention.correct_departures(library, watch.began_at, now, clock_error)
    if trust is ClockTrust.CERTAIN:
        retention.bring_back_from_future(library, now=now)
    if trust is ClockTrust.NONE:
        return
    by_feed = {feed_id: days for feed_id, days in values_set(library, KEEP_DAYS).items() if isinstance(days, int)}
    retention.prune(library, now=now, keep_days=keep_days, by_feed=by_feed)
    stories.delete_old_fingerprints(library.database, now=now)
    library.changes.forget_old(now=now)


async def carry_out_tasks(
    library: Library, transport: Transport, pool: WorkerPool, clock: Clock, options: RefreshOptions
) -> AsyncGenerator[TaskDone, None]:
    """Carries out the tasks of the outbox that are due; stops if there is no network."""
    from wortreader.sync.outbox import carry_out  # 20 ms that a refresh without tasks need not spend

    async with aclosing(carry_out(library, transport, pool, options, clock=clock)) as steps:
        with suppress(NoNetwork):
            async for step in steps:
                yield step
