"""The app on a terminal, with a library in which every text is hostile: what it writes is its own, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from emulator import Emulator
from hostile_library import hostile_library
from hostile_strings import FEW, STRINGS, Hostile
from spoiled_library import spoiled_library
from terminal_grammar import foreign_in_frames, foreign_in_session
from terminals import Terminal

from wortreader.app.terminal.answers import LAST_QUESTION
from wortreader.app.terminal.line import REPORT

ROWS, COLUMNS = 36, 120
NAME = "li\x1b]0;owned\x07\x9b31m\u202e[/b]{0}%s.db"
"""A file name that some terminals would obey."""
DIALOGS = (  # keys, what is then on the screen, and the keys that lead back
    ("u", "▌ 1 ", "\x1b"),
    ("go", "O U T B O X", "\x1b"),
    ("W", "Write the article", "\x1b"),
    ("?", "K E Y S", "\x1b"),
    ("\x10", "a command, a feed, a view", "\x1b"),
    ("gH", "F E E D   H E A L T H", "\x1b"),
)

SCREENS = (  # the same on a library in which all that a user can have is spoiled
    ("go", "O U T B O X", "\x1b"),
    ("gD", "D O W N L O A D S", "\x1b"),
    ("gq", "Q U E U E", "\x1b"),
    ("gR", "R U L E S", "\x1b"),
    ("gH", "F E E D   H E A L T H", "\x1b"),
    ("gh", "It has failed.", "\x1b"),
    (":undo-list\r", "The change that you choose", "\x1b"),
    ("gm", "Mute what?", "\x1b"),
    ("g,", "S E T T I N G S", "\x1b"),
    ("t", "Tags", "\x1b"),
)


class Watched:
    """The app on a terminal that an emulator plays."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.emulator = Emulator(COLUMNS, ROWS)
        self._fed = 0

    def set_up(self) -> int:
        """Where in all that is written the terminal has been set up and asked everything: only frames come after it.

        What has been read when the screen shows something may end within a frame.
        """
        ends = []
        for question in (REPORT, LAST_QUESTION):
            self.terminal.read_until(question.encode())
            ends.append(self.terminal.written.index(question.encode()) + len(question))
        return max(ends)

    def until_shown(self, words: str) -> None:
        """Reads until the screen shows something."""
        self._until(lambda: words in "\n".join(self.emulator.lines))

    def until_gone(self, words: str) -> None:
        """Reads until the screen does not show something any more."""
        self._until(lambda: words not in "\n".join(self.emulator.lines))

    def until_open(self, number: int) -> None:
        """Reads until the article with this number is beside the list."""
        self._until(lambda: any(line.split()[:1] == [f"t{number}"] for line in self._beside_the_list()))

    def _until(self, is_so: Callable[[], bool]) -> None:
        while True:
            data = bytes(self.terminal.written[self._fed :])
            self._fed += len(data)
            self.emulator.feed(data)
            if is_so():
                return
            assert self.terminal.read_more(), "\n".join(self.emulator.lines)

    def _beside_the_list(self) -> list[str]:
        """The first lines of the article."""
        return [line.partition("│")[2] for line in self.emulator.lines[:12]]


def walk(app: Watched, numbers: Sequence[int]) -> None:
    """Goes from article to article."""
    for at, number in enumerate(numbers):
        if at:
            app.terminal.type("J")
        app.until_open(number)


@pytest.fixture
def closing_terminals() -> Iterator[list[Terminal]]:
    """Terminals that are closed at the end of the test."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


@pytest.fixture
def hostile_app(
    tmp_path: Path, closing_terminals: list[Terminal]
) -> Callable[[Sequence[Hostile]], tuple[Watched, list[int]]]:
    """Starts the app on a library of hostile strings."""

    def start(strings: Sequence[Hostile]) -> tuple[Watched, list[int]]:
        numbers = hostile_library(tmp_path / NAME, strings)
        return Watched(_start(closing_terminals, tmp_path)), numbers

    return start


def _start(opened: list[Terminal], folder: Path) -> Terminal:
    environment = {"COLORTERM": "truecolor", "XDG_CONFIG_HOME": os.fspath(folder / "config")}
    terminal = Terminal("-m", "wortreader", "--library", folder / NAME, size=(ROWS, COLUMNS), environment=environment)
    opened.append(terminal)
    return terminal


@pytest.mark.parametrize("strings", [FEW[::6], pytest.param(STRINGS, marks=pytest.mark.slow)], ids=["few", "all"])
def test_fault_061_hostile_text_writes_no_sequence_to_the_terminal(
    hostile_app: Callable[[Sequence[Hostile]], tuple[Watched, list[int]]], strings: Sequence[Hostile]
) -> None:
    app, numbers = hostile_app(strings)
    app.until_open(numbers[0])
    begun = app.set_up()

    walk(app, numbers)
    for keys, words, back in DIALOGS:
        app.terminal.type(keys)
        app.until_shown(words)
        app.terminal.type(back)
        app.until_gone(words)
    walked = len(app.terminal.written)
    app.terminal.type("Q")

    assert app.terminal.ended() == 0
    ended = app.terminal.written.index(b"\x1b[?2031l", walked)  # the first mode that the driver takes back
    assert foreign_in_frames(bytes(app.terminal.written[begun:ended]), ROWS, COLUMNS) == []
    assert foreign_in_session(bytes(app.terminal.written), ROWS, COLUMNS) == []
    assert app.terminal.modes_left_on == set()


@pytest.mark.thorough
def test_fault_061_what_a_stranger_has_written_into_a_library_writes_no_sequence_to_the_terminal(
    tmp_path: Path, closing_terminals: list[Terminal]
) -> None:
    spoiled_library(tmp_path / NAME)
    app = Watched(_start(closing_terminals, tmp_path))
    app.until_shown("Title of 9")
    begun = app.set_up()

    for keys, words, back in SCREENS:
        app.terminal.type(keys)
        app.until_shown(words)
        assert not [line for line in app.emulator.lines if line.startswith("y")], words  # a name has ended its line
        app.terminal.type(back)
        app.until_gone(words)
    walked = len(app.terminal.written)
    app.terminal.type("Q")

    assert app.terminal.ended() == 0
    ended = app.terminal.written.index(b"\x1b[?2031l", walked)
    assert foreign_in_frames(bytes(app.terminal.written[begun:ended]), ROWS, COLUMNS) == []
    assert foreign_in_session(bytes(app.terminal.written), ROWS, COLUMNS) == []
