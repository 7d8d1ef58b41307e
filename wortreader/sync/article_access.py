"""The rights of what belongs to an article: those of its feed."""

from __future__ import annotations

from wortreader.errors import UnknownArticle, UnknownFeed
from wortreader.store.library import Library
from wortreader.wire.access import Access


def access_of(library: Library, article_id: int | None) -> Access | None:
    """The rights with which files of an article are fetched; None if it belongs to no feed that is there."""
    if article_id is None:
        return None
    try:
        feed = library.feeds.get(library.articles.get(article_id).feed_id)
    except (UnknownArticle, UnknownFeed):
        return None
    return Access(feed.url, feed.is_private_allowed)
