"""Sixel in the article: laid over a picture's half-blocks while it is wholly in view and nothing moves.

The half-blocks are cells like any others: they scroll, are cut and are covered by dialogs, and whatever paints them
anew takes the pixels away. So nothing can be left behind, and what is being scrolled costs no pixels.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from textual.app import ScreenStackError
from textual.errors import NoWidget
from textual.geometry import Region, Size

from wortreader.app.pictures.drawing import Way
from wortreader.app.pictures.drawn import Sixel

if TYPE_CHECKING:
    from wortreader.app.pictures.pictures import Pictures
    from wortreader.app.screens.reading import ReadingScreen

REST_SECONDS: Final = 0.08
"""How long nothing has been painted before pixels are: longer than a held key takes to come again."""


class SixelOverlay:
    """The pixels over the article pane."""

    def __init__(self, screen: ReadingScreen, pictures: Pictures) -> None:
        self._screen = screen
        self._pictures = pictures
        self._paintings = 0
        """How often lines with pictures have been painted."""
        self._rest: asyncio.TimerHandle | None = None
        self._is_laying = False

    def painted(self) -> None:
        """Lines with pictures are being painted: pixels follow when that has come to rest."""
        self._paintings += 1
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None
        if self._pictures.has_overlay:
            self._rest = asyncio.get_running_loop().call_later(REST_SECONDS, self._begin)

    def close(self) -> None:
        """Lays nothing any more."""
        if self._rest is not None:
            self._rest.cancel()

    def _begin(self) -> None:
        if not self._is_laying and self._screen.is_attached:
            self._is_laying = True
            self._screen.run_work(self._lay, group="sixel")

    async def _lay(self) -> None:
        try:
            seen = -1
            while seen != self._paintings:
                seen = self._paintings
                await self._lay_all(seen)
                if seen != self._paintings:
                    await asyncio.sleep(REST_SECONDS)
        finally:
            self._is_laying = False

    async def _lay_all(self, seen: int) -> None:
        """Lays pixels over each picture that is wholly in view, as long as nothing is painted anew."""
        view = self._screen.article_view
        for index, place in view.pictures.whole:
            typeset = view.typeset
            known = (
                typeset.picture_space.kept.get(typeset.layout.pictures[index].picture.src)
                if typeset is not None
                else None
            )
            wanted = self._pictures.wanted(known, Size(place.width, place.height), Way.SIXEL) if known else None
            drawn = await self._pictures.drawn(wanted) if wanted is not None else None
            if seen != self._paintings:
                return
            if isinstance(drawn, Sixel) and self._is_free(place):
                self._pictures.paint(drawn, place.x, place.y)

    def _is_free(self, place: Region) -> bool:
        """Whether nothing stands over these cells, and a line below them that need not be pushed up."""
        screen = self._screen
        try:
            if screen.app.screen is not screen or place.bottom >= screen.size.height:
                return False
            corners = ((x, y) for x in (place.x, place.right - 1) for y in (place.y, place.bottom - 1))
            return all(screen.get_widget_at(x, y)[0] is screen.article_view for x, y in corners)
        except (NoWidget, ScreenStackError):
            return False
