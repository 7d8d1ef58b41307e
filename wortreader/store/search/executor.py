"""Finds the articles that meet the tree of a query: a set for each leaf, combined as the tree says.

A set is an integer with one byte for each article id: Python combines two sets of 100,000 articles in 10 µs. Parts of
the tree that consist of words only are one query to the full-text index. Patterns come last, and only see what is left.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final, TypeGuard

from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import MatchKind
from wortreader.store.bodies import text_of
from wortreader.store.headlines import json_ids, parse_numbers
from wortreader.store.interruption import Interruption
from wortreader.store.search import fields
from wortreader.store.search.beginnings import divide
from wortreader.store.search.conditions import Condition, Table
from wortreader.store.search.dates import Present
from wortreader.store.search.expanded_query import ExpandedQuery
from wortreader.store.search.fts_expression import fts_expression
from wortreader.store.search.tree import And, Node, Not, Or, Pattern, Phrase, Term, leaves

PATTERN_SECONDS = 1.0
"""How long all regular expressions of a query may take together."""

HIDDEN: Final = Term("is", "hidden")

_BATCH = 500
ID_COLUMNS: Final[dict[Table, str]] = {
    "articles": "id", "bodies": "article_id", "reading": "article_id", "search": "rowid", "set_aside": "article_id",
}  # fmt: skip


@lazy_dataclass(frozen=True, slots=True)
class FewArticles:
    """The only articles that a query looks at."""

    ids: Sequence[int]
    find: Callable[[str], Iterable[int]]
    """Those that meet an expression in FTS5's syntax; others are ignored."""


class QueryExecutor:
    """Finds the articles that meet a query, in one snapshot of the library; none that are set aside.

    Only a tree with `is:hidden` in it also looks at those that a rule hides.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        newest_id: int,
        present: Present,
        expanded: ExpandedQuery,
        *,
        lowest_id: int = 0,
        unread: int | None = None,
        known: Mapping[Node, int] | None = None,
        few: FewArticles | None = None,
        interruption: Interruption | None = None,
        up_to: MatchKind = MatchKind.CORRECTED,
    ) -> None:
        """Finds only articles from `lowest_id` on, only those in `unread`, the set of unread ones, and only those in
        `few`, if given.

        `known` has the sets of parts of the tree that are known already.
        """
        self._connection = connection
        self._expanded = expanded
        self._renderer = expanded.renderer(up_to)
        self._size = newest_id + 1
        self._lowest_id = lowest_id
        self._is_unread_only = unread is not None
        self._everything = unread
        self._known = known or {}
        self._few = few
        self._few_ids = json_ids(few.ids) if few else ""
        self._interruption = interruption or Interruption()
        self._present = present
        self._deadline: float | None = None
        self._has_hidden = False
        self.notes: dict[str, None] = {}
        """Why something is missing from the result, in sentences."""

    def flags(self, root: Node) -> bytearray | None:
        """One byte for each article id, 1 if the article meets the tree; None for a tree that all articles meet.

        Raises IndexError if the full-text index finds an article that does not exist.
        """
        if root == And():
            return None
        return bytearray(self.article_set(root).to_bytes(self._size, "little"))

    def article_set(self, root: Node) -> int:
        """The set of the articles that meet the tree. Raises IndexError as `flags` does."""
        self._has_hidden = looks_at_hidden(root)
        articles = self._set(root, None)
        # The index and the texts have the articles that are set aside as well.
        if articles and self._few is None and not self._is_unread_only:
            aside = self._numbers(f"SELECT group_concat(article_id) FROM set_aside WHERE {self._left_out()}")  # noqa: S608
            if aside:
                articles &= ~self._of_ids(aside)
        return articles

    def _left_out(self) -> str:
        """The condition on rows of `set_aside` for articles that are not to be found."""
        return "cause <> 'rule'" if self._has_hidden else "TRUE"

    def _set(self, node: Node, among: int | None) -> int:
        """The articles that meet a node. Slow nodes only look at those in `among`, if that is given."""
        if node in self._known:
            return self._known[node]
        if self._is_divided(node):
            return self._phrase(node)
        if (words := fts_expression(node, self._renderer)) is not None:
            return self._of_ids(self._ids(_matching(words)))
        match node:
            case And(parts):
                return self._all(parts, among)
            case Or(parts):
                union = 0
                for part in _patterns_last(parts):
                    union |= self._set(part, among)
                return union
            case Not(part):
                return self._all_articles() & ~self._set(part, among)
            case Pattern():
                return self._pattern(node, self._all_articles() if among is None else among)
            case Term():
                return self._term(node)
        raise AssertionError(node)

    def _all(self, parts: Sequence[Node], among: int | None) -> int:
        """The articles that meet all of `parts`: words by one query, then sets, then patterns in what is left."""
        is_worded = {
            part: part not in self._known
            and not self._is_divided(part)
            and fts_expression(part.part if isinstance(part, Not) else part, self._renderer) is not None
            for part in parts
        }
        worded = tuple(part for part in parts if is_worded[part])
        if len(worded) > 1 and fts_expression(And(worded), self._renderer) is not None:
            common: int | None = self._set(And(worded), None)
            parts = [part for part in parts if not is_worded[part]]
        else:
            common = among
        others = _patterns_last(parts)
        for at, part in enumerate(others):
            if common == 0:
                self._note_unmet(others[at:])
                return 0
            articles = self._set(part, common)
            common = articles if common is None else common & articles
        return self._all_articles() if common is None else common

    def _note_unmet(self, parts: Sequence[Node]) -> None:
        """Notes which of the terms in these parts no article meets: not only where they are looked at first."""
        for leaf in itertools.chain.from_iterable(map(leaves, parts)):
            if isinstance(leaf, Term) and (row := fields.REGISTRY.row(leaf)) is not None and row.if_none:
                self._term(leaf)

    def _is_divided(self, node: Node) -> TypeGuard[Phrase]:
        """Whether a node is a phrase that takes so long that it must be possible to end it."""
        return self._few is None and isinstance(node, Phrase) and self._expanded.has_long_beginning(node)

    def _phrase(self, phrase: Phrase) -> int:
        flags = bytearray(self._size)
        for words in self._expanded.parts(phrase, partial(divide, self._connection)):
            for number in self._ids(_matching(words)):
                flags[number] = 1
        return int.from_bytes(flags, "little")

    def _of_ids(self, ids: Iterable[int]) -> int:
        flags = bytearray(self._size)
        for number in ids:
            flags[number] = 1
        return int.from_bytes(flags, "little")

    def _all_articles(self) -> int:
        if self._everything is None:
            self._everything = self._of_ids(self._ids(Condition("reading", "TRUE")))
        return self._everything

    def _term(self, term: Term) -> int:
        """The articles that meet a term; none if no row of the registry knows it."""
        row = fields.REGISTRY.row(term)
        if row is None or row.find is None:
            return 0
        ids = array("q")
        for condition in row.find(term, self._connection, self._present):
            ids += self._ids(condition)
        if not ids and row.if_none:
            self._note(_(row.if_none))
        return self._of_ids(ids)

    def _ids(self, condition: Condition) -> array[int]:
        """The numbers of the articles that meet a condition.

        SQLite returns them as one string: 100,000 steps through its interface would take three times as long.
        """
        self._interruption.check()
        if self._few:
            return self._ids_of_few(condition, self._few)
        column = ID_COLUMNS[condition.table]
        where, parameters = f"({condition.where})", condition.parameters
        if self._is_unread_only and condition.table == "reading":
            where += " AND is_read = 0"
        if self._lowest_id:
            where += f" AND {column} >= ?"
            parameters = (*parameters, self._lowest_id)
        statement = f"SELECT group_concat({column}) FROM {condition.table} WHERE {where}"  # noqa: S608 - our own words
        found = self._numbers(statement, parameters)
        if self._has_hidden and condition.table == "reading":
            hidden = f"SELECT group_concat({column}) FROM set_aside WHERE {where} AND cause = 'rule'"  # noqa: S608
            found += self._numbers(hidden, parameters)
        return found

    def _numbers(self, statement: str, parameters: Sequence[str | int] = ()) -> array[int]:
        return parse_numbers(self._connection.execute(statement, parameters).fetchone()[0])

    def _ids_of_few(self, condition: Condition, few: FewArticles) -> array[int]:
        if condition.table == "search":
            (expression,) = condition.parameters
            return array("q", (number for number in few.find(str(expression)) if number < self._size))
        joined = self._connection.execute(
            f"SELECT group_concat(number) FROM (SELECT value AS number FROM json_each(?)) "  # noqa: S608 - our own words
            f"CROSS JOIN {condition.table} ON {ID_COLUMNS[condition.table]} = number WHERE {condition.where}",
            (self._few_ids, *condition.parameters),
        )
        return parse_numbers(joined.fetchone()[0])

    def _pattern(self, pattern: Pattern, among: int) -> int:
        """The articles of `among` that the pattern matches, the newest first until the time is over."""
        import regex

        if self._deadline is None:
            self._deadline = time.monotonic() + PATTERN_SECONDS
        expression = regex.compile(pattern.source, regex.IGNORECASE)
        candidates = [number for number, flag in enumerate(among.to_bytes(self._size, "little")) if flag]
        candidates.reverse()
        matches: list[int] = []
        for start in range(0, len(candidates), _BATCH):
            self._interruption.check()
            rows = self._connection.execute(
                "SELECT articles.id, title, text FROM articles JOIN bodies ON bodies.article_id = articles.id "
                "WHERE articles.id IN (SELECT value FROM json_each(?)) ORDER BY articles.id DESC",
                (json.dumps(candidates[start : start + _BATCH]),),
            )
            for number, title, text in rows:
                parts = title, text_of(text)
                try:
                    if any(expression.search(part, timeout=self._time_left(), concurrent=True) for part in parts):
                        matches.append(number)
                except (TimeoutError, MemoryError, RecursionError):
                    sentence = _("Time ran out: /{source}/ was not searched for everywhere.")
                    self._note(sentence.format(source=pattern.source))
                    return self._of_ids(matches)
        return self._of_ids(matches)

    def _time_left(self) -> float:
        assert self._deadline is not None
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _note(self, sentence: str) -> None:
        self.notes[sentence] = None


def _matching(words: str) -> Condition:
    """The articles that the full-text index finds for an expression."""
    return Condition("search", "search MATCH ?", (words,))


def _patterns_last(parts: Sequence[Node]) -> list[Node]:
    """`parts` with the slow ones at the end."""
    return sorted(parts, key=has_pattern)


def looks_at_hidden(root: Node) -> bool:
    """Whether a tree is also about articles that a rule hides: those are found by no other one."""
    return any(leaf == HIDDEN for leaf in leaves(root))


def has_pattern(node: Node) -> bool:
    """Whether a part of a tree is a regular expression, which is slow."""
    match node:
        case And(parts) | Or(parts):
            return any(map(has_pattern, parts))
        case Not(part):
            return has_pattern(part)
    return isinstance(node, Pattern)
