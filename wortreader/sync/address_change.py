"""Giving a feed another address, which is checked as one that the user types to subscribe."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from wortreader.errors import ConfigError, LoginNotKept, NotAFeed, WortreaderError
from wortreader.i18n import _
from wortreader.logins.book import Logins
from wortreader.model import Clock, Feed, utc_now
from wortreader.sentences import S_
from wortreader.store.library import Library
from wortreader.subscription_errors import AddressTaken
from wortreader.sync.documents import apply_document
from wortreader.sync.locate import DiscoveredFeed, FeedFinder
from wortreader.sync.moving import feed_at
from wortreader.sync.subscribe import FeedOffer, FeedOffers, Subscriber
from wortreader.sync.workers.pool import WorkerPool
from wortreader.text import safe_line
from wortreader.wire.target import is_same_place
from wortreader.wire.transport import Access, Transport


class SeveralFeeds(WortreaderError):
    """A page offers several feeds, and the user has not chosen one."""

    def __init__(self, url: str, title: str, offers: FeedOffers) -> None:
        super().__init__(
            _("{url} offers several feeds. Give “{title}” the address of one of them:").format(url=url, title=title)
        )
        self.url = url
        """The address of the page."""
        self.offers = offers
        """What it offers, the best first."""


async def change_address(
    library: Library,
    feed_id: int,
    typed: str,
    transport: Transport,
    pool: WorkerPool,
    *,
    chosen_url: str | None = None,
    is_typed: bool = True,
    logins: Logins | None = None,
    clock: Clock = utc_now,
) -> Feed:
    """Gives a feed the address that the user typed, or that of the only feed of the page there; returns it.

    With `chosen_url` it is the feed with this address, of those that the page offers. Feeds of comments do not count.

    The feed keeps its articles, marks, name and settings, and has what is new at the address. It may lie in the user's
    own network from now on if the address does. A login goes with it within its server. `logins` keeps one that was
    typed in the address (see `typed_address.take_login`). With `is_typed` false it is an address that the feed or its
    server has named, which may be in the user's own network only where the feed was allowed to be; of several feeds of
    a page there, the best is taken.

    Raises UnknownFeed, SeveralFeeds, AddressTaken if another feed is there (see `housekeeping.merge_feeds`), and what
    `locate` raises: WireError, FeedError, and NotAFeed if the page does not offer the chosen one. Then nothing has
    changed.
    """
    feed = await asyncio.to_thread(library.feeds.get, feed_id)
    access = None if is_typed else Access(feed.url, feed.is_private_allowed)
    finder = FeedFinder(typed, transport, pool, access=access)
    seen = await finder.look()
    if isinstance(seen, DiscoveredFeed) and chosen_url is None:
        found = seen
    elif not isinstance(seen, DiscoveredFeed) and not is_typed:
        found = await finder.first_of(seen)
    else:
        offers = await Subscriber(library, transport, pool).offers_of(finder, seen)
        offer = _chosen(offers, feed, chosen_url)
        found = offer.found or await finder.read(offer.link)
    is_own = finder.is_own(found.url)
    if not is_typed:
        is_own = feed.is_private_allowed and is_same_place(found.url, feed.url)

    def store() -> Feed:
        other = feed_at(found.url, library.feeds.all(), besides=feed)
        if other is not None:
            raise AddressTaken(other.url, other.title, other.feed_id)
        if logins is not None:
            logins.keep_used([found.url])
        with library.changes.step("feed.address", at=clock(), title=feed.title):
            library.feeds.set_address(feed_id, found.url, is_private_allowed=is_own)
            apply_document(library, feed_id, found.document, now=clock(), url=found.url)
        if logins is not None:
            with suppress(LoginNotKept, ConfigError):  # the server says so, if it needs one
                logins.move(feed.url, found.url)
        return library.feeds.get(feed_id)

    return await asyncio.to_thread(store)


def _chosen(offers: FeedOffers, feed: Feed, chosen_url: str | None) -> FeedOffer:
    """The chosen one of the feeds of a page, or the only one. Raises SeveralFeeds and NotAFeed."""
    if chosen_url is None:
        if sum(not offer.link.is_comments for offer in offers.offers) > 1:
            raise SeveralFeeds(offers.finder.address, feed.title, offers)
        return offers.best
    offer = offers.named(chosen_url)
    if offer is None:
        raise NotAFeed(S_("The page offers no feed “{name}”.", name=safe_line(chosen_url)))
    return offer
