"""The queries that the reader keeps, and how much of each is unread.

What a query's words find is remembered: of that, only articles that are new or rewritten are looked at again. Marks,
dates and the names of feeds are asked each time, of unread articles alone.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from datetime import datetime

from wortreader.errors import LibraryDamaged, UnknownView, ViewExists
from wortreader.i18n import _
from wortreader.model import SavedView
from wortreader.store.database import Database
from wortreader.store.headlines import parse_numbers
from wortreader.store.search import fields
from wortreader.store.search.dates import Present
from wortreader.store.search.executor import QueryExecutor
from wortreader.store.search.query import MAX_CHARACTERS, parse
from wortreader.store.search.search import Search
from wortreader.store.search.tree import And, Leaf, Node, Not, Or, Term, both, leaves
from wortreader.store.times import seconds
from wortreader.text import safe, safe_line

MAX_NAME = 200
MOST_REMEMBERED = 100
"""Queries that were asked."""


class Views:
    """The kept views of a library."""

    def __init__(self, database: Database, search: Search) -> None:
        self._database = database
        self._search = search
        self._memory = _Memory(search)

    def all(self) -> list[SavedView]:
        """Every view, in the order in which they were added."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT id, name, query FROM views ORDER BY id")
            return [SavedView(*row) for row in rows]

    def find(self, name: str) -> SavedView:
        """The view of that name, whatever the case. Raises UnknownView."""
        wanted = _name(name).casefold()
        for view in self.all():
            if view.name.casefold() == wanted:
                return view
        raise UnknownView(_name(name))

    def add(self, name: str, query: str, *, now: datetime) -> SavedView:
        """Keeps a query by a name. Raises ViewExists; UnknownView where the name is blank."""
        name, query = _name(name), safe(query).strip()
        with self._database.write(is_durable=True) as connection:
            self._check_free(name, None)
            statement = "INSERT INTO views (name, query, added_at) VALUES (?, ?, ?)"
            view_id = connection.execute(statement, (name, query, seconds(now))).lastrowid
        assert view_id is not None, "an INSERT has a rowid"
        return SavedView(view_id, name, query)

    def rename(self, view_id: int, name: str) -> None:
        """Gives a view another name. Raises ViewExists, and UnknownView where there is none or the name is blank."""
        name = _name(name)
        with self._database.write(is_durable=True) as connection:
            self._check_free(name, view_id)
            if not connection.execute("UPDATE views SET name = ? WHERE id = ?", (name, view_id)).rowcount:
                raise UnknownView(str(view_id))

    def remove(self, view_id: int) -> None:
        """Forgets a view; the articles stay. Raises UnknownView."""
        with self._database.write(is_durable=True) as connection:
            if not connection.execute("DELETE FROM views WHERE id = ?", (view_id,)).rowcount:
                raise UnknownView(str(view_id))

    def remember(self, query: str, *, now: datetime) -> None:
        """Remembers a query that was asked, in the place of the oldest."""
        query = safe_line(query, MAX_CHARACTERS)
        if not query:
            return
        with self._database.write() as connection:
            connection.execute("INSERT OR REPLACE INTO searches (query, asked_at) VALUES (?, ?)", (query, seconds(now)))
            connection.execute(
                "DELETE FROM searches WHERE query NOT IN "
                "(SELECT query FROM searches ORDER BY asked_at DESC, query LIMIT ?)",
                (MOST_REMEMBERED,),
            )

    def remembered(self) -> list[str]:
        """The queries that were asked, the latest first."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT query FROM searches ORDER BY asked_at DESC, query")
            return [query for (query,) in rows]

    def unread_counts(self, *, present: Present) -> dict[int, int]:
        """Unread articles by the number of each view; those without any are left out."""
        with self._database.snapshot() as connection:
            views = self.all()
            if not views:
                return {}
            try:
                return self._memory.counts(connection, views, present)
            except IndexError as error:
                reason = _("The full-text index finds articles that do not exist.")
                raise LibraryDamaged(self._database.path, reason) from error

    def _check_free(self, name: str, view_id: int | None) -> None:
        if not name:
            raise UnknownView(name)
        for view in self.all():
            if view.name.casefold() == name.casefold() and view.view_id != view_id:
                raise ViewExists(name)


class _Memory:
    """What the lasting parts of the views have found, up to an article and a change."""

    MOST_CHANGES = 5_000
    """More new and rewritten articles than these are not worth telling from the others."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._guard = threading.Lock()
        self._found: dict[Node, int] = {}
        self._newest_id = 0
        self._change = 0

    def counts(self, connection: sqlite3.Connection, views: Iterable[SavedView], present: Present) -> dict[int, int]:
        """Unread articles by view."""
        trees = {view.view_id: _split(parse(view.query).root) for view in views}
        with self._guard:
            self._catch_up(connection, {part for tree in trees.values() for part in _lasting_parts(tree)}, present)
            joined = connection.execute("SELECT group_concat(article_id) FROM reading WHERE is_read = 0").fetchone()[0]
            unread = _set_of(parse_numbers(joined), self._newest_id)
            written = self._search.written(connection, trees.values(), self._newest_id)
            finder = QueryExecutor(connection, self._newest_id, present, written, unread=unread, known=self._found)
            counts = {view_id: (finder.found(tree) & unread).bit_count() for view_id, tree in trees.items()}
        return {view_id: count for view_id, count in counts.items() if count}

    def _catch_up(self, connection: sqlite3.Connection, parts: set[Node], present: Present) -> None:
        newest_id: int = connection.execute("SELECT coalesce(max(article_id), 0) FROM reading").fetchone()[0]
        change: int = connection.execute("SELECT coalesce(max(change), 0) FROM rewritten").fetchone()[0]
        if newest_id < self._newest_id or change < self._change:  # the last ones have gone: their numbers stay taken
            newest_id, change = max(newest_id, self._newest_id), max(change, self._change)
        written = self._search.written(connection, parts, newest_id)
        changed = self._changed(connection, newest_id)
        if changed is None:
            self._found.clear()
        elif changed:
            finder = QueryExecutor(connection, newest_id, present, written, lowest_id=min(changed))
            mask = _set_of(changed, newest_id)
            self._found = {
                part: (found & ~mask) | (finder.found(part) & mask)
                for part, found in self._found.items()
                if part in parts
            }
        whole = QueryExecutor(connection, newest_id, present, written)
        self._found = {part: self._found[part] if part in self._found else whole.found(part) for part in parts}
        self._newest_id, self._change = newest_id, change

    def _changed(self, connection: sqlite3.Connection, newest_id: int) -> list[int] | None:
        """The articles that are new or were rewritten since the last time; None for too many of them."""
        if newest_id - self._newest_id > self.MOST_CHANGES:
            return None
        rows = connection.execute(
            "SELECT article_id FROM rewritten WHERE change > ? LIMIT ?", (self._change, self.MOST_CHANGES)
        ).fetchall()
        if len(rows) == self.MOST_CHANGES:
            return None
        return [*range(self._newest_id + 1, newest_id + 1), *(article_id for (article_id,) in rows)]


def _set_of(ids: Iterable[int], newest_id: int) -> int:
    flags = bytearray(newest_id + 1)
    for number in ids:
        flags[number] = 1
    return int.from_bytes(flags, "little")


def _is_lasting(leaf: Leaf) -> bool:
    """Whether an article goes on meeting the leaf as long as nobody rewrites it."""
    if isinstance(leaf, Term):
        row = fields.REGISTRY.row(leaf)
        return row is not None and row.is_lasting
    return True


def _lasting(node: Node) -> bool:
    return all(map(_is_lasting, leaves(node)))


def _split(node: Node) -> Node:
    """The same tree with what lasts in one part of each AND, apart from what does not."""
    match node:
        case And(parts) if not _lasting(node):
            lasting = [part for part in parts if _lasting(part)]
            others = tuple(_split(part) for part in parts if not _lasting(part))
            return And((both(lasting), *others)) if lasting else And(others)
        case Or(parts):
            return Or(tuple(map(_split, parts)))
        case Not(part):
            return Not(_split(part))
    return node


def _lasting_parts(node: Node) -> Iterable[Node]:
    if _lasting(node):
        yield node
        return
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _lasting_parts(part)
        case Not(part):
            yield from _lasting_parts(part)


def _name(name: str) -> str:
    return safe_line(name, MAX_NAME)
