"""What the library knows of words: how they are spelled, and in which languages they are used.

The search goes through the table of words for the forms of a word that it looks for. A rule has the words of a few
articles, and asks about these alone. What was read stays known, because a refresh asks for the same words again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence, Set
from typing import Final, NamedTuple

from wortreader.store.search.expansion import LANGUAGE_SAMPLES

_LAST: Final = "\U0010ffff"
_USED_IN: Final = (
    "SELECT DISTINCT lower(substr(coalesce(language, ''), 1, 2)), "
    "(SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2)) FROM articles "
    "WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2)"
)

_ALL_FRESH: Final = "SELECT group_concat(spelled, ' '), group_concat(word, ' ') FROM fresh_words WHERE rowid > ?"
"""As two strings: ten thousand rows would take three times as long."""


class NewWords(NamedTuple):
    """What may matter of the words that a transaction has written."""

    asked: Mapping[str, Set[str]]
    """The words whose spellings somebody has asked for, with their new spellings."""
    hyphenated: Sequence[tuple[str, str]]
    """Those that are written with hyphens, as they are without, and their spellings."""


class LibraryWords:
    """The words of a library. Used by one thread at a time.

    In each transaction, `catch_up` is called before it writes words, and `add` when it has.
    """

    def __init__(self) -> None:
        self._fresh: dict[str, str] = {}
        """Words that are in no sorted table yet, and some that are, each with one of its spellings: most have no more,
        and many come in at once."""
        self._further: dict[str, set[str]] = {}
        """Other spellings of these."""
        self._fresh_hyphenated: set[tuple[str, str]] = set()
        self._last: tuple[int, str] | None = None
        """The row of `fresh_words` that was read last."""
        self._languages: dict[str, frozenset[str]] = {}
        """Those of words that are in so many articles that more do not change them."""
        self._asked: set[str] = set()
        """The words whose spellings somebody has asked for."""

    def spellings(self, connection: sqlite3.Connection, word: str) -> set[str]:
        """How a word is spelled in the articles, without hyphens."""
        if self._last is None:
            self.catch_up(connection)
        self._asked.add(word)
        found = {spelled for (spelled,) in connection.execute("SELECT spelled FROM words WHERE word = ?", (word,))}
        fresh = {self._fresh.get(word, ""), *self._further.get(word, ())}
        return found | {spelled for spelled in fresh if spelled and "-" not in spelled}

    def hyphenated(self, connection: sqlite3.Connection, beginning: str, *, is_prefix: bool) -> set[tuple[str, str]]:
        """The words with hyphens that are this one, or begin so, without them; each with its spelling."""
        if self._last is None:
            self.catch_up(connection)
        last = beginning + _LAST if is_prefix else beginning
        statement = "SELECT word, spelled FROM hyphenated_words WHERE word BETWEEN ? AND ?"
        found = set(connection.execute(statement, (beginning, last)))
        return found | {row for row in self._fresh_hyphenated if beginning <= row[0] <= last}

    def is_used_in(self, connection: sqlite3.Connection, words: str, languages: Set[str]) -> bool:
        """Whether a word, or several side by side, are in articles in one of these languages, or in an unknown one."""
        used_in = self._languages.get(words)
        if used_in is None:
            rows = connection.execute(_USED_IN, (f'"{words}"', LANGUAGE_SAMPLES)).fetchall()
            used_in = frozenset(language for language, _count in rows)
            if rows and rows[0][1] == LANGUAGE_SAMPLES:
                self._languages[words] = used_in
        return "" in used_in or not used_in.isdisjoint(languages)

    def catch_up(self, connection: sqlite3.Connection) -> None:
        """Reads the words that others have written."""
        latest = _latest(connection)
        if latest == self._last:
            return
        row = self._last[0] if self._last else 0
        known = connection.execute("SELECT rowid, spelled FROM fresh_words WHERE rowid = ?", (row,)).fetchone()
        if known != self._last:  # the table was filled anew, or a transaction has failed
            self._fresh.clear()
            self._further.clear()
            self._fresh_hyphenated.clear()
            row = 0
        self._last = latest
        spelled, words = connection.execute(_ALL_FRESH, (row,)).fetchone()
        self._add(dict(zip((spelled or "").split(), (words or "").split(), strict=False)))

    def add(self, connection: sqlite3.Connection, new: Mapping[str, str]) -> NewWords:
        """Adds the words that the transaction has written, by their spellings; returns what may matter of them."""
        if not new:
            return NewWords({}, ())
        self._last = _latest(connection)
        hyphenated = self._add(new)
        asked = {
            word: {spelled for spelled, each in new.items() if each == word and "-" not in spelled}
            for word in self._asked.intersection(new.values())
        }
        return NewWords(asked, hyphenated)

    def _add(self, new: Mapping[str, str]) -> list[tuple[str, str]]:
        """Adds words by their spellings; returns those with hyphens, with their spellings."""
        one_of_each = dict(zip(new.values(), new, strict=True))
        further = [(word, spelled) for spelled, word in new.items() if one_of_each[word] != spelled]
        further += [(word, self._fresh[word]) for word in self._fresh.keys() & one_of_each.keys()]
        self._fresh.update(one_of_each)
        for word, spelled in further:
            self._further.setdefault(word, set()).add(spelled)
        hyphenated = [(word, spelled) for spelled, word in new.items() if "-" in spelled]
        self._fresh_hyphenated.update(hyphenated)
        return hyphenated


def _latest(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """The newest row of `fresh_words`."""
    row: tuple[int, str] | None = connection.execute(
        "SELECT rowid, spelled FROM fresh_words ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    return row
