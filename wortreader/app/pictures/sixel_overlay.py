"""Sixel in the article: drawn over the half-blocks of a picture while all of it is in view and nothing moves.

The half-blocks are cells like any others: they scroll, are cut and are covered by dialogs, and whatever paints them
again removes the pixels. So no pixels can be left behind, and scrolling sends none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Final

from textual.geometry import Region

from wortreader.app.pictures.drawer import PictureDrawer
from wortreader.app.pictures.drawing import Way
from wortreader.app.pictures.drawn import Sixel
from wortreader.app.work import Work
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import KeptPicture

REST_SECONDS: Final = 0.08
"""How long nothing has been painted before pixels are: longer than the pause between the repeats of a held key."""


@lazy_dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture that is entirely in view."""

    known: KeptPicture
    region: Region
    """Its cells of the terminal."""


@lazy_dataclass(eq=False, slots=True)
class SixelOverlay:
    """Draws the pixels over the pictures of a view.

    `placed` returns the pictures in view, `is_free` whether the cells of one are not covered by anything.
    """

    drawer: PictureDrawer
    work: Work
    placed: Callable[[], Sequence[PlacedPicture]]
    is_free: Callable[[Region], bool]
    _paintings: int = field(default=0, init=False)
    """How often lines with pictures have been painted."""
    _rest: asyncio.TimerHandle | None = field(default=None, init=False)
    _is_running: bool = field(default=False, init=False)

    def painted(self) -> None:
        """Notes that lines with pictures are being painted. Their pixels are written when nothing more is painted."""
        self._paintings += 1
        self.close()
        if self.drawer.has_overlay:
            self._rest = asyncio.get_running_loop().call_later(REST_SECONDS, self._begin)

    def close(self) -> None:
        """Draws nothing until lines are painted again."""
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _begin(self) -> None:
        if not self._is_running:
            self._is_running = True
            self.work.start(self._run, group="sixel")

    async def _run(self) -> None:
        try:
            seen = -1
            while seen != self._paintings:
                seen = self._paintings
                await self._draw_all(seen)
                if seen != self._paintings:
                    await asyncio.sleep(REST_SECONDS)
        finally:
            self._is_running = False

    async def _draw_all(self, seen: int) -> None:
        """Draws pixels over each picture, as long as nothing is painted again."""
        for picture in self.placed():
            drawn = await self.drawer.draw(picture.known, picture.region.size, Way.SIXEL)
            if seen != self._paintings:
                return
            if isinstance(drawn, Sixel) and self.is_free(picture.region):
                self.drawer.paint(drawn, picture.region.x, picture.region.y)
