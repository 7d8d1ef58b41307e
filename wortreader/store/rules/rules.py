"""The rules of a library: kept in their order, tried, and carried out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final

from wortreader.errors import RuleExists, UnknownRule
from wortreader.model import Rows
from wortreader.model.rules import ArticleRule, RuleAction, RuleDraft, RuleEffects, RuleScope, RuleTouch, RuleTrial
from wortreader.store.aside import ids_of_rule
from wortreader.store.change_kinds import sentence
from wortreader.store.connection import Connection
from wortreader.store.database import Database
from wortreader.store.headlines import json_ids, read_rows
from wortreader.store.rules import ending
from wortreader.store.rules.drafts import checked
from wortreader.store.rules.ending import touches_of
from wortreader.store.search.dates import Present
from wortreader.store.times import moment, moment_or_start, seconds
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.store.changes import Changes
    from wortreader.store.interruption import Interruption
    from wortreader.store.rules.deciding import ActiveRules
    from wortreader.store.search.search import Search
    from wortreader.store.tags import Tags

LAST_ARTICLES: Final = 300
"""A rule is tried on so many articles, the newest of its feeds."""

_SELECT: Final = """
    SELECT id, position, name, query, actions, tags, feed_ids, folder_ids, ends_at, is_enabled, added_at,
      (SELECT count(DISTINCT article_id) FROM rule_marks WHERE rule_id = rules.id)
    FROM rules
"""
_IN_SCOPE: Final = """
    feed_id IN (
      WITH RECURSIVE inside(id) AS (
        SELECT value FROM json_each(?) UNION SELECT folders.id FROM folders JOIN inside ON parent_id = inside.id
      )
      SELECT value FROM json_each(?) UNION SELECT id FROM feeds WHERE folder_id IN (SELECT id FROM inside)
    )
"""


class Rules:
    """The rules of a library."""

    def __init__(
        self, database: Database, search: Callable[[], Search], tags: Callable[[], Tags], changes: Callable[[], Changes]
    ) -> None:
        """`search` is called when rules are tried on, or applied to, stored articles; `tags` when they give tags, and
        `changes` when the user changes them."""
        self._changes = changes
        self._database = database
        self._search = search
        self._tags = tags
        self._active: tuple[int, ActiveRules | None] | None = None
        """The rules to carry out, with the version of the tables that they were read from."""

    # --- reading ------------------------------------------------------------------------------------------------------

    def all(self) -> list[ArticleRule]:
        """All rules, in the order in which they are carried out."""
        with self._database.snapshot() as connection:
            return _read(connection)

    def get(self, rule_id: int) -> ArticleRule:
        """One rule. Raises UnknownRule."""
        for rule in self.all():
            if rule.rule_id == rule_id:
                return rule
        raise UnknownRule(str(rule_id))

    def find(self, name: str) -> ArticleRule:
        """The rule with a name, regardless of case, or at a place in the order. Raises UnknownRule."""
        wanted = safe_line(name)
        rules = self.all()
        for rule in rules:
            if rule.name.casefold() == wanted.casefold():
                return rule
        for rule in rules:
            if str(rule.position) == wanted:
                return rule
        raise UnknownRule(wanted)

    def touches(self, article_id: int) -> list[RuleTouch]:
        """What rules have done with an article, in the order of time; nothing of what is undone because a rule went."""
        with self._database.read() as connection:
            return touches_of(connection, article_id)

    # --- changing -----------------------------------------------------------------------------------------------------

    def add(self, draft: RuleDraft, *, present: Present, is_applied: bool = False) -> ArticleRule:
        """Keeps a rule, as the last one; applies it to stored articles if asked. Raises RuleRefused, RuleExists."""
        draft = checked(draft, present.now)
        with self._step("rule.add", draft.name, present.now) as connection:
            self._check_free(draft.name, None)
            rule_id = connection.execute(
                "INSERT INTO rules "
                "(position, name, query, actions, tags, feed_ids, folder_ids, ends_at, is_enabled, added_at) "
                "VALUES ((SELECT count(*) + 1 FROM rules), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*_columns(draft), seconds(present.now)),
            ).lastrowid
            assert rule_id is not None, "an INSERT has a rowid"
            if is_applied:
                self.apply(rule_id, present=present)
            return self.get(rule_id)

    def change(self, rule_id: int, draft: RuleDraft, *, present: Present) -> ArticleRule:
        """Changes a rule. What it has hidden and would not hide any more comes back; the rest stays as it is.

        Raises UnknownRule, RuleRefused, RuleExists.
        """
        draft = checked(draft, present.now)
        with self._step("rule.change", draft.name, present.now) as connection:
            former = self.get(rule_id).draft
            self._check_free(draft.name, rule_id)
            connection.execute(
                "UPDATE rules SET name = ?, query = ?, actions = ?, tags = ?, feed_ids = ?, folder_ids = ?, "
                "ends_at = ?, is_enabled = ? WHERE id = ?",
                (*_columns(draft), rule_id),
            )
            rule = self.get(rule_id)
            if (former.query, former.scope, former.actions) != (draft.query, draft.scope, draft.actions):
                self._drop_hidden(connection, rule, present)
            ending.settle(connection, present.now)
        return self.get(rule_id)

    def move(self, rule_id: int, position: int, *, now: datetime) -> None:
        """Moves a rule to a place in the order, from 1; a place that there is not is the next that there is.

        Raises UnknownRule.
        """
        rule = self.get(rule_id)
        with self._step("rule.move", rule.name, now) as connection:
            ids = [each.rule_id for each in self.all() if each.rule_id != rule.rule_id]
            ids.insert(max(0, position - 1), rule_id)
            _number(connection, ids)

    def enable(self, rule_id: int, is_enabled: bool, *, now: datetime) -> None:
        """Switches a rule on or off. What it has hidden comes back while it is off. Raises UnknownRule."""
        rule = self.get(rule_id)
        with self._step("rule.enable" if is_enabled else "rule.disable", rule.name, now) as connection:
            connection.execute("UPDATE rules SET is_enabled = ? WHERE id = ?", (is_enabled, rule_id))
            ending.settle(connection, now)

    def remove(self, rule_id: int, *, now: datetime) -> None:
        """Removes a rule. What it has hidden comes back; read marks, stars and tags stay. Raises UnknownRule."""
        rule = self.get(rule_id)
        with self._step("rule.remove", rule.name, now) as connection:
            connection.execute("DELETE FROM rules WHERE id = ?", (rule_id,))
            _number(connection, [rule.rule_id for rule in self.all()])
            ending.settle(connection, now)

    def settle(self, *, now: datetime) -> None:
        """Brings back what the rules have hidden whose end has come."""
        ending.settle_if_due(self._database, now)

    # --- carrying out -------------------------------------------------------------------------------------------------

    def try_out(
        self, draft: RuleDraft, *, present: Present, most: int = LAST_ARTICLES, interruption: Interruption | None = None
    ) -> RuleTrial:
        """What a rule would have found among the last articles of its feeds. Raises RuleRefused, Interrupted."""
        draft = checked(draft, None)
        with self._database.snapshot() as connection:
            last = _rows_in_scope(connection, draft.scope, most)
            found = self._search().find(draft.query, present=present, interruption=interruption, corrects=False)
        chosen = set(found.rows.ids)
        return RuleTrial(len(last), tuple(number for number in last.ids if number in chosen), found.notes)

    def hidden_count(self, rule_id: int) -> int:
        """How many articles are hidden by a rule."""
        with self._database.read() as connection:
            return len(ids_of_rule(connection, rule_id))

    def stored_matches(self, draft: RuleDraft, *, present: Present) -> tuple[int, ...]:
        """All articles that are shown and that a rule finds, newest first. Raises RuleRefused."""
        draft = checked(draft, None)
        with self._database.snapshot() as connection:
            rows = self._search().find(draft.query, present=present, corrects=False).rows
            if draft.scope is None:
                return tuple(rows.ids)
            inside = set(_rows_in_scope(connection, draft.scope, -1).ids)
        return tuple(number for number in rows.ids if number in inside)

    def apply(self, rule_id: int, *, present: Present, is_part_of_adding: bool = False) -> int:
        """Applies a rule to all stored articles, whether it is switched on or not; returns how many it finds.

        With `is_part_of_adding`, it is one step of the log with adding the rule if nothing has been done since. Raises
        UnknownRule.
        """
        from wortreader.store.rules.deciding import Deed

        rule = self.get(rule_id)
        extends = self._step_of_adding(rule) if is_part_of_adding else None
        with self._step("rule.apply", rule.name, present.now, extends) as connection:
            ids = self.stored_matches(rule.draft, present=present)
            deed = Deed(connection, ids, present.now, self._tag)
            deed.carry_out(rule, ids)
            deed.write()
            ending.settle(connection, present.now)
        return len(ids)

    def decide(self, connection: Connection, article_ids: Sequence[int], now: datetime) -> RuleEffects:
        """Carries out the rules on articles that the transaction on `connection` has written."""
        present = Present(now)
        version: int = connection.execute("SELECT version FROM rule_state").fetchone()[0]
        if not version or not article_ids:
            return RuleEffects()
        if self._active is None or self._active[0] != version:
            rules = [rule for rule in _read(connection) if rule.is_active(present.now)]
            self._active = version, self._ready(rules, connection)
        active = self._active[1]
        return RuleEffects() if active is None else active.decide(connection, article_ids, present)

    def _ready(self, rules: Sequence[ArticleRule], connection: Connection) -> ActiveRules | None:
        if not rules:
            return None
        from wortreader.store.rules.deciding import ActiveRules  # which a refresh without rules does not need

        return ActiveRules(rules, connection, self._tag)

    def _tag(self, article_ids: Sequence[int], names: Sequence[str]) -> None:
        self._tags().give(article_ids, names)

    @contextmanager
    def _step(self, kind: str, name: str, at: datetime, extends: int | None = None) -> Iterator[Connection]:
        """A transaction that is a step of the log of changes, or becomes part of the step `extends`."""
        step = self._changes().step(kind, at=at, extends=extends, name=name)
        with step, self._database.write(is_durable=True) as connection:
            yield connection

    def _step_of_adding(self, rule: ArticleRule) -> int | None:
        """The number of the newest step if that has added this rule."""
        newest = next(iter(self._changes().undoable()), None)
        is_adding = newest is not None and newest.sentence == sentence("rule.add", {"name": rule.name})
        return newest.change_id if newest is not None and is_adding else None

    # --- helpers ------------------------------------------------------------------------------------------------------

    def _check_free(self, name: str, rule_id: int | None) -> None:
        for rule in self.all():
            if rule.name.casefold() == name.casefold() and rule.rule_id != rule_id:
                raise RuleExists(name)

    def _drop_hidden(self, connection: Connection, rule: ArticleRule, present: Present) -> None:
        """Forgets what a rule has hidden and would not hide any more."""
        hidden = [
            number
            for (number,) in connection.execute(
                "SELECT article_id FROM rule_marks WHERE rule_id = ? AND action = 'hide'", (rule.rule_id,)
            )
        ]
        kept: set[int] = set()
        if hidden and RuleAction.HIDE in rule.draft.actions:
            from wortreader.store.rules.deciding import found_by

            kept = found_by(rule, connection, hidden, present)
        gone = json_ids(number for number in hidden if number not in kept)
        connection.execute(
            "DELETE FROM rule_marks WHERE rule_id = ? AND action = 'hide' "
            "AND article_id IN (SELECT value FROM json_each(?))",
            (rule.rule_id, gone),
        )


def _read(connection: Connection) -> list[ArticleRule]:
    rules: list[ArticleRule] = []
    for row in connection.execute(f"{_SELECT} ORDER BY position, id"):
        rule_id, _position, name, query, actions, tags, feed_ids, folder_ids, ends_at, is_enabled, added_at, count = row
        scope = None if feed_ids is None else RuleScope(_numbers(feed_ids), _numbers(folder_ids))
        known = tuple(action for action in RuleAction if action in _values(actions))
        names = tuple(safe_line(each) for each in _values(tags) if isinstance(each, str))
        draft = RuleDraft(name, query, known, names, scope, moment(ends_at), bool(is_enabled))
        rules.append(ArticleRule(rule_id, len(rules) + 1, draft, moment_or_start(added_at), count))
    return rules


def _numbers(stored: str | None) -> tuple[int, ...]:
    return tuple(each for each in _values(stored) if isinstance(each, int))


def _values(stored: str | None) -> list[object]:
    """The values of a JSON column; empty if a damaged file has something else there."""
    try:
        values = json.loads(stored or "[]")
    except ValueError:
        return []
    return values if isinstance(values, list) else []


def _columns(draft: RuleDraft) -> tuple[str | int | None, ...]:
    """The columns of a rule from `name` to `is_enabled`."""
    scope = draft.scope
    return (
        draft.name,
        draft.query,
        json.dumps(draft.actions),
        json.dumps(draft.tags, ensure_ascii=False),
        None if scope is None else json_ids(scope.feed_ids),
        None if scope is None else json_ids(scope.folder_ids),
        seconds(draft.ends_at),
        draft.is_enabled,
    )


def _number(connection: Connection, rule_ids: Iterable[int]) -> None:
    """Gives the rules these places in the order."""
    connection.executemany("UPDATE rules SET position = ?1 WHERE id = ?2 AND position <> ?1", [*enumerate(rule_ids, 1)])


def _rows_in_scope(connection: Connection, scope: RuleScope | None, most: int) -> Rows:
    if scope is None:
        return read_rows(connection, "TRUE", (), most)
    return read_rows(connection, _IN_SCOPE, (json_ids(scope.folder_ids), json_ids(scope.feed_ids)), most)
