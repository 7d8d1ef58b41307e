from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest
from library_factory import ALL, NOW, TODAY, article, shelve

from wortreader.app.background.children import Children
from wortreader.errors import LibraryLocked, PictureFolderUnusable
from wortreader.model import ScaledPicture
from wortreader.store import encryption, schema
from wortreader.store.connection import connect
from wortreader.store.library import Library
from wortreader.store.maintenance import converting
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.marks_copy import copy_paths, make_copy

pytestmark = [pytest.mark.unencrypted, pytest.mark.usefixtures("quick_keys")]

PASSPHRASE = "correct horse"
WORD = "Krankenakte"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An encrypted library with an article."""
    path = tmp_path / "library.db"
    library = Library.open(path)
    shelve(library, article("a", f"Die {WORD} der Stadt", title=f"Eine {WORD}"), title="Tageblatt")
    library.close()
    converting.encrypt(path, PASSPHRASE)
    return path


def unlock(path: Path, passphrase: str) -> None:
    """Holds the key that a passphrase gives, and no other."""
    salt = encryption.salt_of(path)
    assert salt is not None
    encryption.forget_keys()
    encryption.hold_key(encryption.derive_key(passphrase, salt))


def holds_plain_text(folder: Path) -> list[Path]:
    """The files in a folder with words of the article, its feed, or the header of a database."""
    known = (WORD.encode(), b"Tageblatt", b"example.org", b"SQLite format", b"krankenakte")
    return [file for file in folder.rglob("*") if file.is_file() and any(word in file.read_bytes() for word in known)]


def test_fault_134_no_file_beside_an_encrypted_library_has_plain_text_while_it_is_open_or_later(path: Path) -> None:
    with_log = path.with_name(path.name + "-wal")
    library = Library.open(path)
    shelve(library, article("b", f"Noch eine {WORD}"), url="https://example.org/other", title="Tageblatt 2")
    make_copy(library, now=NOW)

    assert with_log.stat().st_size
    assert copy_paths(path)[0].stat().st_size
    assert holds_plain_text(path.parent) == []
    library.database.vacuum()
    assert holds_plain_text(path.parent) == []
    library.close()
    assert holds_plain_text(path.parent) == []


def test_the_check_for_plain_text_would_find_it(path: Path) -> None:
    converting.decrypt(path)

    assert path in holds_plain_text(path.parent)


def test_an_encrypted_library_does_what_others_do(path: Path) -> None:
    library = Library.open(path)
    (article_id,) = library.articles.rows(ALL, today=TODAY).ids

    assert list(library.search.find(f"{WORD.lower()} stadt").rows.ids) == [article_id]
    assert library.articles.toggle_starred([article_id], at=NOW)[0]
    assert library.articles.get(article_id).text == f"Die {WORD} der Stadt"
    assert find_problems(library) == ()
    library.close()


def test_fault_134_without_its_passphrase_or_with_another_a_library_is_locked(path: Path) -> None:
    encryption.forget_keys()
    with pytest.raises(LibraryLocked, match="passphrase is not known"):
        Library.open(path)

    unlock(path, "wrong horse")
    with pytest.raises(LibraryLocked, match="not the passphrase"):
        Library.open(path)

    unlock(path, PASSPHRASE)
    Library.open(path).close()


def test_fault_134_without_sqlcipher_a_sentence_says_what_is_missing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.delitem(sys.modules, "wortreader.store.sqlcipher")
    monkeypatch.delattr(sys.modules["wortreader.store"], "sqlcipher")

    with pytest.raises(LibraryLocked, match=r"pip install 'wortreader\[encrypted\]'"):
        Library.open(path)


def test_the_exceptions_of_sqlcipher_are_those_of_sqlite3(path: Path) -> None:
    key = encryption.key_of(path)
    first, second = connect(path, key), connect(path, key)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        first.execute("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError) as refused:
        first.executemany("INSERT INTO feeds (id) VALUES (?)", [(1,)])
    first.execute("BEGIN IMMEDIATE")
    second.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(sqlite3.OperationalError) as busy:
        second.execute("BEGIN IMMEDIATE")
    first.set_progress_handler(lambda: True, 1)
    with pytest.raises(sqlite3.OperationalError) as interrupted:
        list(first.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"))

    assert refused.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CONSTRAINT
    assert busy.value.sqlite_errorcode == sqlite3.SQLITE_BUSY
    assert interrupted.value.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT
    first.set_progress_handler(None, 0)
    first.close()
    second.close()
    with pytest.raises(sqlite3.ProgrammingError):
        second.execute("SELECT 1")


def test_fault_135_a_page_that_was_changed_is_noticed(path: Path) -> None:
    library = Library.open(path)
    with library.database.read() as connection:  # a page that is not read when the library is opened
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'changes'").fetchone()[0]
    library.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * schema.PAGE_BYTES + 4000)
        file.write(b"changed")

    library = Library.open(path)
    assert find_problems(library)
    library.close()


def test_sqlcipher_itself_opens_a_library_by_its_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlcipher3 import dbapi2

    monkeypatch.undo()
    path = tmp_path / "library.db"
    Library.open(path).close()
    converting.encrypt(path, PASSPHRASE)

    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
    connection.execute("PRAGMA cipher_page_size = 8192")
    assert connection.execute("SELECT count(*) FROM articles").fetchone() == (0,)
    connection.close()


def test_fault_134_a_key_goes_to_a_child_once_and_by_a_pipe(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = encryption.key_of(path)
    assert key is not None
    Library.open(path).close()
    with encryption.key_for_child(path) as (descriptors, variables):
        inherited = os.dup(descriptors[0])
        assert not any(os.get_inheritable(number) for number in descriptors)  # only the child for which it is
    encryption.forget_keys()
    monkeypatch.setenv(encryption.KEY_VARIABLE, str(inherited))

    encryption.take_key_from_parent()

    assert list(variables) == [encryption.KEY_VARIABLE]
    assert not encryption.is_locked(path)
    assert encryption.KEY_VARIABLE not in os.environ
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(inherited)
    assert key.secret.hex() not in repr(key)


@pytest.mark.thorough
@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999999999999", "1", "²"])
def test_a_number_of_a_pipe_that_is_none_is_ignored(path: Path, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    encryption.forget_keys()
    monkeypatch.setenv(encryption.KEY_VARIABLE, number)

    encryption.take_key_from_parent()

    assert encryption.is_locked(path)
    assert encryption.KEY_VARIABLE not in os.environ
    os.fstat(1)  # still open


def test_nothing_goes_to_a_child_if_the_library_is_not_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library.open(path).close()

    with encryption.key_for_child(path) as passed:
        assert passed == ((), {})


async def test_the_child_processes_of_the_app_open_its_encrypted_library(path: Path) -> None:
    library = Library.open(path)
    children = Children(path)

    ending = await children.run("feeds")
    library.close()

    assert (ending.exit_code, ending.complaint) == (0, "")
    assert "Tageblatt" in ending.output


async def test_a_child_process_without_the_key_fails_with_a_sentence(path: Path) -> None:
    encryption.forget_keys()
    children = Children(path)

    ending = await children.run("feeds")

    assert ending.exit_code == 1
    assert "There is no terminal to ask for the passphrase of " in ending.complaint


def test_an_encrypted_library_keeps_no_pictures(path: Path) -> None:
    library = Library.open(path)
    assert not library.pictures.can_be_kept
    with pytest.raises(PictureFolderUnusable, match="keeps no pictures"):
        library.pictures.keep("https://example.org/a.png", ScaledPicture(b"1", ".png", 1, 1), at=NOW)
    library.close()

    assert not (path.parent / "library.db-pictures").exists()


@pytest.mark.parametrize("content", [b"", b"wortread", b"plain text that is no library"])
def test_what_only_looks_like_an_encrypted_library_is_not_taken_for_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)

    assert not encryption.is_encrypted(path)


def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert not encryption.is_encrypted(tmp_path / "pipe")
