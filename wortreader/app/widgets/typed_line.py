"""A line to type in: a sign, the words, and how much they find. What searching and finding have in common.

Owns the keys that typing leaves over: each becomes a message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from wortreader.text import cells

LEAST_WORDS = 16
"""Cells that the words keep: on a narrower line what was found is not shown."""


class TypedLine(Widget):
    """One line. News out by messages, to be told apart by their control; what is found in by `show_result`."""

    DEFAULT_CSS = """
    TypedLine {
        height: auto;
        width: 1fr;
        padding: 0 2;
        Horizontal { height: 1; }
        .-sign { width: 2; color: $wr-accent; text-style: bold; }
        Input, Input:focus {
            width: 1fr; height: 1; border: none; padding: 0; background: transparent; background-tint: transparent;
            color: $foreground; text-style: bold;
            & > .input--placeholder { color: $wr-muted; text-style: not bold; }
        }
        .-result { width: auto; color: $wr-muted; padding: 0 0 0 2; }
        &.-tight .-result { display: none; }
    }
    """

    class LineMessage(Message):
        """News from a line; `control` is the line."""

        def __init__(self, typed_line: TypedLine) -> None:
            super().__init__()
            self.typed_line = typed_line

        @property
        def control(self) -> TypedLine:
            """The line that sent it."""
            return self.typed_line

    class Changed(LineMessage):
        """Other words stand in the line."""

        def __init__(self, typed_line: TypedLine, words: str) -> None:
            super().__init__(typed_line)
            self.words = words

        def can_replace(self, message: Message) -> bool:
            """Only what was typed last counts."""
            return isinstance(message, TypedLine.Changed) and message.typed_line is self.typed_line

    class Submitted(LineMessage):
        """The reader goes on with what is found."""

    class Dismissed(LineMessage):
        """The reader has left the line."""

    KEYS: ClassVar[Mapping[str, Callable[[TypedLine], Message]]] = {"escape": Dismissed}
    """The messages of keys that no text needs."""

    def compose(self) -> ComposeResult:
        """The sign, the words, and what is found."""
        words = Input(placeholder=self.words_for_nothing())
        words.cursor_blink = False
        yield Horizontal(*self.before(), words, Static(Content(""), classes="-result"))

    def before(self) -> Sequence[Widget]:
        """What stands before the words."""
        return (Static(Content("/"), classes="-sign"),)

    def words_for_nothing(self) -> str:
        """What stands there before anything is typed."""
        raise NotImplementedError

    @property
    def input(self) -> Input:
        """Where the words are typed."""
        return self.query_one(Input)

    def begin(self) -> None:
        """Take the keys; what stands there already gives way to what is typed."""
        self.screen.set_focus(self.input, scroll_visible=False)
        self.input.select_all()

    def put(self, words: str) -> None:
        """Write other words into the line, as if they had been typed."""
        self.input.value = words
        self.input.cursor_position = len(words)

    def show_result(self, words: str) -> None:
        """Say how much was found; empty for nothing."""
        self.query_one(".-result", Static).update(Content(words))
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for the words."""
        self._fit()

    @property
    def result_width(self) -> int:
        """Cells that what was found takes, with the gap before it."""
        words = cells(str(self.query_one(".-result", Static).content))
        return words + 2 if words else 0

    def _fit(self) -> None:
        self.set_class(self.size.width < LEAST_WORDS + self.result_width + 2, "-tight")

    def on_key(self, event: events.Key) -> None:
        """Hand on the keys that typing leaves over."""
        message = self.KEYS.get(event.key)
        if message is not None:
            event.stop()
            event.prevent_default()
            self.post_message(message(self))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self))
