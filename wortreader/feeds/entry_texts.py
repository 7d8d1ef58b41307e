"""Which of the texts in one of feedparser's entries is the article, and which its summary.

By what they are, not by their length: content before description, description before summary (RFC 4287, 4.1.3). What
belongs to a podcast's list or to a picture is the text only where there is no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from wortreader.feeds.addresses import join_in_markup, web_address
from wortreader.feeds.feedparser_texts import (
    DESCRIPTION,
    ITUNES_SUBTITLE,
    ITUNES_SUMMARY,
    MEDIA_DESCRIPTION,
    MEDIA_TITLE,
)
from wortreader.feeds.fields import FeedContext, Text, dicts, string

_MARKUP_TYPES: Final = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_SENT_AS_TEXT: Final = re.compile(
    r"\s*<(p|div|h[1-6]|ul|ol|table|figure|blockquote|section|article|img|a|strong|em|span|br)\b[^<>]*>.*"
    r"(?:</[a-z][a-z0-9]{0,9}>|<(?:br|img|hr)\b[^<>]*>)\s*",
    re.IGNORECASE | re.DOTALL,
)
_PARAGRAPH_END: Final = re.compile(r"</p>\s*<", re.IGNORECASE)


def titles(entry: dict[str, Any]) -> Iterator[Text]:
    """What may be the title of an entry, best first."""
    for key in ("title", "itunes_title", MEDIA_TITLE):
        if value := string(entry, key):
            yield plain_or_markup(entry.get(f"{key}_detail"), value)


def texts(entry: dict[str, Any], context: FeedContext) -> Iterator[Text]:
    """What may be the text of an entry, best first. Of several contents, the longest is best."""
    contents = [text for content in dicts(entry, "content") if (text := _content(content, context))]
    yield from sorted(contents, key=lambda text: len(text.value), reverse=True)
    for key in (DESCRIPTION, "summary", ITUNES_SUMMARY, MEDIA_DESCRIPTION, ITUNES_SUBTITLE):
        if text := _text(entry, key, context):
            yield text


def summary(entry: dict[str, Any], context: FeedContext) -> Text | None:
    """What the entry gives as its summary; None if it gives none."""
    found = (_text(entry, key, context) for key in ("summary", DESCRIPTION, ITUNES_SUMMARY, ITUNES_SUBTITLE))
    return next((text for text in found if text), None)


def plain_or_markup(detail: object, value: str) -> Text:
    """`value` as text or markup, depending on feedparser's `…_detail` for it."""
    return Text(value, is_markup=string(detail, "type") != "text/plain")


def _content(content: dict[str, Any], context: FeedContext) -> Text | None:
    kind = string(content, "type") or "text/html"
    value = string(content, "value") or ""
    if not value or not (kind in _MARKUP_TYPES or kind.startswith("text/")):
        return None
    return _based(Text(value, kind in _MARKUP_TYPES or _is_sent_as_text(value)), content, context)


def _text(entry: dict[str, Any], key: str, context: FeedContext) -> Text | None:
    value = string(entry, key)
    if not value:
        return None
    detail = entry.get(f"{key}_detail")
    text = plain_or_markup(detail, value)
    return _based(Text(value, text.is_markup or _is_sent_as_text(value)), detail, context)


def _is_sent_as_text(value: str) -> bool:
    """Whether a text that is said to be plain is markup as a whole, as some site generators send it."""
    return "<" in value and bool(_SENT_AS_TEXT.fullmatch(value) or _PARAGRAPH_END.search(value))


def _based(text: Text, detail: object, context: FeedContext) -> Text:
    """`text` with absolute addresses, if `xml:base` gives it a base of its own."""
    base = web_address(string(detail, "base"), *context.bases)
    if base is None or not text.is_markup or base in context.bases:
        return text
    return Text(join_in_markup(text.value, base), is_markup=True)
