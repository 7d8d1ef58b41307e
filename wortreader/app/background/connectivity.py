"""Whether there is a network, as far as the app can know without asking servers that the user has not named.

There are two sources: the routing table of the system, which costs nothing to read, and the outcome of child processes
that needed the network. While there is none, the app waits for a default route, or tries the deferred tasks at growing
intervals.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.timer import Timer

from wortreader.app.library.session import Session
from wortreader.app.signals import ConnectivityChanged, Signals
from wortreader.app.work import Work

LOOK_SECONDS: Final = 5.0
"""Between two looks at the routes."""

LOOKS_WITHOUT: Final = 2
"""Looks in a row without a default route before the network counts as gone: changing networks takes a moment."""

SETTLING_SECONDS: Final = 1.0
"""Between the return of a default route and the first try: names cannot be resolved at once."""

FIRST_PAUSE_SECONDS, LAST_PAUSE_SECONDS = 10.0, 300.0
"""Between two tries without a network: twice as long each time."""


class Connectivity:
    """What is known of the network. Publishes ConnectivityChanged."""

    def __init__(self, session: Session, signals: Signals, work: Work, *, retry: Callable[[], object]) -> None:
        """`retry` does what needs the network while there is none; it calls `lost` or `found` when it has ended."""
        self._session = session
        self._signals = signals
        self._work = work
        self._retry = retry
        self._had_default_route: bool | None = None
        self._looks_without = 0
        self._are_routes_trusted = True
        """False once a server was reached without a route to it: then routes mean nothing on this machine."""
        self._pause = FIRST_PAUSE_SECONDS
        self._timer: Timer | None = None
        self.is_offline = False
        """Whether there is no network."""

    def begin(self) -> None:
        """Watches the routes from now on. Does nothing in the demo, which needs no network."""
        if not self._session.is_demo:
            self._looks_without = LOOKS_WITHOUT - 1  # nothing has changed just now
            self.look()
            self._work.every(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Reads the routing table, and notices when the default route appears or disappears."""
        before, self._had_default_route = self._had_default_route, self._has_default_route()
        self._looks_without = self._looks_without + 1 if self._had_default_route is False else 0
        if self._looks_without >= LOOKS_WITHOUT:
            self.lost()
        elif self.is_offline and self._had_default_route and not before:
            self._pause = FIRST_PAUSE_SECONDS
            self._try_in(SETTLING_SECONDS)

    def is_out(self) -> bool:
        """Whether what needs the network has to be put off; to be asked when the user wants something of it."""
        if self._session.is_demo:
            return False
        if not self.is_offline and self._has_default_route() is False:
            self._had_default_route = False
            self.lost()
        return self.is_offline

    def lost(self) -> None:
        """Notes that there is no network: a child has found none, or there is no default route."""
        if not self.is_offline:
            self.is_offline = True
            self._pause = FIRST_PAUSE_SECONDS
            self._publish()
        if self._timer is None:
            self._try_later()

    def found(self) -> None:
        """Notes that a server was reached."""
        if self._has_default_route() is False:
            self._are_routes_trusted = False
        self._looks_without = 0
        if self.is_offline:
            self.is_offline = False
            self._stop()
            self._publish()

    def _publish(self) -> None:
        self._signals.connectivity_changed.publish(ConnectivityChanged(self.is_offline))

    def _has_default_route(self) -> bool | None:
        return self._session.has_default_route() if self._are_routes_trusted else None

    def _try_in(self, seconds: float) -> None:
        self._stop()
        self._timer = self._work.after(seconds, self._try)

    def _try_later(self) -> None:
        self._try_in(self._pause)
        self._pause = min(2 * self._pause, LAST_PAUSE_SECONDS)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _try(self) -> None:
        """Retries, which shows whether there is a network.

        Without a default route it is not tried until the pauses have grown long: there may be other routes.
        """
        self._timer = None
        if self._has_default_route() is False and self._pause < LAST_PAUSE_SECONDS:
            self._try_later()
        elif self.is_offline:
            self._retry()
