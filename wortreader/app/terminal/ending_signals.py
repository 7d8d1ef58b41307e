"""Signals that end the app, within a time that does not depend on what it does.

The event loop is told to leave. If the process is still there when the time is up, because the loop or a thread is busy
or a lock is held, the terminal is given back and the process ends: what is stored is whole, whenever that is.
"""

from __future__ import annotations

import os
import signal
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from wortreader.last_screen import start

SECONDS: Final = {signal.SIGTERM: 1.8, signal.SIGINT: 1.8, signal.SIGHUP: 8.0}
"""How long leaving may take. Half a second is usual; after a hang-up, nobody waits."""

_BY_PIPE: Final = (signal.SIGTERM, signal.SIGHUP)
"""Those that are obeyed whatever the main thread does. SIGINT may be for a program that has the terminal."""


def leave_on_signals(loop: AbstractEventLoop, leave: Callable[[signal.Signals], object]) -> None:
    """Has the loop call `leave` when one of `SECONDS` comes. To be called on the main thread.

    The system writes their numbers into a pipe, also while the main thread is where Python handles no signals. No other
    part of the process may use `signal.set_wakeup_fd`, which `loop.add_signal_handler` does.
    """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    for number in _BY_PIPE:
        signal.signal(number, _ignore)
    signal.signal(signal.SIGINT, lambda *_signal: _leave_in_time(signal.SIGINT, loop, leave))
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_obey, args=(reader, loop, leave), name="signals", daemon=True).start()


@contextmanager
def keys_for_a_program() -> Iterator[None]:
    """While a program of the user has the terminal, Ctrl+C and Ctrl+\\ are for it alone, as with system(3): the
    terminal sends their signals to this process, too."""
    formers = {number: signal.signal(number, _ignore) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, former in formers.items():
            signal.signal(number, former)


def end_in_time(number: signal.Signals) -> None:
    """Ends the process when the time for this signal is up, unless it has ended by then."""
    last_resort = threading.Timer(SECONDS[number], _end, (number,))
    last_resort.daemon = True
    last_resort.start()


def _obey(reader: int, loop: AbstractEventLoop, leave: Callable[[signal.Signals], object]) -> None:
    while numbers := os.read(reader, 64):
        with suppress(RuntimeError):
            # Python handles signals on the main thread, which may wait for events, and may have begun to do so just
            # before the signal came.
            loop.call_soon_threadsafe(_wake)
        for number in _BY_PIPE:
            if number in numbers:
                _leave_in_time(number, loop, leave)


def _leave_in_time(number: signal.Signals, loop: AbstractEventLoop, leave: Callable[[signal.Signals], object]) -> None:
    end_in_time(number)
    with suppress(RuntimeError):  # the loop has ended already
        loop.call_soon_threadsafe(leave, number)


def _ignore(*_signal: object) -> None:
    """Handles a signal by doing nothing. Programs that are started do not inherit that, as they would SIG_IGN."""


def _wake() -> None:
    """Does nothing: that it is called is enough."""


def _end(number: signal.Signals) -> None:
    start.restore()
    os._exit(128 + number)
