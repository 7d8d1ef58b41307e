"""The screen with the rules: switched on and off, put in order, changed, removed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from textual import events, on

from wortreader.app.commands.key_names import normal_key
from wortreader.app.library.rule_keeper import RuleKeeper
from wortreader.app.screens.base_modal import READING
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.list_screen import BACK_KEYS, MOVING_KEYS, REMOVING_KEYS, ListScreen, Work, sentence_of
from wortreader.i18n import _, ngettext, pgettext
from wortreader.model.rules import ArticleRule, RuleScope
from wortreader.prose.dates import last_day, user_locale

Edit = Callable[[ArticleRule | None], Awaitable[None]]
"""Lets the user change a rule, or make one."""


MOST_PLACES: Final = 2
"""Feeds and folders of a rule that are named, not counted."""


class RulesScreen(ListScreen[None]):
    """All rules, in the order in which they are carried out."""

    TAKES_BY_SPACE = False

    def __init__(self, keeper: RuleKeeper, edit: Edit) -> None:
        """`edit` opens the editor, for a new rule if it is given none."""
        words = _("There are no rules yet. A rule hides, stars or tags new articles, for example. Press a to add one.")
        super().__init__(_("RULES"), words)
        self._keeper = keeper
        self._edit = edit
        self._rules: list[ArticleRule] = []
        self._places: dict[int, str] = {}
        """The feeds and folders of rules that have a few."""

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return _("Rules for new articles.")

    def on_mount(self) -> None:
        """Show the rules."""
        self.run_worker(self._read(), group=READING)

    async def _read(self) -> None:
        self._rules = await self._keeper.all()
        self._places = {
            rule.rule_id: await self._keeper.scope_words(rule.draft.scope)
            for rule in self._rules
            if rule.draft.scope is not None and _place_count(rule.draft.scope) <= MOST_PLACES
        }
        if not self.is_open:
            return
        count = len(self._rules)
        words = ngettext("{n} rule", "{n} rules", count).format(n=count)
        self.show_choices([self._choice(rule) for rule in self._rules], words if count else "", self._keys_words())

    def _choice(self, rule: ArticleRule) -> Choice:
        draft, present = rule.draft, self._keeper.present
        touched = ngettext("{n} article so far", "{n} articles so far", rule.touched_count).format(n=rule.touched_count)
        facts = [draft.actions_in_words, draft.query, touched]
        if draft.scope is not None:
            count = _place_count(draft.scope)
            words = ngettext("in {n} feed or folder", "in {n} feeds and folders", count).format(n=count)
            if names := self._places.get(rule.rule_id):
                words = _("in {places}").format(places=names)
            facts.insert(2, words)
        if not draft.is_enabled:
            note = pgettext("rule", "off")
        elif rule.is_over(present.now):
            note = pgettext("rule", "over")
        elif draft.ends_at is not None:
            note = _("until {day}").format(day=last_day(draft.ends_at, present.now, present.zone, user_locale()))
        else:
            note = ""
        return Choice(str(rule.rule_id), str(rule.position) if rule.position < 10 else "", rule.name,
                      " · ".join(facts), note)  # fmt: skip

    def _keys_words(self) -> str:
        if not self._rules:
            return _("a: add · U: undo · Esc: close")
        return _("Enter: change · a: add · Space: on or off · J K: move · d: remove · U: undo · Esc: close")

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self._do(partial(self._change, self._under_cursor()), group="asking")

    def on_key(self, event: events.Key) -> None:
        """Carry out the keys of the list; those that move the cursor are its own."""
        event.stop()
        event.prevent_default()
        self.run_key(normal_key(event.key))

    def run_key(self, key: str) -> None:
        """Carry out a key."""
        rule = self._under_cursor()
        if key in BACK_KEYS:
            self.dismiss(None)
        elif key in ("a", "+"):
            self._do(partial(self._change, None), group="asking")
        elif key == "U":
            self._do(self._undo)
        elif rule is None:
            return
        elif key == "e":
            self._do(partial(self._change, rule), group="asking")
        elif key in REMOVING_KEYS:
            self._do(partial(self._remove, rule))
        elif key in MOVING_KEYS:
            self._do(partial(self._move, rule, MOVING_KEYS[key]))
        elif key in ("space", "o"):
            self._do(partial(self._toggle, rule))

    def _under_cursor(self) -> ArticleRule | None:
        return next((rule for rule in self._rules if str(rule.rule_id) == self.chosen_id), None)

    def _do(self, work: Work, *, group: str = "rules") -> None:
        self.run_worker(self._done(work), group=group)

    async def _done(self, work: Work) -> None:
        sentence = await sentence_of(work)
        if self.is_open:
            self.say(sentence)
            await self._read()

    async def _change(self, rule: ArticleRule | None) -> str:
        await self._edit(rule)
        return ""

    async def _toggle(self, rule: ArticleRule) -> str:
        await self._keeper.enable(rule.rule_id, not rule.draft.is_enabled)
        words = _("“{name}” is off; what it hid is back.") if rule.draft.is_enabled else _("“{name}” is on.")
        return words.format(name=rule.name)

    async def _move(self, rule: ArticleRule, by: int) -> str:
        await self._keeper.move(rule.rule_id, rule.position + by)
        await self._read()
        self.announce_place()
        return ""

    async def _remove(self, rule: ArticleRule) -> str:
        await self._keeper.remove(rule.rule_id)
        return _("“{name}” is removed; what it hid is back. U: undo").format(name=rule.name)

    async def _undo(self) -> str:
        sentence = await self._keeper.undo()
        return _("Undone: {change}").format(change=sentence) if sentence else _("Nothing to undo.")


def _place_count(scope: RuleScope) -> int:
    return len(scope.feed_ids) + len(scope.folder_ids)
