"""Dates in queries, as they are written in four languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from wortreader.store.search.dates import Present, interval, is_beginning, is_day
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
    *((written, day(2026, 11, 22)) for written in ("avant-hier", "vorgestern", "Virgëschter", "Sonndeg")),
    *((written, day(2026, 11, 21)) for written in ("Sonnabend", "Samschdeg")),
    ("Dienschdeg", day(2026, 11, 24)),
    *((written, None) for written in (
        "", "x", "31.2.2026", "32.1.2026", "1.13.2026", "13/13/2026", "28", "28.", "3000", "1899", "2026-13", "2026-1-",
        "november november", "28 29 november", "november 2026 2027", "sunday march", "lundi 3", "novembre x", "1.2.3.4",
        "15.11.2026..1.11.2026", "..", "2026..", "..2026", "99999999", "0.11.2026", "3-11", "13.2026", "1.11.126",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), WRITTEN)
def test_a_date_is_read_as_it_is_written(written: str, expected: tuple[date, date] | None) -> None:
    assert days(written.lower()) == expected


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
        ("since:28 budget", And((Phrase(("since", "28")), BUDGET))),
    ],
)
def test_a_date_of_several_words_needs_no_quotes(query: str, root: Node) -> None:
    assert parse(query).root == root
    assert parse(str(parse(query))).root == root


@pytest.mark.parametrize(
    "typed", ["on:2", "on:28.", "on:28. ", "on:28. n", "on:28 nove", "on:the 3rd", "on:nove", "on:le 3 ", "on:di., 3"]
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
