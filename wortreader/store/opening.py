"""How a library file is looked at, made, brought up to date and connected to.

Owns the pragmas. Looks at the file's header before SQLite does, so that what is not ours stays untouched.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import dataclass
from pathlib import Path

from wortreader.errors import LibraryNotOurs, LibraryTooNew
from wortreader.store import schema
from wortreader.store.faults import library_errors, read_only
from wortreader.store.file_systems import is_on_network
from wortreader.store.preparing import Tell, Work, wait_for_others
from wortreader.store.search.vocabulary import Connection
from wortreader.store.writing import PATIENCE_SECONDS, WriterLock

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100

PAGE_BYTES = 8192
"""Of a new library. On pages of half that size, one article of a usual length leaves too little for a second."""

_WAL = b"\x02\x02"
"""The header's read and write version of a library in WAL mode."""

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 0",  # checkpoints belong under the writer lock: see Library.write
    f"PRAGMA journal_size_limit = {4 * 1024 * 1024}",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes of a library say. The write-ahead log may know better."""

    version: int
    is_wal: bool


def read_header(path: Path) -> Header | None:
    """The header of the library in `path`; None where a new one can be made: no file, or an empty one.

    Raises LibraryNotOurs for anything else, LibraryTooNew where the header says so, and OSError.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise LibraryNotOurs(path)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not header:
        return None
    application_id = int.from_bytes(header[68:72], "big")
    if not header.startswith(_MAGIC) or application_id != schema.APPLICATION_ID:
        raise LibraryNotOurs(path)
    version = int.from_bytes(header[60:64], "big")
    if version > schema.VERSION:
        raise LibraryTooNew(path, version, schema.VERSION)
    return Header(version, header[18:20] == _WAL)


def look_at(path: Path) -> None:
    """Raises LibraryError where the first bytes of `path` tell that it cannot be used. Opens no connection: 1 ms."""
    with library_errors(path):
        read_header(path)


def is_writable(path: Path) -> bool:
    """True where SQLite can write the file and the two that it keeps beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def make_ready(path: Path, lock: WriterLock, tell: Tell) -> bool:
    """Makes the library where there is none, or brings it up to date; True where it can only be read.

    Raises as `read_header` does, and LibraryReadOnly where it would have to be written first.
    """
    header = read_header(path)
    is_current = header is not None and header.version == schema.VERSION
    if header is not None and not is_writable(path):
        if not is_current:
            raise read_only(path)
        return True
    wants_wal = not is_on_network(path.parent)
    if header is None or not is_current or header.is_wal != wants_wal:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        wait_for_others(lock, tell)
        with lock.held():
            read_header(path)  # again: another process may have been here first
            _migrate(path, tell, wants_wal=wants_wal)
    return False


def _migrate(path: Path, tell: Tell, *, wants_wal: bool) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    connection = connect(path)
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # nothing happens where there are pages already
        connection.execute("BEGIN IMMEDIATE")
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > schema.VERSION:
            raise LibraryTooNew(path, version, schema.VERSION)
        if version < schema.VERSION:
            with connection.progress.told(connection, tell, Work.UPDATING):
                schema.migrate(connection, version)
        connection.execute("COMMIT")
        # Only now: so the application id is in the file itself, and never in the log alone.
        _set_journal(connection, wants_wal=wants_wal)
    finally:
        connection.close()


def _set_journal(connection: sqlite3.Connection, *, wants_wal: bool) -> None:
    """Sets how SQLite keeps transactions whole: by a log beside the file, but not where several machines reach it."""
    try:
        connection.execute(f"PRAGMA journal_mode = {'WAL' if wants_wal else 'DELETE'}").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise  # else others have it open: whoever opens it next alone will see to it


def connect(path: Path, *, is_read_only: bool = False) -> Connection:
    """A connection to an existing library. It may be closed from any thread."""
    if not is_read_only:
        return _connection(path, "mode=rw")
    try:
        connection = _connection(path, "mode=ro")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # WAL mode wants to make files beside the library. Without a log in use, it can be read as if it never changed.
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _connection(path, "immutable=1")
    return connection


def _connection(path: Path, mode: str) -> Connection:
    connection = sqlite3.connect(
        f"{path.as_uri()}?{mode}",
        uri=True,
        timeout=PATIENCE_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        factory=Connection,
    )
    connection.text_factory = _text  # a flipped bit in a title must not keep the reader from the list
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")
