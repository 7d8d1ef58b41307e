"""A terminal that only shows: what programs write to it becomes cells, which tests and benchmarks compare.

It is pyte, with what pyte 0.8.2 does not know and programs send: repeated characters, scrolling by lines and between
columns, erasing in the present background or not, halves of wide characters, and sequences that change nothing that is
seen.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Any

import pyte
from pyte.modes import DECAWM
from pyte.screens import Char
from wcwidth import wcwidth

Cells = list[list[Char]]
"""The cells of a terminal, line by line."""

SIDES = 69 << 5
"""The mode in which there can be margins at the left and the right (DECLRMM), as pyte stores private modes."""

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

    def __init__(self, columns: int, rows: int, width_of: Callable[[str], int], *, erases_in_colour: bool) -> None:
        self._width_of = width_of
        self._erases_in_colour = erases_in_colour
        self._sides: tuple[int, int] | None = None
        """The margins at the left and the right, as columns; exclusive at the right."""
        super().__init__(columns, rows)

    def draw(self, data: str) -> None:
        """Draws characters, as pyte does; half of a wide one that is overwritten leaves a blank."""
        for character in data:
            width = self._width_of(character)
            line = self.buffer[self.cursor.y]
            if width <= 0:
                self._add_mark(character)
                continue
            if self.cursor.x + width > self.columns:
                if DECAWM in self.mode:
                    self.carriage_return()
                    self.linefeed()
                    line = self.buffer[self.cursor.y]
                else:
                    self.cursor.x = self.columns - width
            x = self.cursor.x
            if x and not line[x].data:
                line[x - 1] = line[x - 1]._replace(data=" ")
            if x + width < self.columns and not line[x + width].data:
                line[x + width] = line[x + width]._replace(data=" ")
            line[x] = self.cursor.attrs._replace(data=character)
            for right in range(x + 1, x + width):
                line[right] = self.cursor.attrs._replace(data="")
            self.cursor.x = x + width
            self._last = character

    def _add_mark(self, mark: str) -> None:
        """Puts a mark on the character before the cursor."""
        x, line = self.cursor.x - 1, self.buffer[self.cursor.y]
        while x > 0 and not line[x].data:
            x -= 1
        if x >= 0:
            line[x] = line[x]._replace(data=line[x].data + mark)

    def repeat(self, count: int = 1) -> None:
        """Draws the last character again (REP)."""
        self.draw(self._last * max(1, count))

    def scroll_up(self, count: int = 1) -> None:
        """Moves the lines between the margins up (SU)."""
        self._scroll(max(1, count))

    def scroll_down(self, count: int = 1) -> None:
        """Moves the lines between the margins down (SD)."""
        self._scroll(-max(1, count))

    def set_sides(self, left: int = 1, right: int = 0) -> None:
        """Sets the margins at the left and the right (DECSLRM), if they may be (DECLRMM)."""
        if SIDES in self.mode:
            self._sides = (max(0, left - 1), right or self.columns)
            self.cursor_position()

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        """Turns modes off; the margins at the left and right go with theirs."""
        super().reset_mode(*modes, **kwargs)
        if SIDES not in self.mode:
            self._sides = None

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        """Erases a part of the line."""
        self._in_its_colour(super().erase_in_line, how, private)

    def erase_in_display(self, how: int = 0, *arguments: Any, **options: Any) -> None:
        """Erases a part of the screen."""
        self._in_its_colour(super().erase_in_display, how, *arguments, **options)
        first, last = {0: (self.cursor.y + 1, self.lines), 1: (0, self.cursor.y)}.get(how, (0, self.lines))
        for y in range(first, last):
            for x in range(self.columns):  # pyte leaves out those that nothing was drawn in
                self.buffer[y][x] = self._blank

    def erase_characters(self, count: int | None = None) -> None:
        """Erases cells."""
        self._in_its_colour(super().erase_characters, count)

    def _in_its_colour(self, erase: Callable[..., None], *arguments: Any, **options: Any) -> None:
        x, line = self.cursor.x, self.buffer[self.cursor.y]
        if 0 < x < self.columns and not line[x].data:  # the right half of a wide character
            line[x - 1] = line[x - 1]._replace(data=" ")
        attributes = self.cursor.attrs
        self.cursor.attrs = self._blank
        erase(*arguments, **options)
        self.cursor.attrs = attributes

    @property
    def _blank(self) -> Char:
        """What erasing leaves: the present background, if the terminal has "bce", and nothing else of the pen."""
        return Char(" ", bg=self.cursor.attrs.bg if self._erases_in_colour else "default")

    def _scroll(self, up: int) -> None:
        top, bottom = (self.margins.top, self.margins.bottom) if self.margins else (0, self.lines - 1)
        left, right = self._sides or (0, self.columns)
        former = {y: [self.buffer[y][x] for x in range(self.columns)] for y in range(top, bottom + 1)}
        for y in range(top, bottom + 1):
            for x in range(left, right):
                self.buffer[y][x] = former[y + up][x] if top <= y + up <= bottom else self._blank

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
        blank = self._blank
        for y in range(self.lines):
            if y not in self.buffer:
                line = self.buffer[y]
                for x in range(self.columns):
                    line[x] = blank


class _Stream(pyte.Stream):
    """A stream that knows their sequences."""

    csi = {  # noqa: RUF012 - as in pyte
        **pyte.Stream.csi,
        "b": "repeat",
        "S": "scroll_up",
        "T": "scroll_down",
        "s": "set_sides",
    }
    events = pyte.Stream.events | {"repeat", "scroll_up", "scroll_down", "set_sides"}


class Emulator:
    """A terminal without a keyboard."""

    def __init__(
        self, columns: int, rows: int, width_of: Callable[[str], int] = wcwidth, *, erases_in_colour: bool = True
    ) -> None:
        """`width_of` is how many cells a character takes; `erases_in_colour` whether the terminal has "bce"."""
        self.screen = _Screen(columns, rows, width_of, erases_in_colour=erases_in_colour)
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
