"""Pages in the makes of newspapers: their text, without what surrounds it, and their pictures with captions."""

from __future__ import annotations

from functools import cache

import pytest
from corpus.newspapers.collection import PAGES
from corpus.newspapers.makes import Made

from wortreader.model import Extraction
from wortreader.prose.pages.agreement import f1, word_runs
from wortreader.prose.pages.extract import extract

HARD = {"teaser_flood-de", "teaser_flood-en"}
"""Pages on which every extractor takes the teasers around the article, too."""


@cache
def extracted(name: str) -> Extraction:
    return extract(PAGES[name].html.encode(), url=PAGES[name].url)


def runs(made: Made) -> tuple[int, int]:
    """Twice the runs of four words that text and expectation share, and all of both."""
    ours, theirs = word_runs(extracted(made.name).text), word_runs(made.gold)
    return 2 * (ours & theirs).total(), ours.total() + theirs.total()


def test_the_texts_are_the_articles() -> None:
    found = [runs(made) for name, made in PAGES.items() if name not in HARD]

    assert sum(shared for shared, _all in found) / sum(all_ for _shared, all_ in found) >= 0.98


@pytest.mark.parametrize("name", sorted(PAGES.keys() - HARD))
def test_no_page_is_far_from_its_article(name: str) -> None:
    assert f1(word_runs(extracted(name).text), word_runs(PAGES[name].gold)) >= 0.85


@pytest.mark.parametrize("name", [name for name, made in PAGES.items() if made.captions])
def test_pictures_have_their_captions_which_are_searched_but_no_part_of_the_text(name: str) -> None:
    article = extracted(name)

    assert len(article.pictures) == PAGES[name].pictures
    for picture, caption in zip(article.pictures, PAGES[name].captions, strict=True):
        assert caption in picture.caption
        assert caption not in article.text
        assert caption in article.searched_text
