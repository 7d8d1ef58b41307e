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
from wortreader.app.remembered import Remembered, SizedChoice
from wortreader.app.signals import Signals
from wortreader.app.terminal.displayed_app import DisplayedApp
from wortreader.app.theme_choice import ThemeChoice
from wortreader.app.widgets.templated_rows import TemplatedRows
from wortreader.config import kinds
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
        """`configured` is the setting; what the user has chosen in the app instead is remembered by kind of terminal.

        In the linear mode, there are no blank lines between the rows, whatever has been chosen.
        """
        self._configured = configured
        self._chosen = SizedChoice("density", configured, remembered)
        self._is_linear = is_linear

    def is_compact(self, size: Size) -> bool:
        """Whether rows take one line: if the user wants that, or if only two or three others would be seen."""
        if self._is_linear:
            return True
        chosen = self._chosen.value(size.width)
        density = chosen if chosen in DENSITIES else self._configured
        if density != "auto":
            return density == "compact"
        is_above_article = 80 <= size.width < 120
        return size.height * (MEDIUM_LIST_SHARE if is_above_article else 1) < LEAST_COMFORTABLE_ROWS

    def configure(self, configured: str) -> None:
        """Makes rows as high as the settings say, whatever the user has chosen before."""
        self._configured = configured
        self._chosen.configure(configured)

    def toggle(self, size: Size) -> None:
        """Changes between rows of several lines and of one, in terminals of this kind."""
        self.choose("comfortable" if self.is_compact(size) else "compact", size)

    def choose(self, density: str, size: Size) -> None:
        """Uses one of `DENSITIES` from now on, in terminals of this kind."""
        self._chosen.choose(density, size.width)


class RowDetails:
    """What rows show below the title, or behind it: as the settings say, or the user for this kind of terminal."""

    def __init__(self, configured: str, remembered: Remembered) -> None:
        """`configured` is the setting `list_row`."""
        self._configured = configured
        self._chosen = SizedChoice("list_row", configured, remembered)

    def template(self, size: Size) -> str:
        """The template for a terminal of this size."""
        chosen = self._chosen.value(size.width)
        return self._configured if _row_problem(chosen) else chosen

    def configure(self, configured: str) -> None:
        """Shows what the settings say, whatever the user has chosen before."""
        self._configured = configured
        self._chosen.configure(configured)

    def choose(self, template: str, size: Size) -> str | None:
        """Uses a template in terminals of this kind, an empty one for that of the settings. Returns what is wrong."""
        problem = _row_problem(template)
        if problem is None:
            self._chosen.choose(template, size.width)
        return problem


def _row_problem(template: str) -> str | None:
    return kinds()["list_row"].problem("list_row", template)


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
    details: RowDetails
    lists: Sequence[TemplatedRows[Any]]
    """Those whose rows have a density, and details."""
    pictures: ShownPictures
    theme_choice: ThemeChoice

    def fit(self) -> None:
        """Fits the panes into the terminal, whose size may have changed."""
        size = self.screen.app.size
        self.screen.set_class(size.width < LEAST_COLUMNS or size.height < LEAST_ROWS, "-too-small")
        is_compact, template = self.density.is_compact(size), self.details.template(size)
        for row_list in self.lists:
            row_list.set_list_row(template)
            if row_list.is_compact is not is_compact or (is_linear(row_list) and len(row_list.rows)):
                row_list.set_compact(is_compact)

    @command("view.density")
    def set_density(self, _count: int | None, density: str = "") -> None:
        """Rows of several lines or of one, as `density` says, or else the other way round than now."""
        if is_linear(self.screen):
            self.signals.say(_("In the linear mode, rows are always as long as they need to be."))
            return
        if density:
            self.density.choose(density, self.screen.app.size)
        else:
            self.density.toggle(self.screen.app.size)
        self.fit()

    @command("view.row")
    def set_row(self, _count: int | None, template: str = "") -> None:
        """Rows with what `template` says; without one, the user is asked for it."""
        if not template:
            self._ask_for_row()
        elif problem := self._choose_row(template):
            self.signals.say(problem, is_error=True)

    def _ask_for_row(self) -> None:
        from wortreader.app.screens.dialogs import PromptDialog
        from wortreader.settings.documents import plain

        async def attempt(written: str) -> str | None:
            return self._choose_row(written)

        words = plain(_(kinds()["list_row"].words)), _("For terminals of this width; empty: as in the settings.")
        dialog = PromptDialog(
            _("Details in list rows"),
            " ".join(words),
            attempt=attempt,
            value=self.details.template(self.screen.app.size),
            may_be_empty=True,
        )
        self.screen.app.push_screen(dialog)

    def _choose_row(self, template: str) -> str | None:
        problem = self.details.choose(template, self.screen.app.size)
        self.fit()
        return problem

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
