"""A pool of worker processes that parse feeds, extract pages and scale pictures.

Starts the processes of `process` when they are first needed, gives each job a deadline, and kills and replaces a
process that misses it. On hostile input feedparser raises, allocates without bound or loops, and extractors and image
decoders are no better; in a pool that costs one process.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import pickle  # nosec B403 # only written here; see _Unpickler
import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from wortreader import paths
from wortreader.crash_log import add_report
from wortreader.errors import FeedDamaged, FeedError, NotAFeed, PageDamaged, PictureDamaged, ProseError
from wortreader.model import Extraction, FeedLink, ParsedFeed, PreparedArticle, ScaledPicture, WantedPicture
from wortreader.model.episodes import Chapter, SupplementKind, Transcript
from wortreader.sentences import NOTHING, S_, Sentence
from wortreader.sync.site_rules import RuleBook
from wortreader.sync.workers.process import (
    FRAME_HEAD,
    Answer,
    FeedJob,
    Job,
    JoinJob,
    PageJob,
    PictureJob,
    PictureListJob,
    ReportJob,
    SupplementJob,
    job_frames,
)
from wortreader.text import safe_line

DEADLINE_SECONDS = 60.0
"""Wall-clock time for one job, including the start of its worker. It ends a worker that waits for something: one that
computes is ended by its limit of processor time, for which it may need several times as long on a busy machine."""

TERMINATION_SECONDS = 5.0
"""Time for a worker to end by SIGTERM, which takes only milliseconds unless it handles the signal."""

START_BYTES = 1024**2
"""New text that a worker reads in the quarter of a second that starting it takes."""

PATIENCE_SECONDS = 0.5
"""After so long a job no longer waits for a worker that is busy, if another one can be started."""

KNOWN_SHARE = 16
"""A feed with known entries is assumed to bring one new one among so many."""

MAX_ANSWER_BYTES = 256 * 1024**2

PIECE_BYTES = 256 * 1024
"""Of a job that are passed on at one time."""

_MAX_FAULT = 200
"""Characters of an exception that users are shown."""

_ALLOWED = re.compile(r"wortreader\.(model(\.\w+)?|errors|sentences|sync\.workers\.process)")
_ALLOWED_BUILTINS = {("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta")}


class WebPage(NotAFeed):
    """The document is a web page, not a feed."""

    def __init__(
        self, reason: Sentence, links: tuple[FeedLink, ...] = (), refresh_url: str | None = None, url: str = ""
    ) -> None:
        super().__init__(reason, is_html=True)
        self.links = links
        """The feeds that the page offers or may have, the best first."""
        self.refresh_url = refresh_url
        """The page that it leads to by itself; None if it stays."""
        self.url = url
        """Where it was found."""


class WorkerPool:
    """Runs jobs in worker processes. An async context manager that kills the processes on exit."""

    def __init__(
        self,
        size: int | None = None,
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
        log_path: Path | None = None,
        rules: RuleBook | None = None,
    ) -> None:
        """`rules` are those for sites; by default wortreader's own, without the user's. `log_path` is where faults of
        wortreader are reported, by default the user's log."""
        self._log_path = log_path
        self._rules = rules or RuleBook()
        # One more than there are processors: while one worker waits for its next job, another uses the processor.
        count = size or min(4, 1 + (os.cpu_count() or 1))
        self._deadline_seconds = deadline_seconds
        self._patience_seconds = patience_seconds
        self._workers = [_Worker() for _number in range(count)]
        self._unused = self._workers.copy()
        """Those that have not been started."""
        # Last in, first out: occasional jobs keep one process busy instead of waking all of them.
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._waiting_bytes = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(worker.end() for worker in self._workers))

    async def read(
        self, body: bytes, *, url: str, content_type: str | None = None, known: Collection[str] = ()
    ) -> tuple[ParsedFeed, tuple[PreparedArticle, ...]]:
        """The feed of a document and its articles, ready to be stored, without entries whose raw hash is `known`.

        Raises WebPage for a web page, NotAFeed for anything else that is not a feed, and FeedDamaged for a feed that
        cannot be parsed or takes too long.
        """
        try:
            answer = await self._answer(FeedJob(body, url, content_type, tuple(known)))
        except TimeoutError:
            raise FeedDamaged(S_("The feed takes too long to read.")) from None
        except EOFError:
            raise FeedDamaged(S_("The feed could not be read: reading it takes too much time or memory.")) from None
        if isinstance(answer.error, NotAFeed) and answer.error.is_html:
            raise WebPage(answer.error.reason, answer.page.links, answer.page.refresh_url, url)
        if isinstance(answer.error, FeedError):
            raise answer.error
        if answer.feed is None:
            raise FeedDamaged(_about_fault(answer.fault) or S_("The feed could not be read."))
        return answer.feed, answer.articles

    async def extract(self, data: bytes, *, url: str, content_type: str | None = None) -> Extraction:
        """The article of the page `data`, found at `url`, by the rules for its site, if there are any.

        Raises NotAnArticle if the page has no article, PageDamaged if it cannot be read or takes too long. Where
        wortreader itself fails on it, the article is the plain text that could be rescued.
        """
        try:
            rules = await asyncio.to_thread(self._rules.of, url)
            answer = await self._answer(PageJob(data, url, content_type, rules))
        except TimeoutError:
            raise PageDamaged(S_("The page takes too long to read.")) from None
        except EOFError:
            raise PageDamaged(S_("The page could not be read: reading it takes too much time or memory.")) from None
        if answer.error is not None:
            raise answer.error
        if answer.extraction is None:
            raise PageDamaged(_about_fault(answer.fault) or S_("The page could not be read."))
        return replace(answer.extraction, fault=_last_line(answer.fault)) if answer.fault else answer.extraction

    async def join(self, pages: Sequence[Extraction]) -> Extraction:
        """The article of these pages, in their order. Raises PageDamaged if they cannot be joined, or it takes too
        long."""
        try:
            answer = await self._answer(JoinJob(tuple(pages)))
        except (TimeoutError, EOFError):
            answer = Answer()
        if answer.extraction is None:
            raise PageDamaged(_about_fault(answer.fault) or S_("The pages of the article could not be joined."))
        return answer.extraction

    async def report_of(self, data: bytes, *, content_type: str | None = None) -> str:
        """The page `data` with its structure, but other words. Raises PageDamaged if it cannot be read."""
        try:
            answer = await self._answer(ReportJob(data, content_type))
        except (TimeoutError, EOFError):
            answer = Answer()
        if not answer.report:
            raise PageDamaged(_about_fault(answer.fault) or S_("The page could not be read."))
        return answer.report

    async def pictures_of(self, html: str, *, url: str | None) -> tuple[WantedPicture, ...]:
        """The pictures that the article `html` at `url` shows. Raises PageDamaged if listing them takes too long."""
        try:
            answer = await self._answer(PictureListJob(html, url))
        except (TimeoutError, EOFError):
            raise PageDamaged(S_("The article takes too long to read.")) from None
        if answer.fault:
            raise PageDamaged(_about_fault(answer.fault))
        return answer.wanted

    async def scale(self, data: bytes) -> ScaledPicture:
        """The picture in `data`, scaled for keeping.

        Raises PictureDamaged if it cannot be decoded, BlankPicture if it shows nothing.
        """
        try:
            answer = await self._answer(PictureJob(data))
        except TimeoutError:
            raise PictureDamaged(S_("The picture takes too long to decode.")) from None
        except EOFError:
            reason = S_("The picture could not be decoded: that takes too much time or memory.")
            raise PictureDamaged(reason) from None
        if answer.error is not None:
            raise answer.error
        if answer.picture is None:
            raise PictureDamaged(_about_fault(answer.fault) or S_("The picture is damaged."))
        return answer.picture

    async def supplement(
        self, data: bytes, kind: SupplementKind, *, url: str, content_type: str | None = None, is_page: bool = False
    ) -> Transcript | tuple[Chapter, ...]:
        """The transcript, or the chapters, in `data`; `is_page` if the feed says that it is HTML. Raises ProseError."""
        try:
            answer = await self._answer(SupplementJob(data, kind, url, content_type, is_page))
        except (TimeoutError, EOFError):
            raise ProseError(S_("The file takes too long to read.")) from None
        if answer.error is not None:
            raise answer.error
        if answer.fault:
            raise ProseError(_about_fault(answer.fault))
        return answer.transcript if answer.transcript is not None else answer.chapters

    async def _free_worker(self, work: int) -> _Worker:
        """A worker that has nothing to do. Another one is started only if that is quicker than to wait.

        So a refresh that brings little starts one process, and one slow job holds up no other.
        """
        self._waiting_bytes += work
        try:
            busy = len(self._workers) - len(self._unused)
            if self._unused and self._idle.empty() and self._waiting_bytes >= busy * START_BYTES:
                return self._unused.pop()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._patience_seconds if self._unused else None):
                    return await self._idle.get()
            return self._unused.pop() if self._unused else await self._idle.get()
        finally:
            self._waiting_bytes -= work

    async def _answer(self, job: Job) -> Answer:
        """A worker's answer. Raises TimeoutError if the worker misses the deadline, EOFError if it dies."""
        worker = await self._free_worker(_work_of(job))
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
        if answer.fault:
            await asyncio.to_thread(add_report, self._log_path or paths.log_path(), answer.fault)
        return answer


def _work_of(job: Job) -> int:
    """How much work a job is, in bytes of new text."""
    if not isinstance(job, FeedJob):
        return START_BYTES
    return len(job.body) // (KNOWN_SHARE if job.known else 1)


def _about_fault(fault: str) -> Sentence:
    """The sentence for a traceback of a worker, with its last line; empty if there is none."""
    if not fault:
        return NOTHING
    return S_(
        "Because of a fault in wortreader, it could not be read ({fault}). A report is in the log.",
        fault=_last_line(fault),
    )


def _last_line(fault: str) -> str:
    return safe_line(fault.rstrip().rsplit("\n", 1)[-1], _MAX_FAULT)


class _Worker:
    """One process at a time, started on demand."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, job: Job) -> Answer:
        """The worker's answer. Raises EOFError if the process dies."""
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
        for data in job_frames(job):
            process.stdin.write(FRAME_HEAD.pack(len(data)))
            for start in range(0, len(data), PIECE_BYTES):  # what is written at once is copied
                process.stdin.write(memoryview(data)[start : start + PIECE_BYTES])
                await process.stdin.drain()
        head = await process.stdout.readexactly(FRAME_HEAD.size)  # IncompleteReadError is an EOFError
        length = FRAME_HEAD.unpack(head)[0]
        if length > MAX_ANSWER_BYTES:
            raise EOFError
        return load_answer(await process.stdout.readexactly(length))

    async def end(self) -> None:
        """Ends the process, if one is running, and waits for it: by SIGTERM, so that its coverage can be measured."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), TERMINATION_SECONDS)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


class _Unpickler(pickle.Unpickler):
    """Builds only wortreader's own values and times: the process that sent the pickle has parsed untrusted bytes."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _ALLOWED_BUILTINS:
            return super().find_class(module, name)
        if _ALLOWED.fullmatch(module):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:  # not what the module imports
                return found
        raise EOFError(f"{module}.{name}")


def load_answer(data: bytes) -> Answer:
    """The answer in a worker's frame. Raises EOFError if the bytes are not an answer, as if the worker had died."""
    try:
        answer = _Unpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, ImportError, LookupError, TypeError, ValueError) as error:
        raise EOFError from error
    if not isinstance(answer, Answer):
        raise EOFError
    return answer
