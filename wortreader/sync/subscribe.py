"""Subscribing: from an address to a feed in the library with its articles."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from wortreader.model import Clock, Feed, FeedLink, utc_now
from wortreader.store.library import Library
from wortreader.sync.documents import apply_document
from wortreader.sync.locate import DiscoveredFeed, locate
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Transport


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A feed that is new to the library."""

    feed: Feed
    new_count: int
    """Articles that it brought."""
    other_links: tuple[FeedLink, ...]
    """Further feeds that the page links to, if the address was that of a page."""


async def subscribe(
    library: Library,
    address: str,
    transport: Transport,
    pool: WorkerPool,
    *,
    folder: tuple[str, ...] = (),
    clock: Clock = utc_now,
) -> Subscribed:
    """Adds the feed at an address that the user typed, or the best one that the page there links to.

    Raises what `locate` raises, and AlreadySubscribed; then nothing is added.
    """
    discovered = await locate(address, transport, pool, is_private_allowed=True)
    return await asyncio.to_thread(_add, library, discovered, folder, clock)


def _add(library: Library, discovered: DiscoveredFeed, folder: tuple[str, ...], clock: Clock) -> Subscribed:
    feed = library.feeds.add(discovered.url, folder=folder, is_private_allowed=True, now=clock())
    changes = apply_document(library, feed.feed_id, discovered.document, now=clock(), url=feed.url)
    return Subscribed(library.feeds.get(feed.feed_id), len(changes.new), discovered.other_links)
