"""Articles that are set aside: no list, count, view or search shows them, and nothing is fetched for them.

An article is set aside because a rule hides it, or because its feed has been removed. Its row of `reading` is in the
table `set_aside` then, with the rule; so what reads `reading` needs no condition. It keeps its marks, its story and its
place in the full-text index, and a refresh goes on to update it.

Each move is noted in `changed_articles`: that tells every cache of articles, in all processes, to look at it again.
Articles that a rule hides can be opened and marked by their id, and `is:hidden` finds them. Those of removed feeds
cannot: see `removed_feeds`, and the triggers of `feeds.removed_at` in the schema.

The functions take the connection of a write transaction. Within a step of the log (`changes.py`), they can be undone.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Final

from wortreader.store.connection import Connection
from wortreader.store.headlines import json_ids, parse_numbers

COLUMNS: Final = (
    "article_id, feed_id, sort_at, is_read, read_at, is_starred, starred_at, position, anchor, begun_at"  # of `reading`
)
_AMONG: Final = "article_id IN (SELECT value FROM json_each(?))"


def set_aside(connection: Connection, ids: Iterable[int], rule_id: int) -> array[int]:
    """Hides articles because of a rule; returns those that were shown before, as `hide` does."""
    return hide(connection, dict.fromkeys(ids, rule_id))


def hide(connection: Connection, rules: Mapping[int, int]) -> array[int]:
    """Hides articles, each because of the rule that it is given with; returns those that were shown before.

    One that another rule hides already stays hidden because of that one. Those of a removed feed are hidden when it
    comes back.
    """
    moved = _numbers(
        connection,
        f"SELECT group_concat(article_id) FROM reading WHERE {_AMONG}",  # noqa: S608 - constants
        json_ids(rules),
    )
    if moved:
        chosen = json_ids(moved)
        connection.executemany(
            f"INSERT INTO set_aside ({COLUMNS}, cause, rule_id) SELECT {COLUMNS}, 'rule', ? FROM reading "  # noqa: S608
            "WHERE article_id = ?",
            [(rules[number], number) for number in moved],
        )
        connection.execute(f"DELETE FROM reading WHERE {_AMONG}", (chosen,))  # noqa: S608 - constants
        _note_changes(connection, chosen)
    removed = array("q")
    if len(moved) < len(rules):
        removed = _numbers(
            connection,
            f"SELECT group_concat(article_id) FROM set_aside WHERE {_AMONG} AND rule_id IS NULL",  # noqa: S608
            json_ids(rules),
        )
        connection.executemany(
            "UPDATE set_aside SET rule_id = ? WHERE article_id = ?", [(rules[number], number) for number in removed]
        )
    if connection.notes.is_on:
        hidden = moved + removed
        for rule_id in sorted({rules[number] for number in hidden}):
            connection.notes.add_moves(rule_id, True, [number for number in hidden if rules[number] == rule_id])
    return moved


def bring_back(connection: Connection, ids: Iterable[int]) -> array[int]:
    """Shows articles again that a rule hides; returns those that are shown now. Others are left as they are.

    Those of a removed feed are no longer hidden when the feed comes back.
    """
    rules = connection.execute(
        f"SELECT rule_id, group_concat(article_id) FROM set_aside WHERE {_AMONG} AND rule_id IS NOT NULL "  # noqa: S608
        "GROUP BY rule_id",
        (json_ids(ids),),
    ).fetchall()
    moved = array("q")
    for rule_id, joined in rules:
        freed = parse_numbers(joined)
        connection.notes.add_moves(rule_id, False, freed)
        moved += _bring_back(connection, json_ids(freed))
    return moved


def _bring_back(connection: Connection, chosen: str) -> array[int]:
    """Removes the rule of articles that are set aside, and shows those whose feed is there; returns these."""
    moved = _numbers(
        connection,
        f"SELECT group_concat(article_id) FROM set_aside WHERE {_AMONG} AND cause = 'rule'",  # noqa: S608 - constants
        chosen,
    )
    connection.execute(f"UPDATE set_aside SET rule_id = NULL WHERE {_AMONG}", (chosen,))  # noqa: S608 - constants
    if moved:
        chosen = json_ids(moved)
        connection.execute(
            f"INSERT INTO reading ({COLUMNS}) SELECT {COLUMNS} FROM set_aside WHERE {_AMONG}",  # noqa: S608 - constants
            (chosen,),
        )
        connection.execute(f"DELETE FROM set_aside WHERE {_AMONG}", (chosen,))  # noqa: S608 - constants
        _note_changes(connection, chosen)
    return moved


def ids_of_rule(connection: Connection, rule_id: int) -> array[int]:
    """The articles that a rule hides, those of removed feeds as well."""
    return _numbers(connection, "SELECT group_concat(article_id) FROM set_aside WHERE rule_id = ?", rule_id)


def has_any(connection: Connection) -> bool:
    """Whether any article is set aside."""
    return connection.execute("SELECT 1 FROM set_aside LIMIT 1").fetchone() is not None


def _numbers(connection: Connection, statement: str, parameter: str | int) -> array[int]:
    return parse_numbers(connection.execute(statement, (parameter,)).fetchone()[0])


def _note_changes(connection: Connection, chosen: str) -> None:
    connection.execute("INSERT OR REPLACE INTO changed_articles (article_id) SELECT value FROM json_each(?)", (chosen,))
