"""What the index is fed with: the words of articles as they are compared, their beginnings, and a table of them all.

Owns the SQL functions that the index's view and triggers call, and so runs inside the statement that writes an article:
nobody can write one and forget its words. The table `words` holds each word once: where forms, compounds and slips of
the keyboard are looked for. It may know words that no article has any more, which finds nothing and harms nothing;
making the index anew makes it anew too.
"""

from __future__ import annotations

import sqlite3
from operator import itemgetter
from typing import Final

from wortreader import folding

BEGINNING: Final = "·"
"""Stands before the one or two letters that words of an article begin with. No word begins so."""

BEGINNING_LETTERS: Final = 2
"""Beginnings up to this length are words of the index. Among 100,000 articles a look for one takes 5 ms; going through
all the words that begin so, as longer ones do, would take 100 to 350."""

_SHORTEST: Final = 3
_LONGEST: Final = 40
MOST_FRESH: Final = 5_000

_MOST_KNOWN: Final = 100_000

_first_two = itemgetter(slice(0, BEGINNING_LETTERS))
_first = itemgetter(slice(0, 1))


class Vocabulary(dict[str, str]):
    """The chunks of texts that a connection has met, folded. New words are written with the transaction they came in.

    To fold a text by it is to note its words: one look for each chunk. Two would cost as much as the index itself.
    """

    def __init__(self) -> None:
        super().__init__()
        self._spelled: set[str] = set()
        self._new: dict[str, str] = {}
        """How words are compared, by how they are spelled."""

    def __missing__(self, chunk: str) -> str:
        folded = folding.fold_chunk(chunk)
        if len(chunk) <= folding.LONGEST_KEPT:
            if len(self) >= _MOST_KNOWN:
                self.clear()
                self._spelled.clear()
            self[chunk] = folded
        for word, written in folding.spellings(chunk, folded):
            spelled = written.lower()
            if spelled not in self._spelled:
                self._spelled.add(spelled)
                if _is_told(word, spelled):
                    self._new[spelled] = word
        return folded

    def learned(self, text: str | None) -> str | None:
        """What the index is given for a text whose words are noted; called by the index's triggers."""
        return _for_index(" ".join(map(self.__getitem__, folding.chunks(text)))) if text else None

    def learn(self, title: str, text: str) -> None:
        """Notes the words of an article."""
        self.learned(f"{title} {text}")

    def flush(self, connection: sqlite3.Connection) -> None:
        """Writes the words that have come up in this transaction.

        Behind each other; sorted in among the others only when there are many. Each transaction of a first import
        would write most pages of the table again.
        """
        if not self._new:
            return
        rows = sorted((word, spelled) for spelled, word in self._new.items())
        connection.executemany("INSERT INTO fresh_words (word, spelled) VALUES (?, ?)", rows)
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
        self._spelled.clear()
        self.clear()


def _is_told(word: str, spelled: str) -> bool:
    """Whether a word is one of the table's: it is looked for by other means than as it stands."""
    return (_SHORTEST <= len(word) <= _LONGEST and word.isalpha()) or (
        not spelled.isascii() and folding.written_out(spelled) != word
    )


def indexed(text: str | None) -> str | None:
    """What the index is given for a text: its words, and what they begin with."""
    return _for_index(folding.fold(text)) if text else None


def _for_index(folded: str) -> str | None:
    # By way of dictionaries, which keep the order: what is taken out of the index has to be what was put in.
    twos = dict.fromkeys(map(_first_two, folded.split()))
    beginnings = dict.fromkeys((*twos, *map(_first, twos)))
    return f"{folded} {BEGINNING}{f' {BEGINNING}'.join(beginnings)}" if beginnings else None
