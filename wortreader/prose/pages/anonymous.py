"""Makes of a page one with the same structure in which nothing can be read, to be sent with a report of a fault.

Every word of more than three letters becomes another of the same length, everywhere the same one, so that extractors
still find what occurs twice. Addresses lead to example.org; elements, classes and dates stay, but no class or id that
is made of the words of a heading. Of pages that show nothing, the data for scripts becomes JSON with other words. What
scripts, comments, styles and forms contain does not stay.

Tried and dropped: levelling the page as for the strictest reading, which loses its lists and tables.
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
from wortreader.prose.pages.page_state import states_of
from wortreader.prose.pages.state_values import nested, values_in
from wortreader.text import safe_breakable

_KEPT: Final = frozenset((
    "itemprop", "itemscope", "itemtype", "role", "rel", "property", "lang", "dir", "hidden",
    "datetime", "type", "width", "height", "colspan", "rowspan", "http-equiv", "charset", "open", "start", "loading",
))  # fmt: skip
"""Attributes that stay as they are."""
_ADDRESSES: Final = frozenset(("href", "src", "srcset", "action", "poster", "cite", "data-src", "data-srcset"))
_DATED: Final = re.compile(r"time|date|type|locale|viewport|robots", re.IGNORECASE)
"""Names of meta elements, and keys of JSON-LD, whose values stay."""
_HIDING: Final = re.compile(r"(?:display|visibility)\s*:\s*\w+", re.IGNORECASE)
_MOST_STATE: Final = 500_000
"""Characters of the data for scripts that stay."""
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD: Final = re.compile(
    r"(?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[^\W_]{6,}|[^\W\d_]{4,}|\d{5,}|\+\d[\d /().-]{6,}\d|\d+(?:\.\d+){3}"
)
"""Marks of letters and digits, words, long numbers, numbers of telephones, and addresses of computers."""
_PIECE: Final = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*)[^<>]*>|[^<]+|<")
"""The tags and texts of HTML."""
_DIGIT: Final = re.compile(r"\d")
_HOST: Final = re.compile(r"^(?:https?:)?//[^/\s]+", re.IGNORECASE)
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")
_NAME_OF_KEY: Final = re.compile(r"[A-Za-z_$@-]{1,60}")
_LEAST_SHOWN: Final = 400
"""Characters of a page that shows its article."""
_LETTERS: Final = "aeinrstulomdkvbg"
_DIGITS: Final = "0123456789012345"


def anonymous_page(data: bytes, *, content_type: str | None = None) -> str:
    """A page as HTML in which only structure can be read; empty if `data` has none. Never has a script that runs."""
    from lxml import etree

    root = page.read_page(decode_html(data, content_type).text)
    if root is None:
        return ""
    private = _words_of_headings(root)
    states = [] if len(_shown_text(root)) > _LEAST_SHOWN else _states(root)
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
            other = _other_value(about, name, value, private) if _NAME.fullmatch(name) else None
            if other is not None:
                element.set(name, other)
    body = root.find("body")
    for state in states if body is not None else ():
        script = etree.SubElement(body, "script", type="application/json")
        script.text = state
    html: str = etree.tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{safe_breakable(html)}"  # names of classes are those of the page


def _shown_text(root: Element) -> str:
    return "".join(root.xpath("//body//text()[not(parent::script or parent::style or parent::noscript)]")).strip()


def _states(root: Element) -> list[str]:
    """What a page that shows nothing has for its scripts, as JSON with other words."""
    found: list[str] = []
    left = _MOST_STATE
    for source in states_of(root):
        for written in values_in(source):
            value = nested(written) if isinstance(written, str) else written
            if not isinstance(value, dict | list):
                continue
            text = json.dumps(_other_values("", value, 0)).replace("</", "<\\/")
            if len(text) <= left:
                left -= len(text)
                found.append(text)
    return found


def _words_of_headings(root: Element) -> frozenset[str]:
    """The words of titles and headings, of which pages make ids and classes."""
    texts = ["".join(element.itertext()) for element in root.iter("title", "h1", "h2", "h3", "h4", "h5", "h6")]
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _empty(element: Element) -> None:
    """Removes what is in an element, and its attributes; that it is there may matter."""
    tail = element.tail
    element.clear()
    element.tail = tail


def _other_value(about: Mapping[str, str], name: str, value: str, private: frozenset[str]) -> str | None:
    """The new value of an attribute; None if it is of no use. `about` are all attributes of the element."""
    if name in _KEPT:
        return value
    if name in ("id", "name"):
        return _other_name(value, private)
    if name == "class":
        return " ".join(_other_name(part, private) for part in value.split())
    if name == "href" and value.startswith("#"):
        return f"#{_other_name(value[1:], private)}"
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


def _other_name(name: str, private: frozenset[str]) -> str:
    """A class or an id; other words if it is made of those of a heading, and other digits if it has a long number."""
    found = re.findall(r"[^\W\d_]{3,}", name.casefold())
    if len(found) > 1 and sum(word in private for word in found) * 2 > len(found):
        return _other_words(name)
    return _WORD.sub(lambda match: _other(match[0]) if match[0].isdecimal() else match[0], name)


def _other_address(address: str) -> str:
    if address.startswith(("data:", "javascript:", "mailto:", "tel:")):
        return "#"
    rest = _HOST.sub("", address)
    return ("https://example.org" if rest != address else "") + _other_words(rest)


def _other_words(text: str) -> str:
    return _WORD.sub(lambda match: _other(match[0]), _MAIL.sub("name@example.org", text))


def _other(word: str) -> str:
    """Another word of the same length, always the same for this one, in its case."""
    if not word.isalnum():
        return _DIGIT.sub("0", word)
    digest = blake2b(word.casefold().encode(), digest_size=32).digest()
    codes = [digest[index % len(digest)] % len(_LETTERS) for index in range(len(word))]
    other = "".join((_DIGITS if sign.isdigit() else _LETTERS)[code] for sign, code in zip(word, codes, strict=True))
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
        return {
            name if _NAME_OF_KEY.fullmatch(name) else _other_words(name): _other_values(name, part, depth + 1)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_other_values(key, part, depth + 1) for part in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value if isinstance(value, int) and abs(value) < 10_000 else 0
    if isinstance(value, str) and key not in ("@context", "@type") and not _DATED.search(key):
        return _other_text(value, depth)
    return value


def _other_text(text: str, depth: int) -> str:
    """A text in data with other words: as plain text, as HTML without attributes, or as data in a text."""
    if (inner := nested(text)) is not None:
        return json.dumps(_other_values("", inner, depth + 1))
    text = _HOST.sub("https://example.org", text)
    if "<" not in text:
        return escape(_other_words(text), quote=False)
    pieces = (
        f"<{piece[1].lower()}>" if piece[1] else escape(_other_words(piece[0]), quote=False)
        for piece in _PIECE.finditer(text)
    )
    return "".join(pieces)
