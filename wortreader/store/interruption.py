"""Ending a query that runs on another thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Interrupted(Exception):
    """A query was ended because nobody wants its result any more."""


class Interruption:
    """A request to end one query. May be made from any thread, before the query, during it and after it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._is_requested = False

    def request(self) -> None:
        """Ends the query: at once in SQLite, else at the next `check`."""
        with self._guard:
            self._is_requested = True
            if self._connection is not None:
                self._connection.interrupt()

    def check(self) -> None:
        """Raises Interrupted if the query is to end."""
        if self._is_requested:
            raise Interrupted

    @contextmanager
    def of(self, connection: sqlite3.Connection) -> Iterator[None]:
        """The query is what happens in the block on `connection`. Raises Interrupted out of it."""
        with self._guard:
            self._connection = connection
        try:
            self.check()
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise Interrupted from error
            raise
        finally:
            with self._guard:
                self._connection = None
