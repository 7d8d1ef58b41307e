"""A refresh as a whole: its feeds, then pages, pictures and the tasks of the outbox.

Owns the order of these steps. `feed_refresh` has what is done with a feed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from wortreader.errors import NoNetwork
from wortreader.model import Clock, Feed, FeedOutcome, FetchPhase, FetchStatus, OutcomeKind, utc_now
from wortreader.store import stories
from wortreader.store.library import Library
from wortreader.store.maintenance import retention
from wortreader.store.maintenance.index_merging import merge_segments
from wortreader.sync.concurrency import with_pauses
from wortreader.sync.events.outbox import TaskDone
from wortreader.sync.events.refresh import HostAwaited, PicturesProgress
from wortreader.sync.feed_refresh import refresh
from wortreader.sync.fulltext import FullTexts, PageResult
from wortreader.sync.lease import lease
from wortreader.sync.options import RefreshOptions
from wortreader.sync.pictures import PictureKeeper, keep_new
from wortreader.sync.politeness import RobotsFiles, polite_transport
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Transport

PATIENCE_SECONDS = 1.0
"""After so long without a result, a refresh names the host that it waits for."""


@dataclass(frozen=True, slots=True)
class PageStep:
    """A refresh has come to the pages behind articles, or has finished with one of them."""

    result: PageResult | None
    """None before the first page."""
    done: int
    total: int

    @property
    def is_taken(self) -> bool:
        """True if the text of the page is shown from now on."""
        return self.result is not None and self.result.is_taken


RefreshStep = FeedOutcome | PageStep | PicturesProgress | TaskDone
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
    that carry teasers, keeps the pictures of new articles, and carries out the tasks of the outbox. Yields the result
    of each step, and which host it waits for if there has been none for so many seconds. Raises RefreshRunning if
    another refresh holds the lease.

    It may be stopped at any time, by cancelling the task that it runs in or by closing it: each result is written as a
    whole or not at all.
    """
    async with (
        lease(library, holder, clock) as held,
        polite_transport(library, clock=clock) as transport,
        WorkerPool() as pool,
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


def _status_after(step: RefreshStep, before: FetchStatus) -> FetchStatus:
    """How far a refresh is after one more step."""
    match step:
        case FeedOutcome():
            return FetchStatus(FetchPhase.FEEDS, before.done + 1, before.total)
        case PageStep():
            return FetchStatus(FetchPhase.PAGES, step.done, step.total)
        case PicturesProgress():
            return FetchStatus(FetchPhase.PICTURES, step.done, step.total)
        case TaskDone():
            return FetchStatus(FetchPhase.TASKS)


async def _steps(
    library: Library,
    feeds: Sequence[Feed],
    options: RefreshOptions,
    transport: Transport,
    pool: WorkerPool,
    clock: Clock,
) -> AsyncGenerator[RefreshStep, None]:
    answered = [] if options.asks_feeds else [feed.feed_id for feed in feeds]
    updated = answered.copy()
    taken: list[int] = []
    is_out = False
    asked = feeds if options.asks_feeds else ()
    async with aclosing(refresh(library, asked, transport, pool, clock=clock)) as outcomes:
        async for outcome in outcomes:
            if outcome.kind.has_answered:
                answered.append(outcome.feed_id)
            if outcome.kind is OutcomeKind.UPDATED:
                updated.append(outcome.feed_id)
            is_out = is_out or outcome.is_offline
            yield outcome
    _tidy(library, now=clock(), keep_days=options.keep_days)
    robots = RobotsFiles(library, transport, clock=clock)
    full_texts = FullTexts(library, transport, pool, clock=clock, default=options.full_text, robots=robots)
    async with aclosing(fetch_pages(full_texts, answered)) as steps:
        async for step in steps:
            if step.result is not None and step.is_taken:
                taken.append(step.result.article_id)
            yield step
    if options.picture_budget is not None:
        keeper = PictureKeeper(library, transport, pool, clock=clock, budget=options.picture_budget)
        async with aclosing(keep_new(keeper, updated, taken)) as progress:
            async for pictures in progress:
                yield pictures
    elif updated or taken:
        await asyncio.to_thread(library.pictures.clear_lacking)
    if not is_out and await asyncio.to_thread(library.outbox.waiting_count) > 0:
        async with aclosing(carry_out_tasks(library, transport, pool, clock, options)) as tasks:
            async for task in tasks:
                yield task
    if updated or taken:
        await asyncio.to_thread(merge_segments, library)


def _tidy(library: Library, *, now: datetime, keep_days: int) -> None:
    """Deletes what has been kept for long enough."""
    if keep_days:
        retention.prune(library, now=now, keep_days=keep_days)
    stories.delete_old_fingerprints(library.database, now=now)


async def carry_out_tasks(
    library: Library, transport: Transport, pool: WorkerPool, clock: Clock, options: RefreshOptions
) -> AsyncGenerator[TaskDone, None]:
    """Carries out the tasks of the outbox that are due; stops if there is no network."""
    from wortreader.sync.outbox import carry_out  # 20 ms that a refresh without tasks need not spend

    async with aclosing(carry_out(library, transport, pool, options, clock=clock)) as steps:
        with suppress(NoNetwork):
            async for step in steps:
                yield step


async def fetch_pages(full_texts: FullTexts, feed_ids: Sequence[int]) -> AsyncGenerator[PageStep, None]:
    """Fetches the pages that feeds owe. Yields nothing if they owe none."""
    candidates = await full_texts.owed(feed_ids)
    done = 0
    if candidates:
        yield PageStep(None, 0, len(candidates))
    async with aclosing(full_texts.fetch_all(candidates)) as results:
        async for result in results:
            done += 1
            yield PageStep(result, done, len(candidates))
