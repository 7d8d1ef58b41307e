"""The editor of a rule, which tries it while it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

from textual import events, on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerCancelled

from wortreader.app.library.rule_keeper import RuleKeeper
from wortreader.app.screens.dialogs import Dialog
from wortreader.errors import RuleRefused, WortreaderError
from wortreader.i18n import _, ngettext, pgettext
from wortreader.model.rules import ArticleRule, RuleAction, RuleDraft
from wortreader.prose.dates import last_day_in_full, user_locale
from wortreader.store.rules import ends
from wortreader.text import cells
from wortreader.typed_words import action_typed, action_word

TITLES = 5
"""Titles that are shown of a trial."""

NARROW: Final = 80
"""Columns of a terminal below which the hint on a line needs the whole width."""


class RuleEditor(Dialog[RuleDraft]):
    """Name, query, what it does, for which feeds and until when. Its result is the rule as it is to be kept."""

    AUTO_FOCUS = "#rule-query"
    DEFAULT_CSS = """
    RuleEditor {
        .-box { width: 84; max-width: 94%; }
        .-row { height: 1; margin: 0; }
        .-label { color: $wr-muted; }
        .-row Input, .-row Input:focus { width: 1fr; margin: 0; }
        #rule-hint { height: auto; max-height: 2; color: $wr-muted; }
        #rule-trial { height: auto; max-height: 7; margin: 1 0 0 0; color: $foreground; }
        &.-narrow #rule-trial { max-height: 3; }
        &.-low #rule-trial { margin: 0; max-height: 2; }
    }
    """

    def __init__(self, keeper: RuleKeeper, rule: ArticleRule | None, scope_words: str) -> None:
        """The rule to change; None for a new one. `scope_words` names its feeds."""
        super().__init__(_("Change the rule") if rule else _("Add a rule"))
        self._keeper = keeper
        self._rule = rule
        self._scope_words = scope_words
        self._trial: Worker[None] | None = None
        self._trial_words = ""
        self.line_hint = ""
        """What can be typed in the line with the focus."""

    def compose_answers(self) -> Iterator[Widget]:
        """A line for each, and what the rule would have done."""
        draft = self._rule.draft if self._rule else RuleDraft("", "", (RuleAction.HIDE,))
        until = self._end_in_words(draft.ends_at) if draft.ends_at else ""
        name = "" if draft.name == draft.query else draft.name
        rows = (
            ("query", _("Query"), draft.query, ""),
            ("actions", _("Actions"), _actions_words(draft), ""),
            ("feeds", _("Feeds"), self._scope_words, pgettext("feeds", "all")),
            ("until", _("Until"), until, _("always")),
            ("name", _("Name"), name, _("as the query")),
        )
        label_width = 1 + max(cells(label) for _id, label, _value, _empty in rows)
        for line_id, label, value, empty in rows:
            line = Input(value, placeholder=empty, id=f"rule-{line_id}", select_on_focus=False)
            line.cursor_blink = False
            words = Static(Content(label), classes="-label")
            words.styles.width = label_width
            with Horizontal(classes="-row"):
                yield words
                yield line
        hint = Static(Content(""), id="rule-hint")
        if self.app.size.width >= NARROW:
            hint.styles.margin = (0, 0, 0, label_width + 1)  # as what is typed
        yield hint
        yield Static(Content(""), id="rule-trial")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what can be typed in the line."""
        hints = {
            "rule-query": _("what to look for, as in the search"),
            "rule-actions": _offered_actions(),
            "rule-feeds": _("all; or names with commas, folders with / at the end"),
            "rule-until": _("always; or 2 December, Friday, a week, 3d"),
        }
        self.line_hint = hints.get(event.widget.id or "", "")
        self.query_one("#rule-hint", Static).update(Content(self.line_hint))

    def keys_words(self) -> str:
        """The hint on the keys."""
        return _("Tab: next line · Enter: save · Esc: cancel")

    def on_mount(self) -> None:
        """Try the rule as it is."""
        self._try_soon()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.show_error("")
        self._try_soon()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        _worker: Worker[None] = self.run_worker(self._save, group="saving", exclusive=True)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Try the rule with its end when that has been typed."""
        if self.is_open and event.widget.id == "rule-until":
            self._try_soon()

    def _try_soon(self) -> None:
        if self._value("query"):
            # As a method: a coroutine that is replaced before it has begun would be warned of.
            self._trial = self.run_worker(self._try, group="trial", exclusive=True)
        else:
            self._trial = None
            self._show_trial("")

    async def _try(self) -> None:
        try:
            # An end that is still being typed is not read, nor does a trial need it.
            draft = await self._draft(has_end=not self.query_one("#rule-until", Input).has_focus)
            tried = await self._keeper.try_out(draft, rule_id=self._rule.rule_id if self._rule else None)
        except WortreaderError as error:
            words = str(error) if isinstance(error, RuleRefused) else ""
        else:
            rest = len(tried.trial.article_ids) - TITLES
            first = tried.trial.in_words(draft.actions)
            if hidden := tried.hidden_count:
                words = ngettext("It hides {n} article now.", "It hides {n} articles now.", hidden)
                first = f"{first} {words.format(n=hidden)}"
            lines = [first, *tried.trial.notes, *(f"· {t}" for t in tried.titles[:TITLES])]
            if rest > 0:
                lines.append(ngettext("… and {n} more.", "… and {n} more.", rest).format(n=rest))
            words = "\n".join(lines)
        if self.is_open:
            self._show_trial(words)

    def _show_trial(self, words: str) -> None:
        self._trial_words = words
        self.query_one("#rule-trial", Static).update(Content(words))

    async def _draft(self, *, has_end: bool = True) -> RuleDraft:
        """The rule as it is typed, with its end or without. Raises RuleRefused, UnknownFeed and the like."""
        actions, tags = _actions_of(self._value("actions"))
        until = self._value("until")
        former = self._rule.draft if self._rule else None
        if not has_end:
            ends_at: datetime | None = None
        elif former and former.ends_at and until == self._end_in_words(former.ends_at):
            ends_at = former.ends_at
        else:
            ends_at = ends.parse_end(until, self._keeper.present)
        query = self._value("query")
        feeds = self._value("feeds")
        if former and feeds == self._scope_words.strip():  # which names may not tell: two feeds may have the same
            scope = former.scope
        else:
            scope = await self._keeper.scope_of(feeds)
        draft = RuleDraft(self._value("name") or query, query, actions, tags, scope, ends_at)
        return replace(draft, is_enabled=former.is_enabled) if former else draft

    async def _save(self) -> None:
        """Keeps the rule as it is typed, once it is shown what it would have done."""
        if self._trial is not None:
            with suppress(WorkerCancelled):
                await self._trial.wait()
        try:
            draft = await self._draft()
            if self._rule:
                await self._keeper.change(self._rule.rule_id, draft)
            else:
                if not self._value("name"):
                    draft = replace(draft, name=await self._keeper.free_name(draft.name))
                await self._keeper.add(draft)
        except WortreaderError as error:
            if str(error) == self._trial_words:
                self._show_trial("")
            self.show_error(str(error))
            return
        self.dismiss(draft)

    def _end_in_words(self, ends_at: datetime) -> str:
        present = self._keeper.present
        return last_day_in_full(ends_at, present.now, present.zone, user_locale())

    def _value(self, name: str) -> str:
        return self.query_one(f"#rule-{name}", Input).value.strip()


def _actions_words(draft: RuleDraft) -> str:
    """The actions as `_actions_of` reads them."""
    tags = [f"{action_word(RuleAction.TAG)} {name}" for name in draft.tags]
    return ", ".join([*(action_word(action) for action in draft.actions if action is not RuleAction.TAG), *tags])


def _offered_actions() -> str:
    """All actions, as the user types them."""
    name = pgettext("metavar", "NAME")
    return ", ".join(
        f"{action_word(action)} {name}" if action is RuleAction.TAG else action_word(action) for action in RuleAction
    )


def _actions_of(written: str) -> tuple[tuple[RuleAction, ...], tuple[str, ...]]:
    """What is to be done, and the tags to give. Raises RuleRefused."""
    actions: list[RuleAction] = []
    tags: list[str] = []
    for part in filter(None, (part.strip() for part in written.split(","))):
        typed = action_typed(part)
        if typed is None:
            words = _("A rule cannot do “{what}”. It can do this: {actions}.")
            raise RuleRefused(words.format(what=part, actions=_offered_actions()))
        action, tag = typed
        actions.append(RuleAction(action))
        if tag:
            tags.append(tag)
    return tuple(actions), tuple(tags)
