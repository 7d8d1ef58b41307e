"""The shortest way from what a terminal shows to what it is to show. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import field

from wortreader.app.terminal.capabilities import Capabilities
from wortreader.app.terminal.grid import PLAIN, SEEN_ON_BLANKS, UNKNOWN, Grid, Look, Row, ScreenCell
from wortreader.app.terminal.movement import movement
from wortreader.app.terminal.pen import Pen
from wortreader.app.terminal.runs import CellRun, differing_columns, runs_of, whole_words
from wortreader.app.terminal.scrolling import Scroll, scroll_between
from wortreader.app.terminal.widths import fitting
from wortreader.lazy_dataclass import lazy_dataclass

LONGEST_BRIDGE = 8
"""Cells that are there already are written again instead of skipped if they are fewer."""

_REPEATED = re.compile(r"([ -~─])\1{5,}")


def difference(shown: Grid, wanted: Grid, capabilities: Capabilities, pen: Pen, *, spoken: range | None = None) -> str:
    """The sequences after which a terminal that shows `shown` shows `wanted`; empty if it does already.

    Both have the same size. Cells of `wanted` that are unknown or overlaid are left as they are. `pen` is the state of
    the terminal, and is changed to what it is afterwards. No hyperlink is left open. Lines must not wrap at the right
    edge.

    `spoken` are the last rows, if a screen reader reads them out: then words that change are written whole and others
    not at all, and if anything changes in those rows, they are written as a whole, after everything else.
    """
    writer = _Writer(wanted, capabilities, pen, has_bridges=spoken is None)
    end = wanted.height if spoken is None else spoken.start
    rows: Sequence[Row] = shown.rows
    if capabilities.erases_below and all(cell is UNKNOWN for row in rows for cell in row):
        rows = writer.erase_all()
    elif end and (scroll := scroll_between(rows[:end], wanted.rows[:end], capabilities)) is not None:
        rows = writer.move_lines(scroll, rows)
    for y, (before, row) in enumerate(zip(rows[:end], wanted.rows[:end], strict=True)):
        if before is not row and before != row:
            writer.find(y, before, row)
    writer.write_all()
    if rows[end:] != wanted.rows[end:]:
        writer.say(end, rows)
    return "".join(writer.written) + pen.end_link()


@lazy_dataclass(eq=False, slots=True)
class _Writer:
    """Writes parts of a grid: those of one colour after each other, because a movement is shorter than a colour."""

    wanted: Grid
    capabilities: Capabilities
    pen: Pen
    has_bridges: bool = True
    """Whether cells that are there already may be written again, where that is shorter than to skip them."""
    written: list[str] = field(default_factory=list)
    _runs: list[CellRun] = field(default_factory=list)

    def erase_all(self) -> list[Row]:
        """Erase the screen, and return what it shows then: blanks of the commonest background, if it can have one."""
        grounds = Counter(row[-1].look.background for row in self.wanted.rows if row and self._can_erase(row[-1]))
        ground = grounds.most_common(1)[0][0] if grounds else ""
        blank = ScreenCell(" ", Look(background=ground))
        self._turn(blank)
        self.written.append("\x1b[H\x1b[J")
        self.pen.x = self.pen.y = 0
        return [[blank] * self.wanted.width for _row in self.wanted.rows]

    def move_lines(self, scroll: Scroll, rows: Sequence[Row]) -> Sequence[Row]:
        """Have the terminal move lines, and return what it shows then."""
        new = self.wanted.rows[scroll.bottom - 1 if scroll.up > 0 else scroll.top][scroll.right - 1]
        blank = ScreenCell(" ", Look(background=new.look.background if self.capabilities.erases_in_colour else ""))
        self._turn(blank)
        self.written.append(scroll.sequence())
        self.pen.x = self.pen.y = 0
        return scroll.applied(rows, blank)

    def find(self, y: int, before: Row, row: Row) -> None:
        """Find what differs in a row."""
        differing = differing_columns(before, row)
        if not differing:
            return
        if not self.has_bridges:
            differing = whole_words(row, differing)
        tail = self._tail(row, differing)
        self._runs += runs_of(y, row, [x for x in differing if x < tail] if tail < len(row) else differing)
        if tail < len(row):
            self._runs.append(CellRun(y, tail, len(row), row[-1].look.background, None, is_erased=True))

    def say(self, first: int, before: Sequence[Row]) -> None:
        """Write the rows from `first` on, in their order: their words, also those that are there, and no blanks after.

        `before` is what the terminal shows.
        """
        for y in range(first, self.wanted.height):
            self._runs.clear()
            row = self.wanted.rows[y]
            words = 1 + max((x for x, cell in enumerate(row) if cell.text.strip()), default=-1)
            self._runs += runs_of(y, row, range(words))
            if before[y][words:] != row[words:]:
                rest = [x for x in differing_columns(before[y], row) if x >= words]
                if self.capabilities.erases_line and rest and self._can_erase(row[-1]):
                    self._runs.append(CellRun(y, rest[0], len(row), row[-1].look.background, None, is_erased=True))
                else:
                    self._runs += runs_of(y, row, rest)
            self.write_all()

    def _tail(self, row: Row, differing: Sequence[int]) -> int:
        """The column from which to erase to the end of the row; the width if that is not shorter."""
        last = row[-1]
        if not self.capabilities.erases_line or not self._can_erase(last) or differing[-1] < len(row) - 4:
            return len(row)
        start = len(row)
        while start and row[start - 1] == last:
            start -= 1
        blanks = [x for x in differing if x >= start]
        return blanks[0] if len(blanks) > len("\x1b[K") else len(row)

    def _can_erase(self, cell: ScreenCell) -> bool:
        """Whether erasing leaves such a cell."""
        look = cell.look
        is_plain = cell.text == " " and not look.attributes and not look.foreground and not look.link
        return is_plain and (self.capabilities.erases_in_colour or not look.background)

    def write_all(self) -> None:
        """Write what was found."""
        for run in self._in_order():
            row = self.wanted.rows[run.y]
            self._move(run.start, run.y)
            if run.is_erased:
                self._turn(row[-1])
                self.written.append("\x1b[K")
            elif run.is_uncertain:
                self._write_uncertain(row, run)
            else:
                self._write(row, run)

    def _in_order(self) -> Iterable[CellRun]:
        """The runs, those of one ink after each other; blanks with the first that has their background."""
        yield from (run for run in self._runs if run.is_uncertain)
        runs = [run for run in self._runs if not run.is_uncertain]
        groups: dict[tuple[str, str | None], list[CellRun]] = defaultdict(list)
        hosts: dict[str, tuple[str, str | None]] = {}
        for run in runs:
            if run.ink is not None:
                key: tuple[str, str | None] = (run.ground, run.ink)
                groups[key].append(run)
                hosts.setdefault(run.ground, key)
        for run in runs:
            if run.ink is None:
                groups[hosts.get(run.ground, (run.ground, None))].append(run)
        look = self.pen.look or PLAIN
        grounds = {ground: at for at, (ground, _ink) in reversed(list(enumerate(groups)))}
        keys = sorted(
            groups,
            key=lambda key: (
                key[0] != look.background,
                grounds[key[0]],
                key[1] is not None and key[1] != look.foreground,
            ),
        )
        for key in keys:
            yield from sorted(groups[key], key=_place)

    def _move(self, x: int, y: int) -> None:
        pen = self.pen
        if pen.x == x and pen.y == y:
            return
        sequence = movement((pen.x, pen.y), (x, y), self.wanted.width, self.capabilities)
        if self.has_bridges and pen.y == y and pen.x is not None and 0 < x - pen.x <= LONGEST_BRIDGE:
            bridge = self._bridge(self.wanted.rows[y][pen.x : x])
            if bridge is not None and len(bridge) <= len(sequence):
                sequence = bridge
        self.written.append(sequence)
        pen.x, pen.y = x, y

    def _bridge(self, cells: Iterable[ScreenCell]) -> str | None:
        """The text of cells, if they look as the pen writes."""
        look = self.pen.look
        if look is None:
            return None
        text = ""
        for cell in cells:
            if not " " <= cell.text <= "~":
                return None
            if cell.look != look and not (cell.text == " " and _is_blank_of(look, cell.look)):
                return None
            text += cell.text
        return text

    def _turn(self, cell: ScreenCell) -> None:
        self.written.append(self.pen.turned(cell.look, self.capabilities.own_colours, is_blank=cell.text == " "))

    def _write(self, row: Row, run: CellRun) -> None:
        """Write cells from the pen on."""
        pen, look, characters = self.pen, self.pen.look, ""
        for x in range(run.start, run.end):
            cell = row[x]
            text = cell.text
            if cell.look != look and not (text == " " and look is not None and _is_blank_of(look, cell.look)) and text:
                self._add(characters)
                characters = ""
                self._turn(cell)
                look = pen.look
            characters += text
        self._add(characters)
        pen.x = run.end

    def _write_uncertain(self, row: Row, run: CellRun) -> None:
        """Write a character of which terminals differ in how wide it is: on blanks, and without counting on it."""
        text = fitting(row[run.start].text, len(row) - run.start)
        self._turn(row[run.start])
        self.written.append(" " * (run.end - run.start))
        self.pen.x = run.end
        self._move(run.start, run.y)
        self.written.append(text)
        self.pen.x = None

    def _add(self, text: str) -> None:
        if text:
            self.written.append(_REPEATED.sub(_repetition, text) if self.capabilities.repeats else text)


def _place(run: CellRun) -> tuple[int, int]:
    return run.y, run.start


def _is_blank_of(look: Look, blank: Look) -> bool:
    """Whether a blank looks the same in both looks."""
    return (
        look.background == blank.background
        and look.link == blank.link
        and not (look.attributes | blank.attributes) & SEEN_ON_BLANKS
    )


def _repetition(found: re.Match[str]) -> str:
    return f"{found[1]}\x1b[{len(found[0]) - 1}b"
