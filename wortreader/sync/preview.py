"""What subscribing to a source would bring. Stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wortreader.model import FeedLink, ParsedFeed, PreparedArticle
from wortreader.sync.locate import locate
from wortreader.sync.sources import local_bytes
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Transport


@dataclass(frozen=True, slots=True)
class Preview:
    """A feed that nobody has subscribed to."""

    source: str
    url: str
    feed: ParsedFeed
    articles: tuple[PreparedArticle, ...]
    other_links: tuple[FeedLink, ...] = ()
    """What else the page offers, where the source was a web page."""


async def preview(
    source: str, transport: Transport, pool: WorkerPool, *, standard_input: Callable[[], bytes]
) -> Preview:
    """The feed behind an address, in a file, or, for `-`, in what `standard_input` gives.

    A source is a file where there is one of that name, else an address. Raises WireError, FeedError or
    SourceUnreadable where there is nothing to show.
    """
    data = await local_bytes(source, standard_input)
    if data is not None:
        feed, articles = await pool.read(data, url="")
        return Preview(source, feed.url or "", feed, articles)
    found = await locate(source, transport, pool, is_private_allowed=True)
    return Preview(source, found.url, found.document.feed, found.document.articles, found.other_links)
