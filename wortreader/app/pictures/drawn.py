"""Pictures that have been drawn, as rows of cells. Pure.

Knows no widget, no file and no process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from wortreader.lazy_dataclass import lazy_dataclass

UPPER_HALF: Final = "▀"


class Drawn(Protocol):
    """A picture that is ready to be shown."""

    @property
    def columns(self) -> int:
        """How wide it is."""

    @property
    def rows(self) -> int:
        """How high it is."""

    def row(self, number: int) -> Sequence[Segment]:
        """A row of it, exactly `columns` wide."""


class Pair(NamedTuple):
    """The two pixels of a cell, above and below, as numbers 0xRRGGBB."""

    above: int
    below: int


@lazy_dataclass(frozen=True, slots=True)
class Blocks:
    """A picture of half-blocks: each cell shows two pixels, one above the other."""

    columns: int
    rows: int
    pixels: bytes
    """Three bytes each, row by row; twice as many rows as the picture has."""

    def row(self, number: int) -> Sequence[Segment]:
        """A row of it; adjacent cells that look alike are one segment."""
        width = 3 * self.columns
        above = self.pixels[2 * number * width : (2 * number + 1) * width]
        below = self.pixels[(2 * number + 1) * width : (2 * number + 2) * width]
        segments: list[Segment] = []
        before: Pair | None = None
        count = 0
        for at in range(0, width, 3):
            pair = Pair(int.from_bytes(above[at : at + 3]), int.from_bytes(below[at : at + 3]))
            if pair != before and before is not None:
                segments.append(_cells(before, count))
                count = 0
            before = pair
            count += 1
        if before is not None:
            segments.append(_cells(before, count))
        return segments


def _cells(pair: Pair, count: int) -> Segment:
    if pair.above == pair.below:
        return Segment(" " * count, _plain(pair.above))
    return Segment(UPPER_HALF * count, _split(pair))


@lru_cache(4096)
def _split(pair: Pair) -> Style:
    return Style.from_color(_colour(pair.above), _colour(pair.below))


@lru_cache(1024)
def _plain(value: int) -> Style:
    return Style.from_color(None, _colour(value))


@lru_cache(4096)
def _colour(value: int) -> Color:
    return Color.from_triplet(ColorTriplet(value >> 16, value >> 8 & 255, value & 255))


@lazy_dataclass(frozen=True, slots=True)
class Placeholders:
    """A picture that Kitty draws into characters of its own, which scroll and clip like any others."""

    columns: int
    lines: tuple[str, ...]
    number: int
    """Its id in the terminal."""
    colour: ColorTriplet
    """The id, encoded as the colour of the characters."""
    transmission: str = field(repr=False)
    """The commands that hand the picture to the terminal, once."""

    @property
    def rows(self) -> int:
        """How high it is."""
        return len(self.lines)

    def row(self, number: int) -> Sequence[Segment]:
        """A row of it."""
        return [Segment(self.lines[number], Style.from_color(Color.from_triplet(self.colour)))]


@lazy_dataclass(frozen=True, slots=True)
class Sixel:
    """A picture in the pixels that Sixel draws over the cells: for a screen on which nothing moves."""

    columns: int
    rows: int
    data: str = field(repr=False)
    """The sequence that draws it, from the cell of the cursor on."""

    def row(self, number: int) -> Sequence[Segment]:
        """A row of the cells under it."""
        return [Segment(" " * self.columns)]


_CHUNK: Final = 4096
"""Characters of a picture in one of Kitty's commands."""


def transmission(png: str, number: int, columns: int, rows: int) -> str:
    """The commands that hand a picture, a PNG in base64, to Kitty, with the number of its columns and rows.

    Quiet: the terminal answers nothing. https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders
    """
    chunks = [png[at : at + _CHUNK] for at in range(0, len(png), _CHUNK)] or [""]
    commands = []
    for index, chunk in enumerate(chunks):
        first = f"a=T,U=1,i={number},c={columns},r={rows},f=100,q=2," if not index else ""
        commands.append(f"\x1b_G{first}m={int(index + 1 < len(chunks))};{chunk}\x1b\\")
    return "".join(commands)


_STEPS: Final = (0, 95, 135, 175, 215, 255)
_COLOURFUL: Final = tuple(n for n in range(216) if not n // 36 == n // 6 % 6 == n % 6)


class Numbers:
    """Gives out ids of pictures for Kitty, each with the colour that encodes it in a placeholder character.

    An id is one of the 256 colours that terminals share: its index if there are no others, else its value. Greys are
    left out, because Rich replaces those of the colour cube by others.
    """

    def __init__(self, *, has_true_colour: bool) -> None:
        self._has_true_colour = has_true_colour
        self._next = 0

    def take(self) -> tuple[int, ColorTriplet]:
        """The next number and its colour; after 210 pictures they come again."""
        index = _COLOURFUL[self._next % len(_COLOURFUL)]
        self._next += 1
        red, green, blue = (_STEPS[index // size % 6] for size in (36, 6, 1))
        return (red << 16 | green << 8 | blue) if self._has_true_colour else 16 + index, ColorTriplet(red, green, blue)
