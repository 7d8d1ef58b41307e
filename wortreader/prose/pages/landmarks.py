"""Finds the article by a page's own markup: `articleBody`, `<article>`, `<main>`, and where most prose is.

It takes one pass over the tree, so it also serves pages that are too large for other extractors.

Tried and dropped: Resiliparse in its place, which takes 18 MB and extracts too much in the same way.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import INLINE, Element
from wortreader.prose.pages.elements import is_boilerplate

_BODY: Final = re.compile(
    r"(?:^|[\s_-])(?:article-?_{0,2}(?:body|content|text)|story-?(?:body|content|text)|entry-content|post-?(?:content|body)"
    r"|articlebody|text-?body|body-?text|content-?body|corps|artikel-?(?:text|body|inhalt)|corpo|texto)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNREAD: Final = frozenset(("figcaption", "figure", "form", "script", "style"))
_BLANKS: Final = re.compile(r"\s+")
_SENTENCE: Final = re.compile(r"[.!?…»”\"]\s*$|[.!?,;:]\s")
_SHORT: Final = 40
"""Characters. A shorter block is not prose."""
_ENOUGH: Final = 0.3
"""The share of a page's prose from which an element that is marked as the article is it."""
_MOST: Final = 0.75
"""The share of a page's prose that is in the element of the article."""


def article_text(root: Element) -> str:
    """The text of the element that is the article, a block a line; empty if there is no prose."""
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        return ""
    return text_of(_article_element(body))


def text_of(element: Element, *, is_all: bool = False) -> str:
    """The text of `element`, a block a line, without captions and, unless `is_all`, without boilerplate."""
    lines: list[str] = []
    run: list[str] = []
    _collect(element, lines, run, is_all)
    _end_line(lines, run)
    return "\n".join(lines)


def _collect(element: Element, lines: list[str], run: list[str], is_all: bool) -> None:
    """Recurses as deep as the tree, which `flatten` has limited."""
    if element.text:
        run.append(element.text)
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child.tag == "br":
            run.append(" ")
        elif child.tag in INLINE:
            _collect(child, lines, run, is_all)
        elif child.tag not in _UNREAD and (is_all or not is_boilerplate(child)):
            _end_line(lines, run)
            _collect(child, lines, run, is_all)
            _end_line(lines, run)
        if child.tail:
            run.append(child.tail)


def _end_line(lines: list[str], run: list[str]) -> None:
    if line := _BLANKS.sub(" ", "".join(run)).strip():
        lines.append(line)
    run.clear()


def _article_element(body: Element) -> Element:
    """The smallest element with most of the prose. One that is marked as the body of an article is preferred."""
    prose: dict[Element, int] = {}
    _weigh(body, prose)
    total = prose.get(body, 0)
    if not total:
        return body
    named = [element for element in prose if _is_body(element)]
    best = max(named, key=lambda element: prose[element], default=None)
    if best is not None and prose[best] >= total * _ENOUGH:
        return best
    articles = [element for element in prose if element.tag == "article" and next(element.iter("h1"), None) is not None]
    best = max(articles, key=lambda element: prose[element], default=None)
    here = best if best is not None and prose[best] >= total * _ENOUGH else body
    total = prose[here]
    while True:
        heaviest = max(here, key=lambda child: prose.get(child, 0), default=None)
        if heaviest is None or heaviest.tag == "p" or prose.get(heaviest, 0) < total * _MOST:
            return here
        here = heaviest


def _is_body(element: Element) -> bool:
    return "articleBody" in element.get("itemprop", "").split() or bool(_BODY.search(element.get("class", "")))


def _weigh(element: Element, weights: dict[Element, int]) -> int:
    """Writes to `weights` the characters of prose in each element: sentences outside of boilerplate, not all links.

    Returns that of `element`. Recurses as deep as the tree, which `flatten` has limited.
    """
    weight = 0
    if element.tag in ("p", "li", "blockquote", "td", "dd", "pre") or not any(
        child.tag not in INLINE for child in element
    ):
        text = _BLANKS.sub(" ", "".join(element.itertext())).strip()
        if len(text) >= _SHORT and _SENTENCE.search(text):
            linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
            weight = len(text) if linked < len(text) / 2 else 0
    else:
        for child in element:
            if isinstance(child.tag, str) and not is_boilerplate(child):
                weight += _weigh(child, weights)
    if weight:
        weights[element] = weight
    return weight
