"""Which pane the user is in, how to get from one to the next, and what a command on articles means there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from textual.screen import Screen
from textual.widget import Widget

from wortreader.app.commands.dispatch import command
from wortreader.app.commands.keys import COMMANDS_BY_ID, NEEDS_ARTICLE, NEEDS_TEXT, Pane
from wortreader.app.linear import announce, is_linear
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.articles.article_list import ArticleList
from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.panes.search.hit_list import HitList
from wortreader.app.panes.search.search_pane import SearchPane
from wortreader.app.remembered import Remembered
from wortreader.app.widgets.row_list import RowList
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import View, ViewKind

PANES: Final[Mapping[str, type[Widget]]] = {
    "feeds": FeedList,
    "list": ArticleList,
    "article": ArticleView,
    "search": HitList,
}
"""The panes, and the widget of each that takes the keys."""


@lazy_dataclass(frozen=True, slots=True)
class _Origin:
    """Where the user was before searching."""

    pane: str
    article_id: int | None
    line: int | None
    """The line at the top of the article pane; None if the article had not been shown yet."""
    width: int
    """For how many cells the article was set."""


class Navigation:
    """The panes of a screen and the way between them. Implements `Selection`."""

    def __init__(self, screen: Screen[Any], remembered: Remembered, *, when_moved: Callable[[], None]) -> None:
        """`when_moved` is called after the user has come to another pane."""
        self._screen = screen
        self._remembered = remembered
        self._when_moved = when_moved
        self._origin: _Origin | None = None
        self.current = "list"
        """The pane that the keys go to: feeds, list, article or search."""

    def attach(self, feeds: FeedsPane, articles: ArticlesPane, search: SearchPane, article: ArticlePane) -> None:
        """Names the panes, which are made with this object as their selection."""
        self._feeds, self._articles, self._search, self._article = feeds, articles, search, article

    @property
    def is_searching(self) -> bool:
        """Whether the search pane is shown in the place of the list."""
        return self._origin is not None

    @property
    def is_narrow(self) -> bool:
        """Whether one pane is shown at a time."""
        return self._screen.has_class("-narrow")

    @property
    def rows(self) -> RowList[Any]:
        """The list that the user goes through: the articles of the view, or the hits of the search."""
        return self._search.hit_list if self.is_searching else self._articles.article_list

    @property
    def rows_from_line(self) -> RowList[Any] | None:
        """The list that the user goes through from the line of the search or the filter; None while they type."""
        pane = self.where_keys_go
        is_stepping = pane is Pane.SEARCH and self._search.is_stepping
        return self.rows if is_stepping or (pane is Pane.FILTER and self._articles.is_stepping) else None

    @property
    def is_beside_list(self) -> bool:
        """Whether the user reads an article that the list lacks: one that was hidden, or came from another list."""
        return self.current == "article" and self._article.requested_id != self.rows.cursor_id

    @property
    def view(self) -> View:
        """What that list shows."""
        return View(ViewKind.QUERY, query=self._search.query_text) if self.is_searching else self._articles.view

    @property
    def feeds_view(self) -> View:
        """The view that a command on feeds means: the one under the cursor of the feeds, else that of the list."""
        return self._feeds.feed_list.cursor_view if self.current == "feeds" else self._articles.view

    @property
    def where_keys_go(self) -> Pane:
        """The pane, or the line in it that is typed in."""
        mode = self._article.mode
        if mode is not Pane.ARTICLE:
            return mode
        if self.current == "search":
            return Pane.SEARCH if self._search.is_typing else Pane.HITS
        if self.current == "list" and self._articles.filter_bar.has_focus_within:
            return Pane.FILTER
        return Pane(self.current)

    def preview_cursor(self) -> None:
        """Shows the article under the cursor, or none in an empty list, unless the user reads another one.

        Where one pane is shown at a time, nothing is shown before it is opened.
        """
        article_id = self.rows.cursor_id
        if self.current == "article" or article_id == self._article.requested_id:
            return
        if article_id is None or self.is_narrow:
            self._article.clear()
        else:
            self._article.preview(article_id)

    def preview_listed(self) -> None:
        """Shows the article under the cursor of a view that has just been listed, also if the user reads another one.

        From an empty list there is nothing to read: the user is taken to it.
        """
        article_id = self.rows.cursor_id
        if self.current != "article":
            self.preview_cursor()
        elif article_id is None:
            self.show("list")
        elif article_id != self._article.requested_id:
            self._article.preview(article_id)

    @property
    def is_list_in_use(self) -> bool:
        """Whether anything is selected in a list, or one is filtered."""
        is_selected = self._feeds.feed_list.selected_count or self._articles.article_list.selected_count
        return bool(is_selected or self._articles.filter_words or self._articles.filter_bar.is_open)

    @property
    def selected_count(self) -> int:
        """How many rows are selected in the pane that the user is in: articles, or feeds and folders."""
        if self.current == "feeds":
            return self._feeds.feed_list.selected_count
        return self.rows.selected_count if self.current != "article" else 0

    def article_ids(self, count: int | None = None) -> Sequence[int]:
        """The article that is open, else those that are selected in the list, else the one under its cursor.

        With a count, so many from the cursor on.
        """
        if self.current == "article" and count is None:
            return [] if self._article.requested_id is None else [self._article.requested_id]
        if self.rows.selected_count and count is None:
            return self.rows.selected_ids
        index = self.rows.cursor_index
        return [] if index is None else self.rows.rows.ids[index : index + (count or 1)]

    def article_id(self) -> int | None:
        """The article that is open, or the one under the cursor, for commands on one article; None if there is none."""
        return self._article.requested_id if self.current == "article" else self.rows.cursor_id

    def selected_feed_ids(self) -> Sequence[int]:
        """The feeds that are selected, alone or with their folder, if the user is in the feeds pane; else none."""
        return [feed.feed_id for feed in self._feeds.selected_feeds] if self.current == "feeds" else []

    def why_not(self, command_id: str) -> str:
        """Why a command has nothing to be carried out on, as a sentence; empty if it has, or needs nothing."""
        command = COMMANDS_BY_ID.get(command_id)  # macros are not among them
        if command is not None and command.needs_matches and not self._article.matches.has_matches:
            return _("No matches are marked in the article.")
        if command_id not in NEEDS_ARTICLE | NEEDS_TEXT:
            return ""
        article_id = self.article_id()
        if article_id is None:
            return _("There is no article here.")
        is_seen = self._article.requested_id == article_id and (self.current == "article" or not self.is_narrow)
        return "" if is_seen or command_id in NEEDS_ARTICLE else _("Open the article first.")

    def listed_ids(self) -> Sequence[int]:
        """Every article of the list."""
        return self.rows.rows.ids

    def ids_above(self) -> Sequence[int]:
        """The articles above the cursor."""
        return self.rows.rows.ids[: self.rows.cursor_index or 0]

    def ids_below(self) -> Sequence[int]:
        """The articles below the cursor."""
        index = self.rows.cursor_index
        return [] if index is None else self.rows.rows.ids[index + 1 :]

    def show(self, pane: str) -> None:
        """Takes the user to a pane."""
        self.enter(pane)
        # At once: keys typed directly after this one belong to the new pane.
        self._screen.set_focus(self._screen.query_one(PANES[pane]), scroll_visible=False)

    def enter(self, pane: str) -> None:
        """Notes which pane the user is in, and shows it."""
        self.current = pane
        # All in one: every change of classes works out the styles of the whole screen anew, for 7 ms.
        classes = {"-searching": self.is_searching}
        self._screen.update_classes(classes | {f"-in-{name}": name == pane for name in PANES})
        self._article.set_current(pane == "article")
        self.preview_cursor()
        self._articles.show_title()
        self._when_moved()

    def restore_focus(self) -> None:
        """Gives the pane the focus again that it loses while it has no room on the terminal."""
        if self._screen.focused is None:
            self._screen.set_focus(self._screen.query_one(PANES[self.current]), scroll_visible=False)

    def follow_focus(self, widget: Widget) -> None:
        """Notes that the mouse has taken the focus into a pane, or into the line of the search."""
        for pane, kind in PANES.items():
            if isinstance(widget, kind) and pane != self.current:
                self.show(pane)
        if widget is self._articles.filter_bar.input and self.current != "list":
            self.enter("list")
        if widget is self._search.bar.input:
            self.enter("search")
        self._when_moved()

    def go_to(self, view: View) -> None:
        """Takes the user to a view, out of the search."""
        self.close_search()
        self._feeds.feed_list.move_to_view(view)
        self._articles.open(view)
        self.show("list")

    def begin_search(self) -> None:
        """Remembers where to come back to, unless a search is open already."""
        if self._origin is None:
            article_id, (line, width) = self._article.requested_id, self._article.spot
            self._origin = _Origin(
                self.current, article_id, line if article_id == self._article.article_id else None, width
            )
        if self._article.finding.is_active:
            self._article.finding.forget()
            self._article.matches.unmark()

    @command("search.open")
    def open_search(self, _count: int | None = None, query: str = "") -> None:
        """Searches everything; without a query for the words that are being found in the article, if there are any."""
        self.search_for(query or self._article.matches.words)

    def search_for(self, query: str) -> None:
        """Opens the search with a query, or with what was searched for last."""
        self.begin_search()
        self._search.begin(query)
        self.enter("search")

    @command("search.here")
    def search_here(self, _count: int | None) -> None:
        """Finds words in the article that the user is in; searches everything from anywhere else."""
        if self.current == "article":
            self._article.finding.open()
        else:
            self.search_for("")

    def close_search(self) -> None:
        """Closes the search and takes the user back to where they were."""
        origin, self._origin = self._origin, None
        if origin is None:
            return
        self._article.set_query("")
        self.show("list" if origin.pane == "search" else origin.pane)
        is_listed = origin.article_id is not None and origin.article_id == self.rows.cursor_id
        if origin.article_id is not None and (self.current == "article" or is_listed):
            is_there = self._article.requested_id == origin.article_id == self._article.article_id
            if origin.line is None:
                if not is_there:
                    self._article.preview(origin.article_id, is_at_once=True)
            elif not is_there or self._article.spot[0] != origin.line:
                self._article.return_to(origin.article_id, origin.line, origin.width)

    def leave_missing_article(self) -> None:
        """Takes the user out of an article that is not in the library any more, to the list."""
        if self.current == "article":
            self.show("search" if self.is_searching else "list")
        else:
            self.preview_cursor()

    @command("pane.out")
    def go_out(self, _count: int | None = None) -> None:
        """Goes back to the pane that this one was opened from."""
        match self.current:
            case "article":
                self._article.keep_place()
                self.show("search" if self.is_searching else "list")
            case "search":
                self.close_search()
            case "list":
                self.show("feeds")
            case "feeds":
                self._feeds.feed_list.close_folder()

    @command("pane.leave")
    def leave(self, _count: int | None) -> None:
        """Leaves what is found, what is selected, zen, the filter, the hit, the search or the pane; never the app."""
        if self._article.finding.is_active:
            self._article.finding.close()
        elif self.selected_count:
            (self._feeds.feed_list if self.current == "feeds" else self.rows).clear_selected()
        elif self._screen.has_class("-zen"):
            self.toggle_zen()
        elif self.current == "list" and self._articles.filter_words:
            self._articles.clear_filter()
        elif self.current in ("article", "search"):
            self.go_out()
        elif self.is_searching:
            self.close_search()
        elif self.current == "feeds":
            self.show("list")

    def can_go_back(self) -> bool:
        """Whether there is something behind this pane to go back to."""
        is_behind_feeds = self.current == "list" and not self._screen.has_class("-wide")
        return self._screen.has_class("-zen") or self.current in ("article", "search") or is_behind_feeds

    def go_back(self) -> None:
        """Goes back one step, if `can_go_back`."""
        if self._screen.has_class("-zen"):
            self.toggle_zen()
        else:
            self.go_out()

    @command("view.zen")
    def toggle_zen(self, _count: int | None = None) -> None:
        """Gives the article the whole terminal, or shows all panes again."""
        is_unopened = self.is_narrow and self.current != "article"  # nothing is shown before it is opened
        if is_unopened and not self._screen.has_class("-zen") and self.rows.cursor_id is None:
            return
        if is_linear(self._screen):  # where the article always has the whole terminal
            if is_unopened:
                self.rows.open()
            else:
                announce(self._screen, _("There is only one pane here."))
            return
        self._screen.toggle_class("-zen")
        if not self._screen.has_class("-zen"):
            return
        if is_unopened:
            self.rows.open()
        else:
            self.show("article")

    @command("view.feeds")
    def toggle_feeds(self, _count: int | None) -> None:
        """Shows the feeds, or puts them away: in a wide terminal for good, else as long as the user is in them."""
        screen = self._screen
        is_seen = self._feeds.region.area > 0 and self._feeds.is_on_screen
        if screen.has_class("-wide"):
            screen.set_class(is_seen, "-without-feeds")
            self._remembered.hides_feeds = is_seen
        if screen.has_class("-zen"):
            self.toggle_zen()
        if not is_seen:
            self.close_search()
        if is_seen and self.current == "feeds":
            self.show("list")
        elif not is_seen and not screen.has_class("-wide"):
            self.show("feeds")
