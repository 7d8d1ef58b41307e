"""Articles as rules look at them: their words as the full-text index has them, and their properties."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from wortreader.store.bodies import text_of
from wortreader.store.connection import Connection
from wortreader.store.headlines import json_ids
from wortreader.store.vocabulary import IndexedTexts, index_text

COLUMN_END: Final = "\n"
"""Stands between the columns of an article's words, so that no phrase goes across."""

_WORDS: Final = """
    SELECT articles.id, text, title, author FROM json_each(?) AS wanted
    JOIN articles ON articles.id = wanted.value JOIN bodies ON bodies.article_id = articles.id
"""
_PROPERTIES: Final = """
    SELECT articles.id, articles.feed_id, title, text, url, language, word_count, categories,
      coalesce(reading.sort_at, set_aside.sort_at), coalesce(reading.is_read, set_aside.is_read),
      coalesce(reading.is_starred, set_aside.is_starred)
    FROM json_each(?) AS wanted
    JOIN articles ON articles.id = wanted.value
    JOIN bodies ON bodies.article_id = articles.id
    LEFT JOIN reading ON reading.article_id = articles.id
    LEFT JOIN set_aside ON set_aside.article_id = articles.id
    WHERE reading.article_id IS NOT NULL OR set_aside.article_id IS NOT NULL
"""


class Properties(NamedTuple):
    """The columns of an article."""

    article_id: int
    feed_id: int
    title: str
    packed_text: bytes
    url: str | None
    language: str | None
    word_count: int
    categories: str
    sort_at: int
    is_read: int
    is_starred: int


class IncomingArticle:
    """An article that rules look at."""

    properties: Properties
    """Read by `load_properties`."""

    def __init__(self, article_id: int, indexed: IndexedTexts) -> None:
        self.article_id = article_id
        self.indexed = indexed
        self.is_read = self.is_starred = False

    @cached_property
    def text(self) -> str:
        """Its text."""
        return text_of(self.properties.packed_text)

    @cached_property
    def words(self) -> str:
        """All its words, each between blanks."""
        text, title, author, _noted = self.indexed
        return f" {text or ''} {COLUMN_END} {title or ''} {COLUMN_END} {author or ''} "

    @cached_property
    def by_column(self) -> Mapping[str, str]:
        """Its words in each column of the index."""
        text, title, author, _noted = self.indexed
        columns = {"text": text, "title": title, "author": author}
        return {name: f" {words or ''} " for name, words in columns.items()}

    def words_in(self, column: str | None) -> str:
        """Its words in one column, or all of them, each between blanks."""
        return self.words if column is None else self.by_column[column]


def read_words(
    connection: Connection, article_ids: Sequence[int], indexed: Mapping[int, IndexedTexts]
) -> list[IncomingArticle]:
    """The words of these articles; ids that are not in the library are left out. `indexed` has those that are known."""
    known = [IncomingArticle(number, indexed[number]) for number in article_ids if number in indexed]
    others = [number for number in article_ids if number not in indexed]
    rows = connection.execute(_WORDS, (json_ids(others),)) if others else ()
    learn = connection.vocabulary.learn_article
    return known + [
        IncomingArticle(number, learn(text_of(text), title, author)) for number, text, title, author in rows
    ]


def load_properties(connection: sqlite3.Connection, articles: Iterable[IncomingArticle]) -> list[IncomingArticle]:
    """Reads the properties of articles; returns those that have some, shown or set aside."""
    by_id = {article.article_id: article for article in articles}
    loaded = []
    for row in map(Properties._make, connection.execute(_PROPERTIES, (json_ids(by_id),))):
        article = by_id[row.article_id]
        article.properties, article.is_read, article.is_starred = row, bool(row.is_read), bool(row.is_starred)
        loaded.append(article)
    return loaded


def load(connection: sqlite3.Connection, article_ids: Sequence[int]) -> list[IncomingArticle]:
    """These articles, with their words and properties."""
    rows = connection.execute(_WORDS, (json_ids(article_ids),))
    articles = [
        IncomingArticle(
            number, IndexedTexts(index_text(text_of(text)), index_text(title), index_text(author), frozenset())
        )
        for number, text, title, author in rows
    ]
    return load_properties(connection, articles)
