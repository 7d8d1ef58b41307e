"""Finds words in a text, and cuts out a passage around the first of them. Pure.

Case and accents do not matter, as in the full-text index. SQLite's own `snippet` would run the query again for each
hit, which is slow for a prefix of one letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from wortreader import folding
from wortreader.characters import is_apart
from wortreader.lazy import lazy_pattern
from wortreader.model import Needle
from wortreader.text import ELLIPSIS, cells, chop

LENGTH = 160
"""Cells of a passage at most, without the ellipses."""

LEAD = 48
"""Cells before the first match at most."""


_WIDE = lazy_pattern("[\u1100-\u1fff\u2300-\U0010ffff]")
"""Characters that may take two cells."""


class Matcher:
    """The words of needles, in sets."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        self.alone: set[str] = set()
        self.beginnings: dict[str, None] = {}
        self.phrases: list[tuple[tuple[str, ...], bool]] = []
        for needle in needles:
            words = needle.words
            if len(words) > 1:
                self.phrases.append((words, needle.is_prefix))
            elif words and needle.is_prefix:
                self.beginnings[words[0]] = None
            elif words:
                self.alone.add(words[0])
        self._beginnings = tuple(self.beginnings)
        self.first_words = self.alone.union(phrase[0] for phrase, _is_prefix in self.phrases)
        """Every match begins with one of these words, or with one of `beginnings`."""
        self.window = LENGTH + 4 * max((len("".join(words)) for words, _is_prefix in self.phrases), default=0)
        """Characters in which a match is whole if it begins in the first `LENGTH`."""

    def match_length(self, words: Sequence[str], at: int) -> int:
        """The number of words in the longest match that begins at `at`; 0 if there is none."""
        longest = 0
        for phrase, is_prefix in self.phrases:
            *head, last = phrase
            part = words[at : at + len(phrase)]
            if list(part[:-1]) == head and len(part) == len(phrase):
                is_match = part[-1].startswith(last) if is_prefix else part[-1] == last
                longest = max(longest, len(phrase) if is_match else 0)
        return longest or int(words[at] in self.alone or words[at].startswith(self._beginnings))


def find(text: str, matcher: Matcher) -> tuple[tuple[int, int], ...]:
    """The matches in `text` as (start, end), in order, not overlapping."""
    return tuple(_matches(text, matcher))


def _matches(text: str, matcher: Matcher) -> Iterator[tuple[int, int]]:
    spans = list(folding.spans(text))
    words = [word for _, _, word in spans]
    at = 0
    while at < len(words):
        length = matcher.match_length(words, at)
        if length:
            start, end = spans[at][0], spans[at + length - 1][1]
            if length == 1 and words[at] not in matcher.alone:
                end = _end_of_beginning(text, start, end, matcher, words[at])
            yield start, end
        at += length or 1


def _end_of_beginning(text: str, start: int, end: int, matcher: Matcher, word: str) -> int:
    """The end of the typed letters in a word that goes on: only they are highlighted."""
    typed = max((beginning for beginning in matcher.beginnings if word.startswith(beginning)), key=len, default=word)
    for stop in range(start + 1, end):
        if folding.fold(text[start:stop]).startswith(typed) and folding.fold(text[stop]):
            return stop
    return end


def _first(folded: folding.Folded, matcher: Matcher, begin: int) -> int:
    """The start of the first match from `begin` on; `begin` if there is none."""
    done = begin
    for at in folded.places(matcher.first_words, matcher.beginnings):
        if at < done:
            continue
        for start, _end in _matches(folded.text[at : at + matcher.window], matcher):
            return at + start
        done = at + LENGTH
    return begin


def passage(folded: folding.Folded, matcher: Matcher, begin: int = 0) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A passage of the text from `begin` on, in one line, and the matches in it as (start, end).

    It is around the first match, or at `begin` if there is none.
    """
    at = _first(folded, matcher, begin) - begin
    text = folded.text[begin:]
    start = _next_word(text, _lead(text, at), at)
    full = start + _length(text[start : start + LENGTH])
    end = len(text) if len(text) <= full else _last_word(text, full)
    line = " ".join(text[start:end].split())
    shown = (ELLIPSIS if start else "") + line + (ELLIPSIS if end < len(text) else "")
    return shown, find(shown, matcher)


def _length(text: str) -> int:
    """How many characters of a text are in `LENGTH` cells."""
    if not _WIDE.search(text):
        return len(text)
    line = text.replace("\n", " ")
    return len(line) if cells(line) <= LENGTH else len(chop(line, LENGTH)[0])


def _lead(text: str, at: int) -> int:
    """Where a passage with a match at `at` begins at the earliest."""
    start = max(0, at - LEAD)
    if _WIDE.search(text, start, at):
        while cells(text[start:at]) > LEAD:
            start += 1
    return start


def _next_word(text: str, start: int, limit: int) -> int:
    """The start of the first whole word at or after `start`, `limit` at most."""
    for at in range(start, limit):
        if not at or text[at - 1].isspace():
            return at
    return next((at for at in range(start, limit) if _may_begin(text[at])), limit)


def _may_begin(character: str) -> bool:
    """Whether a line may begin with a character in the middle of a text without blanks."""
    return is_apart(character) and unicodedata.category(character)[0] != "M"


def _last_word(text: str, end: int) -> int:
    """The end of the last whole word before `end`; `end` itself if no blank is near."""
    blank = max(text.rfind(" ", end - LEAD, end), text.rfind("\n", end - LEAD, end))
    if blank > 0:
        return blank
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return end
