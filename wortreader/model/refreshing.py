"""What a refresh asks of the library, what it writes, and what it did."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wortreader.model.feeds import PreparedArticle


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What a refresh must know of an article that is stored, to tell new, changed and unchanged apart."""

    article_id: int
    guid: str
    content_hash: str
    raw_hash: str | None
    """Hash of the entry's bytes when it was last read; None where they could not be told apart."""
    url: str | None
    title: str
    is_gone: bool
    """True where the feed had dropped it at the last refresh."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the library holds of one feed."""

    articles: Mapping[str, StoredArticle]
    """By guid."""
    pruned: frozenset[str]
    """`guid_hash` of the articles that were deleted and must not come back as new."""

    @property
    def raw_hashes(self) -> frozenset[str]:
        """The entries that need not be parsed again: those of the articles that the feed still held last time."""
        return frozenset(
            article.raw_hash for article in self.articles.values() if article.raw_hash and not article.is_gone
        )

    def is_pruned(self, guid: str) -> bool:
        """True where the article with this guid was deleted: it does not come back as new."""
        return bool(self.pruned) and guid_hash(guid) in self.pruned


@dataclass(frozen=True, slots=True)
class FeedChanges:
    """All that one refresh writes about one feed, in one transaction: the feed as it is now, and what changed in it."""

    url: str
    """Where to ask from now on: the same as before, or where the feed has moved to for good."""
    refreshed_at: datetime
    due_at: datetime
    title: str | None = None
    site_url: str | None = None
    description: str | None = None
    language: str | None = None
    format: str | None = None
    is_malformed: bool = False
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    moved_to: str | None = None
    new: tuple[PreparedArticle, ...] = ()
    updated: tuple[tuple[int, PreparedArticle], ...] = ()
    """Articles by id whose content has changed. Their marks and their place in the lists stay."""
    raw_hashes: tuple[tuple[int, str | None], ...] = ()
    """Articles by id whose bytes have changed, but nothing that a reader would notice."""
    gone: tuple[int, ...] = ()
    """Ids of the articles that the feed has dropped since the last refresh."""
    returned: tuple[int, ...] = ()
    """Ids of the articles that it holds again."""
    carries_teasers: bool | None = None
    """Whether the feed carries beginnings of articles; None where it does not say, and what is known stays."""


def guid_hash(guid: str) -> str:
    """A short name for a guid of any length: 128 bits of SHA-256 in hexadecimal."""
    return hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()[:32]


class OutcomeKind(StrEnum):
    """What a refresh did to one feed."""

    UNCHANGED = "unchanged"
    UPDATED = "updated"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What a refresh did to one feed."""

    feed_id: int
    url: str
    title: str
    kind: OutcomeKind
    new_count: int = 0
    updated_count: int = 0
    reason: str | None = None
    """One sentence: why it failed."""
    warnings: tuple[str, ...] = ()
    new_url: str | None = None
    """The address that the feed has moved to for good in this refresh."""
    is_offline: bool = False
    """True where there was no network to ask anybody: nothing is noted against the feed."""
