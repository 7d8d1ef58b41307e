"""The order of all articles, newest first, in memory."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from bisect import bisect_left
from itertools import compress
from typing import Final

from wortreader.model import Rows
from wortreader.store.headlines import read_rows

RELOAD_COUNT: Final = 1_000
"""If there are so many new articles, all are read again: that is faster than to insert each of them."""

_FEW_SHARE: Final = 8
"""Fewer articles than one in so many are sorted by themselves."""


class ArticleOrder:
    """All articles, newest first. May be used from any thread.

    The time of an article never changes and its id is never used again, so only new articles have to be read.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._rows = Rows(array("q"), array("q"))
        self._sort_ats = array("q")
        """By article id, 0 if there is no such article. A dictionary would take ten times the memory."""
        self._newest_id = 0

    def newest_id(self, connection: sqlite3.Connection) -> int:
        """The highest id of all articles. No id that the same snapshot returns is higher."""
        with self._guard:
            self._catch_up(connection)
            return self._newest_id

    def all(self, connection: sqlite3.Connection) -> Rows:
        """All articles, in arrays of their own."""
        with self._guard:
            self._catch_up(connection)
            count: int = connection.execute("SELECT count(*) FROM reading").fetchone()[0]
            if count != len(self._rows):  # some have been deleted
                self._load(connection)
            return self._copy()

    def pick(self, flags: bytearray) -> Rows:
        """The articles whose flag is 1; `flags` has one byte for each id."""
        with self._guard:
            flags.extend(bytes(max(0, self._newest_id + 1 - len(flags))))  # another thread may have seen newer ones
            count = flags.count(1)
            if count == len(self._rows):
                return self._copy()
            if count * _FEW_SHARE < len(self._rows):
                return self._sort(list(compress(range(len(flags)), flags)))
            in_order = bytes(map(flags.__getitem__, self._rows.ids))
            # Lists first: filling an array from an iterator takes twice as long.
            ids, sort_ats = list(compress(self._rows.ids, in_order)), list(compress(self._rows.sort_ats, in_order))
            return Rows(array("q", ids), array("q", sort_ats))

    def _copy(self) -> Rows:
        return Rows(self._rows.ids[:], self._rows.sort_ats[:])

    def _sort(self, ids: list[int]) -> Rows:
        """Sorts a few articles: to pick them from all would take ten times as long."""
        ids.sort(reverse=True)
        ids.sort(key=self._sort_ats.__getitem__, reverse=True)
        return Rows(array("q", ids), array("q", map(self._sort_ats.__getitem__, ids)))

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        new = connection.execute(
            "SELECT article_id, sort_at FROM reading WHERE article_id > ? ORDER BY article_id LIMIT ?",
            (self._newest_id, RELOAD_COUNT),
        ).fetchall()
        if len(new) == RELOAD_COUNT:
            self._load(connection)
            return
        for article_id, sort_at in new:
            if sort_at is None:  # the schema allows none: the page is damaged
                raise sqlite3.DatabaseError(f"article {article_id} has no place in the order")
            # Of two articles of the same time, the one with the higher id comes first: insert before its equals.
            at = bisect_left(self._rows.sort_ats, -sort_at, key=int.__neg__)
            self._rows.ids.insert(at, article_id)
            self._rows.sort_ats.insert(at, sort_at)
            self._sort_ats.frombytes(bytes(self._sort_ats.itemsize * (article_id + 1 - len(self._sort_ats))))
            self._sort_ats[article_id] = sort_at
            self._newest_id = article_id

    def _load(self, connection: sqlite3.Connection) -> None:
        self._rows = read_rows(connection, "TRUE", ())
        self._newest_id = max(self._rows.ids, default=0)
        self._sort_ats = array("q", bytes(self._sort_ats.itemsize * (self._newest_id + 1)))
        for article_id, sort_at in zip(self._rows.ids, self._rows.sort_ats, strict=True):
            self._sort_ats[article_id] = sort_at
