"""Where needles stand in a text, and a passage around the first of them. Pure.

Case and accents do not matter, as in the full-text index. SQLite's own `snippet` would look the query up once more for
every hit, which a prefix of one letter makes slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wortreader import folding
from wortreader.model import Needle
from wortreader.text import ELLIPSIS

LENGTH = 160
"""Characters of a passage at most, without its ellipses."""

LEAD = 48
"""Characters before the first match at most."""

_MARK = "\u0300"
"""Stands for every combining mark in a folded text."""


class Wanted:
    """What is looked for in texts: the words of needles, in sets."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        self.alone: set[str] = set()
        self.beginnings: dict[str, None] = {}
        self.phrases: list[tuple[tuple[str, ...], bool]] = []
        for needle in needles:
            words = tuple(word for written in needle.words for word in folding.words(written))
            if len(words) > 1:
                self.phrases.append((words, needle.is_prefix))
            elif words and needle.is_prefix:
                self.beginnings[words[0]] = None
            elif words:
                self.alone.add(words[0])
        self._beginnings = tuple(self.beginnings)
        self.first_words = self.alone.union(phrase[0] for phrase, _is_prefix in self.phrases)
        """What is looked for is one of these, begins with one, or is in `beginnings`."""

    def lengths(self, words: Sequence[str], at: int) -> int:
        """How many of `words`, from the one at `at`, are what is looked for; 0 for none."""
        longest = 0
        for phrase, is_prefix in self.phrases:
            *head, last = phrase
            there = words[at : at + len(phrase)]
            if list(there[:-1]) == head and len(there) == len(phrase):
                meets = there[-1].startswith(last) if is_prefix else there[-1] == last
                longest = max(longest, len(phrase) if meets else 0)
        return longest or int(words[at] in self.alone or words[at].startswith(self._beginnings))


def find(text: str, wanted: Wanted) -> tuple[tuple[int, int], ...]:
    """Where what is wanted stands in `text`, as (start, end), in order, not overlapping."""
    return tuple(_found(text, wanted))


def _found(text: str, wanted: Wanted) -> Iterator[tuple[int, int]]:
    spans = list(folding.spans(text))
    words = [word for _, _, word in spans]
    at = 0
    while at < len(words):
        length = wanted.lengths(words, at)
        if length:
            start, end = spans[at][0], spans[at + length - 1][1]
            if length == 1 and words[at] not in wanted.alone:
                end = _end_of_beginning(text, start, end, wanted, words[at])
            yield start, end
        at += length or 1


def _end_of_beginning(text: str, start: int, end: int, wanted: Wanted, word: str) -> int:
    """Only the letters that were typed are marked of a word that goes on."""
    typed = max((beginning for beginning in wanted.beginnings if word.startswith(beginning)), key=len, default=word)
    for stop in range(start + 1, end):
        if folding.fold(text[start:stop]).startswith(typed) and folding.fold(text[stop]):
            return stop
    return end


def _first(folded: folding.Folded, wanted: Wanted, begin: int) -> int:
    """Where the first match stands from `begin` on; `begin` without one."""
    for at in folded.places(wanted.first_words, wanted.beginnings):
        if at < begin:
            continue
        for start, _end in _found(folded.text[at : at + LENGTH], wanted):
            return at + start
    return begin


def passage(folded: folding.Folded, wanted: Wanted, begin: int = 0) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A passage around the first match from `begin` on, in one line, and the matches in it; the beginning without one.

    What stands before `begin` is no part of it.
    """
    at = _first(folded, wanted, begin) - begin
    text = folded.text[begin:]
    start = 0 if at <= LEAD else _next_word(text, at - LEAD, at)
    end = len(text) if len(text) <= start + LENGTH else _last_word(text, start + LENGTH)
    line = " ".join(text[start:end].split())
    shown = (ELLIPSIS if start else "") + line + (ELLIPSIS if end < len(text) else "")
    return shown, find(shown, wanted)


def _next_word(text: str, start: int, limit: int) -> int:
    """Where the first whole word at or after `start` begins, at most at `limit`."""
    while start < limit and not text[start - 1].isspace():
        start += 1
    return start


def _last_word(text: str, end: int) -> int:
    """Where the last whole word before `end` ends; `end` itself where there is no blank near."""
    blank = max(text.rfind(" ", end - LEAD, end), text.rfind("\n", end - LEAD, end))
    return blank if blank > 0 else end
