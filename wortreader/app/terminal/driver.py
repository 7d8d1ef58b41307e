"""The terminal that the app runs on: its capabilities, and what is written to it without Textual.

Textual has no public interface for terminal queries, so its private names are used here and nowhere else. Textual is
pinned, and the tests check the effect on a real terminal.
"""

from __future__ import annotations

import asyncio
import os
import termios
import threading
import time
import tty
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, Protocol

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Region, Size
from textual.message import Message

from wortreader.app.terminal.answers import (
    BACKGROUND_QUESTION,
    FOLLOW_SCHEME,
    FORGET_SCHEME,
    LAST_QUESTION,
    QUESTION,
    AnswerFilter,
    Answers,
)
from wortreader.app.terminal.cell_size import cell_by_kernel
from wortreader.app.terminal.display import Display
from wortreader.app.terminal.displayed_app import DisplayedApp
from wortreader.app.terminal.grid import Grid
from wortreader.app.terminal.job_control import is_in_background, stop_process_group
from wortreader.app.terminal.line import TerminalLine
from wortreader.app.terminal.pacing import OutputThread
from wortreader.last_screen import start
from wortreader.lazy_dataclass import lazy_dataclass

PATIENCE_SECONDS: Final = 1.0
"""How long leaving waits for an answer to the query: the shell would read one that comes later."""

ALTERNATE_SCREEN: Final = "\x1b[?1049h"


def removal(number: int) -> str:
    """The command that makes Kitty delete a picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


@lazy_dataclass(eq=False)
class StopRequested(Message):
    """The shell, or another program, wants the app to stop until it is continued (SIGTSTP)."""


@lazy_dataclass(eq=False)
class TerminalAnswered(Message):
    """The terminal has answered a question."""

    answers: Answers
    """All its answers so far."""


@lazy_dataclass(eq=False)
class StatusReported(Message):
    """The terminal has worked off what was sent to it before it was asked. The driver keeps this to itself."""

    at: float
    """When, by time.monotonic."""


class AnsweringParser(XTermParser):
    """Textual's parser of keys, behind a filter for answers."""

    def __init__(self, debug: bool = False) -> None:
        self._filter = AnswerFilter()
        self._answers = Answers()
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """The messages that `data` means; as in Textual, an empty string is the end of the input."""
        if not data:
            yield from super().feed(data)
            return
        for piece in self._filter.feed(data, time.monotonic()):
            if isinstance(piece, str):
                yield from super().feed(piece)
            elif piece["status"] is not None:
                yield StatusReported(time.monotonic())
            else:
                self._answers = self._answers.with_answer(piece)
                yield TerminalAnswered(self._answers)

    def tick(self) -> Iterable[Message]:
        """The messages that are due because no more input has come."""
        keys = self._filter.late(time.monotonic())
        if keys:
            yield from super().feed(keys)
            self._timeout_time = 0.0  # they have waited here already: Escape must not take twice as long
        yield from super().tick()


class TerminalDriver(LinuxDriver):
    """Textual's driver, which can also query the terminal, and waits for the answer before it leaves."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        setattr(linux_driver, "XTermParser", AnsweringParser)  # noqa: B010 - mypy forbids assigning to a class
        setattr(linux_driver, "WriterThread", OutputThread)  # noqa: B010
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.display = app.terminal_display if isinstance(app, DisplayedApp) else Display(self.write)
        """The cells of the terminal."""
        self._pacer = app.pacer if isinstance(app, DisplayedApp) else None
        self._shown: start.ShownScreen | None = None
        """The last screen, until the terminal has been set up."""
        self._asked_at: float | None = None
        self._follows_scheme = False
        self._is_answered = threading.Event()
        self._numbers: set[int] = set()
        terminal = getattr(app, "terminal", None)
        if isinstance(terminal, Terminal):
            terminal.driver = self

    def ask(self, question: str) -> None:
        """Query the terminal. Its answers come as TerminalAnswered to the app, or never."""
        self._asked_at = time.monotonic()
        self._is_answered.clear()
        self.write(question)

    def follow_scheme(self) -> None:
        """Have the terminal say when it turns light or dark, which comes as TerminalAnswered too."""
        self._follows_scheme = True
        self.write(FOLLOW_SCHEME)

    def start_application_mode(self) -> None:
        """Set the terminal up, also after a stop. What it shows is not known, unless it is the last screen."""
        self.display.forget()
        shown = self._shown = start.take_over()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # in Textual
        if self._pacer is not None and isinstance(self._writer_thread, OutputThread):
            self._pacer.output = self._writer_thread
        if shown is not None and self._writer_thread is not None:
            self.attrs_before = shown.modes
            self._hold(shown)
        self._have_line_feeds_plain()
        if self._follows_scheme and self._writer_thread is not None:
            self.write(FOLLOW_SCHEME)

    def _have_line_feeds_plain(self) -> None:
        """Have the system send line feeds without a return: one alone is the shortest way down a column.

        The modes of before come back with Textual's own when the app leaves the terminal.
        """
        is_plain = False
        with suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[tty.OFLAG] &= ~termios.ONLCR
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
            is_plain = True
        self.display.capabilities = replace(self.display.capabilities, feeds_in_column=is_plain)

    def overlay(self, region: Region, data: str) -> None:
        """Draw a picture over cells, as `Display.overlay` does."""
        self.display.overlay(region, data)

    def _hold(self, shown: start.ShownScreen) -> None:
        """Leave the last screen on the terminal until the app knows what it shows itself."""
        with suppress(ValueError):
            grid = Grid.from_bytes(shown.screen.cells)
            if shown.is_intact and grid.size == self._get_terminal_size() and isinstance(self._app, DisplayedApp):
                self._app.hold(grid)

    def write(self, data: str) -> None:
        """Write data unchanged; but the alternate screen is not begun again: some terminals would clear it."""
        if self._shown is not None and data == ALTERNATE_SCREEN:
            self._shown = None
        else:
            super().write(data)

    def write_picture(self, number: int, data: str) -> None:
        """Send the terminal a picture, which it keeps until `forget_pictures`, or until the app ends."""
        self._numbers.add(number)
        self.write(data)

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Delete these pictures from the terminal."""
        known = self._numbers.intersection(numbers)
        self._numbers -= known
        if known:
            self.write("".join(map(removal, sorted(known))))

    def process_message(self, message: Message) -> None:
        """Note the last answer on its way to the app, and how fast the line is."""
        if isinstance(message, StatusReported):
            if self._pacer is not None:
                self._pacer.note_answer(message.at)
            return
        if isinstance(message, TerminalAnswered) and message.answers.is_all:
            self._is_answered.set()
        super().process_message(message)

    def disable_input(self) -> None:
        """Stop reading keys, after waiting for the answers to queries."""
        if self._asked_at is not None and not self._is_answered.is_set():
            self._is_answered.wait(max(0.0, self._asked_at + PATIENCE_SECONDS - time.monotonic()))
            self._asked_at = None
        if self._pacer is not None:
            self._pacer.rest()
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Leave the terminal without pictures of the app, and with cells as the unit of its mouse."""
        self.forget_pictures(tuple(self._numbers))
        if self._follows_scheme:
            self.write(FORGET_SCHEME)
        self.write("\x1b[m")
        self.write("\x1b[?1016l")  # Textual sets it where the terminal can, and leaves it set
        super().stop_application_mode()

    def stop(self) -> None:
        """Give the terminal back to the shell, stop, and come back when the shell continues the app."""
        self._app.app_suspend_signal.publish(self._app)
        self.suspend_application_mode()
        while stop_process_group() and is_in_background(self.fileno):
            pass  # continued by `bg`: the terminal belongs to the shell
        self._come_back()

    def _come_back(self) -> None:
        self.resume_application_mode()
        self._app.app_resume_signal.publish(self._app)
        self._app.refresh(repaint=True, layout=True)

    def _take_over_again(self) -> None:
        """Set the terminal up again: the app was stopped by force (SIGSTOP), and the shell has changed the modes."""
        if self._writer_thread is not None and self._app.is_running:
            while is_in_background(self.fileno) and stop_process_group():
                pass
            self.suspend_application_mode()
            self._come_back()

    def _sigtstp_application(self, *_signal: object) -> None:
        """Have the app stop when it is done with what it does now; at once while another program has the terminal.

        Textual's own handler writes to the terminal from within the signal, where a lock can be held.
        """
        if self._auto_restart and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._app.post_message, StopRequested())
        else:
            stop_process_group()

    def _sigcont_application(self, *_signal: object) -> None:
        """Set the terminal up again after a stop that was not announced."""
        if self._auto_restart and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take_over_again)


class TerminalWriter(Protocol):
    """What `Terminal` needs of `TerminalDriver`."""

    def overlay(self, region: Region, data: str) -> None:
        """Draw a picture over cells."""

    def ask(self, question: str) -> None:
        """Query the terminal."""

    def follow_scheme(self) -> None:
        """Have the terminal say when it turns light or dark."""

    def write_picture(self, number: int, data: str) -> None:
        """Send the terminal a picture."""

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Delete these pictures from the terminal."""


class Terminal:
    """The capabilities of the terminal, and writing to it without Textual."""

    def __init__(self, environment: Mapping[str, str] | None = None, *, line: TerminalLine | None = None) -> None:
        """`environment` is that of the process if it is None, `line` how fast the line to it is found to be."""
        self.environment = os.environ if environment is None else environment
        self.line = line or TerminalLine()
        """The line to it."""
        self.answers = Answers()
        self.driver: TerminalWriter | None = None
        """The driver, if it is a TerminalDriver; None without a terminal."""
        self.when_known: Callable[[], None] = lambda: None
        """Called when the last answer has come."""
        self._is_asked = False
        self._is_waited_for = False
        self._is_known = asyncio.Event()

    @property
    def is_remote(self) -> bool:
        """Whether the app runs on another machine than the terminal."""
        return bool(self.environment.get("SSH_CONNECTION") or self.environment.get("SSH_TTY"))

    @property
    def is_shared(self) -> bool:
        """Whether there is a multiplexer between, which draws the screen itself and cannot show pictures."""
        term = self.environment.get("TERM", "")
        return term.startswith(("screen", "tmux")) or any(self.environment.get(n) for n in ("TMUX", "STY", "ZELLIJ"))

    @property
    def may_be_asked(self) -> bool:
        """Whether it can be asked for its name and for pictures without harm, and the answer makes a difference."""
        return not self.is_shared and self._knows_queries and self.environment.get("TERM_PROGRAM") != "Apple_Terminal"

    @property
    def _knows_queries(self) -> bool:
        """Whether the terminal answers or ignores queries: some of the oldest print them."""
        known_to_print = ("linux", "dumb", "eterm", "vt", "ansi", "cons")
        return not self.environment.get("TERM", "dumb").startswith(known_to_print)

    def ask(self) -> None:
        """Query the terminal the first time this is called, if `may_be_asked`; returns at once."""
        if not self._is_asked and self.may_be_asked and self.driver is not None:
            self._is_asked = self._is_waited_for = True
            self.driver.ask(QUESTION)

    def ask_background(self) -> None:
        """Ask whether the background is light, now and whenever that changes; and with it, what `ask` asks.

        Multiplexers answer for the terminal, or keep the question for themselves.
        """
        if self.driver is None or not self._knows_queries:
            return
        is_asking_all = self.may_be_asked and not self._is_asked
        if is_asking_all:
            self._is_asked = self._is_waited_for = True
        self.driver.follow_scheme()
        self.driver.ask(BACKGROUND_QUESTION + (QUESTION if is_asking_all else LAST_QUESTION))

    async def answered(self, seconds: float) -> None:
        """Returns when the last answer has come, at once if there was no query, and after `seconds` at the latest.

        Only the first call waits.
        """
        if self._is_waited_for:
            self._is_waited_for = False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_known.wait(), seconds)

    def learn(self, answers: Answers) -> None:
        """Takes the answers of the terminal."""
        former = self.answers
        answers = Answers(  # after a stop, Textual begins with nothing
            answers.name or former.name,
            answers.attributes or former.attributes,
            answers.cell or former.cell,
            former.is_light if answers.is_light is None else answers.is_light,
            answers.is_all or former.is_all,
        )
        if answers != former:
            self.answers = answers
            if answers.is_all:
                self._is_known.set()
                self.when_known()

    def overlay(self, region: Region, data: str) -> None:
        """Draw a picture over cells of the terminal, as `Display.overlay` does."""
        if self.driver is not None:
            self.driver.overlay(region, data)

    def keep_picture(self, number: int, data: str) -> None:
        """Send the terminal a picture, which it keeps until `forget_pictures`, or until the app ends."""
        if self.driver is not None:
            self.driver.write_picture(number, data)

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Delete these pictures from the terminal."""
        if self.driver is not None:
            self.driver.forget_pictures(numbers)

    @property
    def draws_placeholders(self) -> bool:
        """Whether it draws pictures into Kitty's placeholder characters, which scroll and clip like text.

        It is judged by its name: WezTerm and Konsole have Kitty's protocol without them.
        """
        return not self.is_shared and self.answers.name.lower().startswith(("kitty", "ghostty"))

    @property
    def draws_sixel(self) -> bool:
        """Whether it draws Sixel."""
        return not self.is_shared and self.answers.knows_sixel

    @property
    def cell(self) -> Size | None:
        """Width and height of a cell in pixels; None if they are unknown."""
        if self.answers.cell is not None:
            return Size(*self.answers.cell)
        return cell_by_kernel()
