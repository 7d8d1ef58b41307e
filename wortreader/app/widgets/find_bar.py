"""What the reader looks for in the article: one line under it, and how often it is there."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from wortreader.i18n import _


class FindBar(Widget):
    """The line below the article. News out by messages; the count in by `show_result`."""

    DEFAULT_CSS = """
    FindBar {
        layout: horizontal;
        height: 1;
        width: 1fr;
        padding: 0 2;
        background: $wr-panel;
        .-prefix { width: 2; color: $wr-accent; text-style: bold; }
        Input, Input:focus {
            width: 1fr; height: 1; border: none; padding: 0; background: $wr-panel; background-tint: transparent;
            color: $foreground; text-style: bold;
            & > .input--placeholder { color: $wr-muted; text-style: not bold; }
        }
        .-result { width: auto; color: $wr-muted; padding: 0 0 0 2; }
    }
    """

    class BarMessage(Message):
        """News from the bar; `control` is the bar."""

        def __init__(self, find_bar: FindBar) -> None:
            super().__init__()
            self.find_bar = find_bar

        @property
        def control(self) -> FindBar:
            """The bar that sent it."""
            return self.find_bar

    class Changed(BarMessage):
        """What is looked for has changed."""

        def __init__(self, find_bar: FindBar, words: str) -> None:
            super().__init__(find_bar)
            self.words = words

        def can_replace(self, message: Message) -> bool:
            """Only what was typed last counts."""
            return isinstance(message, FindBar.Changed)

    class Submitted(BarMessage):
        """The reader goes on with what is found."""

    class Dismissed(BarMessage):
        """The reader has left it."""

    def compose(self) -> ComposeResult:
        """The sign, the line, and what was found."""
        yield Static(Content("/"), classes="-prefix")
        words = Input(placeholder=_("find in the article"))
        words.cursor_blink = False
        yield words
        yield Static(Content(""), classes="-result")

    @property
    def input(self) -> Input:
        """Where the words are typed."""
        return self.query_one(Input)

    def show_result(self, words: str) -> None:
        """Say how often it is there; empty for nothing."""
        self.query_one(".-result", Static).update(Content(words))

    def on_key(self, event: events.Key) -> None:
        """Escape leaves."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Dismissed(self))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self))
