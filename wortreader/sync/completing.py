"""Completing articles after a refresh: the pages of teasers, the pictures of what is new, and the transcripts and
chapters of podcasts, side by side.

Nobody waits for this long: it ends at a given time, and what is left then goes on in the next refresh.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock
from wortreader.store.library import Library
from wortreader.store.pages import Candidate
from wortreader.store.pictures import FIRST_PAUSE
from wortreader.sync.concurrency import merged, until
from wortreader.sync.events.refresh import PicturesProgress
from wortreader.sync.fulltext import FullTexts, PageResult
from wortreader.sync.pictures import PictureKeeper, keep_new
from wortreader.sync.supplements import SupplementKeeper

SECONDS: Final = 20.0
"""For all pages and pictures of one refresh."""


@lazy_dataclass(frozen=True, slots=True)
class PageStep:
    """A refresh begins with the pages of articles, or has finished one of them."""

    result: PageResult | None
    """None before the first page."""
    done: int
    total: int

    @property
    def is_taken(self) -> bool:
        """True if the text of the page is shown from now on."""
        return self.result is not None and self.result.is_taken


async def complete_articles(
    library: Library,
    full_texts: FullTexts,
    keeper: PictureKeeper | None,
    supplements: SupplementKeeper | None = None,
    *,
    answered: Sequence[int],
    updated: Sequence[int],
    goes_on: bool,
    ends_at: float,
    clock: Clock,
) -> AsyncGenerator[PageStep | PicturesProgress, None]:
    """Fetches the pages, transcripts and chapters that the feeds `answered` owe, and the pictures of the feeds
    `updated`, and with `goes_on` of what an earlier refresh has left.

    Yields its progress, nothing if there is nothing to do. Ends at `ends_at`, by the clock of the event loop. Without a
    `keeper` no pictures are fetched, without `supplements` no transcripts and chapters.
    """
    candidates = await full_texts.owed(answered)
    beside = _keep_supplements(supplements, answered)
    if keeper is None:
        async with aclosing(until(merged(fetch_pages(full_texts, candidates), beside), ends_at)) as pages:
            async for page in pages:
                yield page
        return
    completion = _Completion(library, keeper, clock, goes_on=goes_on)
    async with aclosing(until(merged(completion.run(full_texts, candidates, updated), beside), ends_at)) as both:
        try:
            async for step in both:
                yield step
        finally:
            completion.leave_the_rest()


async def _keep_supplements(
    keeper: SupplementKeeper | None, feed_ids: Sequence[int]
) -> AsyncGenerator[PageStep | PicturesProgress, None]:
    """Keeps the transcripts and chapters that these feeds owe. Yields nothing: few articles have any."""
    if keeper is not None and (owed := await keeper.owed(feed_ids)):
        async with aclosing(keeper.fetch_all(owed)) as results:
            async for _result in results:
                pass
    steps: tuple[PageStep, ...] = ()
    for step in steps:
        yield step


async def fetch_pages(full_texts: FullTexts, candidates: Sequence[Candidate]) -> AsyncGenerator[PageStep, None]:
    """Fetches pages. Yields nothing if there are none."""
    done = 0
    if candidates:
        yield PageStep(None, 0, len(candidates))
    async with aclosing(full_texts.fetch_all(candidates)) as results:
        async for result in results:
            done += 1
            yield PageStep(result, done, len(candidates))


class _Completion:
    """The pages and pictures of one refresh."""

    def __init__(self, library: Library, keeper: PictureKeeper, clock: Clock, *, goes_on: bool) -> None:
        self._goes_on = goes_on
        self._library = library
        self._keeper = keeper
        self._clock = clock
        self._undone: dict[int, None] = {}
        """Articles whose pictures are still to be fetched."""
        self._failed: list[int] = []
        """Articles of which not all pictures could be had."""
        self._done = self._total = 0

    async def run(
        self, full_texts: FullTexts, candidates: Sequence[Candidate], updated: Sequence[int]
    ) -> AsyncGenerator[PageStep | PicturesProgress, None]:
        """Fetches pages, and at the same time the pictures of other articles, then those of the articles with pages."""
        awaits_page = {candidate.article_id for candidate in candidates}
        owed = await self._keeper.owed(updated, left_at=self._clock() if self._goes_on else None)
        self._undone = dict.fromkeys(owed)
        first = [article_id for article_id in owed if article_id not in awaits_page]
        taken: list[int] = []
        async with aclosing(merged(fetch_pages(full_texts, candidates), self._pictures(first))) as steps:
            async for step in steps:
                if isinstance(step, PageStep) and step.result is not None and step.is_taken:
                    taken.append(step.result.article_id)
                    self._undone[step.result.article_id] = None
                yield step
        second = [article_id for article_id in owed if article_id in awaits_page]
        second = await self._keeper.lacking(list(dict.fromkeys([*second, *taken])))
        async with aclosing(self._pictures(second)) as progress:
            async for pictures in progress:
                yield pictures

    async def _pictures(self, article_ids: Sequence[int]) -> AsyncGenerator[PageStep | PicturesProgress, None]:
        """Keeps the pictures of articles. Yields nothing if there are none."""
        if not article_ids:
            return
        self._total += len(article_ids)
        yield PicturesProgress(self._done, self._total, self._keeper.kept_count)
        async with aclosing(keep_new(self._keeper, article_ids)) as results:
            async for result in results:
                self._done += 1
                if result.problem is None:
                    self._undone.pop(result.article_id, None)
                if result.may_be_tried_again:
                    self._failed.append(result.article_id)
                yield PicturesProgress(self._done, self._total, self._keeper.kept_count, self._keeper.folder_problem)

    def leave_the_rest(self) -> None:
        """Stores what the next refresh is to go on with, and what a later one is to try again."""
        now = self._clock()
        left = dict.fromkeys(self._failed, now + FIRST_PAUSE) | dict.fromkeys(self._undone, now)
        self._library.pictures.leave(left, instead_of=now if self._goes_on else None)
