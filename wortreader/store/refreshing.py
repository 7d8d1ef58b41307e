"""The statements of a refresh, within the transactions of `Feeds`."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from wortreader.article_keys import article_key
from wortreader.model import FeedChanges, Known, ParsedArticle, PreparedArticle, RefreshHints, StoredArticle
from wortreader.model.episodes import NO_EPISODE
from wortreader.store import bodies, stories, supplement_rows
from wortreader.store.times import LATEST_AHEAD, moment, seconds, sort_times

_PORTS: Final = {"http": 80, "https": 443}


def known_articles(connection: sqlite3.Connection, feed_id: int) -> Known:
    """What is stored of a feed's articles."""
    rows = connection.execute(
        "SELECT id, guid, content_hash, raw_hash, url, title, published_at, left_feed_at IS NOT NULL "
        "FROM articles WHERE feed_id = ?",
        (feed_id,),
    )
    articles = {
        guid: StoredArticle(article_id, guid, content_hash, raw_hash, url, title, moment(published_at), bool(is_gone))
        for article_id, guid, content_hash, raw_hash, url, title, published_at, is_gone in rows
    }
    pruned = connection.execute("SELECT guid_hash FROM pruned_guids WHERE feed_id = ?", (feed_id,))
    return Known(articles, frozenset(name for (name,) in pruned))


def apply(connection: sqlite3.Connection, feed_id: int, changes: FeedChanges) -> list[int]:
    """Stores the new state of a feed, and its new and changed articles; returns the ids of these."""
    at = changes.refreshed_at
    connection.execute(
        "UPDATE feeds SET title = ?, site_url = coalesce(?, site_url), description = ?, language = ?, format = ? "
        "WHERE id = ?",
        (changes.title, changes.site_url, changes.description, changes.language, changes.format, feed_id),
    )
    move(connection, feed_id, changes.url)
    note_move(connection, feed_id, changes.moved_to, at)
    connection.execute(
        "UPDATE feed_states SET etag = ?, last_modified = ?, body_hash = ?, refreshed_at = ?, due_at = ?, "
        "is_malformed = ?, failure = NULL, failing_since = NULL, failure_count = 0, waits_until = NULL, "
        "announced_url = ?, hints = ?, carries_teasers = coalesce(?, carries_teasers) WHERE feed_id = ?",
        (
            changes.etag,
            changes.last_modified,
            changes.body_hash,
            seconds(at),
            seconds(changes.due_at),
            changes.is_malformed,
            changes.announced_url,
            pack_hints(changes.hints),
            changes.carries_teasers,
            feed_id,
        ),
    )
    times = sort_times([article.parsed.published_at for article in changes.new], at)
    inserted = [
        _insert(connection, feed_id, article, at, sort_at) for article, sort_at in zip(changes.new, times, strict=True)
    ]
    for article_id, guid, url in changes.renamed:
        _rename(connection, article_id, guid, url)
    for article_id, article in changes.updated:
        _update(connection, article_id, article)
    connection.executemany(
        "UPDATE articles SET raw_hash = ? WHERE id = ?", [(raw, article_id) for article_id, raw in changes.raw_hashes]
    )
    if any(article.has_pictures for article in [*changes.new, *(article for _id, article in changes.updated)]):
        _leave_pictures(connection, feed_id, at)
    left_at = seconds(at)
    connection.executemany(
        "UPDATE articles SET left_feed_at = ? WHERE id = ? AND left_feed_at IS NULL",
        [(left_at, i) for i in changes.gone],
    )
    connection.executemany("UPDATE articles SET left_feed_at = NULL WHERE id = ?", [(i,) for i in changes.returned])
    return [*filter(None, inserted), *(article_id for article_id, _article in changes.updated)]


def _leave_pictures(connection: sqlite3.Connection, feed_id: int, at: datetime) -> None:
    """Leaves the pictures of the newest articles to the next refresh, should this one be killed before it has them."""
    from wortreader.store.pictures import NEWEST  # takes 2 ms, and the first list does not need it

    connection.execute(
        "INSERT OR IGNORE INTO pictures_left (article_id, due_at) SELECT id, ? FROM articles WHERE lacks_pictures = 1 "
        "AND id IN (SELECT article_id FROM reading WHERE feed_id = ? ORDER BY sort_at DESC, article_id DESC LIMIT ?)",
        (seconds(at), feed_id, NEWEST),
    )


def note_move(connection: sqlite3.Connection, feed_id: int, moved_to: str | None, at: datetime) -> None:
    """Stores where a feed is being sent, None for nowhere, and since when it has been sent there without a break."""
    connection.execute(
        "UPDATE feed_states SET moved_to = ?2, moved_since = "
        "CASE WHEN ?2 IS NULL THEN NULL WHEN moved_to = ?2 THEN moved_since ELSE ?3 END WHERE feed_id = ?1",
        (feed_id, moved_to, seconds(at)),
    )


def pack_hints(hints: RefreshHints) -> str:
    """The value of the column `hints`."""
    return _json((hints.ttl_minutes, hints.fresh_seconds, hints.skip_hours, hints.skip_days))


def unpack_hints(stored: str | None) -> RefreshHints:
    """What `pack_hints` has packed; nothing for NULL and for a damaged value."""
    try:
        ttl_minutes, fresh_seconds, hours, days = json.loads(stored or "")
        return RefreshHints(ttl_minutes, fresh_seconds, tuple(hours), tuple(days))
    except (ValueError, TypeError):
        return RefreshHints()


def move(connection: sqlite3.Connection, feed_id: int, url: str) -> None:
    """Changes the address of a feed, unless another feed has the new one.

    The user has allowed a host and port in their own network, not those that the feed moves to.
    """
    former = connection.execute("SELECT url FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    if former is None or former[0] == url:
        return
    connection.execute(
        "UPDATE feeds SET url = ?1, is_private_allowed = is_private_allowed AND ?3 "
        "WHERE id = ?2 AND NOT EXISTS (SELECT 1 FROM feeds WHERE url = ?1 AND removed_at IS NULL)",
        (url, feed_id, _place(url) is not None and _place(former[0]) == _place(url)),
    )


def _place(url: str) -> tuple[str, int | None] | None:
    """Host and port of an address; None for what is not an address."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "", parts.port or _PORTS.get(parts.scheme))
    except ValueError:
        return None


def _insert(
    connection: sqlite3.Connection, feed_id: int, article: PreparedArticle, at: datetime, sort_at: datetime
) -> int | None:
    """The id of a new article; None if another process has stored it meanwhile."""
    parsed = article.parsed
    inserted = connection.execute(
        "INSERT INTO articles (feed_id, guid, title, language, word_count, author, url, published_at, updated_at, "
        "first_seen_at, content_hash, raw_hash, completeness, lacks_pictures, contents) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (feed_id, guid) DO NOTHING",
        (
            feed_id,
            parsed.guid,
            parsed.title,
            parsed.language,
            article.word_count,
            parsed.author,
            parsed.url,
            seconds(parsed.published_at),
            seconds(parsed.updated_at),
            seconds(at),
            parsed.content_hash,
            parsed.raw_hash,
            article.completeness,
            article.has_pictures,
            bodies.contents_of(parsed.html),
        ),
    )
    if not inserted.rowcount:
        return None
    article_id = inserted.lastrowid
    connection.execute(
        "INSERT INTO bodies (article_id, comments_url, categories, enclosures, summary, text, html) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article_id, *_beside_text(parsed), *bodies.pack(article.text, parsed.html)),
    )
    if article_id is not None and parsed.episode != NO_EPISODE:
        supplement_rows.note(connection, article_id, parsed.episode)
    connection.execute(
        "INSERT INTO reading (article_id, feed_id, sort_at) VALUES (?, ?, ?)", (article_id, feed_id, seconds(sort_at))
    )
    if article_id is not None and article.fingerprint:
        stories.assign(connection, article_id, article.fingerprint)
    return article_id


def _rename(connection: sqlite3.Connection, article_id: int, guid: str, url: str | None) -> None:
    """Stores another guid and address of an article. The page that was fetched is also that of another spelling.

    The guid stays if another process has given the new one to another article meanwhile.
    """
    row = connection.execute("SELECT url FROM articles WHERE id = ?", (article_id,)).fetchone()
    former = row[0] if row else None
    if former and url and article_key(former) == article_key(url):
        connection.execute("UPDATE pages SET url = ? WHERE article_id = ? AND url = ?", (url, article_id, former))
    connection.execute("UPDATE OR IGNORE articles SET guid = ? WHERE id = ?", (guid, article_id))
    connection.execute("UPDATE articles SET url = ? WHERE id = ? AND url IS NOT ?", (url, article_id, url))


def _update(connection: sqlite3.Connection, article_id: int, article: PreparedArticle) -> None:
    parsed = article.parsed
    published_at, updated_at = _dates_after_update(connection, article_id, parsed)
    connection.execute(
        "UPDATE articles SET title = ?, language = ?, author = ?, url = ?, published_at = ?, "
        "updated_at = ?, left_feed_at = NULL, content_hash = ?, raw_hash = ? WHERE id = ?",
        (
            parsed.title,
            parsed.language,
            parsed.author,
            parsed.url,
            published_at,
            updated_at,
            parsed.content_hash,
            parsed.raw_hash,
            article_id,
        ),
    )
    connection.execute(
        "UPDATE bodies SET comments_url = ?, categories = ?, enclosures = ?, summary = ? WHERE article_id = ?",
        (*_beside_text(parsed), article_id),
    )
    supplement_rows.note(connection, article_id, parsed.episode)
    uses_page_text = connection.execute(
        "UPDATE feed_texts SET text = ?, html = ?, word_count = ?, completeness = ? WHERE article_id = ?",
        (*bodies.pack(article.text, parsed.html), article.word_count, article.completeness, article_id),
    ).rowcount
    if uses_page_text:  # the article uses its page's text, which stays
        return
    bodies.put(connection, article_id, article.text, parsed.html)
    connection.execute(
        "UPDATE articles SET word_count = ?, completeness = ?, lacks_pictures = ? WHERE id = ?",
        (article.word_count, article.completeness, article.has_pictures, article_id),
    )
    stories.reassign(connection, article_id, article.fingerprint)


def _dates_after_update(
    connection: sqlite3.Connection, article_id: int, parsed: ParsedArticle
) -> tuple[int | None, int | None]:
    """When an article was published and last changed, in seconds, after the feed has sent it anew.

    The first date of publication stays, as its place in the lists does. A later one is that of the change: feeds with
    only one date give it that of the change, and others publish a changed article again. An impossible one is replaced.
    """
    first, first_seen_at = connection.execute(
        "SELECT published_at, first_seen_at FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    published, updated = seconds(parsed.published_at), seconds(parsed.updated_at)
    if first is None or published is None or first > first_seen_at + LATEST_AHEAD.total_seconds():
        return (first if published is None else published), updated
    changed = max(published, updated or 0)
    return first, changed if changed > first else None


def _beside_text(parsed: ParsedArticle) -> tuple[str | None, str, str, str]:
    """The columns of `bodies` before `text`, in their order."""
    enclosures = [(file.url, file.type, file.length, file.seconds) for file in parsed.enclosures]
    return (parsed.comments_url, _json(parsed.categories), _json(enclosures), parsed.summary)


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
