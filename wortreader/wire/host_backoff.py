"""Hosts that have asked to be left alone, and until when. Pure but for the clock that it is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from wortreader.model import Clock
from wortreader.wire.target import Target

TOO_MANY, UNAVAILABLE = 429, 503
"""RFC 6585, 4; RFC 9110, 15.6.4: what a host says that is asked too much, whatever the address."""

UNTOLD = timedelta(minutes=10)
"""How long a host rests that was asked too often and does not say how long."""


class HostBackoff:
    """Which hosts and ports rest."""

    def __init__(self, clock: Clock, until: Mapping[str, datetime] | None = None) -> None:
        """`until` says of those that rest from before until when."""
        self._clock = clock
        self._until = dict(until or {})
        self.new: dict[str, datetime] = {}
        """Those that have asked for it since."""

    def note(self, there: Target, status: int, retry_after: float | None) -> None:
        """Takes note of an error status. `retry_after` is in seconds; 0 asks for nothing."""
        if status == TOO_MANY and retry_after is None:
            rest = UNTOLD
        elif status in (TOO_MANY, UNAVAILABLE) and retry_after:
            rest = timedelta(seconds=retry_after)
        else:
            return
        place = place_name(there)
        self._until[place] = self.new[place] = max(self._clock() + rest, self._until.get(place, self._clock()))

    def seconds_left(self, there: Target) -> float:
        """How long a host still rests; 0 where it does not."""
        until = self._until.get(place_name(there))
        return max(0.0, (until - self._clock()).total_seconds()) if until is not None else 0.0


def place_name(there: Target) -> str:
    """A host and port by one name."""
    host, port = there.place
    return f"{host}:{port}"
