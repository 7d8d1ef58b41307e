"""Subscribing: from an address to a feed in the library with its articles."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from wortreader.model import Clock, Feed, FeedLink, utc_now
from wortreader.store.library import Library
from wortreader.sync.locate import Located, locate
from wortreader.sync.storing import store
from wortreader.sync.workers import ReaderPool
from wortreader.wire.transport import Transport


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A feed that is new to the library."""

    feed: Feed
    new_count: int
    """Articles that it brought."""
    other_links: tuple[FeedLink, ...]
    """What else the page offers, where the address was that of a page."""


async def subscribe(
    library: Library,
    address: str,
    transport: Transport,
    pool: ReaderPool,
    *,
    folder: tuple[str, ...] = (),
    title: str | None = None,
    clock: Clock = utc_now,
) -> Subscribed:
    """Adds the feed at an address that the reader typed, or the best one that the page there offers.

    Raises what `locate` raises, and AlreadySubscribed; nothing is added then.
    """
    located = await locate(address, transport, pool, is_private_allowed=True)
    return await asyncio.to_thread(_add, library, located, folder, title, clock)


def _add(library: Library, located: Located, folder: tuple[str, ...], title: str | None, clock: Clock) -> Subscribed:
    feed = library.feeds.add(located.url, title=title, folder=folder, is_private_allowed=True, now=clock())
    changes = store(library, feed.feed_id, located.document, now=clock(), url=feed.url)
    return Subscribed(library.feeds.get(feed.feed_id), len(changes.new), located.other_links)
