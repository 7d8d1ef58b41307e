"""The memory that the bodies of one Transport may take together.

A body takes room before it is asked for, more before each piece of it is unpacked, and keeps what it needs until it has
been used. If there is no room left, one body that is under way still gets what it needs, so that they never all wait
for each other.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final, Self

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.wire.limits import MIB

TOTAL_BYTES: Final = 64 * MIB
"""All bodies at one time."""

FIRST_BYTES: Final = 64 * 1024
"""Taken before a request: so many arrive before anybody looks at them."""

MOST_EXPANSION: Final = 1032
"""No deflate stream unpacks to more than so many times its size (zlib's technical details)."""


@lazy_dataclass(eq=False, slots=True)
class _Waiting:
    room: Room
    size: int
    is_served: asyncio.Future[None]


class MemoryBudget:
    """Hands out room for bodies."""

    def __init__(self, total_bytes: int, largest_bytes: int) -> None:
        """`largest_bytes` is the most that one body may take; so much is kept for the one that need not wait."""
        self._shared_bytes = max(total_bytes - largest_bytes, 0)
        self._used_bytes = 0
        self._first: Room | None = None
        """The body that need not wait; what it takes is not in `_used_bytes`."""
        self._waiting: list[_Waiting] = []
        self.most_bytes = 0
        """The most that all bodies have taken at one time."""

    def room(self) -> Room:
        """Room for one body, empty at first. A context manager that gives it back."""
        return Room(self)

    def resize(self, room: Room, size: int) -> bool:
        """Gives a body `size` bytes instead of what it has; False if it has to wait for them."""
        others = self._used_bytes - (0 if room is self._first else room.size)
        if others + size <= self._shared_bytes:
            self._used_bytes = others + size
            self._first = None if room is self._first else self._first
        elif self._first in (None, room):
            self._used_bytes, self._first = others, room
        elif size <= room.size:
            self._used_bytes = others + size
        else:
            return False
        has_shrunk, room.size = size < room.size, size
        self.most_bytes = max(self.most_bytes, self._used_bytes + (self._first.size if self._first else 0))
        if has_shrunk:
            self._serve()
        return True

    async def wait(self, room: Room, size: int) -> None:
        """Returns when a body that has to wait has got `size` bytes."""
        waiting = _Waiting(room, size, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        try:
            await waiting.is_served
        finally:
            if waiting in self._waiting:
                self._waiting.remove(waiting)

    def _serve(self) -> None:
        """Gives those that wait what there is now."""
        for waiting in tuple(self._waiting):
            if self.resize(waiting.room, waiting.size):
                self._waiting.remove(waiting)
                if not waiting.is_served.done():
                    waiting.is_served.set_result(None)


class Room:
    """The room of one body."""

    def __init__(self, budget: MemoryBudget) -> None:
        self._budget = budget
        self.size = 0
        """What it has, in bytes."""

    def try_grow(self, size: int) -> bool:
        """Takes room for `size` bytes in all; False if that has to be waited for."""
        return size <= self.size or self._budget.resize(self, size)

    async def wait_for(self, size: int) -> float:
        """Waits for room for `size` bytes in all, and returns how many seconds that has taken."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        await self._budget.wait(self, size)
        return loop.time() - began

    def shrink(self, size: int) -> None:
        """Gives back what is not needed for `size` bytes."""
        if size < self.size:
            self._budget.resize(self, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.shrink(0)
