"""The progress of work that goes through a whole library, which takes up to a minute for a large one.

A function that starts such work takes a `ProgressCallback`. The work reports how far it is to the tracker of its
connection, every few hundred rows, which costs next to nothing:

    connection.progress.update(done, total)

The tracker knows what the work is, and calls the callback during long SQL statements too. The callback may raise an
exception to stop the work. Such work is one transaction: if it is stopped, the library stays as it was, and the work
starts again when the library is opened the next time.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

from wortreader.i18n import N_, _
from wortreader.lazy_dataclass import lazy_dataclass

SILENT_SECONDS = 0.5
"""Work that is done within this time is not worth a message."""

_TICK_INSTRUCTIONS = 10_000
"""Instructions of SQLite's virtual machine between two calls during one statement. A row takes about a dozen."""


class Operation(Enum):
    """What is being done. The value is the message for the user."""

    WAITING = N_("Waiting for another program that works on the library.")
    UPDATING = N_("Preparing the library for this version: {n}%")
    INDEXING = N_("Preparing the search: {n}%")
    SALVAGING = N_("Reading what can be read: {n}%")
    COMPARING = N_("Looking for the same stories: {n}%")


@lazy_dataclass(frozen=True, slots=True)
class OperationProgress:
    """How far an operation is."""

    operation: Operation
    fraction: float = 0.0
    """From 0 to 1."""

    def __str__(self) -> str:
        return _(self.operation.value).format(n=int(self.fraction * 100))


ProgressCallback = Callable[[OperationProgress], None]
"""Called often, on the thread that works, also if nothing has changed. May raise an exception to stop the work."""


def ignore_progress(_progress: OperationProgress) -> None:
    """A callback that does nothing."""


def throttle(show: Callable[[str], None]) -> ProgressCallback:
    """A callback that calls `show` with the message for the user, but never twice in a row with the same message, and
    not before SILENT_SECONDS have passed.
    """
    began = time.monotonic()
    shown = ""

    def on_progress(progress: OperationProgress) -> None:
        nonlocal shown
        if time.monotonic() - began >= SILENT_SECONDS and (message := str(progress)) != shown:
            shown = message
            show(message)

    return on_progress


class ProgressTracker:
    """How far the work on one connection is. Calls nobody outside of a `track` block."""

    def __init__(self) -> None:
        self._on_progress: ProgressCallback = ignore_progress
        self._progress = OperationProgress(Operation.UPDATING)
        self._part, self._parts = 0, 1

    def update(self, done: int, total: int) -> None:
        """Reports that `done` of `total` units of the current part are done."""
        fraction = min(1.0, done / total) if total else 1.0
        self._progress = OperationProgress(self._progress.operation, (self._part + fraction) / self._parts)
        self._on_progress(self._progress)

    def begin_part(self, part: int, parts: int) -> None:
        """Begins one of several equal parts of the operation; the first is 0."""
        self._part, self._parts = part, parts
        self.update(0, 1)

    @contextmanager
    def track(
        self, connection: sqlite3.Connection, on_progress: ProgressCallback, operation: Operation
    ) -> Iterator[None]:
        """Calls `on_progress` during the block, which does `operation` on `connection`, the tracker's own."""
        raised: BaseException | None = None

        def tick() -> bool:
            nonlocal raised
            try:
                on_progress(self._progress)
            except BaseException as error:  # noqa: BLE001 - SQLite would swallow it: it is raised below
                raised = error
            return raised is not None

        self._on_progress, self._progress = on_progress, OperationProgress(operation)
        self._part, self._parts = 0, 1
        connection.set_progress_handler(tick, _TICK_INSTRUCTIONS)
        try:
            yield
        except sqlite3.OperationalError:
            if raised is not None:
                raise raised from None
            raise
        finally:
            connection.set_progress_handler(None, 0)
            self._on_progress = ignore_progress
