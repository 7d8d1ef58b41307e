"""Triggers and views that a stranger has put into a library: nothing of them runs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from library_factory import NOW, article, shelve

from wortreader.errors import LibraryDamaged
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.salvage import is_sound, salvage

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with two articles, one of them starred."""
    path = tmp_path / "library.db"
    with closing(Library.open(path)) as library:
        shelve(library, article("a", "Wort"), article("b", "Ort"))
        library.articles.mark_starred([1], True, at=NOW)
    return path


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TRIGGER mine AFTER UPDATE ON reading BEGIN DELETE FROM feeds; END"],
        ["CREATE VIEW mine AS SELECT 1"],
        ["CREATE VIRTUAL TABLE mine USING fts5(words)"],
        ["DROP VIEW searchable", f"CREATE VIEW searchable AS {ENDLESS} i AS article_id, '' AS text FROM n"],
        ["DROP VIEW settings_around", f"CREATE VIEW settings_around AS {ENDLESS} i AS feed_id FROM n"],
        ["ALTER TABLE reading RENAME TO reading_2", f"CREATE VIEW reading AS {ENDLESS} i AS article_id FROM n"],
        ["DROP TRIGGER search_delete"],
        ["DROP TRIGGER search_delete", "CREATE TRIGGER search_delete BEFORE DELETE ON bodies BEGIN SELECT 1; END"],
        ["CREATE TRIGGER 'x\x1b]0;y' AFTER UPDATE ON reading BEGIN SELECT 1; END"],
    ],
    ids=lambda statements: statements[-1][:40],
)
@pytest.mark.unencrypted
def test_fault_138_a_library_that_runs_what_is_not_ours_is_refused_and_repaired(
    path: Path, statements: list[str]
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)

    with pytest.raises(LibraryDamaged) as caught:
        is_sound(path)
    done = salvage(path, now=NOW)

    assert str(caught.value).isprintable()
    assert "doctor --repair" in str(caught.value)
    assert (done.articles, done.marks) == (2, 1)
    with closing(Library.open(path)) as library:
        assert find_problems(library) == ()
        assert list(library.search.find("Wort").rows.ids) == [1]


def test_a_library_that_was_made_smaller_is_ours(path: Path) -> None:
    with closing(Library.open(path)) as library:
        library.database.vacuum()

    assert is_sound(path)
