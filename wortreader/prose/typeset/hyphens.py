"""Where words may be parted at the end of a line, by the rules of their language.

Owns pyphen, which is imported when the first word is parted. Addresses, words with figures and words in capitals are
never parted, nor is anything in a language without rules, as Luxembourgish is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

_WORD: Final = re.compile(r"[^\W\d_]{7,}")
_NEVER: Final = re.compile(r"[\d_/@\\]|\w\.\w")
_LEAST_PART: Final = 3
"""Letters that stand before and after a hyphen at least."""


def hyphen_places(text: str, language: str) -> set[int]:
    """The offsets in `text` before which a word may go on in the next line."""
    dictionary = _dictionary(language)
    if dictionary is None:
        return set()
    places: set[int] = set()
    at = 0
    for token in text.split(" "):
        if len(token) > 6 and not _NEVER.search(token):
            for found in _WORD.finditer(token):
                if not found[0].isupper():
                    places.update(at + found.start() + place for place in _places(found[0], language))
        at += len(token) + 1
    return places


@lru_cache(maxsize=4096)
def _places(word: str, language: str) -> tuple[int, ...]:
    dictionary = _dictionary(language)
    return tuple(place for place in dictionary.positions(word) if _LEAST_PART <= place <= len(word) - _LEAST_PART)


@lru_cache(maxsize=8)
def _dictionary(language: str) -> Any:
    """The rules of a language by its BCP 47 tag; None where there are none."""
    import pyphen

    name = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=name) if name is not None else None
