"""Where feeds move to: by permanent redirects, and by what they say themselves. Asks servers, stores nothing.

A feed moves when it has been sent to the same address twice in a row, so that one answer of a broken server moves none.
Where another feed is at that address, both become one at once only if they have most articles in common.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from wortreader.errors import AddressRefused, FeedError, WireError
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Feed
from wortreader.sync.locate import DiscoveredFeed, document_of
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.target import target
from wortreader.wire.transport import Access, Fetched, Transport

MAX_ANNOUNCEMENTS = 5
"""Feeds that are asked one after the other because each says that it has moved to the next."""

_MOST_ADDRESSES = 20_000
"""That are remembered in one spelling: each feed that moves is compared with all others, of which one takes 40 µs."""

MERGE_AFTER = timedelta(days=7)
"""How long one feed must have been redirected to another one, with other articles, until both become one. A server that
is set up wrongly for a while sends its feeds to one address, too."""


@lazy_dataclass(frozen=True, slots=True)
class Move:
    """Where an answer says that a feed is from now on."""

    url: str
    is_confirmed: bool
    """True if the answer before has said the same."""
    is_announced: bool
    """True if the feed's document says it; it is not known yet whether there is a feed at the new address."""


def move_of(feed: Feed, permanent_url: str | None, announced_url: str | None) -> Move | None:
    """Where a feed moves to after an answer with these addresses; None if it stays.

    A permanent redirect comes before the feed's own announcement. Neither leads from https to http.
    """
    for url, is_announced in ((permanent_url, False), (announced_url, True)):
        if url is None or is_same_address(url, feed.url):
            continue
        if is_announced and feed.url.lower().startswith("https:") and not url.lower().startswith("https:"):
            continue
        return Move(url, url == feed.moved_to, is_announced)
    return None


async def announced_feed(feed: Feed, url: str, transport: Transport, pool: WorkerPool) -> DiscoveredFeed | None:
    """The feed at the address that `feed` says it has moved to, or at which that one says it is; None if there is none.

    Like a redirect, it may be in the user's own network only on the host and port that the user typed. None also if
    the announcements lead in a circle.
    """
    visited = {normalised(feed.url)}
    for _step in range(MAX_ANNOUNCEMENTS):
        try:
            answer = await transport.fetch(url, access=Access(feed.url, feed.is_private_allowed))
            if not isinstance(answer, Fetched):
                return None
            parsed, articles = await pool.read(answer.body, url=answer.url, content_type=answer.content_type)
        except (WireError, FeedError):
            return None
        found = DiscoveredFeed(answer.permanent_url or url, document_of(answer, parsed, articles))
        places = {normalised(url), normalised(found.url)}
        if visited & places:
            return None
        visited |= places
        if parsed.announced_url is None or normalised(parsed.announced_url) in places:
            return found
        url = parsed.announced_url
    return None


def feed_at(url: str, feeds: Iterable[Feed], *, besides: Feed) -> Feed | None:
    """Another feed that is subscribed to at `url`; None if there is none."""
    return next((feed for feed in feeds if feed.feed_id != besides.feed_id and is_same_address(feed.url, url)), None)


def is_settled(feed: Feed, now: datetime) -> bool:
    """Whether a feed has been redirected for so long that another feed there is taken to have replaced it."""
    return feed.moved_since is not None and now - feed.moved_since >= MERGE_AFTER


def is_same_address(url: str, other: str) -> bool:
    """Whether a server is asked for the same by both addresses."""
    return url == other or normalised(url) == normalised(other)


@lru_cache(_MOST_ADDRESSES)
def normalised(url: str) -> str:
    """The address that is asked for; `url` itself if it is none."""
    try:
        return str(target(url).url)
    except AddressRefused:
        return url
