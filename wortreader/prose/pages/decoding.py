"""A page's bytes as text, whatever they were sent in.

Owns the choice of the character encoding, in the order that loses nothing: a byte order mark, UTF-8 where the bytes are
that, what the server says, what the page says of itself, however late, and Windows-1252. A label never overrules bytes
that are UTF-8: half of the mislabelled pages are.
"""

from __future__ import annotations

import codecs
import re

MAX_HEAD = 512 * 1024
"""Bytes in which a page may name its encoding: long scripts stand before it in pages that were put together."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHAPES = ((re.compile(rb"\s?<\x00[!?a-zA-Z]\x00"), "utf-16-le"), (re.compile(rb"\x00<\x00[!?a-zA-Z]"), "utf-16-be"))
"""How UTF-16 begins without a mark."""
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""",
    re.IGNORECASE,
)
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874",
}  # fmt: skip
"""What is meant where less is said, as in the WHATWG Encoding Standard."""
_NO_TEXT = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
_ASCII = bytes(range(0x20, 0x7F))


def decoded(body: bytes, content_type: str | None = None) -> str:
    """`body` as text without its byte order mark. Never raises: a byte that fits nothing is what Windows shows."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for shape, encoding in _SHAPES:
        if shape.match(body):
            return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for encoding in _claims(body, content_type):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", _AS_WINDOWS)


def _claims(body: bytes, content_type: str | None) -> list[str]:
    """The codecs that the server and then the page name, those that these bytes could be in."""
    told = _CHARSET.search(content_type or "")
    declared = _DECLARED.search(body, 0, MAX_HEAD)
    labels = [told[1] if told else None, declared[1].decode("ascii") if declared else None]
    return [name for label in labels if label and (name := _codec(label))]


def _codec(label: str) -> str | None:
    """The codec that `label` means; None for UTF-8, which the bytes are not, and for what does not contain ASCII."""
    try:
        name = codecs.lookup(label).name
        if name == "utf-8" or name.replace("_", "-") in _NO_TEXT or _ASCII.decode(name) != _ASCII.decode("ascii"):
            return None
    except (LookupError, UnicodeError):
        return None
    return _WIDER.get(name, name)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "replace"), error.start + 1


_AS_WINDOWS = "wortreader.page"
codecs.register_error(_AS_WINDOWS, _as_windows)
