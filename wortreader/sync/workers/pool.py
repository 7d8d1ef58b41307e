"""A pool of worker processes that read feed documents, web pages and pictures and can be killed.

Owns the processes of `process`: starts them when they are first needed, gives each document a deadline and replaces
the one that misses it. feedparser raises, grows and loops on hostile input, and pages and pictures are no better; here
that costs one of them, once.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import pickle
import re
import sys
from collections.abc import Collection
from types import TracebackType
from typing import Self

from wortreader.errors import FeedDamaged, FeedError, NotAFeed, PageDamaged, PictureDamaged
from wortreader.i18n import _
from wortreader.model import Extraction, FeedLink, ParsedFeed, PreparedArticle, ScaledPicture, WantedPicture
from wortreader.sync.workers.process import FRAME_HEAD, Answer, AnyJob, Job, PageJob, PictureJob, PictureListJob

DEADLINE_SECONDS = 20.0
"""For one document, start of the worker included. The worker's own limit is processor time, this one is the clock."""

MAX_ANSWER_BYTES = 256 * 1024**2

_ALLOWED = re.compile(r"wortreader\.(model(\.\w+)?|errors|sync\.workers\.process)")
_ALLOWED_BUILTINS = {("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta")}


class WebPage(NotAFeed):
    """The document is a web page, which may offer feeds."""

    def __init__(self, reason: str, links: tuple[FeedLink, ...]) -> None:
        super().__init__(reason, is_html=True)
        self.links = links
        """The feeds that it offers, the best first."""


class WorkerPool:
    """Reads feed documents in worker processes. An async context manager; its end ends the processes."""

    def __init__(self, size: int | None = None, *, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        # One more than there are processors: while one waits for its next document, another has the processor.
        count = size or min(4, 1 + (os.cpu_count() or 1))
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
        try:
            answer = await self._answer(Job(body, url, content_type, tuple(known)))
        except TimeoutError:
            raise FeedDamaged(_("The feed takes longer to read than any feed should.")) from None
        except EOFError:
            raise FeedDamaged(_("The feed could not be read: reading it takes too much time or memory.")) from None
        if isinstance(answer.error, NotAFeed) and answer.error.is_html:
            raise WebPage(str(answer.error), answer.links)
        if isinstance(answer.error, FeedError):
            raise answer.error
        if answer.feed is None:
            raise FeedDamaged(_("The feed could not be read."))
        return answer.feed, answer.articles

    async def extract(self, data: bytes, *, url: str, content_type: str | None = None) -> Extraction:
        """The article of the page `data`, found at `url`.

        Raises NotAnArticle where there is nothing to read, PageDamaged where that takes too long or cannot be done.
        """
        try:
            answer = await self._answer(PageJob(data, url, content_type))
        except TimeoutError:
            raise PageDamaged(_("The page takes longer to read than any page should.")) from None
        except EOFError:
            raise PageDamaged(_("The page could not be read: reading it takes too much time or memory.")) from None
        if answer.error is not None:
            raise answer.error
        if answer.extraction is None:
            raise PageDamaged(_("The page could not be read."))
        return answer.extraction

    async def pictures_of(self, html: str, *, url: str | None) -> tuple[WantedPicture, ...]:
        """The pictures that the article `html`, found at `url`, shows. Raises PageDamaged where that takes too long."""
        try:
            return (await self._answer(PictureListJob(html, url))).wanted
        except (TimeoutError, EOFError):
            raise PageDamaged(_("The article takes longer to read than any article should.")) from None

    async def scale(self, data: bytes) -> ScaledPicture:
        """The picture in `data` as it is kept. Raises PictureDamaged where there is none, BlankPicture where it shows
        nothing."""
        try:
            answer = await self._answer(PictureJob(data))
        except TimeoutError:
            raise PictureDamaged(_("The picture takes longer to decode than any picture should.")) from None
        except EOFError:
            reason = _("The picture could not be decoded: that takes too much time or memory.")
            raise PictureDamaged(reason) from None
        if answer.error is not None:
            raise answer.error
        if answer.picture is None:
            raise PictureDamaged(_("The picture is damaged."))
        return answer.picture

    async def _answer(self, job: AnyJob) -> Answer:
        """A worker's answer. Raises TimeoutError where it misses the deadline, EOFError where it dies over the job."""
        worker = await self._idle.get()
        try:
            async with asyncio.timeout(self._deadline_seconds):
                answer = await worker.ask(job)
        except (BrokenPipeError, ConnectionResetError) as error:
            await worker.end()
            raise EOFError from error
        except (TimeoutError, EOFError, asyncio.CancelledError):
            await worker.end()
            raise
        finally:
            self._idle.put_nowait(worker)
        if answer.is_last:
            await worker.end()
        return answer


class _Worker:
    """One process at a time, started on demand."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, job: AnyJob) -> Answer:
        """The worker's answer. Raises EOFError where the process dies over the job."""
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "wortreader.sync.workers.process",
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
        return load_answer(await process.stdout.readexactly(length))

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
        if (module, name) in _ALLOWED_BUILTINS:
            return super().find_class(module, name)
        if _ALLOWED.fullmatch(module):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:  # not what the module itself has imported
                return found
        raise EOFError(f"{module}.{name}")


def load_answer(data: bytes) -> Answer:
    """The answer in a frame of a worker. Raises EOFError where the bytes are none, as if the worker had gone."""
    try:
        answer = _Unpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, ImportError, LookupError, TypeError, ValueError) as error:
        raise EOFError from error
    if not isinstance(answer, Answer):
        raise EOFError
    return answer
