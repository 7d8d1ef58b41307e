"""Spans of time as they are written in queries and rules, in four languages: `3d`, `3 jours`, `zwei Wochen`. Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from wortreader.date_names import fold_date
from wortreader.lazy import lazy_pattern

_SHORT: Final = lazy_pattern(r"([0-9]{1,4})([a-z]+)")
_WRITTEN: Final = lazy_pattern(r"([0-9]{1,3}|[a-z]+) ([a-z]{2,})")
_LONGEST: Final = timedelta(days=36_500)
_ONE: Final = frozenset(
    "a an one un une ein eine einen einem einer en eng ee e een engem enger".split()  # noqa: SIM905
)
_NUMBERS: Final = {
    **dict.fromkeys(_ONE, 1),
    **{
        name: number
        for number, names in enumerate(
            (
                "two deux zwei zwou zwee", "three trois drei drai", "four quatre vier veier", "five cinq funf fennef",
                "six sechs", "seven sept sieben siwen siwe", "eight huit acht aacht", "nine neuf neun neng",
                "ten dix zehn zeng", "eleven onze elf eelef", "twelve douze zwolf zwielef",
            ),
            2,
        )
        for name in names.split()
    },
}  # fmt: skip
_UNITS: Final = {
    name: hours
    for hours, names in (
        (1, "h hour hours heure heures stunde stunden std stonn stonnen"),
        (24, "d day days j jour jours t tag tage tagen dag deeg"),
        (7 * 24, "w week weeks sem semaine semaines woche wochen woch"),
        (30 * 24, "m month months mois monat monate monaten mount meint"),
        (365 * 24, "y year years a an ans annee annees jahr jahre jahren joer"),
    )
    for name in names.split()
}
"""Hours, by the word without accents. A `j` is the French day: `3j`."""
WORDS: Final = frozenset((*_NUMBERS, *_UNITS))
"""All words that a span is made of, without accents."""


def is_span(written: str) -> bool:
    """Whether `written` is a length of time: `3d`, `3j`, `2 semaines`, `a week`, `12h`."""
    return _hours(written) is not None


def is_beginning(written: str) -> bool:
    """Whether a span may begin like this."""
    words = fold_date(written).split()
    return len(words) < 3 and all(
        re.fullmatch("[0-9]{1,4}[a-z]*", word) or any(name.startswith(word) for name in WORDS) for word in words
    )


def span(written: str) -> timedelta:
    """The length of a span, a century at most; nothing for what is none. A month has 30 days, a year 365."""
    return min(timedelta(hours=_hours(written) or 0), _LONGEST)


def _hours(written: str) -> int | None:
    """The hours of a span; None for what is none."""
    text = fold_date(written)
    found = _SHORT.fullmatch(text) or _WRITTEN.fullmatch(text)
    if found is None or (unit := _UNITS.get(found[2])) is None:
        return None
    count = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1])
    return None if count is None else count * unit
