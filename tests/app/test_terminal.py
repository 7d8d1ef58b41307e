"""The terminal is asked what it can without hanging, and its answer reaches neither the keys nor the shell."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import terminals
from app.app_driver import build_demo
from textual.geometry import Region

from wortreader.app.terminal.answers import BACKGROUND_QUESTION, QUESTION, Answers
from wortreader.app.terminal.terminal import Terminal

KITTY = b"\x1bP>|kitty(0.39.1)\x1b\\\x1b[6;20;10t\x1b[?62;52;c"

ASKING = """
import sys
from textual.app import App
from wortreader.app.terminal import driver
from wortreader.app.terminal.driver import TerminalDriver
from wortreader.app.terminal.terminal import Terminal

class Asking(App):
    heard = ""
    pressed = ""
    def on_mount(self):
        self.terminal.driver.write_picture(7, "")
        self.terminal.ask()
        if "leave" in sys.argv:
            driver.PATIENCE_SECONDS = 60.0
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


class AnsweringTerminal(terminals.Terminal):
    """A terminal with a program in it that asks it what it can."""

    def __init__(self, *words: object) -> None:
        super().__init__(*words, has_session=False, size=(24, 80), environment={"COLORTERM": "truecolor"})
        self._its = os.open(self.name, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        """Open, so that what the program has not read stays."""

    def send(self, data: bytes) -> None:
        """Answers, or types."""
        os.write(self.ours, data)

    def left_for_the_shell(self) -> bytes:
        """What the next program on the line would read."""
        assert self.process.wait(terminals.PATIENCE_SECONDS) == 0
        try:
            return os.read(self._its, 1000)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        """Leaves nothing behind."""
        super().close()
        os.close(self._its)


def asking(opened: list[terminals.Terminal], *words: str) -> AnsweringTerminal:
    terminal = AnsweringTerminal("-c", ASKING, *words)
    opened.append(terminal)
    terminal.read_until(QUESTION.encode())
    return terminal


@pytest.mark.thorough
def test_what_a_terminal_says_is_heard_between_keys_however_late_and_often(opened: list[terminals.Terminal]) -> None:
    terminal = asking(opened)

    terminal.send(b"j" + KITTY + b"k" + KITTY[:9])
    terminal.send(KITTY[9:] + b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28;29clq")

    terminal.read_until(b" end")
    assert b"heard kitty(0.39.1) (10, 20) True pressed j k l q end" in terminal.written


@pytest.mark.thorough
def test_a_terminal_that_says_nothing_holds_no_key_up(opened: list[terminals.Terminal]) -> None:
    terminal = asking(opened)

    terminal.send(b"\x1b[Aq")

    terminal.read_until(b" end")
    assert b"heard  pressed up q end" in terminal.written


@pytest.mark.thorough
def test_leaving_before_the_answer_leaves_nothing_for_the_shell_and_no_picture(
    opened: list[terminals.Terminal],
) -> None:
    terminal = asking(opened, "leave")

    terminal.send(KITTY)

    terminal.read_until(b" end")
    assert terminal.left_for_the_shell() == b""
    assert terminal.written.count(b"\x1b_Ga=d,d=I,i=7,q=2\x1b\\") == 1
    assert terminal.written.index(b"\x1b_Ga=d") < terminal.written.index(b"\x1b[?1049l")


@pytest.mark.thorough
def test_the_app_asks_once_draws_with_kitty_and_leaves_no_picture_behind(
    opened: list[terminals.Terminal], tmp_path: Path
) -> None:
    terminal = AnsweringTerminal("-m", "wortreader", "--library", build_demo(tmp_path / "demo.db"))
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")

    terminal.send(b"/crevasse microphone")
    terminal.read_until(QUESTION.encode())
    terminal.send(KITTY)
    terminal.read_until(b"a=T,U=1")
    terminal.send(b"\rgg\x04")
    terminal.read_until("\U0010eeee".encode())
    terminal.send(b"Q")

    terminal.process.wait(terminals.PATIENCE_SECONDS)
    terminal.read_until(b"\x1b[?1049l")
    assert terminal.left_for_the_shell() == b""
    assert terminal.written.count(QUESTION.encode()) == 1
    numbers = re.findall(rb"a=T,U=1,i=(\d+)", terminal.written)
    assert len(set(numbers)) == len(numbers)  # more than one if it shows what the first letters find
    assert sorted(re.findall(rb"a=d,d=I,i=(\d+)", terminal.written)) == sorted(numbers)


DARK, LIGHT = b"48;2;22;19;15", b"48;2;250;246;238"
"""The backgrounds of our themes."""


@pytest.mark.thorough
def test_light_or_dark_follows_the_terminal_and_the_next_start_begins_with_it(
    opened: list[terminals.Terminal], tmp_path: Path
) -> None:
    demo = build_demo(tmp_path / "demo.db")
    terminal = AnsweringTerminal("-m", "wortreader", "--library", demo)
    opened.append(terminal)
    terminal.read_until(BACKGROUND_QUESTION.encode())
    terminal.read_until(b"Ferry captain")  # nothing waits for the answer
    assert DARK in terminal.written
    assert LIGHT not in terminal.written

    terminal.send(b"\x1b]11;rgb:ffff/ff")
    terminal.send(b"ff/ffff\x1b\\\x1b[?62c")
    terminal.read_until(LIGHT)
    terminal.send(b"Q")
    terminal.read_until(b"\x1b[?1049l")
    assert terminal.left_for_the_shell() == b""
    assert terminal.written.count(b"\x1b[?2031l") == terminal.written.count(b"\x1b[?2031h") == 1

    again = AnsweringTerminal("-m", "wortreader", "--library", demo)
    opened.append(again)
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

    def set_title(self, sequence: str) -> None:
        """Not used."""

    tell = set_title

    def restore_title(self) -> None:
        """Not used."""

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
