"""What meets the tree of a query: leaves become sets of article numbers, the tree joins them.

A set is a whole number with one byte for each article: Python ands and ors 100,000 of them in 10 µs. Whatever of the
tree is words alone is asked of the full-text index in one piece. Patterns come last, and only to what is left.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wortreader.i18n import _
from wortreader.store.bodies import text_of
from wortreader.store.headlines import parse_numbers
from wortreader.store.search import fields
from wortreader.store.search.conditions import Condition, Table
from wortreader.store.search.dates import Present
from wortreader.store.search.fts_expression import FtsRenderer, for_index
from wortreader.store.search.tree import And, Node, Not, Or, Pattern, Term

PATTERN_SECONDS = 1.0
"""How long all regular expressions of a query may take together."""

_BATCH = 500
_ID_COLUMNS: Final[dict[Table, str]] = {
    "articles": "id", "bodies": "article_id", "reading": "article_id", "search": "rowid",
}  # fmt: skip


class QueryExecutor:
    """Finds what meets a query in one snapshot of the library."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        newest_id: int,
        present: Present,
        written: FtsRenderer,
        *,
        lowest_id: int = 0,
        unread: int | None = None,
        known: Mapping[Node, int] | None = None,
    ) -> None:
        """Looks at articles from `lowest_id` on; with `unread`, the set of those, at no others. `known` are the sets
        of parts of the tree that are not to be found again.
        """
        self._connection = connection
        self._written = written
        self._size = newest_id + 1
        self._lowest_id = lowest_id
        self._is_unread_only = unread is not None
        self._everything = unread
        self._known = known or {}
        self._present = present
        self._deadline: float | None = None
        self.notes: dict[str, None] = {}
        """Why something is not found, in sentences."""

    def chosen(self, root: Node) -> bytearray | None:
        """1 at the number of every article that meets the tree; None for a tree that all meet.

        Raises IndexError where the index finds what is no article.
        """
        if root == And():
            return None
        return bytearray(self.found(root).to_bytes(self._size, "little"))

    def found(self, root: Node) -> int:
        """The set of the articles that meet the tree. Raises IndexError as `chosen` does."""
        return self._set(root, None)

    # --- the tree -----------------------------------------------------------------------------------------------------

    def _set(self, node: Node, among: int | None) -> int:
        """What meets a node; of `among` alone, where that is given, for whom it is dear to look at more."""
        if node in self._known:
            return self._known[node]
        if (words := for_index(node, self._written)) is not None:
            return self._of_ids(self._ids(Condition("search", "search MATCH ?", (words,))))
        match node:
            case And(parts):
                return self._all(parts, among)
            case Or(parts):
                found = 0
                for part in _patterns_last(parts):
                    found |= self._set(part, among)
                return found
            case Not(part):
                return self._all_articles() & ~self._set(part, among)
            case Pattern():
                return self._pattern(node, self._all_articles() if among is None else among)
            case Term():
                return self._term(node)
        raise AssertionError(node)

    def _all(self, parts: Sequence[Node], among: int | None) -> int:
        """What meets all of `parts`: words in one question, then sets, then what is left is read for patterns."""
        is_worded = {
            part: part not in self._known
            and for_index(part.part if isinstance(part, Not) else part, self._written) is not None
            for part in parts
        }
        worded = tuple(part for part in parts if is_worded[part])
        if len(worded) > 1 and for_index(And(worded), self._written) is not None:
            found: int | None = self._set(And(worded), None)
            parts = [part for part in parts if not is_worded[part]]
        else:
            found = among
        for part in _patterns_last(parts):
            if found == 0:
                return 0
            met = self._set(part, found)
            found = met if found is None else found & met
        return self._all_articles() if found is None else found

    def _of_ids(self, ids: Iterable[int]) -> int:
        flags = bytearray(self._size)
        for number in ids:
            flags[number] = 1
        return int.from_bytes(flags, "little")

    def _all_articles(self) -> int:
        if self._everything is None:
            self._everything = self._of_ids(self._ids(Condition("reading", "TRUE")))
        return self._everything

    # --- articles -----------------------------------------------------------------------------------------------------

    def _term(self, term: Term) -> int:
        """The articles that meet a term; none if no row of the registry knows it."""
        row = fields.REGISTRY.row(term)
        if row is None or row.find is None:
            return 0
        ids: list[int] = []
        for condition in row.find(term, self._connection, self._present):
            ids += self._ids(condition)
        if not ids and row.if_none:
            self._note(_(row.if_none))
        return self._of_ids(ids)

    def _ids(self, condition: Condition) -> list[int]:
        """The numbers of the articles that meet a condition.

        SQLite returns them as one string: 100,000 steps through its interface would take three times as long.
        """
        column = _ID_COLUMNS[condition.table]
        where, parameters = condition.where, condition.parameters
        if self._is_unread_only and condition.table == "reading":
            where += " AND is_read = 0"
        if self._lowest_id:
            where += f" AND {column} >= ?"
            parameters = (*parameters, self._lowest_id)
        statement = f"SELECT group_concat({column}) FROM {condition.table} WHERE {where}"  # noqa: S608 - our own words
        return parse_numbers(self._connection.execute(statement, parameters).fetchone()[0])

    # --- patterns -----------------------------------------------------------------------------------------------------

    def _pattern(self, pattern: Pattern, among: int) -> int:
        """What of `among` holds the pattern, the newest first until the time is over."""
        import regex

        if self._deadline is None:
            self._deadline = time.monotonic() + PATTERN_SECONDS
        wanted = regex.compile(pattern.source, regex.IGNORECASE)
        candidates = [number for number, flag in enumerate(among.to_bytes(self._size, "little")) if flag]
        candidates.reverse()
        found: list[int] = []
        for start in range(0, len(candidates), _BATCH):
            rows = self._connection.execute(
                "SELECT articles.id, title, text FROM articles JOIN bodies ON bodies.article_id = articles.id "
                "WHERE articles.id IN (SELECT value FROM json_each(?)) ORDER BY articles.id DESC",
                (json.dumps(candidates[start : start + _BATCH]),),
            )
            for number, title, text in rows:
                parts = title, text_of(text)
                try:
                    if any(wanted.search(part, timeout=self._time_left(), concurrent=True) for part in parts):
                        found.append(number)
                except (TimeoutError, MemoryError, RecursionError):
                    said = _("Time ran out: /{source}/ was not looked for everywhere.")
                    self._note(said.format(source=pattern.source))
                    return self._of_ids(found)
        return self._of_ids(found)

    def _time_left(self) -> float:
        assert self._deadline is not None
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _note(self, sentence: str) -> None:
        self.notes[sentence] = None


def _patterns_last(parts: Sequence[Node]) -> list[Node]:
    """`parts`, those first that narrow the rest at little cost."""
    return sorted(parts, key=_has_pattern)


def _has_pattern(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(map(_has_pattern, parts))
        case Not(part):
            return _has_pattern(part)
    return isinstance(node, Pattern)
