"""Pictures: fetching, scaling and keeping what articles show.

Fetches as a browser would (six at a time from a host), lets a worker decode and scale, and keeps the result within the
budget. A host that cannot be reached, or is slow, is soon given up: its pictures come another time. What happens to a
picture is its outcome, never an exception; only what concerns the whole library ends the work. If the folder of
pictures cannot be written, that ends too, with one sentence: `folder_problem`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Final

from wortreader.errors import (
    AddressRefused,
    AnswerTooLarge,
    BlankPicture,
    NoWayThere,
    PageDamaged,
    PictureDamaged,
    PictureFolderUnusable,
    ServerRefused,
    WireError,
)
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock, ScaledPicture, WantedPicture, utc_now
from wortreader.sentences import NOTHING, S_, Sentence
from wortreader.store.library import Library
from wortreader.store.pictures import IllustratedArticle, PictureState
from wortreader.sync.concurrency import map_unordered
from wortreader.sync.effective_settings import values_set
from wortreader.sync.feed_settings import KEEP_PICTURES
from wortreader.sync.options import PICTURE_BUDGET, RefreshOptions
from wortreader.sync.politeness import is_forgiven
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.limits import FetchKind
from wortreader.wire.memory import Room
from wortreader.wire.transport import Access, Fetched, Transport

AT_ONCE: Final = 64
"""Articles whose pictures are fetched at one time: so many that those of one host do not keep out the others."""

MOST_PICTURES: Final = 300
"""In one refresh, those of the newest articles of every feed first; others are fetched by a pack, or on request."""

MOST_BYTES: Final = 100 * 1000**2
"""In one refresh, as they come over the wire."""

UNASKED_SECONDS: Final = 15.0
"""For one picture that nobody has asked for."""

ROOM_CHECKED: Final = 5 * 1000**2
"""Bytes that are kept between two checks of the budget."""

PICTURE_ACCEPT: Final = "image/webp, image/png, image/jpeg, image/gif;q=0.9, image/*;q=0.5"

_TEMPORARY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Error statuses that may be temporary."""


@lazy_dataclass(frozen=True, slots=True)
class PictureResult:
    """The result of fetching one picture."""

    url: str
    state: PictureState
    reason: Sentence = NOTHING
    """One sentence: why it is not kept; empty if it is."""
    byte_size: int = 0
    """Size of the file; 0 if it is not kept."""
    is_unreached: bool = False
    """True if its host could not be reached: the host, or the network, is down."""


@lazy_dataclass(frozen=True, slots=True)
class ArticlePictures:
    """The result of fetching the pictures of one article."""

    article_id: int
    results: tuple[PictureResult, ...] = ()
    """Of the pictures that were not here."""
    problem: Sentence | None = None
    """Why none could be kept, in a sentence: the folder of pictures cannot be written, or the library is encrypted."""

    @property
    def kept_count(self) -> int:
        """How many were fetched and kept."""
        return sum(result.state is PictureState.KEPT for result in self.results)

    @property
    def may_be_tried_again(self) -> bool:
        """True if some may be had another time."""
        return any(result.state in (PictureState.FAILED, PictureState.OWED) for result in self.results)

    @property
    def unreached_url(self) -> str | None:
        """The address of a picture whose host could not be reached; None if there is none."""
        return next((result.url for result in self.results if result.is_unreached), None)

    @property
    def is_refused(self) -> bool:
        """True if another try would have the same result."""
        return all(result.state is not PictureState.FAILED and not result.is_unreached for result in self.results)

    @property
    def failures(self) -> tuple[Sentence, ...]:
        """Why pictures are not kept, a sentence for each. Blank ones do not count."""
        return tuple(
            result.reason for result in self.results if result.reason and result.state is not PictureState.BLANK
        )


class PictureKeeper:
    """Fetches and keeps pictures; holds what the articles share."""

    def __init__(
        self,
        library: Library,
        transport: Transport,
        pool: WorkerPool,
        *,
        clock: Clock = utc_now,
        budget: int = PICTURE_BUDGET,
        forgives_timeouts: bool = False,
        is_asked: bool = False,
        unwanted: Collection[int] = (),
    ) -> None:
        """`budget` is the number of bytes that all pictures may take. With `forgives_timeouts` a server that does not
        answer costs no attempt, because the user who asks may be offline. With `is_asked` pictures that failed before
        are tried again, and others are deleted to make room for them. Those of the feeds `unwanted` are not owed."""
        self._library = library
        self._transport = transport
        self._pool = pool
        self._clock = clock
        self._budget = budget
        self._forgives_timeouts = forgives_timeouts
        self._is_asked = is_asked
        self._unwanted = unwanted
        self._in_progress: dict[str, asyncio.Task[PictureResult]] = {}
        self._unchecked = 0
        self._spared: set[int] = set()
        self.kept_count = 0
        """Pictures that were kept so far."""
        self.tried_count = 0
        """Pictures that were tried so far."""
        self.received_bytes = 0
        """Size of the pictures that were received so far."""
        self.folder_problem: Sentence | None = None
        """Why no pictures can be kept at all, in a sentence."""

    async def owed(self, feed_ids: Collection[int], *, left_at: datetime | None = None) -> list[int]:
        """The articles that a refresh has left to one at `left_at`, and those of the feeds that lack pictures, the
        newest of each feed first.

        Articles whose pictures the budget would delete again at once are left out.
        """

        def read() -> list[int]:
            if self._unwanted:
                self._library.pictures.clear_lacking(self._unwanted)
            floor = self._library.pictures.floor(self._budget)
            by_feed = [self._library.pictures.lacking_in_feed(feed_id, floor=floor) for feed_id in feed_ids]
            ranked = sorted((rank, article_id) for feed in by_feed for rank, article_id in enumerate(feed))
            newest = [article_id for _rank, article_id in ranked]
            left = self._library.pictures.left(now=left_at, floor=floor) if left_at else []
            new = set(newest)
            return [*(article_id for article_id in left if article_id not in new), *newest]

        return await asyncio.to_thread(read)

    async def lacking(self, article_ids: Sequence[int]) -> list[int]:
        """Those of the articles that lack pictures, and for which the budget has room, in the order given."""

        def read() -> list[int]:
            if self._unwanted:
                self._library.pictures.clear_lacking(self._unwanted)
            floor = self._library.pictures.floor(self._budget)
            return self._library.pictures.lacking_among(article_ids, floor=floor)

        return await asyncio.to_thread(read)

    async def keep_all(
        self, article_ids: Sequence[int], *, is_enough: Callable[[], bool] = lambda: False
    ) -> AsyncGenerator[ArticlePictures, None]:
        """Keeps the pictures of articles, and yields the result of each in the order in which they finish.

        Once `is_enough` returns true, no further article is begun; those in progress are finished.
        """
        if self._is_asked:
            self._spared.update(article_ids)

        async def keep(article_id: int) -> ArticlePictures | None:
            return None if is_enough() or self.folder_problem else await self._keep_those_of(article_id, is_enough)

        try:
            async with aclosing(map_unordered(keep, article_ids, limit=AT_ONCE)) as results:
                async for result in results:
                    if result is not None:
                        yield result
            await self._make_room()
        finally:
            for task in self._in_progress.values():
                task.cancel()
            await asyncio.gather(*self._in_progress.values(), return_exceptions=True)
            self._in_progress.clear()

    async def _keep_those_of(self, article_id: int, is_enough: Callable[[], bool]) -> ArticlePictures | None:
        """Fetches and keeps the pictures of one article that are not here; None if there are enough before it begins.

        Raises only LibraryError.
        """
        if not self._library.pictures.can_be_kept:
            self.folder_problem = S_("An encrypted library keeps no pictures.")
            return ArticlePictures(article_id, problem=self.folder_problem)
        shown = await asyncio.to_thread(self._library.pictures.illustrated_article, article_id)
        if shown is None:
            return ArticlePictures(article_id)
        try:
            wanted = await self._pool.pictures_of(shown.html, url=shown.url)
        except PageDamaged:
            wanted = ()
        if is_enough():
            return None
        by_url = {picture.url: picture for picture in wanted}
        owed = await asyncio.to_thread(
            self._library.pictures.expect, article_id, list(by_url), now=self._clock(), is_asked=self._is_asked
        )
        try:
            async with aclosing(map_unordered(lambda url: self._keep_once(by_url[url], shown), owed)) as kept:
                results = sorted([result async for result in kept], key=lambda result: owed.index(result.url))
        except PictureFolderUnusable as error:
            self.folder_problem = error.reason
            return ArticlePictures(article_id, problem=error.reason)
        await asyncio.to_thread(self._library.pictures.update_lacking, [article_id])
        if self._unchecked > ROOM_CHECKED:
            await self._make_room()
        return ArticlePictures(article_id, tuple(results))

    async def _make_room(self) -> None:
        self._unchecked = 0
        await asyncio.to_thread(self._library.pictures.make_room, self._budget, sparing=self._spared)

    async def is_budget_spent(self) -> bool:
        """Whether the budget has no room for pictures of older articles."""
        return await asyncio.to_thread(self._library.pictures.floor, self._budget) is not None

    async def _keep_once(self, picture: WantedPicture, shown: IllustratedArticle) -> PictureResult:
        """The result of a picture, which is fetched once for all articles that show it."""
        task = self._in_progress.get(picture.url)
        if task is None:
            task = self._in_progress[picture.url] = asyncio.create_task(self._keep(picture, shown))
        return await asyncio.shield(task)

    async def _keep(self, wanted: WantedPicture, shown: IllustratedArticle) -> PictureResult:
        """Fetches and keeps one picture. Raises only LibraryError, including PictureFolderUnusable."""
        self.tried_count += 1
        byte_size = 0
        try:
            with self._transport.room() as room:
                data = wanted.data if wanted.data is not None else await self._fetch(wanted.url, shown, room)
                picture = await self._pool.scale(data)
        except BlankPicture as error:
            state, reason = PictureState.BLANK, error.reason
        except (PictureDamaged, AddressRefused) as error:
            state, reason = PictureState.REFUSED, error.reason
        except AnswerTooLarge as error:
            state, reason, byte_size = PictureState.REFUSED, error.reason, error.byte_size
        except ServerRefused as error:
            state = PictureState.FAILED if error.status in _TEMPORARY else PictureState.REFUSED
            reason = error.reason
        except WireError as error:
            if is_forgiven(error, forgives_timeouts=self._forgives_timeouts):
                is_unreached = isinstance(error, NoWayThere)
                return PictureResult(wanted.url, PictureState.OWED, error.reason, is_unreached=is_unreached)
            state, reason = PictureState.FAILED, error.reason
        else:
            return await self._put(wanted.url, picture)
        pictures = self._library.pictures
        await asyncio.to_thread(
            lambda: pictures.refuse(wanted.url, reason, at=self._clock(), state=state, byte_size=byte_size)
        )
        return PictureResult(wanted.url, state, reason)

    async def _put(self, url: str, picture: ScaledPicture) -> PictureResult:
        await asyncio.to_thread(self._library.pictures.keep, url, picture, at=self._clock())
        self.kept_count += 1
        self._unchecked += len(picture.data)
        return PictureResult(url, PictureState.KEPT, byte_size=len(picture.data))

    def _access(self, shown: IllustratedArticle) -> Access:
        """A picture has the rights of the article's feed, or of the saved page if that has just been fetched."""
        if not shown.is_saved:
            return Access(shown.feed_url, shown.is_private_allowed)
        page_url = shown.url or ""
        return Access(page_url, self._transport.is_private(page_url) is True)

    async def _fetch(self, url: str, shown: IllustratedArticle, room: Room) -> bytes:
        """The bytes at an address. Raises WireError, or PictureDamaged if there are none."""
        answer = await self._transport.fetch(
            url,
            access=self._access(shown),
            accept=PICTURE_ACCEPT,
            kind=FetchKind.PICTURE,
            seconds=None if self._forgives_timeouts else UNASKED_SECONDS,
            room=room,
        )
        if not isinstance(answer, Fetched):
            raise PictureDamaged(S_("The server answered “not modified” to a first request."))
        self.received_bytes += len(answer.body)
        return answer.body


def feeds_without_pictures(library: Library, options: RefreshOptions) -> frozenset[int] | None:
    """The feeds whose pictures are not to be kept; None if those of no feed are."""
    if options.picture_budget is None or not library.pictures.can_be_kept:
        return None
    chosen = values_set(library, KEEP_PICTURES)
    if options.keeps_pictures:
        return frozenset(feed_id for feed_id, is_wanted in chosen.items() if not is_wanted)
    wanted = {feed_id for feed_id, is_wanted in chosen.items() if is_wanted}
    return frozenset(feed.feed_id for feed in library.feeds.all() if feed.feed_id not in wanted) if wanted else None


def picture_keeper(
    library: Library,
    transport: Transport,
    pool: WorkerPool,
    options: RefreshOptions,
    *,
    clock: Clock = utc_now,
    forgives_timeouts: bool = False,
) -> PictureKeeper | None:
    """What keeps the pictures of the feeds whose pictures the user wants; None if there are none."""
    unwanted = feeds_without_pictures(library, options)
    if unwanted is None or options.picture_budget is None:
        return None
    return PictureKeeper(
        library,
        transport,
        pool,
        clock=clock,
        budget=options.picture_budget,
        forgives_timeouts=forgives_timeouts,
        unwanted=unwanted,
    )


async def keep_new(keeper: PictureKeeper, article_ids: Sequence[int]) -> AsyncGenerator[ArticlePictures, None]:
    """Keeps the pictures of articles until there are as many as one refresh may fetch, and yields the results."""

    def is_enough() -> bool:
        return keeper.tried_count >= MOST_PICTURES or keeper.received_bytes >= MOST_BYTES

    async with aclosing(keeper.keep_all(article_ids, is_enough=is_enough)) as results:
        async for result in results:
            yield result


async def keep_pictures(
    library: Library,
    transport: Transport,
    pool: WorkerPool,
    article_ids: Sequence[int],
    *,
    budget: int | None,
    clock: Clock = utc_now,
) -> list[ArticlePictures]:
    """Keeps the pictures of articles that the user has asked for, and returns the results.

    Without a `budget` the articles are marked as needing no pictures.
    """
    if budget is None:
        await asyncio.to_thread(library.pictures.clear_lacking)
        return []
    keeper = PictureKeeper(library, transport, pool, clock=clock, budget=budget, forgives_timeouts=True)
    return [result async for result in keeper.keep_all(article_ids)]
