"""Encrypted libraries, by SQLCipher: connections that behave as those of sqlite3, and single files that are sealed.

The only module that imports sqlcipher3, an optional package that contains an SQLite of its own. Its exceptions are
raised as those of sqlite3, so that nothing else has to know of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlcipher3 import dbapi2

from wortreader.errors import LibraryLocked
from wortreader.i18n import _
from wortreader.store.encryption import Key
from wortreader.store.schema import PAGE_BYTES
from wortreader.store.sql_functions import equip

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    """Raises the exceptions of sqlcipher3 in the block as those of sqlite3."""
    try:
        yield
    except dbapi2.Error as error:
        raise _translated(error) from error


def _translated(error: Exception) -> sqlite3.Error:
    """The exception of sqlite3 with the same name, words and code."""
    translated: sqlite3.Error = getattr(sqlite3, type(error).__name__)(*error.args)
    for name in ("sqlite_errorcode", "sqlite_errorname"):
        if hasattr(error, name):
            setattr(translated, name, getattr(error, name))
    return translated


def _translating(method: Callable[Concatenate[Any, P], T]) -> Callable[Concatenate[Any, P], T]:
    def call(self: Any, /, *args: P.args, **options: P.kwargs) -> T:
        try:
            return method(self, *args, **options)
        except dbapi2.Error as error:
            raise _translated(error) from error

    return call


class _Cursor(dbapi2.Cursor):  # type: ignore[misc]  # sqlcipher3 has no types
    """A cursor; the methods of a connection that execute statements use it."""

    # A context manager would make each row of a list three times as slow as the `try` that this adds.
    execute = _translating(dbapi2.Cursor.execute)
    executemany = _translating(dbapi2.Cursor.executemany)
    fetchone = _translating(dbapi2.Cursor.fetchone)
    fetchmany = _translating(dbapi2.Cursor.fetchmany)
    fetchall = _translating(dbapi2.Cursor.fetchall)
    __next__ = _translating(dbapi2.Cursor.__next__)


class EncryptedConnection(dbapi2.Connection):  # type: ignore[misc]  # sqlcipher3 has no types
    """As `connection.Connection`, to an encrypted library."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        equip(self)

    def cursor(self, factory: type[_Cursor] = _Cursor) -> _Cursor:
        """A new cursor, which raises the exceptions of sqlite3."""
        with _as_sqlite3():
            cursor: _Cursor = super().cursor(factory)
        return cursor


def connect(path: Path, uri: str, key: Key | None, **options: Any) -> EncryptedConnection:
    """A connection to the file at `path`, whose address with SQLite's parameters is `uri`; without a key to a file that
    is not encrypted. `options` are those of `sqlite3.connect`.

    Raises LibraryLocked if the key does not fit.
    """
    with _as_sqlite3():
        connection: EncryptedConnection = dbapi2.connect(uri, uri=True, factory=EncryptedConnection, **options)
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
    if key is None:
        return connection
    try:
        connection.execute(f'PRAGMA key = "{key.literal}"')
        connection.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES:d}")  # before it reads the first page
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            words = _("This is not the passphrase of {path}, or its first page is damaged.")
            raise LibraryLocked(path, words.format(path=path)) from None
        raise
    return connection


def seal(data: bytes, key: Key, scratch: Path) -> bytes:
    """`data` as an encrypted file that `unseal` reads. `scratch` is a file that is used meanwhile, and deleted.

    It is a database with a single row. Raises sqlite3.Error and OSError.
    """
    scratch.unlink(missing_ok=True)
    try:
        scratch.touch(0o600, exist_ok=False)
        with closing(connect(scratch, f"{scratch.as_uri()}?mode=rw", key, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY").fetchone()
            connection.execute("BEGIN")
            connection.execute("CREATE TABLE sealed (data BLOB NOT NULL)")
            connection.execute("INSERT INTO sealed VALUES (?)", (data,))
            connection.execute("COMMIT")
        return scratch.read_bytes()
    finally:
        scratch.unlink(missing_ok=True)


def unseal(path: Path, key: Key) -> bytes | None:
    """The data in a file that `seal` has made; None if it is damaged. Raises LibraryLocked if the key does not fit."""
    with suppress(sqlite3.DatabaseError), closing(connect(path, f"{path.as_uri()}?immutable=1", key)) as connection:
        row = connection.execute("SELECT data FROM sealed").fetchone()
        return row[0] if row and isinstance(row[0], bytes) else None
    return None
