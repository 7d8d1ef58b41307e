"""What a step changes in the library, noted while it is done, so that it can be undone and redone: see `changes.py`.

Rows of the user's own tables are noted by temporary triggers, which a connection has for each table that a step of it
has watched. Marks of articles are noted by `Articles`, and articles that are set aside by `aside`, as numbers: a step
may concern 100,000 articles, and a row for each would take longer than the step.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import sub
from typing import Any, Final

from wortreader.lazy_dataclass import lazy_dataclass

_LEVEL: Final = 1
_MOST_BYTES: Final = 256 << 20
"""Of the notes of one step, unpacked."""
_LARGEST: Final = 1 << 40
"""Number of an article or a rule."""

Note = tuple[Any, ...]
"""One thing that a step has changed, as JSON keeps it: ("row", table, key, before, after), with None for a row that was
not there, or is not there any more; ("mark", column, value, numbers); ("aside", rule_id, is_hidden, numbers)."""


@lazy_dataclass(frozen=True, slots=True)
class WatchedTable:
    """A table of what the user has made, whose rows a step can change."""

    columns: Sequence[str]
    """What undo restores. If rows are added and deleted, all columns but the key that have no default. No BLOBs."""
    key: Sequence[str] = ("id",)
    """The columns that say which row it is. An id must never be used again: AUTOINCREMENT."""
    name: str = "name"
    """An SQL expression for what the user calls a row."""
    is_lasting: bool = False
    """Whether steps only change rows, and neither add nor delete any."""
    stays_while: str = ""
    """An SQL condition on a row that was added: undo leaves it while it holds. Empty: it is always deleted."""
    times: frozenset[str] = frozenset()
    """Columns of which it only matters whether they are NULL; undo and redo set them to their own time."""
    fractions: frozenset[str] = frozenset()
    """Columns with fractions, which SQLite's JSON would round to 15 digits: they could not be found again by them."""


_ARTICLE_NAME: Final = "(SELECT title FROM articles WHERE articles.id = article_id)"
_PLACE: Final = WatchedTable(
    ("position", "anchor", "begun_at"),
    key=("article_id",),
    name=_ARTICLE_NAME,
    is_lasting=True,
    fractions=frozenset({"position"}),
)
"""How far the user has read an article."""
_TAG_NAME: Final = "(SELECT name FROM tags WHERE id = tag_id)"

WATCHED_TABLES: Final[Mapping[str, WatchedTable]] = {
    "feeds": WatchedTable(
        ("url", "own_title", "folder_id", "is_paused", "is_private_allowed", "position", "removed_at"),
        name="coalesce(own_title, title, url)",
        is_lasting=True,
        times=frozenset({"removed_at"}),
    ),
    "feed_settings": WatchedTable(("value",), key=("feed_id", "name")),
    "articles": WatchedTable(("feed_id", "guid"), name="title", is_lasting=True),
    "pruned_guids": WatchedTable(
        ("pruned_at",),
        key=("feed_id", "guid_hash"),
        name="(SELECT coalesce(own_title, title, url) FROM feeds WHERE feeds.id = feed_id)",
    ),
    "downloads": WatchedTable(("article_id",), name="title", is_lasting=True),
    "folders": WatchedTable(("parent_id", "name", "position", "is_own")),
    "folder_settings": WatchedTable(("value",), key=("folder_id", "name")),
    "views": WatchedTable(("name", "query", "added_at")),
    "rules": WatchedTable(
        (
            *("position", "name", "query", "actions", "tags", "feed_ids", "folder_ids"),
            *("ends_at", "is_enabled", "added_at"),
        )
    ),
    "rule_marks": WatchedTable(("marked_at",), key=("article_id", "rule_id", "action"), name=_ARTICLE_NAME),
    "play_queue": WatchedTable(("place", "article_id", "url", "queued_at"), name=_ARTICLE_NAME),
    "reading": _PLACE,
    "set_aside": _PLACE,
    # Undo leaves a tag that something else has got since: with it, it would be taken from that too.
    "tags": WatchedTable(
        ("name",), stays_while="id IN (SELECT tag_id FROM article_tags) OR id IN (SELECT tag_id FROM feed_tags)"
    ),
    "article_tags": WatchedTable((), key=("article_id", "tag_id"), name=_TAG_NAME),
    "feed_tags": WatchedTable((), key=("feed_id", "tag_id"), name=_TAG_NAME),
}
"""The tables that steps can watch. What is written to them during a step must not be written by REPLACE, of which
triggers see only half."""


class ChangeNotes:
    """What the present step has changed so far by one connection; nothing is noted outside of a step."""

    def __init__(self) -> None:
        self._notes: list[Note] | None = None

    @property
    def is_on(self) -> bool:
        """Whether a step is being done."""
        return self._notes is not None

    def begin(self, connection: sqlite3.Connection, tables: Iterable[str]) -> None:
        """Begins a step, which watches these tables."""
        for table in tables:
            for statement in _triggers(table, WATCHED_TABLES[table]):
                connection.execute(statement)
        self._notes = []

    def end(self) -> list[Note]:
        """Ends the step, and returns what it has changed, in that order."""
        notes, self._notes = self._notes or [], None
        return notes

    def add_marks(self, column: str, value: bool, ids: Iterable[int]) -> None:
        """Notes that these articles have got a mark, or lost it."""
        if self._notes is not None and (differences := _differences(ids)):
            self._notes.append(("mark", column, value, differences))

    def add_moves(self, rule_id: int, is_hidden: bool, ids: Iterable[int]) -> None:
        """Notes that a rule hides these articles, or no longer does."""
        if self._notes is not None and (differences := _differences(ids)):
            self._notes.append(("aside", rule_id, is_hidden, differences))

    def add_row(self, table: str, key: str, before: str | None, after: str | None) -> None:
        """Notes a changed row: a function for the triggers. Everything is JSON; `before` and `after` are objects."""
        if self._notes is not None:
            former, present = (None if row is None else json.loads(row) for row in (before, after))
            if former is not None and present is not None:  # only what differs
                names = [name for name in former if former[name] != present[name]]
                former, present = ({name: row[name] for name in names} for row in (former, present))
                if not names:
                    return
            self._notes.append(("row", table, json.loads(key), former, present))


def pack(notes: Sequence[Note]) -> bytes:
    """Notes as they are stored. What is packed of more notes may be put behind them."""
    return zlib.compress(json.dumps(notes, separators=(",", ":")).encode("ascii"), _LEVEL)


def unpack(stored: bytes) -> list[Note]:
    """The notes of `pack`; none if they are damaged, and without those that are none."""
    notes: list[Any] = []
    left = _MOST_BYTES
    try:
        while stored and left > 0:
            inflater = zlib.decompressobj()
            packed = inflater.decompress(stored, left)
            if not inflater.eof:
                return []
            notes += json.loads(packed)
            stored, left = inflater.unused_data, left - len(packed)
        return [tuple(note) for note in notes if _is_sound(note)]
    except (zlib.error, ValueError, TypeError, RecursionError):
        return []


def _is_sound(note: Any) -> bool:
    """Whether this can be a note: a library may be a stranger's, or damaged."""
    match note:
        case ["mark", "is_read" | "is_starred", bool(), [*differences]]:
            return _are_numbers(differences)
        case ["aside", int(rule_id), bool(), [*differences]]:
            return _are_numbers((rule_id, *differences))
        case ["row", str(table), [*key], dict() | None as before, dict() | None as after]:
            watched = WATCHED_TABLES.get(table)
            present = [row for row in (before, after) if row is not None]
            return (
                bool(present)
                and (watched is None or len(key) == len(watched.key))
                and present[0].keys() == present[-1].keys()
                and all(_is_stored(value) for value in (*key, *(value for row in present for value in row.values())))
            )
    return False


def _are_numbers(values: Iterable[Any]) -> bool:
    """Whether SQLite can keep these numbers, and their sums."""
    return all(type(value) is int and abs(value) <= _LARGEST for value in values)


def _is_stored(value: Any) -> bool:
    """Whether this can be the value of a column."""
    return value is None or isinstance(value, float | str) or (isinstance(value, int) and -(1 << 63) <= value < 1 << 63)


def numbers(note: Note) -> list[int]:
    """The articles of a note on marks, or on articles that were set aside."""
    return list(accumulate(note[-1]))


def _differences(ids: Iterable[int]) -> list[int]:
    """Numbers in ascending order, each as what it is more than the one before: 100,000 take some hundred bytes."""
    ordered = sorted(ids)
    return list(map(sub, ordered, chain((0,), ordered)))


def _triggers(name: str, table: WatchedTable) -> Iterable[str]:
    """The statements that create the triggers of a table unless the connection has them."""
    events = {"UPDATE": f"UPDATE OF {', '.join(table.columns)}"} if table.columns else {}
    if not table.is_lasting:
        events |= {"INSERT": "INSERT", "DELETE": "DELETE"}
    for event, words in events.items():
        before = "NULL" if event == "INSERT" else _json_row("old", table)
        after = "NULL" if event == "DELETE" else _json_row("new", table)
        key = ", ".join(f"{'old' if event == 'DELETE' else 'new'}.{column}" for column in table.key)
        yield (
            f"CREATE TEMP TRIGGER IF NOT EXISTS note_{name}_{event.lower()} AFTER {words} ON main.{name} "
            f"WHEN is_noting() BEGIN SELECT note_row('{name}', json_array({key}), {before}, {after}); END"
        )


def _json_row(which: str, table: WatchedTable) -> str:
    return (
        "json_object(" + ", ".join(f"'{column}', {_json_value(which, column, table)}" for column in table.columns) + ")"
    )


def _json_value(which: str, column: str, table: WatchedTable) -> str:
    value = f"{which}.{column}"
    return f"json(iif({value} IS NULL, 'null', printf('%!.17g', {value})))" if column in table.fractions else value
