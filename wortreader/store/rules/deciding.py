"""What rules do with articles that have come in or have changed, in the transaction that writes these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import datetime
from itertools import starmap
from typing import Final, NamedTuple

from wortreader.model.rules import ArticleRule, NotedArticle, RuleAction, RuleEffects, RuleScope
from wortreader.store import aside
from wortreader.store.connection import Connection
from wortreader.store.headlines import json_ids
from wortreader.store.rules.batch import IncomingArticle, load, load_properties, read_words
from wortreader.store.rules.library_words import LibraryWords, NewWords
from wortreader.store.rules.matching import QueryMatcher
from wortreader.store.rules.terms import FeedPlace, FeedPlaces, Surroundings
from wortreader.store.rules.watching import WordWatch
from wortreader.store.search.dates import Present
from wortreader.store.times import seconds
from wortreader.text import safe_line

_AT_ONCE: Final = 200
"""Articles that are in memory at once."""
_LONGEST_TITLE: Final = 100
"""Characters of a title that the user is told of: those of a feed are one event, whose line is limited."""

_MARK: Final = "INSERT OR IGNORE INTO rule_marks (article_id, rule_id, action, marked_at) VALUES (?, ?, ?, ?)"


TagAll = Callable[[Sequence[int], Sequence[str]], object]
"""Gives tags, by their names, to articles."""


class ActiveRules:
    """Rules that are ready to be carried out. Used by one thread at a time."""

    def __init__(self, rules: Iterable[ArticleRule], connection: Connection, tag: TagAll) -> None:
        """`rules` in the order in which they are carried out; `tag` gives tags to articles."""
        self._tag = tag
        self._words = LibraryWords()
        self._rules = [(rule, QueryMatcher(rule.draft.query, self._words, connection)) for rule in rules]
        self._note_queries()

    def decide(self, connection: Connection, article_ids: Sequence[int], present: Present) -> RuleEffects:
        """Does with these articles what the rules say; those that a rule no longer finds are no longer hidden by it.

        The words that the transaction has written are indexed by it.
        """
        watch = self._watch
        connection.vocabulary.watch(watch)
        indexed = connection.index_queue.flush(connection)
        deed = Deed(connection, [number for number in article_ids if number not in indexed], present.now, self._tag)
        self._words.catch_up(connection)
        new = connection.vocabulary.flush(connection)
        self._note_new_words(connection, self._words.add(connection, new))
        if self._watch != watch:  # words of these articles have changed what they are to be noted by
            connection.vocabulary.watch(self._watch)
            indexed = {}
        self._carry_out(connection, read_words(connection, article_ids, indexed), present, deed)
        deed.write()
        deed.bring_back_others()
        return deed.effects()

    def _carry_out(
        self, connection: Connection, articles: Sequence[IncomingArticle], present: Present, deed: Deed
    ) -> None:
        likely = self._likely(articles)
        if not likely:
            return
        loaded = set(load_properties(connection, {each for chosen in likely.values() for each in chosen}))
        surroundings = Surroundings(connection, present, FeedPlaces(connection))
        for at in sorted(likely):
            rule, matcher = self._rules[at]
            if not rule.is_active(present.now):
                continue
            if matcher.asks_library:
                deed.write()
            matcher.begin()
            chosen = [
                article
                for article in likely[at]
                if article in loaded
                and is_in_scope(rule.draft.scope, article.properties.feed_id, surroundings.places)
                and matcher.meets(article, surroundings)
            ]
            if chosen:
                _note_states(rule, chosen, deed.carry_out(rule, [article.article_id for article in chosen]))

    def _likely(self, articles: Sequence[IncomingArticle]) -> dict[int, list[IncomingArticle]]:
        """The articles that may meet the queries of rules, by the places of these in the order."""
        likely = {at: [*articles] for at in self._without_gates if articles}
        for article in articles:
            for at in article.indexed.noted:
                likely.setdefault(at, []).append(article)
        return likely

    def _note_queries(self) -> None:
        gates = {at: matcher.gates for at, (_rule, matcher) in enumerate(self._rules)}
        self._without_gates = [at for at, each in gates.items() if each is None]
        self._watch = WordWatch((at, each) for at, each in gates.items() if each is not None)
        self._spellings: dict[str, Set[str]] = {}
        for _rule, matcher in self._rules:
            for word, spellings in matcher.spellings.items():
                self._spellings[word] = self._spellings.get(word, spellings) & spellings

    def _note_new_words(self, connection: Connection, new: NewWords) -> None:
        """Takes account of the words that the transaction has written."""
        changed = {
            word for word in self._spellings.keys() & new.asked.keys() if not new.asked[word] <= self._spellings[word]
        }
        is_changed = False
        for _rule, matcher in self._rules if changed or new.hyphenated else ():
            if not changed.isdisjoint(matcher.spellings) or any(starmap(matcher.is_changed_by, new.hyphenated)):
                matcher.build(connection)
                is_changed = True
        if is_changed:
            self._note_queries()
        for _rule, matcher in self._rules if new.asked else ():
            matcher.forget(new.asked.keys())


class Deed:
    """What rules do with some articles."""

    def __init__(self, connection: Connection, stored_ids: Sequence[int], now: datetime, tag: TagAll) -> None:
        """`stored_ids` are those of the articles that have been here before; rules have done nothing with others."""
        self._connection = connection
        self._tag = tag
        self._stored_ids = stored_ids
        self._at = seconds(now)
        self._hidden: set[int] = set()
        self._unwritten: list[tuple[int, int, RuleAction, int | None]] = []
        """The rows of `rule_marks` that are not written yet."""
        self._to_hide: dict[int, int] = {}
        """The articles that are not hidden yet, with the first rule that hides them."""
        self._notify: dict[int, None] = {}
        self._former: set[_Mark] | None = None

    def carry_out(self, rule: ArticleRule, found: Sequence[int]) -> frozenset[int]:
        """Does with articles what a rule says; returns those with which it has not done all of that before.

        Marks of rules are written, and articles are hidden, by `write`.
        """
        touched: set[int] = set()
        for action in rule.draft.actions:
            new = [number for number in found if _Mark(number, rule.rule_id, action) not in self._known()]
            self._unwritten += [(number, rule.rule_id, action, self._at) for number in new]
            touched.update(new)
            match action:
                case RuleAction.HIDE:
                    self._hidden.update(found)
                    self._to_hide = dict.fromkeys(found, rule.rule_id) | self._to_hide
                case RuleAction.READ:
                    self._mark("is_read", "read_at", new)
                case RuleAction.STAR:
                    self._mark("is_starred", "starred_at", new)
                case RuleAction.NOTIFY:
                    self._notify.update(dict.fromkeys(new))
                case RuleAction.TAG:
                    if new:
                        self._tag(new, rule.draft.tags)
                case RuleAction.FULL_TEXT | RuleAction.KEEP:
                    pass  # the pages to fetch and what is kept are read from the marks
        return frozenset(touched)

    def write(self) -> None:
        """Writes what rules have done so far, all at once: a statement for each rule would take most of the time."""
        if self._unwritten:
            self._connection.executemany(_MARK, self._unwritten)
            self._unwritten.clear()
        if self._to_hide:
            aside.hide(self._connection, self._to_hide)
            self._to_hide.clear()

    def bring_back_others(self) -> None:
        """Shows the articles again that a rule has hidden before and no rule does now."""
        if not self._stored_ids:
            return
        others = {mark.article_id for mark in self._known() if mark.action == RuleAction.HIDE} - self._hidden
        if others:
            self._connection.execute(
                "DELETE FROM rule_marks WHERE article_id IN (SELECT value FROM json_each(?)) AND action = ?",
                (json_ids(others), RuleAction.HIDE),
            )
            aside.bring_back(self._connection, others)

    def effects(self) -> RuleEffects:
        """What is left to do for others."""
        hidden = self._hidden.intersection(self._notify)
        if hidden:  # the article does not say what has not been done
            self._connection.execute(
                "DELETE FROM rule_marks WHERE article_id IN (SELECT value FROM json_each(?)) AND action = ?",
                (json_ids(hidden), RuleAction.NOTIFY),
            )
        wanted = [number for number in self._notify if number not in hidden]
        if not wanted:
            return RuleEffects()
        titles = dict(
            self._connection.execute(
                "SELECT id, title FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json_ids(wanted),)
            )
        )
        return RuleEffects(tuple(NotedArticle(number, safe_line(titles[number], _LONGEST_TITLE)) for number in wanted))

    def _known(self) -> set[_Mark]:
        """What rules have done with these articles before."""
        if self._former is None and not self._stored_ids:
            self._former = set()
        if self._former is None:
            rows = self._connection.execute(
                "SELECT article_id, rule_id, action FROM rule_marks "
                "WHERE article_id IN (SELECT value FROM json_each(?))",
                (json_ids(self._stored_ids),),
            )
            self._former = set(map(_Mark._make, rows))
        return self._former

    def _mark(self, column: str, time_column: str, article_ids: Sequence[int]) -> None:
        if self._connection.notes.is_on:
            article_ids = self._without(column, article_ids)
            if article_ids:
                self._connection.notes.add_marks(column, True, article_ids)
        for table in ("reading", "set_aside"):
            self._connection.executemany(
                f"UPDATE {table} SET {column} = 1, {time_column} = ? "  # noqa: S608 - our own words
                f"WHERE article_id = ? AND {column} = 0",
                [(self._at, number) for number in article_ids],
            )

    def _without(self, column: str, article_ids: Sequence[int]) -> list[int]:
        """Those of these articles that do not have a mark yet."""
        rows = self._connection.execute(
            f"SELECT article_id FROM reading WHERE {column} = 0 "  # noqa: S608 - our own columns
            "AND article_id IN (SELECT value FROM json_each(?1)) UNION ALL "
            f"SELECT article_id FROM set_aside WHERE {column} = 0 "
            "AND article_id IN (SELECT value FROM json_each(?1))",
            (json_ids(article_ids),),
        )
        return [number for (number,) in rows]


def found_by(rule: ArticleRule, connection: Connection, article_ids: Sequence[int], present: Present) -> set[int]:
    """Those of these articles that a rule finds, hidden ones too."""
    matcher = QueryMatcher(rule.draft.query, LibraryWords(), connection)
    found: set[int] = set()
    for begin in range(0, len(article_ids), _AT_ONCE):
        articles = load(connection, article_ids[begin : begin + _AT_ONCE])
        surroundings = Surroundings(connection, present, FeedPlaces(connection))
        for article in matcher.matches(articles, surroundings):
            if is_in_scope(rule.draft.scope, article.properties.feed_id, surroundings.places):
                found.add(article.article_id)
    return found


class _Mark(NamedTuple):
    article_id: int
    rule_id: int
    action: str


def is_in_scope(scope: RuleScope | None, feed_id: int, places: Mapping[int, FeedPlace]) -> bool:
    """Whether a rule with this scope looks at the articles of a feed."""
    if scope is None or feed_id in scope.feed_ids:
        return True
    return not places[feed_id].folder_ids.isdisjoint(scope.folder_ids)


def _note_states(rule: ArticleRule, found: Iterable[IncomingArticle], touched: frozenset[int]) -> None:
    """Lets the rules that follow see what this one has done."""
    for article in found:
        if article.article_id in touched:
            article.is_read |= RuleAction.READ in rule.draft.actions
            article.is_starred |= RuleAction.STAR in rule.draft.actions
