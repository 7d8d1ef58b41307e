"""What the connections of a library have in common."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wortreader.errors import LibraryDamaged, LibraryError
from wortreader.store.library import Library


def test_the_limit_of_the_cache_is_that_of_threads_that_come_later_too(library: Library) -> None:
    def size() -> int:
        with library.database.read() as connection:
            found: int = connection.execute("PRAGMA cache_size").fetchone()[0]
            return found

    library.database.limit_cache(500)

    with ThreadPoolExecutor(1) as executor:
        assert (size(), executor.submit(size).result()) == (-500, -500)


@pytest.mark.unencrypted
def test_to_limit_the_cache_of_a_library_with_a_damaged_first_page_says_that_it_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library.open(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\x5a" * 8092 + whole[8192:])
    library = Library.open(path)  # so that it can be examined

    with pytest.raises(LibraryDamaged, match="damaged"):
        library.database.limit_cache(500)

    library.close()


@pytest.mark.unencrypted
def test_damage_that_sqlite_quotes_in_bytes_that_are_no_text_is_called_damage(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library.open(path).close()
    path.write_bytes(path.read_bytes().replace(b"tablehost_backoffs", b"tablehost_backof\x8bs"))

    library = Library.open(path)

    with pytest.raises(LibraryDamaged, match="not as it should be"):
        library.feeds.all()
    library.close()


@pytest.mark.parametrize("is_written", [False, True])
def test_a_transaction_ends_even_if_its_end_is_interrupted(library: Library, is_written: bool) -> None:
    database = library.database
    connection = database.connection()

    ending: list[str] = []

    connection.set_progress_handler(lambda: len(ending), 1)
    with pytest.raises(LibraryError), database.write() if is_written else database.snapshot():
        connection.set_trace_callback(lambda statement: ending.extend({statement} & {"COMMIT", "ROLLBACK"}))
    connection.set_trace_callback(None)
    connection.set_progress_handler(None, 0)

    assert not connection.in_transaction
    library.folders.add("Press")
    other = Library.open(library.path)
    assert [folder.name for folder in other.folders.all()] == ["Press"]
    other.close()
