"""A feed document as a model: RSS and Atom through feedparser, JSON Feed through `jsonfeed`.

The only module that imports feedparser. Pure: bytes in, values out. It may take long and grow large on hostile input,
so it runs in a worker process that can be killed; what it raises is a FeedError, whatever it is fed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax import SAXException

import feedparser
import feedparser.api

from wortreader.errors import FeedDamaged, NotAFeed
from wortreader.feeds import decoding, entries, feedparser_patches, hostile, identity, jsonfeed, known_entries, sax
from wortreader.feeds.addresses import web_address
from wortreader.feeds.fields import MAX_ARTICLES, MAX_SUMMARY, MAX_TITLE, language_tag, newest, too_many
from wortreader.i18n import _
from wortreader.model import ParsedArticle, ParsedFeed

feedparser.api.PREFERRED_XML_PARSERS[:] = [sax.__name__]  # by name: that is how xml.sax.make_parser finds a driver
feedparser_patches.apply()

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
"""What feedparser is told: the document has been decoded before."""

_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_FEED_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf", b"channel"})
_WEB_ROOTS = frozenset({b"html", b"head", b"body"})
_RUBBISH = 16 * 1024
"""Bytes of warnings and banners before a feed that are skipped."""
_UNUSED = re.compile(rb"</?(?:(?:gml|georss|psc|cc|creativeCommons):[^<>]*|(?:width|height)\b[^<>]*)>", re.IGNORECASE)
"""Tags that we do not need and that make feedparser raise when they stand in the wrong place."""
_MEDIA = re.compile(rb"</?media:[^<>]*>", re.IGNORECASE)
"""Tags that we need, but less than the rest of the feed."""
_OPENED = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?(?:item|entry)\s*>", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{100000}")
"""In a damaged document: 20,000 attributes, which keep feedparser busy for 5 s."""
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
_MAX_MINUTES = 525_600


@dataclass(frozen=True, slots=True)
class _Reading:
    """What feedparser made of a document."""

    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    version: str
    is_malformed: bool


def parse(
    body: bytes, *, url: str, content_type: str | None = None, known: Collection[str] = frozenset()
) -> ParsedFeed:
    """The feed that `body` holds, which was found at `url` and sent as `content_type`.

    Articles whose raw hash is in `known` are left out and named in `known_hashes`; all else comes out as it would
    without. Relative addresses are joined with `xml:base`, the feed's site, or `url`. Raises NotAFeed for what is
    something else, FeedDamaged where nothing can be read.
    """
    decoded = decoding.as_utf8(body, content_type)
    if not decoded.data:
        raise NotAFeed(_("The answer is empty."))
    if jsonfeed.looks_like_json(decoded.data):
        return jsonfeed.parse(decoded.data, url=url, known=known)
    defused = hostile.defuse(decoded.data)
    data, is_dirty = _feed_element(defused.data, defused.doctype)
    try:
        return _read_xml(data, url, known, defused, is_malformed=is_dirty or decoded.is_mislabelled)
    except known_entries.Overgrown:
        raise FeedDamaged(_("The feed is built to keep a reader busy. It was not loaded.")) from None


def _read_xml(
    data: bytes, url: str, known: Collection[str], defused: hostile.Defused, *, is_malformed: bool
) -> ParsedFeed:
    outline = known_entries.outline(data)
    reading, cut = _read_unseen(data, outline, known, url)
    if not reading.version and not reading.entries:
        raise NotAFeed(_("This is not a feed."))
    articles = _articles(reading, cut, _surroundings(reading, url))
    surplus = cut.surplus + max(0, len(articles) - MAX_ARTICLES)
    is_malformed = is_malformed or outline is None or defused.has_bombs or defused.is_repaired
    return _parsed_feed(
        reading,
        url,
        version="rss091n" if b"netscape" in defused.doctype else reading.version or "rss",
        articles=tuple(article for article in identity.distinct(newest(articles)) if article.raw_hash not in known),
        known_hashes=cut.known_hashes + tuple(raw_hash for raw_hash in cut.raw_hashes if raw_hash in known),
        is_malformed=is_malformed,
        warnings=tuple(_warnings(is_malformed=is_malformed, has_bombs=defused.has_bombs, surplus=surplus)),
    )


def _feed_element(data: bytes, doctype: bytes) -> tuple[bytes, bool]:
    """`data` from its feed element on, and whether rubbish stood before it. Raises NotAFeed for a web page."""
    start = _prolog_end(data)
    root = _ROOT.match(data, start)
    name = root.group(2).lower() if root else b""
    if name in _FEED_ROOTS:
        return data, False
    is_html = name in _WEB_ROOTS or doctype.startswith(b"<!doctype html")
    found = None if is_html else _FEED_ROOT.search(data, start, start + _RUBBISH)
    if found:
        return data[found.start() :], True
    is_html = is_html or b"<html" in data[: 64 * 1024].lower()
    if is_html:
        raise NotAFeed(_("This is a web page, not a feed."), is_html=True)
    if root is None:
        raise NotAFeed(_("This is not a feed."))
    return data, False


def _prolog_end(data: bytes) -> int:
    match = _PROLOG.match(data)
    return match.end() if match else 0


def _read_unseen(
    data: bytes, outline: list[known_entries.RawEntry] | None, known: Collection[str], url: str
) -> tuple[_Reading, known_entries.Cut]:
    """What feedparser reads of `data` without its known entries, and how it was cut.

    Where cutting would change what the rest means, the whole is read: entries that feedparser counts in another way,
    and known entries that share their id with another one.
    """
    if outline is None:
        if _LONG_TAG.search(data):
            raise known_entries.Overgrown
        return _feedparser(_whole_entries(data)), known_entries.Cut(data, ())
    cut = known_entries.cut_entries(data, outline, known, limit=MAX_ARTICLES)
    reading = _feedparser(cut.body)
    if cut.known_hashes and _is_entangled(reading, cut, _surroundings(reading, url)):
        cut = known_entries.cut_entries(data, outline, (), limit=MAX_ARTICLES)
        reading = _feedparser(cut.body)
    if len(reading.entries) != len(cut.stubs):
        return reading, known_entries.Cut(cut.body, (), surplus=cut.surplus)
    return reading, cut


def _is_entangled(reading: _Reading, cut: known_entries.Cut, around: entries.Surroundings) -> bool:
    if len(reading.entries) != len(cut.stubs):
        return True
    seen: set[str] = set()
    fresh: set[str] = set()
    for entry, is_stub in zip(reading.entries, cut.stubs, strict=True):
        (seen if is_stub else fresh).add(entries.entry_guid(entry, around))
    return not seen.isdisjoint(fresh)


def _whole_entries(data: bytes) -> bytes:
    """A damaged document without the entry in the midst of which it breaks off."""
    opened = [match.start() for match in _OPENED.finditer(data)]
    closed = [match.start() for match in _CLOSED.finditer(data)]
    return data[: opened[-1]] if opened and closed and opened[-1] > closed[-1] else data


def _feedparser(data: bytes) -> _Reading:
    """feedparser's reading of `data`; where it fails, one without what it stumbles over."""
    failure: Exception | None = None
    for stumbling_block in (None, _UNUSED, _MEDIA):
        data = stumbling_block.sub(b"", data) if stumbling_block else data
        try:
            return _read_once(data)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - feedparser raises fourteen kinds of errors on hostile feeds
            failure = error
    raise FeedDamaged(_("The feed is too damaged to be read.")) from failure


def _read_once(data: bytes) -> _Reading:
    result = feedparser.parse(
        io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False, response_headers=dict(_HEADERS)
    )
    is_malformed = isinstance(result.get("bozo_exception"), SAXException)
    return _Reading(
        result.get("feed") or {}, list(result.get("entries") or ()), result.get("version") or "", is_malformed
    )


def _surroundings(reading: _Reading, url: str) -> entries.Surroundings:
    site_url = web_address(entries.string(reading.feed, "link"), url)
    is_atom = reading.version.startswith("atom")
    return entries.Surroundings(
        bases=(url, site_url) if is_atom else (site_url, url),
        language=language_tag(entries.string(reading.feed, "language")),
        author=entries.author(reading.feed) if is_atom else None,
    )


def _articles(reading: _Reading, cut: known_entries.Cut, around: entries.Surroundings) -> list[ParsedArticle]:
    hashes = iter(cut.raw_hashes)
    stubs = cut.stubs or (False,) * len(reading.entries)
    articles = (
        entries.parsed_article(entry, around, next(hashes, None))
        for entry, is_stub in zip(reading.entries, stubs, strict=True)
        if not is_stub
    )
    return [article for article in articles if article is not None]


def _parsed_feed(
    reading: _Reading,
    url: str,
    *,
    version: str,
    articles: tuple[ParsedArticle, ...],
    known_hashes: tuple[str, ...],
    is_malformed: bool,
    warnings: tuple[str, ...],
) -> ParsedFeed:
    feed = reading.feed
    links = entries.dicts(feed, "links")
    own = next((entries.string(link, "href") for link in links if entries.string(link, "rel") == "self"), None)
    title = entries.plain_or_markup(feed.get("title_detail"), entries.string(feed, "title") or "")
    subtitle = entries.plain_or_markup(feed.get("subtitle_detail"), entries.string(feed, "subtitle") or "")
    return ParsedFeed(
        title=title.line(MAX_TITLE) or None,
        url=web_address(own, url),
        site_url=web_address(entries.string(feed, "link"), url),
        description=subtitle.line(MAX_SUMMARY) or None,
        language=language_tag(entries.string(feed, "language")),
        format=version,
        articles=articles,
        known_hashes=known_hashes,
        is_malformed=is_malformed,
        warnings=warnings,
        ttl_minutes=_ttl_minutes(feed),
    )


def _ttl_minutes(feed: dict[str, Any]) -> int | None:
    """How long the feed asks to be left alone: RSS `ttl`, else the syndication module's period."""
    if minutes := _whole_number(entries.string(feed, "ttl")):
        return min(minutes, _MAX_MINUTES)
    period = _PERIODS.get((entries.string(feed, "sy_updateperiod") or "").strip().lower())
    return period and max(1, period // (_whole_number(entries.string(feed, "sy_updatefrequency")) or 1))


def _whole_number(foreign: str | None) -> int:
    digits = (foreign or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 0


def _warnings(*, is_malformed: bool, has_bombs: bool, surplus: int) -> Iterator[str]:
    if has_bombs:
        yield _("The feed contains an attack pattern (entities that swell); it was read without them.")
    elif is_malformed:
        yield _("The feed is malformed; what could be read of it is here.")
    if surplus:
        yield too_many(surplus)
