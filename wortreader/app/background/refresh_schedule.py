"""When the open app refreshes by itself what is due.

It goes by the clock, not by a timer: so a machine that has slept refreshes soon after it has woken up.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import field
from datetime import datetime, timedelta
from typing import Final

from wortreader.app.background.connectivity import Connectivity
from wortreader.app.background.progress import FetchProgress
from wortreader.app.background.refresh import Refresh
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass

LOOK_SECONDS: Final = 30.0
"""Between two looks at the clock."""

LONGEST_MINUTES: Final = 24 * 60
"""No feed has a longer interval."""

METERED_MINUTES: Final = 5
"""Between two questions whether the connection is still metered."""


@lazy_dataclass(eq=False, slots=True)
class RefreshSchedule:
    """Refreshes what is due so many minutes after the last refresh, or after the app was started.

    Sooner if a feed has a shorter interval of its own.

    Not in the demo, without a network, while something else is fetched, nor over a metered connection if the
    configuration does not allow that.
    """

    session: Session
    signals: Signals
    work: Work
    connectivity: Connectivity
    refresh: Refresh
    progress: FetchProgress
    key_table: KeyTable
    is_metered: Callable[[], Awaitable[bool]]
    _began_at: datetime | None = field(default=None, init=False)
    _asked_at: datetime | None = field(default=None, init=False)
    """When the connection was last found to be metered, if a refresh has been due since."""

    def begin(self) -> None:
        """Looks at the clock from now on; the configuration may want no refreshes, or want them later."""
        if not self.session.is_demo:
            self._began_at = self.session.clock()
            self.work.every(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Starts a refresh if it is time for one."""
        if self._is_time() and self.progress.running is None and not self.connectivity.is_out():
            self.work.start(self._refresh, group="refresh-schedule", exclusive=True)

    def _is_time(self) -> bool:
        if self._began_at is None or not self.session.config.refresh_minutes:
            return False
        now = self.session.clock()
        last_at = self.refresh.ended_at or self._began_at
        if self._asked_at is not None and last_at < self._asked_at <= now:
            return now - self._asked_at >= timedelta(minutes=METERED_MINUTES)
        # A clock that was put back does not hold refreshes up for longer than usual.
        minutes = min(self.session.config.refresh_minutes, self.session.shortest_interval or LONGEST_MINUTES)
        return not last_at <= now < last_at + timedelta(minutes=minutes)

    async def _refresh(self) -> None:
        if not self.session.config.refresh_metered and await self.is_metered():
            self._asked_at = self.session.clock()
            key = self.key_table.shown("library.refresh")
            self.signals.show_activity(_("metered connection: {key} refreshes anyway").format(key=key), is_over=True)
        elif self.progress.running is None:
            self._asked_at = None
            self.refresh.refresh(is_due_only=True)
