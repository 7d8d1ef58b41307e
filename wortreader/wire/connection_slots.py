"""Waiting in line: how many requests are under way, in all and to each host, and which hosts are not worth the wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from wortreader.errors import ServerUnreachable

GIVE_UP_AT = 4
"""Strikes in a row after which a host is not asked again: two failed connections, or four that nobody answered.

Two hundred feeds on one dead host would otherwise wait for it one after the other.
"""
NO_CONNECTION = 2
NO_ANSWER = 1


@dataclass(slots=True)
class HostQueue:
    """The line for one host."""

    room: asyncio.Semaphore
    waiting: int = 0
    """How many requests stand in line for the host."""


class ConnectionSlots:
    """The lines of one Transport."""

    def __init__(self, connections: int, per_host: int) -> None:
        self._room = asyncio.Semaphore(connections)
        self._per_host = per_host
        self._queues: dict[str, HostQueue] = {}
        self._strikes: dict[tuple[str, int], tuple[int, ServerUnreachable]] = {}

    @asynccontextmanager
    async def enter(self, host: str) -> AsyncIterator[HostQueue]:
        """Waits for the turn of one request to `host`. A host with a long line takes no room from the others."""
        queue = self._queues.get(host)
        if queue is None:
            queue = self._queues[host] = HostQueue(asyncio.Semaphore(self._per_host))
        queue.waiting += 1
        try:
            await queue.room.acquire()
        finally:
            queue.waiting -= 1
        try:
            async with self._room:
                yield queue
        finally:
            queue.room.release()

    def strike(self, place: tuple[str, int], strikes: int, failure: ServerUnreachable) -> None:
        """Counts against a host and port that it could not be reached, or did not answer."""
        before = self._strikes[place][0] if place in self._strikes else 0
        self._strikes[place] = (before + strikes, failure)

    def answered(self, place: tuple[str, int]) -> None:
        """Forgets what was counted against it."""
        self._strikes.pop(place, None)

    def given_up(self, place: tuple[str, int]) -> ServerUnreachable | None:
        """Why a host is not asked again: its last failure. None where it is."""
        strikes, failure = self._strikes.get(place, (0, None))
        return failure if strikes >= GIVE_UP_AT else None
