"""How words are related: forms of one word, parts of a compound, slips of the keyboard. Pure."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from wortreader import folding

if TYPE_CHECKING:
    from Stemmer import Stemmer

ALGORITHMS: Final = {"fr": "french", "de": "german", "lb": "german", "en": "english"}
"""Snowball knows no Luxembourgish; its nouns and verbs end much as the German ones do."""

SHORTEST_PART: Final = 4
"""Letters of a word that is looked for inside others: of shorter ones every text is full."""

_OWN_PART: Final = re.compile(r"(?=.*[aeiouy]).{3,}")
"""What can stand beside a word in a compound: `sch` of `Schwein` cannot."""
_ENDINGS: Final = frozenset(("", "e", "en", "er", "ern", "em", "es", "s", "n", "t", "te", "ten"))


@cache
def _stemmer(language: str) -> Stemmer:
    import Stemmer as Snowball

    return Snowball.Stemmer(ALGORITHMS[language])


def stem(spelled: str, language: str) -> str:
    """What the forms of a word have in common in a language, as it is compared. `spelled` has its accents."""
    return folding.fold(_stemmer(language).stemWord(spelled))


def stems(spelled: list[str], language: str) -> list[str]:
    """The stem of each word."""
    return [folding.fold(stem) for stem in _stemmer(language).stemWords(spelled)]


def is_part(part: str, word: str) -> bool:
    """True where `word` is made of `part` and something else that means something."""
    at = word.find(part)
    if at < 0:
        return False
    before, after = word[:at], word[at + len(part) :]
    if not before:
        return bool(_OWN_PART.fullmatch(after)) and after not in _ENDINGS
    return bool(_OWN_PART.fullmatch(before)) and (after in _ENDINGS or bool(_OWN_PART.fullmatch(after)))


def allowed_slips(word: str) -> int:
    """How many typing errors a word of that length is forgiven."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def distance(one: str, other: str, limit: int) -> int:
    """Letters to add, leave out, exchange or swap with their neighbour to make one word of the other.

    `limit + 1` for all that is more than `limit`.
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
    """`word` in one piece more than slips are allowed, with where each begins: one at least survives them all."""
    count = slips + 1
    edges = [len(word) * number // count for number in range(count + 1)]
    return [(start, word[start:end]) for start, end in pairwise(edges)]
