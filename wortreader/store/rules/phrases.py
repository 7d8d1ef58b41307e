"""Whether the words of an article meet a phrase of a query, exactly as the full-text index would find it.

The search expands a phrase to all forms and compounds that the library has, and looks these up. Here it is the other
way round: each word of the article that might be a form or a compound is compared, with the same functions. Two things
differ: typing errors are not corrected, because a rule must not mean another word until its own is in some article; and
where a word has more forms or compounds than the search looks for, a rule has all of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from wortreader import folding, hyphens
from wortreader.characters import is_apart
from wortreader.store.rules.batch import IncomingArticle
from wortreader.store.rules.library_words import LibraryWords
from wortreader.store.search import forms
from wortreader.store.search.expansion import (
    COMPOUNDING,
    LONGEST_ENDING,
    SHORTEST_HYPHENATED,
    SHORTEST_WITH_FORMS,
    exact_alternatives,
    goes_on,
    without_pairs,
)
from wortreader.store.search.tree import Phrase
from wortreader.store.vocabulary import BEGINNING, BEGINNING_LETTERS

ANY: Final = frozenset(("any",))
"""Whatever the language."""
_FURTHER_LETTERS: Final = 3
"""A compound has so many letters more than its part."""


class PhraseTest:
    """A phrase of a rule's query."""

    def __init__(self, phrase: Phrase, words: LibraryWords, connection: sqlite3.Connection, *, is_wanted: bool) -> None:
        """`is_wanted` is False for a phrase that is excluded: it has no other forms."""
        self._field = phrase.field
        self.hyphenated: set[tuple[str, str]] = set()
        """The words with hyphens that have been taken account of, as they are without, with their spellings."""
        self._needles = [
            *(_parts(needle.words, goes_on(needle)) for needle in exact_alternatives(phrase).phrases),
            *self._with_hyphens(phrase, words, connection),
        ]
        self._related = _related_words(phrase, words, connection) if is_wanted else None
        self.folded = frozenset(phrase.folded)
        """Words which change what it means if they are written with hyphens."""
        self.spellings: dict[str, Set[str]] = {}
        """A word, with the spellings that are known: another one changes what the phrase means."""
        self.beginning = phrase.folded[0] if phrase.is_prefix else ""
        """The beginning of words which change what it means if they are written with hyphens; may be empty."""
        if self._related is not None:
            if self._related.beginning:
                self.spellings[self._related.word] = self._related.spellings
            self.hyphenated |= self._related.hyphenated
            self.beginning = self._related.beginning or self.beginning
        self.gates = self._gates()
        """Pieces of which the text of an article that meets it has one, see `WordWatch`."""

    def meets(self, candidate: IncomingArticle, connection: sqlite3.Connection) -> bool:
        """Whether an article meets the phrase."""
        text = candidate.words_in(self._field)
        for needle in self._needles:
            if all(part in text for part in needle):
                return True
        return self._related is not None and self._related.is_in(text, connection)

    def forget(self, words: Set[str]) -> None:
        """Forgets what was found out about these words of articles, which are spelled in new ways."""
        if self._related is not None:
            self._related.forget(words)

    def _with_hyphens(
        self, phrase: Phrase, words: LibraryWords, connection: sqlite3.Connection
    ) -> Iterator[tuple[str, ...]]:
        """The phrase with one of its words in the parts that it has where it is written with hyphens."""
        folded = phrase.folded
        for at, word in enumerate(folded):
            is_last = at == len(folded) - 1
            if len(word) < SHORTEST_HYPHENATED or is_apart(word):
                continue
            is_prefix = phrase.is_prefix and len(folded) == 1 and len(word) > BEGINNING_LETTERS
            rows = words.hyphenated(connection, word, is_prefix=is_prefix)
            self.hyphenated |= rows
            for spelled in _spelled_with_hyphens(rows, len(word)):
                whole = (*folded[:at], *folding.words(spelled), *folded[at + 1 :])
                yield _parts(whole, phrase.is_prefix and not is_last)

    def _gates(self) -> frozenset[str]:
        gates = set(map(_gate, self._needles))
        if self._related is not None:
            gates |= self._related.gates
        return frozenset(gate for gate in gates if not any(other != gate and other in gate for other in gates))


class _RelatedWords:
    """The forms and compounds of a word, and the words with umlauts that it may stand for."""

    def __init__(
        self,
        word: str,
        spelled: str,
        words: LibraryWords,
        connection: sqlite3.Connection,
        *,
        is_prefix: bool,
        has_umlauts: bool,
        has_forms: bool,
        has_compounds: bool,
    ) -> None:
        self.word, self._words, self._is_prefix = word, words, is_prefix
        self._plain = without_pairs(word) if has_umlauts else set()
        self._has_compounds = has_compounds and len(word) >= forms.SHORTEST_PART
        self._languages: dict[str, Set[str]] = {}
        """Those in which a word of articles is related, see `_find_languages`."""
        self._beginning = word
        self._stems: Mapping[str, set[str]] = {}
        self._hyphenated: list[tuple[str, Set[str]]] = []
        self.spellings: Set[str] = frozenset()
        self.hyphenated: Set[tuple[str, str]] = frozenset()
        if has_forms and len(word) >= SHORTEST_WITH_FORMS:
            self._prepare_forms(spelled, connection)

    @property
    def beginning(self) -> str:
        """What the forms begin with; empty if there are none."""
        return self._beginning if self._stems else ""

    @property
    def gates(self) -> set[str]:
        """Pieces of which a text with such a word has one."""
        gates = {f" {plain}" for plain in self._plain}
        if self._stems:
            gates.add(f" {self._beginning}")
            # Most forms with hyphens begin like the others with their first part; the rest of them is any word.
            apart = (form for form, _languages in self._hyphenated if not form.startswith(self._beginning))
            gates |= {_gate((f" {form} ",)) for form in apart}
        if self._has_compounds:
            gates.add(self.word)
        return gates

    def _prepare_forms(self, spelled: str, connection: sqlite3.Connection) -> None:
        word = self.word
        self.spellings = self._words.spellings(connection, word)
        spellings = {hyphens.unhyphenated(each) for each in (spelled, *self.spellings)}
        stems = {language: {forms.stem(each, language) for each in spellings} for language in forms.ALGORITHMS}
        shared = min(len(stem) for per_language in stems.values() for stem in per_language) - 1
        beginning = word[: max(SHORTEST_WITH_FORMS, min(shared, len(word)))]
        if self._is_prefix and beginning == word:
            return  # the prefix finds all that begin so
        self._beginning, self._stems = beginning, stems
        self.hyphenated = self._words.hyphenated(connection, beginning, is_prefix=True)
        for row in self.hyphenated:
            if languages := self._languages_of_form(*row):
                self._hyphenated.append((folding.fold(row[1]), languages))

    def is_in(self, text: str, connection: sqlite3.Connection) -> bool:
        """Whether the words of a text have one of them."""
        if any(self._is_related(word, connection) for word in self._likely_words(text)):
            return True
        return any(
            f" {form} " in text and self._words.is_used_in(connection, form, languages)
            for form, languages in self._hyphenated
        )

    def _likely_words(self, text: str) -> Iterator[str]:
        """The words of a text that may be related: those that begin as the forms do, or have the word in them."""
        for beginning in filter(
            None, {self._beginning, *self._plain}
        ):  # there may be no forms, and no beginning of them
            start = f" {beginning}"
            at = text.find(start)
            while at >= 0:
                end = _end_of_word(text, at + 1)
                yield text[at + 1 : end]
                at = text.find(start, end)
        at = text.find(self.word) if self._has_compounds else -1
        while at >= 0:
            end = _end_of_word(text, at)
            yield text[text.rfind(" ", 0, at) + 1 : end]
            at = text.find(self.word, end)

    def forget(self, words: Set[str]) -> None:
        """Forgets what was found out about these words."""
        for word in words & self._languages.keys():
            del self._languages[word]

    def _is_related(self, word: str, connection: sqlite3.Connection) -> bool:
        languages = self._languages.get(word)
        if languages is None:
            languages = self._find_languages(word, connection)
            self._languages[word] = languages
        return bool(languages) and (languages is ANY or self._words.is_used_in(connection, word, languages))

    def _find_languages(self, word: str, connection: sqlite3.Connection) -> Set[str]:
        """The languages in which a word of an article is related; ANY if it always is, none if it never is."""
        if any(map(word.startswith, self._plain)) and self._has_umlauts(word, connection):
            return ANY
        languages: Set[str] = frozenset()
        if self._stems and word.startswith(self._beginning):
            for spelled in self._words.spellings(connection, word):
                languages |= self._languages_of_form(word, spelled)
        if self._has_compounds and self.word in word and self._is_compound(word, connection):
            languages |= COMPOUNDING
        return languages

    def _has_umlauts(self, word: str, connection: sqlite3.Connection) -> bool:
        if not self._is_prefix and word not in self._plain:
            return False
        for spelled in self._words.spellings(connection, word):
            written = folding.written_out(spelled) if spelled != word else ""
            if written == self.word or (self._is_prefix and written.startswith(self.word)):
                return True
        return False

    def _languages_of_form(self, word: str, spelled: str) -> Set[str]:
        """The languages in which a word that begins as the forms do is one of them."""
        if len(word) > len(self.word) + LONGEST_ENDING:
            return frozenset()
        if word.startswith(self.word) if self._is_prefix else word == self.word:
            return frozenset()
        plain = hyphens.unhyphenated(spelled)
        return {language for language, stems in self._stems.items() if _has_stem(word, plain, language, stems)}

    def _is_compound(self, word: str, connection: sqlite3.Connection) -> bool:
        return (
            len(word) >= len(self.word) + _FURTHER_LETTERS
            and forms.is_part(self.word, word)
            and bool(self._words.spellings(connection, word))
        )


def _has_stem(word: str, spelled: str, language: str, stems: Set[str]) -> bool:
    starts = tuple({stem[: max(SHORTEST_WITH_FORMS, len(stem) - 1)] for stem in stems})
    return word.startswith(starts) and forms.stem(spelled, language) in stems


def _related_words(phrase: Phrase, words: LibraryWords, connection: sqlite3.Connection) -> _RelatedWords | None:
    """What `PhraseExpander.alternatives` adds to the phrase itself."""
    spelled = phrase.words[0].lower()
    if len(phrase.folded) > 1:
        joined = hyphens.unhyphenated(spelled)
        if phrase.is_quoted or len(phrase.words) > 1 or joined == spelled or " " in folding.fold(joined):
            return None
        return _RelatedWords(
            folding.fold(joined), joined, words, connection,
            is_prefix=phrase.is_prefix, has_umlauts=False, has_forms=True, has_compounds=False,
        )  # fmt: skip
    word = phrase.folded[0]
    is_literal = phrase.is_quoted or phrase.is_prefix or not word.isalpha()
    if is_literal and not without_pairs(word):
        return None
    return _RelatedWords(
        word, spelled, words, connection,
        is_prefix=phrase.is_prefix, has_umlauts=True, has_forms=not is_literal, has_compounds=not is_literal,
    )  # fmt: skip


def _parts(words: tuple[str, ...], may_go_on: bool) -> tuple[str, ...]:
    """What a text with these words side by side has in it: see `expansion._phrase`."""
    *head, last = words
    if not may_go_on:
        return (f" {' '.join(words)} ",)
    if len(last) > BEGINNING_LETTERS:
        return (f" {' '.join(words)}",)
    beginning = f" {BEGINNING}{last} "
    return (f" {' '.join(head)} ", beginning) if head else (beginning,)


def _gate(needle: Iterable[str]) -> str:
    """The longest word of what `_parts` returns, or the beginning of one, with the blanks around it."""
    words: list[str] = []
    for part in needle:
        if part.startswith(f" {BEGINNING}"):
            words.append(f" {part.strip(f' {BEGINNING}')}")
        else:
            *head, last = part[1:].split(" ")
            words += [*(f" {word} " for word in head), *([f" {last}"] if last else ())]
    return max(words, key=len)


def _spelled_with_hyphens(rows: Iterable[tuple[str, str]], letters: int) -> Iterator[str]:
    """The spellings whose first part is no longer than the word."""
    return (spelled for _word, spelled in rows if 0 <= spelled.find("-") < letters)


def _end_of_word(text: str, at: int) -> int:
    """Where the word ends that has the letter at `at`."""
    end = text.find(" ", at)
    return end if end >= 0 else len(text)
