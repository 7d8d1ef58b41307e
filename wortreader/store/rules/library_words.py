"""What the library knows of words: how they are spelled, and in which languages they are used.

The search goes through the table of words for the forms of a word that it looks for. A rule has the words of a few
articles, and asks about these alone. What was read stays known, because a refresh asks for the same words again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Set
from typing import Final

from wortreader.store.search.expansion import LANGUAGE_SAMPLES

_LAST: Final = "\U0010ffff"
_USED_IN: Final = (
    "SELECT DISTINCT lower(substr(coalesce(language, ''), 1, 2)), "
    "(SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2)) FROM articles "
    "WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2)"
)


class LibraryWords:
    """The words of a library. Used by one thread at a time; `renew` is called in each transaction."""

    def __init__(self) -> None:
        self._fresh: set[str] = set()
        """Words that are in no sorted table yet, and some that are, whose spelling is the word itself."""
        self._fresh_others: dict[str, set[str]] = {}
        """The same for words with other spellings, by word."""
        self._fresh_hyphenated: set[tuple[str, str]] = set()
        self._last: tuple[int, str] | None = None
        """The row of `fresh_words` that was read last."""
        self._languages: dict[str, frozenset[str]] = {}
        """Those of words that are in so many articles that more do not change them."""
        self._is_current = False
        self.asked: set[str] = set()
        """The words whose spellings somebody has asked for."""

    def spellings(self, connection: sqlite3.Connection, word: str) -> set[str]:
        """How a word is spelled in the articles, without hyphens."""
        self._catch_up(connection)
        self.asked.add(word)
        found = {spelled for (spelled,) in connection.execute("SELECT spelled FROM words WHERE word = ?", (word,))}
        if word in self._fresh:
            found.add(word)
        return found | self._fresh_others.get(word, set())

    def hyphenated(self, connection: sqlite3.Connection, beginning: str, *, is_prefix: bool) -> set[tuple[str, str]]:
        """The words with hyphens that are this one, or begin so, without them; each with its spelling."""
        self._catch_up(connection)
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

    def renew(self) -> None:
        """Says that words may have come into the library."""
        self._is_current = False

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        if self._is_current:
            return
        self._is_current = True
        latest: tuple[int, str] | None = connection.execute(
            "SELECT rowid, spelled FROM fresh_words ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
        if latest == self._last:
            return
        row = self._last[0] if self._last else 0
        known = connection.execute("SELECT rowid, spelled FROM fresh_words WHERE rowid = ?", (row,)).fetchone()
        if known != self._last:  # the table was filled anew, or a transaction has failed
            self._fresh.clear()
            self._fresh_others.clear()
            self._fresh_hyphenated.clear()
            row = 0
        self._last = latest
        others = connection.execute("SELECT word, spelled FROM fresh_words WHERE rowid > ? AND word <> spelled", (row,))
        for word, spelled in others:
            if "-" in spelled:
                self._fresh_hyphenated.add((word, spelled))
            else:
                self._fresh_others.setdefault(word, set()).add(spelled)
        same = connection.execute("SELECT word FROM fresh_words WHERE rowid > ? AND word = spelled", (row,))
        self._fresh.update([word for (word,) in same])
