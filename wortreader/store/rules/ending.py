"""Which articles rules hide at a time: those of rules that are switched on and have not ended. Cheap to import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from wortreader.model.rules import RuleAction, RuleEffects, RuleTouch
from wortreader.store import aside
from wortreader.store.connection import Connection
from wortreader.store.database import Database
from wortreader.store.headlines import parse_numbers
from wortreader.store.times import moment_or_start, seconds

_IS_DUE: Final = """
    SELECT (SELECT version <> settled FROM rule_state)
      OR EXISTS (SELECT 1 FROM rules WHERE NOT is_over AND ends_at <= ?)
"""
_NOT_HIDDEN: Final = """
    SELECT group_concat(article_id) FROM set_aside WHERE rule_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM rule_marks JOIN rules ON rules.id = rule_marks.rule_id
      WHERE rule_marks.article_id = set_aside.article_id AND rule_marks.rule_id = set_aside.rule_id
        AND action = 'hide' AND is_enabled AND NOT is_over
    )
"""
_TO_HIDE: Final = """
    SELECT group_concat(article_id) FROM rule_marks LEFT JOIN set_aside USING (article_id)
    WHERE rule_marks.rule_id = ? AND action = 'hide' AND set_aside.rule_id IS NULL
"""


Decide = Callable[[Connection, Sequence[int], datetime], RuleEffects]
"""Carries out the rules on articles that the transaction on the connection has written, at a time."""


def has_rules(connection: Connection) -> bool:
    """Whether there are rules, or have been."""
    return bool(connection.execute("SELECT version FROM rule_state").fetchone()[0])


def settle_if_due(database: Database, now: datetime) -> None:
    """Brings back what rules have hidden whose end has come. Does nothing in a library that cannot be written.

    It also brings what is hidden into line with rules that undo has changed.
    """
    if database.is_read_only:
        return
    with database.read() as connection:
        if not connection.execute(_IS_DUE, (seconds(now),)).fetchone()[0]:
            return
    with database.write() as connection:
        settle(connection, now)


def settle(connection: Connection, now: datetime) -> None:
    """Hides what active rules have found to hide, and brings back the rest. Needs a write transaction."""
    connection.execute(
        "UPDATE rules SET is_over = coalesce(ends_at <= ?1, 0) WHERE is_over <> coalesce(ends_at <= ?1, 0)",
        (seconds(now),),
    )
    aside.bring_back(connection, parse_numbers(connection.execute(_NOT_HIDDEN).fetchone()[0]))
    active = connection.execute(
        "SELECT id FROM rules WHERE is_enabled AND NOT is_over ORDER BY position, id"
    ).fetchall()
    for (rule_id,) in active:
        ids = parse_numbers(connection.execute(_TO_HIDE, (rule_id,)).fetchone()[0])
        if ids:
            aside.set_aside(connection, ids, rule_id)
    connection.execute("UPDATE rule_state SET settled = version")


def touches_of(connection: Connection, article_id: int) -> list[RuleTouch]:
    """What rules have done with an article, in the order of time, without what is undone because a rule went."""
    rows = connection.execute(
        "SELECT rule_id, rules.name, action, marked_at FROM rule_marks LEFT JOIN rules ON rules.id = rule_id "
        "WHERE article_id = ? AND (action <> 'hide' OR (is_enabled AND NOT is_over)) "
        "ORDER BY marked_at, rules.position, rule_id, action",
        (article_id,),
    )
    return [RuleTouch(rule_id, name, RuleAction(action), moment_or_start(at)) for rule_id, name, action, at in rows]
