"""Folding of words for searches: no case and accents, ligatures and `ß` as letters, numbers in one piece.

Pure. The full-text index, the highlights in lists and those in articles all use it to decide when two words are equal.
It uses the tables of Unicode 3.2, which are the same in every version of Python: what is removed from the index must be
exactly what was added to it, possibly by another Python.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import Final

VERSION: Final = 2
"""Raised with every change of a folded form; indexes of an older version are rebuilt."""

_UNICODE: Final = unicodedata.ucd_3_2_0

_JOINT: Final = "·"
"""Replaces any separator within a number, so that `3,5` and `3.5` are the same word."""
_JOINT_SIGN: Final = "\ue000"
_NOTHING: Final = "\u2060"

_WRITTEN_OUT: Final = {
    "ß": "ss", "ẞ": "ss", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
    "ʼ": " ", "ʻ": " ", "ʹ": " ", _JOINT_SIGN: _JOINT,
}  # fmt: skip
_RAISED: Final = "¹²³⁰⁴⁵⁶⁷⁸⁹"
"""Separate words, because they refer to footnotes of the word before them."""
_INVISIBLE: Final = frozenset("\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff")
_MARKS: Final = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f]+")
_COMPOSED_OTHERWISE: Final = re.compile("[\u1100-\u11ff\u3099\u309a]")
"""Marks that change a letter to another one instead of adding an accent."""

_AROUND: Final = '.,;:!?()[]"“”„«»‹›…–—'
"""Punctuation around words."""
_CHUNK: Final = re.compile(r"\S+")
_SPACED_NUMBER: Final = re.compile("(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_DATE: Final = re.compile(r"(?<![0-9.,])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})(?![0-9]|[.,][0-9])")
_THOUSANDS: Final = re.compile(r"(?<![0-9.,'’])[0-9]{1,3}(?:[.,'’][0-9]{3})+(?![0-9])")
_DECIMAL: Final = re.compile(r"(?<=[0-9])[.,](?=[0-9])")

LONGEST_KEPT: Final = 48
"""Longer chunks are not cached."""
_MOST_KEPT: Final = 100_000


class _Signs(dict[int, str]):
    """The folded form of each character: letters, nothing, or a space. For `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _sign(chr(code))
        return folded


def _sign(character: str) -> str:
    if character in _WRITTEN_OUT:
        return _WRITTEN_OUT[character]
    if character.isascii():
        return character.lower() if character.isalnum() else " "
    if character in _RAISED:
        return f" {_UNICODE.normalize('NFKD', character)} "
    category = _UNICODE.category(character)
    if character in _INVISIBLE or category == "Cf" or _MARKS.match(character):
        return ""
    if category == "Cn":
        return " " if 0x2000 <= ord(character) < 0x2C00 or 0x1F000 <= ord(character) < 0x20000 else character
    if category[0] in "PSZC" and category != "Co":
        return " "
    plain = _MARKS.sub("", _UNICODE.normalize("NFKD", character)).casefold()
    plain = _MARKS.sub("", _UNICODE.normalize("NFC", plain))
    if "⁄" in plain:
        return f" {plain.replace('⁄', _JOINT)} "
    if len(plain) == 1:  # a small letter that is newer than its capital is unassigned in Unicode 3.2
        return _WRITTEN_OUT.get(plain, plain) if _UNICODE.category(plain) != "Cn" else character
    if " " in plain:
        return character
    parts = "".join(_WRITTEN_OUT.get(part, part) if part.isalnum() else " " for part in plain)
    return plain if parts == plain else f" {' '.join(parts.split())} "  # `⑴` becomes `(1)`


_SIGNS: Final = _Signs()


class _Chunks(dict[str, str]):
    """A cache of folded chunks."""

    def __missing__(self, chunk: str) -> str:
        folded = fold_chunk(chunk)
        if len(chunk) <= LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[chunk] = folded
        return folded


def fold_chunk(chunk: str) -> str:
    """Returns the folded words of a chunk, without using the cache."""
    bare = chunk.strip(_AROUND)
    if bare.isascii() and bare.isalnum():
        lower = bare.lower()
        return chunk if lower == chunk else lower  # caches one string instead of two
    return " ".join(_whole(chunk).translate(_SIGNS).split())


_CHUNKS: Final = _Chunks()
_IN_TWO_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def chunks(text: str) -> list[str]:
    """Splits `text` at blanks into chunks: words with the punctuation around them."""
    return joined_numbers(text).split()


def fold_chunks(chunks: Iterable[str]) -> str:
    """Returns the folded words of chunks, separated by blanks."""
    return " ".join(map(_CHUNKS.__getitem__, chunks))


def fold(text: str) -> str:
    """Returns the folded words of `text`, separated by blanks."""
    return fold_chunks(chunks(text))


def written_out(text: str) -> str:
    """Returns the folded words of `text` with umlauts written as two letters (`ae`, `oe`, `ue`)."""
    return fold(unicodedata.normalize("NFC", text).lower().translate(_IN_TWO_LETTERS))


def words(text: str) -> list[str]:
    """Returns the folded words of `text`, in order."""
    return fold(text).split()


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yields the start, the end and the folded form of each word of `text`."""
    for chunk in _CHUNK.finditer(joined_numbers(text)):
        at = chunk.start()
        for start, end, word in _aligned(chunk[0]):
            yield at + start, at + end, word


class Folded:
    """A text in which words are looked up several times: much faster than iterating over its `spans`.

    Folds the text only as far as necessary, because most words are found near the beginning.
    """

    _STEP = 64
    """Chunks folded at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._parted = joined_numbers(text)
        self._chunks = self._parted.split()
        self._folded: list[str] = []

    @cached_property
    def words(self) -> frozenset[str]:
        """All folded words."""
        return frozenset(" ".join(self._parts()).split())

    def has(self, word: str) -> bool:
        """True if the text contains the folded word."""
        return any(f" {word} " in part for part in self._parts())

    def has_beginning(self, beginning: str) -> bool:
        """True if a word of the text begins with `beginning`."""
        return any(f" {beginning}" in part for part in self._parts())

    def places(self, wanted: AbstractSet[str], beginnings: Iterable[str] = ()) -> Iterator[int]:
        """Yields the starts of chunks with a word that is `wanted` or has one of the `beginnings`, in order."""
        chunks = enumerate(_CHUNK.finditer(self._parted))
        starts = tuple(f" {beginning}" for beginning in beginnings)
        for at, part in enumerate(self._parts()):
            needles = [*starts, *(f" {word} " for word in wanted & set(part.split()))]
            # Each chunk is a line, so that the number of line ends before a word is the number of its chunk.
            found = {part.count("\n", 0, place + 1) for needle in needles for place in _occurrences(needle, part)}
            for number in sorted(found):
                yield next(chunk.start() for place, chunk in chunks if place == at * self._STEP + number)

    def _parts(self) -> Iterator[str]:
        """Yields folded chunks in parts of `_STEP` lines, with a blank before and after each word."""
        for at, start in enumerate(range(0, len(self._chunks), self._STEP)):
            if at == len(self._folded):
                chunks = self._chunks[start : start + self._STEP]
                self._folded.append(" " + " \n ".join(map(_CHUNKS.__getitem__, chunks)) + " ")
            yield self._folded[at]


def _occurrences(needle: str, part: str) -> Iterator[int]:
    at = part.find(needle)
    while at >= 0:
        yield at
        at = part.find(needle, at + 1)


def spellings(chunk: str, folded: str) -> Sequence[tuple[str, str]]:
    """Returns the words of a chunk, each in its folded form and as it is written, in NFC.

    The stemmers need the second, because accents matter to them.
    """
    bare = chunk.strip(_AROUND)
    if bare.isalpha() and " " not in folded:  # true of most chunks, and much faster
        return ((folded, unicodedata.normalize("NFC", bare)),)
    return [
        (word, unicodedata.normalize("NFC", "".join(sign for sign in chunk[start:end] if sign not in _INVISIBLE)))
        for start, end, word in _aligned(chunk)
    ]


def joined_numbers(text: str) -> str:
    """Returns `text` with a separator instead of each narrow blank in a number, in the same length."""
    if "\u00a0" in text or "\u202f" in text or "\u2009" in text:
        return _SPACED_NUMBER.sub(".", text)
    return text


def _whole(chunk: str) -> str:
    """Returns `chunk` with its numbers in one piece. The length changes only for decomposed Korean and Japanese."""
    if _DECIMAL.search(chunk) or "'" in chunk or "’" in chunk:
        chunk = _DATE.sub(r"\1 \2 \3", chunk)
        chunk = _THOUSANDS.sub(lambda found: re.sub(r"[.,'’]", _NOTHING, found[0]), chunk)
        chunk = _DECIMAL.sub(_JOINT_SIGN, chunk)
    return _UNICODE.normalize("NFC", chunk) if _COMPOSED_OTHERWISE.search(chunk) else chunk


@lru_cache(maxsize=32_768)
def _aligned(chunk: str) -> tuple[tuple[int, int, str], ...]:
    """Returns the start, the end and the folded form of each word of a chunk."""
    whole = _whole(chunk)
    if len(whole) != len(chunk):
        return tuple((0, len(chunk), word) for word in whole.translate(_SIGNS).split())
    found: list[tuple[int, int, str]] = []
    begin, end = 0, 0
    word: list[str] = []  # a list, because a text without blanks can be one word of a million letters
    for at, character in enumerate(whole):
        sign = _SIGNS[ord(character)]
        for number, piece in enumerate(sign.split(" ")):
            if number and word:
                found.append((begin, end, "".join(word)))
                word = []
            if piece:
                begin = begin if word else at
                end = at + 1
                word.append(piece)
            elif word and not sign:
                end = at + 1
    if word:
        found.append((begin, end, "".join(word)))
    return tuple(found)
