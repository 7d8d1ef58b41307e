"""A line to type in: a sign, the text, and how much it finds. The base of the lines for searching and finding."""

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

from wortreader.app.linear import announce, is_linear
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import ELLIPSIS, cells, fitting

LEAST_WORDS = 16
"""Cells kept for the text: on a narrower line the result is not shown."""


SIGN_WIDTH = 2
"""Cells of what is before the text, and of the cursor behind it."""


class TypedLine(Widget):
    """One line. Posts a message when its text changes and for each key in `KEYS`."""

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

    @lazy_dataclass(eq=False)
    class Changed(Message):
        """The text has changed to `words`."""

        words: str

        def can_replace(self, message: Message) -> bool:
            """Only the latest text of a line counts."""
            return isinstance(message, TypedLine.Changed)

    class Submitted(Message):
        """The user has pressed Enter."""

    class Dismissed(Message):
        """The user has left the line."""

    KEYS: ClassVar[Mapping[str, Callable[[], Message]]] = {"escape": Dismissed}
    """The messages posted for keys that are not needed for typing."""

    _result = ""

    def compose(self) -> ComposeResult:
        """The sign, the text, and the result."""
        words = Input(placeholder=self.words_for_nothing())
        words.cursor_blink = False
        yield Horizontal(*self.before(), words, Static(Content(""), classes="-result"))

    def before(self) -> Sequence[Widget]:
        """The widgets before the text."""
        return (Static(Content("/"), classes="-sign"),)

    def words_for_nothing(self) -> str:
        """The placeholder of the empty line."""
        raise NotImplementedError

    @property
    def input(self) -> Input:
        """The input widget."""
        return self.query_one(Input)

    def begin(self) -> None:
        """Take the focus, with the text selected, so that typing replaces it."""
        self.screen.set_focus(self.input, scroll_visible=False)
        self.input.select_all()

    def put(self, words: str) -> None:
        """Replace the text, as if it had been typed."""
        self.input.value = words
        self.input.cursor_position = len(words)

    def show_result(self, words: str) -> None:
        """Show how much was found; empty for nothing. In the linear mode it is announced, and not in the line."""
        if is_linear(self):
            if words not in ("", ELLIPSIS, self._result):
                announce(self, words)
            self._result = words
            return
        self.query_one(".-result", Static).update(Content(words))
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Hide the result if the text needs the space."""
        self._fit()

    @property
    def result_width(self) -> int:
        """Cells that the result takes, with the gap before it."""
        words = cells(str(self.query_one(".-result", Static).content))
        return words + 2 if words else 0

    def _fit(self) -> None:
        if not is_linear(self):  # there they are announced, whole, and not in the line
            self.input.placeholder = fitting(self.words_for_nothing(), self.content_size.width - SIGN_WIDTH)
        self.set_class(self.size.width < LEAST_WORDS + self.result_width + 2, "-tight")

    def on_key(self, event: events.Key) -> None:
        """Post the message of a key in `KEYS`."""
        message = self.KEYS.get(event.key)
        if message is not None:
            event.stop()
            event.prevent_default()
            self.post_message(message())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())


class OpenedLine(TypedLine):
    """A line below something else, seen while it is open."""

    DEFAULT_CSS = """
    OpenedLine {
        background: $wr-panel;
        display: none;
        &.-open { display: block; }
    }
    """

    @property
    def is_open(self) -> bool:
        """Whether the line is seen."""
        return self.has_class("-open")

    @is_open.setter
    def is_open(self, is_open: bool) -> None:
        self.set_class(is_open, "-open")
