"""What a word or a phrase is met by: itself, its forms, compounds that it is in, and what its writer may have meant.

Asks the table of words; answers with words that the index knows. The joint between the query language and the index:
`PhraseExpander.of` takes a phrase, and what it gives is written in FTS5's language by `Alternatives.expression`.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Final

from wortreader import folding
from wortreader.i18n import _
from wortreader.model import MatchKind, Needle
from wortreader.store.search import fields, forms
from wortreader.store.search.fts_expression import FtsRenderer
from wortreader.store.search.tree import Node, Phrase, wanted_phrases
from wortreader.store.vocabulary import BEGINNING, BEGINNING_LETTERS

MOST_FORMS: Final = 40
MOST_COMPOUNDS: Final = 80
MOST_UMLAUTS: Final = 60
MOST_CANDIDATES: Final = 4_000
"""Words that are looked at for one kind of relation. Each that is found costs the index a look."""
CORRECTIONS_WEIGHED: Final = 8
COUNTED: Final = 100
"""Articles with a correction that are counted: enough to tell the rare from the common."""
LANGUAGE_SAMPLES: Final = 8
"""Articles that are asked for their language to know that of a word."""

_SHORTEST_WITH_FORMS: Final = 3
_LONGEST_ENDING: Final = 7
_MOST_PAIRS: Final = 3
_COMPOUNDING: Final = frozenset(("de", "lb"))
_LAST: Final = "\U0010ffff"

KINDS: Final = (MatchKind.EXACT, MatchKind.FORM, MatchKind.COMPOUND, MatchKind.CORRECTED)
"""From the best to the last."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What meets a phrase, by kind."""

    phrases: tuple[Needle, ...]
    """Words next to each other, as they were asked for."""
    by_kind: tuple[tuple[MatchKind, tuple[str, ...]], ...] = ()
    """Single words that meet it too."""
    correction: str | None = None
    """What is shown instead of a word that nothing is found for, as it is written."""

    def expression(self, field: str | None = None, *, up_to: MatchKind = MatchKind.CORRECTED) -> str:
        """The phrase in FTS5's language, met by nothing worse than `up_to`."""
        parts = [_phrase(needle) for needle in self.phrases]
        parts += [f'"{word}"' for word in self.words(up_to)]
        joined = " OR ".join(dict.fromkeys(parts))
        return f"{{{fields.REGISTRY.column(field)}}} : ({joined})" if field else f"({joined})"

    def words(self, up_to: MatchKind = MatchKind.CORRECTED) -> Iterator[str]:
        """The single words that meet it, down to `up_to`."""
        for kind, words in self.by_kind:
            if KINDS.index(kind) <= KINDS.index(up_to):
                yield from words

    def needles(self) -> tuple[Needle, ...]:
        """What to mark in a text that meets it."""
        return (*self.phrases, *(Needle((word,)) for word in self.words()))

    def kind_in(self, text: folding.Folded) -> MatchKind:
        """The best kind by which a text meets it."""
        if not self.by_kind:
            return KINDS[0]
        for needle in self.phrases:
            *head, last = needle.words
            is_met = text.has_beginning(last) if needle.is_prefix else text.has(last)
            if is_met and all(map(text.has, head)):
                return MatchKind.EXACT
        return next((kind for kind, words in self.by_kind if not text.words.isdisjoint(words)), KINDS[0])


def _phrase(needle: Needle) -> str:
    *head, last = needle.words
    if not needle.is_prefix:
        return f'"{" ".join(needle.words)}"'
    if len(last) > BEGINNING_LETTERS:
        return f'"{" ".join(needle.words)}" *'
    # The last word of a phrase may be anywhere until its third letter: words that begin so are looked up by
    # themselves, and going through all of them would keep the next key waiting.
    beginning = f'"{BEGINNING}{last}"'
    return f'("{" ".join(head)}" AND {beginning})' if head else beginning


def exact(phrase: Phrase) -> Alternatives:
    """What meets a phrase to the letter: what is excluded, and what stands in quotes."""
    words = tuple(map(folding.fold, phrase.words))
    found = [Needle(words, phrase.is_prefix)]
    written = tuple(map(folding.written_out, phrase.words))
    if written != words and not (phrase.is_prefix and len(words[-1]) < BEGINNING_LETTERS):
        found.append(Needle(written, phrase.is_prefix))
    return Alternatives(tuple(found))


def _without_pairs(word: str) -> set[str]:
    """`word` with some of its `ae oe ue` as `a o u`: what a word with umlauts is compared as."""
    ways = {""}
    for part in re.split("(?<=[aou])(e)", word, maxsplit=_MOST_PAIRS):
        ways = {way + part for way in ways} | ({*ways} if part == "e" else set())
    return ways - {word}


class PhraseExpander:
    """The relations of words in one state of the library."""

    def __init__(self, connection: sqlite3.Connection, *, is_typing: bool) -> None:
        self._connection = connection
        self._is_typing = is_typing

    def of(self, phrase: Phrase) -> Alternatives:
        """All that meets a phrase. Only a single word without quotes has forms, compounds and corrections."""
        plain = exact(phrase)
        umlauts = tuple(self._umlauts(phrase))
        if len(phrase.words) > 1:
            return plain
        by_kind: list[tuple[MatchKind, tuple[str, ...]]] = [(MatchKind.EXACT, umlauts)] if umlauts else []
        spelled = phrase.words[0].lower()
        word = folding.fold(spelled)
        # Whoever writes a `*` says which words are meant; whoever is typing has only not come to the end.
        is_literal = phrase.is_quoted or (phrase.is_prefix and not self._is_typing)
        if not is_literal and word.isalpha():
            related = tuple(self._forms(word, spelled, is_prefix=phrase.is_prefix))
            compounds = tuple(set(self._compounds(word, is_prefix=phrase.is_prefix)).difference(related))
            by_kind += [(MatchKind.FORM, related), (MatchKind.COMPOUND, compounds)]
        found = Alternatives(plain.phrases, tuple((kind, words) for kind, words in by_kind if words))
        if is_literal or not forms.allowed_slips(word) or (found.by_kind and not phrase.field):
            return found  # forms and compounds are words that the index has been asked for
        if self._count(found.expression(phrase.field), 1) or (phrase.field and self._count(found.expression(), 1)):
            return found  # what stands in another part of articles is no slip of the keyboard
        return self._corrected(found, word, phrase.field)

    def _umlauts(self, phrase: Phrase) -> Iterator[str]:
        """The words with umlauts that a word without them may stand for: `ueber` for `über`."""
        word = folding.fold(phrase.words[-1])
        if len(phrase.words) > 1:
            return
        for plain in _without_pairs(word):
            last = plain + _LAST if phrase.is_prefix else plain
            rows = self._connection.execute(
                "SELECT word, spelled FROM all_words WHERE word BETWEEN ? AND ? AND word <> spelled LIMIT ?",
                (plain, last, MOST_CANDIDATES),
            )
            found = {
                candidate
                for candidate, spelled in rows
                if (written := folding.written_out(spelled)) == word or (phrase.is_prefix and written.startswith(word))
            }
            yield from sorted(found)[:MOST_UMLAUTS]

    def _forms(self, word: str, spelled: str, *, is_prefix: bool) -> Iterator[str]:
        if len(word) < _SHORTEST_WITH_FORMS:
            return
        known = self._connection.execute("SELECT spelled FROM all_words WHERE word = ?", (word,)).fetchall()
        spellings = {spelled, *(spelling for (spelling,) in known)}
        stems = {language: {forms.stem(spelling, language) for spelling in spellings} for language in forms.ALGORITHMS}
        shared = min(len(stem) for per_language in stems.values() for stem in per_language) - 1
        beginning = word[: max(_SHORTEST_WITH_FORMS, min(shared, len(word)))]
        if is_prefix and beginning == word:
            return  # all that begin so are met anyway
        rows = self._connection.execute(
            "SELECT word, spelled FROM all_words WHERE word BETWEEN ? AND ? AND length(word) <= ? LIMIT ?",
            (beginning, beginning + _LAST, len(word) + _LONGEST_ENDING, MOST_CANDIDATES),
        ).fetchall()
        related_in: dict[str, set[str]] = {}
        for language, per_language in stems.items():
            # Stemming is dear and most words that begin so are none of it: their stem could not begin so.
            starts = tuple({stem[: max(_SHORTEST_WITH_FORMS, len(stem) - 1)] for stem in per_language})
            likely = [row for row in rows if row[0].startswith(starts) and not _is_met(row[0], word, is_prefix)]
            for (candidate, _spelled), stem in zip(
                likely, forms.stems([row[1] for row in likely], language), strict=True
            ):
                if stem in per_language:
                    related_in.setdefault(candidate, set()).add(language)
        for candidate, languages in itertools.islice(related_in.items(), MOST_FORMS):
            if self._is_used_in(candidate, languages):
                yield candidate

    def _is_used_in(self, word: str, languages: Set[str]) -> bool:
        """True where a word stands in articles of such languages, or of one that nobody knows."""
        used_in = self._connection.execute(
            "SELECT DISTINCT lower(substr(coalesce(language, ''), 1, 2)) FROM articles "
            "WHERE id IN (SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)",
            (f'"{word}"', LANGUAGE_SAMPLES),
        )
        return any(not language or language in languages for (language,) in used_in)

    def _compounds(self, word: str, *, is_prefix: bool) -> list[str]:
        if len(word) < forms.SHORTEST_PART:
            return []
        rows = self._connection.execute(
            "SELECT word FROM all_words WHERE instr(word, ?) > ? AND length(word) >= ? LIMIT ?",
            (word, int(is_prefix), len(word) + 3, MOST_CANDIDATES),
        )
        found = list({compound for (compound,) in rows if forms.is_part(word, compound)})
        # The last part says what the whole is: `Bundestagswahl` is one, `Wahlplakat` has to do with one.
        found.sort(key=lambda compound: (not compound.endswith(word), len(compound), compound))
        return [compound for compound in found[: MOST_COMPOUNDS * 2] if self._is_used_in(compound, _COMPOUNDING)][
            :MOST_COMPOUNDS
        ]

    def _corrected(self, found: Alternatives, word: str, field: str | None) -> Alternatives:
        slips = forms.allowed_slips(word)
        conditions = " OR ".join("instr(word, ?) BETWEEN ? AND ?" for _piece in range(slips + 1))
        rows = self._connection.execute(
            f"SELECT word, spelled FROM all_words WHERE length(word) BETWEEN ? AND ? AND ({conditions}) LIMIT ?",  # noqa: S608
            [len(word) - slips, len(word) + slips]
            + [value for at, piece in forms.pieces(word, slips) for value in (piece, at + 1 - slips, at + 1 + slips)]
            + [MOST_CANDIDATES],
        )
        near = []
        for candidate, spelled in rows:
            distance = forms.distance(word, candidate, slips)
            if distance <= slips:
                near.append((distance, candidate[0] != word[0], candidate, spelled))
        near.sort()
        weighed = [
            (distance, is_other, -self._count(_in_field(candidate, field), COUNTED), candidate, spelled)
            for distance, is_other, candidate, spelled in near[:CORRECTIONS_WEIGHED]
        ]
        best = min((entry for entry in weighed if entry[2]), default=None)
        if best is None:
            return found
        return Alternatives(found.phrases, ((MatchKind.CORRECTED, (best[3],)),), best[4])

    def _count(self, expression: str, most: int) -> int:
        """How many articles meet an expression, counted to `most`."""
        counted = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (expression, most)
        )
        count: int = counted.fetchone()[0]
        return count


def _in_field(word: str, field: str | None) -> str:
    """One word in FTS5's language: a correction is one only where it is found in the field that was asked for."""
    return Alternatives((Needle((word,)),)).expression(field)


class ExpandedQuery:
    """A query's phrases with what meets each of them."""

    def __init__(self, met_by: dict[Phrase, Alternatives]) -> None:
        self._met_by = met_by

    def written(self, up_to: MatchKind = MatchKind.CORRECTED) -> FtsRenderer:
        """Says in FTS5's language what meets a phrase, by nothing worse than `up_to`. What is excluded is meant to the
        letter.
        """
        return lambda phrase: self._met_by.get(phrase, exact(phrase)).expression(phrase.field, up_to=up_to)

    def needles(self) -> tuple[Needle, ...]:
        """What to mark in a text that meets the query."""
        return tuple(dict.fromkeys(needle for met in self._met_by.values() for needle in met.needles()))

    def kind_in(self, text: folding.Folded) -> MatchKind:
        """How a text meets the query: the worst of all its phrases counts."""
        return max((met.kind_in(text) for met in self._met_by.values()), key=KINDS.index, default=KINDS[0])

    def notes(self) -> tuple[str, ...]:
        """What was not found and what was looked for instead, in sentences."""
        return tuple(
            _("Nothing for “{asked}”; showing “{shown}”.").format(asked=" ".join(phrase.words), shown=met.correction)
            for phrase, met in self._met_by.items()
            if met.correction
        )


def _is_met(candidate: str, word: str, is_prefix: bool) -> bool:
    return candidate.startswith(word) if is_prefix else candidate == word


class QueryExpander:
    """What queries mean, kept until somebody writes: one search asks for rows, hits and marks of the same words."""

    MOST_KEPT = 64

    def __init__(self, data_version: Callable[[], int]) -> None:
        self._data_version = data_version
        self._state: tuple[int, int] | None = None
        self._kept: dict[tuple[Phrase, bool], Alternatives] = {}

    def of(
        self, connection: sqlite3.Connection, roots: Iterable[Node], newest_id: int, *, is_typing: bool = False
    ) -> ExpandedQuery:
        """What is meant by the phrases that trees of queries ask for."""
        state = (self._data_version(), newest_id)
        if state != self._state or len(self._kept) > self.MOST_KEPT:
            self._kept, self._state = {}, state
        kept, meaning = self._kept, PhraseExpander(connection, is_typing=is_typing)
        met_by: dict[Phrase, Alternatives] = {}
        for phrase in (phrase for root in roots for phrase in wanted_phrases(root)):
            if (phrase, is_typing) not in kept:
                kept[phrase, is_typing] = meaning.of(phrase)
            met_by[phrase] = kept[phrase, is_typing]
        return ExpandedQuery(met_by)
