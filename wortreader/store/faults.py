"""SQLite's and the file system's complaints as errors with a sentence for the reader. Touches no file."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wortreader.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryFull, LibraryReadOnly
from wortreader.i18n import _

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_READ_ONLY = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})


@contextmanager
def library_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite and the file system raise in the block into LibraryError, branch by branch.

    sqlite3.ProgrammingError passes: that is a bug.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise _of_sqlite(path, error) from error
    except MemoryError as error:  # what SQLite says of a damaged page that promises gigabytes
        raise _strange(path, _("it asks for more memory than there is")) from error
    except OSError as error:
        raise of_system(path, error) from error


def read_only(path: Path) -> LibraryReadOnly:
    """The error of writing to a library that can only be read."""
    reason = _("{path}, or the folder around it, cannot be written. Nothing was changed.").format(path=path)
    return LibraryReadOnly(path, reason)


def of_system(path: Path, error: OSError) -> LibraryError:
    """What the file system says of the library or of the files beside it."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _full(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return read_only(path)
    detail = error.strerror or str(error)
    return LibraryError(path, _("{path} cannot be opened: {detail}.").format(path=path, detail=detail))


def _of_sqlite(path: Path, error: sqlite3.Error) -> LibraryError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the extended codes share the low byte
    if code in _BUSY:
        return LibraryBusy(path, _("Another program holds {path}. Try again later.").format(path=path))
    if code in _READ_ONLY:
        return read_only(path)
    if code == sqlite3.SQLITE_FULL:
        return _full(path)
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
        reason = _("{path} cannot be read or written ({detail}).").format(path=path, detail=error)
        return LibraryError(path, reason)
    if code in _DAMAGED:
        reason = _("{path} is damaged ({detail}). “wortreader doctor” says more.").format(path=path, detail=error)
        return LibraryDamaged(path, reason)
    return _strange(path, str(error))


def _strange(path: Path, detail: str) -> LibraryDamaged:
    reason = _("{path} is not as it should be ({detail}). “wortreader doctor” says more.")
    return LibraryDamaged(path, reason.format(path=path, detail=detail))


def _full(path: Path) -> LibraryFull:
    return LibraryFull(path, _("The disk that holds {path} is full. This was not saved.").format(path=path))
