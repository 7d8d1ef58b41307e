"""Shows the last screen, and hands it over to the app, or gives the terminal back.

The terminal is set up as the driver of the app does it, but keys still send signals until then: Ctrl+C ends the start,
Ctrl+Z stops it. What is typed stays in the terminal's own buffer, where the driver finds it.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import termios
from collections.abc import Mapping, MutableMapping, Sequence
from types import FrameType
from typing import Any, Final

from wortreader.last_screen import conditions, kept

SLOW: Final = "--slow"
"""The option that changes how much is sent, and not how it looks."""

BEGIN: Final = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[m\x1b[H"
"""The alternate screen, blank, without a cursor, and without wrapping."""

END: Final = (
    "\x1b\\\x1b[?2026l\x1b]8;;\x1b\\\x1b[?69l\x1b[r\x1b[<u"
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2004l\x1b[?1004l\x1b[?2031l\x1b[?2048l"
    "\x1b[?7h\x1b[m\x1b[?1049l\x1b[?25h"
)
"""Undoes that, and what the driver and the app may have done since, also if they were cut short in a sequence."""

_UNUSUAL: Final = ("TEXTUAL_DRIVER", "TEXTUAL")
"""Variables that have Textual draw in another way."""

_SIZES: Final = ("COLUMNS", "LINES")
"""Variables that say how large the terminal is, in the place of the terminal."""

_MOST_DIGITS: Final = 4
"""No terminal is larger."""

_ENDING: Final = tuple(
    number
    for number in signal.Signals
    if number.name
    in (
        *("SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGABRT"),
        *("SIGTRAP", "SIGSYS", "SIGXCPU", "SIGIO", "SIGPWR", "SIGSTKFLT"),
    )
)
"""Signals that end a process unless it handles them, but those for faults of its memory and arithmetic: the
instruction at fault would be tried again for ever."""
_LAST_WRITE_SECONDS: Final = 0.2
"""How long a terminal may take for what gives it back when a signal ends the process: perhaps nobody reads it."""
_INPUT, _OUTPUT = 0, 2  # Textual reads the first and draws on the other


class ShownScreen:
    """The last screen, on the terminal."""

    def __init__(self, screen: kept.KeptScreen) -> None:
        self.screen = screen
        self.modes: list[Any] = termios.tcgetattr(_INPUT)
        """Those of the terminal before."""
        self.is_intact = True
        """Whether the terminal still shows it: not after the program was stopped in a terminal of another size."""

    def draw(self) -> None:
        """Sets the terminal up and writes the screen."""
        modes = list(self.modes)
        modes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        modes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        modes[6] = [*modes[6]]
        modes[6][termios.VMIN] = 1
        termios.tcsetattr(_INPUT, termios.TCSANOW, modes)
        self.is_intact = _size() == (self.screen.columns, self.screen.rows)
        _write(BEGIN + (self.screen.drawing if self.is_intact else ""))

    def leave(self) -> None:
        """Gives the terminal back as it was."""
        _write(END)
        termios.tcsetattr(_INPUT, termios.TCSANOW, self.modes)


_shown: ShownScreen | None = None
"""The screen that is shown, until the app has taken over."""

_modes: list[Any] | None = None
"""Those of the terminal before, for signals that end the process while it is set up; None while it is not."""


def forget_odd_sizes(environment: MutableMapping[str, str]) -> None:
    """Removes sizes of the terminal that are no numbers, or too large: Rich and Textual would fail on them."""
    for name in _SIZES:
        size = environment.get(name, "")
        if not (size.isascii() and size.isdecimal() and len(size) <= _MOST_DIGITS and int(size)):
            environment.pop(name, None)


def show(arguments: Sequence[str]) -> None:
    """Shows the last screen if these arguments open the app and it will look like that; does nothing otherwise."""
    global _shown  # noqa: PLW0603 - there is one terminal
    screen = _screen_for(arguments)
    if screen is None:
        return
    try:
        _shown = shown = ShownScreen(screen)
        guard()
        signal.signal(signal.SIGTSTP, _stop)
        shown.draw()
    except (OSError, termios.error):
        give_back()


def guard() -> None:
    """Has signals that end the process give the terminal back first; to be called before it is set up.

    Those that are handled otherwise, or ignored, stay so. Raises termios.error if there is no terminal.
    """
    global _modes  # noqa: PLW0603 - there is one terminal
    _modes = termios.tcgetattr(_INPUT)
    for number in _ENDING:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def unguard() -> None:
    """Has those signals leave the terminal alone: it has been given back."""
    global _modes  # noqa: PLW0603
    _modes = None


def take_over() -> ShownScreen | None:
    """The screen that is on the terminal, for the driver to go on with; None if there is none, or to a second call."""
    global _shown
    shown, _shown = _shown, None
    if shown is not None and signal.getsignal(signal.SIGTSTP) == _stop:
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    return shown


def give_back() -> None:
    """Gives the terminal back as it was if the app has not taken over."""
    shown = take_over()
    if shown is not None:
        _reset_signals()
        unguard()
        try:
            termios.tcflush(_INPUT, termios.TCIFLUSH)  # keys that were meant for the app are not for the shell
            shown.leave()
        except (OSError, termios.error):
            pass


def _screen_for(arguments: Sequence[str]) -> kept.KeptScreen | None:
    """The screen that is kept for the app with these arguments, if it can be shown on this terminal."""
    files = files_of(arguments, os.environ)
    size = _size_of_terminal()
    return fitting_screen(*files, size, os.environ) if files is not None and size is not None else None


def fitting_screen(
    library: str, config: str, size: tuple[int, int], environment: Mapping[str, str]
) -> kept.KeptScreen | None:
    """The screen that is kept for a library, if it is what the app will look like; `size` are columns and rows."""
    mark, library_bytes = conditions.mark_of_library(library)
    screen = kept.read(conditions.state_file(library, kept.file_name(*size))) if library_bytes else None
    if screen is None or library_bytes < screen.library_bytes or size != (screen.columns, screen.rows):
        return None
    remembered = conditions.mark_of_file(conditions.state_file(library, conditions.REMEMBERED_NAME))
    present = conditions.conditions(mark, conditions.mark_of_file(config), remembered, environment)
    return screen if screen.conditions == present else None


def files_of(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, str] | None:
    """The library and the configuration of the app with these arguments; None if they are not plainly for the app."""
    options = options_of(arguments)
    if options is None:
        return None
    library, config = options.library, options.config
    return library or conditions.library_file(environment), config or conditions.config_file(environment)


class Options:
    """The global options of the command line."""

    def __init__(self) -> None:
        self.library = ""
        """Empty for the default library."""
        self.config = ""
        """Empty for the default configuration file."""
        self.is_slow = False


def options_of(arguments: Sequence[str]) -> Options | None:
    """The global options, if there is nothing else in the arguments; None for whatever click has to look at."""
    options = Options()
    words = iter(arguments)
    for word in words:
        if word == SLOW:
            options.is_slow = True
            continue
        name, sign, value = word.partition("=")
        value = value if sign else next(words, "")
        if not value:
            return None
        if name == "--library":
            options.library = os.path.expanduser(value)
        elif name == "--config":
            options.config = value
        else:
            return None
    return None if os.path.isdir(options.library) or os.path.isdir(options.config) else options


def _size_of_terminal() -> tuple[int, int] | None:
    """Columns and rows of the terminal that the app would draw on; None if it cannot, or in another way than usual."""
    try:
        is_usual = all(map(os.isatty, (0, 1, 2))) and not any(map(os.environ.get, _UNUSUAL))
        is_ours = is_usual and os.tcgetpgrp(_INPUT) == os.getpgrp() and sys.stderr.encoding.lower() == "utf-8"
        return _size() if is_ours else None
    except (OSError, AttributeError):
        return None


def _size() -> tuple[int, int]:
    """Columns and rows, as `shutil.get_terminal_size` has them, which Textual uses."""
    columns, rows = os.get_terminal_size(_OUTPUT)
    own_columns, own_rows = (int(os.environ.get(name) or 0) for name in _SIZES)
    return own_columns or columns, own_rows or rows


def _write(data: str, terminal: int = _OUTPUT) -> None:
    rest = data.encode()
    while rest:
        rest = rest[os.write(terminal, rest) :]


def _reset_signals() -> None:
    for number in (*_ENDING, signal.SIGTSTP):
        if signal.getsignal(number) in (_end, _stop):
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _frame: FrameType | None) -> None:
    """Gives the terminal back, and ends the process by the signal, as if there were no handler."""
    _reset_signals()
    restore()
    os.kill(os.getpid(), number)


def restore() -> None:
    """Gives the terminal back as it was if it is set up, for a process that ends now: it can write nothing any more.

    From any thread, whatever the others do.
    """
    if _modes is None:
        return
    try:
        terminal = os.dup(_OUTPUT)
        os.dup2(os.open(os.devnull, os.O_WRONLY), _OUTPUT)  # no thread writes anything behind the end
        termios.tcsetattr(_INPUT, termios.TCSANOW, _modes)  # first: nobody may read what is written
        _write_in_time(END, terminal)
    except (OSError, termios.error):
        pass


def _write_in_time(text: str, terminal: int) -> None:
    """Writes to the terminal, and gives up if it takes too long: the process must end."""
    written = _thread.allocate_lock()
    written.acquire()

    def write() -> None:
        with contextlib.suppress(OSError):
            _write(text, terminal)
        written.release()

    _thread.start_new_thread(write, ())
    written.acquire(timeout=_LAST_WRITE_SECONDS)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Gives the terminal back, stops as a job of the shell, and shows the screen again when it goes on."""
    if _shown is None:
        return
    _shown.leave()
    signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, _stop)
    _shown.draw()
