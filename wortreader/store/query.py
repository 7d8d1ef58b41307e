"""What a reader types into the search, understood.

A hand-written parser makes a small tree of it, one compiler makes SQL of the tree. No input is an error: what is no
operator is read as words, and what has neither letter nor digit asks for nothing.

    query   = { term }                      all of them have to be met
    term    = ["-"] ( phrase | state | word )
    phrase  = QUOTE … [QUOTE] ["*"]         these words, next to each other
    state   = "is:" ( "unread" | "read" | "starred" )
    word    = anything else up to the next blank or quote; a "*" at its end lets it go on
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from wortreader.model import Needle
from wortreader.text import safe

MAX_CHARACTERS = 4_096
MAX_WORDS = 32
"""Of a query; the rest is not looked at. Each costs the index a look."""

_QUOTES = '"“”„«»'
_WORD = re.compile(r"[^\W_]+")
"""A token of FTS5's unicode61 in text that `_plain` has seen. The index folds case and accents itself."""

_MARKS = re.compile(r"[\u0300-\u036f]+")

_STATES = {"unread": "is_read = 0", "read": "is_read = 1", "starred": "is_starred = 1"}


# --- the tree ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other; one word alone is a phrase too."""

    words: tuple[str, ...]
    is_prefix: bool = False
    """True where the last word may go on."""


@dataclass(frozen=True, slots=True)
class State:
    """A mark of the reader's: one of `_STATES`."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but `part`."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """What meets all of `parts`; everything, where there are none."""

    parts: tuple[Node, ...]


Node = Phrase | State | Not | And


# --- parsing ----------------------------------------------------------------------------------------------------------


def parse(query: str, *, is_typing: bool = False) -> And:
    """The tree of a query. With `is_typing` the last word is half typed: it may go on."""
    return _Parser(_plain(safe(query[:MAX_CHARACTERS])), is_typing).query()


def _plain(text: str) -> str:
    """`text` in composed characters; marks that have none of their own go, as they do in the index."""
    return _MARKS.sub("", unicodedata.normalize("NFC", text))


class _Parser:
    """Recursive descent over one query."""

    def __init__(self, source: str, is_typing: bool) -> None:
        self._source = source
        self._at = 0
        self._is_typing = is_typing
        self._words_left = MAX_WORDS

    def query(self) -> And:
        parts: list[Node] = []
        while self._words_left > 0 and self._skip_blanks():
            node = self._term()
            if node is not None:
                parts.append(node)
        return And(tuple(parts))

    def _skip_blanks(self) -> bool:
        """Steps over white space; False at the end."""
        while self._at < len(self._source) and self._source[self._at].isspace():
            self._at += 1
        return self._at < len(self._source)

    def _term(self) -> Node | None:
        is_negative = self._take("-")
        node = self._phrase(is_negative) if self._take(_QUOTES) else self._bare(is_negative)
        return Not(node) if node is not None and is_negative else node

    def _take(self, characters: str) -> bool:
        """Steps over one of `characters`, if that is what stands here."""
        if self._at < len(self._source) and self._source[self._at] in characters:
            self._at += 1
            return True
        return False

    def _phrase(self, is_negative: bool) -> Node | None:
        inner = self._until(lambda character: character in _QUOTES)
        is_open = not self._take(_QUOTES)
        is_prefix = self._take("*") if not is_open else self._is_unfinished(is_negative)
        return self._words(inner, is_prefix)

    def _bare(self, is_negative: bool) -> Node | None:
        word = self._until(lambda character: character.isspace() or character in _QUOTES)
        is_unfinished = self._is_unfinished(is_negative)
        name, colon, state = word.lower().partition(":")
        if name == "is" and colon:
            if state in _STATES:
                return State(state)
            if is_unfinished and any(known.startswith(state) for known in _STATES):
                return None
        return self._words(word, word.endswith("*") or is_unfinished)

    def _until(self, ends: Callable[[str], bool]) -> str:
        start = self._at
        while self._at < len(self._source) and not ends(self._source[self._at]):
            self._at += 1
        return self._source[start : self._at]

    def _is_unfinished(self, is_negative: bool) -> bool:
        """True where the reader is still typing the word that ends here. What is excluded is taken as it stands:
        everything would flicker away with the first letter of it."""
        return self._is_typing and not is_negative and self._at == len(self._source)

    def _words(self, text: str, is_prefix: bool) -> Phrase | None:
        """The words of `text` as a phrase: `l'été` and `2026-11-23` are several next to each other."""
        words = tuple(_WORD.findall(text))
        kept = words[: self._words_left]
        self._words_left -= len(kept)
        return Phrase(kept, is_prefix and kept == words) if kept else None


# --- what to look for in a text ---------------------------------------------------------------------------------------


def needles(tree: And) -> tuple[Needle, ...]:
    """What a text that meets the query has in it: to be marked where it is shown."""
    return tuple(Needle(part.words, part.is_prefix) for part in tree.parts if isinstance(part, Phrase))


# --- compiling --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query for SQLite: what `wanted` finds and `unwanted` does not, if its row meets `condition`."""

    wanted: str | None
    """In FTS5's language; None where the query asks for no words."""
    unwanted: str | None
    """The same. Only where no words are wanted: else they are left out of `wanted`, which is faster."""
    condition: str | None
    """For the row in `reading`; None where the query asks nothing of it."""


def compiled(tree: And) -> Compiled:
    """The query for SQLite."""
    excluded = [part.part for part in tree.parts if isinstance(part, Not)]
    wanted = " AND ".join(_quoted(part) for part in tree.parts if isinstance(part, Phrase))
    unwanted = " OR ".join(_quoted(part) for part in excluded if isinstance(part, Phrase))
    conditions = [_STATES[part.name] for part in tree.parts if isinstance(part, State)]
    conditions += [f"NOT {_STATES[part.name]}" for part in excluded if isinstance(part, State)]
    if wanted and unwanted:
        wanted, unwanted = f"({wanted}) NOT ({unwanted})", ""
    return Compiled(wanted or None, unwanted or None, " AND ".join(conditions) or None)


def _quoted(phrase: Phrase) -> str:
    """A phrase in FTS5's language. Quotes keep its operators from being any; no word holds one."""
    return f'"{" ".join(phrase.words)}"' + (" *" if phrase.is_prefix else "")
