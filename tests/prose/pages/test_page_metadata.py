"""Title, lead, authors, time, section and paper of pages in the makes of newspapers."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from corpus.newspapers.heads import HEADS, Head

from wortreader.prose.pages.page import read_page
from wortreader.prose.pages.page_authors import clean_byline
from wortreader.prose.pages.page_metadata import read_metadata


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.name)
def test_a_page_says_what_is_about_its_article_and_nothing_else(head: Head) -> None:
    root = read_page(head.html)
    assert root is not None

    found = read_metadata(root, url=head.url)

    expected = asdict(head)
    assert {
        "title": found.title,
        "lead": found.lead,
        "byline": found.byline,
        "published": found.published_at.isoformat() if found.published_at else None,
        "site": found.site,
        "section": found.section,
    } == {name: expected[name] for name in ("title", "lead", "byline", "published", "site", "section")}


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Von Ursula von der Leyen und Karl Weber, Berlin", "Ursula von der Leyen, Karl Weber"),
        ("Ein Kommentar von Eva Stein", "Eva Stein"),
        ("Propos recueillis par Claire Weiss", "Claire Weiss"),
        ("Texte : Claire Weiss, photos : Luc Bastien", "Claire Weiss"),
        ("Text und Fotos: Anna Berg", "Anna Berg"),
        ("Par Claire Weiss et l’AFP, à Paris", "Claire Weiss, AFP"),
        ("By Alice Ward, Political Editor, in New York", "Alice Ward"),
        ("Tom Ashby Health correspondent", "Tom Ashby"),
        ("Karl Weber mit Material der dpa", "Karl Weber, dpa"),
        ("Von unserem Korrespondenten Karl Weber (Trier)", "Karl Weber"),
        ("VON KARL WEBER", "Karl Weber"),
        ("Maria E Silva e Rui Neves", "Maria E Silva, Rui Neves"),
        ("Vum Pol Steffen an Tessy Grün", "Pol Steffen, Tessy Grün"),
        ("1 mars 2019 à 15:20", None),
    ],
)
def test_a_byline_is_the_names_without_places_jobs_and_dates(byline: str, names: str | None) -> None:
    assert clean_byline(byline) == names
