"""Parts of code: what a line of it shows, and how preformatted prose is broken into lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wortreader.prose.typeset.highlight import HighlightedLine, guess_language
from wortreader.prose.typeset.line_builder import LEAST_WIDTH
from wortreader.prose.typeset.lines import Piece, Role
from wortreader.text import cells, chop

CODE_GOES_ON: Final = "↳ "
"""Before a line that continues the one before."""
_LONGEST_CODE: Final = 100
"""Characters of a line of code. If some are longer, the code may be prose."""


def is_prose(code: str) -> bool:
    """Whether preformatted text is prose in long lines, which nobody wants to read sideways."""
    if max(map(len, code.split("\n"))) <= _LONGEST_CODE or guess_language(code) is not None:
        return False
    beginning = code[:2000]
    return sum(sign.isalpha() or sign in " ,.’'\n" for sign in beginning) > 0.94 * len(beginning)


def edge_piece(sign: str) -> Piece:
    """What is at the edge of a line of code: a mark, or a blank."""
    return Piece(sign, Role.CODE_MARK if sign != " " else Role.CODE_BLOCK)


def stretches_of(line: str, stretches: HighlightedLine, first: int, last: int) -> Iterator[Piece]:
    """The pieces of a line of code from the character `first` to `last`."""
    at = first
    for end, role in stretches:
        if at < min(end, last):
            yield Piece(line[at : min(end, last)], role)
            at = min(end, last)


def code_parts(line: str, room: int) -> list[str]:
    """A line of code in parts that fit, broken after a space if one is near, else where the line is full."""
    parts: list[str] = []
    at, limit = 0, room
    while len(line) - at > limit or cells(line[at:]) > limit:
        part = chop(line[at : at + 8 * limit], limit)[0] or line[at]
        if at + len(part) == len(line):
            break
        space = part.rfind(" ", len(part) // 2)
        if space > 0 and part[:space].strip():
            part = part[: space + 1]
        parts.append(part)
        at += len(part)
        limit = room - len(CODE_GOES_ON) if room > LEAST_WIDTH else room
    return [*parts, line[at:]]
