"""The search: the articles that meet a query, and what to show of them."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Any

from wortreader import folding
from wortreader.errors import LibraryDamaged, LibraryError
from wortreader.i18n import _
from wortreader.model import Found, Hit, MatchKind, Needle, Relatives, Rows, Sort, utc_now
from wortreader.store import stories
from wortreader.store.bodies import text_of
from wortreader.store.database import Database
from wortreader.store.headlines import (
    HEADLINE_COLUMNS,
    HEADLINE_TABLES,
    HIDDEN_TABLES,
    headline,
    other_sources_of,
    read_rows_of,
)
from wortreader.store.interruption import Interruption
from wortreader.store.progress import ProgressCallback, ignore_progress
from wortreader.store.search import article_order, fields, index, snippets
from wortreader.store.search.article_order import ArticleOrder
from wortreader.store.search.completion import complete
from wortreader.store.search.dates import Present
from wortreader.store.search.executor import FewArticles, QueryExecutor, has_pattern, looks_at_hidden
from wortreader.store.search.expanded_query import ExpandedQuery, QueryExpander
from wortreader.store.search.newest_index import NewestIndex
from wortreader.store.search.query import parse
from wortreader.store.search.ranking import sort_by_rank
from wortreader.store.search.relatives import find_relatives
from wortreader.store.search.tree import Node, Term, both
from wortreader.store.stories import StoryCache
from wortreader.text import alphabetical

_OLDEST = "SELECT coalesce(min(sort_at), 0) FROM reading"


class Search:
    """The full-text index of a library."""

    def __init__(self, database: Database, order: ArticleOrder) -> None:
        self._database = database
        self._order = order
        self._newest = NewestIndex()
        self._stories = StoryCache()
        self._expander = QueryExpander()

    def find(
        self,
        query: str,
        *,
        sort: Sort | None = None,
        is_typing: bool = False,
        unread_only: bool = False,
        deduplicates: bool = False,
        present: Present | None = None,
        interruption: Interruption | None = None,
        corrects: bool = True,
    ) -> Found:
        """The articles that meet a query, newest first unless `sort` or the query say otherwise.

        No query is an error; an empty one finds all articles. With `is_typing` the last word may go on. With
        `deduplicates`, only the first article of each story is returned, and `Hit.other_sources` has the others.
        `present` is the time and the time zone of the user, now and that of the machine by default. With `corrects`, a
        word that no article has is replaced by a similar one. Raises Interrupted if that is requested.
        """
        parsed = parse(query, is_typing=is_typing)
        present, interruption = present or Present(utc_now()), interruption or Interruption()
        root = both([parsed.root, Term("is", "unread")]) if unread_only else parsed.root
        with self._database.snapshot() as connection, interruption.of(connection):
            newest_id = self._order.newest_id(connection)
            expanded = self._expander.expand(connection, [parsed.root], is_typing=is_typing)
            up_to = MatchKind.CORRECTED if corrects else MatchKind.COMPOUND
            executor = QueryExecutor(connection, newest_id, present, expanded, interruption=interruption, up_to=up_to)
            try:
                flags = executor.flags(root)
            except IndexError as error:
                reason = _("The full-text index finds articles that do not exist.")
                raise LibraryDamaged(self._database.path, reason) from error
            if flags is None:
                rows = self._order.all(connection)
            elif looks_at_hidden(root):
                rows = read_rows_of(connection, flags)
            else:
                rows = self._order.pick(flags, interruption)
            match sort or parsed.sort:
                case "rank":
                    rows = sort_by_rank(connection, parsed.root, expanded, rows, now=present.now)
                case "oldest":
                    rows = Rows(rows.ids[::-1], rows.sort_ats[::-1], "oldest")
            if deduplicates:
                rows = self._stories.without_repeats(connection, rows)
        notes = expanded.notes() if corrects and len(rows) else ()  # if nothing is found, nothing is shown instead
        return Found(rows, (*parsed.notes, *executor.notes, *notes))

    def find_first(self, query: str, *, is_typing: bool = False, present: Present | None = None) -> Found | None:
        """The first of what `find` finds with `deduplicates`: those among the newest articles. Takes milliseconds.

        None if that is not known: before `prepare_first` has been called, for queries with another order or with a
        regular expression, and if none of these articles meets the query. If there are no others in the library, it is
        all that `find` finds, and `Found.oldest_at` is None; else `Found.notes` may lack some.
        """
        parsed = parse(query, is_typing=is_typing)
        if parsed.sort not in (None, "date") or has_pattern(parsed.root) or looks_at_hidden(parsed.root):
            return None
        with self._database.snapshot() as connection:
            # Not from the order of all articles: to read it takes a second if there are half a million.
            newest_id, oldest_at = article_order.newest_id(connection), connection.execute(_OLDEST).fetchone()[0]
            newest, is_whole, version = self._newest.covered(connection)
            expanded = self._expander.expand(connection, [parsed.root], is_typing=is_typing)
            few = FewArticles(newest.ids, self._newest.find)
            executor = QueryExecutor(connection, newest_id, present or Present(utc_now()), expanded, few=few)
            flags = executor.flags(parsed.root)
            rows = newest if flags is None else _chosen(newest, bytes(map(flags.__getitem__, newest.ids)))
            rows = stories.first_of_each(connection, rows)
        is_known = version == self._newest.version  # another thread may have seen newer texts meanwhile
        if not is_known or not (is_whole or len(rows)):
            return None
        notes = executor.notes if is_whole else ()
        corrections = expanded.notes() if len(rows) else ()
        return Found(rows, (*parsed.notes, *notes, *corrections), None if is_whole else oldest_at)

    def prepare_first(self) -> bool:
        """Prepares `find_first` for some more articles, ten milliseconds long. Returns whether there is more to do."""
        with self._database.snapshot() as connection:
            return self._newest.extend(connection)

    def rows(self, query: str, *, unread_only: bool = False, present: Present | None = None) -> Rows:
        """The rows of `find`."""
        return self.find(query, unread_only=unread_only, present=present).rows

    def hits(self, query: str, ids: Sequence[int], *, is_typing: bool = False) -> dict[int, Hit]:
        """What to show of articles that a query finds; ids that are no longer in the library are left out."""
        expanded = self._expand(query, is_typing=is_typing)
        with self._database.read() as connection:
            rows: list[Sequence[Any]] = []
            for tables in (HEADLINE_TABLES, HIDDEN_TABLES):
                if len(rows) < len(ids):
                    rows += connection.execute(
                        f"SELECT {HEADLINE_COLUMNS}, author, text FROM {tables} "  # noqa: S608 - constants
                        "JOIN bodies ON bodies.article_id = articles.id "
                        "WHERE articles.id IN (SELECT value FROM json_each(?))",
                        (json.dumps(list(ids)),),
                    )
            others = other_sources_of(connection, ids)
        matcher = snippets.Matcher(expanded.needles())
        hits: dict[int, Hit] = {}
        for *columns, author, stored in rows:
            top, text = headline(columns), text_of(stored)
            head = f"{top.title} {author or ''} "
            folded = folding.Folded(head + text)
            snippet, matches = snippets.passage(folded, matcher, len(head))
            kind = expanded.kind_in(folded)
            hits[top.article_id] = Hit(
                top, snippet, matches, snippets.find(top.title, matcher), kind, others.get(top.article_id, ())
            )
        return hits

    def needles(self, query: str, *, is_typing: bool = False) -> tuple[Needle, ...]:
        """The words to highlight in a text that the query finds."""
        return self._expand(query, is_typing=is_typing).needles()

    def complete(self, query: str) -> tuple[str, tuple[str, ...]]:
        """The query with its last word completed, and the choices if there are several: see `completion.complete`."""
        return complete(query, self._names)

    def _names(self, field: str) -> list[str]:
        statement = next((row.names for row in fields.REGISTRY.rows(field) if row.names), None)
        if statement is None:
            return []
        with self._database.read() as connection:
            names = {name for (name,) in connection.execute(statement) if name}
        return sorted(names, key=alphabetical)

    def expanded(self, connection: sqlite3.Connection, roots: Iterable[Node]) -> ExpandedQuery:
        """The phrases of these trees with their alternatives."""
        return self._expander.expand(connection, roots)

    def _expand(self, query: str, *, is_typing: bool) -> ExpandedQuery:
        parsed = parse(query, is_typing=is_typing)
        with self._database.snapshot() as connection:
            return self._expander.expand(connection, [parsed.root], is_typing=is_typing)

    def relatives(self, article_id: int, *, limit: int = 50) -> Relatives:
        """The articles that share rare words with one, the most similar first. Empty for an unknown article.

        Each story is there once, and that of the article itself is left out: see `Article.other_sources`.
        """
        with self._database.snapshot() as connection:
            ids, words = find_relatives(connection, article_id, limit)
            marks = ",".join("?" * len(ids))
            sort_ats = dict(
                connection.execute(f"SELECT article_id, sort_at FROM reading WHERE article_id IN ({marks})", ids)  # noqa: S608
            )
            ids = [number for number in ids if number in sort_ats]
            rows = Rows(array("q", ids), array("q", map(sort_ats.__getitem__, ids)), "rank")
            rows = self._stories.without_repeats(connection, rows)
        return Relatives(rows, words)

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the index, in sentences; empty if it agrees with the articles."""
        try:
            with self._database.write() as connection:
                index.check(connection)
        except LibraryError as error:
            return (_("The full-text index does not agree with the articles: {reason}").format(reason=error),)
        return ()

    def rebuild(self, on_progress: ProgressCallback = ignore_progress) -> None:
        """Fills the index, the table of words and the table of stories anew from the articles."""
        with self._database.write() as connection:
            index.fill(connection, on_progress)
            stories.rebuild(connection, on_progress)


def _chosen(rows: Rows, flags: bytes) -> Rows:
    """The rows whose flag is 1."""
    return Rows(array("q", compress(rows.ids, flags)), array("q", compress(rows.sort_ats, flags)))
