"""The state of a library and of SQLite, for `wortreader doctor`. Changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from wortreader.errors import LibraryError
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.store.library import Library
from wortreader.store.maintenance.wrong_values import find_wrong_values

_BUG_SINCE = (3, 7, 0)
_BUG_FIXED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""On each branch with a fix, the first version that has it."""


@lazy_dataclass(frozen=True, slots=True)
class Health:
    """The state of an open library."""

    version: int
    """Of the library's schema."""
    journal_mode: str
    """`wal`, unless the file system does not allow it."""
    size_bytes: int
    """Of the file itself."""
    log_bytes: int
    """Of the write-ahead log: what has been written since the last checkpoint."""
    spare_bytes: int
    """What `Database.vacuum` would free."""
    article_count: int
    is_read_only: bool
    problems: tuple[str, ...]
    """The result of `find_problems`."""


def examine(library: Library) -> Health:
    """Examines a library. Reads all of it, seconds for a large one. Raises LibraryError if it cannot be read."""
    with library.database.read() as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        journal_mode: str = connection.execute("PRAGMA journal_mode").fetchone()[0]
        article_count: int = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
        spare_bytes = _spare_bytes(connection)
    return Health(
        version=version,
        journal_mode=journal_mode,
        size_bytes=_size(library.path),
        log_bytes=_size(library.path.with_name(library.path.name + "-wal")),
        spare_bytes=spare_bytes,
        article_count=article_count,
        is_read_only=library.database.is_read_only,
        problems=find_problems(library),
    )


def find_problems(library: Library) -> tuple[str, ...]:
    """What SQLite and the full-text index find wrong with the library, in sentences; empty if it is sound.

    Reads the whole file: seconds for a large one. `Search.rebuild` repairs the index.
    """
    found: list[str] = []
    try:
        with library.database.read() as connection:
            for (line,) in connection.execute("PRAGMA integrity_check(10)"):
                if line != "ok":
                    found.append(_("The file is damaged: {detail}").format(detail=line))
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                found.append(_("{n} rows refer to something that is gone.").format(n=len(broken)))
            for wrong in find_wrong_values(connection):
                words = ngettext(
                    "{n} value in “{column}” of “{table}” is of the wrong type.",
                    "{n} values in “{column}” of “{table}” are of the wrong type.",
                    wrong.count,
                )
                found.append(words.format(n=wrong.count, column=wrong.column, table=wrong.table))
    except LibraryError as error:
        found.append(str(error))
    return (*found, *library.search.problems())


def _spare_bytes(connection: sqlite3.Connection) -> int:
    pages: int = connection.execute("PRAGMA freelist_count").fetchone()[0]
    page_bytes = int(connection.execute("PRAGMA page_size").fetchone()[0])  # SQLCipher returns it as text
    return pages * page_bytes


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite library that Python uses."""
    return sqlite3.sqlite_version_info


def has_wal_reset_bug(version: Sequence[int]) -> bool:
    """Whether this SQLite can corrupt a library if two connections write and checkpoint at the same time.

    See https://sqlite.org/wal.html: since 3.7.0, fixed in 3.51.3, 3.50.7 and 3.44.6. Our writer lock prevents it,
    unless another program writes to the file.
    """
    known = tuple(version)
    is_fixed = known >= _BUG_FIXED[-1] or any(known[:2] == fixed[:2] and known >= fixed for fixed in _BUG_FIXED)
    return known >= _BUG_SINCE and not is_fixed


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
