"""The line above the hits in which a query is typed, with notices on the query."""

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
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import ELLIPSIS, cells, cut

NOTICE_LINES = 2


class SearchBar(TypedLine):
    """The line above the hits; a heading takes its place if they are not those of a query."""

    DEFAULT_CSS = """
    SearchBar {
        .-heading { width: 1fr; height: 1; text-style: bold; display: none; }
        &.-headed .-heading { display: block; }
        &.-headed .-sign, &.-headed Input { display: none; }
        .-notice { height: auto; max-height: 2; color: $wr-muted; display: none; }
        &.-has-notice .-notice { display: block; }
    }
    """

    @lazy_dataclass(eq=False)
    class Moved(Message):
        """The cursor of the hits has to move by `rows`, or by `pages`; up if negative."""

        rows: int = 0
        pages: int = 0

    class Kept(Message):
        """The user wants to keep the query as a view."""

    class OpeningOut(Message):
        """The user wants to see all papers with a story."""

    class Completing(Message):
        """The user wants the last word of the query completed."""

    KEYS: ClassVar[Mapping[str, Callable[[], Message]]] = {
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
        """The placeholder of the empty line."""
        return _("search everything")

    def show_heading(self, words: str) -> None:
        """Show a heading instead of the query; an empty one shows the query again."""
        self._heading = words
        self.set_class(bool(words), "-headed")
        self._fit()

    def show_notice(self, words: str) -> None:
        """Show a notice, such as what was not understood of the query; an empty one hides it."""
        self.query_one(".-notice", Static).update(Content(words))
        self.set_class(bool(words), "-has-notice")

    def show_choices(self, choices: Sequence[str]) -> None:
        """Show the completions of the last word, as many as fit."""
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
    """The number of lines of `width` cells that the words take."""
    count, used = 1, 0
    for word in words.split(" "):
        length = cells(word)
        if used and used + 1 + length > width:
            count, used = count + 1, 0
        used += length + (1 if used else 0)
    return count
