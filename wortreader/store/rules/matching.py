"""Finds the articles of a batch that the queries of rules find: exactly those that the search would find.

A refresh asks this after each feed, with all rules. So nothing is compared with an article that cannot meet a query:
`watching` knows that by the words without which no article meets it, its gates. `phrases` compares words, `terms`
properties; regular expressions come last.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Final

from wortreader.i18n import _
from wortreader.store.rules.batch import IncomingArticle
from wortreader.store.rules.library_words import LibraryWords
from wortreader.store.rules.phrases import PhraseTest
from wortreader.store.rules.terms import Surroundings, is_known, term_test
from wortreader.store.search.executor import has_pattern
from wortreader.store.search.query import parse
from wortreader.store.search.tree import And, Node, Not, Or, Pattern, Phrase, Term, leaves, wanted_phrases

PATTERN_SECONDS: Final = 1.0
"""How long the regular expressions of a query may take in a batch, as in the search."""

_Test = Callable[[IncomingArticle, Surroundings], bool]


class QueryMatcher:
    """The query of a rule, ready to be compared with articles. Used by one thread at a time."""

    def __init__(self, query: str, words: LibraryWords, connection: sqlite3.Connection) -> None:
        self._words = words
        self._root = parse(query).root
        self.asks_library = any(isinstance(leaf, Term) and not is_known(leaf) for leaf in leaves(self._root))
        """Whether what the query finds depends on what the library has of an article beside its properties."""
        self._phrases: dict[tuple[Phrase, bool], PhraseTest] = {}
        self._deadline = 0.0
        self._is_late = False
        self.build(connection)

    def build(self, connection: sqlite3.Connection) -> None:
        """Looks up what the query means in the library as it is now."""
        self._phrases.clear()
        self._wanted = frozenset(wanted_phrases(self._root))
        self._test = self._compile(self._root, connection)
        self.gates = _gates(self._root, self._phrase_gates)
        """Pieces of which the text of each article that meets the query has one; None if it may have any words."""
        self.spellings: Mapping[str, Set[str]] = {
            word: spellings for test in self._phrases.values() for word, spellings in test.spellings.items()
        }
        """Words, with the spellings that are known: another one changes what the query finds."""
        self._folded = frozenset(word for test in self._phrases.values() for word in test.folded)
        self._hyphenated = frozenset(row for test in self._phrases.values() for row in test.hyphenated)
        self._beginnings = tuple(test.beginning for test in self._phrases.values() if test.beginning)

    def is_changed_by(self, word: str, spelled: str) -> bool:
        """Whether a word that is written with hyphens, and as it is without, changes what the query finds."""
        is_one = word in self._folded or word.startswith(self._beginnings)
        return is_one and (word, spelled) not in self._hyphenated

    def forget(self, words: Set[str]) -> None:
        """Forgets what was found out about these words of articles, which are spelled in new ways."""
        for test in self._phrases.values():
            test.forget(words)

    def meets(self, article: IncomingArticle, surroundings: Surroundings) -> bool:
        """Whether an article, of which the gates say that it may, meets the query."""
        return self._test(article, surroundings)

    def begin(self) -> None:
        """Begins with a batch: regular expressions have their time again."""
        self._deadline, self._is_late = time.monotonic() + PATTERN_SECONDS, False

    def matches(self, articles: Sequence[IncomingArticle], surroundings: Surroundings) -> Iterator[IncomingArticle]:
        """The articles that meet the query, in their order."""
        self.begin()
        return (article for article in articles if self._test(article, surroundings))

    @property
    def notes(self) -> tuple[str, ...]:
        """Why something may be missing from the last result, in sentences."""
        return (_("Time ran out: the regular expression was not searched for everywhere."),) if self._is_late else ()

    def _compile(self, node: Node, connection: sqlite3.Connection) -> _Test:
        match node:
            case And(parts):
                return _all([self._compile(part, connection) for part in sorted(parts, key=_cost)])
            case Or(parts):
                return _any([self._compile(part, connection) for part in sorted(parts, key=_cost)])
            case Not(part):
                test = self._compile(part, connection)
                return lambda candidate, surroundings: not test(candidate, surroundings)
            case Phrase():
                return self._compile_phrase(node, connection)
            case Term():
                return term_test(node)
            case Pattern():
                return self._compile_pattern(node)
        raise AssertionError(node)

    def _compile_phrase(self, phrase: Phrase, connection: sqlite3.Connection) -> _Test:
        key = phrase, phrase in self._wanted
        if key not in self._phrases:
            self._phrases[key] = PhraseTest(phrase, self._words, connection, is_wanted=key[1])
        meets = self._phrases[key].meets
        return lambda candidate, surroundings: meets(candidate, surroundings.connection)

    def _phrase_gates(self, phrase: Phrase) -> Set[str]:
        return self._phrases[phrase, phrase in self._wanted].gates

    def _compile_pattern(self, pattern: Pattern) -> _Test:
        import regex  # 20 ms, which most rules need not spend

        expression = regex.compile(pattern.source, regex.IGNORECASE)

        def meets(candidate: IncomingArticle, _surroundings: Surroundings) -> bool:
            left = self._deadline - time.monotonic()
            if left <= 0:
                self._is_late = True
                return False
            try:
                return any(
                    expression.search(part, timeout=left) is not None
                    for part in (candidate.properties.title, candidate.text)
                )
            except (TimeoutError, MemoryError, RecursionError):
                self._is_late, self._deadline = True, 0.0
                return False

        return meets


def _all(tests: Sequence[_Test]) -> _Test:
    return lambda candidate, surroundings: all(test(candidate, surroundings) for test in tests)


def _any(tests: Sequence[_Test]) -> _Test:
    return lambda candidate, surroundings: any(test(candidate, surroundings) for test in tests)


def _cost(node: Node) -> int:
    """How late a part of a tree is to be compared."""
    return 2 if has_pattern(node) else 0 if isinstance(node, Phrase) else 1


def _gates(node: Node, of_phrase: Callable[[Phrase], Set[str]]) -> Set[str] | None:
    """Pieces of which the text of each article that meets the tree has one; None if it may have any words."""
    match node:
        case Phrase():
            return of_phrase(node)
        case And(parts):
            known = [gates for part in parts if (gates := _gates(part, of_phrase)) is not None]
            return max(known, key=lambda gates: min(map(len, gates), default=0), default=None)
        case Or(parts):
            each = [_gates(part, of_phrase) for part in parts]
            united: frozenset[str] = frozenset()
            for gates in each:
                if gates is None:
                    return None
                united |= gates
            return united
    return None
