"""Subscribing: from an address to the feeds that it offers, and from one of them to a feed in the library."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum
from typing import Final

from wortreader.errors import AlreadySubscribed, FeedError, WireError
from wortreader.feeds.same_address import address_key
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.logins.book import Logins
from wortreader.model import Clock, Feed, FeedLink, utc_now
from wortreader.store.library import Library
from wortreader.sync.documents import apply_document
from wortreader.sync.locate import DiscoveredFeed, FeedFinder, OfferingPage
from wortreader.sync.workers.pool import WorkerPool
from wortreader.text import cut
from wortreader.wire.transport import Transport

MAX_READ: Final = 8
"""Feeds of a page that are read so that the user can choose among them. The others are offered unread."""
NEWEST_COUNT: Final = 3
"""Titles that show what a feed is about."""
NEWEST_WIDTH: Final = 60
"""Cells of such a title: some feeds have paragraphs for titles, and those of all feeds are to be seen at once."""


class Reads(Enum):
    """Which feeds of a page are read before the user chooses."""

    NONE = "none"
    """None if the page declares feeds; those that it only links to are read to know whether they are feeds."""
    FIRST = "first"
    """One after the other until one can be parsed."""
    EACH = "each"
    """The first `MAX_READ`; those that cannot be parsed are left out."""


@lazy_dataclass(frozen=True, slots=True)
class FeedOffer:
    """A feed that the user can subscribe to."""

    number: int
    """Its place among the feeds of its page, from 1."""
    link: FeedLink
    found: DiscoveredFeed | None = None
    """The feed, if it has been read."""
    known: Feed | None = None
    """The feed in the library, if the user has subscribed to it already."""

    @property
    def title(self) -> str:
        """What it is called: by itself, else by the page, else its address."""
        own = self.found.document.feed.title if self.found else None
        return own or self.link.title or self.link.url

    @property
    def format(self) -> str:
        """`RSS`, `Atom` or `JSON Feed`; empty if that is not known."""
        known = self.found.document.feed.format if self.found else self.link.type or ""
        return next((name for mark, name in _FORMATS.items() if mark in known), "")

    @property
    def newest(self) -> tuple[str, ...]:
        """The titles of its newest articles, the long ones cut; empty if it has not been read."""
        articles = [article.parsed for article in self.found.document.articles] if self.found else []
        newest = sorted(articles, key=lambda article: article.published_at or _LONG_AGO, reverse=True)
        return tuple(cut(article.title, NEWEST_WIDTH) for article in newest[:NEWEST_COUNT])


_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_FORMATS: Final = {"json": "JSON Feed", "atom": "Atom", "rss": "RSS", "rdf": "RSS"}


@lazy_dataclass(frozen=True, slots=True)
class FeedOffers:
    """The feeds at an address that the user typed, and what found them."""

    finder: FeedFinder
    offers: tuple[FeedOffer, ...]
    """At least one; the best first, comments last."""

    @property
    def best(self) -> FeedOffer:
        """The first that has been read, or else the first."""
        return next((offer for offer in self.offers if offer.found is not None), self.offers[0])

    @property
    def needs_choice(self) -> bool:
        """True if there are several feeds of articles, or if the only one is in the library and there are others."""
        articles = [offer for offer in self.offers if not offer.link.is_comments]
        return len(articles) > 1 or (len(self.offers) > 1 and self.best.known is not None)

    def named(self, name: str) -> FeedOffer | None:
        """The offer with this number or address; None if there is none."""
        key = address_key(name)
        return next((o for o in self.offers if str(o.number) == name or address_key(o.link.url) == key), None)


@lazy_dataclass(frozen=True, slots=True)
class Subscribed:
    """A feed that has been added, or that was in the library and may be fetched from now on."""

    feed: Feed
    new_count: int
    """Articles that it brought."""
    is_new: bool = True
    """False if it was in the library, and could not be fetched because it lies in the user's own network."""


class Subscriber:
    """Adds feeds that users ask for by an address. All that one adds are undone together."""

    def __init__(
        self,
        library: Library,
        transport: Transport,
        pool: WorkerPool,
        *,
        folder: tuple[str, ...] = (),
        logins: Logins | None = None,
        clock: Clock = utc_now,
    ) -> None:
        """`logins` keeps the login that the user has typed in the address of a feed, once the feed is added."""
        self._logins = logins
        self._library = library
        self._transport = transport
        self._pool = pool
        self._folder = folder
        self._clock = clock
        self._added_count = 0
        self._change_id: int | None = None

    async def offers(self, address: str, *, reads: Reads = Reads.FIRST) -> FeedOffers:
        """The feeds at an address that the user typed; `reads` matters if it is that of a page.

        Raises what `locate` raises, and AlreadySubscribed if the address is that of a feed in the library that cannot
        be fetched now.
        """
        finder = FeedFinder(address, self._transport, self._pool)
        try:
            return await self.offers_of(finder, await finder.look(), reads=reads)
        except (FeedError, WireError) as error:
            feed = (await asyncio.to_thread(self._known_feeds)).get(address_key(finder.address))
            if feed is None or (not feed.is_private_allowed and finder.is_own(feed.url)):
                raise
            raise AlreadySubscribed(feed.url, feed.title) from error

    async def offers_of(
        self, finder: FeedFinder, seen: DiscoveredFeed | OfferingPage, *, reads: Reads = Reads.EACH
    ) -> FeedOffers:
        """What a finder has seen, as feeds to choose from. Raises what `locate` raises."""
        known = await asyncio.to_thread(self._known_feeds)
        if isinstance(seen, DiscoveredFeed):
            found = [FeedOffer(1, FeedLink(finder.address), seen)]
        else:
            found = await self._offers_of_page(finder, seen, reads)
        return FeedOffers(finder, tuple(replace(offer, known=_known(offer, known)) for offer in found))

    async def add(self, offers: FeedOffers, offer: FeedOffer) -> Subscribed:
        """Subscribes to one of the feeds.

        If it is in the library, but lies in the user's own network and was not allowed to, it is allowed to from now
        on, because the user has typed its host. Raises WireError, FeedError, LoginNotKept, and AlreadySubscribed for
        any other feed in the library; then nothing is changed.
        """
        found, known = offer.found, offer.known
        if found is None:
            found = await offers.finder.read(offer.link)
            known = known or _known(replace(offer, found=found), await asyncio.to_thread(self._known_feeds))
        is_own = offers.finder.is_own(known.url if known else found.url)
        if known is None:
            if self._logins is not None:
                await asyncio.to_thread(self._logins.keep_used, [found.url])
            return await asyncio.to_thread(self._add, found, is_own)
        if known.is_private_allowed or not is_own:
            raise AlreadySubscribed(known.url, known.title)
        return await asyncio.to_thread(self._allow, known, found)

    async def _offers_of_page(self, finder: FeedFinder, page: OfferingPage, reads: Reads) -> list[FeedOffer]:
        is_declared = any(link.is_declared for link in page.links)
        if reads is Reads.NONE and is_declared:
            return [FeedOffer(number, link) for number, link in enumerate(page.links, 1)]
        if reads is not Reads.FIRST:
            offers, overview = await self._readable(finder, page)
            if not offers and overview is not None:
                offers, _overview = await self._readable(finder, overview)
            if offers:
                return offers
        first = await finder.first_of(page)
        offers = [FeedOffer(number, link) for number, link in enumerate(page.links, 1) if link.is_declared]
        link = first.link or FeedLink(first.url)
        if link not in page.links:
            return [FeedOffer(len(page.links) + 1, link, first), *offers]
        number = page.links.index(link) + 1
        offers = [offer for offer in offers if offer.number != number]
        return sorted([*offers, FeedOffer(number, link, first)], key=lambda offer: offer.number)

    async def _readable(self, finder: FeedFinder, page: OfferingPage) -> tuple[list[FeedOffer], OfferingPage | None]:
        """The feeds of a page without those that cannot be parsed, and the page to which an ordinary link leads that
        lists more; no feeds if not one of them could be parsed."""
        results = await asyncio.gather(*(finder.read(link) for link in page.links[:MAX_READ]), return_exceptions=True)
        offers: list[FeedOffer] = []
        overview: OfferingPage | None = None
        for number, (link, result) in enumerate(zip(page.links, results, strict=False), 1):
            if isinstance(result, DiscoveredFeed):
                offers.append(FeedOffer(number, link, result))
            elif isinstance(result, FeedError | WireError):
                overview = overview or finder.overview(page, link, result)
            else:
                raise result
        if offers:
            unread = enumerate(page.links[MAX_READ:], MAX_READ + 1)
            offers += [FeedOffer(number, link) for number, link in unread if link.is_declared]
        return offers, overview

    def _known_feeds(self) -> dict[str, Feed]:
        """The feeds of the library by their address keys."""
        return {address_key(feed.url): feed for feed in self._library.feeds.all() if not feed.is_local}

    def _add(self, found: DiscoveredFeed, is_own: bool) -> Subscribed:
        now = self._clock()
        count, title = self._added_count + 1, found.document.feed.title or found.url
        with self._library.changes.step("feed.add", at=now, extends=self._change_id, n=count, title=title) as step:
            feed = self._library.feeds.add(found.url, folder=self._folder, is_private_allowed=is_own, now=now)
        self._added_count, self._change_id = count, step.change_id
        return self._bring(feed, found, is_new=True)

    def _allow(self, feed: Feed, found: DiscoveredFeed) -> Subscribed:
        self._library.feeds.allow_private([feed.feed_id])
        return self._bring(feed, found, is_new=False)

    def _bring(self, feed: Feed, found: DiscoveredFeed, *, is_new: bool) -> Subscribed:
        changes, _effects = apply_document(self._library, feed.feed_id, found.document, now=self._clock(), url=feed.url)
        return Subscribed(self._library.feeds.get(feed.feed_id), len(changes.new), is_new)


async def subscribe(
    library: Library,
    address: str,
    transport: Transport,
    pool: WorkerPool,
    *,
    folder: tuple[str, ...] = (),
    clock: Clock = utc_now,
) -> Subscribed:
    """Adds the feed at an address that the user typed, or the best one that the page there offers.

    Raises what `Subscriber` raises; then nothing is added.
    """
    subscriber = Subscriber(library, transport, pool, folder=folder, clock=clock)
    offers = await subscriber.offers(address)
    return await subscriber.add(offers, offers.best)


def _known(offer: FeedOffer, known: dict[str, Feed]) -> Feed | None:
    """The feed in the library that an offer is: by its address, where redirects lead, or but for a slash at the end."""
    urls = [offer.link.url, *([offer.found.url, offer.found.final_url] if offer.found else [])]
    for url in urls:
        if url and (feed := known.get(address_key(url))):
            return feed
    if offer.found is not None:
        for url in urls:
            feed = known.get(address_key(url.rstrip("/") if url.endswith("/") else f"{url}/")) if url else None
            if feed is not None and feed.body_hash == offer.found.document.body_hash:
                return feed
    return None
