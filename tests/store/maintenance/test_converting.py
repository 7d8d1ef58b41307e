from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from library_factory import ALL, NOW, TODAY, article, shelve

from wortreader.errors import LibraryBusy, LibraryDamaged, LibraryLocked, LibraryReadOnly
from wortreader.store import encryption
from wortreader.store.library import Library
from wortreader.store.maintenance import converting
from wortreader.store.maintenance.marks_copy import copy_paths, make_copy, read_header
from wortreader.store.maintenance.restoring import restore
from wortreader.store.maintenance.salvage import salvage

pytestmark = [pytest.mark.unencrypted, pytest.mark.usefixtures("quick_keys")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with two articles, one of which is starred."""
    path = tmp_path / "library.db"
    with closing(Library.open(path)) as library:
        shelve(library, article("a", "eins"), article("b", "zwei"))
        library.articles.mark_starred([1], True, at=NOW)
    return path


def content(path: Path) -> tuple[list[int], bool]:
    """The articles of a library, and whether the first is starred."""
    with closing(Library.open(path)) as library:
        return sorted(library.articles.rows(ALL, today=TODAY).ids), library.articles.get(1).is_starred


def names(folder: Path) -> set[str]:
    """The files of a library, without what SQLite has only as long as it is open."""
    return {file.name for file in folder.iterdir()} - {"library.db-wal", "library.db-shm"}


def test_a_library_is_the_same_after_it_was_encrypted_and_decrypted(path: Path) -> None:
    before = content(path)

    converting.encrypt(path, "correct horse")
    assert encryption.is_encrypted(path)
    assert content(path) == before
    converting.decrypt(path)

    assert not encryption.is_encrypted(path)
    assert content(path) == before == ([1, 2], True)
    assert names(path.parent) == {"library.db", "library.db.lock"}
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_new_passphrase_replaces_the_old_one(path: Path) -> None:
    converting.encrypt(path, "correct horse")
    old = encryption.key_of(path)
    converting.encrypt(path, "battery staple")

    assert content(path) == ([1, 2], True)
    encryption.forget_keys()
    assert old is not None
    encryption.hold_key(old)
    with pytest.raises(LibraryLocked):
        content(path)


def test_fault_136_a_library_that_is_open_elsewhere_is_not_changed(path: Path) -> None:
    program = "import sys; from pathlib import Path; from wortreader.store.library import Library"
    program += "; library = Library.open(Path(sys.argv[1])); print(flush=True); input(); library.close()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(LibraryBusy, match="open in another wortreader"):
            converting.encrypt(path, "correct horse")
        other.communicate(b"\n")

    assert not encryption.is_encrypted(path)
    assert content(path) == ([1, 2], True)
    assert names(path.parent) == {"library.db", "library.db.lock"}


def test_fault_136_a_library_with_a_second_name_is_not_changed(path: Path) -> None:
    path.with_name("second.db").hardlink_to(path)

    with pytest.raises(LibraryReadOnly, match="second name"):
        converting.encrypt(path, "correct horse")

    assert not encryption.is_encrypted(path)


def test_fault_136_a_damaged_library_is_not_encrypted(path: Path) -> None:
    with closing(Library.open(path)) as library, library.database.read() as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'bodies'").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * 8192)
        file.write(b"\xff" * 8192)
    before = path.read_bytes()

    with pytest.raises(LibraryDamaged):
        converting.encrypt(path, "correct horse")

    assert path.read_bytes()[100:] == before[100:]  # the header counts changes of the journal mode
    assert names(path.parent) == {"library.db", "library.db.lock"}


def test_fault_136_what_a_killed_conversion_has_left_is_replaced(path: Path) -> None:
    path.with_name(f"library.db{converting.PART}").write_bytes(b"half a copy")

    converting.encrypt(path, "correct horse")

    assert content(path) == ([1, 2], True)
    assert names(path.parent) == {"library.db", "library.db.lock"}


def test_the_library_that_was_not_encrypted_is_overwritten(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    size = os.fstat(descriptor).st_size

    converting.encrypt(path, "correct horse")

    assert os.pread(descriptor, size + 1, 0) == bytes(size)
    os.close(descriptor)


def test_what_is_beside_the_library_and_not_encrypted_is_deleted_or_named(path: Path) -> None:
    kept = path.with_name("library.db.damaged-2026")
    kept.write_bytes(b"articles")
    state, pictures = path.with_name("library.db-state"), path.with_name("library.db-pictures")
    for file in (state / "screens" / "80x24", state / "app.json", pictures / f"{'0' * 32}.png"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"what was read")
    with closing(Library.open(path)) as library:
        make_copy(library, now=NOW)
    converting.encrypt(path, "correct horse")

    with closing(Library.open(path)) as library:
        converting.delete_plain_files(library)

    assert [file for folder in (state, pictures) for file in folder.rglob("*") if file.is_file()] == []
    assert converting.plain_files(path) == [kept]


def test_the_copy_of_the_marks_is_encrypted_and_restores_them(path: Path) -> None:
    converting.encrypt(path, "correct horse")
    copy = copy_paths(path)[0]
    with closing(Library.open(path)) as library:
        make_copy(library, now=NOW)
        library.articles.mark_starred([1], False, at=NOW.replace(year=2025))
        restored = restore(library, [copy])

    assert encryption.is_encrypted(copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert {table.table.name: table.restored for table in restored}["starred"] == 1
    assert content(path)[1]
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    encryption.forget_keys()
    with pytest.raises(LibraryLocked):
        read_header(copy)


def test_an_encrypted_library_cannot_be_salvaged_and_says_what_to_do(path: Path) -> None:
    converting.encrypt(path, "correct horse")
    before = path.read_bytes()

    with pytest.raises(LibraryDamaged, match="restore --marks"):
        salvage(path, now=NOW)

    assert path.read_bytes() == before
