"""What articles say: how their text and HTML are kept, small, and how they are read.

The two say the same twice. The text is kept deflated, and the HTML by a compressor that has seen the text: together
they take little more than half of what the HTML alone would. Each stands as it is where that is shorter, and where an
older wortreader has written it: a column holds TEXT or a BLOB. So nothing reads `text` and `html` of `bodies` and
`feed_texts` but through `text_of` and `html_of`, in Python and in SQL alike, and nothing writes them but what `packed`
gives.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from enum import IntFlag
from typing import Final

Kept = str | bytes
"""A text in a column: as it is, or packed."""

_LEVEL: Final = 3
"""6 takes a third more time to make it 2 % smaller."""
_SHORTEST: Final = 100
"""Bytes. Of less, what packing takes off is not worth the time."""
_WINDOW: Final = 32 * 1024
"""Bytes that deflate looks back (RFC 1951)."""
_STEP: Final = 64


class Contents(IntFlag):
    """What is in an article's HTML beside words: `articles.contents`."""

    IMAGE = 1
    AUDIO = 2
    VIDEO = 4
    TABLE = 8


_TAGS: Final = {"img": Contents.IMAGE, "audio": Contents.AUDIO, "video": Contents.VIDEO, "table": Contents.TABLE}
_TAG: Final = re.compile("<(img|audio|video|table)", re.IGNORECASE)


def contents_of(html: str) -> Contents:
    """What is in a piece of HTML. Looks at no more than how tags begin."""
    contents = Contents(0)
    for tag in {found.lower() for found in _TAG.findall(html)}:
        contents |= _TAGS[tag]
    return contents


_last_packed: list[tuple[Kept, str]] = [("", "")]
"""The text that was packed last, alone: the index asks for it as soon as it is written."""


def packed(text: str, html: str) -> tuple[Kept, Kept]:
    """The two as they are kept."""
    text_bytes = text.encode()
    kept = _deflated(text, text_bytes, b"")
    _last_packed[0] = kept, text
    return kept, _deflated(html, html.encode(), text_bytes[-_WINDOW:])


def text_of(text: Kept) -> str:
    """A text that was kept. Of a damaged one, what can still be read."""
    if isinstance(text, str):
        return text
    kept, last = _last_packed[0]
    return last if text == kept else _inflated(text, b"").decode("utf-8", "replace")


def html_of(html: Kept, text: Kept) -> str:
    """The HTML that was kept with a text. Empty where that is damaged: it can be read only beside it."""
    if isinstance(html, str):
        return html
    beside = text.encode() if isinstance(text, str) else _inflated(text, b"")
    return _inflated(html, beside[-_WINDOW:]).decode("utf-8", "replace")


def put(connection: sqlite3.Connection, article_id: int, text: str, html: str) -> None:
    """Makes these what an article says."""
    connection.execute("UPDATE bodies SET text = ?, html = ? WHERE article_id = ?", (*packed(text, html), article_id))
    connection.execute("UPDATE articles SET contents = ? WHERE id = ?", (contents_of(html), article_id))


def _deflated(plain: str, as_bytes: bytes, beside: bytes) -> Kept:
    if len(as_bytes) < _SHORTEST:
        return plain
    deflater = zlib.compressobj(_LEVEL, zdict=beside) if beside else zlib.compressobj(_LEVEL)
    small = deflater.compress(as_bytes) + deflater.flush()
    return small if len(small) < len(as_bytes) else plain


def _inflated(small: bytes, beside: bytes) -> bytes:
    try:
        return zlib.decompressobj(zdict=beside).decompress(small) if beside else zlib.decompress(small)
    except zlib.error:
        return _rescued(small, beside)


def _rescued(small: bytes, beside: bytes) -> bytes:
    """What stands before the first fault, in steps: an inflater that fails gives nothing of what it has been given."""
    inflater = zlib.decompressobj(zdict=beside) if beside else zlib.decompressobj()
    found = b""
    try:
        for start in range(0, len(small), _STEP):
            found += inflater.decompress(small[start : start + _STEP])
    except zlib.error:
        return found
    return found
