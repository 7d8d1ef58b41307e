"""What the terminal shows and what it is to show, and the one way between the two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from wortreader.app.linear import SPOKEN_ROWS
from wortreader.app.terminal.capabilities import MINIMUM
from wortreader.app.terminal.cells import cells_of
from wortreader.app.terminal.difference import difference
from wortreader.app.terminal.grid import OVERLAID, UNKNOWN, Grid, Row
from wortreader.app.terminal.pen import Pen

SYNCHRONISED: Final = ("\x1b[?2026h", "\x1b[?2026l")
"""The marks around what is to be shown at once."""

ONE_PACKET_BYTES: Final = 512
"""What is shorter arrives at once without marks."""


class Display:
    """The screen of the terminal.

    Textual's updates are painted into `wanted`, which costs nothing on the line. `flush` makes the terminal show it.
    """

    def __init__(self, write: Callable[[str], None], when_painted: Callable[[], None] | None = None) -> None:
        """`write` sends data to the terminal. `when_painted` is called after each update; by default it flushes."""
        self._write = write
        self.when_painted = when_painted or self.flush
        self.follow_up: Callable[[int], str] = lambda size: ""
        """What is sent with a frame of so many bytes."""
        self.capabilities = MINIMUM
        """What may be sent from now on."""
        self.shown = Grid(0, 0)
        """What the terminal shows, as far as that is known."""
        self.wanted = Grid(0, 0)
        """What it is to show."""
        self.cursor: tuple[int, int] | None = None
        """Where the cursor is to be left, as (x, y); None if that does not matter, because nobody types at it."""
        self.is_linear = False
        """Whether it is read by a screen reader: plain text, in which only what has changed is written."""
        self._pen = Pen()

    @property
    def is_up_to_date(self) -> bool:
        """Whether the terminal shows what it is to show."""
        return self.shown.rows == self.wanted.rows

    def paint(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> None:
        """Takes an update of Textual's, and calls `when_painted`."""
        colours = console._color_system or ColorSystem.TRUECOLOR
        if isinstance(update, LayoutUpdate):
            self._paint_layout(update, colours)
        else:
            self._paint_chops(update, colours)
        self.when_painted()

    def with_last_line(self, strip: Strip, console: Console) -> Grid:
        """A copy of `wanted` with another last line."""
        grid = self.wanted.copy()
        grid.put(0, grid.height - 1, self._cells(strip, console._color_system or ColorSystem.TRUECOLOR))
        return grid

    def flush(self) -> None:
        """Make the terminal show what it is to show, with one write, or none if it does."""
        height = self.wanted.height
        spoken = range(max(0, height - SPOKEN_ROWS), height) if self.is_linear else None
        data = difference(self.shown, self.wanted, self.capabilities, self._pen, spoken=spoken)
        if self.cursor is not None and (self._pen.x, self._pen.y) != self.cursor:
            self._pen.x, self._pen.y = self.cursor
            data += f"\x1b[{self.cursor[1] + 1};{self.cursor[0] + 1}H"
        if not data:
            return
        self.shown.rows = self.wanted.rows.copy()
        if self.capabilities.synchronises and len(data) > ONE_PACKET_BYTES:
            start, end = SYNCHRONISED
            data = f"{start}{data}{end}"
        self._write(data + self.follow_up(len(data.encode())))

    def say_again(self) -> None:
        """Have the rows of announcements written once more, because the same has been announced again."""
        for y in range(max(0, self.shown.height - SPOKEN_ROWS), self.shown.height):
            self.shown.put(0, y, [UNKNOWN] * self.shown.width)

    def resize(self, width: int, height: int) -> None:
        """Note the size of the terminal. After a change, nothing is known of what it shows."""
        if (width, height) != self.wanted.size:
            self.shown, self.wanted = Grid(width, height), Grid(width, height)
            self._pen.forget()

    def forget(self) -> None:
        """Note that the terminal may show anything: `flush` writes every cell."""
        self.shown.fill(UNKNOWN)
        self._pen.forget()

    def adopt(self, grid: Grid) -> None:
        """Note that the terminal shows this: `flush` writes what differs from it."""
        self.shown, self.wanted = grid, grid.copy()
        self._pen.forget()

    def overlay(self, region: Region, data: str) -> None:
        """Draw a picture over cells. It stays until something is painted there.

        `data` must leave the cursor and its attributes as they were.
        """
        self.flush()
        cells = [OVERLAID] * region.width
        for y in region.line_range:
            self.shown.put(region.x, y, cells)
            self.wanted.put(region.x, y, cells)
        self._write(data)

    def _paint_layout(self, update: LayoutUpdate, colours: ColorSystem) -> None:
        """All lines of the screen, from its left edge."""
        region = update.region
        self.resize(region.right, region.bottom)
        for y, strips in enumerate(update.strips, region.y):
            x = region.x
            for strip in strips:
                x += self._paint(x, y, strip, colours)

    def _paint_chops(self, update: ChopsUpdate, colours: ColorSystem) -> None:
        """The parts of lines that lie in spans."""
        for y, span_start, span_end in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                # The type does not say so, but what lies outside of the spans has not been drawn.
                if strip is not None and x <= span_end and end > span_start:
                    is_whole = span_start <= x < span_end and end <= span_end
                    self._paint(x, y, strip, colours, None if is_whole else min(end, span_end) - x)

    def _paint(self, x: int, y: int, strip: Strip, colours: ColorSystem, width: int | None = None) -> int:
        """A strip, or as many cells of it: one more if that is half of a wide character, as after a box was there."""
        cells = self._cells(strip if width is None else strip.crop(0, width + 1), colours)
        if width is not None and len(cells) > width and cells[width].text:
            cells = cells[:width]
        self.wanted.put(x, y, cells)
        return len(cells)

    def _cells(self, strip: Strip, colours: ColorSystem) -> Row:
        capabilities = self.capabilities
        return cells_of(
            strip,
            colours,
            has_italics=capabilities.has_italics,
            is_ascii=capabilities.is_ascii,
            is_plain=self.is_linear,
        )
