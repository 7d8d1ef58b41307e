"""Parses the dates of feeds.

Understands ISO 8601, RFC 822, Unix times and what people write instead, with the names of `date_names`. A date is read
completely or not at all: a word, number or zone that is left over makes it None, because a wrong date is worse than
none. Libraries that guess (dateutil, dateparser) read `20-11-2026` as a day of 2020, and skip zones they do not know.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import Enum, auto
from typing import Final

from wortreader.date_names import MONTHS, WEEKDAYS, ZONE_NAMES, fold_date, named_zone
from wortreader.lazy_dataclass import lazy_dataclass

_FIRST_YEAR: Final = 1971
"""1970 is what servers send if they have no date."""
_LAST_YEAR: Final = 2199
_MAX_LENGTH: Final = 100
_MAX_MARKUP: Final = 1000
_MAX_OFFSET_HOURS: Final = 14
"""Zones are between -12:00 and +14:00."""


class NumberOrder(Enum):
    """The order of day, month and year in a date that is written in numbers."""

    DAY_FIRST = auto()
    MONTH_FIRST = auto()
    YEAR_FIRST = auto()


@lazy_dataclass(frozen=True, slots=True)
class DateNumbers:
    """A date in three numbers that are joined by the same sign."""

    first: str
    second: str
    third: str
    sign: str
    has_half: bool = False
    """Whether `am` or `pm` is written beside it."""

    @property
    def style(self) -> tuple[str, int, bool]:
        """What dates that are written by the same program share: their sign, and how many digits their year has."""
        return self.sign, len(self.third), len(self.first) == 4

    def days(self) -> dict[NumberOrder, date]:
        """The days that the numbers may mean, by the order in which they are read."""
        if len(self.first) == 4:
            orders = [NumberOrder.YEAR_FIRST]
        else:
            orders = [NumberOrder.DAY_FIRST]
            orders += [NumberOrder.MONTH_FIRST] if self.sign != "." else []
            orders += [NumberOrder.YEAR_FIRST] if len(self.third) == 2 else []
        return {order: day for order in orders if (day := self._day(order))}

    def _day(self, order: NumberOrder) -> date | None:
        match order:
            case NumberOrder.DAY_FIRST:
                return _day(self.third, int(self.second), self.first)
            case NumberOrder.MONTH_FIRST:
                return _day(self.third, int(self.first), self.second)
        return _day(self.first, int(self.second), self.third)


OrderOf = Callable[[DateNumbers], NumberOrder | None]
"""Tells the order of numbers that have several meanings; None if it cannot be known."""

_OFFSET: Final = (
    r"(?:(?:gmt|utc|ut|z)\s?)?(?P<sign>[+-])(?:\s(?=\d{4}))?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?"
    r"(?::00)?(?![\d:/.-])"
)
_RFC_822: Final = re.compile(
    r"(?:[a-z]{3},? )?(?P<day>\d{1,2}) (?P<name>[a-z]{3}) (?P<year>\d{4}) (?P<hour>\d\d):(?P<minute>\d\d)"
    rf"(?::(?P<second>\d\d))? ?(?:{_OFFSET}|(?P<zone>(?![ap]m$)[a-z]{{1,5}}))$"
)
_ISO: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[t ](?P<hour>\d\d):(?P<minute>\d\d)"
    rf"(?::(?P<second>\d\d)(?:[.,]\d+)?)? ?(?:{_OFFSET}|(?P<zone>z))?$"
)
_DAY_AND_ZONE: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d)|(?P<zone>z))$"
)
_BASIC: Final = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    rf"(?:[t ]?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?:[.,]\d+)?(?:{_OFFSET}|(?P<zone>z))?)?$"
)
_UNIX: Final = re.compile(r"@?(\d{9,10}|\d{12,13})(?:\.\d{1,9})?$")
_HOUR_STAMP: Final = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])$")
"""2026112314 is an hour rather than a second of 2034."""
_WEEK: Final = re.compile(r"(\d{4})-?w(\d\d)(?:-?([1-7]))?(?!\d)")
_ORDINAL: Final = re.compile(r"(\d{4})-(\d{3})(?!\d)")

_TIME_ELEMENT: Final = re.compile(r"<time\b[^<>]{0,400}?\bdatetime\s*=\s*[\"']([^\"'<>]{1,100})", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_EAST_ASIAN: Final = (
    (re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]"), r"\1-\2-\3 "),
    (re.compile(r"(\d{1,2})\s?[時时点點시]\s?(\d{1,2})\s?[分분]"), r"\1:\2 "),
    (re.compile(r"(:\d{1,2}) \s?(\d{1,2})\s?[秒초]"), r"\1:\2 "),
    (re.compile(r"(?:午前|上午|오전)\s?(\d{1,2}:\d\d(?::\d\d)?)"), r"\1 am"),
    (re.compile(r"(?:午後|下午|오후)\s?(\d{1,2}:\d\d(?::\d\d)?)"), r"\1 pm"),
    (re.compile(r"[(\uff08]?(?:星期|週|周)?[月火水木金土日一二三四五六월화수목금토일](?:曜日|요일)?[)\uff09]"), " "),
)
_SEPARATORS: Final = re.compile(r"[,;|\u00b7\u2022\s]+")
_STUCK: Final = (
    (re.compile(r"\b((?:19|20)\d\d)(?=\d{1,2}:\d\d)"), r"\1 "),
    (re.compile(r"(?<=\d)(?=[a-z]{3})|(?<=[a-z]{3})(?=\d)"), " "),
    (re.compile(r"\b([ap])\.?\s?m\b\.?(?![/\w-])"), r"\1m"),
    (re.compile(r"(?<=[a-z])\."), " "),
    (re.compile(r"(?<=\d)(?:st|nd|rd|th|er|o|a)\b"), ""),
    (re.compile(r"\b([ecmp])(?:astern|entral|ountain|acific) ([sd])(?:tandard|aylight) time\b"), r"\1\2t"),
    (re.compile(r"\bcentral european (?:(s)ummer |standard )?time\b"), r"ce\1t"),
    (re.compile(r"\b(?:coordinated universal|greenwich mean) time\b"), "utc"),
    (re.compile(r"(?<=\d) ?h (\d\d) ?min(?: (\d\d) ?s\b)?"), r":\1"),
    (re.compile(r"(\d{4}/[a-z]{3}/\d{1,2}|\d{1,2}/[a-z]{3}/\d{4}):(?=\d\d:)"), r"\1 "),  # of Apache's log
)
_TIME: Final = re.compile(
    r"(?<![\d.:/])(?P<hour>\d{1,2})"
    r"(?:(?:\s?[:hu]\s?|\.|\s?(?:uhr|heures?)\s)(?P<minute>\d{2})(?:(?::|(?<=\d\s\d\d\.\d\d)\.)(?P<second>\d{2})(?:[.:]\d{1,9})?)?(?!\d|[./]\d|\.\s\d{4})"
    r"|(?=\s?(?:h|uhr|uur|auer|heures?|am|pm)\b(?![/-])))"
    r"\s?(?P<half>[ap]m\b(?![/-]|\s\d{1,2}\.))?\s?(?:(?:h|u|uhr|uur|auer|heures?|horas?|hrs|ore|min)\b)?"
)
_ZONE: Final = re.compile(
    rf"\s*[(\[]?(?:{_OFFSET}|(?P<bare>0\d[03]0|1[0-4]00)(?!\d)|(?P<zone>[a-z]+(?:/[a-z0-9_+-]+){{1,2}}|[a-z]{{1,5}}\b))[)\]]?"
)
_LAST_ZONE: Final = re.compile(
    r"(?:(?<=\d)|\s)(?:(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d)|(?P<zone>[a-z]+(?:/[a-z_]+){1,2}|[a-z]{1,5}))$"
)
_LAST_OFFSET: Final = re.compile(r"\s(?:gmt|utc)?(?P<sign>[+-])(?P<hours>0\d|1[0-4])(?P<minutes>\d\d)$")
_REMARK: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\bm=\+\d+\.\d+$")
_NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,4})(?:\s?([/.-])\s?|\s)(\d{1,2})(?:\s?\2\s?|\s)(\d{1,4})(?!\d)\.?$")
_MONTH_ONLY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})$")
_TOKEN: Final = re.compile(r"[a-z]+|'?\d+|[^\sa-z\d]")
_JOINTS: Final = frozenset({"-", "/", ".", "'"})
_FILLERS: Final = frozenset(
    {"a", "al", "alle", "am", "as", "at", "d", "da", "dal", "das", "de", "dell", "delle", "dem", "den", "der", "di"}
    | {"do", "du", "e", "el", "em", "het", "il", "kl", "klokken", "la", "las", "le", "les", "o", "of", "om", "on", "op"}
    | {"ore", "os", "the", "u", "uhr", "um", "vom"}
)
"""Words that join the parts of a date."""


def parse_date(foreign: str | None, order_of: OrderOf | None = None) -> datetime | None:
    """The moment that `foreign` names, in UTC; None if it names none, or none that is plausible for an article.

    A date without a time is midnight, and a time without a zone is UTC. DateNumbers that have several meanings, such as
    5/11/2026, are read as `order_of` says, and not at all without it.
    """
    if not foreign or len(foreign) > _MAX_MARKUP:
        return None
    try:
        return _read(foreign, order_of)
    except (ValueError, OverflowError):  # 31 February, 25:00, or the year 9999 in a zone behind UTC
        return None


def written_numbers(foreign: str) -> DateNumbers | None:
    """The three numbers that `foreign` writes its date in; None if it is written in another way."""
    if len(foreign) > _MAX_LENGTH:
        return None
    text = _normalize(foreign)
    time = _TIME.search(text)
    numbers = _find_numbers(_words(_without_time(text, time)) if time else _words(text))
    return replace(numbers, has_half=bool(time and time["half"])) if numbers else None


def plausible(moment: datetime) -> datetime | None:
    """`moment` itself; None if it is before 1971 or after 2199."""
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _read(foreign: str, order_of: OrderOf | None) -> datetime | None:
    if "<" in foreign:
        element = _TIME_ELEMENT.search(foreign)
        foreign = html.unescape(element.group(1) if element else _TAG.sub(" ", foreign))
    if len(foreign) > _MAX_LENGTH:
        return None
    folded = fold_date(foreign)
    for form in (_ISO, _RFC_822, _BASIC, _DAY_AND_ZONE):
        if match := form.match(folded):
            return _moment_of(match)
    if unix := _UNIX.match(folded):
        return _unix_time(unix.group(1))
    return _read_parts(_normalize(foreign), order_of)


def _moment_of(match: re.Match[str]) -> datetime | None:
    """The moment of a date in a standard form."""
    parts = match.groupdict()
    name = parts.get("name")
    month = MONTHS.get(name) if name else int(parts["month"])
    day = _day(parts["year"], month, parts["day"]) if month else None
    zone = _zone(parts)
    if day is None or zone is None:
        return None
    time = _time(*(int(parts.get(name) or 0) for name in ("hour", "minute", "second")))
    return None if time is None else _moment(day, time, zone)


def _unix_time(digits: str) -> datetime | None:
    if len(digits) == 12 or _HOUR_STAMP.match(digits):
        return None
    return plausible(datetime.fromtimestamp(int(digits) / (1000 if len(digits) > 10 else 1), UTC))


def _normalize(foreign: str) -> str:
    """`foreign` folded, with a space for every separator, and between words and numbers that are stuck together."""
    for pattern, replacement in _EAST_ASIAN:
        foreign = pattern.sub(replacement, foreign)
    text = re.sub(r"(?<=:\d\d),(?=\d{3})", ".", fold_date(foreign))
    text = _SEPARATORS.sub(" ", text).strip()
    for pattern, replacement in _STUCK:
        text = pattern.sub(replacement, text)
    return " ".join(text.split())


def _read_parts(text: str, order_of: OrderOf | None) -> datetime | None:
    """The moment of a normalized date: its time and zone are found first, and what remains must be the day."""
    match = _TIME.search(text)
    if match is None:
        zone, rest = _last_zone(text)
        day = _find_day(rest, order_of)
        return _moment(day, timedelta(), zone) if day and zone else None
    hour = _hour(int(match["hour"]), match["half"])
    time = None if hour is None else _time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    zone, after = _zone_after(text[match.end() :])
    if zone is None:
        zone, after = _last_zone(after)
    day = _find_day(f"{_before(text, match)} {after}", order_of)
    return _moment(day, time, zone) if day and zone and time is not None else None


def _before(text: str, time: re.Match[str]) -> str:
    """What stands before the time, without the `T` of ISO 8601."""
    before = text[: time.start()].rstrip()
    return before[:-1] if re.search(r"\dt$", before) else before


def _without_time(text: str, time: re.Match[str]) -> str:
    _found, after = _zone_after(text[time.end() :])
    return f"{_before(text, time)} {_last_zone(after)[1]}"


def _zone_after(after: str) -> tuple[tzinfo | None, str]:
    """The zone at the start of what follows a time, and the rest; None if there is no zone in that place."""
    match = _ZONE.match(after)
    if match is None or _is_ordinary(match["zone"]):
        return None, after
    rest = after[match.end() :]
    if match["sign"] and (other := re.match(r"\s([a-z]{1,5})\b", rest)) and other[1] in ZONE_NAMES:
        rest = rest[other.end() :]  # +0100 CET
    zone = _zone(match.groupdict())
    return zone, rest if zone else f"{rest} ?"  # an unknown zone leaves something over


def _last_zone(text: str) -> tuple[tzinfo | None, str]:
    """The zone at the end of a date, and the rest. UTC if there is none."""
    bare = _REMARK.sub("", text).rstrip()
    for pattern in (_LAST_OFFSET, _LAST_ZONE):
        if (match := pattern.search(bare)) and not _is_ordinary(match["zone"] if pattern is _LAST_ZONE else None):
            return _zone(match.groupdict()), bare[: match.start()]
    return UTC, text


def _is_ordinary(word: str | None) -> bool:
    """Whether a word in the place of a zone is something else."""
    return word is not None and word not in ZONE_NAMES and (word in MONTHS or word in WEEKDAYS or word in _FILLERS)


def _zone(parts: dict[str, str | None]) -> tzinfo | None:
    """The zone of the groups of `_ZONE`: UTC if they are empty, None if it is unknown or impossible."""
    if bare := parts.get("bare"):  # the plus sign was lost as a space of an address
        return timezone(timedelta(hours=int(bare[:2]), minutes=int(bare[2:])))
    if sign := parts.get("sign"):
        hours, minutes = int(parts["hours"] or 0), int(parts["minutes"] or 0)
        if hours > _MAX_OFFSET_HOURS or minutes > 59:
            return None
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if sign == "-" else offset)
    name = parts.get("zone")
    return named_zone(name) if name else UTC


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of 24; None if it contradicts `am` or `pm`."""
    if half is None:
        return hour
    if half == "am":
        return hour % 12 if hour <= 12 else None
    return hour % 12 + 12 if hour < 24 else None


def _time(hour: int, minute: int, second: int) -> timedelta | None:
    """The time since midnight, up to 24:00; None if it is impossible. Leap seconds are possible."""
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _moment(day: date, time: timedelta, zone: tzinfo) -> datetime | None:
    local = datetime(day.year, day.month, day.day) + time
    return plausible(local.replace(tzinfo=zone).astimezone(UTC))


def _find_day(text: str, order_of: OrderOf | None) -> date | None:
    """The day in a text that contains no more than a day."""
    rest = _words(text)
    if week := _WEEK.fullmatch(rest):
        return date.fromisocalendar(int(week[1]), int(week[2]), int(week[3] or 1))
    if ordinal := _ORDINAL.fullmatch(rest):
        return date.fromisoformat(f"{ordinal[1]}-01-01") + timedelta(days=_day_of_year(ordinal))
    if basic := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", rest):
        return _day(basic[1], int(basic[2]), basic[3])
    if month := _MONTH_ONLY.fullmatch(rest):
        return _day(month[1], int(month[2]), "1")
    if numbers := _find_numbers(rest):
        days = numbers.days()
        is_certain = len(numbers.first) == 4 or numbers.sign == "-" or days.keys() != {NumberOrder.YEAR_FIRST}
        if order_of is None and len(numbers.first) < 4 and numbers.sign != "-":
            days.pop(NumberOrder.YEAR_FIRST, None)  # 20/11/26 and 20.11.26
        if is_certain and len(set(days.values())) == 1:
            return next(iter(days.values()))
        order = order_of(numbers) if order_of else None
        return days.get(order) if order else None
    return _day_with_name(rest)


def _day_of_year(ordinal: re.Match[str]) -> int:
    number = int(ordinal[2])
    if not 1 <= number <= 366 or (number == 366 and int(ordinal[1]) % 4):
        raise ValueError(ordinal[2])
    return number - 1


def _words(text: str) -> str:
    """`text` without remarks, days of the week and words that join the parts of a date.

    The first word may be unknown: it is a day of the week in another language.
    """
    tokens = _TOKEN.findall(_REMARK.sub(" ", text))
    months = [token for token in tokens if token in MONTHS]
    kept: list[str] = []
    for place, token in enumerate(tokens):
        if token.isalpha() and token not in MONTHS:
            is_dropped = token in WEEKDAYS or token in _FILLERS or (place == 0 and len(token) > 1)
            if is_dropped and token != "w":  # nosec B105 # a word of a date
                continue
        elif token in MONTHS and len(months) > 1 and token in WEEKDAYS and len(kept) == 0:
            months.remove(token)  # mar. 24 nov. 2026
            continue
        kept.append(token)
    while kept and kept[0] in _JOINTS:
        kept.pop(0)
    while kept and kept[-1] in _JOINTS:
        kept.pop()
    text = " ".join(kept)
    return re.sub(r"(?<=[\dw]) ?([-/.]) ?(?=[\dw])", r"\1", text).replace("w ", "w").replace(" w", "w")


def _find_numbers(text: str) -> DateNumbers | None:
    match = _NUMBERS.fullmatch(text)
    if match is None or (len(match[1]), len(match[4])) not in {(1, 4), (2, 4), (4, 1), (4, 2), (1, 2), (2, 2)}:
        return None
    if match[2] is None and len(match[4]) != 4 and len(match[1]) != 4:
        return None
    return DateNumbers(match[1], match[3], match[4], match[2] or " ")


def _day_with_name(text: str) -> date | None:
    """The day in `20 nov 2026`, `nov 20 2026`, `2026 nov 20` and `20 nov 26`."""
    tokens = [token for token in _TOKEN.findall(text) if token not in _JOINTS]
    names = [place for place, token in enumerate(tokens) if token in MONTHS]
    if len(tokens) != 3 or len(names) != 1:
        return None
    month = MONTHS[tokens.pop(names[0])]
    first, second = (token.removeprefix("'") for token in tokens)
    if not (first.isdigit() and second.isdigit()):
        return None
    return _day(first, month, second) if len(first) == 4 and len(second) < 3 else _day(second, month, first)


def _day(year: str | None, month: int, day: str | None) -> date | None:
    """The day; None if it is impossible. Years of two digits are between 1970 and 2069."""
    if year is None or day is None or len(year) not in (2, 4) or len(day) > 2:
        return None
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    try:
        return date(number, month, int(day))
    except ValueError:
        return None
