"""Connections to a library: SQLite's, with our pragmas and the SQL functions that the schema calls."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from wortreader.store import bodies
from wortreader.store.index_queue import IndexQueue
from wortreader.store.progress import ProgressTracker
from wortreader.store.vocabulary import Vocabulary, index_text
from wortreader.store.writer_lock import TIMEOUT_SECONDS

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 0",  # only the holder of the writer lock may checkpoint: see Database.write
    f"PRAGMA journal_size_limit = {4 * 1024 * 1024}",
)


class Connection(sqlite3.Connection):
    """A connection to a library, with the SQL functions of its triggers and views."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # passed through unchanged
        self.vocabulary = Vocabulary()
        """The words of the texts that this connection has written; `Database.write` stores them."""
        self.index_queue = IndexQueue(self.vocabulary)
        """The articles that this connection has written and not indexed yet; `Database.write` does."""
        self.progress = ProgressTracker()
        """How far long work on this connection is."""
        self.create_function("text_of", 1, bodies.text_of, deterministic=True)
        self.create_function("index_text", 1, index_text, deterministic=True)
        self.create_function("learn_text", 1, self.vocabulary.learn)
        self.create_function("index_later", 1, self.index_queue.add)
        self.create_function("is_unindexed", 1, self.index_queue.holds)


def connect(path: Path, *, is_read_only: bool = False) -> Connection:
    """A connection to an existing library. It may be closed from any thread."""
    if not is_read_only:
        return _connect(path, "mode=rw")
    try:
        connection = _connect(path, "mode=ro")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # In WAL mode SQLite creates files beside the library. If no log is in use, it can be read as immutable.
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _connect(path, "immutable=1")
    return connection


def _connect(path: Path, mode: str) -> Connection:
    connection = sqlite3.connect(
        f"{path.as_uri()}?{mode}",
        uri=True,
        timeout=TIMEOUT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        factory=Connection,
    )
    connection.text_factory = _decode  # a flipped bit in a title must not make the whole list unreadable
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _decode(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")
