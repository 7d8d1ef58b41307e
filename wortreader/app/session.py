"""What the screens ask for: the library and laid-out articles. The app's only module that knows threads and the store.

Every method is awaited on the event loop and does its work elsewhere: reading, writing and searching each have a thread
with a connection of its own, setting has one; what needs the network is the business of `children`. Nothing here knows
a widget.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wortreader.app.children import Children
from wortreader.app.shelf import Shelf
from wortreader.config import Config
from wortreader.model import (
    Article,
    Clock,
    Found,
    Headline,
    Hit,
    Mark,
    Rows,
    Subscription,
    View,
    utc_now,
)

if TYPE_CHECKING:
    from wortreader.app.history import Step
    from wortreader.prose.document import Document
    from wortreader.prose.find import Match
    from wortreader.prose.lines import Layout, Line
    from wortreader.store.library import Library
    from wortreader.store.moments import Present

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """An article set for a width."""

    article: Article
    width: int
    masthead: tuple[Line, ...]
    layout: Layout


@dataclass(frozen=True, slots=True)
class Place:
    """How far a reader has come in an article."""

    share: float = 0.0
    """The first character on the screen as a share of the text, 0 to 1."""
    anchor: str | None = None
    """The words there, to find the place again in another text of the article."""
    is_at_end: bool = False
    """True where the last line has been on the screen."""


@dataclass(frozen=True, slots=True)
class Browser:
    """What opens addresses."""

    needs_terminal: bool
    """True for one that draws in the terminal, as w3m does."""
    open: Callable[[str], bool]


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
        self._writing = ThreadPoolExecutor(1, "writing")
        self._searching = ThreadPoolExecutor(1, "searching")
        self._setting = ThreadPoolExecutor(1, "setting")
        self.children = Children(path, config_path)
        """What runs beside the app."""
        self._library: Library | None = None
        self._is_open = asyncio.Event()
        self._is_closed = False
        self._seen_version: int | None = None
        self._last_document: tuple[tuple[str, str, str | None], Document] | None = None

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

            self._locale = dates.reader_locale()
        return self._locale

    @property
    def today(self) -> datetime:
        """When the reader's day began, in UTC."""
        local = self.clock().astimezone(self.zone)
        return datetime.combine(local.date(), time(), local.tzinfo).astimezone(UTC)

    def _present(self) -> Callable[[], Present]:
        """When and where the reader asks, made on the library's thread: its import is not for the first frame."""
        now, zone = self.clock(), self.zone

        def present() -> Present:
            from wortreader.store.moments import Present

            return Present(now, zone)

        return present

    # --- the library --------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Opens the library; whoever asks for something before that waits. Raises LibraryError."""
        opening = self._on(self._reading, partial(_open, self.path))
        warming = self._on(self._setting, partial(_warm_dates, self.clock(), self.zone, self.locale))
        self._library, _warm = await asyncio.gather(opening, warming)
        self._is_open.set()

    async def close(self) -> None:
        """Ends the children, lets the last write finish, and closes the library."""
        self._is_closed = True
        self.children.end()
        self._setting.shutdown(wait=False, cancel_futures=True)
        await asyncio.get_running_loop().run_in_executor(self._writing, self._close_library)
        self._writing.shutdown(wait=False)

    def _close_library(self) -> None:
        """Closes the library once nobody reads it any more: a query takes a few milliseconds."""
        for executor in (self._searching, self._reading):
            executor.shutdown(wait=True, cancel_futures=True)
        if self._library is not None:
            self._library.close()

    async def _on(self, executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        if self._is_closed:  # the app is on its way out, and so is whoever asks
            raise asyncio.CancelledError
        return await asyncio.get_running_loop().run_in_executor(executor, work)

    async def _in_library(self, executor: ThreadPoolExecutor, work: Callable[[Library], T]) -> T:
        """What `work` makes of the library, on a thread of ours, as soon as the library is open."""
        await self._is_open.wait()
        library = self._library
        assert library is not None
        return await self._on(executor, lambda: work(library))

    async def shelf(self) -> Shelf:
        """The feeds, their folders and the unread counts."""
        today, present = self.today, self._present()

        def read(library: Library) -> Shelf:
            feeds, views = library.feeds, library.views
            counts = replace(
                library.articles.counts(today=today), unread_by_view=views.unread_counts(present=present())
            )
            return Shelf(tuple(feeds.all()), tuple(feeds.folders()), counts, tuple(views.all()))

        return await self._in_library(self._reading, read)

    async def opened(
        self, view: View, *, unread_only: bool = False, first_count: int
    ) -> tuple[Rows, dict[int, Headline]]:
        """The articles of a view, in list order, and the headlines of the first ones: all that is seen at once."""
        today, present = self.today, self._present()

        def read(library: Library) -> tuple[Rows, dict[int, Headline]]:
            rows = library.articles.rows(view, today=today, unread_only=unread_only, present=present())
            return rows, library.articles.headlines(rows.ids[:first_count])

        return await self._in_library(self._reading, read)

    async def rows(self, view: View, *, unread_only: bool = False, kept: Rows | None = None) -> Rows:
        """The articles of a view, in list order; with `kept`, those of it too."""
        today, present = self.today, self._present()

        def read(library: Library) -> Rows:
            rows = library.articles.rows(view, today=today, unread_only=unread_only, present=present())
            return rows if kept is None else rows.merged_with(kept)

        return await self._in_library(self._reading, read)

    async def unread_ids(self, view: View) -> array[int]:
        """The unread articles of a view, in list order."""
        today, present = self.today, self._present()
        return await self._in_library(
            self._reading, lambda library: library.articles.unread_ids(view, today=today, present=present())
        )

    async def headlines(self, ids: Sequence[int]) -> dict[int, Headline]:
        """The headlines with these ids; those that have gone are left out."""
        return await self._in_library(self._reading, lambda library: library.articles.headlines(ids))

    async def article(self, article_id: int, *, is_as_in_feed: bool = False) -> Article:
        """One article, whole; with `is_as_in_feed`, with what the feed says where that is not what is read.

        Raises UnknownArticle where it has gone.
        """

        def read(library: Library) -> Article:
            article = library.articles.get(article_id)
            kept = library.pages.feed_text(article_id) if is_as_in_feed and article.is_from_page else None
            if kept is None:
                return article
            return replace(
                article,
                html=kept.html,
                text=kept.text,
                word_count=kept.word_count,
                extent=kept.extent,
                is_paywalled=False,
                is_from_page=False,
            )

        return await self._in_library(self._reading, read)

    async def has_changed(self) -> bool:
        """True where somebody else, a refresh say, has written to the library since the last call."""
        version = await self._in_library(self._reading, lambda library: library.data_version())
        before, self._seen_version = self._seen_version, version
        return before is not None and before != version

    # --- marks --------------------------------------------------------------------------------------------------------

    async def mark_read(self, ids: Iterable[int], is_read: bool) -> tuple[Mark, ...]:
        """Marks articles read or unread: the former marks of those that changed."""
        at = self.clock()
        return await self._in_library(self._writing, lambda library: library.articles.mark_read(ids, is_read, at=at))

    async def mark_starred(self, ids: Iterable[int], is_starred: bool) -> tuple[Mark, ...]:
        """Stars articles or takes the stars away: the former marks of those that changed."""
        at = self.clock()
        return await self._in_library(
            self._writing, lambda library: library.articles.mark_starred(ids, is_starred, at=at)
        )

    async def undo(self, step: Step) -> None:
        """Sets the marks as they were before a step, and leaves alone what somebody else has changed since."""
        at = self.clock()
        await self._in_library(
            self._writing, lambda library: library.articles.restore(step.before, at=at, since=step.after)
        )

    async def redo(self, step: Step) -> None:
        """Sets the marks as they were after a step."""
        at = self.clock()
        await self._in_library(
            self._writing, lambda library: library.articles.restore(step.after, at=at, since=step.before)
        )

    async def keep_place(self, article_id: int, place: Place) -> bool:
        """Remembers how far the reader has come in an article: True where that begins it, or ends it."""
        at = self.clock()
        return await self._in_library(
            self._writing,
            lambda library: library.articles.set_place(
                article_id, place.share, at=at, anchor=place.anchor, is_at_end=place.is_at_end
            ),
        )

    # --- search -------------------------------------------------------------------------------------------------------

    async def search(self, query: str, *, first_count: int) -> tuple[Found, dict[int, Hit]]:
        """The articles that a query finds, newest first, and what to show of the first ones: all that is seen at once.

        The last word may be half typed.
        """

        present = self._present()

        def find(library: Library) -> tuple[Found, dict[int, Hit]]:
            found = library.search.find(query, is_typing=True, present=present())
            return found, library.search.hits(query, found.rows.ids[:first_count], is_typing=True)

        return await self._in_library(self._searching, find)

    async def hits(self, query: str, ids: Sequence[int]) -> dict[int, Hit]:
        """What to show of these articles that a query has found."""
        return await self._in_library(self._searching, lambda library: library.search.hits(query, ids, is_typing=True))

    async def matches(self, lines: Sequence[Line], query: str) -> tuple[Match, ...]:
        """Where what a query looks for stands in the lines of an article."""

        def find_matches(library: Library) -> tuple[Match, ...]:
            from wortreader.prose.find import find

            return find(lines, library.search.needles(query, is_typing=True))

        return await self._in_library(self._setting, find_matches)

    async def found(self, lines: Sequence[Line], words: str) -> tuple[Match, ...]:
        """Where words that the reader looks for stand in the lines of an article; the last one may go on."""

        def find_words() -> tuple[Match, ...]:
            from wortreader.prose.find import find, needle

            return find(lines, [needle(words)])

        return await self._on(self._setting, find_words)

    # --- kept views ---------------------------------------------------------------------------------------------------

    async def keep_view(self, name: str, query: str) -> View:
        """Keeps a query as a view. Raises ViewExists, UnknownView for a blank name."""
        at = self.clock()
        kept = await self._in_library(self._writing, lambda library: library.views.add(name, query, now=at))
        return kept.view

    async def remember_search(self, query: str) -> None:
        """Remembers a query that has led to an article or to a view."""
        at = self.clock()
        await self._in_library(self._writing, lambda library: library.views.remember(query, now=at))

    async def remembered_searches(self) -> list[str]:
        """The queries that were asked, the latest first."""
        return await self._in_library(self._searching, lambda library: library.views.remembered())

    async def completed(self, query: str) -> tuple[str, tuple[str, ...]]:
        """The query with its last word completed, and what else it could become."""

        def complete(library: Library) -> tuple[str, tuple[str, ...]]:
            from wortreader.store.completing import completed

            return completed(query, library.views.names())

        return await self._in_library(self._searching, complete)

    async def rename_view(self, view_id: int, name: str) -> None:
        """Gives a kept view another name. Raises ViewExists, UnknownView."""
        await self._in_library(self._writing, lambda library: library.views.rename(view_id, name))

    async def remove_view(self, view_id: int) -> None:
        """Forgets a kept view. Raises UnknownView."""
        await self._in_library(self._writing, lambda library: library.views.remove(view_id))

    # --- setting ------------------------------------------------------------------------------------------------------

    async def page(self, article: Article, width: int, *, code_shift: int = 0, first_lines: int | None = None) -> Page:
        """The article set for `width` cells, its code moved to the left by `code_shift` of them.

        With `first_lines`, only about so many lines of it, which comes at once even of an article as long as a book.
        """

        def set_page() -> Page:
            from wortreader.prose import layout

            body = layout.layout(
                self._document(article),
                width,
                language=article.language,
                code_shift=code_shift,
                first_lines=first_lines,
                hyphenate=self.config.hyphenate,
            )
            return Page(article, width, self._masthead(article, width), body)

        return await self._on(self._setting, set_page)

    def _document(self, article: Article) -> Document:
        """The article's document; that of the last one is kept, since it is set again for every width."""
        from wortreader.prose import markup

        source = article.html, article.text, article.url
        if self._last_document is None or self._last_document[0] != source:
            document = (
                markup.document(article.html, base_url=article.url)
                if article.html
                else markup.document_from_text(article.text)
            )
            self._last_document = source, document
        return self._last_document[1]

    async def share_in(self, page: Page, place: Place) -> float:
        """Where a reading place is in a page, 0 to 1: by its words, where the text is another than it was."""

        def find_place() -> float:
            from wortreader.prose.find import anchor, line_of

            lines = page.layout.lines
            at = page.layout.line_at(place.share)
            if not place.share or not place.anchor or anchor(lines, at) == place.anchor:
                return place.share
            line = line_of(lines, place.anchor, near=at)
            return place.share if line is None else page.layout.place_of(line)

        return await self._on(self._setting, find_place)

    async def page_with_marks(self, page: Page, article: Article) -> Page:
        """The page with the masthead of `article`, which differs from the page's own in its marks only."""
        masthead = await self._on(self._setting, partial(self._masthead, article, page.width))
        return replace(page, article=article, masthead=masthead)

    def _masthead(self, article: Article, width: int) -> tuple[Line, ...]:
        from wortreader.prose import layout

        return layout.masthead(article, width, now=self.clock(), zone=self.zone, locale=self.locale)

    # --- browsers ---------------------------------------------------------------------------------------------------

    async def browser(self) -> Browser | None:
        """The reader's browser; None where there is none. Looking for one asks the desktop, so it takes a moment."""

        def find() -> Browser | None:
            import webbrowser

            try:
                found = webbrowser.get()
            except webbrowser.Error:
                return None
            return Browser(type(found) is webbrowser.GenericBrowser, found.open)

        return await self._on(self._setting, find)

    # --- feeds --------------------------------------------------------------------------------------------------------

    async def remove_feed(self, feed_id: int) -> None:
        """Takes a feed and its articles out of the library."""
        await self._in_library(self._writing, lambda library: library.feeds.remove(feed_id))

    async def close_folders(self, folder_ids: frozenset[int]) -> None:
        """Remembers which folders are closed; all others are open."""
        await self._in_library(self._writing, lambda library: library.feeds.set_closed_folders(folder_ids))

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

        await self._in_library(self._writing, add)


def _open(path: Path) -> Library:
    from wortreader.store.library import Library

    return Library.open(path)


def _warm_dates(now: datetime, zone: tzinfo, locale: str) -> None:
    """Writes dates of this year and of another: importing babel and reading a locale cost more than a frame."""
    from wortreader.prose import dates

    for days in (30, 400):
        dates.row_time(now - timedelta(days=days), now, zone, locale)
