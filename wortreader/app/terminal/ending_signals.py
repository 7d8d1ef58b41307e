"""Signals that end the app, within a time that does not depend on what it does.

The event loop is told to leave. If the process is still there when the time is up, because the loop or a thread is busy
or a lock is held, the terminal is given back and the process ends: what is stored is whole, whenever that is.
"""

from __future__ import annotations

import os
import signal
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from wortreader.last_screen import start

SECONDS: Final = {signal.SIGTERM: 1.8, signal.SIGHUP: 8.0}
"""How long leaving may take. Half a second is usual; after a hang-up, nobody waits."""


def leave_on_signals(loop: AbstractEventLoop, leave: Callable[[signal.Signals], object]) -> None:
    """Has the loop call `leave` when one of these signals comes. To be called on the main thread.

    The system writes their numbers into a pipe, also while the main thread is where Python handles no signals. No other
    part of the process may use `signal.set_wakeup_fd`, which `loop.add_signal_handler` does.
    """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    for number in SECONDS:
        signal.signal(number, lambda *_signal: None)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_obey, args=(reader, loop, leave), name="signals", daemon=True).start()


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
        for number in SECONDS:
            if number in numbers:
                end_in_time(number)
                with suppress(RuntimeError):  # the loop has ended already
                    loop.call_soon_threadsafe(leave, number)


def _wake() -> None:
    """Does nothing: that it is called is enough."""


def _end(number: signal.Signals) -> None:
    start.restore()
    os._exit(128 + number)
