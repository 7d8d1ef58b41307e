"""Copies what can be read of a damaged library into a new file, which replaces it; the damaged file is kept beside it.

Only the tables are read: all indexes are created again. A row that refers to a lost one is completed if it has marks or
texts, and dropped otherwise. The damaged file is not changed before the new one has been found sound.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from wortreader.errors import LibraryDamaged
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import LOCAL_SCHEME
from wortreader.paths import true_path
from wortreader.store import bodies, migrations, schema
from wortreader.store.connection import Connection, connect
from wortreader.store.library import Library
from wortreader.store.library_file import read_header
from wortreader.store.maintenance.health import find_problems
from wortreader.store.progress import Operation, ProgressCallback, ignore_progress
from wortreader.store.sqlite_errors import library_errors
from wortreader.store.writer_lock import WriterLock

_NOT_COPIED: Final = ("search_", "words", "hyphenated_words", "fresh_words", "leases", "sqlite_")
"""Prefixes of the tables that are not copied: they are derived from others, or temporary."""

_MOST_STEPS: Final = 62
"""How often the step over unreadable rows is doubled: beyond that, there is no row number."""
_LOOKED_UP: Final = 20_000
"""Row numbers in a gap that are tried one by one; longer gaps have few rows."""


@lazy_dataclass(frozen=True, slots=True)
class Salvaged:
    """The result of `salvage`."""

    kept_at: Path
    """The new path of the damaged file."""
    feeds: int
    articles: int
    marks: int
    """The number of articles that are read or starred."""


def salvage(path: Path, *, now: datetime, on_progress: ProgressCallback = ignore_progress) -> Salvaged:
    """Replaces the library at `path` with a new one that has what can be read of it.

    Raises LibraryDamaged if not even its tables can be found, and the errors of opening a library. The file is
    unchanged then.
    """
    path = true_path(path)
    fresh = path.with_name(path.name + ".salvaged")
    lock = WriterLock(path)
    with library_errors(path):
        header = read_header(path)
        if header is None:
            raise _unreadable_error(path)
        lock.wait_until_free(on_progress)
        with lock.hold():
            _remove(fresh)
            try:
                _fill(fresh, path, header.version, on_progress)
                counts = _check(fresh, on_progress)
            except BaseException:
                _remove(fresh)
                raise
            kept_at = path.with_name(f"{path.name}.damaged-{now:%Y-%m-%d-%H%M%S}")
            _set_aside(path, kept_at)
            fresh.rename(path)
    fresh.with_name(fresh.name + ".lock").unlink(missing_ok=True)
    return Salvaged(kept_at, *counts)


def is_sound(path: Path, *, on_progress: ProgressCallback = ignore_progress) -> bool:
    """Whether a library is sound. Rebuilds the full-text index if nothing else is wrong.

    Raises the errors of opening a library, LibraryDamaged among them.
    """
    library = Library.open(path, must_exist=True, on_progress=on_progress)
    try:
        problems = find_problems(library)
        if not problems:
            return True
        if problems != library.search.problems():  # nothing is written into a damaged file
            return False
        library.search.rebuild(on_progress)
        return not find_problems(library)
    finally:
        library.close()


def _check(fresh: Path, on_progress: ProgressCallback) -> tuple[int, int, int]:
    """The numbers of feeds, articles and marks in the new library. Raises LibraryDamaged unless it is sound."""
    library = Library.open(fresh, on_progress=on_progress)
    try:
        problems = find_problems(library)
        with library.database.read() as connection:
            counts = connection.execute(
                "SELECT (SELECT count(*) FROM feeds), (SELECT count(*) FROM articles), "
                "(SELECT count(*) FROM reading WHERE is_read OR is_starred)"
            ).fetchone()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # the log is not renamed with it
    finally:
        library.close()
    if problems:
        raise LibraryDamaged(fresh, problems[0])
    return counts[0], counts[1], counts[2]


def _set_aside(path: Path, kept_at: Path) -> None:
    """Renames a library, and its log unless that is empty."""
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


def _fill(fresh: Path, damaged: Path, version: int, on_progress: ProgressCallback) -> None:
    """Creates a library of the same version as the damaged one, and copies its rows."""
    fresh.touch(mode=0o600)
    with closing(connect(fresh)) as new, closing(_open_damaged(damaged)) as old:
        with suppress(sqlite3.DatabaseError):
            version = old.execute("PRAGMA user_version").fetchone()[0] or version  # the log may have a newer one
        migrations.check_version(damaged, version)
        new.execute("PRAGMA foreign_keys = OFF")
        new.execute("BEGIN")
        schema.create(new)
        migrations.migrate(new, schema.FIRST_VERSION, version)
        triggers = new.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:  # they would maintain an index that is rebuilt anyway
            new.execute(f'DROP TRIGGER "{name}"')
        tables = [table for table in _tables(new) if not table.startswith(_NOT_COPIED)]
        with new.progress.track(new, on_progress, Operation.SALVAGING):
            for done, table in enumerate(tables):
                new.progress.update(done, len(tables))
                _copy_rows(new, old, table)
        _complete(new, tables)
        for _name, sql in triggers:
            new.execute(sql)
        new.execute("UPDATE search_state SET folding_version = 0")  # opening the library rebuilds the index
        new.execute("COMMIT")
        new.execute("PRAGMA journal_mode = WAL").fetchone()


def _open_damaged(damaged: Path) -> Connection:
    """A read-only connection to the damaged file. Raises LibraryDamaged if its schema cannot be read."""
    try:
        connection = connect(damaged, is_read_only=True)
        connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
    except sqlite3.DatabaseError as error:
        raise _unreadable_error(damaged) from error
    return connection


def _unreadable_error(path: Path) -> LibraryDamaged:
    reason = _(
        "Nothing can be read of {path}. Move it away: a new library is made at the next start, and "
        "`wortreader import FILE` brings your feeds back from a list."
    )
    return LibraryDamaged(path, reason.format(path=path))


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
    return [name for (name,) in rows]


def _copy_rows(new: sqlite3.Connection, old: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")')]
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    insert = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
    is_numbered = (
        "WITHOUT ROWID" not in new.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    )
    rows = _numbered_rows(old, table, names) if is_numbered else _rows_from_both_ends(old, table, names)
    for row in rows:
        with suppress(sqlite3.IntegrityError, sqlite3.DataError):  # a damaged page may contain anything
            new.execute(insert, row)


def _numbered_rows(old: sqlite3.Connection, table: str, names: str) -> Iterator[Sequence[Any]]:
    """The readable rows of a table in the order of their numbers; skips unreadable ones in steps that double."""
    ahead = f'SELECT rowid, {names} FROM "{table}" NOT INDEXED WHERE rowid > ? ORDER BY rowid'  # noqa: S608
    last, steps = -(2**62), 0
    while steps < _MOST_STEPS:
        beyond = last if not steps else max(last, 0) + 2 ** (steps - 1)
        try:
            for number, *row in old.execute(ahead, (beyond,)):
                if steps:
                    yield from _rows_in(old, table, names, range(max(last, 0) + 1, min(number, beyond + 1)))
                    steps = 0
                last = number
                yield row
            break
        except sqlite3.DatabaseError:
            steps += 1


def _rows_in(old: sqlite3.Connection, table: str, names: str, numbers: range) -> Iterator[Sequence[Any]]:
    """The readable rows with these numbers."""
    for number in numbers[:_LOOKED_UP]:
        with suppress(sqlite3.DatabaseError):
            yield from old.execute(f'SELECT {names} FROM "{table}" NOT INDEXED WHERE rowid = ?', (number,))  # noqa: S608


def _rows_from_both_ends(old: sqlite3.Connection, table: str, names: str) -> Iterator[Sequence[Any]]:
    """The rows of a table WITHOUT ROWID up to the first unreadable one from either end. Some are yielded twice."""
    keys = [row[1] for row in old.execute(f'PRAGMA table_info("{table}")') if row[5]]
    for order in ("", " DESC"):
        by = ", ".join(f'"{key}"{order}' for key in keys)
        try:
            yield from old.execute(f'SELECT {names} FROM "{table}" ORDER BY {by}')  # noqa: S608
        except sqlite3.DatabaseError:
            continue
        return


def _complete(new: Connection, tables: Sequence[str]) -> None:
    """Adds the rows that are missing: an article whose text is lost keeps its marks, and the other way round."""
    new.execute(
        "INSERT INTO feeds (id, url, title, added_at) "
        "SELECT DISTINCT feed_id, ? || feed_id, ?, 0 FROM articles WHERE feed_id NOT IN (SELECT id FROM feeds)",
        (f"{LOCAL_SCHEME}recovered/", _("Recovered articles")),
    )
    new.execute("INSERT OR IGNORE INTO feed_states (feed_id) SELECT id FROM feeds")
    # Without its hashes an article counts as changed, and gets its text back if its feed still has it.
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
    while any(_delete_orphans(new, table) for table in tables):
        pass


def _delete_orphans(new: Connection, table: str) -> bool:
    """Deletes the rows that refer to lost ones. True if there were any."""
    count = 0
    for reference in new.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
        parent, column, key = reference[2:5]
        count += new.execute(
            f'DELETE FROM "{table}" WHERE "{column}" IS NOT NULL '  # noqa: S608 - names of the schema's
            f'AND "{column}" NOT IN (SELECT "{key}" FROM "{parent}")'
        ).rowcount
    return count > 0
