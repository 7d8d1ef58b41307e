"""What the index is fed with: the words of articles as they are compared, their beginnings, and a table of them all.

Owns the SQL functions that the index's view and triggers call, and so runs inside the statement that writes an article:
nobody can write one and forget its words. The table `words` holds each word once: where forms, compounds and slips of
the keyboard are looked for. It may know words that no article has any more, which finds nothing and harms nothing;
making the index anew makes it anew too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from itertools import filterfalse
from operator import itemgetter
from typing import Final

from wortreader import folding
from wortreader.store import bodies
from wortreader.store.preparing import Progress

BEGINNING: Final = "·"
"""Stands before the one or two letters that words of an article begin with. No word begins so."""

BEGINNING_LETTERS: Final = 2
"""Beginnings up to this length are words of the index. Among 100,000 articles a look for one takes 5 ms; going through
all the words that begin so, as longer ones do, would take 100 to 350."""

_SHORTEST: Final = 3
_LONGEST: Final = 40
MOST_FRESH: Final = 5_000

_MOST_KNOWN: Final = 200_000


_first_two = itemgetter(slice(0, BEGINNING_LETTERS))
_first = itemgetter(slice(0, 1))


class Connection(sqlite3.Connection):
    """A connection to a library, with the functions of its index, and how far long work on it has come."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # handed through as they come
        self.vocabulary = Vocabulary()
        self.progress = Progress()
        self.create_function("text_of", 1, bodies.text_of, deterministic=True)
        self.create_function("html_of", 2, bodies.html_of, deterministic=True)
        self.create_function("indexed", 1, indexed, deterministic=True)
        self.create_function("learned", 1, self.vocabulary.learned)
        self.create_function("learn", 2, self.vocabulary.learn)  # by the triggers of libraries until the sixth version


class Vocabulary:
    """The words that a connection has met. Those that may be new are written with the transaction that brought them."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._known_marked: set[str] = set()
        self._new: set[tuple[str, str]] = set()

    def learned(self, text: str | None) -> str | None:
        """What the index is given for a text whose words are noted; called by the index's triggers."""
        if text:
            self.learn("", text)
        return indexed(text)

    def learn(self, title: str, text: str) -> None:
        """Notes the words of an article."""
        known = self._known
        new = set(filterfalse(known.__contains__, folded_words(text)))
        new.update(filterfalse(known.__contains__, folding.words(title)))
        if new:
            if len(known) > _MOST_KNOWN:
                known.clear()
            known.update(new)
            wanted = {word for word in new if _SHORTEST <= len(word) <= _LONGEST and word.isalpha()}
            if wanted:
                spelled = dict(folding.spellings(f"{title} {text}", wanted))
                self._new.update((word, written.lower()) for word, written in spelled.items())
        for chunk in folding.umlauted(text).union(folding.umlauted(title)).difference(self._known_marked):
            self._known_marked.add(chunk)
            self._new.update(
                (word, written.lower())
                for word, written in folding.spellings(chunk)
                if folding.written_out(written) != word
            )

    def flush(self, connection: sqlite3.Connection) -> None:
        """Writes the words that have come up in this transaction.

        Behind each other; sorted in among the others only when there are many. Each transaction of a first import
        would write most pages of the table again.
        """
        if not self._new:
            return
        connection.executemany("INSERT INTO fresh_words (word, spelled) VALUES (?, ?)", sorted(self._new))
        self._new.clear()
        count: int = connection.execute("SELECT coalesce(max(rowid), 0) FROM fresh_words").fetchone()[0]
        if count >= MOST_FRESH:
            connection.execute(
                "INSERT OR IGNORE INTO words SELECT word, spelled FROM fresh_words ORDER BY word, spelled"
            )
            connection.execute("DELETE FROM fresh_words")

    def forget(self) -> None:
        """Forgets what was met in a transaction that has failed."""
        self._new.clear()
        self._known.clear()
        self._known_marked.clear()


@lru_cache(maxsize=4)
def folded_words(text: str) -> list[str]:
    """The words of a text. One article is asked for more than once while it is written."""
    return folding.words(text)


def indexed(text: str | None) -> str | None:
    """What the index is given for a text: its words, and what they begin with."""
    if not text:
        return None
    words = folded_words(text)
    twos = dict.fromkeys(map(_first_two, words))
    beginnings: Iterable[str] = dict.fromkeys((*twos, *map(_first, twos)))
    return f"{' '.join(words)} {BEGINNING}{f' {BEGINNING}'.join(beginnings)}" if words else None
