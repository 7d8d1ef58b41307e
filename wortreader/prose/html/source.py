"""Makes the source of a page or an article safe for lxml, in linear time.

Nesting and attributes are limited by `flatten`, and elements that libxml2 would leave open are closed. Only what really
is too deep is levelled: that is seen in the tree, because its source does not tell which end tags are missing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from wortreader.prose.html.flatten import TOO_DEEP, flatten, limit_attributes, opaque_parts

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE: Final = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+);?")
# libxml2 knows HTML 4: for it, what follows one of these is its content. `<` ends a tag, so that the time is linear.
_OPEN_VOID: Final = re.compile(
    r"<(embed|source|track|wbr|keygen|bgsound|command|spacer|nextid|image)(?=[\s/>])"
    r"((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>",
    re.IGNORECASE,
)
_SWALLOWING: Final = re.compile(
    r"<(/?)(iframe|audio|video|object|svg|canvas|button|select|textarea|noscript|template|math)(?=[\s/>])"
    r"(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>",
    re.IGNORECASE,
)
"""Elements of which the content is not read, or only as a part of them."""
_LEFT_OPEN: Final = re.compile(
    r"<(?:embed|source|track|wbr|keygen|bgsound|command|spacer|nextid|image|iframe|audio|video|object|svg|canvas|button"
    r"|select|textarea|noscript|template|math)\b",
    re.IGNORECASE,
)


def parse_bounded(html: str, parse: Callable[[str], Any], *, is_strict: bool = False) -> Any:
    """The tree that `parse` makes of `html`, levelled if it would be deeper than `TOO_DEEP` elements.

    With `is_strict` it is levelled in any case, and items of lists and cells of tables become plain text: for what
    cannot be read otherwise. `parse` may return None, and so may this.
    """
    source = limit_attributes(html.replace("\0", ""))
    if _LEFT_OPEN.search(source):
        source = close_open_elements(close_void_elements(source))
    if is_strict:
        return parse(flatten(source, has_items=False))
    root = parse(source)
    return parse(flatten(source)) if root is not None and _is_too_deep()(root) else root


@cache
def _is_too_deep() -> Callable[[Any], bool]:
    """A test for trees with more than `TOO_DEEP` open elements at one place."""
    from lxml import etree  # takes 20 ms, which the first paint of a list does not need

    test: Callable[[Any], bool] = etree.XPath(f"boolean({'/*' * (TOO_DEEP + 1)})")
    return test


def printable(html: str) -> str:
    """`html` without control characters, literal or as references: lxml parses them, but raises if they are moved."""
    return _REFERENCE.sub(_kept_reference, _CONTROLS.sub("", html))


def _kept_reference(reference: re.Match[str]) -> str:
    digits = reference[1].lstrip("xX0")[:8] or "0"
    code = int(digits, 16 if reference[1][0] in "xX" else 10)
    is_text = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if is_text else ""


def close_void_elements(html: str) -> str:
    """`html` with the elements closed that have no content, but that libxml2 does not know."""
    return _OPEN_VOID.sub(_closed, html)


def close_open_elements(html: str) -> str:
    """`html` with an end tag right behind players, controls and drawings that have none, outside of scripts.

    Else they would hold all the rest, of which browsers show nothing, or only what stands in for them.
    """
    opened: dict[str, list[int]] = {}
    opaque = opaque_parts(html)
    for tag in _SWALLOWING.finditer(html):
        before = bisect_right(opaque, (tag.start(), 0)) - 1
        if before >= 0 and tag.start() < opaque[before][1]:
            continue
        name = tag[2].lower()
        if not tag[1]:
            if not tag[0].endswith("/>"):
                opened.setdefault(name, []).append(tag.end())
        elif opened.get(name):
            opened[name].pop()
    pieces: list[str] = []
    done = 0
    for at, name in sorted((at, name) for name, ends in opened.items() for at in ends):
        pieces += (html[done:at], f"</{name}>")
        done = at
    return "".join((*pieces, html[done:])) if pieces else html


def _closed(tag: re.Match[str]) -> str:
    return tag[0] if tag[2].endswith("/") else f"<{tag[1]}{tag[2]} />"
