"""Which entries of the palette a few typed words mean, the likeliest first. Pure.

Every word must be found: in the title, in the names on the command line, among the synonyms, or in the sentence; this
is the order of what they are worth. What was used lately comes before what is found equally well. Only if nothing is
found are letters that are initials tried (`mlr`: mark list read), and then typing errors.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from wortreader.folding import words as folded_words
from wortreader.lazy import lazy_pattern

_APART = lazy_pattern(r"[._-]+")

TITLE_BEGINS: Final = 30
"""For an entry whose title begins with all that is typed."""
TITLE_IS: Final = 60
NAME_IS: Final = 60
"""For a command one of whose names is what is typed."""
FIRST_WORD: Final = 4
"""For a word that is found at the beginning of the title."""
MOST_FOR_USE: Final = 12
"""For the entry that was used last; less for those before it. A better field outweighs it."""
IMPOSSIBLE: Final = -3
"""For a command that cannot be run now."""
SIMILAR: Final = 0.74
"""How similar a word with a typing error must be, from 0 to 1."""
LEAST_FOR_ERRORS: Final = 4
"""Letters of a word in which typing errors are looked for."""


class Searchable:
    """The texts by which an entry is found."""

    def __init__(
        self,
        key: str,
        title: str,
        *,
        names: Sequence[str] = (),
        synonyms: str = "",
        sentence: str = "",
        around: str = "",
        weight: int = 0,
        is_possible: bool = True,
    ) -> None:
        """`key` is what the entry is remembered by; `around` are the folders that it is in."""
        self.key = key
        self.names = frozenset(name.casefold() for name in names)
        self._title, self._names, self._synonyms, self._sentence = title, names, synonyms, sentence
        self._around = around
        self.base = weight + (0 if is_possible else IMPOSSIBLE)

    @cached_property
    def title(self) -> Sequence[str]:
        """The words of the title, folded."""
        return folded_words(self._title)

    @cached_property
    def fields(self) -> Sequence[tuple[Sequence[str], int, int, int]]:
        """Words with what one of them is worth if it is what was typed, begins with it, or contains it."""
        names = [part for name in self._names for part in _APART.split(name.casefold())]
        return (
            (self.title, 100, 80, 40),
            (names, 72, 60, 0),
            (folded_words(self._synonyms), 66, 52, 0),
            (folded_words(self._around), 40, 30, 0),
            (folded_words(self._sentence), 36, 26, 0),
        )


def ranked(entries: Sequence[Searchable], typed: str, recent: Sequence[str] = ()) -> list[int]:
    """The indices of the entries that are meant, the likeliest first; all of them if nothing is typed.

    `recent` has the keys of those that were used, the latest first.
    """
    use = {key: MOST_FOR_USE - number for number, key in enumerate(islice(recent, MOST_FOR_USE))}
    wanted = folded_words(_APART.sub(" ", typed))
    if not wanted:
        used = {key: number for number, key in enumerate(recent)}
        return sorted(range(len(entries)), key=lambda at: used.get(entries[at].key, len(used)))
    for worth in (_worth, _worth_as_initials, _worth_with_errors):
        scores = _scores(entries, wanted, worth, use)
        if scores:
            name = typed.strip().casefold()
            for at in scores:
                scores[at] += NAME_IS if name in entries[at].names else 0
            return sorted(scores, key=lambda at: -scores[at])
    return []


def _scores(
    entries: Sequence[Searchable],
    wanted: Sequence[str],
    worth: Callable[[Searchable, Sequence[str]], float],
    use: Mapping[str, int],
) -> dict[int, float]:
    scores = {}
    for at, entry in enumerate(entries):
        value = worth(entry, wanted)
        if value > 0:
            scores[at] = value + entry.base + use.get(entry.key, 0)
    return scores


def _worth(entry: Searchable, wanted: Sequence[str]) -> float:
    """How well an entry is described by the words; 0 if one of them is not found."""
    total = 0.0
    for word in wanted:
        best = max(_worth_in(field, word) for field in entry.fields)
        if not best:
            return 0
        total += best
    total /= len(wanted)
    title = " ".join(entry.title)
    if title.startswith(" ".join(wanted)):
        total += TITLE_IS if len(title) == len(" ".join(wanted)) else TITLE_BEGINS
    elif entry.title and any(entry.title[0].startswith(word) for word in wanted):
        total += FIRST_WORD
    return total - 0.1 * len(entry.title)


def _worth_in(field: tuple[Sequence[str], int, int, int], word: str) -> int:
    words, whole, beginning, part = field
    if word in words:
        return whole
    if any(other.startswith(word) for other in words):
        return beginning
    return part if part and len(word) > 2 and any(word in other for other in words) else 0


def _worth_as_initials(entry: Searchable, wanted: Sequence[str]) -> float:
    """More than 0 if the letters begin words of the title, in their order, or follow such letters."""
    letters = "".join(wanted)
    return 10 - 0.1 * len(entry.title) if _begins_words(letters, entry.title) else 0


def _begins_words(letters: str, words: Sequence[str]) -> bool:
    if not letters:
        return True
    for number, word in enumerate(words):
        shared = next((n for n, (a, b) in enumerate(zip(letters, word, strict=False)) if a != b), None)
        most = min(len(letters), len(word)) if shared is None else shared
        if any(_begins_words(letters[length:], words[number + 1 :]) for length in range(most, 0, -1)):
            return True
    return False


def _worth_with_errors(entry: Searchable, wanted: Sequence[str]) -> float:
    """More than 0 if a word of the title, the names or the synonyms is similar to each that was typed."""
    total = 0.0
    for word in wanted:
        best = max(_worth_if_similar(words, whole, word) for words, whole, _beginning, _part in entry.fields[:3])
        if not best:
            return 0
        total += best
    return total / len(wanted)


def _worth_if_similar(words: Sequence[str], whole: int, word: str) -> float:
    """What a word with a typing error is worth in a field; `whole` is what it would be worth without."""
    if any(other.startswith(word) for other in words):
        return whole
    if len(word) < LEAST_FOR_ERRORS:
        return 0
    near = difflib.get_close_matches(word, words, n=1, cutoff=SIMILAR)
    return whole * difflib.SequenceMatcher(None, word, near[0]).ratio() if near else 0
