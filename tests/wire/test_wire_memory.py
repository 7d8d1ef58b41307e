"""The memory that bodies take together."""

from __future__ import annotations

import asyncio
import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import PATIENCE, Loopback

from wortreader.wire import transport as transport_module
from wortreader.wire.limits import MIB, Limits
from wortreader.wire.memory import MemoryBudget
from wortreader.wire.transport import Access, Fetched, Transport


async def test_what_does_not_fit_waits_until_there_is_room() -> None:
    budget = MemoryBudget(30, 10)
    with budget.room() as first, budget.room() as large, budget.room() as waiting:
        assert first.try_grow(20)
        assert large.try_grow(10)  # one always gets what it needs
        assert not waiting.try_grow(5)
        growing = asyncio.create_task(waiting.wait_for(5))
        await asyncio.sleep(0)
        assert not growing.done()

        first.shrink(15)
        await growing
        assert waiting.size == 5

    assert budget.most_bytes == 30


async def test_one_that_stops_waiting_gets_nothing() -> None:
    budget = MemoryBudget(30, 10)
    with budget.room() as first, budget.room() as large, budget.room() as waiting:
        assert first.try_grow(20)
        assert large.try_grow(10)
        growing = asyncio.create_task(waiting.wait_for(5))
        await asyncio.sleep(0)
        growing.cancel()
        await asyncio.wait((growing,))
        first.shrink(0)
        assert waiting.size == 0
        assert waiting.try_grow(20)


@given(steps=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 16)), max_size=60))
@settings(max_examples=200, deadline=None)
def test_fault_114_no_order_of_bodies_takes_more_than_there_is_or_stops_for_good(steps: list[tuple[int, int]]) -> None:
    async def use(budget: MemoryBudget, sizes: list[int]) -> None:
        with budget.room() as room:
            for size in sizes:
                if not room.try_grow(size):
                    await room.wait_for(size)
                await asyncio.sleep(0)
                room.shrink(size // 2)

    async def use_all() -> None:
        budget = MemoryBudget(40, 16)
        sizes = [[size for body, size in steps if body == number] for number in range(5)]
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(use(budget, each) for each in sizes))
        assert budget.most_bytes <= 40
        with budget.room() as room:
            assert room.try_grow(24)  # everything has been given back

    asyncio.run(use_all())


async def test_fault_114_bodies_that_unpack_to_much_come_one_after_the_other(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "TOTAL_BYTES", 5 * MIB)
    fat = bytes(3 * MIB)
    urls = [server.serve("/fat", fat, gzip=True, host=f"127.0.0.{number}") for number in range(2, 22)]
    held: list[int] = []

    async with Transport(Limits(decoded_bytes=4 * MIB)) as transport:

        async def fetch(url: str) -> int:
            with transport.room() as room:
                answer = await transport.fetch(url, access=Access(url, True), room=room)
                assert isinstance(answer, Fetched)
                held.append(room.size)
                await asyncio.sleep(0)
                return len(answer.body)

        assert await asyncio.gather(*map(fetch, urls)) == [len(fat)] * 20
        assert transport.memory.most_bytes <= 5 * MIB

    assert held == [len(fat)] * 20
    assert len(gzip.compress(fat)) < 10_000
