"""Packing: making articles ready for reading without a network.

Owns which articles, in which order, and when it is enough. `fulltext` fetches their pages and `pictures` keeps their
pictures. Articles that are whole are not fetched again, so a pack that was stopped continues when it is called again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock, FetchPhase, FetchStatus, reading_minutes, utc_now
from wortreader.sentences import S_
from wortreader.store.library import Library
from wortreader.store.pages import Candidate, PageStatus
from wortreader.sync.events.pack import (
    PackDone,
    PackEvent,
    PackPicturesProgress,
    PackProgress,
    PackStarted,
    PackSummary,
)
from wortreader.sync.fulltext import FullTexts, PageResult
from wortreader.sync.lease import lease
from wortreader.sync.offline import OfflineDetector
from wortreader.sync.options import RefreshOptions
from wortreader.sync.pictures import ArticlePictures, PictureKeeper, picture_keeper
from wortreader.sync.politeness import RobotsFiles, polite_transport
from wortreader.sync.supplements import SupplementKeeper, supplement_keeper
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Transport

TYPICAL_WORDS: Final = 600
"""Assumed length of an article until its page is fetched."""


@lazy_dataclass(frozen=True, slots=True)
class Bounds:
    """How much to pack."""

    minutes: int | None = None
    """Reading time; None for all articles."""
    max_bytes: int | None = None
    """Over the wire; None for no limit. The few pages that are being fetched when it is reached are finished."""


def likely_ids(library: Library) -> list[int]:
    """What the user is likely to read: the starred articles, then the unread ones, the newest first."""
    starred, unread = library.search.rows("is:starred"), library.search.rows("is:unread")
    return list(dict.fromkeys([*starred.ids, *unread.ids]))


async def run(
    library: Library,
    article_ids: Sequence[int],
    bounds: Bounds,
    options: RefreshOptions = RefreshOptions(),  # noqa: B008 - frozen
    *,
    holder: str,
    clock: Clock = utc_now,
) -> AsyncGenerator[PackEvent, None]:
    """Packs articles, in their order, while it holds the lease of refreshes. Yields its events as it goes on.

    Raises RefreshRunning if a refresh, or another pack, holds the lease, and NoNetwork.
    """
    async with (
        lease(library, holder, clock) as held,
        polite_transport(library, options.network, clock=clock) as transport,
        WorkerPool(rules=options.rules) as pool,
    ):
        robots = RobotsFiles(library, transport, clock=clock)
        full_texts = FullTexts(library, transport, pool, clock=clock, forgives_timeouts=True, robots=robots)
        keeper = picture_keeper(library, transport, pool, options, clock=clock, forgives_timeouts=True)
        supplements = supplement_keeper(
            library, transport, pool, options, clock=clock, forgives_timeouts=True, robots=robots
        )
        packing = pack(library, article_ids, bounds, transport, full_texts, keeper, supplements, clock=clock)
        async with aclosing(packing) as events:
            async for event in events:
                if isinstance(event, PackProgress | PackPicturesProgress):
                    held.status = FetchStatus(FetchPhase.PACK, event.done, event.total)
                yield event


async def pack(
    library: Library,
    article_ids: Sequence[int],
    bounds: Bounds,
    transport: Transport,
    full_texts: FullTexts,
    keeper: PictureKeeper | None = None,
    supplements: SupplementKeeper | None = None,
    *,
    clock: Clock = utc_now,
) -> AsyncGenerator[PackEvent, None]:
    """Fetches the texts of articles, in their order, then their transcripts, chapters and pictures; yields events,
    PackDone last.

    Without a `keeper` no pictures are fetched, without `supplements` no transcripts and chapters. If the pages have
    less to read than `bounds` ask for, further articles are fetched. Raises NoNetwork if there is none, or it is lost.
    """
    loop = asyncio.get_running_loop()
    began, received_before = loop.time(), transport.received_bytes
    summary, asked, total = PackSummary(), set[int](), 0
    detector: OfflineDetector[PageResult] = OfflineDetector(library, transport)

    def received() -> int:
        return transport.received_bytes - received_before

    def is_enough() -> bool:
        return bounds.max_bytes is not None and received() >= bounds.max_bytes

    while True:
        standings = await asyncio.to_thread(library.pages.page_statuses, article_ids, now=clock())
        chosen = within(standings, bounds.minutes, asked)
        wanted = [standing.article_id for standing in chosen if standing.is_owed and standing.article_id not in asked]
        summary.ready = _ready_count(chosen, keeper)
        if total == 0:
            yield PackStarted(len(wanted), summary.ready)
        if not wanted or is_enough():
            break
        asked.update(wanted)
        candidates = await asyncio.to_thread(_candidates, library, wanted)
        total += len(candidates)
        async with aclosing(full_texts.fetch_all(list(candidates.values()), is_enough=is_enough)) as results:
            async for result in results:
                url = candidates[result.article_id].url
                for final in await detector.check(result, url, is_unreached=result.is_unreached):
                    summary.received_bytes = received()
                    yield _counted(final, candidates[final.article_id], summary, total)
        for final in await detector.settle():
            yield _counted(final, candidates[final.article_id], summary, total)
    ids = [standing.article_id for standing in chosen]
    if supplements is not None:
        await supplements.keep_missing(ids, is_enough=is_enough)
    if keeper is not None:
        async with aclosing(_keep_pictures(library, ids, transport, keeper, is_enough)) as steps:
            async for step in steps:
                yield replace(step, received_bytes=received())
        await _sum_up_pictures(library, ids, summary, keeper, clock)
    summary.received_bytes, summary.seconds = received(), round(loop.time() - began, 3)
    yield PackDone(summary)


async def _sum_up_pictures(
    library: Library, article_ids: Sequence[int], summary: PackSummary, keeper: PictureKeeper, clock: Clock
) -> None:
    """Counts into `summary` the articles that are ready with their pictures, and sets why others are not."""
    standings = await asyncio.to_thread(library.pages.page_statuses, article_ids, now=clock())
    summary.ready = _ready_count(standings, keeper)
    summary.pictures, summary.problem = keeper.kept_count, keeper.folder_problem
    summary.pictures_left = sum(standing.lacks_pictures for standing in standings)
    if summary.pictures_left and summary.problem is None and await keeper.is_budget_spent():
        summary.problem = S_(
            "The picture budget is used up: older articles have no pictures. The setting is picture_budget."
        )


async def _keep_pictures(
    library: Library,
    article_ids: Sequence[int],
    transport: Transport,
    keeper: PictureKeeper,
    is_enough: Callable[[], bool],
) -> AsyncGenerator[PackPicturesProgress, None]:
    """Keeps the pictures that these articles lack, in their order. Raises NoNetwork."""
    lacking = await keeper.lacking(article_ids)
    detector: OfflineDetector[ArticlePictures] = OfflineDetector(library, transport)
    done = 0
    async with aclosing(keeper.keep_all(lacking, is_enough=is_enough)) as results:
        async for result in results:
            url = result.unreached_url
            for final in await detector.check(result, url or "", is_unreached=url is not None):
                done += 1
                yield PackPicturesProgress(done, len(lacking), keeper.kept_count, 0, final.failures)
    for final in await detector.settle():
        done += 1
        yield PackPicturesProgress(done, len(lacking), keeper.kept_count, 0, final.failures)


def _ready_count(standings: Iterable[PageStatus], keeper: PictureKeeper | None) -> int:
    """How many articles need no network any more."""
    return sum(standing.is_ready and not (keeper and standing.lacks_pictures) for standing in standings)


def within(standings: Iterable[PageStatus], minutes: int | None, asked: Collection[int]) -> list[PageStatus]:
    """The first articles that take `minutes` to read; all of them for None.

    Pages that are still to be fetched are assumed to have TYPICAL_WORDS, unless they were `asked` for already.
    """
    chosen: list[PageStatus] = []
    filled = 0
    for standing in standings:
        if minutes is not None and filled >= minutes:
            break
        is_guess = standing.is_owed and standing.article_id not in asked
        filled += reading_minutes(max(standing.word_count, TYPICAL_WORDS) if is_guess else standing.word_count)
        chosen.append(standing)
    return chosen


def _candidates(library: Library, article_ids: Sequence[int]) -> dict[int, Candidate]:
    """The pages to fetch by article id, in the order given, without articles that are no longer there."""
    found = (library.pages.candidate(article_id) for article_id in article_ids)
    return {candidate.article_id: candidate for candidate in found if candidate is not None}


def _counted(result: PageResult, candidate: Candidate, summary: PackSummary, total: int) -> PackProgress:
    """The event of one article, after counting it into `summary`."""
    if result.is_whole:
        reason = None
        summary.fetched += 1
    else:
        reason = result.reason or S_("Only an excerpt is available: the rest is for subscribers.")
        summary.failed += 1
    return PackProgress(
        result.article_id,
        candidate.title,
        candidate.url,
        result.outcome,
        reason,
        summary.fetched + summary.failed,
        total,
        summary.received_bytes,
    )
