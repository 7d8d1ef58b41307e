"""Makes XML safe to parse.

feedparser expands entities without a limit: 110 KB can become a title of 1,000,000,000 characters. So document types
are removed here, and their entities are expanded within limits.
"""

from __future__ import annotations

import re

from wortreader.lazy_dataclass import lazy_dataclass

_BYTE_ORDER_MARK = "\ufeff".encode()
_BLANKS = b" \t\r\n"
_DECLARATION = re.compile(rb"<\?xml\b[^>]{0,500}?>")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r") + b"\x7f"

_MAX_ENTITY = 4096
"""Bytes that one entity may expand to."""
_MAX_GROWTH = 256 * 1024
"""Bytes that all entities together may add to a document."""
_MAX_ENTITIES = 500

_SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE\b(?:[^\[\"'<>]|\"[^\"]*\"|'[^']*')*", re.IGNORECASE)
_SUBSET_TOKEN = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|\]", re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\s+([A-Za-z_][\w.:-]{0,99})\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_REFERENCE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&([A-Za-z_][\w.:-]{0,99});", re.DOTALL)
_PREDEFINED = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_CHARACTER = re.compile(rb"&#([xX][0-9a-fA-F]+|[0-9]+);?")
_REPLACEMENT = b"&#xFFFD;"


@lazy_dataclass(frozen=True, slots=True)
class SafeXml:
    """A document that is safe to parse."""

    data: bytes
    doctype: bytes = b""
    """Its document type declaration without the internal subset, in lower case."""
    has_entity_bombs: bool = False
    """Whether entities were left out because they expand beyond the limits."""
    is_repaired: bool = False
    """Whether references to characters that do not exist were replaced."""


def clean_utf8(text: str) -> bytes:
    """`text` in UTF-8 without byte order mark, XML declaration and the control characters that XML does not allow."""
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS).removeprefix(_BYTE_ORDER_MARK).lstrip(_BLANKS)
    declaration = _DECLARATION.match(data)
    return data[declaration.end() :].lstrip(_BLANKS) if declaration else data


def make_safe(document: bytes) -> SafeXml:
    """`document` (in UTF-8) without its document type, and with its entities expanded within limits."""
    data, doctype, subset = _remove_doctype(document)
    entities, has_bombs = _entities(subset)
    if entities:
        data, is_swollen = _expand(data, entities)
        has_bombs = has_bombs or is_swollen
    bad = {match for match in set(_CHARACTER.findall(data)) if not _is_character(match)}
    if bad:
        data = _CHARACTER.sub(lambda match: _REPLACEMENT if match.group(1) in bad else match.group(), data)
    return SafeXml(data, doctype.lower(), has_bombs, is_repaired=bool(bad))


def _remove_doctype(document: bytes) -> tuple[bytes, bytes, bytes]:
    """The document without its document type, the declaration, and its internal subset."""
    start = 0
    while skipped := _SKIPPED.match(document, start):
        start = skipped.end()
    doctype = _DOCTYPE.match(document, start)
    if doctype is None:
        return document, b"", b""
    end = subset_end = doctype.end()
    if document[end : end + 1] == b"[":
        subset_end = end + 1
        for token in _SUBSET_TOKEN.finditer(document, end + 1):
            subset_end = token.end()
            if token.group() == b"]":
                break
    close = document.find(b">", subset_end)
    rest = document[close + 1 :] if close >= 0 else b""
    return document[:start] + rest, doctype.group(), document[end:subset_end]


def _entities(subset: bytes) -> tuple[dict[bytes, bytes], bool]:
    """The expanded entities of the internal subset, empty if they are too large; and whether any were."""
    declared: dict[bytes, bytes] = {}
    for match in _ENTITY.finditer(subset):
        name, double, single = match.groups()
        if len(declared) < _MAX_ENTITIES and name not in _PREDEFINED:
            declared.setdefault(name, double if double is not None else single)
    entities: dict[bytes, bytes] = {}
    has_bombs = False
    for name, value in declared.items():
        written = _expand_value(value, declared)
        has_bombs = has_bombs or written is None
        entities[name] = written or b""
    return entities, has_bombs


def _expand_value(value: bytes, declared: dict[bytes, bytes]) -> bytes | None:
    """An entity's value with the entities in it expanded, at most four deep; None if it grows beyond the limits."""
    for _level in range(4):
        if len(value) > _MAX_ENTITY:
            return None
        names = [name for name in _REFERENCE.findall(value) if name in declared]
        if not names:
            return value.replace(b"<", b"&lt;").replace(b'"', b"&quot;")
        if sum(len(declared[name]) for name in names) > _MAX_ENTITY:
            return None
        value = _REFERENCE.sub(lambda match: declared.get(match.group(1), match.group()), value)
    return None


def _expand(data: bytes, entities: dict[bytes, bytes]) -> tuple[bytes, bool]:
    """`data` with references to `entities` replaced, and whether they were removed because of their size."""
    growth = sum(len(entities.get(name, b"")) for name in _REFERENCE.findall(data) if name)
    kept = entities if growth <= _MAX_GROWTH else dict.fromkeys(entities, b"")
    return _REFERENCE.sub(lambda match: kept.get(match.group(1), match.group()), data), kept is not entities


def _is_character(reference: bytes) -> bool:
    """Whether `reference`, the inner part of a character reference, is a character that XML 1.0 allows."""
    digits = reference.lstrip(b"xX").lstrip(b"0") or b"0"
    if len(digits) > 7:
        return False
    code = int(digits, 16 if reference[:1] in b"xX" else 10)
    if code < 0x20:
        return code in (0x9, 0xA, 0xD)
    return code < 0xD800 or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
