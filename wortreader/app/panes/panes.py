"""The panes, and the way between them.

Owns which pane the reader is in, and with it where keys go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widget import Widget

from wortreader.app.commands.keys import Pane
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.articles.article_list import ArticleList
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.search.hit_list import HitList
from wortreader.app.panes.search.search_bar import SearchBar

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

PANES: Final[dict[str, type[Widget]]] = {
    "feeds": FeedList,
    "list": ArticleList,
    "article": ArticleView,
    "search": HitList,
}


class Panes:
    """Where the reader is, and where they go from there."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.current = "list"
        """Where the keys go: feeds, list, article or search."""

    @property
    def where_keys_go(self) -> Pane:
        """The pane, or the line in it that is typed in."""
        screen = self._screen
        if (mode := screen.article_pane.mode) is not Pane.ARTICLE:
            return mode
        if self.current == "search":
            return Pane.SEARCH if screen.focused is screen.query_one(SearchBar).input else Pane.HITS
        return Pane(self.current)

    def show(self, pane: str) -> None:
        """Takes the reader to a pane."""
        self.enter(pane)
        # At once: what is typed right behind a key that leads elsewhere belongs there already.
        self._screen.set_focus(self._screen.query_one(PANES[pane]), scroll_visible=False)

    def enter(self, pane: str) -> None:
        """Notes where the reader is, and shows it."""
        self.current = pane
        # All in one: every change of classes works out the styles of the whole screen anew, for 7 ms.
        ways = {"-searching": self._screen.searching.is_open}
        self._screen.update_classes(ways | {f"-in-{name}": name == pane for name in PANES})
        self._screen.article_pane.set_current(pane == "article")
        self._screen.forget_typed_keys()
        self._screen.listing.show_titles()
        self._screen.show_keys()

    def search_here(self) -> None:
        """Finds words in the article that the reader is in; searches everything from anywhere else."""
        if self.current == "article":
            self._screen.article_pane.finding.open()
        else:
            self._screen.searching.open()

    def go_in(self) -> None:
        """Into what the cursor stands on."""
        if self.current == "feeds":
            self._screen.query_one(FeedList).choose()
        elif self.current in ("list", "search"):
            self._screen.row_list.open()

    def go_out(self) -> None:
        """Back to where that came from."""
        match self.current:
            case "article":
                self._screen.article_pane.keep_place()
                self.show("search" if self._screen.searching.is_open else "list")
            case "search":
                self._screen.searching.close()
            case "list":
                self.show("feeds")
            case "feeds":
                self._screen.query_one(FeedList).close_folder()

    def leave(self) -> None:
        """Out of what is found, of zen, of a hit to the hits, of the search or of the pane; never out of the app."""
        if self._screen.article_pane.finding.is_active:
            self._screen.article_pane.finding.close()
        elif self._screen.has_class("-zen"):
            self.toggle_zen()
        elif self.current in ("article", "search"):
            self.go_out()
        elif self._screen.searching.is_open:
            self._screen.searching.close()
        elif self.current == "feeds":
            self.show("list")

    def back_or_quit(self) -> None:
        """Back to where the reader came from; out of the app where there is nothing to go back to."""
        if self._screen.has_class("-zen"):
            self.toggle_zen()
        elif self.current in ("article", "search") or (self.current == "list" and not self._screen.has_class("-wide")):
            self.go_out()
        elif self._screen.services.refresh.is_refreshing:
            self._screen.asking.before_quitting()
        else:
            self._screen.app.exit()

    def toggle_zen(self) -> None:
        """Gives the article the whole terminal, or takes it back."""
        self._screen.toggle_class("-zen")
        if self._screen.has_class("-zen"):
            self.show("article")

    def toggle_feeds(self) -> None:
        """Shows the feeds, or puts them away."""
        self.show("list" if self.current == "feeds" else "feeds")
