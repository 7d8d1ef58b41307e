"""The commands for the settings: show and change them, and read their file again."""

from __future__ import annotations

from typing import Any

from textual.app import App

from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_problems import check_entry, file_problems, key_problems
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.line_errors import CommandLineError
from wortreader.app.screens.applied_settings import NEXT_START, AppliedSettings
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.config import ReadConfig, kinds, read
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.setting_kinds import LONGEST_SHOWN, TableSetting, suggestion
from wortreader.text import safe_line


@lazy_dataclass(eq=False, slots=True)
class SettingsCommands:
    """Carries out the commands for the settings."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    table: KeyTable
    applied: AppliedSettings

    @command("program.settings")
    def show(self, _count: int | None = None, name: str = "", value: str = "") -> None:
        """Shows all settings, to be changed; gives the one with a name a value, or says which one it has."""
        from wortreader.app.screens.settings import SettingsScreen

        if value:
            self.work.start(lambda: self._set(name, value), group="settings")
        elif name:
            self.signals.say(self._said(name, _("{name} is {value}.")))
        else:
            self.app.push_screen(SettingsScreen(self.session, self.table, self.applied))

    async def _set(self, name: str, value: str) -> None:
        from wortreader.settings import config_file
        from wortreader.settings.mistakes import first_mistake

        file = self.session.config_file

        def write() -> ReadConfig:
            typed = config_file.typed_value(name, value)
            check_entry(file, name, typed)
            config_file.set_value(file, name, typed)
            return read(file)

        found: ReadConfig = await self.session.run(self.session.writing, write)
        self.applied.apply(found.config, (name.partition(".")[0],))
        problems = key_problems(file, self.table) if name == "key_preset" else ()
        if problems:  # keys of the user that clash with those of the preset
            self.signals.say(first_mistake(problems), is_error=True, is_lasting=True)
        elif name in NEXT_START:
            self.signals.say(_("{name} takes effect at the next start.").format(name=name))
        else:
            self.signals.say(self._said(name, _("{name} is {value} now.")))

    def _said(self, name: str, sentence: str) -> str:
        """A sentence with the value of a setting, or of an entry of a table. Raises CommandLineError if unknown."""
        key, _dot, entry = name.partition(".")
        kind = kinds().get(key)
        if kind is None:
            raise CommandLineError(
                _("There is no setting “{key}”.").format(key=safe_line(name, LONGEST_SHOWN)) + suggestion(name, kinds())
            )
        value = getattr(self.session.config, key)
        shown = str(value.get(entry, "")) if isinstance(kind, TableSetting) else kind.shown(value)
        if key == "keys" and entry in self.table.commands and entry not in value:
            shown = ", ".join(self.table.keys(entry))
        return sentence.format(name=safe_line(name, LONGEST_SHOWN), value=safe_line(shown) or "“”")

    @command("program.read_settings")
    def reload(self, _count: int | None = None) -> None:
        """Reads the configuration file again, and follows what has changed in it."""
        self.work.start(self._reload, group="settings", exclusive=True)

    async def _reload(self) -> None:
        from wortreader.settings.mistakes import first_mistake

        file = self.session.config_file
        found: ReadConfig = await self.session.run(self.session.writing, lambda: read(file))
        if not found.is_readable:
            self.signals.say(first_mistake(found.problems), is_error=True)
            return
        changed = self.applied.apply(found.config)
        problems = file_problems(file, self.table)
        if problems:
            self.signals.say(first_mistake(problems), is_error=True, is_lasting=True)
        elif not changed:
            self.signals.say(_("No setting has changed."))
        elif changed <= NEXT_START:
            self.signals.say(_("The settings have changed. They take effect at the next start."))
        else:
            self.signals.say(_("The settings have changed: {names}.").format(names=", ".join(sorted(changed))))
