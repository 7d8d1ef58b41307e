"""Counts the unread articles of saved views.

The articles that meet the lasting parts of a query, such as its words, are cached: of these, only new and rewritten
articles are looked at again. States, times, feeds and folders are evaluated each time, for unread articles only.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from wortreader.model import SavedView
from wortreader.store.headlines import json_ids, parse_numbers
from wortreader.store.search import article_order, fields
from wortreader.store.search.dates import Present
from wortreader.store.search.executor import FewArticles, QueryExecutor
from wortreader.store.search.expanded_query import ExpandedQuery
from wortreader.store.search.expansion import Alternatives
from wortreader.store.search.query import parse
from wortreader.store.search.search import Search
from wortreader.store.search.tree import And, Leaf, Node, Not, Or, Term, both, leaves

MOST_CHANGES: Final = 5_000
"""If more articles are new or rewritten, the cache is dropped: to look at each of them would take longer."""


FEW: Final = 4_000
"""Of so many articles each is looked up by itself: to read which of all articles are unread would take longer."""


_UNREAD: Final = Term("is", "unread")

_Key = tuple[Node, tuple[Alternatives, ...]]
"""A lasting part of a query, with what its phrases stand for."""


class _View(NamedTuple):
    """A query to be counted."""

    tree: Node
    expanded: ExpandedQuery
    lasting: Mapping[Node, _Key]
    """The lasting parts of the tree."""


class ViewCounts:
    """Unread counts of views, with a cache. May be used from any thread."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._guard = threading.Lock()
        self._cache: dict[_Key, int] = {}
        """The sets of articles that meet the lasting parts of queries."""
        self._unread: int | None = None
        """The set of all unread articles, while they are counted and if it is needed."""
        self._newest_id = 0
        self._change = 0

    def count(self, connection: sqlite3.Connection, views: Iterable[SavedView], present: Present) -> dict[int, int]:
        """Unread articles by the id of each view; views without any are left out.

        Raises IndexError if the full-text index finds an article that does not exist.
        """
        with self._guard:
            newest_id = max(
                article_order.newest_id(connection), self._newest_id
            )  # the last ones may have been deleted: ids are not used again
            trees = {view.view_id: self._view(connection, view.query) for view in views}
            self._catch_up(connection, trees.values(), newest_id, present)
            counts = {view_id: self._count(connection, view, present) for view_id, view in trees.items()}
            self._unread = None
        return {view_id: count for view_id, count in counts.items() if count}

    def _view(self, connection: sqlite3.Connection, query: str) -> _View:
        tree = _separate(_of_unread(parse(query).root))
        # Each view by itself: what is excluded in one of them has no alternatives, although another one looks for it.
        expanded = self._search.expanded(connection, [tree])
        return _View(tree, expanded, {part: (part, expanded.alternatives(part)) for part in _lasting_parts(tree)})

    def _count(self, connection: sqlite3.Connection, view: _View, present: Present) -> int:
        """The unread articles that a view finds."""
        tree, expanded = view.tree, view.expanded
        known = {part: self._cache[key] for part, key in view.lasting.items()}
        parts = (tree,) if tree in known else tree.parts if isinstance(tree, And) else ()
        smallest = min((known[part] for part in parts if part in known), key=int.bit_count, default=None)
        few = None
        if smallest is not None and smallest.bit_count() <= FEW:
            ids = self._unread_among(connection, _ids_of(smallest, self._newest_id))
            if tree in known or not ids:
                return len(ids)
            few, unread = FewArticles(ids, _find_nothing), _set_of(ids, self._newest_id)
        else:
            unread = self._all_unread(connection)
        executor = QueryExecutor(connection, self._newest_id, present, expanded, unread=unread, known=known, few=few)
        return (executor.article_set(tree) & unread).bit_count()

    def _all_unread(self, connection: sqlite3.Connection) -> int:
        if self._unread is None:
            joined = connection.execute("SELECT group_concat(article_id) FROM reading WHERE is_read = 0").fetchone()[0]
            self._unread = _set_of(parse_numbers(joined), self._newest_id)
        return self._unread

    def _unread_among(self, connection: sqlite3.Connection, ids: Sequence[int]) -> array[int]:
        joined = connection.execute(
            "SELECT group_concat(article_id) FROM reading "
            "WHERE article_id IN (SELECT value FROM json_each(?)) AND is_read = 0",
            (json_ids(ids),),
        )
        return parse_numbers(joined.fetchone()[0])

    def _catch_up(
        self, connection: sqlite3.Connection, views: Iterable[_View], newest_id: int, present: Present
    ) -> None:
        change: int = connection.execute("SELECT coalesce(max(change), 0) FROM changed_articles").fetchone()[0]
        change = max(change, self._change)
        changed = self._changed_ids(connection, newest_id)
        mask = _set_of(changed or (), newest_id)
        cache: dict[_Key, int] = {}
        for view in views:
            for part, key in view.lasting.items():
                if key in cache:
                    continue
                if changed is None or key not in self._cache:
                    cache[key] = QueryExecutor(connection, newest_id, present, view.expanded).article_set(part)
                elif changed:
                    executor = QueryExecutor(connection, newest_id, present, view.expanded, lowest_id=min(changed))
                    cache[key] = (self._cache[key] & ~mask) | (executor.article_set(part) & mask)
                else:
                    cache[key] = self._cache[key]
        self._cache, self._newest_id, self._change = cache, newest_id, change

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


def _find_nothing(expression: str) -> Iterable[int]:
    """Words are lasting, so what meets them is known before."""
    raise AssertionError(expression)


def _ids_of(articles: int, newest_id: int) -> list[int]:
    flags = articles.to_bytes(newest_id + 1, "little")
    ids: list[int] = []
    at = flags.find(1)
    while at >= 0:
        ids.append(at)
        at = flags.find(1, at + 1)
    return ids


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


def _of_unread(node: Node) -> Node:
    """The tree to find unread articles by among unread ones: all of them meet `is:unread`, which takes time to ask."""
    match node:
        case And(parts):
            return both([_of_unread(part) for part in parts])  # without those that are And()
        case Or(parts):
            ways = tuple(map(_of_unread, parts))
            return And() if And() in ways else Or(ways)
        case Not(part):
            return Not(_of_unread(part))
    return And() if node == _UNREAD else node


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
