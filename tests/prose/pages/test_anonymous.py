"""A page for a report keeps its structure and says nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from corpus.newspapers import barriers, states
from corpus.newspapers.collection import PAGES
from corpus.pages.stories import Story, story
from lxml import html as lxml_html

from wortreader.prose.pages.anonymous import anonymous_page
from wortreader.prose.pages.extract import extract

NAMES = sorted(PAGES)[:: len(PAGES) // 20]
STORY = story("de", 5)
_KEYS = {"author", "image", "headline", "publisher", "description", "person", "number"}
"""Words of JSON-LD itself."""
_TELLING = "//@href[not(starts-with(., '#'))] | //@src | //@alt | //@title | //@content"


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{5,}", text.casefold()))


def tags(html: str) -> Counter[str]:
    return Counter(str(element.tag) for element in lxml_html.document_fromstring(html).iter("*"))


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_article_is_left_and_the_same_parts_of_the_page_are_found(name: str) -> None:
    made = PAGES[name]
    report = anonymous_page(made.html.encode())

    secret = words(f"{made.gold} {made.title} {' '.join(made.captions)} {' '.join(made.authors or ())}")
    root = lxml_html.document_fromstring(report)
    told = " ".join((*root.itertext(), *root.xpath(_TELLING)))
    assert secret
    assert (secret & words(told)) - _KEYS == set()
    assert tags(report) == tags(made.html)
    assert len(report) < 1.2 * len(made.html) + 500
    before, after = (extract(html.encode(), url="https://example.org/a") for html in (made.html, report))
    assert len(after.text) >= 0.85 * len(before.text)  # rules that leave out something by its words do not apply
    assert len(after.pictures) >= len(before.pictures)


@pytest.mark.parametrize("state", [states.bbc, states.nuxt2, states.nuxt3, states.medium, states.inertia, barriers.arc])
def test_a_page_that_only_has_data_for_scripts_has_other_data_in_its_report(state: Callable[[Story], str]) -> None:
    html = barriers.page(STORY.title, f'<div id="root"></div>{state(STORY)}')

    report = anonymous_page(html.encode())

    assert not words(" ".join((STORY.title, *STORY.paragraphs))) & words(report)
    assert "window." not in report
    before, after = (extract(page.encode(), url="https://example.org/a") for page in (html, report))
    assert len(after.text) == len(before.text)


def test_secrets_in_attributes_scripts_and_forms_are_not_in_a_report() -> None:
    page = (
        "<html><head><script>token = 'geheimnis'</script><meta name='csrf-token' content='geheimnis99999'></head><body>"
        "<p onclick='geheimnis()' data-user='geheimnis'>Geheimnis</p><a href='https://geheimnis.de/geheimnis?u=geheimnis'>"
        "x</a><textarea>geheimnis</textarea><input value='geheimnis'><script type='application/ld+json'>"
        '{"name": "geheimnis", "geheimnis:17": 4930, "number": 3334445, "at": 49.6117}</script>'
        '<p class="nutzer-991823 eva-stein">x9k2q7 eva@geheimnis.de +352 26 12 34 56 192.168.7.8</p><h2 id="eva_stein">'
        "Eva Stein</h2></body></html>"
    )

    report = anonymous_page(page.encode()).casefold()

    secrets = (
        "geheimnis",
        "3334445",
        "49.6117",
        "991823",
        "x9k2q7",
        "eva@",
        "26 12 34",
        "192.168",
        "eva-stein",
        "_stein",
    )
    assert [secret for secret in secrets if secret in report] == []


@pytest.mark.parametrize(
    "page",
    [b"", b"\x00\xff", b"<", b'<p {}, {"a":null}="1" a:b="2">x', b'<script type="application/ld+json">{[</script>'],
)
def test_a_page_that_is_none_gives_a_report_all_the_same(page: bytes) -> None:
    assert isinstance(anonymous_page(page), str)


@pytest.mark.parametrize("sign", ["\x7f", "\x9b", "\u202e", "\x1b", "\x00", "&#27;", "&#x9b;", "&#127;"])
def test_a_report_has_no_control_characters(sign: str) -> None:
    page = f"<html><body><div class='a{sign}b' id='{sign}'><h2 data-x='{sign}'>Wo{sign}rds</h2><p>a{sign}b</p></div>"

    report = anonymous_page(page.encode())

    assert "<div" in report
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", report) is None
