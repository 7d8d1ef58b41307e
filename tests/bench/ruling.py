"""What 50 rules cost a refresh: an article, and in all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from bench.make_library import ARTICLE_WORDS, Writer
from bench.measuring import Figure

from wortreader.model import Feed, FeedChanges, PreparedArticle, utc_now
from wortreader.model.rules import RuleAction, RuleDraft, RuleEffects
from wortreader.store.library import Library
from wortreader.store.search.dates import Present

RULES = 50
FEEDS = 20
NEW = 30
"""Articles that each of so many feeds brings."""
ROUNDS = 5
RANKS = {"one in a hundred each": (2000, 100), "one in a thousand each": (20_000, 300)}
"""The first rank and the step of the words of rules, by what the rules find."""
SEED, LIBRARY_SEED = 11, 2
"""Of the articles that come in, and of those that are there; their words are the same."""


def measure(library_path: Path) -> Iterator[Figure]:
    """The figures, on a copy of the library."""
    copy = library_path.with_name(f"ruled-{library_path.name}")
    shutil.copy(library_path, copy)
    try:
        library = Library.open(copy)
        try:
            yield from _measure(library, copy)
        finally:
            library.close()
    finally:
        for path in copy.parent.glob(f"{copy.name}*"):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def queries(writer: Writer, first: int, step: int) -> list[str]:
    """Queries as users write them, of words from the rank `first` on: the higher, the fewer articles have them."""
    words = iter([word for word in writer.vocabulary[first:] if len(word) > 3 and word.isalpha()][::step])
    found = [next(words) for _rule in range(20)]
    found += [f'"{next(words)} {next(words)}"' for _rule in range(5)]
    found += [f"title:{next(words)}" for _rule in range(8)]
    found += [f"author:{next(words)}" for _rule in range(5)]
    found += [f"category:{next(words)}" for _rule in range(4)]
    found += [f"{next(words)} OR {next(words)}" for _rule in range(4)]
    found += [f"{next(words)} -{next(words)}" for _rule in range(4)]
    assert len(found) == RULES
    return found


def _measure(library: Library, path: Path) -> Iterator[Figure]:
    now = utc_now()
    present = Present(now)
    writer, library_writer = Writer(SEED), Writer(LIBRARY_SEED)
    writer.vocabulary = library_writer.vocabulary
    feeds = library.feeds.all()[:FEEDS]
    numbers = iter(range(10_000_000, 20_000_000))
    decide = library.rules.decide

    def apply_all() -> float:
        batches = [
            (feed, [writer.article(next(numbers), now + timedelta(seconds=1), ARTICLE_WORDS) for _new in range(NEW)])
            for feed in feeds
        ]
        began = process_time()
        for feed, new in batches:
            _apply(library, feed, new, now=now)
        return process_time() - began

    def decide_nothing(*_arguments: object) -> RuleEffects:
        return RuleEffects()

    import wortreader.store.rules.deciding  # noqa: F401 - its import is no part of the rules

    for share, ranks in RANKS.items():
        for rule in library.rules.all():
            library.rules.remove(rule.rule_id, now=now)
        for query in queries(library_writer, *ranks):
            library.rules.add(RuleDraft(query, query, (RuleAction.HIDE,)), present=present)
        ready = median(_time_until_ready(path, now) for _round in range(ROUNDS))
        differences = []
        for _round in range(ROUNDS):
            library.rules.decide = decide_nothing  # type: ignore[method-assign, assignment]  # the same without rules
            without = apply_all()
            library.rules.decide = decide  # type: ignore[method-assign]
            differences.append((apply_all() - without) / (FEEDS * NEW))
        yield Figure(f"{RULES} rules that hide {share}: an article, processor", 1000 * median(differences), "ms", 0.1)
    yield Figure(f"{RULES} rules: to make them ready, processor", 1000 * ready, "ms", 20)


def _time_until_ready(path: Path, now: datetime) -> float:
    """What the first article of a refresh costs, which is a process of its own and opens the library anew."""
    library = Library.open(path)
    try:
        with library.database.write() as connection:
            began = process_time()
            library.rules.decide(connection, [1], now)
            return process_time() - began
    finally:
        library.close()


def _apply(library: Library, feed: Feed, new: Sequence[PreparedArticle], *, now: datetime) -> None:
    library.feeds.apply(feed.feed_id, FeedChanges(feed.url, now, now, title=feed.title, new=tuple(new)))
