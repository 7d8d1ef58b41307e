"""Finds the date of an article in the lines around its title, where blogs and associations write it without a mark.

A line counts if it is hardly more than a date: with its label, the authors, the section. The first paragraph ends the
search, since what is below it are the dates of other articles, comments and events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from itertools import islice
from typing import Final

from wortreader.prose.html.elements import Element
from wortreader.prose.pages import page_dates
from wortreader.prose.pages.elements import element_text, is_elsewhere, is_large
from wortreader.prose.pages.page_titles import fold

_HEADINGS: Final = ("h1", "h2", "h3")
_MOST_HEADINGS: Final = 100
"""Headings of a page among which the title is."""
_MOST_AFTER: Final = 60
"""Elements after the title that are looked at."""
_LONGEST: Final = 120
"""Characters of a line with a date."""
_PARAGRAPH: Final = 160
"""Characters of a text that is the first of the article."""
_MOST_WORDS: Final = 7
"""Words beside the date: a label, the authors, the section."""
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_UNREAD: Final = frozenset(("script", "style", "form", "nav", "select", "option", "button", "table", "figure"))
_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)(?:/|$)")


def dates_near_title(root: Element, title: str, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """The dates of publication and change in a line right before or after the title."""
    heading = _heading(root, title)
    if heading is None:
        return None, None
    for line in (*_lines_after(heading), *_lines_before(heading)):
        if page_dates.is_dated(line, zone) and len(_WORD.findall(line)) <= _MOST_WORDS:
            return page_dates.find_dates(line, zone)
    return None, None


def date_in_address(address: str, zone: tzinfo) -> datetime | None:
    """The day in the path of an address such as `/2026/11/23/title`; None if there is none."""
    found = _ADDRESS.search(address)
    return page_dates.find_date("-".join(found.groups()), zone) if found else None


def _heading(root: Element, title: str) -> Element | None:
    """The heading that shows `title`; else the only one of the first level."""
    folded = fold(title)
    for heading in islice(root.iter(*_HEADINGS), _MOST_HEADINGS):
        if folded and fold(element_text(heading)) == folded:
            return heading
    firsts = list(islice(root.iter("h1"), 2))
    return firsts[0] if len(firsts) == 1 else None


def _lines_after(heading: Element) -> Iterator[str]:
    """The short texts between a heading and the first paragraph, or the next heading of an article."""
    inside = set(heading.iter())
    for element in islice(heading.xpath("following::*"), _MOST_AFTER):
        if element in inside or not isinstance(element.tag, str):
            continue
        own = " ".join("".join(element.xpath("./text()")).split())
        if len(own) > _PARAGRAPH or element.tag in ("h1", "h2", "article", "footer"):
            return
        if _is_told(element):
            return
        if any(part.tag in _UNREAD for part in (element, *element.iterancestors())):
            continue
        yield from _line(element)


def _lines_before(heading: Element) -> Iterator[str]:
    """The short texts right before a heading, or before what only holds the heading."""
    for part in (heading, heading.getparent()):
        before = part.getprevious() if part is not None else None
        if before is not None and isinstance(before.tag, str) and before.tag not in _UNREAD:
            yield from _line(before)


def _is_told(element: Element) -> bool:
    """Whether an element tells its date to machines, too, which `page_metadata` reads."""
    return element.tag in ("time", "abbr") or element.get("content") is not None


def _line(element: Element) -> Iterator[str]:
    """The text of an element without scripts, if it is short, of no other article, and has no date for machines."""
    if is_large(element) or any(map(_is_told, element.iter())):
        return
    parts = element.xpath(".//text()[not(parent::script or parent::style)]")
    text = " ".join("".join(parts).split())
    if 6 <= len(text) <= _LONGEST and not is_elsewhere(element):
        yield text
