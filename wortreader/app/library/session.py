"""What the screens ask for of the library. With `queries` the app's only module that knows the store, with it and
`typesetter` the only one that knows threads.

Every method is awaited on the event loop and does its work elsewhere: reading, writing and searching each have a thread
with a connection of its own. `queries` searches, `typesetter` sets articles.
Nothing here knows a widget.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.library.queries import Queries
from wortreader.app.library.typesetter import ReadingPosition, Typesetter
from wortreader.config import Config
from wortreader.connectivity import DefaultRouteCheck, has_default_route
from wortreader.model import (
    Article,
    ArticleState,
    Clock,
    Headline,
    KeptPicture,
    Rows,
    Subscription,
    View,
    utc_now,
)

if TYPE_CHECKING:
    from wortreader.app.library.marks import Step
    from wortreader.store.library import Library
    from wortreader.store.outbox import Outbox
    from wortreader.store.search.dates import Present

T = TypeVar("T")


class Session:
    """One opened library and the threads that serve it."""

    def __init__(
        self,
        path: Path,
        config: Config,
        *,
        clock: Clock = utc_now,
        zone: tzinfo | None = None,
        locale: str | None = None,
        is_demo: bool = False,
        config_path: Path | None = None,
        has_default_route: DefaultRouteCheck = has_default_route,
    ) -> None:
        """`config_path` is the file that the reader named for `config`, for the children to read as well."""
        self.path = path
        self.config = config
        self.is_demo = is_demo
        """True on the demo library, whose papers live nowhere: there is nobody to ask for news."""
        self.clock = clock
        self._zone = zone
        self._locale = locale
        self._reading = ThreadPoolExecutor(1, "reading")
        self.writing = ThreadPoolExecutor(1, "writing")
        """Writes, one thing after the other."""
        self.queries = Queries(self)
        """Asks the library by words."""
        self.typesetter = Typesetter(self)
        """Sets articles in lines."""
        self.config_path = config_path
        self._library: Library | None = None
        self._is_open = asyncio.Event()
        self._is_closed = False
        self.has_default_route = has_default_route
        """Whether the machine has a way out of itself."""
        self._seen_version: int | None = None

    # --- the reader's place in the world ------------------------------------------------------------------------------

    @property
    def zone(self) -> tzinfo:
        """The reader's time zone."""
        if self._zone is None:
            from wortreader.prose import dates

            self._zone = dates.local_zone()
        return self._zone

    @property
    def locale(self) -> str:
        """The reader's language for dates."""
        if self._locale is None:
            from wortreader.prose import dates

            self._locale = dates.user_locale()
        return self._locale

    @property
    def today(self) -> datetime:
        """When the reader's day began, in UTC."""
        local = self.clock().astimezone(self.zone)
        return datetime.combine(local.date(), time(), local.tzinfo).astimezone(UTC)

    def present(self) -> Callable[[], Present]:
        """When and where the reader asks, made on the library's thread: its import is not for the first frame."""
        now, zone = self.clock(), self.zone

        def present() -> Present:
            from wortreader.store.search.dates import Present

            return Present(now, zone)

        return present

    # --- the library --------------------------------------------------------------------------------------------------

    async def open(self, say: Callable[[str], None]) -> None:
        """Opens the library; whoever asks for something before that waits. Raises LibraryError.

        Where it has to be made ready for this version first, `say` is called with how far that is.
        """
        loop = asyncio.get_running_loop()

        def say_there(sentence: str) -> None:
            loop.call_soon_threadsafe(say, sentence)

        opening = self._on(self._reading, partial(self._open, say_there))
        warming = self.typesetter.run(partial(_warm_dates, self.clock(), self.zone, self.locale))
        self._library, _warm = await asyncio.gather(opening, warming)
        self._is_open.set()

    def _open(self, say: Callable[[str], None]) -> Library:
        from wortreader.store.library import Library
        from wortreader.store.progress import OperationProgress, throttle

        show = throttle(say)

        def on_progress(progress: OperationProgress) -> None:
            if self._is_closed:  # the next start begins again
                raise asyncio.CancelledError
            show(progress)

        return Library.open(self.path, on_progress=on_progress)

    async def close(self) -> None:
        """Lets the last write finish, and closes the library."""
        self._is_closed = True
        self.typesetter.close()
        await asyncio.get_running_loop().run_in_executor(self.writing, self._close_library)
        self.writing.shutdown(wait=False)

    def _close_library(self) -> None:
        """Closes the library once nobody reads it any more: a query takes a few milliseconds."""
        for executor in (self.queries.thread, self._reading):
            executor.shutdown(wait=True, cancel_futures=True)
        if self._library is not None:
            self._library.close()

    async def _on(self, executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        if self._is_closed:  # the app is on its way out, and so is whoever asks
            raise asyncio.CancelledError
        return await asyncio.get_running_loop().run_in_executor(executor, work)

    async def in_library(self, executor: ThreadPoolExecutor, work: Callable[[Library], T]) -> T:
        """What `work` makes of the library, on a thread of ours, as soon as the library is open."""
        await self._is_open.wait()
        library = self._library
        assert library is not None
        return await self._on(executor, lambda: work(library))

    async def feed_tree(self) -> FeedTree:
        """The feeds, their folders and the unread counts."""
        today, present = self.today, self.present()

        def read(library: Library) -> FeedTree:
            feeds, views = library.feeds, library.views
            counts = replace(
                library.articles.counts(today=today), unread_by_view=views.unread_counts(present=present())
            )
            return FeedTree(tuple(feeds.all()), tuple(feeds.folders()), counts, tuple(views.all()))

        return await self.in_library(self._reading, read)

    async def opened(
        self, view: View, *, unread_only: bool = False, first_count: int
    ) -> tuple[Rows, dict[int, Headline]]:
        """The articles of a view, in list order, and the headlines of the first ones: all that is seen at once."""
        today, present = self.today, self.present()

        def read(library: Library) -> tuple[Rows, dict[int, Headline]]:
            rows = library.articles.rows(view, today=today, unread_only=unread_only, present=present())
            return rows, library.articles.headlines(rows.ids[:first_count])

        return await self.in_library(self._reading, read)

    async def rows(self, view: View, *, unread_only: bool = False, kept: Rows | None = None) -> Rows:
        """The articles of a view, in list order; with `kept`, those of it too."""
        today, present = self.today, self.present()

        def read(library: Library) -> Rows:
            rows = library.articles.rows(view, today=today, unread_only=unread_only, present=present())
            return rows if kept is None else rows.merged_with(kept)

        return await self.in_library(self._reading, read)

    async def unread_ids(self, view: View) -> array[int]:
        """The unread articles of a view, in list order."""
        today, present = self.today, self.present()
        return await self.in_library(
            self._reading, lambda library: library.articles.unread_ids(view, today=today, present=present())
        )

    async def headlines(self, ids: Sequence[int]) -> dict[int, Headline]:
        """The headlines with these ids; those that have gone are left out."""
        return await self.in_library(self._reading, lambda library: library.articles.headlines(ids))

    async def article(self, article_id: int, *, uses_feed_text: bool = False) -> Article:
        """One article, whole; with `uses_feed_text`, with what the feed says where that is not what is read.

        Raises UnknownArticle where it has gone.
        """

        def read(library: Library) -> Article:
            article = library.articles.get(article_id)
            kept = library.pages.feed_text(article_id) if uses_feed_text and article.is_from_page else None
            if kept is None:
                return article
            return replace(
                article,
                html=kept.html,
                text=kept.text,
                word_count=kept.word_count,
                completeness=kept.completeness,
                is_from_page=False,
                is_page_kept=True,
            )

        return await self.in_library(self._reading, read)

    async def kept_pictures(self, article_id: int) -> Mapping[str, KeptPicture]:
        """What is known of an article's pictures, by address."""
        return await self.in_library(self._reading, lambda library: library.pictures.kept(article_id))

    async def has_changed(self) -> bool:
        """True where somebody else, a refresh say, has written to the library since the last call."""
        version = await self.in_library(self._reading, lambda library: library.database.data_version())
        before, self._seen_version = self._seen_version, version
        return before is not None and before != version

    # --- marks --------------------------------------------------------------------------------------------------------

    async def mark_read(self, ids: Iterable[int], is_read: bool) -> tuple[ArticleState, ...]:
        """Marks articles read or unread: the former marks of those that changed."""
        at = self.clock()
        return await self.in_library(self.writing, lambda library: library.articles.mark_read(ids, is_read, at=at))

    async def mark_starred(self, ids: Iterable[int], is_starred: bool) -> tuple[ArticleState, ...]:
        """Stars articles or takes the stars away: the former marks of those that changed."""
        at = self.clock()
        return await self.in_library(
            self.writing, lambda library: library.articles.mark_starred(ids, is_starred, at=at)
        )

    async def toggle_read(self, ids: Sequence[int]) -> tuple[bool, tuple[ArticleState, ...]]:
        """Marks articles read if the first is unread, else unread: which it was, and the former marks."""
        at = self.clock()
        return await self.in_library(self.writing, lambda library: library.articles.toggle_read(ids, at=at))

    async def toggle_starred(self, ids: Sequence[int]) -> tuple[bool, tuple[ArticleState, ...]]:
        """Stars articles if the first has no star, else removes their stars; returns what toggle_read does."""
        at = self.clock()
        return await self.in_library(self.writing, lambda library: library.articles.toggle_starred(ids, at=at))

    async def undo(self, step: Step) -> None:
        """Sets the marks as they were before a step, and leaves alone what somebody else has changed since."""
        at = self.clock()
        await self.in_library(
            self.writing, lambda library: library.articles.restore(step.before, at=at, since=step.after)
        )

    async def redo(self, step: Step) -> None:
        """Sets the marks as they were after a step."""
        at = self.clock()
        await self.in_library(
            self.writing, lambda library: library.articles.restore(step.after, at=at, since=step.before)
        )

    async def keep_place(self, article_id: int, place: ReadingPosition) -> bool:
        """Remembers how far the reader has come in an article: True where that begins it, or ends it."""
        at = self.clock()
        return await self.in_library(
            self.writing,
            lambda library: library.articles.set_place(
                article_id, place.share, at=at, anchor=place.anchor, is_at_end=place.is_at_end
            ),
        )

    # --- the outbox ---------------------------------------------------------------------------------------------------

    async def outbox(self, work: Callable[[Outbox], T]) -> T:
        """What `work` makes of what waits for the network."""
        return await self.in_library(self.writing, lambda library: work(library.outbox))

    # --- feeds --------------------------------------------------------------------------------------------------------

    async def remove_feed(self, feed_id: int) -> None:
        """Takes a feed and its articles out of the library."""
        await self.in_library(self.writing, lambda library: library.feeds.remove(feed_id))

    async def close_folders(self, folder_ids: frozenset[int]) -> None:
        """Remembers which folders are closed; all others are open."""
        await self.in_library(self.writing, lambda library: library.feeds.set_closed_folders(folder_ids))

    async def add_starter(self, shelf_id: str) -> None:
        """Adds the feeds of a starter shelf that are not there yet; asks no server."""
        at = self.clock()

        def add(library: Library) -> None:
            from wortreader.sync.starters import shelves
            from wortreader.sync.subscriptions import add_all

            shelf = next(shelf for shelf in shelves() if shelf.id == shelf_id)
            subscriptions = [
                Subscription(feed.url, feed.title, feed.site_url, (shelf.title,)) for feed in shelf.subscriptions
            ]
            add_all(library, subscriptions, is_private_allowed=False, now=at)

        await self.in_library(self.writing, add)


def _warm_dates(now: datetime, zone: tzinfo, locale: str) -> None:
    """Writes dates of this year and of another: importing babel and reading a locale cost more than a frame."""
    from wortreader.prose import dates

    for days in (30, 400):
        dates.row_time(now - timedelta(days=days), now, zone, locale)
