"""What a refresh and a pack have in common: at most one of them runs, and both show how far they are."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from wortreader.app.signals import LibraryChanged, Signals

SHOWN_EVERY: Final = 25
"""Feeds or articles between two readings of the lists while they are fetched: new articles come in groups."""


class Fetch(Enum):
    """A fetch of many feeds or articles."""

    REFRESH = auto()
    PACK = auto()


class FetchProgress:
    """Which fetch is running, and how far it is."""

    def __init__(self, signals: Signals) -> None:
        self._signals = signals
        self.running: Fetch | None = None
        """The fetch that was started in this app and is running; None if there is none."""

    def show(self, words: str, done: int) -> None:
        """Publishes what is being done; after every 25th feed or article, that the library has changed as well."""
        self._signals.show_activity(words)
        if done % SHOWN_EVERY == 0:
            self._signals.library_changed.publish(LibraryChanged())
