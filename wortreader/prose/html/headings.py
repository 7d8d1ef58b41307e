"""Removes from headings what is beside their words: the link to themselves, and that to edit their section.

Systems for documents and wikis put them there (`<h2>Use<a class="headerlink" href="#use">¶</a></h2>`). A `<div>` that
holds nothing but its heading is removed, too: what follows a heading is looked for beside it.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import Element, drop_all, text_of, unwrap_all

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMED: Final = re.compile(
    r"(?<![a-z])(?:header-?(?:link|anchor)|heading-?(?:link|anchor)|hash-?link|perma-?link|anchor(?:js)?(?:-?link)?|section-?link"
    r"|direct-link|mw-editsection)(?![a-z])",
    re.IGNORECASE,
)
"""Classes of such links."""
_SIGNS: Final = re.compile(r"[\W_]{0,3}")
_LABEL: Final = re.compile(
    r"\W*(?:perma-?link|link|anchor|(?:direct )?link to .{1,200}|copy link|edit)\W*", re.IGNORECASE
)


def settle_headings(root: Element) -> None:
    """Settles the headings under `root`."""
    dropped: list[Element] = []
    held: list[Element] = []
    for heading in root.iter(*HEADINGS):
        links = [part for part in heading.iterdescendants("a", "span") if _is_beside(part)]
        around = heading.getparent()
        if around is not None and around.tag == "div" and not (around.text or "").strip():
            links += [part for part in around if part is not heading and _is_beside(part)]
            if all(part is heading or part in links for part in around) and not _has_tails(around):
                held.append(around)
        if links and any("".join(heading.itertext()).strip() != text_of(link) for link in links):
            dropped += links
    drop_all(root, dropped)
    unwrap_all(root, held)


def _has_tails(element: Element) -> bool:
    return any((part.tail or "").strip() for part in element)


def _is_beside(part: Element) -> bool:
    """Whether part of a heading leads to the heading itself, or to a form to edit what is below it."""
    is_named = bool(_NAMED.search(part.get("class") or ""))
    if part.tag == "span":
        return is_named and "edit" in part.get("class")
    if part.tag != "a" or ("#" not in (part.get("href") or "#") and not is_named):
        return False
    if next(part.iterancestors("sup"), None) is not None or next(part.iterdescendants("sup", "img"), None) is not None:
        return False
    text = text_of(part)
    return bool(_SIGNS.fullmatch(text) or (is_named and _LABEL.fullmatch(text)))
