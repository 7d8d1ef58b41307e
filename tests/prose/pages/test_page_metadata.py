"""Title, lead, authors, time, section and paper of pages in the makes of newspapers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

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
    ("page_title", "headings", "title"),
    [
        ("Pier sinks | Coast News", "<h1>Pier sinks</h1>", "Pier sinks"),
        ("Cheaper heating — Marsh & Co", "<h1>Cheaper heating</h1>", "Cheaper heating"),
        ("Stadt Musterau: Brücke wird saniert", "<h1>Brücke wird saniert</h1>", "Brücke wird saniert"),
        (
            "Coast Blog: The old ferry",
            '<h1><a href="/">Coast Blog</a></h1><h3 class="post-title">The old ferry</h3>',
            "The old ferry",
        ),
        ("The ferry - Coast Blog", '<h1>Coast Blog</h1><h2 class="entry-title">The ferry</h2>', "The ferry"),
        ("Krieg: Was nun?", "<h1>Krieg: Was nun?</h1>", "Krieg: Was nun?"),
        ("Ship it slowly. | by Kim Ray | Medium", "<h1>Ship it slowly</h1>", "Ship it slowly"),
        ("Pier sinks | Coast News", "<h1>Coast News</h1>", "Pier sinks"),
    ],
)
def test_the_heading_says_which_part_of_a_pages_title_is_the_title(page_title: str, headings: str, title: str) -> None:
    root = read_page(f"<html><head><title>{page_title}</title></head><body>{headings}<p>Text.</p></body></html>")
    assert root is not None

    assert read_metadata(root, url="https://www.coast.example/a").title == title


@pytest.mark.parametrize(
    "marked",
    [
        '<abbr class="published" title="2026-11-12T08:15:00Z">jeudi 12 novembre</abbr>',
        '<abbr class="date published" title="2026-11-12T08:15:00Z">8:15 AM</abbr>',
        '<span property="dc:date dc:created" content="2026-11-12T08:15:00+00:00">Thu, 11/12/2026</span>',
        '<span property="schema:datePublished" content="2026-11-12T08:15:00+00:00">Thursday</span>',
    ],
)
def test_dates_of_microformats_and_rdfa_are_read(marked: str) -> None:
    root = read_page(f"<html><body><article><h1>Pier sinks</h1><p>{marked}</p><p>Text.</p></article></body></html>")
    assert root is not None

    assert read_metadata(root, url="https://www.coast.example/a").published_at == datetime(
        2026, 11, 12, 8, 15, tzinfo=UTC
    )


def test_the_date_of_a_change_in_rdfa_is_not_that_of_publication() -> None:
    changed = '<span property="dcterms:modified" content="2026-11-12T08:15:00Z">Thursday</span>'
    root = read_page(f"<html><body><article><h1>Pier sinks</h1><p>{changed}</p><p>Text.</p></article></body></html>")
    assert root is not None

    found = read_metadata(root, url="https://www.coast.example/a")

    assert found.published_at is None
    assert found.modified_at == datetime(2026, 11, 12, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        '<p class="info"><time datetime="2026-11-08">08.11.2026</time> von Max Bauer</p>',
        '<p><time datetime="2026-11-08">8 Nov</time>, by Max Bauer</p>',
        '<dl><dd class="createdby">Written by: <span itemprop="name">Max Bauer</span></dd><dd>Hits: 421</dd></dl>',
        '<div class="posted-by">Posted by Max Bauer</div>',
    ],
)
def test_the_author_is_read_from_the_line_with_the_date(line: str) -> None:
    root = read_page(f"<html><body><article><h1>Sieg</h1>{line}<p>Text.</p></article></body></html>")
    assert root is not None

    assert read_metadata(root, url="https://www.coast.example/a").byline == "Max Bauer"


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
        ("Posted by Ned Field", "Ned Field"),
        ("Published by", None),
        ("Veröffentlicht von Karl Weber", "Karl Weber"),
        ("Publié par Claire Weiss", "Claire Weiss"),
        ("Autor/in: Anna Berg", "Anna Berg"),
        ("Bryan Walsh Tuesday, Aug. 17, 2010", "Bryan Walsh"),
        ("LILIAN DUBOIS, LAURE BRETON Envoyés spéciaux à Toulouse", "LILIAN DUBOIS, LAURE BRETON"),
    ],
)
def test_a_byline_is_the_names_without_places_jobs_and_dates(byline: str, names: str | None) -> None:
    assert clean_byline(byline) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ('<div class="byline"><a>Alice Ward</a> <button>+ FOLLOW</button></div>', "Alice Ward"),
        ('<div class="byline">By Alice Ward<ul class="share-links"><li>facebook<li>twitter</ul></div>', "Alice Ward"),
        ('<div class="byline">By Alice Ward<script>var author = "By A. Ward";</script></div>', "Alice Ward"),
        ('<span class="author">am</span>', None),
        ('<span class="author">Super User</span>', None),
        ('<span class="author">Anna Berg Herald</span>', "Anna Berg"),
    ],
)
def test_what_stands_in_a_byline_beside_the_names_is_no_name(marked: str, names: str | None) -> None:
    root = read_page(
        "<html><head><meta property=og:site_name content=Herald></head>"
        f"<body><article><h1>The bridge is open</h1>{marked}<p>Text.</article></body></html>"
    )
    assert root is not None

    assert read_metadata(root, url="https://example.org/a").byline == names
