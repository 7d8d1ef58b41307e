"""Who is doing what only one may do at a time: rows that run out by themselves."""

from __future__ import annotations

import os
import platform
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from wortreader.errors import RefreshRunning
from wortreader.store.database import Database
from wortreader.store.times import seconds

DEFAULT_SECONDS = 60


class Leases:
    """The leases of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, holder: str, *, now: datetime, seconds: int = DEFAULT_SECONDS) -> str:
        """The token of the lease, which this process now holds until it renews or releases it, or for `seconds`.

        `holder` says to others who that is. Raises RefreshRunning where somebody else holds it: a lease that has run
        out, that is dated further ahead than it can be, or whose process on this machine is gone, holds nothing.
        """
        token = secrets.token_hex(16)
        host, pid = platform.node(), os.getpid()
        with self._database.write() as connection:
            row = connection.execute(
                "SELECT holder, host, pid, taken_at, expires_at FROM leases WHERE name = ?", (name,)
            ).fetchone()
            if row is not None:
                other, other_host, other_pid, taken_at, expires_at = row
                at = int(now.timestamp())
                is_current = at < expires_at and taken_at <= at + seconds
                if is_current and not (other_host == host and is_gone(other_pid)):
                    raise RefreshRunning(other)
            connection.execute(
                "REPLACE INTO leases (name, token, holder, host, pid, taken_at, expires_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (name, token, holder, host, pid, *_span(now, seconds)),
            )
        return token

    def renew(self, token: str, *, now: datetime, seconds: int = DEFAULT_SECONDS) -> bool:
        """Holds the lease for `seconds` from `now`; False where somebody else has taken it over."""
        with self._database.write() as connection:
            statement = "UPDATE leases SET taken_at = ?, expires_at = ? WHERE token = ?"
            return connection.execute(statement, (*_span(now, seconds), token)).rowcount == 1

    def release(self, token: str) -> None:
        """Gives the lease back. Does nothing where it is somebody else's by now."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM leases WHERE token = ?", (token,))


def _span(now: datetime, length: int) -> tuple[int | None, int | None]:
    return seconds(now), seconds(now + timedelta(seconds=length))


def is_gone(pid: int) -> bool:
    """True where no process of this machine has that number."""
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError, ValueError):
            return True
    return False
