"""Dates in the forms that pages use."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wortreader.prose.pages.page_dates import find_date, find_dates, site_zone

LUXEMBOURG = ZoneInfo("Europe/Luxembourg")

FORMS = {
    "Publié le mercredi 11 avril 2012 à 14:33": "2012-04-11T14:33+02:00",
    "Veröffentlicht am 1. März 2021, 08:05 Uhr": "2021-03-01T08:05+01:00",
    "Publizéiert den 3. Dezember 2020": "2020-12-03T00:00+01:00",
    "Mis à jour le 1er août 2024 à 9h05": "2024-08-01T09:05+02:00",
    "Publicado em 11 de abril de 2012": "2012-04-11T00:00+02:00",
    "Publicado em 11 de abril de 2012 às 14h33": "2012-04-11T14:33+02:00",
    "2 de março de 2021, 8:05": "2021-03-02T08:05+01:00",
    "11.4.2012, 14:33": "2012-04-11T14:33+02:00",
    "11.04.2012 um 14:33": "2012-04-11T14:33+02:00",
    "Stand: 11.04.12, 14.33 Uhr": "2012-04-11T14:33+02:00",
    "11/04/2012 14:33": "2012-04-11T14:33+02:00",
    "Montag, 23. November 2026, um 14:33 Uhr": "2026-11-23T14:33+01:00",
    "Samstag, 6. Januar 2018 - 9 Uhr": "2018-01-06T09:00+01:00",
    "23 nov. 2026 - 7h": "2026-11-23T07:00+01:00",
    "De 14. Mäerz 2025 um 8.45 Auer": "2025-03-14T08:45+01:00",
    "Aktualiséiert: 5. Abrëll 2023, 17:20": "2023-04-05T17:20+02:00",
    "Dënschdeg, den 2. Mee 2023 um 10:00 Auer": "2023-05-02T10:00+02:00",
    "Published on 23rd of May 2024 at 2:33 pm": "2024-05-23T14:33+02:00",
    "November 23, 2026 12:05 AM": "2026-11-23T00:05+01:00",
    "Nov. 23rd, 2026": "2026-11-23T00:00+01:00",
    "Tuesday 3 March 2026 07.15 GMT": "2026-03-03T07:15+00:00",
    "14:33, 23 November 2026": "2026-11-23T14:33+01:00",
    "2026-11-23T14:33:00Z": "2026-11-23T14:33+00:00",
    "2026-11-23T14:33:00+0100": "2026-11-23T14:33+01:00",
    "2026-11-23T14:33:00.123-05:00": "2026-11-23T14:33-05:00",
    "2026-11-23 14:33": "2026-11-23T14:33+01:00",
    "20261123T143300Z": "2026-11-23T14:33+00:00",
    "Mon, 23 Nov 2026 14:33:00 +0100": "2026-11-23T14:33+01:00",
    "lun., 23 févr. 2026 à 14 h 33": "2026-02-23T14:33+01:00",
}


@pytest.mark.parametrize("written", FORMS)
def test_a_date_is_read_with_its_time_in_the_zone_of_the_site(written: str) -> None:
    moment = find_date(written, LUXEMBOURG)

    assert moment == datetime.fromisoformat(FORMS[written])
    assert moment.utcoffset() == datetime.fromisoformat(FORMS[written]).utcoffset()


@pytest.mark.parametrize(
    "written",
    ["© 2026 Le Courrier", "31. Februar 2021", "Article 12 du 3", "1.2.3.4", "45 Uhr", "12/2020", "", "vor 3 Stunden"],
)
def test_only_explicit_dates_are_found(written: str) -> None:
    assert find_date(written, LUXEMBOURG) is None


def test_publication_and_change_are_distinguished_in_one_line() -> None:
    published, modified = find_dates("Publié le 3 mai 2024 à 8h00, mis à jour le 4 mai 2024 à 9h30", LUXEMBOURG)

    assert published is not None
    assert modified is not None
    assert modified - published == timedelta(days=1, hours=1, minutes=30)


@pytest.mark.parametrize(
    ("url", "zone"),
    [
        ("https://www.wort.lu/a", "Europe/Luxembourg"),
        ("https://jornal.pt/a", "Europe/Lisbon"),
        ("https://paper.co.uk/a", "Europe/London"),
        ("https://paper.com/a", "Europe/Luxembourg"),
        ("not an address", "Europe/Luxembourg"),
    ],
)
def test_a_site_has_the_time_of_its_country(url: str, zone: str) -> None:
    assert str(site_zone(url)) == zone
