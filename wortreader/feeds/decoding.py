"""Documents as UTF-8, whatever they were sent in.

Owns the choice of the character encoding. What comes out is what every other module of the room reads: no byte order
mark, no XML declaration, no control characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHAPES = (
    (re.compile(rb"[<{\[\s]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00[<{\[\s]"), "utf-32-be"),
    (re.compile(rb"[<{\[\s]\x00[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"\x00[<{\[\s]\x00[^\x00]"), "utf-16-be"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),
)
"""What the first four bytes look like without a mark (XML 1.0, appendix F)."""

_DECLARATION = re.compile(rb"<\?xml\b[^>]{0,500}?>")
_DECLARED = re.compile(rb"""<\?xml\b[^>]{0,300}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r") + b"\x7f"
_BLANKS = b" \t\r\n"
_SHIFTING = ("utf-7", "iso2022", "hz")
"""Encodings that write everything in ASCII bytes."""
_NO_TEXT = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
_WIDER = {"gb2312": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What is meant where less is said, as in the WHATWG Encoding Standard."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document in UTF-8."""

    data: bytes
    is_mislabelled: bool = False
    """True where the document is not in the encoding that it, or its server, claims."""


def as_utf8(body: bytes, content_type: str | None = None) -> Decoded:
    """`body` in UTF-8; a byte that fits no encoding becomes the character that Windows would show. Never raises.

    A byte order mark decides; then UTF-8 where the bytes are that; then what the server and the document say.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :], encoding)
    for shape, encoding in _SHAPES:
        if shape.match(body):
            return _decoded(body, encoding)
    claims = [codec for codec in _claims(body, content_type) if codec]
    shifting = next((claim for claim in claims if claim.startswith(_SHIFTING)), None)
    if shifting and body.isascii():
        return _decoded(body, shifting)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return Decoded(_clean(body))
    for claim in claims:
        try:
            return Decoded(_clean(body.decode(claim).encode("utf-8", "replace")))
        except (UnicodeDecodeError, LookupError):
            continue
    return Decoded(_clean(body.decode("utf-8", _AS_WINDOWS).encode("utf-8")), is_mislabelled=True)


def _claims(body: bytes, content_type: str | None) -> tuple[str | None, str | None]:
    """The codecs that the server and the document name; None for what is no text encoding."""
    told = _CHARSET.search(content_type or "")
    declared = _DECLARED.match(body.lstrip(_BLANKS)[:500])
    return _codec(told.group(1) if told else None), _codec(declared.group(1).decode("ascii") if declared else None)


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name.replace("_", "-") in _NO_TEXT or name == "utf-8":
        return None
    return _WIDER.get(name, name)


def _decoded(body: bytes, encoding: str) -> Decoded:
    text = body.decode(encoding, "replace")
    return Decoded(_clean(text.encode("utf-8", "replace")), is_mislabelled="\ufffd" in text)


def _clean(data: bytes) -> bytes:
    """`data` without what stands before the document and without control characters, which no XML may hold."""
    data = data.translate(None, _CONTROLS).removeprefix(codecs.BOM_UTF8).lstrip(_BLANKS)
    declaration = _DECLARATION.match(data)
    return data[declaration.end() :].lstrip(_BLANKS) if declaration else data


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "replace"), error.start + 1


_AS_WINDOWS = "wortreader.windows"
codecs.register_error(_AS_WINDOWS, _as_windows)
