"""A terminal that only shows: what programs write to it becomes cells, which tests and benchmarks compare.

It is pyte, with what pyte 0.8.2 does not know and programs send: repeated characters, scrolling by lines, new lines in
the present background, and sequences that change nothing that is seen.
"""

from __future__ import annotations

import codecs
import re
from typing import Any

import pyte
from pyte.screens import Char

Cells = list[list[Char]]
"""The cells of a terminal, line by line."""

_UNSEEN = re.compile(
    r"\x1b(?:\[[<=>][0-9;:]*[ -/]*[@-~]"  # keyboard protocols, queries
    r"|\[[0-9;:]*[ !\"'*][@-~]"  # the shape of the cursor, soft reset
    r"|[PX^_][^\x1b]*\x1b\\"  # device control strings, pictures
    r"|[=>])"  # the keypad
)
_UNFINISHED = re.compile(r"\x1b(?:\[[^@-~]*|[PX^_\]][^\x1b\x07]*\x1b?)?$")
_LONGEST_UNFINISHED = 1 << 20


class _Screen(pyte.Screen):
    """A screen that also repeats and scrolls."""

    _last = " "

    def draw(self, data: str) -> None:
        """Draws characters, and remembers the last one."""
        if data:
            self._last = data[-1]
        super().draw(data)

    def repeat(self, count: int = 1) -> None:
        """Draws the last character again (REP)."""
        super().draw(self._last * max(1, count))

    def scroll_up(self, count: int = 1) -> None:
        """Moves the lines between the margins up (SU)."""
        self._at_top_margin("delete_lines", count)

    def scroll_down(self, count: int = 1) -> None:
        """Moves the lines between the margins down (SD)."""
        self._at_top_margin("insert_lines", count)

    def report_device_status(self, mode: int, **_private: Any) -> None:
        """Answers nothing."""

    def report_device_attributes(self, mode: int = 0, **_private: Any) -> None:
        """Answers nothing."""

    def fill_all(self) -> None:
        """Has every line stored, so that a missing one is a new one."""
        for y in range(self.lines):
            self.buffer[y]

    def index(self) -> None:
        """Moves down, scrolling at the bottom."""
        super().index()
        self._fill_new_lines()

    def reverse_index(self) -> None:
        """Moves up, scrolling at the top."""
        super().reverse_index()
        self._fill_new_lines()

    def insert_lines(self, count: int | None = None) -> None:
        """Inserts lines at the cursor."""
        super().insert_lines(count)
        self._fill_new_lines()

    def delete_lines(self, count: int | None = None) -> None:
        """Deletes lines at the cursor."""
        super().delete_lines(count)
        self._fill_new_lines()

    def _fill_new_lines(self) -> None:
        """Gives the lines that pyte has dropped the present background (bce)."""
        blank = Char(" ", bg=self.cursor.attrs.bg)
        for y in range(self.lines):
            if y not in self.buffer:
                line = self.buffer[y]
                for x in range(self.columns):
                    line[x] = blank

    def _at_top_margin(self, name: str, count: int) -> None:
        x, y = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        getattr(self, name)(max(1, count))
        self.cursor.x, self.cursor.y = x, y


class _Stream(pyte.Stream):
    """A stream that knows their sequences."""

    csi = {**pyte.Stream.csi, "b": "repeat", "S": "scroll_up", "T": "scroll_down"}  # noqa: RUF012 - as in pyte
    events = pyte.Stream.events | {"repeat", "scroll_up", "scroll_down"}


class Emulator:
    """A terminal without a keyboard."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = _Screen(columns, rows)
        self.screen.fill_all()
        self._stream = _Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""

    def feed(self, data: bytes) -> None:
        """Shows what a program writes. A sequence may come in pieces."""
        text = self._held + self._decoder.decode(data)
        self._held = ""
        unfinished = _UNFINISHED.search(text, max(0, len(text) - _LONGEST_UNFINISHED))
        if unfinished is not None:
            text, self._held = text[: unfinished.start()], unfinished[0]
        self._stream.feed(_UNSEEN.sub("", text))

    @property
    def cells(self) -> Cells:
        """A copy of all cells."""
        columns = range(self.screen.columns)
        return [[self.screen.buffer[y][x] for x in columns] for y in range(self.screen.lines)]

    @property
    def lines(self) -> list[str]:
        """The text of each line."""
        return list(self.screen.display)


def changed(before: Cells, after: Cells) -> int:
    """How many cells differ in their character or their attributes."""
    return sum(
        old != new
        for old_line, new_line in zip(before, after, strict=True)
        for old, new in zip(old_line, new_line, strict=True)
    )
