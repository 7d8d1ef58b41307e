"""What subscribing to a source would bring. Stores nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wortreader.errors import WortreaderError
from wortreader.i18n import _
from wortreader.model import FeedLink, ParsedFeed, PreparedArticle
from wortreader.sync.locate import locate
from wortreader.sync.workers import ReaderPool
from wortreader.wire.transport import Transport

STANDARD_INPUT = "-"
"""The source that names standard input."""

MAX_FILE_BYTES = 15 * 1024 * 1024
"""Of a file or of standard input; as much as the network may bring, decoded."""


class SourceUnreadable(WortreaderError):
    """A file cannot be read."""


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
    source: str, transport: Transport, pool: ReaderPool, *, standard_input: Callable[[], bytes]
) -> Preview:
    """The feed behind an address, in a file, or, for `-`, in what `standard_input` gives.

    A source is a file where there is one of that name, else an address. Raises WireError, FeedError or
    SourceUnreadable where there is nothing to show.
    """
    if source == STANDARD_INPUT:
        return await _of_bytes(source, await asyncio.to_thread(standard_input), pool)
    if await asyncio.to_thread(_is_file, source):
        return await _of_bytes(source, await asyncio.to_thread(_read_file, Path(source)), pool)
    found = await locate(source, transport, pool, is_private_allowed=True)
    return Preview(source, found.url, found.document.feed, found.document.articles, found.other_links)


async def _of_bytes(source: str, data: bytes, pool: ReaderPool) -> Preview:
    if len(data) > MAX_FILE_BYTES:
        raise SourceUnreadable(
            _("{source} is larger than {size} MiB.").format(source=source, size=MAX_FILE_BYTES >> 20)
        )
    feed, articles = await pool.read(data, url="")
    return Preview(source, feed.url or "", feed, articles)


def _is_file(source: str) -> bool:
    try:
        return "://" not in source and Path(source).exists()
    except (OSError, ValueError):  # a name with a NUL or of 10,000 characters
        return False


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise SourceUnreadable(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from error
