"""Finds parts of typeset lines: the piece or word at a cell, links, footnote marks, selections."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from textual.geometry import Offset
from textual.selection import Selection

from wortreader.prose.typeset.lines import Layout, Line, Piece, Role
from wortreader.text import cells, graphemes

if TYPE_CHECKING:
    from wortreader.prose.typeset.find import Match, Word

Target: TypeAlias = int | str
"""Where a piece leads: the number of a link, or the name of a place in the same article."""


LINKS_AHEAD: Final = 64
"""So many links are read beyond one without words, which may have some at a later place."""

_BESIDE_WORDS: Final = frozenset({Role.LINK_NUMBER, Role.LINK_ADDRESS, Role.ADDRESS, Role.PICTURE})
"""What belongs to a link but is not its words."""


class FootnoteRef(NamedTuple):
    """A mark that leads from one place of an article to another."""

    goal: str
    """The name of the place to which it leads."""
    line: int
    """The line that it is in."""


def piece_at(line: Line, cell: int) -> Piece | None:
    """The piece at a cell of the line; None beside the text."""
    end = 0
    for piece in line.pieces:
        end += cells(piece.text)
        if cell < end:
            return piece if cell >= end - cells(piece.text) else None
    return None


def target_of(piece: Piece) -> Target | None:
    """Where a piece leads, if it can be chosen; of links only their numbers can be, and the address of the article."""
    if piece.goal is not None:
        return piece.goal
    return piece.link if piece.role in (Role.LINK_NUMBER, Role.ADDRESS) else None


def targets_in(lines: Iterable[Line]) -> list[Target]:
    """The targets of links and footnote marks in `lines`, from top to bottom, each once."""
    targets = (target_of(piece) for line in lines for piece in line.pieces)
    return list(dict.fromkeys(target for target in targets if target is not None))


def names_of_targets(lines: Sequence[Line], shown: Iterable[int]) -> dict[Target, str]:
    """The words of each target in the lines with the indices `shown`: of a link those in the text, of a footnote its
    mark, of the article's address as much as is drawn."""
    names: dict[Target, str] = {}
    words = LinkWords(lines)
    for piece in (piece for number in shown for piece in lines[number].pieces):
        target = target_of(piece)
        if target is not None and target not in names:
            found = words.of(target) if isinstance(target, int) and piece.role is Role.LINK_NUMBER else ""
            names[target] = found or " ".join(piece.text.split())
    return names


def footnote_refs_below(lines: Sequence[Line], layout: Layout, first: int) -> list[FootnoteRef]:
    """The marks in `lines` that lead further down, in order. `first` is the index of the first line of `layout`."""
    marks: list[FootnoteRef] = []
    before: str | None = None
    for number, line in enumerate(lines):
        for piece in line.pieces:
            if piece.goal is not None and piece.goal != before:
                place = layout.line_of_anchor(piece.goal)
                if place is not None and first + place > number:
                    marks.append(FootnoteRef(piece.goal, number))
            before = piece.goal if piece.role is not Role.SPACE else before
    return marks


def paragraph_from(lines: Sequence[Line], here: int, count: int) -> int | None:
    """The first line of the paragraph `count` paragraphs below the line `here`, above if negative.

    Headings and items of lists are paragraphs too. None if there are not so many.
    """
    starts = [number for number in range(len(lines)) if _begins_paragraph(lines, number)]
    if count > 0:
        below = [start for start in starts if start > here]
        return below[count - 1] if count <= len(below) else None
    above = [start for start in starts if start < here]
    return above[count] if -count <= len(above) else None


def _begins_paragraph(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    if not line.text.strip():
        return False
    is_item = any(piece.role is Role.BULLET and piece.text.strip() for piece in line.pieces)
    return is_item or number == 0 or not lines[number - 1].text.strip()


class LinkWords:
    """The words of the links of an article, in one line each; those of the first place where a link has any.

    The lines are read as far as the words that are asked for. Links are numbered in the order of their first places.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._words: dict[int, str] = {}
        self._complete: set[int] = set()
        self._highest = 0
        """The highest number that has been seen."""

    def of(self, number: int) -> str:
        """The words of the link with this number; empty if it has none before many links more have come."""
        while number not in self._complete and self._highest < number + LINKS_AHEAD:
            line = next(self._lines, None)
            if line is None:
                break
            self._read(line)
        return " ".join(self._words.get(number, "").split())

    def _read(self, line: Line) -> None:
        words, here = self._words, list[int]()
        for piece in line.pieces:
            number = piece.link
            if number is None or number in self._complete:
                continue
            self._highest = max(self._highest, number)
            if piece.role is Role.LINK_NUMBER and words.get(number, "").strip():
                self._complete.add(number)
            elif piece.role not in _BESIDE_WORDS:
                words[number] = words.get(number, "") + piece.text
                here.append(number)
        for number in dict.fromkeys(here):
            if line.is_hyphenated and number == line.pieces[-1].link:
                words[number] = words[number][:-1]
            elif not line.is_chopped:
                words[number] += " "


def word_at(lines: Sequence[Line], number: int, cell: int) -> Word | None:
    """The word at a cell of a line; None if there is none."""
    from wortreader.prose.typeset.find import words

    text = lines[number].text
    for word in words(lines, range(number, number + 1)):
        for match in word.matches:
            if match.line == number and cells(text[: match.start]) <= cell < cells(text[: match.end]):
                return word
    return None


def selection_of(word: Word) -> Selection:
    """The selection of a word."""
    first, last = word.matches[0], word.matches[-1]
    return Selection(Offset(first.start, first.line), Offset(last.end, last.line))


def place_in(lines: Sequence[Line], number: int, cell: int) -> Offset:
    """The place in `lines` that is nearest to a cell of the line `number`, as a selection counts: x in characters.

    Beside the text that is the end of the line or, on its left, of the line above: Textual takes the character at a
    place into a selection, and the first one of the line is not meant.
    """
    if number >= len(lines):
        number, cell = len(lines) - 1, sys.maxsize
    if number < 0 or (number == 0 and cell < 0):
        return Offset(0, 0)
    if cell < 0:
        return Offset(len(lines[number - 1].text), number - 1)
    text = lines[number].text
    column = 0
    for start, _end, width in graphemes(text):
        column += width
        if cell < column:
            return Offset(start, number)
    return Offset(len(text), number)


def passages_of(selection: Selection, lines: Sequence[Line]) -> tuple[Match, ...]:
    """The parts of `lines` that are selected, one for each line."""
    from wortreader.prose.typeset.find import Match

    spans = ((number, selection.get_span(number)) for number in range(len(lines)))
    return tuple(
        Match(number, span[0], len(lines[number].text) if span[1] < 0 else span[1])
        for number, span in spans
        if span is not None
    )
