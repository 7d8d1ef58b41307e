"""Finding the feed at an address that a user typed.

The address may lack its scheme, and may be that of a web page that links to feeds. Asks servers, stores nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wortreader.errors import FeedError, NotAFeed, WireError
from wortreader.i18n import _
from wortreader.model import FeedLink, ParsedFeed, PreparedArticle
from wortreader.sync.documents import ParsedDocument, body_hash
from wortreader.sync.politeness import host_and_port
from wortreader.sync.workers.pool import WebPage, WorkerPool
from wortreader.wire.transport import Fetched, Transport

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://")

MAX_LINKS_TRIED = 3
"""Of the feeds that a page links to, until one can be parsed."""


@dataclass(frozen=True, slots=True)
class DiscoveredFeed:
    """A feed that was found and parsed."""

    url: str
    """The address to ask from now on."""
    document: ParsedDocument
    other_links: tuple[FeedLink, ...] = ()
    """Further feeds that the page links to, if the address was that of a page."""


def normal_address(typed: str) -> str:
    """The web address that a user means by `example.org/feed` or a `feed:` address."""
    address = typed.strip()
    lowered = address.lower()
    if lowered.startswith(("feed:http://", "feed:https://")):
        return address[len("feed:") :]
    if lowered.startswith("feed://"):
        return "https://" + address[len("feed://") :]
    return address if _SCHEME.match(lowered) else "https://" + address


async def locate(
    address: str, transport: Transport, pool: WorkerPool, *, is_private_allowed: bool = False
) -> DiscoveredFeed:
    """The feed at `address`, or the best one that the page there links to.

    With `is_private_allowed` the address may lie in the user's own network, and so may a feed that a page there links
    to on the same host. Raises WireError if a server cannot be asked, NotAFeed if there is no feed, and FeedDamaged if
    there is one that cannot be parsed.
    """
    url = normal_address(address)
    try:
        return await _read(url, transport, pool, is_private_allowed=is_private_allowed)
    except WebPage as page:
        if not page.links:
            raise NotAFeed(_("{url} is a web page that offers no feed.").format(url=url), is_html=True) from page
        return await _first_readable(url, page.links, transport, pool, is_private_allowed=is_private_allowed)


async def _first_readable(
    page_url: str, links: tuple[FeedLink, ...], transport: Transport, pool: WorkerPool, *, is_private_allowed: bool
) -> DiscoveredFeed:
    """The first feed of a page that can be parsed. Raises the error of the first one if none can."""
    failure: FeedError | WireError | None = None
    for link in links[:MAX_LINKS_TRIED]:
        is_own = is_private_allowed and host_and_port(link.url) == host_and_port(page_url)
        try:
            found = await _read(link.url, transport, pool, is_private_allowed=is_own)
        except (FeedError, WireError) as error:
            failure = failure or error
            continue
        others = tuple(other for other in links if other is not link)
        return DiscoveredFeed(found.url, found.document, others)
    assert failure is not None, "there is at least one link"
    raise failure


async def _read(url: str, transport: Transport, pool: WorkerPool, *, is_private_allowed: bool) -> DiscoveredFeed:
    fetched = await transport.fetch(url, is_private_allowed=is_private_allowed)
    if not isinstance(fetched, Fetched):
        raise NotAFeed(_("{url} answers “not modified” to a first question.").format(url=url))
    feed, articles = await pool.read(fetched.body, url=fetched.url, content_type=fetched.content_type)
    return DiscoveredFeed(fetched.permanent_url or url, document_of(fetched, feed, articles))


def document_of(fetched: Fetched, feed: ParsedFeed, articles: tuple[PreparedArticle, ...]) -> ParsedDocument:
    """A document that a server has sent and a worker has parsed."""
    return ParsedDocument(feed, articles, body_hash(fetched.body), fetched.etag, fetched.last_modified, fetched.headers)
