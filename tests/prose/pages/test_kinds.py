"""Live blogs, galleries, interviews, recipes, results, AMP pages, previews and letters are read as what they are."""

from __future__ import annotations

import pytest
from corpus.newspapers.kinds import KINDS, Kind

from wortreader.prose.pages.agreement import words
from wortreader.prose.pages.extract import extract


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_gives_what_it_is_about_in_its_order_and_nothing_else(kind: Kind) -> None:
    article = extract(kind.html.encode(), url=f"https://www.blatt.example/{kind.name}")

    told = " ".join(words(article.searched_text))
    lost = [line for line in kind.text if " ".join(words(line)) not in told]
    assert not lost
    assert [line for line in kind.out if " ".join(words(line)) in told] == []
    assert article.is_teaser == kind.is_teaser
    assert len(article.pictures) >= kind.pictures
    assert [part for part in kind.html_parts if part not in article.html] == []
