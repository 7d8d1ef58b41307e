"""The space that pictures take in a text: so many cells, or that of a caption. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final

from textual.geometry import Size

from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.typeset.lines import PictureBox, PictureRoom
from wortreader.text import decimal

if TYPE_CHECKING:
    from wortreader.model import KeptPicture
    from wortreader.prose.document import Picture

USUAL_CELL: Final = Size(10, 20)
"""In pixels, for terminals that do not say: twice as high as wide, like nearly all fonts."""

MOST_CELLS: Final = 290
"""Columns or rows of a picture: Kitty has characters for 297."""

LEAST_ROWS: Final = 2
"""A picture that would take fewer is an icon or a badge, and is shown by its caption."""

SHARE_OF_HEIGHT: Final = 2 / 3
"""At most, of the pane: the caption and some text remain visible."""

FEWEST_ROWS: Final = 4
"""A picture may take these in a lower pane as well."""


@lazy_dataclass(frozen=True, slots=True)
class PictureSpace:
    """The space for the pictures of one article; it is the `picture_room` of `layout`."""

    kept: Mapping[str, KeptPicture] = field(default_factory=dict)
    """What is known of the pictures, by address."""
    is_drawing: bool = False
    """Whether they are drawn; if not, their captions are shown instead."""
    most_rows: int = 0
    """Rows that a picture may take."""
    cell: Size = USUAL_CELL
    """Width and height of a cell in pixels."""

    def __call__(self, picture: Picture, width: int) -> PictureRoom:
        """The space of a picture in a text that is `width` cells wide."""
        known = self.kept.get(picture.src)
        if known is None:
            return PictureRoom()
        if known.is_blank:
            return PictureRoom(is_hidden=not picture.caption)
        if self.is_drawing and known.file is not None:
            columns, rows = fitted(known.width, known.height, self.cell, Size(width, self.most_rows))
            if rows >= LEAST_ROWS:
                return PictureRoom(columns, rows)
        return PictureRoom(note=about(known))

    def missing(self, boxes: Iterable[PictureBox]) -> int:
        """How many of these pictures are not in the library and can still be fetched."""
        urls = {box.picture.src for box in boxes} - {""}
        return sum((known := self.kept.get(url)) is None or (known.file is None and not known.is_blank) for url in urls)


def most_rows(height: int) -> int:
    """The rows that a picture may take in a pane of `height` rows."""
    return max(min(FEWEST_ROWS, height), int(height * SHARE_OF_HEIGHT))


def about(known: KeptPicture) -> str:
    """A description of a picture: its size, and why it is missing."""
    parts = []
    if known.width and known.height:
        parts.append(f"{known.width} × {known.height}")
    if known.byte_size:
        parts.append(_amount(known.byte_size))
    if known.file is None and known.failure is not None:
        parts.append(known.failure)
    return " · ".join(parts)


def _amount(byte_size: int) -> str:
    if byte_size < 1_000_000:
        return _("{n} kB").format(n=max(1, round(byte_size / 1000)))
    return _("{n} MB").format(n=decimal(byte_size / 1_000_000))


def fitted(width: int, height: int, cell: Size, most: Size, *, is_enlarged: bool = False) -> Size:
    """The columns and rows of a picture that is scaled to fit into the given ones, with its aspect ratio kept.

    Unless it `is_enlarged` it takes no more of them than it has pixels for; at least one of each.
    """
    if width < 1 or height < 1 or most.width < 1 or most.height < 1:
        return Size(0, 0)
    scale = min(most.width * cell.width / width, most.height * cell.height / height, MOST_CELLS * cell.width / width)
    if not is_enlarged:
        scale = min(scale, 1.0)
    columns = min(most.width, max(1, round(width * scale / cell.width)))
    rows = min(most.height, max(1, round(height * scale / cell.height)))
    return Size(columns, min(rows, MOST_CELLS))
