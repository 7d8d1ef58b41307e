"""When a rule ends, as the user writes it: `until 2 December`, `for a week`, `3d`. Pure.

Names are those of the four languages of the query's dates. A day without a year is the next of that name, and a rule
goes on until that day is over.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from wortreader.date_names import fold_date
from wortreader.errors import RuleEndUnclear
from wortreader.i18n import _
from wortreader.lazy import lazy_pattern
from wortreader.store.search.dates import Present, is_span, span, upcoming

NEVER: Final = frozenset(("always", "never", "for ever", "forever", "toujours", "immer", "emmer", "none", ""))
"""What says that a rule has no end."""

_UNTIL: Final = lazy_pattern(
    r"(?:until|till|til|to|bis(?: (?:zum|den|am|de|e))?|jusqu(?:['’ ]?(?:au|a|en))?(?: (?:le|au))?)\s+(.+)"
)
_FOR: Final = lazy_pattern(r"(?:for|pour|pendant|fur|fuer|fir|wahrend)\s+(.+)")
_LENGTH: Final = lazy_pattern(r"([0-9]{1,4}|[a-z]+) ?([a-z]+)")
_ONE: Final = frozenset(("a", "an", "one", "un", "une", "ein", "eine", "einen", "einem", "en", "eng", "ee", "e", "een"))
_NUMBERS: Final = {
    name: number
    for number, names in enumerate(
        (
            "two deux zwei zwou zwee", "three trois drei drai", "four quatre vier", "five cinq funf fenef",
            "six sechs", "seven sept sieben siwen", "eight huit acht aacht", "nine neuf neun neng", "ten dix zehn zeng",
            "eleven onze elf eelef", "twelve douze zwolf zwielef",
        ),
        2,
    )
    for name in names.split()
}  # fmt: skip
_UNITS: Final = {
    **dict.fromkeys(("h", "hour", "hours", "heure", "heures", "stunde", "stunden", "stonn", "stonnen"), 1),
    **dict.fromkeys(("d", "day", "days", "jour", "jours", "tag", "tage", "tagen", "dag", "deeg"), 24),
    **dict.fromkeys(("w", "week", "weeks", "semaine", "semaines", "woche", "wochen", "woch"), 7 * 24),
    **dict.fromkeys(("m", "month", "months", "mois", "monat", "monate", "monaten", "mount", "meint"), 30 * 24),
    **dict.fromkeys(("y", "year", "years", "an", "ans", "annee", "annees", "jahr", "jahre", "jahren"), 365 * 24),
    "joer": 365 * 24,
}
"""In hours."""
_TOMORROW: Final = frozenset(("tomorrow", "demain", "morgen", "muer"))


def parse_end(written: str, present: Present) -> datetime | None:
    """The time that is written; None if it says that there is no end. Raises RuleEndUnclear."""
    text = " ".join(fold_date(written).split()).strip(" .,")
    if text in NEVER:
        return None
    if (until := _UNTIL.fullmatch(text)) is not None:
        text = until[1]
    elif (lasting := _FOR.fullmatch(text)) is not None:
        text = lasting[1]
    length = _length(text)
    if length is not None:
        if not length:
            raise RuleEndUnclear(written, _("It would be over at once."))
        return present.now + length
    if text in _TOMORROW:
        return _end_of(present, 1)
    if (last := upcoming(text, present.day)) is None:
        raise RuleEndUnclear(written, _("Write for example “2 December”, “Friday”, “a week” or “3d”."))
    if last < present.day:
        raise RuleEndUnclear(written, _("That day is in the past."))
    return _end_of(present, (last - present.day).days)


def _length(text: str) -> timedelta | None:
    if is_span(text):
        return span(text)
    found = _LENGTH.fullmatch(text)
    if found is None or found[2] not in _UNITS:
        return None
    count = int(found[1]) if found[1].isdigit() else 1 if found[1] in _ONE else _NUMBERS.get(found[1])
    return None if count is None else min(timedelta(hours=count * _UNITS[found[2]]), timedelta(days=36_500))


def _end_of(present: Present, days: int) -> datetime:
    """The end of the day in so many days, where the user is."""
    day = present.day + timedelta(days=days + 1)
    return datetime.combine(day, time(), present.zone).astimezone(UTC)


def in_words(ends_at: datetime, *, zone: tzinfo | None) -> str:
    """The last day of a rule where the user is, and the time if it ends within a day."""
    here = ends_at.astimezone(zone)
    if here.time() == time():
        return f"{here - timedelta(days=1):%Y-%m-%d}"
    return f"{here:%Y-%m-%d %H:%M}"
