"""Running many coroutines at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from wortreader.sync.concurrency import map_unordered, merged, until, with_pauses


class Calls:
    """A function that waits for an event of each item, and records what happens to its calls."""

    def __init__(self) -> None:
        self.events: dict[int, asyncio.Event] = {}
        self.begun: list[int] = []
        self.cancelled: list[int] = []
        self.cleaned_up: list[int] = []

    def finish(self, *items: int) -> None:
        for item in items:
            self.events.setdefault(item, asyncio.Event()).set()

    async def __call__(self, item: int) -> int:
        self.begun.append(item)
        try:
            await self.events.setdefault(item, asyncio.Event()).wait()
        except asyncio.CancelledError:
            self.cancelled.append(item)
            await asyncio.sleep(0)  # cleaning up may take a while
            self.cleaned_up.append(item)
            raise
        if item < 0:
            raise ValueError(item)
        return item * 10


async def let_tasks_run() -> None:
    for _turn in range(5):
        await asyncio.sleep(0)


async def test_results_come_in_the_order_in_which_they_finish() -> None:
    calls = Calls()
    results = map_unordered(calls, [1, 2, 3])

    found = []
    for item in (2, 3, 1):
        calls.finish(item)
        found.append(await anext(results))

    assert found == [20, 30, 10]
    assert [result async for result in results] == []


async def test_without_items_there_are_no_results() -> None:
    assert [result async for result in map_unordered(Calls(), [])] == []


async def test_no_more_calls_than_the_limit_run_at_one_time() -> None:
    calls = Calls()
    results = map_unordered(calls, [1, 2, 3, 4], limit=2)
    first = asyncio.ensure_future(anext(results))
    await let_tasks_run()
    assert calls.begun == [1, 2]

    calls.finish(2)
    assert await first == 20
    await let_tasks_run()
    assert calls.begun == [1, 2, 3]

    calls.finish(1, 3, 4)
    assert sorted([result async for result in results]) == [10, 30, 40]


async def test_an_exception_is_raised_and_the_other_calls_are_cancelled_and_waited_for() -> None:
    calls = Calls()
    calls.finish(-1)

    with pytest.raises(ValueError, match="-1"):
        async for _result in map_unordered(calls, [1, -1, 2, 3], limit=3):
            pass

    assert sorted(calls.cancelled) == sorted(calls.cleaned_up)
    assert set(calls.begun) == {1, -1, 2, *calls.cancelled}


async def test_a_consumer_that_stops_has_the_other_calls_cancelled_and_waited_for() -> None:
    calls = Calls()
    calls.finish(1)

    async with aclosing(map_unordered(calls, [1, 2, 3])) as results:
        async for result in results:
            assert result == 10
            break

    assert calls.cleaned_up == [2, 3]


async def test_a_consumer_that_is_cancelled_has_the_calls_cancelled_and_waited_for() -> None:
    calls = Calls()

    async def consume() -> None:
        async with aclosing(map_unordered(calls, [1, 2])) as results:
            async for _result in results:
                pass

    consumer = asyncio.create_task(consume())
    await let_tasks_run()
    consumer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await consumer

    assert calls.cleaned_up == [1, 2]


async def test_pauses_between_items_are_told_and_no_item_is_lost() -> None:
    go_on = asyncio.Event()

    async def items() -> AsyncGenerator[int, None]:
        yield 1
        await go_on.wait()
        yield 2

    seen: list[int | None] = []
    async for item in with_pauses(items(), 0.001):
        seen.append(item)
        if seen.count(None) == 2:
            go_on.set()

    assert [item for item in seen if item is not None] == [1, 2]
    assert seen[:4] == [1, None, None, 2] or seen.count(None) > 2


@pytest.mark.parametrize("is_cancelled", [True, False])
async def test_what_pauses_is_closed_with_its_consumer(is_cancelled: bool) -> None:
    ended: list[str] = []

    async def items() -> AsyncGenerator[int, None]:
        try:
            await asyncio.Event().wait()
            yield 1
        finally:
            await asyncio.sleep(0)
            ended.append("closed")

    async def consume() -> None:
        async with aclosing(with_pauses(items(), 0.001)) as steps:
            async for step in steps:
                if step is None and not is_cancelled:
                    return

    consumer = asyncio.create_task(consume())
    if is_cancelled:
        await let_tasks_run()
        consumer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await consumer
    else:
        await consumer

    assert ended == ["closed"]


async def test_an_error_of_what_pauses_is_raised() -> None:
    async def items() -> AsyncGenerator[int, None]:
        yield 1
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        async for _item in with_pauses(items(), 1):
            pass


async def test_what_comes_after_the_end_is_not_waited_for() -> None:
    ended: list[str] = []

    async def items() -> AsyncGenerator[int, None]:
        try:
            yield 1
            await asyncio.Event().wait()
            yield 2
        finally:
            ended.append("closed")

    soon = asyncio.get_running_loop().time() + 0.05
    assert [item async for item in until(items(), soon)] == [1]
    assert ended == ["closed"]
    assert [item async for item in until(items(), soon - 1)] == []


async def test_generators_that_run_at_the_same_time_wait_for_each_other_s_items() -> None:
    first_has_begun, second_has_ended = asyncio.Event(), asyncio.Event()

    async def first() -> AsyncGenerator[str, None]:
        first_has_begun.set()
        await second_has_ended.wait()
        yield "first"

    async def second() -> AsyncGenerator[str, None]:
        await first_has_begun.wait()
        yield "second"
        second_has_ended.set()
        yield "third"

    items = [item async for item in merged(first(), second())]

    assert items[0] == "second"
    assert sorted(items) == ["first", "second", "third"]


async def test_generators_that_run_at_the_same_time_are_closed_together() -> None:
    ended: list[int] = []

    async def items(number: int) -> AsyncGenerator[int, None]:
        try:
            if number:
                await asyncio.Event().wait()
            yield number
        finally:
            ended.append(number)

    async with aclosing(merged(items(0), items(1))) as both:
        assert await anext(both) == 0

    assert sorted(ended) == [0, 1]
