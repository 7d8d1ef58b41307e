"""Connections to a library: SQLite's, or SQLCipher's if it is encrypted, with our pragmas and SQL functions."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, cast

from wortreader.errors import LibraryLocked
from wortreader.i18n import _
from wortreader.store import encryption
from wortreader.store.sql_functions import equip
from wortreader.store.writer_lock import TIMEOUT_SECONDS

if TYPE_CHECKING:
    from wortreader.store.change_notes import ChangeNotes
    from wortreader.store.encryption import Key
    from wortreader.store.index_queue import IndexQueue
    from wortreader.store.progress import ProgressTracker
    from wortreader.store.vocabulary import Vocabulary

_OPTIONS: Final[Mapping[str, Any]] = {
    "timeout": TIMEOUT_SECONDS,
    "isolation_level": None,
    "check_same_thread": False,
    "cached_statements": 256,
}

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 0",  # only the holder of the writer lock may checkpoint: see Database.write
    f"PRAGMA journal_size_limit = {4 * 1024 * 1024}",
)


class Connection(sqlite3.Connection):
    """A connection to a library, with the SQL functions of its triggers and views."""

    vocabulary: Vocabulary
    """The words of the texts that this connection has written; `Database.write` stores them."""
    index_queue: IndexQueue
    """The articles that this connection has written and not indexed yet; `Database.write` does."""
    notes: ChangeNotes
    """What the present step of the log changes by this connection."""
    progress: ProgressTracker
    """How far long work on this connection is."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # passed through unchanged
        equip(self)


def connect(path: Path, key: Key | None = None, *, is_read_only: bool = False) -> Connection:
    """A connection to an existing library. It may be closed from any thread.

    An encrypted library needs its key. Raises SQLite's exceptions, and LibraryLocked if the key does not fit, or
    SQLCipher is not installed.
    """
    if not is_read_only:
        return _connect(path, key, "mode=rw")
    try:
        connection = _connect(path, key, "mode=ro")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # In WAL mode SQLite creates files beside the library. If no log is in use, it can be read as immutable.
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _connect(path, key, "immutable=1")
    return connection


def check_key(path: Path) -> None:
    """Raises LibraryLocked if the held key of an encrypted library, or of an encrypted file of one, does not fit."""
    connect(path, encryption.key_of(path), is_read_only=True).close()


def _connect(path: Path, key: Key | None, mode: str) -> Connection:
    uri, options = f"{path.as_uri()}?{mode}", _OPTIONS
    if key is None:
        connection = sqlite3.connect(uri, uri=True, factory=Connection, **options)
    else:
        # It has all methods and attributes of a Connection, without being one: its class is in another SQLite.
        connection = cast("Connection", _sqlcipher(path).connect(path, uri, key, **options))
    connection.text_factory = _decode  # a flipped bit in a title must not make the whole list unreadable
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def connect_for_copying(path: Path, key: Key | None) -> Connection:
    """A connection by SQLCipher, whether the library is encrypted or not, to copy it into one that is the other.

    Raises the same errors as `connect`.
    """
    uri = f"{path.as_uri()}?mode=rw"
    return cast("Connection", _sqlcipher(path).connect(path, uri, key, **_OPTIONS))


def _sqlcipher(path: Path) -> ModuleType:
    try:
        from wortreader.store import sqlcipher  # an optional extra, 20 ms
    except ImportError as error:
        words = _("Encryption of {path} needs a further package: pip install 'wortreader[encrypted]'.")
        raise LibraryLocked(path, words.format(path=path)) from error
    return sqlcipher


def _decode(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")
