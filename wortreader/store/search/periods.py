"""Weeks, months, years and weekends as they are named from today, in four languages. Pure.

`this week`, `cette semaine`, `letzte Woche`, `lescht Woch`; with hyphens as well: `last-week`. They are those of the
calendar: a week begins on Monday (ISO 8601), and `last week` is the one before this, from Monday to Sunday.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_WEEK, _MONTH, _YEAR, _WEEKEND = range(4)
_UNITS: Final = {
    **dict.fromkeys(("week", "semaine", "woche", "woch"), _WEEK),
    **dict.fromkeys(("month", "mois", "monat", "monats", "mount"), _MONTH),
    **dict.fromkeys(("year", "annee", "an", "jahr", "jahres", "jahrs", "joer"), _YEAR),
    **dict.fromkeys(("weekend", "wochenende"), _WEEKEND),
}
THIS: Final = frozenset(
    (
        "this", "ce", "cet", "cette", "diese", "diesem", "diesen", "dieser", "dieses",
        "des", "dese", "desem", "desen", "deser", "dest",
    )
)  # fmt: skip
"""Words for `this`, without accents."""
LAST: Final = frozenset(
    (
        "last", "previous", "dernier", "derniere", "passe", "passee", "precedent", "precedente",
        "letzte", "letztem", "letzten", "letzter", "letztes", "vorige", "vorigem", "vorigen", "voriger", "voriges",
        "vergangene", "vergangenem", "vergangenen", "vergangener", "vergangenes",
        "lescht", "leschte", "leschtem", "leschten", "leschter",
        "viregt", "viregte", "viregtem", "viregten", "viregter", "vergaange", "vergaangen", "vergaangene",
    )
)  # fmt: skip
"""Words for `last`, without accents."""
NEXT: Final = frozenset(
    (
        "next", "prochain", "prochaine", "nachste", "nachstem", "nachsten", "nachster", "nachstes",
        "kommende", "kommenden", "kommendes", "nachst", "kommend",
    )
)  # fmt: skip
"""Words for `next`, without accents."""
_FILLERS: Final = frozenset(("la", "le", "l", "d", "de", "du", "der", "den", "dem", "am", "vum", "vom", "ci"))
WORDS: Final = frozenset((*_UNITS, *THIS, *LAST, *_FILLERS))
"""All words that names of past and present periods are made of."""


def words(text: str) -> list[str]:
    """The words of a name without accents: hyphens and apostrophes are as good as blanks."""
    return text.replace("week-end", "weekend").replace("-", " ").replace("'", " ").split()


def period(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of what `text`, without accents, names; None if it is no such name.

    A weekend is the latest that has begun.
    """
    unit, step = _read(text)
    if unit == _WEEKEND and not step and today.weekday() < 5:
        step = -1
    return None if unit is None or step not in (0, -1) else _days(unit, step, today)


def coming_period(text: str, today: date) -> tuple[date, date] | None:
    """The same for the future: `next month`; a weekend is the one that is not over."""
    unit, step = _read(text)
    return None if unit is None or step is None else _days(unit, step, today)


def _read(text: str) -> tuple[int | None, int | None]:
    """The unit, and how many of them it is after the one of today; None for what is no such name."""
    units, steps = [], []
    for word in words(text):
        if word in _UNITS:
            units.append(_UNITS[word])
        elif word in LAST or word in NEXT:
            steps.append(-1 if word in LAST else 1)
        elif word in THIS:
            steps.append(0)
        elif word not in _FILLERS:
            return None, None
    if len(units) != 1 or len(steps) > 1 or not (steps or units[0] == _WEEKEND):
        return None, None
    return units[0], steps[0] if steps else 0


def _days(unit: int, step: int, today: date) -> tuple[date, date]:
    monday = today - timedelta(days=today.weekday() - 7 * step)
    if unit == _WEEK:
        return monday, monday + timedelta(days=6)
    if unit == _WEEKEND:
        return monday + timedelta(days=5), monday + timedelta(days=6)
    if unit == _MONTH:
        months = today.year * 12 + today.month - 1 + step
        return _first_of(months), _first_of(months + 1) - timedelta(days=1)
    return _first_of(12 * (today.year + step)), _first_of(12 * (today.year + step + 1)) - timedelta(days=1)


def _first_of(months: int) -> date:
    """The first day of a month, counted from that of January of the year 0."""
    return date(months // 12, months % 12 + 1, 1)
