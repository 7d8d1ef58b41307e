"""Recognizes boxes beside the text of an article that belong to it, and that extractors leave out.

They have facts, a glossary, or a passage for those who want to know more, and are known by their names, or by a heading
of their own if the second extractor has them.

Tried and dropped: paragraphs in boxes without a heading, many of which call upon readers to write to the paper.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import Element, text_of
from wortreader.prose.pages.elements import is_boilerplate
from wortreader.prose.pages.matching import HEADINGS, LONG, PageMarks, is_call, is_linked, is_told

_FACTS: Final = re.compile(
    r"(?:^|[\s_-])(?:info-?box|fact-?(?:box|file|sheet|check-?box)|fakten-?box|encadr[eé]|rep[eè]res|key-?(?:facts|points)"
    r"|zahlen-?box|hintergrund-?box|glossar(?:y|-?box)?|kaderstuk)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class names of boxes with facts."""
LONGEST_BOX: Final = 2000
"""Characters of a box with facts."""
_LARGEST_BOX: Final = 300
"""Words of a box that only the second text has."""


def is_fact_box(element: Element) -> bool:
    """Whether an element between paragraphs is a box with facts on the article, which extractors leave out."""
    if element.tag not in ("aside", "section", "div") or not _FACTS.search(element.get("class") or ""):
        return False
    text = text_of(element)
    has_text = next(element.iter("p", "li"), None) is not None
    return has_text and len(text) <= LONGEST_BOX and not is_linked(element) and not is_call(text)


def is_told_box(element: Element, marks: PageMarks) -> bool:
    """Whether the second text has a box with its own heading between paragraphs, of which the text has nothing.

    It leads nowhere, and does not call upon readers.
    """
    if element.tag not in ("section", "div") or marks.matched.get(element) or is_boilerplate(element):
        return False
    if next(element.iterchildren(*HEADINGS), None) is None or next(element.iter("p"), None) is None:
        return False
    if next(element.iter("a", "h1", "img", "form"), None) is not None:
        return False
    is_small = LONG <= marks.counted.get(element, 0) <= _LARGEST_BOX
    return is_small and marks.second is not None and is_told(element, marks) and not is_call(text_of(element))
