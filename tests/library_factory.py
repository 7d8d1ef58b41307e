"""Makes articles for tests, and libraries with them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from wortreader.model import Feed, FeedChanges, ParsedArticle, PreparedArticle, View, ViewKind
from wortreader.store.library import Library

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
"""The beginning of the day of NOW in Luxembourg."""

ALL = View(ViewKind.ALL)


def hours_ago(hours: float) -> datetime:
    """A time before NOW; the arguments are those of `timedelta`."""
    return NOW - timedelta(hours=hours)


def article(guid: str, text: str = "", **fields: Any) -> PreparedArticle:
    """An article of a few words, first seen and published at NOW unless `fields` override that."""
    parsed = ParsedArticle(
        guid=guid,
        url=f"https://example.org/{guid}",
        title=f"Title of {guid}",
        author=None,
        published_at=NOW,
        updated_at=None,
        language=None,
        summary="",
        html=f"<p>{text}</p>",
        raw_hash=f"raw-{guid}",
        content_hash=f"content-{guid}-{text}",
    )
    return PreparedArticle(replace(parsed, **fields), text, len(text.split()))


def changes(feed: Feed, *new: PreparedArticle, **fields: Any) -> FeedChanges:
    """The changes that a refresh at NOW writes for the articles `new`."""
    common: dict[str, Any] = {"title": feed.title, "refreshed_at": NOW, "due_at": NOW + timedelta(minutes=30)}
    return FeedChanges(feed.url, new=new, **{**common, **fields})


def shelve(library: Library, *new: PreparedArticle, url: str = "https://example.org/feed", **fields: Any) -> Feed:
    """Adds a feed with these articles, whose ids increase in this order; `fields` are those of `Feeds.add`."""
    feed = library.feeds.add(url, now=NOW, **fields)
    library.feeds.apply(feed.feed_id, changes(feed, *new))
    return library.feeds.get(feed.feed_id)


def ids_by_guid(library: Library, feed: Feed) -> dict[str, int]:
    """The id of each article of a feed, by guid."""
    known = library.feeds.known_articles(feed.feed_id)
    return {guid: stored.article_id for guid, stored in known.articles.items()}


def make_outdated_index(path: Path, *new: PreparedArticle) -> Path:
    """A library with these articles whose index has been emptied and must be rebuilt when it is opened."""
    library = Library.open(path)
    shelve(library, *new)
    with library.database.write() as connection:
        connection.execute("UPDATE search_state SET folding_version = 0")
        connection.execute("INSERT INTO search(search) VALUES ('delete-all')")
    library.close()
    return path


def change_past_triggers(path: Path, *statements: str) -> None:
    """Changes a library with triggers switched off."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _name, sql in triggers:
            connection.execute(sql)
