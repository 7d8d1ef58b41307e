"""Articles whose text comes from their page: which pages are still to be fetched, and what became of them.

What is read and searched always stands in `bodies`. Where that is the page's text, the feed's own is kept beside it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from wortreader.model import LOCAL_SCHEME, Completeness, FullText
from wortreader.store import bodies, stories
from wortreader.store.database import Database
from wortreader.store.times import seconds
from wortreader.text_similarity import fingerprint

NEWEST = 30
"""Of a feed: the articles behind them are not fetched unasked."""

MOST_ATTEMPTS = 3
"""At a page that cannot be had; after that it is fetched only when the reader asks."""

FIRST_PAUSE = timedelta(hours=1)
"""Between two attempts at a page that cannot be had."""


class PageOutcome(StrEnum):
    """What became of fetching a page."""

    TAKEN = "taken"
    """Its text is what is read now."""
    POORER = "poorer"
    """It holds no more than the feed does."""
    FAILED = "failed"
    """It could not be had, or not be read."""
    UNWANTED = "unwanted"
    """Its site asks programs not to fetch it unless a person wants it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article whose page may hold more than its feed, with what the comparison needs."""

    article_id: int
    feed_id: int
    url: str
    feed_url: str
    is_private_allowed: bool
    """Whether the feed may lie in the reader's own network."""
    title: str
    summary: str
    """The feed's own, which stands above either text."""
    feed_text: str
    feed_word_count: int
    language: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of an article is here, and whether its page may bring the rest."""

    article_id: int
    word_count: int
    is_ready: bool
    """It is whole; or it has no page, or its feed's own texts are to be read, and no more is to be had."""
    is_refused: bool
    """Its page has been tried and does not help: it holds no more, or the rest is for subscribers."""
    lacks_pictures: bool = False
    """It shows pictures that are not here and may still be had."""

    @property
    def is_owed(self) -> bool:
        """True where the page is to be fetched."""
        return not self.is_ready and not self.is_refused


@dataclass(frozen=True, slots=True)
class PageText:
    """What is to be read instead of what the feed says."""

    html: str
    text: str
    word_count: int
    completeness: Completeness
    is_paywalled: bool
    language: str | None
    """None where it is not known better than from the feed."""
    method: str
    """How it was found, for people who look into a page that came out wrong."""
    has_pictures: bool = False
    """True where it shows pictures that would have to be fetched."""
    fingerprint: tuple[int, ...] = ()
    """What finds articles of the same text: see `shingles`."""


@dataclass(frozen=True, slots=True)
class FeedText:
    """What the feed itself says, where the page's text is what is read."""

    html: str
    text: str
    word_count: int
    completeness: Completeness


_CANDIDATE = """
    SELECT articles.id, articles.feed_id, articles.url, feeds.url, is_private_allowed, articles.title, summary,
      coalesce(feed_texts.text, bodies.text), coalesce(feed_texts.word_count, articles.word_count), articles.language
    FROM articles JOIN feeds ON feeds.id = articles.feed_id JOIN bodies ON bodies.article_id = articles.id
      LEFT JOIN feed_texts ON feed_texts.article_id = articles.id
"""

# A page is owed while the article is not whole and nobody has tried it, or tried in vain and not too often.
_OWING = """
    CASE (SELECT iif(full_text = 'auto', ?, full_text) FROM feeds WHERE feeds.id = articles.feed_id)
      WHEN 'page' THEN TRUE
      WHEN 'auto' THEN articles.completeness < 2
        AND (SELECT carries_teasers FROM feed_states WHERE feed_id = articles.feed_id)
    END
    AND articles.url IS NOT NULL AND left_feed_at IS NULL AND is_paywalled = 0
    AND NOT EXISTS (SELECT 1 FROM pages WHERE pages.article_id = articles.id AND pages.url = articles.url
      AND (outcome <> 'failed' OR attempts >= ? OR fetched_at > ?))
"""


class Pages:
    """The pages behind the articles of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def candidates(self, feed_id: int, *, now: datetime, usual: FullText = FullText.AUTO) -> list[Candidate]:
        """The articles of a feed whose pages are to be fetched, newest first: of the newest in it, those that are not
        whole. Empty where the feed's own texts are to be read, or carry all there is.

        `usual` is what holds for a feed of which the reader has said nothing else.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                f"{_CANDIDATE} WHERE articles.id IN "  # noqa: S608 - constants
                "(SELECT article_id FROM reading WHERE feed_id = ? ORDER BY sort_at DESC, article_id DESC LIMIT ?) "
                f"AND {_OWING} ORDER BY (SELECT sort_at FROM reading WHERE article_id = articles.id) DESC",
                (feed_id, NEWEST, usual, MOST_ATTEMPTS, seconds(now - FIRST_PAUSE)),
            )
            return [_candidate(row) for row in rows]

    def candidate(self, article_id: int) -> Candidate | None:
        """An article as a candidate because the reader asks for its page; None where it has none, or has gone."""
        with self._database.read() as connection:
            row = connection.execute(
                f"{_CANDIDATE} WHERE articles.id = ? AND articles.url IS NOT NULL",
                (article_id,),
            ).fetchone()
            return _candidate(row) if row else None

    def standings(self, article_ids: Sequence[int], *, now: datetime) -> list[Standing]:
        """How articles stand that the reader wants to have whole, in the order given; those that have gone are left
        out. A page that has failed three times is owed again an hour after the last attempt."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT articles.id, articles.word_count, articles.completeness >= ? OR articles.url IS NULL "
                "  OR feeds.full_text = 'feed' OR substr(feeds.url, 1, ?) = ?, "
                "is_paywalled OR EXISTS (SELECT 1 FROM pages WHERE article_id = articles.id AND url = articles.url "
                "  AND (outcome <> 'failed' OR (attempts >= ? AND fetched_at > ?))), "
                "lacks_pictures FROM articles JOIN feeds ON feeds.id = articles.feed_id "
                "WHERE articles.id IN (SELECT value FROM json_each(?))",
                (
                    Completeness.WHOLE,
                    len(LOCAL_SCHEME),
                    LOCAL_SCHEME,
                    MOST_ATTEMPTS,
                    seconds(now - FIRST_PAUSE),
                    json.dumps(list(article_ids)),
                ),
            )
            found = {row[0]: Standing(row[0], row[1], *map(bool, row[2:])) for row in rows}
        return [found[article_id] for article_id in article_ids if article_id in found]

    def take(self, article_id: int, page: PageText, *, url: str, at: datetime) -> bool:
        """Makes the page's text what is read, and keeps the feed's beside it. False where the article has gone."""
        with self._database.write() as connection:
            kept = connection.execute(
                "INSERT INTO feed_texts (article_id, text, html, word_count, completeness) "
                "SELECT id, text, html, word_count, completeness FROM articles JOIN bodies ON article_id = id "
                "WHERE id = ? ON CONFLICT (article_id) DO NOTHING",
                (article_id,),
            ).rowcount
            if not kept and not _is_from_page(connection, article_id):
                return False
            bodies.put(connection, article_id, page.text, page.html)
            connection.execute(
                "UPDATE articles SET word_count = ?, completeness = ?, is_paywalled = ?, "
                "language = coalesce(?, language), lacks_pictures = ? WHERE id = ?",
                (page.word_count, page.completeness, page.is_paywalled, page.language, page.has_pictures, article_id),
            )
            stories.note(connection, article_id, page.fingerprint)
            _note(connection, article_id, url, PageOutcome.TAKEN, page.method, at)
        return True

    def refuse(
        self,
        article_id: int,
        outcome: PageOutcome,
        reason: str,
        *,
        url: str,
        at: datetime,
        is_paywalled: bool = False,
        is_whole: bool = False,
    ) -> None:
        """Notes why a page's text is not read, and what it has shown of the feed's: that it is only the beginning of
        what subscribers read, or all that there is. An article that has gone is skipped.
        """
        with self._database.write() as connection:
            if connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is None:
                return
            if not _is_from_page(connection, article_id):
                connection.execute(
                    "UPDATE articles SET is_paywalled = is_paywalled OR ?, "
                    "completeness = iif(?, ?, completeness) WHERE id = ?",
                    (is_paywalled, is_whole, Completeness.WHOLE, article_id),
                )
            _note(connection, article_id, url, outcome, reason, at)

    def feed_text(self, article_id: int) -> FeedText | None:
        """What the feed itself says; None where that is what is read anyway."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT html, text, word_count, completeness FROM feed_texts WHERE article_id = ?", (article_id,)
            ).fetchone()
        if row is None:
            return None
        html, text, word_count, completeness = row
        return FeedText(bodies.html_of(html, text), bodies.text_of(text), word_count, Completeness(completeness))

    def outcome(self, article_id: int) -> tuple[PageOutcome, str] | None:
        """What became of the page the last time, and why; None where nobody has tried."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT outcome, coalesce(reason, '') FROM pages WHERE article_id = ?", (article_id,)
            ).fetchone()
        return (PageOutcome(row[0]), row[1]) if row else None

    def restore(self, article_ids: Collection[int]) -> None:
        """Makes the feed's own texts what is read again; the pages are forgotten."""
        with self._database.write(is_durable=True) as connection:
            for article_id in article_ids:
                _restore(connection, article_id)

    def restore_feed(self, feed_id: int) -> None:
        """The same for all articles of a feed."""
        with self._database.write(is_durable=True) as connection:
            ids = connection.execute(
                "SELECT article_id FROM feed_texts JOIN articles ON id = article_id WHERE feed_id = ?", (feed_id,)
            ).fetchall()
            self.restore([article_id for (article_id,) in ids])


def _candidate(row: Sequence[Any]) -> Candidate:
    """A row of `_CANDIDATE`."""
    article_id, feed_id, url, feed_url, is_private_allowed, title, summary, text, *rest = row
    return Candidate(
        article_id, feed_id, url, feed_url, bool(is_private_allowed), title, summary, bodies.text_of(text), *rest
    )


def _is_from_page(connection: sqlite3.Connection, article_id: int) -> bool:
    return connection.execute("SELECT 1 FROM feed_texts WHERE article_id = ?", (article_id,)).fetchone() is not None


def _note(
    connection: sqlite3.Connection, article_id: int, url: str, outcome: PageOutcome, words: str, at: datetime
) -> None:
    """Writes down what became of a page: `words` are the method where it was taken, else the reason."""
    is_taken = outcome is PageOutcome.TAKEN
    connection.execute(
        "INSERT INTO pages (article_id, url, outcome, reason, method, fetched_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (article_id) DO UPDATE SET url = excluded.url, outcome = excluded.outcome, "
        "reason = excluded.reason, method = excluded.method, fetched_at = excluded.fetched_at, "
        "attempts = CASE WHEN url = excluded.url THEN attempts + 1 ELSE 1 END",
        (article_id, url, outcome, None if is_taken else words, words if is_taken else None, seconds(at)),
    )


def _restore(connection: sqlite3.Connection, article_id: int) -> None:
    kept = connection.execute(
        "SELECT text, html, word_count, completeness FROM feed_texts WHERE article_id = ?", (article_id,)
    ).fetchone()
    if kept is None:
        return
    kept_text, kept_html, word_count, completeness = kept
    text, html = bodies.text_of(kept_text), bodies.html_of(kept_html, kept_text)
    bodies.put(connection, article_id, text, html)
    connection.execute(
        "UPDATE articles SET word_count = ?, completeness = ?, is_paywalled = 0, lacks_pictures = ? WHERE id = ?",
        (word_count, completeness, "<img" in html, article_id),
    )
    connection.execute("DELETE FROM feed_texts WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM pages WHERE article_id = ?", (article_id,))
    stories.note(connection, article_id, fingerprint(text))
