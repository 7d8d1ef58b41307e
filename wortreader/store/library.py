"""The library: one SQLite file, opened, checked and kept in order.

Owns the file, its connections (one a thread) and its transactions. A foreign or newer file is refused before SQLite
has touched it. No sqlite3 exception leaves the room: `read` and `write` turn them into LibraryError.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from wortreader.errors import LibraryBusy, LibraryError, LibraryGone, LibraryTooNew
from wortreader.i18n import _
from wortreader.store import schema
from wortreader.store.articles import Articles
from wortreader.store.faults import library_errors, read_only
from wortreader.store.feeds import Feeds
from wortreader.store.hosts import Hosts
from wortreader.store.leases import Leases
from wortreader.store.opening import connect, make_ready, read_header
from wortreader.store.outbox import Outbox
from wortreader.store.pages import Pages
from wortreader.store.preparing import Tell, tell_nobody, wait_for_others
from wortreader.store.repacking import repack
from wortreader.store.search.search import Search
from wortreader.store.search.views import Views
from wortreader.store.search.vocabulary import Connection
from wortreader.store.writing import WriterLock

if TYPE_CHECKING:
    from wortreader.store.pictures import Pictures

CHECKPOINT_BYTES = 4 * 1024 * 1024
"""A write-ahead log larger than this is copied into the library by whoever commits."""

CLOSING_PATIENCE_SECONDS = 1.0
"""How long closing waits for other writers, so that it can tidy up."""


class Library:
    """An open library. Its methods may be called from any thread; each thread gets a connection of its own."""

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        self.path = path
        self.is_read_only = is_read_only
        """True where the file can be read but not written: every write raises LibraryReadOnly."""
        self._lock = WriterLock(path)
        self._local = threading.local()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._guard = threading.Lock()
        self._identity = _identity(path)
        self._watch = threading.Lock()
        self._watcher = connect(path, is_read_only=is_read_only)
        self._seen_commits = _commits(self._watcher)
        self._foreign_commits = 0

    @classmethod
    def open(cls, path: Path, *, must_exist: bool = False, tell: Tell = tell_nobody) -> Library:
        """The library in `path`: made where there is none, brought up to date where it is older.

        The latter takes up to a minute for a large library; `tell` hears how far it is, and may raise to end it.
        An up-to-date library that cannot be written is opened for reading only. Raises LibraryNotOurs, LibraryTooNew,
        LibraryReadOnly (where it would have to be written to be read), LibraryDamaged, LibraryBusy, LibraryFull; and
        LibraryGone where `must_exist` and there is no such file.
        """
        path = path.absolute()
        with library_errors(path):
            if must_exist and read_header(path) is None:
                raise LibraryGone(path, _("There is no library {path}.").format(path=path))
            library = cls(path, is_read_only=make_ready(path, WriterLock(path), tell))
            try:
                library._check_version(library._watcher)
                if not library.is_read_only:
                    library.search.mend(tell)
            except BaseException:
                library.close()
                raise
            return library

    def close(self) -> None:
        """Closes the connections of all threads. No thread may be using the library."""
        with self._guard:
            connections = [self._watcher, *self._connections.values()]
            self._connections.clear()
            self._local = threading.local()
        # The last connection to close checkpoints, which only the holder of the lock may do.
        with suppress(LibraryBusy, OSError), self._lock.held(CLOSING_PATIENCE_SECONDS):
            for connection in connections:
                connection.close()
            return
        for connection in connections:
            connection.close()

    # --- the tables ---------------------------------------------------------------------------------------------------

    @cached_property
    def feeds(self) -> Feeds:
        """Folders, feeds, and what a refresh writes."""
        return Feeds(self)

    @cached_property
    def articles(self) -> Articles:
        """Lists, articles, and the reader's marks."""
        return Articles(self)

    @cached_property
    def pages(self) -> Pages:
        """Texts from the pages behind the articles."""
        return Pages(self)

    @cached_property
    def pictures(self) -> Pictures:
        """Pictures of articles, and their files."""
        from wortreader.store.pictures import Pictures  # 2 ms that the first list can do without

        return Pictures(self)

    @cached_property
    def search(self) -> Search:
        """The full-text index."""
        return Search(self)

    @cached_property
    def views(self) -> Views:
        """The queries that the reader keeps."""
        return Views(self)

    @cached_property
    def outbox(self) -> Outbox:
        """What waits for the network."""
        return Outbox(self)

    @cached_property
    def hosts(self) -> Hosts:
        """What hosts have asked for."""
        return Hosts(self)

    @cached_property
    def leases(self) -> Leases:
        """Who is refreshing."""
        return Leases(self)

    # --- connections and transactions ---------------------------------------------------------------------------------

    def connection(self) -> Connection:
        """The calling thread's connection. For this room: `read` and `write` are how it is used."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self.path, is_read_only=self.is_read_only)
            with self._guard:
                for thread in [thread for thread in self._connections if not thread.is_alive()]:
                    self._connections.pop(thread).close()
                self._connections[threading.current_thread()] = connection
        return connection

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The calling thread's connection, with SQLite's errors as ours."""
        with library_errors(self.path):
            yield self.connection()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Like `read`, for several statements that have to see the same state of the library."""
        with library_errors(self.path):
            connection = self.connection()
            if _is_busy(connection):
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if _is_busy(connection):
                    connection.execute("COMMIT")

    @contextmanager
    def write(self, *, is_durable: bool = False) -> Iterator[Connection]:
        """One transaction under the writer lock; rolled back where the block raises. Joins one of the same thread.

        What is not durable may be lost, whole, when the machine loses power; nothing is when only the process dies.
        Raises LibraryReadOnly, LibraryBusy, LibraryFull, LibraryTooNew (another program has brought the library to a
        newer version since it was opened), LibraryGone (the file is no longer where it was).
        """
        if self.is_read_only:
            raise read_only(self.path)
        with library_errors(self.path):
            connection = self.connection()
            if _is_busy(connection):
                yield connection
                return
            with self._lock.held():
                self._check_identity()
                connection.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
                connection.execute("BEGIN IMMEDIATE")
                try:
                    self._check_version(connection)
                    self._note_commits()
                    yield connection
                    connection.vocabulary.flush(connection)
                    self._commit(connection)
                except BaseException:
                    connection.vocabulary.forget()
                    if _is_busy(connection):  # a full disk has already rolled back by itself
                        connection.execute("ROLLBACK")
                    raise
                self._checkpoint(connection)

    def wait_for_others(self, tell: Tell) -> None:
        """Returns when nobody else writes, however long their work takes. Raises LibraryBusy where it never ends."""
        wait_for_others(self._lock, tell)

    def data_version(self) -> int:
        """A number that changes whenever another process has written to the library; own writes leave it alone.

        The same for all threads.
        """
        with library_errors(self.path):
            return self._note_commits()

    def _note_commits(self) -> int:
        """Counts what others have committed since the last call; the writer calls it before it commits itself."""
        with self._watch:
            commits = _commits(self._watcher)
            if commits != self._seen_commits:
                self._seen_commits = commits
                self._foreign_commits += 1
            return self._foreign_commits

    def _commit(self, connection: sqlite3.Connection) -> None:
        """Commits; no other process can do so meanwhile, so what the watcher sees afterwards is our own doing."""
        with self._watch:
            connection.execute("COMMIT")
            self._seen_commits = _commits(self._watcher)

    def _checkpoint(self, connection: sqlite3.Connection) -> None:
        log = self.path.with_name(self.path.name + "-wal")
        with suppress(FileNotFoundError):
            if log.stat().st_size > CHECKPOINT_BYTES:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _check_identity(self) -> None:
        if _identity(self.path) != self._identity:
            reason = _("{path} has been moved, deleted or replaced. Start wortreader again.").format(path=self.path)
            raise LibraryGone(self.path, reason)

    def _check_version(self, connection: sqlite3.Connection) -> None:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > schema.VERSION:
            raise LibraryTooNew(self.path, version, schema.VERSION)

    # --- health -------------------------------------------------------------------------------------------------------

    def shrink(self) -> None:
        """Packs whatever an older wortreader has left unpacked, and gives the disk back what the file does not need.

        Half a minute for 100,000 articles, in which nobody else writes; for that time the disk has to hold the file
        once more. Whoever is killed meanwhile leaves a library that is sound, and as large as it was.
        """
        repack(self)
        if self.is_read_only:
            raise read_only(self.path)
        with library_errors(self.path), self._lock.held():
            self._check_identity()
            connection = self.connection()
            self._check_version(connection)
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def problems(self) -> tuple[str, ...]:
        """What SQLite and the full-text index find wrong with the library, in sentences; empty where it is sound.

        Reads the whole file: seconds for a large one. `search.rebuild` mends the index.
        """
        found: list[str] = []
        try:
            with self.read() as connection:
                for (line,) in connection.execute("PRAGMA integrity_check(10)"):
                    if line != "ok":
                        found.append(_("The file is damaged: {detail}").format(detail=line))
                broken = connection.execute("PRAGMA foreign_key_check").fetchall()
                if broken:
                    found.append(_("{n} rows refer to something that is gone.").format(n=len(broken)))
        except LibraryError as error:
            found.append(str(error))
        return (*found, *self.search.problems())


def _is_busy(connection: sqlite3.Connection) -> bool:
    """True within a transaction. A call, because a type checker takes the attribute to keep its value."""
    return connection.in_transaction


def _commits(watcher: sqlite3.Connection) -> int:
    """Changes with every commit of any other connection; comparable only for one and the same connection."""
    version: int = watcher.execute("PRAGMA data_version").fetchone()[0]
    return version


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - Path.stat costs twice as much, and every write asks
    except OSError:
        return None
    return status.st_dev, status.st_ino
