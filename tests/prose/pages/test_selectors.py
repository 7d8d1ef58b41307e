"""CSS selectors of rules for sites: what they match, and what is refused."""

from __future__ import annotations

from itertools import product

import pytest
from lxml import html as lxml_html
from lxml.cssselect import CSSSelector

from wortreader.prose.pages.selectors import BadSelector, parse, select

PAGE = lxml_html.document_fromstring(
    '<div class="a b" id="top" lang="de-LU"><p>1</p><p class="b q" title="x y">2<span class="a">3</span></p>'
    '<section><p>4</p><div><p class="a">5</p><a href="/x.pdf">6</a></div></section><p>7</p></div><p id="end">8</p>'
)
COMPOUNDS = (
    "p", "*", ".a", "#top", "div.a.b", "[title]", "[class~=b]", "[lang|=de]", "[href$='.pdf']", "[href^='/']",
    "[class*=' ']", "p:not(.a)", "p:first-child", "a:last-child", "div",
)  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("combinator", [" ", " > ", " + ", " ~ "])
def test_matches_are_those_of_lxml(combinator: str) -> None:
    for first, second in product(COMPOUNDS, repeat=2):
        for selector in (first, f"{first}{combinator}{second}", f"div > {first}{combinator}{second}, {first}"):
            assert select(PAGE, [selector]) == CSSSelector(selector)(PAGE), selector


def test_elements_come_once_in_the_order_of_the_page() -> None:
    assert [element.text for element in select(PAGE, ["#end", "p.a", ".a"])[1:]] == ["3", "5", "8"]
    assert select(PAGE, []) == []


@pytest.mark.parametrize(
    ("selector", "reason"),
    [
        ("p[", "it is not a CSS selector (Expected ident or '*', got <EOF at 2>)"),
        ("", "it is not a CSS selector (Expected selector, got <EOF at 0>)"),
        ("//p", "it is not a CSS selector (Expected selector, got <DELIM '/' at 0>)"),
        ("p:nth-child(2)", "“:nth-child” is not supported"),
        ("p:hover", "“:hover” is not supported"),
        ("p:contains('x')", "“:contains” is not supported"),
        ("p:has(a)", "“:has” is not supported"),
        ("p::before", "pseudo-elements (“::”) are no elements of a page"),
        ("svg|a", "pages have no namespaces"),
        ("p" * 301, "it is longer than 300 characters"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(selector: str, reason: str) -> None:
    with pytest.raises(BadSelector) as refusal:
        parse(selector)

    assert str(refusal.value) == reason


@pytest.mark.parametrize("selector", [":is(a", ":is(", ".x:is(a, b", ":not(a", ":has(a", "[a", "[a='b"])
def test_a_selector_that_breaks_off_is_refused(selector: str) -> None:
    with pytest.raises(BadSelector, match="not a CSS selector"):
        parse(selector)


@pytest.mark.parametrize("combinator", [" ", ">", "+", "~"])
def test_the_steps_that_a_selector_takes_grow_with_the_page_and_not_faster(
    combinator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wortreader.prose.pages import selectors

    calls = 0
    fits = selectors._Step.fits

    def counted(step: selectors._Step, element: object) -> bool:
        nonlocal calls
        calls += 1
        return fits(step, element)

    monkeypatch.setattr(selectors._Step, "fits", counted)
    deep = "<div>" * 150 + "<p></p>" * 2000 + "</div>" * 150
    selector = combinator.join(["*"] * 60)

    found = select(lxml_html.document_fromstring(f"<body>{deep}</body>"), [selector])

    assert found or combinator == "+"
    assert calls <= 60 * 2200
