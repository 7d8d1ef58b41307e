"""What each character is for a search: letters, nothing, a blank, or a word by itself.

Pure. It uses the tables of Unicode 3.2, which are the same in every version of Python: what is removed from the index
must be exactly what was added to it, possibly by another Python.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from wortreader.lazy import lazy_pattern

UNICODE: Final = unicodedata.ucd_3_2_0

JOINT: Final = "·"
"""Replaces any separator within a number, so that `3,5` and `3.5` are the same word."""

# Non-characters, which no text contains after `text.safe`: folding puts them where it has recognised something.
JOINT_SIGN: Final = "\ufdd0"
"""Stands for `JOINT`."""
PLUS_SIGN: Final = "\ufdd1"
"""A plus that belongs to the letter before it: the first of `C++`."""
LAST_PLUS: Final = "\ufdd6"
"""A plus that does so and ends the word: the only one of `A+`."""
SHARP_SIGN: Final = "\ufdd2"
"""A `#` that does so: `C#`."""
DOT_SIGN: Final = "\ufdd3"
"""A full stop that belongs to the word after it: `.NET`."""
PLUS_WORD: Final = "\ufdd4"
"""A plus that is a word behind another one: `Canal+`."""
APART: Final = "\ufdd5"
"""In what a character is folded to, precedes each letter that is a word by itself."""
NOTHING: Final = "\u2060"
"""Takes the place of what is dropped, so that the length stays."""

# Letters of scripts that put no blanks between words, and Korean, whose blanks are between phrases: Thai, Lao, Burmese,
# Khmer, Hangul, kana, bopomofo, Chinese characters. Their marks are among them, their digits and punctuation are not.
UNSPACED: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d\u1780-\u17d3\u17d7"
    "\u17dc\u17dd\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a-\uaa7f"
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb"
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
"""What stands in the brackets of a regular expression that matches one of them."""

# Hebrew points and accents; Arabic vowel signs, hamza and maddah above and below, Koranic marks and the tatweel.
_POINTS: Final = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
)
MARKS: Final = lazy_pattern(
    f"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f{_POINTS}]+"
)
"""What is added to letters without changing which letters they are."""

INVISIBLE: Final = frozenset("\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff")

_WRITTEN_OUT: Final = {
    "ß": "ss", "ẞ": "ss", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
    "ʼ": " ", "ʻ": " ", "ʹ": " ",
    JOINT_SIGN: JOINT, PLUS_SIGN: "+", LAST_PLUS: "+ ", SHARP_SIGN: "# ", DOT_SIGN: ".", PLUS_WORD: " + ", APART: " ",
    # Hebrew letters at the end of a word
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    # Arabic: alef wasla; alef maksura and the Persian yeh, which many write for yeh; teh marbuta, and heh in Urdu and
    # Kurdish; the Persian kaf
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ہ": "ه", "ە": "ه", "ک": "ك",
}  # fmt: skip
_RAISED: Final = "¹²³⁰⁴⁵⁶⁷⁸⁹"
"""Separate words, because they refer to footnotes of the word before them."""

_APART: Final = lazy_pattern(f"[{UNSPACED}]")


class _Signs(dict[int, str]):
    """The folded form of each character: letters, nothing, or a space. For `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = _sign(chr(code))
        self[code] = folded = folded if folded.isascii() else _APART.sub(rf"{APART}\g<0>", folded)
        return folded


SIGNS: Final = _Signs()
"""For `str.translate`: what a character is folded to, with `APART` before letters that are words by themselves."""


def is_apart(word: str) -> bool:
    """Whether a folded word is a letter of a script without spaces, which is a word by itself."""
    return _APART.match(word) is not None


def _sign(character: str) -> str:
    if character in _WRITTEN_OUT:
        return _WRITTEN_OUT[character]
    if character.isascii():
        return character.lower() if character.isalnum() else " "
    if character in _RAISED:
        return f" {UNICODE.normalize('NFKD', character)} "
    category = UNICODE.category(character)
    if character in INVISIBLE or category == "Cf" or MARKS.match(character):
        return ""
    if category == "Cn":
        return " " if 0x2000 <= ord(character) < 0x2C00 or 0x1F000 <= ord(character) < 0x20000 else character
    if category == "Nd":
        return str(UNICODE.decimal(character))
    if category[0] in "PSZC" and category != "Co":
        return " "
    plain = MARKS.sub("", UNICODE.normalize("NFKD", character)).casefold()
    plain = MARKS.sub("", UNICODE.normalize("NFC", plain))
    if "⁄" in plain:
        return f" {plain.replace('⁄', JOINT)} "
    if len(plain) == 1:  # a small letter that is newer than its capital is unassigned in Unicode 3.2
        return _WRITTEN_OUT.get(plain, plain) if UNICODE.category(plain) != "Cn" else character
    if " " in plain:
        return character if plain.strip() else ""  # Arabic has vowel signs on a blank
    parts = "".join(_WRITTEN_OUT.get(part, part) if part.isalnum() or _APART.match(part) else " " for part in plain)
    return parts if " " not in parts else f" {' '.join(parts.split())} "  # `⑴` becomes `(1)`
