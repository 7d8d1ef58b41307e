"""Conversion of times between the model and the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing on the web is older: an earlier date is an error."""

LATEST_AHEAD = timedelta(hours=24)
"""How far the date of an article may be ahead of the time when it was first seen: as much as a wrong time zone."""

_FIRST = datetime.min.replace(tzinfo=UTC)
_START = datetime(1970, 1, 1, tzinfo=UTC)
_SPAN = (int((_FIRST - _START).total_seconds()), int((datetime.max.replace(tzinfo=UTC) - _START).total_seconds()))


def seconds(when: datetime | None) -> int | None:
    """An aware time as whole seconds since 1970; None for None."""
    return None if when is None else int(when.timestamp())


def moment(stored: int | None) -> datetime | None:
    """The aware UTC time of a number of seconds since 1970; None for None and for values that are no time."""
    if not isinstance(stored, int) or not _SPAN[0] <= stored <= _SPAN[1]:
        return None
    return _START + timedelta(seconds=stored)


def moment_or_start(stored: int) -> datetime:
    """The same for a column that is NOT NULL: 1970 for values that are no time."""
    return moment(stored) or _START


def sort_time(published_at: datetime | None, first_seen_at: datetime) -> datetime:
    """The time by which an article is sorted: its date, limited to what is possible, or when it was first seen."""
    if published_at is None:
        return first_seen_at
    return min(max(published_at, EARLIEST), first_seen_at + LATEST_AHEAD)


def sort_times(published: Sequence[datetime | None], first_seen_at: datetime) -> list[datetime]:
    """The times by which new articles of a feed are sorted. The last of `published` is the one on top of the feed.

    An article without a date takes the time of the one above it, so that it stays below that, if the dates of the feed
    are in order, newest or oldest first.
    """
    times = [sort_time(moment, first_seen_at) for moment in published]
    dated = [time for time, moment in zip(times, published, strict=True) if moment]
    if not dated or len(dated) == len(times):
        return times
    if all(a <= b for a, b in pairwise(dated)):
        above = first_seen_at
    elif all(a >= b for a, b in pairwise(dated)):
        above = dated[-1]
    else:
        return times
    for place in reversed(range(len(times))):
        if published[place] is None:
            times[place] = above
        above = times[place]
    return times
