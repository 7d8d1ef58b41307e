"""An article as a whole: its page, and those that follow.

Everything that reads an article from the network does it here: refresh, fetch, pack, save and extract. Where a page
links to a view of the whole article, that is read; else its next pages are, one after the other. They count as pages of
their own: with the pauses of their host, its robots.txt, and all limits of the transport. If one cannot be had, the
article is what there is, and says why the rest is missing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from wortreader.errors import ProseError, WireError
from wortreader.i18n import nN_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Extraction
from wortreader.sentences import NOTHING, S_, Sentence
from wortreader.sync.workers.pool import WorkerPool

MAX_FURTHER: Final = 10
"""Pages of one article after the first."""
MAX_BYTES: Final = 16 * 1000**2
"""Of all further pages of one article together, unpacked; as many as one page may have."""
MAX_SECONDS: Final = 60.0
"""For all further pages of one article, pauses included."""


@lazy_dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that has been fetched and read."""

    found: Extraction
    url: str
    """After redirects."""
    byte_size: int


Read = Callable[[str], Awaitable[ReadPage]]
"""Fetches and reads the page at an address. Raises WireError or ProseError."""
Admit = Callable[[str], Awaitable[Sentence | None]]
"""Waits until an address may be asked for, and returns None; else why it may not."""


async def read_article(url: str, read: Read, pool: WorkerPool, *, admit: Admit) -> Extraction:
    """The article whose first page is at `url`, with its further pages.

    `admit` is not asked for the first page. Raises what `read` raises for the first page.
    """
    first = await read(url)
    if first.found.next_url is None and first.found.single_url is None:
        return first.found
    further = _Further(first, read, pool, admit)
    try:
        async with asyncio.timeout(MAX_SECONDS):
            if single := await further.read_single():
                return single
            await further.read_next_pages()
    except TimeoutError:
        further.missing = S_("Further pages of the article are missing: they take too long.")
    return await further.joined()


class _Further:
    """The further pages of one article."""

    def __init__(self, first: ReadPage, read: Read, pool: WorkerPool, admit: Admit) -> None:
        self._read = read
        self._pool = pool
        self._admit = admit
        self._first = first.found
        self._pages = [first.found]
        self._seen = {_key(first.url), _key(first.found.url)}
        self._bytes_left = MAX_BYTES
        self.missing = NOTHING
        """Why a page is missing, in a sentence; empty if none is."""

    async def read_single(self) -> Extraction | None:
        """The whole article from the view that shows it on a single page; None if that is not to be had."""
        from wortreader.prose.pages.joining import is_whole_of

        url = self._first.single_url
        if url is None or _key(url) in self._seen or await self._admit(url):
            return None
        try:
            single = await self._read(url)
        except (WireError, ProseError):
            return None  # its pages may be there all the same
        self._bytes_left -= single.byte_size
        if single.found.is_teaser or not await asyncio.to_thread(is_whole_of, self._first, single.found):
            return None
        article = replace(single.found, next_url=None, single_url=None, further_urls=(single.url,))
        return _about(self._first, article)

    async def read_next_pages(self) -> None:
        """Reads one page after the other, until there is none, or one cannot be had."""
        from wortreader.prose.pages.joining import MAX_CHARACTERS, is_repetition, is_same_article

        size = len(self._first.text)
        while (url := self._pages[-1].next_url) is not None and _key(url) not in self._seen:
            if len(self._pages) > MAX_FURTHER or self._bytes_left <= 0 or size > MAX_CHARACTERS:
                count = Sentence.of(nN_("{n} page", "{n} pages"), n=len(self._pages))
                self.missing = S_("The article is longer than {count}: the rest is not read.", count=count)
                return
            self._seen.add(_key(url))
            if reason := await self._admit(url):
                self.missing = self._missing_page(reason)
                return
            try:
                page = await self._read(url)
            except (WireError, ProseError) as error:
                self.missing = self._missing_page(error.reason)
                return
            self._bytes_left -= page.byte_size
            if _key(page.url) in self._seen - {_key(url)} or is_repetition(page.found, self._pages):
                return  # the site answers with a page that is here already
            if not is_same_article(self._first, page.found):
                return  # the link leads to another article
            self._seen.add(_key(page.url))
            self._pages.append(replace(page.found, url=page.url))
            size += len(page.found.text)

    def _missing_page(self, reason: Sentence) -> Sentence:
        return S_("Page {number} of the article is missing: {reason}", number=len(self._pages) + 1, reason=reason)

    async def joined(self) -> Extraction:
        """The article of all pages that have been read."""
        article = self._first
        try:
            article = await self._pool.join(self._pages)
        except ProseError as error:
            self.missing = error.reason
        return replace(article, next_url=None, single_url=None, missing=self.missing)


def _about(first: Extraction, article: Extraction) -> Extraction:
    """`article` with what the first page says about it."""
    return replace(
        article,
        url=first.url,
        title=first.title,
        byline=first.byline or article.byline,
        published_at=first.published_at or article.published_at,
        modified_at=first.modified_at or article.modified_at,
        site=first.site or article.site,
        section=first.section or article.section,
        lead=first.lead or article.lead,
    )


def _key(url: str) -> str:
    """What makes two addresses those of the same page."""
    return url.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")
