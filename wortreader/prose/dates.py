"""Dates and times in the words of a language, and the locale and time zone of the user.

Babel is imported when the first date is formatted, because its import takes longer than a frame.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wortreader.i18n import _, is_language_configured, is_language_named, language
from wortreader.lazy import lazy_pattern
from wortreader.text import cells, safe_line

if TYPE_CHECKING:
    from babel import Locale

TIME_WIDTH: Final = 9
"""The largest number of cells that `row_time` uses."""

_AT: Final = {
    "fr": "{0} à {1}", "de": "{0} um {1}", "lb": "{0} um {1}", "en": "{0} at {1}", "nl": "{0} om {1}",
    "it": "{0} alle {1}", "es": "{0} a las {1}", "pt": "{0} às {1}", "da": "{0} kl. {1}", "sv": "{0} kl. {1}",
}  # fmt: skip
"""How languages join a day and a time in a sentence. The others use a comma."""

_YEAR: Final = lazy_pattern(r"(?:\s*,|\s+'[^']*')?\s*y+(?:\s*'[^']*'\.?|年|년)?\s*")
"""The year in a pattern, with the word or punctuation that joins it to the month."""


def user_locale() -> str:
    """The locale of dates, such as `fr_LU`: the language of the interface, and the country that LC_ALL, LC_TIME or LANG
    names together with it.

    A language that only LC_TIME names is that of the dates, unless the configuration names one. So is that of the
    locale if the interface does not speak it.
    """
    variables = {name: value for name in ("LC_ALL", "LC_TIME", "LANG") if (value := os.environ.get(name))}
    locale = re.split("[.@]", next(iter(variables.values()), ""), maxsplit=1)[0]
    locale = "en" if locale in ("", "C", "POSIX") else locale
    is_of_dates = next(iter(variables), "") == "LC_TIME" and not is_language_configured()
    if is_of_dates or not is_language_named() or re.split("[-_]", locale)[0].lower() == language():
        return locale
    return language()


def local_zone() -> tzinfo:
    """The time zone of the user's clock, with its daylight saving rules; UTC if it is unknown."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if not name:
        target = os.path.realpath("/etc/localtime")
        name = target.partition("zoneinfo/")[2]
    try:
        return ZoneInfo(name) if name else datetime.now().astimezone().tzinfo or UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.now().astimezone().tzinfo or UTC


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    """Babel's nearest locale for a BCP 47 tag or POSIX name; English if there is none.

    English without a country is British, with the day before the month, as newspapers outside of America write.
    """
    from babel import Locale, UnknownLocaleError

    parts = re.split("[-_]", name)
    for candidate in ("_".join(parts), "_".join(parts[:2]), parts[0]):
        try:
            return Locale.parse("en_GB" if candidate.lower() == "en" else candidate)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale.parse("en_GB")


def long_date(when: datetime, language: str | None, zone: tzinfo, *, width: int | None = None) -> str:
    """Day and time in full in `language`, or the user's if it is None: `mercredi 18 novembre 2026 à 14:33`.

    With a `width` in cells, the longest of these that fits, or else the shortest: in full, with the weekday shortened,
    with the month shortened too, and without the weekday.
    """
    from babel.dates import format_time

    locale = _locale(language or user_locale())
    local = when.astimezone(zone)
    time = format_time(local, "short", locale=locale)
    full = str(locale.date_formats["full"].pattern)
    date = ""
    for pattern in (full, *_shorter_patterns(full), str(locale.date_formats["medium"].pattern)):
        day = _format_day(local.date(), pattern, locale)
        date = safe_line(_AT.get(locale.language, "{0}, {1}").format(day, time))
        if width is None or cells(date) <= width:
            break
    return date


def _shorter_patterns(full: str) -> tuple[str, str]:
    """A CLDR pattern with a short weekday, and with a short month too."""
    short_weekday = re.sub("EEEE|cccc", "EEE", full)
    return short_weekday, re.sub("MMMM|LLLL", "MMM", short_weekday)


def row_time(when: datetime, now: datetime, zone: tzinfo, locale: str) -> str:
    """A time for a list, in at most `TIME_WIDTH` cells: `14:33` today, `18 Nov` this year, `18 Nov 24` before.

    Future times that are not today are written as days, too.
    """
    local, today = when.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return row_day(local.date(), is_this_year=local.year == today.year, locale=locale)


def sentence_time(when: datetime, now: datetime, zone: tzinfo | None, locale: str) -> str:
    """A time for a sentence: `14:33` today, `18 Nov at 14:33` this year, `18 Nov 24 at 14:33` otherwise.

    Without a zone, the times are those of the machine.
    """
    local, today = when.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    day = row_day(local.date(), is_this_year=local.year == today.year, locale=locale)
    return _AT.get(_locale(locale).language, "{0}, {1}").format(day, f"{local:%H:%M}")


def last_day(ends_at: datetime, now: datetime, zone: tzinfo | None, locale: str) -> str:
    """The last day before a moment, as lists write it; the time if that is not midnight."""
    local = ends_at.astimezone(zone)
    if local.time() != time():
        return sentence_time(ends_at, now, zone, locale)
    day = local.date() - timedelta(days=1)
    return row_day(day, is_this_year=day.year == now.astimezone(zone).year, locale=locale)


def last_day_in_full(ends_at: datetime, now: datetime, zone: tzinfo | None, locale: str) -> str:
    """The last day before a moment with its month in words and its year, as it may be typed; the time if that is not
    midnight."""
    local = ends_at.astimezone(zone)
    if local.time() != time():
        return sentence_time(ends_at, now, zone, locale)
    known = _locale(locale)
    return _format_day(local.date() - timedelta(days=1), str(known.date_formats["long"].pattern), known)


@lru_cache(maxsize=2048)
def row_day(day: date, *, is_this_year: bool, locale: str) -> str:
    """A day for a list, in at most `TIME_WIDTH` cells: `18 Nov` this year, `18 Nov 24` otherwise."""
    short, with_year = _row_patterns(locale)
    return _format_day(day, short if is_this_year else with_year, _locale(locale))


def _format_day(day: date, pattern: str, locale: Locale) -> str:
    """A day formatted with a CLDR pattern, on one line without direction marks."""
    from babel.dates import format_date

    text = safe_line(str(format_date(day, pattern, locale=locale)))
    if locale.language == "fr":  # CLDR does not know that only the first of a month has an ordinal
        return re.sub(r"\b1 (?=[^\W\d])", "1er ", text)
    # British "Sept" is the only month of four letters. It would push all years out of the column.
    return text.replace("Sept ", "Sep ") if locale.language == "en" else text


@lru_cache(maxsize=16)
def _row_patterns(name: str) -> tuple[str, str]:
    """CLDR's patterns for a day of this year and of another, each short enough in all twelve months."""
    locale = _locale(name)
    days = [date(2024, month, 28) for month in range(1, 13)]

    def fits(pattern: str) -> bool:
        return all(cells(_format_day(day, pattern, locale)) <= TIME_WIDTH for day in days)

    numeric = re.sub("y+", "yy", str(locale.date_formats["short"].pattern))
    skeleton = locale.datetime_skeletons.get("MMMd")
    words = str(skeleton.pattern) if skeleton is not None else "d MMM"
    short = words if fits(words) else re.sub(r"[^dM]*y+[^dM]*", "", numeric)
    dated = f"{words} yy"
    with_year = dated if words.startswith("d") and fits(dated) else numeric
    return short, with_year if fits(with_year) else "y"


def day_heading(day: date, today: date, locale: str) -> str:
    """The heading above the articles of a day: Today, Yesterday, the weekday within a week, else the date.

    The year is included if it is not this one.
    """
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return _heading(day, today - timedelta(days=7) < day < today, day.year == today.year, locale)


@lru_cache(maxsize=512)
def _heading(day: date, is_this_week: bool, is_this_year: bool, name: str) -> str:
    locale = _locale(name)
    pattern = "EEEE"
    if not is_this_week:
        pattern = str(locale.date_formats["full"].pattern)
        if is_this_year:
            pattern = _YEAR.sub("", pattern)
    text = _format_day(day, pattern, locale)
    return text[:1].upper() + text[1:]
