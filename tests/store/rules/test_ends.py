"""When a rule ends, as the user writes it in four languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wortreader.errors import RuleEndUnclear
from wortreader.store.rules.ends import parse_end
from wortreader.store.search.dates import Present

PRESENT = Present(datetime(2026, 11, 30, 12, 0, tzinfo=UTC), ZoneInfo("Europe/Luxembourg"))
"""A Monday."""

DAYS = {
    (2026, 12, 2): (
        "until 2 December", "2 December", "2.12.", "2/12", "02.12.2026", "2026-12-02", "jusqu'au 2 décembre",
        "jusqu’au 2 décembre 2026", "bis 2. Dezember", "bis zum 2. Dezember", "bis den 2. Dezember", "Wednesday",
        "until Wednesday", "mercredi", "jusqu'à mercredi", "bis Mittwoch", "bis e Mëttwoch",
    ),
    (2026, 11, 30): ("today", "heute", "Monday", "until November", "30.11."),
    (2026, 12, 1): ("tomorrow", "until tomorrow", "bis morgen", "demain", "jusqu'à demain", "muer"),
    (2027, 1, 15): ("15 janvier", "15. Januar", "January 15", "until 15/1/2027"),
    (2026, 12, 31): ("December", "bis Dezember", "2026", "next month", "this year", "cette année"),
    (2027, 11, 29): ("29 November", "until 29.11."),
    (2026, 12, 6): ("this week", "until this weekend", "cette semaine", "bis diese Woche", "dës Woch"),
    (2026, 12, 7): ("next Monday", "lundi prochain", "nächsten Montag"),
    (2026, 12, 4): ("next Friday", "until next Friday", "vendredi prochain"),
    (2026, 12, 13): ("next week", "la semaine prochaine", "nächste Woche", "nächst Woch"),
}  # fmt: skip
"""The last day of a rule, and how it may be written."""
SPANS = {
    timedelta(days=7): (
        "for a week", "a week", "1w", "7d", "7 days", "für eine Woche", "fir eng Woch", "pour une semaine",
        "pendant une semaine", "sept jours", "sieben Tage", "siwen Deeg", "1 semaine",
    ),
    timedelta(days=30): ("a month", "for a month", "un mois", "einen Monat", "ee Mount", "1m", "30 days"),
    timedelta(hours=12): ("12h", "for 12 hours", "12 Stunden", "zwölf Stunden", "12 heures"),
    timedelta(days=365): ("a year", "un an", "ein Jahr", "ee Joer", "1y"),
}  # fmt: skip


def test_a_rule_ends_when_the_day_is_over() -> None:
    for day, ways in DAYS.items():
        end = datetime(*day, 23, 0, tzinfo=UTC)  # midnight in Luxembourg
        for written in ways:
            assert parse_end(written, PRESENT) == end, written


def test_a_length_counts_from_now() -> None:
    for length, ways in SPANS.items():
        for written in ways:
            assert parse_end(written, PRESENT) == PRESENT.now + length, written


def test_a_rule_may_have_no_end() -> None:
    for written in ("", " ", "always", "for ever", "toujours", "immer", "ëmmer"):
        assert parse_end(written, PRESENT) is None, written


def test_what_is_no_end_is_refused_in_a_sentence() -> None:
    for written, reason in (
        ("soon", "“soon” is not a valid end for a rule. Write for example “2 December”, “Friday”, “a week” or “3d”."),
        ("2.11.2026", "“2.11.2026” is not a valid end for a rule. That day is in the past."),
        ("yesterday", "“yesterday” is not a valid end for a rule. That day is in the past."),
        ("last week", "“last week” is not a valid end for a rule. That day is in the past."),
        ("last Friday", "“last Friday” is not a valid end for a rule. That day is in the past."),
        ("3 days ago", "“3 days ago” is not a valid end for a rule. That day is in the past."),
        ("0 days", "“0 days” is not a valid end for a rule. It would end at once."),
        ("31 February", "“31 February” is not a valid end for a rule. Write for example"),
    ):
        with pytest.raises(RuleEndUnclear) as raised:
            parse_end(written, PRESENT)
        assert str(raised.value).startswith(reason), written
