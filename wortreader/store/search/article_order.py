"""The order of all articles, newest first, in memory."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress
from typing import Final

from wortreader.model import Rows
from wortreader.store.headlines import last_change, read_rows
from wortreader.store.interruption import Interruption

RELOAD_COUNT: Final = 1_000
"""If there are so many new articles, all are read again: that is faster than to insert each of them."""

_FEW_SHARE: Final = 8
"""Fewer articles than one in so many are sorted by themselves."""

_PICKED_AT_ONCE: Final = 1 << 14
"""Articles that are selected at once, in one to two milliseconds in which no other thread runs."""


def newest_id(connection: sqlite3.Connection) -> int:
    """The highest id of all articles, those set aside as well."""
    newest: int = connection.execute(
        "SELECT max(coalesce((SELECT max(id) FROM articles), 0), coalesce((SELECT max(article_id) FROM reading), 0))"
    ).fetchone()[0]
    return newest


class ArticleOrder:
    """All articles that are shown, newest first. May be used from any thread.

    The time of an article changes only if it was in the future, and its id is never used again, so only new articles
    have to be read, and those that have been set aside or brought back: see `aside.py`. The arrays are replaced and
    never changed, so that a long selection does not keep other threads waiting.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._rows = Rows(array("q"), array("q"))
        self._sort_ats = array("q")
        """By article id, 0 if there is no such article. A dictionary would take ten times the memory."""
        self._newest_id = 0
        self._change = 0

    def newest_id(self, connection: sqlite3.Connection) -> int:
        """The highest id of all articles, those set aside as well. No id that the same snapshot returns is higher."""
        with self._guard:
            self._catch_up(connection)
        return newest_id(connection)

    def all(self, connection: sqlite3.Connection) -> Rows:
        """All articles, in arrays of their own."""
        with self._guard:
            self._catch_up(connection)
            count: int = connection.execute("SELECT count(*) FROM reading").fetchone()[0]
            if count != len(self._rows):  # some have been deleted
                self._load(connection)
            return Rows(self._rows.ids[:], self._rows.sort_ats[:])

    def pick(self, flags: bytearray, interruption: Interruption) -> Rows:
        """The articles whose flag is 1; `flags` has one byte for each id, and 0 for articles that are not shown.

        Raises Interrupted.
        """
        with self._guard:
            rows = self._rows
            flags.extend(bytes(max(0, self._newest_id + 1 - len(flags))))  # another thread may have seen newer ones
        count = flags.count(1)
        if count == len(rows):
            return Rows(rows.ids[:], rows.sort_ats[:])
        if count * _FEW_SHARE < len(rows):
            return self._sort(list(compress(range(len(flags)), flags)))
        ids, sort_ats = array("q"), array("q")
        for begin in range(0, len(rows), _PICKED_AT_ONCE):
            interruption.check()
            part = slice(begin, begin + _PICKED_AT_ONCE)
            in_order = bytes(map(flags.__getitem__, rows.ids[part]))
            # Lists first: filling an array from an iterator takes twice as long.
            ids.fromlist(list(compress(rows.ids[part], in_order)))
            sort_ats.fromlist(list(compress(rows.sort_ats[part], in_order)))
        return Rows(ids, sort_ats)

    def _sort(self, ids: list[int]) -> Rows:
        """Sorts a few articles: to pick them from all would take ten times as long."""
        sort_ats = self._sort_ats
        ids.sort(reverse=True)
        ids.sort(key=sort_ats.__getitem__, reverse=True)
        return Rows(array("q", ids), array("q", map(sort_ats.__getitem__, ids)))

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        new = connection.execute(
            "SELECT article_id, sort_at FROM reading WHERE article_id > ? ORDER BY article_id LIMIT ?",
            (self._newest_id, RELOAD_COUNT),
        ).fetchall()
        if len(new) == RELOAD_COUNT:
            self._load(connection)
        elif new:
            self._insert(new)
        self._follow_moves(connection)
        newest: int | None = connection.execute("SELECT max(sort_at) FROM reading").fetchone()[0]
        if newest is not None and (not len(self._rows) or self._rows.sort_ats[0] != newest):
            self._load(connection)  # the newest one has been deleted, or its time was in the future and is corrected

    def _follow_moves(self, connection: sqlite3.Connection) -> None:
        """Removes articles that have been set aside, and adds those that have come back."""
        change = last_change(connection)
        if change <= self._change:
            return
        changed = connection.execute(
            "SELECT changed_articles.article_id, sort_at FROM changed_articles LEFT JOIN reading USING (article_id) "
            "WHERE change > ? AND changed_articles.article_id <= ?",
            (self._change, self._newest_id),
        ).fetchall()
        self._change = change
        moved = [(number, sort_at) for number, sort_at in changed if self._sort_ats[number] != (sort_at or 0)]
        if len(moved) >= RELOAD_COUNT:
            self._load(connection)
            return
        if gone := [number for number, _sort_at in moved if self._sort_ats[number]]:
            self._remove(gone)
        if back := [(number, sort_at) for number, sort_at in moved if sort_at is not None]:
            self._insert(back)

    def _remove(self, gone: Sequence[int]) -> None:
        """Removes articles that are there, in copies of the arrays."""
        rows, by_id = Rows(self._rows.ids[:], self._rows.sort_ats[:]), self._sort_ats[:]
        for article_id in gone:
            at = bisect_left(rows.sort_ats, -by_id[article_id], key=int.__neg__)
            at = rows.ids.index(article_id, at)
            del rows.ids[at], rows.sort_ats[at]
            by_id[article_id] = 0
        self._rows, self._sort_ats = rows, by_id

    def _insert(self, new: Sequence[tuple[int, int]]) -> None:
        """Adds articles, in copies of the arrays: other threads may be reading them."""
        rows, by_id = Rows(self._rows.ids[:], self._rows.sort_ats[:]), self._sort_ats[:]
        by_id.frombytes(bytes(by_id.itemsize * max(0, new[-1][0] + 1 - len(by_id))))
        for article_id, sort_at in new:
            if sort_at is None:  # the schema allows none: the page is damaged
                raise sqlite3.DatabaseError(f"article {article_id} has no place in the order")
            # Of two articles of the same time, the one with the higher id comes first.
            at = bisect_left(rows.sort_ats, -sort_at, key=int.__neg__)
            while at < len(rows) and rows.sort_ats[at] == sort_at and rows.ids[at] > article_id:
                at += 1
            rows.ids.insert(at, article_id)
            rows.sort_ats.insert(at, sort_at)
            by_id[article_id] = sort_at
        self._rows, self._sort_ats, self._newest_id = rows, by_id, max(self._newest_id, new[-1][0])

    def _load(self, connection: sqlite3.Connection) -> None:
        rows = read_rows(connection, "TRUE", ())
        newest_id = max(rows.ids, default=0)
        by_id = array("q", bytes(rows.ids.itemsize * (newest_id + 1)))
        for article_id, sort_at in zip(rows.ids, rows.sort_ats, strict=True):
            by_id[article_id] = sort_at
        self._rows, self._sort_ats, self._newest_id = rows, by_id, newest_id
        self._change = last_change(connection)
