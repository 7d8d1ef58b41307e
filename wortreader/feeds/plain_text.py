"""Plain text and HTML in feeds: short texts on one line, plain text as HTML, and addresses in texts as links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree
from lxml import html as lxml_html

from wortreader.plain_lines import BLANK_LINES, unwrap
from wortreader.text import safe_line

_MARKUP_SHARE = 8
"""Characters of HTML that are read for each character of the result, because of tags and addresses."""

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);|<!--")
_REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6};?|#\d{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,31}(?:;|(?![=a-zA-Z0-9])))")
_ADDRESS = re.compile(
    r"(?P<address>\bhttps?://(?:&(?!(?:lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});)|[^\s<>\"“”«»&]){3,4000})"
)
_SENTENCE_END = re.compile(r"[.,;:!?)\]'’…*]+$")
_MARKUP_OR_ADDRESS = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]{0,30})(?=[\s/>])"
    rf"(?:[^<>\"']|\"[^\"]{{0,5000}}\"|'[^']{{0,5000}}'){{0,5000}}>|{_ADDRESS.pattern}",
    re.DOTALL,
)
_BEFORE_ATTRIBUTE = frozenset({'"', "'", "="})
_WITHOUT_LINKS = frozenset(
    {"a", "button", "code", "head", "kbd", "math", "object", "option", "pre", "samp", "script", "select", "style"}
    | {"svg", "template", "textarea", "title", "xmp"}
)
"""Elements whose text has no links."""
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


def plain_as_html(text: str) -> str:
    """Plain text as HTML: blank lines separate paragraphs, line breaks are kept, and addresses are links."""
    paragraphs = (html.escape(part.strip(), quote=False) for part in BLANK_LINES.split(text))
    return "\n".join(f"<p>{_ADDRESS.sub(_link, part)}</p>".replace("\n", "<br>\n") for part in paragraphs)


def untagged_as_html(markup: str) -> str:
    """HTML without any tag as HTML with paragraphs, links and the line breaks that are meant; other HTML as it is."""
    if _TAG_START.search(markup) or not ("\n" in markup or _ADDRESS.search(markup)):
        return markup
    paragraphs = BLANK_LINES.split(html.unescape(markup.replace("\r\n", "\n")).strip())
    return plain_as_html("\n\n".join(unwrap(part) for part in paragraphs))


def link_addresses(markup: str) -> str:
    """HTML with the web addresses in its text as links. HTML without any tag is returned as it is."""
    if not (_may_have_bare_address(markup) and _TAG_START.search(markup)):
        return markup
    pieces: list[str] = []
    closed_by = ""
    done = 0
    for found in _MARKUP_OR_ADDRESS.finditer(markup):
        name = (found["name"] or "").lower()
        if closed_by:
            closed_by = "" if name == closed_by and found["slash"] else closed_by
        elif name in _WITHOUT_LINKS and not found["slash"]:
            closed_by = name
        elif found["address"]:
            pieces += (markup[done : found.start()], _link(found))
            done = found.end()
    return "".join((*pieces, markup[done:]))


def _may_have_bare_address(markup: str) -> bool:
    """Whether an address follows something else than the quote or sign of an attribute."""
    at = markup.find("://")
    while at >= 0:
        scheme = at - (5 if markup.startswith("https", at - 5) else 4)
        if markup[scheme - 1 : scheme] not in _BEFORE_ATTRIBUTE and markup.startswith("http", scheme):
            return True
        at = markup.find("://", at + 3)
    return False


def _link(found: re.Match[str]) -> str:
    """The link for an address in HTML. A closing bracket belongs to it only if the opening one does."""
    address = found.group()
    end = _SENTENCE_END.search(address)
    rest = end.group() if end else ""
    address = address.removesuffix(rest)
    while rest.startswith(")") and address.count("(") > address.count(")"):
        address, rest = f"{address})", rest[1:]
    href = address.replace('"', "&quot;")
    return f'<a href="{href}">{address}</a>{rest}'


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
