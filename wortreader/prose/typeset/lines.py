"""What a layout is made of: lines of pieces, each with what it is, for whoever draws them.

Frozen values. Knows neither colours nor widgets: a role is a word, the theme gives it a look.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from wortreader.prose.document import Picture
from wortreader.text import cells


class Role(StrEnum):
    """What a piece of a line is."""

    TEXT = "text"
    LINK = "link"
    """Words that lead somewhere; the number follows them."""
    LINK_NUMBER = "link-number"
    LINK_ADDRESS = "link-address"
    """In the list of links at the end."""
    CODE = "code"
    MARKED = "marked"
    """What the author marked as with a pen."""
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
    """What is defined, and the summary of details."""
    CODE_BLOCK = "code-block"
    """Filled with spaces to its full width, for a background."""
    CODE_MARK = "code-mark"
    """Says that a line of code goes on."""
    CODE_KEYWORD = "code-keyword"
    CODE_NAME = "code-name"
    CODE_STRING = "code-string"
    CODE_NUMBER = "code-number"
    CODE_COMMENT = "code-comment"
    TABLE_HEADER = "table-header"
    CAPTION = "caption"
    PICTURE = "picture"
    """Cells kept free for a row of a picture."""
    RULE = "rule"
    SPACE = "space"
    """Indents and gaps."""
    FEED = "feed"
    """The masthead's feed name, in spaced capitals."""
    TITLE = "title"
    LEAD = "lead"
    META = "meta"
    """Date, author, reading time."""
    STAR = "star"
    LABEL = "label"
    """Says that the article is not all here."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters in one line that look alike."""

    text: str
    role: Role = Role.TEXT
    link: int | None = None
    """The number of the link that it belongs to, as it is shown: 1 for the first."""
    is_strong: bool = False
    is_emphasis: bool = False
    is_struck: bool = False
    is_inserted: bool = False
    goal: str | None = None
    """The name of the place in the same article that it leads to: one of `Layout.anchors`."""


class PictureRow(NamedTuple):
    """Which row of which picture a line is kept free for."""

    picture: int
    """Index into `Layout.pictures`."""
    row: int
    """Counted from 0."""


class PictureRoom(NamedTuple):
    """How a picture is to stand in the text."""

    columns: int = 0
    rows: int = 0
    """Cells to keep free for it; none for one that stands as its caption."""
    note: str = ""
    """What is said of it beside its caption."""
    is_hidden: bool = False
    """True where not even the caption is wanted."""


class CodeLine(NamedTuple):
    """A line of code, of which only a part may be seen."""

    text: str
    """All of it."""
    first: int
    last: int
    """Which of its characters are seen."""
    at: int
    """Where in the text of the line these begin."""
    shift: int
    """Cells of it that are out of sight on the left."""
    room: int
    """Cells of it that can be seen."""

    def seen(self, index: int) -> int:
        """Where in the text of the line a character stands, or the nearest to it that is seen."""
        return self.at + max(self.first, min(index, self.last)) - self.first

    def shift_to(self, start: int, end: int) -> int:
        """How many cells are to be out of sight for these characters to be seen: none where that is enough."""
        begin, stop = cells(self.text[:start]), cells(self.text[:end])
        return 0 if stop <= self.room else max(0, begin - self.room // 3)


@dataclass(frozen=True, slots=True)
class PictureBox:
    """Where a picture stands: the cells that are kept free for it, if any, and its caption after them."""

    line: int
    """The number of its first line."""
    rows: int
    """0 where it stands as its caption alone."""
    column: int
    """Cells before it in each of its lines."""
    columns: int
    picture: Picture


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article, never wider than the layout."""

    pieces: tuple[Piece, ...] = ()
    start: int = 0
    """The offset of its first character in the running text of the article, which no width changes."""
    is_chopped: bool = False
    """True where it does not end at a space: the next line goes on right behind it."""
    is_hyphenated: bool = False
    """True where its last character is a hyphen that is not in the text."""
    picture_row: PictureRow | None = None
    """For a line that a picture is drawn in."""
    code: CodeLine | None = None
    """For a line of code that goes beyond the edge, or may be moved sideways because another one does."""

    @property
    def text(self) -> str:
        """Its characters, indent included."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Layout:
    """An article set at one width."""

    width: int
    lines: tuple[Line, ...] = ()
    links: tuple[str, ...] = ()
    """The address of link number n stands at n - 1."""
    length: int = 1
    """Characters of the running text, the same at every width."""
    pictures: tuple[PictureBox, ...] = ()
    """Where the pictures stand, from the top down."""
    code_overhang: int = 0
    """Cells by which the widest line of code is too wide: how far code can be moved sideways."""
    anchors: Mapping[str, int] = field(default_factory=dict)
    """Places that other places lead to, by name: their offsets in the running text."""
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [line.start for line in self.lines])

    def line_at(self, place: float) -> int:
        """The line that holds a reading place from 0 to 1; the nearest one for what lies outside, 0 without lines."""
        offset = round(place * self.length) if 0 <= place <= 1 else 0 if not place > 1 else self.length
        return max(0, bisect_right(self._starts, offset) - 1)

    def line_of_anchor(self, name: str) -> int | None:
        """The line in which the place called `name` stands; None where there is none."""
        offset = self.anchors.get(name)
        return None if offset is None else max(0, bisect_right(self._starts, offset) - 1)

    def place_of(self, line: int) -> float:
        """The reading place of a line, which `line_at` gives back exactly at this width; bounds are kept to."""
        if not self.lines:
            return 0.0
        return self._starts[max(0, min(line, len(self._starts) - 1))] / self.length
