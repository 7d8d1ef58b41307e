"""Deletes articles that are no longer needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from wortreader.article_keys import lasting_names
from wortreader.store.library import Library
from wortreader.store.times import moment, seconds

BATCH = 100
"""Articles deleted in one transaction, so that other writers do not wait long."""


def prune(library: Library, *, now: datetime, keep_days: int) -> int:
    """Deletes the read, unstarred articles that left their feed more than `keep_days` ago, and returns their number.

    Their pictures are deleted too. Their guids are remembered, so that they do not come back as new. 0 days: nothing is
    deleted.
    """
    if keep_days <= 0:
        return 0
    pruned_count = 0
    while batch := _prune_batch(library, now, now - timedelta(days=keep_days)):
        pruned_count += batch
        if batch < BATCH:
            break
    library.pictures.delete_dropped_files()
    return pruned_count


def _prune_batch(library: Library, now: datetime, left_before: datetime) -> int:
    with library.database.write() as connection:
        doomed = connection.execute(
            "SELECT id, articles.feed_id, guid, url, title, published_at, content_hash "
            "FROM articles JOIN reading ON reading.article_id = articles.id "
            "WHERE left_feed_at < ? AND is_read = 1 AND is_starred = 0 LIMIT ?",
            (seconds(left_before), BATCH),
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
        connection.executemany("DELETE FROM articles WHERE id = ?", ids)
    return len(doomed)
