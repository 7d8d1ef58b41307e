"""The library as it is now: opened when the empty panes are there, and looked at again when somebody has written to it.

Owns the day that lists are arranged by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from wortreader.app.panes.articles.articles import ALL
from wortreader.errors import LibraryError

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

WATCH_SECONDS: Final = 1.0
"""How often the app looks whether somebody else has written to the library."""


class Watching:
    """Keeps what the screen shows true to the library."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._day = self._session.today
        self._is_looking = False

    async def begin(self) -> None:
        """Opens the library, shows what is in it, and watches it from then on."""
        try:
            await self._session.open(self._screen.listing.say_instead)
        except LibraryError as error:
            self._screen.app.exit(return_code=1, message=Text(str(error)))
            return
        await self._screen.listing.read_shelf()
        await self._screen.listing.show(ALL)
        await self._session.has_changed()
        await self._screen.outbox.begin()
        self._screen.set_interval(WATCH_SECONDS, self._watch)
        minutes = self._session.config.refresh_minutes
        if minutes:
            self._screen.set_interval(minutes * 60, lambda: self._screen.fetching.refresh(is_due_only=True))
        for problem in self._screen.key_table.problems.values():
            self._screen.say(problem, is_error=True)
        if self._screen.listing.shelf is not None and not self._screen.listing.shelf.feeds:
            self._screen.asking.how_to_begin()

    def _watch(self) -> None:
        """Looks, unless the last look is still under way: to end that would be to miss what it has noticed."""
        if not self._is_looking:
            self._is_looking = True
            self._screen.run_work(self._look_if_changed, group="watch")

    async def _look_if_changed(self) -> None:
        """Looks at the library again if somebody has written to it, or if what was today is yesterday now."""
        try:
            day, self._day = self._day, self._session.today
            if await self._session.has_changed() or day != self._day:
                await self._screen.listing.look_again()
                await self._screen.outbox.look_again()
        finally:
            self._is_looking = False
