"""The time to typeset articles, and how long the event loop waits meanwhile, without a terminal."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

from bench.measuring import Figure

from wortreader.prose.html import markup
from wortreader.prose.typeset import layout

WORDS = 10_000
BOOK_WORDS = 100_000
WIDTH, OTHER_WIDTH = 72, 44
FIRST_LINES = 150
TURNS = 9
TICK = 0.001


def measure() -> Iterator[Figure]:
    """The figures of typesetting."""
    html, book = _article(WORDS), _article(BOOK_WORDS)
    document = markup.document(html)
    yield Figure("10\u202f000 words parsed and set", _milliseconds(lambda: _typeset(html)), "ms", 60)
    again = _milliseconds(lambda: layout.layout(document, OTHER_WIDTH))
    yield Figure("10\u202f000 words set again for another width", again, "ms", 60)
    first = _milliseconds(lambda: layout.layout(markup.document(book), WIDTH, first_lines=FIRST_LINES))
    yield Figure("100\u202f000 words to the first screen", first, "ms")
    yield Figure("100\u202f000 words parsed and set", _milliseconds(lambda: _typeset(book)), "ms")
    stalls = [asyncio.run(_longest_stall(html)) * 1000 for _turn in range(TURNS)]
    yield Figure("longest wait of the event loop meanwhile", median(stalls), "ms", 25, "10\u202f000 words in a thread")


def _typeset(html: str) -> None:
    layout.layout(markup.document(html), WIDTH)


def _article(words: int) -> str:
    """An article of words as long as those of our languages, with a link and emphasis in each paragraph."""
    chance = random.Random(1)
    vocabulary = ["".join(chance.choices("aeioubdgklmnprstéèü", k=chance.randint(2, 11))) for _ in range(3000)]
    paragraphs = []
    for number in range(words // 80):
        chosen = chance.choices(vocabulary, k=80)
        chosen[3] = f"<a href='https://a.example/{number}'>{chosen[3]}</a>"
        chosen[9] = f"<em>{chosen[9]}</em>"
        paragraphs.append(f"<p>{' '.join(chosen)}.</p>")
    return "".join(paragraphs)


async def _longest_stall(html: str) -> float:
    """The longest time that an idle event loop is blocked while a thread typesets an article."""
    task = asyncio.get_running_loop().run_in_executor(None, _typeset, html)
    longest = 0.0
    while not task.done():
        before = perf_counter()
        await asyncio.sleep(TICK)
        longest = max(longest, perf_counter() - before - TICK)
    return longest


def _milliseconds(work: Callable[[], object]) -> float:
    seconds = []
    for _turn in range(TURNS):
        before = perf_counter()
        work()
        seconds.append(perf_counter() - before)
    return round(median(seconds) * 1000, 1)
