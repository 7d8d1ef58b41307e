"""Finds texts that are the same story, by shingles: all runs of three consecutive words.

Pure. A fingerprint is a few of a text's shingles, chosen so that similar texts are likely to share some of them. It
finds candidates, in 0.1 ms for an article of 400 words; whether two texts are the same story is decided from the texts.

An agency's report that papers shorten and introduce differently is the same story. Two texts made to one pattern, such
as the weather of Monday and of Tuesday, are not: their words differ everywhere, or their numbers do. Short texts must
have nearly the same words and title.
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
"""Shingles in a fingerprint. Of pairs of texts that share half of theirs, 1 in 30 has fewer than two in common."""

_RANGE: Final = 1 << 32
"""Shingles are distributed evenly over 0 to this number."""
_LIKELY: Final = 24
"""Expected number of shingles that are sorted: more than `KEPT`, because some of them are equal."""

LEAST_WORDS: Final = 30
"""Shorter texts are not compared: “this article is for subscribers” is the same everywhere."""

SHORT_WORDS: Final = 80
"""Shorter texts need nearly the same words, because chance and patterns have more influence."""

_SHARED: Final = 0.6
"""Of the shingles of the shorter text. Each word that an editor changes changes three of them."""
_SHARED_OF_LONGER: Final = 0.35
"""Of those of the longer text: a digest of the day is not each of the stories in it."""
_SHARED_AT_A_STRETCH: Final = 12
"""Average length of runs of shared shingles. It is 45 and more in edited texts, 4 to 8 in patterns."""
_SHARED_IF_SHORT: Final = 0.9
_SHARED_TITLE: Final = 0.5
_LEAST_NUMBERS: Final = 3
_SHARED_NUMBERS: Final = 0.6

_MOST_WORDS: Final = 4_000
"""Words of a text that are compared, so that a book takes no longer than a long article."""
_MOST_CHARACTERS: Final = 40_000

_SOFT_HYPHEN: Final = "\u00ad".encode()
_MARKS: Final = re.compile(rb"\xe2\x80.|\xc2[\xa0-\xbf]", re.DOTALL)
"""Quotes, dashes and blanks in UTF-8: U+2000 to U+203F, and the symbols of Latin 1."""
_MARKS_BEGIN: Final = b"\xe2\xc2"
"""What these begin with. Most texts in English have neither."""
_SMALL_LATIN: Final = bytes(range(0x100)).decode("latin-1").lower().encode("latin-1")
_SIGNS: Final = bytes(byte if byte >= 0x80 or chr(byte).isalnum() else 0x20 for byte in range(0x100))


def fingerprint(text: str) -> tuple[int, ...]:
    """Returns `KEPT` shingles of `text`, to find similar texts; none if it has fewer than `LEAST_WORDS` words."""
    words = _words(text)
    if len(words) < LEAST_WORDS:
        return ()
    # The smallest ones, because that choice does not depend on the rest of the text. Dropping most of the others before
    # sorting saves a third of the time.
    limit = _RANGE * _LIKELY // len(words)
    small = set(filter(limit.__gt__, _shingles(words)))
    return tuple(sorted(small if len(small) >= KEPT else set(_shingles(words)))[:KEPT])


def is_same_story(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """True if two articles, each a title and a text, are the same story in nearly the same words."""
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
    """The words of a text in lower case, without punctuation.

    Not folded, which would take as long as everything else: papers change quotes, blanks and capitals of a text that
    they take over, never its spelling.
    """
    text = text[:_MOST_CHARACTERS]
    try:  # Latin 1 is in NFC, and its capitals have small letters in it
        data = text.encode("latin-1").translate(_SMALL_LATIN).decode("latin-1").encode()
    except UnicodeEncodeError:
        data = unicodedata.normalize("NFC", text).lower().encode("utf-8", "replace")
    if any(byte in data for byte in _MARKS_BEGIN):
        data = _MARKS.sub(b" ", data.replace(_SOFT_HYPHEN, b""))
    return data.translate(_SIGNS).split(None, _MOST_WORDS)[:_MOST_WORDS]


def _shingles(words: Sequence[bytes]) -> Iterator[int]:
    """A number for each run of three words. It is the same in every process, unlike Python's own hashes."""
    return map(zlib.crc32, map(b" ".join, zip(words, words[1:], words[2:], strict=False)))


def _do_titles_agree(one: str, other: str) -> bool:
    """True if half of the words of the shorter title are in the other."""
    shorter, longer = sorted((set(folding.words(title)) for title in (one, other)), key=len)
    return len(shorter & longer) >= _SHARED_TITLE * len(shorter)
