"""The screen with the rules: switched on and off, put in order, changed, removed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from wortreader.app.commands.key_names import normal_key
from wortreader.app.library.rule_keeper import RuleKeeper
from wortreader.app.screens.base_modal import READING, BaseModal
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.widgets.said_words import SaidWords
from wortreader.app.widgets.screen_title import ScreenTitle
from wortreader.errors import WortreaderError
from wortreader.i18n import _, ngettext, pgettext
from wortreader.model.rules import ArticleRule
from wortreader.store.rules import ends

AIRY_ROWS = 30
"""Rows of a terminal that is high enough for a blank line between two rules."""

Edit = Callable[[ArticleRule | None], Awaitable[None]]
"""Lets the user change a rule, or make one."""


class RulesScreen(BaseModal[None]):
    """All rules, in the order in which they are carried out."""

    AUTO_FOCUS: ClassVar[str | None] = "ChoiceList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    DEFAULT_CSS = """
    RulesScreen {
        #rules { width: 90%; max-width: 104; height: 84%; padding: 1 1 1 2; }
        #rules-head { height: 2; }
        #rules-title { width: 1fr; color: $wr-accent; }
        #rules-count { width: auto; color: $wr-muted; }
        #rules-empty { height: 1fr; color: $wr-muted; }
        #rules ChoiceList { height: 1fr; }
        #rules-said { height: auto; color: $foreground; margin: 1 0 0 0; }
        #rules-keys { height: auto; color: $wr-muted; }
        &.-empty ChoiceList { display: none; }
        &.-holding #rules-empty { display: none; }
        &.-narrow #rules { width: 94%; padding: 0 1; }
        &.-low #rules { height: 100%; padding: 0 1; }
        &.-narrow #rules-head { height: 1; }
        &.-narrow #rules-said { margin: 0; }
    }
    """

    def __init__(self, keeper: RuleKeeper, edit: Edit) -> None:
        """`edit` opens the editor, for a new rule if it is given none."""
        super().__init__()
        self._keeper = keeper
        self._edit = edit
        self._rules: list[ArticleRule] = []

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return _("Rules for new articles.")

    def compose(self) -> ComposeResult:
        """A heading, the rules, the latest message, and the keys."""
        with Vertical(id="rules", classes="-box"):
            with Horizontal(id="rules-head"):
                yield ScreenTitle(_("RULES"), id="rules-title")
                yield Static(Content(""), id="rules-count")
            yield ChoiceList()
            words = _(
                "There are no rules yet. A rule hides, stars or tags new articles, for example. Press a to add one."
            )
            yield Static(Content(words), id="rules-empty")
            yield SaidWords(id="rules-said")
            yield Static(Content(""), id="rules-keys")

    def on_mount(self) -> None:
        """Show the rules."""
        self.run_worker(self._read(), group=READING)

    def on_resize(self, event: events.Resize) -> None:
        """Leave lines between the rules if there is space."""
        self.query_one(ChoiceList).set_density(is_airy=event.size.height >= AIRY_ROWS, has_details=True)

    async def _read(self) -> None:
        self._rules = await self._keeper.all()
        if not self.is_open:
            return
        choices = self.query_one(ChoiceList)
        choices.show([self._choice(rule) for rule in self._rules], keep=True)
        count = len(self._rules)
        words = ngettext("{n} rule", "{n} rules", count).format(n=count) if count else ""
        self.query_one("#rules-count", Static).update(Content(words))
        self.query_one("#rules-keys", Static).update(Content(self._keys_words()))
        self.update_classes({"-empty": not count, "-holding": bool(count)})
        self.call_after_refresh((choices if count else self).focus)

    def _choice(self, rule: ArticleRule) -> Choice:
        draft, present = rule.draft, self._keeper.present
        touched = ngettext("{n} article so far", "{n} articles so far", rule.touched_count).format(n=rule.touched_count)
        facts = [draft.actions_in_words, draft.query, touched]
        if draft.scope is not None:
            places = len(draft.scope.feed_ids) + len(draft.scope.folder_ids)
            facts.insert(2, ngettext("in {n} feed or folder", "in {n} feeds and folders", places).format(n=places))
        if not draft.is_enabled:
            note = pgettext("rule", "off")
        elif rule.is_over(present.now):
            note = pgettext("rule", "over")
        elif draft.ends_at is not None:
            note = _("until {day}").format(day=ends.in_words(draft.ends_at, zone=present.zone))
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
        if key in ("escape", "q", "h", "left", "backspace"):
            self.dismiss(None)
        elif key in ("a", "+"):
            self._do(partial(self._change, None), group="asking")
        elif key == "U":
            self._do(self._undo)
        elif rule is None:
            return
        elif key == "e":
            self._do(partial(self._change, rule), group="asking")
        elif key in ("d", "D", "delete"):
            self._do(partial(self._remove, rule))
        elif key in ("J", "shift+down"):
            self._do(partial(self._move, rule, 1))
        elif key in ("K", "shift+up"):
            self._do(partial(self._move, rule, -1))
        elif key in ("space", "o"):
            self._do(partial(self._toggle, rule))

    def _under_cursor(self) -> ArticleRule | None:
        choice = self.query_one(ChoiceList).cursor_choice
        return next((rule for rule in self._rules if choice and str(rule.rule_id) == choice.id), None)

    def _do(self, work: Callable[[], Awaitable[str]], *, group: str = "rules") -> None:
        self.run_worker(self._done(work), group=group)

    async def _done(self, work: Callable[[], Awaitable[str]]) -> None:
        try:
            sentence = await work()
        except WortreaderError as error:
            sentence = str(error)
        if self.is_open:
            self.query_one("#rules-said", Static).update(Content(sentence))
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
        return ""

    async def _remove(self, rule: ArticleRule) -> str:
        await self._keeper.remove(rule.rule_id)
        return _("“{name}” is removed; what it hid is back. U: undo").format(name=rule.name)

    async def _undo(self) -> str:
        sentence = await self._keeper.undo()
        return _("Undone: {change}").format(change=sentence) if sentence else _("Nothing to undo.")
