"""Several processes at one library, and processes that are killed in the middle of it."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from library_factory import ALL, NOW, TODAY, article, changes, shelve
from process_killer import code_of, die_at_statement, forked

from wortreader.store import migrations
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems

BATCH = 5
"""Articles in one transaction: all of them are there afterwards, or none."""


def open_and_close(path: Path) -> None:
    Library.open(path).close()


def open_or_die(path: Path, number: int) -> None:
    die_at_statement(number)
    open_and_close(path)


@pytest.mark.slow
def test_fault_074_a_creation_that_is_killed_at_any_statement_leaves_a_library_that_opens(tmp_path: Path) -> None:
    killed = 0
    while True:
        path = tmp_path / f"{killed}.db"
        if code_of(forked(partial(open_or_die, path, killed + 1))) == 0:
            break  # it has fewer statements than that
        killed += 1

        library = Library.open(path)
        assert find_problems(library) == ()
        library.feeds.add("u:1", now=NOW)
        library.close()

    assert killed > 40


@pytest.mark.thorough
def test_fault_074_three_processes_may_make_the_library_at_once(tmp_path: Path) -> None:
    for attempt in range(5):
        path = tmp_path / f"{attempt}.db"

        children = [forked(partial(open_and_close, path)) for _ in range(3)]

        assert [code_of(child) for child in children] == [0, 0, 0]
        library = Library.open(path)
        with library.database.read() as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (migrations.current_version(),)
        library.close()


def write_batches(path: Path, name: str, acknowledge: Callable[[str], None], count: int) -> None:
    """Stores batch after batch, marks each read, and says so after each commit."""
    library = Library.open(path)
    feed = library.feeds.find(name)
    for number in range(count):
        batch = [article(f"{os.getpid()}.{number}.{place}", "Wort für Wort " * 20) for place in range(BATCH)]
        library.feeds.apply(feed.feed_id, changes(feed, *batch))
        acknowledge(f"{os.getpid()}.{number}")
        newest = library.articles.rows(ALL, today=TODAY).ids[:1]
        library.articles.mark_read(newest, True, at=NOW)
    library.close()


def stored_batches(path: Path) -> dict[str, int]:
    """How many articles each batch has in a library, which has to be sound."""
    library = Library.open(path)
    assert find_problems(library) == ()
    batches: dict[str, int] = {}
    for feed in library.feeds.all():
        for guid in library.feeds.known_articles(feed.feed_id).articles:
            batch = guid.rpartition(".")[0]
            batches[batch] = batches.get(batch, 0) + 1
    library.close()
    return batches


def a_library_with_feeds(path: Path, *names: str) -> None:
    library = Library.open(path)
    for name in names:
        library.feeds.add(f"u:{name}", title=name, now=NOW)
    library.close()


@pytest.mark.parametrize("round_number", range(8))
def test_fault_073_killed_writers_lose_nothing_that_was_committed_and_leave_nothing_half(
    tmp_path: Path, round_number: int
) -> None:
    path = tmp_path / "library.db"
    names = ("one", "two", "three")
    a_library_with_feeds(path, *names)
    told, telling = os.pipe()

    def acknowledge(batch: str) -> None:
        os.write(telling, f"{batch}\n".encode())

    children = [forked(partial(write_batches, path, name, acknowledge, 10_000)) for name in names]
    os.close(telling)
    acknowledged = b""
    with os.fdopen(told, "rb") as lines:
        for _ in range(random.Random(round_number).randint(3, 25)):
            acknowledged += lines.readline()
        for child in children:
            os.kill(child, signal.SIGKILL)
        acknowledged += lines.read()

    assert [code_of(child) for child in children] == [-signal.SIGKILL] * 3
    stored = stored_batches(path)
    assert set(acknowledged.decode().split()) <= set(stored)
    assert set(stored.values()) == {BATCH}


def test_fault_099_writers_in_several_processes_all_get_their_turn(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    names = ("one", "two", "three")
    a_library_with_feeds(path, *names)

    children = [forked(partial(write_batches, path, name, lambda batch: None, 15)) for name in names]

    assert [code_of(child) for child in children] == [0, 0, 0]
    stored = stored_batches(path)
    assert len(stored) == 45
    assert set(stored.values()) == {BATCH}


def mark_or_die(path: Path, number: int) -> None:
    die_at_statement(number)
    library = Library.open(path)
    library.articles.mark([1, 2], is_read=True, is_starred=True, at=NOW)
    library.close()


@pytest.mark.thorough
def test_fault_073_two_marks_that_are_set_together_are_both_there_or_neither(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(Library.open(path)) as library:
        shelve(library, article("1"), article("2"))
    number = 0
    is_done = False
    while not is_done:
        number += 1
        child = forked(partial(mark_or_die, path, number))

        is_done = code_of(child) == 0

        with closing(Library.open(path)) as library:
            marks = {(mark.is_read, mark.is_starred) for mark in library.articles.headlines([1, 2]).values()}
            assert len(marks) == 1
            assert marks <= {(True, True), (False, False)}
            library.articles.mark([1, 2], is_read=False, is_starred=False, at=NOW)
    assert number > 20
