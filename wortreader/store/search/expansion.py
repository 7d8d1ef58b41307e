"""Expands words to their forms, the compounds that they are in, and corrections of typing errors.

The candidates come from the table of all words of the library. `Alternatives.expression` renders the result in the
query syntax of FTS5.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import Final

from wortreader import folding, hyphens
from wortreader.characters import JOINT, JOINT_SIGN, is_apart
from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import MatchKind, Needle
from wortreader.store.search import fields, forms
from wortreader.store.search.tree import Phrase
from wortreader.store.search.word_scan import WordScan
from wortreader.store.vocabulary import ALL_WORDS, BEGINNING, BEGINNING_LETTERS, FRESH_WORDS

MOST_FORMS: Final = 40
MOST_COMPOUNDS: Final = 80
MOST_UMLAUTS: Final = 60
MOST_CANDIDATES: Final = 4_000
"""Words that are compared for one kind of relation."""
MOST_CORRECTIONS: Final = 8
MOST_COUNTED: Final = 100
"""The count of articles with a correction stops here: that is enough to tell rare words from common ones."""
LANGUAGE_SAMPLES: Final = 8
"""The languages of a word are those of so many articles with it."""

MOST_HYPHENATED: Final = 20
"""Spellings with hyphens of one word."""

_VERSION: Final = lazy_pattern("v?[0-9]+(?:·[0-9]+)+")
"""A number that may have further parts, and a letter before it: 3.11 is 3.11.2 and v3.11 too."""
_UNGROUPED: Final = lazy_pattern(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2}")
"""The beginning of an address such as 192.168.1.10, if it is no number in groups."""
_LARGE_NUMBER: Final = lazy_pattern("[0-9]{4,18}")
"""A number that is looked for with decimals too: 1200 is 1200.50."""
_HYPHENATED: Final = f"(SELECT word, spelled FROM hyphenated_words UNION ALL {FRESH_WORDS} AND instr(spelled, '-'))"  # noqa: S608
SHORTEST_HYPHENATED: Final = 2
SHORTEST_WITH_FORMS: Final = 3
LONGEST_ENDING: Final = 7
_MOST_PAIRS: Final = 3
COMPOUNDING: Final = frozenset(("de", "lb"))
_LAST: Final = "\U0010ffff"

KINDS: Final = (MatchKind.EXACT, MatchKind.FORM, MatchKind.COMPOUND, MatchKind.CORRECTED)
"""From the best to the worst."""


Divider = Callable[[str], Iterable[tuple[str, bool]]]
"""Divides a beginning of words: see `beginnings.divide`."""


@lazy_dataclass(frozen=True, slots=True)
class Alternatives:
    """The words that meet a phrase, by kind."""

    phrases: tuple[Needle, ...]
    """The phrase itself, in all its spellings."""
    by_kind: tuple[tuple[MatchKind, tuple[str, ...]], ...] = ()
    """Words that meet the phrase too; one with hyphens has blanks instead of them, as in the index."""
    correction: str | None = None
    """The word that replaces one that no article has, with its accents."""

    def expression(self, field: str | None = None, *, up_to: MatchKind = MatchKind.CORRECTED) -> str:
        """The phrase in FTS5's syntax, with alternatives down to the kind `up_to`."""
        return _either([*map(_phrase, self.phrases), *(f'"{word}"' for word in self.words(up_to))], field)

    def parts(self, field: str | None, divide: Divider) -> Iterator[str]:
        """Expressions which together find what `expression` finds. Beginnings of words are divided by `divide`."""
        whole = [f'"{word}"' for word in self.words()]
        for needle in self.phrases:
            *head, last = needle.words
            if has_long_beginning(needle):
                for part, is_prefix in divide(last):
                    yield _either([_phrase(Needle((*head, part), is_prefix))], field)
            else:
                whole.append(_phrase(needle))
        if whole:
            yield _either(whole, field)

    def words(self, up_to: MatchKind = MatchKind.CORRECTED) -> Iterator[str]:
        """The single words that meet the phrase, down to the kind `up_to`."""
        for kind, words in self.by_kind:
            if KINDS.index(kind) <= KINDS.index(up_to):
                yield from words

    def needles(self) -> tuple[Needle, ...]:
        """The words to highlight in a text."""
        return (*self.phrases, *(Needle(tuple(word.split())) for word in self.words()))

    def kind_in(self, text: folding.Folded) -> MatchKind:
        """The best kind of word that is in a text."""
        if not self.by_kind:
            return KINDS[0]
        for needle in self.phrases:
            *head, last = needle.words
            is_met = text.has_beginning(last) if needle.is_prefix else text.has(last)
            if is_met and all(map(text.has, head)):
                return MatchKind.EXACT
        return next((kind for kind, words in self.by_kind if _has_one(text.words, words)), KINDS[0])


def _has_one(present: Set[str], words: Iterable[str]) -> bool:
    return not present.isdisjoint(words) or any(" " in word and set(word.split()) <= present for word in words)


def _either(expressions: Sequence[str], field: str | None) -> str:
    joined = " OR ".join(dict.fromkeys(expressions))
    return f"{{{fields.REGISTRY.column(field)}}} : ({joined})" if field else f"({joined})"


def has_long_beginning(needle: Needle) -> bool:
    """Whether FTS5 goes through all words that begin with the last word."""
    return goes_on(needle) and len(needle.words[-1]) > BEGINNING_LETTERS


def goes_on(needle: Needle) -> bool:
    """Whether the last word is the beginning of others."""
    last = needle.words[-1]
    return needle.is_prefix and not is_apart(last) and last != "+"  # these never go on


def _phrase(needle: Needle) -> str:
    *head, last = needle.words
    if not goes_on(needle):
        return f'"{" ".join(needle.words)}"'
    if has_long_beginning(needle):
        return f'"{" ".join(needle.words)}" *'
    # FTS5 would go through all words that begin with the one or two letters. The index has these beginnings as words,
    # but without positions: the last word may be anywhere.
    beginning = f'"{BEGINNING}{last}"'
    return f'("{" ".join(head)}" AND {beginning})' if head else beginning


def exact_alternatives(phrase: Phrase) -> Alternatives:
    """The phrase itself, in all its spellings: what is excluded or in quotes has no other alternatives."""
    words = phrase.folded
    ways = {Needle(words, phrase.is_prefix): None}
    written = tuple(folding.written_out(phrase.written).split())
    if not (phrase.is_prefix and len(words[-1]) < BEGINNING_LETTERS):
        ways[Needle(written, phrase.is_prefix)] = None
    joined = "/".join(map(hyphens.unhyphenated, phrase.words))
    if joined != phrase.written:
        ways[Needle(tuple(folding.words(joined)), phrase.is_prefix)] = None
    ways[Needle(tuple(group for word in words for group in folding.digit_groups(word)), phrase.is_prefix)] = None
    parted = [word.replace(".", JOINT_SIGN) if _UNGROUPED.fullmatch(word) else word for word in phrase.words]
    ungrouped = tuple(folding.words("/".join(parted)))
    ways[Needle(ungrouped, phrase.is_prefix)] = None
    for *head, last in dict.fromkeys((words, ungrouped)):
        if _VERSION.fullmatch(last):
            for name in (last, last.lstrip("v"), f"v{last}"):
                ways[Needle((*head, name), phrase.is_prefix)] = None
                ways[Needle((*head, name + JOINT), is_prefix=True)] = None
        elif _LARGE_NUMBER.fullmatch(last):
            ways[Needle((*head, last + JOINT), is_prefix=True)] = None
    return Alternatives(tuple(ways))


def without_pairs(word: str) -> set[str]:
    """`word` with some of its `ae oe ue` as `a o u`, which is how words with umlauts are folded."""
    ways = {""}
    for part in re.split("(?<=[aou])(e)", word, maxsplit=_MOST_PAIRS):
        ways = {way + part for way in ways} | ({*ways} if part == "e" else set())
    return ways - {word, ""}  # an `e` alone is no pair


class PhraseExpander:
    """Finds the words of the library that are related to those of a phrase."""

    def __init__(self, connection: sqlite3.Connection, scan: WordScan, *, is_typing: bool) -> None:
        """`scan` may have looked at the words before; it must be up to date."""
        self._connection = connection
        self._scan = scan
        self._is_typing = is_typing

    def exact(self, phrase: Phrase) -> Alternatives:
        """The phrase itself, in all its spellings, and those with hyphens that its words have in the library."""
        exact = exact_alternatives(phrase)
        words = phrase.folded
        ways: dict[Needle, None] = dict.fromkeys(exact.phrases)
        for at, word in enumerate(words):
            is_last = at == len(words) - 1
            for parts in self._hyphenated(word, is_prefix=phrase.is_prefix and len(words) == 1):
                ways[Needle((*words[:at], *parts, *words[at + 1 :]), phrase.is_prefix and not is_last)] = None
        return Alternatives(tuple(ways))

    def _hyphenated(self, word: str, *, is_prefix: bool) -> Iterable[tuple[str, ...]]:
        """The parts of each way in which a word is written with hyphens: `wi` and `fi` for `wifi`.

        With `is_prefix` the word may go on. Its first part must not: what begins with the word is found as it is.
        """
        if len(word) < SHORTEST_HYPHENATED or is_apart(word):
            return ()
        last = word + _LAST if is_prefix and len(word) > BEGINNING_LETTERS else word
        rows = self._connection.execute(
            f"SELECT spelled FROM {_HYPHENATED} "  # noqa: S608 - a constant
            "WHERE word BETWEEN ? AND ? AND instr(spelled, '-') <= ? LIMIT ?",
            (word, last, len(word), MOST_HYPHENATED),
        )
        return dict.fromkeys(tuple(folding.words(spelled)) for (spelled,) in rows)

    def alternatives(self, phrase: Phrase) -> Alternatives:
        """All that meets a phrase. Only a single word without quotes has forms, compounds and corrections."""
        exact = self.exact(phrase)
        spelled = phrase.words[0].lower()
        if len(phrase.folded) > 1:
            joined = hyphens.unhyphenated(spelled)
            if phrase.is_quoted or len(phrase.words) > 1 or joined == spelled or " " in folding.fold(joined):
                return exact
            related = tuple(self._forms(folding.fold(joined), joined, is_prefix=phrase.is_prefix))
            return Alternatives(exact.phrases, ((MatchKind.FORM, related),) if related else ())
        word = phrase.folded[0]
        umlauts = tuple(self._umlauts(word, is_prefix=phrase.is_prefix))
        by_kind: list[tuple[MatchKind, tuple[str, ...]]] = [(MatchKind.EXACT, umlauts)] if umlauts else []
        # A `*` says exactly which words are meant; while typing, `is_prefix` only means that the word is unfinished.
        is_literal = phrase.is_quoted or (phrase.is_prefix and not self._is_typing)
        if not is_literal and word.isalpha():
            related = tuple(self._forms(word, spelled, is_prefix=phrase.is_prefix))
            compounds = tuple(sorted(set(self._compounds(word, is_prefix=phrase.is_prefix)).difference(related)))
            by_kind += [(MatchKind.FORM, related), (MatchKind.COMPOUND, compounds)]
        alternatives = Alternatives(exact.phrases, tuple((kind, words) for kind, words in by_kind if words))
        if is_literal or not forms.allowed_slips(word) or (alternatives.by_kind and not phrase.field):
            return alternatives  # the index is known to have the forms and compounds
        if self._count(alternatives.expression(phrase.field), 1):
            return alternatives
        if phrase.field and self._count(alternatives.expression(), 1):
            return alternatives  # the word is in other parts of articles: it is no typing error
        return self._correct(alternatives, word, phrase.field)

    def _umlauts(self, word: str, *, is_prefix: bool) -> Iterator[str]:
        """The words with umlauts that a word without them may stand for: `ueber` for `über`."""
        for plain in without_pairs(word):
            last = plain + _LAST if is_prefix else plain
            rows = self._connection.execute(
                f"SELECT word, spelled FROM {ALL_WORDS} "  # noqa: S608 - constants, here and below
                "WHERE word BETWEEN ? AND ? AND word <> spelled LIMIT ?",
                (plain, last, MOST_CANDIDATES),
            )
            found = {
                candidate
                for candidate, spelled in rows
                if (written := folding.written_out(spelled)) == word or (is_prefix and written.startswith(word))
            }
            yield from sorted(found)[:MOST_UMLAUTS]

    def _forms(self, word: str, spelled: str, *, is_prefix: bool) -> Iterator[str]:
        if len(word) < SHORTEST_WITH_FORMS:
            return
        known = self._connection.execute(f"SELECT spelled FROM {ALL_WORDS} WHERE word = ?", (word,)).fetchall()  # noqa: S608
        spellings = {hyphens.unhyphenated(spelling) for spelling in (spelled, *(spelling for (spelling,) in known))}
        stems = {language: {forms.stem(spelling, language) for spelling in spellings} for language in forms.ALGORITHMS}
        shared = min(len(stem) for per_language in stems.values() for stem in per_language) - 1
        beginning = word[: max(SHORTEST_WITH_FORMS, min(shared, len(word)))]
        if is_prefix and beginning == word:
            return  # the prefix finds all that begin so
        rows = self._connection.execute(
            f"SELECT word, spelled FROM (SELECT word, spelled FROM words UNION ALL {FRESH_WORDS} "  # noqa: S608
            "UNION ALL SELECT word, spelled FROM hyphenated_words) "
            "WHERE word BETWEEN ? AND ? AND length(word) <= ? LIMIT ?",
            (beginning, beginning + _LAST, len(word) + LONGEST_ENDING, MOST_CANDIDATES),
        ).fetchall()
        related_in: dict[str, set[str]] = {}
        for language, per_language in stems.items():
            # Stemming is slow, and most candidates cannot have the stem: they do not begin with it.
            starts = tuple({stem[: max(SHORTEST_WITH_FORMS, len(stem) - 1)] for stem in per_language})
            likely = [row for row in rows if row[0].startswith(starts) and not _is_exact(row[0], word, is_prefix)]
            plain = [hyphens.unhyphenated(spelling) for _candidate, spelling in likely]
            for row, stem in zip(likely, forms.stems(plain, language), strict=True):
                if stem in per_language:
                    related_in.setdefault(_in_index(*row), set()).add(language)
        for candidate, languages in itertools.islice(related_in.items(), MOST_FORMS):
            if self._is_used_in(candidate, languages):
                yield candidate

    def _is_used_in(self, word: str, languages: Set[str]) -> bool:
        """Whether a word is in articles in one of these languages, or in an unknown one."""
        used_in = self._connection.execute(
            "SELECT DISTINCT lower(substr(coalesce(language, ''), 1, 2)) FROM articles "
            "WHERE id IN (SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)",
            (f'"{word}"', LANGUAGE_SAMPLES),
        )
        return any(not language or language in languages for (language,) in used_in)

    def _compounds(self, word: str, *, is_prefix: bool) -> list[str]:
        if len(word) < forms.SHORTEST_PART:
            return []
        containing = self._scan.containing(self._connection, word, is_prefix=is_prefix)
        found = [compound for compound in containing if forms.is_part(word, compound)]
        # The last part of a compound says what it is: a `Bundestagswahl` is a `Wahl`, a `Wahlplakat` is not.
        found.sort(key=lambda compound: (not compound.endswith(word), len(compound), compound))
        return [compound for compound in found[: MOST_COMPOUNDS * 2] if self._is_used_in(compound, COMPOUNDING)][
            :MOST_COMPOUNDS
        ]

    def _correct(self, alternatives: Alternatives, word: str, field: str | None) -> Alternatives:
        slips = forms.allowed_slips(word)
        conditions = " OR ".join("instr(word, ?) BETWEEN ? AND ?" for _piece in range(slips + 1))
        rows = self._connection.execute(
            f"SELECT word, spelled FROM {ALL_WORDS} WHERE length(word) BETWEEN ? AND ? AND ({conditions}) "  # noqa: S608
            "AND NOT instr(spelled, '-') LIMIT ?",
            [len(word) - slips, len(word) + slips]
            + [value for at, piece in forms.pieces(word, slips) for value in (piece, at + 1 - slips, at + 1 + slips)]
            + [MOST_CANDIDATES],
        )
        near = []
        for candidate, spelled in set(rows):
            distance = forms.distance(word, candidate, slips)
            if distance <= slips:
                near.append((distance, candidate[0] != word[0], candidate, spelled))
        near.sort()
        candidates = [
            (distance, is_other, -self._count(_in_field(candidate, field), MOST_COUNTED), candidate, spelled)
            for distance, is_other, candidate, spelled in near[:MOST_CORRECTIONS]
        ]
        best = min((entry for entry in candidates if entry[2]), default=None)
        if best is None:
            return alternatives
        return Alternatives(alternatives.phrases, ((MatchKind.CORRECTED, (best[3],)),), best[4])

    def _count(self, expression: str, most: int) -> int:
        """The number of articles that meet an expression, `most` at most."""
        counted = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (expression, most)
        )
        count: int = counted.fetchone()[0]
        return count


def _in_index(word: str, spelled: str) -> str:
    """A row of the table of words as the index has it: the parts of a word with hyphens."""
    return folding.fold(spelled) if "-" in spelled else word


def _in_field(word: str, field: str | None) -> str:
    """One word in FTS5's syntax, in the field that was asked for."""
    return Alternatives((Needle((word,)),)).expression(field)


def _is_exact(candidate: str, word: str, is_prefix: bool) -> bool:
    return candidate.startswith(word) if is_prefix else candidate == word
