"""A layout: lines of pieces, each with its role.

Only frozen values, without colours and widgets. A theme gives each role its look.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Enclosure
from wortreader.prose.document import Picture
from wortreader.text import cells


class Role(StrEnum):
    """What a piece of a line is."""

    TEXT = "text"
    LINK = "link"
    """The text of a link. Its number follows."""
    LINK_NUMBER = "link-number"
    LINK_ADDRESS = "link-address"
    """In the list of links at the end."""
    ADDRESS = "address"
    """The address of the article in the masthead. It has no number."""
    CODE = "code"
    MARKED = "marked"
    """Highlighted by the author."""
    HEADING1 = "heading1"
    HEADING2 = "heading2"
    HEADING3 = "heading3"
    HEADING4 = "heading4"
    """And deeper."""
    QUOTE = "quote"
    QUOTE_BAR = "quote-bar"
    BULLET = "bullet"
    """Bullets and numbers of lists."""
    TERM = "term"
    """A term that is defined, or the summary of details."""
    CODE_BLOCK = "code-block"
    """Filled with spaces to its full width, for a background."""
    CODE_MARK = "code-mark"
    """Marks a line of code that continues."""
    CODE_KEYWORD = "code-keyword"
    CODE_NAME = "code-name"
    CODE_STRING = "code-string"
    CODE_NUMBER = "code-number"
    CODE_COMMENT = "code-comment"
    TABLE_HEADER = "table-header"
    CAPTION = "caption"
    PICTURE = "picture"
    """Cells reserved for a row of a picture."""
    RULE = "rule"
    DIVIDER = "divider"
    """Asterisks at a change of subject."""
    SPACE = "space"
    """Indents and gaps."""
    FEED = "feed"
    """The name of the feed in the masthead, in spaced capitals."""
    TITLE = "title"
    LEAD = "lead"
    META = "meta"
    """Date, author, reading time."""
    STAR = "star"
    TAG = "tag"
    """A tag of the user's, in the masthead."""
    LABEL = "label"
    """A note that the article is not complete."""


_BLANK = frozenset({Role.SPACE, Role.QUOTE_BAR})
"""What a line without text may consist of."""


@lazy_dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters in one line with the same look."""

    text: str
    role: Role = Role.TEXT
    link: int | None = None
    """The number of its link as it is shown: 1 for the first."""
    is_strong: bool = False
    is_emphasis: bool = False
    is_struck: bool = False
    is_inserted: bool = False
    goal: str | None = None
    """The anchor in the same article that it links to, a key of `Layout.anchors`."""


class PictureRow(NamedTuple):
    """The picture and the row of it that a line is reserved for."""

    picture: int
    """An index into `Layout.pictures`."""
    row: int
    """Counted from 0."""


class PictureRoom(NamedTuple):
    """The space for a picture in the text."""

    columns: int = 0
    rows: int = 0
    """Cells to reserve; none if only its caption is shown."""
    note: str = ""
    """A note after its caption."""
    is_hidden: bool = False
    """Whether not even the caption is shown."""


class CodeLine(NamedTuple):
    """A line of code, part of which may be hidden."""

    text: str
    """All of it."""
    first: int
    last: int
    """The range of its characters that are visible."""
    at: int
    """Where they begin in the text of the line."""
    shift: int
    """Cells that are hidden on the left."""
    room: int
    """Cells that are visible."""

    def seen(self, index: int) -> int:
        """The position in the line's text of a character of the code, or of the nearest one that is visible."""
        return self.at + max(self.first, min(index, self.last)) - self.first

    def shift_to(self, start: int, end: int) -> int:
        """How many cells to hide on the left to show these characters: none if they fit without."""
        begin, stop = cells(self.text[:start]), cells(self.text[:end])
        return 0 if stop <= self.room else max(0, begin - self.room // 3)


class TableLine(NamedTuple):
    """A line of a row of a table that is set in columns."""

    row: int
    """The number of the first line of the row, which distinguishes it from other rows."""
    edges: tuple[int, ...]
    """For each cell of the row, the terminal cells before it, without the margin."""
    at: int
    """Where the row begins in the text of the line, after the margin."""
    chopped: frozenset[int] = frozenset()
    """The cells, by index, whose text goes on in the next line without a space."""
    hyphenated: frozenset[int] = frozenset()
    """Those whose last character here is a hyphen that is not in the text."""


@lazy_dataclass(frozen=True, slots=True)
class PictureBox:
    """The position of a picture: the cells reserved for it, if any, with its caption after them."""

    line: int
    """The number of its first line."""
    rows: int
    """0 if only its caption is shown."""
    column: int
    """Cells before it in each of its lines."""
    columns: int
    picture: Picture


@lazy_dataclass(frozen=True, slots=True)
class Line:
    """A line of an article, never wider than the layout."""

    pieces: tuple[Piece, ...] = ()
    start: int = 0
    """The offset of its first character in the running text, which is the same at every width."""
    is_chopped: bool = False
    """Whether it ends within a word: the next line continues without a space."""
    is_hyphenated: bool = False
    """Whether its last character is a hyphen that is not in the text."""
    picture_row: PictureRow | None = None
    """For a line that a picture is drawn in."""
    code: CodeLine | None = None
    """For a line in a block of code."""
    is_wrapped: bool = False
    """Whether the next line goes on with the same paragraph, which has no line break there."""
    table: TableLine | None = None
    """For a line of a table in columns."""

    @property
    def text(self) -> str:
        """Its characters with the indent."""
        return "".join(piece.text for piece in self.pieces)


@lazy_dataclass(frozen=True, slots=True)
class Layout:
    """An article typeset at one width."""

    width: int
    lines: tuple[Line, ...] = ()
    links: tuple[str, ...] = ()
    """The address of link number n is at n - 1: those in the text, then those of the files, then that of the page."""
    length: int = 1
    """Characters of the running text, the same at every width."""
    pictures: tuple[PictureBox, ...] = ()
    """The positions of the pictures, from top to bottom."""
    code_overhang: int = 0
    """Cells by which the widest line of code is too wide: how far code can be moved sideways."""
    anchors: Mapping[str, int] = field(default_factory=dict)
    """The offsets of anchors in the running text, by name."""
    files: tuple[Enclosure, ...] = ()
    """The files that are listed below the text, in the order of their numbers."""
    block_offsets: tuple[int, ...] = ()
    """Where each block begins in the running text, and where the last one ends: in the order in which they are read,
    those within others after these, and each term and summary as a block of its own."""
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [line.start for line in self.lines])

    def line_at(self, place: float) -> int:
        """The line at a reading position, which is limited to the range from 0 to 1; 0 if there are no lines."""
        offset = round(place * self.length) if 0 <= place <= 1 else 0 if not place > 1 else self.length
        return max(0, bisect_right(self._starts, offset) - 1)

    def line_of_anchor(self, name: str) -> int | None:
        """The line of the anchor called `name`; None if there is none."""
        offset = self.anchors.get(name)
        return None if offset is None else max(0, bisect_right(self._starts, offset) - 1)

    def block_at(self, line: int) -> int:
        """The index in `block_offsets` of the innermost block that a line belongs to; 0 if there is none."""
        return (
            max(0, bisect_right(self.block_offsets[:-1], self._starts[line]) - 1) if 0 <= line < len(self.lines) else 0
        )

    def lines_of_block(self, number: int) -> range:
        """The lines of the block with this index in `block_offsets`, without blank ones at its end; empty for none."""
        if not 0 <= number < len(self.block_offsets) - 1:
            return range(0)
        first, last = (bisect_left(self._starts, offset) for offset in self.block_offsets[number : number + 2])
        while last > first and not any(
            piece.text.strip() for piece in self.lines[last - 1].pieces if piece.role not in _BLANK
        ):
            if self.lines[last - 1].picture_row is not None:
                break
            last -= 1
        return range(first, last)

    def place_of(self, line: int) -> float:
        """The reading position of a line, for which `line_at` returns it. Numbers are limited to the existing lines."""
        if not self.lines:
            return 0.0
        return self._starts[max(0, min(line, len(self._starts) - 1))] / self.length
