"""Lines that have moved up or down, so that the terminal can move them itself. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import ne

from wortreader.app.terminal.capabilities import Capabilities
from wortreader.app.terminal.grid import OVERLAID, Row, ScreenCell
from wortreader.lazy_dataclass import lazy_dataclass

FEWEST_ROWS = 4
"""Rows that differ, before it is worth looking for those that have moved."""

COST_ROWS, COST_COLUMNS = 30, 60
"""Cells that are written instead if they are fewer: roughly what moving takes in bytes, without margins and with."""

_MOST_SAMPLES = 8


@lazy_dataclass(frozen=True, slots=True)
class Scroll:
    """A part of the terminal whose lines move."""

    top: int
    bottom: int
    """Exclusive."""
    left: int
    right: int
    """Exclusive."""
    up: int
    """By how many rows, negative for down."""
    width: int
    """That of the terminal."""

    @property
    def has_columns(self) -> bool:
        """Whether it is narrower than the terminal."""
        return self.right - self.left < self.width

    def sequence(self) -> str:
        """What has the terminal move the lines; the cursor is at the top left afterwards."""
        moved = f"\x1b[{abs(self.up) if abs(self.up) > 1 else ''}{'S' if self.up > 0 else 'T'}"
        rows = f"\x1b[{self.top + 1};{self.bottom}r{moved}\x1b[r"
        return f"\x1b[?69h\x1b[{self.left + 1};{self.right}s{rows}\x1b[?69l" if self.has_columns else rows

    def applied(self, rows: Sequence[Row], blank: ScreenCell) -> list[Row]:
        """What the terminal shows afterwards; `blank` is what comes in."""
        moved = list(rows)
        new = [blank] * (self.right - self.left)
        for y in range(self.top, self.bottom):
            source = y + self.up
            part = rows[source][self.left : self.right] if self.top <= source < self.bottom else new
            moved[y] = [*rows[y][: self.left], *part, *rows[y][self.right :]]
        return moved


def scroll_between(before: Sequence[Row], after: Sequence[Row], capabilities: Capabilities) -> Scroll | None:
    """The movement of lines that saves most, if the terminal can do it."""
    if not capabilities.scrolls_rows:
        return None
    differing = [y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old is not new and old != new]
    if len(differing) < FEWEST_ROWS:
        return None
    left, right = 0, len(after[0])
    if capabilities.scrolls_columns:
        left, right = _span(before, after, differing)
    votes = _votes(before, after, differing, left, right - 1)  # without the scroll bar at the right
    best, most = None, 0
    for up, rows in sorted(votes.items(), key=lambda vote: -len(vote[1]))[:2]:
        ends = [*rows, *(y + up for y in rows)]
        scroll = Scroll(min(ends), max(ends) + 1, left, right, up, len(after[0]))
        saved = _saved(scroll, before, after)
        if saved > most:
            best, most = scroll, saved
    return best


def _span(before: Sequence[Row], after: Sequence[Row], differing: Sequence[int]) -> tuple[int, int]:
    """The columns that differ, from the first to the last."""
    left, right = len(after[0]), 0
    for y in differing:
        columns = [x for x, (old, new) in enumerate(zip(before[y], after[y], strict=True)) if old != new]
        left, right = min(left, columns[0]), max(right, columns[-1] + 1)
    return left, right


def _votes(
    before: Sequence[Row], after: Sequence[Row], differing: Sequence[int], left: int, right: int
) -> dict[int, list[int]]:
    """The rows that were elsewhere, by how far they have moved up."""
    first, last = differing[0], differing[-1]
    known = [row[left:right] for row in before[first : last + 1]]
    samples = [y for y in differing if len(set(after[y][left:right])) > 2]
    votes: dict[int, list[int]] = {}
    shifts: Counter[int] = Counter()
    for y in samples[:: max(1, len(samples) // _MOST_SAMPLES)]:
        part = after[y][left:right]
        shifts.update(first + at - y for at, row in enumerate(known) if row == part and first + at != y)
    for up, count in shifts.most_common(2):
        if count > 1 or len(samples) < _MOST_SAMPLES:
            votes[up] = [
                y
                for y in range(first, last + 1)
                if first <= y + up <= last and known[y + up - first] == after[y][left:right]
            ]
    return votes


def _saved(scroll: Scroll, before: Sequence[Row], after: Sequence[Row]) -> int:
    """How many cells fewer have to be written; 0 if lines cannot be moved."""
    inside = range(scroll.top, scroll.bottom)
    for y in inside:
        row = before[y]
        if OVERLAID in row or not row[scroll.left].text or (scroll.right < scroll.width and not row[scroll.right].text):
            return 0
    moved = scroll.applied(before, ScreenCell(" ", after[scroll.top][-1].look))
    saved = sum(_count_of_differing(before[y], after[y]) - _count_of_differing(moved[y], after[y]) for y in inside)
    return max(0, saved - (COST_COLUMNS if scroll.has_columns else COST_ROWS))


def _count_of_differing(one: Row, other: Row) -> int:
    return sum(map(bool, map(ne, one, other)))
