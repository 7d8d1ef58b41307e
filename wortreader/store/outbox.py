"""The outbox: deferred tasks that wait for the network, in the order in which they were added.

A process claims a task in a transaction before it carries it out, so that no two processes do. A claim expires, and
ends with its process, so that no task is lost. A task is deleted when it is done or removed by the user.
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

from wortreader.address_secrets import without_user_info
from wortreader.deferred import DeferredTask, OutboxFull, TaskKind, UnknownTask
from wortreader.sentences import Sentence, restored_or_none
from wortreader.store.database import Database
from wortreader.store.leases import is_gone
from wortreader.store.times import moment_or_start, seconds

MAX_TASKS = 500
"""If there are so many, a new one replaces the oldest that has been given up."""

MAX_ATTEMPTS = 3
"""After so many failures while the network is up, a task is given up."""

FIRST_PAUSE = timedelta(minutes=15)
"""After the first attempt; eight times as long after the second."""

CLAIM_SECONDS = 180
"""How long a claim from another machine holds, whose process may have died: longer than any fetch takes."""

_TASK = """
    SELECT outbox.id, kind, put_at, coalesce(articles.title, outbox.title), coalesce(outbox.url, articles.url),
      article_id, attempts, failure, is_given_up
    FROM outbox LEFT JOIN articles ON articles.id = article_id
"""


class Outbox:
    """The deferred tasks of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, kind: TaskKind, *, now: datetime, article_id: int | None = None, url: str | None = None, title: str = ""
    ) -> bool:
        """Adds a task at the end; False if it is there already, or if its article no longer exists.

        Two tasks are the same if they have the same kind and, for opening in a browser and saving, the same `url`, else
        the same `article_id`. Adding a task again resets its attempts. A user and password in `url` are left out.
        Raises OutboxFull.
        """
        key = (kind, without_user_info(url) if url and kind.is_of_address else None, article_id)
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
        """All tasks, in the order in which they were added."""
        with self._database.read() as connection:
            return [_task(row) for row in connection.execute(f"{_TASK} ORDER BY outbox.id")]

    def waiting_count(self) -> int:
        """The number of tasks that have not been given up."""
        with self._database.read() as connection:
            count: int = connection.execute("SELECT count(*) FROM outbox WHERE is_given_up = 0").fetchone()[0]
            return count

    def remove(self, task_ids: Collection[int]) -> list[DeferredTask]:
        """Deletes tasks, and returns those that existed."""
        with self._database.write(is_durable=True) as connection:
            ids = json.dumps(list(task_ids))
            removed = connection.execute(
                f"{_TASK} WHERE outbox.id IN (SELECT value FROM json_each(?)) ORDER BY outbox.id",  # noqa: S608 - constants
                (ids,),
            ).fetchall()
            connection.execute("DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))", (ids,))
        return [_task(row) for row in removed]

    def restore(self, tasks: Collection[DeferredTask]) -> None:
        """Adds removed tasks again at their former places, unless their articles no longer exist."""
        with self._database.write(is_durable=True) as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO outbox (id, kind, url, article_id, title, put_at, attempts, failure, "
                "is_given_up, due_at) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, 0 "
                "WHERE ? IS NULL OR EXISTS (SELECT 1 FROM articles WHERE id = ?)",
                [(*_row(task), task.article_id, task.article_id) for task in tasks],
            )

    def claim(self, kinds: Collection[TaskKind], token: str, *, now: datetime) -> DeferredTask | None:
        """Claims the first task of these kinds that is due and unclaimed; None if there is none.

        The caller ends the claim with `finish`, `fail` or `release`.
        """
        with self._database.write() as connection:
            rows = connection.execute(
                f"{_TASK} WHERE kind IN (SELECT value FROM json_each(?)) "  # noqa: S608 - constants
                "AND is_given_up = 0 AND due_at <= ? ORDER BY outbox.id",
                (json.dumps(list(kinds)), seconds(now)),
            ).fetchall()
            return next(self._claim_free(connection, rows, token, now), None)

    def claim_this(self, task_id: int, token: str, *, now: datetime) -> DeferredTask:
        """Claims one task because the user asks for it, even if it is not due or has been given up.

        Raises UnknownTask if it no longer exists or is claimed by another process.
        """
        with self._database.write() as connection:
            rows = connection.execute(f"{_TASK} WHERE outbox.id = ?", (task_id,)).fetchall()
            task = next(self._claim_free(connection, rows, token, now), None)
        if task is None:
            raise UnknownTask(task_id)
        return task

    def _claim_free(
        self, connection: sqlite3.Connection, rows: Sequence[Sequence[Any]], token: str, now: datetime
    ) -> Iterator[DeferredTask]:
        """Yields those of these tasks that are unclaimed, and claims each before it is yielded."""
        for row in rows:
            if _is_free(connection, row[0], now):
                connection.execute(
                    "UPDATE outbox SET claim = ?, claim_host = ?, claim_pid = ?, claimed_until = ? WHERE id = ?",
                    (token, platform.node(), os.getpid(), seconds(now + timedelta(seconds=CLAIM_SECONDS)), row[0]),
                )
                yield _task(row)

    def finish(self, task: DeferredTask, token: str) -> None:
        """Deletes a task that is done."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM outbox WHERE id = ? AND claim = ?", (task.task_id, token))

    def fail(self, task: DeferredTask, token: str, reason: Sentence, *, now: datetime, is_final: bool = False) -> bool:
        """Stores why a task failed. True if it is given up now: after MAX_ATTEMPTS, or at once with `is_final`."""
        attempts = task.attempts + 1
        is_given_up = is_final or attempts >= MAX_ATTEMPTS
        due_at = now + FIRST_PAUSE * 8 ** (attempts - 1) if not is_given_up else now
        with self._database.write() as connection:
            connection.execute(
                "UPDATE outbox SET attempts = ?, failure = ?, is_given_up = ?, due_at = ?, claim = NULL "
                "WHERE id = ? AND claim = ?",
                (attempts, reason.stored(), is_given_up, seconds(due_at), task.task_id, token),
            )
        return is_given_up

    def release(self, token: str) -> None:
        """Ends all claims of `token` without counting an attempt."""
        with self._database.write() as connection:
            connection.execute("UPDATE outbox SET claim = NULL WHERE claim = ?", (token,))


def new_token() -> str:
    """A token for the claims of one process, or of one part of it."""
    return secrets.token_hex(16)


def _is_free(connection: sqlite3.Connection, task_id: int, now: datetime) -> bool:
    """True if the task has no claim, or one that has expired or whose process on this machine no longer exists."""
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
    """Deletes a task that has been given up if the outbox is full. Raises OutboxFull if there is none."""
    (count,) = connection.execute("SELECT count(*) FROM outbox").fetchone()
    if count < MAX_TASKS:
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
        restored_or_none(failure),
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
        task.failure.stored() if task.failure is not None else None,
        task.is_given_up,
    )
