"""Parts of typeset lines: the words of links."""

from __future__ import annotations

import pytest

from wortreader.app.panes.article.line_parts import LINKS_AHEAD, LinkWords, paragraph_from
from wortreader.prose.html.markup import document
from wortreader.prose.typeset.layout import layout
from wortreader.prose.typeset.lines import Line

LONG = "Donaudampfschifffahrtsgesellschaftskapitän"


def words(html: str, width: int = 40, *, language: str | None = None, hyphenate: bool = False) -> dict[int, str]:
    laid = layout(document(html), width, language=language, hyphenate=hyphenate)
    links = LinkWords(laid.lines)
    return {number: links.of(number) for number in range(1, len(laid.links) + 1)}


def test_words_are_looked_for_no_farther_than_they_may_be() -> None:
    picture = '<p><a href="https://a.example"><img src="https://a.example/p.png" alt=""></a></p>'
    others = "".join(f'<p><a href="https://b.example/{number}">{number}</a></p>' for number in range(1000))
    read: list[Line] = []
    lines = layout(document(picture + others), 40).lines

    found = LinkWords(line for line in lines if not read.append(line))  # type: ignore[func-returns-value]  # counts

    assert (found.of(1), found.of(3)) == ("", "1")
    assert len(read) < 4 * LINKS_AHEAD
    assert found.of(901) == "899"


@pytest.mark.parametrize("width", [12, 20, 40, 72])
@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p><a href="https://a.example">report</a> and <a href="https://a.example">report</a></p>', "report"),
        ('<p><a href="https://a.example">one</a></p><p>x</p><p><a href="https://a.example">two</a></p>', "one"),
        ('<p><a href="https://a.example">one</a> <a href="https://a.example">two</a></p>', "one"),
        ('<p><a href="https://a.example"><img src="https://a.example/p.png"></a></p>'
         '<p>See <a href="https://a.example">the report</a></p>', "the report"),
        ('<p><a href="https://a.example">un<b>happ</b>y</a></p>', "unhappy"),
        ('<ul><li><a href="https://a.example">a long one of many words, more than a line</a></li>'
         '<li><a href="https://a.example">again</a></li></ul>', "a long one of many words, more than a line"),
        ('<blockquote><p><a href="https://a.example">a long one of many words, more than a line</a></p></blockquote>',
         "a long one of many words, more than a line"),
        ('<h2><a href="https://a.example">Heading</a></h2><p><a href="https://a.example">Read more</a></p>', "Heading"),
    ],
)  # fmt: skip
def test_a_link_has_the_words_of_its_first_place(html: str, expected: str, width: int) -> None:
    assert words(html, width)[1] == expected


@pytest.mark.thorough
@pytest.mark.parametrize("hyphenate", [True, False])
def test_a_word_that_the_line_parts_is_one_word(hyphenate: bool) -> None:
    html = f'<p>Der <a href="https://a.example">{LONG} kommt</a> an, und {LONG} auch.</p>'

    assert words(html, 24, language="de", hyphenate=hyphenate)[1] == f"{LONG} kommt"


def test_each_link_has_its_own_words() -> None:
    html = "".join(
        f'<p><a href="https://a.example/{n % 3}">link {n}</a> and <a href="https://a.example/x{n}">other {n}</a></p>'
        for n in range(9)
    )

    found = words(html)

    assert [found[number] for number in (1, 3, 5)] == ["link 0", "link 1", "link 2"]
    assert sorted(found.values())[3:] == [f"other {n}" for n in range(9)]


def test_paragraphs_headings_and_items_are_gone_to_from_wherever_one_is() -> None:
    html = "<p>One goes on for a while, as it does.</p><h2>Two</h2><ul><li>three</li><li>four</li></ul>"
    lines = layout(document(html), 20).lines
    first = {number: line.text.strip().split()[-1] for number, line in enumerate(lines) if line.text.strip()}

    starts = [paragraph_from(lines, 0, count) for count in range(1, 5)]

    assert [first[start] for start in starts if start is not None] == ["Two", "three", "four"]
    assert starts[-1] is None
    assert starts[2] is not None
    assert paragraph_from(lines, 1, -1) == 0
    assert paragraph_from(lines, starts[2], -1) == starts[1]
    assert paragraph_from(lines, 0, -1) is None
