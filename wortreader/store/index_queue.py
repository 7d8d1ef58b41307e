"""Articles that the current transaction has written, to be indexed before it is committed.

FTS5 writes a segment whenever a statement with triggers begins in a transaction that has changed the index: if the
trigger of `bodies` inserted into the index itself, each article would be a segment of its own, and writing and merging
those took as long as everything else about storing an article. So that trigger only puts the article here, and
`Database.write` indexes them all by plain statements. The triggers that remove a text from the index, or replace it,
leave out an article that is not in it yet.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from wortreader.store import bodies
from wortreader.store.vocabulary import IndexedTexts, Vocabulary

_BATCH: Final = 100
"""Articles that are in memory at once."""


class IndexQueue:
    """The articles of one connection that are to be indexed; `index_later` and `is_unindexed` are its SQL functions."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._ids: dict[int, None] = {}

    def add(self, article_id: int) -> None:
        """Remembers an article. If it is deleted meanwhile, it is not indexed."""
        self._ids[article_id] = None

    def holds(self, article_id: int) -> bool:
        """Whether the article is to be indexed, and so is not in the index."""
        return article_id in self._ids

    def flush(self, connection: sqlite3.Connection) -> dict[int, IndexedTexts]:
        """Indexes the articles as they are now; returns what the index has of each of the last of them."""
        ids, indexed = list(self._ids), dict[int, IndexedTexts]()
        for start in range(0, len(ids), _BATCH):
            found = (
                connection.execute(
                    "SELECT text, title, author FROM bodies JOIN articles ON id = article_id WHERE article_id = ?",
                    (article_id,),
                ).fetchone()
                for article_id in ids[start : start + _BATCH]
            )
            indexed = {
                article_id: self._vocabulary.learn_article(bodies.text_of(row[0]), row[1], row[2])
                for article_id, row in zip(ids[start : start + _BATCH], found, strict=True)
                if row is not None
            }
            connection.executemany(
                "INSERT INTO search(rowid, text, title, author) VALUES (?, ?, ?, ?)",
                [(article_id, *texts[:3]) for article_id, texts in indexed.items()],
            )
        self._ids.clear()
        return indexed

    def forget(self) -> None:
        """Drops everything, after a transaction that has failed."""
        self._ids.clear()
