"""Running many coroutines at once, with their results in the order in which they finish."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
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
