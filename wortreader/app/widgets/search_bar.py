"""What the reader searches for: a line to type in, how much was found, and what was not understood.

Owns the keys that typing leaves over: the arrows go to the hits, Escape leaves.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from wortreader.i18n import _

MOVES = {"down": 1, "ctrl+n": 1, "up": -1, "ctrl+p": -1}
PAGES = {"pagedown": 1, "pageup": -1}
KEEP = "ctrl+s"
"""Keeps the query as a view, while it is typed."""

LEAST_QUERY = 16
"""Cells that the query keeps: on a narrower line what was found is not shown."""


class SearchBar(Widget):
    """The line above the hits. News out by messages; results in by `show_result` and `show_notice`."""

    DEFAULT_CSS = """
    SearchBar {
        height: auto;
        width: 1fr;
        padding: 0 2;
        Horizontal { height: 1; }
        .-prefix { width: 2; color: $wr-accent; text-style: bold; }
        Input, Input:focus {
            width: 1fr; height: 1; border: none; padding: 0; background: $background; background-tint: transparent;
            color: $foreground; text-style: bold;
            & > .input--placeholder { color: $wr-faint; text-style: not bold; }
        }
        .-result { width: auto; color: $wr-muted; padding: 0 0 0 2; }
        .-notice { height: auto; max-height: 2; color: $wr-muted; display: none; }
        &.-has-notice .-notice { display: block; }
        &.-tight .-result { display: none; }
    }
    """

    class BarMessage(Message):
        """News from the bar; `control` is the bar."""

        def __init__(self, search_bar: SearchBar) -> None:
            super().__init__()
            self.search_bar = search_bar

        @property
        def control(self) -> SearchBar:
            """The bar that sent it."""
            return self.search_bar

    class Changed(BarMessage):
        """What is searched for has changed."""

        def __init__(self, search_bar: SearchBar, query: str) -> None:
            super().__init__(search_bar)
            self.query = query

        def can_replace(self, message: Message) -> bool:
            """Only what was typed last counts."""
            return isinstance(message, SearchBar.Changed)

    class Submitted(BarMessage):
        """The reader wants the hit under the cursor."""

        def __init__(self, search_bar: SearchBar, query: str) -> None:
            super().__init__(search_bar)
            self.query = query

    class Moved(BarMessage):
        """The cursor of the hits is to move by `rows`, or by `pages`; up where negative."""

        def __init__(self, search_bar: SearchBar, rows: int = 0, pages: int = 0) -> None:
            super().__init__(search_bar)
            self.rows = rows
            self.pages = pages

    class Kept(BarMessage):
        """The reader wants to keep the query as a view."""

    class Completing(BarMessage):
        """The reader wants the last word of the query completed."""

    class Dismissed(BarMessage):
        """The reader has left the search."""

    def compose(self) -> ComposeResult:
        """The line, and the notice under it."""
        with Horizontal():
            yield Static(Content("/"), classes="-prefix")
            query = Input(placeholder=_("search everything"))
            query.cursor_blink = False
            yield query
            yield Static(Content(""), classes="-result")
        yield Static(Content(""), classes="-notice")

    @property
    def input(self) -> Input:
        """Where the query is typed."""
        return self.query_one(Input)

    def put(self, query: str) -> None:
        """Write another query into the line, and search for it as if it had been typed."""
        self.input.value = query
        self.input.cursor_position = len(query)

    def show_result(self, words: str) -> None:
        """Say how much was found; empty for nothing."""
        self.query_one(".-result", Static).update(Content(words))
        self._fit()

    def show_notice(self, words: str) -> None:
        """Say what was not understood; empty hides the line."""
        self.query_one(".-notice", Static).update(Content(words))
        self.set_class(bool(words), "-has-notice")

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for the query."""
        self._fit()

    def _fit(self) -> None:
        words = self.query_one(".-result", Static).content
        width = Content(str(words)).cell_length
        self.set_class(self.size.width < LEAST_QUERY + width + 4, "-tight")

    def on_key(self, event: events.Key) -> None:
        """Hand on the keys that typing leaves over."""
        if event.key in MOVES:
            self.post_message(self.Moved(self, rows=MOVES[event.key]))
        elif event.key in PAGES:
            self.post_message(self.Moved(self, pages=PAGES[event.key]))
        elif event.key == "tab":
            self.post_message(self.Completing(self))
        elif event.key == KEEP:
            self.post_message(self.Kept(self))
        elif event.key == "escape":
            self.post_message(self.Dismissed(self))
        else:
            return
        event.stop()
        event.prevent_default()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self, event.value))
