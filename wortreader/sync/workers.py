"""A pool of worker processes that read feed documents and can be killed.

Owns the processes of `sync.worker`: starts them when they are first needed, gives each document a deadline and replaces
the one that misses it. feedparser raises, grows and loops on hostile input; here that costs one feed, once.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import pickle
import sys
from collections.abc import Collection
from types import TracebackType
from typing import Self

from wortreader.errors import FeedDamaged, NotAFeed
from wortreader.i18n import _
from wortreader.model import FeedLink, ParsedFeed, PreparedArticle
from wortreader.sync.worker import FRAME_HEAD, Answer, Job

DEADLINE_SECONDS = 20.0
"""For one document, start of the worker included. The worker's own limit is processor time, this one is the clock."""

MAX_ANSWER_BYTES = 256 * 1024**2

_ALLOWED = ("wortreader.model", "wortreader.errors", "wortreader.sync.worker")
_ALLOWED_BUILTINS = {("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta")}


class WebPage(NotAFeed):
    """The document is a web page, which may offer feeds."""

    def __init__(self, reason: str, links: tuple[FeedLink, ...]) -> None:
        super().__init__(reason, is_html=True)
        self.links = links
        """The feeds that it offers, the best first."""


class ReaderPool:
    """Reads feed documents in worker processes. An async context manager; its end ends the processes."""

    def __init__(self, size: int | None = None, *, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        count = size or min(4, os.cpu_count() or 1)
        self._deadline_seconds = deadline_seconds
        self._workers = [_Worker() for _number in range(count)]
        # Last in, first out: a trickle of documents keeps one process warm instead of starting them all.
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(worker.end() for worker in self._workers))

    async def read(
        self, body: bytes, *, url: str, content_type: str | None = None, known: Collection[str] = ()
    ) -> tuple[ParsedFeed, tuple[PreparedArticle, ...]]:
        """The feed of a document and its articles, ready to be stored; entries whose raw hash is `known` are left out.

        Raises WebPage for a web page, NotAFeed for something else than a feed, FeedDamaged for one that cannot be read
        or takes too long.
        """
        worker = await self._idle.get()
        try:
            async with asyncio.timeout(self._deadline_seconds):
                answer = await worker.ask(Job(body, url, content_type, tuple(known)))
        except TimeoutError:
            await worker.end()
            raise FeedDamaged(_("The feed takes longer to read than any feed should.")) from None
        except (EOFError, BrokenPipeError, ConnectionResetError):
            await worker.end()
            raise FeedDamaged(_("The feed could not be read: reading it takes too much time or memory.")) from None
        except asyncio.CancelledError:
            await worker.end()
            raise
        finally:
            self._idle.put_nowait(worker)
        if answer.is_last:
            await worker.end()
        if isinstance(answer.error, NotAFeed) and answer.error.is_html:
            raise WebPage(str(answer.error), answer.links)
        if answer.error is not None:
            raise answer.error
        if answer.feed is None:
            raise FeedDamaged(_("The feed could not be read."))
        return answer.feed, answer.articles


class _Worker:
    """One process at a time, started on demand."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, job: Job) -> Answer:
        """The worker's answer. Raises EOFError where the process dies over the job."""
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "wortreader.sync.worker",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        data = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
        process.stdin.write(FRAME_HEAD.pack(len(data)) + data)
        await process.stdin.drain()
        head = await process.stdout.readexactly(FRAME_HEAD.size)  # IncompleteReadError is an EOFError
        length = FRAME_HEAD.unpack(head)[0]
        if length > MAX_ANSWER_BYTES:
            raise EOFError
        return _load(await process.stdout.readexactly(length))

    async def end(self) -> None:
        """Kills the process, if there is one, and waits for it."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


class _Unpickler(pickle.Unpickler):
    """Builds our own values and times only: an answer comes from a process that has just read a stranger's bytes."""

    def find_class(self, module: str, name: str) -> object:
        if module in _ALLOWED or (module, name) in _ALLOWED_BUILTINS:
            return super().find_class(module, name)
        raise EOFError(f"{module}.{name}")


def _load(data: bytes) -> Answer:
    try:
        answer = _Unpickler(io.BytesIO(data)).load()
    except pickle.UnpicklingError as error:
        raise EOFError from error
    if not isinstance(answer, Answer):
        raise EOFError
    return answer
