"""What has changed in a feed, and so what is to be written. Pure.

An article is known by its guid; by its address and title together where the feed makes up new guids at every turn. What
a reader would notice decides whether it has changed. What was pruned stays away. An article that the feed no longer
carries has left it; a damaged document proves nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wortreader.model import Known, ParsedFeed, PreparedArticle, StoredArticle


@dataclass(frozen=True, slots=True)
class Decision:
    """What a document changes about the articles that are stored."""

    new: tuple[PreparedArticle, ...]
    updated: tuple[tuple[int, PreparedArticle], ...]
    """By article id. Marks and places stay."""
    raw_hashes: tuple[tuple[int, str | None], ...]
    """Articles that say the same in other bytes: remembered, so that the next refresh need not parse them."""
    gone: tuple[int, ...]
    returned: tuple[int, ...]


def decide(feed: ParsedFeed, articles: Sequence[PreparedArticle], known: Known) -> Decision:
    """What the articles of a document mean for the library. `articles` are those of `feed`, in its order."""
    new: list[PreparedArticle] = []
    updated: list[tuple[int, PreparedArticle]] = []
    raw_hashes: list[tuple[int, str | None]] = []
    present = _unparsed(feed, known)
    by_address = _by_address(known, {article.parsed.guid for article in articles}, present)
    for article in articles:
        parsed = article.parsed
        stored = known.articles.get(parsed.guid) or by_address.pop((parsed.url, parsed.title), None)
        if stored is None:
            if not known.is_pruned(parsed.guid):
                new.append(article)
            continue
        present.add(stored.article_id)
        if stored.content_hash != parsed.content_hash:
            updated.append((stored.article_id, article))
        elif stored.raw_hash != parsed.raw_hash:
            raw_hashes.append((stored.article_id, parsed.raw_hash))
    gone: tuple[int, ...] = ()
    if not feed.is_malformed:
        gone = tuple(s.article_id for s in known.articles.values() if not s.is_gone and s.article_id not in present)
    returned = tuple(s.article_id for s in known.articles.values() if s.is_gone and s.article_id in present)
    return Decision(tuple(new), tuple(updated), tuple(raw_hashes), gone, returned)


def _unparsed(feed: ParsedFeed, known: Known) -> set[int]:
    """The articles whose entries were left out of the document because their bytes are known."""
    left_out = frozenset(feed.known_hashes)
    return {stored.article_id for stored in known.articles.values() if stored.raw_hash in left_out}


def _by_address(known: Known, guids: set[str], present: set[int]) -> dict[tuple[str | None, str], StoredArticle]:
    """Stored articles by address and title that the document seems to have lost: their guid may just be another now."""
    return {
        (stored.url, stored.title): stored
        for stored in known.articles.values()
        if stored.url is not None and stored.guid not in guids and stored.article_id not in present
    }
