"""What the terminal shows, so that only what differs from it is written.

Textual draws the whole screen when a dialog opens and when it closes, 15 to 30 kilobytes, of which most is there
already: over a slow line that is seen. Here both kinds of updates that Textual writes are compared with what was
written before, cell by cell.

That needs names of Textual that are not documented as extension points: Textual is pinned, and the tests compare what a
terminal shows with what was drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from rich.console import Console
from rich.control import Control
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from wortreader.text import cells

Cell = tuple[str, tuple[Style, str | None]]
"""A character, and how it looks: its style without what the terminal does not get, and its link."""

LEAST_GAP: Final = 12
"""Cells that do not differ are written all the same if they are fewer: to skip them takes as many bytes."""

_PLAIN: Final = Style()


class ScreenMemory:
    """The cells of the terminal, as far as they are known."""

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._lines: list[list[Cell | None]] = []
        self._pen: tuple[int, int] | None = None
        """The cell to which the next character goes, if that is known."""

    def forget(self) -> None:
        """Note that the terminal may show anything: the next update is written as it is."""
        self._size = Size(0, 0)
        self._lines = []

    def fit(self, size: Size) -> None:
        """Note the size of the terminal. After a change, nothing is known of what it shows."""
        if size != self._size:
            self._size = size
            self._lines = [[None] * size.width for _line in range(size.height)]

    def written(self, x: int, y: int, strip: Strip, console: Console) -> str:
        """The sequences that make the terminal show `strip` at a cell; empty if it does already."""
        width = strip.cell_length
        is_inside = 0 <= y < len(self._lines) and x >= 0 and x + width <= self._size.width
        drawn = _cells(strip) if is_inside else None
        if drawn is None:
            if is_inside:
                self._lines[y][x : x + width] = [None] * width
            start, self._pen = self._moved(x, y), None
            return start + strip.render(console)
        before = self._lines[y][x : x + width]
        if before == drawn:
            return ""
        self._lines[y][x : x + width] = drawn
        sequences = []
        for first, last in _runs(before, drawn):
            part = strip if last - first == width else strip.crop(first, last)
            sequences += [self._moved(x + first, y), part.render(console)]
            # At the right edge, terminals differ in where the next character would go.
            self._pen = (x + last, y) if x + last < self._size.width else None
        return "".join(sequences)

    def lift_pen(self) -> None:
        """Note that the place of the next character is not known: other output comes between."""
        self._pen = None

    def _moved(self, x: int, y: int) -> str:
        return "" if self._pen == (x, y) else Control.move_to(x, y).segment.text


MEMORY: Final = ScreenMemory()
"""That of the terminal of this process."""


def install() -> None:
    """Write only what differs, in this process and from now on. A second call changes nothing."""
    setattr(LayoutUpdate, "render_segments", _layout)  # noqa: B010 - mypy forbids assigning to a method
    setattr(ChopsUpdate, "render_segments", _chops)  # noqa: B010


def _cells(strip: Strip) -> list[Cell] | None:
    """The cells of a strip; None if not every character takes one cell."""
    drawn: list[Cell] = []
    for text, style, control in strip:
        if control:
            return None
        if not text.isascii() and not _is_single(text):
            return None
        look, blank = _look(style or _PLAIN), _blank(style or _PLAIN)
        drawn += [blank if character == " " else (character, look) for character in text]
    return drawn


@lru_cache(maxsize=4096)
def _is_single(text: str) -> bool:
    return all(cells(character) == 1 for character in text)


@lru_cache(maxsize=4096)
def _look(style: Style) -> tuple[Style, str | None]:
    return style.clear_meta_and_links(), style.link


@lru_cache(maxsize=4096)
def _blank(style: Style) -> Cell:
    """A blank cell. Nothing but its background is seen, unless there is a line in it or its colours are exchanged."""
    is_seen = style.reverse or style.underline or style.underline2 or style.overline or style.strike or style.frame
    return " ", _look(style if is_seen else Style(bgcolor=style.bgcolor, link=style.link))


def _runs(before: Sequence[Cell | None], drawn: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """The parts that differ, as (start, end), with those between them that are too short to be skipped."""
    first = last = -1
    for at, cell in enumerate(drawn):
        if cell == before[at]:
            continue
        if first >= 0 and at - last > LEAST_GAP:
            yield first, last + 1
            first = -1
        if first < 0:
            first = at
        last = at
    if first >= 0:
        yield first, last + 1


def _layout(update: LayoutUpdate, console: Console) -> str:
    """Takes the place of `LayoutUpdate.render_segments`: all lines of the screen, from its left edge."""
    region = update.region
    MEMORY.fit(region.size)
    MEMORY.lift_pen()
    sequences = []
    for y, strips in enumerate(update.strips, region.y):
        x = region.x
        for strip in strips:
            sequences.append(MEMORY.written(x, y, strip, console))
            x += strip.cell_length
    return "".join(sequences)


def _chops(update: ChopsUpdate, console: Console) -> str:
    """Takes the place of `ChopsUpdate.render_segments`: the parts of lines that lie in spans."""
    MEMORY.lift_pen()
    sequences = []
    for y, span_start, span_end in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            # The type does not say so, but what lies outside of the spans has not been drawn.
            if strip is not None and x <= span_end and end > span_start:
                is_whole = span_start <= x < span_end and end <= span_end
                shown = strip if is_whole else strip.crop(0, min(end, span_end) - x)
                sequences.append(MEMORY.written(x, y, shown, console))
    return "".join(sequences)
