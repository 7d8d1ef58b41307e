"""The lines of the rows of a grouped list, and the position of a row after the rows are replaced.

All rows have the same height, so positions are found by bisecting the groups, not by iterating over rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from wortreader.model import Rows


class Spot(NamedTuple):
    """The content of one line of the list."""

    row: int | None
    """The row that the line belongs to; None for headings, blank lines and lines after the last row."""
    line: int
    """Which of the row's lines it is, from 0."""
    group: int | None
    """The group whose heading is on the line; None if it has no heading."""


NOTHING = Spot(None, 0, None)


class RowLines:
    """Rows of one height in groups: each group has a heading line, and all but the first a blank line before it."""

    def __init__(self, count: int, row_height: int, group_starts: Sequence[int] = ()) -> None:
        """`group_starts` holds the first row of each group, ascending from 0; empty for a list without headings."""
        self.count = count
        self.row_height = row_height
        self._starts = list(group_starts) if count else []
        self._headings = [group * 2 + start * row_height for group, start in enumerate(self._starts)]

    @property
    def height(self) -> int:
        """Lines of the whole list."""
        headings = len(self._starts)
        return self.count * self.row_height + (headings * 2 - 1 if headings else 0)

    def line_of(self, row: int) -> int:
        """The first line of `row`, which must exist."""
        if not self._starts:
            return row * self.row_height
        group = bisect_right(self._starts, row) - 1
        return self._headings[group] + 1 + (row - self._starts[group]) * self.row_height

    def top_of(self, row: int) -> int:
        """The first line of `row`, or that of the heading directly above it if there is one."""
        is_first = bool(self._starts) and self._starts[bisect_right(self._starts, row) - 1] == row
        return self.line_of(row) - is_first

    def at(self, line: int) -> Spot:
        """The content of `line`; NOTHING if it is outside the list."""
        if not 0 <= line < self.height:
            return NOTHING
        if not self._starts:
            return Spot(line // self.row_height, line % self.row_height, None)
        group = bisect_right(self._headings, line) - 1
        below = line - self._headings[group] - 1
        if below < 0:
            return Spot(None, 0, group)
        row = self._starts[group] + below // self.row_height
        end = self._starts[group + 1] if group + 1 < len(self._starts) else self.count
        return Spot(row, below % self.row_height, None) if row < end else NOTHING

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows with a line from `top` to before `bottom`. Lines outside the list are ignored."""
        if not self.count or bottom <= top:
            return range(0)
        return range(self._first_row_from(top), self._first_row_from(bottom, is_partial=False))

    def _first_row_from(self, line: int, *, is_partial: bool = True) -> int:
        """The first row with a line at or below `line`; without `is_partial`, the first that begins there or below."""
        if line <= 0:
            return 0
        if line >= self.height:
            return self.count
        if not self._starts:
            return line // self.row_height if is_partial else -(-line // self.row_height)
        group = bisect_right(self._headings, line) - 1
        below = max(0, line - self._headings[group] - 1)
        rows = below // self.row_height if is_partial else -(-below // self.row_height)
        end = self._starts[group + 1] if group + 1 < len(self._starts) else self.count
        return min(self._starts[group] + rows, end)


def index_after(before: Rows, index: int, after: Rows) -> int:
    """The index in `after` of the article at `index` of `before`, or of its nearest neighbour, those below first."""
    try:
        return after.ids.index(before.ids[index])
    except ValueError:
        positions = {article_id: position for position, article_id in enumerate(after.ids)}
    below = (positions.get(article_id) for article_id in before.ids[index + 1 :])
    above = (positions.get(article_id) for article_id in reversed(before.ids[:index]))
    for neighbours in (below, above):
        for position in neighbours:
            if position is not None:
                return position
    return min(index, len(after) - 1)
