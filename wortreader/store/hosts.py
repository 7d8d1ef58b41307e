"""What is remembered of hosts from one refresh to the next: which rest, and what their robots.txt asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from wortreader.store.database import Database
from wortreader.store.times import moment, seconds

LONGEST_REST = timedelta(hours=25)
"""No host is ever told to rest longer (24 h, and one for the clock): what is beyond that is a clock's mistake."""


class Hosts:
    """The hosts of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def resting(self, *, now: datetime) -> dict[str, datetime]:
        """Until when each host rests that does, by the name that it was given."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT host, until FROM host_backoffs WHERE until BETWEEN ? AND ?",
                (seconds(now), seconds(now + LONGEST_REST)),
            )
            return {place: until for place, stored in rows if (until := moment(stored)) is not None}

    def rest(self, until: Mapping[str, datetime], *, now: datetime) -> None:
        """Keeps until when hosts rest; those whose rest is over are forgotten."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM host_backoffs WHERE until < ?", (seconds(now),))
            connection.executemany(
                "INSERT OR REPLACE INTO host_backoffs (host, until) VALUES (?, ?)",
                [(place, seconds(moment)) for place, moment in until.items()],
            )

    def robots(self, origin: str, *, now: datetime, longest: timedelta) -> str | None:
        """What is kept of a site's robots.txt; None where nothing is, or no longer, or for longer than `longest`."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT rules FROM robots WHERE origin = ? AND expires_at BETWEEN ? AND ?",
                (origin, seconds(now), seconds(now + longest)),
            ).fetchone()
        return row[0] if row else None

    def keep_robots(self, origin: str, asks: str, *, now: datetime, until: datetime) -> None:
        """Keeps what a site's robots.txt asks; what no longer holds is forgotten."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM robots WHERE expires_at < ?", (seconds(now),))
            connection.execute(
                "INSERT OR REPLACE INTO robots (origin, rules, expires_at) VALUES (?, ?, ?)",
                (origin, asks, seconds(until)),
            )
