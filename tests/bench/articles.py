"""What it costs to read long articles in the app: the real process in a terminal, and its loop from within."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.make_library import Writer
from bench.measuring import Figure
from bench.reading import Known, wortreader
from bench.terminal import Terminal

from wortreader.app.app import WortreaderApp
from wortreader.app.library.session import Session
from wortreader.config import Config
from wortreader.model import FeedChanges
from wortreader.store.library import Library

LONG_WORDS, BOOK_WORDS = 10_000, 100_000
TURNS = 9
NARROW, WIDER = (76, 30), (100, 36)
TICK = 0.001


def measure() -> Iterator[Figure]:
    """The figures of reading long articles."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "books.db"
        library = _library(path)
        with _reading(library) as terminal:
            before = terminal.resident_bytes()
            yield from _pages(terminal)
            yield from _book(terminal, library)
            more = (terminal.resident_bytes() - before) / 1e6
            yield Figure("memory that 100\u202f000 words take, searched too", more, "MB")
        stalls = [asyncio.run(_longest_stall(path)) * 1000 for _turn in range(3)]
        yield Figure("longest stall of the app's loop while 10\u202f000 words open", median(stalls), "ms", 25)


def _library(path: Path) -> Known:
    """A library of a long article and a book, the long one first."""
    writer, now = Writer(5), datetime.now(UTC)
    library = Library.open(path)
    try:
        feed = library.feeds.add("https://books.example/rss", folder=(), now=now)
        new = (writer.article(1, now, LONG_WORDS), writer.article(2, now.replace(year=now.year - 1), BOOK_WORDS))
        library.feeds.apply(feed.feed_id, FeedChanges(feed.url, now, now, title="Books", new=new))
    finally:
        library.close()
    long, book = new
    return Known(path, long.parsed.title.split()[0], book.text.split()[0])


def _reading(library: Known) -> Terminal:
    return wortreader(library, columns=NARROW[0], rows=NARROW[1])


def _pages(terminal: Terminal) -> Iterator[Figure]:
    """What a page key costs in the middle of the long article."""
    terminal.until_quiet(1)
    for keys in ("gg", "\r", "gg", " "):
        terminal.press(keys)
        terminal.until_quiet()
    processor, painted = [], []
    for _turn in range(TURNS):
        before = terminal.processor_seconds()
        at = terminal.press(" ")
        chunks = terminal.until_quiet()
        painted.append(chunks[-1].at - at)
        processor.append(terminal.processor_seconds() - before)
    yield Figure("page key, processor", _milliseconds(processor), "ms", 16)
    yield Figure("page key to painted", _milliseconds(painted), "ms", 16)


def _book(terminal: Terminal, library: Known) -> Iterator[Figure]:
    """What the book costs."""
    for keys in ("h", "j"):
        terminal.press(keys)
        terminal.until_quiet()
    at = terminal.press("\r")
    yield Figure("100\u202f000 words, Enter to the first screen", _until(terminal, library.long_text, at), "ms")
    terminal.until_quiet(1)
    at = terminal.press("G")
    yield Figure("100\u202f000 words, to the end", (terminal.until_quiet(1)[-1].at - at) * 1000, "ms")
    terminal.press("gg")
    terminal.until_quiet()
    at = perf_counter()
    terminal.resize(*WIDER)
    chunks = terminal.until_quiet(1)
    yield Figure("100\u202f000 words, another size to painted", (chunks[-1].at - at) * 1000, "ms")
    terminal.press("/")
    terminal.until_quiet()
    seconds = []
    for key in "tra":
        at = terminal.press(key)
        seconds.append(terminal.until_quiet(1)[-1].at - at)
    yield Figure("100\u202f000 words, first key of a word to find", seconds[0] * 1000, "ms")
    yield Figure("100\u202f000 words, the keys after it", _milliseconds(seconds[1:]), "ms")


def _until(terminal: Terminal, text: str, began_at: float) -> float:
    return round((terminal.until(lambda shown: text in shown) - began_at) * 1000, 1)


async def _longest_stall(path: Path) -> float:
    """The longest time for which the loop of the app is held up, from Enter until the long article stands there."""
    app = WortreaderApp(Config(), lambda: Session(path, Config()))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause(1)
        ticking = asyncio.create_task(_longest_pause())
        await asyncio.sleep(0.05)
        await pilot.press("enter")
        await pilot.pause(1)
        ticking.cancel()
        return await ticking


async def _longest_pause() -> float:
    longest = 0.0
    try:
        while True:
            before = perf_counter()
            await asyncio.sleep(TICK)
            longest = max(longest, perf_counter() - before - TICK)
    except asyncio.CancelledError:
        return longest


def _milliseconds(seconds: Sequence[float]) -> float:
    return round(median(seconds) * 1000, 1)
