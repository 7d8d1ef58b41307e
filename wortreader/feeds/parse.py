"""Parses feed documents: RSS and Atom with feedparser, JSON Feed with `jsonfeed`.

The only module that imports feedparser. Hostile input can make it slow and large, so it is run in a worker process that
can be killed. All its errors are FeedErrors.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from typing import Any

import feedparser

from wortreader.address_secrets import bare_name
from wortreader.charsets import decode_xml
from wortreader.errors import FeedDamaged, NotAFeed
from wortreader.feeds import (
    entries,
    feedparser_episodes,
    feedparser_patches,
    feedparser_texts,
    identity,
    jsonfeed,
    known_entries,
    refresh_hints,
)
from wortreader.feeds.addresses import web_address
from wortreader.feeds.date_order import FeedDates, dates_in
from wortreader.feeds.entry_texts import plain_or_markup
from wortreader.feeds.fields import (
    MAX_ARTICLES,
    MAX_SUMMARY,
    MAX_TITLE,
    FeedContext,
    dicts,
    language_tag,
    newest_articles,
    string,
    surplus_warning,
)
from wortreader.feeds.known_entries import RawEntry, ReducedDocument, TooManyParts
from wortreader.feeds.xml_repair import repair, usual_spelling
from wortreader.feeds.xml_safety import SafeXml, clean_utf8, make_safe
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import ParsedArticle, ParsedFeed
from wortreader.sentences import S_, Sentence

feedparser_patches.apply()
feedparser_texts.apply()
feedparser_episodes.apply()

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
"""The headers for feedparser. The document is decoded already."""

_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_FEED_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf", b"channel"})
_WEB_ROOTS = frozenset({b"html", b"head", b"body"})
_RUBBISH = 16 * 1024
"""Bytes of warnings and banners before a feed that are skipped."""

_MOST_ENTRIES = 300_000
"""Entries that are looked at for the newest; a feed of 16 MB with more has none of 50 bytes. A million take 9 s."""
_MOST_SIGNS = 3_000_000
"""Of `<` and `&` in a damaged document: one in five bytes of a feed of 16 MB. Five million take 6 s and 500 MB."""
_UNUSED = re.compile(rb"</?(?:(?:gml|georss|psc|cc|creativeCommons):[^<>]*|(?:width|height)\b[^<>]*)>", re.IGNORECASE)
"""Tags that are not used, and that make feedparser raise if they are in the wrong place."""
_MEDIA = re.compile(rb"</?media:[^<>]*>", re.IGNORECASE)
"""Tags that are used, but matter less than the rest of the feed."""
_OPENED = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?(?:item|entry)\s*>", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{100000}")
"""In a damaged document: 20,000 attributes, which keep feedparser busy for 5 s."""
_SUBTITLES = ("subtitle", feedparser_texts.ITUNES_SUMMARY, feedparser_texts.ITUNES_SUBTITLE)
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
_MAX_MINUTES = 525_600


@lazy_dataclass(frozen=True, slots=True)
class _FeedparserResult:
    """The part of feedparser's result that is used."""

    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    version: str


def parse(
    body: bytes, *, url: str, content_type: str | None = None, known: Collection[str] = frozenset()
) -> ParsedFeed:
    """The feed in `body`, which was found at `url` and sent as `content_type`.

    Articles whose raw hash is in `known` are left out and named in `known_hashes`; this does not change the others.
    Relative addresses are resolved against `xml:base`, the feed's site, or `url`. Raises NotAFeed if the document is
    something else, FeedDamaged if nothing can be read.
    """
    text, is_mislabelled = decode_xml(body, content_type)
    document = clean_utf8(text)
    if not document:
        raise NotAFeed(S_("The answer is empty."))
    if jsonfeed.looks_like_json(document):
        return jsonfeed.parse(document, url=url, known=known)
    safe_xml = make_safe(document)
    data, has_junk_before = _feed_element(safe_xml.data, safe_xml.doctype)
    try:
        return _parse_xml(data, url, known, safe_xml, is_malformed=has_junk_before or is_mislabelled)
    except TooManyParts:
        raise FeedDamaged(S_("The feed is built to overload newsreaders. It was not loaded.")) from None


def _parse_xml(data: bytes, url: str, known: Collection[str], safe_xml: SafeXml, *, is_malformed: bool) -> ParsedFeed:
    if data.count(b"<item") + data.count(b"<entry") > _MOST_ENTRIES:
        raise TooManyParts
    data = usual_spelling(data)
    raw_entries = known_entries.find_entries(data)
    if raw_entries is None and data.count(b"<") + data.count(b"&") > _MOST_SIGNS:
        raise TooManyParts
    if raw_entries is None and (repaired := repair(data)) != data:
        data, is_malformed = repaired, True
        raw_entries = known_entries.find_entries(data)
    result, reduced = _read_new_entries(data, raw_entries, known, url)
    if not result.version and not result.entries:
        raise NotAFeed(S_("This is not a feed."))
    feed, context = result.feed, _feed_context(result, url, data)
    articles = _articles(result, reduced, context)
    surplus = reduced.surplus + max(0, len(articles) - MAX_ARTICLES)
    is_malformed = is_malformed or raw_entries is None or safe_xml.has_entity_bombs or safe_xml.is_repaired
    own = next((string(link, "href") for link in dicts(feed, "links") if string(link, "rel") == "self"), None)
    title = plain_or_markup(feed.get("title_detail"), string(feed, "title") or "")
    subtitle_key = next((key for key in _SUBTITLES if string(feed, key)), "subtitle")
    subtitle = plain_or_markup(feed.get(f"{subtitle_key}_detail"), string(feed, subtitle_key) or "")
    return ParsedFeed(
        title=bare_name(title.line(MAX_TITLE)) or None,
        url=web_address(own, url),
        site_url=web_address(string(feed, "link"), url),
        description=subtitle.line(MAX_SUMMARY) or None,
        language=context.language,
        format="rss091n" if b"netscape" in safe_xml.doctype else result.version or "rss",
        articles=tuple(
            article for article in identity.distinct(newest_articles(articles)) if article.raw_hash not in known
        ),
        known_hashes=reduced.known_hashes + tuple(raw_hash for raw_hash in reduced.raw_hashes if raw_hash in known),
        is_malformed=is_malformed,
        warnings=tuple(
            _warnings(is_malformed=is_malformed, has_entity_bombs=safe_xml.has_entity_bombs, surplus=surplus)
        ),
        ttl_minutes=_ttl_minutes(feed),
        skip_hours=refresh_hints.skip_hours(data),
        skip_days=refresh_hints.skip_days(data),
        announced_url=refresh_hints.announced_url(feed, url),
    )


def _feed_element(data: bytes, doctype: bytes) -> tuple[bytes, bool]:
    """`data` from its feed element on, and whether something else was before it. Raises NotAFeed for a web page."""
    prolog = _PROLOG.match(data)
    start = prolog.end() if prolog else 0
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
        raise NotAFeed(S_("This is a web page, not a feed."), is_html=True)
    if root is None:
        raise NotAFeed(S_("This is not a feed."))
    return data, False


def _read_new_entries(
    data: bytes, raw_entries: list[RawEntry] | None, known: Collection[str], url: str
) -> tuple[_FeedparserResult, ReducedDocument]:
    """feedparser's result for `data` without its known entries, and the document that it was made from.

    The whole document is read if feedparser counts other entries than expat, or if a known entry shares its id with a
    new one.
    """
    if raw_entries is None:
        if _LONG_TAG.search(data):
            raise TooManyParts
        return _read_tolerantly(_whole_entries(data)), ReducedDocument(data, ())
    reduced = known_entries.empty_known_entries(data, raw_entries, known, limit=MAX_ARTICLES)
    result = _read_tolerantly(reduced.body)
    if reduced.known_hashes and _shares_ids(result, reduced, _feed_context(result, url, data)):
        reduced = known_entries.empty_known_entries(data, raw_entries, (), limit=MAX_ARTICLES)
        result = _read_tolerantly(reduced.body)
    if len(result.entries) != len(reduced.is_emptied):
        return result, ReducedDocument(reduced.body, (), surplus=reduced.surplus)
    return result, reduced


def _shares_ids(result: _FeedparserResult, reduced: ReducedDocument, context: FeedContext) -> bool:
    if len(result.entries) != len(reduced.is_emptied):
        return True
    seen: set[str] = set()
    fresh: set[str] = set()
    for entry, is_known in zip(result.entries, reduced.is_emptied, strict=True):
        (seen if is_known else fresh).add(entries.entry_guid(entry, context))
    return not seen.isdisjoint(fresh)


def _whole_entries(data: bytes) -> bytes:
    """A damaged document without the entry in which it breaks off."""
    opened = [match.start() for match in _OPENED.finditer(data)]
    closed = [match.start() for match in _CLOSED.finditer(data)]
    return data[: opened[-1]] if opened and closed and opened[-1] > closed[-1] else data


def _read_tolerantly(data: bytes) -> _FeedparserResult:
    """feedparser's result for `data`. If it fails, tags that it may fail on are removed. Raises FeedDamaged."""
    failure: Exception | None = None
    for obstacle in (None, _UNUSED, _MEDIA):
        data = obstacle.sub(b"", data) if obstacle else data
        try:
            return _read_once(data)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - feedparser raises fourteen kinds of errors on hostile feeds
            failure = error
    raise FeedDamaged(S_("The feed is too damaged to be read.")) from failure


def _read_once(data: bytes) -> _FeedparserResult:
    result = feedparser.parse(
        io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False, response_headers=dict(_HEADERS)
    )
    return _FeedparserResult(result.get("feed") or {}, list(result.get("entries") or ()), result.get("version") or "")


def _feed_context(result: _FeedparserResult, url: str, data: bytes) -> FeedContext:
    site_url = web_address(string(result.feed, "link"), url)
    is_atom = result.version.startswith("atom")
    language = language_tag(string(result.feed, "language"))
    return FeedContext(
        bases=(url, site_url) if is_atom else (site_url, url),
        language=language,
        author=entries.author(result.feed) if is_atom else None,
        dates=FeedDates(language, lambda: dates_in(data)),
    )


def _articles(result: _FeedparserResult, reduced: ReducedDocument, context: FeedContext) -> list[ParsedArticle]:
    hashes = iter(reduced.raw_hashes)
    is_emptied = reduced.is_emptied or (False,) * len(result.entries)
    articles = (
        entries.parsed_article(entry, context, next(hashes, None))
        for entry, is_known in zip(result.entries, is_emptied, strict=True)
        if not is_known
    )
    return [article for article in articles if article is not None]


def _ttl_minutes(feed: dict[str, Any]) -> int | None:
    """How long the feed asks not to be refreshed: RSS `ttl`, else the period of the syndication module."""
    if minutes := _whole_number(string(feed, "ttl")):
        return min(minutes, _MAX_MINUTES)
    period = _PERIODS.get((string(feed, "sy_updateperiod") or "").strip().lower())
    return period and max(1, period // (_whole_number(string(feed, "sy_updatefrequency")) or 1))


def _whole_number(foreign: str | None) -> int:
    digits = (foreign or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 0


def _warnings(*, is_malformed: bool, has_entity_bombs: bool, surplus: int) -> Iterator[Sentence]:
    if has_entity_bombs:
        yield S_("The feed contains an attack pattern (expanding entities); it was read without them.")
    elif is_malformed:
        yield S_("The feed is malformed; what could be read of it is shown.")
    if surplus:
        yield surplus_warning(surplus)
