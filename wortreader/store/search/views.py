"""The queries that the user saves as views, and the last ones that were searched for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from wortreader.errors import LibraryDamaged, UnknownView, ViewExists
from wortreader.i18n import _
from wortreader.model import SavedView
from wortreader.store.database import Database
from wortreader.store.times import seconds
from wortreader.text import safe, safe_line

if TYPE_CHECKING:
    from wortreader.store.search.dates import Present
    from wortreader.store.search.search import Search
    from wortreader.store.search.view_counts import ViewCounts

MAX_NAME = 200
MOST_RECENT = 100
"""Queries in the history."""


class Views:
    """The saved views of a library, and the history of searches."""

    def __init__(self, database: Database, search: Callable[[], Search]) -> None:
        """`search` is called once there are views to be counted."""
        self._database = database
        self._search = search

    @cached_property
    def _counts(self) -> ViewCounts:
        from wortreader.store.search.view_counts import ViewCounts

        return ViewCounts(self._search())

    def all(self) -> list[SavedView]:
        """All views, in the order in which they were added."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT id, name, query FROM views ORDER BY id")
            return [SavedView(*row) for row in rows]

    def find(self, name: str) -> SavedView:
        """The view with a name, regardless of case. Raises UnknownView."""
        wanted = _name(name).casefold()
        for view in self.all():
            if view.name.casefold() == wanted:
                return view
        raise UnknownView(_name(name))

    def add(self, name: str, query: str, *, now: datetime) -> SavedView:
        """Saves a query as a view. Raises ViewExists, and UnknownView if the name is blank."""
        name, query = _name(name), safe(query).strip()
        with self._database.write(is_durable=True) as connection:
            self._check_free(name, None)
            statement = "INSERT INTO views (name, query, added_at) VALUES (?, ?, ?)"
            view_id = connection.execute(statement, (name, query, seconds(now))).lastrowid
        assert view_id is not None, "an INSERT has a rowid"
        return SavedView(view_id, name, query)

    def rename(self, view_id: int, name: str) -> None:
        """Renames a view. Raises ViewExists, and UnknownView if there is no such view or the name is blank."""
        name = _name(name)
        with self._database.write(is_durable=True) as connection:
            self._check_free(name, view_id)
            if not connection.execute("UPDATE views SET name = ? WHERE id = ?", (name, view_id)).rowcount:
                raise UnknownView(str(view_id))

    def remove(self, view_id: int) -> None:
        """Deletes a view, but no articles. Raises UnknownView."""
        with self._database.write(is_durable=True) as connection:
            if not connection.execute("DELETE FROM views WHERE id = ?", (view_id,)).rowcount:
                raise UnknownView(str(view_id))

    def remember(self, query: str, *, now: datetime) -> None:
        """Adds a query to the history; the oldest ones go."""
        from wortreader.store.search.query import MAX_CHARACTERS

        query = safe_line(query, MAX_CHARACTERS)
        if not query:
            return
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO recent_queries (query, asked_at) VALUES (?, ?)", (query, seconds(now))
            )
            connection.execute(
                "DELETE FROM recent_queries WHERE query NOT IN "
                "(SELECT query FROM recent_queries ORDER BY asked_at DESC, query LIMIT ?)",
                (MOST_RECENT,),
            )

    def recent_queries(self) -> list[str]:
        """The history, the latest query first."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT query FROM recent_queries ORDER BY asked_at DESC, query")
            return [query for (query,) in rows]

    def unread_counts(self, *, present: Present) -> dict[int, int]:
        """Unread articles by the id of each view; views without any are left out."""
        with self._database.snapshot() as connection:
            views = self.all()
            if not views:
                return {}
            try:
                return self._counts.count(connection, views, present)
            except IndexError as error:
                reason = _("The full-text index finds articles that do not exist.")
                raise LibraryDamaged(self._database.path, reason) from error

    def _check_free(self, name: str, view_id: int | None) -> None:
        if not name:
            raise UnknownView(name)
        for view in self.all():
            if view.name.casefold() == name.casefold() and view.view_id != view_id:
                raise ViewExists(name)


def _name(name: str) -> str:
    return safe_line(name, MAX_NAME)
