"""Dates in all the forms that feeds use."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from babel import Locale, dates
from feed_corpus import articles, rss
from hypothesis import given
from hypothesis import strategies as st

from wortreader.date_names import MONTHS, WEEKDAYS, fold_date
from wortreader.feeds.dates import parse_date
from wortreader.feeds.parse import parse


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


@pytest.mark.parametrize("written", ["2026-11-23", "23.11.2026", "23 novembre 2026", "20261123", "٢٠٢٦-١١-٢٣"])
def test_a_date_without_time_is_its_midnight(written: str) -> None:
    assert parse_date(written) == datetime(2026, 11, 23, tzinfo=UTC)


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
    ],
)
def test_impossible_and_implausible_dates_are_ignored(written: str | None) -> None:
    assert parse_date(written) is None


READINGS = {
    "Fri, 20 Nov 2026 20:21:00 America/New_York": "2026-11-21T01:21:00",
    "20-11-2026 14:33": "2026-11-20T14:33",
    "20-11-2026": "2026-11-20",
    "Nov 20, 2026, 2:33 p.m.": "2026-11-20T14:33",
    "Fri,20 Nov 2026 14:33:00 +0000": "2026-11-20T14:33",
    "5 November 2025 - 09:01": "2025-11-05T09:01",
    "Freitag, 20.11.2026": "2026-11-20",
    "Fri, 20 Nov 2026 10:00:00 AEDT": "2026-11-19T23:00",
    "Fri, 20 Nov 2026 10:00:00 Europe/Luxembourg": "2026-11-20T09:00",
    "10 de setembro de 2026 às 10:00": "2026-09-10T10:00",
    "sex, 14 ago 2026 10:00:00 +0100": "2026-08-14T09:00",
    "segunda-feira, 23 de novembro de 2026 10:00": "2026-11-23T10:00",
    "8/21/2018 9:00:00 AM": "2018-08-21T09:00",
    "11/23/2026 14:33:00": "2026-11-23T14:33",
    "11/11/2026": "2026-11-11",
    "2026-W47-5": "2026-11-20",
    "2026W475": "2026-11-20",
    "2026-W47-5T14:33Z": "2026-11-20T14:33",
    "2026-324": "2026-11-20",
    "1795185180": "2026-11-20T14:33",
    "1795185180000": "2026-11-20T14:33",
    "1795185180.5": "2026-11-20T14:33",
    "20261120143300": "2026-11-20T14:33",
    "202611201433": "2026-11-20T14:33",
    "20261120T143300Z": "2026-11-20T14:33",
    "20261120T1433+0100": "2026-11-20T13:33",
    "2026-11-20T24:00:00Z": "2026-11-21",
    "2026-11-20 24:00": "2026-11-21",
    "20 Nov 26 14:33": "2026-11-20T14:33",
    "20/11/26 14:33": "2026-11-20T14:33",
    "20.11.26": "2026-11-20",
    "mar. 24 nov. 2026 10:00": "2026-11-24T10:00",
    "mar., 24 mar. 2026": "2026-03-24",
    "martes, 24 de marzo de 2026": "2026-03-24",
    "24 mar 2026": "2026-03-24",
    "martedì 24 marzo 2026 alle ore 14.33": "2026-03-24T14:33",
    "vrijdag 20 november 2026 om 14u33": "2026-11-20T14:33",
    "vrijdag 20 november 2026, 14:33 uur": "2026-11-20T14:33",
    "vendredi 20 novembre 2026 à 14h33": "2026-11-20T14:33",
    "vendredi 20 novembre 2026 14 h 33": "2026-11-20T14:33",
    "le 1er août 2026 à 9h": "2026-08-01T09:00",
    "Freitag, den 20. November 2026 um 14:33 Uhr": "2026-11-20T14:33",
    "Freitag, 20. November 2026, 14.33 Uhr MEZ": "2026-11-20T13:33",
    "20. 11. 2026 14:33": "2026-11-20T14:33",
    "20.11. 2026": "2026-11-20",
    "20.11. 2026 14:33": "2026-11-20T14:33",
    "20.11. 2026, 14.33 Uhr": "2026-11-20T14:33",
    "20 .11 .2026": "2026-11-20",
    "20 / 11/2026": "2026-11-20",
    "Fr, 5.1. 2026": "2026-01-05",
    "20 11 2026 14:33": "2026-11-20T14:33",
    "Fri Nov 20 14:33:00 +0100 2026": "2026-11-20T13:33",
    "Fri Nov 20 14:33:00 CET 2026": "2026-11-20T13:33",
    "Fri Nov 20 14:33:00 2026": "2026-11-20T14:33",
    "Nov 20 14:33:00 2026 GMT": "2026-11-20T14:33",
    "Fri Nov 20 2026 14:33:00 GMT+0100 (Central European Standard Time)": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 +0100 (CET)": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 (CET)": "2026-11-20T13:33",
    "2026-11-20 14:33:00 +0100 CET": "2026-11-20T13:33",
    "2026-11-20 14:33:00.123 +0000 UTC m=+0.001": "2026-11-20T14:33",
    "2026-11-20T14:33:00+01:00[Europe/Luxembourg]": "2026-11-20T13:33",
    "2026-11-20T14:33:00 +01:00": "2026-11-20T13:33",
    "2026-11-20T14:33:00+1": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 +1": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 GMT+1": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 GMT +1": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 UTC+02:00": "2026-11-20T12:33",
    "Fri, 20 Nov 2026 14:33:00 UTC +02:00": "2026-11-20T12:33",
    "Fri, 20 Nov 2026 14:33:00 +100": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 -500": "2026-11-20T19:33",
    "Fri, 20 Nov 2026 14:33:00 + 0100": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 0100": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00+0100": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00GMT": "2026-11-20T14:33",
    "Fri, 20 Nov 202614:33:00 GMT": "2026-11-20T14:33",
    "Fri,20Nov2026 14:33:00 +0000": "2026-11-20T14:33",
    "Fri , 20 Nov , 2026 , 14:33:00 +0000": "2026-11-20T14:33",
    "Fri, 20 Nov, 2026, 14:33:00 GMT": "2026-11-20T14:33",
    "Friday 20th of November 2026 at 2:33pm": "2026-11-20T14:33",
    "Fri, 20 Nov 2026 12:33 AM": "2026-11-20T00:33",
    "Fri, 20 Nov 2026 02:33:10 PM": "2026-11-20T14:33:10",
    "November 20th, 2026 2PM": "2026-11-20T14:00",
    "Friday, November 20, 2026 2:33 PM EST": "2026-11-20T19:33",
    "20-Nov-2026 14:33:00": "2026-11-20T14:33",
    "20/Nov/2026:14:33:00 +0100": "2026-11-20T13:33",
    "2026-Nov-20": "2026-11-20",
    "2026 Nov 20": "2026-11-20",
    "Nov-20-2026": "2026-11-20",
    "2026/11/20 14:33": "2026-11-20T14:33",
    "2026.11.20 14:33": "2026-11-20T14:33",
    "2026.11.20. 14:33": "2026-11-20T14:33",
    "14:33, 23 novembre 2026": "2026-11-23T14:33",
    "14:33 23/11/2026": "2026-11-23T14:33",
    "14:33 Uhr, 23.11.2026": "2026-11-23T14:33",
    "14:33 - 23 November 2026": "2026-11-23T14:33",
    "2026年11月20日 14:33": "2026-11-20T14:33",
    "2026年11月20日(金) 14時33分": "2026-11-20T14:33",
    "2004년 05월 28일 오후 01:31:15": "2004-05-28T13:31:15",
    "2026-11-20Z": "2026-11-20",
    "2026-11-20+01:00": "2026-11-19T23:00",
    "20 Nov 2026 GMT": "2026-11-20",
    '<time datetime="2026-11-20T14:33:00+01:00">Fri, 11/20/2026 - 14:33</time>': "2026-11-20T13:33",
    "Fri, 11/20/2026 - 14:33": "2026-11-20T14:33",
    "11/20/2026 - 2:33pm": "2026-11-20T14:33",
    "Fri, 20 Nov 2026 14:33:00 ET": "2026-11-20T19:33",
    "Mon, 20 Jul 2026 14:33:00 ET": "2026-07-20T18:33",
    "12:33 AM 20 Nov 2026": "2026-11-20T00:33",
    "12:33 PM 20 Nov 2026": "2026-11-20T12:33",
    "0:33 AM 20 Nov 2026": "2026-11-20T00:33",
    "14:33 PM 20 Nov 2026": "2026-11-20T14:33",
    "2026-11-20 2:33 PM": "2026-11-20T14:33",
    "20 Nov 2026 14:33:60 GMT": "2026-11-20T14:34",
    "2026-11": "2026-11-01",
    "20 Nov '26": "2026-11-20",
    "2026-11-20t14:33:00z": "2026-11-20T14:33",
    "2026-11-20T14:33:00.123456789Z": "2026-11-20T14:33",
    "2026-11-20T14:33:00,123Z": "2026-11-20T14:33",
    "2026-11-20T14:33:00.000-0500": "2026-11-20T19:33",
    "2026-11-20T14:33": "2026-11-20T14:33",
    " Fri, 20 Nov 2026 14:33:00 GMT ": "2026-11-20T14:33",
    "20 de novembro de 2026 14h33min": "2026-11-20T14:33",
    "20 de noviembre de 2026 a las 14:33": "2026-11-20T14:33",
    "20 Nov 2026 às 14:33": "2026-11-20T14:33",
    "Sex, 20 Nov 2026 14:33:00 -0300": "2026-11-20T17:33",
    "Mi, 9 Dez 2026 10:00:00 +0100": "2026-12-09T09:00",
    "dim., 6 sept. 2026 10:00:00 +0200": "2026-09-06T08:00",
    "30.11.2026 - 7:05": "2026-11-30T07:05",
    "30.11.2026 | 14:33": "2026-11-30T14:33",
    "30.11.2026, 14:33 Uhr": "2026-11-30T14:33",
    "4 févr. 2026": "2026-02-04",
    "4. Feb. 2026": "2026-02-04",
    "Dënschdeg, 24. Mäerz 2026": "2026-03-24",
    "Di, 24. Mär 2026 10:00": "2026-03-24T10:00",
    "23‑11‑2026": "2026-11-23",
    "23–11–2026": "2026-11-23",
    "2026-11-23 14:33:00": "2026-11-23T14:33",
    "Thursday, 1 January 2026, 3 PM": "2026-01-01T15:00",
    "01 jan. 2026 - 00h00": "2026-01-01",
    "20.11.2026 14.33.00": "2026-11-20T14:33",
    "20/11/2026 14.33.00": "2026-11-20T14:33",
    "20.11.26 14.33": "2026-11-20T14:33",
    "2026-11-20-05:00": "2026-11-20T05:00",
    "Fri, 20 Nov 2026 14:33:00 UT": "2026-11-20T14:33",
    "24 Nov 2026 5:03 PM EST": "2026-11-24T22:03",
    "2026-11-20T14:33:00.000+0000": "2026-11-20T14:33",
    "Nov 20, 2026 - 14:33": "2026-11-20T14:33",
    "20 November, 2026": "2026-11-20",
    "2026/11/20T14:33:00Z": "2026-11-20T14:33",
    "Fri, 20 Nov 2026 14:33:00 -00:00": "2026-11-20T14:33",
    "20.11.2026 um 14 Uhr": "2026-11-20T14:00",
    "20 Nov 2026 at 2 p.m.": "2026-11-20T14:00",
    "20 Nov 2026 at 2 p. m.": "2026-11-20T14:00",
    "20 Nov 2026 2:33 P.M. EST": "2026-11-20T19:33",
    "2026-11-20 14h33": "2026-11-20T14:33",
    "Fri 20 Nov 14:33:00 2026": "2026-11-20T14:33",
    "Fr., 20. Nov. 2026 14:33": "2026-11-20T14:33",
    "ven. 20/11/2026 - 14:33": "2026-11-20T14:33",
    "20/11/2026 à 14h33": "2026-11-20T14:33",
    "20/11/26 14:33 CET": "2026-11-20T13:33",
    "20 nov. 26": "2026-11-20",
    "le 20 novembre 2026 à 14 heures 33": "2026-11-20T14:33",
    "Fri, 20-Nov-2026 14:33:00 GMT": "2026-11-20T14:33",
    "Fri, 20 Nov 2026 14:33:00 GMT+0000": "2026-11-20T14:33",
    "Fri, 20 Nov 2026 14:33:00 +0000 GMT": "2026-11-20T14:33",
    "Monday, 23 November 2026 - 14:33 CET": "2026-11-23T13:33",
    "23 Nov 2026, 14.33 h": "2026-11-23T14:33",
    "Mon, 23 Nov 2026 2:33:00 pm +0100": "2026-11-23T13:33",
    "1 de enero de 2026 a la 1:00": "2026-01-01T01:00",
    "23. nov. 2026 kl. 14.33": "2026-11-23T14:33",
    "14:33:00 23-11-2026": "2026-11-23T14:33",
    "Mon, 23 Nov 2026 14:33:00 Z": "2026-11-23T14:33",
    "Mon, 23 Nov 2026 14:33": "2026-11-23T14:33",
    "Mon, 23 Nov 2026": "2026-11-23",
    "Mon,23-Nov-2026 14:33:00 GMT": "2026-11-23T14:33",
    "23Nov2026": "2026-11-23",
    "23NOV2026 14:33": "2026-11-23T14:33",
    "20 NOV 2026": "2026-11-20",
    "Fri, 20 November 2026 02:33:00 PM": "2026-11-20T14:33",
    "Fri, 20 Nov 2026 14:33:00 CEST": "2026-11-20T12:33",
    "Fri, 20 Nov 2026 14:33:00 MESZ": "2026-11-20T12:33",
    "Fri, 20 Nov 2026 14:33:00 WEST": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 JST": "2026-11-20T05:33",
    "Fri, 20 Nov 2026 14:33:00 SAST": "2026-11-20T12:33",
    "Fri, 20 Nov 2026 14:33:00 NZST": "2026-11-20T02:33",
    "Fri, 20 Nov 2026 14:33:00 HKT": "2026-11-20T06:33",
    "Fri, 20 Nov 2026 14:33:00 BRT": "2026-11-20T17:33",
    "Fri, 20 Nov 2026 14:33:00 America/Argentina/Buenos_Aires": "2026-11-20T17:33",
    "Fri, 20 Nov 2026 14:33:00 Asia/Kolkata": "2026-11-20T09:03",
    "Fri, 20 Nov 2026 14:33:00 Etc/GMT+5": "2026-11-20T19:33",
    "Fri, 20 Nov 2026 14:33:00 GMT+5:30": "2026-11-20T09:03",
    "Fri, 20 Nov 2026 14:33:00 GMT-3": "2026-11-20T17:33",
    "Fri, 20 Nov 2026 14:33:00 (GMT+1)": "2026-11-20T13:33",
    "Fri, 20 Nov 2026 14:33:00 UTC": "2026-11-20T14:33",
    "2026-11-20 14:33:00 Europe/Paris": "2026-11-20T13:33",
    "2026-11-20 14:33:00 EST": "2026-11-20T19:33",
    "2026-11-20T14:33:00 CET": "2026-11-20T13:33",
    "2026-11-20 14:33 PM": "2026-11-20T14:33",
    "Friday, Nov 20 2026": "2026-11-20",
    "Fri Nov 20 2026": "2026-11-20",
    "20 Nov, 2026 14:33:00": "2026-11-20T14:33",
    "Freitag, 20.11.2026, 14:33 Uhr": "2026-11-20T14:33",
    "Fr 20.11.2026 14:33": "2026-11-20T14:33",
    "20.11.2026T14:33": "2026-11-20T14:33",
    "20/11/2026 02:33:00 PM": "2026-11-20T14:33",
    "20/11/2026 02:33:00 p. m.": "2026-11-20T14:33",
    "1795185180.0": "2026-11-20T14:33",
    "29 Feb 2024": "2024-02-29",
    "2026-W53-1": "2026-12-28",
    "2024-366": "2024-12-31",
    "Published 20 Nov 2026": "2026-11-20",
    "Sa, 28. Nov. 2026 10:00:00 +0100": "2026-11-28T09:00",
    "Fri, 20 Fev 2026 10:00:00 +0000": "2026-02-20T10:00",
    "qua, 04 mar 2026 10:00:00 +0000": "2026-03-04T10:00",
    "mar, 03 mar 2026 10:00:00 +0000": "2026-03-03T10:00",
    "zo, 1 mrt 2026 10:00": "2026-03-01T10:00",
    "dom, 01 mar 2026": "2026-03-01",
    "sáb, 03 ene 2026": "2026-01-03",
    "gio, 01 gen 2026": "2026-01-01",
    "za 2 mei 2026": "2026-05-02",
    "Sat, 2 Mai 2026": "2026-05-02",
    "3 ott 2026": "2026-10-03",
    "30 giu. 2026": "2026-06-30",
    "5 lug 2026": "2026-07-05",
    "20 Nov 2026 14:33:00.123": "2026-11-20T14:33",
    "20 Nov 2026 14:33:00,123": "2026-11-20T14:33",
    "20 Nov 2026 14:33:00 +01:00": "2026-11-20T13:33",
    "20 Nov 2026  14 : 33": "2026-11-20T14:33",
    "Fri, 20 Nov 2026 24:00:00 GMT": "2026-11-21",
    "20 Nov 2026 12 AM": "2026-11-20",
    "20 Nov 2026 12 PM": "2026-11-20T12:00",
}
"""Dates as feeds and people write them, and the moment in UTC."""


@pytest.mark.parametrize("written", READINGS)
def test_a_date_is_read_rightly(written: str) -> None:
    assert parse_date(written) == datetime.fromisoformat(READINGS[written]).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "5/11/2026",
        "2026112014",
        "2026-11-20 24:30",
        "20-11-26",
        "Fri, 20 Nov 2026 14:33:00 XYZT",
        "Fri, 20 Nov 2026 14:33:00 IST",
        "Fri, 20 Nov 2026 14:33:00 +9900",
        "14:33 AM 20 Nov 2026",
        "20 Nov 2026 14:73",
        "20 Nov 2026 25:00",
        "2026",
        "November 2026",
        "2 hours ago",
        "Nov 20",
        "2026-11-20T14Z",
        "Tue, 24 Nov 2026 14:33:00 PST8PDT",
        "2026-11-23T14:33:00+00:00Z",
        "Fri, 20 Nov 2026 00:00:00 +0000Z",
        "Pn, 20 lis 2026 14:33:00 +0100",
        "11.20.2026",
        "Fri, 20 Nov 2026 14:33:00 Europe/Nowhere",
        "Fri, 20 Nov 2026 14:33:00 America/New_York EST",
        "1.795185180E9",
        "0",
        "-1",
        "2026-11-20T14:33:00+24:00",
        "2026-11-31",
        "29 Feb 2026",
        "31/11/2026",
        "31/11/26",
        "31.11.26",
        "2026-W54",
        "2026-366",
        "0026-11-20",
        "20 Nov 0026",
        "20 Nov 226",
        "20 Nov 20266",
        "yesterday 14:33",
        "20 Nov 2026 and 21 Nov 2026",
        "20 Nov 2026 14:33 15:33",
        "20 Nov 2026 14:33 - 15:33",
        "20-22 Nov 2026",
        "Fri, 20 Nov 2026 14:33:00 +0100 foo",
    ],
)
def test_a_date_that_cannot_be_read_rightly_is_not_read(written: str) -> None:
    assert parse_date(written) is None


_WORDS = st.sampled_from(["Mon,", "23", "Nov", "2026", "14:33:00", "+0100", "T", "Z", "-", ":", "9999", "am", "à", "."])


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=9).map(" ".join), st.lists(_WORDS).map("".join)))
def test_no_text_is_an_error(text: str) -> None:
    moment = parse_date(text)

    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize("style", ["medium", "long"])
@pytest.mark.parametrize("locale", ["en", "en_GB", "fr", "fr_CH", "de", "de_AT", "lb", "pt", "es", "it", "nl", "nl_BE"])
def test_every_day_of_a_year_is_read_in_each_language(locale: str, style: str) -> None:
    days = [datetime(2026, 1, 1, 14, 33, tzinfo=UTC) + timedelta(days=number) for number in range(0, 365, 3)]
    written = [dates.format_datetime(day, style, locale=locale) for day in days]

    assert [parse_date(text) for text in written] == days


@pytest.mark.parametrize("locale", ["en", "fr", "de", "lb", "pt", "es", "it", "nl"])
def test_the_names_of_months_and_weekdays_are_those_of_each_language(locale: str) -> None:
    names = Locale.parse(locale)

    for context, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
        months = {fold_date(name).rstrip("."): number for number, name in names.months[context][width].items()}
        days = {word for name in names.days[context][width].values() for word in re.findall("[a-z]+", fold_date(name))}
        assert months.items() <= MONTHS.items()
        assert days <= WEEKDAYS


def _rss_dates(*written: str, language: str = "") -> list[datetime | None]:
    items = (
        f"<item><guid>{n}</guid><title>t</title><pubDate>{text}</pubDate></item>" for n, text in enumerate(written)
    )
    return [article.published_at for article in articles(rss(*items, channel=f"<language>{language}</language>"))]


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        (["8/9/2018 9:00:00 AM", "8/21/2018 9:00:00 AM"], "", ["2018-08-09T09:00", "2018-08-21T09:00"]),
        (["9/8/2018 9:00", "21/8/2018 9:00"], "", ["2018-08-09T09:00", "2018-08-21T09:00"]),
        (["5/11/2026", "21-08-2018"], "", [None, "2018-08-21"]),
        (["5/11/2026", "13/1/2026", "1/13/2026"], "", [None, "2026-01-13", "2026-01-13"]),
        (["5/11/2026 2:33 PM"], "", [None]),
        (["5/11/2026 2:33 PM"], "en", [None]),
        (["5/11/2026 2:33 PM"], "en-US", ["2026-05-11T14:33"]),
        (["5/11/2026 2:33 PM"], "en-GB", ["2026-11-05T14:33"]),
        (["5/11/2026 14:33"], "fr", ["2026-11-05T14:33"]),
        (["5/11/2026", "5/13/2026"], "fr", ["2026-05-11", "2026-05-13"]),
        (
            ["12/5/2026", "11/7/2026", "10/3/2026", "9/1/2026"],
            "",
            ["2026-12-05", "2026-11-07", "2026-10-03", "2026-09-01"],
        ),
        (["20-11-26", "31-12-25", "01-01-70"], "", ["2026-11-20", "2025-12-31", None]),
        (["26/11/20", "26/11/19", "26/11/18"], "ja", ["2026-11-20", "2026-11-19", "2026-11-18"]),
        (["26/11/20", "26/11/19", "26/11/18"], "", [None, None, None]),
        (["26/11/20"], "zh-TW", ["2026-11-20"]),
        (["26/5/31"], "ja", ["2026-05-31"]),
        (["20/11/26"], "fr", ["2026-11-20"]),
        (["20/11/26", "19/11/26", "18/11/26"], "ja", [None, None, None]),
        (["26. 11. 20.", "26. 11. 19."], "ko", ["2026-11-20", "2026-11-19"]),
        (["20.11.26", "19.11.26"], "de", ["2026-11-20", "2026-11-19"]),
        (["26.11.20", "26.11.19"], "de", [None, None]),
        (["31/11/26", "31.11.26"], "", [None, None]),
        (["26/11/26"], "", ["2026-11-26"]),
        (["20/11/26", "31/11/26"], "fr", ["2026-11-20", None]),
        (["01.11.26", "01.12.25"], "de", ["2026-11-01", "2025-12-01"]),
        (["26/11/01", "25/12/01"], "ja", ["2026-11-01", "2025-12-01"]),
        (["26-11-20", "26-11-19"], "ja", ["2026-11-20", "2026-11-19"]),
        (["2026/11/20", "05/11/26"], "", ["2026-11-20", None]),
        (["5/11/26", "31/10/26"], "fr", ["2026-11-05", "2026-10-31"]),
        (
            ["11/05/2026 8:00 PM", "11/04/2026 9:00 AM", "11/03/2026 9:00 AM"],
            "fr",
            ["2026-11-05T20:00", "2026-11-04T09:00", "2026-11-03T09:00"],
        ),
        (["11/05/2026 8:00 PM", "10/04/2026 9:00 AM"], "de", ["2026-11-05T20:00", "2026-10-04T09:00"]),
        (["5/11/2026 8:00 PM", "21/10/2026 9:00 AM"], "de", ["2026-11-05T20:00", "2026-10-21T09:00"]),
        (["11/05/2026 8:00 p. m."], "es-MX", ["2026-05-11T20:00"]),
        (["11/05/2026 8:00 p. m."], "es", ["2026-05-11T20:00"]),
        (
            ["11/05/2026", "11/04/2026", "11/03/2026", "10/12/2026"],
            "fr",
            ["2026-11-05", "2026-11-04", "2026-11-03", "2026-10-12"],
        ),
        (["20-11-26", "99-12-31"], "", ["2020-11-26", "1999-12-31"]),
    ],
)
def test_numbers_with_two_meanings_are_decided_by_the_feed_or_not_read(
    written: list[str], language: str, expected: list[str | None]
) -> None:
    moments = [text and datetime.fromisoformat(text).replace(tzinfo=UTC) for text in expected]

    assert _rss_dates(*written, language=language) == moments


def test_known_entries_decide_the_dates_of_new_ones_too() -> None:
    old = "<item><guid>old</guid><title>o</title><pubDate>8/21/2018</pubDate></item>"
    new = "<item><guid>new</guid><title>n</title><pubDate>9/8/2018</pubDate></item>"
    known = {article.raw_hash for article in articles(rss(old)) if article.raw_hash}

    (article,) = parse(rss(new, old), url="https://s.example/feed", known=known).articles

    assert article.published_at == datetime(2018, 9, 8, tzinfo=UTC)


def test_json_feeds_decide_their_dates_in_the_same_way() -> None:
    items = '{"id": "1", "date_published": "8/9/2018"}, {"id": "2", "date_published": "8/21/2018"}'
    timed = '{"id": "3", "date_published": 1795185180}'

    read = articles(f'{{"title": "T", "items": [{items}, {timed}]}}'.encode().replace(b'"id"', b'"title": "t", "id"'))

    assert [article.published_at and article.published_at.date().isoformat() for article in read] == [
        "2018-08-09", "2018-08-21", "2026-11-20",
    ]  # fmt: skip


def test_greek_dates_are_read_by_feedparser() -> None:
    assert _rss_dates("Κυρ, 11 Ιούλ 2004 12:00:00 EST") == [datetime(2004, 7, 11, 17, tzinfo=UTC)]
