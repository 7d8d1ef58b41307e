"""Merges the segments of the full-text index.

Each transaction with new words adds a segment, and a search looks each word up in all of them. In the 35 segments that
writing 100,000 articles leaves, this takes twice as long as in one. Merging them at once would make all writing slower;
so they are merged at the end of a refresh.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from wortreader.store.library import Library

MAX_SEGMENTS: Final = 12
"""If there are more, all are merged into one. After that, refreshes stay below this number for months."""

_SMALL_PAGES: Final = 500
"""Pages of 4 KB written at most to merge small segments: takes 20 ms."""
_STEP_PAGES: Final = 1_000
"""Pages written in one transaction, so that other writers do not wait long."""


def merge_segments(library: Library) -> None:
    """Merges small segments, or all of them if there are more than MAX_SEGMENTS."""
    _merge(library, _SMALL_PAGES)
    with library.database.read() as connection:
        is_scattered = segment_count(connection) > MAX_SEGMENTS
    while is_scattered:
        is_scattered = _merge(library, -_STEP_PAGES)


def segment_count(connection: sqlite3.Connection) -> int:
    """The number of segments of the index."""
    count: int = connection.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()[0]
    return count


def _merge(library: Library, pages: int) -> bool:
    """Lets FTS5 merge segments of similar size, or all with a negative number. False if nothing was left to do.

    See https://sqlite.org/fts5.html#the_merge_command.
    """
    with library.database.write() as connection:
        before = connection.total_changes
        connection.execute("INSERT INTO search(search, rank) VALUES ('merge', ?)", (pages,))
        return connection.total_changes - before > 1
