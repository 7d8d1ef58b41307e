"""The terminal is asked what it can without hanging, and its answer reaches neither the keys nor the shell."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from app.app_driver import build_demo
from textual.geometry import Region

from wortreader.app.terminal.answers import BACKGROUND_QUESTION, QUESTION, Answers
from wortreader.app.terminal.terminal import Terminal

KITTY = b"\x1bP>|kitty(0.39.1)\x1b\\\x1b[6;20;10t\x1b[?62;52;c"
ELSEWHERE = {
    "COLORFGBG",
    "SSH_CONNECTION",
    "SSH_TTY",
    "TMUX",
    "STY",
    "ZELLIJ",
    "TERM_PROGRAM",
    "NO_COLOR",
    "COLUMNS",
    "LINES",
}
"""What says that the terminal is another than ours."""

PATIENCE_SECONDS = 60

ASKING = """
import sys
from textual.app import App
from wortreader.app.terminal.driver import TerminalDriver
from wortreader.app.terminal.terminal import Terminal

class Asking(App):
    heard = ""
    pressed = ""
    def on_mount(self):
        self.terminal.driver.write_picture(7, "")
        self.terminal.ask()
        if "leave" in sys.argv:
            self.exit()
    def on_terminal_answered(self, message):
        self.heard = f"{message.answers.name} {message.answers.cell} {message.answers.is_all}"
    def on_key(self, event):
        self.pressed += event.key + " "
        if event.key == "q":
            self.exit()

app = Asking(driver_class=TerminalDriver)
app.terminal = Terminal({"TERM": "xterm-256color"})
# The driver looks for the app's terminal when it is made.
app.run()
print("heard", app.heard, "pressed", app.pressed + "end")
"""


class Emulator:
    """A terminal with a program in it that asks it what it can."""

    def __init__(self, *words: object) -> None:
        self.ours, self.its = pty.openpty()
        termios.tcsetwinsize(self.its, (24, 80))
        self.written = b""
        outside = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        self.process = subprocess.Popen(
            [sys.executable, *map(str, words)],
            stdin=self.its,
            stdout=self.its,
            stderr=self.its,
            env={**outside, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"},
        )

    def read_until(self, wanted: bytes) -> None:
        """Reads until something has been written."""
        end = time.monotonic() + PATIENCE_SECONDS
        while wanted not in self.written:
            assert select.select([self.ours], [], [], end - time.monotonic())[0], self.written
            self.written += os.read(self.ours, 65536)

    def send(self, data: bytes) -> None:
        """Answers, or types."""
        os.write(self.ours, data)

    def left_for_the_shell(self) -> bytes:
        """What the next program on the line would read."""
        assert self.process.wait(PATIENCE_SECONDS) == 0
        os.set_blocking(self.its, False)
        try:
            return os.read(self.its, 1000)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        """Leaves nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.ours)
        os.close(self.its)


@pytest.fixture
def emulators() -> Iterator[list[Emulator]]:
    emulators: list[Emulator] = []
    yield emulators
    for emulator in emulators:
        emulator.close()


def asking(emulators: list[Emulator], *words: str) -> Emulator:
    emulator = Emulator("-c", ASKING, *words)
    emulators.append(emulator)
    emulator.read_until(QUESTION.encode())
    return emulator


def test_what_a_terminal_says_is_heard_between_keys_however_late_and_often(emulators: list[Emulator]) -> None:
    emulator = asking(emulators)

    emulator.send(b"j" + KITTY + b"k" + KITTY[:9])
    emulator.send(KITTY[9:] + b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28;29clq")

    emulator.read_until(b" end")
    assert b"heard kitty(0.39.1) (10, 20) True pressed j k l q end" in emulator.written


def test_a_terminal_that_says_nothing_holds_no_key_up(emulators: list[Emulator]) -> None:
    emulator = asking(emulators)

    emulator.send(b"\x1b[Aq")

    emulator.read_until(b" end")
    assert b"heard  pressed up q end" in emulator.written


def test_leaving_before_the_answer_leaves_nothing_for_the_shell_and_no_picture(emulators: list[Emulator]) -> None:
    emulator = asking(emulators, "leave")

    emulator.send(KITTY)

    emulator.read_until(b" end")
    assert emulator.left_for_the_shell() == b""
    assert emulator.written.count(b"\x1b_Ga=d,d=I,i=7,q=2\x1b\\") == 1
    assert emulator.written.index(b"\x1b_Ga=d") < emulator.written.index(b"\x1b[?1049l")


def test_the_app_asks_once_draws_with_kitty_and_leaves_no_picture_behind(
    emulators: list[Emulator], tmp_path: Path
) -> None:
    emulator = Emulator("-m", "wortreader", "--library", build_demo(tmp_path / "demo.db"))
    emulators.append(emulator)
    emulator.read_until(b"Ferry captain")

    emulator.send(b"/crevasse microphone")
    emulator.read_until(QUESTION.encode())
    emulator.send(KITTY)
    emulator.read_until(b"a=T,U=1")
    emulator.send(b"\rgg\x04")
    emulator.read_until("\U0010eeee".encode())
    emulator.send(b"Q")

    emulator.process.wait(PATIENCE_SECONDS)
    emulator.read_until(b"\x1b[?1049l")
    assert emulator.left_for_the_shell() == b""
    assert emulator.written.count(QUESTION.encode()) == 1
    numbers = re.findall(rb"a=T,U=1,i=(\d+)", emulator.written)
    assert len(numbers) == 1
    assert re.findall(rb"a=d,d=I,i=(\d+)", emulator.written) == numbers


DARK, LIGHT = b"48;2;22;19;15", b"48;2;250;246;238"
"""The backgrounds of our themes."""


def test_light_or_dark_follows_the_terminal_and_the_next_start_begins_with_it(
    emulators: list[Emulator], tmp_path: Path
) -> None:
    demo = build_demo(tmp_path / "demo.db")
    emulator = Emulator("-m", "wortreader", "--library", demo)
    emulators.append(emulator)
    emulator.read_until(BACKGROUND_QUESTION.encode())
    emulator.read_until(b"Ferry captain")  # nothing waits for the answer
    assert DARK in emulator.written
    assert LIGHT not in emulator.written

    emulator.send(b"\x1b]11;rgb:ffff/ff")
    emulator.send(b"ff/ffff\x1b\\\x1b[?62c")
    emulator.read_until(LIGHT)
    emulator.send(b"Q")
    emulator.read_until(b"\x1b[?1049l")
    assert emulator.left_for_the_shell() == b""
    assert emulator.written.count(b"\x1b[?2031l") == emulator.written.count(b"\x1b[?2031h") == 1

    again = Emulator("-m", "wortreader", "--library", demo)
    emulators.append(again)
    again.read_until(b"Ferry captain")
    assert LIGHT in again.written
    assert DARK not in again.written
    again.send(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c\x1b[?997;1n")  # it turns dark in the evening
    again.read_until(DARK)
    again.send(b"Q")
    assert again.left_for_the_shell() == b""


@pytest.mark.parametrize(
    ("environment", "question"),
    [
        ({"TERM": "xterm-256color"}, BACKGROUND_QUESTION + QUESTION),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux,1,0"}, BACKGROUND_QUESTION + "\x1b[c"),
        ({"TERM": "screen", "STY": "1"}, BACKGROUND_QUESTION + "\x1b[c"),
        ({"TERM": "linux"}, ""),
        ({"TERM": "vt100"}, ""),
        ({}, ""),
    ],
)
def test_the_background_is_asked_where_the_question_does_no_harm(environment: dict[str, str], question: str) -> None:
    terminal, asked = Terminal(environment), Asked()
    terminal.driver = asked

    terminal.ask_background()
    terminal.ask()  # what has been asked already is not asked again

    assert "".join(asked.questions) == question
    assert asked.is_following is bool(question)


class Asked:
    """The way to a terminal, and what it was asked."""

    def __init__(self) -> None:
        self.questions: list[str] = []
        self.is_following = False

    def overlay(self, region: Region, data: str) -> None:
        """Not used."""

    def ask(self, question: str) -> None:
        """Note it."""
        self.questions.append(question)

    def follow_scheme(self) -> None:
        """Note it."""
        self.is_following = True

    def write_picture(self, number: int, data: str) -> None:
        """Not used."""

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Not used."""


def test_what_a_terminal_has_said_once_is_known_after_a_stop() -> None:
    terminal = Terminal({})
    terminal.learn(Answers(name="kitty(0.39.1)", cell=(10, 20), is_light=True, is_all=True))

    terminal.learn(Answers(is_light=False))

    assert terminal.answers == Answers(name="kitty(0.39.1)", cell=(10, 20), is_light=False, is_all=True)


@pytest.mark.parametrize(
    ("environment", "is_asked"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-kitty", "SSH_CONNECTION": "1 2 3 4"}, True),
        ({"TERM": "tmux-256color", "SSH_CONNECTION": "1 2 3 4"}, False),
        ({"TERM": "xterm-256color", "TMUX": "/tmp/tmux,1,0"}, False),
        ({"TERM": "xterm-256color", "ZELLIJ": "0"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({}, False),
    ],
)
def test_only_terminals_are_asked_that_swallow_what_they_do_not_know(
    environment: dict[str, str], is_asked: bool
) -> None:
    assert Terminal(environment).may_be_asked is is_asked


@pytest.mark.parametrize(
    ("name", "environment", "draws"),
    [
        ("kitty(0.39.1)", {}, True),
        ("ghostty 1.1.2", {}, True),
        ("WezTerm 20240203", {}, False),
        ("", {}, False),
        ("kitty(0.39.1)", {"TMUX": "1"}, False),
    ],
)
def test_placeholders_are_for_the_terminals_whose_name_says_so(
    name: str, environment: dict[str, str], draws: bool
) -> None:
    terminal = Terminal(environment)

    terminal.learn(Answers(name=name))

    assert terminal.draws_placeholders is draws
