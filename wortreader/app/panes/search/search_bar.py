"""What the reader searches for: the line above the hits, and what was not understood of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from wortreader.app.widgets.typed_line import TypedLine
from wortreader.i18n import _
from wortreader.text import ELLIPSIS, cells, cut

NOTICE_LINES = 2


class SearchBar(TypedLine):
    """The line above the hits, which gives way to a heading where they are not those of a query.

    What was not understood comes in by `show_notice`, what could follow by `show_choices`.
    """

    DEFAULT_CSS = """
    SearchBar {
        .-heading { width: 1fr; height: 1; text-style: bold; display: none; }
        &.-headed .-heading { display: block; }
        &.-headed .-sign, &.-headed Input { display: none; }
        .-notice { height: auto; max-height: 2; color: $wr-muted; display: none; }
        &.-has-notice .-notice { display: block; }
    }
    """

    class Moved(TypedLine.LineMessage):
        """The cursor of the hits is to move by `rows`, or by `pages`; up where negative."""

        def __init__(self, typed_line: TypedLine, rows: int = 0, pages: int = 0) -> None:
            super().__init__(typed_line)
            self.rows = rows
            self.pages = pages

    class Kept(TypedLine.LineMessage):
        """The reader wants to keep the query as a view."""

    class OpeningOut(TypedLine.LineMessage):
        """The reader wants to see all papers of a story."""

    class Completing(TypedLine.LineMessage):
        """The reader wants the last word of the query completed."""

    KEYS: ClassVar[Mapping[str, Callable[[TypedLine], Message]]] = {
        **TypedLine.KEYS,
        "down": partial(Moved, rows=1),
        "ctrl+n": partial(Moved, rows=1),
        "up": partial(Moved, rows=-1),
        "ctrl+p": partial(Moved, rows=-1),
        "pagedown": partial(Moved, pages=1),
        "pageup": partial(Moved, pages=-1),
        "tab": Completing,
        "ctrl+s": Kept,
        "ctrl+o": OpeningOut,
    }

    def __init__(self) -> None:
        super().__init__()
        self._heading = ""

    def compose(self) -> ComposeResult:
        """The line, and the notice under it."""
        yield from super().compose()
        yield Static(Content(""), classes="-notice")

    def before(self) -> Sequence[Widget]:
        """The heading, or the sign."""
        return (Static(Content(""), classes="-heading"), *super().before())

    def words_for_nothing(self) -> str:
        """Where the words are searched for."""
        return _("search everything")

    def show_heading(self, words: str) -> None:
        """Say in the place of a query what is listed; empty lets one be typed again."""
        self._heading = words
        self.set_class(bool(words), "-headed")
        self._fit()

    def show_notice(self, words: str) -> None:
        """Say what was not understood; empty hides the line."""
        self.query_one(".-notice", Static).update(Content(words))
        self.set_class(bool(words), "-has-notice")

    def show_choices(self, choices: Sequence[str]) -> None:
        """Say what the last word could become, as much of it as there is room for."""
        shown = list(choices)
        while len(shown) > 1 and _lines(_listed(shown, choices), self.content_size.width) > NOTICE_LINES:
            shown.pop()
        self.show_notice(_listed(shown, choices))

    def _fit(self) -> None:
        super()._fit()
        result = 0 if self.has_class("-tight") else self.result_width
        room = self.content_size.width - result
        self.query_one(".-heading", Static).update(Content(cut(self._heading, max(0, room))))


def _listed(shown: Sequence[str], choices: Sequence[str]) -> str:
    return " · ".join([*shown, ELLIPSIS] if len(shown) < len(choices) else shown)


def _lines(words: str, width: int) -> int:
    """How many lines of so many cells the words take."""
    count, used = 1, 0
    for word in words.split(" "):
        length = cells(word)
        if used and used + 1 + length > width:
            count, used = count + 1, 0
        used += length + (1 if used else 0)
    return count
