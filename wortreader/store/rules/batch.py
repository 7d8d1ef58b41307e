"""Articles as rules look at them: their words as the full-text index has them, and their properties."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from wortreader.store.bodies import text_of
from wortreader.store.headlines import json_ids
from wortreader.store.vocabulary import index_text

COLUMN_END: Final = "\n"
"""Stands between the columns of an article's words, so that no phrase goes across."""

_SELECT: Final = """
    SELECT articles.id, articles.feed_id, title, author, text, url, language, word_count, contents, completeness,
      categories, enclosures, sort_at, is_read, is_starred, lacks_pictures
    FROM json_each(?) AS wanted
    JOIN articles ON articles.id = wanted.value
    JOIN bodies ON bodies.article_id = articles.id
    JOIN reading ON reading.article_id = articles.id
"""

IndexedTexts = tuple[str | None, str | None, str | None]
"""What the full-text index has of an article: its text, title and author."""


class Properties(NamedTuple):
    """The columns of an article."""

    article_id: int
    feed_id: int
    title: str
    author: str | None
    packed_text: bytes
    url: str | None
    language: str | None
    word_count: int
    contents: int
    completeness: int
    categories: str
    enclosures: str
    sort_at: int
    is_read: int
    is_starred: int
    lacks_pictures: int


class IncomingArticle:
    """An article that rules look at."""

    def __init__(self, properties: Properties, indexed: IndexedTexts | None) -> None:
        self.properties = properties
        self.is_read = bool(properties.is_read)
        self.is_starred = bool(properties.is_starred)
        if indexed is None:
            indexed = (index_text(self.text), index_text(properties.title), index_text(properties.author))
        self._indexed = indexed
        self.words = f" {indexed[0] or ''} {COLUMN_END} {indexed[1] or ''} {COLUMN_END} {indexed[2] or ''} "
        """All its words, each between blanks."""
        self.letters = self.words.replace(" ", "")
        """The same without blanks: a word with hyphens is in one piece."""

    @property
    def article_id(self) -> int:
        """Its id."""
        return self.properties.article_id

    @cached_property
    def text(self) -> str:
        """What is read of it."""
        return text_of(self.properties.packed_text)

    @cached_property
    def by_column(self) -> Mapping[str, str]:
        """Its words in each column of the index."""
        text, title, author = (f" {words or ''} " for words in self._indexed)
        return {"text": text, "title": title, "author": author}

    def words_in(self, column: str | None) -> str:
        """Its words in one column, or all of them, each between blanks."""
        return self.words if column is None else self.by_column[column]

    @cached_property
    def word_set(self) -> frozenset[str]:
        """Its different words."""
        return frozenset(self.words.split())


def load(
    connection: sqlite3.Connection, article_ids: Sequence[int], indexed: Mapping[int, IndexedTexts] | None = None
) -> list[IncomingArticle]:
    """These articles; ids that are not in the library are left out. `indexed` has what is known of their words."""
    known = indexed or {}
    rows = map(Properties._make, connection.execute(_SELECT, (json_ids(article_ids),)))
    return [IncomingArticle(row, known.get(row.article_id)) for row in rows]
