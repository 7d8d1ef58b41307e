"""When to ask a feed again: what its server asks for, within limits that suit a newsreader. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from wortreader.model import RefreshHints

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
_MUST_ASK = re.compile(r"(?<![\w-])no-(?:cache|store)(?![\w-])", re.ASCII | re.IGNORECASE)
_DIGITS = re.compile(r"\d+", re.ASCII)
_COUNTABLE_DIGITS = 9
"""A number with more digits is more seconds than any limit here; int() refuses 4,301 digits."""
_MOST_SECONDS = 1_000_000_000


def due_after_success(now: datetime, hints: RefreshHints, interval: timedelta | None = None) -> datetime:
    """When a feed that has answered is to be asked again: 10 minutes to 24 hours from now.

    `interval` is what the user has set, and takes the place of all hints; None if that is left to the server. Then
    the longer of the feed's own ttl and of its answer's freshness counts. Hours and days that it wants to be skipped
    end later: it is due when they are over, if that is within 24 hours.
    """
    if interval is not None:
        return now + min(max(interval, SOONEST), LATEST)
    ttl_minutes = hints.ttl_minutes or 0
    asked = [timedelta(minutes=min(ttl_minutes, 24 * 60))] if ttl_minutes > 0 else []
    if hints.fresh_seconds:
        asked.append(min(timedelta(seconds=hints.fresh_seconds), LATEST))
    due_at = now + min(max(max(asked, default=USUAL), SOONEST), LATEST)
    return min(_after_skipped(due_at, hints), now + LATEST)


def fresh_seconds(headers: Mapping[str, str], now: datetime) -> int | None:
    """How long an answer stays fresh (RFC 9111, 4.2), less its Age: by max-age, else from Date to Expires.

    0 if it is not fresh at all, and None if the headers do not say: after a 304, what the last 200 has said is then
    still true (RFC 9111, 4.3.4). A max-age of 0 and `no-cache` mean that caches must ask, not that the feed changes all
    the time, and so does an Expires that is no date or has passed. `headers` have names in lower case.
    """
    control, expires = headers.get("cache-control"), headers.get("expires")
    if control is None and expires is None:
        return None
    age = headers.get("age", "").strip()
    spent = _seconds(age) if _DIGITS.fullmatch(age) else 0
    if max_age := _MAX_AGE.search(control or ""):
        seconds = _seconds(max_age[1])
        return max(1, seconds - spent) if seconds else 0
    if expires is None or _MUST_ASK.search(control or ""):
        return 0
    ends_at, sent_at = http_date(expires), http_date(headers.get("date", "")) or now
    if ends_at is None or ends_at <= sent_at:
        return 0
    return max(1, min(int((ends_at - sent_at).total_seconds()), _MOST_SECONDS) - spent)


def hints_after(
    known: RefreshHints, headers: Mapping[str, str], now: datetime, *, is_document: bool = False
) -> RefreshHints:
    """The hints of a feed whose document has not changed, after one more answer with these headers.

    With `is_document` the answer was the document again, so that what its headers do not say any more is not true.
    """
    fresh = fresh_seconds(headers, now)
    return known if fresh is None and not is_document else replace(known, fresh_seconds=fresh)


def _after_skipped(due_at: datetime, hints: RefreshHints) -> datetime:
    """The first moment from `due_at` on that is not to be skipped; `due_at` itself if there is none within a week."""
    moment = due_at
    for _hour in range(8 * 24):
        if moment.weekday() not in hints.skip_days and moment.hour not in hints.skip_hours:
            return moment
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due_at


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
    when = http_date(text)
    return None if when is None else min(max((when - now).total_seconds(), 0.0), LATEST.total_seconds())


def http_date(value: str) -> datetime | None:
    """The moment of an HTTP date in any of its forms (RFC 9110, 5.6.7); None for anything else."""
    try:
        when = parsedate_to_datetime(value.strip())
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _seconds(digits: str) -> int:
    return int(digits) if len(digits) <= _COUNTABLE_DIGITS else _MOST_SECONDS
