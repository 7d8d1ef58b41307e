"""Which elements of HTML are blocks, which are inline and which have no content, and how the tree is changed.

Knows nothing of what an element means to an article. Works on the trees of both of lxml's parsers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

Element = Any
"""An element of lxml, which has no types."""

VOID: Final = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "image", "img", "input",
    "keygen", "link", "meta", "nextid", "param", "source", "spacer", "track", "wbr",
))  # fmt: skip
"""Elements without content (HTML, 13.1.2 and 16.2)."""
BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "colgroup", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p",
    "plaintext", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    "xmp",
))  # fmt: skip
"""Elements that end a line, as browsers show them."""
INLINE: Final = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "br", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
"""Elements whose text belongs to the block around them."""
MEDIA: Final = frozenset(("img", "picture", "iframe", "video", "audio", "object", "embed", "applet", "svg", "canvas"))
"""Elements that show something other than text."""
CONTROLS: Final = frozenset((
    "button", "datalist", "input", "keygen", "map", "meter", "progress", "select", "textarea",
))  # fmt: skip
"""Parts of forms, and maps of pictures."""
UNREAD: Final = frozenset((
    "base", "basefont", "bgsound", "frame", "frameset", "head", "link", "meta", "noembed", "noframes", "noscript",
    "param", "script", "source", "style", "template", "title", "track",
))  # fmt: skip
"""Elements that browsers do not show, or not with scripts."""
KNOWN: Final = VOID | BLOCKS | INLINE | MEDIA | CONTROLS | UNREAD

_TO_DROP: Final = "to-drop"
_TO_UNWRAP: Final = "to-unwrap"


def drop(element: Element) -> None:
    """Removes `element` from its tree, but keeps the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if tail := element.tail:
        _add_text_before(element, tail)
    parent.remove(element)


def drop_all(root: Element, elements: Iterable[Element]) -> None:
    """Removes `elements` from the tree under `root`, but keeps the text after them.

    Takes linear time, while each `drop` copies the text that those before it have left behind.
    """
    parents = _mark(root, elements, _TO_DROP)
    if parents:
        from lxml import etree  # takes 20 ms, which the first paint of a list does not need

        etree.strip_elements(root, _TO_DROP, with_tail=False)
        _join_texts(parents)


def unwrap_all(root: Element, elements: Iterable[Element]) -> None:
    """Replaces `elements` in the tree under `root` by their content, in linear time."""
    parents = _mark(root, elements, _TO_UNWRAP)
    if parents:
        from lxml import etree

        etree.strip_tags(root, _TO_UNWRAP)
        _join_texts(parents)


def unwrap(element: Element) -> None:
    """Replaces `element` by its content."""
    if element.getparent() is None:
        return
    if text := element.text:
        _add_text_before(element, text)
    for child in list(element):
        element.addprevious(child)  # with its tail; `index` and `insert` would count all elements before it
    drop(element)


def move_content_behind(element: Element) -> None:
    """Moves the content of `element` to behind it."""
    if element.getparent() is None or not (len(element) or element.text):
        return
    text, element.text = element.text or "", None
    for child in reversed(element):
        element.addnext(child)
    element.tail = text + (element.tail or "")


def replace_with_text(element: Element, text: str) -> None:
    """Replaces `element` by `text`."""
    element.tail = text + (element.tail or "")
    drop(element)


def wrap_up(element: Element, tag: str, text: str) -> None:
    """Makes `element` a `tag` without attributes that holds only `text`."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = tag, text, tail


def text_of(element: Element) -> str:
    """All text in `element`, white space at its ends removed."""
    return "".join(element.itertext()).strip()


def has_text(element: Element) -> bool:
    """Whether there is text other than white space in `element`."""
    return any(text.strip() for text in element.itertext())


def text_before(element: Element) -> str:
    """The text right before `element` in its parent; empty if another element is there."""
    previous = element.getprevious()
    if previous is not None:
        return str(previous.tail or "")
    parent = element.getparent()
    return "" if parent is None else str(parent.text or "")


def holds_blocks(element: Element) -> bool:
    """Whether there is a block in `element`."""
    return next(element.iterdescendants(*BLOCKS), None) is not None


def _mark(root: Element, elements: Iterable[Element], tag: str) -> set[Element]:
    """Makes a `tag` of each of `elements` but the root, and returns what they are in."""
    marked = [element for element in elements if element is not root]
    for element in marked:
        element.tag = tag
    return {parent for element in marked if (parent := element.getparent()) is not None}


def _join_texts(parents: set[Element]) -> None:
    """Makes one text of those that lie side by side in `parents`: libxml2 walks over all of them at each step."""
    for parent in parents:
        if text := parent.text:
            parent.text = text
        for child in parent:
            if tail := child.tail:
                child.tail = tail


def _add_text_before(element: Element, text: str) -> None:
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + text
