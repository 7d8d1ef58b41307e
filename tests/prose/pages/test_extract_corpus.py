"""The articles of the corpus, one by one and by their mean score."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from wortreader.errors import NotAnArticle
from wortreader.model import Extraction
from wortreader.prose.pages.agreement import f1, word_runs, words
from wortreader.prose.pages.extract import extract

PAGES = Path(__file__).parents[2] / "corpus" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
STRUCTURE = {
    "headings": ("h2", "h3"), "list items": ("li", "dt"), "table cells": ("td", "th"), "captions": ("figcaption",),
    "code": ("pre",), "pictures": ("img",), "quotations": ("blockquote",), "films": ("video",),
}  # fmt: skip


@cache
def wanted(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text())
    return data


@cache
def extracted(name: str) -> Extraction:
    return extract((PAGES / f"{name}.html").read_bytes(), url=wanted(name)["url"])


def _counts(html: str) -> Counter[str]:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    films = sum("▶" in (link.text_content() or "") for link in root.iter("a"))
    return Counter({**Counter(element.tag for element in root.iter()), "video": films})


ARTICLES = [name for name in NAMES if not wanted(name).get("error")]


def test_there_are_as_many_pages_as_were_asked_for() -> None:
    assert len(NAMES) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_its_article_and_nothing_else(name: str) -> None:
    expected = wanted(name)
    if expected.get("error"):
        with pytest.raises(NotAnArticle):
            extracted(name)
        return
    article = extracted(name)

    assert article.title == expected["title"]
    assert article.language is not None
    assert article.language.startswith(expected["language"])
    assert article.site == expected["site"]
    assert article.byline == expected["byline"]
    assert (article.published_at.isoformat() if article.published_at else None) == expected["published_at"]
    assert article.is_teaser == expected.get("teaser", False)
    assert article.url == expected["url"]
    whole = f"{article.lead}\n{article.html}"
    plain = " ".join(words(" ".join(lxml_html.fragment_fromstring(whole, create_parent="div").itertext())))
    for phrase in [*expected["text"], *expected.get("must", ())]:
        assert " ".join(words(phrase)) in plain
    for phrase in expected["out"]:
        assert " ".join(words(phrase)) not in plain
    for address in expected.get("pictures", ()):
        assert address in [picture.url for picture in article.pictures]


def test_the_texts_are_those_that_were_written() -> None:
    scores = {
        name: f1(word_runs(extracted(name).text), word_runs("\n".join(wanted(name)["text"]))) for name in ARTICLES
    }

    assert sum(scores.values()) / len(scores) >= 0.97
    assert min(scores.values()) >= 0.7, min(scores, key=lambda name: scores[name])


@pytest.mark.parametrize("kind", STRUCTURE)
def test_nine_of_ten_parts_of_a_kind_survive(kind: str) -> None:
    found = total = 0
    for name in ARTICLES:
        counts = _counts(extracted(name).html)
        for tag in STRUCTURE[kind]:
            expected = wanted(name)["counts"].get(tag, 0)
            total += expected
            found += min(expected, counts[tag])

    assert total > 0
    assert found >= 0.9 * total
