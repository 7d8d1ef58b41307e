"""Textual's driver, which also asks the terminal, keeps its answers out of the keys, and takes over the last screen.

Textual has no public interface for terminal queries, so its private names are used here and nowhere else. Textual is
pinned, and the tests check the effect on a real terminal.
"""

from __future__ import annotations

import codecs
import os
import re
import termios
import threading
import time
import tty
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Final

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.geometry import Region
from textual.keys import Keys
from textual.message import Message

from wortreader.app.terminal.announcing import KEEP_TITLE, RESTORE_TITLE
from wortreader.app.terminal.answers import FOLLOW_SCHEME, FORGET_SCHEME, AnswerFilter, Answers
from wortreader.app.terminal.display import Display
from wortreader.app.terminal.displayed_app import DisplayedApp
from wortreader.app.terminal.grid import Grid
from wortreader.app.terminal.job_control import await_foreground, is_in_background, stop_process_group
from wortreader.app.terminal.pacing import OutputThread
from wortreader.app.terminal.terminal import Terminal
from wortreader.last_screen import start
from wortreader.lazy_dataclass import lazy_dataclass

PATIENCE_SECONDS: Final = 1.0
"""How long leaving waits for an answer to the query: the shell would read one that comes later."""

ALTERNATE_SCREEN: Final = "\x1b[?1049h"

SHOW_CURSOR: Final = "\x1b[?25h"
"""Which Textual hides."""

MOST_CELLS: Final = 1_000_000
"""Of a terminal. The largest screens, in the smallest letters, have half as many."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


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
    """Textual's parser of keys, behind a filter for answers. Leaves out keys and sizes that cannot be."""

    def __init__(self, debug: bool = False) -> None:
        self._filter = AnswerFilter()
        self._answers = Answers()
        self._sizes: tuple[tuple[int, int] | None, tuple[int, int] | None] = None, None
        """The last size of the terminal that can be, in cells and in pixels."""
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """The messages that `data` means; as in Textual, an empty string is the end of the input."""
        if not data:
            yield from super().feed(data)
            return
        for piece in self._filter.feed(data, time.monotonic()):
            if isinstance(piece, str):
                yield from filter(self._is_possible, super().feed(piece))
            elif piece["status"] is not None:
                yield StatusReported(time.monotonic())
            else:
                self._answers = self._answers.with_answer(piece)
                yield TerminalAnswered(self._answers)

    def tick(self) -> Iterable[Message]:
        """The messages that are due because no more input has come."""
        keys = self._filter.late(time.monotonic())
        if keys:
            yield from filter(self._is_possible, super().feed(keys))
            self._timeout_time = 0.0  # they have waited here already: Escape must not take twice as long
        yield from super().tick()

    def _is_possible(self, message: Message) -> bool:
        """False for a size that no terminal has, which would fill the memory; the mouse goes on by the size before."""
        if isinstance(message, Resize):
            width, height = message.size
            if width > 0 and height > 0 and width * height <= MOST_CELLS:
                pixels = message.pixel_size
                self._sizes = message.size, pixels if pixels and all(pixels) else None
            self.terminal_size, self.terminal_pixel_size = self._sizes
            return message.size == self.terminal_size
        return True

    def _parse_extended_key(self, sequence: str) -> list[Key] | None:  # type: ignore[override]  # Textual caches it
        """The keys that a sequence of Kitty's protocol means; for one that does not exist, a key that is left out.

        Textual has the numbers of the sequence made into characters, which fails for those that are none.
        """
        try:
            keys = super()._parse_extended_key(sequence)
        except (ValueError, OverflowError):
            return [Key(Keys.Ignore, sequence)]
        is_surrogate = any(_SURROGATE.search(f"{key.key}{key.character}") for key in keys or ())
        return [Key(Keys.Ignore, sequence)] if is_surrogate else keys


def _lenient_decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """What makes a decoder that leaves out bytes that mean nothing: a key of another encoding, half a character."""
    return partial(codecs.getincrementaldecoder(encoding), errors="ignore")


def _raise(error: Exception) -> None:
    raise error


class TerminalDriver(LinuxDriver):
    """Textual's driver, which can also query the terminal, and waits for the answer before it leaves."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        setattr(linux_driver, "XTermParser", AnsweringParser)  # noqa: B010 - mypy forbids assigning to a class
        setattr(linux_driver, "WriterThread", OutputThread)  # noqa: B010
        setattr(linux_driver, "getincrementaldecoder", _lenient_decoder)  # noqa: B010
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.display = app.terminal_display if isinstance(app, DisplayedApp) else Display(self.write)
        """The cells of the terminal."""
        self._pacer = app.pacer if isinstance(app, DisplayedApp) else None
        self._shown: start.ShownScreen | None = None
        """The last screen, until the terminal has been set up."""
        self._asked_at: float | None = None
        self._follows_scheme = False
        self._has_title = False
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
        """Set the terminal up, also after a stop. What it shows is not known, unless it is the last screen.

        In the background, the app stops until it has the terminal.
        """
        await_foreground(self.fileno)
        self.display.forget()
        shown = self._shown = start.take_over()
        if shown is None:
            with suppress(termios.error):
                start.guard()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # in Textual
        if self._pacer is not None and isinstance(self._writer_thread, OutputThread):
            self._pacer.output = self._writer_thread
        if shown is not None and self._writer_thread is not None:
            self.attrs_before = shown.modes
            self._hold(shown)
        if self._writer_thread is not None:
            if self.display.is_linear:
                self.write(SHOW_CURSOR)
            self._have_line_feeds_plain()
            if self._follows_scheme:
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
            if self.display.is_linear:
                return  # the settings have changed since: every cell is written anew
            grid = Grid.from_bytes(shown.screen.cells)
            if shown.is_intact and grid.size == self._get_terminal_size() and isinstance(self._app, DisplayedApp):
                self._app.hold(grid)

    def write(self, data: str) -> None:
        """Write data unchanged; but the alternate screen is not begun again: some terminals would clear it.

        What comes while the app does not have the terminal goes nowhere.
        """
        if self._shown is not None and data == ALTERNATE_SCREEN:
            self._shown = None
        elif self._writer_thread is not None:
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

    def set_title(self, sequence: str) -> None:
        """Set the title of the terminal until the app leaves it."""
        if not self._has_title:
            self._has_title = True
            self.write(KEEP_TITLE)
        self.write(sequence)

    def restore_title(self) -> None:
        """Give the terminal back the title that it had before the app set one."""
        if self._has_title:
            self._has_title = False
            self.write(RESTORE_TITLE)

    def tell(self, sequence: str) -> None:
        """Send the terminal a notice."""
        self.write(sequence)

    def process_message(self, message: Message) -> None:
        """Note the last answer on its way to the app, and how fast the line is."""
        if isinstance(message, StatusReported):
            if self._pacer is not None:
                self._pacer.note_answer(message.at)
            return
        if isinstance(message, TerminalAnswered) and message.answers.is_all:
            self._is_answered.set()
        super().process_message(message)

    def _run_input_thread(self) -> None:
        """Read keys. A fault in that is one of the app: Textual would print its traceback, and end with 0."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - whatever it is
            if isinstance(error, OSError) and not os.isatty(self.fileno):
                return  # the terminal was closed, which the app finds out by itself
            self._app.call_later(_raise, error)

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
        self.restore_title()
        if self._follows_scheme:
            self.write(FORGET_SCHEME)
        self.write("\x1b[m")
        self.write("\x1b[?1016l")  # Textual sets it where the terminal can, and leaves it set
        super().stop_application_mode()
        start.unguard()

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
            await_foreground(self.fileno)
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
