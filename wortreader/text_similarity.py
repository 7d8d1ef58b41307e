"""Texts that say the same: each three words that follow each other are a shingle, and the same story shares them.

Pure. A fingerprint is a handful of a text's shingles, chosen so that two texts with much in common are likely to have
some of them in common: it finds the candidates, for 0.1 ms an article of 400 words. Whether two are the same is told
from both texts.

Where the lines are drawn: an agency's report that one paper cuts, heads and begins in another way than the next is the
same story. Two texts to one pattern, the weather of Monday and of Tuesday, are not: they have other words all over the
place, or other numbers. What has few words is the same only with nearly the same words under nearly the same title.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from wortreader import folding

KEPT: Final = 8
"""Shingles of a fingerprint. Of two texts that share half of theirs, one pair in 30 has fewer than two in common."""

_RANGE: Final = 1 << 32
"""Shingles are spread evenly over so many numbers."""
_LIKELY: Final = 24
"""Of a text's shingles that are sorted; the smallest `KEPT` lack only where it says the same all the time."""

LEAST_WORDS: Final = 30
"""What has fewer says too little to be a story: “this article is for subscribers” is the same everywhere."""

SHORT_WORDS: Final = 80
"""Below that, chance and patterns check too much for anything but nearly the same words."""

_SHARED: Final = 0.6
"""Of the shingles of the shorter text. Every word that an editor changes takes three of them."""
_SHARED_OF_LONGER: Final = 0.35
"""Of those of the longer text: a digest of the day is not each of the stories in it."""
_SHARED_AT_A_STRETCH: Final = 12
"""Shingles that are shared one after the other, on average. Editors leave 45 and more alone, patterns 4 to 8."""
_SHARED_IF_SHORT: Final = 0.9
_SHARED_TITLE: Final = 0.5
_LEAST_NUMBERS: Final = 3
_SHARED_NUMBERS: Final = 0.6

_MOST_WORDS: Final = 4_000
"""Of a text that are looked at: a book must not cost what a hundred articles cost."""
_MOST_CHARACTERS: Final = 40_000

_SOFT_HYPHEN: Final = "\u00ad".encode()
_MARKS: Final = re.compile(rb"\xe2\x80.|\xc2[\xa0-\xbf]", re.DOTALL)
"""Quotes, dashes and blanks in UTF-8: U+2000 to U+203F, and the signs of Latin 1."""
_SIGNS: Final = bytes(byte if byte >= 0x80 or chr(byte).isalnum() else 0x20 for byte in range(0x100))


def fingerprint(text: str) -> tuple[int, ...]:
    """A few of the shingles of `text`, to find those like it; none of a text that says too little."""
    words = _words(text)
    if len(words) < LEAST_WORDS:
        return ()
    # The smallest: a choice that every text makes alike, whatever else stands in it. Most are seen to be none of them,
    # which saves a third of the time.
    limit = _RANGE * _LIKELY // len(words)
    small = {shingle for shingle in _shingles(words) if shingle < limit}
    return tuple(sorted(small if len(small) >= KEPT else set(_shingles(words)))[:KEPT])


def is_same_story(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two articles, each a title and a text, tell the same story in the same words."""
    shorter, longer = sorted((_words(text) for _title, text in (one, other)), key=len)
    if len(shorter) < LEAST_WORDS:
        return False
    row = list(_shingles(shorter))
    few, many = set(row), set(_shingles(longer))
    shared = len(few & many)
    if len(shorter) < SHORT_WORDS:
        return shared >= _SHARED_IF_SHORT * len(few | many) and _do_titles_agree(one[0], other[0])
    if shared < _SHARED * min(len(few), len(many)) or shared < _SHARED_OF_LONGER * max(len(few), len(many)):
        return False
    stretches = [len(list(stretch)) for is_shared, stretch in groupby(row, many.__contains__) if is_shared]
    if sum(stretches) < _SHARED_AT_A_STRETCH * len(stretches):
        return False
    numbers = {word for word in shorter if word[:1].isdigit()}
    return len(numbers) < _LEAST_NUMBERS or len(numbers.intersection(longer)) >= _SHARED_NUMBERS * len(numbers)


def _words(text: str) -> list[bytes]:
    """The words of a text. Not folded, for that would cost as much as all the rest: papers that take over a text change
    its quotes, its blanks and its capitals, never its spelling.
    """
    data = unicodedata.normalize("NFC", text[:_MOST_CHARACTERS]).lower().encode("utf-8", "replace")
    return _MARKS.sub(b" ", data.replace(_SOFT_HYPHEN, b"")).translate(_SIGNS).split()[:_MOST_WORDS]


def _shingles(words: Sequence[bytes]) -> Iterator[int]:
    """A number for each three words, the same in every process: Python's own hashes of texts are not."""
    return map(zlib.crc32, map(b" ".join, zip(words, words[1:], words[2:], strict=False)))


def _do_titles_agree(one: str, other: str) -> bool:
    """Whether half of the words of the shorter title stand in the other."""
    shorter, longer = sorted((set(folding.words(title)) for title in (one, other)), key=len)
    return len(shorter & longer) >= _SHARED_TITLE * len(shorter)
