"""Completes what has been read of a damaged library: what refers to a lost row gets another one, or is deleted.

An article of which only the text or the marks are left stays: the index tells its guid, by which the next refresh
recognises it, and its feed brings back the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import LOCAL_SCHEME
from wortreader.store import bodies
from wortreader.store.connection import Connection

PLACEHOLDER: Final = f"{LOCAL_SCHEME}recovered/"
"""What the address of a feed begins with of which nothing but articles is left."""

_LONGEST_TITLE: Final = 120

_ADD_ARTICLES: Final = """
    INSERT OR IGNORE INTO articles
      (id, feed_id, guid, title, url, word_count, published_at, first_seen_at, content_hash)
    SELECT id, feed_id, guid, coalesce(title_of(text), guid), CASE WHEN guid LIKE 'http%://%' THEN guid END,
      0, sort_at, coalesce(sort_at, 0), ''
    FROM (
      SELECT ids.id AS id, text, sort_at, coalesce(guid, ? || ids.id) AS guid,
        coalesce(marked.feed_id, indexed.feed_id, (SELECT max(feed_id) + 1 FROM marked), 1) AS feed_id
      FROM (
        SELECT article_id AS id FROM bodies UNION SELECT article_id FROM marked JOIN indexed USING (article_id)
      ) AS ids
      LEFT JOIN bodies ON bodies.article_id = ids.id
      LEFT JOIN marked ON marked.article_id = ids.id
      LEFT JOIN indexed ON indexed.article_id = ids.id
      WHERE ids.id NOT IN (SELECT id FROM articles)
    )
"""


@lazy_dataclass(frozen=True, slots=True)
class Indexed:
    """What indexes tell of rows, some of which may be lost."""

    feeds: Mapping[int, str]
    """The address of each feed, by its id."""
    articles: Mapping[int, tuple[int, str]]
    """The feed and the guid of each article, by its id."""
    pictures: Mapping[int, str]
    """The address of each picture, by its id."""
    tags: Mapping[int, str]
    """The name of each tag, by its id."""


@lazy_dataclass(frozen=True, slots=True)
class Losses:
    """What of the articles could not be read."""

    known_articles: int
    """How many articles there were, as far as rows of any kind and the index tell."""
    texts: int
    """How many articles have lost their text."""


def complete(new: Connection, tables: Sequence[str], indexed: Indexed) -> Losses:
    """Adds the rows that are missing, and deletes those of `tables` that refer to lost ones."""
    # An article is shown if it is in both, after the pages of the one and the other were written at different times.
    new.execute("DELETE FROM set_aside WHERE article_id IN (SELECT article_id FROM reading)")
    new.execute(
        "CREATE TEMP VIEW marked AS SELECT article_id, feed_id, sort_at FROM reading "
        "UNION ALL SELECT article_id, feed_id, sort_at FROM set_aside"
    )
    new.execute("CREATE TEMP TABLE indexed (article_id INTEGER PRIMARY KEY, feed_id INTEGER, guid TEXT)")
    rows = [(article_id, *rest) for article_id, rest in indexed.articles.items()]
    new.executemany("INSERT INTO indexed VALUES (?, ?, ?)", rows)
    known: int = new.execute(
        "SELECT count(*) FROM (SELECT id FROM articles UNION SELECT article_id FROM bodies "
        "UNION SELECT article_id FROM marked UNION SELECT article_id FROM indexed)"
    ).fetchone()[0]
    _add_articles(new)
    _add_feeds(new, indexed.feeds)
    # They are fetched again.
    new.executemany("INSERT OR IGNORE INTO pictures (id, url) VALUES (?, ?)", indexed.pictures.items())
    new.executemany("INSERT OR IGNORE INTO tags (id, name) VALUES (?, ?)", indexed.tags.items())
    # Without its hashes an article counts as changed, and gets its text back if its feed still has it.
    new.execute(
        "UPDATE articles SET content_hash = '', raw_hash = NULL WHERE id NOT IN (SELECT article_id FROM bodies)"
    )
    texts = new.execute(
        "INSERT INTO bodies (article_id, categories, enclosures, summary, text, html) "
        "SELECT id, '[]', '[]', '', ?, ? FROM articles WHERE id NOT IN (SELECT article_id FROM bodies)",
        bodies.pack("", ""),
    ).rowcount
    new.execute(
        "INSERT INTO reading (article_id, feed_id, sort_at) SELECT id, feed_id, coalesce(published_at, first_seen_at) "
        "FROM articles WHERE id NOT IN (SELECT article_id FROM marked)"
    )
    new.execute("UPDATE feed_states SET etag = NULL, last_modified = NULL, body_hash = NULL, due_at = NULL")
    new.execute("UPDATE folders SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM folders)")
    new.execute("UPDATE feeds SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folders)")
    # The file of a download is there without its article.
    new.execute("UPDATE downloads SET article_id = NULL WHERE article_id NOT IN (SELECT id FROM articles)")
    while any(_delete_orphans(new, table) for table in tables):
        pass
    new.execute("DELETE FROM tags WHERE id NOT IN (SELECT tag_id FROM article_tags UNION SELECT tag_id FROM feed_tags)")
    new.execute("DROP TABLE indexed")
    new.execute("DROP VIEW marked")
    return Losses(known, texts)


def _add_articles(new: Connection) -> None:
    """Adds articles of which only the text or the marks are left, under the first line of the text.

    Marks without a text are kept if the guid is known: otherwise nothing would tell what they are of.
    """
    new.create_function("title_of", 1, _title_of)
    new.execute(_ADD_ARTICLES, (PLACEHOLDER,))


def _title_of(text: bytes | None) -> str | None:
    """The first line of a stored text; None if there is none."""
    line = bodies.text_of(text or b"").strip().partition("\n")[0]
    return line[:_LONGEST_TITLE] or None


def _add_feeds(new: Connection, addresses: Mapping[int, str]) -> None:
    """Adds the feeds of all articles, with their own addresses if the index tells them."""
    lost = new.execute("SELECT DISTINCT feed_id FROM articles WHERE feed_id NOT IN (SELECT id FROM feeds)").fetchall()
    for feed_id, url in addresses.items():
        new.execute("INSERT OR IGNORE INTO feeds (id, url, added_at) VALUES (?, ?, 0)", (feed_id, url))
    for (feed_id,) in lost:
        new.execute(
            "INSERT OR IGNORE INTO feeds (id, url, title, added_at) VALUES (?, ?, ?, 0)",
            (feed_id, f"{PLACEHOLDER}{feed_id}", _("Recovered articles")),
        )
    new.execute("INSERT OR IGNORE INTO feed_states (feed_id) SELECT id FROM feeds")


def _delete_orphans(new: Connection, table: str) -> bool:
    """Deletes the rows that refer to lost ones. True if there were any."""
    count = 0
    for reference in new.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
        parent, column, key = reference[2:5]
        count += new.execute(
            f'DELETE FROM "{table}" WHERE "{column}" IS NOT NULL '  # noqa: S608 - names of the schema's
            f'AND "{column}" NOT IN (SELECT "{key}" FROM "{parent}")'
        ).rowcount
    return count > 0
