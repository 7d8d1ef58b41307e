"""Dates in queries, as they are written in four languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from wortreader.store.search.dates import Present, interval, is_beginning, is_day, is_moment
from wortreader.store.search.query import parse
from wortreader.store.search.tree import And, Node, Phrase, Term

PRESENT = Present(datetime(2026, 11, 24, 12, tzinfo=UTC), UTC)
"""A Tuesday."""


def days(written: str) -> tuple[date, date] | None:
    """The first and the last day of what is written; None if it is no date."""
    if not is_day(written):
        return None
    begin, end = (datetime.fromtimestamp(edge, UTC) for edge in interval(written, PRESENT))
    return begin.date(), (end - timedelta(days=1)).date()


def day(year: int, month: int, number: int) -> tuple[date, date]:
    """One day."""
    return date(year, month, number), date(year, month, number)


NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
WRITTEN = [
    *((written, day(2026, 11, 3)) for written in (
        "3.11.2026", "03.11.2026", "3. 11. 2026", "03/11/2026", "3-11-2026", "3.11.26", "3/11/26", "3.11.2026.",
        "2026-11-03", "2026/11/03", "2026.11.3", "20261103", "2026–11–03",
        "3. November 2026", "3 novembre 2026", "3 November 2026", "3 Nov. 2026", "03-nov-2026", "3nov2026", "3 nov 26",
        "November 3, 2026", "Nov 3 2026", "3rd November 2026", "the 3rd of November, 2026", "mardi 3 novembre 2026",
        "Di., 3. Nov. 2026", "Dënschdeg, den 3. November 2026", "le 3 novembre 2026", "2026 November 3",
        "3. November", "3 novembre", "November 3", "3.11.", "3.11", "3/11",
    )),
    *((written, day(2025, 12, 3)) for written in ("3 Dezember", "3. Dezember", "3 décembre", "Dec 3", "3.12.")),
    *((written, day(2026, 11, 28)) for written in ("28/11/2026", "11/28/2026", "28-11-2026", "28e nov. 2026")),
    ("28. November", day(2025, 11, 28)),
    ("24 novembre", day(2026, 11, 24)),
    ("1er mars 2026", day(2026, 3, 1)),
    ("29. Februar", day(2024, 2, 29)),
    ("29.2.2024", day(2024, 2, 29)),
    *((written, day(2026, 11, 22)) for written in ("avant-hier", "vorgestern", "virgëschter", "last Sunday")),
    *((written, day(2026, 11, 17)) for written in ("mardi dernier", "letzten Dienstag", "leschten Dënschdeg")),
    ("novembre dernier", NOVEMBER),
    *((written, NOVEMBER) for written in (
        "November", "novembre", "NOVEMBRE", "nov", "nov.", "November 2026", "novembre 2026", "nov. 2026", "2026-11",
        "11.2026", "11/2026", "2026/11", "2026 novembre", "november-2026", "Nov 2026",
    )),
    *((written, (date(2025, 12, 1), date(2025, 12, 31))) for written in ("Dezember", "décembre", "déc. 2025")),
    *((written, (date(2026, 3, 1), date(2026, 3, 31))) for written in ("März", "mars", "Mäerz", "March", "mar.")),
    *((written, (date(2026, 4, 1), date(2026, 4, 30))) for written in ("Abrëll", "abrell", "avril", "April", "avr.")),
    *((written, (date(2026, 5, 1), date(2026, 5, 31))) for written in ("Mee", "mai", "May")),
    *((written, (date(2026, 8, 1), date(2026, 8, 31))) for written in ("août", "aout", "August", "Aug.")),
    *((written, (date(2026, 2, 1), date(2026, 2, 28))) for written in ("février", "févr.", "Februar", "feb")),
    *((written, (date(2026, 1, 1), date(2026, 12, 31))) for written in ("2026",)),
    *((written, (date(2026, 11, 1), date(2026, 11, 15))) for written in (
        "1.11.2026..15.11.2026", "2026-11-01..2026-11-15", "1. November 2026 .. 15. November 2026", "1.11...15.11.",
    )),
    ("september..november", (date(2026, 9, 1), date(2026, 11, 30))),
    ("2024..2025", (date(2024, 1, 1), date(2025, 12, 31))),
    ("hier", day(2026, 11, 23)),
    ("Gëschter", day(2026, 11, 23)),
    ("aujourd’hui", day(2026, 11, 24)),
    *((written, day(2026, 11, 23)) for written in ("Méindeg", "meindeg", "Montag")),
    *((written, day(2026, 11, 23)) for written in ("le lundi", "am Montag", "e Méindeg", "de leschte Méindeg")),
    *((written, day(2026, 11, 22)) for written in ("avant-hier", "vorgestern", "Virgëschter", "Sonndeg")),
    *((written, day(2026, 11, 21)) for written in ("Sonnabend", "Samschdeg")),
    ("Dienschdeg", day(2026, 11, 24)),
    *((written, day(2026, 11, 24)) for written in ("ce mardi", "this Tuesday", "heute Morgen", "haut de Moien")),
    *((written, day(2026, 11, 21)) for written in ("3 days ago", "il y a 3 jours", "vor drei Tagen", "virun 3 Deeg")),
    *((written, day(2026, 11, 10)) for written in ("2 weeks ago", "il y a deux semaines", "vor 2 Wochen")),
    *((written, None) for written in (
        "", "x", "31.2.2026", "32.1.2026", "1.13.2026", "13/13/2026", "28", "28.", "3000", "1899", "2026-13", "2026-1-",
        "november november", "28 29 november", "november 2026 2027", "sunday march", "lundi 3", "novembre x", "1.2.3.4",
        "week", "semaine", "this", "letzte", "last week budget", "this last week month", "12 hours ago", "il y a x",
        "15.11.2026..1.11.2026", "..", "2026..", "..2026", "99999999", "0.11.2026", "3-11", "13.2026", "1.11.126",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), WRITTEN)
def test_a_date_is_read_as_it_is_written(written: str, expected: tuple[date, date] | None) -> None:
    assert days(written.lower()) == expected


PERIODS = {
    (date(2026, 11, 23), date(2026, 11, 29)): (
        "this week", "this-week", "cette semaine", "cette-semaine", "cette semaine-ci", "diese Woche", "dieser Woche",
        "dës Woch", "dës-Woch", "dëser Woch",
    ),
    (date(2026, 11, 16), date(2026, 11, 22)): (
        "last week", "last-week", "Last Week", "previous week", "semaine dernière", "la semaine dernière",
        "semaine-derniere", "la semaine passée", "letzte Woche", "letzte-Woche", "letzter Woche", "vergangene Woche",
        "vorige Woche", "lescht Woch", "d’lescht Woch", "vergaange Woch",
    ),
    (date(2026, 11, 1), date(2026, 11, 30)): (
        "this month", "ce mois", "ce mois-ci", "dieser Monat", "diesen Monat", "dieses Monats", "dëse Mount",
    ),
    (date(2026, 10, 1), date(2026, 10, 31)): (
        "last month", "mois dernier", "le mois dernier", "letzten Monat", "letzter Monat", "vergangenen Monat",
        "leschte Mount",
    ),
    (date(2026, 1, 1), date(2026, 12, 31)): ("this year", "cette année", "dieses Jahr", "dëst Joer"),
    (date(2025, 1, 1), date(2025, 12, 31)): (
        "last year", "l’an dernier", "l’année dernière", "année dernière", "an passé", "letztes Jahr",
        "vergangenes Jahr", "lescht Joer",
    ),
    (date(2026, 11, 21), date(2026, 11, 22)): (
        "weekend", "this weekend", "last weekend", "ce week-end", "le week-end dernier", "dieses Wochenende",
        "letztes Wochenende", "dëse Weekend", "leschte Weekend",
    ),
}  # fmt: skip
"""The first and the last day, and what they are called on Tuesday, 24 November 2026."""


def test_weeks_months_and_years_are_those_of_the_calendar() -> None:
    for expected, ways in PERIODS.items():
        for written in ways:
            assert days(written.lower()) == expected, written


@pytest.mark.parametrize(
    ("today", "written", "expected"),
    [
        (date(2026, 11, 23), "this week", (date(2026, 11, 23), date(2026, 11, 29))),  # a Monday
        (date(2026, 11, 23), "last week", (date(2026, 11, 16), date(2026, 11, 22))),
        (date(2026, 11, 22), "this week", (date(2026, 11, 16), date(2026, 11, 22))),  # a Sunday
        (date(2026, 11, 22), "last week", (date(2026, 11, 9), date(2026, 11, 15))),
        (date(2027, 1, 1), "this week", (date(2026, 12, 28), date(2027, 1, 3))),  # a Friday
        (date(2027, 1, 1), "last week", (date(2026, 12, 21), date(2026, 12, 27))),
        (date(2027, 1, 1), "this month", (date(2027, 1, 1), date(2027, 1, 31))),
        (date(2027, 1, 1), "last month", (date(2026, 12, 1), date(2026, 12, 31))),
        (date(2027, 1, 1), "last year", (date(2026, 1, 1), date(2026, 12, 31))),
        (date(2026, 12, 31), "this year", (date(2026, 1, 1), date(2026, 12, 31))),
        (date(2024, 2, 29), "this month", (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2024, 3, 31), "last month", (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2026, 11, 21), "this weekend", (date(2026, 11, 21), date(2026, 11, 22))),  # a Saturday
        (date(2026, 11, 22), "last weekend", (date(2026, 11, 14), date(2026, 11, 15))),
        (date(2026, 11, 23), "this weekend", (date(2026, 11, 21), date(2026, 11, 22))),
    ],
)
def test_a_period_ends_where_the_calendar_ends_it(today: date, written: str, expected: tuple[date, date]) -> None:
    noon = datetime.combine(today, time(12), UTC)

    begin, end = interval(written, Present(noon, UTC))

    assert (begin, end) == tuple(
        int(datetime.combine(edge, time(), UTC).timestamp()) for edge in (expected[0], expected[1] + timedelta(days=1))
    )


def test_this_week_begins_at_midnight_where_the_user_is() -> None:
    zone = ZoneInfo("Europe/Luxembourg")
    sunday_in_utc = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # already Monday in Luxembourg

    begin, _end = interval("this week", Present(sunday_in_utc, zone))

    assert datetime.fromtimestamp(begin, UTC) == datetime(2026, 11, 22, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "length"),
    [
        *((written, timedelta(days=3)) for written in (
            "last 3 days", "past 3 days", "the last three days", "3 derniers jours", "les 3 derniers jours",
            "letzte 3 Tage", "die letzten drei Tage", "lescht 3 Deeg", "déi lescht dräi Deeg",
        )),
        ("dernières 24 heures", timedelta(days=1)),
        *((written, timedelta(hours=2)) for written in ("2 hours ago", "il y a 2 heures", "vor 2 Stunden")),
    ],
)  # fmt: skip
def test_the_last_days_and_hours_are_counted_from_now(written: str, length: timedelta) -> None:
    assert is_moment(written)
    assert interval(written, PRESENT)[0] == int((PRESENT.now - length).timestamp())


BUDGET = Phrase(("budget",))


@pytest.mark.parametrize(
    ("query", "root"),
    [
        ("on:28.11.2026 budget", And((Term("on", "28.11.2026"), BUDGET))),
        ("on:28. November 2026 budget", And((Term("on", "28. november 2026"), BUDGET))),
        ("since:novembre budget", And((Term("since", "novembre"), BUDGET))),
        ("since:November 2026 before:3 Dezember", And((Term("since", "november 2026"), Term("before", "3 dezember")))),
        ("budget on:3 Dezember", And((BUDGET, Term("on", "3 dezember")))),
        ('on:"28. November" budget', And((Term("on", "28. november"), BUDGET))),
        ("(on:3 mars) budget", And((Term("on", "3 mars"), BUDGET))),
        ("since:2026 2025", And((Term("since", "2026"), Phrase(("2025",))))),
        ("since:3w november", And((Term("since", "3w"), Phrase(("november",))))),
        ("on:nov -budget", parse("on:nov -(budget)").root),
        ("on:last week budget", And((Term("on", "last week"), BUDGET))),
        ("since:last-week budget", And((Term("since", "last-week"), BUDGET))),
        ("on:la semaine dernière budget", And((Term("on", "la semaine dernière"), BUDGET))),
        ('on:"lescht Woch" budget', And((Term("on", "lescht woch"), BUDGET))),
        ("since:cette semaine -budget", parse('since:"cette semaine" -(budget)').root),
        ("since:3 days ago budget", And((Term("since", "3 days ago"), BUDGET))),
        ("since:28 budget", And((Phrase(("since", "28")), BUDGET))),
    ],
)
def test_a_date_of_several_words_needs_no_quotes(query: str, root: Node) -> None:
    assert parse(query).root == root
    assert parse(str(parse(query))).root == root


@pytest.mark.parametrize(
    "typed", ["on:2", "on:28.", "on:28. ", "on:28. n", "on:28 nove", "on:the 3rd", "on:nove", "on:le 3 ", "on:di., 3",
        "on:l", "on:last", "on:last w", "on:last-w", "on:lescht wo", "on:cette sem", "on:la semaine der", "on:avant-h",
        "on:il y a 3 jo", "on:d'lescht W"]
)  # fmt: skip
def test_a_date_that_is_being_typed_is_not_read_as_words(typed: str) -> None:
    query = parse(f"budget {typed}", is_typing=True)

    assert query.root == BUDGET
    assert query.notes == ()


@pytest.mark.parametrize("typed", ["on:budget", "on:28 budget", "since:x 3"])
def test_what_no_date_begins_with_is_read_as_words(typed: str) -> None:
    assert len(parse(typed, is_typing=True).notes) == 1


def test_nothing_begins_a_date_but_figures_and_names() -> None:
    assert is_beginning("28. nov")
    assert not is_beginning("28. budget n")
