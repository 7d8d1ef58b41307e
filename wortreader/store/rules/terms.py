"""Whether an article meets a term of a query, such as `lang:fr`, by what is known of it and without SQL.

The search finds the articles of a term by the conditions of its row in the registry. Rules ask for a few articles after
each feed; the terms that they use most are compared here, and all others by the conditions of the registry.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from wortreader.store.rules.batch import IncomingArticle
from wortreader.store.search import conditions, fields
from wortreader.store.search.dates import Present
from wortreader.store.search.executor import ID_COLUMNS
from wortreader.store.search.tree import Term
from wortreader.tag_names import fold_name

_PLACE: Final = "SELECT coalesce(own_title, title, url), folder_id FROM feeds WHERE id = ?"
_FOLDERS: Final = """
    WITH RECURSIVE above(id, parent_id, name) AS (
      SELECT id, parent_id, name FROM folders WHERE id = ?
      UNION SELECT folders.id, folders.parent_id, folders.name FROM folders JOIN above ON folders.id = above.parent_id
    ) SELECT id, name FROM above
"""


class FeedPlace(NamedTuple):
    """Where a feed is."""

    title: str
    folder_ids: frozenset[int]
    """Its folder and those around that."""
    folder_names: tuple[str, ...]


class FeedPlaces(dict[int, FeedPlace]):
    """Where feeds are, looked up when somebody asks."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, feed_id: int) -> FeedPlace:
        place = self[feed_id] = _place_of(self._connection, feed_id)
        return place


def _place_of(connection: sqlite3.Connection, feed_id: int) -> FeedPlace:
    row = connection.execute(_PLACE, (feed_id,)).fetchone()
    if row is None:
        return FeedPlace("", frozenset(), ())
    title, folder_id = row
    above = connection.execute(_FOLDERS, (folder_id,)).fetchall() if folder_id is not None else []
    names = tuple(fold_name(name) for _number, name in above)
    return FeedPlace(fold_name(title), frozenset(number for number, _name in above), names)


class Surroundings(NamedTuple):
    """What rules look at beside the article itself."""

    connection: sqlite3.Connection
    present: Present
    places: FeedPlaces


TermTest = Callable[[IncomingArticle, Surroundings], bool]


def term_test(term: Term) -> TermTest:
    """What tells whether an article meets a term."""
    row = fields.REGISTRY.row(term)
    if row is None or row.find is None:
        return lambda _candidate, _surroundings: False
    if (known := _known_test(term, row)) is not None:
        return known
    find = row.find
    return lambda candidate, surroundings: _by_conditions(term, find, candidate, surroundings)


def is_known(term: Term) -> bool:
    """Whether it is known without SQL which articles meet a term."""
    row = fields.REGISTRY.row(term)
    return row is None or row.find is None or _known_test(term, row) is not None


def _known_test(term: Term, row: fields.Field) -> TermTest | None:
    if row.find is not None and (known := _KNOWN.get(row.find)) is not None:
        return known(term)
    return _STATES.get(term.value) if row.name == "is" else None


def _by_conditions(term: Term, find: fields.Find, candidate: IncomingArticle, surroundings: Surroundings) -> bool:
    connection = surroundings.connection
    for condition in find(term, connection, surroundings.present):
        found = connection.execute(
            f"SELECT 1 FROM {condition.table} "  # noqa: S608 - our own words
            f"WHERE {ID_COLUMNS[condition.table]} = ? AND ({condition.where})",
            (candidate.article_id, *condition.parameters),
        )
        if found.fetchone() is not None:
            return True
    return False


def _in_feed(term: Term) -> TermTest:
    wanted = fold_name(term.value)
    return lambda candidate, surroundings: wanted in surroundings.places[candidate.properties.feed_id].title


def _in_folder(term: Term) -> TermTest:
    wanted = fold_name(term.value)
    return lambda candidate, surroundings: any(
        wanted in name for name in surroundings.places[candidate.properties.feed_id].folder_names
    )


def _at_address(term: Term) -> TermTest:
    wanted = term.value.lower()
    return lambda candidate, _surroundings: wanted in _ascii_lower(candidate.properties.url or "")


def _ascii_lower(text: str) -> str:
    """What SQLite's `lower` returns."""
    return text.lower() if text.isascii() else "".join(sign.lower() if sign.isascii() else sign for sign in text)


def _in_category(term: Term) -> TermTest:
    wanted = fold_name(term.value)

    def is_in(candidate: IncomingArticle, _surroundings: Surroundings) -> bool:
        stored = candidate.properties.categories
        names = map(fold_name, conditions.names_in(stored)) if stored != "[]" else ()
        return any(name.startswith(wanted) if term.is_prefix else name == wanted for name in names)

    return is_in


def _in_language(term: Term) -> TermTest:
    wanted = fold_name(term.value)

    def is_in(candidate: IncomingArticle, _surroundings: Surroundings) -> bool:
        language = candidate.properties.language
        if language is None:
            return False
        return language.split("-")[0] == wanted or (
            language.startswith(wanted) if term.is_prefix else language == wanted
        )

    return is_in


def _by_sort_time(find: fields.Find) -> Callable[[Term], TermTest]:
    """Dates: the parameters of the conditions are the edges."""

    def test(term: Term) -> TermTest:
        def is_met(candidate: IncomingArticle, surroundings: Surroundings) -> bool:
            at = candidate.properties.sort_at
            (condition,) = find(term, surroundings.connection, surroundings.present)
            edges = [int(edge) for edge in condition.parameters]
            match condition.where:
                case "sort_at >= ?":
                    return at >= edges[0]
                case "sort_at < ?":
                    return at < edges[0]
                case "sort_at > ?":
                    return at > edges[0]
                case "sort_at >= ? AND sort_at < ?":
                    return edges[0] <= at < edges[1]
            return _by_conditions(term, find, candidate, surroundings)

        return is_met

    return test


def _by_word_count(find: fields.Find) -> Callable[[Term], TermTest]:
    def test(term: Term) -> TermTest:
        def is_met(candidate: IncomingArticle, surroundings: Surroundings) -> bool:
            (condition,) = find(term, surroundings.connection, surroundings.present)
            low, high = (int(bound) for bound in condition.parameters)
            return low <= candidate.properties.word_count <= high

        return is_met

    return test


_KNOWN: Final[Mapping[fields.Find, Callable[[Term], TermTest]]] = {
    conditions.in_feed: _in_feed,
    conditions.in_folder: _in_folder,
    conditions.at_address: _at_address,
    conditions.in_category: _in_category,
    conditions.in_language: _in_language,
    **{find: _by_sort_time(find) for find in (conditions.since, conditions.before, conditions.on, conditions.of_age)},
    **{find: _by_word_count(find) for find in (conditions.of_words, conditions.of_minutes)},
}
_STATES: Final[Mapping[str, TermTest]] = {
    # As the rules before have left it.
    "unread": lambda candidate, _surroundings: not candidate.is_read,
    "read": lambda candidate, _surroundings: candidate.is_read,
    "starred": lambda candidate, _surroundings: candidate.is_starred,
}
