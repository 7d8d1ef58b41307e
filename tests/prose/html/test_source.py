"""What lxml is given: bounded nesting and attributes, and nothing else changed."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from wortreader.prose.html.flatten import TOO_DEEP, flatten, limit_attributes
from wortreader.prose.html.source import parse_bounded

MENU = "<div><ul><li>" * 40 + "</ul></div>" * 40
"""More than enough open elements that a page looks deep if end tags are not counted."""


def parsed(html: str, *, is_strict: bool = False) -> Any:
    return parse_bounded(html, lxml_html.document_fromstring, is_strict=is_strict)


def depth(root: Any) -> int:
    most = now = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        now += 1 if event == "start" else -1
        most = max(most, now)
    return most


@pytest.mark.parametrize(
    "opaque",
    [
        '<script>document.write("<table><tr><td>" + x)</script>',
        '<script>if (a < b) { c = "</nav></div>" }</script>',
        "<style>p:before { content: '<div></p>' }</style>",
        "<!-- <div> <table> </nav> -->",
        """<div data-card='{"html": "<table></div><p>"}'></div>""",
        """<a title="</table> > <b>" href=/x></a>""",
        "<textarea><div><table></textarea>",
    ],
)
def test_what_is_no_tag_for_a_parser_swallows_nothing(opaque: str) -> None:
    deep = f"{'<div>' * 150}deep{'</div>' * 150}"
    page = f"<body>{MENU}{opaque}<nav>menu</nav><article><p>one</p>{deep}<p>two</p></article>"
    for root in (parsed(page), lxml_html.document_fromstring(flatten(page))):
        assert [p.text for p in root.iter("p")] == ["one", "two"]
        assert root.xpath("string(//nav)") == "menu"
        assert root.xpath("boolean(//article/p[2])")


def test_a_page_with_many_open_elements_that_is_not_deep_is_parsed_as_it_is() -> None:
    page = f"<body>{MENU}<svg><path d='M0'/></svg>{'<div>' * 150}<p class='x'>text{'</div>' * 150}<p>end"

    assert etree.tostring(parsed(page)) == etree.tostring(lxml_html.document_fromstring(page))


def test_a_page_that_is_too_deep_keeps_its_text_and_what_follows() -> None:
    root = parsed(f"<body>{'<div>' * 5000}<p>deep{'</div>' * 5000}<p>after")

    assert depth(root) <= TOO_DEEP
    assert [p.text for p in root.iter("p")] == ["deep", "after"]


def test_a_long_value_is_not_counted_as_attributes() -> None:
    tag = f'<p class="lead" data-words="{"word = other " * 200}">'

    assert limit_attributes(tag) == tag
    assert limit_attributes(f"<p {' '.join(f'a{n}=1' for n in range(200))}/>") == "<p/>"


def test_a_player_named_in_a_script_does_not_close_one_on_the_page() -> None:
    root = parsed("<body><video src=a.mp4><script>x = '</video>'</script><p>story</p>")

    assert root.xpath("string(//body/p)") == "story"
