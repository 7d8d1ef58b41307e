"""Stopping and continuing as a job of the shell that the app was started from.

Signals are handled in Python, on the main thread, wherever it is. So a handler does nothing here but note the signal.
"""

from __future__ import annotations

import os
import signal
import time
from types import FrameType
from typing import Final

WAIT_SECONDS: Final = 0.1
"""How long a stop may take: another thread can be the one to which the kernel delivers the signal."""

_STEP_SECONDS: Final = 0.002


def stop_process_group() -> bool:
    """Stops this process and those that were started with it, as Ctrl+Z does, and returns when they are continued.

    The whole group, because a shell gets its terminal back only when every process of the job has stopped, including a
    script that runs the app. Returns False, at once, if nobody could continue it: the kernel does not stop a process
    group without a shell (POSIX calls it orphaned).
    """
    is_continued = False

    def note(_number: int, _frame: FrameType | None) -> None:
        nonlocal is_continued
        is_continued = True

    continued = signal.signal(signal.SIGCONT, note)
    stopped = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    try:
        os.kill(0, signal.SIGTSTP)
        end = time.monotonic() + WAIT_SECONDS
        while not is_continued and time.monotonic() < end:
            time.sleep(_STEP_SECONDS)
    finally:
        signal.signal(signal.SIGTSTP, stopped)
        signal.signal(signal.SIGCONT, continued)
    return is_continued


def is_in_background(terminal: int) -> bool:
    """Whether another job has the terminal with this file descriptor, as after `bg`."""
    try:
        return os.tcgetpgrp(terminal) != os.getpgrp()
    except OSError:  # no terminal, or not the one that controls this process
        return False


def await_foreground(terminal: int) -> bool:
    """Stops this job, as every program that draws on its terminal does, for as long as another job has the terminal.

    Returns False if it is still in the background, because nobody can continue it.
    """
    while is_in_background(terminal):
        if not stop_process_group():
            return not is_in_background(terminal)
    return True
