"""Dates in all the forms that feeds use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortreader.feeds.dates import parse_date


@pytest.mark.parametrize(
    "written",
    [
        "Mon, 23 Nov 2026 14:33:00 +0100",
        "23 Nov 2026 14:33 +0100",
        "Mon, 23 Nov 26 14:33:00 +01:00",
        "Mon, 23 Nov 2026 13:33:00 GMT",
        "Mon, 23 Nov 2026 08:33:00 EST",
        "Mon, 23 Nov 2026 14:33:00 MEZ",
        "Mon, 23 Nov 2026 14:33:00 GMT+1",
        "Monday, 23-Nov-26 13:33:00 GMT",
        "Mon Nov 23 13:33:00 2026",
        "Mon Nov 23 14:33:00 CET 2026",
        "November 23, 2026 1:33 PM",
        "lun., 23 nov. 2026 14:33:00 +0100",
        "lundi 23 novembre 2026 à 14:33 +0100",
        "Mo, 23 Nov 2026 14:33:00 +0100",
        "Montag, 23. November 2026, 14:33 Uhr MEZ",
        "Méindeg, 23. November 2026 14:33:00 +0100",
        "2026-11-23T14:33:00+01:00",
        "2026-11-23T14:33:00.123456+01:00",
        "2026-11-23T14:33+0100",
        "2026-11-23 13:33:00",
        "2026-11-23T13:33:00Z",
        "20261123T133300Z",
        "23.11.2026 13:33",
        "2026-11-23T03:33:00-10:00",
    ],
)
def test_a_moment_is_the_same_however_it_is_written(written: str) -> None:
    assert parse_date(written) == datetime(2026, 11, 23, 13, 33, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        *[(name, 1) for name in ("Jan", "janvier", "janv.", "Januar", "Jänner")],
        *[(name, 2) for name in ("Feb", "février", "févr.", "Februar")],
        *[(name, 3) for name in ("Mar", "mars", "März", "Mrz", "Mäerz")],
        *[(name, 4) for name in ("Apr", "avril", "avr.", "April", "Abrëll")],
        *[(name, 5) for name in ("May", "mai", "Mai", "Mee")],
        *[(name, 6) for name in ("Jun", "juin", "Juni")],
        *[(name, 7) for name in ("Jul", "juillet", "juil.", "Juli")],
        *[(name, 8) for name in ("Aug", "août", "August")],
        *[(name, 9) for name in ("Sep", "sept.", "septembre")],
        *[(name, 10) for name in ("Oct", "octobre", "Oktober", "Okt.")],
        *[(name, 11) for name in ("Nov", "novembre")],
        *[(name, 12) for name in ("Dec", "décembre", "Dezember", "Dez.")],
    ],
)
def test_months_are_known_by_their_names_in_four_languages(name: str, month: int) -> None:
    assert parse_date(f"3 {name} 2026 10:00") == datetime(2026, month, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("written", ["2026-11-23", "23.11.2026", "23 novembre 2026", "20261123"])
def test_a_date_without_time_is_its_midnight(written: str) -> None:
    assert parse_date(written) == datetime(2026, 11, 23, tzinfo=UTC)


def test_a_zone_that_cannot_be_is_passed_over() -> None:
    assert parse_date("2026-11-23T10:00:00+99:99") == datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "tomorrow",
        "0000-00-00T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "2026-02-30",
        "2026-13-01",
        "32 Nov 2026",
        "23 Foo 2026",
        "2026-11-23T99:00:00Z",
        "1" * 100_000,
        "٢٠٢٦-١١-٢٣",
    ],
)
def test_impossible_and_implausible_dates_are_ignored(written: str | None) -> None:
    assert parse_date(written) is None


_WORDS = st.sampled_from(["Mon,", "23", "Nov", "2026", "14:33:00", "+0100", "T", "Z", "-", ":", "9999", "am", "à", "."])


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=9).map(" ".join), st.lists(_WORDS).map("".join)))
def test_no_text_is_an_error(text: str) -> None:
    moment = parse_date(text)

    assert moment is None or moment.tzinfo is UTC
