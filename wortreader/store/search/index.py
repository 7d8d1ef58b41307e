"""Checks the full-text index, and fills it from the articles."""

from __future__ import annotations

import sqlite3

from wortreader import folding
from wortreader.errors import LibraryDamaged
from wortreader.store.connection import Connection
from wortreader.store.database import Database
from wortreader.store.progress import Operation, ProgressCallback, ignore_progress

BATCH_SIZE = 100
"""Articles that are in memory at once while the index is filled."""

_TEXTS = """
    SELECT article_id, learn_text(text_of(text)), learn_text(title), index_text(author)
    FROM bodies JOIN articles ON articles.id = bodies.article_id
    WHERE article_id > ? ORDER BY article_id LIMIT ?
"""


def check(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError if the index does not agree with the articles. Needs a write transaction."""
    connection.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the index was filled, by a wortreader that folds words as this one does."""
    version: int = connection.execute("SELECT folding_version FROM search_state").fetchone()[0]
    return version == folding.VERSION


def fill(connection: Connection, on_progress: ProgressCallback) -> None:
    """Empties the index and the table of words, and fills both from the articles: a minute for 100,000.

    FTS5's own `rebuild` is one statement, which reports no progress, and the words would take a second reading.
    """
    with connection.progress.track(connection, on_progress, Operation.INDEXING):
        connection.vocabulary.forget()
        connection.execute("DELETE FROM words")
        connection.execute("DELETE FROM hyphenated_words")
        connection.execute("DELETE FROM fresh_words")
        connection.execute("INSERT INTO search(search) VALUES ('delete-all')")
        total: int = connection.execute("SELECT count(*) FROM bodies").fetchone()[0]
        done, last_id = 0, 0
        while rows := connection.execute(_TEXTS, (last_id, BATCH_SIZE)).fetchall():
            connection.executemany("INSERT INTO search(rowid, text, title, author) VALUES (?, ?, ?, ?)", rows)
            done, last_id = done + len(rows), rows[-1][0]
            connection.progress.update(done, total)
        connection.execute("UPDATE search_state SET folding_version = ?", (folding.VERSION,))


def mend(database: Database, on_progress: ProgressCallback = ignore_progress) -> None:
    """Fills the index if it is empty or if its words are folded differently. A minute for 100,000 articles.

    It is one transaction: if the process is killed, the next start does it.
    """
    try:
        with database.read() as connection:
            if is_current(connection):
                return
    except LibraryDamaged:
        return  # the next query or check reports it
    database.wait_until_free(on_progress)
    with database.write() as connection:
        if not is_current(connection):
            fill(connection, on_progress)
