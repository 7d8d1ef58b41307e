"""Articles that have to do with an article: those that share its rare words."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Final

from wortreader import folding
from wortreader.store.bodies import text_of

_SHORTEST: Final = 5
_CANDIDATES: Final = 60
_RARE_WORDS: Final = 12
_COMMON: Final = 1_000
"""Articles that a word is counted up to."""
_COMMON_SHARE: Final = 0.05
"""A word in more articles than these says nothing of what one is about."""
_SHARED_LEAST: Final = 2


def relatives(connection: sqlite3.Connection, article_id: int, limit: int) -> tuple[list[int], tuple[str, ...]]:
    """The articles that share most of the rarest words of one, nearest first, and these words, the rarest first.

    Empty for an unknown article.
    """
    row = connection.execute(
        "SELECT title, text FROM articles JOIN bodies ON bodies.article_id = articles.id WHERE articles.id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        return [], ()
    title, text = row[0], text_of(row[1])
    total: int = connection.execute("SELECT count(*) FROM reading").fetchone()[0]
    rare = _rare_words(connection, title, text, most=min(_COMMON, max(2, int(total * _COMMON_SHARE))))
    shared: Counter[int] = Counter()
    for word, count in rare:
        found = connection.execute("SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (f'"{word}"', _COMMON))
        for (number,) in found:
            # Thousandths, so that of as many shared words the rarer ones weigh more.
            shared[number] += 1_000 + 1_000 // count
    del shared[article_id]
    least = _SHARED_LEAST * 1_000
    nearest = sorted(((weight, number) for number, weight in shared.items() if weight >= least), reverse=True)
    return [number for _, number in nearest[:limit]], tuple(word for word, _count in rare)


def _rare_words(connection: sqlite3.Connection, title: str, text: str, *, most: int) -> list[tuple[str, int]]:
    """The rarest words of an article that are in others too, with the number of articles that have them."""
    in_title = set(folding.words(title))
    counts = Counter(word for word in folding.words(f"{title} {text}") if len(word) >= _SHORTEST and word.isalpha())
    # What stands in the title or more than once is what the article is about; long words are rarer than short ones.
    likely = sorted(counts, key=lambda word: (word not in in_title, -min(counts[word], 3), -len(word), word))
    rare: list[tuple[str, int]] = []
    for word in likely[:_CANDIDATES]:
        counted = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (f'"{word}"', most + 1)
        )
        count: int = counted.fetchone()[0]
        if 2 <= count <= most:
            rare.append((word, count))
    return sorted(rare, key=lambda pair: pair[1])[:_RARE_WORDS]
