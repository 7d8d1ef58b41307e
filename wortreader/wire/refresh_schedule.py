"""When to ask a feed again: what its server asks for, within limits that suit a newsreader. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SOONEST = timedelta(minutes=10)
"""The shortest time until a feed is due again, however short its max-age."""
USUAL = timedelta(minutes=30)
"""For a feed without any information on its freshness."""
LATEST = timedelta(hours=24)
"""The longest time until a feed is due again, whatever it asks for and however often it fails."""

FIRST_RETRY = timedelta(minutes=5)
SPREAD = 0.2
"""Share of the wait after a failure that is random, so that feeds that failed together are not asked together."""
SOONEST_RETRY = timedelta(minutes=1)
"""Even if the server sends `Retry-After: 0`."""

_MAX_AGE = re.compile(r'(?<![\w-])max-age\s*=\s*"?(\d+)', re.ASCII | re.IGNORECASE)
_DIGITS = re.compile(r"\d+", re.ASCII)
_COUNTABLE_DIGITS = 9
"""A number with more digits is more seconds than any limit here; int() refuses 4,301 digits."""


def due_after_success(now: datetime, headers: Mapping[str, str], ttl_minutes: int | None) -> datetime:
    """When a feed that has answered is to be asked again: 10 minutes to 24 hours from now.

    The longer of the feed's own ttl and of the answer's freshness (max-age less Age, RFC 9111, 4.2) counts. A max-age
    of 0 is ignored: it means that caches must not keep the answer, not that the feed changes all the time. `headers`
    have names in lower case.
    """
    asked = [timedelta(minutes=min(ttl_minutes, 24 * 60))] if ttl_minutes and ttl_minutes > 0 else []
    max_age = _MAX_AGE.search(headers.get("cache-control", ""))
    if max_age and (seconds := _seconds(max_age[1])) > 0:
        age = headers.get("age", "").strip()
        asked.append(timedelta(seconds=seconds - (_seconds(age) if _DIGITS.fullmatch(age) else 0)))
    return now + min(max(max(asked, default=USUAL), SOONEST), LATEST)


def due_after_failure(now: datetime, failure_count: int, retry_after: float | None, *, chance: float = 0.0) -> datetime:
    """When a feed that has failed is to be asked again: at most 24 hours from now.

    After 5 minutes the first time, then twice as long each time, less up to a fifth: `chance` is from 0 to 1.
    `failure_count` is the number of failures in a row before this one. `retry_after`, in seconds, takes precedence if
    the server sent it, but is at least a minute.
    """
    if retry_after is not None:
        return now + min(max(timedelta(seconds=min(retry_after, LATEST.total_seconds())), SOONEST_RETRY), LATEST)
    doublings = min(max(failure_count, 0), 16)
    return now + min(FIRST_RETRY * (1 << doublings), LATEST) * (1 - SPREAD * chance)


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """The wait that a Retry-After header (RFC 9110, 10.2.3) asks for, in seconds from now, at most 24 hours.

    None if there is no header, or if it is neither a number of seconds nor a date.
    """
    text = (value or "").strip()
    if _DIGITS.fullmatch(text):
        return min(float(_seconds(text)), LATEST.total_seconds())
    try:
        when = parsedate_to_datetime(text)
        seconds = ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(seconds, 0.0), LATEST.total_seconds())


def _seconds(digits: str) -> int:
    return int(digits) if len(digits) <= _COUNTABLE_DIGITS else 10**_COUNTABLE_DIGITS
