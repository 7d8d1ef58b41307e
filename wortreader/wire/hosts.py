"""Which hosts a Transport may ask now: how many requests at one time, which to give up, and which to leave alone."""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

from wortreader.errors import ServerUnreachable
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock
from wortreader.wire.limits import FetchKind, Limits, affordable_connections
from wortreader.wire.target import Target

PATIENCE: Final[Mapping[FetchKind, tuple[int, int]]] = {
    FetchKind.FEED: (2, 4),
    FetchKind.PAGE: (1, 3),
    FetchKind.PICTURE: (1, 3),
}
"""Failed connections in a row, and requests without an answer, after which a host and port is not asked again.

Otherwise two hundred feeds on one dead host would time out one after the other. A page or a picture is worth less
patience than a feed: it comes the next time.
"""

SLOW_SECONDS: Final = 5.0
"""An answer that takes longer than this is slow. A machine with much to do may need some seconds for any answer."""

TOO_MANY, UNAVAILABLE = 429, 503
"""Statuses that are about the host, not the address (RFC 6585, 4; RFC 9110, 15.6.4)."""

DEFAULT_BACKOFF = timedelta(minutes=10)
"""How long a host is left alone after a 429 without Retry-After."""
SHORTEST_BACKOFF = timedelta(minutes=1)
"""How long it is left alone after any other 429, even if Retry-After is 0."""


@lazy_dataclass(slots=True)
class HostQueue:
    """The requests to one host for feeds and pages, or for pictures."""

    slots: asyncio.Semaphore
    waiting: int = 0
    """How many requests wait for a slot."""


class ConnectionSlots:
    """Limits how many requests of one Transport run at one time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._slots = asyncio.Semaphore(min(limits.connections, affordable_connections()))
        self._queues: dict[tuple[str, bool], HostQueue] = {}
        self._hosts: dict[str, asyncio.Semaphore] = {}
        """For the requests of both queues of a host."""

    @asynccontextmanager
    async def enter(self, host: str, kind: FetchKind) -> AsyncIterator[HostQueue]:
        """Waits until one more request to `host` may run. Requests that wait for their host take no slot of others."""
        queue = self._queue(host, is_picture=kind is FetchKind.PICTURE)
        whole_host = self._hosts[host]
        queue.waiting += 1
        try:
            await queue.slots.acquire()
        finally:
            queue.waiting -= 1
        try:
            async with whole_host, self._slots:
                yield queue
        finally:
            queue.slots.release()

    def _queue(self, host: str, *, is_picture: bool) -> HostQueue:
        queue = self._queues.get((host, is_picture))
        if queue is None:
            limits = self._limits
            size = limits.pictures_per_host if is_picture else limits.per_host
            queue = self._queues[host, is_picture] = HostQueue(asyncio.Semaphore(size))
            self._hosts.setdefault(host, asyncio.Semaphore(limits.pictures_per_host))
        return queue


@lazy_dataclass(slots=True)
class _Record:
    """What a host and port has failed to do since it last answered."""

    failed_connections: int = 0
    missing_answers: int = 0
    failure: ServerUnreachable | None = None


@lazy_dataclass(slots=True)
class _SlowTime:
    """The time that a host has taken for slow answers."""

    seconds: float = 0.0
    until: float = -math.inf
    """The end of the last slow answer."""


class HostPatience:
    """Decides which hosts a Transport gives up: those that cannot be reached, do not answer, or take too much time."""

    def __init__(self, host_seconds: float) -> None:
        """`host_seconds` is as in Limits."""
        self._host_seconds = host_seconds
        self._records: defaultdict[tuple[str, int], _Record] = defaultdict(_Record)
        self._slow: defaultdict[str, _SlowTime] = defaultdict(_SlowTime)

    def failed(self, place: tuple[str, int], failure: ServerUnreachable, *, is_connected: bool) -> None:
        """Counts a failure of a host and port. `is_connected` is True if it accepted the connection."""
        record = self._records[place]
        record.failure = failure
        if is_connected:
            record.missing_answers += 1
        else:
            record.failed_connections += 1

    def answered(self, place: tuple[str, int]) -> None:
        """Forgives a host and port that has answered."""
        self._records.pop(place, None)

    def given_up(self, place: tuple[str, int], kind: FetchKind) -> ServerUnreachable | None:
        """The last failure of a host and port that is not asked again for such a document; None if it may be asked.

        A failed connection weighs as much as the number of missing answers that would have the same effect.
        """
        if place not in self._records:
            return None
        record = self._records[place]
        connections, answers = PATIENCE[kind]
        is_over = record.failed_connections / connections + record.missing_answers / answers >= 1
        return record.failure if is_over else None

    def took(self, host: str, began: float, ended: float) -> None:
        """Records a request to a host, by the clock of the event loop. Where requests overlap, the time counts once."""
        if ended - began > SLOW_SECONDS:
            slow = self._slow[host]
            slow.seconds += ended - max(began, min(slow.until, ended))
            slow.until = max(slow.until, ended)

    def seconds_left(self, host: str) -> float:
        """How long the next answer of a host may take; 0 if it is not to be asked again."""
        left = self._host_seconds - self._slow[host].seconds if host in self._slow else self._host_seconds
        return left if left >= min(SLOW_SECONDS, self._host_seconds) else 0.0


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
