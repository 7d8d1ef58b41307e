"""Finds articles that share rare words with an article."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log, sqrt
from typing import Final, NamedTuple

from wortreader import folding
from wortreader.store.bodies import text_of

_SHORTEST: Final = 5
_CANDIDATES: Final = 80
_RARE_WORDS: Final = 20
_COMMON: Final = 1_000
"""The count of articles with a word stops here."""
_COMMON_SHARE: Final = 0.05
_COMMON_LEAST: Final = 10
"""A word that is in more articles does not show what they are about."""
_SHARED_LEAST: Final = 2
_CANDIDATES_FOR_EACH: Final = 4
"""Candidates for each article to return, that are compared by length too: long articles share words by chance."""
_SHORT: Final = 200
"""Words; for shorter articles the length makes no difference."""
_IN_TITLE: Final = 2.5
"""The weight of a word in the title if that of a word in the text is 1."""


class _Rare(NamedTuple):
    word: str
    weight: float


def find_relatives(connection: sqlite3.Connection, article_id: int, limit: int) -> tuple[list[int], tuple[str, ...]]:
    """The articles that share the rarest words of one, the most similar first, and these words, by weight.

    The fewer articles have a word, the more it weighs, and it weighs more in titles. Articles on the same story are
    left out. Empty for an unknown article.
    """
    row = connection.execute(
        "SELECT title, text FROM articles JOIN bodies ON bodies.article_id = articles.id WHERE articles.id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        return [], ()
    story = _story(connection, article_id)
    rare = _rare_words(connection, row[0], text_of(row[1]), story)
    shared: Counter[int] = Counter()
    weights: dict[int, float] = {}
    for word, weight in rare:
        for number in _articles_with(connection, f'"{word}"'):
            shared[number] += 1
            weights[number] = weights.get(number, 0) + weight
        for number in _articles_with(connection, f'title : "{word}"'):
            weights[number] += weight * (_IN_TITLE - 1)
    near = [number for number, count in shared.items() if count >= _SHARED_LEAST and number not in story]
    near = heapq.nlargest(limit * _CANDIDATES_FOR_EACH, near, key=lambda number: (weights[number], number))
    lengths = _lengths(connection, near)
    near.sort(key=lambda number: (weights[number] / sqrt(_SHORT + lengths[number]), number), reverse=True)
    return near[:limit], tuple(word for word, _weight in rare)


def _story(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """The article and the others on the same story."""
    others = connection.execute(
        "SELECT other.article_id FROM stories AS own JOIN stories AS other ON other.story_id = own.story_id "
        "WHERE own.article_id = ? AND other.article_id <> own.article_id",
        (article_id,),
    )
    return [article_id, *(number for (number,) in others)]


def _lengths(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, int]:
    """How many words the articles have."""
    return dict(
        connection.execute(
            "SELECT id, word_count FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(numbers),)
        )
    )


def _articles_with(connection: sqlite3.Connection, match: str) -> Iterator[int]:
    shown = "SELECT rowid FROM search WHERE search MATCH ? AND rowid NOT IN (SELECT article_id FROM set_aside) LIMIT ?"
    for (number,) in connection.execute(shown, (match, _COMMON)):
        yield number


def _rare_words(connection: sqlite3.Connection, title: str, text: str, story: list[int]) -> list[_Rare]:
    """The words of most weight that are in other stories too."""
    total: int = connection.execute("SELECT count(*) FROM reading").fetchone()[0]
    most = min(_COMMON, max(_COMMON_LEAST, int(total * _COMMON_SHARE)))
    in_title = set(folding.words(title))
    counts = Counter(word for word in folding.words(f"{title} {text}") if len(word) >= _SHORTEST and word.isalpha())
    # An article is about the words of its title and those that it repeats; long words are rarer than short ones.
    likely = sorted(counts, key=lambda word: (word not in in_title, -min(counts[word], 3), -len(word), word))
    rare: list[_Rare] = []
    for word in likely[:_CANDIDATES]:
        counted = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? "
            "AND rowid NOT IN (SELECT value FROM json_each(?)) "
            "AND rowid NOT IN (SELECT article_id FROM set_aside) LIMIT ?)",
            (f'"{word}"', json.dumps(story), most),
        )
        count: int = 1 + counted.fetchone()[0]
        if 2 <= count <= most:
            emphasis = _IN_TITLE if word in in_title else 1 + log(counts[word]) / 2
            rare.append(_Rare(word, log((total + 1) / count) * emphasis))
    return sorted(rare, key=lambda each: (-each.weight, each.word))[:_RARE_WORDS]
