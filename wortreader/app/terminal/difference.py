"""The shortest way from what a terminal shows to what it is to show. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wortreader.app.terminal.capabilities import Capabilities
from wortreader.app.terminal.grid import OVERLAID, UNKNOWN, Grid, Row, ScreenCell
from wortreader.app.terminal.pen import Pen
from wortreader.app.terminal.widths import reach


def difference(shown: Grid, wanted: Grid, capabilities: Capabilities, pen: Pen) -> str:
    """The sequences after which a terminal that shows `shown` shows `wanted`; empty if it does already.

    Both have the same size. Cells of `wanted` that are unknown or overlaid are left as they are. `pen` is the state of
    the terminal, and is changed to what it is afterwards. No hyperlink is left open. Lines must not wrap at the right
    edge.
    """
    writer = _Writer(wanted, capabilities, pen)
    for y, (before, row) in enumerate(zip(shown.rows, wanted.rows, strict=True)):
        if before != row:
            writer.write_row(y, before, row)
    return "".join(writer.written) + pen.end_link()


@dataclass(slots=True, eq=False)
class _Writer:
    """Writes parts of a grid."""

    wanted: Grid
    capabilities: Capabilities
    pen: Pen
    written: list[str] = field(default_factory=list)

    def write_row(self, y: int, before: Row, row: Row) -> None:
        """Write what differs in a row."""
        differing = _differing(before, row)
        tail = self._tail(row, differing)
        runs = self._runs(row, [x for x in differing if x < tail])
        for start, end in runs:
            self._move(start, y)
            self._write(row[start:end])
        if tail < len(row):
            self._move(tail, y)
            self._turn(row[-1])
            self.written.append("\x1b[K")

    def _tail(self, row: Row, differing: Sequence[int]) -> int:
        """The column from which to erase to the end of the row; the width if that is not shorter."""
        last = row[-1]
        can_erase = self.capabilities.erases_line and (self.capabilities.erases_in_colour or not last.look.background)
        if not differing or not can_erase or last.text != " " or last.look.attributes or last.look.link:
            return len(row)
        start = len(row)
        while start and row[start - 1] == last:
            start -= 1
        blanks = [x for x in differing if x >= start]
        return blanks[0] if len(blanks) > len("\x1b[K") else len(row)

    def _runs(self, row: Row, differing: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The parts of a row to be written, as (start, end): what differs, and gaps too short to be skipped."""
        start = end = -1
        for x in differing:
            if start >= 0 and (x == end or self._is_short(row[end:x])):
                end = x + 1
                continue
            if start >= 0:
                yield start, end
            start, end = x, x + 1
        if start >= 0:
            yield start, end

    def _is_short(self, gap: Sequence[ScreenCell]) -> bool:
        """Whether writing cells that are there already is shorter than moving past them."""
        return len(gap) <= len("\x1b[C") and all(cell.look == gap[0].look and " " <= cell.text <= "~" for cell in gap)

    def _move(self, x: int, y: int) -> None:
        pen = self.pen
        if (pen.x, pen.y) == (x, y):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
        if pen.x is not None and pen.y == y and self.capabilities.moves_relatively:
            count = abs(x - pen.x)
            ways.append(f"\x1b[{count if count > 1 else ''}{'C' if x > pen.x else 'D'}")
        self.written.append(min(ways, key=len))
        pen.x, pen.y = x, y

    def _turn(self, cell: ScreenCell) -> None:
        self.written.append(self.pen.turned(cell.look, self.capabilities.own_colours, is_blank=cell.text == " "))

    def _write(self, cells: Sequence[ScreenCell]) -> None:
        """Write cells from the pen on."""
        x = self.pen.x or 0
        y = self.pen.y or 0
        for cell in cells:
            if cell.text:
                if (self.pen.x, self.pen.y) != (x, y):
                    self._move(x, y)
                if self.pen.look != cell.look:
                    self._turn(cell)
                self.written.append(cell.text)
                self.pen.x = None if reach(cell.text) or x + 1 >= self.wanted.width else x + 1
            elif self.pen.x is not None:
                self.pen.x = x + 1 if x + 1 < self.wanted.width else None
            x += 1


def _differing(before: Row, row: Row) -> list[int]:
    """The columns that differ, with those that a character of uncertain width may have been drawn over."""
    differing = []
    forced = 0
    for x, (former, cell) in enumerate(zip(before, row, strict=True)):
        if (former is not cell and former != cell) or (x < forced and cell.text):
            if cell is UNKNOWN or cell is OVERLAID:
                continue
            differing.append(x)
            if cell.text > "\u02ff":
                forced = max(forced, x + reach(cell.text))
        elif not cell.text and differing and differing[-1] == x - 1:
            differing.append(x)
    return differing
