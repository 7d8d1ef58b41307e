"""Which hosts a Transport may ask now: how many requests at one time, and which hosts to leave alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from wortreader.errors import ServerUnreachable
from wortreader.model import Clock
from wortreader.wire.target import Target

GIVE_UP_AT = 4
"""Strikes in a row after which a host is not asked again: two failed connections, or four requests without an answer.

Otherwise two hundred feeds on one dead host would time out one after the other.
"""
NO_CONNECTION = 2
NO_ANSWER = 1

TOO_MANY, UNAVAILABLE = 429, 503
"""Statuses that are about the host, not the address (RFC 6585, 4; RFC 9110, 15.6.4)."""

DEFAULT_BACKOFF = timedelta(minutes=10)
"""How long a host is left alone after a 429 without Retry-After."""
SHORTEST_BACKOFF = timedelta(minutes=1)
"""How long it is left alone after any other 429, even if Retry-After is 0."""


@dataclass(slots=True)
class HostQueue:
    """The requests to one host."""

    slots: asyncio.Semaphore
    waiting: int = 0
    """How many requests wait for a slot."""


class ConnectionSlots:
    """Limits how many requests of one Transport run at one time, and counts failures of hosts to reach."""

    def __init__(self, connections: int, per_host: int) -> None:
        self._slots = asyncio.Semaphore(connections)
        self._per_host = per_host
        self._queues: dict[str, HostQueue] = {}
        self._strikes: dict[tuple[str, int], tuple[int, ServerUnreachable]] = {}

    @asynccontextmanager
    async def enter(self, host: str) -> AsyncIterator[HostQueue]:
        """Waits until one more request to `host` may run. Requests that wait for their host take no slot of others."""
        queue = self._queues.get(host)
        if queue is None:
            queue = self._queues[host] = HostQueue(asyncio.Semaphore(self._per_host))
        queue.waiting += 1
        try:
            await queue.slots.acquire()
        finally:
            queue.waiting -= 1
        try:
            async with self._slots:
                yield queue
        finally:
            queue.slots.release()

    def strike(self, place: tuple[str, int], strikes: int, failure: ServerUnreachable) -> None:
        """Counts a failure to reach a host and port: NO_CONNECTION or NO_ANSWER."""
        before = self._strikes[place][0] if place in self._strikes else 0
        self._strikes[place] = (before + strikes, failure)

    def answered(self, place: tuple[str, int]) -> None:
        """Resets the count of a host and port that has answered."""
        self._strikes.pop(place, None)

    def given_up(self, place: tuple[str, int]) -> ServerUnreachable | None:
        """The last failure of a host and port that is not asked again; None if it may be asked."""
        strikes, failure = self._strikes.get(place, (0, None))
        return failure if strikes >= GIVE_UP_AT else None


class HostBackoff:
    """Hosts and ports that have asked to be left alone, and until when."""

    def __init__(self, clock: Clock, until: Mapping[str, datetime] | None = None) -> None:
        """`until` has the hosts of earlier runs, by the names that they have in `new`."""
        self._clock = clock
        self._until = dict(until or {})
        self.new: dict[str, datetime] = {}
        """Those that have asked for it since, by `host:port`."""

    def note(self, there: Target, status: int, retry_after: float | None) -> float | None:
        """Records an error status. Returns for how many seconds the host is to be left alone; None if it need not be.

        `retry_after` is in seconds; 0 asks for nothing.
        """
        if status == TOO_MANY:
            rest = DEFAULT_BACKOFF if retry_after is None else max(timedelta(seconds=retry_after), SHORTEST_BACKOFF)
        elif status == UNAVAILABLE and retry_after:
            rest = timedelta(seconds=retry_after)
        else:
            return None
        place, now = _name(there), self._clock()
        until = self._until[place] = self.new[place] = max(now + rest, self._until.get(place, now))
        return (until - now).total_seconds()

    def seconds_left(self, there: Target) -> float:
        """How long a host is still to be left alone; 0 if it may be asked."""
        until = self._until.get(_name(there))
        return max(0.0, (until - self._clock()).total_seconds()) if until is not None else 0.0


def _name(there: Target) -> str:
    host, port = there.place
    return f"{host}:{port}"
