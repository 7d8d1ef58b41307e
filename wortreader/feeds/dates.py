"""Parses the dates of feeds.

Understands ISO 8601, RFC 822 and their common variants, with English, French, German and Luxembourgish names of months.
Never raises: a date that is impossible or implausible is None.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta

_FIRST_YEAR = 1971
"""1970 is what servers send if they have no date."""
_LAST_YEAR = 2199
_MAX_LENGTH = 100
_MAX_OFFSET = timedelta(hours=15)
"""Zones are between -12:00 and +14:00. A larger offset is an error, and the date is taken as UTC."""

_MONTHS = {
    **{"jan": 1, "fev": 2, "feb": 2, "mar": 3, "mae": 3, "mrz": 3, "apr": 4, "avr": 4, "abr": 4, "mai": 5, "may": 5},
    **{"mee": 5, "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aou": 8, "aug": 8, "sep": 9, "oct": 10, "okt": 10},
    **{"nov": 11, "dec": 12, "dez": 12},
}
_ZONES = {
    **{"ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "mez": 1},
    **{"cest": 2, "mest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9},
    **{"adt": -3, "ast": -4, "edt": -4, "est": -5, "et": -5, "cdt": -5, "cst": -6, "ct": -6},
    **{"mdt": -6, "mst": -7, "mt": -7, "pdt": -7, "pst": -8, "pt": -8},
}
"""Hours east of Greenwich."""

_TIME = r"(?P<hour>\d{1,2})\s?[:h.]\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{1,2})(?:[.,]\d{1,9})?)?"
_ZONE = r"(?P<zone>z|(?:gmt|utc|ut)?\s?[+-]\d{1,2}:?(?:\d{2})?|[a-z]{1,5})"
_AFTER = rf"(?:(?:,|\s|t)*\s*(?:(?:a|at|um)\s+)?{_TIME}(?:\s*uhr)?\s*(?P<half>am|pm)?\s*(?:{_ZONE}\b)?.*)?$"
_FORMS = (
    # 2026-11-23T14:33:00+01:00, 2026-11-23 14:33, 2026-11-23
    re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?{_AFTER}"),
    # 20261123T143300Z, 20261123
    re.compile(
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
        rf"(?:t?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?{_ZONE}?)?$"
    ),
    # Mon, 23 Nov 2026 14:33:00 +0100, lun., 23 nov. 2026 a 14:33, Montag, 23. November 2026, 14:33 Uhr
    re.compile(
        r"(?:[a-z]+\.?\s*,?\s+)?(?:(?:le|den|de)\s+)?(?P<day>\d{1,2})(?:er|st|nd|rd|th)?\.?[\s-]+(?:of\s+)?"
        rf"(?P<name>[a-z]{{3,}})\.?,?[\s-]+(?P<year>\d{{4}}|\d{{2}}){_AFTER}"
    ),
    # Monday, November 23, 2026 2:33 PM
    re.compile(
        r"(?:[a-z]+\.?\s*,?\s+)?(?P<name>[a-z]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
        rf"(?P<year>\d{{4}}){_AFTER}"
    ),
    # Mon Nov 23 14:33:00 CET 2026
    re.compile(rf"[a-z]+\s+(?P<name>[a-z]{{3,}})\s+(?P<day>\d{{1,2}})\s+{_TIME}\s+(?:{_ZONE}\s+)?(?P<year>\d{{4}})$"),
    # 23.11.2026 14:33, 23/11/2026
    re.compile(rf"(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>\d{{4}}){_AFTER}"),
)


def parse_date(foreign: str | None) -> datetime | None:
    """The moment that `foreign` names, in UTC; None if it names none, or none that is plausible for an article.

    A date without a time is midnight, and a time without a zone is UTC.
    """
    if not foreign:
        return None
    folded = _fold(foreign[:_MAX_LENGTH])
    for form in _FORMS:
        if match := form.match(folded):
            return _moment(match.groupdict())
    return None


def plausible(moment: datetime) -> datetime | None:
    """`moment` itself; None if it is before 1971 or after 2199."""
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _fold(text: str) -> str:
    """`text` in lower-case ASCII without accents, with single spaces."""
    decomposed = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return " ".join(decomposed.lower().split())


def _moment(parts: dict[str, str | None]) -> datetime | None:
    month = _month(parts)
    year = _year(parts["year"] or "")
    hour = int(parts.get("hour") or 0)
    if parts.get("half"):
        hour = hour % 12 + (12 if parts["half"] == "pm" else 0)
    try:
        moment = datetime(year, month, int(parts.get("day") or 1), tzinfo=UTC) + timedelta(
            hours=hour, minutes=int(parts.get("minute") or 0), seconds=int(parts.get("second") or 0)
        )
        return plausible(moment - _offset(parts.get("zone"))) if hour <= 24 else None
    except (ValueError, OverflowError):
        return None


def _month(parts: dict[str, str | None]) -> int:
    """The number of the month; 0 if its name is unknown."""
    if name := parts.get("name"):
        return _MONTHS.get(name[:4]) or _MONTHS.get(name[:3]) or 0
    return int(parts.get("month") or 0)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _offset(zone: str | None) -> timedelta:
    """The offset of a zone from UTC; zero if it is missing or unknown."""
    if not zone:
        return timedelta()
    sign = zone.find("+") if "+" in zone else zone.find("-")
    if sign < 0:
        return timedelta(hours=_ZONES.get(zone, 0))
    digits = zone[sign + 1 :].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > _MAX_OFFSET:
        return timedelta()
    return -offset if zone[sign] == "-" else offset
