"""Versions of a library's schema, and the migrations from each to the next.

The version is the library's `user_version`. Libraries older than FIRST_VERSION, and newer ones than this wortreader
knows, are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wortreader.errors import LibraryTooNew, LibraryTooOld
from wortreader.store.schema import FIRST_VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database

    from wortreader.store.connection import Connection
    from wortreader.store.progress import ProgressTracker

MIGRATIONS: tuple[Callable[[Database, ProgressTracker], None], ...] = ()
"""What has changed since FIRST_VERSION, in order; each raises the version by one. A released one is never edited.
A migration that goes through all articles calls the tracker's `update`."""


def current_version() -> int:
    """The version of the schema that this wortreader reads and writes."""
    return FIRST_VERSION + len(MIGRATIONS)


def check_version(path: Path, version: int) -> None:
    """Raises LibraryTooOld or LibraryTooNew if a library of that version can neither be used nor migrated."""
    if version < FIRST_VERSION:
        raise LibraryTooOld(path, version, current_version())
    if version > current_version():
        raise LibraryTooNew(path, version, current_version())


def migrate(connection: Connection, version: int, to: int | None = None) -> None:
    """Brings a library from `version` to the current version, or to an earlier one, in the caller's transaction."""
    missing = MIGRATIONS[version - FIRST_VERSION : None if to is None else to - FIRST_VERSION]
    if not missing:
        return
    from sqlite_utils import Database  # takes 80 ms; its `transform` changes columns, which ALTER TABLE cannot

    db = Database(connection, recursive_triggers=False, execute_plugins=False)
    for number, migration in enumerate(missing):
        connection.progress.begin_part(number, len(missing))
        migration(db, connection.progress)
    connection.execute(f"PRAGMA user_version = {version + len(missing)}")
