"""Running many coroutines at once, with their results in the order in which they finish; noticing pauses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing, suppress
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def map_unordered(
    function: Callable[[T], Awaitable[R]], items: Iterable[T], *, limit: int | None = None
) -> AsyncGenerator[R, None]:
    """Calls `function` for all items at once and yields its results as they finish.

    With `limit`, at most so many calls run at one time, begun in the order of the items. The first exception of a call
    is raised. Then, and when the generator is closed early, the remaining calls are cancelled and waited for, so close
    it with `contextlib.aclosing` if it may not be exhausted.
    """
    slots = None if limit is None else asyncio.Semaphore(limit)

    async def call(item: T) -> R:
        if slots is None:
            return await function(item)
        async with slots:
            return await function(item)

    tasks = [asyncio.create_task(call(item)) for item in items]
    try:
        for finished in asyncio.as_completed(tasks):
            yield await finished
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def with_pauses(items: AsyncGenerator[T, None], seconds: float) -> AsyncGenerator[T | None, None]:
    """The items as they come, and None whenever so many seconds have passed without one.

    `items` is closed with this generator, and what it waits for is cancelled, so close it with `contextlib.aclosing`.
    """
    async with aclosing(items):
        while True:
            step = asyncio.ensure_future(_next(items))
            try:
                while not (await asyncio.wait((step,), timeout=seconds))[0]:
                    yield None
            finally:
                if not step.done():
                    step.cancel()
                    with suppress(asyncio.CancelledError):
                        await step
            found = step.result()
            if not found:
                return
            yield found[0]


async def until(items: AsyncGenerator[T, None], ends_at: float) -> AsyncGenerator[T, None]:
    """The items that come before `ends_at`, by the clock of the event loop; what is under way then is cancelled.

    `items` is closed with this generator, so close it with `contextlib.aclosing` if it may not be exhausted.
    """
    loop = asyncio.get_running_loop()
    async with aclosing(items):
        while loop.time() < ends_at:
            try:
                async with asyncio.timeout_at(ends_at):
                    found = await _next(items)
            except TimeoutError:
                return
            if not found:
                return
            yield found[0]


async def merged(*sources: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
    """The items of several generators, which run at the same time, as they come.

    The sources are closed with this generator, so close it with `contextlib.aclosing` if it may not be exhausted.
    """
    steps = {asyncio.ensure_future(_next(source)): source for source in sources}
    try:
        while steps:
            done, _others = await asyncio.wait(steps, return_when=asyncio.FIRST_COMPLETED)
            for step in done:
                source = steps.pop(step)
                if found := step.result():
                    steps[asyncio.ensure_future(_next(source))] = source
                    yield found[0]
    finally:
        for step in steps:
            step.cancel()
        await asyncio.gather(*steps, return_exceptions=True)
        for source in sources:
            await source.aclose()


async def _next(items: AsyncGenerator[T, None]) -> tuple[T, ...]:
    """The next item; empty at the end."""
    async for item in items:
        return (item,)
    return ()
