"""Draws pictures for the terminal of the app: how, with which colours, and what Kitty keeps of them.

This is what other packages use. `drawing` runs the process that draws, `drawn` has its results.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from textual.app import App
from textual.color import Color, ColorParseError
from textual.geometry import Region, Size

from wortreader.app.library.picture_space import USUAL_CELL, PictureSpace, most_rows
from wortreader.app.pictures.drawing import Drawing, PictureRequest, Way
from wortreader.app.pictures.drawn import Drawn, Placeholders, Sixel
from wortreader.app.terminal.terminal import Terminal
from wortreader.i18n import _
from wortreader.model import KeptPicture

TRUE_COLOURS: Final = 1 << 24
FEW_COLOURS: Final = 256

ANSWER_SECONDS: Final = 0.3
"""How long the first picture waits for the terminal to say what it can. If it says so later, all are drawn again."""


class PictureDrawer:
    """Draws pictures, and knows whether and how the terminal can show them."""

    def __init__(self, app: App[Any], terminal: Terminal, setting: str) -> None:
        """`setting` is `show_pictures` of the configuration: on, off or auto."""
        self._app = app
        self._terminal = terminal
        self._setting = setting
        self._drawing = Drawing()
        self._means: tuple[Way, bool, Size] = (Way.BLOCKS, False, USUAL_CELL)
        self.choice: bool | None = None
        """Whether the user wants pictures drawn; None to follow the configuration."""
        self.when_changed: Callable[[], None] = lambda: None
        """Called when the terminal has said something new of how it shows pictures, or how large its cells are."""

    def configure(self, setting: str) -> None:
        """Follows another `show_pictures` from now on, whatever the user has chosen before."""
        self._setting, self.choice = setting, None

    def begin(self) -> None:
        """Follows what the terminal says."""
        self._means = self._way, self._has_sixel, self.cell
        self._terminal.when_known = self._compare_means

    def _compare_means(self) -> None:
        means = self._means
        self._means = self._way, self._has_sixel, self.cell
        if self._means != means:
            self.when_changed()

    async def close(self) -> None:
        """Ends the process that draws."""
        await self._drawing.close()

    @property
    def can_draw(self) -> bool:
        """Whether the terminal has enough colours for pictures, and characters to make them of."""
        return self._colours > 0 and not self._terminal.is_ascii

    @property
    def why_not(self) -> str:
        """Why no pictures can be drawn, as a sentence."""
        if self._terminal.is_ascii:
            return _("The locale has no characters to draw pictures with: it is not a UTF-8 locale.")
        return _("This terminal has too few colours for pictures.")

    @property
    def is_on(self) -> bool:
        """Whether pictures are drawn: the choice of the user, else the configuration; `auto` is off over a network."""
        if not self.can_draw:
            return False
        if self.choice is not None:
            return self.choice
        return self._setting == "on" or (self._setting == "auto" and not self._terminal.is_remote)

    @property
    def _colours(self) -> int:
        """How many colours there are to draw with; 0 if they are too few."""
        system = None if self._app.is_headless else self._app.console.color_system  # None: Textual draws with all
        if self._app.no_color or system in ("standard", "windows"):
            return 0
        return FEW_COLOURS if system == "256" else TRUE_COLOURS

    @property
    def cell(self) -> Size:
        """Width and height of a cell in pixels."""
        return self._terminal.cell or USUAL_CELL

    def space(self, kept: Mapping[str, KeptPicture], height: int) -> PictureSpace:
        """The space of these pictures in a pane of `height` rows."""
        return PictureSpace(kept, self.is_on, most_rows(height) if kept else 0, self.cell)

    @property
    def has_overlay(self) -> bool:
        """Whether Sixel is drawn over half-blocks; not over a network, which would carry it after every page."""
        return self._has_sixel and not self._terminal.is_remote

    @property
    def large_way(self) -> Way:
        """How a picture is drawn on a screen of its own."""
        return Way.SIXEL if self._has_sixel else self._way

    @property
    def _has_sixel(self) -> bool:
        terminal = self._terminal
        return terminal.draws_sixel and not terminal.draws_placeholders and terminal.cell is not None

    @property
    def _way(self) -> Way:
        return Way.KITTY if self._terminal.draws_placeholders else Way.BLOCKS

    async def ask_terminal(self) -> None:
        """Asks the terminal what it can, and waits a moment for its answer the first time."""
        self._terminal.ask()
        await self._terminal.answered(ANSWER_SECONDS)

    async def draw(self, known: KeptPicture, size: Size, way: Way | None = None) -> Drawn | None:
        """A picture in `size` cells, drawn as in articles or some other `way`, and handed to a terminal that keeps it.

        None if it cannot be drawn.
        """
        if known.file is None or not self.can_draw:
            return None
        request = PictureRequest(
            known.file, size, way or self._way, self.cell, self._ground(), self._colours, self._terminal.is_remote
        )
        drawn = await self._drawing.draw(request)
        if isinstance(drawn, Placeholders):
            self._terminal.keep_picture(drawn.number, drawn.transmission)
            return replace(drawn, transmission="")  # a megabyte that is not needed any more
        return drawn

    def _ground(self) -> tuple[int, int, int]:
        app = self._app
        try:
            ground = Color.parse(app.theme_variables["background"])
        except (KeyError, ColorParseError):
            ground = Color.parse("ansi_default")
        if ground.ansi is not None:  # the terminal's own colours, which are unknown
            return (0, 0, 0) if app.current_theme.dark else (255, 255, 255)
        return ground.rgb

    def forget(self, *pictures: Drawn | None) -> None:
        """Has the terminal forget pictures that it keeps."""
        numbers = [drawn.number for drawn in pictures if isinstance(drawn, Placeholders)]
        if numbers:
            self._terminal.forget_pictures(numbers)

    def paint(self, drawn: Sixel, column: int, row: int) -> None:
        """Draws over the cells of the terminal, from this one on."""
        region = Region(column, row, drawn.columns, drawn.rows)
        self._terminal.overlay(region, f"\x1b7\x1b[{row + 1};{column + 1}H{drawn.data}\x1b8")
