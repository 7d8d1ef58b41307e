"""The app's access to the library. Only this package uses the store and threads.

Every method is awaited on the event loop and does its work elsewhere: reading, writing and searching each have a thread
with a connection of its own. `queries` searches, `typesetter` typesets articles.
Nothing here depends on a widget.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from wortreader import paths
from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.library.library_threads import LibraryThreads, keep_blocks_apart
from wortreader.app.library.queries import Queries
from wortreader.app.library.typesetter import ReadingPosition, Typesetter
from wortreader.app.remembered import Remembered
from wortreader.config import Config
from wortreader.connectivity import DefaultRouteCheck, has_default_route
from wortreader.errors import LibraryError
from wortreader.model import (
    Arrangement,
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
    from wortreader.store.library import Library
    from wortreader.store.outbox import Outbox
    from wortreader.sync.writing import Written

T = TypeVar("T")


class Session(LibraryThreads):
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
        config_problem: str = "",
        options: Mapping[str, Any] | None = None,
        remembered: Remembered | None = None,
        has_default_route: DefaultRouteCheck = has_default_route,
    ) -> None:
        """`config_path` is the file that the user named for `config`, which child processes read as well.

        `config_problem` is what is wrong with that file; empty if nothing is. `options` are the settings that the
        command line has set, which are in `config` already. Without `remembered`, nothing is kept for the next start.
        """
        super().__init__(path, clock=clock, zone=zone, locale=locale)
        self.config = config
        self.config_path = config_path
        self.config_problem = config_problem
        self.options = dict(options or {})
        """The settings that the command line has set."""
        self.remembered = remembered or Remembered()
        """What is kept for the next start."""
        self.is_demo = is_demo
        """Whether this is the demo library, whose feeds are invented and cannot be refreshed."""
        self.has_default_route = has_default_route
        """Whether the machine has a default route."""
        self.typesetter = Typesetter(self, config)
        """Typesets articles."""
        self.queries = Queries(self, self.typesetter)
        """Searches the library."""
        self.shortest_interval: int | None = None
        """The fewest minutes that are set for a feed between its refreshes, when the feeds were last read."""
        self._seen_version: int | None = None

    def use_config(self, config: Config) -> None:
        """Uses other settings from now on, but for those that the command line has set."""
        self.config = replace(config, **self.options)
        self.typesetter.use_config(self.config)

    @property
    def config_file(self) -> Path:
        """The file with the settings. It need not exist."""
        return self.config_path or paths.config_path()

    async def prepare(self) -> None:
        """Imports what the first list does without: the first article, day of a list and search are to come at once."""
        await self.typesetter.run(partial(_warm_dates, self.clock(), self.zone, self.locale))
        await self.in_library(self.searching, _prepare_search)

    def blame_values(self) -> str:
        """What the user can do if values of a wrong kind in the library may have caused an error; empty if there are
        none, or that cannot be found out. It blocks."""
        from wortreader.store.maintenance.wrong_values import blame_values

        with suppress(LibraryError):
            return blame_values(self.path)
        return ""

    async def save_remembered(self) -> None:
        """Writes what is kept for the next start."""
        await self.run(self.writing, self.remembered.save)

    async def close(self) -> None:
        """Lets the last write finish, and closes the library."""
        self.typesetter.close()
        await self.save_remembered()
        await super().close()

    async def feed_tree(self) -> FeedTree:
        """The feeds, their folders and the unread counts."""
        today, present = self.today, self.present()

        def read(library: Library) -> FeedTree:
            feeds, folders, views, tags = library.feeds, library.folders, library.views, library.tags
            minutes = filter(str.isdecimal, library.settings.holding("interval").values())
            self.shortest_interval = min(map(int, minutes), default=None)
            counts = replace(
                library.articles.counts(today=today),
                unread_by_view=views.unread_counts(present=present()),
                unread_by_tag=tags.unread_counts(),
            )
            return FeedTree(tuple(feeds.all()), tuple(folders.all()), counts, tuple(views.all()), tuple(tags.all()))

        return await self.in_library(self.reading, read)

    async def opened(
        self, view: View, *, unread_only: bool = False, arrangement: Arrangement | None = None, first_count: int
    ) -> tuple[Rows, dict[int, Headline]]:
        """The articles of a view, in list order, and the headlines of the first ones: all that is seen at once."""
        today, present = self.today, self.present()

        def read(library: Library) -> tuple[Rows, dict[int, Headline]]:
            rows = library.articles.listed(
                view, today=today, unread_only=unread_only, arrangement=arrangement, present=present()
            )
            return rows, library.articles.headlines(rows.ids[:first_count])

        return await self.in_library(self.reading, read)

    async def rows(
        self,
        view: View,
        *,
        unread_only: bool = False,
        kept: Rows | None = None,
        arrangement: Arrangement | None = None,
        words: str = "",
    ) -> Rows:
        """The articles of a view, in list order, together with those in `kept`; only those with all of `words`."""
        today, present = self.today, self.present()
        return await self.in_library(
            self.reading,
            lambda library: library.articles.listed(
                view,
                today=today,
                unread_only=unread_only,
                kept=kept,
                arrangement=arrangement,
                words=words,
                present=present(),
            ),
        )

    async def prepare_filter(self) -> None:
        """Reads what `rows` with words needs to be quick."""
        await self.in_library(self.searching, lambda library: library.articles.prepare_titles())

    async def unread_ids(self, view: View) -> array[int]:
        """The unread articles of a view, in list order."""
        today, present = self.today, self.present()
        return await self.in_library(
            self.reading, lambda library: library.articles.unread_ids(view, today=today, present=present())
        )

    async def headlines(self, ids: Sequence[int]) -> dict[int, Headline]:
        """The headlines with these ids; those that are not in the library are left out."""
        return await self.in_library(self.reading, lambda library: library.articles.headlines(ids))

    async def article(self, article_id: int, *, uses_feed_text: bool = False) -> Article:
        """One article with its text; with `uses_feed_text`, the text of the feed even if that of the page is kept.

        Raises UnknownArticle if it is not in the library.
        """

        def read(library: Library) -> Article:
            article = library.articles.get(article_id)
            if article.enclosures:
                there = (library.downloads.file_of(file.url) is not None for file in article.enclosures)
                files = zip(article.enclosures, there, strict=True)
                article = replace(
                    article, enclosures=tuple(replace(file, is_downloaded=is_there) for file, is_there in files)
                )
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

        return await self.in_library(self.reading, read)

    async def addresses(self, ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        """The title, the address and the feed's title of articles, in this order; those without an address are left
        out."""
        return await self.in_library(self.reading, lambda library: library.articles.addresses(ids))

    async def without_page(self, ids: Sequence[int]) -> list[int]:
        """Those of these articles that have an address but not the text of their page, in this order."""
        return await self.in_library(self.reading, lambda library: library.pages.lacking(ids))

    async def write_articles(self, ids: Sequence[int], target: str) -> Written:
        """Writes articles to the file or files that the user has named. Raises CannotWrite."""

        def write(library: Library) -> Written:
            from wortreader.sync.writing import write_articles

            return write_articles(library, ids, target, width=self.config.measure, now=self.clock())

        return await self.in_library(self.typesetter.thread, write)

    async def kept_pictures(self, article_id: int) -> Mapping[str, KeptPicture]:
        """The pictures of an article, by address."""
        return await self.in_library(self.reading, lambda library: library.pictures.kept(article_id))

    async def has_changed(self) -> bool:
        """Whether another program, such as a refresh, has written to the library since the last call."""
        version = await self.in_library(self.reading, lambda library: library.database.data_version())
        before, self._seen_version = self._seen_version, version
        return before is not None and before != version

    async def mark_read(self, ids: Iterable[int], is_read: bool) -> tuple[ArticleState, ...]:
        """Marks articles read or unread. Returns the former marks of those that changed."""
        at = self.clock()
        return await self.in_library(self.writing, lambda library: library.articles.mark_read(ids, is_read, at=at))

    async def keep_place(self, article_id: int, place: ReadingPosition) -> bool:
        """Remembers how far the user has read in an article. Returns True if it is half read now, or no longer."""
        at = self.clock()
        return await self.in_library(
            self.writing,
            lambda library: library.articles.set_place(
                article_id, place.share, at=at, anchor=place.anchor, is_at_end=place.is_at_end
            ),
        )

    async def outbox(self, work: Callable[[Outbox], T]) -> T:
        """Returns what `work` returns for the outbox."""
        return await self.in_library(self.writing, lambda library: work(library.outbox))

    async def counts_of(self, feed_id: int) -> tuple[int, int]:
        """How many articles a feed has, and how many of them are starred."""
        return await self.in_library(self.reading, lambda library: library.articles.counts_of(feed_id))

    async def close_folders(self, folder_ids: frozenset[int]) -> None:
        """Remembers which folders are closed; all others are open."""
        await self.in_library(self.writing, lambda library: library.folders.set_closed(folder_ids))

    async def add_starter(self, shelf_id: str) -> None:
        """Adds the feeds of a starter shelf that are missing, without asking a server."""
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


def _prepare_search(library: Library) -> None:
    keep_blocks_apart()  # before the first search needs memory for a moment
    _search = library.search  # imports it


def _warm_dates(now: datetime, zone: tzinfo, locale: str) -> None:
    """Writes dates of this year and of another: importing babel and reading a locale cost more than a frame."""
    from wortreader.prose import dates

    for days in (30, 400):
        dates.row_time(now - timedelta(days=days), now, zone, locale)
