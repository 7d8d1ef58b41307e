"""Transcripts and chapters as they are stored, and the words of a transcript in the text of its article.

The text that is searched is that of the article and, behind it, that of its transcript. What is shown and compared is
the article's own: `own_text` takes the transcript away.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from wortreader.model import Article
from wortreader.model.episodes import Chapter, EpisodeLinks, Passage, SupplementKind, SupplementLink, Transcript

_LEVEL: Final = 3


class SupplementState(StrEnum):
    """Whether a transcript or a list of chapters is here."""

    OWED = "owed"
    """Not fetched yet."""
    KEPT = "kept"
    FAILED = "failed"
    """It could not be fetched; another attempt may succeed."""
    REFUSED = "refused"
    """Another attempt would have the same result."""


def pack_transcript(transcript: Transcript) -> bytes:
    """A transcript as it is stored."""
    passages = [(passage.start, passage.speaker, passage.text, passage.cues) for passage in transcript.passages]
    return _pack((passages, transcript.is_cut))


def unpack_transcript(packed: bytes | None, url: str | None) -> Transcript | None:
    """A stored transcript; None if it is damaged, or there is none."""
    try:
        passages, is_cut = _unpack(packed)
        found = tuple(
            Passage(
                str(text),
                str(name),
                None if at is None else float(at),
                tuple((int(offset), float(time)) for offset, time in cues),
            )
            for at, name, text, cues in passages
        )
    except (ValueError, TypeError):
        return None
    return Transcript(found, url or "", bool(is_cut)) if found else None


def pack_chapters(chapters: Sequence[Chapter]) -> bytes:
    """Chapters as they are stored."""
    return _pack([(chapter.start, chapter.title, chapter.url) for chapter in chapters])


def unpack_chapters(packed: bytes | None) -> tuple[Chapter, ...]:
    """Stored chapters; none if they are damaged."""
    try:
        return tuple(Chapter(float(start), str(title), url and str(url)) for start, title, url in _unpack(packed))
    except (ValueError, TypeError):
        return ()


def pack_links(links: Sequence[SupplementLink]) -> str:
    """The value of the column `links`."""
    values = [(link.url, link.type, link.language, link.is_captions) for link in links]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack_links(stored: str) -> tuple[SupplementLink, ...]:
    """What `pack_links` has packed; none if a damaged file has something else there."""
    try:
        return tuple(SupplementLink(url, kind, language, bool(rel)) for url, kind, language, rel in json.loads(stored))
    except (ValueError, TypeError):
        return ()


def _pack(values: object) -> bytes:
    return zlib.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


def _unpack(packed: bytes | None) -> Any:
    """What `_pack` has packed. Raises ValueError or TypeError if it is damaged, or None."""
    try:
        return json.loads(zlib.decompress(packed or b""))
    except zlib.error as error:
        raise ValueError from error


def with_supplements(connection: sqlite3.Connection, article: Article) -> Article:
    """An article, as it is in `bodies`, with its transcript and chapters, and with its own text."""
    transcript: Transcript | None = None
    chapters: tuple[Chapter, ...] = ()
    unfetched = []
    for kind, state, url, content in connection.execute(
        "SELECT kind, state, url, content FROM supplements WHERE article_id = ? ORDER BY kind DESC",
        (article.article_id,),
    ):
        if content is None:
            unfetched += [SupplementKind(kind)] if state != SupplementState.KEPT else []
        elif kind == SupplementKind.TRANSCRIPT:
            transcript = unpack_transcript(content, url)
        else:
            chapters = unpack_chapters(content)
    if not (transcript or chapters or unfetched):
        return article
    text = own_text(article.text, transcript.text) if transcript is not None else article.text
    return replace(article, text=text, transcript=transcript, chapters=chapters, unfetched=tuple(unfetched))


def spoken_text(connection: sqlite3.Connection, article_id: int) -> str:
    """The text of the transcript of an article; empty if there is none."""
    row = connection.execute(
        "SELECT content, url FROM supplements WHERE article_id = ? AND kind = 'transcript' AND content IS NOT NULL",
        (article_id,),
    ).fetchone()
    transcript = unpack_transcript(*row) if row else None
    return "" if transcript is None else transcript.text


def searched_text(own: str, spoken: str) -> str:
    """What is searched of an article with a transcript."""
    return f"{own}\n\n{spoken}" if spoken else own


def own_text(searched: str, spoken: str) -> str:
    """The text of an article without that of its transcript."""
    return searched.removesuffix(f"\n\n{spoken}") if spoken else searched


def note(connection: sqlite3.Connection, article_id: int, episode: EpisodeLinks) -> None:
    """Stores what a feed says of the transcript and the chapters of an article.

    What has been fetched stays, until something else has been fetched from another address.
    """
    for kind, links in (
        (SupplementKind.TRANSCRIPT, episode.transcripts),
        (SupplementKind.CHAPTERS, episode.chapters_links),
    ):
        if kind is SupplementKind.CHAPTERS and episode.chapters:
            connection.execute(
                "INSERT INTO supplements (article_id, kind, links, state, content) VALUES (?, ?, ?, 'kept', ?) "
                "ON CONFLICT (article_id, kind) DO UPDATE SET links = excluded.links, state = 'kept', url = NULL, "
                "content = excluded.content, failure = NULL",
                (article_id, kind, pack_links(links), pack_chapters(episode.chapters)),
            )
        elif links:
            _note_links(connection, article_id, kind, links)
        else:
            connection.execute(
                "DELETE FROM supplements WHERE article_id = ? AND kind = ? AND (content IS NULL OR url IS NULL)",
                (article_id, kind),
            )


def _note_links(
    connection: sqlite3.Connection, article_id: int, kind: SupplementKind, links: Sequence[SupplementLink]
) -> None:
    """Stores where a transcript or chapters are. They are fetched again if they are somewhere else than before."""
    former = connection.execute(
        "SELECT links FROM supplements WHERE article_id = ? AND kind = ?", (article_id, kind)
    ).fetchone()
    if former is None:
        connection.execute(
            "INSERT INTO supplements (article_id, kind, links) VALUES (?, ?, ?)", (article_id, kind, pack_links(links))
        )
        return
    connection.execute(
        "UPDATE supplements SET links = ? WHERE article_id = ? AND kind = ?", (pack_links(links), article_id, kind)
    )
    if _places(unpack_links(former[0])) != _places(links):
        connection.execute(
            "UPDATE supplements SET state = 'owed', attempts = 0, failure = NULL, tried_at = NULL "
            "WHERE article_id = ? AND kind = ?",
            (article_id, kind),
        )


def _places(links: Sequence[SupplementLink]) -> set[tuple[str, str]]:
    """Hosts and paths of links. Some servers put another signature into the query each time."""
    parts = [urlsplit(link.url) for link in links]
    return {(part.netloc, part.path) for part in parts}
