"""A full-text index of the newest articles, in memory: the first hits of a query come from it.

The index of the library takes as long for a common beginning of a word as for going through all articles with it, 80 ms
for 30,000 and longer for more. This one has a thousand articles at most, so that each query takes one to three
milliseconds, and most that find many articles fill a screen from it. It has the same columns, words and syntax as that
of the library, and thus finds the same. It is built in steps while the user begins to type.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Sequence
from typing import Final, NamedTuple

from wortreader.model import Rows
from wortreader.store.headlines import json_ids, last_change, read_rows

MOST_ARTICLES: Final = 1_000
"""Of the newest articles. With these a query that one article in a hundred meets has its first ten hits."""

STEP: Final = 16
"""Articles that are indexed in one step: about ten milliseconds."""

_SCHEMA: Final = """
CREATE VIRTUAL TABLE newest USING fts5(
  text, title, author, content='', tokenize="ascii tokenchars '+#.'"
)
"""
_INSERT: Final = "INSERT INTO newest (rowid, text, title, author) VALUES (?, ?, ?, ?)"
_COMPACT_ROWS: Final = 2 * MOST_ARTICLES
"""If there are so many rows, most of them of articles that are no longer among the newest, it is built anew."""


class Covered(NamedTuple):
    """The newest articles of which all are in the index."""

    rows: Rows
    """In list order; perhaps none."""
    is_whole: bool
    """Whether these are all articles of the library."""
    version: int
    """See `NewestIndex.version`."""


class NewestIndex:
    """The words of the newest articles of a library. May be used from any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._index: sqlite3.Connection | None = None
        self._row_of: dict[int, int] = {}
        """The row of each article as it is now; 0 if it has no text, in a damaged library."""
        self._article_of = array("q", [0])
        """The article of each row; 0 if the article has been written again since."""
        self._change = 0
        self._version = 0

    @property
    def version(self) -> int:
        """Changes when an article leaves the index, or its words are replaced."""
        return self._version

    def extend(self, connection: sqlite3.Connection) -> bool:
        """Indexes some more of the newest articles, the newest first. Returns whether there is more to do."""
        newest = read_rows(connection, "TRUE", (), MOST_ARTICLES)
        with self._guard:
            if not self._forget_changed(connection):
                return True
            if len(self._article_of) > _COMPACT_ROWS:
                self._clear()
            missing = [article_id for article_id in newest.ids if article_id not in self._row_of]
            self._add(connection, missing[:STEP])
            return len(missing) > STEP

    def covered(self, connection: sqlite3.Connection) -> Covered:
        """The newest articles of which all are in the index, as the transaction on `connection` sees them."""
        if not self._row_of:
            return Covered(Rows(array("q"), array("q")), False, self._version)
        newest = read_rows(connection, "TRUE", (), MOST_ARTICLES)
        with self._guard:
            known = self._row_of if self._forget_changed(connection) else {}
            count = next((at for at, number in enumerate(newest.ids) if number not in known), len(newest))
            is_whole = count == len(newest) < MOST_ARTICLES
            return Covered(Rows(newest.ids[:count], newest.sort_ats[:count]), is_whole, self._version)

    def find(self, expression: str) -> list[int]:
        """The articles in the index that meet an expression in FTS5's syntax, in no order."""
        with self._guard:
            if self._index is None:
                return []
            rows = self._index.execute("SELECT rowid FROM newest WHERE newest MATCH ?", (expression,))
            found = (self._article_of[row] for (row,) in rows)
            return [article_id for article_id in found if article_id]

    def _add(self, connection: sqlite3.Connection, ids: Sequence[int]) -> None:
        texts = connection.execute(
            "SELECT article_id, text, title, author FROM searchable "
            "WHERE article_id IN (SELECT value FROM json_each(?))",
            (json_ids(ids),),
        ).fetchall()
        if self._index is None:
            self._index = _new_index()
        self._index.execute("BEGIN")
        try:
            for article_id, *parts in texts:
                row = len(self._article_of)
                self._index.execute(_INSERT, (row, *parts))
                self._article_of.append(article_id)
                self._row_of[article_id] = row
            for article_id in ids:
                self._row_of.setdefault(article_id, 0)
        finally:
            self._index.execute("COMMIT")

    def _forget_changed(self, connection: sqlite3.Connection) -> bool:
        """Takes out the articles that have been written again since they were indexed.

        False if the transaction on `connection` began before another thread saw the last change: it sees older texts.
        """
        last = last_change(connection)
        if last > self._change:
            changed = connection.execute("SELECT article_id FROM changed_articles WHERE change > ?", (self._change,))
            for (article_id,) in changed if self._row_of else ():
                self._article_of[self._row_of.pop(article_id, 0)] = 0
            self._change = last
            self._version += 1
        return last == self._change

    def _clear(self) -> None:
        self._version += 1
        self._index = None
        self._row_of.clear()
        del self._article_of[1:]


def _new_index() -> sqlite3.Connection:
    index = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    index.execute(_SCHEMA)
    return index
