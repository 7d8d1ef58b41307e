"""The headers of answers: as they are read, and those that are sent back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from multidict import CIMultiDictProxy

from wortreader.lazy import lazy_pattern
from wortreader.wire import refresh_schedule

_LONGEST_VALIDATOR: Final = 7800
"""Characters of an ETag or a date that is sent back. Servers refuse headers of more than 8 KB."""
_CONTROLS = lazy_pattern("[\x00-\x1f\x7f-\x9f]")
_CONTENT_RANGE = lazy_pattern(r"\s*bytes\s+(?:(\d{1,18})-(\d{1,18})|\*)/(?:(\d{1,18})|\*)\s*")


def readable_headers(received: CIMultiDictProxy[str]) -> dict[str, str]:
    """Headers by their lower-case names. Values that are not UTF-8 are left out, because they could not be sent back
    unchanged. Repeated ones are joined into a list (RFC 9110, 5.2)."""
    headers: dict[str, str] = {}
    for sent_name, value in received.items():
        if not value.isascii() and not _is_unicode(value):
            continue
        name = sent_name.lower()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def validator(headers: Mapping[str, str], name: str) -> str | None:
    """A header that is sent back; None if there is none, if it is longer than most servers accept, or if it has control
    characters, which a header must not have (RFC 9110, 5.5): it is stored, and stored text has none."""
    value = headers.get(name)
    is_fit = value is not None and len(value) <= _LONGEST_VALIDATOR and not _CONTROLS.search(value)
    return value if is_fit else None


def strong_etag(headers: Mapping[str, str]) -> str | None:
    """The ETag, if equal ones mean equal bytes (RFC 9110, 8.8.3); None if there is none, or it is weak."""
    etag = validator(headers, "etag")
    return None if etag is None or etag.startswith(("W/", "w/")) else etag


def strong_last_modified(headers: Mapping[str, str]) -> str | None:
    """The Last-Modified date, if equal ones mean equal bytes: if it was over when the answer was made (RFC 9110,
    8.8.2.2). None otherwise."""
    modified = validator(headers, "last-modified")
    at, sent_at = refresh_schedule.http_date(modified or ""), refresh_schedule.http_date(headers.get("date", ""))
    is_strong = at is not None and sent_at is not None and sent_at - at >= timedelta(seconds=1)
    return modified if is_strong else None


def content_range(headers: Mapping[str, str]) -> tuple[int | None, int | None] | None:
    """The first byte and the length of the whole of a Content-Range (RFC 9110, 14.4); None for what is not told.

    None if there is no such header, or one that cannot be understood.
    """
    found = _CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
    if found is None:
        return None
    first, last, total = (int(number) if number else None for number in found.groups())
    is_possible = first is None or last is None or (first <= last and (total is None or last < total))
    return (first, total) if is_possible else None


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # bytes that are not UTF-8, which aiohttp decodes to surrogates
        return False
    return True
