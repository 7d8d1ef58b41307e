"""Child processes that are killed while they use a library."""

from __future__ import annotations

import os
import signal
import sqlite3
import traceback
from collections.abc import Callable
from typing import Any

import pytest


def forked(work: Callable[[], None]) -> int:
    """Forks a child process that does `work`, and returns its id. Its exit code is 0 if nothing was raised.

    No library may be open, because connections of SQLite do not survive a fork.
    """
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def code_of(child: int) -> int:
    """Waits for a child; returns its exit code, or the negative number of the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die_at_statement(number: int) -> None:
    """Kills this process before a connection executes its statement with this number; those of triggers count."""
    run = 0

    def count(_statement: str) -> None:
        nonlocal run
        run += 1
        if run == number:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = sqlite3.connect

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        if ".coverage" not in str(arguments[:1]):  # coverage.py writes its data to SQLite too
            connection.set_trace_callback(count)
        return connection

    pytest.MonkeyPatch().setattr(sqlite3, "connect", watched)
