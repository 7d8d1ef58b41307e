"""The cells of a row that have to be written, in parts that have the same colours. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wortreader.app.terminal.grid import OVERLAID, SEEN_ON_BLANKS, UNKNOWN, Look, Row
from wortreader.app.terminal.widths import reach
from wortreader.lazy_dataclass import lazy_dataclass

LAST_SIMPLE = "\u02ff"
"""No character up to this one is wide, or combines with others."""

LONG_COLOUR = 4
"""Characters of a colour's parameters that are worth a movement of the cursor: more than 16 colours have."""


@lazy_dataclass(eq=False, slots=True)
class CellRun:
    """Adjacent cells of one row."""

    y: int
    start: int
    end: int
    """Exclusive."""
    ground: str
    """The background of all of them."""
    ink: str | None
    """What else is costly to change: the colour or the hyperlink; None for blanks, which go with any."""
    is_erased: bool = False
    """Whether it goes to the end of the row, and is erased instead of written."""
    is_uncertain: bool = False
    """Whether it is one character of which terminals differ in how wide it is, so that neighbours come after it."""


def runs_of(y: int, row: Row, differing: Sequence[int]) -> list[CellRun]:
    """The parts of a row that have to be written; `differing` are their columns in order."""
    found: list[CellRun] = []
    last: CellRun | None = None
    for x in differing:
        text, look = row[x]
        ground, colour = inks(look)
        if text > LAST_SIMPLE and reach(text):
            found.append(CellRun(y, x, x + 1, ground, colour, is_uncertain=True))
            last = None
            continue
        if not text and found and found[-1].is_uncertain and found[-1].end == x:
            found[-1].end = x + 1
            continue
        ink: str | None = colour
        if text == " " and not look.attributes & SEEN_ON_BLANKS and not look.link:
            ink = None
        if last is not None and last.end == x and last.ground == ground:
            if last.ink is None:
                last.ink = ink
            if ink is None or last.ink == ink:
                last.end = x + 1
                continue
        last = CellRun(y, x, x + 1, ground, ink)
        found.append(last)
    return found


@lru_cache(maxsize=4096)
def inks(look: Look) -> tuple[str, str]:
    """The background and the ink of a look. Colours that are short to write are not told apart."""
    ground, ink = (colour if len(colour) >= LONG_COLOUR else "" for colour in (look.background, look.foreground))
    return ground, look.link or ink


def differing_columns(before: Row, row: Row) -> list[int]:
    """The columns in which a row is to change, with those that must be written again because of their neighbours."""
    differing = [
        x
        for x, (former, cell) in enumerate(zip(before, row, strict=True))
        if former is not cell and former != cell and cell is not UNKNOWN and cell is not OVERLAID
    ]
    if all(row[x].text <= LAST_SIMPLE and row[x].text for x in differing):
        return differing
    return _with_neighbours(row, set(differing))


def _with_neighbours(row: Row, differing: set[int]) -> list[int]:
    """Both halves of wide characters, and what an uncertain character may be drawn over."""
    found: list[int] = []
    covered_to = 0
    for x, cell in enumerate(row):
        if not cell.text:
            if found and found[-1] == x - 1:
                found.append(x)
        elif x in differing or (x < covered_to and cell is not UNKNOWN and cell is not OVERLAID):
            found.append(x)
            if cell.text > LAST_SIMPLE:
                covered_to = max(covered_to, x + reach(cell.text))
    return found


def whole_words(row: Row, differing: Sequence[int]) -> list[int]:
    """These columns of a row with those of the words that they are in, and the blank between two of such words."""
    found = set(differing)
    for x in differing:
        if row[x].text == " ":
            continue
        for step in (-1, 1):
            at = x + step
            while 0 <= at < len(row) and row[at].text != " " and row[at] is not UNKNOWN and row[at] is not OVERLAID:
                found.add(at)
                at += step
    blanks = (x for x in range(1, len(row) - 1) if row[x].text == " " and x - 1 in found and x + 1 in found)
    return sorted(found.union(blanks))
