"""The words of the full-text index: folded texts, the beginnings of their words, and a table of all words.

The SQL functions made of this module are called by the index's view and triggers, so they run within the statement that
writes an article. The table `words` has each word once; the search looks there for the forms, compounds and
misspellings of a word. `hyphenated_words` has those that are spelled with hyphens as if they had none: by themselves,
because compounds and misspellings are looked for in every row. The tables may contain words that no article has any
more, which does no harm; rebuilding the index rebuilds them too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from operator import itemgetter
from typing import Final, NamedTuple

from wortreader import folding, hyphens
from wortreader.characters import UNSPACED, is_apart
from wortreader.lazy import lazy_pattern

BEGINNING: Final = "·"
"""Precedes the one or two letters that a word of an article begins with. No word begins with it."""

BEGINNING_LETTERS: Final = 2
"""Beginnings up to this length are words of the index. Among 100,000 articles it takes 5 ms to look one up, and 100 to
350 ms to go through all words that begin with it, as for longer beginnings."""

MOST_FRESH: Final = 5_000
"""Rows of `fresh_words` before they are copied to the other tables; at most twice as many stay."""

FRESH_WORDS: Final = (
    "SELECT word, spelled FROM fresh_words "  # noqa: S608 - constants
    f"WHERE rowid > (SELECT coalesce(max(rowid), 0) FROM fresh_words) / {MOST_FRESH} * {MOST_FRESH}"
)
"""The words that are in no other table yet, as a SELECT."""

ALL_WORDS: Final = f"(SELECT word, spelled FROM words UNION ALL {FRESH_WORDS})"  # noqa: S608 - constants
"""Every word of the index and how it is spelled in the articles, for a FROM clause."""

_SHORTEST: Final = 3
_LONGEST: Final = 40
_MOST_KNOWN: Final = 100_000

_SPACED: Final = lazy_pattern(f"[^{UNSPACED}]+")

Watch = Callable[[Iterable[str]], Mapping[str, Set[int]]]
"""Returns those of some folded chunks that somebody waits for, with the numbers by which they are noted."""

_first_two = itemgetter(slice(0, BEGINNING_LETTERS))
_first = itemgetter(slice(0, 1))


class IndexedTexts(NamedTuple):
    """What the index has of an article."""

    text: str | None
    title: str | None
    author: str | None
    noted: Set[int]
    """By which numbers chunks of these were noted, see `Vocabulary.watch`."""


class Vocabulary(dict[str, str]):
    """A cache of the chunks of texts on one connection, folded, which collects new words for the table of words.

    Folding a text by it collects its words at the cost of one look-up a chunk. It also notes the chunks that somebody
    waits for: these are not in the cache itself, so that `__missing__` is called for them, and only for them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._spelled: set[str] = set()
        self._new: dict[str, str] = {}
        """The folded word by its spelling."""
        self._watch: Watch | None = None
        self._awaited: dict[str, tuple[str, Set[int]]] = {}
        """The chunks that are noted, folded, with their numbers."""
        self._unwatched: dict[str, str] = {}
        """Chunks that may have to be noted, folded."""
        self._noted: set[int] = set()

    def __missing__(self, chunk: str) -> str:
        if (awaited := self._awaited.get(chunk)) is not None:
            self._noted.update(awaited[1])
            return awaited[0]
        folded = folding.fold_chunk(chunk)
        if len(chunk) <= folding.LONGEST_KEPT:
            if len(self) + len(self._awaited) >= _MOST_KNOWN:
                self._noted |= self._keep_awaited_apart()
                self._forget_chunks()
            self[chunk] = folded
        if self._watch is not None:
            self._unwatched[chunk] = folded
        for word, spelled in _spellings(chunk, folded):
            if spelled not in self._spelled:
                self._spelled.add(spelled)
                self._new[spelled] = word
        return folded

    def learn(self, text: str | None) -> str | None:
        """What `index_text` returns for a text; also collects its new words."""
        return _with_beginnings(folding.join_folded(map(self.__getitem__, folding.chunks(text)))) if text else None

    def watch(self, watch: Watch) -> None:
        """Has chunks noted from now on, by the numbers that `watch` returns for them."""
        if watch == self._watch:
            return
        self._watch = watch
        self.update({chunk: folded for chunk, (folded, _numbers) in self._awaited.items()})
        self._awaited.clear()
        self._unwatched = self.copy()
        self._keep_awaited_apart()

    def learn_article(self, text: str, title: str, author: str | None) -> IndexedTexts:
        """What the index contains for an article; collects the new words of its text and title."""
        self._noted.clear()
        texts = self.learn(text), self.learn(title), index_text(author)
        if self._watch is not None:
            self._noted |= self._keep_awaited_apart((texts[2] or "").partition(f" {BEGINNING}")[0])
        return IndexedTexts(*texts, frozenset(self._noted))

    def _keep_awaited_apart(self, author: str = "") -> Set[int]:
        """Keeps those of the last chunks apart that are to be noted; returns the numbers of these and of an author."""
        chunks, self._unwatched = self._unwatched, {}
        found = self._watch((*chunks.values(), author)) if self._watch is not None else {}
        if not found:
            return frozenset()
        for chunk, folded in chunks.items():
            if folded in found and self.pop(chunk, None) is not None:  # long ones are not kept at all
                self._awaited[chunk] = folded, found[folded]
        return frozenset[int]().union(*found.values())

    def flush(self, connection: sqlite3.Connection) -> dict[str, str]:
        """Writes the words that were collected in this transaction; returns them by their spellings.

        They are appended to `fresh_words`, and sorted into the tables only when they are many: otherwise each
        transaction of a first import would write most pages of these again. The last ones stay there nevertheless, so
        that who has looked at all words needs to look only at those that are newer.
        """
        if not self._new:
            return {}
        rows = sorted((word, spelled) for spelled, word in self._new.items())
        before = _last_row(connection)
        connection.executemany("INSERT INTO fresh_words (word, spelled) VALUES (?, ?)", rows)
        new, self._new = self._new, {}
        after = _last_row(connection)
        if after // MOST_FRESH > before // MOST_FRESH:
            _sort_in(connection, before - before % MOST_FRESH)
            connection.execute("DELETE FROM fresh_words WHERE rowid <= ?", (after - MOST_FRESH,))
        return new

    def forget(self) -> None:
        """Drops everything, after a transaction that has failed."""
        self._new.clear()
        self._noted.clear()
        self._forget_chunks()

    def _forget_chunks(self) -> None:
        self.clear()
        self._awaited.clear()
        self._unwatched.clear()
        self._spelled.clear()


def _last_row(connection: sqlite3.Connection) -> int:
    row: int = connection.execute("SELECT coalesce(max(rowid), 0) FROM fresh_words").fetchone()[0]
    return row


def _sort_in(connection: sqlite3.Connection, after_row: int) -> None:
    """Copies the words after a row of `fresh_words` to the other tables."""
    for table, condition in (("words", "NOT instr(spelled, '-')"), ("hyphenated_words", "instr(spelled, '-')")):
        connection.execute(
            f"INSERT OR IGNORE INTO {table} SELECT word, spelled FROM fresh_words "  # noqa: S608 - constants
            f"WHERE rowid > ? AND {condition} ORDER BY word, spelled",
            (after_row,),
        )


def index_text(text: str | None) -> str | None:
    """What the index contains for a text: its folded words, and their beginnings."""
    return _with_beginnings(folding.fold(text)) if text else None


def _spellings(chunk: str, folded: str) -> Iterator[tuple[str, str]]:
    """The words of a chunk that the search looks for in the table, each as it is compared and as it is spelled."""
    if folding.BOUNDARY in folded:  # letters that are words by themselves are not looked for, only what is among them
        parts = [(part, folding.fold_chunk(part)) for part in _SPACED.findall(chunk)]
    else:
        parts = [(chunk, folded)]
    for part, words in parts:
        for word, written in folding.spellings(part, words):
            spelled = written.lower()
            if _belongs_in_table(word, spelled):
                yield word, spelled
        if " " in words:
            yield from hyphens.hyphenated(part)


def _belongs_in_table(word: str, spelled: str) -> bool:
    """True if the search looks for forms or misspellings of the word, or for its umlauts."""
    return (_SHORTEST <= len(word) <= _LONGEST and word.isalpha()) or (
        not spelled.isascii() and folding.written_out(spelled) != word
    )


def _with_beginnings(folded: str) -> str | None:
    # Dictionaries keep the order: what is removed from the index must be exactly what was added.
    twos = dict.fromkeys(map(_first_two, folded.split()))
    if not folded.isascii():
        twos = {two: None for two in twos if not is_apart(two) and two != folding.BOUNDARY}
    beginnings = dict.fromkeys((*twos, *map(_first, twos)))
    return f"{folded} {BEGINNING}{f' {BEGINNING}'.join(beginnings)}" if beginnings else folded or None
