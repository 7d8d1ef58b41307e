"""The cells of a terminal. Pure; imports neither Textual nor Rich, so that a kept screen can be shown before them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import field
from typing import Final, NamedTuple

from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass


class Look(NamedTuple):
    """How a cell looks."""

    attributes: int = 0
    """Bits in the order of `ATTRIBUTES`."""
    foreground: str = ""
    """The parameters of SGR that set this colour, such as `38;2;233;226;214`; empty for the terminal's own."""
    background: str = ""
    """The same, such as `48;5;233`."""
    link: str = ""
    """The address of a hyperlink (OSC 8); empty without one."""


ATTRIBUTES: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 51, 52, 53)
"""The parameter of SGR that turns on each attribute: bold, dim, italic, underlined, … in the order of Rich's bits."""

SEEN_ON_BLANKS: Final = sum(1 << ATTRIBUTES.index(parameter) for parameter in (4, 7, 9, 21, 51, 52, 53))
"""The attributes that show on a blank: lines, and colours exchanged. Without them only its background does."""

ITALIC: Final = 1 << ATTRIBUTES.index(3)

REVERSED: Final = 1 << ATTRIBUTES.index(7)

PLAIN: Final = Look()


class ScreenCell(NamedTuple):
    """What one cell of the terminal shows."""

    text: str
    """A character with its combining marks; empty in the right half of a wide one."""
    look: Look


BLANK: Final = ScreenCell(" ", PLAIN)
UNKNOWN: Final = ScreenCell("\x00", PLAIN)
"""The cell of a terminal that may show anything. No cell that is painted is equal to it."""
OVERLAID: Final = ScreenCell("\x01", PLAIN)
"""A cell that a picture was drawn over: it stays until something is painted there again."""

Row = list[ScreenCell]

MOST_BYTES: Final = 16 * 1024 * 1024
"""Of a grid that is kept, before it is deflated. One of 300 × 100 cells, each with a look of its own, takes 2 MB."""

_COLOUR: Final = lazy_pattern("[0-9;:]*")
_CONTROL: Final = lazy_pattern("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@lazy_dataclass(eq=False, slots=True)
class Grid:
    """All cells of a terminal."""

    width: int
    height: int
    rows: list[Row] = field(default_factory=list)
    """`height` rows of `width` cells; unknown at first. A row is replaced, never changed: grids can share it."""

    def __post_init__(self) -> None:
        if not self.rows:
            self.fill(UNKNOWN)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height

    def fill(self, cell: ScreenCell) -> None:
        """Make all cells equal."""
        self.rows = [[cell] * self.width for _y in range(self.height)]

    def put(self, x: int, y: int, cells: Sequence[ScreenCell]) -> None:
        """Paint cells from (x, y) on to the right. What is outside of the grid is left out.

        A wide character of which one half is painted over leaves a blank, as on a terminal.
        """
        if not 0 <= y < self.height or x >= self.width or not cells:
            return
        if x < 0:
            cells, x = cells[-x:], 0
        end = min(x + len(cells), self.width)
        if self.rows[y][x:end] == cells:
            return
        row = self.rows[y] = self.rows[y].copy()
        if x and not row[x].text:
            row[x - 1] = ScreenCell(" ", row[x - 1].look)
        if end < self.width and not row[end].text:
            row[end] = ScreenCell(" ", row[end].look)
        row[x:end] = cells if len(cells) == end - x else cells[: end - x]
        if not row[x].text:  # the left half is outside of what is painted
            row[x] = ScreenCell(" ", row[x].look)
        last = row[end - 1]
        if last.text and end - x < len(cells) and not cells[end - x].text:
            row[end - 1] = ScreenCell(" ", last.look)

    def copy(self) -> Grid:
        """Another grid with the same cells."""
        return Grid(self.width, self.height, self.rows.copy())

    def to_bytes(self) -> bytes:
        """The grid for a file: deflated JSON, 1 to 4 KB for a screen of text."""
        looks: dict[Look, int] = {}
        rows = []
        for row in self.rows:
            runs: list[tuple[int, list[str]]] = []
            for text, look in row:
                number = looks.setdefault(look, len(looks))
                if runs and runs[-1][0] == number:
                    runs[-1][1].append(text)
                else:
                    runs.append((number, [text]))
            rows.append([[number, _packed(texts)] for number, texts in runs])
        kept = {"width": self.width, "looks": list(looks), "rows": rows}
        return zlib.compress(json.dumps(kept, separators=(",", ":")).encode())

    @classmethod
    def from_bytes(cls, data: bytes) -> Grid:
        """The grid that was kept. Raises ValueError if `data` is not one, or has in it what no terminal shows."""
        try:
            kept = json.loads(_inflated(data))
            looks = [Look(*look) for look in kept["looks"]]
            runs = [[(looks[number], texts) for number, texts in row if number >= 0] for row in kept["rows"]]
            rows = [[ScreenCell(text, look) for look, texts in row for text in texts] for row in runs]
            width = kept["width"]
            is_sound = (
                isinstance(width, int)
                and all(map(_can_be_look, looks))
                and all(_can_be_text(cell.text) for row in rows for cell in row)
                and all(len(row) == width > 0 for row in rows)
            )
        except (zlib.error, LookupError, TypeError, RecursionError, ValueError) as error:
            raise ValueError("not a grid") from error
        if not (is_sound and rows):
            raise ValueError("not a grid")
        return cls(width, len(rows), rows)


def _inflated(data: bytes) -> bytes:
    """The bytes that were deflated. Raises ValueError if they are cut off, or more than those of any grid."""
    inflater = zlib.decompressobj()
    inflated = inflater.decompress(data, MOST_BYTES)
    if not inflater.eof:
        raise ValueError("cut off, or too large")
    return inflated


def _can_be_look(look: Look) -> bool:
    """Whether it sets only attributes and colours, and a link that can be written."""
    return (
        isinstance(look.attributes, int)
        and 0 <= look.attributes < 1 << len(ATTRIBUTES)
        and _COLOUR.fullmatch(look.foreground) is not None
        and _COLOUR.fullmatch(look.background) is not None
        and _CONTROL.search(look.link) is None
    )


def _can_be_text(text: str) -> bool:
    """Whether it can be what a cell shows."""
    return _CONTROL.search(text) is None or text in (UNKNOWN.text, OVERLAID.text)


def _packed(texts: list[str]) -> str | list[str]:
    """A run of cells in short: a string if each of its characters is a cell."""
    joined = "".join(texts)
    return joined if len(joined) == len(texts) and "" not in texts else texts
