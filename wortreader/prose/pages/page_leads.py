"""Finds the summary of an article that its page shows above the text, or tells to others.

What is called a lead on a page is often a menu, a note on cookies or an advert. It counts if the summary in JSON-LD or
Open Graph says the same, or if it stands between the title and the text. A summary that is only told counts if it has
words of the article, and is not cut.

Tried and dropped: any element with a role, or named so anywhere on the page: 59 of 249 leads were menus,
advertisements or requests for consent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from wortreader.prose.html.elements import Element
from wortreader.prose.pages.elements import BYLINE, LEAD, element_text, is_boilerplate
from wortreader.prose.pages.linked_data import LinkedData, without_tags
from wortreader.prose.pages.page_titles import fold
from wortreader.text import safe_line

MAX_LEAD: Final = 2000
_SHORTEST: Final = 40
"""Characters of a lead on the page."""
_LONGEST: Final = 900
_MOST_SHOWN: Final = 50
"""Elements that may be the lead. Those of hundreds of teasers are not."""
_SHORTEST_TOLD: Final = 25
"""Characters of a summary that is only told."""
_FROM_TITLE: Final = 400
"""Characters of paragraphs between the title and its lead: pictures have captions."""
_ALIKE: Final = 0.6
"""The share of words by which two summaries are the same."""
_OF_ARTICLE: Final = 0.25
"""The share of the words of a summary that the article has. Those of a paper's description are found by chance."""
_OF_PAPER: Final = 0.5
"""The same if the summary names the paper."""
_ENOUGH: Final = 50
"""Words of a page that can tell whether a summary is that of its article."""
_MOST_TEXT: Final = 100_000
"""Characters of a page that are compared."""
_TOLD: Final = ("og:description", "description", "twitter:description", "dc.description", "dcterms.abstract")
_TAGS: Final = frozenset(("p", "div", "h2", "h3", "strong", "span", "section", "header"))
_NOT_AROUND: Final = frozenset(("aside", "nav", "li", "footer", "form", "dialog", "figure", "button", "select"))
_NOT_INSIDE: Final = (
    "script", "style", "form", "nav", "input", "button", "h1", "article", "iframe", "img", "picture", "video",
    "figcaption", "time", "ul", "ol", "table",
)  # fmt: skip
_ROLES: Final = frozenset(
    ("dialog", "alertdialog", "search", "banner", "complementary", "navigation", "contentinfo", "alert", "menu", "form")
)
_NAMES: Final = ("class", "id", "data-testid", "data-gu-name", "data-component", "data-manual", "data-qa")
_MARKED: Final = f"//body//*[{' or '.join(f'@{name}' for name in ('itemprop', 'role', *_NAMES))}]"
_CONSENT: Final = re.compile(r"\bcookies?\b|\bjavascript\b|\bad-?blocker", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"caption|credit|image|photo|media|by-?line|author|date|share|audio|legende|bild", re.IGNORECASE
)
"""Names of what is near a lead: `lead-image-caption`, `intro-author`."""
_SENTENCE: Final = re.compile(r"[.!?…:»”\"’')\]]\s*$")
_CUT: Final = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")


def lead_of(root: Element, metas: Mapping[str, str], linked: LinkedData, title: str, site: str | None) -> str:
    """The summary of the article; empty if the page has none of its own."""
    summaries = [without_tags(text) for text in (linked.lead, *(metas.get(name, "") for name in _TOLD)) if text]
    told = [_words(text) for text in summaries]
    shown = list(islice(_shown(root, title), _MOST_SHOWN))
    for element in shown:
        text = element_text(element)
        if any(_is_alike(_words(text), other) for other in told):
            return safe_line(text, MAX_LEAD)
    near = _near_title(root, shown, title)
    if near is not None:
        return safe_line(element_text(near), MAX_LEAD)
    known: set[str] | None = None
    for text, found in zip(summaries, told, strict=True):
        if len(text) < _SHORTEST_TOLD or _is_cut(text, root) or _is_about_consent(text, title):
            continue
        if fold(text) == fold(title):
            continue
        known = _words_of_article(root, linked, title) if known is None else known
        if _is_of_article(found, known, site):
            return safe_line(text, MAX_LEAD)
    return ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))


def _is_alike(ours: set[str], theirs: set[str]) -> bool:
    shared = len(ours & theirs)
    return shared > 2 and shared >= _ALIKE * min(len(ours), len(theirs))


def _is_cut(text: str, root: Element) -> bool:
    """Whether a summary is the beginning of a paragraph of the page, or ends with an ellipsis."""
    if _CUT.search(text):
        return True
    if _SENTENCE.search(text):
        return False
    return any(
        len(line := element_text(part)) > len(text) and line.startswith(text) for part in islice(root.iter("p"), 20)
    )


def _is_about_consent(text: str, title: str) -> bool:
    return bool(_CONSENT.search(text)) and not _CONSENT.search(title)


def _words_of_article(root: Element, linked: LinkedData, title: str) -> set[str]:
    """The words of the page's sentences and of its title."""
    parts: list[str] = []
    length = 0
    for part in root.itertext():
        if len(part) >= 60 and length < _MOST_TEXT and "{" not in part:
            parts.append(part)
            length += len(part)
    return _words(" ".join((title, linked.body[:_MOST_TEXT], *parts)))


def _is_of_article(summary: set[str], known: set[str], site: str | None) -> bool:
    names = _words(site or "")
    rest = summary - names
    if len(known) < _ENOUGH:
        return True
    least = _OF_PAPER if names and names <= summary else _OF_ARTICLE
    return bool(rest) and len(rest & known) >= least * len(rest)


def _shown(root: Element, title: str) -> Iterator[Element]:
    """The elements that are marked as lead, and are in no part of the page that is about something else."""
    marked = root.xpath(_MARKED)
    for element in marked:
        if element.tag not in _TAGS or element.get("role") in _ROLES:
            continue
        is_said = element.get("itemprop") == "description" or element.get("role") == "doc-subtitle"
        names = " ".join(element.get(name, "") for name in _NAMES)
        if not is_said and (not LEAD.search(names) or _OTHER.search(names)):
            continue
        text = element_text(element)
        if not _SHORTEST <= len(text) <= _LONGEST or _is_about_consent(text, title):
            continue
        if fold(text) == fold(title):
            continue
        if (
            next(element.iter(*_NOT_INSIDE), None) is None
            and not _holds_more(element)
            and not _is_elsewhere(element)
            and not _is_linked(element)
        ):
            yield element


def _holds_more(element: Element) -> bool:
    """Whether `element` holds more than a lead: a heading with what is below it, or the authors."""
    inside = list(element.iterdescendants())
    headings = sum(part.tag in ("h2", "h3", "h4", "h5", "h6") for part in inside)
    return (headings > 0 and len(inside) > headings + 1) or any(
        BYLINE.search(part.get("class") or "") for part in inside
    )


def _is_elsewhere(element: Element) -> bool:
    return is_boilerplate(element) or any(
        around.tag in _NOT_AROUND or around.get("role") in _ROLES or is_boilerplate(around)
        for around in element.iterancestors()
        if around.tag != "html"
    )


def _is_linked(element: Element) -> bool:
    """Whether most of the words of `element` are links."""
    return sum(len(element_text(link)) for link in element.iter("a")) * 2 > len(element_text(element))


def _near_title(root: Element, shown: list[Element], title: str) -> Element | None:
    """The element of `shown` between the title and the text."""
    headings = list(root.iter("h1"))
    heading = next((h1 for h1 in headings if title and title in element_text(h1)), headings[0] if headings else None)
    if heading is None or not shown:
        return None
    marked = set(shown)
    passed: int | None = None
    for element in root.iter():
        if element is heading:
            passed = 0
        elif passed is not None:
            if element in marked:
                return element
            if element.tag == "p":
                passed += len(element_text(element))
                if passed > _FROM_TITLE:
                    return None
    return None
