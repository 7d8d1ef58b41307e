"""Removes from a tree what its author hides: by attribute, by style, or from everybody but screen readers.

Texts that a script is to show are kept: if hardly anything else would be left, and if they only wait for an animation.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import Element, drop_all, text_of

TELLING: Final = frozenset(("hidden", "aria-hidden", "style", "class"))
"""Attributes that may hide an element."""
_STYLE: Final = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|(?:left|top|text-indent)\s*:\s*-\d{4}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.IGNORECASE,
)
_CLEAR: Final = re.compile(r"(?:^|[;\s])opacity\s*:\s*0*(?:\.0*)?%?\s*(?:;|!|$)", re.IGNORECASE)
_MOVING: Final = re.compile(r"transform|transition|animation|translate|will-change", re.IGNORECASE)
_SHOWN: Final = re.compile(r"visibility\s*:\s*visible", re.IGNORECASE)
_FOR_SCREEN_READERS: Final = re.compile(
    r"(?<![\w-])(?:screen-?reader(?:s|-text|-only|-response)?|sr-only|visually-?hidden|show-for-sr|a-offscreen"
    r"|element-invisible|assistive-text)(?![\w-])",
    re.IGNORECASE,
)
_PICTURES: Final = frozenset(("img", "figure", "picture", "svg", "video", "iframe"))
_SEEN: Final = _PICTURES | {"figcaption"}
"""What `aria-hidden` hides from screen readers only."""
_UNREAD: Final = ("script", "style", "noscript", "template")
"""Elements whose text nobody reads."""
_MOST_CLEAR: Final = 0.3
"""The share of the text that may be transparent. More is an animation that has not begun."""


def drop_hidden(root: Element, *, most_hidden: float) -> None:
    """Removes hidden elements under `root`, except those with `most_hidden` of all text or more, which are shown."""
    suspects = [element for element in root.iter() if not TELLING.isdisjoint(element.keys())]
    hidden = [element for element in suspects if _is_hidden(element)]
    clear = [element for element in suspects if _is_clear(element)]
    if not (hidden or clear):
        return
    total = _length(root)
    if sum(map(_length, clear)) <= total * _MOST_CLEAR:
        hidden += clear
    _drop_all(root, hidden, total, most_hidden)


def show_hidden(root: Element, *, most_hidden: float) -> None:
    """Shows the hidden elements under `root` that `drop_hidden` would show, and removes nothing.

    For extractors that leave out what is hidden, however much it is.
    """
    suspects = [element for element in root.iter() if not TELLING.isdisjoint(element.keys())]
    hidden = _outermost([element for element in suspects if _is_hidden(element)])
    if not hidden:
        return
    total = _length(root) - sum(_length(element) for element in root.iter(*_UNREAD))
    for element in hidden:
        length = _length(element) - sum(_length(inner) for inner in element.iter(*_UNREAD))
        if length and length >= total * most_hidden:
            _show(element)


def _show(element: Element) -> None:
    for inner in (element, *element.iterdescendants()):
        for name in ("hidden", "aria-hidden"):
            inner.attrib.pop(name, None)
    element.attrib.pop("style", None)


def _drop_all(root: Element, hidden: list[Element], total: int, most_hidden: float) -> None:
    outermost = _outermost(hidden)
    is_all = 0 < total <= sum(map(_length, outermost)) and not _shows_media(root, set(outermost))
    dropped: list[Element] = []
    for element in outermost:
        length = _length(element)
        if length and (is_all or (most_hidden < 1 and length >= total * most_hidden)):
            _show(element)
        elif element.tag in ("td", "th") and "visibility" in (element.get("style") or ""):
            drop_all(element, list(element))  # its place in the row stays
            element.text = None
        else:
            dropped.append(element)
    drop_all(root, dropped)


def _shows_media(root: Element, hidden: set[Element]) -> bool:
    """Whether there is a picture or a player outside of `hidden`."""
    return any(
        element not in hidden and not any(above in hidden for above in element.iterancestors())
        for element in root.iter("img", "iframe", "video", "audio", "embed", "object")
    )


def _outermost(elements: list[Element]) -> list[Element]:
    """`elements` without those that are in others of them."""
    found = set(elements)
    return [element for element in elements if not any(above in found for above in element.iterancestors())]


def _length(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _is_hidden(element: Element) -> bool:
    if element.tag in ("html", "body"):
        return False
    if element.get("hidden") not in (None, "until-found"):
        return True
    style = element.get("style")
    if style and _STYLE.search(style):
        return not any(_SHOWN.search(inner.get("style") or "") for inner in element.iterdescendants())
    if element.get("aria-hidden") == "true":
        return element.tag not in _SEEN and not _stands_for_alternative(element)
    return bool(_FOR_SCREEN_READERS.search(element.get("class") or "")) and not _stands_for_sign(element)


def _stands_for_alternative(element: Element) -> bool:
    """Whether it is what people see in place of a text for screen readers right beside it."""
    if not any(character.isalnum() for character in text_of(element)):
        return False
    return any(_FOR_SCREEN_READERS.search(near.get("class") or "") for near in _neighbours(element))


def _stands_for_sign(element: Element) -> bool:
    """Whether it says in words what a sign without any right beside it shows."""
    hidden = [near for near in _neighbours(element) if near.get("aria-hidden") == "true"]
    return bool(hidden) and not any(character.isalnum() for near in hidden for character in text_of(near))


def _neighbours(element: Element) -> list[Element]:
    return [near for near in (element.getprevious(), element.getnext()) if near is not None]


def _is_clear(element: Element) -> bool:
    """Whether it is transparent, and not because it is to be moved into view."""
    style = element.get("style")
    if not style or not _CLEAR.search(style) or _MOVING.search(style):
        return False
    return element.tag not in _PICTURES and next(element.iterdescendants(*_PICTURES), None) is None
