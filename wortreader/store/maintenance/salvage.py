"""What can be read of a damaged library goes into a new file, which takes its place; the damaged one is kept beside it.

Goes by the tables alone: every index is made anew. What refers to something that is lost is mended where it holds marks
or texts, and left out elsewhere. Until the new file has been found sound, the old one is not touched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from wortreader.errors import LibraryDamaged
from wortreader.i18n import _
from wortreader.model import LOCAL_SCHEME
from wortreader.store import bodies, schema
from wortreader.store.connection import Connection, connect
from wortreader.store.library import Library
from wortreader.store.library_file import read_header
from wortreader.store.maintenance.health import find_problems
from wortreader.store.progress import Operation, ProgressCallback, ignore_progress
from wortreader.store.sqlite_errors import library_errors
from wortreader.store.writer_lock import WriterLock

_LEFT: Final = ("search_", "words", "fresh_words", "leases", "sqlite_")
"""Beginnings of the names of tables that are not taken over: they follow from the others, or are of the moment."""

_MOST_STEPS: Final = 62
"""Doublings of the step over what cannot be read: beyond that there is no number."""
_LOOKED_UP: Final = 20_000
"""Numbers in a gap that are asked for one by one; in a longer one there are few rows."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What has become of a damaged library."""

    kept_at: Path
    """Where the damaged file is now."""
    feeds: int
    articles: int
    marks: int
    """Articles that are read or starred."""


def salvage(path: Path, *, now: datetime, on_progress: ProgressCallback = ignore_progress) -> Salvaged:
    """Puts what can be read of the library in `path` into a new one in its place.

    Raises LibraryDamaged where not even its tables can be found, and LibraryError as opening a library does; the file
    is as it was then.
    """
    path = path.absolute()
    fresh = path.with_name(path.name + ".salvaged")
    lock = WriterLock(path)
    with library_errors(path):
        header = read_header(path)
        if header is None:
            raise _hopeless(path)
        lock.wait_until_free(on_progress)
        with lock.hold():
            _remove(fresh)
            try:
                _fill(fresh, path, header.version, on_progress)
                counts = _checked(fresh, on_progress)
            except BaseException:
                _remove(fresh)
                raise
            kept_at = path.with_name(f"{path.name}.damaged-{now:%Y-%m-%d-%H%M%S}")
            _set_aside(path, kept_at)
            fresh.rename(path)
    fresh.with_name(fresh.name + ".lock").unlink(missing_ok=True)
    return Salvaged(kept_at, *counts)


def is_sound(path: Path, *, on_progress: ProgressCallback = ignore_progress) -> bool:
    """Whether a library has nothing wrong, or no more than its full-text index, which is made anew then.

    Raises LibraryDamaged where it cannot even be opened, and LibraryError as opening one does.
    """
    library = Library.open(path, must_exist=True, on_progress=on_progress)
    try:
        problems = find_problems(library)
        if not problems:
            return True
        if problems != library.search.problems():  # nothing is written into a file that is damaged itself
            return False
        library.search.rebuild(on_progress)
        return not find_problems(library)
    finally:
        library.close()


def _checked(fresh: Path, on_progress: ProgressCallback) -> tuple[int, int, int]:
    """How many feeds, articles and marks are in the new library, which has to be sound."""
    library = Library.open(fresh, on_progress=on_progress)
    try:
        problems = find_problems(library)
        with library.database.read() as connection:
            counts = connection.execute(
                "SELECT (SELECT count(*) FROM feeds), (SELECT count(*) FROM articles), "
                "(SELECT count(*) FROM reading WHERE is_read OR is_starred)"
            ).fetchone()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # its log would not be renamed with it
    finally:
        library.close()
    if problems:
        raise LibraryDamaged(fresh, problems[0])
    return counts[0], counts[1], counts[2]


def _set_aside(path: Path, kept_at: Path) -> None:
    """Gives a library another name, with its log where there is something in it."""
    log = path.with_name(f"{path.name}-wal")
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        if log.stat().st_size:
            log.rename(kept_at.with_name(f"{kept_at.name}-wal"))
        else:
            log.unlink()
    path.rename(kept_at)


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm", ".lock"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


# --- from one file into the other -------------------------------------------------------------------------------------


def _fill(fresh: Path, damaged: Path, version: int, on_progress: ProgressCallback) -> None:
    """Makes a library of the damaged one's version and takes its rows over."""
    fresh.touch(mode=0o600)
    with closing(connect(fresh)) as new, closing(_opened(damaged)) as old:
        with suppress(sqlite3.DatabaseError):
            version = old.execute("PRAGMA user_version").fetchone()[0] or version  # the log may know better
        schema.check_version(damaged, version)
        new.execute("PRAGMA foreign_keys = OFF")
        new.execute("BEGIN")
        schema.create(new)
        schema.migrate(new, schema.FIRST_VERSION, version)
        triggers = new.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:  # they would keep an index that is made anew anyway
            new.execute(f'DROP TRIGGER "{name}"')
        tables = [table for table in _tables(new) if not table.startswith(_LEFT)]
        with new.progress.track(new, on_progress, Operation.SALVAGING):
            for done, table in enumerate(tables):
                new.progress.update(done, len(tables))
                _take_over(new, old, table)
        _mend(new, tables)
        for _name, sql in triggers:
            new.execute(sql)
        new.execute("UPDATE search_state SET folding_version = 0")  # opening the library rebuilds the index
        new.execute("COMMIT")
        new.execute("PRAGMA journal_mode = WAL").fetchone()


def _opened(damaged: Path) -> Connection:
    """A connection to what has to be read. Raises LibraryDamaged where it does not say which tables it has."""
    try:
        connection = connect(damaged, is_read_only=True)
        connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
    except sqlite3.DatabaseError as error:
        raise _hopeless(damaged) from error
    return connection


def _hopeless(path: Path) -> LibraryDamaged:
    reason = _(
        "Nothing can be read of {path}. Move it away: a new library is made at the next start, and "
        "`wortreader import FILE` brings your feeds back from a list."
    )
    return LibraryDamaged(path, reason.format(path=path))


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
    return [name for (name,) in rows]


def _take_over(new: sqlite3.Connection, old: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")')]
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    insert = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
    is_numbered = (
        "WITHOUT ROWID" not in new.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    )
    rows = _numbered_rows(old, table, names) if is_numbered else _rows_from_both_ends(old, table, names)
    for row in rows:
        with suppress(sqlite3.IntegrityError, sqlite3.DataError):  # what a damaged page says may be anything
            new.execute(insert, row)


def _numbered_rows(old: sqlite3.Connection, table: str, names: str) -> Iterator[Sequence[Any]]:
    """The rows of a table that can be read, by their numbers: over what cannot, in steps that double."""
    ahead = f'SELECT rowid, {names} FROM "{table}" NOT INDEXED WHERE rowid > ? ORDER BY rowid'  # noqa: S608
    last, steps = -(2**62), 0
    while steps < _MOST_STEPS:
        beyond = last if not steps else max(last, 0) + 2 ** (steps - 1)
        try:
            for number, *row in old.execute(ahead, (beyond,)):
                if steps:
                    yield from _looked_up(old, table, names, range(max(last, 0) + 1, min(number, beyond + 1)))
                    steps = 0
                last = number
                yield row
            break
        except sqlite3.DatabaseError:
            steps += 1


def _looked_up(old: sqlite3.Connection, table: str, names: str, numbers: range) -> Iterator[Sequence[Any]]:
    """Those of the rows with these numbers that can be read."""
    for number in numbers[:_LOOKED_UP]:
        with suppress(sqlite3.DatabaseError):
            yield from old.execute(f'SELECT {names} FROM "{table}" NOT INDEXED WHERE rowid = ?', (number,))  # noqa: S608


def _rows_from_both_ends(old: sqlite3.Connection, table: str, names: str) -> Iterator[Sequence[Any]]:
    """The rows of a table without numbers, up to what cannot be read from either end. Some come twice."""
    keys = [row[1] for row in old.execute(f'PRAGMA table_info("{table}")') if row[5]]
    for order in ("", " DESC"):
        by = ", ".join(f'"{key}"{order}' for key in keys)
        try:
            yield from old.execute(f'SELECT {names} FROM "{table}" ORDER BY {by}')  # noqa: S608
        except sqlite3.DatabaseError:
            continue
        return


# --- what is lost in between ------------------------------------------------------------------------------------------


def _mend(new: Connection, tables: Sequence[str]) -> None:
    """Makes whole what is left: articles keep their marks although their text is lost, and the other way round."""
    new.execute(
        "INSERT INTO feeds (id, url, title, added_at) "
        "SELECT DISTINCT feed_id, ? || feed_id, ?, 0 FROM articles WHERE feed_id NOT IN (SELECT id FROM feeds)",
        (f"{LOCAL_SCHEME}recovered/", _("Recovered articles")),
    )
    new.execute("INSERT OR IGNORE INTO feed_states (feed_id) SELECT id FROM feeds")
    # Without its hashes an article counts as changed, and gets its text back while its feed still has it.
    new.execute(
        "UPDATE articles SET content_hash = '', raw_hash = NULL WHERE id NOT IN (SELECT article_id FROM bodies)"
    )
    new.execute(
        "INSERT INTO bodies (article_id, tags, enclosures, summary, text, html) "
        "SELECT id, '[]', '[]', '', ?, ? FROM articles WHERE id NOT IN (SELECT article_id FROM bodies)",
        bodies.pack("", ""),
    )
    new.execute(
        "INSERT INTO reading (article_id, feed_id, sort_at) SELECT id, feed_id, coalesce(published_at, first_seen_at) "
        "FROM articles WHERE id NOT IN (SELECT article_id FROM reading)"
    )
    new.execute("UPDATE feed_states SET etag = NULL, last_modified = NULL, body_hash = NULL, due_at = NULL")
    new.execute("UPDATE folders SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM folders)")
    new.execute("UPDATE feeds SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folders)")
    while any(_leave_out_orphans(new, table) for table in tables):
        pass


def _leave_out_orphans(new: Connection, table: str) -> bool:
    """Deletes the rows that refer to what is lost. True where there were some."""
    count = 0
    for reference in new.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
        parent, column, key = reference[2:5]
        count += new.execute(
            f'DELETE FROM "{table}" WHERE "{column}" IS NOT NULL '  # noqa: S608 - names of the schema's
            f'AND "{column}" NOT IN (SELECT "{key}" FROM "{parent}")'
        ).rowcount
    return count > 0
