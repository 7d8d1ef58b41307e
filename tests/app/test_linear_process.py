"""The linear mode on a real terminal: what a screen reader finds at the cursor, and what is announced.

Tested by what is sent to the terminal, not with a screen reader.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from emulator import Emulator
from terminals import PATIENCE_SECONDS, Terminal

DRAWN = re.compile("[\u2500-\u259f\ue000-\uf8ff★●◐◕○▸▾]")
"""Boxes, blocks, signs of fonts of one's own, and the marks of the other mode."""

SPOKEN_ROWS = 2


class Listener:
    """A reader who knows the lines of the terminal, and where its cursor is."""

    def __init__(self, terminal: Terminal, columns: int, rows: int) -> None:
        self.terminal = terminal
        self.emulator = Emulator(columns, rows)
        self.emulator.feed(b"\x1b[?7l")
        self._fed = 0

    @property
    def here(self) -> str:
        """The line from the cursor on."""
        cursor = self.emulator.screen.cursor
        return self.emulator.lines[cursor.y][cursor.x :].rstrip().replace("\xa0", " ")

    @property
    def place(self) -> tuple[int, int]:
        """The cell of the cursor."""
        return self.emulator.screen.cursor.x, self.emulator.screen.cursor.y

    @property
    def said(self) -> str:
        """What was announced last."""
        return " ".join(" ".join(self.emulator.lines[-SPOKEN_ROWS:]).split())  # blanks that do not break too

    @property
    def lines(self) -> list[str]:
        """What is above the announcements."""
        return [line.rstrip().replace("\xa0", " ") for line in self.emulator.lines[:-SPOKEN_ROWS]]

    def press(self, *keys: str, at: str = "", said: str = "", place: tuple[int, int] | None = None) -> None:
        """Types keys, and reads until the cursor is at a line that begins so, and until something is announced."""
        for key in keys:
            self.terminal.type(key)
        self.wait(at=at, said=said, place=place)

    def wait(self, *, at: str = "", said: str = "", place: tuple[int, int] | None = None) -> None:
        """Reads until that is so; checks what is on the screen then."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not (self.here.startswith(at) and self.said.startswith(said) and place in (None, self.place)):
            assert time.monotonic() < end, (at, said, self.here, self.said, self.lines)
            assert self.terminal.read_more(), (at, said, self.here, self.said, self.lines)
            self.emulator.feed(bytes(self.terminal.written[self._fed :]))
            self._fed = len(self.terminal.written)
        assert not self.emulator.screen.cursor.hidden
        for line in self.emulator.lines:
            assert not DRAWN.search(line), line
        for cell in (cell for row in self.emulator.cells for cell in row):
            assert (cell.fg, cell.bg, cell.bold, cell.reverse) == ("default", "default", False, False)


def listen(
    opened: list[Terminal], library: Path, size: tuple[int, int], environment: dict[str, str] | None = None
) -> Listener:
    """The app in the linear mode on a terminal of so many columns and rows, once its list is there."""
    columns, rows = size
    terminal = Terminal(
        "-m", "wortreader", "--library", library, "--linear", size=(rows, columns), environment=environment
    )
    opened.append(terminal)
    listener = Listener(terminal, columns, rows)
    listener.wait(at="1 of 110, unread", said="All: 110 articles.")
    return listener


DOWN, ESCAPE, PALETTE = "\x1b[B", "\x1b", "\x10"


@pytest.mark.thorough
def test_the_main_stories_are_read_at_the_cursor_and_announced(demo: Path, opened: list[Terminal]) -> None:
    app = listen(opened, demo, (80, 24))
    assert app.place == (0, 1)
    assert app.lines[0] == "All, 58 unread of 110"

    # A list: each key moves the cursor to the beginning of a row.
    app.press("j", at="2 of 110, unread, Ferry captain")
    assert app.place == (0, 3)
    app.press("f", at="2 of 110, unread, starred, Ferry captain", said="Starred: Ferry captain refuses")
    app.press("f", at="2 of 110, unread, Ferry captain", said="Not starred: Ferry captain refuses")
    app.press("N", at="2 of 110, read, Ferry captain", said="Read: Ferry captain")
    app.press("N", at="2 of 110, unread, Ferry captain", said="Unread: Ferry captain")
    app.press("v", at="3 of 110, unread", said="1 row selected")
    app.press(ESCAPE, said="0 rows selected")

    # An article: from its title on by paragraphs, lines and pages, and to the next unread one.
    app.press("gg", at="1 of 110, unread, starred, Hôpitaux")
    app.press("\r", at="Hôpitaux : la facture", said="Article: Hôpitaux : la facture")
    app.press("}", at="Les budgets informatiques des quatre hôpitaux")
    app.press("}", "}", at="La direction des hôpitaux parle")
    assert any("[link 1]" in line for line in app.lines)
    app.press("j", at="réseaux dataient")
    app.press("{", at="La direction des hôpitaux parle")
    before = app.lines
    app.press(" ", at="Heading 2: Ce que l’argent a payé", said="Article: Hôpitaux")
    assert app.place == (0, 1)
    app.press("gg", at="Hôpitaux : la facture")
    assert app.lines == before
    app.press("n", at="Ferry captain", said="Article: Ferry captain")
    app.press("K", at="Hôpitaux : la facture", said="Article: Hôpitaux")

    # Its links, help and settings are lines in the same column.
    app.press("h", at="1 of 110, read, starred, Hôpitaux", said="All: 110 articles.")
    app.press("\r", at="Hôpitaux : la facture")
    app.press("u", at="1: dataient de 2009", said="Links")
    app.press("j", at="2: https://quotidien.example")
    app.press(ESCAPE, at="Hôpitaux : la facture")
    app.press("?", at="MOVING", said="Keys.")
    app.press("j", at="j")
    app.press(ESCAPE, at="Hôpitaux : la facture")
    app.press("g,", at="Linear mode, on", said="Settings.")
    app.press("j", at="Theme, auto", said='"auto" is light or dark')
    app.press(ESCAPE, at="Hôpitaux : la facture")
    app.press("h", at="1 of 110, read", said="All: 110 articles.")

    # Lines to type in: the cursor is behind what was typed.
    app.press("/", said="search everything")
    app.press("budget", place=(len("/ budget"), 0))
    app.press("\r", at="budgets informatiques", said="Article: Hôpitaux")  # where the first match is
    app.press("h", said="9 articles found.")
    app.press("j", at="2 of 9")
    app.press(ESCAPE, at="1 of 110", said="All: 110 articles.")
    app.press(PALETTE, said="Palette. Type")
    app.press("star", place=(len("star"), 0))
    app.press(DOWN, at="Starred, view")
    app.press("r", place=(len("starr"), 0), said="1 found: Starred")
    app.press(ESCAPE, at="1 of 110")
    app.press("+", said="Add a feed. The address of a feed")
    app.press("ftp://paper.example/", "\r", said="ftp://paper.example/ is not")
    assert app.place == (len("ftp://paper.example/"), 2)
    app.press(ESCAPE, at="1 of 110")

    # The feeds, and the end.
    app.press("h", at="All, ", said="Feeds.")
    app.press("j", at="Today")
    app.press("Q")
    assert app.terminal.ended() == 0


@pytest.mark.thorough
@pytest.mark.parametrize("size", [(40, 10), (80, 24)])
def test_a_terminal_with_ascii_alone_and_without_colours_shows_the_same_words(
    demo: Path, opened: list[Terminal], size: tuple[int, int]
) -> None:
    app = listen(opened, demo, size, {"LC_ALL": "C", "NO_COLOR": "1", "TERM": "linux"})

    app.press("j", at="2 of 110, unread, Ferry captain")
    app.press("\r", at="Ferry captain", said="Article: Ferry captain")
    app.press("}", at="Forty minutes late")
    app.press("?", at="MOVING")
    app.press(ESCAPE, at="Forty minutes late")
    app.press("h", at="2 of 110, read")
    app.press("+", said="Add a feed.")
    app.press(ESCAPE, at="2 of 110, read")
    app.press("h", at="All, ", said="Feeds.")
    app.press("Q")

    assert app.terminal.ended() == 0
    assert bytes(app.terminal.written).isascii()
