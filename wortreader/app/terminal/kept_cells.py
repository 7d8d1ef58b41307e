"""The cells of a terminal as they are kept for the next start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from wortreader.app.terminal.capabilities import Capabilities
from wortreader.app.terminal.difference import difference
from wortreader.app.terminal.grid import BLANK, OVERLAID, PLAIN, SEEN_ON_BLANKS, UNKNOWN, Grid, Look, Row, ScreenCell
from wortreader.app.terminal.pen import Pen
from wortreader.app.terminal.widths import reach

PLACEHOLDER: Final = "\U0010eeee"
"""The character into which Kitty draws pictures; without them, it is a box."""

LONGEST_GAP: Final = 6
"""Blanks between two words of a look that are written with them: to go over them takes as many bytes."""


def kept_cells(grid: Grid) -> Grid | None:
    """A copy without what the next start cannot show at once: pictures and links. None if a cell is not known."""
    if any(UNKNOWN in row for row in grid.rows):
        return None
    return Grid(grid.width, grid.height, [[_kept(cell) for cell in row] for row in grid.rows])


@lru_cache(maxsize=4096)
def _kept(cell: ScreenCell) -> ScreenCell:
    text, look = cell
    if cell == OVERLAID:
        return BLANK
    if text.startswith(PLACEHOLDER):
        return ScreenCell(" ", Look(0, "", look.background))
    return ScreenCell(text, look._replace(link="")) if look.link else cell


def drawing(grid: Grid, capabilities: Capabilities) -> str:
    """The sequences that draw a grid on a blank terminal whose cursor is at the top left, in its own colours.

    It is drawn in one look after the other, which takes two thirds of the bytes that it takes row by row: to go to
    another cell is shorter than to change two colours.
    """
    pen, start = Pen(PLAIN, 0, 0), ""
    ground = BLANK
    if capabilities.erases_line and capabilities.erases_in_colour:
        backgrounds = Counter(cell.look.background for row in grid.rows for cell in row)
        ((background, _count),) = backgrounds.most_common(1)
        ground = ScreenCell(" ", Look(0, "", background))
        start = pen.turned(ground.look, capabilities.own_colours) + "\x1b[J"
    drawn = Grid(grid.width, grid.height)
    drawn.fill(ground)
    parts = [start]
    for layer in _layers(grid, ground):
        parts.append(difference(drawn, layer, capabilities, pen))
        for row, painted in zip(drawn.rows, layer.rows, strict=True):
            row[:] = [before if cell is UNKNOWN else cell for before, cell in zip(row, painted, strict=True)]
    parts.append(difference(drawn, grid, capabilities, pen))
    return "".join(parts)


def _layers(grid: Grid, ground: ScreenCell) -> Iterator[Grid]:
    """For each look, a grid with the cells that have it, and the others unknown.

    Rows with characters of uncertain width are left out: what is drawn around them has to be drawn after them.
    """
    layers: dict[Look, Grid] = {}
    for y, row in enumerate(grid.rows):
        if any(cell.text > "\u02ff" and reach(cell.text) for cell in row):
            continue
        for start, end, look in _runs(row):
            if row[start] == ground:
                continue
            layer = layers.setdefault(look, Grid(grid.width, grid.height))
            layer.rows[y][start:end] = row[start:end]
    yield from layers.values()


def _runs(row: Row) -> Iterator[tuple[int, int, Look]]:
    """The parts of a row in one look each, as (start, end, look), with the short gaps between its words."""
    start, look = 0, row[0].look
    blanks = 0
    for x, cell in enumerate(row):
        is_gap = cell.text == " " and cell.look == Look(0, "", look.background) and not look.attributes & SEEN_ON_BLANKS
        if cell.look == look and not (is_gap and blanks):
            blanks = 0
        elif is_gap and blanks < LONGEST_GAP:
            blanks += 1
        else:
            yield start, x - blanks, look
            if blanks:
                yield x - blanks, x, row[x - 1].look
            start, look, blanks = x, cell.look, 0
    yield start, len(row) - blanks, look
    if blanks:
        yield len(row) - blanks, len(row), row[-1].look
