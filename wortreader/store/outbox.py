"""The outbox: what waits for the network, in the order in which it was put there.

Whoever carries out a task claims it first, in one transaction, so that no two processes do it; a claim runs out by
itself and with its process, so that none is lost. Only what is done, or removed, leaves the table.
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from wortreader.deferred import DeferredTask, TaskKind
from wortreader.errors import OutboxFull, UnknownTask
from wortreader.store.database import Database
from wortreader.store.leases import is_gone
from wortreader.store.times import moment_or_start, seconds

MOST = 500
"""Deferred tasks. What has been given up makes room for new ones, the oldest first."""

MOST_ATTEMPTS = 3
"""At a task that fails while there is a network; after that it is given up."""

FIRST_PAUSE = timedelta(minutes=15)
"""After the first attempt; eight times as long after the second."""

CLAIM_SECONDS = 180
"""How long a task is kept for a process on another machine that may have died: longer than any fetch takes."""

_TASK = """
    SELECT outbox.id, kind, put_at, coalesce(articles.title, outbox.title), coalesce(outbox.url, articles.url),
      article_id, attempts, failure, is_given_up
    FROM outbox LEFT JOIN articles ON articles.id = article_id
"""


class Outbox:
    """The tasks of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- putting, looking, removing -----------------------------------------------------------------------------------

    def put(
        self, kind: TaskKind, *, now: datetime, article_id: int | None = None, url: str | None = None, title: str = ""
    ) -> bool:
        """Puts a task at the end: False where it is there already, or where its article has gone.

        Browsers and saving go by `url`, whatever article it comes from; the others by `article_id` alone. A task
        that has been tried is as good as new when it is put again, and keeps its place. Raises OutboxFull.
        """
        key = (kind, url if kind.is_of_address else None, article_id)
        with self._database.write(is_durable=True) as connection:
            renewed = connection.execute(
                "UPDATE outbox SET attempts = 0, failure = NULL, is_given_up = 0, due_at = 0 "
                "WHERE kind = ? AND url IS ? AND (url IS NOT NULL OR article_id = ?)",
                key,
            ).rowcount
            if renewed or not (_is_there(connection, article_id) if article_id is not None else kind.is_of_address):
                return False
            _make_room(connection)
            connection.execute(
                "INSERT INTO outbox (kind, url, article_id, title, put_at, due_at) VALUES (?, ?, ?, ?, ?, 0)",
                (*key, title, seconds(now)),
            )
        return True

    def all(self) -> list[DeferredTask]:
        """Every task, in the order in which they were put."""
        with self._database.read() as connection:
            return [_task(row) for row in connection.execute(f"{_TASK} ORDER BY outbox.id")]

    def waiting_count(self) -> int:
        """How many tasks there are, without those that have been given up."""
        with self._database.read() as connection:
            count: int = connection.execute("SELECT count(*) FROM outbox WHERE is_given_up = 0").fetchone()[0]
            return count

    def remove(self, task_ids: Collection[int]) -> list[DeferredTask]:
        """Takes tasks out: those that were there, as they were."""
        with self._database.write(is_durable=True) as connection:
            ids = json.dumps(list(task_ids))
            removed = connection.execute(
                f"{_TASK} WHERE outbox.id IN (SELECT value FROM json_each(?)) ORDER BY outbox.id",  # noqa: S608 - constants
                (ids,),
            ).fetchall()
            connection.execute("DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))", (ids,))
        return [_task(row) for row in removed]

    def restore(self, tasks: Collection[DeferredTask]) -> None:
        """Puts tasks back that were removed, where they were; those of articles that have gone are left out."""
        with self._database.write(is_durable=True) as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO outbox (id, kind, url, article_id, title, put_at, attempts, failure, "
                "is_given_up, due_at) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, 0 "
                "WHERE ? IS NULL OR EXISTS (SELECT 1 FROM articles WHERE id = ?)",
                [(*_row(task), task.article_id, task.article_id) for task in tasks],
            )

    # --- carrying out -------------------------------------------------------------------------------------------------

    def claim(self, kinds: Collection[TaskKind], token: str, *, now: datetime) -> DeferredTask | None:
        """The first task of these kinds whose time has come and that nobody is about: it is the caller's from now on.

        None where there is none. The caller says what has become of it: `finish`, `fail` or `release`.
        """
        with self._database.write() as connection:
            rows = connection.execute(
                f"{_TASK} WHERE kind IN (SELECT value FROM json_each(?)) "  # noqa: S608 - constants
                "AND is_given_up = 0 AND due_at <= ? ORDER BY outbox.id",
                (json.dumps(list(kinds)), seconds(now)),
            ).fetchall()
            return next(self._claimed(connection, rows, token, now), None)

    def claim_this(self, task_id: int, token: str, *, now: datetime) -> DeferredTask:
        """A certain task, because the reader says so, whatever has become of it so far.

        Raises UnknownTask where it has gone or somebody else is about it.
        """
        with self._database.write() as connection:
            rows = connection.execute(f"{_TASK} WHERE outbox.id = ?", (task_id,)).fetchall()
            task = next(self._claimed(connection, rows, token, now), None)
        if task is None:
            raise UnknownTask(task_id)
        return task

    def _claimed(
        self, connection: sqlite3.Connection, rows: Sequence[Sequence[Any]], token: str, now: datetime
    ) -> Iterator[DeferredTask]:
        """Claims those of these tasks that are free, one each time that one is asked for."""
        for row in rows:
            if _is_free(connection, row[0], now):
                connection.execute(
                    "UPDATE outbox SET claim = ?, claim_host = ?, claim_pid = ?, claimed_until = ? WHERE id = ?",
                    (token, platform.node(), os.getpid(), seconds(now + timedelta(seconds=CLAIM_SECONDS)), row[0]),
                )
                yield _task(row)

    def finish(self, task: DeferredTask, token: str) -> None:
        """Takes out a task that has been done."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM outbox WHERE id = ? AND claim = ?", (task.task_id, token))

    def fail(self, task: DeferredTask, token: str, reason: str, *, now: datetime, is_final: bool = False) -> bool:
        """Notes why a task could not be done: True where it is given up now, for good with `is_final`."""
        attempts = task.attempts + 1
        is_given_up = is_final or attempts >= MOST_ATTEMPTS
        due_at = now + FIRST_PAUSE * 8 ** (attempts - 1) if not is_given_up else now
        with self._database.write() as connection:
            connection.execute(
                "UPDATE outbox SET attempts = ?, failure = ?, is_given_up = ?, due_at = ?, claim = NULL "
                "WHERE id = ? AND claim = ?",
                (attempts, reason, is_given_up, seconds(due_at), task.task_id, token),
            )
        return is_given_up

    def release(self, token: str) -> None:
        """Gives back what is claimed by `token`, as if nobody had tried."""
        with self._database.write() as connection:
            connection.execute("UPDATE outbox SET claim = NULL WHERE claim = ?", (token,))


def new_token() -> str:
    """What one process, or one part of it, claims tasks by."""
    return secrets.token_hex(16)


def _is_free(connection: sqlite3.Connection, task_id: int, now: datetime) -> bool:
    """True where no claim holds: none was made, it has run out, or its process on this machine is gone."""
    claim, host, pid, until = connection.execute(
        "SELECT claim, claim_host, claim_pid, claimed_until FROM outbox WHERE id = ?", (task_id,)
    ).fetchone()
    if claim is None:
        return True
    at = int(now.timestamp())
    is_current: bool = at < until <= at + CLAIM_SECONDS
    return not is_current or (host == platform.node() and is_gone(pid))


def _is_there(connection: sqlite3.Connection, article_id: int) -> bool:
    return connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None


def _make_room(connection: sqlite3.Connection) -> None:
    """Raises OutboxFull where not even one task has been given up."""
    (count,) = connection.execute("SELECT count(*) FROM outbox").fetchone()
    if count < MOST:
        return
    gone = connection.execute(
        "DELETE FROM outbox WHERE id = (SELECT id FROM outbox WHERE is_given_up = 1 ORDER BY id LIMIT 1)"
    ).rowcount
    if not gone:
        raise OutboxFull(count)


def _task(row: Sequence[Any]) -> DeferredTask:
    """A row of `_TASK`."""
    task_id, kind, put_at, title, url, article_id, attempts, failure, is_given_up = row
    return DeferredTask(
        task_id,
        TaskKind(kind),
        moment_or_start(put_at),
        title,
        url,
        article_id,
        attempts,
        failure,
        bool(is_given_up),
    )


def _row(task: DeferredTask) -> tuple[object, ...]:
    """The columns that `Outbox.restore` writes, in their order."""
    return (
        task.task_id,
        task.kind,
        task.url if task.kind.is_of_address else None,
        task.article_id,
        task.title,
        seconds(task.put_at),
        task.attempts,
        task.failure,
        task.is_given_up,
    )
