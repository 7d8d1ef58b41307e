"""Transcripts and chapters: which are to be fetched, and what has been fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model.episodes import Chapter, SupplementKind, SupplementLink, Transcript
from wortreader.sentences import NOTHING, Sentence, restored_or_none
from wortreader.store import bodies
from wortreader.store.connection import Connection
from wortreader.store.database import Database
from wortreader.store.rules.ending import Decide
from wortreader.store.supplement_rows import (
    SupplementState,
    own_text,
    pack_chapters,
    pack_transcript,
    spoken_text,
    unpack_links,
)
from wortreader.store.times import seconds

NEWEST: Final = 30
"""Articles of a feed whose transcripts and chapters are fetched by a refresh."""

MAX_ATTEMPTS: Final = 3
"""After so many failures, it is fetched only if the user asks for it."""

FIRST_PAUSE: Final = timedelta(hours=1)
"""Between two attempts."""


CHECK_PAUSE: Final = timedelta(days=7)
"""Between two looks whether what is here has been corrected at its address."""


@lazy_dataclass(frozen=True, slots=True)
class SupplementVersion:
    """Which version of a file is here: where it is, and by what its server knows it."""

    link: str
    """Its address, as the feed names it."""
    etag: str | None = None
    """Exactly as sent."""
    last_modified: str | None = None
    """Exactly as sent."""


UNKNOWN_VERSION: Final = SupplementVersion("")


@lazy_dataclass(frozen=True, slots=True)
class OwedSupplement:
    """A transcript, or chapters, to be fetched."""

    article_id: int
    kind: SupplementKind
    links: tuple[SupplementLink, ...]
    """Where it is, in the order of the feed."""
    language: str | None
    """That of the article."""
    feed_url: str
    is_private_allowed: bool
    """Whether the feed may be on the user's own network."""
    kept: SupplementVersion | None = None
    """What is here, if it is only to be looked whether that has been corrected."""


_OWED: Final = """
    SELECT supplements.article_id, kind, links, articles.language, feeds.url, is_private_allowed, state, link, etag,
      last_modified
    FROM supplements JOIN articles ON articles.id = supplements.article_id
      JOIN feeds ON feeds.id = articles.feed_id AND removed_at IS NULL
    WHERE links <> '[]'
"""


_OWED_BY_FEED: Final = f"""
    {_OWED} AND (state IN ('owed', 'failed') AND attempts < ? AND coalesce(tried_at, 0) <= ?
      OR state = 'kept' AND supplements.url IS NOT NULL AND coalesce(tried_at, 0) <= ?)
    AND supplements.article_id IN (
      SELECT article_id FROM (SELECT article_id, is_read, is_starred FROM reading WHERE feed_id = ?
        ORDER BY sort_at DESC, article_id DESC LIMIT ?)
      WHERE is_read = 0 OR is_starred = 1)
    ORDER BY supplements.article_id DESC
"""  # noqa: S608 - constants


class Supplements:
    """The transcripts and chapters of a library."""

    def __init__(self, database: Database, decide: Decide) -> None:
        """`decide` carries out the user's rules."""
        self._database = database
        self._decide = decide

    def owed(self, feed_ids: Iterable[int], *, now: datetime) -> list[OwedSupplement]:
        """What a refresh is to fetch: for the unread or starred articles among the NEWEST of each of these feeds,
        the newest first. What has failed too often, or a moment ago, is left out. What is here is looked at again after
        CHECK_PAUSE."""
        owed: list[Any] = []
        with self._database.read() as connection:
            if connection.execute("SELECT 1 FROM supplements LIMIT 1").fetchone() is None:
                return []
            bounds = MAX_ATTEMPTS, seconds(now - FIRST_PAUSE), seconds(now - CHECK_PAUSE)
            for feed_id in feed_ids:
                owed += connection.execute(_OWED_BY_FEED, (*bounds, feed_id, NEWEST)).fetchall()
        return [_owed(row) for row in owed]

    def wanted(self, article_ids: Sequence[int]) -> list[OwedSupplement]:
        """What is not here of these articles, in their order, whatever has become of earlier attempts."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"{_OWED} AND state <> 'kept' AND supplements.article_id IN (SELECT value FROM json_each(?))",  # noqa: S608 - a constant
                (json.dumps(list(article_ids)),),
            ).fetchall()
        places = {article_id: place for place, article_id in enumerate(article_ids)}
        return sorted(map(_owed, rows), key=lambda owed: (places[owed.article_id], owed.kind != "transcript"))

    def failure(self, article_id: int, kind: SupplementKind) -> Sentence:
        """Why something could not be fetched, in a sentence; empty if it was, or was not tried."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT failure FROM supplements WHERE article_id = ? AND kind = ?", (article_id, kind)
            ).fetchone()
        return (restored_or_none(row[0]) if row else None) or NOTHING

    def keep_transcript(
        self, article_id: int, transcript: Transcript, *, version: SupplementVersion = UNKNOWN_VERSION, at: datetime
    ) -> bool:
        """Stores the transcript of an article, and has it found by the search. False if the article is gone."""
        with self._database.write() as connection:
            row = connection.execute("SELECT text, html FROM bodies WHERE article_id = ?", (article_id,)).fetchone()
            if row is None:
                return False
            text, html = (
                own_text(bodies.text_of(row[0]), spoken_text(connection, article_id)),
                bodies.html_of(*row[::-1]),
            )
            content, kind = pack_transcript(transcript), SupplementKind.TRANSCRIPT
            is_new = connection.execute(
                "SELECT content IS NOT ? FROM supplements WHERE article_id = ? AND kind = ?",
                (content, article_id, kind),
            ).fetchone()
            if not _keep(connection, article_id, kind, content, transcript.url, version, at):
                return False
            if not is_new[0]:
                return True
            bodies.put(connection, article_id, text, html)
            self._decide(connection, [article_id], at)
        return True

    def keep_chapters(
        self,
        article_id: int,
        chapters: Sequence[Chapter],
        *,
        url: str,
        version: SupplementVersion = UNKNOWN_VERSION,
        at: datetime,
    ) -> bool:
        """Stores the chapters of an article. False if the article is gone."""
        with self._database.write() as connection:
            return _keep(connection, article_id, SupplementKind.CHAPTERS, pack_chapters(chapters), url, version, at)

    def note_check(self, article_id: int, kind: SupplementKind, *, at: datetime) -> None:
        """Stores that it was looked whether what is here has been corrected, which it has not, or could not be had."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE supplements SET tried_at = ? WHERE article_id = ? AND kind = ? AND state = 'kept'",
                (seconds(at), article_id, kind),
            )

    def refuse(
        self, article_id: int, kind: SupplementKind, reason: Sentence, *, at: datetime, is_lasting: bool = False
    ) -> None:
        """Stores why something could not be fetched; `is_lasting` if another attempt would have the same result."""
        state = SupplementState.REFUSED if is_lasting else SupplementState.FAILED
        with self._database.write() as connection:
            connection.execute(
                "UPDATE supplements SET state = ?, failure = ?, attempts = attempts + 1, tried_at = ? "
                "WHERE article_id = ? AND kind = ?",
                (state, reason.stored(), seconds(at), article_id, kind),
            )


def _keep(
    connection: Connection,
    article_id: int,
    kind: SupplementKind,
    content: bytes,
    url: str,
    version: SupplementVersion,
    at: datetime,
) -> bool:
    kept = connection.execute(
        "UPDATE supplements SET state = 'kept', content = ?, url = ?, link = ?, etag = ?, last_modified = ?, "
        "failure = NULL, attempts = 0, tried_at = ? WHERE article_id = ? AND kind = ?",
        (content, url, version.link, version.etag, version.last_modified, seconds(at), article_id, kind),
    )
    return kept.rowcount > 0


def _owed(row: Sequence[Any]) -> OwedSupplement:
    """A row of `_OWED`."""
    article_id, kind, links, language, feed_url, is_private_allowed, state, *version = row
    return OwedSupplement(
        article_id,
        SupplementKind(kind),
        unpack_links(links),
        language,
        feed_url,
        bool(is_private_allowed),
        SupplementVersion(version[0] or "", *version[1:]) if state == SupplementState.KEPT else None,
    )
