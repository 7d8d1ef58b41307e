"""The titles and authors of articles, folded as the search folds them: to sort lists by, and to filter them.

To fold 100,000 titles takes a second, and they take 15 MB in memory, so that is done for large lists only, and once.
After that only those are read that are new or have changed.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from wortreader import folding
from wortreader.store.headlines import json_ids

FEW: Final = 2_000
"""So many titles are read each time, and not kept."""

_BETWEEN: Final = "\n"
"""Between the title and the author: comes before all letters, and is in no word."""


class FoldedTitles:
    """The folded titles of the articles of a library. May be used from any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._titles: list[str] = []
        """By article id; empty if there is no such article."""
        self._last_change = 0

    def of(self, connection: sqlite3.Connection, ids: Sequence[int]) -> Sequence[str]:
        """The folded title of each of these articles, and behind a line feed its author."""
        if len(ids) <= FEW and not self._titles:
            rows = connection.execute(
                "SELECT id, title, author FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json_ids(ids),)
            )
            known = {article_id: _folded(title, author) for article_id, title, author in rows}
            return [known.get(article_id, "") for article_id in ids]
        with self._guard:
            self._catch_up(connection)
            titles = self._titles
        return [titles[article_id] if article_id < len(titles) else "" for article_id in ids]

    def prepare(self, connection: sqlite3.Connection) -> None:
        """Reads all titles, so that `of` is quick."""
        with self._guard:
            self._catch_up(connection)

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        titles = self._titles or [""]
        rows = connection.execute(
            "SELECT id, title, author FROM articles WHERE id >= ? UNION ALL "
            "SELECT id, title, author FROM changed_articles JOIN articles ON id = article_id WHERE change > ?",
            (len(titles), self._last_change),
        )
        for article_id, title, author in rows:
            if article_id >= len(titles):
                titles += [""] * (article_id + 1 - len(titles))
            titles[article_id] = _folded(title, author)
        self._titles = titles
        last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'changed_articles'").fetchone()
        self._last_change = last[0] if last else 0


def folded_words(written: str) -> list[str]:
    """The words of a filter, folded like the titles."""
    return [word for word in folding.words(written) if any(map(str.isalnum, word))]


def _folded(title: str, author: str | None) -> str:
    folded = folding.fold(title)
    return f"{folded}{_BETWEEN}{_folded_author(author)}" if author else folded


@lru_cache(maxsize=4096)
def _folded_author(author: str) -> str:
    return folding.fold(author)
