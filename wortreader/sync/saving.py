"""Saving: a page, or an article in a file, becomes an article of the library that is kept for good.

It is put into the folder Saved, in a feed for each site that has no server, so nothing more is fetched for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlsplit

from wortreader.errors import AlreadySubscribed
from wortreader.feeds.identity import content_hash, guid_for
from wortreader.i18n import _, in_all_languages
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import (
    LOCAL_SCHEME,
    Clock,
    Completeness,
    Extraction,
    Feed,
    FeedChanges,
    ParsedArticle,
    PreparedArticle,
    utc_now,
)
from wortreader.prose.html.pictures import has_pictures
from wortreader.prose.render import word_count
from wortreader.sentences import S_
from wortreader.store.library import Library
from wortreader.store.pages import PageOutcome
from wortreader.sync.sources import extract_source
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Transport

MAX_NAME: Final = 120
"""Characters of a site's name."""

NAMELESS: Final = "Saved"
"""In the address of the feed for files that name no site."""


@lazy_dataclass(frozen=True, slots=True)
class Saved:
    """An article that has been saved."""

    article_id: int
    title: str
    site: str
    """The title of the feed that it is in."""
    is_new: bool
    """False if it was there already: its text is replaced, and whether it is read or starred stays."""
    missing: str = ""
    """Why further pages of it are missing, in a sentence; empty if none is."""


async def save(
    library: Library,
    source: str,
    transport: Transport,
    pool: WorkerPool,
    *,
    standard_input: Callable[[], bytes],
    url: str = "",
    clock: Clock = utc_now,
) -> Saved:
    """Saves the article at an address, in a file, or, for `-`, in the bytes that `standard_input` returns.

    `url` is the address that a file comes from. Raises what `extract_source` raises, and LibraryError; then nothing is
    saved.
    """
    found = await extract_source(source, transport, pool, standard_input=standard_input, url=url)
    return await asyncio.to_thread(save_extraction, library, found, now=clock())


def save_extraction(library: Library, found: Extraction, *, now: datetime) -> Saved:
    """Writes an extracted article into the folder Saved. If it is there already, it is replaced."""
    feed = _feed_for(library, found, now)
    article = prepare_extraction(found)
    known = library.feeds.known_articles(feed.feed_id).articles.get(article.parsed.guid)
    changes = FeedChanges(
        url=feed.url,
        refreshed_at=now,
        due_at=now,
        title=site_name(found),
        new=() if known else (article,),
        updated=((known.article_id, article),) if known else (),
    )
    library.feeds.apply(feed.feed_id, changes)
    stored = known or library.feeds.known_articles(feed.feed_id).articles[article.parsed.guid]
    if found.url and (found.is_teaser or found.missing):
        library.pages.refuse(
            stored.article_id,
            PageOutcome.FAILED if found.missing else PageOutcome.POORER,
            found.missing or S_("The page shows only the beginning: the rest is for subscribers."),
            url=found.url,
            at=now,
            is_paywalled=found.is_teaser and not found.missing,
        )
    return Saved(stored.article_id, article.parsed.title, feed.title, known is None, found.missing)


def site_name(found: Extraction) -> str:
    """The name of the site of an article, else its host; “Saved” if it has neither."""
    return _own_name(found) or _("Saved")


def _own_name(found: Extraction) -> str:
    """The same, but empty if it has neither."""
    return (found.site or _host(found.url))[:MAX_NAME]


def prepare_extraction(found: Extraction) -> PreparedArticle:
    """An extracted article as it is stored. Its text includes lead and captions, so that they are searched too."""
    text = found.searched_text
    parsed = ParsedArticle(
        guid=guid_for(None, found.url or None, found.title, found.text),
        url=found.url or None,
        title=found.title,
        author=found.byline,
        published_at=found.published_at,
        updated_at=found.modified_at,
        language=found.language,
        summary=found.lead,
        html=found.html,
        content_hash=content_hash(
            title=found.title, html=found.html, summary=found.lead, author=found.byline, url=found.url, enclosures=()
        ),
    )
    completeness = Completeness.TEASER if found.is_teaser or found.missing else Completeness.WHOLE
    return PreparedArticle(parsed, text, word_count(text), completeness, has_pictures=has_pictures(found.html))


def _feed_for(library: Library, found: Extraction, now: datetime) -> Feed:
    """The feed of the site of an article, whatever the language was in which the first one was saved."""
    url = f"{LOCAL_SCHEME}saved/{quote(_own_name(found) or NAMELESS, safe='')}"
    known = next((feed for feed in library.feeds.all() if feed.url == url), None)
    if known is not None:
        return known
    names = in_all_languages("Saved")
    folders = [folder.name for folder in library.folders.all() if folder.parent_id is None and folder.name in names]
    try:
        return library.feeds.add(url, title=site_name(found), folder=(folders[0] if folders else _("Saved"),), now=now)
    except AlreadySubscribed:  # by another process
        return next(feed for feed in library.feeds.all() if feed.url == url)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
