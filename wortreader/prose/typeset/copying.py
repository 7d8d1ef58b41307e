"""Text for the clipboard from typeset lines: as it reads, not as the lines break it.

A paragraph is one line, words that were hyphenated are whole again, code has its own lines and all of them, rows of
tables have tabs between their cells. What the typesetter adds is left out: the numbers of links, bars, indents.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from wortreader.prose.typeset.find import Match
from wortreader.prose.typeset.lines import CodeLine, Line, Piece, Role, TableLine
from wortreader.prose.typography import NO_BREAK_SPACE
from wortreader.text import ELLIPSIS, cells

_MARGINS: Final = frozenset({Role.SPACE, Role.QUOTE_BAR, Role.BULLET, Role.CODE_MARK})
_FOLDED: Final = "▾"
"""The mark of details, which is not in the text."""
_PICTURE: Final = "▣ "
_META: Final = frozenset({Role.META, Role.STAR, Role.TAG})


def copied_text(lines: Sequence[Line], passages: Iterable[Match], links: Sequence[str] = ()) -> str:
    """The text of `passages`, which are parts of consecutive lines, without a line feed at its end.

    `links` are the addresses of links by their numbers, the first at 0: a shortened address is copied as a whole.
    """
    copied = _Copied()
    for passage in passages:
        line = lines[passage.line]
        if line.picture_row is None:
            copied.add(line, passage.start, min(passage.end, len(line.text)), links)
    return copied.text()


class _Copied:
    """Puts the texts of lines together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._joint = ""
        """What comes before the next text."""
        self._row: TableLine | None = None
        self._fields: list[str] = []

    def add(self, line: Line, start: int, end: int, links: Sequence[str]) -> None:
        """Adds the characters from `start` to `end` of a line."""
        if line.table is not None:
            self._add_cells(line, line.table, start, end)
            return
        self._end_row()
        if line.code is not None:
            self._append(_code(line.code, start, end), "\n", is_verbatim=True)
            return
        is_preformatted = any(piece.role is Role.CODE_BLOCK for piece in line.pieces)
        text = _preformatted(line, start, end) if is_preformatted else _text(line, start, end, links)
        if line.is_hyphenated and end >= len(line.text):
            text = text[:-1]
        if line.is_wrapped and end >= len(line.text):
            self._append(text, "" if line.is_chopped else " ")
        else:
            self._append(text, "\n")

    def text(self) -> str:
        """All of it."""
        self._end_row()
        return "".join(self._parts).strip("\n").rstrip()

    def _append(self, text: str, joint: str, *, is_verbatim: bool = False) -> None:
        """Adds a text, and notes what separates it from the next one."""
        if not text and not is_verbatim:
            self._joint = "\n\n" if self._parts else ""
            return
        self._parts += (self._joint, text)
        self._joint = joint

    def _add_cells(self, line: Line, row: TableLine, start: int, end: int) -> None:
        if self._row is None or self._row.row != row.row:
            self._end_row()
            self._row, self._fields = row, [""] * len(row.edges)
        at, column, margin = 0, 0, cells(line.text[: row.at])
        for number, piece in enumerate(line.pieces):
            words = piece.text[max(0, start - at) : max(0, end - at)]
            if at >= row.at and piece.role is not Role.SPACE and not _is_number(line.pieces, number):
                self._fields[max(0, bisect_right(row.edges, column - margin) - 1)] += words
            at += len(piece.text)
            column += cells(piece.text)
        for field, text in enumerate(self._fields):
            if field in row.hyphenated and text.endswith("-"):
                self._fields[field] = text[:-1]
            elif text and not text.endswith(" ") and field not in row.chopped:
                self._fields[field] = text + " "

    def _end_row(self) -> None:
        if self._row is not None:
            fields = [_plain(" ".join(field.split())) for field in self._fields]
            self._row = None
            if any(fields):
                if self._joint == "\n\n" and self._parts and "\t" in self._parts[-1]:
                    self._joint = "\n"  # the blank line between rows of several lines is not in the table
                self._append("\t".join(fields).rstrip("\t"), "\n")


def _code(code: CodeLine, start: int, end: int) -> str:
    """The selected part of a line of code; if that is all that is in sight, what is out of sight as well."""
    if start <= code.at and end >= code.at + code.last - code.first:
        return code.text
    return code.text[code.first + max(0, start - code.at) : code.first + max(0, end - code.at)]


def _preformatted(line: Line, start: int, end: int) -> str:
    """The selected part of a line of preformatted text, without the field that it is set in."""
    margin = 0
    for piece in line.pieces:
        if piece.role is Role.CODE_BLOCK:
            break
        margin += len(piece.text)
    is_going_on = margin > 0 and any(piece.role is Role.CODE_MARK for piece in line.pieces)
    pad = 0 if is_going_on or line.text[margin : margin + 1] != " " else 1
    return line.text[max(start, margin + pad) : end].rstrip()


def _text(line: Line, start: int, end: int, links: Sequence[str]) -> str:
    """The selected part of a line as it reads."""
    bullet, depth, words, at = "", 0, "", 0
    is_listed = bool(line.pieces) and line.pieces[0].role is Role.LINK_NUMBER
    for number, piece in enumerate(line.pieces):
        first, at = at, at + len(piece.text)
        part = piece.text[max(0, start - first) : max(0, end - first)]
        if piece.role is Role.BULLET:
            if part.strip() and piece.text.strip() != _FOLDED:
                bullet = f"{'  ' * depth}{piece.text.strip()} "
        elif piece.role in _MARGINS and not words:
            depth += piece.role is Role.SPACE and not bullet
        elif not part or (piece.role is Role.RULE and set(piece.text) == {"─"}) or piece.role is Role.CODE_MARK:
            continue
        elif piece.role is Role.SPACE:
            words += " · " if line.pieces[number - 1].role in _META else " "
        elif (not is_listed and _is_number(line.pieces, number)) or (piece.role is Role.CAPTION and part == _PICTURE):
            continue
        else:
            words += _words(piece, part, links)
    return bullet + _plain(words).strip() if words.strip() else bullet.rstrip()


def _words(piece: Piece, part: str, links: Sequence[str]) -> str:
    """The words of a piece of which `part` is selected."""
    is_whole = len(part) == len(piece.text)
    if piece.role in (Role.LINK_ADDRESS, Role.ADDRESS) and piece.link is not None and (is_whole or ELLIPSIS in part):
        # What the ellipsis stands for can only be copied with the rest.
        return links[piece.link - 1] if piece.link <= len(links) else part
    if piece.role is Role.FEED and is_whole:
        return _without_spacing(part)
    return part


def _is_number(pieces: Sequence[Piece], number: int) -> bool:
    """Whether a piece is the number of a link, or the space between that and its words."""
    piece = pieces[number]
    if piece.role is Role.LINK_NUMBER:
        return True
    following = pieces[number + 1] if number + 1 < len(pieces) else None
    return piece.text == NO_BREAK_SPACE and following is not None and following.role is Role.LINK_NUMBER


def _without_spacing(capitals: str) -> str:
    """A name in spaced capitals with ordinary spaces."""
    words = capitals.split("   ")
    is_spaced = len(capitals) > 2 and all(len(letter) == 1 for word in words for letter in word.split(" "))
    return " ".join(word.replace(" ", "") for word in words) if is_spaced else capitals


def _plain(text: str) -> str:
    """`text` with ordinary spaces: most of the no-break ones are the typesetter's."""
    return text.replace(NO_BREAK_SPACE, " ")
