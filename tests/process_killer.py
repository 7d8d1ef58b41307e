"""Child processes that are killed while they use a library."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlcipher3 import dbapi2


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

    def count() -> None:
        nonlocal run
        run += 1
        if run == number:
            os.kill(os.getpid(), signal.SIGKILL)

    for module in (sqlite3, dbapi2):
        _watch_statements(module, count)


_FILE_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.truncate"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def watch_steps(folder: Path, on_step: Callable[[int], None]) -> None:
    """Calls `on_step` with the number of each step of this process, before it is done.

    A step is an SQL statement, of SQLCipher too and those of triggers included, or a change of a file in the folder. It
    cannot be undone.
    """
    prefix = str(folder)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        on_step(done)

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        if (writes or event in _FILE_CHANGES) and str(arguments[0]).startswith(prefix):
            step()

    for module in (sqlite3, dbapi2):
        _watch_statements(module, step)
    sys.addaudithook(audit)


def _watch_statements(module: ModuleType, on_statement: Callable[[], None]) -> None:
    connect = module.connect

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        if ".coverage" not in str(arguments[:1]):  # coverage.py writes its data to SQLite too
            connection.set_trace_callback(lambda _statement: on_statement())
        return connection

    pytest.MonkeyPatch().setattr(module, "connect", watched)


def die_at_step(folder: Path, number: int) -> None:
    """Kills this process before the step with this number; see `watch_steps`."""

    def on_step(done: int) -> None:
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    watch_steps(folder, on_step)


def count_steps_or_die(folder: Path, step: int | None) -> Callable[[], int]:
    """Kills this process before it takes a step (see `watch_steps`); never if that is 0. If it is None, counts steps.

    Returns what has been counted so far.
    """
    taken = 0

    def take(number: int) -> None:
        nonlocal taken
        taken = number

    if step is None:
        watch_steps(folder, take)
    elif step:
        die_at_step(folder, step)
    return lambda: taken
