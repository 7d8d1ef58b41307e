"""Deletes articles that are no longer needed, and corrects the times of those that a wrong clock has put ahead."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from wortreader.article_keys import lasting_names
from wortreader.store.library import Library
from wortreader.store.times import LATEST_AHEAD, moment, seconds

BATCH = 100
"""Articles deleted in one transaction, so that other writers do not wait long."""


def prune(library: Library, *, now: datetime, keep_days: int, by_feed: Mapping[int, int] | None = None) -> int:
    """Deletes read articles that left their feed more than `keep_days` ago, and returns their number.

    Those with a star or a tag of their own stay, those that are to be played, and those that a rule keeps for ever.
    `by_feed` has the days of feeds that have their own. With the articles, their pictures are deleted; their guids are
    remembered, so that they do not come back as new. 0 days: nothing is deleted.
    """
    own = by_feed or {}
    groups = [(keep_days, "NOT IN", list(own))]
    groups += [(days, "IN", [feed_id for feed_id in own if own[feed_id] == days]) for days in set(own.values())]
    pruned_count = 0
    for days, among, feed_ids in groups:
        while days > 0 and (batch := _prune_batch(library, now, now - timedelta(days=days), among, feed_ids)):
            pruned_count += batch
            if batch < BATCH:
                break
    if any(days > 0 for days, _among, _feed_ids in groups):
        library.pictures.delete_dropped_files()
    return pruned_count


def last_refreshed_at(library: Library) -> datetime | None:
    """When a feed was refreshed last; None if none was."""
    with library.database.read() as connection:
        return moment(connection.execute("SELECT max(refreshed_at) FROM feed_states").fetchone()[0])


def bring_back_from_future(library: Library, *, now: datetime) -> int:
    """Gives articles that were first seen after tomorrow the time `now`, and returns their number.

    They came when the clock was wrong, and would be on top of all lists until then. To be called only if `now` is
    certain.
    """
    latest = seconds(now + LATEST_AHEAD)
    with library.database.read() as connection:
        ahead = connection.execute(
            "SELECT 1 FROM reading WHERE sort_at > ?1 UNION ALL SELECT 1 FROM set_aside WHERE sort_at > ?1 LIMIT 1",
            (latest,),
        ).fetchone()
        left = connection.execute("SELECT 1 FROM articles WHERE left_feed_at > ? LIMIT 1", (latest,)).fetchone()
    if ahead is None and left is None:
        return 0
    with library.database.write() as connection:
        at = seconds(now)
        connection.execute(
            "UPDATE articles SET first_seen_at = ?1 WHERE id IN (SELECT article_id FROM reading WHERE sort_at > ?2 "
            "UNION ALL SELECT article_id FROM set_aside WHERE sort_at > ?2)",
            (at, latest),
        )
        connection.execute("UPDATE articles SET left_feed_at = ? WHERE left_feed_at > ?", (at, latest))
        return sum(
            connection.execute(f"UPDATE {table} SET sort_at = ? WHERE sort_at > ?", (at, latest)).rowcount  # noqa: S608
            for table in ("reading", "set_aside")
        )


def correct_departures(library: Library, since: datetime, until: datetime, clock_error: timedelta) -> None:
    """Corrects when those articles left their feeds that did between two times of a clock that was wrong by so much.

    With a clock that was years behind, they would be deleted as soon as it is right, if they are read.
    """
    with library.database.write() as connection:
        connection.execute(
            "UPDATE articles SET left_feed_at = left_feed_at - ? WHERE left_feed_at BETWEEN ? AND ?",
            (int(clock_error.total_seconds()), seconds(since), seconds(until)),
        )


def _prune_batch(library: Library, now: datetime, left_before: datetime, among: str, feed_ids: Sequence[int]) -> int:
    """Deletes some articles of the feeds that are `IN`, or `NOT IN`, `feed_ids`, and returns their number."""
    with library.database.write() as connection:
        doomed = connection.execute(
            "SELECT id, articles.feed_id, guid, url, title, published_at, content_hash "  # noqa: S608 - ours
            "FROM articles LEFT JOIN reading ON reading.article_id = articles.id "
            "LEFT JOIN set_aside ON set_aside.article_id = articles.id AND cause = 'rule' "
            f"WHERE left_feed_at < ? AND articles.feed_id {among} (SELECT value FROM json_each(?)) "
            "AND coalesce(reading.is_read, set_aside.is_read) = 1 "
            "AND coalesce(reading.is_starred, set_aside.is_starred) = 0 "
            "AND NOT EXISTS (SELECT 1 FROM article_tags WHERE article_id = articles.id) "
            "AND NOT EXISTS (SELECT 1 FROM play_queue WHERE article_id = articles.id) "
            "AND NOT EXISTS (SELECT 1 FROM rule_marks WHERE article_id = articles.id AND action = 'keep') LIMIT ?",
            (seconds(left_before), json.dumps(feed_ids), BATCH),
        ).fetchall()
        connection.executemany(
            "INSERT OR IGNORE INTO pruned_guids (feed_id, guid_hash, pruned_at) VALUES (?, ?, ?)",
            [
                (feed_id, name, seconds(now))
                for _id, feed_id, guid, url, title, published_at, content_hash in doomed
                for name in lasting_names(
                    guid, url=url, title=title, published_at=moment(published_at), content_hash=content_hash
                )
            ],
        )
        ids = [(article_id,) for article_id, *_others in doomed]
        connection.executemany("DELETE FROM bodies WHERE article_id = ?", ids)
        connection.executemany("DELETE FROM reading WHERE article_id = ?", ids)
        connection.executemany("DELETE FROM set_aside WHERE article_id = ?", ids)
        connection.executemany("DELETE FROM articles WHERE id = ?", ids)
    return len(doomed)
