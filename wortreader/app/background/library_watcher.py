"""Notices that another program has written to the library, that a rule has ended, or that a new day has begun."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Final

from wortreader.app.background.outbox import OutboxService
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.work import Work
from wortreader.errors import WortreaderError
from wortreader.store.rules.ending import settle_if_due

WATCH_SECONDS: Final = 1.0
"""Between two looks at the library."""

RULES_EVERY: Final = timedelta(minutes=1)
"""Between two looks whether a rule has ended."""


class LibraryWatcher:
    """Publishes LibraryChanged when another program has written, and when lists have to be arranged by a new day."""

    def __init__(self, session: Session, signals: Signals, work: Work, outbox: OutboxService) -> None:
        self._session = session
        self._signals = signals
        self._work = work
        self._outbox = outbox
        self._day = session.today
        self._rules_at = session.clock() + RULES_EVERY
        self._is_looking = False

    async def begin(self) -> None:
        """Watches the library from now on."""
        await self._session.has_changed()
        self._work.every(WATCH_SECONDS, self._watch)

    def _watch(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            self._work.start(self._look, group="watch")

    async def _look(self) -> None:
        try:
            await self._end_rules()
            day, self._day = self._day, self._session.today
            if await self._session.has_changed() or day != self._day:
                self._signals.library_changed.publish(LibraryChanged())
                await self._outbox.read()
        finally:
            self._is_looking = False

    async def _end_rules(self) -> None:
        """Shows again what rules have hidden whose end has come."""
        now = self._session.clock()
        if now >= self._rules_at:
            self._rules_at = now + RULES_EVERY
            with suppress(WortreaderError):  # a library that cannot be written now can be in a minute
                await self._session.in_library(
                    self._session.writing, lambda library: settle_if_due(library.database, now)
                )
