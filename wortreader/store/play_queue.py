"""The queue: sounds and films that are to be played one after the other.

Adding, removing and moving are wrapped into steps by `sync.playing.queue`; what was played leaves it without one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from wortreader.model.playing import Playable, QueueEntry
from wortreader.play_errors import QueueFull
from wortreader.store.database import Database
from wortreader.store.headlines import json_ids
from wortreader.store.positions import COLUMNS as POSITION
from wortreader.store.positions import position
from wortreader.store.times import seconds

MOST_ENTRIES: Final = 500

_ENTRIES: Final = f"""
    SELECT play_queue.id, place, play_queue.url, articles.title, coalesce(own_title, feeds.title, feeds.url),
      article_id, (SELECT enclosures FROM bodies WHERE bodies.article_id = articles.id), {POSITION}
    FROM play_queue JOIN articles ON articles.id = article_id
    JOIN feeds ON feeds.id = articles.feed_id AND removed_at IS NULL
    LEFT JOIN play_positions ON play_positions.url = play_queue.url
    ORDER BY place, play_queue.id
"""  # noqa: S608 - constants


class PlayQueue:
    """The queue of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[QueueEntry]:
        """What is in the queue, in order. Articles that a rule hides are in it, those of removed feeds are not."""
        with self._database.read() as connection:
            return [_entry(row) for row in connection.execute(_ENTRIES)]

    def add(self, files: Iterable[Playable], *, is_next: bool = False, now: datetime) -> list[Playable]:
        """Adds files at the end, or `is_next` in front of all others, and returns those that are new in the queue.

        Files that belong to no article of the library are left out. With `is_next`, one that is in the queue already
        moves to the front. Raises QueueFull; then none is added.
        """
        wanted = {(file.article_id, file.url): file for file in files if file.article_id is not None}
        with self._database.write(is_durable=True) as connection:
            there = {row[1:]: row[0] for row in connection.execute("SELECT id, article_id, url FROM play_queue")}
            articles = connection.execute(
                "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))",
                (json_ids(number for number, _url in wanted if number is not None),),
            )
            known = {number for (number,) in articles}
            new = {key: file for key, file in wanted.items() if key not in there and key[0] in known}
            if len(there) + len(new) > MOST_ENTRIES:
                raise QueueFull(MOST_ENTRIES)
            moved = [key for key in wanted if key in new or (is_next and key in there)]
            first = _place(connection, "min") - len(moved) if is_next else _place(connection, "max") + 1
            for place, key in enumerate(moved, first):
                if key in new:
                    connection.execute(
                        "INSERT INTO play_queue (place, article_id, url, queued_at) VALUES (?, ?, ?, ?)",
                        (place, *key, seconds(now)),
                    )
                else:
                    connection.execute("UPDATE play_queue SET place = ? WHERE id = ?", (place, there[key]))
        return list(new.values())

    def remove(self, entry_ids: Collection[int]) -> int:
        """Removes entries; returns how many there were."""
        with self._database.write(is_durable=True) as connection:
            return connection.execute(
                "DELETE FROM play_queue WHERE id IN (SELECT value FROM json_each(?))", (json_ids(entry_ids),)
            ).rowcount

    def move(self, entry_id: int, by: int) -> bool:
        """Moves an entry by so many places, towards the end if `by` is positive; False if it is not there, or stays."""
        with self._database.write(is_durable=True) as connection:
            ids = [entry.entry_id for entry in self.all()]
            if entry_id not in ids:
                return False
            at = ids.index(entry_id)
            to = max(0, min(at + by, len(ids) - 1))
            ids.insert(to, ids.pop(at))
            # All of them: undo of other changes may have left entries with the same place.
            connection.executemany(
                "UPDATE play_queue SET place = ?1 WHERE id = ?2 AND place <> ?1",
                [(place, each) for place, each in enumerate(ids, 1)],
            )
        return to != at


def _place(connection: sqlite3.Connection, which: str) -> int:
    place: int = connection.execute(f"SELECT coalesce({which}(place), 0) FROM play_queue").fetchone()[0]  # noqa: S608
    return place


def _entry(row: Sequence[Any]) -> QueueEntry:
    entry_id, place, url, title, feed, article_id, enclosures, *kept = row
    media_type, duration = _described(enclosures, url)
    file = Playable(url, title, feed, article_id, media_type, duration)
    return QueueEntry(entry_id, place, file, position(kept) if kept[0] is not None else None)


def _described(enclosures: str | None, url: str) -> tuple[str | None, int | None]:
    """What the feed says of the file with this address: its media type and duration, as far as they are known."""
    try:
        for known, media_type, _length, duration in json.loads(enclosures or "[]"):
            if known == url:
                return media_type, duration
    except (ValueError, TypeError):  # a damaged library
        pass
    return None, None
