"""Makes of a page one with the same structure in which nothing can be read, to be sent with a report of a fault.

Every word of more than three letters becomes another of the same length, everywhere the same one, so that extractors
still find what occurs twice. Addresses lead to example.org; elements, classes and dates stay. What scripts, comments,
styles and forms contain does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from html import escape
from typing import Any, Final

from wortreader.charsets import decode_html
from wortreader.prose.html.elements import Element
from wortreader.prose.pages import page

_KEPT: Final = frozenset((
    "class", "id", "itemprop", "itemscope", "itemtype", "role", "rel", "property", "name", "lang", "dir", "hidden",
    "datetime", "type", "width", "height", "colspan", "rowspan", "http-equiv", "charset", "open", "start", "loading",
))  # fmt: skip
"""Attributes that stay as they are."""
_ADDRESSES: Final = frozenset(("href", "src", "srcset", "action", "poster", "cite", "data-src", "data-srcset"))
_DATED: Final = re.compile(r"time|date|type|locale|viewport|robots", re.IGNORECASE)
"""Names of meta elements, and keys of JSON-LD, whose values stay."""
_HIDING: Final = re.compile(r"(?:display|visibility)\s*:\s*\w+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{4,}|\d{5,}")
_HOST: Final = re.compile(r"^(?:https?:)?//[^/\s]+", re.IGNORECASE)
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")
_LETTERS: Final = "aeinrstulomdkvbg"
_DIGITS: Final = "0123456789012345"


def anonymous_page(data: bytes, *, content_type: str | None = None) -> str:
    """A page as HTML in which only structure can be read; empty if `data` has none. Never has a script that runs."""
    from lxml import etree

    root = page.read_page(decode_html(data, content_type).text, is_strict=True)
    if root is None:
        return ""
    for element in list(root.iter("script", "style", "noscript", "template", "textarea", "svg")):
        if element.tag != "script" or "ld+json" not in (element.get("type") or ""):
            _empty(element)
    for element in root.iter():
        if element.tag == "script":
            element.text = _linked_data(element.text or "")
        elif element.text:
            element.text = _other_words(element.text)
        if element.tail:
            element.tail = _other_words(element.tail)
        attributes = list(element.attrib.items())
        element.attrib.clear()  # also of names that cannot be removed one by one, such as `{}`
        about = dict(attributes)
        for name, value in attributes:
            other = _other_value(about, name, value) if _NAME.fullmatch(name) else None
            if other is not None:
                element.set(name, other)
    html: str = etree.tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{html}"


def _empty(element: Element) -> None:
    """Removes what is in an element, and its attributes; that it is there may matter."""
    tail = element.tail
    element.clear()
    element.tail = tail


def _other_value(about: Mapping[str, str], name: str, value: str) -> str | None:
    """The new value of an attribute; None if it is of no use. `about` are all attributes of the element."""
    if name in _KEPT:
        return value
    if name in _ADDRESSES:
        return ", ".join(_other_address(part.strip()) for part in value.split(","))
    if name == "style":
        hiding = _HIDING.search(value)
        return hiding[0] if hiding else None
    if name == "content":
        is_kept = _DATED.search(about.get("property") or about.get("name") or about.get("itemprop") or "")
        return value if is_kept else _other_words(_HOST.sub("https://example.org", value))
    is_text = name in ("alt", "title", "value", "placeholder") or name.startswith(("data-", "aria-"))
    return _other_words(value) if is_text else None


def _other_address(address: str) -> str:
    if address.startswith(("data:", "javascript:", "mailto:", "tel:")):
        return "#"
    rest = _HOST.sub("", address)
    return ("https://example.org" if rest != address else "") + _other_words(rest)


def _other_words(text: str) -> str:
    return _WORD.sub(lambda match: _other(match[0]), text)


def _other(word: str) -> str:
    """Another word of the same length, always the same for this one, in its case."""
    digest = blake2b(word.casefold().encode(), digest_size=32).digest()
    signs = _DIGITS if word[0].isdigit() else _LETTERS
    other = "".join(signs[digest[index % len(digest)] % len(signs)] for index in range(len(word)))
    if word.isupper():
        return other.upper()
    return other.capitalize() if word[0].isupper() else other


def _linked_data(source: str) -> str:
    """JSON-LD with other words; empty if it is invalid."""
    try:
        value = _other_values("", json.loads(source, strict=False), 0)
    except (ValueError, RecursionError):
        return ""
    return json.dumps(value).replace("</", "<\\/")


def _other_values(key: str, value: Any, depth: int) -> Any:
    if depth > 50:
        return None
    if isinstance(value, dict):
        return {name: _other_values(name, part, depth + 1) for name, part in value.items()}
    if isinstance(value, list):
        return [_other_values(key, part, depth + 1) for part in value]
    if isinstance(value, str) and key not in ("@context", "@type") and not _DATED.search(key):
        return escape(_other_words(_HOST.sub("https://example.org", value)), quote=False) if "<" not in value else ""
    return value
