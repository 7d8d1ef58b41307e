"""What is told while a library is made ready for this version of wortreader: up to a minute for a large one.

Whoever opens a library hands in a `Tell`. Work that goes through the whole library says how far it has come, every few
hundred rows, to the connection that it works on:

    connection.progress(done, total)        # in a migration: db.conn.progress(done, total)

That costs next to nothing, and is all that it has to do: what is being worked on, how often a person hears of it, and
what becomes of a single statement that takes long are settled here. Whoever is told may raise, which ends the work; the
library is as it was then, because all of it is one transaction, and the next opening begins again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

from wortreader.errors import LibraryBusy
from wortreader.i18n import N_, _
from wortreader.store.writing import WriterLock

CALM_SECONDS = 0.5
"""What takes less than this is not worth a word."""

PATIENCE_SECONDS = 600.0
"""How long the preparing waits for others who write: most likely they are preparing the same library."""

_SLICE_SECONDS = 0.2
"""How long it waits before it says so again, and so gives whoever is told a chance to end it."""

_TICK_INSTRUCTIONS = 10_000
"""Of SQLite's machine: after so many a long statement tells too. A row takes about a dozen."""


class Work(Enum):
    """What is being done; the value says it to a person."""

    WAITING = N_("Waiting for another program that works on the library.")
    UPDATING = N_("Preparing the library for this version: {n} %")
    INDEXING = N_("Preparing the search: {n} %")
    SALVAGING = N_("Reading what can be read: {n} %")
    COMPARING = N_("Looking for the same stories: {n} %")


@dataclass(frozen=True, slots=True)
class Preparing:
    """How far a library is with being made ready."""

    work: Work
    share: float = 0.0
    """Of this work, 0 to 1."""

    def __str__(self) -> str:
        return _(self.work.value).format(n=int(self.share * 100))


Tell = Callable[[Preparing], None]
"""Is told often, on the thread that works, and again what it has been told before. May raise to end the work."""


def tell_nobody(_preparing: Preparing) -> None:
    """Lets the work go on in silence."""


def calmly(say: Callable[[str], None]) -> Tell:
    """Says in sentences how far the work is: nothing of what is over at once, and nothing twice in a row."""
    began = time.monotonic()
    said = ""

    def tell(preparing: Preparing) -> None:
        nonlocal said
        if time.monotonic() - began >= CALM_SECONDS and (sentence := str(preparing)) != said:
            said = sentence
            say(sentence)

    return tell


class Progress:
    """How far long work on a connection has come. Nobody listens outside of `told`."""

    def __init__(self) -> None:
        self._tell: Tell = tell_nobody
        self._now = Preparing(Work.UPDATING)
        self._part, self._parts = 0, 1

    def __call__(self, done: int, total: int) -> None:
        """Notes that `done` of `total` are done; in what unit, the work knows."""
        share = min(1.0, done / total) if total else 1.0
        self._now = Preparing(self._now.work, (self._part + share) / self._parts)
        self._tell(self._now)

    def begin_part(self, part: int, parts: int) -> None:
        """Notes that what is counted from here on is one of several parts of the work, the first being 0."""
        self._part, self._parts = part, parts
        self(0, 1)

    @contextmanager
    def told(self, connection: sqlite3.Connection, tell: Tell, work: Work) -> Iterator[None]:
        """Tells how far `work` is that is done in the block, on `connection`, whose progress this is."""
        raised: BaseException | None = None

        def tick() -> bool:
            nonlocal raised
            try:
                tell(self._now)
            except BaseException as error:  # noqa: BLE001 - SQLite would swallow it: it is raised below
                raised = error
            return raised is not None

        self._tell, self._now = tell, Preparing(work)
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
            self._tell = tell_nobody


def wait_for_others(lock: WriterLock, tell: Tell) -> None:
    """Returns as soon as nobody else writes. Raises LibraryBusy where that does not come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with lock.held(_SLICE_SECONDS):
                return
        except LibraryBusy:
            if time.monotonic() >= deadline:
                raise
            tell(Preparing(Work.WAITING))
