"""How wide or high the panes are: changed with keys, or by dragging the borders, and remembered by kind of terminal.

The style sheet has the usual sizes. In a wide terminal the feeds and the list have a width, and so have the hits of a
search; in a medium one the list has a height, and the drawer of the feeds a width. One pane alone has no size.
"""

from __future__ import annotations

from typing import Any, Final

from textual.screen import Screen
from textual.widget import Widget

from wortreader.app.commands.dispatch import command
from wortreader.app.linear import is_linear
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.remembered import Remembered, kind_of_terminal
from wortreader.app.screens.navigation import Navigation
from wortreader.app.signals import Signals
from wortreader.i18n import _

LEAST_WIDTH: Final = {"feeds": 16, "list": 24, "search": 24}
LEAST_ARTICLE_WIDTH: Final = 30
LEAST_LIST_HEIGHT: Final = 5
LEAST_ARTICLE_HEIGHT: Final = 6
"""Cells that each pane keeps, however small another one makes it."""

STEP: Final = 2
"""Columns by which a key changes a width; a height changes by one line."""


class PaneSizes:
    """The sizes that the user has given to the panes, and the border that is being dragged."""

    def __init__(
        self,
        screen: Screen[Any],
        navigation: Navigation,
        feeds: FeedsPane,
        article: ArticlePane,
        remembered: Remembered,
        signals: Signals,
    ) -> None:
        self._screen = screen
        self._navigation = navigation
        self._feeds = feeds
        self._article = article
        self._remembered = remembered
        self._signals = signals
        self._dragged: str | None = None

    @property
    def is_dragging(self) -> bool:
        """Whether a border follows the mouse."""
        return self._dragged is not None

    @property
    def _kind(self) -> str:
        """The kind of the terminal: wide or medium; empty if it shows one pane at a time."""
        if is_linear(self._screen):
            return ""
        width = self._screen.app.size.width  # the classes of the screen change later
        kind = kind_of_terminal(width)
        return "" if kind == "narrow" or self._screen.has_class("-zen") else kind

    @property
    def _middle(self) -> Widget:
        return self._screen.query_one("#middle")

    @property
    def _middle_name(self) -> str:
        """What the size of the pane in the middle is remembered as: the hits of a search have one of their own."""
        return "search" if self._navigation.is_searching and self._kind == "wide" else "list"

    def fit(self) -> None:
        """Gives the panes the sizes that the user has chosen for this kind of terminal, as far as there is room."""
        kind = self._kind
        sizes = self._remembered.pane_sizes(kind) if kind else {}
        feeds = self._clamped("feeds", sizes["feeds"]) if "feeds" in sizes else None
        middle = self._clamped(self._middle_name, sizes[self._middle_name]) if self._middle_name in sizes else None
        _set_size(self._feeds, "width", feeds)
        _set_size(self._middle, "width", middle if kind == "wide" else None)
        _set_size(self._middle, "height", middle if kind == "medium" else None)

    def _clamped(self, name: str, size: int) -> int:
        """A size that leaves room for the other panes."""
        app = self._screen.app.size
        if self._kind == "medium" and name == "list":
            return max(LEAST_LIST_HEIGHT, min(size, app.height - 1 - LEAST_ARTICLE_HEIGHT))
        beside = self._feeds.region.width if name == "list" and self._kind == "wide" else 0
        most = app.width - beside - (LEAST_ARTICLE_WIDTH if name != "feeds" else app.width // 2)
        return max(LEAST_WIDTH[name], min(size, most))

    @command("pane.larger")
    def make_larger(self, count: int | None) -> None:
        """Makes the pane that the user is in larger."""
        self._change(1, count)

    @command("pane.smaller")
    def make_smaller(self, count: int | None) -> None:
        """Makes the pane that the user is in smaller."""
        self._change(-1, count)

    @command("pane.reset")
    def reset(self, _count: int | None) -> None:
        """Gives all panes their usual sizes again, in this kind of terminal."""
        if not self._kind:
            self._signals.say(_("There is only one pane here."))
            return
        self._remembered.set_pane_sizes(self._kind, {})
        self.fit()

    def _change(self, sign: int, count: int | None) -> None:
        kind, pane = self._kind, self._navigation.current
        if not kind:
            self._signals.say(_("There is only one pane here."))
            return
        is_height = kind == "medium" and pane != "feeds"
        step = sign * (count or (1 if is_height else STEP))
        if pane == "feeds":
            self._set("feeds", self._feeds.region.width + step)
            return
        region = self._middle.region
        size = region.height if is_height else region.width
        # The article has what the list leaves.
        self._set(self._middle_name, size + (-step if pane == "article" else step))

    def _set(self, name: str, size: int) -> None:
        sizes = self._remembered.pane_sizes(self._kind)
        size = self._clamped(name, size)
        if sizes.get(name) != size:
            self._remembered.set_pane_sizes(self._kind, {**sizes, name: size})
            self.fit()

    def press(self, x: int, y: int) -> None:
        """Begins to drag the border at a cell of the screen, if there is one."""
        self._dragged = self._border_at(x, y)

    def _border_at(self, x: int, y: int) -> str | None:
        feeds, middle, article = self._feeds, self._middle, self._article
        is_in_panes = y < self._screen.query_one("#columns").region.bottom
        kind = self._kind if is_in_panes else ""
        feeds_end = feeds.region.right - 1 if feeds.display and feeds.region.area else -1
        is_bar_there = feeds.feed_list.show_vertical_scrollbar
        if kind == "wide":
            if x == article.region.x and middle.display:
                return self._middle_name
            if feeds_end > 0 and (x == feeds_end + 1 or (x == feeds_end and not is_bar_there)):
                return "feeds"
        elif kind == "medium":
            if feeds_end > 0 and x == feeds_end:
                return "feeds"
            if y == article.region.y and middle.display:
                return "list"
        return None

    def drag(self, x: int, y: int) -> None:
        """Lets the border follow the mouse."""
        if self._dragged == "feeds":
            self._set("feeds", x - self._feeds.region.x + 1)
        elif self._dragged is not None:
            middle = self._middle.region
            self._set(self._dragged, y - middle.y if self._kind == "medium" else x - middle.x)

    def release(self) -> None:
        """Ends dragging."""
        self._dragged = None


def _set_size(widget: Widget, dimension: str, cells: int | None) -> None:
    """Sets a width or a height against the style sheet; None leaves it to the style sheet again."""
    rules = (dimension, f"min_{dimension}", f"max_{dimension}")
    inline = widget.styles.inline
    for rule in rules:
        if cells is not None:
            setattr(widget.styles, rule, cells)
        elif inline.has_rule(rule):
            inline.clear_rule(rule)
            widget.refresh(layout=True)
