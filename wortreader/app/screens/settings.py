"""The screen with all settings: what differs from its default first, each with what it does; they are changed here."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from wortreader.app.commands.key_names import normal_key
from wortreader.app.commands.key_problems import key_problems
from wortreader.app.commands.key_sequence import KeySequence, Resolved
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.setting_labels import SETTING_LABELS
from wortreader.app.library.session import Session
from wortreader.app.linear import announce
from wortreader.app.screens.applied_settings import NEXT_START, AppliedSettings
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.dialogs import Dialog, PromptDialog
from wortreader.app.screens.move_steps import move_step
from wortreader.app.terminal.line_breaks import unbroken_keys
from wortreader.app.widgets.screen_title import ScreenTitle
from wortreader.config import read
from wortreader.errors import ConfigError, WortreaderError
from wortreader.i18n import _, ngettext, pgettext
from wortreader.setting_kinds import NumberSetting, SizeSetting, TableSetting, ToggleSetting
from wortreader.settings import config_file
from wortreader.settings.documents import plain
from wortreader.settings.effective import EffectiveSettings, Origin, Setting, effective
from wortreader.settings.mistakes import first_mistake
from wortreader.text import cells, fitting, safe_line

LABEL_WIDTHS = {"-narrow": 25, "-wide": 36}
"""Cells of a label, by the kind of the terminal; values begin behind. Longer labels push them to the right."""

WIDE = 80
"""Columns from which on the screen does not take all of the terminal."""

UNSETTING = ("d", "delete", "backspace")
CLOSING = frozenset({"program.settings", "program.back", "pane.leave", "pane.out", "program.quit"})
LONGEST_VALUE = 200
"""Characters of a value that are shown."""


def label(setting: Setting) -> str:
    """What a setting is called, in the language of the interface."""
    return _(SETTING_LABELS[setting.name])


def on_or_off(value: bool) -> str:
    """The value of a switch."""
    return pgettext("setting", "on") if value else pgettext("setting", "off")


class ChoiceDialog(Dialog[str]):
    """One of several words. Its result is None if the user left."""

    def __init__(self, title: str, words: str, choices: tuple[str, ...], chosen: str, default: str) -> None:
        super().__init__(title, words)
        marks = {chosen: _("now"), default: _("default")}
        if chosen == default:
            marks = {chosen: _("now, and the default")}
        self._choices = [Choice(choice, "", choice, note=marks.get(choice, "")) for choice in choices]
        self._begins_at = choices.index(chosen) if chosen in choices else 0

    def compose_answers(self) -> Any:
        """The words."""
        yield ChoiceList(self._choices)

    def on_mount(self) -> None:
        """Begin on the word that is set now."""
        self.call_after_refresh(self.query_one(ChoiceList).move_by, self._begins_at)

    @on(ChoiceList.Chosen)
    def _answered(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.dismiss(event.choice.id)


class SettingsScreen(BaseModal[None]):
    """All settings. Every key that goes back closes it."""

    AUTO_FOCUS: ClassVar[str | None] = "ChoiceList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    DEFAULT_CSS = """
    SettingsScreen {
        #settings { width: 90%; max-width: 104; height: 84%; padding: 1 1 1 2; }
        #settings-head { height: 2; }
        #settings-title { width: 1fr; color: $wr-accent; }
        #settings-file { width: auto; color: $wr-muted; }
        #settings ChoiceList { height: 1fr; }
        #settings-words { height: auto; min-height: 3; color: $foreground; margin: 1 0 0 0; }
        #settings-values { height: auto; color: $wr-muted; }
        #settings-values.-said { color: $wr-second; }
        #settings-keys { height: auto; color: $wr-faint; margin: 1 0 0 0; }
        &.-narrow #settings { width: 100%; height: 100%; padding: 0 1; }
        &.-narrow #settings-keys, &.-narrow #settings-words { margin: 0; }
        &.-narrow #settings-words { min-height: 2; }
        &.-low #settings { height: 100%; padding: 0 1; }
        &.-narrow #settings-head { height: 1; }
    }
    """

    def __init__(self, session: Session, table: KeyTable, applied: AppliedSettings) -> None:
        """`table` has the user's own keys; `applied` has the app follow what is changed."""
        super().__init__()
        self._session = session
        self._table = table
        self._applied = applied
        self._sequence = KeySequence(table)
        self._settings = self._read()

    def _read(self) -> EffectiveSettings:
        return effective(self._session.config_file, self._session.options)

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return _("Settings. Enter changes one, Esc goes back.")

    def compose(self) -> ComposeResult:
        """A heading, the settings, what the one under the cursor does, and the keys."""
        with Vertical(id="settings", classes="-box"):
            with Horizontal(id="settings-head"):
                yield ScreenTitle(_("SETTINGS"), id="settings-title")
                yield Static(Content(""), id="settings-file")
            yield ChoiceList()
            yield Static(Content(""), id="settings-words")
            yield Static(Content(""), id="settings-values")
            yield Static(unbroken_keys(_("Enter: change · d: default · Esc: close")), id="settings-keys")

    def on_mount(self) -> None:
        """Show everything."""
        self._draw()
        if self._settings.problems:
            self._say(first_mistake(self._settings.problems))

    def on_resize(self) -> None:
        """Say as much about the file as there is room for."""
        self._draw()

    def _draw(self) -> None:
        ordered = self._settings.ordered()
        count = sum(setting.is_changed for setting in ordered)
        self.query_one(ChoiceList).show([self._choice(at, ordered) for at in range(len(ordered))], keep=True)
        file = self._settings.path.name if self._settings.path.exists() else _("no file yet")
        changed = ngettext("{n} changed", "{n} changed", count).format(n=count) if count else _("nothing changed")
        room = self.query_one("#settings-head").size.width - cells(_("SETTINGS")) - 1
        self.query_one("#settings-file", Static).update(Content(fitting(f"{changed} · {file}", room)))
        self._show_words()

    def _choice(self, at: int, ordered: tuple[Setting, ...]) -> Choice:
        setting = ordered[at]
        former = ordered[at - 1] if at else None
        section = _("Changed") if setting.is_changed else _(setting.kind.section)
        before = None if former is None else _("Changed") if former.is_changed else _(former.kind.section)
        heading = section.upper() if section != before else ""
        width = LABEL_WIDTHS["-wide" if self.app.size.width >= WIDE else "-narrow"]  # the classes change later
        title = label(setting)
        title += " " * (width - cells(title))
        return Choice(setting.name, "", title, note=self._value(setting), heading=heading)

    @staticmethod
    def _value(setting: Setting) -> str:
        if isinstance(setting.kind, ToggleSetting):
            return on_or_off(setting.value)
        if isinstance(setting.kind, TableSetting):
            count = len(setting.value)
            return (
                ngettext("{n} of your own", "{n} of your own", count).format(n=count)
                if count
                else pgettext("entries", "none")
            )
        return safe_line(setting.kind.shown(setting.value), LONGEST_VALUE) or "–"

    def _under_cursor(self) -> Setting:
        choice = self.query_one(ChoiceList).cursor_choice
        assert choice is not None
        return self._settings[choice.id]

    def _show_words(self) -> None:
        setting = self._under_cursor()
        self.query_one("#settings-words", Static).update(Content(plain(_(setting.kind.words))))
        self._say("")

    def _facts(self, setting: Setting) -> str:
        kind = setting.kind
        if isinstance(kind, TableSetting):
            return _("Written in the file: {example}").format(example=f"[{setting.name}] {kind.examples[0]}")
        default = on_or_off(setting.default) if isinstance(kind, ToggleSetting) else kind.shown(setting.default)
        facts = [setting.name, _("default: {value}").format(value=default or "–")]
        if isinstance(kind, NumberSetting):
            facts.append(_("{low} to {high}").format(low=kind.low, high=kind.high))
        if setting.origin is Origin.FILE:
            facts.append(_("line {line} of {file}").format(line=setting.line, file=self._settings.path.name))
        if setting.origin is Origin.COMMAND_LINE:
            facts.append(_("set by the command line for this run"))
        if setting.name in NEXT_START:
            facts.append(_("takes effect at the next start"))
        return " · ".join(facts)

    def _say(self, sentence: str) -> None:
        """Shows a sentence in the place of the facts on the setting; empty for these."""
        facts = self.query_one("#settings-values", Static)
        facts.update(Content(sentence or self._facts(self._under_cursor())))
        facts.set_class(bool(sentence), "-said")
        announce(self, sentence)

    @on(ChoiceList.Moved)
    def _moved(self, event: ChoiceList.Moved) -> None:
        event.stop()
        self._show_words()
        announce(self, plain(_(self._under_cursor().kind.words)))

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self._show_words()
        setting = self._under_cursor()
        if isinstance(setting.kind, TableSetting):
            sentence = _("Write them into {file}, or use wortreader config set {name}.NAME VALUE.")
            self._say(sentence.format(file=self._settings.path, name=setting.name))
        elif isinstance(setting.kind, ToggleSetting):
            self.run_worker(self._set(setting, not setting.value), group="setting")
        else:
            self.run_worker(self._ask(setting), group="asking")

    async def _ask(self, setting: Setting) -> None:
        kind, words = setting.kind, plain(_(setting.kind.words))
        if kind.choices:
            choices = ChoiceDialog(
                label(setting), words, kind.choices, kind.shown(setting.value), kind.shown(setting.default)
            )
            answer = await self.app.push_screen_wait(choices)
            if answer is not None and answer != setting.value:
                await self._set(setting, answer)
            return
        example = "500M" if isinstance(kind, SizeSetting) else ""
        dialog = PromptDialog(
            label(setting),
            words,
            attempt=partial(self._attempt, setting),
            value=kind.shown(setting.value),
            placeholder=example,
            may_be_empty=True,
        )
        await self.app.push_screen_wait(dialog)

    async def _attempt(self, setting: Setting, written: str) -> str | None:
        return await self._change(setting, setting.kind.typed(written))

    async def _set(self, setting: Setting, value: Any) -> None:
        self._say(await self._change(setting, value) or self._said(setting.name))

    async def _change(self, setting: Setting, value: Any) -> str | None:
        """Writes a value into the file. Returns what is wrong, None on success."""
        return await self._write(
            setting, partial(config_file.set_value, self._session.config_file, setting.name, value)
        )

    async def _write(self, setting: Setting, write: partial[Any]) -> str | None:
        try:
            await self._session.run(self._session.writing, write)
        except ConfigError as error:
            return first_mistake((error,))
        except WortreaderError as error:
            return safe_line(str(error))
        self._settings = self._read()
        self._applied.apply(read(self._session.config_file).config, (setting.name,))
        self._draw()
        self._say(self._said(setting.name))
        return None

    def _said(self, name: str) -> str:
        """What has become of a setting that was changed."""
        setting = self._settings[name]
        problems = key_problems(self._settings.path, self._table) if name == "key_preset" else ()
        if problems:  # keys of the user that clash with those of the preset
            return first_mistake(problems)
        if setting.origin is Origin.COMMAND_LINE:
            return _("Saved; for this run, the command line overrides {name}.").format(name=name)
        if name in NEXT_START:
            return _("{name} takes effect at the next start.").format(name=name)
        return _("{name} is {value} now.").format(name=name, value=self._value(setting))

    def on_key(self, event: events.Key) -> None:
        """Back to the default, move, close."""
        event.stop()
        event.prevent_default()
        if normal_key(event.key) in UNSETTING:
            self.run_worker(self._unset(self._under_cursor()), group="setting")
            return
        outcome = self._sequence.feed(event.key)
        if isinstance(outcome, Resolved):
            self._run(outcome.command_id, outcome.count or 1)

    async def _unset(self, setting: Setting) -> None:
        if isinstance(setting.kind, TableSetting) and setting.value:
            self._say(_("Remove them from {file}.").format(file=self._settings.path))
            return
        problem = await self._write(setting, partial(config_file.unset, self._session.config_file, setting.name))
        if problem:
            self._say(problem)

    def _run(self, command_id: str, count: int) -> None:
        choices = self.query_one(ChoiceList)
        step = move_step(command_id, count, page=max(1, choices.size.height), length=len(choices.choices))
        if step is not None:
            choices.move_by(step)
        elif command_id == "pane.in":
            choices.take()
        elif command_id in CLOSING:
            self.dismiss(None)
