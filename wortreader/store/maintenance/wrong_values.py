"""Values of another class than their column: SQLite stores a text in a column of numbers, and a blob in any.

wortreader stores none. They are found by `doctor`, and mended where no page is damaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.store import schema
from wortreader.store.connection import Connection
from wortreader.store.database import Database
from wortreader.store.maintenance.page_owners import StoredColumn, StoredTable, layout
from wortreader.store.migrations import current_version

_NAMES: Final = {int: "integer", float: "real", str: "text", bytes: "blob"}
"""What SQLite calls the classes of values."""
_TYPES: Final = {int: "INTEGER", float: "REAL", str: "TEXT", bytes: "BLOB"}

_DERIVED: Final = ("search_", "words", "hyphenated_words", "fresh_words", "sqlite_")
"""Prefixes of tables that are made of others, or by SQLite."""


@lazy_dataclass(frozen=True, slots=True)
class WrongValues:
    """A column with values of another class."""

    table: str
    column: str
    count: int


def blame_values(path: Path) -> str:
    """What the user can do if the library at `path` has values of a wrong kind, which lead to errors anywhere; empty if
    it has none. Raises LibraryError."""
    database = Database.open(path, must_exist=True)
    try:
        with database.read() as connection:
            is_to_blame = bool(find_wrong_values(connection))
    finally:
        database.close()
    words = _("{path} contains values of the wrong type. `wortreader doctor --repair` fixes them.")
    return words.format(path=database.path) if is_to_blame else ""


def find_wrong_values(connection: Connection) -> list[WrongValues]:
    """The columns that have any. Reads the tables, but not what is long in them."""
    return [
        WrongValues(table.name, column.name, count)
        for table, columns in _checked()
        for column, count in zip(columns, _counts(connection, table, columns), strict=True)
        if count
    ]


def mend_wrong_values(connection: Connection) -> None:
    """Makes them values of their class in the caller's transaction: NULL where a row may be without, else converted.

    The full-text index has to be rebuilt then: its triggers do not run.
    """
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:  # they would fail where they meet such a value
        connection.execute(f'DROP TRIGGER "{name}"')
    wrong = {(found.table, found.column) for found in find_wrong_values(connection)}
    for table, columns in _checked():
        for column in columns:
            if (table.name, column.name) in wrong:
                converted = f'CAST(CAST("{column.name}" AS TEXT) AS {_TYPES[column.classes[0]]})'
                value = converted if column.is_required or str in column.classes else "NULL"
                connection.execute(
                    f'UPDATE OR IGNORE "{table.name}" SET "{column.name}" = {value} WHERE {_is_wrong(column)}'  # noqa: S608
                )
    for _name, sql in triggers:
        connection.execute(sql)


def _checked() -> Iterator[tuple[StoredTable, list[StoredColumn]]]:
    """The tables of the schema, with the columns that have one class of values."""
    for table in layout(current_version(), schema.PAGE_BYTES).tables.values():
        columns = [column for column in table.columns if not column.is_rowid and len(column.classes) < len(_NAMES)]
        if columns and not table.name.startswith(_DERIVED):
            yield table, columns


def _counts(connection: Connection, table: StoredTable, columns: list[StoredColumn]) -> tuple[int, ...]:
    sums = ", ".join(f"coalesce(sum({_is_wrong(column)}), 0)" for column in columns)
    counts: tuple[int, ...] = connection.execute(f'SELECT {sums} FROM "{table.name}"').fetchone()  # noqa: S608
    return counts


def _is_wrong(column: StoredColumn) -> str:
    names = ", ".join(f"'{_NAMES[kind]}'" for kind in column.classes)
    return f"""typeof("{column.name}") NOT IN ({names}, 'null')"""
