"""Makes the source of a page or an article safe for lxml, in linear time.

Nesting and attributes are limited by `flatten`, and elements that libxml2 would leave open are closed.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.flatten import flatten

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


def prepared_source(html: str, *, has_items: bool = True) -> str:
    """`html` as lxml can take it. Without `has_items`, items of lists and cells of tables become plain text."""
    html = flatten(html.replace("\0", ""), has_items=has_items)
    return close_open_elements(close_void_elements(html)) if _LEFT_OPEN.search(html) else html


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
    """`html` with an end tag right behind players, controls and drawings that have none.

    Else they would hold all the rest, of which browsers show nothing, or only what stands in for them.
    """
    opened: dict[str, list[int]] = {}
    for tag in _SWALLOWING.finditer(html):
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
