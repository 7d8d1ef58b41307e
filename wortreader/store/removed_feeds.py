"""Feeds that the user has removed: how they go, come back, and are deleted for good.

A removed feed keeps its row, with the time in `removed_at`, and no method of `Feeds` returns it. The triggers of that
column set its articles aside and bring them back, marks and all. It is in no folder, and its address is free: several
removed feeds may have it, and one that has not been removed.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Final

from wortreader.store.times import seconds

_DELETE: Final = (
    "DELETE FROM bodies WHERE article_id IN (SELECT id FROM articles WHERE feed_id = ?)",
    "DELETE FROM reading WHERE feed_id = ?",
    "DELETE FROM set_aside WHERE feed_id = ?",
    "DELETE FROM articles WHERE feed_id = ?",
    "DELETE FROM pruned_guids WHERE feed_id = ?",
    "DELETE FROM feed_states WHERE feed_id = ?",
    "DELETE FROM feed_settings WHERE feed_id = ?",
    "DELETE FROM feeds WHERE id = ?",
)


def add(connection: sqlite3.Connection, url: str, now: datetime) -> int:
    """Adds a feed as one that was removed, and returns its id: when it comes back, undo can turn that back, and keeps
    its articles."""
    feed_id = connection.execute(
        "INSERT INTO feeds (url, added_at, removed_at) VALUES (?1, ?2, ?2)", (url, seconds(now))
    ).lastrowid
    connection.execute("INSERT INTO feed_states (feed_id) VALUES (?)", (feed_id,))
    assert feed_id is not None, "an INSERT has a rowid"
    return feed_id


def remove(connection: sqlite3.Connection, feed_id: int, at: datetime) -> None:
    """Removes a feed, so that it can come back."""
    connection.execute("UPDATE feeds SET removed_at = ?, folder_id = NULL WHERE id = ?", (seconds(at), feed_id))


def urls(connection: sqlite3.Connection) -> frozenset[str]:
    """The addresses of the feeds that were removed. One by one, they would be looked for among all feeds."""
    rows = connection.execute("SELECT url FROM feeds WHERE removed_at IS NOT NULL")
    return frozenset(url for (url,) in rows)


def newest(connection: sqlite3.Connection, url: str) -> int | None:
    """The id of the feed of an address that was removed last; None if there is none."""
    row = connection.execute(
        "SELECT id FROM feeds WHERE url = ? AND removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC", (url,)
    ).fetchone()
    return None if row is None else row[0]


def removed_before(connection: sqlite3.Connection, before: datetime | None) -> list[int]:
    """The feeds that were removed before a time; None: all that were removed."""
    latest = 2**62 if before is None else seconds(before)
    rows = connection.execute("SELECT id FROM feeds WHERE removed_at < ? ORDER BY id", (latest,))
    return [feed_id for (feed_id,) in rows]


def delete(connection: sqlite3.Connection, feed_id: int) -> None:
    """Deletes a feed for good, with its articles and their marks."""
    for statement in _DELETE:
        connection.execute(statement, (feed_id,))
