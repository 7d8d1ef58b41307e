"""The same faults of servers, when a feed is added."""

from __future__ import annotations

import asyncio
from typing import Final

from laboratory.anywhere import ANYWHERE, HARMLESS, clock
from laboratory.faults import PRIVATE, Fault
from laboratory.network import Network
from sync.feed_samples import item, rss

from wortreader.errors import FeedError, WireError
from wortreader.sync.locate import locate
from wortreader.sync.workers.pool import WorkerPool
from wortreader.text import safe_line

FAULTS: Final = tuple(fault for fault in ANYWHERE if fault.address != PRIVATE)
"""Whoever types the name of a host in their own network means it."""


async def test_a_feed_whose_server_has_a_fault_is_added_or_refused_with_the_same_sentence(network: Network) -> None:
    urls = {fault.name: network.url(fault) for fault in FAULTS}
    network.serve(FAULTS, rss([item(1), item(2), item(3)]))

    async with network.transport(clock) as transport, WorkerPool(1) as pool:

        async def add(fault: Fault) -> str:
            """The sentence of its error; empty if the feed is found."""
            try:
                found = await locate(urls[fault.name], transport, pool)
            except (FeedError, WireError) as error:
                return str(error)
            assert len(found.document.articles) == 3
            return ""

        told = dict(zip(urls, await asyncio.gather(*map(add, FAULTS)), strict=True))

    for fault in FAULTS:
        assert bool(told[fault.name]) is (fault.name not in HARMLESS)
        assert told[fault.name] == safe_line(told[fault.name])
        if "{host}" in fault.sentence:  # that of a refresh may go on with what can be done about it
            assert network.told(fault).startswith(told[fault.name])
    assert network.trespasses == []
