"""Which theme is used: the one of the settings, or the one that the user has chosen in the app. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from wortreader.app import themes
from wortreader.app.line_errors import CommandLineError
from wortreader.app.palettes import DARK_NAME, LIGHT_NAME
from wortreader.app.remembered import Remembered
from wortreader.i18n import _
from wortreader.setting_kinds import LONGEST_SHOWN, suggestion
from wortreader.text import safe_line

SETTING: Final = "theme"

_LIGHT_COLOURS: Final = frozenset({"7", "9", "10", "11", "12", "13", "14", "15"})
"""The numbers that COLORFGBG has for light backgrounds."""


class ThemeChoice:
    """The theme of one app, which may follow the terminal."""

    def __init__(
        self, configured: str, remembered: Remembered, environment: Mapping[str, str], available: Collection[str]
    ) -> None:
        """`available` are the names of all themes. `environment` says which terminal this is."""
        self._configured = configured
        self._remembered = remembered
        chosen = remembered.choice(SETTING, configured)
        self._known_names = (themes.AUTO, *available)
        self._setting = next((name for name in (chosen, configured) if name in self._known_names), themes.AUTO)
        hint = environment.get("COLORFGBG", "")
        self._terminal = f"{environment.get('TERM', '')} {hint}".strip()
        known = remembered.is_light(self._terminal)
        self._is_light = hint.rpartition(";")[2] in _LIGHT_COLOURS if known is None else known

    @property
    def follows_terminal(self) -> bool:
        """Whether the theme is light or dark as the terminal is."""
        return self._setting == themes.AUTO

    @property
    def name(self) -> str:
        """The theme to use now."""
        return themes.theme_name(self._setting, is_light=self._is_light)

    def note_background(self, is_light: bool) -> None:
        """Notes what the terminal has answered; the next start begins with it."""
        self._is_light = is_light
        self._remembered.note_background(self._terminal, is_light)

    def configure(self, configured: str) -> None:
        """Uses the theme of the settings, whatever the user has chosen before."""
        self._configured = self._setting = configured
        self._remembered.choose(SETTING, configured, configured)

    def choose_next(self) -> None:
        """Goes on to the next of our own themes, first to one that looks different, last to AUTO."""
        shown, other = (LIGHT_NAME, DARK_NAME) if self._is_light else (DARK_NAME, LIGHT_NAME)
        cycle = (themes.AUTO, other, *(name for name in themes.NAMES if name not in (shown, other)), shown)
        at = cycle.index(self._setting) if self._setting in cycle else -1
        self.choose(cycle[(at + 1) % len(cycle)])

    def choose(self, name: str) -> None:
        """Uses the theme with this name, or AUTO. Raises CommandLineError if there is none."""
        if name not in self._known_names:
            sentence = _("There is no theme “{name}”.").format(name=safe_line(name, LONGEST_SHOWN))
            raise CommandLineError(sentence + suggestion(name, self._known_names))
        self._setting = name
        self._remembered.choose(SETTING, self._configured, self._setting)
