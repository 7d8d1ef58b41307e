"""Removes from a page the boxes that introduce the authors of its article: a face, the name as a heading, some lines.

They are known by the name, since papers call them as they like. Names in the text itself are no headings, and a part of
the page that is more than a few lines is no such box.

Tried and dropped: names in bold, which interviews have before each answer.
"""

from __future__ import annotations

from typing import Final

from wortreader.prose.html.elements import Element, drop_all
from wortreader.prose.pages.elements import element_text

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_MOST_TEXT: Final = 400
"""Characters of such a box."""
_TAGS: Final = frozenset(("div", "section", "aside", "header", "footer", "li", "ul", "a", "figure"))
_ARTICLE: Final = ("h1", "time", "main")
"""What is in no such box."""


def drop_author_boxes(root: Element, byline: str | None) -> None:
    """Removes the boxes under `root` whose heading is one of the authors in `byline`, separated by commas."""
    names = {name.casefold() for name in (byline or "").split(", ") if " " in name}
    if not names:
        return
    headings = [heading for heading in root.iter(*_HEADINGS) if element_text(heading).casefold() in names]
    drop_all(root, [box for heading in headings if (box := _box_around(heading)) is not None])


def _box_around(heading: Element) -> Element | None:
    """The largest part around `heading` that is a few lines; None if it stands in the text itself."""
    box = None
    for part in heading.iterancestors():
        if part.tag not in _TAGS or len(element_text(part)) > _MOST_TEXT:
            break
        if next(part.iter(*_ARTICLE), None) is not None:
            break
        box = part
    return box
