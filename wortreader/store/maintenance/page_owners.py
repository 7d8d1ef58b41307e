"""Finds the pages of each table in a damaged file, also where the pages that lead to them are lost.

A table's pages are reached from its root. The roots are in the file's own schema; where that is damaged, they are taken
from a new library of the same version, which has them on the same pages. Pages that cannot be reached are assigned to
the table that their rows fit, as SQLite's `.recover` does, among the tables of which something is missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from typing import Any, Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.store import migrations, schema
from wortreader.store.connection import Connection
from wortreader.store.maintenance.sqlite_pages import PageFile, PageKind, Record, Value

_CLASSES: Final[Mapping[str, tuple[type, ...]]] = {
    "INTEGER": (int,),
    "REAL": (int, float),  # SQLite stores 1.0 as 1
    "TEXT": (str,),
    "BLOB": (bytes,),
}
_ANY: Final = (int, float, str, bytes)


@lazy_dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column of a table."""

    name: str
    classes: tuple[type, ...]
    """What its values may be, besides NULL."""
    is_required: bool
    """Whether it cannot be NULL."""
    is_rowid: bool = False
    """Whether it is stored as the number of the row, and as NULL among the values."""


@lazy_dataclass(frozen=True, slots=True)
class StoredTable:
    """How the rows of a table are stored."""

    name: str
    columns: tuple[StoredColumn, ...]
    """In the order in which their values are stored."""
    has_rowid: bool

    def fits(self, record: Record) -> bool:
        """Whether a record may be a row of this table. Columns that were added later may be missing at its end."""
        values = record.values
        if (record.rowid is not None) is not self.has_rowid or not 0 < len(values) <= len(self.columns):
            return False
        for column, value in zip(self.columns, values, strict=False):
            if value is None:
                if column.is_required:
                    return False
            elif column.is_rowid or not isinstance(value, column.classes):
                return False
        return True

    def row(self, record: Record) -> tuple[Value, ...]:
        """The values of a record, in the order of `columns`; as many as the record has."""
        return tuple(
            record.rowid if column.is_rowid else value
            for column, value in zip(self.columns, record.values, strict=False)
        )


_SCHEMA_TABLE: Final = StoredTable(
    "sqlite_schema",
    (
        StoredColumn("type", (str,), True),
        StoredColumn("name", (str,), True),
        StoredColumn("tbl_name", (str,), True),
        StoredColumn("rootpage", (int,), False),
        StoredColumn("sql", (str,), False),
    ),
    has_rowid=True,
)


@lazy_dataclass(frozen=True, slots=True)
class FileLayout:
    """What a library of some version consists of, and on which pages a new one has it."""

    tables: Mapping[str, StoredTable]
    roots: tuple[Mapping[str, int], ...]
    """The root pages of tables and indexes: in a library that has just been made, and in one that has been made
    smaller (VACUUM)."""


@lazy_dataclass(frozen=True, slots=True)
class Owners:
    """Which pages belong to what."""

    pages: Mapping[str, Sequence[int]]
    """The pages with the records of a table or index, by its name. Those that are reached from the root come first:
    others may contain rows that have been deleted, or older versions of rows."""
    uncertain: tuple[tuple[int, tuple[str, ...]], ...]
    """Pages whose records fit several tables, with the names of these."""
    incomplete: frozenset[str]
    """The tables and indexes of which pages are lost."""


@cache
def layout(version: int, page_size: int) -> FileLayout:
    """The layout of libraries of a version of the schema, with pages of this size."""
    with closing(Connection(":memory:", isolation_level=None)) as model:
        model.execute(f"PRAGMA page_size = {page_size:d}")
        model.execute("BEGIN")
        schema.create(model)
        migrations.migrate(model, schema.FIRST_VERSION, version)
        model.execute("COMMIT")
        roots = [_roots_of(model)]
        model.execute("VACUUM")
        roots.append(_roots_of(model))
        names = model.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
        tables = {
            name: _table(name, sql, model.execute(f'PRAGMA table_info("{name}")').fetchall()) for name, sql in names
        }
    return FileLayout(tables, tuple(roots))


def find_owners(file: PageFile, known: FileLayout) -> Owners:
    """Finds out which pages of a file belong to which tables and indexes."""
    return _Search(file, known).run()


def has_rows_of(file: PageFile, known: FileLayout) -> bool:
    """Whether a file whose header is lost is a library: whether it has a page of rows of one of the widest tables."""
    widest = sorted(known.tables.values(), key=lambda table: -len(table.columns))[:4]
    for number in range(1, file.count + 1):
        page = file.page(number)
        if page is not None and page.is_whole and page.records:
            width = {len(record.values) for record in page.records}
            if any(width == {len(table.columns)} and all(map(table.fits, page.records)) for table in widest):
                return True
    return False


def _roots_of(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall())


def _table(name: str, sql: str, info: Sequence[tuple[Any, ...]]) -> StoredTable:
    """A table by its definition and the rows of `PRAGMA table_info`."""
    has_rowid = "WITHOUT ROWID" not in sql
    key = [row for row in info if row[5]]
    is_numbered = has_rowid and len(key) == 1 and key[0][2] == "INTEGER"
    columns = tuple(
        StoredColumn(
            name=row[1],
            classes=_CLASSES.get(row[2], _ANY),
            is_required=bool(row[3] or row[5]) and not (is_numbered and row[5]),
            is_rowid=is_numbered and bool(row[5]),
        )
        # The key of a table WITHOUT ROWID is stored before its other columns.
        for row in (info if has_rowid else sorted(info, key=lambda row: row[5] or len(info) + 1))
    )
    if name == "sqlite_sequence":  # SQLite declares no types for it
        columns = (StoredColumn("name", (str,), True), StoredColumn("seq", (int,), True))
    return StoredTable(name, columns, has_rowid)


class _Search:
    """The search for the pages of all tables and indexes of a file."""

    def __init__(self, file: PageFile, known: FileLayout) -> None:
        self._file = file
        self._known = known
        self._owned: set[int] = set()
        self._incomplete: set[str] = set()
        """Tables that lack pages, as far as their trees tell."""

    def run(self) -> Owners:
        roots = self._roots()
        pages: dict[str, list[int]] = {name: list(self._walk(name, root)) for name, root in roots.items()}
        for name in self._known.tables:
            if name not in roots:
                self._incomplete.add(name)
                pages[name] = []
        uncertain = []
        if self._incomplete:
            for number, names in self._unreached():
                if len(names) == 1:
                    pages[names[0]].append(number)
                else:
                    uncertain.append((number, names))
        return Owners(pages, tuple(uncertain), frozenset(self._incomplete))

    def _roots(self) -> dict[str, int]:
        """The root pages of all tables and indexes."""
        records = self._records(self._walk(_SCHEMA_TABLE.name, 1))
        found = _roots_in(records)
        if _SCHEMA_TABLE.name not in self._incomplete and found:
            return found
        unreached = [number for number in self._leaves() if self._fitting(number, [_SCHEMA_TABLE])]
        self._owned.update(unreached)
        found = {**_roots_in(self._records(unreached)), **found}
        return {**self._expected_roots(found), **found}

    def _expected_roots(self, found: Mapping[str, int]) -> dict[str, int]:
        """Where a new library has what the schema of this one does not say any more, if it is there indeed."""
        taken = set(found.values())
        choices = [
            {
                name: root
                for name, root in roots.items()
                if name not in found and root not in taken and self._may_be_root(name, root)
            }
            for roots in self._known.roots
        ]
        agreeing = [sum(found.get(name) == root for name, root in roots.items()) for roots in self._known.roots]
        best = max(range(len(choices)), key=lambda place: (agreeing[place], len(choices[place])))
        return choices[best]

    def _may_be_root(self, name: str, number: int) -> bool:
        """Whether the tree that begins with this page may be that of a table or index."""
        table = self._known.tables.get(name)
        has_rowid = table is not None and table.has_rowid
        for _level in range(20):
            page = self._file.page(number, most=1)
            if page is None or (page.kind in (PageKind.TABLE_LEAF, PageKind.TABLE_INTERIOR)) is not has_rowid:
                return False
            if page.records and table is not None and not table.fits(page.records[0]):
                return False
            if not page.children:
                return True
            number = page.children[0]
        return False

    def _walk(self, name: str, root: int) -> Iterator[int]:
        """The pages with records that are reached from a root, in the order of the tree."""
        table = _SCHEMA_TABLE if name == _SCHEMA_TABLE.name else self._known.tables.get(name)
        waiting = [root]
        while waiting:
            number = waiting.pop()
            page = self._file.page(number, most=1) if number not in self._owned else None
            if page is None or not _belongs(page.kind, page.records, table):
                self._incomplete.add(name)
                continue
            self._owned.add(number)
            if page.kind is not PageKind.TABLE_INTERIOR:
                yield number
            if not page.is_whole:
                self._incomplete.add(name)
            waiting += reversed(page.children)

    def _unreached(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The pages that belong to incomplete tables, each with the names of those that its records fit."""
        tables = [table for name, table in self._known.tables.items() if name in self._incomplete]
        for number in self._leaves():
            if names := self._fitting(number, tables):
                yield number, names

    def _leaves(self) -> Iterator[int]:
        """The pages with records that nothing leads to and that are in use."""
        free = self._file.free_pages()
        for number in range(1, self._file.count + 1):
            if number not in self._owned and number not in free:
                kind = self._file.kind(number)
                if kind is not None and kind is not PageKind.TABLE_INTERIOR:
                    yield number

    def _fitting(self, number: int, tables: Iterable[StoredTable]) -> tuple[str, ...]:
        """The names of the tables that all records of a page fit; none if it has no records."""
        page = self._file.page(number)
        if page is None or not page.records:
            return ()
        fitting = [table for table in tables if all(map(table.fits, page.records))]
        lengths = {len(record.values) for record in page.records}
        whole = [table for table in fitting if lengths == {len(table.columns)}]
        return tuple(table.name for table in whole or fitting)

    def _records(self, numbers: Iterable[int]) -> list[Record]:
        return [record for number in numbers if (page := self._file.page(number)) for record in page.records]


def _belongs(kind: PageKind, records: Sequence[Record], table: StoredTable | None) -> bool:
    """Whether a page with these first records may be one of a table; of an index if that is None."""
    has_rowid = table is not None and table.has_rowid
    if (kind in (PageKind.TABLE_LEAF, PageKind.TABLE_INTERIOR)) is not has_rowid:
        return False
    return table is None or all(map(table.fits, records))


def _roots_in(records: Iterable[Record]) -> dict[str, int]:
    """The root pages that rows of the schema name."""
    return {
        str(record.values[1]): record.values[3]
        for record in records
        if _SCHEMA_TABLE.fits(record) and len(record.values) == 5
        if isinstance(record.values[3], int) and record.values[3] > 1
    }
