"""Repairs quotation marks within the values of OPML's attributes: `text="a "quoted" word"`."""

from __future__ import annotations

import re
from typing import Final

_OUTLINE: Final = re.compile(rb"<(?:[\w.-]{1,40}:)?outline\b[^<]*+", re.IGNORECASE)
_BEGINNING: Final = re.compile(rb"(?<=[\s\"'])[\w:.-]{1,40}\s{0,9}=\s{0,9}([\"'])")
_ENDS: Final = {
    quote: re.compile(quote + rb"(?=\s{0,9}[/?]?>|\s{0,99}[\w:.-]{1,40}\s{0,9}=\s{0,9}[\"'])") for quote in (b'"', b"'")
}
"""The quotation mark that ends a value: the tag ends behind it, or another attribute begins."""
_REFERENCES: Final = {b'"': b"&quot;", b"'": b"&#39;"}


def with_inner_quotes_escaped(document: bytes) -> bytes:
    """`document` with references instead of the quotation marks that do not end the values they are in.

    Takes time in proportion to the length, and changes no line breaks.
    """
    return _OUTLINE.sub(_escaped, document)


def _escaped(found: re.Match[bytes]) -> bytes:
    tag = found.group()
    parts: list[bytes] = []
    done = 0
    while beginning := _BEGINNING.search(tag, done):
        quote = beginning[1]
        end = _ENDS[quote].search(tag, beginning.end())
        if end is None:
            break
        value = tag[beginning.end() : end.start()]
        parts += tag[done : beginning.end()], value.replace(quote, _REFERENCES[quote]), quote
        done = end.end()
    return b"".join((*parts, tag[done:]))
