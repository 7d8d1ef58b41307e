"""Converts feedparser's entries to articles.

Values of feedparser's dictionaries are read with `string` and `dicts` only, because a hostile feed can put any type
there.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from wortreader.feeds.addresses import join_in_markup, web_address
from wortreader.feeds.dates import plausible
from wortreader.feeds.enclosures import ForeignFile, enclosure_list
from wortreader.feeds.fields import Draft, FeedContext, Text, build_article, language_tag, name_list, string, tag_list
from wortreader.feeds.identity import guid_for
from wortreader.model import ParsedArticle

_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_RSS_AUTHOR = re.compile(r"[^\s@()]+@[^\s@()]+\s*\(([^()]+)\)|([^@<>()]+)<[^\s@]+@[^\s@]+>")
"""RSS asks for `mail@host (Name)`, but many feeds have `Name <mail@host>`."""
_GREEK = re.compile("[\u0370-\u03ff]")
_FILE_KINDS = ("audio/", "video/", "image/")
_STILL_KINDS = ("image/", "text/", "application/pdf", "application/epub")
"""Files that have no duration."""


def parsed_article(entry: dict[str, Any], context: FeedContext, raw_hash: str | None) -> ParsedArticle | None:
    """The article that one of feedparser's entries describes; None if the entry is empty."""
    draft = Draft(
        foreign_id=string(entry, "id"),
        url=entry_url(entry, context),
        title=plain_or_markup(entry.get("title_detail"), string(entry, "title") or ""),
        texts=tuple(_texts(entry, context)),
        summary=_summary(entry, context),
        author=author(entry) or context.author,
        published_at=_date(entry, "published", context),
        updated_at=_date(entry, "updated", context),
        created_at=_date(entry, "created", context),
        language=_language(entry, context),
        tags=tag_list(string(tag, "label") or string(tag, "term") for tag in dicts(entry, "tags")),
        enclosures=enclosure_list(_files(entry), *context.bases),
        comments_url=web_address(string(entry, "comments"), *context.bases),
        raw_hash=raw_hash,
        picture=_picture(entry, context),
    )
    return None if draft.is_empty else build_article(draft)


def entry_url(entry: dict[str, Any], context: FeedContext) -> str | None:
    """The address of an entry; None if none of its links is a web address."""
    candidates = [string(entry, "link")]
    candidates += [string(link, "href") for link in dicts(entry, "links") if string(link, "rel") == "alternate"]
    return next((url for candidate in candidates if (url := web_address(candidate, *context.bases))), None)


def entry_guid(entry: dict[str, Any], context: FeedContext) -> str:
    """The id of an entry that has at least an id or a link."""
    return guid_for(string(entry, "id"), entry_url(entry, context), "", "")


def plain_or_markup(detail: object, value: str) -> Text:
    """`value` as text or markup, depending on feedparser's `…_detail` for it."""
    return Text(value, is_markup=string(detail, "type") != "text/plain")


def _texts(entry: dict[str, Any], context: FeedContext) -> Iterator[Text]:
    for content in dicts(entry, "content"):
        kind = string(content, "type") or "text/html"
        value = string(content, "value") or ""
        if value and (kind in _MARKUP_TYPES or kind.startswith("text/")):
            yield _based(Text(value, kind in _MARKUP_TYPES), content, context)


def _summary(entry: dict[str, Any], context: FeedContext) -> Text | None:
    value = string(entry, "summary")
    if not value:
        return None
    detail = entry.get("summary_detail")
    return _based(plain_or_markup(detail, value), detail, context)


def _based(text: Text, detail: object, context: FeedContext) -> Text:
    """`text` with absolute addresses, if `xml:base` gives it a base of its own."""
    base = web_address(string(detail, "base"), *context.bases)
    if base is None or not text.is_markup or base in context.bases:
        return text
    return Text(join_in_markup(text.value, base))


def author(holder: dict[str, Any]) -> str | None:
    """The author of an entry or a feed on one line; a mail address only if there is no name."""
    written = (string(holder, "author") or "").strip()
    if match := _RSS_AUTHOR.fullmatch(written[:1000]):  # feedparser misses long top-level domains
        return name_list(match.groups())
    people = dicts(holder, "authors")
    return name_list(string(person, "name") or string(person, "email") for person in people) or name_list([written])


def _language(entry: dict[str, Any], context: FeedContext) -> str | None:
    details = [entry.get("title_detail"), *dicts(entry, "content"), entry.get("summary_detail")]
    return language_tag(
        string(entry, "language"), *(string(detail, "language") for detail in details), context.language
    )


def _files(entry: dict[str, Any]) -> Iterator[ForeignFile]:
    duration = string(entry, "itunes_duration")  # of the episode, whatever file it is in
    for link in dicts(entry, "links"):
        if string(link, "rel") == "enclosure":
            kind = string(link, "type")
            is_played = kind is None or not kind.startswith(_STILL_KINDS)
            yield ForeignFile(string(link, "href"), kind, link.get("length"), duration if is_played else None)
    for media in dicts(entry, "media_content"):
        kind = string(media, "type") or ""
        if kind.startswith(_FILE_KINDS):
            yield ForeignFile(string(media, "url"), kind, media.get("filesize"), media.get("duration"))


def _picture(entry: dict[str, Any], context: FeedContext) -> str | None:
    """The picture that an entry names outside its text: its widest medium, else an enclosure, else a thumbnail."""
    media = [
        media
        for media in dicts(entry, "media_content")
        if string(media, "medium") == "image" or (string(media, "type") or "").startswith("image/")
    ]
    files = [
        string(link, "href")
        for link in dicts(entry, "links")
        if string(link, "rel") == "enclosure" and (string(link, "type") or "").startswith("image/")
    ]
    candidates = [*_widest_first(media), *files, *_widest_first(dicts(entry, "media_thumbnail"))]
    return next((url for candidate in candidates if (url := web_address(candidate, *context.bases))), None)


def _widest_first(media: Iterable[dict[str, Any]]) -> list[str | None]:
    def width(one: dict[str, Any]) -> int:
        digits = string(one, "width") or ""
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0

    return [string(one, "url") for one in sorted(media, key=width, reverse=True)]


def _date(entry: dict[str, Any], name: str, context: FeedContext) -> datetime | None:
    """The date called `name`. Greek ones are left to feedparser."""
    if not dict.__contains__(entry, name):
        return None
    # Not with feedparser's own `get`, which returns `published` for a missing `updated`, with a warning.
    written, parts = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
    if not isinstance(written, str) or not _GREEK.search(written):
        return context.dates.read(written) if isinstance(written, str) else None
    try:
        return plausible(datetime.fromtimestamp(timegm(parts), UTC)) if parts else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def dicts(mapping: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The dictionaries in the list under `key`; empty if there is no list."""
    value = mapping.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
