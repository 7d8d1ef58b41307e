"""Leases: rows that give one process the right to do something, and that expire by themselves."""

from __future__ import annotations

import os
import platform
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from wortreader.errors import RefreshRunning
from wortreader.model import FetchPhase, FetchStatus
from wortreader.store.database import Database
from wortreader.store.times import moment_or_start, seconds

DEFAULT_SECONDS = 60


class Leases:
    """The leases of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, holder: str, *, now: datetime, seconds: int = DEFAULT_SECONDS) -> str:
        """Takes a lease for `seconds`, unless it is renewed or released before; returns its token.

        `holder` names this process to others. Raises RefreshRunning if another process holds it, which says since when
        and how far it is. A lease does not hold if it has expired, is from the future, or if its process was on this
        machine and no longer exists.
        """
        token = secrets.token_hex(16)
        host, pid = platform.node(), os.getpid()
        with self._database.write() as connection:
            row = connection.execute(
                "SELECT holder, host, pid, began_at, taken_at, expires_at, phase, done, total, awaited_host "
                "FROM leases WHERE name = ?",
                (name,),
            ).fetchone()
            if row is not None:
                other, other_host, other_pid, began_at, taken_at, expires_at, phase, *progress = row
                at = int(now.timestamp())
                is_current = at < expires_at and taken_at <= at + seconds
                if is_current and not (other_host == host and is_gone(other_pid)):
                    doing = FetchStatus(FetchPhase(phase), *progress).in_words() if phase else ""
                    raise RefreshRunning(other, moment_or_start(began_at), doing)
            span = _span(now, seconds)
            connection.execute(
                "REPLACE INTO leases (name, token, holder, host, pid, began_at, taken_at, expires_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (name, token, holder, host, pid, span[0], *span),
            )
        return token

    def renew(
        self, token: str, *, now: datetime, seconds: int = DEFAULT_SECONDS, status: FetchStatus | None = None
    ) -> bool:
        """Extends the lease to `seconds` from `now`, and stores the progress of its holder for other processes.

        False if another process has taken it.
        """
        progress = (status.phase, status.done, status.total, status.awaited_host) if status else (None, 0, 0, None)
        with self._database.write() as connection:
            statement = (
                "UPDATE leases SET taken_at = ?, expires_at = ?, phase = ?, done = ?, total = ?, awaited_host = ? "
                "WHERE token = ?"
            )
            return connection.execute(statement, (*_span(now, seconds), *progress, token)).rowcount == 1

    def release(self, token: str) -> None:
        """Releases the lease. Does nothing if another process has taken it."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM leases WHERE token = ?", (token,))


def _span(now: datetime, length: int) -> tuple[int | None, int | None]:
    return seconds(now), seconds(now + timedelta(seconds=length))


def is_gone(pid: int) -> bool:
    """True if this machine has no process with that id."""
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError, ValueError):
            return True
    return False
