"""Fixtures: a library, an HTTP server on loopback and a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback import Loopback

from wortreader.model import Feed, FeedOutcome
from wortreader.store.library import Library
from wortreader.sync.feed_refresh import refresh
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Transport

START = datetime(2026, 11, 18, 14, 40, tzinfo=UTC)


class Watch:
    """A clock that only `advance` moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """The time that it shows."""
        return self.now

    def advance(self, **by: float) -> None:
        """Moves the clock forward; the arguments are those of `timedelta`."""
        self.now += timedelta(**by)


class World:
    """All that a refresh needs, with shortcuts for what tests do most."""

    def __init__(
        self, library: Library, server: Loopback, transport: Transport, pool: WorkerPool, watch: Watch
    ) -> None:
        self.library, self.server, self.transport, self.pool, self.watch = library, server, transport, pool, watch

    def add(self, url: str, **options: object) -> Feed:
        """Subscribes to a feed on loopback."""
        return self.library.feeds.add(url, is_private_allowed=True, now=self.watch(), **options)  # type: ignore[arg-type]  # as the test gives them

    async def refresh(self) -> dict[str, FeedOutcome]:
        """Refreshes every feed and returns the outcomes by the address that was requested."""
        feeds = self.library.feeds.all()
        outcomes = refresh(self.library, feeds, self.transport, self.pool, clock=self.watch)
        return {outcome.url: outcome async for outcome in outcomes}


@pytest.fixture(autouse=True)
def _workers(inline_workers: None) -> None:
    """No test but those of the processes themselves waits for some to start."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A new library in a file."""
    opened = Library.open(tmp_path / "library.db")
    yield opened
    opened.close()


@pytest.fixture
async def world(library: Library, server: Loopback) -> AsyncIterator[World]:
    """A world with one worker."""
    watch = Watch()
    async with Transport(clock=watch) as transport, WorkerPool(1) as pool:
        yield World(library, server, transport, pool, watch)
