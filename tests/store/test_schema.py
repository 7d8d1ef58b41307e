"""Versions of the schema: which libraries are refused, and how a migration behaves that a later version may bring."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from library_factory import ALL, NOW, TODAY, article, changes, ids_by_guid, make_outdated_index, shelve
from process_killer import code_of, die_at_statement, forked

from wortreader.errors import LibraryReadOnly, LibraryTooNew, LibraryTooOld
from wortreader.store import migrations, progress, schema
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.salvage import salvage
from wortreader.store.progress import Operation, OperationProgress, ProgressTracker
from wortreader.store.search import index

if TYPE_CHECKING:
    from sqlite_utils import Database

ARTICLES = tuple(
    article(guid, f"{text} " * 20, title=title, html=f"<p>{text}</p><img src='x.png'>")
    for guid, title, text in (
        ("1", "Die Wahl in Ägypten", "Die Bundestagswahl und die Straße nach Kairo"),
        ("2", "Le débat des œuvres", "Le gouvernement protège les données"),
        ("3", "D'Gemeng huet decidéiert", "De Gemengerot huet de Budget gestëmmt"),
    )
)


def add_notes(db: Database, tracker: ProgressTracker) -> None:
    """A table, a column, and a value in every row, as a migration to the next version may add them."""
    db.create_table("notes", {"article_id": int, "note": str}, pk="article_id")
    db.execute("ALTER TABLE reading ADD COLUMN title_length INTEGER NOT NULL DEFAULT 0")
    rows = db.execute("SELECT id, length(title) FROM articles").fetchall()
    for done, (article_id, length) in enumerate(rows):
        db.execute("UPDATE reading SET title_length = ? WHERE article_id = ?", (length, article_id))
        tracker.update(done, len(rows))


def add_label_table(db: Database, _tracker: ProgressTracker) -> None:
    """The version after the next."""
    db.create_table("labels", {"label": str}, pk="label")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed library of the current version with ARTICLES."""
    with opened(tmp_path / "library.db") as library:
        shelve(library, *ARTICLES)
    return tmp_path / "library.db"


@pytest.fixture
def later_version(monkeypatch: pytest.MonkeyPatch, path: Path) -> int:
    """Adds two migrations; the version that they lead to."""
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, add_notes, add_label_table))
    return migrations.current_version()


@contextmanager
def opened(path: Path) -> Iterator[Library]:
    library = Library.open(path)
    yield library
    library.close()


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def check_whole(path: Path) -> None:
    """Opens a library, which must be sound, of the current version, and have ARTICLES with their words."""
    with opened(path) as library:
        assert find_problems(library) == ()
        assert version_of(path) == migrations.current_version()
        for number, expected in enumerate(ARTICLES, 1):
            stored = library.articles.get(number)
            assert (stored.title, stored.text, stored.html) == (
                expected.parsed.title,
                expected.text,
                expected.parsed.html,
            )
        for query, number in {"agypten": 1, "strasse": 1, "oeuvres": 2, "gemeng": 3, "title:decideiert": 3}.items():
            assert number in library.search.rows(query).ids, query


# --- which versions are refused ---------------------------------------------------------------------------------------


@pytest.mark.unencrypted
def test_a_library_of_a_development_version_is_refused_and_left_as_it_is(path: Path) -> None:
    older = schema.FIRST_VERSION - 1
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA user_version = {older}")
    before = path.read_bytes()

    with pytest.raises(LibraryTooOld, match=rf"version {older} of the library, this one needs {schema.FIRST_VERSION}"):
        Library.open(path)
    with pytest.raises(LibraryTooOld):
        salvage(path, now=NOW)

    assert path.read_bytes() == before


def test_a_program_that_knows_fewer_migrations_refuses_the_library(path: Path, later_version: int) -> None:
    with opened(path), pytest.MonkeyPatch.context() as older:
        older.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:-1])

        with pytest.raises(LibraryTooNew) as raised:
            Library.open(path)

    assert raised.value.version == later_version


# --- migrations -------------------------------------------------------------------------------------------------------


@pytest.mark.unencrypted
def test_an_older_library_is_migrated_with_all_that_it_contains(path: Path, later_version: int) -> None:
    assert version_of(path) == later_version - 2

    check_whole(path)

    with opened(path) as library, library.database.read() as connection:
        lengths = connection.execute("SELECT title_length FROM reading ORDER BY article_id").fetchall()
        assert lengths == [(len(each.parsed.title),) for each in ARTICLES]
        assert connection.execute("SELECT count(*) FROM labels").fetchone() == (0,)


@pytest.mark.unencrypted
def test_a_library_that_has_one_of_two_migrations_gets_the_other(path: Path, later_version: int) -> None:
    with pytest.MonkeyPatch.context() as older:
        older.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:-1])
        check_whole(path)
    assert version_of(path) == later_version - 1

    check_whole(path)


def test_a_new_library_has_all_migrations(tmp_path: Path, later_version: int) -> None:
    with opened(tmp_path / "new.db") as library, library.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == (0,)
        assert find_problems(library) == ()


def test_an_older_library_that_cannot_be_written_is_not_opened(
    path: Path, later_version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda _path, _mode: False)

    with pytest.raises(LibraryReadOnly):
        Library.open(path)


@pytest.mark.unencrypted
def test_a_damaged_library_of_an_older_version_is_salvaged_and_migrated(path: Path, later_version: int) -> None:
    done = salvage(path, now=NOW)

    assert (done.feeds, done.articles) == (1, len(ARTICLES))
    check_whole(path)


# --- progress ---------------------------------------------------------------------------------------------------------


def progress_of_opening(path: Path) -> list[OperationProgress]:
    calls: list[OperationProgress] = []
    Library.open(path, on_progress=calls.append).close()
    return calls


@pytest.mark.unencrypted
def test_migrating_and_indexing_report_how_far_they_are(
    path: Path, later_version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "BATCH_SIZE", 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE search_state SET folding_version = 0")

    calls = progress_of_opening(path)

    updating, indexing = (
        [call.fraction for call in calls if call.operation is operation]
        for operation in (Operation.UPDATING, Operation.INDEXING)
    )
    assert [call.operation for call in calls] == [Operation.UPDATING] * len(updating) + [Operation.INDEXING] * len(
        indexing
    )
    assert updating == sorted(updating)
    assert {0.0, 1 / 6, 1 / 3, 0.5} <= set(updating)
    assert indexing == sorted(indexing)
    assert {1 / 3, 2 / 3, 1.0} <= set(indexing)


def test_opening_a_current_library_reports_no_progress(path: Path) -> None:
    assert progress_of_opening(path) == []


def test_progress_is_reported_during_a_long_statement(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_TICK_INSTRUCTIONS", 10)
    calls: list[OperationProgress] = []

    with opened(path) as library, library.database.read() as connection:
        with connection.progress.track(connection, calls.append, Operation.UPDATING):
            connection.progress.update(1, 4)
            connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 90) SELECT sum(i) FROM n"
            )
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    assert len(calls) > 3
    assert set(calls) == {OperationProgress(Operation.UPDATING, 0.25)}


class EnoughError(Exception):
    """The callback stops the work."""


@pytest.mark.parametrize("operation", [Operation.UPDATING, Operation.INDEXING])
@pytest.mark.parametrize("after", [1, 3, 7])
@pytest.mark.unencrypted
def test_the_callback_may_stop_the_work_and_the_next_opening_begins_again(
    path: Path, later_version: int, monkeypatch: pytest.MonkeyPatch, operation: Operation, after: int
) -> None:
    monkeypatch.setattr(progress, "_TICK_INSTRUCTIONS", 10)
    monkeypatch.setattr(index, "BATCH_SIZE", 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE search_state SET folding_version = 0")
    calls = 0

    def on_progress(call: OperationProgress) -> None:
        nonlocal calls
        calls += call.operation is operation
        if calls == after:
            raise EnoughError

    with pytest.raises(EnoughError):
        Library.open(path, on_progress=on_progress)

    assert version_of(path) == (later_version - 2 if operation is Operation.UPDATING else later_version)
    check_whole(path)


def test_short_work_shows_no_message_and_none_is_shown_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    calls = [OperationProgress(Operation.UPDATING, fraction) for fraction in (0.401, 0.409, 0.41)]

    for seconds in (1000.0, 0.0):
        monkeypatch.setattr(progress, "SILENT_SECONDS", seconds)
        on_progress = progress.throttle(shown.append)
        for call in calls:
            on_progress(call)

    assert shown == [f"Preparing the library for this version: {n}%" for n in (40, 41)]


@pytest.mark.unencrypted
def test_a_library_that_another_program_migrates_is_waited_for(path: Path, later_version: int) -> None:
    calls: list[OperationProgress] = []
    is_waiting = threading.Event()

    def on_progress(call: OperationProgress) -> None:
        calls.append(call)
        is_waiting.set()

    with path.with_name("library.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = threading.Thread(target=lambda: Library.open(path, on_progress=on_progress).close())
        second.start()
        assert is_waiting.wait(60)
        fcntl.flock(lock, fcntl.LOCK_UN)
        second.join()

    assert calls[0] == OperationProgress(Operation.WAITING)
    check_whole(path)


# --- killed in the middle ---------------------------------------------------------------------------------------------


def open_or_die(path: Path, number: int) -> None:
    die_at_statement(number)
    Library.open(path).close()


def killed_at_each(step: int, model: Path, work: Callable[[Path, int], None]) -> int:
    """Does `work` on copies of a library, killed `step` statements later each time; each must be whole afterwards.

    Returns how often it was killed before it came to its end.
    """
    kills = 0
    while True:
        path = model.with_name(f"killed-{kills}.db")
        shutil.copy(model, path)
        code = code_of(forked(partial(work, path, 1 + kills * step)))
        check_whole(path)
        if code == 0:
            return kills
        kills += 1


@pytest.mark.thorough
@pytest.mark.unencrypted
def test_fault_074_a_migration_that_is_killed_at_any_statement_is_done_by_the_next_start(
    path: Path, later_version: int
) -> None:
    assert killed_at_each(1, path, open_or_die) > 20


@pytest.mark.thorough
@pytest.mark.unencrypted
def test_an_index_whose_rebuilding_is_killed_is_rebuilt_by_the_next_start(tmp_path: Path) -> None:
    path = make_outdated_index(tmp_path / "library.db", *ARTICLES)

    assert killed_at_each(6, path, open_or_die) > 3


@pytest.mark.thorough
@pytest.mark.unencrypted
def test_an_article_is_never_stored_without_its_words_even_if_its_writer_is_killed(path: Path) -> None:
    def write_or_die(path: Path, number: int) -> None:
        die_at_statement(number)
        library = Library.open(path)
        feed = library.feeds.all()[0]
        library.feeds.apply(feed.feed_id, changes(feed, article("new", "Éischte Schnéi")))
        library.close()

    assert killed_at_each(2, path, write_or_die) > 5
    for killed in path.parent.glob("killed-*.db"):
        with opened(killed) as library:
            is_stored = "new" in ids_by_guid(library, library.feeds.all()[0])
            assert len(library.search.rows("schnei")) == len(library.search.rows("title:new")) == is_stored
            assert len(library.articles.rows(ALL, today=TODAY)) == len(ARTICLES) + is_stored
