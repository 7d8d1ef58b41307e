"""Parses JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).

Endless nesting, numbers of 5,000 digits and lone surrogates lead to articles or to a FeedError, not to other
exceptions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from math import isfinite
from typing import Any, Final

from wortreader.address_secrets import bare_name
from wortreader.errors import FeedDamaged, NotAFeed
from wortreader.feeds import episodes, identity
from wortreader.feeds.addresses import is_web_address, web_address
from wortreader.feeds.date_order import FeedDates
from wortreader.feeds.enclosures import ForeignFile, enclosure_list
from wortreader.feeds.fields import (
    MAX_ARTICLES,
    MAX_SUMMARY,
    MAX_TITLE,
    Draft,
    FeedContext,
    Text,
    build_article,
    category_list,
    language_tag,
    name_list,
    string,
    surplus_warning,
)
from wortreader.model import ParsedFeed
from wortreader.sentences import S_
from wortreader.text import safe_line
from wortreader.tracking import without_tracking

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_STRING_OR_LAST_COMMA = re.compile(r'(?P<string>"(?:[^"\\]|\\.)*(?:"|\Z))|,(?=\s*[}\]])', re.DOTALL)
"""A comma before a closing bracket is not allowed in JSON, but easily written."""
_CONTENTS: Final = ("attachments", "content_html", "content_text", "external_url", "summary", "title", "url")
"""Members of which an item has at least one with something in it, unless its id is an address."""
_UNREADABLE = (ValueError, RecursionError)
"""What `json` raises for broken text, for huge numbers and for nesting that is too deep."""


def looks_like_json(data: bytes) -> bool:
    """Whether `data` begins as only JSON does."""
    return data[:1] in (b"{", b"[")


def parse(data: bytes, *, url: str, known: Collection[str] = frozenset()) -> ParsedFeed:
    """The JSON Feed in `data` (UTF-8), found at `url`, without articles whose raw hash is in `known`.

    A document that breaks off is read up to there. Raises NotAFeed for other JSON, FeedDamaged if nothing can be read.
    """
    text = data.decode("utf-8", "replace")
    document, is_malformed = _document(text)
    version = string(document, "version") or ""
    items = document.get("items")
    if not isinstance(items, list) or ("jsonfeed.org" not in version and not string(document, "title")):
        raise NotAFeed(S_("This is JSON, but not a feed."))
    site_url = web_address(string(document, "home_page_url"), url)
    language = language_tag(string(document, "language"))
    context = FeedContext((site_url, url), language, _authors(document), FeedDates(language, lambda: _all_dates(items)))
    filled = [item for item in items if isinstance(item, dict) and _is_filled(item)]
    drafts = (_draft(item, context) for item in _newest(filled, context))
    articles = [build_article(draft) for draft in drafts if not draft.is_empty]
    surplus = max(0, len(filled) - MAX_ARTICLES)
    kept = identity.distinct(articles)
    warnings = [S_("The feed is malformed; what could be read of it is shown.")] if is_malformed else []
    return ParsedFeed(
        title=bare_name(safe_line(string(document, "title") or "", MAX_TITLE)) or None,
        url=web_address(string(document, "feed_url"), url),
        site_url=site_url,
        description=safe_line(string(document, "description") or "", MAX_SUMMARY) or None,
        language=context.language,
        format="json10" if version.rstrip("/").endswith(("version/1", "version/1.0")) else "json11",
        articles=tuple(article for article in kept if article.raw_hash not in known),
        known_hashes=tuple(article.raw_hash for article in kept if article.raw_hash and article.raw_hash in known),
        is_malformed=is_malformed,
        warnings=(*warnings, *([surplus_warning(surplus)] if surplus else [])),
    )


def _is_filled(item: dict[str, Any]) -> bool:
    return any(map(item.get, _CONTENTS)) or "://" in (_id(item) or "")


def _newest(items: list[dict[str, Any]], context: FeedContext) -> list[dict[str, Any]]:
    """The newest `MAX_ARTICLES` items, in document order: of a million, the others are not even looked at."""
    if len(items) <= MAX_ARTICLES:
        return items
    undated = datetime.min.replace(tzinfo=UTC)
    dates = [context.dates.read(_date(item, "date_published")) or undated for item in items]
    order = sorted(range(len(items)), key=dates.__getitem__, reverse=True)
    return [items[index] for index in sorted(order[:MAX_ARTICLES])]


def _document(text: str) -> tuple[dict[str, Any], bool]:
    """The outermost object, and whether it is damaged. A damaged one has the items that are complete."""
    decoder = json.JSONDecoder(parse_constant=_null, strict=False)  # many feeds have line feeds in strings
    is_damaged = False
    try:
        document = decoder.raw_decode(text)[0]
    except _UNREADABLE as error:
        is_damaged = True
        text = _STRING_OR_LAST_COMMA.sub(lambda match: match["string"] or "", text)
        try:
            document = decoder.raw_decode(text)[0]
        except _UNREADABLE:
            document = _rescue_items(text, decoder)
        if document is None:
            raise FeedDamaged(S_("The JSON feed is too damaged to be read.")) from error
    if not isinstance(document, dict):
        raise NotAFeed(S_("This is JSON, but not a feed."))
    return document, is_damaged


def _rescue_items(text: str, decoder: json.JSONDecoder) -> dict[str, Any] | None:
    """The fields before `items` and the complete items of a broken document; None if there is no item."""
    start = _ITEMS.search(text)
    if start is None:
        return None
    items: list[Any] = []
    at = start.end()
    while between := _BETWEEN.match(text, at):
        try:
            item, at = decoder.raw_decode(text, between.end())
        except _UNREADABLE:
            break
        items.append(item)
    try:
        head = decoder.decode(text[: start.start()].rstrip(" \t\r\n,") + "}")
    except _UNREADABLE:
        head = {}
    return {**head, "items": items} if items and isinstance(head, dict) else None


def _draft(item: dict[str, Any], context: FeedContext) -> Draft:
    bases = context.bases
    texts = [Text(value) for value in [string(item, "content_html")] if value]
    texts += [Text(value, is_markup=False) for value in [string(item, "content_text")] if value]
    url = web_address(string(item, "url"), *bases) or web_address(string(item, "external_url"), *bases)
    if url is None and is_web_address((_id(item) or "").strip()):
        url = web_address(_id(item))
    summary = string(item, "summary")
    return Draft(
        foreign_id=_id(item),
        url=without_tracking(url) if url else None,
        titles=(Text(string(item, "title") or "", is_markup=False),),
        texts=tuple(texts),
        summary=Text(summary, is_markup=False) if summary else None,
        author=_authors(item) or context.author,
        published_at=context.dates.read(_date(item, "date_published")),
        updated_at=context.dates.read(_date(item, "date_modified")),
        created_at=None,
        language=language_tag(string(item, "language"), context.language),
        categories=category_list(tag for tag in _items(item, "tags") if isinstance(tag, str)),
        enclosures=enclosure_list(_attachments(item), *bases),
        comments_url=None,
        raw_hash=_raw_hash(item, context),
        picture=web_address(string(item, "image") or string(item, "banner_image"), *bases),
        episode=episodes.of_attachments(_items(item, "attachments"), bases),
    )


def _id(item: dict[str, Any]) -> str | None:
    """The id, which is a number in some feeds of version 1.0."""
    value = item.get("id")
    if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
        return str(value)
    return value if isinstance(value, str) else None


def _date(item: dict[str, Any], key: str) -> str | None:
    """A date as it is written, which is a Unix time in some feeds."""
    value = item.get(key)
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else string(item, key)


def _all_dates(items: list[Any]) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict):
            yield from filter(None, (_date(item, key) for key in ("date_published", "date_modified")))


def _authors(holder: dict[str, Any]) -> str | None:
    """The names in `authors` (1.1) or `author` (1.0) on one line. Some feeds give names only."""
    people = [*_items(holder, "authors"), *_items(holder, "author")]
    return name_list(person if isinstance(person, str) else string(person, "name") for person in people)


def _attachments(item: dict[str, Any]) -> Iterator[ForeignFile]:
    for attachment in _items(item, "attachments"):
        if isinstance(attachment, dict):
            size = attachment.get("size_in_bytes")
            yield ForeignFile(
                string(attachment, "url"),
                string(attachment, "mime_type"),
                int(size) if isinstance(size, float) and size.is_integer() else size,
                attachment.get("duration_in_seconds"),
            )


def _raw_hash(item: dict[str, Any], context: FeedContext) -> str | None:
    """A hash of the item and of what it inherits from its feed; None if it is nested too deeply to be serialised."""
    try:
        written = json.dumps([context.bases, context.language, context.author, item], sort_keys=True)
    except RecursionError:
        return None
    return blake2b(written.encode("utf-8"), digest_size=16).hexdigest()


def _items(holder: dict[str, Any], key: str) -> list[Any]:
    """The list under `key`. A single value stands for a list of one."""
    value = holder.get(key)
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, (dict, str)) else []


def _null(_constant: str) -> None:
    """Reads NaN and the infinities, which are not JSON, as null."""
