"""Whether a host can be reached at all: a connection is opened and closed, and nothing is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp.abc import ResolveResult

from wortreader.wire.names import LookUp, NameResolver

REACH_SECONDS = 6.0
"""How long a host has to accept a connection, its name looked up and all."""


async def is_reached(host: str, port: int, *, look_up: LookUp, is_open: Callable[[str], bool]) -> bool:
    """True where a connection to one of the host's addresses that `is_open` comes about, or is refused by the host."""
    try:
        async with asyncio.timeout(REACH_SECONDS):
            for found in await NameResolver(look_up).resolve(host, port):
                if is_open(found["host"]) and await _answers(found):
                    return True
    except (OSError, TimeoutError):
        pass
    return False


async def _answers(found: ResolveResult) -> bool:
    try:
        _reader, writer = await asyncio.open_connection(
            found["host"], found["port"], family=found["family"], proto=found["proto"], flags=found["flags"]
        )
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    writer.close()
    return True
