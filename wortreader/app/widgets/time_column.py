"""The column of times and days on the left of a list."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache

from wortreader.model import Clock, Rows
from wortreader.prose.dates import row_day, row_time
from wortreader.text import cells

TIME_WIDTH = len("14:33")


class TimeColumn:
    """Formats times relative to the moment of the last `fit`, so that all rows of a list agree."""

    def __init__(self, clock: Clock, zone: tzinfo, locale: str) -> None:
        self._clock, self._zone, self.locale = clock, zone, locale
        self._now = clock()
        self._has_years = False
        self._is_below_days = False

    def fit(self, rows: Rows, *, is_below_days: bool = False, oldest_at: int | None = None) -> None:
        """Read the clock, and make the column wide enough for these rows, and for one of `oldest_at`.

        With `is_below_days` the rows stand below headings of days: each shows its time.
        """
        self._now = self._clock()
        self._is_below_days = is_below_days
        ends: tuple[int, ...] = (rows.sort_ats[0], rows.sort_ats[-1]) if len(rows) else ()
        if ends and rows.sort in ("rank", "other"):
            ends = min(rows.sort_ats), max(rows.sort_ats)
        if oldest_at is not None:
            ends = (*ends, oldest_at)
        self._has_years = any(self._local(end).year != self._local(self._now.timestamp()).year for end in ends)

    @property
    def width(self) -> int:
        """The greatest width of a time in cells, with a blank after it if all are times of a day."""
        return TIME_WIDTH + 1 if self._is_below_days else _width(self.locale, self._has_years)

    @property
    def today(self) -> date:
        """The user's day."""
        return self._local(self._now.timestamp()).date()

    def day(self, at: float) -> date:
        """The user's day at a moment in seconds since 1970."""
        return self._local(at).date()

    def midnight(self, day: date) -> float:
        """The beginning of a day of the user, in seconds since 1970."""
        return datetime(day.year, day.month, day.day, tzinfo=self._zone).timestamp()

    def text(self, when: datetime) -> str:
        """`14:33` today, and on every day below headings of days; else the day."""
        if self._is_below_days:
            return f"{when.astimezone(self._zone):%H:%M}"
        return row_time(when, self._now, self._zone, self.locale)

    def day_and_time(self, when: datetime) -> tuple[str, str]:
        """The day and the time of a moment, also if the column shows only one of them."""
        local = when.astimezone(self._zone)
        day = row_day(local.date(), is_this_year=local.year == self.today.year, locale=self.locale)
        return day, f"{local:%H:%M}"

    def _local(self, at: float) -> datetime:
        return datetime.fromtimestamp(at, self._zone)


@lru_cache(maxsize=8)
def _width(locale: str, has_years: bool) -> int:
    """The greatest width of `row_time` in this locale, measured with a day of each month."""
    now = datetime(2024 if has_years else 2025, 6, 1, tzinfo=UTC)
    days = [now, *(datetime(2025, month, 28, tzinfo=UTC) for month in range(1, 13))]
    return max(cells(row_time(day, now, UTC, locale)) for day in days)
