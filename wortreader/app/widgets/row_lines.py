"""The lines of the rows of a grouped list, and the position of a row after the rows are replaced.

Rows have a height in common, and some have a line more. Positions are found by bisecting the groups and the higher
rows, not by iterating over rows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
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
    """Rows in groups, each with a heading line. All but the first heading have one blank line before them.

    With `has_gaps`, every row ends in a blank line, which belongs to it, and stands before the next heading as well.
    """

    def __init__(
        self, count: int, row_height: int, group_starts: Sequence[int] = (), *, has_gaps: bool = False
    ) -> None:
        """`row_height` is that of rows that are not higher than others, gap included.

        `group_starts` holds the first row of each group, ascending from 0; empty for a list without headings.
        """
        self.count = count
        self.row_height = row_height
        self._gap = int(has_gaps)
        self._starts = list(group_starts) if count else []
        self._between = 1 if has_gaps else 2
        """Lines between two groups: the blank one before a heading, unless rows end in one, and the heading."""
        self._higher: list[int] = []
        """The rows that have a line more, ascending."""

    @property
    def height(self) -> int:
        """Lines of the whole list, without a gap at its end."""
        return self.line_of(self.count - 1) + self.words_of(self.count - 1) if self.count else 0

    def lengthen(self, count: int) -> None:
        """Has `count` rows from now on, no fewer than before. Only for rows without headings."""
        assert not self._starts
        self.count = count

    def set_higher(self, rows: Mapping[int, bool]) -> bool:
        """Set for some rows whether they have a line more. Returns whether that changes anything."""
        is_changed = False
        for row, is_higher in rows.items():
            at = bisect_left(self._higher, row)
            was_higher = at < len(self._higher) and self._higher[at] == row
            if is_higher is not was_higher:
                is_changed = True
                if is_higher:
                    insort(self._higher, row)
                else:
                    del self._higher[at]
        return is_changed

    def line_of(self, row: int) -> int:
        """The first line of `row`, which must exist."""
        group = bisect_right(self._starts, row) - 1
        headings = 1 + group * self._between if self._starts else 0
        return headings + row * self.row_height + bisect_left(self._higher, row)

    def height_of(self, row: int) -> int:
        """The number of lines of `row`, its gap included."""
        return self.row_height + bisect_right(self._higher, row) - bisect_left(self._higher, row)

    def words_of(self, row: int) -> int:
        """The number of lines of `row` without its gap."""
        return self.height_of(row) - self._gap

    def top_of(self, row: int) -> int:
        """The first line of `row`, or that of the heading directly above it if there is one."""
        is_first = bool(self._starts) and self._starts[bisect_right(self._starts, row) - 1] == row
        return self.line_of(row) - is_first

    def at(self, line: int) -> Spot:
        """The content of `line`; NOTHING if it is outside the list."""
        if not 0 <= line < self.height:
            return NOTHING
        row = self.row_above(line)
        if row >= 0 and line - self.line_of(row) < self.height_of(row):
            return Spot(row, line - self.line_of(row), None)
        is_heading = line == self.line_of(row + 1) - 1
        return Spot(None, 0, bisect_right(self._starts, row + 1) - 1) if is_heading else NOTHING

    def row_above(self, line: int) -> int:
        """The last row that begins on `line` or above it; -1 if there is none."""
        return bisect_right(range(self.count), line, key=self.line_of) - 1

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows with a line from `top` to before `bottom`. Lines outside the list are ignored."""
        bottom = min(bottom, self.height)  # without the gap of the last row
        if not self.count or bottom <= top:
            return range(0)
        first = self.row_above(top)
        if first < 0 or top >= self.line_of(first) + self.height_of(first):
            first += 1
        return range(first, max(first, bisect_left(range(self.count), bottom, key=self.line_of)))


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
