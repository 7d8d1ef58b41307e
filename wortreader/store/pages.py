"""The pages behind articles: which are to be fetched, and what became of fetching them.

The text that is read and searched is always in `bodies`. If it is the page's, the feed's own is in `feed_texts`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import LOCAL_SCHEME, Completeness, FullText
from wortreader.model.setting_names import FULL_TEXT
from wortreader.sentences import NOTHING, Sentence, restored_or_none
from wortreader.store import bodies, settings, stories
from wortreader.store.database import Database
from wortreader.store.rules.ending import Decide
from wortreader.store.supplement_rows import own_text, spoken_text
from wortreader.store.times import seconds
from wortreader.text_similarity import fingerprint

NEWEST = 30
"""Articles of a feed whose pages are fetched by a refresh."""

MAX_ATTEMPTS = 3
"""After so many failures, a page is fetched only if the user asks for it."""

FIRST_PAUSE = timedelta(hours=1)
"""Between two attempts to fetch a page."""


class PageOutcome(StrEnum):
    """What became of fetching a page."""

    TAKEN = "taken"
    """Its text is used."""
    POORER = "poorer"
    """It has no more text than the feed."""
    FAILED = "failed"
    """It, or a further page of its article, could not be fetched or read."""
    UNWANTED = "unwanted"
    """Its robots.txt disallows it for programs that nobody has asked."""


@lazy_dataclass(frozen=True, slots=True)
class Candidate:
    """An article whose page may have more text than its feed, with what is needed to compare them."""

    article_id: int
    feed_id: int
    url: str
    feed_url: str
    is_private_allowed: bool
    """Whether the feed may be on the user's own network."""
    title: str
    summary: str
    """The feed's own, which is shown above either text."""
    feed_text: str
    feed_word_count: int
    language: str | None


@lazy_dataclass(frozen=True, slots=True)
class PageStatus:
    """How much of an article is stored, and whether its page may have the rest."""

    article_id: int
    word_count: int
    is_ready: bool
    """Nothing is to be fetched: it is complete, has no page, or the feed's own texts are used."""
    is_refused: bool
    """Its page has been fetched and does not help: it has no more text, or the rest is for subscribers."""
    lacks_pictures: bool = False
    """Some of its pictures are not stored and may be fetched."""

    @property
    def is_owed(self) -> bool:
        """True if the page is to be fetched."""
        return not self.is_ready and not self.is_refused


@lazy_dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, to be used instead of the feed's."""

    html: str
    text: str
    word_count: int
    completeness: Completeness
    is_paywalled: bool
    language: str | None
    """None if only the feed's is known."""
    method: str
    """How the text was found, for people who examine a page that was extracted badly."""
    has_pictures: bool = False
    """True if it shows pictures."""
    fingerprint: tuple[int, ...] = ()
    """Finds articles with the same text: see `text_similarity.fingerprint`."""
    missing: Sentence = NOTHING
    """Why further pages of the article are not in the text, in a sentence; empty if none is missing."""


@lazy_dataclass(frozen=True, slots=True)
class FeedText:
    """The feed's own text of an article that uses its page's text."""

    html: str
    text: str
    word_count: int
    completeness: Completeness


_CANDIDATE = """
    SELECT articles.id, articles.feed_id, articles.url, feeds.url, is_private_allowed, articles.title, summary,
      coalesce(feed_texts.text, bodies.text), coalesce(feed_texts.word_count, articles.word_count), articles.language
    FROM articles JOIN feeds ON feeds.id = articles.feed_id AND removed_at IS NULL
      JOIN bodies ON bodies.article_id = articles.id
      LEFT JOIN feed_texts ON feed_texts.article_id = articles.id
"""

_NOT_FETCHED = """
    NOT EXISTS (SELECT 1 FROM pages WHERE pages.article_id = articles.id AND pages.url = articles.url
      AND (outcome <> 'failed' OR attempts >= ? OR fetched_at > ?))
"""

# A page is owed if the article is not complete, and the page was not fetched yet or has not failed too often.
_OWING = f"""
    CASE ?
      WHEN 'page' THEN TRUE
      WHEN 'auto' THEN articles.completeness < 2
        AND (SELECT carries_teasers FROM feed_states WHERE feed_id = articles.feed_id)
    END
    AND articles.url IS NOT NULL AND left_feed_at IS NULL AND is_paywalled = 0
    AND {_NOT_FETCHED}
"""  # noqa: S608 - constants


class Pages:
    """The pages behind the articles of a library."""

    def __init__(self, database: Database, decide: Decide) -> None:
        """`decide` carries out the user's rules."""
        self._database = database
        self._decide = decide

    def candidates(self, feed_id: int, *, now: datetime, usual: FullText = FullText.AUTO) -> list[Candidate]:
        """The articles of a feed whose pages are to be fetched, newest first: the incomplete ones of the NEWEST.

        Empty if the feed's own texts are used, or are complete. `usual` holds for feeds for which nothing is set.
        """
        with self._database.read() as connection:
            full_text = settings.value_of(connection, feed_id, FULL_TEXT) or usual
            rows = connection.execute(
                f"{_CANDIDATE} WHERE articles.id IN "  # noqa: S608 - constants
                "(SELECT article_id FROM reading WHERE feed_id = ? ORDER BY sort_at DESC, article_id DESC LIMIT ?) "
                f"AND {_OWING} ORDER BY (SELECT sort_at FROM reading WHERE article_id = articles.id) DESC, "
                "articles.id DESC",
                (feed_id, NEWEST, full_text, MAX_ATTEMPTS, seconds(now - FIRST_PAUSE)),
            )
            return [_candidate(connection, row) for row in rows]

    def asked_by_rules(self, *, now: datetime) -> list[Candidate]:
        """The articles that a rule wants to have from their pages, which have not been fetched yet, newest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"{_CANDIDATE} WHERE articles.id IN (SELECT article_id FROM rule_marks "  # noqa: S608 - constants
                "JOIN reading USING (article_id) WHERE action = 'full-text') "
                "AND articles.url IS NOT NULL AND left_feed_at IS NULL AND is_paywalled = 0 "
                f"AND {_NOT_FETCHED} ORDER BY articles.id DESC",
                (MAX_ATTEMPTS, seconds(now - FIRST_PAUSE)),
            )
            return [_candidate(connection, row) for row in rows]

    def candidate(self, article_id: int) -> Candidate | None:
        """An article whose page the user asks for; None if it has no page or no longer exists."""
        with self._database.read() as connection:
            row = connection.execute(
                f"{_CANDIDATE} WHERE articles.id = ? AND articles.url IS NOT NULL", (article_id,)
            ).fetchone()
            return _candidate(connection, row) if row else None

    def lacking(self, article_ids: Sequence[int]) -> list[int]:
        """Those of these articles that have an address but not the text of their page, in this order."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id FROM articles WHERE url IS NOT NULL AND id IN (SELECT value FROM json_each(?)) "
                "AND NOT EXISTS (SELECT 1 FROM feed_texts WHERE article_id = articles.id)",
                (json.dumps(list(article_ids)),),
            )
            lacking = {article_id for (article_id,) in rows}
        return [article_id for article_id in article_ids if article_id in lacking]

    def page_statuses(self, article_ids: Sequence[int], *, now: datetime) -> list[PageStatus]:
        """The status of articles that the user wants to have complete, in the order given, without unknown ones.

        A page that has failed MAX_ATTEMPTS times is owed again FIRST_PAUSE after the last attempt.
        """
        with self._database.read() as connection:
            full_texts = settings.holding(connection, FULL_TEXT).items()
            rows = connection.execute(
                "SELECT articles.id, articles.word_count, articles.completeness >= ? OR articles.url IS NULL "
                "  OR feed_id IN (SELECT value FROM json_each(?)) OR substr(feeds.url, 1, ?) = ?, "
                "is_paywalled OR EXISTS (SELECT 1 FROM pages WHERE article_id = articles.id AND url = articles.url "
                "  AND (outcome <> 'failed' OR (attempts >= ? AND fetched_at > ?))), "
                "lacks_pictures FROM articles JOIN feeds ON feeds.id = articles.feed_id AND removed_at IS NULL "
                "WHERE articles.id IN (SELECT value FROM json_each(?))",
                (
                    Completeness.WHOLE,
                    json.dumps([feed_id for feed_id, value in full_texts if value == FullText.FEED]),
                    len(LOCAL_SCHEME),
                    LOCAL_SCHEME,
                    MAX_ATTEMPTS,
                    seconds(now - FIRST_PAUSE),
                    json.dumps(list(article_ids)),
                ),
            )
            found = {row[0]: PageStatus(row[0], row[1], *map(bool, row[2:])) for row in rows}
        return [found[article_id] for article_id in article_ids if article_id in found]

    def take(self, article_id: int, page: PageText, *, url: str, at: datetime) -> bool:
        """Uses the page's text for an article, and keeps the feed's. False if the article no longer exists.

        If further pages are missing, the page counts as failed all the same, so that it is fetched again.
        """
        with self._database.write() as connection:
            kept = connection.execute(
                "INSERT INTO feed_texts (article_id, text, html, word_count, completeness) "
                "SELECT id, text, html, word_count, completeness FROM articles JOIN bodies ON article_id = id "
                "WHERE id = ? ON CONFLICT (article_id) DO NOTHING",
                (article_id,),
            ).rowcount
            if not kept and not _is_from_page(connection, article_id):
                return False
            spoken = spoken_text(connection, article_id)
            if kept and spoken:
                _keep_own_text(connection, article_id, spoken)
            bodies.put(connection, article_id, page.text, page.html)
            connection.execute(
                "UPDATE articles SET word_count = ?, completeness = ?, is_paywalled = ?, "
                "language = coalesce(?, language), lacks_pictures = ? WHERE id = ?",
                (page.word_count, page.completeness, page.is_paywalled, page.language, page.has_pictures, article_id),
            )
            stories.reassign(connection, article_id, page.fingerprint)
            self._decide(connection, [article_id], at)
            if page.missing:
                _note(connection, article_id, url, PageOutcome.FAILED, page.missing.stored(), at)
            else:
                _note(connection, article_id, url, PageOutcome.TAKEN, page.method, at)
        return True

    def refuse(
        self,
        article_id: int,
        outcome: PageOutcome,
        reason: Sentence,
        *,
        url: str,
        at: datetime,
        is_paywalled: bool = False,
        is_whole: bool = False,
    ) -> None:
        """Stores why a page's text is not used, and whether the page has shown that the feed's text is complete, or the
        beginning of an article for subscribers. Does nothing if the article no longer exists.
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
            _note(connection, article_id, url, outcome, reason.stored(), at)

    def feed_text(self, article_id: int) -> FeedText | None:
        """The feed's own text of an article that uses its page's text; None if it does not."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT html, text, word_count, completeness FROM feed_texts WHERE article_id = ?", (article_id,)
            ).fetchone()
        if row is None:
            return None
        html, text, word_count, completeness = row
        return FeedText(bodies.html_of(html, text), bodies.text_of(text), word_count, Completeness(completeness))

    def outcome(self, article_id: int) -> tuple[PageOutcome, Sentence] | None:
        """What became of fetching the page, and why; None if it was not fetched yet."""
        with self._database.read() as connection:
            row = connection.execute("SELECT outcome, reason FROM pages WHERE article_id = ?", (article_id,)).fetchone()
        return (PageOutcome(row[0]), restored_or_none(row[1]) or NOTHING) if row else None

    def restore(self, article_ids: Collection[int]) -> None:
        """Uses the feed's own texts again, and forgets the pages."""
        with self._database.write(is_durable=True) as connection:
            for article_id in article_ids:
                _restore(connection, article_id)

    def restore_feed(self, feed_id: int) -> None:
        """Does the same for all articles of a feed."""
        with self._database.write(is_durable=True) as connection:
            ids = connection.execute(
                "SELECT article_id FROM feed_texts JOIN articles ON id = article_id WHERE feed_id = ?", (feed_id,)
            ).fetchall()
            self.restore([article_id for (article_id,) in ids])


def _candidate(connection: sqlite3.Connection, row: Sequence[Any]) -> Candidate:
    """A row of `_CANDIDATE` as a candidate."""
    article_id, feed_id, url, feed_url, is_private_allowed, title, summary, text, *rest = row
    own = own_text(bodies.text_of(text), spoken_text(connection, article_id))
    return Candidate(article_id, feed_id, url, feed_url, bool(is_private_allowed), title, summary, own, *rest)


def _keep_own_text(connection: sqlite3.Connection, article_id: int, spoken: str) -> None:
    """Takes the transcript out of the feed's own text, which has just been copied."""
    text, html = connection.execute("SELECT text, html FROM feed_texts WHERE article_id = ?", (article_id,)).fetchone()
    packed = bodies.pack(own_text(bodies.text_of(text), spoken), bodies.html_of(html, text))
    connection.execute("UPDATE feed_texts SET text = ?, html = ? WHERE article_id = ?", (*packed, article_id))


def _is_from_page(connection: sqlite3.Connection, article_id: int) -> bool:
    return connection.execute("SELECT 1 FROM feed_texts WHERE article_id = ?", (article_id,)).fetchone() is not None


def _note(
    connection: sqlite3.Connection, article_id: int, url: str, outcome: PageOutcome, words: str, at: datetime
) -> None:
    """Stores what became of fetching a page: `words` are the method if its text is used, else the reason."""
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
    stories.reassign(connection, article_id, fingerprint(text))
