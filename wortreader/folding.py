"""Folding of words for searches: no case and accents, ligatures and `ß` as letters, numbers in one piece.

Pure. The full-text index, the highlights in lists and those in articles all use it to decide when two words are equal.
What a character is folded to is in `characters`; here are the rules for what stands side by side:

- A letter of a script without spaces is a word by itself, so that a search for several, which is one for a phrase,
  finds them in any part of a text. What parts two such letters is the word `BOUNDARY`.
- A number is one word, however its digits are grouped: `1 200`, `1.200`, `1'200`, `1,200`. An address is none.
- A raised figure is a word by itself, because it refers to a footnote, but not in `m²`, which is `m2`.
- `C++`, `C#` and `.NET` are words; the plus of `Canal+` is a word behind the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import Final

from wortreader.characters import (
    APART,
    DOT_SIGN,
    INVISIBLE,
    JOINT_SIGN,
    LAST_PLUS,
    NOTHING,
    PLUS_SIGN,
    PLUS_WORD,
    SHARP_SIGN,
    SIGNS,
    UNICODE,
    UNSPACED,
    is_apart,
)
from wortreader.lazy import lazy_pattern

VERSION: Final = 4
"""Raised with every change of a folded form; indexes of an older version are rebuilt."""

BOUNDARY: Final = "¦"
"""A word between two letters that are words by themselves but do not touch: `東。京` is not `東京`."""

_AROUND: Final = '.,;:!?()[]"“”„«»‹›…–—'  # punctuation around words
_CHUNK: Final = lazy_pattern(r"\S+")
_GAP: Final = lazy_pattern(f"(?<={APART}.)\\s+(?={APART})")
_LETTER_APART: Final = lazy_pattern(f"[{UNSPACED}\uff65-\uffdc]")
"""A letter that is a word by itself, or becomes one: kana and Korean letters as narrow as Latin ones."""
_LETTER: Final = lazy_pattern(f"{APART}(.)")
_PIECE: Final = lazy_pattern(f"{APART}.| |[^ {APART}]+")
_LOOSE_BOUNDARY: Final = lazy_pattern(f" {BOUNDARY}(?!\\s+[{UNSPACED}])")

_NARROW_BLANKS: Final = "\u00a0\u202f\u2009\u2004\u2005\u2006\u2007\u2008\u200a"
_GROUPED: Final = lazy_pattern(f"[0-9][ {_NARROW_BLANKS}][0-9]{{3}}")
_SHORT: Final = 256
"""Characters of a text in which a regular expression finds faster that there is no grouped number."""
_NARROWLY_GROUPED: Final = lazy_pattern(f"(?<=[0-9])[{_NARROW_BLANKS}](?=[0-9]{{3}}(?![0-9]))")
_SPACED_NUMBER: Final = lazy_pattern(
    r"[1-9](?<![\w.,'’:=<>/#+].)(?<![^\W\d_][-‐‑–].)(?<![0-9] .)[0-9]{0,2}(?: [0-9]{3})+(?![0-9]| [0-9])"
)
"""A number grouped by blanks. A full blank is between numbers as well: what goes on otherwise is a telephone number."""

_FORMS: Final = {
    **{0xFF01 + at: chr(0x21 + at) for at in range(94)},  # as wide as a Chinese character
    **{zero + digit: str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)},  # Arabic digits
    0x066B: ",", 0x066C: ".", 0x266F: "#",
}  # fmt: skip
"""Digits and signs that have the meaning of those in ASCII."""
_OTHER_FORM: Final = lazy_pattern("[\u0660-\u0669\u066b\u066c\u06f0-\u06f9\u266f\uff01-\uff5e]")
_COMPOSED: Final = lazy_pattern(
    "[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|[\uac00-\ud7a3][\u11a8-\u11ff]"
    "|[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]"
)
"""Korean syllables in letters, and kana with marks that change them to other letters instead of adding an accent."""
_IN_HEBREW: Final = lazy_pattern("(?<=[\u05d0-\u05ea])[\"'״׳](?=[\u05d0-\u05ea])")
"""The sign of an abbreviation, which is in the middle of the word."""

_DATE: Final = lazy_pattern(r"(?<![0-9.,])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})(?![0-9]|[.,][0-9])")
_THOUSANDS: Final = lazy_pattern(
    r"(?<![0-9.,'’])(?:[1-9][0-9]{0,2}([.,'’])[0-9]{3}(?:\1[0-9]{3})*|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})"
    r"(?![0-9]|\1[0-9])"
)
"""In India, only the last group has three digits."""
_NETWORK_ADDRESS: Final = lazy_pattern(r"(?:(?:1[0-9]{2}|2[0-4][0-9]|25[0-5]|[1-9]?[0-9])(?:\.(?=[0-9])|\Z)){4}")
"""Of a computer (RFC 791): `192.168.100.200` has the form of a number in groups."""
_RAISED_UNIT: Final = lazy_pattern(
    "(?<![^\\W\\d_])(?<![\u0300-\u036f])(?:[A-Za-z]|[kcdmKCDM][mM]|ft|yd|mi|mc)[²³](?![^\\W_])"
)
"""A unit or a variable with its power."""
_DECIMAL: Final = lazy_pattern(r"(?<=[0-9])[.,·](?=[0-9])")

_LETTER_BEFORE: Final = tuple(rf"[^\W_{UNSPACED}]" + "[\u0300-\u036f]" * accents for accents in range(3))
_SIGNED_LETTER: Final = lazy_pattern(
    "".join(f"(?<!{letter})" for letter in _LETTER_BEFORE)
    + rf"([A-Za-z])((?:\+\+\+?|#)(?![^\W\d_{UNSPACED}]|[+#])|\+(?![^\W_{UNSPACED}]|[+#]))"
)
"""`C++`, `C#`, `A+`; followed by a figure only if that is a version: `C++17`."""
_SIGNS_BEHIND: Final = {
    "#": SHARP_SIGN, "+": LAST_PLUS, "++": PLUS_SIGN + LAST_PLUS, "+++": PLUS_SIGN + PLUS_SIGN + LAST_PLUS,
}  # fmt: skip
_PLUS_BEHIND: Final = lazy_pattern(
    f"(?:{'|'.join(f'(?<={letter})' for letter in _LETTER_BEFORE)})" + rf"\+{{1,3}}(?![^\W_{UNSPACED}]|[+#])"
)
_DOTTED: Final = lazy_pattern(rf"(?<![^\W_{UNSPACED}]|\.)\.(?=[Nn][Ee][Tt](?![^\W_{UNSPACED}]))")
_DOTTED_WORD: Final = "net"
_LARGE_NUMBER: Final = lazy_pattern(r"([0-9]{1,3})((?:[0-9]{3})+)(·[0-9]+)?")

LONGEST_KEPT: Final = 48
"""Longer chunks are not cached."""
_LONGEST_ALIGNED: Final = 24
"""The words of longer chunks are not cached: in a script without spaces, that would be each letter of each sentence."""
_MOST_KEPT: Final = 16_384  # in 2 MB


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
    """Returns the folded words of a chunk, without using the cache: for `join_folded`."""
    bare = chunk.strip(_AROUND)
    if bare.isascii() and bare.isalnum():
        lower = bare.lower()
        if lower != _DOTTED_WORD:
            return chunk if lower == chunk else lower  # caches one string instead of two
    signs = _whole(chunk).translate(SIGNS)
    if APART not in signs:
        return " ".join(signs.split())
    ending = f" {BOUNDARY}" if signs.rstrip()[-2:-1] == APART else ""
    signs = _LETTER.sub(r" \1 ", _GAP.sub(f" {BOUNDARY} ", signs))
    return " ".join(signs.split()) + ending


_CHUNKS: Final = _Chunks()
_IN_TWO_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def chunks(text: str) -> list[str]:
    """Splits `text` at blanks into chunks: words with the punctuation around them."""
    return joined_numbers(text).split()


def join_folded(chunks: Iterable[str]) -> str:
    """Returns the words of folded chunks, separated by blanks."""
    joined = " ".join(chunks)
    return _LOOSE_BOUNDARY.sub("", joined) if BOUNDARY in joined else joined


def fold_chunks(chunks: Iterable[str]) -> str:
    """Returns the folded words of chunks, separated by blanks."""
    return join_folded(map(_CHUNKS.__getitem__, chunks))


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
    """Yields the start, the end and the folded form of each word of `text`. A `BOUNDARY` has no length."""
    joined = joined_numbers(text)
    has_letters = not joined.isascii() and _LETTER_APART.search(joined) is not None
    last_letter: int | None = None
    for chunk in _CHUNK.finditer(joined):
        at = chunk.start()
        aligned = _aligned(chunk[0])
        if has_letters and aligned:
            if last_letter is not None and is_apart(aligned[0][2]):
                yield last_letter, last_letter, BOUNDARY
            _start, last_end, last_word = aligned[-1]
            last_letter = at + last_end if is_apart(last_word) else None
        for start, end, word in aligned:
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
        return frozenset(join_folded(self._parts()).split())

    def has(self, word: str) -> bool:
        """True if the text contains the folded word."""
        return any(f" {word} " in part for part in self._parts())

    def has_beginning(self, beginning: str) -> bool:
        """True if a word of the text begins with `beginning`."""
        return any(f" {beginning}" in part for part in self._parts())

    def places(self, wanted: AbstractSet[str], beginnings: Iterable[str] = ()) -> Iterator[int]:
        """Yields where a word is `wanted` or has one of the `beginnings`, in order: the start of the word in a chunk of
        letters that are words by themselves, which may be long, and that of the chunk in all others."""
        chunks = enumerate(_CHUNK.finditer(self._parted))
        words = tuple(beginnings)
        starts = tuple(f" {beginning}" for beginning in words)
        for at, part in enumerate(self._parts()):
            needles = [*starts, *(f" {word} " for word in wanted & set(part.split()))]
            found = {number for needle in needles for number in _lines_with(needle, part)}
            for number in sorted(found):
                chunk = next(chunk for place, chunk in chunks if place == at * self._STEP + number)
                if BOUNDARY not in _CHUNKS[chunk[0]]:
                    yield chunk.start()
                    continue
                for start, _end, word in _aligned(chunk[0]):
                    if word in wanted or word.startswith(words):
                        yield chunk.start() + start

    def _parts(self) -> Iterator[str]:
        """Yields folded chunks in parts of `_STEP` lines, with a blank before and after each word."""
        for at, start in enumerate(range(0, len(self._chunks), self._STEP)):
            if at == len(self._folded):
                chunks = self._chunks[start : start + self._STEP]
                self._folded.append(" " + " \n ".join(map(_CHUNKS.__getitem__, chunks)) + " ")
            yield self._folded[at]


def _lines_with(needle: str, part: str) -> Iterator[int]:
    """Yields the number of each line with a needle in a part: each chunk is a line."""
    number = done = 0
    at = part.find(needle)
    while at >= 0:
        number += part.count("\n", done, at + 1)
        done = at + 1
        yield number
        at = part.find(needle, done)


def spellings(chunk: str, folded: str) -> Sequence[tuple[str, str]]:
    """Returns the words of a chunk, each in its folded form and as it is written, in NFC.

    The stemmers need the second, because accents matter to them.
    """
    bare = chunk.strip(_AROUND)
    if bare.isalpha() and folded.isalpha():  # true of most chunks, and much faster
        return ((folded, unicodedata.normalize("NFC", bare)),)
    return [(word, as_written(chunk, start, end)) for start, end, word in _aligned(chunk)]


def as_written(chunk: str, start: int, end: int) -> str:
    """Returns a part of a chunk in NFC, without what cannot be seen."""
    return unicodedata.normalize("NFC", "".join(sign for sign in chunk[start:end] if sign not in INVISIBLE))


def joined_numbers(text: str) -> str:
    """Returns `text` with an apostrophe instead of each blank within a number, in the same length."""
    if len(text) < _SHORT and not _GROUPED.search(text):
        return text
    if not text.isascii() and any(blank in text for blank in _NARROW_BLANKS):
        text = _NARROWLY_GROUPED.sub("’", text)
    parts: list[str] = []
    done = 0
    for at in sorted(_groups(text)):
        for start in range(max(done, at - 2), at + 1):
            if number := _SPACED_NUMBER.match(text, start):
                parts += (text[done:start], number[0].replace(" ", "’"))
                done = number.end()
                break
    return "".join((*parts, text[done:])) if parts else text


def _groups(text: str) -> Iterator[int]:
    """Yields where a figure is followed by a blank and three figures.

    Looking for each figure is much faster than a regular expression where there are few of them, as in most texts.
    """
    for figure in "0123456789":
        at = text.find(figure)
        while at >= 0:
            if text[at + 1 : at + 2] == " " and text[at + 2 : at + 5].isdigit():
                yield at
            at = text.find(figure, at + 1)


def digit_groups(word: str) -> list[str]:
    """Returns the groups of three figures of a large number, and a word that is none as it is."""
    found = _LARGE_NUMBER.fullmatch(word)
    if found is None:
        return [word]
    groups = [found[1], *(found[2][at : at + 3] for at in range(0, len(found[2]), 3))]
    groups[-1] += found[3] or ""
    return groups


def _whole(chunk: str) -> str:
    """Returns `chunk` with its numbers in one piece, and signs for what belongs to a word.

    The length changes only for what `_COMPOSED` finds.
    """
    if not chunk.isascii():
        if _OTHER_FORM.search(chunk):
            chunk = chunk.translate(_FORMS)
        chunk = _IN_HEBREW.sub(NOTHING, chunk)
        chunk = _COMPOSED.sub(_compose, chunk)
        if "²" in chunk or "³" in chunk:
            chunk = _RAISED_UNIT.sub(lambda found: found[0].replace("²", "2").replace("³", "3"), chunk)
    if _DECIMAL.search(chunk) or "'" in chunk or "’" in chunk:
        chunk = _DATE.sub(r"\1 \2 \3", chunk)
        chunk = _THOUSANDS.sub(_joined, chunk)
        chunk = _DECIMAL.sub(JOINT_SIGN, chunk)
    if "+" in chunk or "#" in chunk:
        chunk = _SIGNED_LETTER.sub(lambda found: found[1] + _SIGNS_BEHIND[found[2]], chunk)
        chunk = _PLUS_BEHIND.sub(lambda found: PLUS_WORD + NOTHING * (len(found[0]) - 1), chunk)
    return _DOTTED.sub(DOT_SIGN, chunk) if "." in chunk else chunk


def _joined(found: re.Match[str]) -> str:
    return found[0] if _NETWORK_ADDRESS.fullmatch(found[0]) else re.sub(r"[.,'’]", NOTHING, found[0])


def _compose(found: re.Match[str]) -> str:
    return UNICODE.normalize("NFKC", found[0])


def _starts(chunk: str) -> list[int]:
    """Returns where each character of `_whole(chunk)` begins in `chunk`, and where the last one ends."""
    starts: list[int] = []
    at = 0
    for found in _COMPOSED.finditer(chunk):
        starts += range(at, found.start())
        starts += [found.start()] * len(_compose(found))
        at = found.end()
    return [*starts, *range(at, len(chunk) + 1)]


def _aligned(chunk: str) -> tuple[tuple[int, int, str], ...]:
    """Returns the start, the end and the folded form of each word of a chunk."""
    return _kept_aligned(chunk) if len(chunk) <= _LONGEST_ALIGNED else _align(chunk)


@lru_cache(maxsize=8_192)
def _kept_aligned(chunk: str) -> tuple[tuple[int, int, str], ...]:
    return _align(chunk)


def _align(chunk: str) -> tuple[tuple[int, int, str], ...]:
    whole = _whole(chunk)
    starts: Sequence[int] = range(len(chunk) + 1) if len(whole) == len(chunk) else _starts(chunk)
    found: list[tuple[int, int, str]] = []
    begin, end = 0, 0
    word: list[str] = []  # a list, because a text without blanks can be one word of a million letters
    is_letter = is_gap = False  # whether the last word is a letter by itself, and something parted it from the next
    for at, character in enumerate(whole):
        sign = SIGNS[ord(character)]
        if not sign:
            end = starts[at + 1] if word else end
            continue
        for piece in _PIECE.findall(sign) if len(sign) > 1 else sign:
            is_apart = piece[0] == APART
            if word and (is_apart or piece == " "):
                found.append((begin, end, "".join(word)))
                word = []
            if piece == " ":
                is_gap = True
                continue
            if is_apart:
                if is_letter and is_gap:
                    found.append((end, end, BOUNDARY))
                found.append((starts[at], starts[at + 1], piece[1]))
            else:
                begin = begin if word else starts[at]
                word.append(piece)
            end = starts[at + 1]
            is_letter, is_gap = is_apart, False
    if word:
        found.append((begin, end, "".join(word)))
    return tuple(found)
