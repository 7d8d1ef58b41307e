"""The files that articles carry along, from what a feed says of them: cleaned, limited, each address once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from wortreader.feeds.addresses import web_address
from wortreader.model import Enclosure

MAX_ENCLOSURES = 40

_MEDIA_TYPE: Final = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,100}")
_CLOCK: Final = re.compile(r"(?:(\d{1,4}):)?(\d{1,5}):(\d{1,2})(?:[.,]\d{0,6})?", re.ASCII)
_SECONDS: Final = re.compile(r"(\d{1,7})(?:[.,]\d{0,6})?(?: ?s(?:ec(?:onds?|s)?)?\.?)?", re.ASCII | re.IGNORECASE)
_UNITS: Final = re.compile(
    r"(?:P?T)?(?:(\d{1,4}) ?h(?:ours?|rs?)?\.?)?[ ,]*(?:(\d{1,5}) ?m(?:in(?:ute)?s?)?\.?)?"
    r"[ ,]*(?:(\d{1,6})(?:[.,]\d{0,6})? ?s(?:ec(?:ond)?s?)?\.?)?",
    re.ASCII | re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:([., '])\d{3})(?:\1\d{3}){0,3}", re.ASCII)
_LONGEST: Final = 30 * 24 * 3600
"""Seconds. More is no duration."""


class ForeignFile(NamedTuple):
    """A file as a feed describes it; nothing has been checked."""

    address: str | None
    media_type: str | None
    length: object = None
    duration: object = None


def enclosure_list(foreign: Iterable[ForeignFile], *bases: str | None) -> tuple[Enclosure, ...]:
    """The enclosures of an article. Where an address comes twice, the second tells what the first does not."""
    enclosures: dict[str, Enclosure] = {}
    for file in foreign:
        url = web_address(file.address, *bases)
        if not url:
            continue
        new = Enclosure(url, media_type(file.media_type), _length(file.length), duration_seconds(file.duration))
        known = enclosures.get(url)
        if known is not None:
            enclosures[url] = replace(
                known,
                type=known.type or new.type,
                length=known.length or new.length,
                seconds=known.seconds or new.seconds,
            )
        elif len(enclosures) < MAX_ENCLOSURES:
            enclosures[url] = new
    return tuple(enclosures.values())


def duration_seconds(foreign: object) -> int | None:
    """A duration in whole seconds; None if it is none, nothing, or longer than a month.

    Podcasts write `2580`, `43:00`, `1:02:03` (itunes:duration), sometimes `43 min`; others `PT43M` (ISO 8601).
    """
    if isinstance(foreign, bool) or not isinstance(foreign, (str, int, float)):
        return None
    written = str(foreign)[:40].strip()
    seconds = 0
    if found := _SECONDS.fullmatch(written):
        seconds = int(found[1])
    elif found := _CLOCK.fullmatch(written):
        seconds = 3600 * int(found[1] or 0) + 60 * int(found[2]) + int(found[3])
    elif found := _UNITS.fullmatch(written):
        seconds = 3600 * int(found[1] or 0) + 60 * int(found[2] or 0) + int(found[3] or 0)
    return seconds if 0 < seconds <= _LONGEST else None


def media_type(foreign: str | None) -> str | None:
    """A media type as a feed gives it, in lower case and without parameters; None if it is none."""
    value = (foreign or "").partition(";")[0].strip().lower()
    return value if _MEDIA_TYPE.fullmatch(value) and value.isascii() else None


def _length(foreign: object) -> int | None:
    digits = str(foreign).strip() if isinstance(foreign, (str, int)) and not isinstance(foreign, bool) else ""
    if _GROUPED.fullmatch(digits):
        digits = re.sub(r"\D", "", digits)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
        return None
    return int(digits) or None
