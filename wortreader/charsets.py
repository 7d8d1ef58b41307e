"""Bytes of feeds and web pages decoded to text.

The encoding is chosen in this order:

1. a byte order mark, which overrides every label (RFC 7303, section 3.3; WHATWG Encoding, section 6);
2. the pattern of UTF-16, UTF-32 and EBCDIC at the start of a document (XML 1.0, appendix F);
3. UTF-8 if the bytes are valid UTF-8, whatever the labels say: text in another encoding is practically never valid
   UTF-8 by accident, while labels are often wrong;
4. UTF-8 if most of what is not ASCII is valid UTF-8: a text that was cut in the middle of a character, or into which
   another was pasted. What is damaged is replaced;
5. the `charset` of the Content-Type header, then the label in the document (RFC 7303, section 3.2);
6. UTF-8 with each invalid byte read as Windows-1252.

Labels mean the encodings that browsers take them for (WHATWG Encoding, section 4.2): `iso-8859-1` is Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from itertools import islice
from typing import Final, NamedTuple

MAX_HTML_HEAD: Final = 512 * 1024
"""Bytes of a page that are searched for its label. Browsers search 1024, but some pages have long scripts before it."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FIRST_BYTES: Final = (
    (re.compile(rb"[<{\[\s]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00[<{\[\s]"), "utf-32-be"),
    (re.compile(rb"[<{\[\s]\x00[^\x00]\x00"), "utf-16-le"),
    (re.compile(rb"\x00[<{\[\s]\x00[^\x00]"), "utf-16-be"),
    (re.compile(rb"\x4c\x6f\xa7\x94"), "cp037"),
)
_CHARSET_PARAMETER: Final = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_XML_LABEL: Final = re.compile(rb"""\s*<\?xml\b[^>]{0,300}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_HTML_LABEL: Final = re.compile(
    rb"""<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""",
    re.IGNORECASE,
)
_SUPERSETS: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874",
}  # fmt: skip
"""Python codecs and the larger ones that browsers use for the same label."""
_SEVEN_BIT: Final = ("utf-7", "iso2022", "hz")
"""Prefixes of codecs that write all characters with ASCII bytes, so that their text is valid UTF-8."""
_NOT_TEXT: Final = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
_HIGH_BYTES: Final = re.compile(rb"[\x80-\xff]{1,120}")
_MAX_RUNS: Final = 20_000
_UTF_8_CHARACTER: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DAMAGED: Final = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,3}|[\x80-\xbf]")
_EAST_ASIAN: Final = re.compile("gb|big5|cp9[345]|euc|shift|johab")
_EAST_ASIAN_MAJORITY: Final = 20
_WESTERN_LEADS: Final = b"\xc2\xc3\xe2"
"""Which bytes Western letters and punctuation begin with in UTF-8. As Windows-1252, they rarely end a word."""
_PRINTABLE_ASCII: Final = bytes(range(0x20, 0x7F))


class Decoded(NamedTuple):
    """A decoded document."""

    text: str
    """Without its byte order mark."""
    is_mislabelled: bool = False
    """True if some bytes are not valid in the encoding that the document or its server names."""


def decode_xml(body: bytes, content_type: str | None = None) -> Decoded:
    """Decodes a feed or a subscription list, whose label is in its XML declaration. Never raises.

    `content_type` is the Content-Type header. Unlike pages, feeds in seven-bit encodings such as UTF-7 are decoded.
    """
    declared = _XML_LABEL.match(body, 0, 500)
    return _decode(body, _codecs(content_type, declared, allows_seven_bit=True))


def decode_html(body: bytes, content_type: str | None = None) -> Decoded:
    """Decodes a web page or a text file, whose label is in a `<meta>` element or XML declaration. Never raises.

    `content_type` is the Content-Type header. Seven-bit labels are ignored: in browsers, UTF-7 was a way to smuggle
    scripts past filters.
    """
    declared = _HTML_LABEL.search(body, 0, MAX_HTML_HEAD)
    return _decode(body, _codecs(content_type, declared, allows_seven_bit=False))


def _decode(body: bytes, labelled: Iterable[str]) -> Decoded:
    for mark, codec in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return _replace_invalid(body[len(mark) :], codec)
    for pattern, codec in _FIRST_BYTES:
        if pattern.match(body):
            return _replace_invalid(body, codec)
    is_ascii = body.isascii()
    labels = tuple(labelled)
    for codec in (*(name for name in labels if is_ascii and name.startswith(_SEVEN_BIT)), "utf-8"):
        try:
            return Decoded(body.decode(codec))
        except (UnicodeDecodeError, LookupError):
            continue
    if _is_nearly_utf_8(body, labels):
        return Decoded(body.decode("utf-8", _REPLACE_CUT), is_mislabelled=True)
    for codec in labels:
        try:
            return Decoded(body.decode(codec))
        except (UnicodeDecodeError, LookupError):
            continue
    return Decoded(body.decode("utf-8", _AS_WINDOWS_1252), is_mislabelled=True)


def _is_nearly_utf_8(body: bytes, labels: Iterable[str]) -> bool:
    """Whether a text that is not valid UTF-8 is meant to be.

    In an encoding of one byte a letter, pairs that happen to be valid UTF-8 are rare (`É»`), other letters are not.
    In East Asian encodings such pairs are less rare.
    """
    whole = damaged = 0
    for run in islice(_HIGH_BYTES.finditer(body), _MAX_RUNS):
        rest, count = _UTF_8_CHARACTER.subn(b" ", run.group())
        whole += count
        damaged += len(_DAMAGED.findall(rest))
    is_east_asian = any(_EAST_ASIAN.match(label) for label in labels)
    return whole > damaged * (_EAST_ASIAN_MAJORITY if is_east_asian else 1)


def _replace_invalid(body: bytes, codec: str) -> Decoded:
    text = body.decode(codec, "replace")
    return Decoded(text, is_mislabelled="\ufffd" in text)


def _codecs(content_type: str | None, declared: re.Match[bytes] | None, *, allows_seven_bit: bool) -> list[str]:
    """The codecs that the server and the document name, without UTF-8 and those that cannot be meant."""
    parameter = _CHARSET_PARAMETER.search(content_type or "")
    labels = [parameter[1] if parameter else "", declared[1].decode("ascii") if declared else ""]
    return [codec for label in labels if (codec := _codec(label, allows_seven_bit=allows_seven_bit))]


def _codec(label: str, *, allows_seven_bit: bool) -> str | None:
    """The Python codec for `label`; None for UTF-8, for what is no text encoding, and for what does not extend ASCII.

    A document whose label could be read is not in an encoding such as UTF-16 or EBCDIC.
    """
    try:
        name = codecs.lookup(label).name
        if name.startswith(_SEVEN_BIT):
            return name if allows_seven_bit else None
        is_unusable = name == "utf-8" or name.replace("_", "-") in _NOT_TEXT
        if is_unusable or _PRINTABLE_ASCII.decode(name) != _PRINTABLE_ASCII.decode("ascii"):
            return None
    except (LookupError, UnicodeError):
        return None
    return _SUPERSETS.get(name, name)


def _replace_cut(error: UnicodeError) -> tuple[str, int]:
    """U+FFFD for a character that was cut off, Windows-1252 for a byte on its own."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start]
    end = error.start + 1
    if byte >= 0xC0:
        while end < min(len(error.object), error.start + 4) and 0x80 <= error.object[end] < 0xC0:
            end += 1
        is_word = error.object[end : end + 1].isalpha()
        if end > error.start + 1 or end == len(error.object) or (byte in _WESTERN_LEADS and not is_word):
            return "\ufffd", end
    return _as_windows_1252(error)


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "replace"), error.start + 1


_REPLACE_CUT: Final = "wortreader.replace-cut"
codecs.register_error(_REPLACE_CUT, _replace_cut)
_AS_WINDOWS_1252: Final = "wortreader.windows-1252"
codecs.register_error(_AS_WINDOWS_1252, _as_windows_1252)
