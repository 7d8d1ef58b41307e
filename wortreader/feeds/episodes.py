"""Transcripts and chapters of podcasts, as feeds name them: cleaned, limited, each address once.

`podcast:transcript` and `podcast:chapters` are of Podcasting 2.0 (https://podcastindex.org/namespace/1.0),
`psc:chapters` of Podlove Simple Chapters (http://podlove.org/simple-chapters). JSON Feed has no names for them; there,
attachments count whose type nothing else has.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from wortreader.feeds.addresses import web_address
from wortreader.feeds.enclosures import media_type
from wortreader.feeds.fields import dicts, language_tag, string
from wortreader.model.episodes import MAX_CHAPTERS, NO_EPISODE, Chapter, EpisodeLinks, SupplementLink, chapters_in_order
from wortreader.play_times import play_seconds
from wortreader.text import safe_line

TRANSCRIPTS: Final = "podcast_transcripts"
CHAPTERS: Final = "podcast_chapters"
INLINE_CHAPTERS: Final = "simple_chapters"
"""Under which `feedparser_patches` keeps the attributes of these elements."""

MAX_LINKS: Final = 12
"""Of a kind, in one article."""
MAX_TITLE: Final = 300
_LOOKED_AT: Final = 5 * MAX_CHAPTERS

_TRANSCRIPT_TYPES: Final = frozenset({"text/vtt", "application/srt", "application/x-subrip", "text/srt"})
_CHAPTERS_TYPES: Final = frozenset({"application/json+chapters"})


def of_entry(entry: dict[str, Any], bases: Iterable[str | None]) -> EpisodeLinks:
    """What one of feedparser's entries says."""
    if not (entry.get(TRANSCRIPTS) or entry.get(CHAPTERS) or entry.get(INLINE_CHAPTERS)):
        return NO_EPISODE
    around = tuple(bases)
    return EpisodeLinks(
        transcripts=_links(dicts(entry, TRANSCRIPTS), "url", "type", around),
        chapters_links=_links(dicts(entry, CHAPTERS), "url", "type", around),
        chapters=_chapters(dicts(entry, INLINE_CHAPTERS), around),
    )


def of_attachments(attachments: Iterable[Any], bases: Iterable[str | None]) -> EpisodeLinks:
    """What the attachments of an item of a JSON Feed say."""
    files = [file for file in attachments if isinstance(file, dict)]
    by_kind = [
        [file for file in files if media_type(string(file, "mime_type")) in types]
        for types in (_TRANSCRIPT_TYPES, _CHAPTERS_TYPES)
    ]
    if not any(by_kind):
        return NO_EPISODE
    around = tuple(bases)
    transcripts, chapters = (_links(found, "url", "mime_type", around) for found in by_kind)
    return EpisodeLinks(transcripts, chapters)


def _links(
    foreign: list[dict[str, Any]], address: str, kind: str, bases: tuple[str | None, ...]
) -> tuple[SupplementLink, ...]:
    links: dict[str, SupplementLink] = {}
    for one in islice(foreign, _LOOKED_AT):
        url = web_address(string(one, address), *bases)
        if url and url not in links and len(links) < MAX_LINKS:
            rel = (string(one, "rel") or "").strip().lower()
            language = language_tag(string(one, "language"), string(one, "xml:lang"))
            links[url] = SupplementLink(url, media_type(string(one, kind)), language, rel == "captions")
    return tuple(links.values())


def _chapters(foreign: list[dict[str, Any]], bases: tuple[str | None, ...]) -> tuple[Chapter, ...]:
    found = (_chapter(one, bases) for one in islice(foreign, _LOOKED_AT))
    return chapters_in_order(chapter for chapter in found if chapter is not None)


def _chapter(one: dict[str, Any], bases: tuple[str | None, ...]) -> Chapter | None:
    start, title = play_seconds(string(one, "start")), safe_line(string(one, "title") or "", MAX_TITLE)
    if start is None or not title:
        return None
    return Chapter(start, title, web_address(string(one, "href"), *bases))
