"""What commands read: a file, standard input, or an address. Stores nothing."""

from __future__ import annotations

import asyncio
import mimetypes
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from wortreader.download_errors import in_megabytes
from wortreader.errors import NotAnArticle, WortreaderError
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Extraction, FeedLink, ParsedFeed, PreparedArticle
from wortreader.sentences import S_
from wortreader.sync.article_pages import ReadPage, read_article
from wortreader.sync.locate import locate
from wortreader.sync.politeness import SPACING_SECONDS, HostRateLimiter
from wortreader.sync.typed_address import fetch_typed
from wortreader.sync.workers.pool import WorkerPool
from wortreader.system_errors import reason_of
from wortreader.wire.transport import Access, Fetched, Transport

STANDARD_INPUT: Final = "-"
"""The source that means standard input."""

MAX_FILE_BYTES: Final = 16 * 1000**2
"""Of a file or of standard input; as many as the unpacked body of an answer may have."""

_FILE_NAME: Final = re.compile(r"/(?!/)|\.{1,2}/|~|[^/:]+\.(?:html?|txt)$", re.IGNORECASE)
"""What cannot be an address: a path from a root, and names whose suffix is not a top-level domain."""
_SAVED_TEXTS: Final = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".text": "text/plain",
}
"""Media types by suffix; what other files are is found out from their bytes."""


class SourceUnreadable(WortreaderError):
    """A file cannot be read."""


@lazy_dataclass(frozen=True, slots=True)
class Preview:
    """A feed that is not subscribed to."""

    source: str
    url: str
    feed: ParsedFeed
    articles: tuple[PreparedArticle, ...]
    other_links: tuple[FeedLink, ...] = ()
    """Further feeds that the page links to, if the source is a web page."""


async def preview(
    source: str, transport: Transport, pool: WorkerPool, *, standard_input: Callable[[], bytes]
) -> Preview:
    """The feed at an address, in a file, or, for `-`, in the bytes that `standard_input` returns.

    Raises WireError, FeedError or SourceUnreadable if there is none.
    """
    data = await local_bytes(source, standard_input)
    if data is not None:
        feed, articles = await pool.read(data, url="")
        return Preview(source, feed.url or "", feed, articles)
    found = await locate(source, transport, pool)
    return Preview(source, found.url, found.document.feed, found.document.articles, found.other_links)


async def extract_source(
    source: str, transport: Transport, pool: WorkerPool, *, standard_input: Callable[[], bytes], url: str = ""
) -> Extraction:
    """The article at an address, in a file, or, for `-`, in the bytes that `standard_input` returns.

    `url` is the address that a file comes from, for its relative links and its time zone. Raises WireError, ProseError
    or SourceUnreadable if there is no article.
    """
    data = await local_bytes(source, standard_input)
    if data is not None:
        return await pool.extract(data, url=url, content_type=_media_type(source))

    async def extract(url: str) -> Extraction:
        return await extract_page(url, transport, pool, access=Access(url, True))

    return await fetch_typed(source, extract, transport, is_private_allowed=True)


async def report_source(
    source: str, transport: Transport, pool: WorkerPool, *, standard_input: Callable[[], bytes]
) -> str:
    """The page at an address, in a file, or in `standard_input` as HTML in which only its structure can be read.

    Raises WireError, ProseError or SourceUnreadable if there is no page.
    """
    data = await local_bytes(source, standard_input)
    if data is not None:
        return await pool.report_of(data, content_type=_media_type(source))

    async def report(url: str) -> str:
        fetched = await _fetch_page(url, transport, Access(url, True))
        return await pool.report_of(fetched.body, content_type=fetched.content_type)

    return await fetch_typed(source, report, transport, is_private_allowed=True)


async def extract_page(
    url: str, transport: Transport, pool: WorkerPool, *, access: Access, spacing_seconds: float = SPACING_SECONDS
) -> Extraction:
    """The article of the page at `url`, with its further pages. Raises WireError, or ProseError if there is none.

    `spacing_seconds` pass between the starts of two requests to its host.
    """
    rate_limiter = HostRateLimiter(spacing_seconds)

    async def read(address: str) -> ReadPage:
        fetched = await _fetch_page(address, transport, access)
        found = await pool.extract(fetched.body, url=fetched.url, content_type=fetched.content_type)
        return ReadPage(found, fetched.url, len(fetched.body))

    async def admit(address: str) -> None:
        await rate_limiter.wait(address)

    await rate_limiter.wait(url)
    return await read_article(url, read, pool, admit=admit)


async def _fetch_page(url: str, transport: Transport, access: Access) -> Fetched:
    """The answer of `url`, if it may be a page. Raises WireError, or NotAnArticle."""
    fetched = await transport.fetch(url, access=access)
    if not isinstance(fetched, Fetched):
        raise NotAnArticle(S_("{url} answered “not modified” to a first request.", url=url))
    kind = (fetched.content_type or "").partition(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in ("application/pdf", "application/zip"):
        raise NotAnArticle(S_("{url} is not a readable page ({kind}).", url=url, kind=kind))
    return fetched


async def local_bytes(source: str, standard_input: Callable[[], bytes]) -> bytes | None:
    """The bytes of the file `source`, or, for `-`, those that `standard_input` returns; None for an address.

    A source is a file if there is one of that name. Raises SourceUnreadable, also for a path without a file.
    """
    if source == STANDARD_INPUT:
        data = await asyncio.to_thread(standard_input)
    elif await asyncio.to_thread(_is_file, source):
        data = await asyncio.to_thread(_read_file, Path(source))
    elif _FILE_NAME.match(source):
        raise SourceUnreadable(_("There is no file {path}.").format(path=source))
    else:
        return None
    if len(data) > MAX_FILE_BYTES:
        raise SourceUnreadable(
            _("{source} is larger than {size}.").format(source=source, size=in_megabytes(MAX_FILE_BYTES))
        )
    return data


def _media_type(name: str) -> str | None:
    """The media type of a saved text, from its file name; None for all other files."""
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    kind = _SAVED_TEXTS.get(suffix) or mimetypes.guess_type(name)[0]
    return kind if kind in ("text/markdown", "text/plain") else None


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
            _("{path} cannot be read: {reason}.").format(path=path, reason=reason_of(error))
        ) from error
