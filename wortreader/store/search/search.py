"""The full-text search: which articles meet a query, and what to show of them.

By date, unless the reader asks for rank: SQLite finds, and the order of all articles, kept in memory, sorts.
"""

from __future__ import annotations

import json
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING

from wortreader import folding
from wortreader.errors import LibraryDamaged, LibraryError
from wortreader.i18n import _
from wortreader.model import Found, Hit, Needle, Relatives, Rows, Sort, utc_now
from wortreader.store import stories
from wortreader.store.bodies import text_of
from wortreader.store.database import Database
from wortreader.store.headlines import HEADLINE_COLUMNS, HEADLINE_TABLES, headline, other_sources_of, read_rows
from wortreader.store.progress import Operation, ProgressCallback, ignore_progress
from wortreader.store.search import fields, snippets
from wortreader.store.search.completion import complete
from wortreader.store.search.dates import Present
from wortreader.store.search.executor import QueryExecutor
from wortreader.store.search.expansion import ExpandedQuery, QueryExpander
from wortreader.store.search.fts_expression import FtsRenderer
from wortreader.store.search.query import parse
from wortreader.store.search.ranking import by_rank
from wortreader.store.search.relatives import relatives
from wortreader.store.search.tree import Node, Term, both
from wortreader.store.stories import Stories

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from wortreader.store.connection import Connection

REBUILT_AT_ONCE = 100
"""Articles that are in memory while the index is made anew."""

_INDEXED = """
    SELECT article_id, learned(text_of(text)), learned(title), indexed(author)
    FROM bodies JOIN articles ON articles.id = bodies.article_id
    WHERE article_id > ? ORDER BY article_id LIMIT ?
"""


class Search:
    """The full-text index of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._order = _Order(database.path)
        self._stories = Stories()
        self._expander = QueryExpander(database.data_version)

    def find(
        self,
        query: str,
        *,
        sort: Sort | None = None,
        is_typing: bool = False,
        unread_only: bool = False,
        deduplicates: bool = False,
        present: Present | None = None,
    ) -> Found:
        """The articles that meet `query`, newest first unless `sort` or the query say otherwise.

        No query is an error; one that asks for nothing is met by the whole library. With `is_typing` the last word may
        go on. With `deduplicates`, only the first of the articles that tell the same story is returned, and
        `Hit.other_sources` names the others.
        `present` is when and where the query is asked.
        """
        asked = parse(query, is_typing=is_typing)
        asked_at = present or Present(utc_now())
        root = both([asked.root, Term("is", "unread")]) if unread_only else asked.root
        with self._database.snapshot() as connection:
            newest_id = self._order.newest_id(connection)
            expanded = self._expander.of(connection, [asked.root], newest_id, is_typing=is_typing)
            finder = QueryExecutor(connection, newest_id, asked_at, expanded.written())
            try:
                chosen = finder.chosen(root)
            except IndexError as error:
                reason = _("The full-text index finds articles that do not exist.")
                raise LibraryDamaged(self._database.path, reason) from error
            found = self._order.picked(connection, chosen)
            match sort or asked.sort:
                case "rank":
                    found = by_rank(connection, asked.root, expanded, found, now=asked_at.now)
                case "oldest":
                    found = Rows(found.ids[::-1], found.sort_ats[::-1], "oldest")
            if deduplicates:
                found = self._stories.once(connection, found)
        return Found(found, (*asked.notes, *finder.notes, *expanded.notes()))

    def rows(
        self,
        query: str,
        *,
        sort: Sort | None = None,
        limit: int | None = None,
        is_typing: bool = False,
        unread_only: bool = False,
        present: Present | None = None,
    ) -> Rows:
        """The rows of `find`, at most `limit` of them."""
        found = self.find(query, sort=sort, is_typing=is_typing, unread_only=unread_only, present=present).rows
        return found if limit is None else replace(found, ids=found.ids[:limit], sort_ats=found.sort_ats[:limit])

    def everything(self) -> Rows:
        """All articles, newest first, out of memory where they have been read before."""
        with self._database.snapshot() as connection:
            return self._order.all(connection)

    def hits(self, query: str, ids: Sequence[int], *, is_typing: bool = False) -> dict[int, Hit]:
        """What to show of articles that `query` has found; ids that are no longer in the library are left out."""
        expanded = self._expanded(query, is_typing=is_typing)
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {HEADLINE_COLUMNS}, author, text FROM {HEADLINE_TABLES} "  # noqa: S608 - constants
                "JOIN bodies ON bodies.article_id = articles.id WHERE articles.id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            ).fetchall()
            others = other_sources_of(connection, ids)
        wanted = snippets.Wanted(expanded.needles())
        hits: dict[int, Hit] = {}
        for *columns, author, kept in rows:
            top, text = headline(columns), text_of(kept)
            head = f"{top.title} {author or ''} "
            folded = folding.Folded(head + text)
            snippet, matches = snippets.passage(folded, wanted, len(head))
            kind = expanded.kind_in(folded)
            hits[top.article_id] = Hit(
                top, snippet, matches, snippets.find(top.title, wanted), kind, others.get(top.article_id, ())
            )
        return hits

    def needles(self, query: str, *, is_typing: bool = False) -> tuple[Needle, ...]:
        """What `query` looks for in a text: to be marked where that is shown."""
        return self._expanded(query, is_typing=is_typing).needles()

    def complete(self, query: str) -> tuple[str, tuple[str, ...]]:
        """The query with its last word completed, and the ways to go on from there: see `completion.complete`."""
        return complete(query, self._names)

    def _names(self, field: str) -> list[str]:
        statement = next((row.names for row in fields.REGISTRY.rows(field) if row.names), None)
        if statement is None:
            return []
        with self._database.read() as connection:
            names = {name for (name,) in connection.execute(statement) if name}
        return sorted(names, key=str.casefold)

    def written(self, connection: sqlite3.Connection, roots: Iterable[Node], newest_id: int) -> FtsRenderer:
        """Says in FTS5's language what meets the phrases of queries: for those who keep what they find."""
        return self._expander.of(connection, roots, newest_id).written()

    def _expanded(self, query: str, *, is_typing: bool) -> ExpandedQuery:
        asked = parse(query, is_typing=is_typing)
        with self._database.snapshot() as connection:
            newest_id = self._order.newest_id(connection)
            return self._expander.of(connection, [asked.root], newest_id, is_typing=is_typing)

    def relatives(self, article_id: int, *, limit: int = 50) -> Relatives:
        """The articles that have to do with one, nearest first: they share its rare words. Empty for an unknown one.

        Each story once, and that of the article itself not at all: `Article.other_sources` names its other papers.
        """
        with self._database.snapshot() as connection:
            ids, words = relatives(connection, article_id, limit)
            marks = ",".join("?" * len(ids))
            sort_ats = dict(
                connection.execute(f"SELECT article_id, sort_at FROM reading WHERE article_id IN ({marks})", ids)  # noqa: S608
            )
            ids = [number for number in ids if number in sort_ats]
            rows = Rows(array("q", ids), array("q", map(sort_ats.__getitem__, ids)), "rank")
            rows = self._stories.once(connection, rows)
        return Relatives(rows, words)

    # --- health -------------------------------------------------------------------------------------------------------

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the index, in sentences; empty where it agrees with the articles."""
        try:
            with self._database.write() as connection:
                connection.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
        except LibraryError as error:
            return (_("The full-text index does not agree with the articles: {reason}").format(reason=error),)
        return ()

    def rebuild(self, on_progress: ProgressCallback = ignore_progress) -> None:
        """Makes the index and the table of words anew from the articles, and finds their stories anew; `tell` hears
        how far it is.
        """
        with self._database.write() as connection:
            _rebuild(connection, on_progress)
            stories.rebuild(connection, on_progress)

    def mend(self, on_progress: ProgressCallback = ignore_progress) -> None:
        """Makes the index anew where it is one of words folded otherwise, or none yet. A minute for 100,000 articles.

        One transaction with the note of it: whoever is killed meanwhile leaves it to the next start.
        """
        try:
            with self._database.read() as connection:
                if _folding_version(connection) == folding.VERSION:
                    return
        except LibraryDamaged:
            return  # whoever reads or asks what is wrong will be told
        self._database.wait_until_free(on_progress)
        with self._database.write() as connection:
            if _folding_version(connection) != folding.VERSION:
                _rebuild(connection, on_progress)


class _Order:
    """All articles in list order, kept between searches.

    An article's place never changes and its number is never used again, so only what is new has to be read.
    """

    RELOAD_COUNT = 1_000
    """More new articles than these are not worth sorting in one by one."""

    FEW_SHARE = 8
    """Fewer than one article in so many are few."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._rows = Rows(array("q"), array("q"))
        self._sort_ats = array("q")
        """By article id, 0 where there is none: a dictionary would take ten times the memory."""
        self._newest_id = 0

    def newest_id(self, connection: sqlite3.Connection) -> int:
        """The highest number of all articles; no set of numbers that the same snapshot finds goes beyond it."""
        with self._guard:
            self._catch_up(connection)
            return self._newest_id

    def picked(self, connection: sqlite3.Connection, chosen: bytearray | None) -> Rows:
        """The articles at whose number stands a 1 in `chosen`, newest first; all of them for None."""
        with self._guard:
            if chosen is None:
                self._catch_up(connection)
                self._forget_deleted(connection)
                return Rows(self._rows.ids[:], self._rows.sort_ats[:])
            chosen.extend(bytes(max(0, self._newest_id + 1 - len(chosen))))  # another thread may have seen newer ones
            count = chosen.count(1)
            if count == len(self._rows):  # a letter that is in every article
                return Rows(self._rows.ids[:], self._rows.sort_ats[:])
            if count * self.FEW_SHARE < len(self._rows):
                return self._few(list(compress(range(len(chosen)), chosen)))
            flags = bytes(map(chosen.__getitem__, self._rows.ids))
            # By way of lists: an array takes twice as long to be filled from an iterator.
            ids, sort_ats = list(compress(self._rows.ids, flags)), list(compress(self._rows.sort_ats, flags))
            return Rows(array("q", ids), array("q", sort_ats))

    def all(self, connection: sqlite3.Connection) -> Rows:
        """All of them, in arrays of their own."""
        with self._guard:
            self._catch_up(connection)
            self._forget_deleted(connection)
            return Rows(self._rows.ids[:], self._rows.sort_ats[:])

    def _few(self, ids: list[int]) -> Rows:
        """A few articles, sorted themselves: picking them out of all would take ten times as long."""
        ids.sort(reverse=True)
        ids.sort(key=self._sort_ats.__getitem__, reverse=True)
        return Rows(array("q", ids), array("q", map(self._sort_ats.__getitem__, ids)))

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        new = connection.execute(
            "SELECT article_id, sort_at FROM reading WHERE article_id > ? ORDER BY article_id LIMIT ?",
            (self._newest_id, self.RELOAD_COUNT),
        ).fetchall()
        if len(new) == self.RELOAD_COUNT:
            self._load(connection)
            return
        for article_id, sort_at in new:
            # The times fall, and of two articles of one time the newer number comes first: before its equals.
            at = bisect_left(self._rows.sort_ats, -sort_at, key=int.__neg__)
            self._rows.ids.insert(at, article_id)
            self._rows.sort_ats.insert(at, sort_at)
            self._sort_ats.frombytes(bytes(self._sort_ats.itemsize * (article_id + 1 - len(self._sort_ats))))
            self._sort_ats[article_id] = sort_at
            self._newest_id = article_id

    def _forget_deleted(self, connection: sqlite3.Connection) -> None:
        """Only what asks for no word at all could come upon articles that are gone."""
        count: int = connection.execute("SELECT count(*) FROM reading").fetchone()[0]
        if count != len(self._rows):
            self._load(connection)

    def _load(self, connection: sqlite3.Connection) -> None:
        self._rows = read_rows(connection, "TRUE", ())
        self._newest_id = max(self._rows.ids, default=0)
        self._sort_ats = array("q", bytes(self._sort_ats.itemsize * (self._newest_id + 1)))
        for article_id, sort_at in zip(self._rows.ids, self._rows.sort_ats, strict=True):
            self._sort_ats[article_id] = sort_at


def _folding_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("SELECT folding_version FROM search_state").fetchone()[0]
    return version


def _rebuild(connection: Connection, on_progress: ProgressCallback) -> None:
    """FTS5's own `rebuild` is one statement, silent for a minute, and leaves the words to a second reading."""
    with connection.progress.track(connection, on_progress, Operation.INDEXING):
        connection.vocabulary.forget()
        connection.execute("DELETE FROM words")
        connection.execute("DELETE FROM fresh_words")
        connection.execute("INSERT INTO search(search) VALUES ('delete-all')")
        total: int = connection.execute("SELECT count(*) FROM bodies").fetchone()[0]
        done, last_id = 0, 0
        while rows := connection.execute(_INDEXED, (last_id, REBUILT_AT_ONCE)).fetchall():
            connection.executemany("INSERT INTO search(rowid, text, title, author) VALUES (?, ?, ?, ?)", rows)
            done, last_id = done + len(rows), rows[-1][0]
            connection.progress.update(done, total)
        connection.execute("UPDATE search_state SET folding_version = ?", (folding.VERSION,))
