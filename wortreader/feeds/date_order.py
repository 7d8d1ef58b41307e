"""Decides from a whole feed whether its dates in numbers have the day or the month first.

5/11/2026 is a day of May or of November. Another date of the same feed tells which, such as 5/21/2026, or the order of
its entries, or its language. Where none does, the date is not read.
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
_HALF_DAY_LANGUAGES: Final = frozenset({"en", "es"})
"""Those that write `pm` beside a day and month in that order. In others it comes from programs of the United States."""
_YEAR_FIRST_LANGUAGES: Final = frozenset({"ja", "zh", "ko", "hu", "lt", "mn", "eu"})
"""Those that write 26/11/20 for 20 November 2026."""
_FIRST_SHORT_YEAR: Final = 20
"""The least number that is taken for a year when a feed's dates are doubtful."""
_UNCLEAR_TAGS: Final = frozenset({"en", "en-ca", "fr-ca"})


class FeedDates:
    """Reads the dates of one feed. Ambiguous ones are decided by all of them, which are looked at only then."""

    def __init__(self, language: str | None, all_dates: Callable[[], Iterable[str]]) -> None:
        self._language = language
        self._all_dates = all_dates
        self._orders: dict[tuple[str, int, bool], NumberOrder | None] = {}
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
    readings = _readings(same, language)
    possible = [order for order in NumberOrder if all(order in days for days in readings if days)]
    if len(possible) == 1:
        return possible[0]
    sorted_orders = [order for order in possible if _is_sorted([days[order] for days in readings if days])]
    if len(sorted_orders) == 1:
        return sorted_orders[0]
    usual = _usual_order(language, has_half=any(numbers.has_half for numbers in same))
    return usual if usual in possible and NumberOrder.YEAR_FIRST not in possible else None


def _readings(same: list[DateNumbers], language: str | None) -> list[dict[NumberOrder, date]]:
    """What dates of one style may mean, in the orders that people use.

    26/11/20 is a day of 2026 in Japanese, and of 2020 elsewhere. It means nothing if the feed's other dates contradict
    that: of the dates of a feed, years vary less than days.
    """
    readings = [numbers.days() for numbers in same]
    is_year_first = (language or "").partition("-")[0] in _YEAR_FIRST_LANGUAGES
    is_short = len(same[0].first) < 4 and len(same[0].third) < 4
    if not is_short or (same[0].sign == "-" and not is_year_first):
        return readings
    firsts, thirds = {numbers.first for numbers in same}, {numbers.third for numbers in same}
    years, days = (firsts, thirds) if is_year_first else (thirds, firsts)
    if len(years) > len(days) and all(int(day) >= _FIRST_SHORT_YEAR for day in days):
        return [{}]
    return [
        {order: day for order, day in reading.items() if (order is NumberOrder.YEAR_FIRST) == is_year_first}
        for reading in readings
    ]


def _usual_order(language: str | None, *, has_half: bool) -> NumberOrder | None:
    """The order that people write in who speak a language, with `am` or `pm` or without; None if they do not agree."""
    tag = language or ""
    if tag in _MONTH_FIRST_TAGS:
        return NumberOrder.MONTH_FIRST
    primary = tag.partition("-")[0]
    if has_half and primary in _DAY_FIRST_LANGUAGES - _HALF_DAY_LANGUAGES:
        return NumberOrder.MONTH_FIRST
    is_day_first = tag not in _UNCLEAR_TAGS and (primary in _DAY_FIRST_LANGUAGES or primary == "en")
    return NumberOrder.DAY_FIRST if is_day_first else None


def _is_sorted(days: list[date]) -> bool:
    """Whether enough days follow each other, newest or oldest first."""
    if len(set(days)) < _SEQUENCE:
        return False
    return all(a >= b for a, b in pairwise(days)) or all(a <= b for a, b in pairwise(days))
