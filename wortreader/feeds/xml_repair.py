"""Repairs the usual damage of XML, so that feeds with it are read by the same parser as all others.

feedparser's loose parser, which is for everything else, loses prefixes, references and addresses. What is repaired has
one meaning only: an `&` or `<` that begins nothing, a reference of HTML, a prefix that is not declared, an entry
without end, and the end of a document that breaks off.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

_NAMESPACES: Final = {
    b"atom": b"http://www.w3.org/2005/Atom",
    b"cc": b"http://web.resource.org/cc/",
    b"content": b"http://purl.org/rss/1.0/modules/content/",
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"dcterms": b"http://purl.org/dc/terms/",
    b"feedburner": b"http://rssnamespace.org/feedburner/ext/1.0",
    b"geo": b"http://www.w3.org/2003/01/geo/wgs84_pos#",
    b"georss": b"http://www.georss.org/georss",
    b"itunes": b"http://www.itunes.com/dtds/podcast-1.0.dtd",
    b"media": b"http://search.yahoo.com/mrss/",
    b"podcast": b"https://podcastindex.org/namespace/1.0",
    b"rdf": b"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    b"slash": b"http://purl.org/rss/1.0/modules/slash/",
    b"sy": b"http://purl.org/rss/1.0/modules/syndication/",
    b"thr": b"http://purl.org/syndication/thread/1.0",
    b"wfw": b"http://wellformedweb.org/CommentAPI/",
    b"xhtml": b"http://www.w3.org/1999/xhtml",
    b"xlink": b"http://www.w3.org/1999/xlink",
    b"yt": b"http://www.youtube.com/xml/schemas/2015",
}
"""The namespaces of the usual prefixes."""
_SPELLINGS: Final = {
    re.sub(rb"^https", b"http", uri.lower()).rstrip(b"/#"): uri
    for uri in (*_NAMESPACES.values(), b"http://purl.org/rss/1.0/", b"http://purl.org/atom/ns#")
}
"""The right spelling of a namespace by how it is compared: without case, https, and a slash at the end."""

_MAX_PREFIXES: Final = 50
_SIGNS: Final = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
    rb"|&(?P<reference>#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?|<(?![A-Za-z_/!?:])",
    re.DOTALL,
)
_PREDEFINED: Final = frozenset({b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"})
_NOT_MARKUP: Final = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_PREFIXED_TAG: Final = re.compile(rb"<([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_TAG: Final = re.compile(rb"<[A-Za-z_](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
_PREFIXED_ATTRIBUTE: Final = re.compile(rb"\s([A-Za-z_][\w.-]{0,40}):[A-Za-z_][\w.-]*\s*=")
_DECLARATION: Final = re.compile(rb"\bxmlns:([A-Za-z_][\w.-]{0,40})\s*=")
_NAMESPACE: Final = re.compile(rb"(\bxmlns(?::[\w.-]{1,40})?\s*=\s*)([\"'])([^\"'<>]{5,120})\2")
_ENTRY_MARKS: Final = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    rb"|<(?P<slash>/?)(?P<name>(?:[A-Za-z_][\w.-]*:)?(?:item|entry))(?=[\s>])",
    re.DOTALL | re.IGNORECASE,
)
_EMPTY_LINK: Final = re.compile(rb"<link ?/>\s{0,100}(https?://[^\s<>]{1,4000})")
_ENTRY_END: Final = re.compile(rb"</((?:[A-Za-z_][\w.-]*:)?(?:item|entry))\s*>", re.IGNORECASE)
_ROOT_NAME: Final = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?(?:rss|feed|rdf))[\s>]", re.IGNORECASE)
_CHANNEL: Final = re.compile(rb"<(/?)((?:[A-Za-z_][\w.-]*:)?channel)[\s>]", re.IGNORECASE)


def usual_spelling(document: bytes) -> bytes:
    """`document` with the namespaces that feedparser knows in the spelling that it knows, and addresses in their links.

    `<link/>https://…` is what a serialiser of HTML makes of a link, which is an empty element there.
    """
    if b"<link/>" in document or b"<link />" in document:
        document = _EMPTY_LINK.sub(rb"<link>\1</link>", document)
    root = _root_tag(document)
    if root is None:
        return document
    tag = _NAMESPACE.sub(_usual_spelling, root.group())
    return document if tag == root.group() else document[: root.start()] + tag + document[root.end() :]


def repair(document: bytes) -> bytes:
    """`document`, which is not well-formed, with as much repaired as has one meaning only."""
    return _close(_end_entries(_declare_prefixes(repair_signs(document))))


def repair_signs(document: bytes) -> bytes:
    """`document` with each `&` and `<` that begins nothing, and each reference of HTML, as XML has them.

    Its lines stay the same lines.
    """
    return _SIGNS.sub(_repaired_sign, document)


def _repaired_sign(match: re.Match[bytes]) -> bytes:
    written = match.group()
    if written == b"<":
        return b"&lt;"
    if not written.startswith(b"&"):
        return written
    reference: bytes | None = match["reference"]
    if reference is None:
        return b"&amp;"
    if reference.startswith(b"#") or reference in _PREDEFINED:
        return written
    characters = html5.get(reference.decode("ascii"))
    if characters is None:
        return b"&amp;" + reference
    return "".join(f"&#{ord(character)};" for character in characters).encode("ascii")


def _declare_prefixes(document: bytes) -> bytes:
    """`document` with the prefixes that its root does not declare."""
    root = _root_tag(document)
    if root is None:
        return document
    markup = _NOT_MARKUP.sub(b"", document)
    used = dict.fromkeys(_PREFIXED_TAG.findall(markup))
    for tag in _TAG.finditer(markup):
        if b":" in tag.group():
            used.update(dict.fromkeys(_PREFIXED_ATTRIBUTE.findall(tag.group())))
    declared = {*_DECLARATION.findall(root.group()), b"xml", b"xmlns"}
    missing = [prefix for prefix in used if prefix not in declared][:_MAX_PREFIXES]
    if not missing:
        return document
    added = b"".join(
        b' xmlns:%b="%b"' % (prefix, _NAMESPACES.get(prefix.lower(), b"urn:undeclared:" + prefix)) for prefix in missing
    )
    end = root.end() - (2 if root.group().endswith(b"/>") else 1)
    return document[:end] + added + document[end:]


def _end_entries(document: bytes) -> bytes:
    """`document` with the end tags of entries that the next one begins in: entries are never nested."""
    pieces: list[bytes] = []
    is_open = False
    done = 0
    for mark in _ENTRY_MARKS.finditer(document):
        name = mark["name"]
        if name and is_open and not mark["slash"]:
            pieces += (document[done : mark.start()], b"</%b>" % name)
            done = mark.start()
        if name:
            is_open = not mark["slash"]
    return b"".join((*pieces, document[done:]))


def _close(document: bytes) -> bytes:
    """`document` up to its last whole entry, with the end tags of its channel and root, if it breaks off."""
    root = _ROOT_NAME.search(document[:4096])
    if root is None or b"</" + root[1] in document[-4096:]:
        return document
    end = max((entry.end() for entry in _ENTRY_END.finditer(document)), default=None)
    if end is None:
        return document
    channels = [(tag[1], tag[2]) for tag in _CHANNEL.finditer(document, 0, end)]
    is_open = bool(channels) and not channels[-1][0]
    return document[:end] + (b"</%b>" % channels[-1][1] if is_open else b"") + b"</%b>" % root[1]


def _root_tag(document: bytes) -> re.Match[bytes] | None:
    """The first start tag of a document."""
    for match in re.finditer(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<", document[: 64 * 1024], re.DOTALL):
        if match.group() == b"<":
            return _TAG.match(document, match.start(), match.start() + 16 * 1024)
    return None


def _usual_spelling(match: re.Match[bytes]) -> bytes:
    before, quote, uri = match.groups()
    key = re.sub(rb"^https", b"http", uri.strip().lower()).rstrip(b"/#")
    return b"".join((before, quote, _SPELLINGS.get(key, uri), quote))
