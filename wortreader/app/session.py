"""What the screens ask for: the library, laid-out articles, refreshes. The app's only module that knows threads.

Every method is awaited on the event loop and does its work elsewhere: reading, writing and searching each have a thread
with a connection of its own, setting has one, and whatever needs the network is a child process. Nothing here knows a
widget.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from array import array
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wortreader.config import Config
from wortreader.i18n import N_, _
from wortreader.model import (
    Article,
    Clock,
    Counts,
    Feed,
    Folder,
    Headline,
    Hit,
    Mark,
    Needle,
    Rows,
    Subscription,
    View,
    ViewKind,
    utc_now,
)
from wortreader.sync import events
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.prose.find import Match
    from wortreader.prose.lines import Layout, Line
    from wortreader.store.library import Library

T = TypeVar("T")

MAX_EVENT_BYTES = 1024 * 1024
"""Of one line that a child prints."""


_VIEW_TITLES: Mapping[ViewKind, str] = {
    ViewKind.ALL: N_("All"),
    ViewKind.TODAY: N_("Today"),
    ViewKind.UNREAD: N_("Unread"),
    ViewKind.STARRED: N_("Starred"),
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that the feeds pane shows."""

    feeds: tuple[Feed, ...]
    folders: tuple[Folder, ...]
    counts: Counts

    def title_path(self, view: View) -> tuple[str, ...]:
        """What a view is called, with the folders around it, outermost first."""
        match view.kind:
            case ViewKind.FEED:
                feed = next((feed for feed in self.feeds if feed.feed_id == view.id), None)
                return (*self._folder_path(feed.folder_id), feed.title) if feed is not None else ("",)
            case ViewKind.FOLDER:
                return self._folder_path(view.id)
            case ViewKind.QUERY:
                return (view.query,)
        return (_(_VIEW_TITLES[view.kind]),)

    def feeds_of(self, view: View) -> tuple[Feed, ...]:
        """The feeds whose articles a view shows: all of them for a view that is neither a feed nor a folder."""
        if view.kind is ViewKind.FEED:
            return tuple(feed for feed in self.feeds if feed.feed_id == view.id)
        if view.kind is not ViewKind.FOLDER:
            return self.feeds
        inside = {view.id}
        for _depth in self.folders:
            inside |= {folder.folder_id for folder in self.folders if folder.parent_id in inside}
        return tuple(feed for feed in self.feeds if feed.folder_id in inside)

    def unread_of(self, view: View) -> int | None:
        """How many unread articles a view holds; None where the counts do not tell."""
        match view.kind:
            case ViewKind.TODAY:
                return self.counts.today
            case ViewKind.STARRED | ViewKind.QUERY:
                return None
        return sum(self.counts.unread_by_feed.get(feed.feed_id, 0) for feed in self.feeds_of(view))

    def _folder_path(self, folder_id: int | None) -> tuple[str, ...]:
        folders = {folder.folder_id: folder for folder in self.folders}
        names: list[str] = []
        while folder_id in folders and len(names) < len(folders):
            names.append(folders[folder_id].name)
            folder_id = folders[folder_id].parent_id
        return tuple(reversed(names))


@dataclass(frozen=True, slots=True)
class Page:
    """An article set for a width."""

    article: Article
    width: int
    masthead: tuple[Line, ...]
    layout: Layout


@dataclass(frozen=True, slots=True)
class Errand:
    """What a child process that ran a command came back with."""

    exit_code: int
    output: str
    complaint: str
    """The last line that it printed to standard error; empty where it had nothing to say."""


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
    ) -> None:
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
        self._library: Library | None = None
        self._seen_version: int | None = None
        self._children: set[asyncio.subprocess.Process] = set()

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

    # --- the library --------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Opens the library. Raises LibraryError where it cannot be used."""
        from functools import partial

        self._library = await self._on(self._reading, partial(_open, self.path))

    @property
    def library(self) -> Library:
        """The open library, for use on one of the session's threads only."""
        assert self._library is not None, "the session is not open yet"
        return self._library

    async def close(self) -> None:
        """Ends the children, lets the last write finish, and closes the library."""
        for child in tuple(self._children):
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
        for executor in (self._setting, self._searching, self._reading):
            executor.shutdown(wait=False, cancel_futures=True)
        if self._library is not None:
            library = self._library
            await self._on(self._writing, library.close)
        self._writing.shutdown(wait=False)

    async def _on(self, executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(executor, work)

    async def shelf(self) -> Shelf:
        """The feeds, their folders and the unread counts."""
        today = self.today

        def read() -> Shelf:
            feeds = self.library.feeds
            return Shelf(tuple(feeds.all()), tuple(feeds.folders()), self.library.articles.counts(today=today))

        return await self._on(self._reading, read)

    async def rows(self, view: View, *, unread_only: bool = False) -> Rows:
        """The articles of a view, in list order."""
        today = self.today
        return await self._on(
            self._reading, lambda: self.library.articles.rows(view, today=today, unread_only=unread_only)
        )

    async def unread_ids(self, view: View) -> array[int]:
        """The unread articles of a view, in list order."""
        today = self.today
        return await self._on(self._reading, lambda: self.library.articles.unread_ids(view, today=today))

    async def headlines(self, ids: Sequence[int]) -> dict[int, Headline]:
        """The headlines with these ids; those that have gone are left out."""
        return await self._on(self._reading, lambda: self.library.articles.headlines(ids))

    async def article(self, article_id: int) -> Article:
        """One article, whole. Raises UnknownArticle where it has gone."""
        return await self._on(self._reading, lambda: self.library.articles.get(article_id))

    async def has_changed(self) -> bool:
        """True where somebody else, a refresh say, has written to the library since the last call."""
        version = await self._on(self._reading, self.library.data_version)
        before, self._seen_version = self._seen_version, version
        return before is not None and before != version

    # --- marks --------------------------------------------------------------------------------------------------------

    async def mark_read(self, ids: Iterable[int], is_read: bool) -> tuple[Mark, ...]:
        """Marks articles read or unread: the former marks of those that changed."""
        at, chosen = self.clock(), tuple(ids)
        return await self._on(self._writing, lambda: self.library.articles.mark_read(chosen, is_read, at=at))

    async def mark_starred(self, ids: Iterable[int], is_starred: bool) -> tuple[Mark, ...]:
        """Stars articles or takes the stars away: the former marks of those that changed."""
        at, chosen = self.clock(), tuple(ids)
        return await self._on(self._writing, lambda: self.library.articles.mark_starred(chosen, is_starred, at=at))

    async def restore(self, marks: tuple[Mark, ...], since: tuple[Mark, ...]) -> None:
        """Sets marks as they are given, where they differ from those that came after them: undo and redo."""
        at = self.clock()
        await self._on(self._writing, lambda: self.library.articles.restore(marks, at=at, since=since))

    async def keep_place(self, article_id: int, place: float) -> None:
        """Remembers how far the reader has come in an article."""
        at = self.clock()
        await self._on(self._writing, lambda: self.library.articles.set_place(article_id, place, at=at))

    # --- search -------------------------------------------------------------------------------------------------------

    async def search(self, query: str) -> Rows:
        """The articles that a query finds, newest first. The last word may be half typed."""
        return await self._on(self._searching, lambda: self.library.search.rows(query, is_typing=True))

    async def hits(self, query: str, ids: Sequence[int]) -> dict[int, Hit]:
        """What to show of these articles that a query has found."""
        return await self._on(self._searching, lambda: self.library.search.hits(query, ids, is_typing=True))

    def needles(self, query: str) -> tuple[Needle, ...]:
        """What a query looks for in a text: pure, so it needs no thread."""
        return self.library.search.needles(query, is_typing=True)

    async def matches(self, lines: Sequence[Line], needles: Sequence[Needle]) -> tuple[Match, ...]:
        """Where the needles of a query stand in the lines of an article."""

        def find_matches() -> tuple[Match, ...]:
            from wortreader.prose.find import find

            return find(lines, needles)

        return await self._on(self._setting, find_matches)

    # --- setting ------------------------------------------------------------------------------------------------------

    async def page(self, article: Article, width: int) -> Page:
        """The article set for `width` cells."""

        def set_page() -> Page:
            from wortreader.prose import layout, markup

            document = (
                markup.document(article.html, base_url=article.url)
                if article.html
                else markup.document_from_text(article.text)
            )
            masthead = layout.masthead(article, width, now=self.clock(), zone=self.zone, locale=self.locale)
            return Page(article, width, masthead, layout.layout(document, width, language=article.language))

        return await self._on(self._setting, set_page)

    # --- feeds --------------------------------------------------------------------------------------------------------

    async def remove_feed(self, feed_id: int) -> None:
        """Takes a feed and its articles out of the library."""
        await self._on(self._writing, lambda: self.library.feeds.remove(feed_id))

    async def add_starter(self, shelf_id: str) -> None:
        """Adds the feeds of a starter shelf that are not there yet; asks no server."""
        at = self.clock()

        def add() -> None:
            from wortreader.sync.starters import shelves
            from wortreader.sync.subscriptions import add_all

            shelf = next(shelf for shelf in shelves() if shelf.id == shelf_id)
            subscriptions = [
                Subscription(feed.url, feed.title, feed.site_url, (shelf.title,)) for feed in shelf.subscriptions
            ]
            add_all(self.library, subscriptions, is_private_allowed=False, now=at)

        await self._on(self._writing, add)

    # --- children -----------------------------------------------------------------------------------------------------

    async def refresh(self, feed_ids: Sequence[int] = (), *, is_due_only: bool = False) -> AsyncIterator[events.Event]:
        """Refreshes these feeds, or all, in a child process, and yields its events as they come.

        Ends without Done where the child fails; what it said then is raised as RefreshFailed.
        """
        words = ["refresh", "--json", *(["--due"] if is_due_only else []), *map(str, feed_ids)]
        child = await self._child(*words)
        try:
            assert child.stdout is not None
            async for line in child.stdout:
                event = events.parse(line)
                if event is not None:
                    yield event
            errand = await _ended(child)
            if errand.exit_code not in (0, 1):
                raise RefreshFailed(errand)
        finally:
            await self._let_go(child)

    async def run(self, *words: str) -> Errand:
        """Runs a wortreader command on the same library in a child process, and waits for it."""
        child = await self._child(*words)
        try:
            assert child.stdout is not None
            output = (await child.stdout.read()).decode("utf-8", "replace")
            errand = await _ended(child)
            return Errand(errand.exit_code, output, errand.complaint)
        finally:
            await self._let_go(child)

    async def _child(self, *words: str) -> asyncio.subprocess.Process:
        environment: Mapping[str, str] = {**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "wortreader",
            "--library",
            str(self.path),
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=MAX_EVENT_BYTES,
            env=environment,
        )
        self._children.add(child)
        return child

    async def _let_go(self, child: asyncio.subprocess.Process) -> None:
        """Ends a child that is still running: its last transaction is whole, or it was none."""
        self._children.discard(child)
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
            await child.wait()


class RefreshFailed(Exception):
    """A refresh ended before its time."""

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand.complaint or _("The refresh ended with code {code}.").format(code=errand.exit_code))
        self.exit_code = errand.exit_code


async def _ended(child: asyncio.subprocess.Process) -> Errand:
    """How a child ended, once it has; its output has been read by then."""
    assert child.stderr is not None
    complaints = (await child.stderr.read()).decode("utf-8", "replace").strip().splitlines()
    exit_code = await child.wait()
    return Errand(exit_code, "", safe_line(complaints[-1]) if complaints else "")


def _open(path: Path) -> Library:
    from wortreader.store.library import Library

    return Library.open(path)
