"""Where needles stand in a text, and a passage around the first of them. Pure.

Case and accents do not matter, as in the full-text index. SQLite's own `snippet` would look the query up once more for
every hit, which a prefix of one letter makes slow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from wortreader.model import Needle
from wortreader.text import ELLIPSIS

LENGTH = 160
"""Characters of a passage at most, without its ellipses."""

LEAD = 48
"""Characters before the first match at most."""

_MARK = "\u0300"
"""Stands for every combining mark in a folded text."""


class _Fold(dict[int, str]):
    """Characters without case and accents, one for one, so that positions stay: for str.translate."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _plain(character)
        self[code] = plain
        return plain


def _plain(character: str) -> str:
    if unicodedata.combining(character):
        return _MARK
    base = unicodedata.normalize("NFD", character)[0]
    if not base.isascii():
        base = character  # the index, too, only takes the marks off Latin letters
    folded = base.casefold()
    return folded if len(folded) == 1 else base.lower()[0]


_FOLD = _Fold()


def pattern(needles: Sequence[Needle]) -> re.Pattern[str] | None:
    """What finds any of `needles` in a folded text; None where there are none."""
    if not needles:
        return None
    return re.compile("|".join(map(_needle, needles)))


def _needle(needle: Needle) -> str:
    words = [
        "".join(re.escape(letter) + f"{_MARK}*" for letter in word.translate(_FOLD) if letter != _MARK)
        for word in needle.words
    ]
    end = "" if needle.is_prefix else rf"(?![^\W_]|{_MARK})"
    return rf"(?<![^\W_])(?<!{_MARK})" + r"[\W_]+".join(words) + end


def find(text: str, wanted: re.Pattern[str] | None) -> tuple[tuple[int, int], ...]:
    """Where `wanted` stands in `text`, as (start, end), in order, not overlapping."""
    if wanted is None:
        return ()
    return tuple(found.span() for found in wanted.finditer(text.translate(_FOLD)))


def passage(text: str, wanted: re.Pattern[str] | None) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A passage of `text` around the first match, in one line, and the matches in it; the beginning without one."""
    first = None if wanted is None else wanted.search(text.translate(_FOLD))
    at = first.start() if first else 0
    start = 0 if at <= LEAD else _next_word(text, at - LEAD, at)
    end = len(text) if len(text) <= start + LENGTH else _last_word(text, start + LENGTH)
    line = " ".join(text[start:end].split())
    shown = (ELLIPSIS if start else "") + line + (ELLIPSIS if end < len(text) else "")
    return shown, find(shown, wanted)


def _next_word(text: str, start: int, limit: int) -> int:
    """Where the first whole word at or after `start` begins, at most at `limit`."""
    while start < limit and not text[start - 1].isspace():
        start += 1
    return start


def _last_word(text: str, end: int) -> int:
    """Where the last whole word before `end` ends; `end` itself where there is no blank near."""
    blank = max(text.rfind(" ", end - LEAD, end), text.rfind("\n", end - LEAD, end))
    return blank if blank > 0 else end
