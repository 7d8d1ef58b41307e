"""One writer at a time, over all threads and processes.

Owns the lock file beside the library. SQLite's own lock is not enough: it starves writers under load, and before
SQLite 3.51.3 two connections that write and checkpoint at once can corrupt the file.
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

PATIENCE_SECONDS = 5.0
"""How long a writer waits for the others."""

_LONGEST_PAUSE_SECONDS = 0.01


class WriterLock:
    """The right to write to one library. flock(2) on a file beside it, so that it ends with its process."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + ".lock")
        self._threads = threading.Lock()

    @contextmanager
    def held(self, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Holds the lock. Not reentrant.

        Raises LibraryBusy where the others do not let go within `patience` seconds, OSError where the lock file cannot
        be made.
        """
        deadline = time.monotonic() + patience
        if not self._threads.acquire(timeout=patience):
            raise self._busy()
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                self._wait(descriptor, deadline)
                yield
            finally:
                os.close(descriptor)
        finally:
            self._threads.release()

    def _wait(self, descriptor: int, deadline: float) -> None:
        """Takes the flock, asking again and again: a blocking flock could not be given up."""
        pause = 0.0005
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise self._busy() from None
                time.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
            else:
                return

    def _busy(self) -> LibraryBusy:
        library = self.path.with_name(self.path.name.removesuffix(".lock"))
        return LibraryBusy(
            library,
            _("Another program is writing to {path} and does not let go. Try again later.").format(path=library),
        )
