"""Days and spans as they are written in queries, in four languages. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_SPAN = re.compile(r"([0-9]{1,4})([hdwmy])")
_UNIT_HOURS = {"h": 1, "d": 24, "w": 7 * 24, "m": 30 * 24, "y": 365 * 24}
_LONGEST = timedelta(days=36_500)
_ISO = re.compile(r"((?:19|20)[0-9]{2})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

_DAYS_AGO = {
    **dict.fromkeys(("today", "aujourd'hui", "heute", "haut"), 0),
    **dict.fromkeys(("yesterday", "hier", "gestern", "gëschter", "geschter"), 1),
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday lundi montag méindeg meindeg",
            "tuesday mardi dienstag dënschdeg denschdeg",
            "wednesday mercredi mittwoch mëttwoch mettwoch",
            "thursday jeudi donnerstag donneschdeg",
            "friday vendredi freitag freideg",
            "saturday samedi samstag samschdeg",
            "sunday dimanche sonntag sonndeg",
        )
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
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
    """Whether `written` names a day, a month or a year."""
    return _interval(written, date(2000, 1, 1)) is not None


def is_beginning(written: str) -> bool:
    """Whether a day, a month, a year or a span may begin like this."""
    return written[:1].isdigit() or any(word.startswith(written) for word in (*_DAYS_AGO, *_WEEKDAYS))


def is_span(written: str) -> bool:
    """Whether `written` is a length of time: `3d`, `2w`, `1m`, `1y`, `12h`."""
    return _SPAN.fullmatch(written) is not None


def span(written: str) -> timedelta:
    """The length of a span, a century at most. A month has 30 days, a year 365."""
    found = _SPAN.fullmatch(written)
    return min(timedelta(hours=int(found[1]) * _UNIT_HOURS[found[2]]), _LONGEST) if found else timedelta()


def interval(written: str, present: Present) -> tuple[int, int]:
    """The start of a day, month or year and of the next one, in seconds since 1970. A span begins so long ago."""
    if is_span(written):
        began = int((present.now - span(written)).timestamp())
        return began, int(present.now.timestamp())
    first, last = _interval(written, present.day) or (present.day, present.day)
    return _midnight(first, present), _midnight(last + timedelta(days=1), present)


def _interval(written: str, today: date) -> tuple[date, date] | None:
    if written in _DAYS_AGO:
        day = today - timedelta(days=_DAYS_AGO[written])
        return day, day
    if written in _WEEKDAYS:
        day = today - timedelta(days=(today.weekday() - _WEEKDAYS[written]) % 7)
        return day, day
    found = _ISO.fullmatch(written)
    if found is None:
        return None
    year, month, day_number = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if day_number is not None and month is not None:
            day = date(year, month, day_number)
            return day, day
        if month is not None:
            after = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), after - timedelta(days=1)
    except ValueError:
        return None
    return date(year, 1, 1), date(year, 12, 31)


def _midnight(day: date, present: Present) -> int:
    return int(datetime.combine(day, time(), present.zone).astimezone(UTC).timestamp())
