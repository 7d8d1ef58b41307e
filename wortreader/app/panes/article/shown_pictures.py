"""The pictures of the article: drawn while they are in view, turned on and off, fetched if they are missing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ScreenStackError
from textual.dom import NoScreen
from textual.errors import NoWidget
from textual.geometry import Region, Size

from wortreader.app.commands.dispatch import command
from wortreader.app.linear import is_linear
from wortreader.app.pictures.drawn import Drawn
from wortreader.app.pictures.sixel_overlay import PlacedPicture, SixelOverlay
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.typeset.lines import PictureRow

if TYPE_CHECKING:
    from wortreader.app.background.article_fetcher import ArticleFetcher
    from wortreader.app.library.picture_space import PictureSpace
    from wortreader.app.library.session import Session
    from wortreader.app.panes.article.article_view import ArticleView
    from wortreader.app.pictures.drawer import PictureDrawer
    from wortreader.app.signals import Signals
    from wortreader.app.work import Work
    from wortreader.model import Article, KeptPicture
    from wortreader.prose.document import Picture
    from wortreader.prose.typeset.lines import Layout


@lazy_dataclass(frozen=True, slots=True)
class LargePicture:
    """A picture to show in the whole terminal."""

    known: KeptPicture
    words: str
    """Its caption, or a description; safe text."""


class ShownPictures:
    """Draws the pictures that `view` has in view."""

    def __init__(
        self,
        view: ArticleView,
        drawer: PictureDrawer,
        session: Session,
        fetcher: ArticleFetcher,
        signals: Signals,
        work: Work,
        *,
        typeset_again: Callable[[], None],
        read_again: Callable[[], Awaitable[None]],
        show_large: Callable[[Sequence[LargePicture], int], object],
    ) -> None:
        """`typeset_again` is called if pictures take other space than before, `read_again` awaited after some have
        been fetched; `show_large` is called with pictures and the index of the one to show first.
        """
        self._view = view
        self._drawer = drawer
        self._session = session
        self._fetcher = fetcher
        self._signals = signals
        self._work = work
        self._typeset_again = typeset_again
        self._read_again = read_again
        self._show_large = show_large
        self._overlay = SixelOverlay(drawer, work, placed=self.placed, is_free=self._is_free)
        self._is_drawing = False
        self._layout: Layout | None = None
        """The layout for which pictures have been drawn."""
        self._drawn: list[Drawn] = []
        """Those of it that the terminal may keep."""

    @property
    def is_chosen(self) -> bool:
        """Whether the user has turned pictures on or off, for as long as the app runs."""
        return self._drawer.choice is not None

    def begin(self) -> None:
        """Follows the view, the theme, and what the terminal says. The view must be mounted."""
        app = self._view.app
        app.theme_changed_signal.subscribe(self._view, lambda _theme: self.draw_again())
        app.app_resume_signal.subscribe(self._view, lambda _app: self.draw_again())
        self._view.when_painted = self._lines_painted
        self._drawer.when_changed = self._means_changed
        self._drawer.begin()

    def close(self) -> None:
        """Draws nothing any more."""
        self._overlay.close()

    async def space(self, article: Article) -> PictureSpace:
        """The space that the pictures of an article take in the view now."""
        kept = await self._session.kept_pictures(article.article_id) if "<img" in article.html else {}
        return self._drawer.space(kept, self._view.size.height)

    def fit(self) -> None:
        """Has the article typeset again if its pictures take other space than before; the user stays in their place."""
        typeset, height = self._view.typeset, self._view.size.height
        if typeset is not None and typeset.picture_space.kept:
            space = self._drawer.space(typeset.picture_space.kept, height)
            if space != typeset.picture_space:
                self._typeset_again()

    def placed(self) -> Sequence[PlacedPicture]:
        """The pictures that are entirely in view."""
        view, typeset = self._view, self._view.typeset
        if typeset is None:
            return ()
        left, above, _width, height = view.content_region
        top, kept = view.top_of_text, typeset.picture_space.kept
        return [
            PlacedPicture(
                known, Region(left + view.text_margin + box.column, above + box.line - top, box.columns, box.rows)
            )
            for box in typeset.layout.pictures
            if box.rows and top <= box.line and box.line + box.rows <= top + height
            if (known := kept.get(box.picture.src)) is not None
        ]

    def _is_free(self, region: Region) -> bool:
        """Whether nothing covers these cells, and there is a line below them, so that the terminal does not scroll."""
        view = self._view
        try:
            screen = view.screen
            if view.app.screen is not screen or region.bottom >= screen.size.height:
                return False
            corners = ((x, y) for x in (region.x, region.right - 1) for y in (region.y, region.bottom - 1))
            return all(screen.get_widget_at(x, y)[0] is view for x, y in corners)
        except (NoScreen, NoWidget, ScreenStackError):
            return False

    def _lines_painted(self, first: int, last: int) -> None:
        """Lines of the view from `first` to before `last` are being painted."""
        typeset, top = self._view.typeset, self._view.top_of_text
        boxes = typeset.layout.pictures if typeset is not None else ()
        if any(box.rows and box.line < top + last and top + first < box.line + box.rows for box in boxes):
            self._overlay.painted()

    @property
    def _next_wanted(self) -> int | None:
        """The picture to draw next, as an index into those of the layout; None if all in view are drawn."""
        view, typeset = self._view, self._view.typeset
        if typeset is None:
            return None
        top = view.top_of_text
        return view.painter.pictures.next_wanted(typeset.layout, top, top + view.size.height)

    def draw(self) -> None:
        """Draws the pictures in view and near it; forgets those of a layout that is not shown any more."""
        typeset = self._view.typeset
        layout = typeset.layout if typeset is not None else None
        if layout is not self._layout:
            self._forget_drawn()
            self._layout = layout
        if not self._is_drawing and self._next_wanted is not None:
            self._is_drawing = True
            # The article is painted first: starting the process that draws would delay it.
            self._view.screen.call_after_refresh(self._work.start, self._draw, group="pictures")

    async def _draw(self) -> None:
        view = self._view
        try:
            await self._drawer.ask_terminal()
            while (index := self._next_wanted) is not None and (typeset := view.typeset) is not None:
                layout = typeset.layout
                box = layout.pictures[index]
                known = typeset.picture_space.kept.get(box.picture.src)
                drawn = await self._drawer.draw(known, Size(box.columns, box.rows)) if known is not None else None
                if not self._is_shown(layout):
                    self._drawer.forget(drawn)
                    continue
                if drawn is not None:
                    self._drawn.append(drawn)
                await self._show(index, drawn, layout)
        finally:
            self._is_drawing = False

    def _is_shown(self, layout: Layout) -> bool:
        return self._view.typeset is not None and self._view.typeset.layout is layout

    async def _show(self, index: int, drawn: Drawn | None, layout: Layout) -> None:
        """Shows a picture once its rows are made, which takes a few milliseconds, with pauses for keys between them."""
        view, rows = self._view, self._view.painter.pictures
        rows.add(index, drawn)
        for row in range(drawn.rows if drawn is not None else 0):
            if not self._is_shown(layout):
                return
            rows.row(PictureRow(index, row), view.blank)
            await asyncio.sleep(0)
        view.draw_again()

    def draw_again(self) -> None:
        """Draws all pictures again: the terminal has lost them, or the background has another colour."""
        self._forget_drawn()
        self._view.painter.pictures.clear()
        self._view.draw_again()
        self.draw()

    def _forget_drawn(self) -> None:
        self._drawer.forget(*self._drawn)
        self._drawn = []

    def _means_changed(self) -> None:
        self.draw_again()
        self.fit()

    @command("article.pictures")
    def toggle(self, _count: int | None = None) -> None:
        """Draws pictures, after fetching those of this article that are missing; or shows their captions instead."""
        drawer = self._drawer
        if is_linear(self._view):
            self._signals.say(_("The linear mode shows no pictures; captions only."))
            return
        if not drawer.can_draw:
            self._signals.say(drawer.why_not)
            return
        drawer.choice = not drawer.is_on
        self.fit()
        if not drawer.choice:
            self._signals.say(_("Pictures hidden; captions only."))
            return
        self._signals.say(_("Pictures shown"))
        if (typeset := self._view.typeset) is not None:
            self._work.start(lambda: self.fetch_missing(typeset.article), group="fetch-pictures")

    async def fetch_missing(self, article: Article, *, is_asked: bool = True) -> None:
        """Fetches the missing pictures of an article, if it is shown; only if `is_asked`, a failure is reported."""
        missing = await self._missing(article)
        if missing:
            await self._fetch(article, missing, is_asked=is_asked)

    async def _missing(self, article: Article) -> int:
        """How many pictures of an article, if it is shown, are missing and can still be fetched."""
        typeset = self._view.typeset
        if typeset is None or typeset.article.article_id != article.article_id:
            return 0
        return (await self.space(article)).missing(typeset.layout.pictures)

    async def _fetch(self, article: Article, count: int, *, is_asked: bool) -> bool:
        """Fetches the missing pictures of an article. Returns False if that was put off because there is no network."""
        ending = await self._fetcher.fetch_pictures(article.article_id, count)
        if ending is None:
            return False
        await self._read_again()
        if is_asked and ending.exit_code and await self._missing(article):
            self._signals.say(ending.complaint or _("The pictures could not be downloaded."), is_error=True)
        return True

    @command("article.large_picture")
    def show_large(self, _count: int | None = None) -> None:
        """Shows one picture in the whole terminal: the first in view, else the next below, else the last above."""
        self._work.start(self._fetch_and_show_large, group="asking", exclusive=True, leads_on=True)

    async def _fetch_and_show_large(self) -> None:
        view, typeset = self._view, self._view.typeset
        if typeset is None or not typeset.layout.pictures:
            self._signals.say(_("There are no pictures here."))
            return
        if not self._drawer.can_draw:
            self._signals.say(self._drawer.why_not)
            return
        article, boxes, top = typeset.article, typeset.layout.pictures, view.top_of_text
        below = (index for index, box in enumerate(boxes) if box.line + max(1, box.rows) > top)
        first = next(below, len(boxes) - 1)
        space = await self.space(article)
        chosen = space.kept.get(boxes[first].picture.src)
        if chosen is None or chosen.file is None:
            if not await self._fetch(article, max(1, space.missing(boxes)), is_asked=True):
                return
            space = await self.space(article)
        here = [
            (index, LargePicture(known, _caption(box.picture)))
            for index, box in enumerate(boxes)
            if (known := space.kept.get(box.picture.src)) is not None and known.file is not None
        ]
        if not here:
            return  # a notice has said why
        await self._drawer.ask_terminal()
        nearest = min(range(len(here)), key=lambda at: (abs(here[at][0] - first), at))
        self._show_large([large for _index, large in here], nearest)


def _caption(picture: Picture) -> str:
    """The caption of a picture, else its description, in one line."""
    return " ".join("".join(span.text for span in picture.caption).split()) or picture.alt
