"""Libraries that earlier versions of wortreader wrote: opened, brought up to date, whole; and whoever kills that."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from library_factory import ALL, NOW, TODAY, article, changes
from old_libraries import ARTICLES, old_library
from process_killer import code_of, die_at_statement, forked

from wortreader.model import View, ViewKind
from wortreader.store import progress, schema
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.progress import Operation, Progress
from wortreader.store.search import index

VERSIONS = (1, 2, 3)
"""Those of libraries that are in the hands of readers."""


@contextmanager
def opened(path: Path) -> Iterator[Library]:
    library = Library.open(path)
    yield library
    library.close()


def check_whole(path: Path) -> None:
    """Finds a library in order with everything that `old_library` has put there since its first version."""
    with opened(path) as library:
        assert find_problems(library) == ()
        with library.database.read() as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert [number for number in library.articles.rows(ALL, today=TODAY).ids if number <= 4] == [1, 2, 3, 4]
        for number, title, author, text in ARTICLES:
            kept = library.articles.get(number)
            assert (kept.title, kept.author, kept.text) == (title, author, text)
            assert kept.html == f"<p>{text}</p><img src='x.png'>"
        for query, ids in {
            "agypten": [1],
            "aegypten": [1],
            "strasse": [1],
            "wahl": [1],
            "oeuvres": [2],
            "œuvre": [2],
            "election": [2],
            "gemeng": [3],
            "aebischer": [1],
            "b* AND budget": [3],
            "title:only": [4],
            "tag:politik": [1],
            "has:image": [1, 2, 3, 4],
        }.items():
            assert [number for number in library.search.rows(query).ids if number <= 4] == ids, query


@pytest.mark.parametrize("version", VERSIONS)
def test_a_library_of_an_earlier_version_is_brought_up_to_date_with_all_that_it_holds(
    tmp_path: Path, version: int
) -> None:
    path = old_library(tmp_path / "library.db", version)

    check_whole(path)

    with opened(path) as library:
        paper, blat = library.feeds.find("My paper"), library.feeds.find("Blat")
        assert [folder.name for folder in library.feeds.folders()] == ["Abroad", "Papers"]
        assert (paper.folder_id, paper.is_paused, blat.is_paused, blat.failure_count) == (2, False, True, 3)
        one, two = library.articles.get(1), library.articles.get(2)
        assert (one.is_read, one.is_starred, two.is_read, two.is_starred) == (True, True, False, False)
        assert (one.tags, one.place, two.place) == (("Politik",), 0.0, 0.5)
        assert list(library.articles.rows(View(ViewKind.CONTINUE), today=TODAY).ids) == [2]
        assert library.articles.get(4).is_read


def test_what_later_versions_added_is_kept_as_well(tmp_path: Path) -> None:
    for version in VERSIONS[1:]:
        with opened(old_library(tmp_path / f"{version}.db", version)) as library:
            assert library.articles.get(2).is_from_page
            assert library.articles.get(2).anchor == "les données"
            assert library.articles.get(3).is_paywalled
            assert library.feeds.find("Blat").full_text == "page"
            assert [view.name for view in library.views.all()] == (["Elections"] if version >= 3 else [])


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_library_goes_on_as_a_new_one(tmp_path: Path, version: int) -> None:
    with opened(old_library(tmp_path / "library.db", version)) as library:
        paper = library.feeds.find("My paper")
        library.feeds.apply(paper.feed_id, changes(paper, article("new", "Éischte Schnéi")))
        library.articles.mark_read([2, 3], True, at=NOW)
        library.feeds.remove(library.feeds.find("Blat").feed_id)

        assert [library.articles.get(number).title for number in library.search.rows("schnei").ids] == ["Title of new"]
        assert list(library.search.rows("gemeng").ids) == []
        assert find_problems(library) == ()


# --- how far it is ----------------------------------------------------------------------------------------------------


def heard_while_opening(path: Path) -> list[Progress]:
    heard: list[Progress] = []
    Library.open(path, on_progress=heard.append).close()
    return heard


def test_who_opens_an_old_library_hears_what_is_done_and_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "BATCH_SIZE", 10)

    heard = heard_while_opening(old_library(tmp_path / "library.db", 1, count=100))

    updating, indexing = (
        [word.fraction for word in heard if word.operation is work] for work in (Operation.UPDATING, Operation.INDEXING)
    )
    assert [word.operation for word in heard] == [Operation.UPDATING] * len(updating) + [Operation.INDEXING] * len(
        indexing
    )
    for shares in (updating, indexing):
        assert shares == sorted(shares)
    assert {0.1, 0.5, 0.9, 1.0} <= set(indexing)
    assert 0 < updating[-1] < 1


def test_a_library_that_is_up_to_date_has_nothing_to_say(tmp_path: Path) -> None:
    Library.open(tmp_path / "library.db").close()

    assert heard_while_opening(tmp_path / "library.db") == []


def test_a_long_statement_is_heard_of_while_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_TICK_INSTRUCTIONS", 10)
    heard: list[Progress] = []

    with opened(tmp_path / "library.db") as library, library.database.read() as connection:
        tracker = library.database.connection().progress
        with tracker.track(connection, heard.append, Operation.UPDATING):
            tracker.update(1, 4)
            connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 90) SELECT sum(i) FROM n"
            )
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    assert len(heard) > 3
    assert set(heard) == {Progress(Operation.UPDATING, 0.25)}


class EnoughError(Exception):
    """Whoever listens has had enough."""


@pytest.mark.parametrize("work", [Operation.UPDATING, Operation.INDEXING])
@pytest.mark.parametrize("after", [1, 3, 7])
def test_who_listens_may_end_it_and_the_next_opening_begins_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Operation, after: int
) -> None:
    monkeypatch.setattr(progress, "_TICK_INSTRUCTIONS", 100)
    path = old_library(tmp_path / "library.db", 1, count=300)
    heard = 0

    def tell(word: Progress) -> None:
        nonlocal heard
        heard += word.operation is work
        if heard == after:
            raise EnoughError

    with pytest.raises(EnoughError):
        Library.open(path, on_progress=tell)

    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    assert version == (1 if work is Operation.UPDATING else schema.VERSION)
    check_whole(path)


def test_what_is_over_at_once_is_not_worth_a_word_and_nothing_is_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    words = [
        Progress(Operation.UPDATING, 0.401),
        Progress(Operation.UPDATING, 0.409),
        Progress(Operation.UPDATING, 0.41),
    ]

    for calm_seconds in (1000.0, 0.0):
        monkeypatch.setattr(progress, "SILENT_SECONDS", calm_seconds)
        tell = progress.throttle(said.append)
        for word in words:
            tell(word)

    assert said == [f"Preparing the library for this version: {n} %" for n in (40, 41)]


def test_while_another_program_prepares_the_library_the_second_one_waits(tmp_path: Path) -> None:
    path = old_library(tmp_path / "library.db", 1)
    heard: list[Progress] = []
    is_waiting = threading.Event()

    def tell(word: Progress) -> None:
        heard.append(word)
        is_waiting.set()

    with path.with_name("library.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = threading.Thread(target=lambda: Library.open(path, on_progress=tell).close())
        second.start()
        assert is_waiting.wait(20)
        fcntl.flock(lock, fcntl.LOCK_UN)
        second.join()

    assert heard[0] == Progress(Operation.WAITING)
    check_whole(path)


# --- killed in the middle ---------------------------------------------------------------------------------------------


def open_or_die(path: Path, number: int) -> None:
    die_at_statement(number)
    Library.open(path).close()


def killed_at_every(step: int, first: int, model: Path, work: Callable[[Path, int], None]) -> int:
    """Does `work` on copies of a library, killed later and later; each has to be whole. How often it was killed."""
    kills = 0
    while True:
        path = model.with_name(f"killed-{kills}.db")
        shutil.copy(model, path)
        code = code_of(forked(partial(work, path, first + kills * step)))
        check_whole(path)
        if code == 0:
            return kills
        kills += 1


def test_fault_74_an_old_library_whose_updating_is_killed_is_brought_up_to_date_by_the_next_start(
    tmp_path: Path,
) -> None:
    model = old_library(tmp_path / "model.db", 1)

    assert killed_at_every(5, 8, model, open_or_die) > 8


def test_an_index_whose_making_is_killed_is_made_by_the_next_start(tmp_path: Path) -> None:
    model = tmp_path / "model.db"
    shutil.copy(old_library(tmp_path / "old.db", 1, count=30), model)
    check_whole(model)
    with opened(model) as library, library.database.write() as connection:
        connection.execute("UPDATE search_state SET folding_version = 0")
        connection.execute("INSERT INTO search(search) VALUES ('delete-all')")

    assert killed_at_every(6, 12, model, open_or_die) > 3


def test_an_article_is_never_there_without_its_words_wherever_its_writer_is_killed(tmp_path: Path) -> None:
    model = tmp_path / "model.db"
    shutil.copy(old_library(tmp_path / "old.db", 1), model)
    check_whole(model)

    def write_or_die(path: Path, number: int) -> None:
        die_at_statement(number)
        library = Library.open(path)
        paper = library.feeds.find("My paper")
        library.feeds.apply(paper.feed_id, changes(paper, article("new", "Éischte Schnéi")))
        library.close()

    assert killed_at_every(2, 20, model, write_or_die) > 5
    for path in tmp_path.glob("killed-*.db"):
        with opened(path) as library:
            assert len(library.search.rows("schnei")) == len(library.search.rows("title:new"))
