"""Parses HTML or plain text into a document.

Never raises. What is not understood is kept as text.
"""

from __future__ import annotations

import html as _html
import re
from typing import Any

from wortreader.model import Article
from wortreader.plain_lines import ADDRESS, BLANK_LINES, unwrap
from wortreader.prose.document import Document, Paragraph, Span
from wortreader.prose.html.cleaning import clean
from wortreader.prose.html.reading import DocumentReader
from wortreader.prose.html.source import parse_bounded, printable
from wortreader.prose.links import clean_address
from wortreader.prose.render import plain_text
from wortreader.prose.typography import drop_stray_joiners
from wortreader.text import safe

_TAG = re.compile(r"<[a-zA-Z/!?]")
_BLOCK_TAG = re.compile(
    r"<(?:p|br|div|ul|ol|li|h[1-6]|table|pre|blockquote|section|article|figure|hr|dl|details|xmp|listing)\b",
    re.IGNORECASE,
)


def document(html: str, *, base_url: str | None = None, language: str | None = None) -> Document:
    """The document in a fragment of HTML or in a whole page.

    Text without tags is plain text, its entities decoded. If there are tags but none of blocks, blank lines separate
    paragraphs. Relative links are resolved against `base_url`; without it, they are text only. `language` is that of
    the article, by its BCP 47 tag.
    """
    return _read(html, DocumentReader(base_url, language=language))


def html_as_text(html: str, *, base_url: str | None = None, language: str | None = None) -> str:
    """`plain_text(document(html))` in two thirds of the time, because links and emphasis are skipped."""
    return plain_text(_read(html, DocumentReader(base_url, language=language, is_plain=True)))


def _read(html: str, reader: DocumentReader) -> Document:
    if not _TAG.search(html):
        return document_from_text(_html.unescape(html))
    if not _BLOCK_TAG.search(html):
        html = BLANK_LINES.sub("<p>", html.replace("\r\n", "\n"))
    try:
        return _read_source(html, reader)
    except ValueError:  # lxml parses control characters, but does not let them be moved
        return _read_source(printable(html), reader.renewed())


def _read_source(html: str, reader: DocumentReader) -> Document:
    try:
        return _read_tree(parse_bounded(html, _parse), reader)
    except RecursionError:  # items and cells nested outside of lists and tables are not counted
        return _read_tree(parse_bounded(html, _parse, is_strict=True), reader.renewed())


def _read_tree(root: Any, reader: DocumentReader) -> Document:
    if root is None:
        return Document()
    clean(root)
    return reader.read(root)


def _parse(html: str) -> Any:
    """lxml's tree of `html`; None if it is empty."""
    from lxml import etree  # takes 20 ms, which the first paint of a list does not need

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        return etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None


def article_document(article: Article) -> Document:
    """The document of an article, from its HTML or else from its text."""
    if article.html:
        return document(article.html, base_url=article.url, language=article.language)
    return document_from_text(article.text)


def document_from_text(text: str) -> Document:
    """The paragraphs of plain text. Blank lines separate them, and addresses become links.

    A single line break is kept after a short line and before what looks like an item of a list.
    """
    links: dict[str, int] = {}
    parts = BLANK_LINES.split(drop_stray_joiners(safe(text.replace("\r\n", "\n"))).strip())
    paragraphs = (_link_addresses(unwrap(part), links) for part in parts)
    return Document(tuple(Paragraph(spans) for spans in paragraphs if spans), tuple(links))


def _link_addresses(text: str, links: dict[str, int]) -> tuple[Span, ...]:
    """`text` with its web addresses as links."""
    spans: list[Span] = []
    done = 0
    for found in ADDRESS.finditer(text):
        address = clean_address(found[0])
        if address is None:
            continue
        if found.start() > done:
            spans.append(Span(text[done : found.start()]))
        spans.append(Span(found[0], 0, links.setdefault(address, len(links))))
        done = found.end()
    if done < len(text):
        spans.append(Span(text[done:]))
    return tuple(spans)
