"""How the panes look: the theme, how high rows are, and what is shown if the terminal is too small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from wortreader.app.commands.dispatch import command
from wortreader.app.linear import is_linear
from wortreader.app.panes.article.shown_pictures import ShownPictures
from wortreader.app.remembered import Remembered
from wortreader.app.signals import Signals
from wortreader.app.terminal.displayed_app import DisplayedApp
from wortreader.app.theme_choice import ThemeChoice
from wortreader.app.widgets.row_list import RowList
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass

LEAST_COLUMNS: Final = 40
LEAST_ROWS: Final = 10
"""On a smaller terminal there is a sentence instead of the panes."""

MEDIUM_LIST_SHARE: Final = 0.36
"""The share of the terminal's height if the list is above the article; as in the style sheet."""

LEAST_COMFORTABLE_ROWS: Final = 14
"""Lines of a list that show three or four articles of three or four lines, its title and a day."""


DENSITIES: Final = ("auto", "comfortable", "compact")


class Density:
    """How high rows are: as the settings or the user say, or as the terminal allows."""

    def __init__(self, configured: str, remembered: Remembered, *, is_linear: bool = False) -> None:
        """`configured` is the setting; what the user has chosen in the app instead is remembered.

        In the linear mode, there are no blank lines between the rows, whatever has been chosen.
        """
        self._configured = configured
        self._remembered = remembered
        self._is_linear = is_linear
        chosen = remembered.choice("density", configured)
        self.density = chosen if chosen in DENSITIES else configured

    def is_compact(self, size: Size) -> bool:
        """Whether rows take one line: if the user wants that, or if only two or three others would be seen."""
        if self._is_linear:
            return True
        if self.density != "auto":
            return self.density == "compact"
        is_above_article = 80 <= size.width < 120
        return size.height * (MEDIUM_LIST_SHARE if is_above_article else 1) < LEAST_COMFORTABLE_ROWS

    def configure(self, configured: str) -> None:
        """Makes rows as high as the settings say, whatever the user has chosen before."""
        self._configured = self.density = configured
        self._remembered.choose("density", configured, configured)

    def toggle(self, size: Size) -> None:
        """Switches between rows of several lines and of one, and keeps that when the size of the terminal changes."""
        self.choose("comfortable" if self.is_compact(size) else "compact")

    def choose(self, density: str) -> None:
        """Uses one of `DENSITIES` from now on."""
        self.density = density
        self._remembered.choose("density", self._configured, self.density)


class TooSmall(Static):
    """What is shown instead of the panes if the terminal is too small for them."""

    def __init__(self) -> None:
        sentence = _("wortreader needs {columns} columns and {rows} rows.")
        super().__init__(Content(sentence.format(columns=LEAST_COLUMNS, rows=LEAST_ROWS)), id="too-small")


@lazy_dataclass(eq=False, slots=True)
class Appearance:
    """Carries out the commands on how the screen looks."""

    screen: Screen[Any]
    signals: Signals
    density: Density
    lists: Sequence[RowList[Any]]
    """Those whose rows have a density."""
    pictures: ShownPictures
    theme_choice: ThemeChoice

    def fit(self) -> None:
        """Fits the panes into the terminal, whose size may have changed."""
        size = self.screen.app.size
        self.screen.set_class(size.width < LEAST_COLUMNS or size.height < LEAST_ROWS, "-too-small")
        is_compact = self.density.is_compact(size)
        for row_list in self.lists:
            if row_list.is_compact is not is_compact or (is_linear(row_list) and len(row_list.rows)):
                row_list.set_compact(is_compact)

    @command("view.density")
    def set_density(self, _count: int | None, density: str = "") -> None:
        """Rows of several lines or of one, as `density` says, or else the other way round than now."""
        if density:
            self.density.choose(density)
        else:
            self.density.toggle(self.screen.app.size)
        self.fit()

    @command("program.theme")
    def use_theme(self, _count: int | None, name: str = "") -> None:
        """A theme by its name, or the next of our own themes, or the one that the terminal calls for."""
        app = self.screen.app
        if name:
            self.theme_choice.choose(name)
        else:
            self.theme_choice.choose_next()
        app.theme = self.theme_choice.name
        sentence = (
            _("Theme: {name}, as the terminal is.") if self.theme_choice.follows_terminal else _("Theme: {name}.")
        )
        self.signals.say(sentence.format(name=app.theme))

    @command("program.redraw")
    def redraw(self, _count: int | None) -> None:
        """Draws the screen again, with the pictures that the terminal keeps."""
        app = self.screen.app
        if isinstance(app, DisplayedApp):
            app.terminal_display.forget()
        self.pictures.draw_again()
        app.refresh(repaint=True, layout=True)
