"""The log of what the user has changed: undo and redo, over restarts, for seven days, by app and command line alike.

A use case wraps its ordinary writes:

    with library.changes.step("feed.rename", at=now, former=feed.title, title=title):
        library.feeds.rename(feed.feed_id, title)

All that happens in the block is one transaction, and one step. What it changes in the tables of its kind
(`change_kinds.KINDS`) is noted, and so is every mark, and every article that is set aside or brought back by `aside`.
The keyword arguments, which must be texts, numbers or None, fill the kind's sentence; `n` and, if it is one article,
`title` are known for marks. A step within another one is part of that one; one that has changed nothing is not kept.
What must not be undone, such as marking an article read because it was opened, is written outside of a step.

`undo` reverts the newest step, whoever made it, and `redo` the other way; a new step drops those that were undone. Only
what is still as the step has left it is reverted: a star that was set meanwhile stays. What else cannot be reverted is
in `Reverted.missed`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Change, MarkedArticles, Reverted
from wortreader.sentences import Sentence
from wortreader.store import aside, change_notes, merging
from wortreader.store.change_kinds import kind_of, sentence
from wortreader.store.change_notes import WATCHED_TABLES, Note, WatchedTable
from wortreader.store.connection import Connection
from wortreader.store.database import Database
from wortreader.store.feeds import READ_ANEW, Feeds
from wortreader.store.headlines import json_ids
from wortreader.store.rules import ending
from wortreader.store.times import moment_or_start, seconds

KEPT: Final = timedelta(days=7)
"""How long a step can be undone, and a removed feed comes back."""

Row = dict[str, Any]
"""The watched columns of a row; of one that has changed, those that have."""

_TIME_COLUMNS: Final = {"is_read": "read_at", "is_starred": "starred_at"}
_CHANGE: Final = "SELECT id, kind, details, made_at FROM changes"


@lazy_dataclass(eq=False, slots=True)
class ChangeStep:
    """A step that is being done."""

    kind: str
    """May be made more exact in the block, to one that changes the same tables."""
    details: dict[str, str | int | None]
    """What fills the sentence of its kind: may be completed in the block."""
    change_id: int | None = None
    """Its number in the log, when the block has ended; None if nothing has changed."""

    @property
    def sentence(self) -> Sentence:
        """What has been done, for the user; when the block has ended."""
        return sentence(self.kind, self.details)


class Changes:
    """The log of a library."""

    def __init__(self, database: Database, feeds: Feeds) -> None:
        self._database = database
        self._feeds = feeds

    # --- writing ------------------------------------------------------------------------------------------------------

    @contextmanager
    def step(
        self, kind: str, *, at: datetime, extends: int | None = None, **details: str | int | None
    ) -> Iterator[ChangeStep]:
        """All that is written in the block, as one step of this kind and one transaction.

        It becomes part of the step `extends` if that is still the newest one, and not undone.
        """
        step = ChangeStep(kind, details)
        with self._database.write(is_durable=True) as connection:
            if connection.notes.is_on:
                yield step
                return
            connection.notes.begin(connection, kind_of(kind).tables)
            try:
                yield step
            finally:
                notes = connection.notes.end()
            if notes:
                step.change_id = _store(connection, step.kind, step.details, notes, at=at, extends=extends)

    # --- reading ------------------------------------------------------------------------------------------------------

    def undoable(self) -> list[Change]:
        """The steps that can be undone, the newest first."""
        with self._database.read() as connection:
            return [_change(row) for row in connection.execute(f"{_CHANGE} WHERE undone_at IS NULL ORDER BY id DESC")]

    # --- back and forth -----------------------------------------------------------------------------------------------

    def undo(self, *, at: datetime, group: str = "") -> Reverted | None:
        """Undoes the newest step and returns what it was; None if there is none.

        With a `group`, such as `rule`, also None if it is of another kind than `rule.…`: then nothing is undone.
        """
        with self._database.write(is_durable=True) as connection:
            row = connection.execute(f"{_CHANGE} WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1").fetchone()
            change = None if row is None else _change(row)
            if change is None or (group and not change.kind.startswith(f"{group}.")):
                return None
            return _revert(connection, change, at, is_undo=True)

    def undo_to(self, change_id: int, *, at: datetime) -> list[Reverted]:
        """Undoes all steps from the newest to this one, in one transaction; returns what they were, newest first.

        Empty if that is not among the steps that can be undone.
        """
        with self._database.write(is_durable=True) as connection:
            rows = connection.execute(
                f"{_CHANGE} WHERE undone_at IS NULL AND id >= ? ORDER BY id DESC", (change_id,)
            ).fetchall()
            if not rows or rows[-1][0] != change_id:
                return []
            return [_revert(connection, _change(row), at, is_undo=True) for row in rows]

    def redo(self, *, at: datetime) -> Reverted | None:
        """Does the step again that was undone last, and returns what it was; None if there is none."""
        with self._database.write(is_durable=True) as connection:
            row = connection.execute(f"{_CHANGE} WHERE undone_at IS NOT NULL ORDER BY id LIMIT 1").fetchone()
            return None if row is None else _revert(connection, _change(row), at, is_undo=False)

    def forget_old(self, *, now: datetime) -> None:
        """Deletes the steps that are older than KEPT, and for good the feeds that were removed before."""
        before = seconds(now - KEPT)
        with self._database.read() as connection:
            is_old = "SELECT 1 FROM changes WHERE made_at < ?1 UNION ALL SELECT 1 FROM feeds WHERE removed_at < ?1"
            if connection.execute(is_old, (before,)).fetchone() is None:
                return
        with self._database.write() as connection:
            connection.execute("DELETE FROM changes WHERE made_at < ?", (before,))
        self._feeds.delete_removed(before=now - KEPT)


def _store(
    connection: Connection,
    kind: str,
    details: dict[str, str | int | None],
    notes: list[Note],
    *,
    at: datetime,
    extends: int | None,
) -> int:
    """Writes a step, and drops those that were undone; returns its number."""
    newest = connection.execute("SELECT id, notes, undone_at FROM changes ORDER BY id DESC LIMIT 1").fetchone()
    former = b""
    if newest is None or newest[0] != extends or newest[2] is not None:
        extends = None
    elif details.get("n") is None:
        notes = [*change_notes.unpack(newest[1]), *notes]
    else:
        former = newest[1]  # to read them would take an import of 60,000 feeds a minute
    details.update(_of_articles(connection, notes, details))
    stored = json.dumps(details), former + change_notes.pack(notes)
    if extends is not None:
        connection.execute("UPDATE changes SET details = ?, notes = ? WHERE id = ?", (*stored, extends))
        return extends
    connection.execute("DELETE FROM changes WHERE undone_at IS NOT NULL")
    change_id = connection.execute(
        "INSERT INTO changes (kind, details, notes, made_at) VALUES (?, ?, ?, ?)", (kind, *stored, seconds(at))
    ).lastrowid
    assert change_id is not None, "an INSERT has a rowid"
    return change_id


def _of_articles(
    connection: Connection, notes: Sequence[Note], details: dict[str, str | int | None]
) -> dict[str, str | int]:
    """How many articles were marked, and the title if it is one."""
    marks = [note for note in notes if note[0] == "mark"]
    if not marks or details.get("n") is not None:
        return {}
    if len(marks) == 1 and len(marks[0][-1]) > 1:
        return {"n": len(marks[0][-1])}
    ids = {number for note in marks for number in change_notes.numbers(note)}
    if len(ids) > 1:
        return {"n": len(ids)}
    title = connection.execute("SELECT title FROM articles WHERE id = ?", tuple(ids)).fetchone()
    return {"n": 1, "title": title[0] if title else ""}


def _change(row: Sequence[Any]) -> Change:
    change_id, kind, stored, made_at = row
    return Change(change_id, kind, sentence(kind, _details(stored)), moment_or_start(made_at))


def _details(stored: str) -> Mapping[str, object]:
    """What fills the sentence of a step; empty if it is damaged."""
    try:
        details = json.loads(stored)
    except ValueError:
        return {}
    return details if isinstance(details, dict) else {}


# --- reverting --------------------------------------------------------------------------------------------------------


def _revert(connection: Connection, change: Change, at: datetime, *, is_undo: bool) -> Reverted:
    """Undoes a step, or does it again."""
    connection.execute(
        "UPDATE changes SET undone_at = ? WHERE id = ?", (seconds(at) if is_undo else None, change.change_id)
    )
    notes = _notes(connection, change, is_undo=is_undo)
    rows: list[_RowNote] = []
    marked: list[MarkedArticles] = []
    for note in reversed(notes) if is_undo else notes:
        match note:
            case ("mark", str(column), value, _numbers):
                marked.append(_mark(connection, column, bool(value) is not is_undo, change_notes.numbers(note), at))
            case ("aside", int(rule_id), is_hidden, _numbers):
                _move(connection, rule_id, bool(is_hidden) is not is_undo, change_notes.numbers(note))
            case ("row", str(table), key, before, after):
                rows.append(_RowNote(table, key, *((after, before) if is_undo else (before, after))))
    missed = _set_rows(connection, rows, at)
    for row in rows:
        if row.table == "feeds" and "url" in (row.wanted or ()):
            connection.execute(READ_ANEW, (row.key[0],))
    if any(note[:2] == ("row", "rules") for note in notes):
        ending.settle(connection, at)
    only_marks = tuple(marked) if len(marked) == len(notes) else None
    return Reverted(change, tuple(dict.fromkeys(_name(connection, row) for row in missed)), only_marks)


def _notes(connection: Connection, change: Change, *, is_undo: bool) -> Sequence[Note]:
    """What a step has changed, completed by what has come since if it is a merge of feeds."""
    query = "SELECT details, notes FROM changes WHERE id = ?"
    words, stored = connection.execute(query, (change.change_id,)).fetchone()
    notes, details = change_notes.unpack(stored), _details(words)
    if merging.NEWEST_ID not in details:
        return notes
    # In front: undone after the feed has come back, and done again before it is removed.
    later = merging.note_later_articles(connection, notes, details, is_undo=is_undo)
    if not is_undo:
        newest = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
        details = {**details, merging.NEWEST_ID: newest[0]}
    connection.execute(
        "UPDATE changes SET details = ?, notes = ? WHERE id = ?",
        (json.dumps(details), change_notes.pack(later) + stored if later else stored, change.change_id),
    )
    return [*later, *notes]


def _mark(connection: Connection, column: str, value: bool, ids: Sequence[int], at: datetime) -> MarkedArticles:
    for table in ("reading", "set_aside"):
        connection.execute(
            f"UPDATE {table} SET {column} = ?1, {_TIME_COLUMNS[column]} = ?2 "  # noqa: S608 - our own columns
            f"WHERE article_id IN (SELECT value FROM json_each(?3)) AND {column} <> ?1",
            (value, seconds(at), json_ids(ids)),
        )
    return MarkedArticles(column, value, tuple(ids))


def _move(connection: Connection, rule_id: int, is_hidden: bool, ids: Sequence[int]) -> None:
    if is_hidden:
        aside.set_aside(connection, ids, rule_id)
    else:
        of_rule = set(aside.ids_of_rule(connection, rule_id))
        aside.bring_back(connection, [number for number in ids if number in of_rule])


class _RowNote(NamedTuple):
    """A row to be reverted."""

    table: str
    key: Sequence[Any]
    since: Row | None
    """What a step, or undoing it, has made of it."""
    wanted: Row | None


def _set_rows(connection: Connection, rows: Sequence[_RowNote], at: datetime) -> Sequence[_RowNote]:
    """Makes rows what they are wanted to be; returns those that others are in the way of.

    Those that fail are tried again after the others: a tag may have to be there before what has it.
    """
    while rows:
        failed = [row for row in rows if row.table not in WATCHED_TABLES or not _set_row(connection, row, at)]
        if len(failed) == len(rows):
            break
        rows = failed
    return rows


def _set_row(connection: Connection, row: _RowNote, at: datetime) -> bool:
    """Makes a row what it is wanted to be, as far as it is as it has been since; returns whether it is that now."""
    connection.execute("SAVEPOINT row")
    try:
        return _write_row(connection, *row, at)
    except sqlite3.IntegrityError:  # another row has its name, or needs it
        connection.execute("ROLLBACK TO row")
        return False
    finally:
        connection.execute("RELEASE row")


def _write_row(
    connection: Connection, table: str, key: Sequence[Any], since: Row | None, wanted: Row | None, at: datetime
) -> bool:
    watched = WATCHED_TABLES[table]
    this_row = " AND ".join(f"{column} = ?" for column in watched.key)
    known = [column for column in watched.columns if column in (since or wanted or ())]
    if since is None:
        assert wanted is not None, "a row that has changed was there before or after"
        columns = (*watched.key, *known)
        values = (*key, *(wanted[column] for column in known))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
        connection.execute(statement, values)
        return True
    same = "".join(f" AND {_is_same(watched, column)}" for column in known)
    parameters = (*key, *(since[column] for column in known))
    if wanted is None:
        if (
            watched.stays_while
            and connection.execute(
                f"SELECT 1 FROM {table} WHERE {this_row} AND ({watched.stays_while})",  # noqa: S608 - our own names
                tuple(key),
            ).fetchone()
        ):
            return True
        connection.execute(f"DELETE FROM {table} WHERE {this_row}{same}", parameters)  # noqa: S608 - our own names
        return connection.execute(f"SELECT 1 FROM {table} WHERE {this_row}", tuple(key)).fetchone() is None  # noqa: S608
    is_done = True
    for column in known:
        value = seconds(at) if column in watched.times and wanted[column] is not None else wanted[column]
        changed = connection.execute(
            f"UPDATE {table} SET {column} = ? WHERE {this_row} AND {_is_same(watched, column)}",  # noqa: S608 - ours
            (value, *key, since[column]),
        ).rowcount
        if not changed:
            present = f"SELECT 1 FROM {table} WHERE {this_row} AND {_is_same(watched, column)}"  # noqa: S608 - ours
            is_done &= connection.execute(present, (*key, wanted[column])).fetchone() is not None
    return is_done


def _is_same(watched: WatchedTable, column: str) -> str:
    """The condition that a column has a value, which is a parameter."""
    return f"({column} IS NULL) = (? IS NULL)" if column in watched.times else f"{column} IS ?"


def _name(connection: Connection, row: _RowNote) -> str:
    """What the user calls a row that may no longer be there."""
    if (watched := WATCHED_TABLES.get(row.table)) is not None:
        this_row = " AND ".join(f"{column} = ?" for column in watched.key)
        found = connection.execute(
            f"SELECT {watched.name} FROM {row.table} WHERE {this_row}",  # noqa: S608 - our own names
            tuple(row.key),
        ).fetchone()
        if found is not None and found[0]:
            return str(found[0])
    return next((str(each["name"]) for each in (row.wanted, row.since) if each and each.get("name")), row.table)
