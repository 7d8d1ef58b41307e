"""The feeds of the demo library: invented newspapers whose news is always from the last days.

Owns the documents in the folder `shelf/` and the dates in them. The documents are the bytes that a server would send;
they are not parsed here.

They are templates: dates are written as `{{rfc822:-0d14:33}}` or `{{iso:-1d19:20}}`, days before today and local time.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo
from email.utils import format_datetime
from importlib.resources import files
from typing import Any

from wortreader.lazy_dataclass import lazy_dataclass

_STAMP = re.compile(rb"\{\{(rfc822|iso):-(\d+)d(\d\d):(\d\d)\}\}")
_STEP = timedelta(minutes=4)
"""Time between two articles whose time of today has not come yet."""

_Moment = tuple[int, int, int]
"""Days before today, hour, minute."""


@lazy_dataclass(frozen=True, slots=True)
class ShelfFeed:
    """A feed of the demo library with the marks of its articles."""

    url: str
    folder: tuple[str, ...]
    """The folders around it, outermost first; empty at the top."""
    editions: tuple[bytes, ...]
    """The documents of consecutive refreshes. Later ones correct articles of the first."""
    content_type: str
    read_guids: tuple[str, ...]
    starred_guids: tuple[str, ...]
    places: tuple[tuple[str, float], ...]
    """Reading positions by guid, as a share of the text from 0 to 1."""
    pages: tuple[tuple[str, str], ...] = ()
    """Texts of pages by guid, as extracted HTML."""
    paywalled_guids: tuple[str, ...] = ()
    """Articles whose pages show only the beginning."""
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Pictures of the articles by their addresses."""


def editions(now: datetime, zone: tzinfo) -> tuple[ShelfFeed, ...]:
    """Returns the demo feeds with dates relative to `now` in `zone`, in the order of `shelf.toml`.

    No date is after `now`: articles whose time of today has not come yet are dated to the last minutes, in order.
    """
    folder = files("wortreader.demo") / "shelf"
    index = tomllib.loads((folder / "shelf.toml").read_text(encoding="utf-8"))
    templates = {name: (folder / name).read_bytes() for entry in index["feeds"] for name in entry["files"]}
    moments = {_moment(stamp) for template in templates.values() for stamp in _STAMP.finditer(template)}
    calendar = _calendar(moments, now, zone)
    documents = {name: _dated(template, calendar) for name, template in templates.items()}
    pages = {name for entry in index["feeds"] for name in entry.get("pages", {}).values()}
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in pages}
    names = {name for entry in index["feeds"] for name in entry.get("pictures", {}).values()}
    pictures = {name: (folder / name).read_bytes() for name in names}
    return tuple(_shelf_feed(entry, documents, texts, pictures) for entry in index["feeds"])


def _shelf_feed(
    entry: dict[str, Any], documents: dict[str, bytes], pages: dict[str, str], pictures: dict[str, bytes]
) -> ShelfFeed:
    return ShelfFeed(
        url=entry["url"],
        folder=tuple(entry["folder"]),
        editions=tuple(documents[name] for name in entry["files"]),
        content_type=entry["content_type"],
        read_guids=tuple(entry.get("read", ())),
        starred_guids=tuple(entry.get("starred", ())),
        places=tuple(entry.get("places", {}).items()),
        pages=tuple((guid, pages[name]) for guid, name in entry.get("pages", {}).items()),
        paywalled_guids=tuple(entry.get("paywalled", ())),
        pictures=tuple((address, pictures[name]) for address, name in entry.get("pictures", {}).items()),
    )


def _moment(stamp: re.Match[bytes]) -> _Moment:
    return int(stamp[2]), int(stamp[3]), int(stamp[4])


def _calendar(moments: Iterable[_Moment], now: datetime, zone: tzinfo) -> dict[_Moment, datetime]:
    """The time of each moment in `zone`: none is after `now`, the order is kept, and today's are still of today."""
    today = now.astimezone(zone).date()
    midnight = datetime.combine(today, time(), zone).astimezone(UTC)
    calendar = {
        (days, hour, minute): datetime.combine(today - timedelta(days), time(hour, minute), zone).astimezone(UTC)
        for days, hour, minute in moments
    }
    of_today = sum(moment >= midnight for moment in calendar.values())
    # Shortly after midnight the steps are shorter, or the articles of the morning would move to yesterday.
    step = min(_STEP, (now - midnight) / (of_today + 1))
    latest = now - step
    for moment in sorted(calendar, key=calendar.__getitem__, reverse=True):
        if calendar[moment] <= latest:
            break
        calendar[moment] = latest
        latest -= step
    return {moment: when.astimezone(zone) for moment, when in calendar.items()}


def _dated(template: bytes, calendar: dict[_Moment, datetime]) -> bytes:
    """The template with its dates filled in. Works on bytes, because each document has its own encoding."""

    def date(stamp: re.Match[bytes]) -> bytes:
        when = calendar[_moment(stamp)]
        text = format_datetime(when) if stamp[1] == b"rfc822" else when.isoformat(timespec="seconds")
        return text.encode("ascii")

    return _STAMP.sub(date, template)
