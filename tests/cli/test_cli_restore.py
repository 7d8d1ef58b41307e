"""restore: says what it brings back, asks first, and tells what could not be matched."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run, run_on_terminal
from library_factory import NOW

from wortreader.store.library import Library
from wortreader.store.maintenance.marks_copy import copy_paths, make_copy


@pytest.fixture
def lost(shelf: Library) -> Library:
    """The library after the star of its newest article is lost, although the copy has it, and an article is removed."""
    shelf.articles.mark_starred([1, 3], True, at=NOW)
    make_copy(shelf, now=NOW)
    with shelf.database.write() as connection:
        connection.execute("UPDATE reading SET is_starred = 0, starred_at = NULL")
        for table, column in (("bodies", "article_id"), ("reading", "article_id"), ("articles", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = 3")  # noqa: S608 - names of ours
    return shelf


def test_what_is_lost_is_brought_back_and_what_does_not_fit_is_told(run: Run, lost: Library) -> None:
    ended = run("restore", "--marks", "--yes")

    assert (ended.code, ended.complaints) == (0, "")
    assert "Restored: 1 article starred." in ended.output
    assert "1 mark is of an article that is not in the library." in ended.output
    assert lost.articles.headlines([1])[1].is_starred
    assert "nothing to restore" in run("restore", "--marks").output


def test_without_a_terminal_nothing_is_changed_unless_it_is_certain(run: Run, lost: Library) -> None:
    ended = run("restore", "--marks")

    assert ended.code == 2
    assert "Would be restored: 1 article starred. Nothing was changed; add --yes" in ended.complaints
    assert not lost.articles.headlines([1])[1].is_starred


def test_a_dry_run_says_what_would_be_brought_back(run: Run, lost: Library) -> None:
    ended = run("restore", "--marks", "--dry-run")

    assert ended.code == 0
    assert "Would be restored: 1 article starred." in ended.output
    assert not lost.articles.headlines([1])[1].is_starred


def test_on_a_terminal_it_asks(lost: Library) -> None:
    lost.close()

    ended = run_on_terminal("restore", "--marks", typed="n\n")

    assert ended.code == 1
    assert "Bring it back?" in ended.output
    assert "Nothing was changed." in ended.output


def test_a_named_copy_is_restored_into_a_new_library(run: Run, lost: Library, tmp_path: Path) -> None:
    copy = copy_paths(lost.path)[0]

    ended = run("--library", tmp_path / "new.db", "restore", "--marks", copy, "--yes")

    assert ended.code == 0
    assert "Restored: 2 folders, 1 feed." in ended.output
    assert "2 marks are of articles that are not in the library." in ended.output


def test_without_a_copy_it_says_when_there_will_be_one(run: Run, shelf: Library) -> None:
    ended = run("restore", "--marks", "--yes")

    assert ended.code == 1
    assert "a refresh makes one once a day" in ended.complaints


def test_a_file_that_is_no_copy_or_is_missing_is_a_sentence(run: Run, shelf: Library, tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    diary.write_text("Dear diary")

    assert "is not a copy of marks" in run("restore", "--marks", diary).complaints
    assert "No such file" in run("restore", "--marks", tmp_path / "none").complaints
    assert "--marks" in run("restore").complaints


def test_a_refresh_keeps_a_copy_and_doctor_tells_of_it(run: Run, shelf: Library) -> None:
    assert "There is no copy of them yet." in run("doctor").output

    run("refresh")
    told = run("doctor").output
    copy_paths(shelf.path)[0].write_bytes(b"")

    assert "is a copy of 0 marks" in told
    assert "is not a copy of marks" in run("doctor").output


def test_fault_120_an_empty_library_beside_a_copy_is_not_taken_for_a_new_one(run: Run, shelf: Library) -> None:
    make_copy(shelf, now=NOW)
    shelf.close()
    shelf.path.write_bytes(b"")

    listed, examined = run("feeds"), run("doctor")

    hint = "There are no feeds, but a copy of the marks has 1: `wortreader restore --marks` restores it."
    assert listed.complaints == f"{hint}\n"
    assert hint in examined.output
    run("restore", "--marks", "--yes")
    assert run("feeds").complaints == ""
