"""Finds the feeds that a web page offers. Does not check that the feeds exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from wortreader.charsets import decode_html
from wortreader.feeds.addresses import is_web_address, join, web_address
from wortreader.feeds.xml_safety import clean_utf8
from wortreader.model import FeedLink
from wortreader.text import safe_line

MAX_LINKS = 30
_MAX_PAGE = 4 * 1024 * 1024
"""Bytes of a page that are searched."""
_MAX_TITLE = 200

_FEED_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 1,
    "application/rdf+xml": 1,
    "text/rss+xml": 1,
    "text/rss": 1,
    "application/rss": 1,
    "application/json": 2,
    "application/xml": 2,
    "text/xml": 2,
}
"""Media types of feeds. A lower number is more certain."""
_OFFERED = 0
_GUESSED = 10
_COMMENTS = 20
_FEED_FILE = re.compile(
    r"\.(?:rss|atom|rdf)$|/(?:feed|rss|atom|index|feeds?/\w+)\.(?:xml|json)$|/(?:feed|rss|atom)/?$", re.IGNORECASE
)
_COMMENTS_WORDS = re.compile(r"comment|kommentar|reply|replies", re.IGNORECASE)
_NO_FEED = re.compile(r"oembed|wp-json|manifest|opensearch", re.IGNORECASE)


def feed_links(body: bytes, *, url: str, content_type: str | None = None) -> tuple[FeedLink, ...]:
    """The feeds that the page `body`, found at `url`, offers: the best first, feeds of comments last, no address twice.

    If the page declares no feeds, these are the links whose address looks like that of a feed.
    """
    root = _page(body, content_type)
    if root is None:
        return ()
    base = _base(root, url)
    found = [*_declared(root, base)] or [*_linked(root, base)]
    links: dict[str, FeedLink] = {}
    for _rank, link in sorted(found, key=lambda candidate: candidate[0]):
        links.setdefault(link.url, link)
    return tuple(links.values())[:MAX_LINKS]


def _page(body: bytes, content_type: str | None) -> lxml_html.HtmlElement | None:
    data = clean_utf8(decode_html(body[:_MAX_PAGE], content_type).text)
    if not data:
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _base(root: lxml_html.HtmlElement, url: str) -> str:
    for element in root.iter("base"):
        joined = join(url, (element.get("href") or "").strip())
        if joined and is_web_address(joined):
            return joined
    return url


def _declared(root: lxml_html.HtmlElement, base: str) -> Iterator[tuple[int, FeedLink]]:
    """The feeds in `<link rel="alternate">`, in the head or elsewhere, with their ranks."""
    for element in root.iter("link"):
        relations = (element.get("rel") or "").lower().split()
        media_type = (element.get("type") or "").partition(";")[0].strip().lower()
        is_feed = "feed" in relations or ("alternate" in relations and media_type in _FEED_TYPES)
        href = element.get("href") or ""
        address = web_address(href.strip(), base)
        if not is_feed or address is None or _NO_FEED.search(address):
            continue
        if _FEED_TYPES.get(media_type, 0) == 2 and not _looks_like_feed(address):
            continue
        title = safe_line(element.get("title") or "", _MAX_TITLE) or None
        yield _ranked(FeedLink(address, title, media_type or None), _OFFERED + _FEED_TYPES.get(media_type, 0))


def _linked(root: lxml_html.HtmlElement, base: str) -> Iterator[tuple[int, FeedLink]]:
    """The ordinary links whose address looks like that of a feed, with their ranks."""
    for element in root.iter("a"):
        address = web_address((element.get("href") or "").strip(), base)
        if address and _looks_like_feed(address) and not _NO_FEED.search(address):
            title = safe_line("".join(element.itertext())[:2000], _MAX_TITLE) or None
            yield _ranked(FeedLink(address, title), _GUESSED)


def _ranked(link: FeedLink, rank: int) -> tuple[int, FeedLink]:
    is_comments = _COMMENTS_WORDS.search(f"{link.title or ''} {urlsplit(link.url).path}")
    return rank + (_COMMENTS if is_comments else 0), link


def _looks_like_feed(address: str) -> bool:
    return bool(_FEED_FILE.search(urlsplit(address).path))
