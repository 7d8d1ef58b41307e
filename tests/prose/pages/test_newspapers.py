"""Pages in the makes of newspapers: what is about each article, its text alone, and its structure."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest
from corpus.newspapers.collection import PAGES
from corpus.newspapers.makes import Made, Structure
from corpus.scores import own_text
from lxml import html as lxml_html

from wortreader.model import Extraction
from wortreader.prose.pages.agreement import f1, word_runs
from wortreader.prose.pages.extract import extract

HARD = {"teaser_flood-de", "teaser_flood-en"}
"""Pages on which every extractor takes the teasers around the article, too."""
FLOOR = 0.93
"""The least F1 of runs of four words."""
FLOORS = {"spiegel-de": 0.9, "taz-de": 0.92, "correctiv-fact_check-de": 0.89, "nytimes_cooking-recipe-en": 0.92}
"""Pages of which a box beside the article is kept, or one before it is not, or steps are numbered twice."""
LOOSE = {
    "bbc-live-en": {"Live Reporting"},
    "correctiv-fact_check-de": set[str](),  # claim and verdict are in a box for ratings
    "heise-de": {"Warum Pilze heuer früher kommen", "Schachklub sucht Nachwuchs im Altenheim"},
    "reuters-report-en": set[str](),
    "spiegel-de": {"Bäcker backt Brot mit Meerwasser"},
    "srf-de": {"Audio"},
    "srf-questions-de": {"Klaus Ammann", "Personen-Box aufklappen"},
    "srf-report-de": set[str](),
    "taz-de": {"taz lesen kann jede:r"},
    "zeit-column-de": set[str](),  # a quotation in large letters whose box is only called a quotation
}
"""Pages whose structure is not found, and the headings of boxes that are kept."""


@cache
def extracted(name: str) -> Extraction:
    return extract(PAGES[name].html.encode(), url=PAGES[name].url)


def structure(html: str) -> Structure:
    """The parts of an article, as a page says them."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")

    def texts(*tags: str) -> tuple[str, ...]:
        return tuple(" ".join(own_text(element).split()) for element in root.iter(*tags))

    return Structure(
        texts("h1", "h2", "h3", "h4", "h5", "h6"), texts("li"), texts("blockquote"), texts("pre"), texts("td", "th")
    )


def runs(made: Made) -> tuple[int, int]:
    """Twice the runs of four words that text and expectation share, and all of both."""
    ours, theirs = word_runs(extracted(made.name).text), word_runs(made.gold)
    return 2 * (ours & theirs).total(), ours.total() + theirs.total()


def test_the_texts_are_the_articles() -> None:
    found = [runs(made) for name, made in PAGES.items() if name not in HARD]

    assert sum(shared for shared, _all in found) / sum(all_ for _shared, all_ in found) >= 0.98


@pytest.mark.parametrize("name", sorted(PAGES.keys() - HARD))
def test_no_page_is_far_from_its_article(name: str) -> None:
    assert f1(word_runs(extracted(name).text), word_runs(PAGES[name].gold)) >= FLOORS.get(name, FLOOR)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_what_a_page_says_about_its_article_is_found(name: str) -> None:
    article, made = extracted(name), PAGES[name]

    assert article.title == made.title
    assert article.lead == made.lead
    assert article.published_at == (datetime.fromisoformat(made.published) if made.published else None)
    assert article.is_teaser == made.is_teaser
    if made.authors is not None:
        assert tuple(article.byline.split(", ") if article.byline else ()) == made.authors


@pytest.mark.parametrize("name", sorted(PAGES.keys() - HARD - LOOSE.keys()))
def test_an_article_has_the_structure_of_its_page(name: str) -> None:
    assert structure(extracted(name).html) == PAGES[name].structure


@pytest.mark.parametrize("name", sorted(LOOSE))
def test_headings_around_an_article_are_kept_only_where_that_is_known(name: str) -> None:
    found, expected = structure(extracted(name).html), PAGES[name].structure

    assert found != expected, "it is right now: remove it from LOOSE"
    assert set(found.headings) - set(expected.headings) <= LOOSE[name]


@pytest.mark.parametrize("name", [name for name, made in PAGES.items() if made.films])
def test_films_and_sounds_are_told_by_their_titles(name: str) -> None:
    beside = "\n".join(extracted(name).beside)

    assert [title for title in PAGES[name].films if title not in beside] == []


@pytest.mark.parametrize("name", [name for name, made in PAGES.items() if made.captions])
def test_pictures_have_their_captions_which_are_searched_but_no_part_of_the_text(name: str) -> None:
    article = extracted(name)

    assert len(article.pictures) == PAGES[name].pictures
    for picture, caption in zip(article.pictures, PAGES[name].captions, strict=True):
        assert caption in picture.caption
        assert not caption or caption not in article.text
        assert caption in article.searched_text
