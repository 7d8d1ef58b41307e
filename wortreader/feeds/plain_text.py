"""Short texts of feeds, such as titles, names and summaries, as plain text that is safe to draw."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree
from lxml import html as lxml_html

from wortreader.text import safe_line

_MARKUP_SHARE = 8
"""Characters of HTML that are read for each character of the result, because of tags and addresses."""

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);|<!--")
_REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6};?|#\d{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,31}(?:;|(?![=a-zA-Z0-9])))")
_TAG_START = re.compile(r"<[a-zA-Z/!?]")
_SILENT = frozenset({"script", "style", "template", "head", "noscript", "iframe", "object", "svg", "math"})
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)


def markup_line(foreign: str, limit: int) -> str:
    """HTML as one safe line of plain text of at most `limit` characters."""
    foreign = foreign[: limit * _MARKUP_SHARE + 1000]
    if not _TAG_START.search(foreign):
        return safe_line(unescape(foreign), limit)
    data = foreign.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    try:
        root = lxml_html.fragment_fromstring(data, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return safe_line(foreign, limit)
    return safe_line(" ".join("".join(_pieces(root)).split()), limit)


def unescape(text: str) -> str:
    """`text` with its character references replaced.

    A reference without a semicolon counts only before a blank or a punctuation mark, as in attributes (HTML Standard,
    13.2.5.73): `?a=1&copy=2` and `R&Dept` have none.
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    written = match.group()
    is_reference = written.endswith(";") or written.startswith("&#") or written[1:] in html5
    return html.unescape(written) if is_reference else written


def guessed_line(foreign: str, limit: int) -> str:
    """`markup_line` if `foreign` contains tags or character references, else the text itself as one safe line."""
    return markup_line(foreign, limit) if _MARKUP.search(foreign) else safe_line(foreign, limit)


def _pieces(root: lxml_html.HtmlElement) -> Iterator[str]:
    """The texts below `root` in order, with a space wherever a block begins or ends."""
    silent_depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if not silent_depth:
                yield element.tail or ""
            continue
        is_silent = element.tag in _SILENT
        blank = "" if element.tag in _INLINE else " "
        if event == "start":
            silent_depth += is_silent
            yield "" if silent_depth else blank + (element.text or "")
        else:
            silent_depth -= is_silent
            yield "" if silent_depth or element is root else blank + (element.tail or "")
