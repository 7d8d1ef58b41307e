"""Reading lists of articles: their ids in order, their headlines, and the other articles of their stories."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Any

from wortreader.model import Completeness, Headline, Rows, SameStory
from wortreader.store.times import moment_or_start
from wortreader.tag_names import sorted_names

HEADLINE_COLUMNS = """
    articles.id, articles.feed_id, coalesce(feeds.own_title, feeds.title, feeds.url), articles.title, reading.sort_at,
    articles.language, articles.word_count, reading.is_read, reading.is_starred, articles.completeness,
    articles.lacks_pictures,
    (SELECT group_concat(name) FROM article_tags JOIN tags ON tags.id = tag_id WHERE article_id = articles.id)
"""
HEADLINE_WIDTH = 12
_PARSED_AT_ONCE = 1 << 16
"""Characters, in about two milliseconds."""
HEADLINE_TABLES = """
    articles JOIN reading ON reading.article_id = articles.id JOIN feeds ON feeds.id = articles.feed_id
"""
HIDDEN_TABLES = """
    articles JOIN set_aside AS reading ON reading.article_id = articles.id AND reading.cause = 'rule'
    JOIN feeds ON feeds.id = articles.feed_id
"""
"""The same for articles that a rule hides, which no list has."""


def json_ids(ids: Iterable[int]) -> str:
    """Article numbers as a JSON array, for json_each() in SQL."""
    return json.dumps(list(ids), separators=(",", ":"))


def json_texts(texts: Iterable[str]) -> str:
    """Texts as a JSON array, for json_each() in SQL."""
    return json.dumps(list(texts))


def read_rows(connection: sqlite3.Connection, condition: str, parameters: Sequence[str | int], most: int = -1) -> Rows:
    """The articles whose row in `reading` meets `condition`, newest first; at most `most` of them unless it is -1.

    SQLite returns them as two strings: to step through 100,000 rows would take three times as long.
    """
    ids, sort_ats = connection.execute(
        "SELECT group_concat(article_id), group_concat(sort_at) FROM (SELECT article_id, sort_at FROM reading "  # noqa: S608
        f"WHERE {condition} ORDER BY sort_at DESC, article_id DESC LIMIT ?)",  # our own conditions, never a user's
        (*parameters, most),
    ).fetchone()
    return Rows(parse_numbers(ids), parse_numbers(sort_ats))


def read_rows_of(connection: sqlite3.Connection, flags: bytearray) -> Rows:
    """The articles whose flag is 1, newest first, hidden ones as well; `flags` has one byte for each id."""
    chosen = json_ids(compress(range(len(flags)), flags))
    ids, sort_ats = connection.execute(
        "SELECT group_concat(article_id), group_concat(sort_at) FROM ("
        "SELECT article_id, sort_at FROM reading WHERE article_id IN (SELECT value FROM json_each(?1)) UNION ALL "
        "SELECT article_id, sort_at FROM set_aside WHERE article_id IN (SELECT value FROM json_each(?1)) "
        "ORDER BY sort_at DESC, article_id DESC)",
        (chosen,),
    ).fetchone()
    return Rows(parse_numbers(ids), parse_numbers(sort_ats))


def last_change(connection: sqlite3.Connection) -> int:
    """The number of the last row of `changed_articles`, which stays when its article is deleted."""
    last: int = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'changed_articles'"
    ).fetchone()[0]
    return last


def parse_numbers(joined: str | None) -> array[int]:
    """The numbers in a result of SQLite's group_concat; empty for None.

    They are parsed in parts: no other thread runs meanwhile, and half a million take 100 ms, and 20 MB in a list.
    """
    values = array("q")
    begin = 0
    while joined and begin < len(joined):
        end = joined.find(",", begin + _PARSED_AT_ONCE)
        end = len(joined) if end < 0 else end
        values.fromlist(json.loads(f"[{joined[begin:end]}]"))
        begin = end + 1
    return values


def other_sources_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[SameStory, ...]]:
    """The other articles of the stories of these articles; articles in no story are left out.

    Those that came after an article are first, then those before it: to go to the first one each time leads through all
    of them and back.
    """
    rows = connection.execute(
        "SELECT own.article_id, articles.id, feeds.id, coalesce(own_title, feeds.title, feeds.url), articles.title "
        "FROM stories AS own JOIN stories AS other ON other.story_id = own.story_id AND other.change <> own.change "
        "JOIN articles ON articles.id = other.article_id JOIN feeds ON feeds.id = articles.feed_id "
        "JOIN reading AS mine ON mine.article_id = own.article_id "
        "JOIN reading AS theirs ON theirs.article_id = other.article_id "
        "WHERE own.article_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY (theirs.sort_at, theirs.article_id) < (mine.sort_at, mine.article_id), "
        "theirs.sort_at, theirs.article_id",
        (json_ids(ids),),
    )
    others: dict[int, tuple[SameStory, ...]] = {}
    for own_id, *values in rows:
        others[own_id] = (*others.get(own_id, ()), SameStory(*values))
    return others


def headline(row: Sequence[Any]) -> Headline:
    """A row of HEADLINE_COLUMNS as a headline."""
    article_id, feed_id, feed_title, title, sort_at, language, word_count, is_read, is_starred, *state = row
    completeness, lacks_pictures, tags = state
    return Headline(
        article_id,
        feed_id,
        feed_title,
        title,
        moment_or_start(sort_at),
        language,
        word_count,
        bool(is_read),
        bool(is_starred),
        Completeness(completeness),
        bool(lacks_pictures),
        sorted_names(tags.split(",")) if tags else (),
    )
