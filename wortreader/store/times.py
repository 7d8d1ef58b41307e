"""Times and other values on their way between the model and the tables. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing on the web is older: an earlier date is a mistake."""

LATEST_AHEAD = timedelta(hours=24)
"""How far ahead of its first sight an article may date itself; time zones are got wrong by as much."""

_FIRST = datetime.min.replace(tzinfo=UTC)
_START = datetime(1970, 1, 1, tzinfo=UTC)
_SPAN = (int((_FIRST - _START).total_seconds()), int((datetime.max.replace(tzinfo=UTC) - _START).total_seconds()))


def seconds(when: datetime | None) -> int | None:
    """`when`, which has to be aware, as whole seconds since 1970; None for None."""
    return None if when is None else int(when.timestamp())


def moment(stored: int | None) -> datetime | None:
    """The aware time that `seconds` has stored; None for None and for what is no time."""
    if not isinstance(stored, int) or not _SPAN[0] <= stored <= _SPAN[1]:
        return None
    return _START + timedelta(seconds=stored)


def moment_or_start(stored: int) -> datetime:
    """`moment` for a column that is never empty: 1970 for what is no time."""
    return moment(stored) or _START


def sort_time(published_at: datetime | None, first_seen_at: datetime) -> datetime:
    """Where an article stands in lists: its date within what is possible, else when it was first seen."""
    if published_at is None:
        return first_seen_at
    return min(max(published_at, EARLIEST), first_seen_at + LATEST_AHEAD)
