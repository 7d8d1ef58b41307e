"""From a parsed feed document to the changes that it makes to the library.

Knows no network: documents come from servers, from the demo and from tests alike. `decide` is pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FeedChanges, Known, ParsedFeed, PreparedArticle, RefreshHints
from wortreader.model.rules import RuleEffects
from wortreader.store.library import Library
from wortreader.sync.completeness import classify_completeness
from wortreader.sync.effective_settings import interval_of
from wortreader.sync.recognition import carried_unread, has_lost_identity, recognise
from wortreader.wire import refresh_schedule


@lazy_dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A parsed feed document, with what its server sent about it."""

    feed: ParsedFeed
    articles: tuple[PreparedArticle, ...]
    body_hash: str
    etag: str | None = None
    last_modified: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""


@lazy_dataclass(frozen=True, slots=True)
class Decision:
    """What a document changes about the stored articles of its feed."""

    new: tuple[PreparedArticle, ...]
    """The last of the feed first, so that those with equal dates, or none, keep its order in lists."""
    updated: tuple[tuple[int, PreparedArticle], ...]
    """By article id. Whether they are read or starred, and their place in the lists, stay."""
    raw_hashes: tuple[tuple[int, str | None], ...]
    """By article id, for articles with the same content in other bytes, so that the next refresh can skip them."""
    renamed: tuple[tuple[int, str, str | None], ...]
    """By article id, the new guids and addresses of articles that the feed carries under others than before."""
    gone: tuple[int, ...]
    """Ids of articles that the feed no longer carries."""
    returned: tuple[int, ...]
    """Ids of articles that it carries again."""


def apply_document(
    library: Library, feed_id: int, document: ParsedDocument, *, now: datetime, url: str, moved_to: str | None = None
) -> tuple[FeedChanges, RuleEffects]:
    """Writes what a document changes about a feed and its articles in one transaction, and returns it, with what the
    user's rules ask for.

    `url` is the address to ask from now on, `moved_to` the one that permanent redirects have begun to lead to. Raises
    UnknownFeed if the feed has been removed.
    """
    feed = document.feed
    articles, carries_teasers = classify_completeness(
        document.articles, carries_teasers=library.feeds.get(feed_id).carries_teasers
    )
    decision = decide(feed, articles, library.feeds.known_articles(feed_id), feed_url=url)
    fresh_seconds = refresh_schedule.fresh_seconds(document.headers, now)
    hints = RefreshHints(feed.ttl_minutes, fresh_seconds, feed.skip_hours, feed.skip_days)
    changes = FeedChanges(
        url=url,
        refreshed_at=now,
        due_at=refresh_schedule.due_after_success(now, hints, interval_of(library, feed_id)),
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
        announced_url=feed.announced_url,
        hints=hints,
        new=decision.new,
        updated=decision.updated,
        raw_hashes=decision.raw_hashes,
        renamed=decision.renamed,
        gone=decision.gone,
        returned=decision.returned,
        carries_teasers=carries_teasers,
    )
    return changes, library.feeds.apply(feed_id, changes)


def body_hash(body: bytes) -> str:
    """A hash of a document's bytes, to skip a document that has not changed."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def decide(feed: ParsedFeed, articles: Sequence[PreparedArticle], known: Known, *, feed_url: str) -> Decision:
    """What the articles of a document change. `articles` are those of `feed`, in its order, and
    `feed_url` is where it was found.

    `recognise` tells which stored article each of them is. It is updated if its content hash differs, unless damage has
    taken its id and address away. Pruned articles do not come back. Articles that the document does not carry are gone,
    unless the document is malformed.
    """
    new: list[PreparedArticle] = []
    updated: list[tuple[int, PreparedArticle]] = []
    raw_hashes: list[tuple[int, str | None]] = []
    renamed: list[tuple[int, str, str | None]] = []
    present = carried_unread(feed, known)
    found = recognise(feed, [article.parsed for article in articles], known, feed_url=feed_url)
    for article, stored in zip(articles, found, strict=True):
        parsed = article.parsed
        if stored is None:
            if not known.is_pruned(parsed):
                new.append(article)
            continue
        present.add(stored.article_id)
        if has_lost_identity(parsed) and not has_lost_identity(stored):
            continue
        if (stored.guid, stored.url) != (parsed.guid, parsed.url):
            renamed.append((stored.article_id, parsed.guid, parsed.url))
        if stored.content_hash != parsed.content_hash:
            updated.append((stored.article_id, article))
        elif stored.raw_hash != parsed.raw_hash:
            raw_hashes.append((stored.article_id, parsed.raw_hash))
    gone: tuple[int, ...] = ()
    if not feed.is_malformed:
        gone = tuple(s.article_id for s in known.articles.values() if not s.is_gone and s.article_id not in present)
    returned = tuple(s.article_id for s in known.articles.values() if s.is_gone and s.article_id in present)
    return Decision(tuple(reversed(new)), tuple(updated), tuple(raw_hashes), tuple(renamed), gone, returned)
