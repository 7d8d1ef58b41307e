"""Puts what can be read of a damaged library into a new file, which replaces it; the damaged file is kept beside it.

The rows are read from the pages of the tables, without SQLite (`sqlite_pages`, `page_owners`): each row on a page that
is whole is saved, whatever has become of the pages that led to it. All indexes are created again. The damaged file is
not changed before the new one has been found sound.
"""

from __future__ import annotations

import glob
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Final

from wortreader.errors import LibraryDamaged, LibraryError, LibraryNotOurs, MarksCopyDamaged
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.paths import true_path
from wortreader.store import migrations, schema
from wortreader.store.connection import Connection, connect
from wortreader.store.encryption import is_encrypted
from wortreader.store.library import Library
from wortreader.store.maintenance import lost_rows
from wortreader.store.maintenance.copied_tables import COPIED_TABLES
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.marks_copy import copy_paths, set_copy_aside
from wortreader.store.maintenance.page_owners import FileLayout, Owners, StoredTable, find_owners, has_rows_of, layout
from wortreader.store.maintenance.restoring import RestoredTable, adopt_feeds, restore
from wortreader.store.maintenance.sqlite_pages import PAGE_SIZES, PageFile, Record
from wortreader.store.maintenance.wrong_values import find_wrong_values, mend_wrong_values
from wortreader.store.progress import Operation, ProgressCallback, ignore_progress
from wortreader.store.sqlite_errors import library_errors
from wortreader.store.writer_lock import WriterLock

_NOT_COPIED: Final = ("search_", "words", "hyphenated_words", "fresh_words", "leases", "sqlite_")
"""Prefixes of the tables that are not copied: they are derived from others, or temporary."""

_KEPT: Final = ".damaged-"
"""Between the name of the library and the time, in the name of the damaged file."""


@lazy_dataclass(frozen=True, slots=True)
class Salvaged:
    """The result of `salvage`."""

    kept_at: Path
    """The new path of the damaged file."""
    feeds: int
    articles: int
    known_articles: int
    """How many articles there were, as far as anything that can be read tells of them."""
    lost_texts: int
    """How many of the articles have lost their text."""
    marks: int
    """The number of articles that are read or starred."""
    restored: tuple[RestoredTable, ...]
    """What has come from the rolling copy; empty if there is none."""


def cannot_be_salvaged(path: Path) -> LibraryDamaged:
    """That nothing can be read out of a damaged library that is encrypted, and what can be done."""
    words = _(
        "{path} is encrypted: single pages cannot be read out of it. Put a backup in its place; or move it away, "
        "and run `wortreader restore --marks`, `wortreader refresh`, and `wortreader restore --marks` again."
    )
    return LibraryDamaged(path, words.format(path=path))


def salvage(path: Path, *, now: datetime, on_progress: ProgressCallback = ignore_progress) -> Salvaged:
    """Replaces the library at `path` with a new one that has what can be read of it.

    Raises LibraryDamaged if there is nothing, or the library is encrypted, and the errors of opening a library:
    LibraryNotOurs if the file is something else. The file is unchanged then.
    """
    path = true_path(path)
    if is_encrypted(path):
        raise cannot_be_salvaged(path)
    fresh = path.with_name(path.name + ".salvaged")
    lock = WriterLock(path)
    with library_errors(path):
        _open_damaged(path)[0].close()  # what is no library gets no lock file beside it
        lock.wait_until_free(on_progress)
        with lock.hold():
            _undo_unfinished(path)
            _remove(fresh)
            try:
                losses, incomplete = _fill(fresh, path, on_progress)
                restored = _restore(fresh, path, incomplete, on_progress)
                feeds, articles, marks = _check(fresh, on_progress)
            except BaseException:
                _remove(fresh)
                raise
            kept_at = _free_name(path.with_name(f"{path.name}{_KEPT}{now:%Y-%m-%d-%H%M%S}"))
            _take_place(fresh, path, kept_at)
    fresh.with_name(fresh.name + ".lock").unlink(missing_ok=True)
    return Salvaged(kept_at, feeds, articles, max(losses.known_articles, articles), losses.texts, marks, restored)


def is_sound(path: Path, *, on_progress: ProgressCallback = ignore_progress) -> bool:
    """Whether a library is sound. Rebuilds the full-text index, or mends values of a wrong kind, if nothing else is
    wrong.

    Raises the errors of opening a library, LibraryDamaged among them.
    """
    library = Library.open(path, must_exist=True, on_progress=on_progress)
    try:
        problems = find_problems(library)
        if not problems:
            return True
        try:
            with library.database.read() as connection:
                wrong = len(find_wrong_values(connection))
        except LibraryDamaged:  # a table cannot be read to its end
            return False
        if len(problems) != len(library.search.problems()) + wrong:  # nothing is written into a damaged file
            return False
        if wrong:
            with library.database.write(is_durable=True) as connection:
                mend_wrong_values(connection)
        library.search.rebuild(on_progress)
        return not find_problems(library)
    finally:
        library.close()


def _free_name(path: Path) -> Path:
    """This path, or one with a number behind it if there is a file already."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(each for each in chain([path], numbered) if not each.exists())


def _restore(
    fresh: Path, damaged: Path, incomplete: frozenset[str], on_progress: ProgressCallback
) -> tuple[RestoredTable, ...]:
    """Adds what the rolling copies have of the tables that are incomplete: of others, the user has removed it.

    The copies are kept from being replaced if they have more than that: articles that the next refresh may bring back.
    """
    restored: tuple[RestoredTable, ...] = ()
    tables = [table for table in COPIED_TABLES if not incomplete.isdisjoint(table.reads)]
    with closing(Library.open(fresh, on_progress=on_progress)) as library:
        for copy in copy_paths(damaged):
            with suppress(MarksCopyDamaged, FileNotFoundError):
                adopt_feeds(library, copy, lost_rows.PLACEHOLDER)
                restored += restore(library, [copy], tables=tables)
    if any(table.unmatched for table in restored):
        set_copy_aside(damaged)
    return restored


def _check(fresh: Path, on_progress: ProgressCallback) -> tuple[int, int, int]:
    """The numbers of feeds, articles and marks in the new library. Raises LibraryDamaged unless it is sound."""
    library = Library.open(fresh, on_progress=on_progress)
    try:
        problems = find_problems(library)
        with library.database.read() as connection:
            counts = connection.execute(
                "SELECT (SELECT count(*) FROM feeds WHERE removed_at IS NULL), (SELECT count(*) FROM articles), "
                "(SELECT count(*) FROM reading WHERE is_read OR is_starred)"
            ).fetchone()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # the log is not renamed with it
    finally:
        library.close()
    if problems:
        raise LibraryDamaged(fresh, problems[0])
    return counts[0], counts[1], counts[2]


def _take_place(fresh: Path, path: Path, kept_at: Path) -> None:
    """Puts the new library in the place of the damaged one, which is `kept_at` with its log, unless that is empty.

    If the process is killed, there is one of the two at `path`: an empty library must not be made there. Where there
    are no hard links, it takes two steps.
    """
    try:
        kept_at.hardlink_to(path)
    except OSError:
        path.rename(kept_at)
    log = _log_of(path)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    if _has_content(log):
        log.rename(_log_of(kept_at))
    log.unlink(missing_ok=True)
    fresh.rename(path)


def _undo_unfinished(path: Path) -> None:
    """Takes back what a salvage that was killed has done to the damaged library."""
    for kept_at in path.parent.glob(f"{glob.escape(path.name)}{_KEPT}*"):
        with suppress(OSError):
            if kept_at.samefile(path):
                if _log_of(kept_at).exists() and not _has_content(_log_of(path)):
                    _log_of(kept_at).rename(_log_of(path))
                kept_at.unlink()


def _has_content(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm", ".lock"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _fill(fresh: Path, damaged: Path, on_progress: ProgressCallback) -> tuple[lost_rows.Losses, frozenset[str]]:
    """Creates a library of the same version as the damaged one, with its rows. Returns also which tables lack some."""
    file, version = _open_damaged(damaged)
    with file:
        known = layout(version, file.page_size)
        owners = find_owners(file, known)
        tables = [table for table in known.tables.values() if not table.name.startswith(_NOT_COPIED)]
        fresh.touch(mode=0o600)
        with closing(connect(fresh)) as new:
            new.execute("PRAGMA foreign_keys = OFF")
            new.execute(f"PRAGMA page_size = {schema.PAGE_BYTES:d}")
            new.execute("BEGIN")
            schema.create(new)
            migrations.migrate(new, schema.FIRST_VERSION, version)
            triggers = new.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _sql in triggers:  # they would maintain an index that is rebuilt anyway
                new.execute(f'DROP TRIGGER "{name}"')
            copied, incomplete = 0, set(owners.incomplete)
            with new.progress.track(new, on_progress, Operation.SALVAGING):
                for done, table in enumerate(tables):
                    new.progress.update(done, len(tables))
                    torn: list[int] = []
                    copied += _copy_rows(new, table, _records(file, owners.pages[table.name], torn))
                    incomplete |= {table.name} if torn else set()
            _copy_uncertain(new, file, known, owners)
            if not copied:
                raise _unreadable_error(damaged)
            losses = lost_rows.complete(new, [table.name for table in tables], _indexed(file, owners))
            _keep_sequences(new, file, known, owners)
            for _name, sql in triggers:
                new.execute(sql)
            new.execute("UPDATE search_state SET folding_version = 0")  # opening the library rebuilds the index
            new.execute("COMMIT")
            new.execute("PRAGMA journal_mode = WAL").fetchone()
    return losses, frozenset(incomplete)


def _open_damaged(path: Path) -> tuple[PageFile, int]:
    """The pages of a damaged library, and the version of its schema.

    If its header is lost, a library is known by its rows. Raises LibraryNotOurs, LibraryTooOld, LibraryTooNew, and
    LibraryDamaged if there is no more than a header, or a copy beside it tells that it was a library.
    """
    if path.exists() and not path.is_file():
        raise LibraryNotOurs(path)
    if not path.exists() or path.stat().st_size == 0:
        raise _unreadable_error(path)
    version = migrations.current_version()
    for page_size in (None, schema.PAGE_BYTES, *PAGE_SIZES):
        file = PageFile(path, page_size)
        try:
            header = file.raw(1)
            if int.from_bytes(header[68:72], "big") == schema.APPLICATION_ID and file.has_header:
                version = int.from_bytes(header[60:64], "big")
                migrations.check_version(path, version)
                return file, version
            if has_rows_of(file, layout(version, file.page_size)):
                return file, version
        except BaseException:
            file.close()
            raise
        file.close()
    raise _unknown_error(path)


def _unknown_error(path: Path) -> LibraryError:
    """The error for a file in which nothing of a library is found: one of its copies may tell that it was one."""
    copy = copy_paths(path)[0]
    if is_encrypted(copy):
        return cannot_be_salvaged(path)
    return _unreadable_error(path) if copy.exists() else LibraryNotOurs(path)


def _unreadable_error(path: Path) -> LibraryDamaged:
    reason = _(
        "Nothing can be read of {path}. Move it away: a new library is made at the next start. `wortreader restore "
        "--marks` brings your feeds and marks back from the last copy, or `wortreader import FILE` feeds from a list."
    )
    return LibraryDamaged(path, reason.format(path=path))


def _records(file: PageFile, numbers: Sequence[int], torn: list[int] | None = None) -> Iterator[Record]:
    """The records on pages. Those of which not all can be read are added to `torn`."""
    for number in numbers:
        page = file.page(number)
        if torn is not None and (page is None or not page.is_whole):
            torn.append(number)
        if page is not None:
            yield from page.records


def _copy_rows(new: Connection, table: StoredTable, records: Iterator[Record] | Sequence[Record]) -> int:
    """Inserts the rows that fit a table and its constraints, unless their key is there. Returns how many."""
    inserts: dict[int, str] = {}
    before = new.total_changes
    for record in records:
        if not table.fits(record):
            continue
        row = table.row(record)
        if len(row) not in inserts:  # of rows that are older than some columns, these get their default
            names = ", ".join(f'"{column.name}"' for column in table.columns[: len(row)])
            marks = ", ".join("?" * len(row))
            inserts[len(row)] = f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608
        with suppress(sqlite3.IntegrityError, sqlite3.DataError):  # a damaged page may contain anything
            new.execute(inserts[len(row)], row)
    return new.total_changes - before


def _copy_uncertain(new: Connection, file: PageFile, known: FileLayout, owners: Owners) -> None:
    """Copies the rows of pages that fit several tables into that where most of them refer to rows that are there."""
    for number, names in owners.uncertain:
        records = list(_records(file, [number]))
        tables = [known.tables[name] for name in names]
        best = max(tables, key=lambda table: _found_references(new, table, records))
        if not best.name.startswith(_NOT_COPIED):
            _copy_rows(new, best, records)


def _found_references(new: Connection, table: StoredTable, records: Sequence[Record]) -> int:
    """How many of the references in these rows lead to a row that is there."""
    found = 0
    places = {column.name: place for place, column in enumerate(table.columns)}
    for _id, _seq, parent, column, key, *_rest in new.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall():
        for record in records:
            row = table.row(record)
            value = row[places[column]] if places[column] < len(row) else None
            query = f'SELECT 1 FROM "{parent}" WHERE "{key}" = ?'  # noqa: S608 - names of the schema's
            found += new.execute(query, (value,)).fetchone() is not None
    return found


def _indexed(file: PageFile, owners: Owners) -> lost_rows.Indexed:
    """What the unique indexes tell of rows that are lost."""
    feeds: dict[int, str] = {}
    articles: dict[int, tuple[int, str]] = {}
    pictures: dict[int, str] = {}
    tags: dict[int, str] = {}
    indexes = ((feeds, "feeds_by_url"), (pictures, "sqlite_autoindex_pictures_1"), (tags, "sqlite_autoindex_tags_1"))
    for names, index in indexes:
        for record in _records(file, owners.pages.get(index, ())):
            match record.values:
                case (str(name), int(number)):
                    names.setdefault(number, name)
    for record in _records(file, owners.pages.get("articles_by_guid", ())):
        match record.values:
            case (int(feed_id), str(guid), int(article_id)):
                articles.setdefault(article_id, (feed_id, guid))
    return lost_rows.Indexed(feeds, articles, pictures, tags)


def _keep_sequences(new: Connection, file: PageFile, known: FileLayout, owners: Owners) -> None:
    """Takes over the largest ids that were ever used: an id is never used again."""
    table = known.tables.get("sqlite_sequence")
    for record in _records(file, owners.pages.get("sqlite_sequence", ())):
        if table is not None and table.fits(record) and record.values[0] in known.tables:
            name, largest = record.values
            new.execute(
                "INSERT INTO sqlite_sequence SELECT ?1, 0 WHERE ?1 NOT IN (SELECT name FROM sqlite_sequence)", (name,)
            )
            new.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (largest, name))
