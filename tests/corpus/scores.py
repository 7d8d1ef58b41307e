"""How much of the text, structure and metadata of pages is found, as counts that add up over pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import html as lxml_html

from wortreader.prose.pages.agreement import word_runs, words

KINDS: dict[str, tuple[str, ...]] = {
    "headings": ("h1", "h2", "h3", "h4", "h5", "h6"), "items": ("li",), "quotes": ("blockquote",), "code": ("pre",),
    "cells": ("td", "th"), "captions": ("figcaption",),
}  # fmt: skip
"""The tags of each kind of part."""
_SAME = 0.8
"""The F1 of words from which two parts are the same."""
_CREDIT = 15
"""Words of the credit that may come with a caption."""


@dataclass
class Score:
    """How many things were found, expected, and both."""

    right: int = 0
    found: int = 0
    expected: int = 0

    def add(self, right: int, found: int, expected: int) -> None:
        """Adds the numbers of another page."""
        self.right += right
        self.found += found
        self.expected += expected

    @property
    def recall(self) -> float:
        """The share of what is expected that was found; 1 if nothing is."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """The share of what was found that is expected; 1 if nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.found + self.expected
        return 2 * self.right / total if total else 1.0


def score_text(score: Score, text: str, expected: str) -> None:
    """Adds the runs of four words of a text."""
    ours, theirs = word_runs(text), word_runs(expected)
    score.add((ours & theirs).total(), ours.total(), theirs.total())


def score_parts(scores: Mapping[str, Score], html: str, expected: Mapping[str, Sequence[str]]) -> None:
    """Adds the parts of each kind in the HTML of an article. One that occurs twice is expected twice."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for kind in expected:
        left = [words(text) for text in expected[kind]]
        found = [words(own_text(element)) for element in root.iter(*KINDS[kind])]
        count = len(left)
        right = sum(_take(part, left, has_credits=False) for part in found)
        scores[kind].add(right, len(found), count)


def score_captions(score: Score, found: Sequence[str], expected: Sequence[str]) -> None:
    """Adds the captions of pictures, which may be followed by a credit."""
    left = [words(text) for text in expected]
    right = sum(_take(words(caption), left, has_credits=True) for caption in found)
    score.add(right, len(found), len(expected))


def score_counts(scores: Mapping[str, Score], html: str, expected: Mapping[str, int]) -> None:
    """Adds the numbers of parts of each kind, where only these are known."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for kind, tags in KINDS.items():
        found, count = sum(1 for _element in root.iter(*tags)), sum(expected.get(tag, 0) for tag in tags)
        scores[kind].add(min(found, count), found, count)


def own_text(element: Any) -> str:
    """The text of a part of an article; that of an item without the lists in it."""
    if element.tag != "li":
        return str(element.text_content())
    depth = 1 + sum(1 for _parent in element.iterancestors("li"))
    return "".join(element.xpath(".//text()[count(ancestor::li) = $depth]", depth=depth))


def _take(part: list[str], left: list[list[str]], *, has_credits: bool) -> bool:
    """Whether a part is among those left, of which it is removed then. With `has_credits` it may be a little longer."""
    for other in left:
        is_same = _similarity(Counter(part), Counter(other)) >= _SAME
        if is_same or (has_credits and len(part) - len(other) <= _CREDIT and _contains(part, other)):
            left.remove(other)
            return True
    return False


def _contains(part: list[str], other: list[str]) -> bool:
    return f" {' '.join(other)} " in f" {' '.join(part)} "


def _similarity(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
