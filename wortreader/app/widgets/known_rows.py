"""What a list knows of its rows, and which it has still to ask for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

MAX_KNOWN = 2_000
"""Rows that are kept when they have gone out of sight: some 40 screens, 2 MB at most."""


class KnownRows(Generic[T]):
    """Rows by article id. A row is fresh from its arrival until everything is declared stale."""

    def __init__(self) -> None:
        self._rows: dict[int, T] = {}
        self._fresh: set[int] = set()
        self._asked: frozenset[int] = frozenset()

    def get(self, article_id: int) -> T | None:
        """An article's row, stale or fresh; None where it is not known."""
        return self._rows.get(article_id)

    def take(self, rows: Mapping[int, T]) -> set[int]:
        """Keep these rows, now fresh; the ids of those that look different from what was known."""
        changed = {article_id for article_id, row in rows.items() if self._rows.get(article_id) != row}
        for article_id, row in rows.items():
            self._rows.pop(article_id, None)  # so that what came last is forgotten last
            self._rows[article_id] = row
        self._fresh.update(rows)
        self._asked -= rows.keys()
        for article_id in list(self._rows)[: max(0, len(self._rows) - MAX_KNOWN)]:
            self.drop([article_id])
        return changed

    def change(self, change: Callable[[T], T]) -> set[int]:
        """Replace each row by what `change` makes of it; the ids of those that look different now."""
        changed = {article_id: new for article_id, row in self._rows.items() if (new := change(row)) != row}
        self._rows.update(changed)
        return set(changed)

    def drop(self, article_ids: Iterable[int]) -> None:
        """Forget these rows."""
        for article_id in article_ids:
            self._rows.pop(article_id, None)
            self._fresh.discard(article_id)

    def expire(self) -> None:
        """Declare everything stale: still good to be drawn, but to be asked for again."""
        self._fresh.clear()
        self._asked = frozenset()

    def ask(self, article_ids: Sequence[int]) -> tuple[int, ...]:
        """Those of the articles that have to be asked for now; none where all that is missing has been asked for."""
        missing = frozenset(article_ids) - self._fresh
        if missing <= self._asked:
            return ()
        self._asked = missing
        return tuple(article_id for article_id in article_ids if article_id in missing)
