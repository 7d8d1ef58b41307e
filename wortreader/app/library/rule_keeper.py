"""The rules of the library, for screens: read, tried and changed beside the event loop."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING, TypeVar

from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.errors import UnknownFeed
from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Feed, Folder
from wortreader.model.rules import ArticleRule, RuleDraft, RuleScope, RuleTrial
from wortreader.subscription_errors import UnknownFolder
from wortreader.typed_words import ALL, fold_answer

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.store.search.dates import Present

T = TypeVar("T")

_PLACES = lazy_pattern(r'\s*(?:"([^"]*,[^"]*)"\s*(/?)|([^,]*))\s*(?:,|$)')
"""The name of a feed or folder among others, in quotes if it has a comma, and what is behind it."""

TITLES = 100
"""Titles that a trial has at most."""


@lazy_dataclass(frozen=True, slots=True)
class TriedRule:
    """A trial, with the titles of what it has found."""

    trial: RuleTrial
    titles: tuple[str, ...]
    hidden_count: int = 0
    """Articles that it hides already: they are not among those that it would find."""


class RuleKeeper:
    """Keeps the rules. What it does to articles is published."""

    def __init__(self, session: Session, signals: Signals) -> None:
        self._session = session
        self._signals = signals

    @property
    def present(self) -> Present:
        """The time, where the user is."""
        from wortreader.store.search.dates import Present

        return Present(self._session.clock(), self._session.zone)

    async def all(self) -> list[ArticleRule]:
        """All rules, in their order."""
        return await self._session.in_library(self._session.reading, lambda library: library.rules.all())

    async def try_out(self, draft: RuleDraft, *, rule_id: int | None = None) -> TriedRule:
        """What a rule would have found; `rule_id` is its number if it is kept already. Raises RuleRefused."""
        present = self.present

        def attempt(library: Library) -> TriedRule:
            trial = library.rules.try_out(draft, present=present)
            headlines = library.articles.headlines(trial.article_ids[:TITLES])
            hidden = library.rules.hidden_count(rule_id) if rule_id is not None else 0
            return TriedRule(trial, tuple(headlines[number].title for number in headlines), hidden)

        return await self._session.in_library(self._session.searching, attempt)

    async def stored_count(self, draft: RuleDraft) -> int:
        """How many stored articles a rule finds."""
        present = self.present
        return await self._session.in_library(
            self._session.searching, lambda library: len(library.rules.stored_matches(draft, present=present))
        )

    async def add(self, draft: RuleDraft) -> ArticleRule:
        """Keeps a rule. Raises RuleRefused, RuleExists."""
        present = self.present
        return await self._write(lambda library: library.rules.add(draft, present=present))

    async def change(self, rule_id: int, draft: RuleDraft) -> ArticleRule:
        """Changes a rule. Raises RuleRefused, RuleExists, UnknownRule."""
        present = self.present
        return await self._write(lambda library: library.rules.change(rule_id, draft, present=present))

    async def mute(self, draft: RuleDraft) -> ArticleRule:
        """Keeps a rule that hides what its query finds; one that there is gets the end of `draft` instead.

        Raises RuleRefused, RuleExists.
        """
        present = self.present

        def mute(library: Library) -> ArticleRule:
            for rule in library.rules.all():
                former = rule.draft
                if (former.query.casefold(), former.actions, former.scope) == (
                    draft.query.casefold(),
                    draft.actions,
                    None,
                ):
                    longer = replace(former, ends_at=draft.ends_at, is_enabled=True)
                    return library.rules.change(rule.rule_id, longer, present=present)
            return library.rules.add(draft, present=present)

        return await self._write(mute)

    async def free_name(self, wanted: str) -> str:
        """A name that no rule has: the wanted one, or with a number behind it."""
        taken = {rule.name.casefold() for rule in await self.all()}
        names = chain([wanted], (f"{wanted} {number}" for number in count(2)))
        return next(name for name in names if name.casefold() not in taken)

    async def apply_added(self, rule_id: int) -> int:
        """Applies a rule that has just been added to all stored articles, as a part of the same change."""
        present = self.present
        return await self._write(lambda library: library.rules.apply(rule_id, present=present, is_part_of_adding=True))

    async def move(self, rule_id: int, position: int) -> None:
        """Moves a rule to a place in the order."""
        now = self._session.clock()
        await self._write(lambda library: library.rules.move(rule_id, position, now=now))

    async def enable(self, rule_id: int, is_enabled: bool) -> None:
        """Switches a rule on or off."""
        now = self._session.clock()
        await self._write(lambda library: library.rules.enable(rule_id, is_enabled, now=now))

    async def remove(self, rule_id: int) -> None:
        """Removes a rule."""
        now = self._session.clock()
        await self._write(lambda library: library.rules.remove(rule_id, now=now))

    async def undo(self) -> str | None:
        """Undoes the newest change if it is one of a rule; returns what it was, None if it is not."""
        now = self._session.clock()
        undone = await self._write(lambda library: library.changes.undo(at=now, group="rule"))
        return undone.change.sentence if undone is not None else None

    async def scope_words(self, scope: RuleScope | None) -> str:
        """The feeds and folders of a scope, as `scope_of` reads them."""

        def read(library: Library) -> str:
            if scope is None:
                return ""
            known = {feed.feed_id: feed.title for feed in library.feeds.all()}
            feeds = [name_in_list(known[feed_id]) for feed_id in scope.feed_ids if feed_id in known]
            paths = ["/".join(library.folders.path(folder_id)) for folder_id in scope.folder_ids]
            return ", ".join([*feeds, *(f"{name_in_list(path)}/" for path in paths)])

        return await self._session.in_library(self._session.reading, read)

    async def scope_of(self, words: str) -> RuleScope | None:
        """The scope with these names; None for all. Raises what `find` raises.

        Folders have a slash at the end; without one, a name is that of a folder if no feed has precisely this title.
        """

        def read(library: Library) -> RuleScope | None:
            names = names_in_list(words)
            if not names or (len(names) == 1 and fold_answer(names[0]) in ALL):
                return None
            places = [_place_named(library, name) for name in names]
            return RuleScope(
                tuple(place.feed_id for place in places if isinstance(place, Feed)),
                tuple(place.folder_id for place in places if isinstance(place, Folder)),
            )

        return await self._session.in_library(self._session.reading, read)

    async def _write(self, work: Callable[[Library], T]) -> T:
        done = await self._session.in_library(self._session.writing, work)
        self._signals.library_changed.publish(LibraryChanged())
        return done


def _place_named(library: Library, name: str) -> Feed | Folder:
    if name.endswith("/"):
        return library.folders.find(name.rstrip("/"))
    folder: Folder | None = None
    with suppress(UnknownFolder):
        folder = None if name.isdigit() else library.folders.find(name)
    try:
        feed = library.feeds.find(name)
    except UnknownFeed:
        if folder is None:
            raise
        return folder
    is_part = name != feed.url and name.casefold() != feed.title.casefold()
    return folder if folder is not None and is_part else feed


def name_in_list(name: str) -> str:
    """A name as `names_in_list` reads it among others."""
    return f'"{name}"' if "," in name and '"' not in name else name


def names_in_list(words: str) -> list[str]:
    """The names in a list with commas; those with commas of their own are in quotes."""
    found = (quoted + slash if quoted else bare.strip() for quoted, slash, bare in _PLACES.findall(words))
    return [name for name in found if name]
