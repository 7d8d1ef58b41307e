"""Libraries as earlier versions of wortreader left them: their migrations and no later ones, filled with plain SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from library_factory import NOW

from wortreader import folding
from wortreader.model import PreparedArticle
from wortreader.store import schema
from wortreader.store.connection import Connection, connect

TIME = int(NOW.timestamp())

ARTICLES = (
    (1, "Die Wahl in Ägypten", "Jana Æbischer", "Die Bundestagswahl und die Straße nach Kairo " * 20),
    (2, "Le débat des œuvres", None, "Le gouvernement protège les données et les élections " * 20),
    (3, "D'Gemeng huet decidéiert", "mb", "De Gemengerot huet de Budget gestëmmt " * 3),
    (4, "Only a title", None, ""),
)
"""The number, title, author and text of each article; all but the last two are of the feed in the folder."""

_COMMON = """
INSERT INTO folders(id, parent_id, name) VALUES (1, NULL, 'Papers'), (2, 1, 'Abroad');
INSERT INTO feeds(id, url, own_title, title, folder_id, added_at)
  VALUES (1, 'https://example.org/feed', 'My paper', 'Paper', 2, 1700000000);
INSERT INTO feeds(id, url, title, is_paused, added_at) VALUES (2, 'https://example.lu/feed', 'Blat', 1, 1700000000);
INSERT INTO feed_states(feed_id, etag, refreshed_at, failure, failure_count) VALUES
  (1, 'W/"x"', 1700000100, NULL, 0), (2, NULL, 1700000100, 'gone', 3);
INSERT INTO reading(article_id, feed_id, sort_at, is_read, read_at, is_starred, starred_at, place, place_at) VALUES
  (1, 1, 1700000400, 1, 1700000500, 1, 1700000501, 0.0, NULL), (2, 1, 1700000300, 0, NULL, 0, NULL, 0.5, 1700000502),
  (3, 2, 1700000200, 0, NULL, 0, NULL, NULL, NULL), (4, 2, 1700000100, 1, 1700000503, 0, NULL, NULL, NULL);
INSERT INTO pruned VALUES (1, 'abc', 1700000000);
"""

_SINCE_2 = """
UPDATE feeds SET full_text = 'page' WHERE id = 2;
UPDATE articles SET completeness = 1, is_paywalled = 1 WHERE id = 3;
UPDATE reading SET anchor = 'les données' WHERE article_id = 2;
INSERT INTO feed_texts VALUES (2, 'Le gouvernement', '<p>Le gouvernement</p>', 2, 1);
INSERT INTO pages VALUES (2, 'https://example.org/2', 'taken', NULL, 'trafilatura', 1700000400, 1);
"""

_SINCE_3 = """
INSERT INTO views(name, query, added_at) VALUES ('Elections', 'wahl OR élection', 1700000000);
INSERT INTO searches VALUES ('budget', 1700000000);
"""


@contextmanager
def _older(path: Path, version: int) -> Iterator[Connection]:
    """The empty library of that version, open for being filled."""
    path.touch()
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("BEGIN")
        schema.migrate(connection, 0, version)
        if version >= 3:  # such a library had been opened once, and its index filled
            connection.execute("UPDATE search_state SET folding_version = ?", (folding.VERSION,))
        yield connection
        connection.vocabulary.flush(connection)
        connection.execute("COMMIT")


def old_library(path: Path, version: int, *, count: int = len(ARTICLES)) -> Path:
    """A library as `version` of it was, with these articles, and up to `count` that say `Wort` and a number."""
    with _older(path, version) as connection:
        _fill(connection, version, count)
    return path


def _fill(connection: Connection, version: int, count: int) -> None:
    statements = [_COMMON, *([_SINCE_2] if version >= 2 else []), *([_SINCE_3] if version >= 3 else [])]
    more = [(number, f"Wort {number}", None, f"Wort {number} " * 30) for number in range(len(ARTICLES) + 1, count + 1)]
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for number, title, author, text in (*ARTICLES, *more):
        feed_id = 1 if number < 3 else 2
        connection.execute(
            "INSERT INTO articles(id, feed_id, guid, title, author, url, language, word_count, published_at, "
            "first_seen_at, content_hash, raw_hash) VALUES (?, ?, ?, ?, ?, ?, 'de', ?, ?, 1700000000, 'c', 'r')",
            (number, feed_id, f"g{number}", title, author, f"https://example.org/{number}", len(text.split()), 1.7e9),
        )
        connection.execute(
            "INSERT INTO bodies(article_id, tags, enclosures, summary, text, html) VALUES (?, ?, ?, '', ?, ?)",
            (number, '["Politik"]' if number == 1 else "[]", "[]", text, f"<p>{text}</p><img src='x.png'>"),
        )
        if number > len(ARTICLES):
            connection.execute(
                "INSERT INTO reading(article_id, feed_id, sort_at) VALUES (?, 2, ?)", (number, 1_700_000_000 - number)
            )
    for statement in "".join(statements).split(";\n"):
        connection.execute(statement)


def make_older_library(path: Path, version: int, articles: Sequence[PreparedArticle]) -> None:
    """A library of that version with these articles of one feed, their texts as they are, the first number 1."""
    with _older(path, version) as connection:
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
