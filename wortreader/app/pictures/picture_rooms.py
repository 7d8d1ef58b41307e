"""How pictures stand in a text: in how many cells, or as a caption with what is known of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from textual.geometry import Size

from wortreader.app.pictures.drawn import USUAL_CELL, fitted
from wortreader.i18n import _
from wortreader.prose.typeset.lines import PictureBox, PictureRoom

if TYPE_CHECKING:
    from wortreader.model import KeptPicture
    from wortreader.prose.document import Picture

LEAST_ROWS: Final = 2
"""A picture that would take fewer is a sign or a badge, and says more as words."""

SHARE_OF_HEIGHT: Final = 2 / 3
"""Of the pane, at most: its caption and some text are seen with it."""

FEWEST_ROWS: Final = 4
"""In a lower pane a picture may take these."""


@dataclass(frozen=True, slots=True)
class PictureRooms:
    """The rooms of one article's pictures; called, it is what `layout` wants to know."""

    kept: Mapping[str, KeptPicture] = field(default_factory=dict)
    """What is known of them, by address."""
    is_drawing: bool = False
    """Whether they are drawn, or stand as captions."""
    most_rows: int = 0
    cell: Size = USUAL_CELL
    """Width and height of a cell in pixels."""

    def __call__(self, picture: Picture, width: int) -> PictureRoom:
        """How a picture stands in a text of so many cells."""
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
        """How many of these pictures are not here and might be."""
        urls = {box.picture.src for box in boxes} - {""}
        return sum((known := self.kept.get(url)) is None or (known.file is None and not known.is_blank) for url in urls)


def most_rows(height: int) -> int:
    """How many rows a picture may take in a pane of so many."""
    return max(min(FEWEST_ROWS, height), int(height * SHARE_OF_HEIGHT))


def about(known: KeptPicture) -> str:
    """What there is to say of a picture: how large it is, and why it is not here."""
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
    return _("{n:.1f} MB").format(n=byte_size / 1_000_000)
