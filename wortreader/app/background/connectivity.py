"""Whether there is a network, as far as the app can know without asking strangers.

Two things tell: the system, whose tables of routes cost nothing to read, and what becomes of child processes that
wanted something of the network. Without one, the app waits for a way out, or tries what waits in the outbox at growing
intervals; so nobody is asked whom the reader has not named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.timer import Timer

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

LOOK_SECONDS: Final = 5.0
"""Between two looks at the routes."""

LOOKS_WITHOUT: Final = 2
"""Looks in a row that find no way out before there is said to be no network: a change of networks takes a moment."""

SETTLING_SECONDS: Final = 1.0
"""Between a way out that has come back and the first try: names are not known at once."""

FIRST_PAUSE_SECONDS, LAST_PAUSE_SECONDS = 10.0, 300.0
"""Between two tries without a network: twice as long each time."""


class Network:
    """What is known of the network."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._had_default_route: bool | None = None
        self._looks_without = 0
        self._are_routes_trusted = True
        """False once somebody was reached without a route that leads there: then routes tell nothing here."""
        self._pause = FIRST_PAUSE_SECONDS
        self._timer: Timer | None = None
        self.is_offline = False
        """Whether there is no network."""

    def begin(self) -> None:
        """Watches from now on. The demo wants nothing of a network."""
        if not self._session.is_demo:
            self._looks_without = LOOKS_WITHOUT - 1  # nothing has changed just now
            self.look()
            self._screen.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Looks at the routes: notices that the way out has gone, or has come back."""
        before, self._had_default_route = self._had_default_route, self._has_default_route()
        self._looks_without = self._looks_without + 1 if self._had_default_route is False else 0
        if self._looks_without >= LOOKS_WITHOUT:
            self.lost()
        elif self.is_offline and self._had_default_route and not before:
            self._pause = FIRST_PAUSE_SECONDS
            self._try_in(SETTLING_SECONDS)

    def is_out(self) -> bool:
        """Whether what needs the network can only be put off: asked when the reader wants something of it."""
        if self._session.is_demo:
            return False
        if not self.is_offline and self._has_default_route() is False:
            self._had_default_route = False
            self.lost()
        return self.is_offline

    def lost(self) -> None:
        """Notes that there is no network: a child has found none, or there is no way out."""
        if not self.is_offline:
            self.is_offline = True
            self._pause = FIRST_PAUSE_SECONDS
            self._screen.outbox.show_standing()
        if self._timer is None:
            self._try_later()

    def found(self) -> None:
        """Notes that somebody was reached."""
        if self._has_default_route() is False:
            self._are_routes_trusted = False
        self._looks_without = 0
        if self.is_offline:
            self.is_offline = False
            self._stop()
            self._screen.outbox.show_standing()

    def _has_default_route(self) -> bool | None:
        return self._session.has_default_route() if self._are_routes_trusted else None

    # --- trying -------------------------------------------------------------------------------------------------------

    def _try_in(self, seconds: float) -> None:
        self._stop()
        self._timer = self._screen.set_timer(seconds, self._try)

    def _try_later(self) -> None:
        self._try_in(self._pause)
        self._pause = min(2 * self._pause, LAST_PAUSE_SECONDS)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _try(self) -> None:
        """Does what waits, which tells whether there is a network. `lost` and `found` say what has come of it.

        Without a way out that is not tried until the pauses have grown long: routes may not be all there is.
        """
        self._timer = None
        if self._has_default_route() is False and self._pause < LAST_PAUSE_SECONDS:
            self._try_later()
        elif self.is_offline:
            self._screen.outbox.carry_out()
