"""Dates in the words of a language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from command_line import modules_after

from wortreader.prose import dates
from wortreader.store.rules.ends import parse_end
from wortreader.store.search.dates import Present
from wortreader.text import cells

LUXEMBOURG = ZoneInfo("Europe/Luxembourg")
WHEN = datetime(2026, 11, 18, 13, 33, tzinfo=UTC)
TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "mercredi 18 novembre 2026 à 14:33"),
        ("fr-lu", "mercredi 18 novembre 2026 à 14:33"),
        ("de", "Mittwoch, 18. November 2026 um 14:33"),
        ("lb", "Mëttwoch, 18. November 2026 um 14:33"),
        ("en", "Wednesday, 18 November 2026 at 14:33"),
        ("en-us", "Wednesday, November 18, 2026 at 2:33 PM"),
        ("x-klingon", "Wednesday, 18 November 2026 at 14:33"),
        ("", "mercredi 18 novembre 2026 à 14:33"),
    ],
)
def test_long_dates_are_in_the_language_of_the_article(
    language: str, expected: str, speak: Callable[..., None]
) -> None:
    speak(LC_ALL="fr_LU.UTF-8")

    assert dates.long_date(WHEN, language or None, LUXEMBOURG) == expected


@pytest.mark.parametrize(
    ("days", "locale", "expected"),
    [
        (0, "en_GB", "14:33"),
        (1, "en_GB", "17 Nov"),
        (1, "en_US", "Nov 17"),
        (1, "fr_LU", "17 nov."),
        (730, "en", "18 Nov 24"),
        (800, "en", "9 Sep 24"),
        (730, "de", "18.11.24"),
        (730, "fr", "18/11/24"),
        (17, "fr", "1er nov."),
        (140, "fr", "1er juil."),
    ],
)
def test_row_times_are_short(days: int, locale: str, expected: str) -> None:
    assert dates.row_time(WHEN - timedelta(days=days), WHEN, LUXEMBOURG, locale) == expected


@pytest.mark.parametrize("locale", ["en", "en_US", "fr", "de", "lb", "pt", "it", "nl", "es", "ja", "ar", "ru", "sv"])
def test_row_times_fit_their_column_on_every_day(locale: str) -> None:
    widths = [cells(dates.row_time(WHEN - timedelta(days=days), WHEN, UTC, locale)) for days in range(0, 800, 5)]

    assert max(widths) <= dates.TIME_WIDTH


@pytest.mark.parametrize(
    ("days", "locale", "expected"),
    [
        (0, "fr", "14:33"),
        (1, "fr", "17 nov. à 14:33"),
        (17, "fr", "1er nov. à 14:33"),
        (1, "de", "17. Nov. um 14:33"),
        (1, "lb", "17. Nov. um 14:33"),
        (1, "en", "17 Nov at 14:33"),
        (730, "en", "18 Nov 24 at 14:33"),
    ],
)
def test_times_in_sentences_have_the_day_in_the_language(days: int, locale: str, expected: str) -> None:
    assert dates.sentence_time(WHEN - timedelta(days=days), WHEN, LUXEMBOURG, locale) == expected


@pytest.mark.parametrize(
    ("ends_at", "locale", "expected"),
    [
        (datetime(2026, 12, 2, 23, tzinfo=UTC), "fr", "2 déc."),  # midnight in Luxembourg
        (datetime(2026, 12, 2, 23, tzinfo=UTC), "de", "2. Dez."),
        (datetime(2027, 1, 1, 23, tzinfo=UTC), "en", "1 Jan 27"),
        (WHEN + timedelta(hours=2), "fr", "16:33"),
        (WHEN + timedelta(days=1), "fr", "19 nov. à 14:33"),
    ],
)
def test_the_last_day_is_the_one_that_ends_at_midnight(ends_at: datetime, locale: str, expected: str) -> None:
    assert dates.last_day(ends_at, WHEN, LUXEMBOURG, locale) == expected


@pytest.mark.parametrize("locale", ["en", "en_US", "fr", "fr_LU", "de", "de_AT", "lb"])
def test_the_last_day_in_full_can_be_typed_as_it_is_shown(locale: str) -> None:
    for month in range(1, 13):
        end = datetime(2027, month, 1, tzinfo=LUXEMBOURG)  # the last day is the last of a month
        shown = dates.last_day_in_full(end, WHEN, LUXEMBOURG, locale)
        assert parse_end(shown, Present(WHEN, LUXEMBOURG)) == end.astimezone(UTC), shown
    assert dates.last_day_in_full(WHEN + timedelta(hours=2), WHEN, LUXEMBOURG, locale) == "16:33"


@pytest.mark.parametrize(
    ("days", "locale", "expected"),
    [
        (0, "fr", "Today"),
        (1, "fr", "Yesterday"),
        (2, "en", "Monday"),
        (6, "fr", "Jeudi"),
        (16, "en", "Monday, 2 November"),
        (16, "en_US", "Monday, November 2"),
        (16, "lb", "Méindeg, 2. November"),
        (700, "fr", "Mercredi 18 décembre 2024"),
        (17, "fr", "Dimanche 1er novembre"),
        (-1, "en", "Thursday, 19 November"),
    ],
)
def test_day_headings_say_the_day_as_people_do(days: int, locale: str, expected: str) -> None:
    assert dates.day_heading(TODAY - timedelta(days=days), TODAY, locale) == expected


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LC_ALL": "de_LU.UTF-8", "LANG": "fr_FR"}, "de_LU"),
        ({"LC_TIME": "fr_FR@euro"}, "fr_FR"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "POSIX"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_TIME": "de_DE.UTF-8"}, "de_DE"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr"}, "fr"),
        ({"LANG": "fr_LU.UTF-8", "LANGUAGE": "it:fr"}, "fr_LU"),
        ({"LANG": "it_IT.UTF-8"}, "it_IT"),
        ({}, "en"),
    ],
)
def test_the_locale_of_dates_comes_from_the_environment(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch, speak: Callable[..., None]
) -> None:
    monkeypatch.delenv("LANG")
    speak(**environment)

    assert dates.user_locale() == expected


@pytest.mark.parametrize(("language", "expected"), [("lb", "lb"), ("de", "de_LU"), ("en", "en")])
def test_dates_are_in_the_language_that_the_configuration_names(
    language: str, expected: str, speak: Callable[..., None]
) -> None:
    speak(language, LANG="fr_FR.UTF-8", LC_TIME="de_LU.UTF-8")

    assert dates.user_locale() == expected


@pytest.mark.parametrize("name", ["Europe/Luxembourg", ":Europe/Paris", "nonsense", ""])
def test_there_is_always_a_local_zone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", name)

    assert WHEN.astimezone(dates.local_zone()) == WHEN


def test_babel_and_lxml_are_not_imported_before_they_are_needed() -> None:
    modules = "wortreader.prose.typeset.layout, wortreader.prose.html.markup"

    assert {"babel", "lxml"}.isdisjoint(modules_after(f"import {modules}"))
