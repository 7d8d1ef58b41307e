"""Days, months and years as they are written in queries. Pure.

Names are those of four languages, and more where `date_names` has them: `28.11.2026`, `28/11/2026`, `28. November`,
`November 2026`, `nov. 2026`, `2026-11`, `hier`, `3 days ago`, and the names of `periods`: `last week`. Ranges have two
full stops: `1.11.2026..15.11.2026`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import chain

from wortreader.date_names import MONTHS, WEEKDAYS, fold_date
from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.store.search import periods, spans
from wortreader.store.search.spans import is_span, span

_RANGE = lazy_pattern(r"([^.].*?)\.\.+(.+)")
_NUMBERS = lazy_pattern(r"([0-9]{1,4})(?:([-./])([0-9]{1,2}|[0-9]{4})(?:\2([0-9]{4}|[0-9]{2}|[0-9]))?)?\.?")
_COMPACT = lazy_pattern(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_PARTS = lazy_pattern("[0-9]+|[a-z]+")
_AGO = lazy_pattern("(?:il y a|vor|virun|viru) (.+)|(.+) ago")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099

MOST_WORDS = 6
"""Words of a date, blanks between them: `Sunday the 1st of November 2026`."""

_DAYS_AGO = {
    **dict.fromkeys(("today", "this morning", "aujourd'hui", "ce matin", "heute", "heute morgen"), 0),
    **dict.fromkeys(("haut", "haut de moien"), 0),
    **dict.fromkeys(("yesterday", "hier", "gestern", "geschter"), 1),
    **dict.fromkeys(("day before yesterday", "the day before yesterday"), 2),
    **dict.fromkeys(("avant-hier", "avant hier", "vorgestern", "virgeschter"), 2),
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday lundi montag meindeg",
            "tuesday mardi dienstag denschdeg dienschdeg",
            "wednesday mercredi mittwoch mettwoch",
            "thursday jeudi donnerstag donneschdeg",
            "friday vendredi freitag freideg",
            "saturday samedi samstag sonnabend samschdeg",
            "sunday dimanche sonntag sonndeg",
        )
    )
    for name in names.split()
}
_ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "e", "ter", "te"))
"""What a number of a day may end in."""
_FILLERS = frozenset((*periods.LAST, "the", "of", "le", "du", "de", "d", "den", "der", "dem", "am", "vum", "vom", "au"))
_BESIDE_WEEKDAYS = frozenset((*_FILLERS, *periods.THIS, "e", "en"))
"""What may stand beside the name of a day: `last Monday`, `le lundi`, `e Méindeg`."""
_PAST = frozenset((*periods.LAST, "past", "derniers", "dernieres"))
_BEFORE_PAST = frozenset(("the", "les", "die", "den", "der", "dei"))
_NAMES = frozenset(
    (
        *chain.from_iterable(map(periods.words, _DAYS_AGO)), *_DAYS_AGO, *_WEEKDAYS, *WEEKDAYS, *MONTHS, *_FILLERS,
        *periods.WORDS, *spans.WORDS, *_PAST, *_BEFORE_PAST, "il", "y", "a", "vor", "virun", "ago",
    )
)  # fmt: skip
"""Words that a date may have."""


@lazy_dataclass(frozen=True, slots=True)
class Present:
    """The time and the time zone of a search, which decide what `yesterday` is."""

    now: datetime
    zone: tzinfo | None = None
    """The user's; None for that of the machine."""

    @property
    def day(self) -> date:
        """The day in the time zone of the user."""
        return self.now.astimezone(self.zone).date()


def is_day(written: str) -> bool:
    """Whether `written` names a day, a week, a month or a year, or a range of them."""
    return _interval(written, date(2000, 1, 1)) is not None


def is_moment(written: str) -> bool:
    """Whether `written` names a day or anything else that has a beginning: a span before now is one, too."""
    return _length(written) is not None or is_day(written)


def is_beginning(written: str) -> bool:
    """Whether a day, a week, a month or a year may begin like this."""
    *before, last = periods.words(fold_date(written)) or [""]
    if any(not word[:1].isdigit() and word.strip(".,") not in _NAMES for word in before):
        return False
    return not last or last[0].isdigit() or any(name.startswith(last.strip(".,")) for name in _NAMES)


def interval(written: str, present: Present) -> tuple[int, int]:
    """The start of a day, month, year or range and of what comes after it, in seconds since 1970.

    A span begins so long ago. Without a year, a day or month is the latest of that name that has begun.
    """
    if (length := _length(written)) is not None:
        return int((present.now - length).timestamp()), int(present.now.timestamp())
    first, last = _interval(written, present.day) or (present.day, present.day)
    return _midnight(first, present), _midnight(last + timedelta(days=1), present)


def upcoming(written: str, today: date) -> date | None:
    """The last day of the next day, month or year of that name that is not over; of a past one if its year is written.

    None for what is no date.
    """
    text = fold_date(written).strip(" ,")
    words = text.split(" ")
    weekday = _WEEKDAYS.get(" ".join(word for word in words if word not in periods.NEXT))
    if weekday is not None and not periods.NEXT.isdisjoint(words):
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    found = periods.coming_period(text, today) or _interval(text, today)
    if found is not None and found[1] < today and not _is_past(text):
        found = _interval(text, today + timedelta(days=6 if text in _WEEKDAYS else 365))
    return found[1] if found else None


def _is_past(text: str) -> bool:
    """Whether what is written is over by its words."""
    return text in _DAYS_AGO or _AGO.fullmatch(text) is not None or not periods.LAST.isdisjoint(periods.words(text))


def _length(written: str) -> timedelta | None:
    """The length of a span that ends now: `3 days`, `last 3 days`, `2 hours ago`; None for anything else.

    Whole days ago are a day.
    """
    text = fold_date(written)
    if is_span(text):
        return span(text)
    if ago := _AGO.fullmatch(text):
        length = span(ago[1] or ago[2])
        return length if timedelta() < length < timedelta(days=1) else None
    words = text.split(" ")
    rest = " ".join(word for word in words if word not in _PAST and word not in _BEFORE_PAST)
    return span(rest) if is_span(rest) and not _PAST.isdisjoint(words) else None


def _interval(written: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of what is written; None if it is no date."""
    text = fold_date(written).strip(" ,")
    if ends := _RANGE.fullmatch(text):
        first, last = (_single(end.strip(" ."), today) for end in ends.groups())
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    return _single(text, today)


def _single(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of a day, a month or a year, in the form of `fold_date`."""
    if text in _DAYS_AGO:
        day = today - timedelta(days=_DAYS_AGO[text])
        return day, day
    if ago := _AGO.fullmatch(text):
        length = span(ago[1] or ago[2])
        return (today - length, today - length) if length >= timedelta(days=1) else None
    if named_period := periods.period(text, today):
        return named_period
    words = text.split(" ")
    weekday = " ".join(word for word in words if word not in _BESIDE_WEEKDAYS)
    if weekday in _WEEKDAYS:
        is_last = not periods.LAST.isdisjoint(words)
        days_ago = (today.weekday() - _WEEKDAYS[weekday]) % 7
        day = today - timedelta(days=7 if not days_ago and is_last else days_ago)
        return day, day
    named = re.search("[a-z]", text)
    found = _with_names(_PARTS.findall(text)) if named else _in_numbers(re.sub("(?<=[-./]) ", "", text))
    return _days(*found, today) if found else None


_Date = tuple[int | None, int | None, int | None]
"""Day, month and year; None for what is not said."""


def _in_numbers(text: str) -> _Date | None:
    """A date without names. The day comes before the month, unless it cannot: 11/28/2026."""
    if compact := _COMPACT.fullmatch(text):
        year, month, day = map(int, compact.groups())
        return day, month, year
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    first, separator, second, third = found.groups()
    if second is None:
        return (None, None, int(first)) if len(first) == 4 and text == first else None
    if len(first) == 4:
        is_month = len(second) == 2 or (len(second) == 1 and separator != "-")  # 2026-1 is the beginning of 2026-11
        return (int(third) if third else None, int(second), int(first)) if is_month else None
    if len(second) == 4:
        return (None, int(first), int(second)) if third is None else None
    day, month = int(first), int(second)
    if third is None:
        return (day, month, None) if separator != "-" else None
    if len(third) == 1:
        return None
    if month > 12 and separator != ".":
        day, month = month, day
    return day, month, _full_year(third)


def _with_names(parts: list[str]) -> _Date | None:
    """A date with the name of its month, in any order: `28. November 2026`, `November 28`, `nov. 2026`."""
    numbers, months = [], []
    has_weekday = False
    for at, part in enumerate(parts):
        if part.isdigit():
            numbers.append((at, part))
        elif part in MONTHS and not (part in WEEKDAYS and any(later in MONTHS for later in parts[at + 1 :])):
            months.append((at, MONTHS[part]))
        elif part in WEEKDAYS:
            has_weekday = True
        elif part not in _FILLERS and not (part in _ORDINALS and at and parts[at - 1].isdigit()):
            return None
    if len(months) != 1 or len(numbers) > 2 or (has_weekday and not numbers):
        return None
    years = [number for number in numbers if len(number[1]) == 4]
    if not years and len(numbers) == 2:
        years = [numbers.pop()] if numbers[1][0] > months[0][0] else []
    days = [number for number in numbers if number not in years]
    if len(days) > 1 or len(years) > 1 or any(len(day) > 2 for _, day in days):
        return None
    day = int(days[0][1]) if days else None
    return day, months[0][1], _full_year(years[0][1]) if years else None


def _full_year(written: str) -> int:
    """A year in two or four figures."""
    return int(written) + (2000 if len(written) < 3 else 0)


def _days(day: int | None, month: int | None, year: int | None, today: date) -> tuple[date, date] | None:
    """The first and the last day of a date. Without a year, it is the latest that has begun."""
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if month is None:
        return (date(year, 1, 1), date(year, 12, 31)) if year is not None else None
    for candidate in (year,) if year is not None else range(today.year, today.year - 9, -1):
        try:
            first = date(candidate, month, 1 if day is None else day)
        except ValueError:  # the 29th of February, or no day at all
            continue
        if year is not None or first <= today:
            after = date(candidate + month // 12, month % 12 + 1, 1)
            return first, first if day else after - timedelta(days=1)
    return None


def _midnight(day: date, present: Present) -> int:
    return int(datetime.combine(day, time(), present.zone).astimezone(UTC).timestamp())
