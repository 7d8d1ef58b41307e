"""Reads a page on which the extraction has failed with an exception that nobody expected: a fault of wortreader.

A page costs no more than its structure then: trafilatura's text is taken, else that of the page's landmarks.

Tried and dropped: giving the page up: one fault refused 80 of 1,782 pages.
"""

from __future__ import annotations

from typing import Any

from wortreader.charsets import decode_html
from wortreader.model import Extraction
from wortreader.prose import render_html
from wortreader.prose.html import markup
from wortreader.prose.language import language_of
from wortreader.prose.links import host
from wortreader.prose.pages import agreement, landmarks, page
from wortreader.prose.render import plain_text
from wortreader.text import safe, safe_line

_MAX_TITLE = 500


def rescue(data: bytes, *, url: str, content_type: str | None = None) -> Extraction | None:
    """The plain text of a page with its title; None if not even that can be read. Never raises an Exception."""
    try:
        return _rescue(data, url, content_type)
    except Exception:  # noqa: BLE001 - what is wrong with the page may be wrong here, too
        return None


def _rescue(data: bytes, url: str, content_type: str | None) -> Extraction | None:
    source = decode_html(data, content_type).text
    root = page.read_page(source, is_strict=True)
    if root is None:
        return None
    title = safe_line(" ".join("".join(element.itertext()) for element in list(root.iter("title"))[:1]), _MAX_TITLE)
    method, text = "trafilatura", agreement.trafilatura_text(root, url)
    if not text:
        method, text = "landmarks", _landmarks_text(root)
    document = markup.document_from_text(safe(text).replace("\n", "\n\n"))
    text = plain_text(document)
    if not text:
        return None
    return Extraction(
        url=url,
        title=title or safe_line(text.split("\n", 1)[0], 80),
        language=language_of(f"{title}\n{text}"),
        site=host(url) or None,
        text=text,
        html=render_html.safe_html(document),
        method=f"{method}, after a fault",
    )


def _landmarks_text(root: Any) -> str:
    page.clean(root)
    return landmarks.article_text(root)
