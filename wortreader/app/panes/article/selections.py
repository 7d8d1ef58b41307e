"""Selections of text, as passages of lines, and the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.selection import Selection

from wortreader.prose.typeset.lines import Line
from wortreader.text import cells

if TYPE_CHECKING:
    from wortreader.prose.typeset.find import Match, Word


def word_at(lines: Sequence[Line], number: int, cell: int) -> Word | None:
    """The word at a cell of a line; None where there is none."""
    from wortreader.prose.typeset.find import words

    text = lines[number].text
    for word in words(lines, range(number, number + 1)):
        for match in word.matches:
            if match.line == number and cells(text[: match.start]) <= cell < cells(text[: match.end]):
                return word
    return None


def selection_of(word: Word) -> Selection:
    """What is selected with a word."""
    first, last = word.matches[0], word.matches[-1]
    return Selection(Offset(first.start, first.line), Offset(last.end, last.line))


def passages_of(selection: Selection, lines: Sequence[Line]) -> tuple[Match, ...]:
    """What is selected of `lines`, line by line."""
    from wortreader.prose.typeset.find import Match

    spans = ((number, selection.get_span(number)) for number in range(len(lines)))
    return tuple(
        Match(number, span[0], len(lines[number].text) if span[1] < 0 else span[1])
        for number, span in spans
        if span is not None
    )
