"""The list and the feeds beside it: which view is shown, what is in it, and how it stays true.

Owns the view and the shelf as they were read last. The reader's place survives whatever comes in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wortreader.app.panes.articles.articles_pane import articles_text
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.search.hit_list import HitList
from wortreader.app.widgets.row_list import NO_ROWS
from wortreader.app.widgets.title_line import TitleLine, position_text
from wortreader.i18n import _
from wortreader.model import Feed, Headline, View, ViewKind

if TYPE_CHECKING:
    from wortreader.app.library.feed_tree import FeedTree
    from wortreader.app.screens.reading import ReadingScreen
    from wortreader.app.signals import LibraryChanged

ALL = View(ViewKind.ALL)

VIEW_SECONDS = 0.08
"""How long the cursor rests on a feed before its articles are listed."""


class Listing:
    """What the list shows, and why."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._is_unread_only = False
        self.view = ALL
        """What the list shows."""
        self.shelf: FeedTree | None = None
        """The feeds as they were read last; None before the first time."""

    # --- views --------------------------------------------------------------------------------------------------------

    def open(self, view: View, *, is_going_there: bool = False) -> None:
        """Lists the articles of a view; with `is_going_there` the reader goes to the list."""
        self._screen.run_work(lambda: self.show(view), group="view", exclusive=True)
        if is_going_there:
            self._screen.panes.show("list")

    def preview(self, view: View) -> None:
        """Lists the articles of a view once the cursor of the feeds has rested on it."""
        self._screen.run_work(lambda: self._show_after_rest(view), group="view", exclusive=True)

    async def _show_after_rest(self, view: View) -> None:
        await asyncio.sleep(VIEW_SECONDS)
        if self._screen.query_one(FeedList).cursor_view == view != self.view:
            await self.show(view)

    async def show(self, view: View) -> None:
        """Lists the articles of a view, from its first one."""
        articles = self._screen.article_list
        rows, first = await self._session.opened(
            view, unread_only=self._is_unread_only, first_count=articles.first_count
        )
        self.view = view
        articles.set_feed_named(view.kind is not ViewKind.FEED)
        articles.show(rows, known=first, placeholder=self._why_empty())
        if articles.cursor_id is None:
            self._screen.article_pane.clear()
        elif not self._screen.is_narrow:
            # Not at once: setting it would share the interpreter with drawing the list.
            self._screen.article_pane.preview(articles.cursor_id)
        self.show_titles()

    def say_instead(self, sentence: str) -> None:
        """Says something in the place of the articles, while there are none."""
        self._screen.article_list.show(NO_ROWS, placeholder=sentence)

    async def toggle_unread_only(self) -> None:
        """Hides what is read, or shows it again."""
        self._is_unread_only = not self._is_unread_only
        rows = await self._session.rows(self.view, unread_only=self._is_unread_only)
        self._screen.article_list.show(rows, keep=True, placeholder=self._why_empty())
        self._screen.say(_("Read articles are hidden.") if self._is_unread_only else _("Read articles are shown."))
        self.show_titles()

    def go_feed(self, count: int) -> None:
        """Lists the articles of the feed `count` further down, up where it is negative."""
        pane = self._screen.query_one(FeedList)
        view = pane.feed_from(self.view, count)
        if view is None:
            self._screen.say(_("There is no feed further on.") if count > 0 else _("There is no feed before this one."))
            return
        pane.move_to_view(view)
        self.open(view)

    @property
    def view_here(self) -> View:
        """The view that a command on feeds means: the one under the cursor of the feeds, else that of the list."""
        return self._screen.query_one(FeedList).cursor_view if self._screen.panes.current == "feeds" else self.view

    def feeds_here(self) -> Sequence[Feed]:
        """The feeds that a command on feeds means."""
        return () if self.shelf is None else self.shelf.feeds_of(self.view_here)

    # --- what commands mean -------------------------------------------------------------------------------------------

    def article_ids(self, count: int | None = None) -> Sequence[int]:
        """The articles that a command with a count means: that many from the cursor on."""
        pane = self._screen.article_pane
        if self._screen.panes.current == "article" and pane.article_id is not None and count is None:
            return [pane.article_id]
        index = self._screen.row_list.cursor_index
        return [] if index is None else self._screen.row_list.rows.ids[index : index + (count or 1)]

    def listed_ids(self) -> Sequence[int]:
        """Every article of the list."""
        return self._screen.row_list.rows.ids

    def ids_above(self) -> Sequence[int]:
        """The articles above the cursor."""
        return self._screen.row_list.rows.ids[: self._screen.row_list.cursor_index or 0]

    def ids_below(self) -> Sequence[int]:
        """The articles below the cursor."""
        index = self._screen.row_list.cursor_index
        return [] if index is None else self._screen.row_list.rows.ids[index + 1 :]

    # --- staying true -------------------------------------------------------------------------------------------------

    async def look_again(self) -> None:
        """Reads lists and counts anew; the reader stays where they are."""
        await self.read_shelf()
        view, articles = self.view, self._screen.article_list
        # Reading an article is no reason for it to vanish from a list of unread ones.
        kept = articles.rows if self._is_unread_only or view.kind is ViewKind.UNREAD else None
        rows = await self._session.rows(view, unread_only=self._is_unread_only, kept=kept)
        if view != self.view:  # the reader has gone elsewhere meanwhile
            return
        was_empty = not len(articles.rows)
        articles.show(rows, keep=True, placeholder=self._why_empty())
        if was_empty and articles.cursor_id is not None and not self._screen.is_narrow:
            self._screen.article_pane.preview(articles.cursor_id, delay=0)
        self.show_titles()

    async def read_shelf(self) -> None:
        """Reads feeds and counts anew."""
        is_first_time = self.shelf is None
        self.shelf = await self._session.feed_tree()
        pane = self._screen.query_one(FeedList)
        pane.show(self.shelf.feeds, self.shelf.folders, self.shelf.counts, self.shelf.views)
        if is_first_time:
            pane.closed_folders = frozenset(folder.folder_id for folder in self.shelf.folders if folder.is_closed)
        self.show_titles()

    async def headline(self, article_id: int) -> Headline | None:
        """An article's headline as it is now; None where it has gone."""
        return (await self._session.headlines([article_id])).get(article_id)

    def library_changed(self, news: LibraryChanged) -> None:
        """Shows what the library holds now. Marks are changed in what is shown already."""
        if news.marks is None:
            self._screen.run_work(self.look_again, group="look-again", exclusive=True)
            return
        marks = news.marks
        self._screen.article_list.change(marks.applied_to)
        self._screen.query_one(HitList).change(lambda hit: replace(hit, headline=marks.applied_to(hit.headline)))
        self._screen.run_work(self.read_shelf, group="counts", exclusive=True)

    async def feed_removed(self, feed_id: int) -> None:
        """Leaves a feed that is no more."""
        pane = self._screen.article_pane
        if pane.article is not None and pane.article.feed_id == feed_id:
            pane.clear()
        await self.read_shelf()
        await self.show(ALL if self.view == View(ViewKind.FEED, feed_id) else self.view)

    async def view_kept(self, view: View) -> None:
        """Goes to a query that has just been kept as a view."""
        await self.read_shelf()
        self._screen.go_to(view)

    async def view_removed(self, view: View) -> None:
        """Leaves a kept view that is no more."""
        await self.read_shelf()
        await self.show(ALL if self.view == view else self.view)

    # --- titles -------------------------------------------------------------------------------------------------------

    def show_titles(self) -> None:
        """Says what the panes show."""
        if self.shelf is None:
            return
        if self._screen.is_narrow:
            self.show_position()
        else:
            path = self.shelf.title_path(self.view)
            counts = articles_text(self.shelf.unread_of(self.view), len(self._screen.article_list.rows))
            self._screen.query_one("#list-title", TitleLine).show(path[-1:], counts)

    def show_position(self) -> None:
        """Says where the reader stands, where one pane is shown at a time: it is not said anywhere else."""
        screen = self._screen
        if self.shelf is None or not screen.is_narrow:
            return
        path = self.shelf.title_path(self.view)
        articles = screen.article_list
        screen.query_one("#list-title", TitleLine).show(path, position_text(articles.cursor_index, len(articles.rows)))
        article = screen.article_pane.article
        where = (article.feed_title,) if screen.searching.is_open and article is not None else path
        rows = screen.row_list
        screen.article_pane.show_title(where, position_text(rows.cursor_index, len(rows.rows)))

    def _why_empty(self) -> str:
        if self._is_unread_only or self.view.kind is ViewKind.UNREAD:
            return _("Nothing is unread here.")
        if self.view.kind is ViewKind.STARRED:
            return _("Nothing is starred yet. {key} stars an article.").format(key=self._screen.key_for("article.star"))
        if self.view.kind is ViewKind.CONTINUE:
            return _("Nothing is half read. What you leave in the middle waits here.")
        return _("No article is here yet.")
