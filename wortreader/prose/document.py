"""An article as a tree of blocks and spans, which is parsed from HTML once and then typeset, searched and exported.

Only frozen values. All text in it is safe to draw. Containers are nested at most `MAX_NESTING` deep, so recursion over
the tree is safe.
"""

from __future__ import annotations

from collections import Counter
from typing import Final, TypeAlias

from wortreader.lazy_dataclass import lazy_dataclass

MAX_NESTING: Final = 8
"""Nested lists, quotes and other containers. The content of deeper ones goes into the eighth."""

# Integers, not an IntFlag: spans are styled thousands of times per article, and `|` of a flag takes 20 times as long.
STRONG: Final = 1
EMPHASIS: Final = 2
CODE: Final = 4
STRUCK: Final = 8
INSERTED: Final = 16
MARKED: Final = 32
SUPERSCRIPT: Final = 64
SUBSCRIPT: Final = 128


@lazy_dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. A line feed in it is a line break of the author's."""

    text: str
    styles: int = 0
    """STRONG, EMPHASIS and so on, combined with `|`."""
    link: int | None = None
    """An index into `Document.links`."""
    goal: str | None = None
    """The anchor in the same article that it links to. Some span has it among its `anchors`."""
    anchors: tuple[str, ...] = ()
    """The names under which links in the article refer to its beginning."""


@lazy_dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: tuple[Span, ...]


@lazy_dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the article."""

    level: int
    """1 to 6, as in the source."""
    spans: tuple[Span, ...]


@lazy_dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list."""

    blocks: tuple[Block, ...]
    number: int = 0
    """Its number in a numbered list."""
    is_done: bool | None = None
    """For a task in a bulleted list, whether it is done; else None."""


@lazy_dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list."""

    items: tuple[ListItem, ...]
    is_ordered: bool = False
    start: int = 1
    kind: str = "1"
    """How a numbered list counts: `1`, `a`, `A`, `i` or `I`, as in HTML."""


@lazy_dataclass(frozen=True, slots=True)
class Definition:
    """Terms and their meaning."""

    terms: tuple[tuple[Span, ...], ...]
    blocks: tuple[Block, ...]


@lazy_dataclass(frozen=True, slots=True)
class Definitions:
    """A list of definitions."""

    entries: tuple[Definition, ...]


@lazy_dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@lazy_dataclass(frozen=True, slots=True)
class Details:
    """A block that is folded behind a summary in the source, and is open here."""

    summary: tuple[Span, ...]
    blocks: tuple[Block, ...]


@lazy_dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text, verbatim except for expanded tabs."""

    text: str
    language: str | None = None


@lazy_dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    spans: tuple[Span, ...]
    is_header: bool = False
    columns: int = 1
    """The number of columns it spans."""
    align: str = ""
    """`left`, `center` or `right` if the author chose one; else empty."""


@lazy_dataclass(frozen=True, slots=True)
class Table:
    """A table of data. Tables for layout are read as their contents."""

    rows: tuple[tuple[Cell, ...], ...]
    """All with the same number of columns, counting those that are spanned."""
    header_rows: int = 0
    caption: tuple[Span, ...] = ()

    @property
    def column_count(self) -> int:
        """The number of columns of each row."""
        return sum(cell.columns for cell in self.rows[0]) if self.rows else 0


def column_alignment(table: Table) -> list[str]:
    """How the author aligned each column: `left`, `center`, `right`, or an empty string."""
    chosen: list[Counter[str]] = [Counter() for _column in range(table.column_count)]
    for row in table.rows[table.header_rows :] or table.rows:
        column = 0
        for cell in row:
            if cell.columns == 1 and cell.spans:
                chosen[column][cell.align] += 1
            column += cell.columns
    return [counts.most_common(1)[0][0] if counts else "" for counts in chosen]


@lazy_dataclass(frozen=True, slots=True)
class Picture:
    """A picture, which text formats replace by its caption."""

    src: str
    alt: str = ""
    caption: tuple[Span, ...] = ()
    link: int | None = None
    """What it opens, as an index into `Document.links`: the link around it, else the picture itself."""


@lazy_dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block: TypeAlias = Paragraph | Heading | ListBlock | Definitions | Quote | Details | Code | Table | Picture | Rule


@lazy_dataclass(frozen=True, slots=True)
class Document:
    """The text of an article with its structure."""

    blocks: tuple[Block, ...] = ()
    links: tuple[str, ...] = ()
    """Distinct absolute addresses in order of first use: http, https or mailto, without tracking parameters."""


def flatten_blocks(blocks: tuple[Block, ...], joint: str = "\n") -> tuple[Span, ...]:
    """`blocks` as one run of text with `joint` between them, for cells, captions and terms, which have no blocks."""
    spans: list[Span] = []
    for block in blocks:
        inner: tuple[Span, ...] = ()
        match block:
            case Paragraph(spans=inner) | Heading(spans=inner):
                pass
            case Quote(blocks=within) | Details(blocks=within):
                inner = flatten_blocks(within, joint)
            case ListBlock(items=items):
                parts = [(Span(f"{item_label(block, item)} "), *flatten_blocks(item.blocks, joint)) for item in items]
                inner = join_spans(parts, joint)
            case Definitions(entries=entries):
                inner = join_spans(
                    [part for e in entries for part in (*e.terms, flatten_blocks(e.blocks, joint))], joint
                )
            case Code(text=text):
                inner = (Span(text, CODE),)
            case Picture(alt=alt, caption=caption, link=link):
                inner = caption or ((Span(alt, 0, link),) if alt else ())
            case Table(rows=rows):
                inner = join_spans([join_spans([cell.spans for cell in row], " · ") for row in rows], joint)
        if inner:
            spans.extend((Span(joint), *inner) if spans else inner)
    return tuple(spans)


def join_spans(parts: list[tuple[Span, ...]], joint: str) -> tuple[Span, ...]:
    """The non-empty parts with `joint` between them."""
    spans: list[Span] = []
    for part in parts:
        if part:
            spans.extend((Span(joint), *part) if spans else part)
    return tuple(spans)


BULLET: Final = "•"


def item_label(block: ListBlock, item: ListItem) -> str:
    """What is before an item in plain text: its number, the box of a task, or a bullet."""
    if block.is_ordered:
        return list_label(block, item.number)
    return BULLET if item.is_done is None else task_box(item.is_done)


def task_box(is_done: bool) -> str:
    """The box of a task."""
    return "☑" if is_done else "☐"


def list_label(block: ListBlock, number: int) -> str:
    """What a numbered list writes before the item `number`: `3.`, `c.`, `iv.`.

    Numbers that letters or Roman numerals cannot express are written in digits.
    """
    if block.kind in "aA" and number > 0:
        letters = _letters(number)
        return f"{letters.upper() if block.kind == 'A' else letters}."
    if block.kind in "iI" and 0 < number < 4000:
        numeral = _roman(number)
        return f"{numeral if block.kind == 'I' else numeral.lower()}."
    return f"{number}."


def _letters(number: int) -> str:
    """a … z, aa, ab …"""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(number: int) -> str:
    numeral = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral
