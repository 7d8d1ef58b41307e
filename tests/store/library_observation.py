"""What a library shows, to be compared with a model of it, and crashes in the middle of its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from wortreader.model import Article, View, ViewKind
from wortreader.store.library import Library


@contextmanager
def before_statement(connection: sqlite3.Connection, number: int, crash: Callable[[], object]) -> Iterator[None]:
    """Calls `crash` before the statement with this number that a connection executes within a transaction."""
    done = 0

    def count(_statement: str) -> None:
        nonlocal done
        done += connection.in_transaction
        if done == number:
            done += 1
            crash()

    connection.set_trace_callback(count)
    try:
        yield
    finally:
        connection.set_trace_callback(None)


def snapshot_of(library: Library, *, today: datetime) -> dict[str, object]:
    """All that a library shows, in the form of `LibraryModel.snapshot`."""
    feeds = sorted(library.feeds.all(), key=lambda feed: feed.url)
    urls = {feed.feed_id: feed.url for feed in feeds}
    paths = {folder.folder_id: library.folders.path(folder.folder_id) for folder in library.folders.all()}
    counts = library.articles.counts(today=today)
    gone = {
        article.article_id: article.is_gone
        for feed_id in urls
        for article in library.feeds.known_articles(feed_id).articles.values()
    }

    def ids(kind: ViewKind, number: int | None = None) -> list[int]:
        return list(library.articles.rows(View(kind, number), today=today).ids)

    lists: dict[object, list[int]] = {
        kind: ids(kind) for kind in (ViewKind.ALL, ViewKind.TODAY, ViewKind.UNREAD, ViewKind.STARRED, ViewKind.CONTINUE)
    }
    lists |= {url: ids(ViewKind.FEED, feed_id) for feed_id, url in urls.items()}
    lists |= {path: ids(ViewKind.FOLDER, folder_id) for folder_id, path in paths.items()}
    return {
        "feeds": [(feed.url, feed.title, library.folders.path(feed.folder_id), feed.is_paused) for feed in feeds],
        "folders": set(paths.values()),
        "articles": {number: _shown(library.articles.get(number), is_gone) for number, is_gone in gone.items()},
        "lists": lists,
        "counts": (
            {urls[feed_id]: count for feed_id, count in counts.unread_by_feed.items()},
            {urls[feed_id]: count for feed_id, count in counts.total_by_feed.items()},
            counts.today,
            counts.starred,
            counts.begun,
        ),
    }


def _shown(article: Article, is_gone: bool) -> tuple[object, ...]:
    texts = (article.guid, article.title, article.url, article.text, article.published_at)
    marks = (article.is_read, article.is_starred)
    return (*texts, article.sort_at, *marks, article.place, article.anchor, is_gone)
