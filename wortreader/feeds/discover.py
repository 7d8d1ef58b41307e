"""Finds the feeds that a web page offers. Does not check that the feeds exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from wortreader.charsets import decode_html
from wortreader.feeds import link_headers
from wortreader.feeds.addresses import (
    MAX_ADDRESS,
    has_feed_scheme,
    is_web_address,
    join,
    web_address,
    without_feed_scheme,
)
from wortreader.feeds.site_feeds import site_feeds, undeclared_feeds
from wortreader.feeds.xml_safety import clean_utf8
from wortreader.model import FeedLink, PageFeeds
from wortreader.text import safe_line

if TYPE_CHECKING:
    from lxml import html as lxml_html

MAX_LINKS = 30
_MAX_ANCHORS = 10_000
"""Ordinary links of a page that are looked at."""
_MAX_PAGE = 4 * 1024 * 1024
"""Bytes of a page that are searched."""
_MAX_TITLE = 200

_FEED_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 1,
    "application/rdf+xml": 1,
}
"""Media types of feeds. A lower number is more certain."""
_FEED_TYPE = re.compile(r"(?:application|text)/(?:x[.-])?(?:rss|atom|rdf)\b|(?:rss|atom)(?:\+xml)?$|\+(?:rss|atom)$")
"""Other spellings of them: `text/rss+xml`, `application/x-rss`, `rss`."""
_VAGUE_TYPES = frozenset({"application/json", "application/xml", "text/xml", ""})
_OFFERED, _LINKED, _CALLED, _VAGUE, _COMMENTS = 0, 10, 11, 12, 20
"""Ranks: declared as a feed, at an address like a feed's, with words like a feed's, of a vague type; plus comments."""

_FEED_FILE = re.compile(
    r"\.(?:rss|atom|rdf)$|/(?:feed|rss|rss2|atom|index|feeds?/\w+)\.(?:xml|json|php|aspx?|ashx)$"
    r"|/(?:feeds?|rss|rss2|atom)/?$|/feeds/(?:posts|videos)\b",
    re.IGNORECASE,
)
_FEED_QUERY = re.compile(
    r"(?:^|&)(?:\w+=)?(?:rss2?|atom|feed|rdf)(?:&|$)|(?:^|&)feed=|(?:^|&)page=backend", re.IGNORECASE
)
"""As in `?feed=rss2`, `?format=rss`, `?rss`, and SPIP's `?page=backend`."""
_FEED_WORDS = re.compile(
    r"\b(?:rss|atom|rdf|web[ -]?feed|news[ -]?feed|feeds?|flux|syndi(?:cation|cate|quer\w*|zieren))\b", re.IGNORECASE
)
_FEED_CLASS = re.compile(r"(?:^|[\s_-])(?:rss|feed-icon)(?:[\s_-]|$)", re.IGNORECASE)
_FEED_ICON = re.compile(
    r"(?:^|[/_-])(?:rss|feed)(?:[\d_-][\w-]{0,40})?\.(?:png|gif|svg|jpe?g|webp)(?:$|\?)", re.IGNORECASE
)
_MAX_WORDS = 60
"""Characters of a link's words: longer ones are headlines, which may be about atoms."""
_MAX_INSIDE = 40
"""Elements, and pieces of text, that are looked at in a link."""
_ICONS = frozenset({"i", "img", "span", "svg"})
_COMMENTS_WORDS = re.compile(r"comment|kommentar|coment[áa]rio|reacties|repl(?:y|ies)\b", re.IGNORECASE)
_NO_FEED = re.compile(
    r"oembed|wp-json|manifest|opensearch|xmlrpc|\.(?:css|js|png|jpe?g|gif|svg|ico|pdf)$", re.IGNORECASE
)
_SUBSCRIBE = re.compile(r"(?:/feed/|[?&]\w+=|%2ffeed%2f|feed%2f)(https?(?:://|%3a%2f%2f).+)", re.IGNORECASE)
"""A feed's address within that of an online newsreader: `feedly.com/i/subscription/feed/https://…`."""
_READERS = re.compile(
    r"(?:^|\.)(?:feedly|inoreader|netvibes|newsblur|theoldreader|subtome|bloglines|my\.yahoo|add\.my\.yahoo|feedbin)\."
)
_REFRESH = re.compile(
    r"""\s*[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:"([^"]+)|'([^']+)|([^\s"'].*))""", re.IGNORECASE | re.DOTALL
)
"""Seconds and an address (HTML, 4.2.5.3); without an address the page reloads itself."""


def page_feeds(body: bytes, *, url: str, content_type: str | None = None) -> PageFeeds:
    """The feeds that the page `body`, found at `url`, offers: the best first, feeds of comments last, no address twice.

    If the page declares no feeds, these are the ones that pages of its site are known to have, links whose address or
    words are those of a feed, and last what it declares with a vague media type.
    """
    root = _page(body, content_type)
    if root is None:
        return PageFeeds()
    base = _base(root, url)
    declared = list(_declared(root, base))
    certain = [(rank, link) for rank, link in declared if link.is_declared]
    if certain:
        found = certain + [(rank, link) for rank, link in declared if not link.is_declared and _is_like_feed(link.url)]
        found += [(_LINKED, link) for link in undeclared_feeds(url)]
    else:
        found = [*((_OFFERED, link) for link in site_feeds(url, body)), *_linked(root, base, url), *declared]
    return PageFeeds(_best(found), _refresh_url(root, base, url))


def header_feeds(header: str | None, *, url: str) -> tuple[FeedLink, ...]:
    """The feeds that a `Link` header (RFC 8288) of the answer at `url` declares, the best first."""
    found = []
    for target, parameters in link_headers.links(header or ""):
        address = _feed_address(target, url)
        anchor = parameters.get("anchor")
        if address is None or (anchor and join(url, anchor) != url):  # a link from another document
            continue
        link = _alternate(address, parameters.get("rel", ""), parameters.get("type", ""), parameters.get("title", ""))
        if link is not None:
            found.append(link)
    return _best(found)


def merged(*groups: Iterable[FeedLink]) -> tuple[FeedLink, ...]:
    """The links of all groups: those that are declared before the others, comments last, no address twice."""
    links = [link for group in groups for link in group]
    return _best((_COMMENTS * link.is_comments + _LINKED * (not link.is_declared), link) for link in links)


def _best(found: Iterable[tuple[int, FeedLink]]) -> tuple[FeedLink, ...]:
    links: dict[str, FeedLink] = {}
    for _rank, link in sorted(found, key=lambda candidate: candidate[0]):
        links.setdefault(link.url, link)
    return tuple(links.values())[:MAX_LINKS]


def _page(body: bytes, content_type: str | None) -> lxml_html.HtmlElement | None:
    data = clean_utf8(decode_html(body[:_MAX_PAGE], content_type).text)
    if not data:
        return None
    from lxml import etree  # takes 30 ms, which a refresh that finds feeds where they were does not need
    from lxml import html as lxml_html

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


def _refresh_url(root: lxml_html.HtmlElement, base: str, url: str) -> str | None:
    """Where `<meta http-equiv="refresh">` leads to; None if there is none, or if the page only reloads itself."""
    for element in root.iter("meta"):
        if (element.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        match = _REFRESH.match((element.get("content") or "")[:5000])
        address = web_address(next(filter(None, match.groups())).strip(), base) if match else None
        if address and urldefrag(address).url != urldefrag(url).url:
            return address
    return None


def _declared(root: lxml_html.HtmlElement, base: str) -> Iterator[tuple[int, FeedLink]]:
    """The feeds in `<link rel="alternate">`, in the head or elsewhere, with their ranks.

    An ordinary link counts as well if it has a feed's media type.
    """
    for element in root.iter("link", "a"):
        relations, media_type = element.get("rel") or "", element.get("type") or ""
        if element.tag == "a" and not _is_feed_type(_bare_type(media_type)):
            continue
        if element.tag == "a" and "alternate" not in relations.lower().split():
            relations = "alternate"
        address = _feed_address(element.get("href") or "", base)
        is_version = bool(element.get("hreflang") or element.get("media")) and not media_type.strip()
        if address is None or is_version:  # in another language, or for telephones
            continue
        title = element.get("title") or (_text(element) if element.tag == "a" else "")
        link = _alternate(address, relations, media_type, title)
        if link is not None:
            yield link


def _alternate(address: str, relations: str, media_type: str, title: str) -> tuple[int, FeedLink] | None:
    """The feed that a link with this relation and type declares, with its rank; None if it is none."""
    kinds, bare_type = relations.lower().split(), _bare_type(media_type)
    if _NO_FEED.search(urlsplit(address).path) or not ("alternate" in kinds or "feed" in kinds):
        return None
    title = safe_line(title, _MAX_TITLE)
    if _is_feed_type(bare_type) or "feed" in kinds:
        rank, is_declared = _OFFERED + _FEED_TYPES.get(bare_type, 1), True
        if "feed" in kinds and not bare_type:
            rank = _OFFERED
    elif (bare_type and bare_type in _VAGUE_TYPES) or (
        not bare_type and (_is_like_feed(address) or _FEED_WORDS.search(title))
    ):
        rank, is_declared = _VAGUE, False
    else:
        return None
    return _ranked(FeedLink(address, title or None, bare_type or None, is_declared=is_declared), rank)


def _bare_type(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _is_feed_type(bare_type: str) -> bool:
    return bare_type in _FEED_TYPES or bool(_FEED_TYPE.match(bare_type))


def _linked(root: lxml_html.HtmlElement, base: str, url: str) -> Iterator[tuple[int, FeedLink]]:
    """The ordinary links whose address or words are those of a feed, with their ranks."""
    here = urldefrag(url).url
    for element in islice(root.iter("a", "area"), _MAX_ANCHORS):
        written = element.get("href") or ""
        address = _feed_address(written, base)
        if not address or urldefrag(address).url == here or _NO_FEED.search(urlsplit(address).path):
            continue
        text = _text(element)
        names = list(_names(element))
        title = safe_line(text or " ".join(names), _MAX_TITLE) or None
        if _is_like_feed(address) or has_feed_scheme(written):
            yield _ranked(FeedLink(address, title, is_declared=False), _LINKED)
        elif _is_version(element) or text == "XML" or _has_feed_icon(element) or any(map(_says_feed, [text, *names])):
            yield _ranked(FeedLink(address, title, is_declared=False), _CALLED)


def _is_version(element: lxml_html.HtmlElement) -> bool:
    """Whether a link leads to another version of the page that is not its translation."""
    return "alternate" in (element.get("rel") or "").lower().split() and not element.get("hreflang")


def _says_feed(words: str) -> bool:
    return len(words) <= _MAX_WORDS and bool(_FEED_WORDS.search(words))


def _names(element: lxml_html.HtmlElement) -> Iterator[str]:
    """What a link and the icons in it are called beside its text."""
    for inner in _with_icons(element):
        for name in ("title", "aria-label", "alt"):
            if words := (inner.get(name) or "").strip():
                yield words


def _has_feed_icon(element: lxml_html.HtmlElement) -> bool:
    """Whether a link, or an icon in it, has the class or the file of a feed's icon."""
    return any(
        _FEED_CLASS.search(inner.get("class") or "") or _FEED_ICON.search((inner.get("src") or "")[:MAX_ADDRESS])
        for inner in _with_icons(element)
    )


def _with_icons(element: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """A link and the icons in it, not looking far: what is inside of a link may be a whole page."""
    yield element
    for inner in islice(element.iterdescendants(), _MAX_INSIDE):
        if inner.tag in _ICONS:
            yield inner


def _text(element: lxml_html.HtmlElement) -> str:
    """The beginning of the words of a link."""
    return " ".join("".join(islice(element.itertext(), _MAX_INSIDE))[:2000].split())


def _ranked(link: FeedLink, rank: int) -> tuple[int, FeedLink]:
    is_comments = bool(_COMMENTS_WORDS.search(f"{link.title or ''} {urlsplit(link.url).path}"))
    if is_comments:
        link = FeedLink(link.url, link.title, link.type, is_declared=link.is_declared, is_comments=True)
    return rank + _COMMENTS * is_comments, link


def _feed_address(written: str, base: str) -> str | None:
    """`written` as an absolute address, with `feed:` and online newsreaders around it removed; None if it is none."""
    scheme = "https" if base.lower().startswith("https:") else "http"
    address = web_address(without_feed_scheme(written.strip(), scheme=scheme), base)
    if address is None:
        return None
    parts = urlsplit(address)
    if _READERS.search(parts.hostname or ""):
        inner = _SUBSCRIBE.search(address)
        return (
            web_address(unquote(inner.group(1)) if "%3" in inner.group(1)[:12].lower() else inner.group(1))
            if inner
            else None
        )
    return address


def _is_like_feed(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_FEED_FILE.search(parts.path) or _FEED_QUERY.search(parts.query))
