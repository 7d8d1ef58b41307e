"""Lists of articles in other orders and groups than by time, and filtered by words.

What articles are sorted by is read for all of them at once, and sorted in memory: SQLite would sort 100,000 rows on
disk, and the order by time, which decides between equals, is known already.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import datetime, time, tzinfo
from itertools import compress
from operator import neg
from typing import Final

from wortreader import folding
from wortreader.model import Arrangement, Grouping, Order, RowGroup, Rows
from wortreader.store.folded_titles import FoldedTitles, folded_words
from wortreader.store.headlines import json_ids, parse_numbers
from wortreader.text import alphabetical

_FEW_SHARE: Final = 8
"""Of fewer articles than one in so many, the properties are looked up one by one."""

_PROPERTIES: Final = {
    "feed": ("reading", "article_id", "feed_id"),
    "length": ("articles", "id", "word_count"),
    "read": ("reading", "article_id", "is_read"),
}

BETWEEN_FOLDERS: Final = " › "


def arrange(
    connection: sqlite3.Connection, rows: Rows, arrangement: Arrangement, titles: FoldedTitles, *, zone: tzinfo | None
) -> Rows:
    """`rows` in another arrangement. Days are those of `zone`; None for that of the machine."""
    rows = _by_time(rows)
    if arrangement.sort != "other":
        return _in_order_of_time(rows, arrangement)
    sort_ats = dict(zip(rows.ids, rows.sort_ats, strict=True))
    sort = _sorter(connection, rows, arrangement.order, titles)
    groups: tuple[RowGroup, ...] = ()
    if arrangement.grouping is Grouping.DAY:
        ids: list[int] = []
        for start, end in _days(rows.sort_ats, zone):
            ids += sort(list(rows.ids[start:end]))
    elif arrangement.grouping is Grouping.NONE:
        ids = sort(list(rows.ids))
    else:
        ids, groups = _grouped(connection, sort(list(rows.ids)), arrangement.grouping)
    ordered = array("q", ids)
    return Rows(
        ordered, array("q", map(sort_ats.__getitem__, ordered)), "other", arrangement.grouping, groups, rows.total
    )


def narrow(connection: sqlite3.Connection, rows: Rows, written: str, titles: FoldedTitles) -> Rows:
    """Those of `rows` that have all words in their title, their author, or the name of their feed, in the same order.

    A word may be part of a longer one. Case and accents do not matter.
    """
    words = folded_words(written)
    kept = bytearray(b"\x01") * len(rows)
    folded = titles.of(connection, rows.ids) if words else ()
    for word in words:
        found = bytearray(word in title for title in folded)
        from_feeds = _of_feeds_named(connection, word)
        if from_feeds:
            found = bytearray(
                is_found or article_id in from_feeds for is_found, article_id in zip(found, rows.ids, strict=True)
            )
        kept = bytearray(map(min, kept, found))
    ids, sort_ats = array("q", compress(rows.ids, kept)), array("q", compress(rows.sort_ats, kept))
    return Rows(ids, sort_ats, rows.sort, rows.grouping, total=len(rows))


def _by_time(rows: Rows) -> Rows:
    """`rows` with the newest first."""
    if rows.sort == "date":
        return rows
    pairs = sorted(zip(rows.sort_ats, rows.ids, strict=True), reverse=True)
    ids, sort_ats = array("q", (pair[1] for pair in pairs)), array("q", (pair[0] for pair in pairs))
    return Rows(ids, sort_ats, total=rows.total)


def _in_order_of_time(rows: Rows, arrangement: Arrangement) -> Rows:
    if arrangement.order is Order.NEWEST:
        return Rows(rows.ids, rows.sort_ats, "date", arrangement.grouping, total=rows.total)
    return Rows(rows.ids[::-1], rows.sort_ats[::-1], "oldest", arrangement.grouping, total=rows.total)


def _sorter(
    connection: sqlite3.Connection, rows: Rows, order: Order, titles: FoldedTitles
) -> Callable[[list[int]], list[int]]:
    """Sorts ids that come newest first."""
    match order:
        case Order.NEWEST:
            return lambda ids: ids
        case Order.OLDEST:
            return lambda ids: ids[::-1]
        case Order.FEED:
            ranks, _titles = _feed_ranks(connection)
            feed_of = _property(connection, "feed", rows)
            return lambda ids: sorted(ids, key=lambda article_id: ranks.get(feed_of[article_id], 0))
        case Order.TITLE:
            folded = dict(zip(rows.ids, titles.of(connection, rows.ids), strict=True))
            return lambda ids: sorted(ids, key=folded.__getitem__)
        case Order.LENGTH:
            lengths = _property(connection, "length", rows)
            return lambda ids: sorted(ids, key=lambda article_id: -lengths[article_id])
        case Order.UNREAD:
            return lambda ids: sorted(ids, key=_property(connection, "read", rows).__getitem__)


def _property(connection: sqlite3.Connection, name: str, rows: Rows) -> Sequence[int]:
    """A property of articles by their ids, 0 for those that are not in `rows`."""
    table, id_column, column = _PROPERTIES[name]
    statement = f"SELECT group_concat({id_column}), group_concat({column}) FROM {table}"  # noqa: S608 - ours
    newest_id: int = connection.execute("SELECT coalesce(max(article_id), 0) FROM reading").fetchone()[0]
    if len(rows) * _FEW_SHARE < newest_id:
        chosen = f"{statement} WHERE {id_column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own
        joined = connection.execute(chosen, (json_ids(rows.ids),)).fetchone()
    else:
        joined = connection.execute(statement).fetchone()
    ids, values = map(parse_numbers, joined)
    found = array("q", bytes(8 * (max(max(ids, default=0), max(rows.ids, default=0)) + 1)))
    for article_id, value in zip(ids, values, strict=True):
        found[article_id] = value
    return found


def _feed_ranks(connection: sqlite3.Connection) -> tuple[dict[int, int], dict[int, str]]:
    """The place of each feed in the order of their names, and its name."""
    named = dict(connection.execute("SELECT id, coalesce(own_title, title, url) FROM feeds").fetchall())
    in_order = sorted(named, key=lambda feed_id: (alphabetical(named[feed_id]), feed_id))
    return {feed_id: rank for rank, feed_id in enumerate(in_order)}, named


def _folder_ranks(connection: sqlite3.Connection) -> tuple[dict[int, int], dict[int, str]]:
    """The place of the folder of each feed in the order of their names, by feed, and its path; those in none last."""
    folders = {
        folder_id: (parent_id, name)
        for folder_id, parent_id, name in connection.execute("SELECT id, parent_id, name FROM folders")
    }
    paths: dict[int, tuple[str, ...]] = {}
    for feed_id, folder_id in connection.execute("SELECT id, folder_id FROM feeds").fetchall():
        path: list[str] = []
        here = folder_id
        while here in folders and len(path) <= len(folders):  # a damaged library may have folders in a circle
            here, name = folders[here]
            path.insert(0, name)
        paths[feed_id] = tuple(path)
    in_order = sorted(set(paths.values()), key=lambda path: (not path, tuple(map(alphabetical, path)), path))
    places = {path: rank for rank, path in enumerate(in_order)}
    names = {feed_id: BETWEEN_FOLDERS.join(path) for feed_id, path in paths.items()}
    return {feed_id: places[path] for feed_id, path in paths.items()}, names


def _grouped(
    connection: sqlite3.Connection, ids: list[int], grouping: Grouping
) -> tuple[list[int], tuple[RowGroup, ...]]:
    """Sorted articles by feed or folder, each group in the order in which they come."""
    ranks, names = _feed_ranks(connection) if grouping is Grouping.FEED else _folder_ranks(connection)
    titles = {rank: names[feed_id] for feed_id, rank in ranks.items()}
    feed_of = _property(connection, "feed", Rows(array("q", ids), array("q")))

    def rank(article_id: int) -> int:
        return ranks.get(feed_of[article_id], len(ranks))

    ids = sorted(ids, key=rank)
    groups: list[RowGroup] = []
    start = 0
    while start < len(ids):
        here = rank(ids[start])
        groups.append(RowGroup(start, titles.get(here, "")))
        start = bisect_right(ids, here, lo=start, key=rank)
    return ids, tuple(groups)


def _days(sort_ats: Sequence[int], zone: tzinfo | None) -> list[tuple[int, int]]:
    """The first row of each day and the one after its last, of rows that are newest first."""
    days = []
    start = 0
    while start < len(sort_ats):
        day = datetime.fromtimestamp(sort_ats[start], zone).date()
        midnight = datetime.combine(day, time(), zone).timestamp()
        end = max(start + 1, bisect_right(sort_ats, -midnight, lo=start, key=neg))
        days.append((start, end))
        start = end
    return days


def _of_feeds_named(connection: sqlite3.Connection, word: str) -> frozenset[int]:
    """The articles of the feeds with a word in their names."""
    named = connection.execute("SELECT id, coalesce(own_title, title, url) FROM feeds").fetchall()
    feed_ids = [feed_id for feed_id, title in named if word in folding.fold(title)]
    if not feed_ids:
        return frozenset()
    joined = connection.execute(
        "SELECT group_concat(article_id) FROM reading WHERE feed_id IN (SELECT value FROM json_each(?))",
        (json_ids(feed_ids),),
    )
    return frozenset(parse_numbers(joined.fetchone()[0]))
