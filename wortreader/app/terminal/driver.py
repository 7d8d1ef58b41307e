"""The terminal that the app runs on: what it can, asked through Textual's own driver, and what is written past it.

Owns the question and the pictures that a terminal keeps. Private names of Textual's stand here and nowhere else: it has
no place for answers of its own. It is pinned, and the tests prove the effect on a real terminal.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, Final, Protocol

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from wortreader.app.terminal.answers import QUESTION, AnswerFilter, Answers

PATIENCE_SECONDS: Final = 1.0
"""How long leaving waits for an answer that is still under way: what comes after that, the shell would read."""


def removal(number: int) -> str:
    """The command that has Kitty forget a picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


class TerminalAnswered(Message):
    """The terminal has said something of itself."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self.answers = answers
        """All that it has said so far."""


class AnsweringParser(XTermParser):
    """Textual's parser of keys, behind a filter for answers."""

    def __init__(self, debug: bool = False) -> None:
        self._filter = AnswerFilter()
        self._answers = Answers()
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """The messages that `data` means; none of it is the end of all input, as Textual has it."""
        if not data:
            yield from super().feed(data)
            return
        for piece in self._filter.feed(data, time.monotonic()):
            if isinstance(piece, str):
                yield from super().feed(piece)
            else:
                self._answers = self._answers.with_answer(piece)
                yield TerminalAnswered(self._answers)

    def tick(self) -> Iterable[Message]:
        """The messages that are due because nothing more has come."""
        keys = self._filter.late(time.monotonic())
        if keys:
            yield from super().feed(keys)
            self._timeout_time = 0.0  # they have waited here: Escape must not take twice as long
        yield from super().tick()


class TerminalDriver(LinuxDriver):
    """Textual's driver, which can ask the terminal a question and waits for the answer before it leaves."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        setattr(linux_driver, "XTermParser", AnsweringParser)  # noqa: B010 - mypy forbids assigning to a class
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._asked_at: float | None = None
        self._is_answered = threading.Event()
        self._numbers: set[int] = set()
        terminal = getattr(app, "terminal", None)
        if isinstance(terminal, Terminal):
            terminal.driver = self

    def ask(self) -> None:
        """Ask what the terminal can. The answers come as messages to the app, or never."""
        self._asked_at = time.monotonic()
        self._is_answered.clear()
        self.write(QUESTION)

    def write_picture(self, number: int, data: str) -> None:
        """Hand the terminal a picture, to keep until it is told otherwise or the app leaves."""
        self._numbers.add(number)
        self.write(data)

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Tell the terminal that it need not keep these any more."""
        known = self._numbers.intersection(numbers)
        self._numbers -= known
        if known:
            self.write("".join(map(removal, sorted(known))))

    def process_message(self, message: Message) -> None:
        """Note the last answer on its way to the app."""
        if isinstance(message, TerminalAnswered) and message.answers.is_all:
            self._is_answered.set()
        super().process_message(message)

    def disable_input(self) -> None:
        """Stop reading keys, but not before the answer has come that is still under way."""
        if self._asked_at is not None and not self._is_answered.is_set():
            self._is_answered.wait(max(0.0, self._asked_at + PATIENCE_SECONDS - time.monotonic()))
            self._asked_at = None
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Give the terminal back without pictures of ours in it."""
        self.forget_pictures(tuple(self._numbers))
        super().stop_application_mode()


class TerminalWriter(Protocol):
    """What writes to the terminal: the part of `TerminalDriver` that `Terminal` needs."""

    def write(self, data: str) -> None:
        """Send something, as it is."""

    def ask(self) -> None:
        """Ask what the terminal can."""

    def write_picture(self, number: int, data: str) -> None:
        """Hand the terminal a picture."""

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Tell it that it need not keep these any more."""


class Terminal:
    """What is known of the terminal, and the way to it past Textual."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        """`environment` says where the app runs; None for the environment of the process."""
        self.environment = os.environ if environment is None else environment
        self.answers = Answers()
        self.driver: TerminalWriter | None = None
        """Textual's driver, where it is one of ours; None without a terminal."""
        self.when_known: Callable[[], None] = lambda: None
        """Called when the terminal has said more of itself."""
        self._is_asked = False
        self._is_waited_for = False
        self._is_known = asyncio.Event()

    @property
    def is_remote(self) -> bool:
        """Whether the app runs on another machine than the terminal."""
        return bool(self.environment.get("SSH_CONNECTION") or self.environment.get("SSH_TTY"))

    @property
    def is_shared(self) -> bool:
        """Whether a multiplexer stands between, which draws the screen itself and knows no pictures of ours."""
        term = self.environment.get("TERM", "")
        return term.startswith(("screen", "tmux")) or any(self.environment.get(n) for n in ("TMUX", "STY", "ZELLIJ"))

    @property
    def may_be_asked(self) -> bool:
        """Whether a question can do no harm and its answer could change anything."""
        known_to_print = ("linux", "dumb", "eterm", "vt", "ansi", "cons")
        return (
            not self.is_shared
            and not self.environment.get("TERM", "dumb").startswith(known_to_print)
            and self.environment.get("TERM_PROGRAM") != "Apple_Terminal"
        )

    def ask(self) -> None:
        """Ask what the terminal can, once, where that can do no harm; returns at once."""
        if not self._is_asked and self.may_be_asked and self.driver is not None:
            self._is_asked = self._is_waited_for = True
            self.driver.ask()

    async def answered(self, seconds: float) -> None:
        """Returns when the terminal has said all, at once where it was not asked, and at last after some seconds.

        Only the first who wants to know waits.
        """
        if self._is_waited_for:
            self._is_waited_for = False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_known.wait(), seconds)

    def learn(self, answers: Answers) -> None:
        """Take in what the terminal has said."""
        if answers != self.answers:
            self.answers = answers
            if answers.is_all:
                self._is_known.set()
                self.when_known()

    def write(self, data: str) -> None:
        """Send something to the terminal, as it is."""
        if self.driver is not None:
            self.driver.write(data)

    def keep_picture(self, number: int, data: str) -> None:
        """Hand the terminal a picture, to keep until it is told otherwise or the app leaves."""
        if self.driver is not None:
            self.driver.write_picture(number, data)

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Tell the terminal that it need not keep these any more."""
        if self.driver is not None:
            self.driver.forget_pictures(numbers)

    @property
    def draws_placeholders(self) -> bool:
        """Whether it draws pictures of Kitty's into placeholder characters, which scroll and clip like text.

        By its name: WezTerm and Konsole speak Kitty's protocol without them.
        """
        return not self.is_shared and self.answers.name.lower().startswith(("kitty", "ghostty"))

    @property
    def draws_sixel(self) -> bool:
        """Whether it draws Sixel."""
        return not self.is_shared and self.answers.knows_sixel

    @property
    def cell(self) -> Size | None:
        """Width and height of a cell in pixels; None where nobody says."""
        if self.answers.cell is not None:
            return Size(*self.answers.cell)
        return _cell_by_kernel()


def _cell_by_kernel() -> Size | None:
    """The size of a cell in pixels, as the terminal has told the kernel."""
    import fcntl
    import struct
    import termios

    for descriptor in (0, 1, 2):
        try:
            answer = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, b"\0" * 8)
        except OSError:
            continue
        rows, columns, width, height = struct.unpack("HHHH", answer)
        if rows and columns and width >= columns and height >= rows:
            return Size(width // columns, height // rows)
    return None
