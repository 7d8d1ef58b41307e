"""Spans of time as they are written in queries and rules."""

from __future__ import annotations

from datetime import timedelta

import pytest

from wortreader.store.search.query import parse
from wortreader.store.search.spans import is_beginning, is_span, span


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        *(("12h", 12), ("3d", 72), ("2w", 14 * 24), ("1m", 30 * 24), ("1y", 365 * 24)),
        *(("3j", 72), ("3 jours", 72), ("2sem", 14 * 24), ("une semaine", 7 * 24)),
        *(("véier Deeg", 96), ("fënnef Stonnen", 5), ("siwe Wochen", 49 * 24)),
        *(("engem Dag", 24), ("einer Woche", 7 * 24)),
        *(("2 ANNÉES", 730 * 24), ("1an", 365 * 24)),
        *(("3T", 72), ("zwei Wochen", 14 * 24), ("5 Stunden", 5), ("dräi Deeg", 72), ("ee Joer", 365 * 24)),
        *(("a week", 7 * 24), ("9999y", 36_500 * 24)),
    ],
)  # fmt: skip
def test_a_span_has_units_of_four_languages(written: str, hours: int) -> None:
    assert is_span(written)
    assert span(written) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "written", ["", "3", "j", "jours", "3x", "3 j", "2025 an", "many days", "3 jours plus", "28 mai"]
)
def test_what_is_no_span_is_no_time(written: str) -> None:
    assert not is_span(written)
    assert span(written) == timedelta()


def test_a_span_may_begin_like_its_first_letters() -> None:
    assert [text for text in ("", "3", "3 jo", "un", "une sem", "3 pommes", "3 jours plus") if is_beginning(text)] == [
        *("", "3", "3 jo", "un", "une sem")
    ]


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("depuis:3 jours budget", 'since:"3 jours" budget'),
        ("depuis:une semaine", 'since:"une semaine"'),
        ("âge:>2 semaines budget", 'age:">2 semaines" budget'),
        ("since:2025 an earthquake", "since:2025 (an earthquake)"),
    ],
)
def test_a_query_takes_the_words_of_a_span_and_no_more(query: str, same: str) -> None:
    assert parse(query) == parse(same)
    assert parse(query).notes == ()
