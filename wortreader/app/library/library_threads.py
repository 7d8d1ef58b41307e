"""The library, opened, and the threads that use it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, time, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wortreader.model import Clock

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.store.search.dates import Present

T = TypeVar("T")

_M_MMAP_THRESHOLD = -3
"""From glibc's malloc.h."""

CACHE_KILOBYTES = 500
"""Of the library in memory, for each thread. A search takes 2 % less with four times as much."""

REST_SECONDS = 2.0
"""How long `at_rest` waits for a write: one that takes longer waits for another program."""


class LibraryThreads:
    """A library, and one thread each for reading and writing it, for first hits and for all of them."""

    def __init__(self, path: Path, *, clock: Clock, zone: tzinfo | None, locale: str | None) -> None:
        """`zone` and `locale` are those of the system if they are None."""
        self.path = path
        self.clock = clock
        self._zone = zone
        self._locale = locale
        self.reading = ThreadPoolExecutor(1, "reading")
        """Reads, one after the other."""
        self.writing = ThreadPoolExecutor(1, "writing")
        """Writes, one after the other."""
        self.searching = ThreadPoolExecutor(1, "searching")
        """Searches, one after the other."""
        self.counting = ThreadPoolExecutor(1, "counting")
        """Searches through all articles, which take longer and may be given up."""
        self._library: Library | None = None
        self._is_open = asyncio.Event()
        self._is_closed = False

    @property
    def zone(self) -> tzinfo:
        """The user's time zone."""
        if self._zone is None:
            from wortreader.prose import dates

            self._zone = dates.local_zone()
        return self._zone

    @property
    def locale(self) -> str:
        """The user's language for dates."""
        if self._locale is None:
            from wortreader.prose import dates

            self._locale = dates.user_locale()
        return self._locale

    @property
    def today(self) -> datetime:
        """When the user's day began, in UTC."""
        local = self.clock().astimezone(self.zone)
        return datetime.combine(local.date(), time(), local.tzinfo).astimezone(UTC)

    def present(self) -> Callable[[], Present]:
        """A function that makes the user's Present on a thread: its import would delay the first frame."""
        now, zone = self.clock(), self.zone

        def present() -> Present:
            from wortreader.store.search.dates import Present

            return Present(now, zone)

        return present

    async def open(self, say: Callable[[str], None]) -> None:
        """Opens the library; `in_library` waits until then. Raises LibraryError.

        If it has to be migrated first, `say` is called with the progress.
        """
        loop = asyncio.get_running_loop()

        def say_there(sentence: str) -> None:
            loop.call_soon_threadsafe(say, sentence)

        self._library = await self.run(self.reading, partial(self._open, say_there))
        self._is_open.set()

    def _open(self, say: Callable[[str], None]) -> Library:
        from wortreader.store.library import Library
        from wortreader.store.progress import OperationProgress, throttle

        show = throttle(say)

        def on_progress(progress: OperationProgress) -> None:
            if self._is_closed:  # the next start begins again
                raise asyncio.CancelledError
            show(progress)

        library = Library.open(self.path, on_progress=on_progress)
        library.database.limit_cache(CACHE_KILOBYTES)
        return library

    @asynccontextmanager
    async def at_rest(self) -> AsyncIterator[None]:
        """While it lasts, this process writes nothing: if it were stopped in a transaction, all others would wait."""
        loop, is_resting, goes_on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

        def rest() -> None:
            loop.call_soon_threadsafe(is_resting.set)
            goes_on.wait()

        resting = None if self._is_closed else self.writing.submit(rest)
        try:
            if resting is not None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(is_resting.wait(), REST_SECONDS)
            yield
        finally:
            goes_on.set()

    async def close(self) -> None:
        """Lets the last write finish, and closes the library."""
        self._is_closed = True
        await asyncio.get_running_loop().run_in_executor(self.writing, self._close_library)
        self.writing.shutdown(wait=False)

    def _close_library(self) -> None:
        """Closes the library when all reads have ended: a query takes a few milliseconds."""
        for executor in (self.counting, self.searching, self.reading):
            executor.shutdown(wait=True, cancel_futures=True)
        if self._library is not None:
            self._library.close()

    def write_at_last(self, work: Callable[[Library], object]) -> None:
        """Has something written before the library is closed, without waiting for it."""
        library = self._library
        if library is not None and not self._is_closed:
            self.writing.submit(work, library)

    async def run(self, executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        """Runs `work` on a thread and returns its result. Raises CancelledError if the library is closed."""
        if self._is_closed:  # the app is about to end
            raise asyncio.CancelledError
        return await asyncio.get_running_loop().run_in_executor(executor, work)

    async def in_library(self, executor: ThreadPoolExecutor, work: Callable[[Library], T]) -> T:
        """Runs `work` with the library on one of the threads, once the library is open, and returns its result."""
        await self._is_open.wait()
        library = self._library
        assert library is not None
        return await self.run(executor, lambda: work(library))


def keep_blocks_apart() -> None:
    """Makes glibc return blocks of 128 kB and more to the system when they are freed.

    Otherwise each that is freed raises the size from which it does so, and what a search needs for a moment stays with
    the process: 8 MB for 100,000 articles.
    """
    import ctypes

    with suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 128 * 1024)
