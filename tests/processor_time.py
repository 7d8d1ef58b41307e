"""Bounds on time that hold on a machine which is slow, or shared with others.

Processor time grows with whatever else the machine does: two threads of one core share its caches, and a virtual
machine counts time in which it did not run. A bound is therefore in seconds of the machine on which a fixed piece of
work takes REFERENCE_SECONDS, and that work is done just before and just after what is measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, process_time

from lxml import etree, html

REFERENCE_SECONDS = 0.12
"""Processor time of `_reference_work` on an idle core of a server of 2023."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raises AssertionError if the block took longer than `seconds` of processor time would be on an idle machine.

    A faster machine than that of the reference is not held to less than `seconds`.
    """
    before = _reference_time()
    began = process_time()
    yield
    taken = process_time() - began
    slowness = max(1.0, before / REFERENCE_SECONDS, _reference_time() / REFERENCE_SECONDS)
    assert taken < seconds * slowness, f"{taken:.1f} s on a machine that is {slowness:.1f} times slower than it can be"


def slowness() -> float:
    """How many times longer work takes now than on an idle machine, what else the machine does included; 1 at least."""
    began = perf_counter()
    _reference_work()
    return max(1.0, (perf_counter() - began) / REFERENCE_SECONDS)


def _reference_time() -> float:
    began = process_time()
    _reference_work()
    return process_time() - began


def _reference_work() -> None:
    """Does a little of what extraction does: parses, walks a tree, splits and joins text."""
    page = html.document_fromstring("<div><p class='a'>" + "<b>x</b> some words here " * 6_000)
    words: dict[str, int] = {}
    for element in page.iter(etree.Element):
        for word in ((element.text or "") + (element.tail or "")).split():
            words[word] = words.get(word, 0) + 1
    for _round in range(6):
        text = " ".join(f"{word}{number}" for number in range(6_000) for word in words)
        words |= {word: len(word) for word in text.split()[:50]}
        for word in list(words)[20:]:
            del words[word]
