"""The lease of a library: one refresh, or pack, at a time, which tells the others how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Final

from wortreader.errors import LibraryError
from wortreader.model import Clock, FetchStatus
from wortreader.store.library import Library

LEASE: Final = "refresh"
LEASE_SECONDS: Final = 60
"""How long the lease of a refresh that crashed on another machine keeps others out."""

STATUS_SECONDS: Final = 2.0
"""Between two times that the status is stored. A refresh in which nothing has changed ends before the first."""


class Lease:
    """A lease that is held. Its status is stored now and then."""

    def __init__(self) -> None:
        self.status: FetchStatus | None = None
        """What its holder is doing."""


@asynccontextmanager
async def lease(library: Library, holder: str, clock: Clock) -> AsyncGenerator[Lease, None]:
    """Keeps other refreshes out while the block runs. Raises RefreshRunning if there is one already."""
    token = library.leases.take(LEASE, holder, now=clock(), seconds=LEASE_SECONDS)
    held = Lease()
    keeper = asyncio.create_task(_keep(library, token, held, clock))
    try:
        yield held
    finally:
        keeper.cancel()
        with suppress(asyncio.CancelledError):
            await keeper
        library.leases.release(token)


async def _keep(library: Library, token: str, held: Lease, clock: Clock) -> None:
    """Renews a lease when its status has changed, and in good time before it expires."""
    loop = asyncio.get_running_loop()
    stored, stored_at = held.status, loop.time()
    while True:
        await asyncio.sleep(STATUS_SECONDS)
        status, now = held.status, loop.time()
        if status != stored or now - stored_at >= LEASE_SECONDS / 3:
            renew = partial(library.leases.renew, token, now=clock(), seconds=LEASE_SECONDS, status=status)
            renewal = asyncio.create_task(asyncio.to_thread(renew))
            try:
                with suppress(LibraryError):  # whatever is wrong with the library, the refresh will say so
                    await asyncio.shield(renewal)
                    stored, stored_at = status, now
            finally:
                await asyncio.gather(renewal, return_exceptions=True)  # the library may be closed after this
