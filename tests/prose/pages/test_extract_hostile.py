"""Hostile and empty pages lead to an article or a sentence, within limits."""

from __future__ import annotations

import random

import pytest
from processor_time import bounded

from wortreader.errors import NotAnArticle, ProseError
from wortreader.prose.pages.extract import extract
from wortreader.text import safe

CPU_SECONDS = 5
"""Processor time that a page may take: half of that after which the kernel ends a worker."""
SENTENCE = "Le chantier numéro {n} avance comme prévu, ont dit les ingénieurs de la ville."


def _page(body: str) -> bytes:
    head = "<html><head><title>Monstre</title></head>"
    return f"{head}<body><article><h1>Monstre</h1>{body}</article></body></html>".encode()


def _paragraphs(count: int) -> str:
    return "".join(f"<p>{SENTENCE.format(n=n)}</p>" for n in range(count))


MONSTERS = {
    "20,000 paragraphs": lambda: _page(_paragraphs(20_000)),
    "100,000 nested divs": lambda: _page(
        "<div>" * 100_000 + _paragraphs(20) + "</div>" * 100_000 + "<p>Après la fin.</p>"
    ),
    "100,000 nested spans": lambda: _page("<p>" + "<span>" * 100_000 + SENTENCE * 10 + "</span>" * 100_000 + "</p>"),
    "20,000 nested lists": lambda: _page(_paragraphs(20) + "<ul><li>" * 20_000),
    "20,000 open quotations": lambda: _page(_paragraphs(20) + "<blockquote>" * 20_000 + "fin"),
    "10 MB of text": lambda: _page(_paragraphs(20) + "<p>" + "mot " * 2_500_000 + "</p>"),
    "2 MB of markup": lambda: _page(_paragraphs(20) + "<b>x</b><i class='y'>z</i>" * 80_000),
    "10 MB of script": lambda: _page(_paragraphs(20) + "<script>" + "var a = '<p>';" * 700_000 + "</script>"),
    "20,000 links": lambda: _page(_paragraphs(20) + "<a href='/x?utm_source=y'>lien</a> " * 20_000),
    "a cell a word": lambda: _page(_paragraphs(20) + "<table>" + "<tr><td>a<td>b" * 10_000 + "</table>"),
    "100,000 attributes": lambda: _page(
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + SENTENCE + _paragraphs(20)
    ),
    "200,000 comments": lambda: _page("<!--" * 200_000 + "-->" + _paragraphs(20)),
    "one long srcset": lambda: _page("<img srcset='" + "a 1w," * 500_000 + "'>" + _paragraphs(20)),
    "50,000 fields": lambda: _page(_paragraphs(20) + "<p>" + "a<input>" * 50_000),
    "10,000 bold words": lambda: _page(_paragraphs(20) + "<p>" + "a <b>b</b> " * 10_000),
    "60,000 lines of dates": lambda: _page(
        _paragraphs(20) + "".join(f"<p>{n % 28 + 1}. novembre 2026 {n} 1.1.2{n % 1000:03}</p>" for n in range(60_000))
    ),
    "150,000 paragraphs": lambda: _page(
        _paragraphs(20) + "<p>Des mots assez nombreux pour un alinéa d’un article.</p>" * 150_000
    ),
    "50,000 dates": lambda: _page("<time datetime='2026-01-01'>1 Jan 2026</time>" * 50_000 + _paragraphs(20)),
    "long classes": lambda: _page(f"<div class='{'article content ' * 2000}'>" * 300 + _paragraphs(20)),
    "60,000 links and paragraphs": lambda: _page(_paragraphs(20) + "<a><p>" * 60_000),
    "20,000 links to pages": lambda: _page(
        _paragraphs(20) + "<div>" * 150 + "<a href='?page=2'>2</a><a href='?page=3'>3</a>" * 10_000
    ),
    "10,000 linked headings": lambda: _page(
        _paragraphs(20) + "<nav>" * 150 + "<h2><a href='/a?page=2'>2</a></h2>" * 10_000 + "<a href='?page=2'>2</a>"
    ),
    "deep JSON": lambda: _page("<script type='application/ld+json'>" + "[" * 100_000 + "</script>" + _paragraphs(20)),
}
"""Made when they are read: together they have 90 MB, which each worker would keep."""


@pytest.mark.slow
@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster_is_read_within_the_time_of_a_worker(name: str) -> None:
    with bounded(CPU_SECONDS):
        article = extract(MONSTERS[name](), url="https://paper.lu/monstre")

    assert "ont dit les ingénieurs" in article.text


@pytest.mark.parametrize("data", [b"", b"   \n", b"<html></html>", b"<html><body><nav><a href=/>x</a></nav>", b"\x00"])
def test_a_page_without_an_article_raises_a_sentence(data: bytes) -> None:
    with pytest.raises(NotAnArticle):
        extract(data, url="https://paper.lu/x", content_type="text/html")


def test_random_bytes_are_an_article_or_an_error_of_ours() -> None:
    chance = random.Random(3)
    for _round in range(60):
        data = chance.randbytes(chance.randrange(1, 3000))
        try:
            article = extract(
                data, url="https://paper.lu/x", content_type=chance.choice(("text/html", None, "text/plain"))
            )
        except ProseError:
            continue
        assert safe(article.text) == article.text


@pytest.mark.parametrize(
    "bad",
    ["\x1b", "&#27;", "&#27a", "&#00000000000000027;", "&#x1B", "&#0;", "&#xFFFF;", "&#55296;", "&#x110000;", "\x0c"],
)
def test_control_characters_do_not_stop_extraction(bad: str) -> None:
    image = f"<p>{bad}<img data-src='a{bad}.jpg' alt='{bad}'><script>x</script>{bad} encore <button>b</button>{bad}</p>"
    article = extract(_page(f"{image}{_paragraphs(9)}<table><tr><td>{bad}<h2>x</table>"), url="https://paper.lu/x")

    assert "ont dit les ingénieurs" in article.text


@pytest.mark.thorough
def test_mutilated_pages_are_articles_or_errors_of_ours() -> None:
    chance = random.Random(4)
    page = bytearray(
        _page(_paragraphs(12) + "<table><tr><td>1</table><ul><li><img srcset='a 2x'><iframe src=//youtube.com/embed/x>")
    )
    for _round in range(80):
        copy = bytearray(page)
        for _place in range(12):
            copy[chance.randrange(len(copy))] = chance.choice(b"<>/\"'= \x00\xffaz&;")
        del copy[chance.randrange(len(copy)) :]
        try:
            article = extract(bytes(copy), url="https://paper.lu/x")
        except ProseError:
            continue
        assert article.text
        assert safe(article.text) == article.text


def test_the_result_contains_no_scripts_and_no_escape_sequences() -> None:
    article = extract(
        _page(
            _paragraphs(6)
            + "<p onclick=alert(1)>Un paragraphe assez long avec <a href='javascript:alert(1)'>un lien</a> et "
            "&#27;]0;x un échappement, dit l'ingénieur.</p><script>alert(1)</script>"
            "<img src=x onerror=alert(1) width=900 height=500>" + _paragraphs(6)
        ),
        url="https://paper.lu/x",
    )

    for bad in ("onclick", "onerror", "<script", "javascript:", "\x1b"):
        assert bad not in article.html + article.text + article.title


@pytest.mark.thorough
@pytest.mark.parametrize(
    "body",
    [
        _page(_paragraphs(20) + "<p>" + "mot " * 450_000 + "</p>"),
        _page(_paragraphs(20) + "<b>x</b><i class='y'>z</i>" * 30_000),
    ],
    ids=["text", "elements"],
)
def test_a_page_that_is_not_read_to_its_end_says_so(body: bytes) -> None:
    html = extract(body, url="https://example.org/").html

    assert "too long to be read completely" in html.rpartition("<p>")[2]
    assert " mo</p>" not in html
    assert " mo " not in html


@pytest.mark.thorough
def test_a_long_page_that_is_read_to_its_end_says_nothing() -> None:
    extraction = extract(_page(_paragraphs(5_000)), url="https://example.org/")

    assert extraction.text.count("avance comme prévu") == 5_000
    assert "too long" not in extraction.html
