"""The laboratory: feeds of which each has a server with a fault, refreshed beside healthy ones.

    with open_laboratory(tmp_path, server) as laboratory:
        findings = await laboratory.examine(HEADS)      # what became of each of these feeds, by the name of its fault
        laboratory.healthy_count                        # how many of the healthy feeds came in completely

Each of these feeds is visited three times: while its server is well, while that has its fault, and when it is well
again. Every feed has a host with a name of its own.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from laboratory.faults import Due, Fault
from laboratory.network import NO_HASTE, Network, open_network
from laboratory.peak_memory import PeakMemory
from loopback import Loopback
from sync.feed_samples import item, rss

from wortreader.model import Feed, FeedOutcome, OutcomeKind, View, ViewKind
from wortreader.store.library import Library
from wortreader.sync.feed_refresh import refresh
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Limits

START: Final = datetime(2026, 11, 18, 14, 40, tzinfo=UTC)
HEALTHY: Final = 40
"""Healthy feeds beside the faulty ones."""
BETWEEN_VISITS: Final = timedelta(hours=25)
"""By then every feed is due again that is ever asked again."""
HANG_SECONDS: Final = 600.0
"""A refresh that takes longer hangs."""

ALL: Final = View(ViewKind.ALL)
ALL_HERE: Final = "all three articles, at the same address"
NOT_ASKED: Final = "not asked"


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a feed whose server had a fault, and afterwards."""

    kind: OutcomeKind
    reason: str
    """The sentence, with `{host}` in the place of the feed's host and port; empty if there is none."""
    due: str
    """When it is due again: the name of a Due, or how many seconds later."""
    total: int
    """Its articles, after the fault."""
    marked: int
    """Those that are read and starred still, as they were before."""
    gone: int
    """Those that count as no longer in the feed."""
    afterwards: str
    """What was there after the next visit, to a server that was well."""


def expected(fault: Fault) -> Finding:
    """What is to be found out about a feed with this fault."""
    is_read = fault.kind is OutcomeKind.UPDATED
    afterwards = NOT_ASKED if fault.due is Due.NEVER else ALL_HERE
    return Finding(fault.kind, fault.sentence, fault.due.name, 3 if is_read else 2, 2, fault.gone, afterwards)


class Laboratory:
    """A library, and a network."""

    def __init__(self, library: Library, network: Network) -> None:
        self.library, self.network = library, network
        self.healthy_count = 0
        """Healthy feeds that have come in completely while the others had their faults."""
        self.peak = PeakMemory()
        """Of this process, in which the server is too, while the feeds had their faults."""
        self.most_body_bytes = 0
        """What all bodies have taken at one time."""
        self._now = START

    async def examine(self, faults: Sequence[Fault], limits: Limits = NO_HASTE) -> dict[str, Finding]:
        """What became of feeds with these faults, by name. `limits` are those of the visit with the fault."""
        feeds = {fault.name: self.library.feeds.add(self.network.url(fault), now=self._now) for fault in faults}
        self.network.serve(faults, _feed(1, 2), is_well=True)
        first = await self._visit(list(feeds.values()))
        assert [outcome.reason for outcome in first.values() if outcome.kind is OutcomeKind.FAILED] == []
        ids = self.library.articles.rows(ALL, today=self._now).ids
        self.library.articles.mark_read(ids, True, at=self._now)
        self.library.articles.mark_starred(ids, True, at=self._now)

        self._now += BETWEEN_VISITS
        self.network.serve(faults, _feed(1, 2, 3))
        outcomes = await self._visit_beside_healthy(list(feeds.values()), limits)
        due = {feed.feed_id: self._due(feed.feed_id) for feed in feeds.values()}
        total, marked = self._count()
        gone = {feed.feed_id: self._gone(feed.feed_id) for feed in feeds.values()}

        self._now += BETWEEN_VISITS
        self.network.serve(faults, _feed(1, 2, 3), is_well=True)
        asked = {feed.feed_id for feed in self.library.feeds.due(self._now)}
        await self._visit([feed for feed in feeds.values() if feed.feed_id in asked])
        later, _marked = self._count()
        return {
            name: Finding(
                outcomes[feed.feed_id].kind,
                self._reason(outcomes[feed.feed_id]),
                due[feed.feed_id],
                total[feed.feed_id],
                marked[feed.feed_id],
                gone[feed.feed_id],
                self._afterwards(feed, later[feed.feed_id]) if feed.feed_id in asked else NOT_ASKED,
            )
            for name, feed in feeds.items()
        }

    async def _visit_beside_healthy(self, feeds: Sequence[Feed], limits: Limits) -> dict[int, FeedOutcome]:
        server = self.network.server
        healthy = [
            self.library.feeds.add(server.serve(f"/well-{n}", _feed(1, 2), host=f"well-{n}.test"), now=self._now)
            for n in range(HEALTHY)
        ]
        with self.peak:
            outcomes = await self._visit([*feeds, *healthy], limits)
        self.healthy_count = sum(outcomes[feed.feed_id].new_count == 2 for feed in healthy)
        return outcomes

    async def _visit(self, feeds: Sequence[Feed], limits: Limits = NO_HASTE) -> dict[int, FeedOutcome]:
        """The outcomes of one refresh, by the number of the feed."""
        current = [self.library.feeds.get(feed.feed_id) for feed in feeds]
        outcomes: dict[int, FeedOutcome] = {}
        async with (
            asyncio.timeout(HANG_SECONDS),
            self.network.transport(self._clock, limits) as transport,
            WorkerPool(1) as pool,
        ):
            async for outcome in refresh(
                self.library, current, transport, pool, clock=self._clock, has_default_route=lambda: True
            ):
                assert outcome.feed_id not in outcomes
                outcomes[outcome.feed_id] = outcome
        self.most_body_bytes = max(self.most_body_bytes, transport.memory.most_bytes)
        return outcomes

    def _clock(self) -> datetime:
        return self._now

    def _count(self) -> tuple[Counter[int], Counter[int]]:
        """The articles of each feed, and those of them that are read and starred."""
        ids = self.library.articles.rows(ALL, today=self._now).ids
        headlines = self.library.articles.headlines(ids).values()
        marked = Counter(headline.feed_id for headline in headlines if headline.is_read and headline.is_starred)
        return Counter(headline.feed_id for headline in headlines), marked

    def _gone(self, feed_id: int) -> int:
        """How many of a feed's articles it no longer carries."""
        return sum(article.is_gone for article in self.library.feeds.known_articles(feed_id).articles.values())

    def _reason(self, outcome: FeedOutcome) -> str:
        sentence = (outcome.reason or "").replace(str(urlsplit(outcome.url).netloc), "{host}")
        return sentence.replace(f":{self.network.server.port}", ":{port}")

    def _due(self, feed_id: int) -> str:
        feed = self.library.feeds.get(feed_id)
        if feed.is_paused:
            return Due.NEVER.name
        assert feed.due_at is not None
        seconds = (feed.due_at - self._now).total_seconds()
        return next((due.name for due in Due if due.value[0] <= seconds <= due.value[1]), f"{seconds} s")

    def _afterwards(self, feed: Feed, total: int) -> str:
        """What the last visit has brought to a feed."""
        stored = self.library.feeds.get(feed.feed_id)
        if stored.failure is not None:
            return stored.failure
        if stored.url != feed.url:
            return f"moved to {stored.url}"
        return ALL_HERE if total == 3 else f"{total} articles"


@contextmanager
def open_laboratory(folder: Path, server: Loopback) -> Iterator[Laboratory]:
    """A laboratory with a new library in `folder`."""
    with closing(Library.open(folder / "library.db")) as library, open_network(server) as network:
        yield Laboratory(library, network)


def _feed(*numbers: int) -> bytes:
    return rss([item(number) for number in numbers])
