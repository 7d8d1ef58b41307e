"""Making two feeds one, within a transaction of `Feeds`.

Nothing that the user has is lost: articles, marks, the own name, the folder. An article that both feeds have is kept
once, and is read if it was read in either.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from wortreader.article_keys import article_key


def merge(connection: sqlite3.Connection, kept_id: int, other_id: int) -> None:
    """Moves what belongs to `other_id` to `kept_id`, and deletes that feed. The kept one is read anew next time."""
    for kept_article, other_article in _same_articles(connection, kept_id, other_id):
        _unite(connection, kept_article, other_article)
    _leave_stories(connection, kept_id, other_id)
    # Views that select by feed look at these again.
    connection.execute(
        "INSERT OR REPLACE INTO changed_articles (article_id) SELECT id FROM articles WHERE feed_id = ?", (other_id,)
    )
    for statement in (
        "UPDATE articles SET feed_id = ?1 WHERE feed_id = ?2",
        "UPDATE reading SET feed_id = ?1 WHERE feed_id = ?2",
        "INSERT OR IGNORE INTO pruned_guids (feed_id, guid_hash, pruned_at) "
        "SELECT ?1, guid_hash, pruned_at FROM pruned_guids WHERE feed_id = ?2",
        "UPDATE feeds SET own_title = coalesce(feeds.own_title, other.own_title), "
        "folder_id = coalesce(feeds.folder_id, other.folder_id), site_url = coalesce(feeds.site_url, other.site_url), "
        "full_text = CASE feeds.full_text WHEN 'auto' THEN other.full_text ELSE feeds.full_text END, "
        "is_paused = min(feeds.is_paused, other.is_paused), added_at = min(feeds.added_at, other.added_at) "
        "FROM feeds AS other WHERE feeds.id = ?1 AND other.id = ?2",
        "UPDATE feed_states SET etag = NULL, last_modified = NULL, body_hash = NULL, moved_to = NULL, "
        "carries_teasers = coalesce(feed_states.carries_teasers, other.carries_teasers) "
        "FROM feed_states AS other WHERE feed_states.feed_id = ?1 AND other.feed_id = ?2",
    ):
        connection.execute(statement, (kept_id, other_id))
    for statement in (
        "DELETE FROM pruned_guids WHERE feed_id = ?",
        "DELETE FROM feed_states WHERE feed_id = ?",
        "DELETE FROM feeds WHERE id = ?",
    ):
        connection.execute(statement, (other_id,))


def _same_articles(connection: sqlite3.Connection, kept_id: int, other_id: int) -> list[tuple[int, int]]:
    """The articles that both feeds have, as pairs: those with one guid, then those whose address no other has.

    Guids and addresses are compared by their `article_key`.
    """
    kept, other = (
        connection.execute("SELECT id, guid, url FROM articles WHERE feed_id = ?", (feed_id,)).fetchall()
        for feed_id in (kept_id, other_id)
    )
    by_guid = {article_key(guid): article_id for article_id, guid, _url in kept}
    pairs = [
        (kept_article, article_id)
        for article_id, guid, _url in other
        if (kept_article := by_guid.pop(article_key(guid), None)) is not None
    ]
    paired = {article_id for pair in pairs for article_id in pair}
    by_url, by_other_url = (_by_address(rows, paired) for rows in (kept, other))
    return pairs + [(by_url[url], article_id) for url, article_id in by_other_url.items() if url in by_url]


def _by_address(rows: Iterable[tuple[int, str, str | None]], without: set[int]) -> dict[str, int]:
    """Article ids by the addresses that only one of the rows has."""
    addresses = [
        (article_key(url), article_id)
        for article_id, _guid, url in rows
        if url is not None and article_id not in without
    ]
    count = Counter(url for url, _article_id in addresses)
    return {url: article_id for url, article_id in addresses if count[url] == 1}


def _unite(connection: sqlite3.Connection, kept: int, other: int) -> None:
    """Keeps one of two articles that are the same: the one whose page's text is here, with the marks of both."""
    has_page_text = "SELECT EXISTS (SELECT 1 FROM feed_texts WHERE article_id = ?)"
    kept_has, other_has = (connection.execute(has_page_text, (number,)).fetchone()[0] for number in (kept, other))
    if other_has and not kept_has:
        kept, other = other, kept
    for statement in (
        "UPDATE reading SET is_read = max(reading.is_read, other.is_read), "
        "read_at = coalesce(reading.read_at, other.read_at), is_starred = max(reading.is_starred, other.is_starred), "
        "starred_at = coalesce(reading.starred_at, other.starred_at), "
        "position = coalesce(reading.position, other.position), anchor = coalesce(reading.anchor, other.anchor), "
        "begun_at = coalesce(reading.begun_at, other.begun_at) "
        "FROM reading AS other WHERE reading.article_id = ?1 AND other.article_id = ?2",
        "UPDATE articles SET left_feed_at = NULL WHERE id = ?1 "
        "AND (SELECT left_feed_at FROM articles WHERE id = ?2) IS NULL",
        "UPDATE OR IGNORE outbox SET article_id = ?1 WHERE article_id = ?2",
    ):
        connection.execute(statement, (kept, other))
    for statement in (
        "DELETE FROM bodies WHERE article_id = ?",
        "DELETE FROM reading WHERE article_id = ?",
        "DELETE FROM articles WHERE id = ?",
    ):
        connection.execute(statement, (other,))


def _leave_stories(connection: sqlite3.Connection, kept_id: int, other_id: int) -> None:
    """Takes the articles of `other_id` out of stories that have one of `kept_id`: a story has one of each feed."""
    connection.execute(
        "INSERT OR REPLACE INTO stories (article_id, story_id) SELECT article_id, NULL FROM stories "
        "JOIN articles ON articles.id = article_id WHERE feed_id = ? AND story_id IN "
        "(SELECT story_id FROM stories JOIN articles ON articles.id = article_id WHERE feed_id = ?)",
        (other_id, kept_id),
    )
