"""What the connections of a library have in common."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from wortreader.store.library import Library


def test_the_limit_of_the_cache_is_that_of_threads_that_come_later_too(library: Library) -> None:
    def size() -> int:
        with library.database.read() as connection:
            found: int = connection.execute("PRAGMA cache_size").fetchone()[0]
            return found

    library.database.limit_cache(500)

    with ThreadPoolExecutor(1) as executor:
        assert (size(), executor.submit(size).result()) == (-500, -500)
