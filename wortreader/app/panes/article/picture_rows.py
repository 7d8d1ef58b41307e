"""The rows of the pictures of one article, as they are drawn: those lately needed are kept, the others made anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from wortreader.app.pictures.drawn import Drawn
    from wortreader.prose.typeset.lines import Layout, PictureRow

MOST_ROWS: Final = 160
"""Rows that are kept ready, two screens of them: a row of half-blocks can take 50 KB."""


class PictureRows:
    """What is drawn of a layout's pictures."""

    def __init__(self) -> None:
        self._drawn: dict[int, Drawn | None] = {}
        self._rows: OrderedDict[PictureRow, Sequence[Segment]] = OrderedDict()

    def clear(self) -> None:
        """Nothing is drawn any more."""
        self._drawn.clear()
        self._rows.clear()

    def add(self, index: int, drawn: Drawn | None) -> None:
        """A picture is ready; None for one that cannot be drawn."""
        self._drawn[index] = drawn

    def next_wanted(self, layout: Layout, first: int, last: int) -> int | None:
        """The picture to draw next: the nearest to the lines from `first` to `last` within as many above and below.

        None where all of them are there.
        """
        reach = last - first
        wanted = [
            (max(first - box.line - box.rows, box.line - last, 0), index)
            for index, box in enumerate(layout.pictures)
            if box.rows and index not in self._drawn and first - reach < box.line + box.rows and box.line < last + reach
        ]
        return min(wanted)[1] if wanted else None

    def row(self, place: PictureRow, ground: Style) -> Sequence[Segment] | None:
        """The segments of a row on `ground`; None where the picture is not there."""
        drawn = self._drawn.get(place.picture)
        if drawn is None or place.row >= drawn.rows:
            return None
        segments = self._rows.get(place)
        if segments is None:
            segments = [
                Segment(text, ground + style if style is not None else ground)
                for text, style, _ in drawn.row(place.row)
            ]
            self._rows[place] = segments
            while len(self._rows) > MOST_ROWS:
                self._rows.popitem(last=False)
        else:
            self._rows.move_to_end(place)
        return segments
