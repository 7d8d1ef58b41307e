"""The lock that lets one thread of one process write to a library at a time.

SQLite's own lock is not enough: it starves writers under load, and before SQLite 3.51.3 two connections that write and
checkpoint at once can corrupt the file.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wortreader.errors import LibraryBusy
from wortreader.i18n import _
from wortreader.store.progress import Operation, OperationProgress, ProgressCallback

TIMEOUT_SECONDS = 5.0
"""How long a writer waits for the others."""

LONG_TIMEOUT_SECONDS = 600.0
"""How long work on the whole library waits: most likely another process is doing the same work."""

_LONGEST_PAUSE_SECONDS = 0.01

_SLICE_SECONDS = 0.2
"""Between two calls of the progress callback while waiting."""


class WriterLock:
    """The right to write to one library: flock(2) on a file beside it, which ends with its process."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + ".lock")
        self._threads = threading.Lock()

    @contextmanager
    def hold(self, timeout: float = TIMEOUT_SECONDS) -> Iterator[None]:
        """Holds the lock during the block. Not reentrant.

        Raises LibraryBusy if the lock is not free within `timeout` seconds, OSError if the lock file cannot be created.
        """
        deadline = time.monotonic() + timeout
        if not self._threads.acquire(timeout=timeout):
            raise self._busy_error()
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                self._wait(descriptor, deadline)
                yield
            finally:
                os.close(descriptor)
        finally:
            self._threads.release()

    def wait_until_free(self, on_progress: ProgressCallback) -> None:
        """Returns as soon as nobody writes. Raises LibraryBusy after LONG_TIMEOUT_SECONDS."""
        deadline = time.monotonic() + LONG_TIMEOUT_SECONDS
        while True:
            try:
                with self.hold(_SLICE_SECONDS):
                    return
            except LibraryBusy:
                if time.monotonic() >= deadline:
                    raise
                on_progress(OperationProgress(Operation.WAITING))

    def _wait(self, descriptor: int, deadline: float) -> None:
        """Takes the flock. Polls, because a blocking flock has no timeout."""
        pause = 0.0005
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise self._busy_error() from None
                time.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
            else:
                return

    def _busy_error(self) -> LibraryBusy:
        library = self.path.with_name(self.path.name.removesuffix(".lock"))
        return LibraryBusy(
            library, _("Another program has locked {path} for too long. Try again later.").format(path=library)
        )
