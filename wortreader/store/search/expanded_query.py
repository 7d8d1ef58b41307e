"""Queries with the alternatives of their phrases, and the cache that makes them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from typing import Final

from wortreader import folding
from wortreader.i18n import _
from wortreader.model import MatchKind, Needle
from wortreader.store.search.expansion import (
    KINDS,
    Alternatives,
    Divider,
    PhraseExpander,
    exact_alternatives,
    has_long_beginning,
)
from wortreader.store.search.fts_expression import FtsRenderer
from wortreader.store.search.tree import Node, Phrase, leaves, wanted_phrases
from wortreader.store.search.word_scan import WordScan

_STATE: Final = """
    SELECT (SELECT block FROM search_data WHERE id = 1), (SELECT block FROM search_data WHERE id = 10),
      (SELECT seq FROM sqlite_sequence WHERE name = 'changed_articles')
"""
"""Changes when articles are added, deleted or rewritten, but not when they are marked.

In its first row FTS5 keeps how many articles and words there are, in its tenth its segments and how many pages have
ever been written. A language changes without these. Unlike a number that the process counts, all of them are those of
the snapshot in which the words are looked for."""


class ExpandedQuery:
    """The phrases of a query with their alternatives."""

    def __init__(self, alternatives: dict[Phrase, Alternatives], excluded: dict[Phrase, Alternatives]) -> None:
        self._alternatives = alternatives
        self._excluded = excluded

    def renderer(self, up_to: MatchKind = MatchKind.CORRECTED) -> FtsRenderer:
        """Renders phrases in FTS5's syntax, with alternatives down to the kind `up_to`; excluded ones as they are."""

        def render(phrase: Phrase) -> str:
            return self._of(phrase).expression(phrase.field, up_to=up_to)

        return render

    def has_long_beginning(self, phrase: Phrase) -> bool:
        """Whether FTS5 goes through all words with a beginning to find the phrase."""
        return any(map(has_long_beginning, self._of(phrase).phrases))

    def parts(self, phrase: Phrase, divide: Divider) -> Iterator[str]:
        """Expressions in FTS5's syntax which together find the phrase: see `Alternatives.parts`."""
        return self._of(phrase).parts(phrase.field, divide)

    def _of(self, phrase: Phrase) -> Alternatives:
        return self._alternatives.get(phrase) or self._excluded.get(phrase) or exact_alternatives(phrase)

    def alternatives(self, node: Node) -> tuple[Alternatives, ...]:
        """The alternatives of all phrases in a part of the tree, in order."""
        return tuple(self._of(leaf) for leaf in leaves(node) if isinstance(leaf, Phrase))

    def needles(self) -> tuple[Needle, ...]:
        """The words to highlight in a text that meets the query."""
        return tuple(dict.fromkeys(needle for each in self._alternatives.values() for needle in each.needles()))

    def kind_in(self, text: folding.Folded) -> MatchKind:
        """How a text meets the query: the kind of the phrase that it meets worst."""
        return max((each.kind_in(text) for each in self._alternatives.values()), key=KINDS.index, default=KINDS[0])

    def notes(self) -> tuple[str, ...]:
        """The words that were corrected, in sentences."""
        return tuple(
            _("Nothing for “{asked}”; showing “{shown}”.").format(asked=" ".join(phrase.words), shown=each.correction)
            for phrase, each in self._alternatives.items()
            if each.correction
        )


class QueryExpander:
    """Expands queries, with a cache until articles change: one search needs the same for rows, hits and highlights."""

    MOST_CACHED = 64

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._state: tuple[object, ...] | None = None
        self._scan = WordScan()
        self._cache: dict[tuple[Phrase, bool | None], Alternatives] = {}
        """By the phrase, and whether it is being typed; None if it is excluded."""

    def expand(
        self, connection: sqlite3.Connection, roots: Iterable[Node], *, is_typing: bool = False
    ) -> ExpandedQuery:
        """Expands all phrases in these trees; what is excluded only to its spellings. Needs a transaction."""
        with self._guard:
            return self._expand(connection, roots, is_typing=is_typing)

    def _expand(self, connection: sqlite3.Connection, roots: Iterable[Node], *, is_typing: bool) -> ExpandedQuery:
        state = connection.execute(_STATE).fetchone()
        if state != self._state or len(self._cache) > self.MOST_CACHED:
            self._cache, self._state = {}, state
        scan = WordScan() if is_typing else self._scan  # what is being typed is not looked for again
        scan.catch_up(connection)
        cache, expander = self._cache, PhraseExpander(connection, scan, is_typing=is_typing)
        expanded: dict[Phrase, Alternatives] = {}
        excluded: dict[Phrase, Alternatives] = {}
        for root in roots:
            for phrase in wanted_phrases(root):
                if (phrase, is_typing) not in cache:
                    cache[phrase, is_typing] = expander.alternatives(phrase)
                expanded[phrase] = cache[phrase, is_typing]
            for leaf in leaves(root):
                if isinstance(leaf, Phrase) and leaf not in expanded:
                    if (leaf, None) not in cache:
                        cache[leaf, None] = expander.exact(leaf)
                    excluded[leaf] = cache[leaf, None]
        return ExpandedQuery(expanded, excluded)
