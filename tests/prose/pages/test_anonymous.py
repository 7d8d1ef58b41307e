"""A page for a report keeps its structure and says nothing."""

from __future__ import annotations

import re

import pytest
from corpus.newspapers.makes import Made, pages

from wortreader.prose.pages.anonymous import anonymous_page
from wortreader.prose.pages.extract import extract

MADE = [made for made in pages() if made.name in ("wort-de", "lemonde-fr", "guardian-en", "rtl-lb")]


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.name)
def test_no_word_of_the_article_is_left_and_the_same_parts_of_the_page_are_found(made: Made) -> None:
    report = anonymous_page(made.html.encode())

    words = set(re.findall(r"[^\W\d_]{5,}", made.gold))
    told = set(re.findall(r"[^\W\d_]{5,}", re.sub(r"<[^>]*>", " ", report)))
    assert words
    assert not words & told
    before, after = (extract(html.encode(), url="https://example.org/a") for html in (made.html, report))
    assert len(after.text) == pytest.approx(len(before.text), rel=0.15)  # rules that go by words do not apply
    assert len(after.pictures) == len(before.pictures)


def test_secrets_in_attributes_scripts_and_forms_are_not_in_a_report() -> None:
    page = (
        "<html><head><script>token = 'geheimnis'</script><meta name='csrf-token' content='geheimnis99999'></head><body>"
        "<p onclick='geheimnis()' data-user='geheimnis'>Geheimnis</p><a href='https://geheimnis.de/geheimnis?u=geheimnis'>"
        "x</a><textarea>geheimnis</textarea><input value='geheimnis'><script type='application/ld+json'>"
        '{"name": "geheimnis"}</script></body></html>'
    )

    assert "geheimnis" not in anonymous_page(page.encode()).casefold()


@pytest.mark.parametrize(
    "page",
    [b"", b"\x00\xff", b"<", b'<p {}, {"a":null}="1" a:b="2">x', b'<script type="application/ld+json">{[</script>'],
)
def test_a_page_that_is_none_gives_a_report_all_the_same(page: bytes) -> None:
    assert isinstance(anonymous_page(page), str)
