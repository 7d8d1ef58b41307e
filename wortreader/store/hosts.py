"""What is remembered about hosts from one refresh to the next: how long to wait, and their robots.txt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from wortreader.store.database import Database
from wortreader.store.times import moment, seconds

MAX_BACKOFF = timedelta(hours=25)
"""Backoffs last 24 h at most, and one more for the clock: a later time is an error of the clock."""


class Hosts:
    """The hosts of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def backoffs(self, *, now: datetime) -> dict[str, datetime]:
        """Until when hosts must not be contacted, by the name that `set_backoffs` was given."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT host, until FROM host_backoffs WHERE until BETWEEN ? AND ?",
                (seconds(now), seconds(now + MAX_BACKOFF)),
            )
            return {host: until for host, stored in rows if (until := moment(stored)) is not None}

    def set_backoffs(self, until: Mapping[str, datetime], *, now: datetime) -> None:
        """Stores until when hosts must not be contacted, and deletes the times that are over."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM host_backoffs WHERE until < ?", (seconds(now),))
            connection.executemany(
                "INSERT OR REPLACE INTO host_backoffs (host, until) VALUES (?, ?)",
                [(host, seconds(moment)) for host, moment in until.items()],
            )

    def robots(self, origin: str, *, now: datetime, longest: timedelta) -> str | None:
        """The stored rules of a site's robots.txt; None if there are none, or they expire later than in `longest`."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT rules FROM robots WHERE origin = ? AND expires_at BETWEEN ? AND ?",
                (origin, seconds(now), seconds(now + longest)),
            ).fetchone()
        return row[0] if row else None

    def set_robots(self, origin: str, rules: str, *, now: datetime, until: datetime) -> None:
        """Stores the rules of a site's robots.txt, and deletes expired ones."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM robots WHERE expires_at < ?", (seconds(now),))
            connection.execute(
                "INSERT OR REPLACE INTO robots (origin, rules, expires_at) VALUES (?, ?, ?)",
                (origin, rules, seconds(until)),
            )
