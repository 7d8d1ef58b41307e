"""The SQL conditions that the values of query fields stand for.

Each function takes a term, a connection to the library and the time of the search, and returns conditions. An article
meets the term if it meets one of them.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from typing import Final, Literal

from wortreader.folding import joined_numbers
from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import WORDS_PER_MINUTE
from wortreader.store.search import spans
from wortreader.store.search.dates import Present, interval
from wortreader.store.search.field_words import LANGUAGE_WORDS
from wortreader.store.search.spans import is_span, span
from wortreader.store.search.tree import Term
from wortreader.tag_names import fold_name

Table = Literal["articles", "bodies", "reading", "search", "set_aside"]

_AGE: Final = lazy_pattern(r"(?:([<>])=*)?([^<>=]+)")
_RANGE: Final = lazy_pattern(r"(?:(<=|>=|<|>|=)?([0-9]{1,7})|([0-9]{1,7})\.\.([0-9]{1,7}))")
_NO_BOUND: Final = 2**62


@lazy_dataclass(frozen=True, slots=True)
class Condition:
    """The articles that a WHERE clause finds in one table."""

    table: Table
    where: str
    parameters: tuple[str | int, ...] = ()


def in_feed(term: Term, connection: sqlite3.Connection, _present: Present) -> Iterable[Condition]:
    """Articles of the feeds that have the value in their name."""
    wanted = fold_name(term.value)
    feeds = connection.execute("SELECT id, coalesce(own_title, title, url) FROM feeds WHERE removed_at IS NULL")
    return _in_feeds(feed_id for feed_id, title in feeds if wanted in fold_name(title))


def in_folder(term: Term, connection: sqlite3.Connection, _present: Present) -> Iterable[Condition]:
    """Articles of the feeds in folders that have the value in their name, and in the folders inside those."""
    wanted = fold_name(term.value)
    folders = {
        folder_id: (parent_id, fold_name(name))
        for folder_id, parent_id, name in connection.execute("SELECT id, parent_id, name FROM folders")
    }

    def is_inside(folder_id: int | None) -> bool:
        for _step in range(len(folders)):  # a damaged library may have folders in a circle
            if folder_id not in folders:
                return False
            folder_id, name = folders[folder_id]
            if wanted in name:
                return True
        return False

    feeds = connection.execute("SELECT id, folder_id FROM feeds WHERE folder_id IS NOT NULL").fetchall()
    return _in_feeds(feed_id for feed_id, folder_id in feeds if is_inside(folder_id))


def _in_feeds(feed_ids: Iterable[int]) -> Iterable[Condition]:
    return (Condition("reading", "feed_id IN (SELECT value FROM json_each(?))", (json.dumps(list(feed_ids)),)),)


def with_tag(term: Term, connection: sqlite3.Connection, _present: Present) -> Iterable[Condition]:
    """Articles that have the value as a tag, or one that begins with it if the term is a prefix, or whose feed has."""
    wanted = fold_name(term.value)
    tags = connection.execute("SELECT id, name FROM tags").fetchall()
    # In a query, the digits of a number are joined.
    chosen = [tag_id for tag_id, name in tags if _is_name(fold_name(joined_numbers(name)), wanted, term)]
    if chosen:
        numbers = json.dumps(chosen)
        where = "article_id IN (SELECT article_id FROM article_tags WHERE tag_id IN (SELECT value FROM json_each(?)))"
        yield Condition("reading", where, (numbers,))
        feeds = "SELECT DISTINCT feed_id FROM feed_tags WHERE tag_id IN (SELECT value FROM json_each(?))"
        yield from _in_feeds(feed_id for (feed_id,) in connection.execute(feeds, (numbers,)))


def in_category(term: Term, connection: sqlite3.Connection, _present: Present) -> Iterable[Condition]:
    """Articles that their feed puts into a category, or into one that begins with the value if the term is a prefix."""
    wanted = fold_name(term.value)
    lists = connection.execute("SELECT DISTINCT categories FROM bodies WHERE categories <> '[]'").fetchall()
    chosen = [
        stored for (stored,) in lists if any(_is_name(fold_name(name), wanted, term) for name in names_in(stored))
    ]
    if chosen:
        where = "categories <> '[]' AND categories IN (SELECT value FROM json_each(?))"
        yield Condition("bodies", where, (json.dumps(chosen),))


def in_language(term: Term, connection: sqlite3.Connection, _present: Present) -> Iterable[Condition]:
    """Articles in a language, by its code or its name, whatever the region: `de` and `allemand` are `de-LU` too."""
    wanted = fold_name(term.value)
    wanted = next((code for code, names in LANGUAGE_WORDS.items() if wanted in fold_name(names).split()), wanted)
    languages = connection.execute("SELECT DISTINCT language FROM articles WHERE language IS NOT NULL")
    chosen = [
        language for (language,) in languages if language.split("-")[0] == wanted or _is_name(language, wanted, term)
    ]
    return (Condition("articles", "language IN (SELECT value FROM json_each(?))", (json.dumps(chosen),)),)


def at_address(term: Term, _connection: sqlite3.Connection, _present: Present) -> Iterable[Condition]:
    """Articles that have the value in their address."""
    return (Condition("articles", "instr(lower(url), ?) > 0", (term.value.lower(),)),)


def _is_name(name: str, wanted: str, term: Term) -> bool:
    return name.startswith(wanted) if term.is_prefix else name == wanted


def names_in(stored: str) -> list[str]:
    """The names in a column that is a JSON array; none if it is damaged."""
    try:
        names = json.loads(stored)
    except (ValueError, TypeError):  # a damaged index may have NULL
        return []
    return list(map(str, names)) if isinstance(names, list) else []


def since(term: Term, _connection: sqlite3.Connection, present: Present) -> Iterable[Condition]:
    """Articles of that day, month or year and later; of a span, those not older."""
    begin, _end = interval(term.value, present)
    return (Condition("reading", "sort_at >= ?", (begin,)),)


def before(term: Term, _connection: sqlite3.Connection, present: Present) -> Iterable[Condition]:
    """Articles older than that day, month, year or span."""
    begin, _end = interval(term.value, present)
    return (Condition("reading", "sort_at < ?", (begin,)),)


def on(term: Term, _connection: sqlite3.Connection, present: Present) -> Iterable[Condition]:
    """Articles of that day, month or year."""
    return (Condition("reading", "sort_at >= ? AND sort_at < ?", interval(term.value, present)),)


def is_age(value: str) -> bool:
    """Whether `value` is a span, with or without a comparison: `<3d`."""
    parts = _AGE.fullmatch(value)
    return parts is not None and is_span(parts[2])


def is_age_beginning(value: str) -> bool:
    """Whether an age may begin like this."""
    return spans.is_beginning(re.sub("^[<>]?=?", "", value))


def of_age(term: Term, _connection: sqlite3.Connection, present: Present) -> Iterable[Condition]:
    """Articles younger than a span, or older after `>`."""
    parts = _AGE.fullmatch(term.value)
    sign, length = parts.groups() if parts else (None, "")
    edge = int((present.now - span(length)).timestamp())
    return (Condition("reading", "sort_at < ?" if sign == ">" else "sort_at > ?", (edge,)),)


def is_range(value: str) -> bool:
    """Whether `value` is a number, a comparison with one, or two numbers with `..` between them."""
    return _bounds(value) is not None


def is_range_beginning(value: str) -> bool:
    """Whether a range may begin like this."""
    return re.fullmatch(r"[<>=]{0,2}|[0-9]{1,7}\.{1,2}", value) is not None


def of_words(term: Term, _connection: sqlite3.Connection, _present: Present) -> Iterable[Condition]:
    """Articles with so many words."""
    low, high = _bounds(term.value) or (0, _NO_BOUND)
    return (Condition("articles", "word_count BETWEEN ? AND ?", (low, high)),)


def of_minutes(term: Term, _connection: sqlite3.Connection, _present: Present) -> Iterable[Condition]:
    """Articles that take so many minutes to read: one at least, rounded up as in `reading_minutes`."""
    low, high = _bounds(term.value) or (0, _NO_BOUND)
    low = 0 if low <= 1 else (low - 1) * WORDS_PER_MINUTE + 1
    high = high * WORDS_PER_MINUTE if high else -1
    return (Condition("articles", "word_count BETWEEN ? AND ?", (low, min(high, _NO_BOUND))),)


def _bounds(value: str) -> tuple[int, int] | None:
    """The least and the greatest number, both included; None for what is no range or for less than 0."""
    parts = _RANGE.fullmatch(value)
    if parts is None:
        return None
    sign, number, low, high = parts.groups()
    if low is not None:
        return int(low), int(high)
    bound = int(number)
    match sign:
        case "<":
            return (0, bound - 1) if bound else None
        case "<=":
            return 0, bound
        case ">":
            return bound + 1, _NO_BOUND
        case ">=":
            return bound, _NO_BOUND
    return bound, bound
