"""Documents that are parsed and applied to a library as a refresh does it, without a network or a worker process."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from wortreader.model import Feed, FeedChanges, Headline, View, ViewKind
from wortreader.store.library import Library
from wortreader.sync.documents import ParsedDocument, apply_document, body_hash
from wortreader.sync.workers.process import FeedJob, run_job

START = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Subscription:
    """A feed of a library whose documents come from a test, an hour apart."""

    def __init__(self, library: Library, url: str = "https://village.example/feed") -> None:
        self.library = library
        self.feed: Feed = library.feeds.add(url, now=START)
        self.now = START

    def receive(self, body: bytes | str, *, content_type: str | None = None) -> FeedChanges:
        """Applies a document, and returns what it has changed."""
        data = body.encode() if isinstance(body, str) else body
        known = tuple(self.library.feeds.known_articles(self.feed.feed_id).raw_hashes)
        answer = run_job(FeedJob(data, self.feed.url, content_type, known))
        assert answer.feed is not None, answer.error
        document = ParsedDocument(answer.feed, answer.articles, body_hash(data))
        changes, _effects = apply_document(self.library, self.feed.feed_id, document, now=self.now, url=self.feed.url)
        self.now += timedelta(hours=1)
        return changes

    def headlines(self) -> list[Headline]:
        """The headlines of the feed in the order of its list."""
        rows = self.library.articles.rows(View(ViewKind.FEED, id=self.feed.feed_id), today=START)
        found = self.library.articles.headlines(list(rows.ids))
        return [found[article_id] for article_id in rows.ids]

    def titles(self) -> list[str]:
        """The titles of the feed's list."""
        return [headline.title for headline in self.headlines()]

    def mark(self, title: str) -> None:
        """Marks the article with this title read, and stars it."""
        (article_id,) = [headline.article_id for headline in self.headlines() if headline.title == title]
        self.library.articles.mark_read([article_id], True, at=self.now)
        self.library.articles.mark_starred([article_id], True, at=self.now)

    def unread_titles(self) -> list[str]:
        """The titles of the articles that are unread."""
        return [headline.title for headline in self.headlines() if not headline.is_read]
