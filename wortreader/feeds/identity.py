"""Ids, content hashes and dates of articles.

An id lasts as long as the article: it is made once, and only from what a feed does not change between two refreshes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from wortreader.address_secrets import bare_name
from wortreader.article_keys import article_key
from wortreader.model import Enclosure, ParsedArticle
from wortreader.model.episodes import NO_EPISODE, EpisodeLinks
from wortreader.text import safe_line

MAX_GUID = 1024
"""Characters. Longer ids are replaced by their hash."""

_OTHER_BLANKS = "\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""All at which `str.split` divides but the space and the line feed."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def guid_for(foreign_id: str | None, url: str | None, title: str, text: str) -> str:
    """The id of an article: the feed's own, else its address, else a hash of its title and text."""
    own = bare_name(safe_line(foreign_id or ""))
    if own:
        return own if len(own) <= MAX_GUID else f"id:{_hash(own)}"
    return url or f"text:{_hash(title, _normalize(text))}"


def content_hash(
    *,
    title: str,
    html: str,
    summary: str,
    author: str | None,
    url: str | None,
    enclosures: Iterable[Enclosure],
    episode: EpisodeLinks = NO_EPISODE,
) -> str:
    """A hash of what a user would notice. Line breaks and comments in the markup do not change it."""
    files = (f"{article_key(file.url)} {file.type or ''}" for file in enclosures)
    address = article_key(url) if url else ""
    parts = _normalize(title), _normalize(html), _normalize(summary), author or "", address, *files
    return _hash(*parts, *_episode_parts(episode))


def _episode_parts(episode: EpisodeLinks) -> Iterator[str]:
    """What a user would notice of transcripts and chapters; nothing if there are none."""
    for link in (*episode.transcripts, *episode.chapters_links):
        yield f"{article_key(link.url)} {link.type or ''} {link.language or ''}"
    for chapter in episode.chapters:
        yield f"{chapter.start} {chapter.title} {chapter.url or ''}"


def choose_dates(
    published: datetime | None, updated: datetime | None, created: datetime | None = None
) -> tuple[datetime | None, datetime | None]:
    """When an article was published, and when it was changed after that.

    Many feeds give one date under either name. A single date is that of publication.
    """
    first = published or created or updated
    return first, updated if updated and first and updated > first else None


def distinct(articles: Iterable[ParsedArticle]) -> tuple[ParsedArticle, ...]:
    """`articles` with unique ids, without exact duplicates.

    The last of several articles with one id keeps it: feeds put the newest first, so the oldest is stored under that id
    already. The others get an id made of id and address, id and title, or id and content.
    """
    by_guid: dict[str, str] = {}
    kept: list[ParsedArticle] = []
    for article in reversed(tuple(articles)):
        guid = article.guid
        if guid in by_guid:
            if by_guid[guid] == article.content_hash:
                continue
            guid = _other_guid(article, by_guid)
            if guid in by_guid:
                continue
        by_guid[guid] = article.content_hash
        kept.append(replace(article, guid=guid) if guid != article.guid else article)
    return tuple(reversed(kept))


def _other_guid(article: ParsedArticle, taken: dict[str, str]) -> str:
    with_address = f"{article.guid} {article.url}"
    if article.url not in (None, article.guid) and len(with_address) <= MAX_GUID and with_address not in taken:
        return with_address
    with_title = f"text:{_hash(article.guid, article.url or '', article.title)}"
    return with_title if with_title not in taken else f"text:{_hash(with_title, article.content_hash)}"


def _normalize(text: str) -> str:
    """`text` without comments and with single spaces: what a user sees of it.

    Empty tags and quotes have one spelling, because feedparser's loose parser changes them.
    """
    text = _COMMENT.sub("", text) if "<!--" in text else text
    return single_spaced(text).replace(" />", "/>").replace("&#39;", "'").replace("&#34;", '"')


def single_spaced(text: str) -> str:
    """`" ".join(text.split())`, in half the time for a text with no blanks but single spaces and line feeds."""
    spaced = text.replace("\n", " ")
    if "  " in spaced or any(blank in spaced for blank in _OTHER_BLANKS):
        return " ".join(text.split())
    return spaced.strip(" ")


def _hash(*parts: str) -> str:
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "replace")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
