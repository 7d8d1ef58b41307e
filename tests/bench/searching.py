"""What the index costs: a search in the library itself, without a screen; its size; and writing into it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bench.make_library import ARTICLE_WORDS, Writer
from bench.measuring import Figure

from wortreader.model import FeedChanges, utc_now
from wortreader.store.bodies import html_of
from wortreader.store.library import Library

WRITTEN = 3_000
IN_ONE_TRANSACTION = 30
_ROUNDS = 40
_KEPT_HITS = 20

_Question = TypeVar("_Question", str, int)


def measure(path: Path) -> Iterator[Figure]:
    """The figures of searching in the library at `path`."""
    writer = Writer(2)
    chance = writer.random
    library = Library.open(path)
    try:
        vocabulary = [word for word in writer.vocabulary if len(word) > 3]
        common, rare = vocabulary[:3_000], vocabulary[20_000:]
        yield _searches(library, "a word", [chance.choice(common) for _ in range(_ROUNDS)], 50)
        beginnings = [chance.choice(common)[: n % 3 + 1] for n in range(60)]
        yield _searches(library, "one to three letters", beginnings, 50)
        yield _searches(library, "a field", [f"title:{chance.choice(common)[: n % 4 + 3]}" for n in range(_ROUNDS)], 50)
        yield _searches(library, "by rank", [f"{chance.choice(common)} sort:rank" for _ in range(_ROUNDS)], 150)
        yield _searches(library, "a part of compounds", [chance.choice(rare)[2:7] for _ in range(_ROUNDS)], 150)
        yield _searches(library, "corrected", [_slipped(chance.choice(rare)) for _ in range(_ROUNDS)], 150)
        yield _relatives(library)
        with library.database.read() as connection:
            rows = connection.execute("SELECT html, text FROM bodies")
            html = sum(len(html_of(stored, text).encode()) for stored, text in rows)
    finally:
        library.close()
    yield Figure("size of the library against its articles' HTML", path.stat().st_size / html, "×", 2.0)
    yield _writing()


def _slipped(word: str) -> str:
    """`word` with two letters changed for one another, as fast fingers do."""
    return word[:3] + word[4:5] + word[3:4] + word[5:] + "x" * (len(word) < 5)


def _searches(library: Library, what: str, queries: Sequence[str], limit: float) -> Figure:
    def search(query: str) -> None:
        rows = library.search.find(query, is_typing=True, deduplicates=True).rows
        library.search.hits(query, rows.ids[:_KEPT_HITS], is_typing=True)

    library.search.find("", is_typing=True)
    return Figure(f"search: {what}, rows and first hits, p95", _p95(search, queries), "ms", limit)


def _relatives(library: Library) -> Figure:
    ids = list(library.search.rows("").ids[::5_000])
    return Figure("relatives of an article, p95", _p95(library.search.relatives, ids), "ms", 150)


def _p95(ask: Callable[[_Question], object], questions: Sequence[_Question]) -> float:
    took: list[float] = []
    for question in questions:
        began = time.perf_counter()
        ask(question)
        took.append((time.perf_counter() - began) * 1_000)
    return sorted(took)[int(len(took) * 0.95)]


def _writing() -> Figure:
    writer, now = Writer(3), utc_now()
    articles = [writer.article(n, now - timedelta(hours=n), ARTICLE_WORDS) for n in range(WRITTEN)]
    with tempfile.TemporaryDirectory(prefix="wortreader-bench-") as folder:
        library = Library.open(Path(folder) / "library.db")
        took = 0.0
        for at in range(0, WRITTEN, IN_ONE_TRANSACTION):
            feed = library.feeds.add(f"https://example.org/{at}", now=now)
            changes = FeedChanges(feed.url, now, now, new=tuple(articles[at : at + IN_ONE_TRANSACTION]))
            began = time.process_time()
            library.feeds.apply(feed.feed_id, changes)
            took += time.process_time() - began
        library.close()
    return Figure("writing an article with its index, processor", took / WRITTEN * 1_000, "ms", 0.4)
