"""Has the app follow settings that have changed while it runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Final

from wortreader.app.background.announcer import Announcer
from wortreader.app.commands.configured_keys import follow
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.pictures.drawer import PictureDrawer
from wortreader.app.screens.appearance import Appearance
from wortreader.app.screens.going_on import GoingOn
from wortreader.config import Config
from wortreader.lazy_dataclass import lazy_dataclass

NEXT_START: Final = frozenset({"keep_frame", "key_command", "key_store", "language", "linear", "mouse", "slow_line"})
"""The settings that take effect at the next start. All others do at once: what reads them asks the session for them, or
is a child process, which reads the file; or it is told here."""

KEYS: Final = frozenset({"keys", "key_preset", "macros"})

SUSPEND: Final = "program.suspend"


@lazy_dataclass(eq=False, slots=True)
class AppliedSettings:
    """Tells the parts of the app that keep a setting."""

    session: Session
    table: KeyTable
    appearance: Appearance
    article: ArticlePane
    drawer: PictureDrawer
    going_on: GoingOn
    announcer: Announcer

    def apply(self, config: Config, chosen: Collection[str] = ()) -> frozenset[str]:
        """Uses these settings. Returns the names of those that have changed.

        The `chosen` ones have just been set by the user, and take the place of what was chosen for them in the app.
        """
        before = self.session.config
        self.session.use_config(config)
        now = self.session.config
        changed = {row.name for row in fields(Config) if getattr(now, row.name) != getattr(before, row.name)}
        self._tell({*changed, *chosen}, now)
        return frozenset(changed)

    def _tell(self, names: Collection[str], config: Config) -> None:
        app = self.appearance.screen.app
        if not KEYS.isdisjoint(names):
            follow(self.table, config)
            app.set_keymap({SUSPEND: self.table.textual_binding(SUSPEND)})
        if "theme" in names:
            choice = self.appearance.theme_choice
            choice.configure(config.theme)
            app.theme = choice.name
        if "density" in names:
            self.appearance.density.configure(config.density)
            self.appearance.fit()
        if "list_row" in names:
            self.appearance.details.configure(config.list_row)
            self.appearance.fit()
        if "show_pictures" in names and not config.linear:
            self.drawer.configure(config.show_pictures)
            self.article.pictures.fit()
        if "measure" in names:
            self.article.view.set_measure(config.measure)
        if not {"measure", "hyphenate"}.isdisjoint(names):
            self.article.shown.typeset_again()
        if "terminal_title" in names:
            self.announcer.fit_title()
        if "go_on" in names:
            self.going_on.look()
