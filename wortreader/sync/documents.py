"""From a document that has been read to what the library says of its feed.

Knows no network: the same way leads from a server, from the demo shelf and from a test into the library.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wortreader.model import FeedChanges, ParsedFeed, PreparedArticle
from wortreader.store.library import Library
from wortreader.sync.completeness import classify_completeness
from wortreader.sync.decide import decide
from wortreader.wire import refresh_schedule


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A feed document that has been read, with what its server said about it."""

    feed: ParsedFeed
    articles: tuple[PreparedArticle, ...]
    body_hash: str
    etag: str | None = None
    last_modified: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""


def apply_document(
    library: Library, feed_id: int, document: ParsedDocument, *, now: datetime, url: str, moved_to: str | None = None
) -> FeedChanges:
    """Writes what a document changes about a feed and its articles, in one transaction: what that was.

    `url` is where to ask from now on, `moved_to` where permanent redirects have begun to point. Raises UnknownFeed
    where the feed has been removed meanwhile.
    """
    feed = document.feed
    articles, carries_teasers = classify_completeness(
        document.articles, carries_teasers=library.feeds.get(feed_id).carries_teasers
    )
    decision = decide(feed, articles, library.feeds.known_articles(feed_id))
    changes = FeedChanges(
        url=url,
        refreshed_at=now,
        due_at=refresh_schedule.due_after_success(now, document.headers, feed.ttl_minutes),
        title=feed.title,
        site_url=feed.site_url,
        description=feed.description,
        language=feed.language,
        format=feed.format,
        is_malformed=feed.is_malformed,
        etag=document.etag,
        last_modified=document.last_modified,
        body_hash=document.body_hash,
        moved_to=moved_to,
        new=decision.new,
        updated=decision.updated,
        raw_hashes=decision.raw_hashes,
        gone=decision.gone,
        returned=decision.returned,
        carries_teasers=carries_teasers,
    )
    library.feeds.apply(feed_id, changes)
    return changes


def body_hash(body: bytes) -> str:
    """Names the bytes of a document, so that the same ones need not be read again."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()
