"""Links to the next page of an article and to the whole of it, in the markup of the sites that have them."""

from __future__ import annotations

import pytest
from corpus.newspapers.pagers import ELSEWHERE, NEXT, SINGLE

from wortreader.model import SiteRules
from wortreader.prose.pages.extract import extract
from wortreader.prose.pages.next_pages import FurtherPages, further_pages
from wortreader.prose.pages.page import read_page

SENTENCE = "Die Brücke über den Fluss ist seit dem Morgen gesperrt, weil ein Lager gebrochen ist. "
ARTICLE = '<meta property="og:type" content="article">'
RELATED = "".join(f"<li><h3><a href='/lokales/andere-{n}'>Eine andere Meldung {n}</a></h3></li>" for n in range(8))


def found(
    url: str, pager: str, *, head: str = ARTICLE, before: str = "", rules: SiteRules | None = None
) -> FurtherPages:
    """The further pages of an article with `pager` after its text."""
    root = read_page(
        f"<html><head><title>Die Brücke</title>{head}</head><body>"
        "<nav><a href='/'>Start</a><a href='/?page=2'>2</a></nav>"
        f"<main>{before}<article><h1>Die Brücke</h1><p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p>{pager}</article></main>"
        f"<ul>{RELATED}</ul></body></html>"
    )
    assert root is not None
    return further_pages(root, url=url, base=url, rules=rules)


@pytest.mark.parametrize("name", NEXT)
def test_the_next_page_of_an_article_is_found(name: str) -> None:
    url, pager, expected = NEXT[name]
    head = f'<link rel="next" href="{expected}">' if name == "link in the head" else ""

    assert found(url, pager, head=ARTICLE + head).next_url == expected


@pytest.mark.parametrize("name", ELSEWHERE)
def test_other_links_are_not_followed(name: str) -> None:
    url, pager = ELSEWHERE[name]

    assert found(url, pager).next_url is None


def test_lists_of_articles_have_no_next_page() -> None:
    list_ = "".join(f"<h2><a href='/lokales/meldung-{n}'>Meldung {n}</a></h2><p>{SENTENCE}</p>" for n in range(10))
    pager = '<nav class="pager"><a rel="next" href="/lokales?page=2">2</a></nav>'
    typed = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    in_head = '<link rel="next" href="/lokales?page=2">'

    assert found("https://a.example/lokales", pager, head="", before=list_) == FurtherPages()
    assert found("https://a.example/lokales", "", head=in_head, before=list_) == FurtherPages()
    assert found("https://a.example/lokales", pager, head=typed) == FurtherPages()


@pytest.mark.parametrize("name", SINGLE)
def test_the_view_on_a_single_page_is_found(name: str) -> None:
    url, link, expected = SINGLE[name]

    assert found(url, link).single_url == expected


@pytest.mark.parametrize("name", [*NEXT, *SINGLE])
def test_links_to_further_pages_are_no_part_of_the_text(name: str) -> None:
    url, pager, expected = {**NEXT, **SINGLE}[name]
    text = "".join(f"<p>{SENTENCE.replace('Morgen', f'{number}. Morgen')}</p>" for number in range(9))
    body = f"<article><h1>Die Brücke</h1><div>{text}{pager}</div></article>"
    page = f"<html><head>{ARTICLE}</head><body>{body}</body></html>"

    found = extract(page.encode(), url=url)

    assert (found.next_url or found.single_url) == (None if name == "link in the head" else expected)
    if found.next_url or found.single_url:
        assert [line for line in found.text.split("\n") if line and not line.startswith("Die Brücke über")] == []


def test_rules_name_the_links_or_say_that_there_are_none() -> None:
    pager = '<a class="more" href="/a/bridge-continued">The story goes on</a><a rel="next" href="?page=2">2</a>'
    url = "https://mag.example/a/bridge"

    def by(**keys: object) -> FurtherPages:
        return found(url, pager, rules=SiteRules("mag", ("mag.example",), **keys))  # type: ignore[arg-type]  # as the test gives them

    assert by().next_url == f"{url}?page=2"
    assert by(next_page=("a.more",)).next_url == "https://mag.example/a/bridge-continued"
    assert by(next_page=("a.none",)).next_url is None
    assert by(single_page=("a.more",)).single_url == "https://mag.example/a/bridge-continued"
    assert by(follows_pages=False) == FurtherPages()


@pytest.mark.parametrize(
    ("options", "next_url"),
    [
        (("/tour", "/tour/2", "/tour/3"), "https://www.blatt.de/tour/2"),
        (("https://www.blatt.de/tour", "https://www.blatt.de/tour/2"), "https://www.blatt.de/tour/2"),
        (("/2025", "/2026"), None),
        (("/tour", "/other/2"), None),
        (("",), None),
    ],
)
def test_a_page_that_can_be_chosen_from_a_menu_is_the_next_one(options: tuple[str, ...], next_url: str | None) -> None:
    menu = "".join(f'<option value="{value}">Chapter</option>' for value in options)
    pager = f'<select>{menu}</select><a href="/tour/2">The old pier</a>'

    assert found("https://www.blatt.de/tour", pager).next_url == next_url


def test_rules_lead_to_no_other_host() -> None:
    rules = SiteRules("mag", ("mag.example",), next_page=("a",))

    assert (
        found("https://mag.example/a", '<a href="https://other.example/b">2</a>', rules=rules).next_url
        != "https://other.example/b"
    )
