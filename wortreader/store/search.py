"""The full-text search: which articles meet a query, and what to show of them.

By date, unless the reader asks for rank: SQLite finds, and the order of all articles, kept in memory, sorts.
"""

from __future__ import annotations

import json
import threading
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress
from typing import TYPE_CHECKING, Literal

from wortreader.errors import LibraryError
from wortreader.i18n import _
from wortreader.model import Hit, Needle, Rows
from wortreader.store import query as queries
from wortreader.store import snippets
from wortreader.store.articles import HEADLINE_COLUMNS, HEADLINE_TABLES, headline, numbers, read_rows

if TYPE_CHECKING:
    import sqlite3

    from wortreader.store.library import Library

Sort = Literal["date", "rank"]


class Search:
    """The full-text index of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._order = _Order()

    def rows(
        self,
        query: str,
        *,
        sort: Sort = "date",
        limit: int | None = None,
        is_typing: bool = False,
        unread_only: bool = False,
    ) -> Rows:
        """The articles that meet `query`, newest first or best first, at most `limit` of them.

        No query is an error; one that asks for nothing is met by the whole library. With `is_typing` the last word may
        go on.
        """
        asked = queries.compiled(queries.parse(query, is_typing=is_typing))
        condition = asked.condition or "TRUE"
        if unread_only:
            condition += " AND is_read = 0"
        with self._library.snapshot() as connection:
            if asked.match is None:
                found = read_rows(connection, condition, asked.parameters)
            elif sort == "rank":
                return _best(connection, asked.match, condition, asked.parameters, limit)
            else:
                ids = _matching(connection, asked.match, condition, asked.parameters)
                found = self._order.sorted(connection, ids)
        return found if limit is None else Rows(found.ids[:limit], found.sort_ats[:limit])

    def hits(self, query: str, ids: Sequence[int], *, is_typing: bool = False) -> dict[int, Hit]:
        """What to show of articles that `query` has found; ids that are no longer in the library are left out."""
        wanted = snippets.pattern(self.needles(query, is_typing=is_typing))
        with self._library.read() as connection:
            rows = connection.execute(
                f"SELECT {HEADLINE_COLUMNS}, text FROM {HEADLINE_TABLES} "  # noqa: S608 - constants
                "JOIN bodies ON bodies.article_id = articles.id WHERE articles.id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            ).fetchall()
        hits: dict[int, Hit] = {}
        for *columns, text in rows:
            top = headline(columns)
            hits[top.article_id] = Hit(top, *snippets.passage(text, wanted), snippets.find(top.title, wanted))
        return hits

    def needles(self, query: str, *, is_typing: bool = False) -> tuple[Needle, ...]:
        """What `query` looks for in a text: to be marked where that is shown. Reads nothing."""
        return queries.needles(queries.parse(query, is_typing=is_typing))

    # --- health -------------------------------------------------------------------------------------------------------

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the index, in sentences; empty where it agrees with the articles."""
        try:
            with self._library.write() as connection:
                connection.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
        except LibraryError as error:
            return (_("The full-text index does not agree with the articles: {reason}").format(reason=error),)
        return ()

    def rebuild(self) -> None:
        """Makes the index anew from the articles."""
        with self._library.write() as connection:
            connection.execute("INSERT INTO search(search) VALUES ('rebuild')")


class _Order:
    """All articles in list order, kept between searches.

    An article's place never changes and its number is never used again, so only what is new has to be read; what is
    gone does no harm, because no search finds it.
    """

    RELOAD_COUNT = 1_000
    """More new articles than these are not worth sorting in one by one."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._ids: array[int] = array("q")
        self._sort_ats: array[int] = array("q")
        self._newest_id = 0

    def sorted(self, connection: sqlite3.Connection, found: array[int]) -> Rows:
        """The articles with the ids `found`, newest first. To be called in the snapshot that found them."""
        with self._guard:
            self._catch_up(connection)
            flags = bytearray(self._newest_id + 1)
            for article_id in found:
                flags[article_id] = 1
            chosen = bytes(map(flags.__getitem__, self._ids))
            return Rows(array("q", compress(self._ids, chosen)), array("q", compress(self._sort_ats, chosen)))

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        new = connection.execute(
            "SELECT article_id, sort_at FROM reading WHERE article_id > ? ORDER BY article_id LIMIT ?",
            (self._newest_id, self.RELOAD_COUNT),
        ).fetchall()
        if len(new) == self.RELOAD_COUNT:
            everything = read_rows(connection, "TRUE", ())
            self._ids, self._sort_ats = everything.ids, everything.sort_ats
            self._newest_id = max(self._ids)
            return
        for article_id, sort_at in new:
            # The arrays fall, and of two articles of one time the newer number comes first: before its equals.
            at = bisect_left(self._sort_ats, -sort_at, key=int.__neg__)
            self._ids.insert(at, article_id)
            self._sort_ats.insert(at, sort_at)
            self._newest_id = article_id


def _matching(connection: sqlite3.Connection, match: str, condition: str, parameters: Sequence[str]) -> array[int]:
    """The ids of the articles that meet both, in no order."""
    if condition == "TRUE":
        found = connection.execute("SELECT group_concat(rowid) FROM search WHERE search MATCH ?", (match,))
    else:
        found = connection.execute(
            "SELECT group_concat(article_id) FROM reading "  # noqa: S608 - the compiler's own words
            f"WHERE {condition} AND article_id IN (SELECT rowid FROM search WHERE search MATCH ?)",
            (*parameters, match),
        )
    return numbers(found.fetchone()[0])


def _best(
    connection: sqlite3.Connection, match: str, condition: str, parameters: Sequence[str], limit: int | None
) -> Rows:
    """The articles that meet both, those first in which the words weigh most."""
    rows = connection.execute(
        "SELECT article_id, sort_at FROM search JOIN reading ON reading.article_id = search.rowid "  # noqa: S608 - ours
        f"WHERE search MATCH ? AND {condition} ORDER BY search.rank, sort_at DESC LIMIT ?",
        (match, *parameters, -1 if limit is None else limit),
    ).fetchall()
    return Rows(array("q", [article_id for article_id, _at in rows]), array("q", [sort_at for _id, sort_at in rows]))
