"""When an RSS feed wants to be left alone (`skipHours`, `skipDays`, RSS 2.0), and where it says that it has moved to.

feedparser keeps only the last hour and the last day, so that they are read from the document itself.
"""

from __future__ import annotations

import re
from typing import Any, Final

from wortreader.feeds.addresses import web_address
from wortreader.feeds.fields import string

_LONGEST_LIST: Final = 4096
"""Bytes of one of the two lists that are read; 24 hours take 400."""
_LISTS: Final = {
    "hour": re.compile(rb"<skipHours\s*>", re.IGNORECASE),
    "day": re.compile(rb"<skipDays\s*>", re.IGNORECASE),
}
_ITEM: Final = re.compile(rb"<(hour|day)\s*>\s*([A-Za-z]{3,9}|[0-9]{1,2})\s*</", re.IGNORECASE)
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def skip_hours(data: bytes) -> tuple[int, ...]:
    """The hours of the day in UTC, 0 to 23, in which the feed is not to be asked; 24 is read as 0, as RSS 0.91 has it.

    Empty if it names none or all of them.
    """
    hours = {int(value) % 24 for value in _listed(data, "hour") if value.isdigit() and int(value) <= 24}
    return tuple(sorted(hours)) if len(hours) < 24 else ()


def skip_days(data: bytes) -> tuple[int, ...]:
    """The days of the week in UTC, 0 for Monday, on which the feed is not to be asked.

    Empty if it names none or all of them.
    """
    names = {value[:3].decode("ascii").lower() for value in _listed(data, "day")}
    days = {_DAYS.index(name) for name in names if name in _DAYS}
    return tuple(sorted(days)) if len(days) < 7 else ()


def announced_url(feed: dict[str, Any], url: str) -> str | None:
    """The address that `itunes:new-feed-url` gives; None if there is none, or if it is no web address.

    `feed` is feedparser's; `url` is where it was found.
    """
    address = web_address((string(feed, "itunes_new-feed-url") or "").strip(), url)
    return address if address != url else None


def _listed(data: bytes, kind: str) -> list[bytes]:
    start = _LISTS[kind].search(data)
    if start is None:
        return []
    part = data[start.end() : start.end() + _LONGEST_LIST]
    end = part.lower().find(b"</skip")
    return [value for name, value in _ITEM.findall(part[:end]) if name.lower() == kind.encode()] if end >= 0 else []
