"""Decides from a whole feed whether its dates in numbers have the day or the month first.

5/11/2026 is a day of May or of November. Another date of the same feed tells which, such as 5/21/2026, or the language
of the feed, or the order of its entries. Where none does, the date is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from wortreader.feeds.dates import DateNumbers, NumberOrder, parse_date, written_numbers

_DATE_ELEMENT: Final = re.compile(
    rb"<(?:[\w.-]{1,20}:)?(?:pubDate|date|published|updated|issued|modified|created|lastBuildDate)\b[^<>]{0,200}>"
    rb"\s*(?:<!\[CDATA\[)?([^<>\]]{6,60})",
    re.IGNORECASE,
)
_MAX_DATES: Final = 2000
_SEQUENCE: Final = 4
"""How many dates must be in order to show how they are read."""

_DAY_FIRST_LANGUAGES: Final = frozenset(
    {"fr", "de", "lb", "pt", "es", "it", "nl", "fy", "ca", "gl", "oc", "ro", "da", "nb", "nn", "no", "is", "fi"}
    | {"pl", "cs", "sk", "sl", "hr", "bg", "ru", "uk", "el", "tr", "id", "vi", "ga", "mt"}
)
_MONTH_FIRST_TAGS: Final = frozenset({"en-us", "en-ph", "es-us", "es-pr"})
_UNCLEAR_TAGS: Final = frozenset({"en", "en-ca", "fr-ca"})


class FeedDates:
    """Reads the dates of one feed. Ambiguous ones are decided by all of them, which are looked at only then."""

    def __init__(self, language: str | None, all_dates: Callable[[], Iterable[str]]) -> None:
        self._language = language
        self._all_dates = all_dates
        self._orders: dict[tuple[str, int], NumberOrder | None] = {}
        self._numbers: list[DateNumbers] | None = None

    def read(self, written: str | None) -> datetime | None:
        """The moment that `written` names, in UTC; None if it names none, or if its numbers stay ambiguous."""
        return parse_date(written, self._order_of)

    def _order_of(self, numbers: DateNumbers) -> NumberOrder | None:
        style = numbers.style
        if style not in self._orders:
            if self._numbers is None:
                found = (written_numbers(text) for text, _n in zip(self._all_dates(), range(_MAX_DATES), strict=False))
                self._numbers = [numbers for numbers in found if numbers]
            same = [other for other in self._numbers if other.style == style]
            self._orders[style] = _order(same or [numbers], self._language)
        return self._orders[style]


def dates_in(document: bytes) -> Iterable[str]:
    """The texts of all dates in an XML document, in order."""
    return (match.group(1).decode("utf-8", "replace").strip() for match in _DATE_ELEMENT.finditer(document))


def _order(same: list[DateNumbers], language: str | None) -> NumberOrder | None:
    """The order that all dates of one style are written in; None if nothing shows it."""
    readings = [numbers.days() for numbers in same]
    possible = [order for order in NumberOrder if all(order in days for days in readings if days)]
    if len(possible) == 1:
        return possible[0]
    if (usual := _usual_order(language)) in possible and NumberOrder.YEAR_FIRST not in possible:
        return usual
    sorted_orders = [order for order in possible if _is_sorted([days[order] for days in readings if days])]
    return sorted_orders[0] if len(sorted_orders) == 1 else None


def _usual_order(language: str | None) -> NumberOrder | None:
    """The order that people write in who speak a language; None if they do not agree."""
    tag = language or ""
    if tag in _MONTH_FIRST_TAGS:
        return NumberOrder.MONTH_FIRST
    primary = tag.partition("-")[0]
    is_day_first = tag not in _UNCLEAR_TAGS and (primary in _DAY_FIRST_LANGUAGES or primary == "en")
    return NumberOrder.DAY_FIRST if is_day_first else None


def _is_sorted(days: list[date]) -> bool:
    """Whether enough days follow each other, newest or oldest first."""
    if len(set(days)) < _SEQUENCE:
        return False
    return all(a >= b for a, b in pairwise(days)) or all(a <= b for a, b in pairwise(days))
