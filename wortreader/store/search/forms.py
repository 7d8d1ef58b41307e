"""Compares words: stems, parts of compounds, and typing errors. Pure."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from wortreader import folding
from wortreader.lazy import lazy_pattern

if TYPE_CHECKING:
    from Stemmer import Stemmer

ALGORITHMS: Final = {"fr": "french", "de": "german", "lb": "german", "en": "english"}
"""Snowball has no Luxembourgish; its nouns and verbs have nearly the endings of German."""

SHORTEST_PART: Final = 4
"""Letters of a word that is searched inside others. Shorter words are in far too many."""

_OWN_PART: Final = lazy_pattern(r"(?=.*[aeiouy]).{3,}")
"""What the other part of a compound looks like: it has a vowel, unlike the `sch` of `Schwein`."""
_ENDINGS: Final = frozenset(("", "e", "en", "er", "ern", "em", "es", "s", "n", "t", "te", "ten"))


@cache
def _stemmer(language: str) -> Stemmer:
    import Stemmer as Snowball

    return Snowball.Stemmer(ALGORITHMS[language])


def stem(spelled: str, language: str) -> str:
    """The folded stem of a word in a language. `spelled` has its accents."""
    return folding.fold(_stemmer(language).stemWord(spelled))


def stems(spelled: list[str], language: str) -> list[str]:
    """The stem of each word."""
    return list(map(_folded, _stemmer(language).stemWords(spelled)))


def _folded(stem: str) -> str:
    """What `folding.fold` returns: most stems are folded as they are, and one of letters only is one chunk."""
    if not stem.isalpha():
        return folding.fold(stem)
    return stem if stem.isascii() and stem.islower() else folding.fold_chunks((stem,))


def is_part(part: str, word: str) -> bool:
    """Whether `word` is a compound of `part` and another word."""
    at = word.find(part)
    if at < 0:
        return False
    before, after = word[:at], word[at + len(part) :]
    if not before:
        return bool(_OWN_PART.fullmatch(after)) and after not in _ENDINGS
    return bool(_OWN_PART.fullmatch(before)) and (after in _ENDINGS or bool(_OWN_PART.fullmatch(after)))


def allowed_slips(word: str) -> int:
    """The number of typing errors that a word of this length may have."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def distance(one: str, other: str, limit: int) -> int:
    """The Damerau–Levenshtein distance (optimal string alignment) of two words.

    `limit + 1` if it is more than `limit`.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before_last, before, row = before, row, [i]
        for j, counterpart in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != counterpart))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == counterpart:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def pieces(word: str, slips: int) -> list[tuple[int, str]]:
    """`word` in `slips + 1` pieces, each with its start: with so many typing errors, one piece at least is intact."""
    count = slips + 1
    edges = [len(word) * number // count for number in range(count + 1)]
    return [(start, word[start:end]) for start, end in pairwise(edges)]
