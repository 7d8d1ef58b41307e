"""The rows that a list has been given, and which it still has to request. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

MAX_KNOWN = 2_000
"""Rows that are kept out of view: about 40 screens, 2 MB at most."""


class KnownRows(Generic[T]):
    """Rows by article id. A row is fresh from its arrival until everything is declared stale."""

    def __init__(self) -> None:
        self._rows: dict[int, T] = {}
        self._fresh: set[int] = set()
        self._asked: frozenset[int] = frozenset()

    def get(self, article_id: int) -> T | None:
        """The row of an article, stale or fresh; None if it is unknown."""
        return self._rows.get(article_id)

    def __contains__(self, article_id: int) -> bool:
        """Whether the row of an article is known."""
        return article_id in self._rows

    def take(self, rows: Mapping[int, T]) -> set[int]:
        """Store these rows as fresh. Returns the ids of those that differ from what was known."""
        changed = {article_id for article_id, row in rows.items() if self._rows.get(article_id) != row}
        for article_id, row in rows.items():
            self._rows.pop(article_id, None)  # so that the latest are dropped last
            self._rows[article_id] = row
        self._fresh.update(rows)
        self._asked -= rows.keys()
        for article_id in list(self._rows)[: max(0, len(self._rows) - MAX_KNOWN)]:
            self.drop([article_id])
        return changed

    def change(self, change: Callable[[T], T]) -> set[int]:
        """Replace each row by the result of `change`. Returns the ids of those that differ now."""
        changed = {article_id: new for article_id, row in self._rows.items() if (new := change(row)) != row}
        self._rows.update(changed)
        return set(changed)

    def drop(self, article_ids: Iterable[int]) -> None:
        """Drop these rows."""
        for article_id in article_ids:
            self._rows.pop(article_id, None)
            self._fresh.discard(article_id)

    def expire(self) -> None:
        """Mark all rows as stale: they can be drawn, but are requested again."""
        self._fresh.clear()
        self._asked = frozenset()

    def ask(self, article_ids: Sequence[int]) -> tuple[int, ...]:
        """The articles whose rows have to be requested now; empty if all missing ones have been requested."""
        missing = frozenset(article_ids) - self._fresh
        if missing <= self._asked:
            return ()
        self._asked = missing
        return tuple(article_id for article_id in article_ids if article_id in missing)
