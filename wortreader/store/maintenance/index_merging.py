"""Keeps the full-text index in few pieces.

Each transaction with new words adds a piece to it, and a search looks each word up in all of them. In the 35 that
writing 100,000 articles leaves, a word with its forms and compounds is looked up for twice as long as in one. Merging
them as they come would make all writing dearer; here it is done when a refresh has come to its end.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wortreader.store.library import Library

MOST_PIECES: Final = 12
"""More are merged into one, all of them. After that, what each refresh adds stays below it for months."""

_SMALL_PAGES: Final = 500
"""Pages of 4 KB written for small pieces at most: 20 ms."""
_STEP_PAGES: Final = 1_000
"""Pages written in one transaction, so that nobody waits long for the writer lock."""


def merge_pieces(library: Library) -> None:
    """Merges what has been added to the index lately; all of it, where it is in many pieces."""
    _merge(library, _SMALL_PAGES)
    with library.database.read() as connection:
        is_scattered = piece_count(connection) > MOST_PIECES
    while is_scattered:
        is_scattered = _merge(library, -_STEP_PAGES)


def piece_count(connection: sqlite3.Connection) -> int:
    """In how many pieces the index is."""
    count: int = connection.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()[0]
    return count


def _merge(library: Library, pages: int) -> bool:
    """Lets FTS5 merge pieces of like size, or with a negative number all of them; False where nothing was left to do.

    See https://sqlite.org/fts5.html#the_merge_command.
    """
    with library.database.write() as connection:
        before = connection.total_changes
        connection.execute("INSERT INTO search(search, rank) VALUES ('merge', ?)", (pages,))
        return connection.total_changes - before > 1
