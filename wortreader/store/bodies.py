"""The text and the HTML of articles as they are stored: compressed.

Both contain the same words. The text is deflated alone, the HTML by a compressor that has the text as its dictionary:
together they take little more than half of what the HTML alone would take. The columns `text` and `html` of `bodies`
and `feed_texts` are written with `pack` and read with `text_of` and `html_of`, in Python and in SQL.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from enum import IntFlag
from typing import Final

from wortreader.store.supplement_rows import searched_text, spoken_text

_LEVEL: Final = 3
"""Level 6 takes a third more time for 2 % less space."""
_WINDOW: Final = 32 * 1024
"""Bytes that deflate looks back (RFC 1951)."""
_STEP: Final = 64


class Contents(IntFlag):
    """What an article's HTML contains beside text: `articles.contents`."""

    IMAGE = 1
    AUDIO = 2
    VIDEO = 4
    TABLE = 8
    CODE = 16


_TAGS: Final = {
    "img": Contents.IMAGE,
    "audio": Contents.AUDIO,
    "video": Contents.VIDEO,
    "table": Contents.TABLE,
    "pre": Contents.CODE,
}
_TAG: Final = re.compile(rf"<({'|'.join(_TAGS)})\b", re.IGNORECASE)


def contents_of(html: str) -> Contents:
    """What a piece of HTML contains, by the beginnings of its tags."""
    contents = Contents(0)
    for tag in {found.lower() for found in _TAG.findall(html)}:
        contents |= _TAGS[tag]
    return contents


_lately_packed: dict[bytes, str] = {}
"""Texts by what they were packed to: the full-text index reads them when their transaction ends."""
_MOST_KEPT: Final = 64
_LONGEST_KEPT: Final = 32 * 1024
"""Characters."""


def pack(text: str, html: str) -> tuple[bytes, bytes]:
    """A text and its HTML as they are stored."""
    text_bytes = text.encode()
    packed = _deflate(text_bytes, b"")
    if len(_lately_packed) >= _MOST_KEPT:
        _lately_packed.clear()
    if len(text) <= _LONGEST_KEPT:
        _lately_packed[packed] = text
    return packed, _deflate(html.encode(), text_bytes[-_WINDOW:])


def text_of(text: bytes) -> str:
    """A stored text. If it is damaged, as much of its beginning as can be read."""
    try:
        return _lately_packed[text]
    except KeyError:
        return _inflate(text, b"").decode("utf-8", "replace")


def html_of(html: bytes, text: bytes) -> str:
    """The HTML that is stored with a text. Empty if the text is damaged: without it the HTML cannot be read."""
    return _inflate(html, _inflate(text, b"")[-_WINDOW:]).decode("utf-8", "replace")


def put(connection: sqlite3.Connection, article_id: int, text: str, html: str) -> None:
    """Stores these as the text and HTML of an article. The text of its transcript stays behind the text."""
    searched = searched_text(text, spoken_text(connection, article_id))
    connection.execute("UPDATE bodies SET text = ?, html = ? WHERE article_id = ?", (*pack(searched, html), article_id))
    connection.execute("UPDATE articles SET contents = ? WHERE id = ?", (contents_of(html), article_id))


def _deflate(plain: bytes, dictionary: bytes) -> bytes:
    deflater = zlib.compressobj(_LEVEL, zdict=dictionary) if dictionary else zlib.compressobj(_LEVEL)
    return deflater.compress(plain) + deflater.flush()


def _inflate(packed: bytes, dictionary: bytes) -> bytes:
    try:
        return zlib.decompressobj(zdict=dictionary).decompress(packed) if dictionary else zlib.decompress(packed)
    except zlib.error:
        return _inflate_damaged(packed, dictionary)
    except TypeError:  # in a damaged row, the column may have another type
        return b""


def _inflate_damaged(packed: bytes, dictionary: bytes) -> bytes:
    """What precedes the first error, in steps: an inflater that fails returns nothing of the data of that call."""
    inflater = zlib.decompressobj(zdict=dictionary) if dictionary else zlib.decompressobj()
    found = b""
    try:
        for start in range(0, len(packed), _STEP):
            found += inflater.decompress(packed[start : start + _STEP])
    except zlib.error:
        return found
    return found
