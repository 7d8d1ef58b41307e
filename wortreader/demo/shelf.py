"""The shelf behind the demo library: invented papers whose news is always of today.

Owns the documents in the folder `shelf/` and the times in them. What a document means is for the pipeline to find out:
it gets the same bytes that a server would have sent.

The documents are templates. Where a feed carries a date stands a stamp, `{{rfc822:-0d14:33}}` or `{{iso:-1d19:20}}`:
how many days before today, and the reader's time of day.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from email.utils import format_datetime
from importlib.resources import files
from typing import Any

_STAMP = re.compile(rb"\{\{(rfc822|iso):-(\d+)d(\d\d):(\d\d)\}\}")
_STEP = timedelta(minutes=4)
"""Between two articles whose hour has not come yet today."""

_Moment = tuple[int, int, int]
"""Days before today, hour, minute."""


@dataclass(frozen=True, slots=True)
class ShelfFeed:
    """A feed of the demo library, and what its reader has done with it."""

    url: str
    folder: tuple[str, ...]
    """The folders around it, outermost first; empty at the top."""
    editions: tuple[bytes, ...]
    """The document as it stood at one refresh after the other. Later editions correct stories of the first."""
    content_type: str
    read_guids: tuple[str, ...]
    starred_guids: tuple[str, ...]
    places: tuple[tuple[str, float], ...]
    """Articles that were begun, by guid: how far, as a share of the text from 0 to 1."""
    pages: tuple[tuple[str, str], ...] = ()
    """What the pages of articles hold, by guid, as the HTML that is made of a page."""
    paywalled_guids: tuple[str, ...] = ()
    """Articles whose pages show no more than the beginning."""
    pictures: tuple[tuple[str, bytes], ...] = ()
    """What the articles show, by the address that it has there."""


def editions(now: datetime, zone: tzinfo) -> tuple[ShelfFeed, ...]:
    """The whole shelf as a reader in `zone` would find it at `now`, in the order of its index.

    No date lies after `now`: what would be printed later today has come out in the last minutes, in the same order.
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
    """When each moment is, in `zone`: none after `now`, their order kept, and those of today still today."""
    today = now.astimezone(zone).date()
    midnight = datetime.combine(today, time(), zone).astimezone(UTC)
    calendar = {
        (days, hour, minute): datetime.combine(today - timedelta(days), time(hour, minute), zone).astimezone(UTC)
        for days, hour, minute in moments
    }
    of_today = sum(moment >= midnight for moment in calendar.values())
    # Shortly after midnight the steps shrink, or a whole morning's paper would slip into yesterday.
    step = min(_STEP, (now - midnight) / (of_today + 1))
    latest = now - step
    for moment in sorted(calendar, key=calendar.__getitem__, reverse=True):
        if calendar[moment] <= latest:
            break
        calendar[moment] = latest
        latest -= step
    return {moment: when.astimezone(zone) for moment, when in calendar.items()}


def _dated(template: bytes, calendar: dict[_Moment, datetime]) -> bytes:
    """The template with its stamps filled in. Works on bytes: a document keeps the encoding that it declares."""

    def date(stamp: re.Match[bytes]) -> bytes:
        when = calendar[_moment(stamp)]
        text = format_datetime(when) if stamp[1] == b"rfc822" else when.isoformat(timespec="seconds")
        return text.encode("ascii")

    return _STAMP.sub(date, template)
