"""What doctor is told of the library and of SQLite."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from wortreader.store import migrations
from wortreader.store.library import Library
from wortreader.store.maintenance.health import examine, has_wal_reset_bug


def test_a_new_library_is_in_good_health(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.db")

    health = examine(library)

    library.close()
    assert health.version == migrations.current_version()
    assert health.journal_mode == "wal"
    assert health.size_bytes > 0
    assert health.article_count == 0
    assert not health.is_read_only
    assert health.problems == ()


@pytest.mark.unencrypted
def test_fault_094_an_index_that_does_not_agree_with_the_articles_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library.open(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("INSERT INTO search(rowid, title, author, text) VALUES (1, 'nothing', 'has', 'this')")
    connection.close()
    library = Library.open(path)

    before = examine(library).problems
    library.search.rebuild()
    after = examine(library).problems

    library.close()
    assert len(before) == 1
    assert "full-text index" in before[0]
    assert after == ()


@pytest.mark.parametrize(
    ("version", "has_bug"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_fault_103_the_wal_reset_bug_is_known_by_version(version: tuple[int, ...], has_bug: bool) -> None:
    assert has_wal_reset_bug(version) is has_bug
