"""The cells of a terminal as they are kept for the next start."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from wortreader.app.terminal.capabilities import Capabilities
from wortreader.app.terminal.difference import difference
from wortreader.app.terminal.grid import BLANK, OVERLAID, UNKNOWN, Grid, Look, ScreenCell
from wortreader.app.terminal.pen import Pen
from wortreader.app.terminal.widths import PLACEHOLDER


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
    if text.startswith(PLACEHOLDER):  # a box, without its picture
        return ScreenCell(" ", Look(0, "", look.background))
    return ScreenCell(text, look._replace(link="")) if look.link else cell


def drawing(grid: Grid, capabilities: Capabilities) -> str:
    """The sequences that draw a grid on a terminal that may show anything."""
    in_any_mode = replace(capabilities, feeds_in_column=False)  # the next start writes it before it sets any
    return difference(Grid(grid.width, grid.height), grid, in_any_mode, Pen())
