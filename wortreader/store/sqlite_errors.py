"""Exceptions of SQLite and of the file system as LibraryError, with a sentence for the user."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wortreader.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryFull, LibraryReadOnly
from wortreader.i18n import _
from wortreader.system_errors import reason_of

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_READ_ONLY = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})


def has_several_names(path: Path) -> bool:
    """Whether a file has several hard links. SQLite's log and our lock are found by its name, and would be two."""
    try:
        return path.stat().st_nlink > 1
    except OSError:
        return False


@contextmanager
def library_errors(path: Path) -> Iterator[None]:
    """Raises the exceptions of SQLite and of the file system in the block as the LibraryError that fits.

    sqlite3.ProgrammingError passes unchanged: it is a bug.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise _from_sqlite(path, error) from error
    except MemoryError as error:  # a damaged page may claim a length of gigabytes
        raise _unreadable(path, _("it asks for more memory than there is")) from error
    except UnicodeDecodeError as error:  # SQLite's message quotes damaged bytes
        raise _unreadable(path, _("its tables have names that are no text")) from error
    except OSError as error:
        raise _from_system(path, error) from error


def read_only_error(path: Path) -> LibraryReadOnly:
    """The error of writing to a library that can only be read."""
    if has_several_names(path):
        words = _(
            "{path} has a second name (a hard link). Nothing was changed, because programs that open a library "
            "by two names damage it. Remove the other name, or replace it with a symbolic link or a copy."
        )
        return LibraryReadOnly(path, words.format(path=path))
    reason = _("{path}, or the folder around it, cannot be written. Nothing was changed.").format(path=path)
    return LibraryReadOnly(path, reason)


def _from_system(path: Path, error: OSError) -> LibraryError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _full(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return read_only_error(path)
    detail = reason_of(error)
    return LibraryError(path, _("{path} cannot be opened: {detail}.").format(path=path, detail=detail))


def _from_sqlite(path: Path, error: sqlite3.Error) -> LibraryError:
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if extended == sqlite3.SQLITE_IOERR_SHMSIZE:  # no room for the index of the log, without which nobody can read
        words = _("The disk that holds {path} is full. The library can be opened again when there is room on it.")
        return LibraryFull(path, words.format(path=path))
    code = extended & 0xFF  # the extended codes share the low byte
    if code in _BUSY:
        return LibraryBusy(path, _("Another program is using {path}. Try again later.").format(path=path))
    if code in _READ_ONLY:
        return read_only_error(path)
    if code == sqlite3.SQLITE_FULL:
        return _full(path)
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
        reason = _("{path} cannot be read or written ({detail}).").format(path=path, detail=error)
        return LibraryError(path, reason)
    if code in _DAMAGED:
        reason = _("{path} is damaged ({detail}). “wortreader doctor” says more.").format(path=path, detail=error)
        return LibraryDamaged(path, reason)
    return _unreadable(path, str(error))


def _unreadable(path: Path, detail: str) -> LibraryDamaged:
    reason = _("{path} is not as it should be ({detail}). “wortreader doctor” says more.")
    return LibraryDamaged(path, reason.format(path=path, detail=detail))


def _full(path: Path) -> LibraryFull:
    return LibraryFull(path, _("The disk that holds {path} is full. This was not saved.").format(path=path))
