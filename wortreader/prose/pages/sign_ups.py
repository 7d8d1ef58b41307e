"""Removes from a page the boxes in which readers leave their address: for a newsletter, or an account.

They are known by the field for the address, and stand in the middle of the text with a heading and a promise.
Extractors drop the form, but not what is around it. Must be called before forms are removed.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import Element, drop_all
from wortreader.prose.pages.elements import is_boilerplate

_MOST_TEXT: Final = 500
"""Characters of such a box. A longer one is an article that contains one."""
_MOST_FIELDS: Final = 20
"""Fields on a page that are looked at."""
_ADDRESS: Final = re.compile(r"e-?mail", re.IGNORECASE)
_TAGS: Final = frozenset(("div", "section", "form", "aside", "fieldset", "label", "p", "span", "figure", "li", "ul"))
_ARTICLE: Final = ("h1", "article", "main", "time", "figcaption")
"""What is in no such box."""


def drop_sign_ups(root: Element) -> None:
    """Removes the boxes under `root` that ask for an address by mail."""
    fields = [field for field in root.iter("input") if _is_for_address(field)][:_MOST_FIELDS]
    drop_all(root, [box for field in fields if (box := _box_around(field)) is not None])


def _is_for_address(field: Element) -> bool:
    named = " ".join(field.get(name) or "" for name in ("name", "placeholder", "id", "autocomplete"))
    return field.get("type") == "email" or (field.get("type") in (None, "text") and bool(_ADDRESS.search(named)))


def _box_around(field: Element) -> Element | None:
    """The largest part around `field` that is only about it; None if it stands in the text itself."""
    box = None
    for part in field.iterancestors():
        is_small = part.tag in _TAGS or "-" in part.tag
        if not is_small or len("".join(part.itertext()).strip()) > _MOST_TEXT:
            break
        if next(part.iter(*_ARTICLE), None) is not None:
            break
        if box is not None and not is_boilerplate(part) and len(list(part.iter("p"))) > _paragraphs(box):
            break
        box = part
    return box


def _paragraphs(box: Element) -> int:
    """The paragraphs from which what is around `box` is more than the box: one, if it has its own promise."""
    own = len(list(box.iter("p")))
    return own if own else 2
