"""Pages in the makes of newspapers: what is about each article, its text alone, its structure, and its pictures.

One test a page, as reading it is what takes the time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from corpus.newspapers.collection import PAGES
from corpus.newspapers.makes import Made, Structure
from corpus.quality import HARD
from corpus.scores import own_text
from lxml import html as lxml_html

from wortreader.model import Extraction
from wortreader.prose.pages.agreement import f1, word_runs
from wortreader.prose.pages.extract import extract

FLOOR = 0.93
"""The least F1 of runs of four words."""
FLOORS = {
    "correctiv-fact_check-de": 0.89,
    "nytimes_cooking-recipe-en": 0.92,
    "spiegel-de": 0.9,
    "taz-de": 0.92,
    "teaser_flood-de": 0.2,
    "teaser_flood-en": 0.2,
}
"""That of pages of which a box beside the article is kept, or one before it is not, or steps are numbered twice. Every
extractor takes the teasers in which the article of `teaser_flood` drowns."""
LOOSE = {
    "bbc-live-en": {"Live Reporting"},
    "correctiv-fact_check-de": set[str](),  # claim and verdict are in a box for ratings
    "heise-de": {"Warum Pilze heuer früher kommen", "Schachklub sucht Nachwuchs im Altenheim"},
    "spiegel-de": {"Bäcker backt Brot mit Meerwasser"},
    "srf-de": {"Audio"},
    "taz-de": {"taz lesen kann jede:r"},
}
"""Pages whose structure is not found, and the headings of boxes that are kept."""


def structure(html: str) -> Structure:
    """The parts of an article, as a page says them."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")

    def texts(*tags: str) -> tuple[str, ...]:
        return tuple(" ".join(own_text(element).split()) for element in root.iter(*tags))

    return Structure(
        texts("h1", "h2", "h3", "h4", "h5", "h6"), texts("li"), texts("blockquote"), texts("pre"), texts("td", "th")
    )


def expected(made: Made) -> dict[str, Any]:
    """What a page says about its article, and the pictures and films of that."""
    return {
        "title": made.title,
        "lead": made.lead,
        "authors": made.authors,
        "published": datetime.fromisoformat(made.published) if made.published else None,
        "is_teaser": made.is_teaser,
        "pictures": made.pictures,
        "captions without": [],
        "captions in the text": [],
        "captions that are not searched": [],
        "films without": [],
    }


def found(article: Extraction, made: Made) -> dict[str, Any]:
    """The same, as it was extracted."""
    captions = [picture.caption for picture in article.pictures] + [""] * len(made.captions)
    beside = "\n".join(article.beside)
    return {
        "title": article.title,
        "lead": article.lead,
        "authors": tuple(article.byline.split(", ") if article.byline else ()) if made.authors is not None else None,
        "published": article.published_at,
        "is_teaser": article.is_teaser,
        "pictures": len(article.pictures) if made.captions else made.pictures,
        "captions without": [text for text, shown in zip(made.captions, captions, strict=False) if text not in shown],
        "captions in the text": [text for text in made.captions if text and text in article.text],
        "captions that are not searched": [text for text in made.captions if text not in article.searched_text],
        "films without": [title for title in made.films if title not in beside],
    }


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_gives_its_article(name: str) -> None:
    made = PAGES[name]
    article = extract(made.html.encode(), url=made.url)

    assert found(article, made) == expected(made)
    assert f1(word_runs(article.text), word_runs(made.gold)) >= FLOORS.get(name, FLOOR)
    if name in LOOSE:
        parts = structure(article.html)
        assert parts != made.structure, "it is right now: remove it from LOOSE"
        assert set(parts.headings) - set(made.structure.headings) <= LOOSE[name]
    elif name not in HARD:
        assert structure(article.html) == made.structure
