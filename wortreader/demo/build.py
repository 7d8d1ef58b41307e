"""Builds the demo library: the demo feeds, parsed and stored as a refresh does it, with marks and reading positions."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path

from wortreader.demo.shelf import ShelfFeed, editions
from wortreader.errors import AlreadySubscribed, ViewExists
from wortreader.i18n import N_, _
from wortreader.model import Completeness, Known
from wortreader.prose import render
from wortreader.prose.html import markup
from wortreader.sentences import S_
from wortreader.store.library import Library
from wortreader.store.pages import PageOutcome, PageText
from wortreader.sync.documents import ParsedDocument, apply_document, body_hash
from wortreader.sync.workers.process import (
    FeedJob,
    PictureJob,
    PictureListJob,
    list_pictures,
    parse_document,
    scale_picture,
)
from wortreader.text_similarity import fingerprint

VIEWS = (
    (N_("Budgets"), "budget* OR haushalt* OR etat"),
    (N_("Hospitals"), "hôpit* OR spidol* OR krankenh* OR hospital*"),
    (N_("Long, unread"), "minutes:>=2 is:unread"),
)
"""Saved views of the demo library: names and queries."""

FOLDERS = (N_("Luxembourg"), N_("Communes"), N_("World"), N_("Magazines"), N_("Technology"), N_("Podcasts"))
"""The folders of the demo library, as `shelf.toml` calls them."""


def write_demo(path: Path, now: datetime, zone: tzinfo) -> None:
    """Creates the library file `path` with the demo feeds. Raises LibraryError."""
    library = Library.open(path)
    try:
        build(library, now, zone)
    finally:
        library.close()


def build(library: Library, now: datetime, zone: tzinfo) -> None:
    """Adds the demo feeds to a library, with dates relative to `now` in `zone`. Needs no network.

    Feeds that are already in the library are not changed.
    """
    for shelf_feed in editions(now, zone):
        try:
            feed = library.feeds.add(shelf_feed.url, folder=tuple(map(_, shelf_feed.folder)), now=now)
        except AlreadySubscribed:
            continue
        for body in shelf_feed.editions:
            known = library.feeds.known_articles(feed.feed_id)
            job = FeedJob(body, shelf_feed.url, shelf_feed.content_type, tuple(known.raw_hashes))
            answer = parse_document(job)
            if answer.feed is None:
                raise answer.error or AssertionError("a worker answers with a feed or with an error")
            document = ParsedDocument(answer.feed, answer.articles, body_hash(body))
            apply_document(library, feed.feed_id, document, now=now, url=shelf_feed.url)
        _put_pages(library, library.feeds.known_articles(feed.feed_id), shelf_feed, now)
        _put_pictures(library, library.feeds.known_articles(feed.feed_id), shelf_feed, now)
        _set_marks(library, library.feeds.known_articles(feed.feed_id), shelf_feed, now)
    for name, query in VIEWS:
        with suppress(ViewExists):
            library.views.add(_(name), query, now=now)


def _put_pages(library: Library, known: Known, shelf_feed: ShelfFeed, now: datetime) -> None:
    """Stores the texts of pages, as if a refresh had fetched them."""
    for guid, html in shelf_feed.pages:
        article = known.articles[guid]
        text = render.plain_text(markup.document(html, base_url=article.url))
        words = render.word_count(text)
        page = PageText(html, text, words, Completeness.WHOLE, False, None, "shelf", fingerprint=fingerprint(text))
        library.pages.take(article.article_id, page, url=article.url or "", at=now)
    for guid in shelf_feed.paywalled_guids:
        article = known.articles[guid]
        reason = S_("The page shows only the beginning: the rest is for subscribers.")
        library.pages.refuse(
            article.article_id, PageOutcome.POORER, reason, url=article.url or "", at=now, is_paywalled=True
        )


def _put_pictures(library: Library, known: Known, shelf_feed: ShelfFeed, now: datetime) -> None:
    """Stores the pictures of articles, as if a refresh had fetched them."""
    files = dict(shelf_feed.pictures)
    ids = [article.article_id for article in known.articles.values()]
    for article_id, headline in library.articles.headlines(ids).items():
        if not headline.lacks_pictures:
            continue
        article = library.articles.get(article_id)
        shown = list_pictures(PictureListJob(article.html, article.url)).wanted
        for url in library.pictures.expect(article_id, [picture.url for picture in shown], now=now):
            answer = scale_picture(PictureJob(files[url]))
            if answer.picture is None:
                raise answer.error or AssertionError("a worker answers with a picture or with an error")
            library.pictures.keep(url, answer.picture, at=now)
        library.pictures.update_lacking([article_id])


def _set_marks(library: Library, known: Known, shelf_feed: ShelfFeed, now: datetime) -> None:
    """Sets the marks and reading positions of the demo. An unknown guid in `shelf.toml` raises KeyError."""
    library.articles.mark_read([known.articles[guid].article_id for guid in shelf_feed.read_guids], True, at=now)
    library.articles.mark_starred([known.articles[guid].article_id for guid in shelf_feed.starred_guids], True, at=now)
    for guid, place in shelf_feed.places:
        library.articles.set_place(known.articles[guid].article_id, place, at=now)
