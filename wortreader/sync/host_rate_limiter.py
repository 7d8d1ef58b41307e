"""When a host may be asked again: one thing after the other, with a pause between them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit


def place_of(url: str) -> str | None:
    """Host and port of an address; None where it has none."""
    with suppress(ValueError):
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    return None


class HostRateLimiter:
    """The turns of those who want something of the same hosts."""

    def __init__(self, spacing_seconds: float) -> None:
        self._spacing_seconds = spacing_seconds
        self._free_at: dict[str, float] = {}

    async def wait(self, url: str, *, delay_seconds: float = 0.0, patience_seconds: float = 0.0) -> bool:
        """Waits until the host of `url` may be asked again.

        `delay_seconds` is the pause that the host itself asks for, if that is longer than ours. False, without waiting,
        where it does and the turn is more than `patience_seconds` away.
        """
        now = asyncio.get_running_loop().time()
        place = place_of(url) or ""
        turn = max(now, self._free_at.get(place, now))
        if delay_seconds > self._spacing_seconds and turn - now > patience_seconds:
            return False
        self._free_at[place] = turn + max(self._spacing_seconds, delay_seconds)
        if turn > now:
            await asyncio.sleep(turn - now)
        return True
