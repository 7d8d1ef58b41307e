"""Libraries as older versions of wortreader have left them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from shelving import NOW
from sqlite_utils import Database

from wortreader import folding
from wortreader.model import PreparedArticle
from wortreader.store import schema
from wortreader.store.opening import connect

TIME = int(NOW.timestamp())


def make_older_library(path: Path, version: int, articles: Sequence[PreparedArticle]) -> None:
    """A library of that version with these articles of one feed, their texts as they are, the first number 1."""
    path.touch()
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN")
        for step in schema.MIGRATIONS[:version]:
            step(Database(connection, recursive_triggers=False, execute_plugins=False))
        connection.execute("INSERT INTO feeds (url, title, added_at) VALUES ('u:1', 'Old', ?)", (TIME,))
        connection.execute("INSERT INTO feed_states (feed_id) VALUES (1)")
        for number, article in enumerate(articles, 1):
            parsed = article.parsed
            connection.execute(
                "INSERT INTO articles (feed_id, guid, title, language, word_count, first_seen_at, content_hash) "
                "VALUES (1, ?, ?, ?, ?, ?, '')",
                (parsed.guid, parsed.title, parsed.language, article.word_count, TIME),
            )
            connection.execute(
                "INSERT INTO bodies (article_id, tags, enclosures, summary, text, html) "
                "VALUES (?, '[]', '[]', '', ?, ?)",
                (number, article.text, parsed.html),
            )
            connection.execute("INSERT INTO reading (article_id, feed_id, sort_at) VALUES (?, 1, ?)", (number, TIME))
        if version >= 3:
            connection.execute("UPDATE search_state SET folding_version = ?", (folding.VERSION,))
        connection.vocabulary.flush(connection)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
