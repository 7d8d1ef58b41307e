"""The library file: made, refused, brought up to date, locked, full, read-only, gone."""

from __future__ import annotations

import fcntl
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from command_line import modules_after
from library_factory import ALL, NOW, TODAY, article, changes, shelve

from wortreader import paths
from wortreader.errors import (
    AlreadySubscribed,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryGone,
    LibraryNotOurs,
    LibraryReadOnly,
    LibraryTooNew,
    WortreaderError,
)
from wortreader.last_screen import conditions
from wortreader.sentences import Sentence
from wortreader.store import database, library_file, migrations, schema, writer_lock
from wortreader.store.database import Database
from wortreader.store.library import Library
from wortreader.store.maintenance import retention
from wortreader.store.maintenance.health import find_problems


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


# --- opening ----------------------------------------------------------------------------------------------------------


@pytest.mark.unencrypted
def test_a_library_is_created_with_its_folders_and_for_its_user_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "library.db"

    Library.open(path).close()

    assert path.stat().st_mode & 0o777 == 0o600
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == schema.APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == migrations.current_version()


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.touch()

    Library.open(path).close()

    assert path.stat().st_size > 0


def test_a_library_that_has_to_exist_is_not_made(path: Path) -> None:
    with pytest.raises(LibraryGone, match="no library"):
        Library.open(path, must_exist=True)

    assert not path.exists()


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("My diary"),
        lambda path: path.write_bytes(b"\0" * 5000),
        lambda path: path.write_bytes(b"SQLite format 3\0"),
        foreign_database,
    ],
    ids=["text", "zeros", "cut short", "another program's database"],
)
def test_fault_093_what_is_no_library_is_refused_untouched(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    before = contents(path.parent)

    with pytest.raises(LibraryNotOurs, match="is not a wortreader library"):
        Library.open(path)

    assert contents(path.parent) == before


def test_fault_093_folders_and_pipes_are_no_libraries(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(LibraryNotOurs):
            Library.open(path)


def test_a_file_in_the_place_of_a_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(LibraryError, match="cannot be opened"):
        Library.open(tmp_path / "file" / "library.db")


@pytest.mark.unencrypted
def test_fault_095_a_newer_library_is_refused_untouched(path: Path) -> None:
    Library.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = contents(path.parent)

    with pytest.raises(LibraryTooNew) as raised:
        Library.open(path)

    assert raised.value.version == 999
    assert contents(path.parent) == before


def test_fault_095_a_newer_version_that_only_the_log_knows_is_refused_too(path: Path) -> None:
    first = Library.open(path)
    with first.database.write() as connection:
        connection.execute("PRAGMA user_version = 999")

    with pytest.raises(LibraryTooNew):
        Library.open(path)
    first.close()


def test_fault_102_a_program_that_runs_on_while_another_updates_the_library_writes_no_more(library: Library) -> None:
    with library.database.write() as connection:
        connection.execute("PRAGMA user_version = 999")

    with pytest.raises(LibraryTooNew):
        library.feeds.add("u:1", now=NOW)

    with library.database.read() as connection:
        connection.execute(f"PRAGMA user_version = {migrations.current_version()}")


def test_fault_093_a_damaged_library_gives_sentences_and_no_traceback(path: Path) -> None:
    library = Library.open(path)
    shelve(library, *(article(str(number), "word " * 300) for number in range(60)))
    library.close()
    whole = path.read_bytes()

    for at in range(0, len(whole), max(4096, len(whole) // 40)):
        path.write_bytes(whole[: at + 100] + b"\xff" * 1500 + whole[at + 1600 :])
        try:
            damaged = Library.open(path)
        except LibraryError:
            continue
        for use in (
            lambda library: library.articles.rows(ALL, today=TODAY),
            lambda library: library.articles.headlines(list(range(1, 61))),
            lambda library: [library.articles.get(number) for number in range(1, 61)],
            lambda library: library.search.rows("word"),
            lambda library: library.search.hits("word", list(range(1, 61))),
            lambda library: library.articles.mark_read(range(1, 61), True, at=NOW),
            lambda library: library.feeds.all(),
            find_problems,
        ):
            try:
                use(damaged)
            except WortreaderError as error:
                assert str(error).endswith(".")  # noqa: PT017 - any of the uses may or may not raise
        damaged.close()


@pytest.mark.unencrypted
def test_a_damaged_page_is_called_damage(path: Path) -> None:
    library = Library.open(path)
    shelve(library, *(article(str(number), "word " * 300) for number in range(60)))
    library.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    damaged = Library.open(path)

    with pytest.raises(LibraryDamaged, match="damaged"):
        damaged.articles.rows(ALL, today=TODAY)
    assert find_problems(damaged)
    damaged.close()


def test_fault_097_a_library_on_a_network_file_system_has_no_log_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def journal_mode() -> str:
        with closing(Library.open(path)) as library, library.database.read() as connection:
            mode: str = connection.execute("PRAGMA journal_mode").fetchone()[0]
            return mode

    local = journal_mode()
    monkeypatch.setattr(
        library_file, "read_mounts", lambda: f"/dev/sda1 / ext4 rw 0 0\nnas:/x {path.parent} nfs4 rw 0 0\n"
    )
    between_machines = journal_mode()
    ours, theirs = Library.open(path), Library.open(path)
    before = ours.database.data_version()
    shelve(theirs, article("a"))
    after = ours.database.data_version()
    ours.articles.mark_read([1], True, at=NOW)

    assert (local, between_machines) == ("wal", "delete")
    assert before != after
    assert theirs.articles.get(1).is_read
    assert not path.with_name(f"{path.name}-wal").exists()
    ours.close()
    theirs.close()
    monkeypatch.undo()
    assert journal_mode() == "wal"


# --- connections and transactions -------------------------------------------------------------------------------------


def test_every_thread_has_a_connection_of_its_own_and_all_are_closed(library: Library) -> None:
    shelve(library, article("a"))

    with ThreadPoolExecutor(3) as pool:
        barrier = threading.Barrier(3)

        def ask(_number: int) -> sqlite3.Connection:
            barrier.wait()
            assert len(library.articles.rows(ALL, today=TODAY)) == 1
            return library.database.connection()

        connections = list(pool.map(ask, range(3)))

    assert len({id(connection) for connection in connections}) == 3
    assert library.database.connection() not in connections


def test_what_a_block_that_raises_has_written_is_taken_back(library: Library) -> None:
    library.feeds.add("u:1", now=NOW)

    def add_both() -> None:
        with library.database.write():
            library.feeds.add("u:2", now=NOW)
            library.feeds.add("u:1", now=NOW)

    with pytest.raises(AlreadySubscribed):
        add_both()

    assert [feed.url for feed in library.feeds.all()] == ["u:1"]


def test_the_number_of_changes_counts_what_others_write_and_not_what_we_write(path: Path) -> None:
    ours, theirs = Library.open(path), Library.open(path)

    before = ours.database.data_version()
    ours.feeds.add("u:1", now=NOW)
    own = ours.database.data_version()
    theirs.feeds.add("u:2", now=NOW)
    foreign = ours.database.data_version()
    with ThreadPoolExecutor(1) as pool:
        elsewhere = pool.submit(ours.database.data_version).result()

    assert own == before
    assert foreign != own
    assert elsewhere == foreign
    ours.close()
    theirs.close()


@pytest.mark.thorough
def test_a_long_log_is_copied_into_the_library_by_the_next_writer(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 2**20
    monkeypatch.setattr(database, "CHECKPOINT_BYTES", limit)
    log = library.path.with_name(library.path.name + "-wal")
    feed = shelve(library)

    assert library.path.stat().st_size < limit
    for number in range(12):
        noise = random.Random(number).randbytes(100_000).hex()
        library.feeds.apply(feed.feed_id, changes(feed, article(str(number), noise)))

    assert library.path.stat().st_size > limit
    assert log.stat().st_size < 2 * limit


# --- faults -----------------------------------------------------------------------------------------------------------

WRITES: dict[str, Callable[[Library], object]] = {
    "feeds.add": lambda library: library.feeds.add("u:new", now=NOW),
    "feeds.delete": lambda library: library.feeds.delete(1),
    "feeds.remove": lambda library: library.feeds.remove(1, at=NOW),
    "feeds.rename": lambda library: library.feeds.rename(1, "x"),
    "feeds.pause": lambda library: library.feeds.pause([1], True),
    "feeds.ensure_folder": lambda library: library.folders.ensure(("x",)),
    "feeds.apply": lambda library: library.feeds.apply(1, changes(library.feeds.get(1), article("new"))),
    "feeds.record_unchanged": lambda library: library.feeds.record_unchanged(
        1, at=NOW, due_at=NOW, etag=None, last_modified=None
    ),
    "feeds.record_failure": lambda library: library.feeds.record_failure(1, Sentence("x"), at=NOW, due_at=NOW),
    "articles.mark_read": lambda library: library.articles.mark_read([1], True, at=NOW),
    "articles.mark_starred": lambda library: library.articles.mark_starred([1], True, at=NOW),
    "articles.restore": lambda library: library.articles.restore([], at=NOW),
    "articles.set_place": lambda library: library.articles.set_place(1, 0.5, at=NOW),
    "leases.take": lambda library: library.leases.take("x", "y", now=NOW),
    "leases.renew": lambda library: library.leases.renew("x", now=NOW),
    "leases.release": lambda library: library.leases.release("x"),
    "search.rebuild": lambda library: library.search.rebuild(),
    "retention.prune": lambda library: retention.prune(library, now=NOW, keep_days=1),
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for other writers end at once."""
    held = writer_lock.WriterLock.hold
    monkeypatch.setattr(writer_lock.WriterLock, "hold", lambda self, timeout=0.0: held(self, 0.0))


@pytest.fixture
def locked(library: Library, impatient: None) -> Iterator[Library]:
    """A library with an article, while another program holds the writer lock."""
    shelve(library, article("a"))
    with library.path.with_name(library.path.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield library


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_fault_092_a_write_that_cannot_get_the_lock_says_that_the_library_is_busy(
    locked: Library, write: Callable[[Library], object]
) -> None:
    with pytest.raises(LibraryBusy, match="Try again later"):
        write(locked)


def test_reading_is_possible_while_another_program_writes(locked: Library) -> None:
    assert len(locked.articles.rows(ALL, today=TODAY)) == 1
    assert len(locked.search.rows("title")) == 1


@pytest.mark.unencrypted
def test_a_disk_too_full_to_open_the_library_is_called_full(path: Path) -> None:
    """The index of the log needs 32 KiB, for reading too; SQLite calls it an error of the disk if there is no room."""
    Library.open(path).close()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(LibraryFull, match="can be opened again when there is room"):
            Library.open(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    Library.open(path).close()


@pytest.mark.unencrypted
def test_fault_092_a_program_that_locks_the_file_behind_our_back_makes_the_library_busy(library: Library) -> None:
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    library.database.connection().execute("PRAGMA busy_timeout = 0")

    with pytest.raises(LibraryBusy):
        library.feeds.add("u:1", now=NOW)

    other.close()


def test_fault_089_a_full_disk_loses_nothing_that_was_there(library: Library) -> None:
    feed = shelve(library, article("a"))
    with library.database.read() as connection:
        pages: int = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")

    with pytest.raises(LibraryFull, match="is full"):
        library.feeds.apply(feed.feed_id, changes(feed, article("b", "word " * 50_000)))

    assert list(library.articles.rows(ALL, today=TODAY).ids) == [1]
    library.articles.mark_read([1], True, at=NOW)
    assert library.articles.get(1).is_read


def test_fault_096_a_library_that_was_replaced_is_not_written_into_the_void(path: Path) -> None:
    library = Library.open(path)
    path.rename(path.with_name("elsewhere.db"))
    Library.open(path).close()

    with pytest.raises(LibraryGone, match="Start wortreader again"):
        library.feeds.add("u:1", now=NOW)
    library.close()


READ_ONLY = """
import importlib, locale, os, pkgutil, sys, urllib.parse, Stemmer, wortreader.store
from pathlib import Path
from wortreader.errors import LibraryReadOnly
from wortreader.store.library import Library
from library_factory import ALL, NOW, TODAY

for module in pkgutil.walk_packages(wortreader.store.__path__, "wortreader.store."):
    importlib.import_module(module.name)  # nobody may be unable to read the checkout
if os.getuid() == 0:
    os.setuid(65534)
library = Library.open(Path(sys.argv[1]))
assert library.database.is_read_only
print(list(library.articles.rows(ALL, today=TODAY).ids), list(library.search.rows("title").ids))
try:
    library.articles.mark_read([1], True, at=NOW)
except LibraryReadOnly as error:
    print(error)
library.close()
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can enter, which pytest's are not: root has to become one to be refused anything."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("has_log", [False, True])
@pytest.mark.unencrypted
def test_fault_091_a_library_that_cannot_be_written_is_read(open_folder: Path, has_log: bool) -> None:
    library = Library.open(open_folder / "library.db")
    shelve(library, article("a"))
    if not has_log:
        library.close()
    for file in open_folder.iterdir():
        file.chmod(0o444)
    open_folder.chmod(0o555)

    child = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(open_folder / "library.db")],
        capture_output=True,
        text=True,
        env={
            # not measured: it may not write the data either
            **{name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_START"},
            "PYTHONPATH": str(Path(__file__).parents[1]),
        },
        check=False,
    )
    open_folder.chmod(0o755)

    assert child.stderr == ""
    assert child.stdout.splitlines()[0] == "[1] [1]"
    assert "cannot be written" in child.stdout
    library.close()


# --- one library by several names -------------------------------------------------------------------------------------


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """Other names of the library in `path`: links to it and to its folder, and relative ones."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "link.db").symlink_to(tmp_path / "library.db")
    (folder / "again.db").symlink_to("link.db")
    (folder / "folder").symlink_to(tmp_path)
    monkeypatch.chdir(folder)
    ways_round = (Path("../library.db"), Path("folder/library.db"))
    return (folder / "link.db", Path("again.db"), folder / "folder" / "library.db", *ways_round)


def test_fault_117_a_library_is_the_same_one_by_any_name(path: Path, names: tuple[Path, ...]) -> None:
    Library.open(path).close()

    for name in names:
        library = Library.open(name)
        assert library.path == path
        assert library.pictures.folder.parent == path.parent
        assert paths.state_folder(name) == paths.state_folder(path)
        assert conditions.state_file(str(name), "x") == str(paths.state_folder(path) / "x")
        library.close()

    assert {file.name for file in Path.cwd().iterdir()} == {"link.db", "again.db", "folder"}


def test_fault_117_a_writer_by_one_name_waits_for_one_by_another(path: Path, names: tuple[Path, ...]) -> None:
    Library.open(path).close()

    for name in names:
        library = Library.open(name)
        lock = writer_lock.WriterLock(library.path)
        with path.with_name("library.db.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            with pytest.raises(LibraryBusy), lock.hold(0.01):
                pass
        library.close()


def test_a_new_library_is_made_where_a_link_leads(path: Path, names: tuple[Path, ...]) -> None:
    Library.open(names[0]).close()

    assert path.is_file()


def test_a_link_to_itself_is_an_error_of_the_library(path: Path) -> None:
    path.symlink_to(path)

    with pytest.raises(LibraryError):
        Library.open(path)


def test_fault_117_a_library_with_two_hard_links_is_read_and_says_why_it_is_not_written(path: Path) -> None:
    library = Library.open(path)
    shelve(library, article("a"))
    library.close()
    other = path.with_name("other.db")
    other.hardlink_to(path)

    for name in (path, other):
        library = Library.open(name)
        assert len(library.articles.rows(ALL, today=TODAY).ids) == 1
        with pytest.raises(LibraryReadOnly, match="second name"):
            library.feeds.add("u:1", now=NOW)
        library.close()
    other.unlink()
    library = Library.open(path)
    library.feeds.add("u:1", now=NOW)
    library.close()


def test_a_read_only_library_refuses_every_write(path: Path) -> None:
    Library.open(path).close()
    library = Library(Database(path, is_read_only=True))

    with pytest.raises(LibraryReadOnly):
        library.feeds.add("u:1", now=NOW)
    library.close()


@pytest.mark.unencrypted
def test_opening_an_up_to_date_library_imports_no_third_party_database_code(path: Path) -> None:
    Library.open(path).close()
    program = (
        "import sys; from pathlib import Path; from wortreader.store.library import Library; "
        "Library.open(Path(sys.argv[1])).close()"
    )

    assert not [name for name in modules_after(program, path) if name.startswith("sqlite_")]
