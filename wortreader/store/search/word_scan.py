"""The words of the library that contain another one, such as compounds.

No index finds them: all words are gone through, seven milliseconds for 60,000. Views do that for each of their words
whenever articles have come, so what was found is kept, and next time only words that are newer are looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from wortreader.store.vocabulary import ALL_WORDS

_MOST_KEPT: Final = 64
_CONTAINS: Final = "instr(word, ?) > ? AND length(word) >= ? AND NOT instr(spelled, '-')"


class WordScan:
    """Finds words that contain another one. Used by one thread at a time."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, bool], set[str]] = {}
        self._last: tuple[int, str] = (0, "")
        """The row of `fresh_words` up to which words have been looked at."""

    def catch_up(self, connection: sqlite3.Connection) -> None:
        """Looks at the words that are new. Everything is forgotten if they are no longer known as new."""
        row, _spelled = self._last
        before = connection.execute("SELECT rowid, spelled FROM fresh_words WHERE rowid = ?", (row,)).fetchone()
        after = connection.execute("SELECT rowid, spelled FROM fresh_words ORDER BY rowid DESC LIMIT 1").fetchone()
        if before != self._last or len(self._found) > _MOST_KEPT:
            self._found.clear()
        for (word, is_prefix), found in self._found.items() if after != before else ():
            found.update(_matches(connection, "fresh_words", word, is_prefix, "rowid > ?", row))
        self._last = after or (0, "")

    def containing(self, connection: sqlite3.Connection, word: str, *, is_prefix: bool) -> set[str]:
        """The words of three letters more that contain `word`; not at their beginning if that counts as a prefix.

        `catch_up` must have been called in the same transaction.
        """
        key = word, is_prefix
        if key not in self._found:
            self._found[key] = set(_matches(connection, ALL_WORDS, word, is_prefix, "?", 1))
        return self._found[key]


def _matches(
    connection: sqlite3.Connection, table: str, word: str, is_prefix: bool, condition: str, parameter: int
) -> Iterable[str]:
    rows = connection.execute(
        f"SELECT word FROM {table} WHERE {_CONTAINS} AND {condition}",  # noqa: S608 - our own words
        (word, int(is_prefix), len(word) + 3, parameter),
    )
    return (found for (found,) in rows)
