"""When a feed is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.model import RefreshHints
from wortreader.wire.refresh_schedule import (
    due_after_failure,
    due_after_success,
    fresh_seconds,
    hints_after,
    retry_after_seconds,
)

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DAY = 24 * 60


def _minutes(due_at: datetime) -> float:
    return (due_at - NOW) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("headers", "ttl", "minutes"),
    [
        ({}, None, 30),
        ({"cache-control": "public, max-age=3600"}, None, 60),
        ({"cache-control": 'MAX-AGE="3600"'}, None, 60),
        ({"cache-control": "max-age=60"}, None, 10),
        ({"cache-control": "max-age=0, must-revalidate"}, None, 30),
        ({"cache-control": "s-maxage=7200"}, None, 30),
        ({"cache-control": "x-max-age=7200"}, None, 30),
        ({"cache-control": "max-age=99999999"}, None, DAY),
        ({"cache-control": "max-age=" + "9" * 5000}, None, DAY),
        ({"cache-control": "max-age=-5"}, None, 30),
        ({"cache-control": "no-cache"}, None, 30),
        ({"cache-control": "max-age=3600", "age": "1800"}, None, 30),
        ({"cache-control": "max-age=3600", "age": "3500"}, None, 10),
        ({"cache-control": "max-age=3600", "age": "an hour"}, None, 60),
        ({}, 60, 60),
        ({}, 1, 10),
        ({}, 0, 30),
        ({}, -60, 30),
        ({}, 10**12, DAY),
        ({"cache-control": "max-age=300"}, 60, 60),
        ({"cache-control": "max-age=7200"}, 60, 120),
        ({"expires": "Tue, 24 Nov 2026 14:00:00 GMT"}, None, 120),
        ({"expires": "Tue, 24 Nov 2026 14:00:00 GMT", "age": "3600"}, None, 60),
        ({"expires": "Tue, 24 Nov 2026 14:00:00 GMT", "date": "Tue, 24 Nov 2026 13:00:00 GMT"}, None, 60),
        ({"expires": "Tuesday, 24-Nov-26 14:00:00 GMT", "date": "no date"}, None, 120),
        ({"expires": "Tue Nov 24 14:00:00 2026"}, None, 120),
        ({"expires": "Tue, 24 Nov 2026 14:00:00 GMT"}, 60, 120),
        ({"expires": "Tue, 24 Nov 2026 14:00:00 GMT", "cache-control": "max-age=3600"}, None, 60),
        ({"expires": "Tue, 24 Nov 2026 14:00:00 GMT", "cache-control": "max-age=0"}, None, 30),
        ({"expires": "Tue, 24 Nov 2026 14:00:00 GMT", "cache-control": "no-cache"}, None, 30),
        ({"expires": "Tue, 24 Nov 2026 14:00:00 GMT", "cache-control": "public"}, None, 120),
        ({"expires": "Thu, 19 Nov 1981 08:52:00 GMT"}, None, 30),
        ({"expires": "0"}, None, 30),
        ({"expires": "-1"}, None, 30),
        ({"expires": ""}, None, 30),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, None, DAY),
    ],
)
def test_a_feed_that_answered_is_due_when_it_asks_within_limits(
    headers: dict[str, str], ttl: int | None, minutes: float
) -> None:
    hints = RefreshHints(ttl, fresh_seconds(headers, NOW))

    assert _minutes(due_after_success(NOW, hints)) == minutes


@pytest.mark.parametrize(
    ("hours", "days", "due"),
    [
        ((13, 14), (), "2026-11-24 12:30"),
        ((12,), (), "2026-11-24 13:00"),
        ((12, 13, 14), (), "2026-11-24 15:00"),
        ((0, 1, 2, *range(12, 24)), (), "2026-11-25 03:00"),
        ((), (1,), "2026-11-25 00:00"),  # 2026-11-24 is a Tuesday
        ((0, 1), (1,), "2026-11-25 02:00"),
        ((), (1, 2), "2026-11-25 12:00"),  # at most 24 hours
        ((), (1, 2, 3, 4, 5, 6), "2026-11-25 12:00"),
        (tuple(range(24)), (), "2026-11-24 12:30"),
        ((), tuple(range(7)), "2026-11-24 12:30"),
    ],
)
def test_hours_and_days_that_a_feed_wants_to_be_skipped_are_skipped(
    hours: tuple[int, ...], days: tuple[int, ...], due: str
) -> None:
    due_at = due_after_success(NOW, RefreshHints(skip_hours=hours, skip_days=days))

    assert f"{due_at:%Y-%m-%d %H:%M}" == due


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 7200),
        ({"etag": '"a"', "age": "60"}, 7200),
        ({"cache-control": "max-age=3600"}, 3600),
        ({"cache-control": "max-age=0"}, 0),
        ({"cache-control": "no-store"}, 0),
        ({"expires": "Tue, 24 Nov 2026 13:00:00 GMT"}, 3600),
    ],
)
def test_an_answer_without_a_document_changes_only_the_hints_that_it_names(
    headers: dict[str, str], seconds: int
) -> None:
    known = RefreshHints(ttl_minutes=60, fresh_seconds=7200, skip_hours=(3,))

    assert hints_after(known, headers, NOW) == RefreshHints(60, seconds, (3,))


def test_the_same_document_again_says_itself_how_long_it_is_fresh() -> None:
    known = RefreshHints(ttl_minutes=60, fresh_seconds=7200)

    assert hints_after(known, {}, NOW, is_document=True) == RefreshHints(60, None)


@given(st.text(), st.text(), st.none() | st.integers())
def test_no_header_and_no_ttl_moves_the_next_time_out_of_its_bounds(control: str, age: str, ttl: int | None) -> None:
    headers = {"cache-control": f"max-age={control}", "age": age, "expires": control}
    due_at = due_after_success(NOW, RefreshHints(ttl, fresh_seconds(headers, NOW)))

    assert 10 <= _minutes(due_at) <= DAY


@pytest.mark.parametrize(
    ("failures", "minutes"), [(-1, 5), (0, 5), (1, 10), (2, 20), (8, 1280), (9, DAY), (10**9, DAY)]
)
def test_fault_020_a_failing_feed_is_asked_half_as_often_each_time(failures: int, minutes: float) -> None:
    assert _minutes(due_after_failure(NOW, failures, None)) == minutes


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(600, 10), (0, 1), (-60, 1), (10**12, DAY), (float("inf"), DAY), (90, 1.5)]
)
def test_fault_019_the_wish_of_the_server_takes_precedence_over_back_off(seconds: float, minutes: float) -> None:
    assert _minutes(due_after_failure(NOW, 5, seconds)) == minutes


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("-5", None),
        ("1.5", None),
        ("١٢", None),
        ("1000000000000", DAY * 60),
        ("9" * 5000, DAY * 60),
        ("Tue, 24 Nov 2026 12:10:00 GMT", 600),
        ("Tue, 24 Nov 2026 12:10:00 -0000", 600),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY * 60),
        ("Fri, 31 Dec 99999 23:59:59 GMT", None),
        ("Tue, 99 Nov 2026 12:10:00 GMT", None),
        ("soon", None),
    ],
)
def test_fault_019_retry_after_is_read_as_seconds_or_date_and_never_exceeds_a_day(
    value: str | None, seconds: float | None
) -> None:
    assert retry_after_seconds(value, NOW) == seconds


@given(st.text())
def test_no_retry_after_header_is_an_error(value: str) -> None:
    seconds = retry_after_seconds(value, NOW)

    assert seconds is None or 0 <= seconds <= DAY * 60


@pytest.mark.parametrize(("chance", "minutes"), [(0.0, 40), (0.5, 36), (1.0, 32)])
def test_feeds_that_failed_together_are_not_asked_together_again(chance: float, minutes: int) -> None:
    assert _minutes(due_after_failure(NOW, 3, None, chance=chance)) == minutes
