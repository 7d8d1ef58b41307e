"""Characters on whose width terminals disagree. Pure."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

PLACEHOLDER: Final = "\U0010eeee"
"""The character into which Kitty draws pictures. Only terminals that know its width are sent it."""

_WIDE_FOR_ALL: Final = (
    (0x1100, 0x115F),
    (0x2E80, 0x303E),
    (0x3041, 0xA4CF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x20000, 0x3FFFD),
)
"""Scripts of East Asia, two cells wide in every terminal; emoji came later, and are not in all tables."""


WIDEST: Final = 2
"""Cells that a character takes at most."""


@lru_cache(maxsize=4096)
def reach(text: str) -> int:
    """How many cells a cluster of characters may be drawn over; 0 if all terminals agree on its width."""
    first = text[0]
    if first == PLACEHOLDER:
        return 0
    if all(unicodedata.combining(mark) for mark in text[1:]) and _is_certain(first):
        return 0
    return sum(WIDEST for character in text if not unicodedata.combining(character))


def fitting(text: str, width: int) -> str:
    """The text to write for a grapheme cluster of uncertain width with `width` cells left before the right edge.

    Beyond the edge, it would be drawn over itself.
    """
    if reach(text) <= width:
        return text
    return text[0] if width >= WIDEST else " "


def _is_certain(character: str) -> bool:
    if unicodedata.category(character) in ("Cn", "Co", "Cf", "Mc", "Me", "Mn"):
        return False
    if unicodedata.east_asian_width(character) in "WF":
        return any(first <= ord(character) <= last for first, last in _WIDE_FOR_ALL)
    return unicodedata.category(character) != "So" or ord(character) < 0x1F000
