"""Makes the tree of an article simpler before it is read for its plain text."""

from __future__ import annotations

from typing import Final

from wortreader.prose.html import media
from wortreader.prose.html.elements import INLINE, Element
from wortreader.prose.html.reading_blocks import STYLES
from wortreader.text import safe

_TRANSPARENT: Final = (INLINE | STYLES.keys()) - {"br", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "sub", "sup"}
"""Elements that change nothing in the plain text."""
_INDIFFERENT: Final = _TRANSPARENT | {
    "html", "body", "address", "article", "aside", "blockquote", "br", "center", "div", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "li", "main", "nav", "ol", "p", "section",
    "ul",
}  # fmt: skip
"""Elements that are read in the same way whether their text is in transparent ones or not."""


def is_text_safe(root: Element) -> bool:
    """Whether all text under `root` is safe, and stays so wherever it is divided or joined."""
    from lxml import etree  # takes 20 ms, which the first paint of a list does not need

    text = etree.tostring(root, method="text", encoding="unicode")
    return safe(text) == text and "\u200d" not in text


def unwrap_transparent(root: Element) -> None:
    """Replaces elements under `root` that change nothing in the plain text by their content, if all others allow it.

    An article of papers has half of its elements left then.
    """
    from lxml import etree

    tags = {element.tag for element in root.iter()}
    transparent = tags & _TRANSPARENT
    if not transparent or not tags <= _INDIFFERENT:
        return
    if any(child.tag != "li" for listing in root.iter("ul", "ol") for child in listing):
        return  # what is right inside a list ends it, or belongs to the item before
    if "img" in tags and any(map(media.is_in_characters, root.iter("img"))):
        return  # whether such a picture is one depends on the text beside it
    etree.strip_tags(root, *transparent)
