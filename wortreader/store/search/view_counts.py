"""Counts the unread articles of saved views.

The articles that meet the lasting parts of a query, such as its words, are cached: of these, only new and rewritten
articles are looked at again. States, times, feeds and folders are evaluated each time, for unread articles only.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from typing import Final

from wortreader.model import SavedView
from wortreader.store.headlines import parse_numbers
from wortreader.store.search import fields
from wortreader.store.search.dates import Present
from wortreader.store.search.executor import QueryExecutor
from wortreader.store.search.query import parse
from wortreader.store.search.search import Search
from wortreader.store.search.tree import And, Leaf, Node, Not, Or, Term, both, leaves

MOST_CHANGES: Final = 5_000
"""If more articles are new or rewritten, the cache is dropped: to look at each of them would take longer."""


class ViewCounts:
    """Unread counts of views, with a cache. May be used from any thread."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._guard = threading.Lock()
        self._cache: dict[Node, int] = {}
        """The sets of articles that meet the lasting parts of queries."""
        self._newest_id = 0
        self._change = 0

    def count(self, connection: sqlite3.Connection, views: Iterable[SavedView], present: Present) -> dict[int, int]:
        """Unread articles by the id of each view; views without any are left out.

        Raises IndexError if the full-text index finds an article that does not exist.
        """
        trees = {view.view_id: _separate(parse(view.query).root) for view in views}
        with self._guard:
            self._catch_up(connection, {part for tree in trees.values() for part in _lasting_parts(tree)}, present)
            joined = connection.execute("SELECT group_concat(article_id) FROM reading WHERE is_read = 0").fetchone()[0]
            unread = _set_of(parse_numbers(joined), self._newest_id)
            expanded = self._search.expanded(connection, trees.values(), self._newest_id)
            executor = QueryExecutor(connection, self._newest_id, present, expanded, unread=unread, known=self._cache)
            counts = {view_id: (executor.article_set(tree) & unread).bit_count() for view_id, tree in trees.items()}
        return {view_id: count for view_id, count in counts.items() if count}

    def _catch_up(self, connection: sqlite3.Connection, parts: set[Node], present: Present) -> None:
        newest_id: int = connection.execute("SELECT coalesce(max(article_id), 0) FROM reading").fetchone()[0]
        change: int = connection.execute("SELECT coalesce(max(change), 0) FROM changed_articles").fetchone()[0]
        if newest_id < self._newest_id or change < self._change:  # the last ones were deleted: ids are not used again
            newest_id, change = max(newest_id, self._newest_id), max(change, self._change)
        expanded = self._search.expanded(connection, parts, newest_id)
        changed = self._changed_ids(connection, newest_id)
        if changed is None:
            self._cache.clear()
        elif changed:
            executor = QueryExecutor(connection, newest_id, present, expanded, lowest_id=min(changed))
            mask = _set_of(changed, newest_id)
            self._cache = {
                part: (articles & ~mask) | (executor.article_set(part) & mask)
                for part, articles in self._cache.items()
                if part in parts
            }
        executor = QueryExecutor(connection, newest_id, present, expanded)
        self._cache = {part: self._cache[part] if part in self._cache else executor.article_set(part) for part in parts}
        self._newest_id, self._change = newest_id, change

    def _changed_ids(self, connection: sqlite3.Connection, newest_id: int) -> list[int] | None:
        """The articles that are new or rewritten since the last time; None if there are too many."""
        if newest_id - self._newest_id > MOST_CHANGES:
            return None
        rows = connection.execute(
            "SELECT article_id FROM changed_articles WHERE change > ? LIMIT ?", (self._change, MOST_CHANGES)
        ).fetchall()
        if len(rows) == MOST_CHANGES:
            return None
        return [*range(self._newest_id + 1, newest_id + 1), *(article_id for (article_id,) in rows)]


def _set_of(ids: Iterable[int], newest_id: int) -> int:
    flags = bytearray(newest_id + 1)
    for number in ids:
        flags[number] = 1
    return int.from_bytes(flags, "little")


def _is_lasting(node: Node) -> bool:
    """Whether an article that meets the node goes on to do so until it is written again."""
    return all(map(_is_lasting_leaf, leaves(node)))


def _is_lasting_leaf(leaf: Leaf) -> bool:
    if not isinstance(leaf, Term):
        return True
    row = fields.REGISTRY.row(leaf)
    return row is not None and row.is_lasting


def _separate(node: Node) -> Node:
    """The same tree, but with one node in each AND for all parts that are lasting."""
    match node:
        case And(parts) if not _is_lasting(node):
            lasting = [part for part in parts if _is_lasting(part)]
            others = tuple(_separate(part) for part in parts if not _is_lasting(part))
            return And((both(lasting), *others)) if lasting else And(others)
        case Or(parts):
            return Or(tuple(map(_separate, parts)))
        case Not(part):
            return Not(_separate(part))
    return node


def _lasting_parts(node: Node) -> Iterable[Node]:
    if _is_lasting(node):
        yield node
        return
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _lasting_parts(part)
        case Not(part):
            yield from _lasting_parts(part)
