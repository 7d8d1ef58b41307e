"""The database of a library: its connections and transactions, the writer lock, and its checks.

Each thread has a connection of its own. Writers are serialized over all threads and processes by the writer lock,
which is also held for checkpoints. SQLite's exceptions are raised as LibraryError.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wortreader.errors import LibraryBusy, LibraryGone
from wortreader.i18n import _
from wortreader.paths import true_path
from wortreader.store import migrations
from wortreader.store.connection import Connection, connect
from wortreader.store.encryption import key_of, note_opened
from wortreader.store.foreign_code import refuse_foreign_code
from wortreader.store.library_file import prepare, read_header
from wortreader.store.progress import ProgressCallback, ignore_progress
from wortreader.store.sqlite_errors import library_errors, read_only_error
from wortreader.store.writer_lock import WriterLock

CHECKPOINT_BYTES = 4 * 1024 * 1024
"""A writer copies the write-ahead log into the library after its commit if the log is larger than this."""

CACHE_KILOBYTES = 2_000
"""How much of the file a connection keeps in memory; SQLite's own default."""

CLOSE_TIMEOUT_SECONDS = 1.0
"""How long `Database.close` waits for other writers before it gives up checkpointing."""


class Database:
    """An open library file. All methods but `close` may be called from any thread."""

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        self.path = path
        self.is_read_only = is_read_only
        """True if the file can be read but not written: `write` raises LibraryReadOnly."""
        self.key = key_of(path)
        """The key of an encrypted library; None if it is not encrypted."""
        note_opened(path, self.key)
        self._cache_kilobytes = CACHE_KILOBYTES
        self._lock = WriterLock(path)
        self._local = threading.local()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._connections_guard = threading.Lock()
        self._identity = _identity(path)
        self._watcher = connect(path, self.key, is_read_only=is_read_only)
        self._watcher_guard = threading.Lock()
        self._seen_commits = _commits(self._watcher)
        self._foreign_commits = 0

    @classmethod
    def open(cls, path: Path, *, must_exist: bool = False, on_progress: ProgressCallback = ignore_progress) -> Database:
        """Opens the library at `path`; creates it if it is missing and migrates it if it is older.

        Symbolic links are followed first: by whatever name, it is one library with one lock. A current library that
        cannot be written, or has several hard links, is opened read-only. Raises LibraryNotOurs, LibraryTooOld,
        LibraryTooNew, LibraryReadOnly (it must be migrated and cannot be written), LibraryDamaged (also if it would run
        what is not of its schema), LibraryBusy, LibraryFull, LibraryLocked; and LibraryGone if `must_exist` and there
        is no such file.
        """
        path = true_path(path)
        with library_errors(path):
            if must_exist and read_header(path) is None:
                raise LibraryGone(path, _("There is no library {path}.").format(path=path))
            database = cls(path, is_read_only=prepare(path, WriterLock(path), on_progress))
            try:
                database._check_version(database._watcher)
                refuse_foreign_code(path, database._watcher)
            except BaseException:
                database.close()
                raise
            return database

    @property
    def is_encrypted(self) -> bool:
        """Whether the library is encrypted."""
        return self.key is not None

    def close(self) -> None:
        """Closes the connections of all threads. No thread may be using the database."""
        with self._connections_guard:
            connections = [self._watcher, *self._connections.values()]
            self._connections.clear()
            self._local = threading.local()
        # The last connection to close checkpoints, which only the holder of the lock may do.
        with suppress(LibraryBusy, OSError), self._lock.hold(CLOSE_TIMEOUT_SECONDS):
            for connection in connections:
                connection.close()
            return
        for connection in connections:
            connection.close()

    def connection(self) -> Connection:
        """The calling thread's connection. Prefer `read`, `snapshot` and `write`: this raises SQLite's exceptions."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self.path, self.key, is_read_only=self.is_read_only)
            with self._connections_guard:
                for thread in [thread for thread in self._connections if not thread.is_alive()]:
                    self._connections.pop(thread).close()
                self._connections[threading.current_thread()] = connection
            connection.execute(f"PRAGMA cache_size = -{self._cache_kilobytes:d}")
        return connection

    def limit_cache(self, kilobytes: int) -> None:
        """Limits how much of the file each thread keeps in memory: this one, and those that begin to use it later.

        Raises LibraryDamaged if the schema cannot be read.
        """
        self._cache_kilobytes = kilobytes
        with self.read() as connection:
            connection.execute(f"PRAGMA cache_size = -{kilobytes:d}")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """The calling thread's connection. SQLite's exceptions in the block are raised as LibraryError."""
        with library_errors(self.path):
            yield self.connection()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Like `read`, but all statements in the block see the same state of the library."""
        with library_errors(self.path):
            connection = self.connection()
            if _is_in_transaction(connection):
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                _end(connection, "COMMIT")

    @contextmanager
    def write(self, *, is_durable: bool = False) -> Iterator[Connection]:
        """A transaction under the writer lock, rolled back if the block raises. Joins one that the thread has begun.

        A transaction that is not durable may be lost as a whole if the machine loses power, but not if the process
        dies. Raises LibraryReadOnly, LibraryBusy, LibraryFull, LibraryTooNew (another program has migrated the library
        since it was opened), LibraryGone (the file is no longer at its path).
        """
        if self.is_read_only:
            raise read_only_error(self.path)
        with library_errors(self.path):
            connection = self.connection()
            if _is_in_transaction(connection):
                yield connection
                return
            with self._lock.hold():
                self._check_identity()
                connection.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
                connection.execute("BEGIN IMMEDIATE")
                try:
                    self._check_version(connection)
                    self._count_foreign_commits()
                    yield connection
                    connection.index_queue.flush(connection)
                    connection.vocabulary.flush(connection)
                    self._commit(connection)
                except BaseException:
                    connection.index_queue.forget()
                    connection.vocabulary.forget()
                    _end(connection, "ROLLBACK")
                    raise
                self._checkpoint(connection)

    def wait_until_free(self, on_progress: ProgressCallback) -> None:
        """Returns as soon as nobody writes, however long their work takes. Raises LibraryBusy after ten minutes."""
        self._lock.wait_until_free(on_progress)

    def vacuum(self) -> None:
        """Makes the file as small as it can be. Nobody else can write meanwhile, half a minute for 100,000 articles.

        The disk must have room for a second copy of the file. If the process is killed, the library stays as it was.
        """
        if self.is_read_only:
            raise read_only_error(self.path)
        with library_errors(self.path), self._lock.hold():
            self._check_identity()
            connection = self.connection()
            self._check_version(connection)
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def data_version(self) -> int:
        """A number that changes whenever another process has written to the library; own writes do not change it.

        It is the same for all threads.
        """
        with library_errors(self.path):
            return self._count_foreign_commits()

    def _count_foreign_commits(self) -> int:
        """Counts the commits of others since the last call; a writer calls it before its own commit."""
        with self._watcher_guard:
            commits = _commits(self._watcher)
            if commits != self._seen_commits:
                self._seen_commits = commits
                self._foreign_commits += 1
            return self._foreign_commits

    def _commit(self, connection: sqlite3.Connection) -> None:
        """Commits. The lock keeps other processes from committing meanwhile, so what the watcher sees is this one."""
        with self._watcher_guard:
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
        migrations.check_version(self.path, connection.execute("PRAGMA user_version").fetchone()[0])


def _end(connection: sqlite3.Connection, statement: str) -> None:
    """Ends a transaction, if there is one: a full disk has rolled it back already.

    What interrupts a search can interrupt COMMIT and ROLLBACK too. The transaction would stay open then: the thread
    would see the library as it was, and its next write would join it and never be committed.
    """
    if _is_in_transaction(connection):
        try:
            connection.execute(statement)
        except sqlite3.Error:
            if _is_in_transaction(connection):
                connection.set_progress_handler(None, 0)
                connection.execute("ROLLBACK")
            raise


def _is_in_transaction(connection: sqlite3.Connection) -> bool:
    """True within a transaction. A function, because type checkers assume that the attribute does not change."""
    return connection.in_transaction


def _commits(watcher: sqlite3.Connection) -> int:
    """A number that changes with every commit of another connection; comparable only for the same connection."""
    version: int = watcher.execute("PRAGMA data_version").fetchone()[0]
    return version


def _identity(path: Path) -> tuple[int, int] | None:
    """The device and inode of a file; None if there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - Path.stat takes twice as long, and every write calls this
    except OSError:
        return None
    return status.st_dev, status.st_ino
