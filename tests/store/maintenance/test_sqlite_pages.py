"""Pages, records and logs are read as SQLite writes them, and damaged ones never raise."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader.store.maintenance.sqlite_pages import PageFile, PageKind, Record, decode_record, read_varint

pytestmark = pytest.mark.unencrypted

NUMBERS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
VALUES = st.one_of(
    st.none(),
    NUMBERS,
    st.sampled_from([0, 1, -1, 127, 128, 32768, 2**23, 2**31, 2**47]),
    st.floats(allow_nan=False),
    TEXTS,
    st.binary(max_size=20),
    st.builds(lambda size, byte: bytes([byte]) * size, st.integers(0, 20_000), st.integers(0, 255)),
)
ROWS = st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=40)


@contextmanager
def database(page_size: int) -> Iterator[tuple[Path, sqlite3.Connection]]:
    """A new file, and a connection to it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "some.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA page_size = {page_size:d}")
            connection.execute("PRAGMA synchronous = OFF")
            yield path, connection


def records(file: PageFile, root: int) -> list[Record]:
    """All records of a tree."""
    page = file.page(root)
    assert page is not None
    assert page.is_whole
    below = [record for child in page.children for record in records(file, child)]
    return [*page.records, *below]


def root_of(connection: sqlite3.Connection, name: str) -> int:
    root: int = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    return root


def same(value: Any) -> Any:
    """A value by which rows compare: SQLite stores a float without a fraction as an integer."""
    return float(value) if isinstance(value, (int, float)) and abs(value) < 2**47 else value


def comparable(rows: Sequence[Sequence[Any]]) -> list[str]:
    return sorted(repr([same(value) for value in row]) for row in rows)


@given(ROWS, st.sampled_from([512, 1024, 4096, 8192, 65536]), st.lists(NUMBERS, min_size=40, max_size=40, unique=True))
@settings(max_examples=40)
def test_the_rows_of_tables_and_indexes_are_those_that_sqlite_reads(
    rows: list[tuple[Any, ...]], page_size: int, numbers: list[int]
) -> None:
    with database(page_size) as (path, connection):
        connection.execute("CREATE TABLE numbered (id INTEGER PRIMARY KEY, a, b, c)")
        connection.execute("CREATE INDEX by_b ON numbered (b)")
        connection.execute("CREATE TABLE keyed (k PRIMARY KEY, a) WITHOUT ROWID")
        connection.execute("BEGIN")
        for number, row in zip(numbers, rows, strict=False):
            connection.execute("INSERT INTO numbered VALUES (?, ?, ?, ?)", (number, *row))
            connection.execute("INSERT OR IGNORE INTO keyed SELECT ?1, ?2 WHERE ?1 IS NOT NULL", row[:2])
        connection.execute("COMMIT")
        with PageFile(path) as file:
            found = [(record.rowid, *record.values[1:]) for record in records(file, root_of(connection, "numbered"))]
            keyed = [record.values for record in records(file, root_of(connection, "keyed"))]
            indexed = [record.values for record in records(file, root_of(connection, "by_b"))]

        assert comparable(found) == comparable(connection.execute("SELECT * FROM numbered").fetchall())
        assert comparable(keyed) == comparable(connection.execute("SELECT * FROM keyed").fetchall())
        assert comparable(indexed) == comparable(connection.execute("SELECT b, id FROM numbered").fetchall())


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with trees of three levels, overflow chains, and pages that are free."""
    path = tmp_path_factory.mktemp("large") / "large.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size = 512")
        connection.execute("CREATE TABLE numbered (id INTEGER PRIMARY KEY, a, b)")
        connection.execute("CREATE TABLE keyed (k PRIMARY KEY, a) WITHOUT ROWID")
        for number in range(4000):
            connection.execute("INSERT INTO numbered VALUES (?, ?, ?)", (number, "Wort" * (number % 300), number / 7))
            connection.execute("INSERT INTO keyed VALUES (?, ?)", (f"key {number}", number))
        connection.execute("DELETE FROM numbered WHERE id BETWEEN 1000 AND 2999")
        connection.commit()
    return path


def test_trees_of_several_levels_and_the_list_of_free_pages_are_read(large: Path) -> None:
    with closing(sqlite3.connect(large)) as connection, PageFile(large) as file:
        numbered = records(file, root_of(connection, "numbered"))
        keyed = records(file, root_of(connection, "keyed"))
        free = file.free_pages()

        assert [(record.rowid, *record.values[1:]) for record in numbered] == connection.execute(
            "SELECT * FROM numbered ORDER BY id"
        ).fetchall()
        assert {record.values for record in keyed} == set(connection.execute("SELECT * FROM keyed"))
        assert len(free) == connection.execute("PRAGMA freelist_count").fetchone()[0] > 100
        assert file.count == connection.execute("PRAGMA page_count").fetchone()[0]


@pytest.mark.parametrize("commits", [1, 3])
def test_pages_of_the_log_replace_those_of_the_file_if_their_transaction_is_whole(tmp_path: Path, commits: int) -> None:
    path, copy = tmp_path / "some.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE numbered (id INTEGER PRIMARY KEY, a)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for number in range(1, commits + 1):
            connection.execute("INSERT INTO numbered (a) VALUES (?)", (f"row {number} " * 3000,))
        root = root_of(connection, "numbered")
        shutil.copy(path, copy)
        log = Path(f"{path}-wal").read_bytes()
        for cut in (len(log), len(log) - 1, 40, 0):
            Path(f"{copy}-wal").write_bytes(log[:cut])
            with closing(sqlite3.connect(copy)) as other:
                expected = other.execute("SELECT id, a FROM numbered ORDER BY id").fetchall()
            Path(f"{copy}-wal").write_bytes(log[:cut])
            shutil.copy(path, copy)

            with PageFile(copy) as file:
                assert [(record.rowid, record.values[1]) for record in records(file, root)] == expected


@pytest.mark.parametrize("seed", range(6))
def test_damage_raises_nothing_and_takes_no_more_than_the_file(large: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(large.read_bytes())
    for _ in range(2000):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / "damaged.db"
    path.write_bytes(bytes(data[: chance.randrange(len(data) // 2, len(data))]))

    with PageFile(path) as file:
        file.free_pages()
        for number in range(file.count + 2):
            page = file.page(number)
            for record in page.records if page else ():
                assert sum(len(value) for value in record.values if isinstance(value, (str, bytes))) <= len(data)


def test_a_chain_that_turns_in_a_circle_ends(tmp_path: Path) -> None:
    with database(512) as (path, connection):
        connection.execute("CREATE TABLE numbered (id INTEGER PRIMARY KEY, a)")
        connection.execute("INSERT INTO numbered (a) VALUES (?)", (bytes(5000),))
        data = bytearray(path.read_bytes())
        data[512 * 3 : 512 * 3 + 4] = (4).to_bytes(4, "big")  # the second page of the chain leads to itself
        path.write_bytes(bytes(data))

        with PageFile(path) as file:
            page = file.page(root_of(connection, "numbered"))

        assert page is not None
        assert (page.kind, page.records, page.is_whole) == (PageKind.TABLE_LEAF, (), False)


def test_cells_that_overlap_are_not_read_again_and_again(tmp_path: Path) -> None:
    with database(4096) as (path, connection):
        connection.execute("CREATE TABLE numbered (id INTEGER PRIMARY KEY, a)")
        connection.execute("INSERT INTO numbered (a) VALUES (?)", (bytes(2000),))
        data = bytearray(path.read_bytes())
        at = (root_of(connection, "numbered") - 1) * 4096
        data[at + 3 : at + 5] = (900).to_bytes(2, "big")
        data[at + 8 : at + 8 + 2 * 900] = data[at + 8 : at + 10] * 900
        path.write_bytes(bytes(data))

        with PageFile(path) as file:
            page = file.page(root_of(connection, "numbered"))

        assert page is not None
        assert 1 <= len(page.records) <= 3
        assert not page.is_whole


def test_a_record_of_more_columns_than_a_table_can_have_is_none() -> None:
    assert decode_record(b"\x82\x03" + bytes(257)) == (None,) * 257
    assert decode_record(b"\xa0\x03" + bytes(4097)) is None


@pytest.mark.parametrize(
    ("data", "value", "length"),
    [
        (b"\x00", 0, 1),
        (b"\x7f", 127, 1),
        (b"\x81\x00", 128, 2),
        (b"\xff" * 9, -1, 9),
        (b"\x80" * 8 + b"\x05", 5, 9),
        (b"", -1, 0),
        (b"\x81", -1, 1),
    ],
)
def test_a_varint_is_one_to_nine_bytes(data: bytes, value: int, length: int) -> None:
    assert read_varint(data, 0) == (value, length)


@pytest.mark.parametrize("payload", [b"", b"\x05\x01", b"\x02\x0a", b"\x02\x01", b"\x02\x00\x00", b"\x03\x81\x81"])
def test_a_record_whose_lengths_do_not_agree_is_none(payload: bytes) -> None:
    assert decode_record(payload) is None
