"""Finding the feeds at an address that a user typed.

The address may lack its scheme, and may be that of a web page that offers feeds, or whose site has one at a usual
place. Asks servers, one request after the other, and stores nothing.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from wortreader.errors import FeedError, HostRests, NotAFeed, ServerRefused, ServerUnreachable, WireError
from wortreader.feeds.discover import header_feeds, merged
from wortreader.feeds.site_feeds import site_feeds
from wortreader.feeds.usual_places import usual_places
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FeedLink, ParsedFeed, PreparedArticle
from wortreader.sentences import S_
from wortreader.sync.documents import ParsedDocument, body_hash
from wortreader.sync.politeness import host_and_port
from wortreader.sync.typed_address import fetch_typed, normal_address
from wortreader.sync.workers.pool import WebPage, WorkerPool
from wortreader.wire.body import is_whole_document
from wortreader.wire.target import is_same_place
from wortreader.wire.transport import Access, Fetched, Transport

MAX_LINKS_TRIED = 6
"""Of the feeds that a page links to, until one can be parsed."""
MAX_REFRESHES = 3
"""Pages that lead to another by themselves (`<meta http-equiv="refresh">`), one after the other."""
GUESSING_SECONDS = 40.0
"""For all usual places of a site together."""
_TIRED = (429, 503)
"""Statuses of a host that has had enough."""


@lazy_dataclass(frozen=True, slots=True)
class DiscoveredFeed:
    """A feed that was found and parsed."""

    url: str
    """The address to ask from now on."""
    document: ParsedDocument
    link: FeedLink | None = None
    """What led to it, if the address was that of a page."""
    other_links: tuple[FeedLink, ...] = ()
    """Further feeds that the page links to, if the address was that of a page."""
    final_url: str = ""
    """Where the redirects led to, also those that are not permanent."""


@lazy_dataclass(frozen=True, slots=True)
class OfferingPage:
    """A web page at the address that was typed, or one that could not be had but whose feeds are known."""

    url: str
    """After redirects."""
    links: tuple[FeedLink, ...]
    """The feeds that it offers, and those that it may have, the best first."""
    failure: WireError | None = None
    """Why the page itself could not be had."""


async def locate(
    address: str, transport: Transport, pool: WorkerPool, *, access: Access | None = None
) -> DiscoveredFeed:
    """The feed at `address`, or the best one that the page there has.

    `access` is as in FeedFinder. Raises WireError if a server cannot be asked, NotAFeed if there is no feed, and
    FeedDamaged if there is one that cannot be parsed.
    """
    finder = FeedFinder(address, transport, pool, access=access)
    seen = await finder.look()
    return seen if isinstance(seen, DiscoveredFeed) else await finder.first_of(seen)


class FeedFinder:
    """Looks for the feeds at one address."""

    def __init__(self, typed: str, transport: Transport, pool: WorkerPool, *, access: Access | None = None) -> None:
        """`access` has the rights with which the feeds are looked for. None: the user has typed the address, which may
        lie in their own network, and so may a feed of a page there on the same host and port."""
        self.address = normal_address(typed)
        """The address that the user meant."""
        self._typed = typed
        self._transport = transport
        self._pool = pool
        self._access = access

    @property
    def access(self) -> Access:
        """The rights with which it asks."""
        return self._access or Access(self.address, True)

    def is_own(self, url: str) -> bool:
        """Whether `url` has the host and port that the user typed, and these lie in the user's own network."""
        return is_same_place(url, self.address) and self._transport.is_private(self.address) is True

    async def look(self) -> DiscoveredFeed | OfferingPage:
        """The feed at the address, or the page there, or the one to which that leads by itself.

        Raises what `locate` raises, but not for a page without feeds.
        """
        page: OfferingPage | None = None
        url, visited = self.address, set[str]()
        while True:
            visited.add(url)
            try:
                return await (self._read_typed() if page is None else self._read(url))
            except WebPage as web_page:
                url = self.address if page is None else url
                page = self._offering(web_page, url, page)
                following = web_page.refresh_url
                if any(link.is_declared for link in page.links) or not following or following in visited:
                    return page
                if len(visited) > MAX_REFRESHES:
                    return page
                url = following
            except (FeedError, WireError) as failure:
                if page is not None:
                    return page
                links = site_feeds(url)
                if not links or not isinstance(failure, ServerRefused) or isinstance(failure, HostRests):
                    raise
                return OfferingPage(url, links, failure)

    async def first_of(self, page: OfferingPage) -> DiscoveredFeed:
        """The first feed of a page that can be parsed, else one at a usual place.

        Raises the error of the first one that the page declares if none can, or NotAFeed.
        """
        failure: FeedError | WireError | None = page.failure
        waiting = list(page.links[:MAX_LINKS_TRIED])
        for link in waiting:
            try:
                found = await self.read(link)
            except (FeedError, WireError) as error:
                failure = failure or (error if link.is_declared else None)
                overview = self.overview(page, link, error) if link in page.links else None
                if overview is not None:
                    waiting += [inner for inner in overview.links[:MAX_LINKS_TRIED] if inner not in waiting]
                continue
            others = tuple(other for other in page.links if other != link)
            return replace(found, other_links=others)
        guessed = await self.guess(page.url)
        if guessed is not None:
            return guessed
        raise failure or NotAFeed(S_("{url} is a web page that offers no feed.", url=self.address), is_html=True)

    async def read(self, link: FeedLink) -> DiscoveredFeed:
        """The feed that a page offers. Raises WireError or FeedError."""
        return replace(await self._read(link.url), link=link)

    async def guess(self, page_url: str) -> DiscoveredFeed | None:
        """The feed at the first usual place of a page that has one; None if there is none, or the host has enough."""
        try:
            async with asyncio.timeout(GUESSING_SECONDS):
                for place in usual_places(page_url):
                    try:
                        return await self.read(FeedLink(place, is_declared=False))
                    except (HostRests, ServerUnreachable):
                        return None
                    except ServerRefused as refusal:
                        if refusal.status in _TIRED:
                            return None
                    except (FeedError, WireError):
                        continue
        except TimeoutError:
            pass
        return None

    def _offering(self, web_page: WebPage, url: str, before: OfferingPage | None) -> OfferingPage:
        """What a page offers, and the page `before` that led to it.

        Its address before redirects counts as well: a page of consent hides the one that was asked for.
        """
        links = web_page.links
        if not any(link.is_declared for link in links):
            links = merged(site_feeds(url), links, before.links if before else ())
        return OfferingPage(web_page.url or url, links)

    def overview(self, page: OfferingPage, link: FeedLink, error: FeedError | WireError) -> OfferingPage | None:
        """The page of the same site to which an ordinary link of `page` leads, if reading it as a feed ended in `error`
        because it is one. It may list the feeds of the site. None for anything else."""
        is_near = not link.is_declared and host_and_port(link.url) == host_and_port(page.url)
        return OfferingPage(error.url, error.links) if is_near and isinstance(error, WebPage) else None

    async def _read_typed(self) -> DiscoveredFeed:
        """The feed at the address that was typed, which has http if it lacked a scheme and nothing speaks TLS there."""
        meant = self.address

        async def read(url: str) -> DiscoveredFeed:
            self.address = url
            return await self._read(url)

        try:
            allowed = self.access.is_private_allowed
            return await fetch_typed(self._typed, read, self._transport, is_private_allowed=allowed)
        except ServerUnreachable:
            self.address = meant
            raise

    async def _read(self, url: str) -> DiscoveredFeed:
        fetched = await self._transport.fetch(url, access=self.access)
        if not isinstance(fetched, Fetched):
            raise NotAFeed(S_("{url} answered “not modified” to a first request.", url=url))
        try:
            feed, articles = await self._pool.read(fetched.body, url=fetched.url, content_type=fetched.content_type)
        except NotAFeed as error:
            named = header_feeds(fetched.headers.get("link"), url=fetched.url)
            if isinstance(error, WebPage):
                raise WebPage(error.reason, merged(named, error.links), error.refresh_url, fetched.url) from None
            if named:
                raise WebPage(error.reason, named, None, fetched.url) from None
            raise
        return DiscoveredFeed(fetched.permanent_url or url, document_of(fetched, feed, articles), final_url=fetched.url)


def document_of(fetched: Fetched, feed: ParsedFeed, articles: tuple[PreparedArticle, ...]) -> ParsedDocument:
    """A document that a server has sent and a worker has parsed.

    One that breaks off has no validators: with them the server would answer that it has not changed, and what is
    lacking would never come.
    """
    breaks_off = feed.is_malformed and not is_whole_document(fetched.body)
    etag, last_modified = (None, None) if breaks_off else (fetched.etag, fetched.last_modified)
    return ParsedDocument(feed, articles, body_hash(fetched.body), etag, last_modified, fetched.headers)
