"""How far sounds and films have been played, by their addresses."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from wortreader.model.playing import PlayPosition, is_finished
from wortreader.store.database import Database
from wortreader.store.headlines import json_texts
from wortreader.store.times import moment_or_start, seconds

MOST_POSITIONS: Final = 5_000
"""Beyond these, the oldest are forgotten: an episode a day for 13 years."""

LONGEST: Final = 1e7
"""Seconds, four months: no player says more if it is right."""

COLUMNS: Final = "play_positions.url, seconds, duration, is_finished, played_at"


class Positions:
    """The positions of a library. No step of the log: what has been heard is not unheard."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, url: str, at: float, duration: float | None, *, is_at_end: bool = False, now: datetime) -> bool:
        """Keeps how far a file has been played, in seconds. Returns whether it counts as played to the end.

        Numbers that no file can have are left out: a position is then not changed, and a duration not known.
        """
        if not _is_possible(at):
            return False
        known = duration if _is_possible(duration) else None
        is_over = is_at_end or is_finished(at, known)
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO play_positions VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
                "seconds = excluded.seconds, duration = coalesce(excluded.duration, duration), "
                "is_finished = excluded.is_finished, played_at = excluded.played_at",
                (url, at, known, is_over, seconds(now)),
            )
            connection.execute(
                "DELETE FROM play_positions WHERE url IN "
                "(SELECT url FROM play_positions ORDER BY played_at DESC, url LIMIT -1 OFFSET ?)",
                (MOST_POSITIONS,),
            )
        return is_over

    def of(self, urls: Iterable[str]) -> dict[str, PlayPosition]:
        """The positions of these addresses; those that were never played are left out."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM play_positions WHERE url IN (SELECT value FROM json_each(?))",  # noqa: S608
                (json_texts(urls),),
            ).fetchall()
        return {row[0]: position(row) for row in rows}


def position(row: Sequence[Any]) -> PlayPosition:
    """A row of COLUMNS."""
    url, at, duration, is_over, played_at = row
    return PlayPosition(
        url,
        at if _is_possible(at) else 0.0,
        duration if _is_possible(duration) else None,
        bool(is_over),
        moment_or_start(played_at),
    )


def _is_possible(number: float | None) -> bool:
    return isinstance(number, int | float) and math.isfinite(number) and 0 <= number <= LONGEST
