"""Selecting text of the article with the keyboard, and copying what is selected, by keys or with the mouse."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.geometry import Offset
from textual.selection import Selection

from wortreader.app.linear import announce, is_linear
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import cells, graphemes

if TYPE_CHECKING:
    from wortreader.app.panes.article.article_view import ArticleView
    from wortreader.app.panes.article.match_navigation import MatchNavigation
    from wortreader.app.signals import Signals
    from wortreader.prose.typeset.lines import Line

_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")


class TextSpot(NamedTuple):
    """A character of the article."""

    line: int
    at: int
    """Its index in the text of the line."""


class Caret:
    """A place in lines that moves over their text, not over indents, bullets and blank lines."""

    def __init__(self, lines: Sequence[Line], spot: TextSpot) -> None:
        self._lines = lines
        self._column: int | None = None
        """The cell that moves from line to line keep to."""
        self.spot = spot

    def end(self) -> int:
        """The index behind the character under the caret, in its line."""
        for start, end, _cells in graphemes(self._lines[self.spot.line].text):
            if start <= self.spot.at < end:
                return end
        return self.spot.at

    def by_characters(self, count: int) -> None:
        """Move to the next character, or to the one before if `count` is negative; on into other lines."""
        self._column = None
        line, at = self.spot
        begin, stop = self._bounds(line)
        starts = [start for start, _end, _cells in graphemes(self._lines[line].text[:stop]) if start >= begin]
        further = [start for start in starts if (start > at if count > 0 else start < at)]
        if further:
            self.spot = TextSpot(line, further[0 if count > 0 else -1])
        elif (other := self._next_line(line, count)) is not None:
            self.spot = TextSpot(other, self._bounds(other)[0] if count > 0 else self._last(other))

    def by_lines(self, count: int) -> None:
        """Move down by `count` lines that have text, up if negative, and stop where there are no more."""
        line, at = self.spot
        if self._column is None:
            self._column = cells(self._lines[line].text[:at])
        for _step in range(abs(count)):
            other = self._next_line(line, count)
            if other is None:
                break
            line = other
        begin, _stop = self._bounds(line)
        place = column = 0
        for start, _end, width in graphemes(self._lines[line].text):
            if column > self._column:
                break
            place, column = start, column + width
        self.spot = TextSpot(line, max(begin, min(place, self._last(line))))

    def by_words(self, count: int) -> None:
        """Move to the end of this word or the next one; to the beginning of this or the one before if negative."""
        self._column = None
        line, at = self.spot
        here: int | None = line
        while here is not None:
            words = [
                found for found in _WORD.finditer(self._lines[here].text) if found.start() >= self._bounds(here)[0]
            ]
            if count > 0:
                places = [found.end() - 1 for found in words if here != line or found.end() - 1 > at]
            else:
                places = [found.start() for found in words if here != line or found.start() < at]
            if places:
                self.spot = TextSpot(here, places[0 if count > 0 else -1])
                return
            here = self._next_line(here, count)

    def to_edge(self, count: int) -> None:
        """Move to the end of the line; to its beginning if `count` is negative."""
        self._column = None
        line = self.spot.line
        self.spot = TextSpot(line, self._last(line) if count > 0 else self._bounds(line)[0])

    def to_end(self, count: int) -> None:
        """Move to the last character of the article; to the first if `count` is negative."""
        self.by_lines(count * len(self._lines))
        self.to_edge(count)

    def _bounds(self, line: int) -> tuple[int, int]:
        """Where the text of a line begins and ends; both are equal if it has none."""
        from wortreader.prose.typeset.find import margin

        text = self._lines[line].text
        stop = len(text.rstrip())
        return min(margin(self._lines[line]), stop), stop

    def _last(self, line: int) -> int:
        """The last character of a line."""
        begin, stop = self._bounds(line)
        return max([begin, *(start for start, _end, _cells in graphemes(self._lines[line].text[:stop]))])

    def _next_line(self, line: int, count: int) -> int | None:
        """The next line with text in a direction; None if there is none."""
        others = range(line + 1, len(self._lines)) if count > 0 else range(line - 1, -1, -1)
        return next((other for other in others if self.has_text(other)), None)

    def has_text(self, line: int) -> bool:
        """Whether there is anything to select in a line."""
        begin, stop = self._bounds(line)
        return (
            stop > begin and self._lines[line].picture_row is None and set(self._lines[line].text[begin:stop]) != {"─"}
        )


_MOVES: Final[Mapping[str, Callable[[Caret, int], None]]] = {
    "l": lambda caret, page: caret.by_characters(1),
    "right": lambda caret, page: caret.by_characters(1),
    "h": lambda caret, page: caret.by_characters(-1),
    "left": lambda caret, page: caret.by_characters(-1),
    "j": lambda caret, page: caret.by_lines(1),
    "down": lambda caret, page: caret.by_lines(1),
    "k": lambda caret, page: caret.by_lines(-1),
    "up": lambda caret, page: caret.by_lines(-1),
    "w": lambda caret, page: caret.by_words(1),
    "ctrl+right": lambda caret, page: caret.by_words(1),
    "b": lambda caret, page: caret.by_words(-1),
    "ctrl+left": lambda caret, page: caret.by_words(-1),
    "end": lambda caret, page: caret.to_edge(1),
    "$": lambda caret, page: caret.to_edge(1),
    "home": lambda caret, page: caret.to_edge(-1),
    "0": lambda caret, page: caret.to_edge(-1),
    "space": lambda caret, page: caret.by_lines(page),
    "pagedown": lambda caret, page: caret.by_lines(page),
    "ctrl+f": lambda caret, page: caret.by_lines(page),
    "ctrl+d": lambda caret, page: caret.by_lines(max(1, page // 2)),
    "pageup": lambda caret, page: caret.by_lines(-page),
    "ctrl+b": lambda caret, page: caret.by_lines(-page),
    "ctrl+u": lambda caret, page: caret.by_lines(-max(1, page // 2)),
    "G": lambda caret, page: caret.to_end(1),
    "g": lambda caret, page: caret.to_end(-1),
}
_COPYING: Final = frozenset({"y", "enter", "ctrl+c"})
_LEAVING: Final = frozenset({"escape", "q"})


@lazy_dataclass(eq=False, slots=True)
class TextSelector:
    """Lets the user select text in `view`, from one character to another, and copies what is selected.

    `copy` is called with the text to put on the clipboard, `changed` when selecting begins or ends.
    """

    view: ArticleView
    matches: MatchNavigation
    signals: Signals
    copy: Callable[[str], object]
    changed: Callable[[], object]
    _anchor: TextSpot | None = field(default=None, init=False)
    """Where the selection began; None while nothing is being selected."""
    _anchor_end: int = field(default=0, init=False)
    """The index behind that character."""
    _caret: Caret | None = field(default=None, init=False)
    _lines: Sequence[Line] = field(default=(), init=False)

    @property
    def is_active(self) -> bool:
        """Whether text is being selected, so that keys belong to that."""
        return self._caret is not None and self.view.lines is self._lines

    def begin(self) -> None:
        """Begins selecting: at what is selected or found already, else at the first text in view."""
        view = self.view
        self._lines = view.lines
        probe = Caret(view.lines, TextSpot(0, 0))
        selected = [part for part in view.selected_passages if part.start < part.end and probe.has_text(part.line)]
        passages = selected or (view.current_passages if self.matches.words else ())
        if passages:
            first, last = passages[0], passages[-1]
            self._caret = Caret(view.lines, TextSpot(last.line, max(last.start, last.end - 1)))
            anchor = Caret(view.lines, TextSpot(first.line, first.start))
        else:
            in_view = [line for line in view.lines_in_view if probe.has_text(line)]
            below_masthead = (line for line in in_view if line >= view.first_text_line)
            line = next(below_masthead, in_view[0] if in_view else None)
            if line is None:
                self.signals.say(_("There is no word in view."))
                return
            self._caret = Caret(view.lines, TextSpot(line, 0))
            self._caret.to_edge(-1)
            anchor = self._caret
        self._anchor, self._anchor_end = anchor.spot, anchor.end()
        self.signals.clear_notice()
        self._show()
        self.changed()
        announce(view, _("Select text; y copies it."))

    def take_key(self, key: str, character: str | None) -> None:
        """Takes a key while text is being selected. Keys that mean nothing here do nothing."""
        caret = self._caret
        if caret is None or self._anchor is None:
            return
        name = character if character is not None and character.isprintable() and key != "space" else key
        if name in _MOVES:
            _MOVES[name](caret, max(1, self.view.size.height - 2))
            self._show()
        elif name == "o":
            other = Caret(self._lines, self._anchor)
            self._anchor, self._anchor_end, self._caret = caret.spot, caret.end(), other
            self._show()
        elif name == "v":
            self._anchor, self._anchor_end = caret.spot, caret.end()
            self._show()
        elif name in _COPYING:
            self.copy_selected()
        elif name in _LEAVING:
            self.view.unselect()
            self.stop()
            self.view.announce_article()

    def stop(self) -> None:
        """Ends selecting; what is selected stays so."""
        if self._caret is not None:
            self._caret = self._anchor = None
            self.changed()

    def copy_selected(self) -> bool:
        """Copies what is selected in the article as it reads, and selects nothing. Returns False if nothing was."""
        text = self.view.selected_words
        if not text:
            return False
        self.copy(text)
        self.view.unselect()
        self.stop()
        return True

    def _show(self) -> None:
        """Selects from the anchor to the caret, both included, and brings the caret into view."""
        view, caret, anchor = self.view, self._caret, self._anchor
        if caret is None or anchor is None:
            return
        if caret.spot < anchor:
            first, last, end = caret.spot, anchor, self._anchor_end
        else:
            first, last, end = anchor, caret.spot, caret.end()
        view.select(Selection(Offset(first.at, first.line), Offset(end, last.line)))
        top, height = view.scroll_offset.y, view.size.height
        if not top <= caret.spot.line < top + height:
            view.scroll_to_line(caret.spot.line if caret.spot.line < top else caret.spot.line - height + 1)
        if is_linear(view):
            view.focus_on(caret.spot.line, cells(view.lines[caret.spot.line].text[: caret.spot.at]))
