"""The pictures of the article that is shown: whether they are drawn, how, and those that have to be fetched first.

Owns the reader's choice and what Kitty has been handed. Drawing is the business of `drawing`, what the terminal can
that of `terminal`; a picture that is not here is fetched by a child process, the same command as on the command line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual.color import Color, ColorParseError
from textual.geometry import Size

from wortreader.app.library.picture_space import USUAL_CELL, PictureSpace, most_rows
from wortreader.app.pictures.drawing import Drawing, Wanted, Way
from wortreader.app.pictures.drawn import Drawn, Placeholders, Sixel
from wortreader.app.pictures.sixel_overlay import SixelOverlay
from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen
    from wortreader.app.terminal.driver import Terminal
    from wortreader.model import Article, KeptPicture
    from wortreader.prose.document import Picture
    from wortreader.prose.typeset.lines import Layout

TRUE_COLOURS: Final = 1 << 24
FEW_COLOURS: Final = 256

ANSWER_SECONDS: Final = 0.3
"""How long the first picture waits for the terminal to say what it can. If it says so later, all are drawn anew."""


class Pictures:
    """What the reader does with pictures, and what is drawn of them."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._drawing = Drawing()
        self.overlay = SixelOverlay(screen, self)
        """Pixels over the half-blocks, where the terminal draws Sixel."""
        self._choice: bool | None = None
        self._is_drawing = False
        self._layout: Layout | None = None
        """For which pictures have been drawn."""
        self._numbers: list[int] = []
        """Of the pictures that the terminal keeps for it."""
        self._means: tuple[Way, bool, Size] = (Way.BLOCKS, False, USUAL_CELL)
        """What is drawn with."""

    def begin(self) -> None:
        """Follow what the terminal says, its colours, and its coming back."""
        app = self._screen.app
        app.theme_changed_signal.subscribe(self._screen, lambda _theme: self.draw_again())
        app.app_resume_signal.subscribe(self._screen, lambda _app: self.draw_again())
        self._means = self._way, self._has_sixel, self.cell
        self._terminal.when_known = self._fit
        self._screen.article_view.pictures.when_painted = self.overlay.painted

    async def close(self) -> None:
        """Ends what draws."""
        self.overlay.close()
        await self._drawing.close()

    # --- whether, and how ---------------------------------------------------------------------------------------------

    @property
    def _terminal(self) -> Terminal:
        return self._screen.terminal

    @property
    def is_on(self) -> bool:
        """Whether pictures are drawn: as the reader has said, else the settings; over a network not by itself."""
        if not self._colours:
            return False
        if self._choice is not None:
            return self._choice
        setting = self._session.config.show_pictures
        return setting == "on" or (setting == "auto" and not self._terminal.is_remote)

    @property
    def _colours(self) -> int:
        """How many colours there are to draw with; none where they are too few."""
        app = self._screen.app
        system = None if app.is_headless else app.console.color_system  # None: Textual draws with all of them
        if app.no_color or system in ("standard", "windows"):
            return 0
        return FEW_COLOURS if system == "256" else TRUE_COLOURS

    @property
    def cell(self) -> Size:
        """Width and height of a cell in pixels."""
        return self._terminal.cell or USUAL_CELL

    async def picture_space(self, article: Article) -> PictureSpace:
        """How the pictures of an article stand in its text now."""
        kept = await self._session.kept_pictures(article.article_id) if "<img" in article.html else {}
        return self._space_of(kept)

    def _space_of(self, kept: Mapping[str, KeptPicture]) -> PictureSpace:
        height = self._screen.article_view.size.height
        return PictureSpace(kept, self.is_on, most_rows(height) if kept else 0, self.cell)

    @property
    def has_overlay(self) -> bool:
        """Whether pixels are laid over half-blocks: not over a network, which would carry them after every page."""
        return self._has_sixel and not self._terminal.is_remote

    @property
    def _has_sixel(self) -> bool:
        terminal = self._terminal
        return terminal.draws_sixel and not terminal.draws_placeholders and terminal.cell is not None

    @property
    def large_way(self) -> Way:
        """How a picture is drawn on a screen of its own."""
        return Way.SIXEL if self._has_sixel else self._way

    @property
    def _way(self) -> Way:
        return Way.KITTY if self._terminal.draws_placeholders else Way.BLOCKS

    def wanted(self, known: KeptPicture, size: Size, way: Way | None = None) -> Wanted | None:
        """What has to be drawn of a picture in so many cells, as it is drawn in articles or some other `way`.

        None where that cannot be.
        """
        if known.file is None or not self._colours:
            return None
        terminal, way = self._terminal, way or self._way
        return Wanted(known.file, size, way, self.cell, self._ground(), self._colours, terminal.is_remote)

    def _ground(self) -> tuple[int, int, int]:
        app = self._screen.app
        try:
            ground = Color.parse(app.theme_variables["background"])
        except (KeyError, ColorParseError):
            ground = Color.parse("ansi_default")
        if ground.ansi is not None:  # the reader's own colours, which nobody knows
            return (0, 0, 0) if app.current_theme.dark else (255, 255, 255)
        return ground.rgb

    # --- drawing ------------------------------------------------------------------------------------------------------

    async def drawn(self, wanted: Wanted) -> Drawn | None:
        """A picture, drawn, and handed to the terminal where that keeps it; None where it cannot be drawn."""
        drawn = await self._drawing.draw(wanted)
        if isinstance(drawn, Placeholders):
            self._terminal.keep_picture(drawn.number, drawn.transmission)
            return replace(drawn, transmission="")  # a megabyte that nobody needs any more
        return drawn

    def forget(self, drawn: Drawn | None) -> None:
        """Has the terminal forget a picture."""
        if isinstance(drawn, Placeholders):
            self._terminal.forget_pictures([drawn.number])

    def paint(self, drawn: Sixel, column: int, row: int) -> None:
        """Draws over the cells of the terminal, beginning at one of them."""
        self._terminal.write(f"\x1b7\x1b[{row + 1};{column + 1}H{drawn.data}\x1b8")

    def draw(self) -> None:
        """Draws the pictures that are seen and those near them; takes those away whose article is not shown."""
        view = self._screen.article_view
        layout = view.typeset.layout if view.typeset is not None else None
        if layout is not self._layout:
            self._terminal.forget_pictures(self._numbers)
            self._numbers, self._layout = [], layout
        if not self._is_drawing and view.pictures.next_wanted is not None:
            self._is_drawing = True
            # The article is painted first: starting what draws would hold it up.
            self._screen.call_after_refresh(self._screen.run_work, self._draw, group="pictures")

    async def _draw(self) -> None:
        view = self._screen.article_view
        try:
            self._terminal.ask()
            await self._terminal.answered(ANSWER_SECONDS)
            while (index := view.pictures.next_wanted) is not None and view.typeset is not None:
                layout, picture_space = view.typeset.layout, view.typeset.picture_space
                box = layout.pictures[index]
                known = picture_space.kept.get(box.picture.src)
                wanted = self.wanted(known, Size(box.columns, box.rows)) if known is not None else None
                drawn = await self.drawn(wanted) if wanted is not None else None
                if view.typeset is None or view.typeset.layout is not layout:
                    self.forget(drawn)
                    continue
                if isinstance(drawn, Placeholders):
                    self._numbers.append(drawn.number)
                await self._show(index, drawn, layout)
        finally:
            self._is_drawing = False

    async def _show(self, index: int, drawn: Drawn | None, layout: Layout) -> None:
        """Shows a picture once its rows are made, a few milliseconds in all, with room for keys between them."""
        view = self._screen.article_view
        view.pictures.add(index, drawn)
        for row in range(drawn.rows if drawn is not None else 0):
            if view.typeset is None or view.typeset.layout is not layout:
                return
            view.pictures.make_row(index, row)
            await asyncio.sleep(0)
        view.pictures.show()

    def draw_again(self) -> None:
        """Draws all pictures anew: the terminal has lost them, or their ground is another."""
        self._terminal.forget_pictures(self._numbers)
        self._numbers = []
        self._screen.article_view.pictures.forget()

    def _fit(self) -> None:
        """Draws anew after the terminal has said what it can and how large its cells are, if that is news."""
        means = self._means
        self._means = self._way, self._has_sixel, self.cell
        if self._means != means:
            self.draw_again()
            self.fit()

    def fit(self) -> None:
        """Sets the article again if its pictures take other space than before; the user stays where they are."""
        view = self._screen.article_view
        if (
            view.typeset is not None
            and view.typeset.picture_space.kept
            and self._space_of(view.typeset.picture_space.kept) != view.typeset.picture_space
        ):
            self._screen.opening.set_again(view.text_width)

    # --- what the reader says -----------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Draws the pictures, those of this article that are not here once they are fetched; or names them only."""
        screen = self._screen
        if not self._colours:
            screen.say(_("This terminal has too few colours for pictures."))
            return
        self._choice = not self.is_on
        self.fit()
        if not self._choice:
            screen.say(_("Pictures stand as their captions"))
        else:
            screen.say(_("Pictures are drawn"))
            article = screen.opening.article
            if article is not None:
                screen.run_work(lambda: self._fetch_missing(article), group="fetch-pictures")

    async def _fetch_missing(self, article: Article) -> None:
        missing = await self._missing(article)
        if missing:
            await self._fetch(article, missing)

    async def bring(self, article: Article) -> None:
        """Fetches the pictures of an article whose page has just come, as a refresh does; what fails is no news."""
        missing = await self._missing(article) if self._session.config.keep_pictures else 0
        if missing and not self._screen.services.connectivity.is_out():
            await self._fetch(article, missing, is_asked=False)

    async def _missing(self, article: Article) -> int:
        """How many pictures of the article that is shown are not here and might be."""
        typeset = self._screen.article_view.typeset
        if typeset is None or typeset.article.article_id != article.article_id:
            return 0
        return (await self.picture_space(article)).missing(typeset.layout.pictures)

    async def _fetch(self, article: Article, count: int, *, is_asked: bool = True) -> bool:
        """Fetches the pictures of an article that are not here; the reader goes on meanwhile.

        False where that was put off until there is a network.
        """
        screen = self._screen
        ending = await screen.services.fetcher.fetch_pictures(article.article_id, count)
        if ending is None:
            return False
        await screen.opening.look_again()
        if is_asked and ending.exit_code and await self._missing(article):
            screen.say(ending.complaint or _("The pictures could not be had."), is_error=True)
        return True

    def show_large(self) -> None:
        """Shows one picture in the whole terminal: the first in view, else the next below, else the last above."""
        self._screen.run_work(self._show_large, group="asking", exclusive=True)

    async def _show_large(self) -> None:
        from wortreader.app.screens.picture import LargePicture, PictureScreen

        screen = self._screen
        view, article = screen.article_view, screen.opening.article
        if view.typeset is None or article is None or not view.typeset.layout.pictures:
            screen.say(_("There are no pictures here."))
            return
        if not self._colours:
            screen.say(_("This terminal has too few colours for pictures."))
            return
        boxes, first = view.typeset.layout.pictures, view.pictures.first
        picture_space = await self.picture_space(article)
        chosen = picture_space.kept.get(boxes[first].picture.src)
        if chosen is None or chosen.file is None:
            if not await self._fetch(article, max(1, picture_space.missing(boxes))):
                return
            picture_space = await self.picture_space(article)
        here = [
            (index, LargePicture(known, _words(box.picture)))
            for index, box in enumerate(boxes)
            if (known := picture_space.kept.get(box.picture.src)) is not None and known.file is not None
        ]
        if not here:
            return  # why has been said
        self._terminal.ask()
        await self._terminal.answered(ANSWER_SECONDS)
        nearest = min(range(len(here)), key=lambda at: (abs(here[at][0] - first), at))
        await screen.app.push_screen_wait(PictureScreen([large for _index, large in here], nearest, self))


def _words(picture: Picture) -> str:
    """A picture's caption, else what it shows, in one line."""
    return " ".join("".join(span.text for span in picture.caption).split()) or picture.alt
