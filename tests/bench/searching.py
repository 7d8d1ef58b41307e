"""What the index costs: a search in the library itself, without a screen; its size; and writing into it."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TypeVar

from bench.make_library import ARTICLE_WORDS, Writer
from bench.measuring import Figure

from wortreader.model import FeedChanges, utc_now
from wortreader.store.bodies import html_of
from wortreader.store.library import Library
from wortreader.store.search.dates import Present

WRITTEN = 3_000
IN_ONE_TRANSACTION = 30
_ROUNDS = 40
_KEPT_HITS = 20
_VIEW_TURNS = 15

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
        yield _first_hits(library, vocabulary)
        with library.database.read() as connection:
            rows = connection.execute("SELECT html, text FROM bodies")
            html = sum(len(html_of(stored, text).encode()) for stored, text in rows)
    finally:
        library.close()
    yield Figure("size of the library against its articles' HTML", path.stat().st_size / html, "×", 2.0)
    yield from _views(path, writer)
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


def _first_hits(library: Library, vocabulary: Sequence[str]) -> Figure:
    """The slowest key of words of all kinds, letter by letter, once the newest articles are indexed."""
    while library.search.prepare_first():
        pass
    queries = [word[: at + 1] for word in vocabulary[:3_000:150] for at in range(len(word))]

    def search(query: str) -> None:
        found = library.search.find_first(query, is_typing=True)
        if found is not None:
            library.search.hits(query, found.rows.ids[:_KEPT_HITS], is_typing=True)

    return Figure("search: the first hits of each key of common words, p95", _p95(search, queries), "ms", 50)


def _views(path: Path, writer: Writer) -> Iterator[Figure]:
    """Three views counted anew, in a copy of the library."""
    words = [word for word in writer.vocabulary if len(word) > 3]
    queries = (f"{words[40]} is:unread", f'{words[300]} OR "{words[20]} {words[5]}"', f"title:{words[100]} age:<3m")
    now = utc_now()
    with tempfile.TemporaryDirectory(prefix="wortreader-bench-", dir=path.parent) as folder:
        copy = Path(folder) / "library.db"
        shutil.copy(path, copy)
        library = Library.open(copy)
        feed = library.feeds.all()[0]
        for number, query in enumerate(queries):
            library.views.add(str(number), query, now=now)
        library.views.unread_counts(present=Present(now))
        after_marks, after_articles = [], []
        for turn in range(_VIEW_TURNS):
            new = tuple(writer.article(10**8 + turn * 30 + at, now, ARTICLE_WORDS) for at in range(30))
            library.feeds.apply(feed.feed_id, FeedChanges(feed.url, now, now, new=new))
            after_articles.append(_counting(library, now))
            library.articles.mark_read(range(turn * 30 + 1, turn * 30 + 31), turn % 2 == 0, at=now)
            after_marks.append(_counting(library, now))
        library.close()
    yield Figure("three views counted after marks, processor", median(after_marks), "ms", 10)
    yield Figure("three views counted after 30 new articles, processor", median(after_articles), "ms", 10)


def _counting(library: Library, now: datetime) -> float:
    began = time.process_time()
    library.views.unread_counts(present=Present(now))
    return (time.process_time() - began) * 1_000


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
