"""Divides the beginning of words into longer ones, so that a search for it can be ended in between.

FTS5 merges the entries of all words that begin so before it returns the first article: 250 ms for `sch` in 100,000
articles, in which it heeds no interruption. The parts take as long together, each of them a few milliseconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

MOST_WORDS: Final = 64
"""A beginning with more words is divided, unless it is long."""

_LONGEST: Final = 8
_LAST: Final = "\U0010ffff"


def divide(connection: sqlite3.Connection, beginning: str) -> Iterator[tuple[str, bool]]:
    """What all words of the index that begin so are or begin with; with each, whether it may go on."""
    if len(beginning) > _LONGEST or not _has_many_words(connection, beginning):
        yield beginning, True
        return
    # Not from the table of words, which has no numbers, for example.
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_words USING fts5vocab(main, search, instance)")
    length, lowest, before = len(beginning), beginning, ""
    while True:
        row = connection.execute("SELECT term FROM temp.index_words WHERE term >= ? LIMIT 1", (lowest,)).fetchone()
        if row is None or not row[0].startswith(beginning):
            return
        part = row[0][: length + 1]
        if part == before:  # a damaged index, whose words are not in order
            yield beginning, True
            return
        if part == beginning:
            yield beginning, False
            lowest = beginning + "\x00"
        else:
            yield from divide(connection, part)
            lowest = part + _LAST
        before = part


def _has_many_words(connection: sqlite3.Connection, beginning: str) -> bool:
    counted = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM words WHERE word BETWEEN ? AND ? LIMIT ?)",
        (beginning, beginning + _LAST, MOST_WORDS + 1),
    )
    count: int = counted.fetchone()[0]
    return count > MOST_WORDS
