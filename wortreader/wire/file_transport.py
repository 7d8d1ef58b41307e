"""GET for files of any size, piece by piece, which go on where they broke off (RFC 9110, 14).

Uses the guard, the sessions, the redirects and the logins of `transport`, but never holds more than a piece in memory.
One file at a time; what is to be done with the pieces is the caller's.
"""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Final, Self

import aiohttp

from wortreader.download_errors import in_megabytes
from wortreader.errors import AnswerDamaged, AnswerTooLarge, WireError
from wortreader.i18n import N_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock, utc_now
from wortreader.sentences import S_, Sentence
from wortreader.text import safe_line
from wortreader.wire import refresh_schedule, refusals
from wortreader.wire.access import Access, FindHeaders, FindLogin, Rights, no_headers, no_login
from wortreader.wire.answer_headers import content_range, readable_headers, strong_etag, strong_last_modified
from wortreader.wire.codings import Overflow, Sniffing, is_deflate, refused_coding
from wortreader.wire.course import Course
from wortreader.wire.guard import is_public
from wortreader.wire.hosts import HostBackoff
from wortreader.wire.limits import FetchKind, Limits
from wortreader.wire.memory import MemoryBudget
from wortreader.wire.names import LookUp, system_look_up
from wortreader.wire.sessions import USER_AGENT, Sessions
from wortreader.wire.target import Target, target

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_WHOLE, _PARTIAL, _PAST_END = 200, 206, 416
_PIECE: Final = 256 * 1024
"""Bytes."""
_KNOWN_CODINGS: Final = ("", "identity")


@lazy_dataclass(frozen=True, slots=True)
class FileLimits:
    """How much of the network and of time one file may take. Times are in seconds, sizes in bytes."""

    file_bytes: int
    """The longest file."""
    connect_seconds: float = 10
    """For name look-up, connection and TLS handshake of one hop."""
    idle_seconds: float = 30
    """Before the first piece of the answer, and between two pieces."""
    slow_seconds: float = 60
    """The time in which `slow_bytes` must come."""
    slow_bytes: int = 16 * 1024
    """Fewer than so many in `slow_seconds` are no download that ever ends."""
    total_seconds: float = 12 * 3600
    """For one answer with all its redirects."""
    redirects: int = 12
    """Podcasts are counted by several services, each of which redirects to the next."""


class FileAnswer:
    """The answer to a request for a file, up to its body."""

    def __init__(self, here: Target, response: aiohttp.ClientResponse, limits: FileLimits, start: int) -> None:
        self._here = here
        self._response = response
        self._limits = limits
        headers = readable_headers(response.headers)
        self._coding = headers.get("content-encoding", "").strip().lower()
        self.url: Final = str(here.url)
        """The address after all redirects."""
        self.host: Final = here.shown_host
        """The host of that address, for sentences."""
        self.is_past_end: Final = response.status == _PAST_END
        """True if the file has no bytes beyond those that are there: then the answer has no body."""
        first, total = content_range(headers) or (None, None)
        self.is_rest: Final = response.status == _PARTIAL
        """True if the body is what is missing; False if it is the whole file."""
        self.first: Final = first if self.is_rest else 0
        """Where in the file the body begins; None if the server does not say it, or not so that it can be."""
        length = None if self._coding not in _KNOWN_CODINGS else response.content_length
        if response.status == _WHOLE:
            total = length
        elif self.is_rest and total is None and length is not None:
            total = start + length
        self.total: Final = total
        """The length of the whole file; None if the server does not say."""
        self.content_type: Final = headers.get("content-type")
        """As sent, with its parameters; None if there is none."""
        self.etag: Final = strong_etag(headers)
        self.last_modified: Final = strong_last_modified(headers)
        self.can_be_resumed: Final = (
            (self.etag or self.last_modified) is not None
            and self._coding in _KNOWN_CODINGS
            and headers.get("accept-ranges", "").strip().lower() != "none"
        )
        """Whether the rest may be asked for if the body breaks off: otherwise two files could become one."""

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body, unpacked. Raises WireError: AnswerTooLarge, AnswerDamaged, ServerUnreachable."""
        room = self._limits.file_bytes - (self.first or 0)
        if self.total is not None and self.total > self._limits.file_bytes:
            raise self._too_large(self.total)
        unpacker = None
        if self._coding not in _KNOWN_CODINGS:
            if refused_coding(self._coding):
                message = N_("{host} compresses its answer in a way that was not asked for ({coding}).")
                coding = safe_line(self._coding, 40)
                raise AnswerDamaged(self.url, Sentence.of(message, host=self.host, coding=coding))
            unpacker = Sniffing(may_be_raw=is_deflate(self._coding))
        try:
            async for received in self._received():
                piece = received if unpacker is None else unpacker.unpack(received, room)
                room -= len(piece)
                if room < 0:
                    raise self._too_large(0)
                if piece:
                    yield piece
            if unpacker is not None:
                if last := unpacker.flush(room):
                    yield last
                if not unpacker.is_whole:
                    reason = S_("{host} sent a damaged answer: it ends too early.", host=self.host)
                    raise AnswerDamaged(self.url, reason)
        except Overflow:
            raise self._too_large(0) from None
        except zlib.error as error:
            reason = S_("{host} sent a damaged answer: it cannot be decompressed.", host=self.host)
            raise AnswerDamaged(self.url, reason) from error

    async def _received(self) -> AsyncGenerator[bytes, None]:
        """The body as it is sent, of which enough must come all the time."""
        loop = asyncio.get_running_loop()
        began, count = loop.time(), 0
        content = self._response.content
        while piece := await self._next(content):
            yield piece
            count += len(piece)
            if loop.time() - began >= self._limits.slow_seconds:
                if count < self._limits.slow_bytes:
                    raise refusals.too_slow(self._here)
                began, count = loop.time(), 0

    async def _next(self, content: aiohttp.StreamReader) -> bytes:
        """The next piece; empty at the end."""
        try:
            return await content.read(_PIECE)
        except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError):
            # aiohttp keeps what has arrived last to itself once it knows of the error, which the next call raises.
            if piece := content._read_nowait(-1):
                return piece
            raise

    def _too_large(self, announced: int) -> AnswerTooLarge:
        reason = S_(
            "{host} sends more than {size}, the largest file that is downloaded.",
            host=self.host,
            size=in_megabytes(self._limits.file_bytes),
        )
        return AnswerTooLarge(self.url, reason, announced)


class FileTransport:
    """Fetches files one after the other, each within the limits. An async context manager."""

    def __init__(
        self,
        limits: FileLimits,
        *,
        clock: Clock = utc_now,
        tls: ssl.SSLContext | None = None,
        look_up: LookUp = system_look_up,
        is_public: Callable[[str], bool] = is_public,
        backoff: HostBackoff | None = None,
        find_login: FindLogin = no_login,
        find_headers: FindHeaders = no_headers,
        user_agent: str = USER_AGENT,
    ) -> None:
        """The parameters are those of Transport."""
        self._file_limits = limits
        self._limits = Limits(
            connect_seconds=limits.connect_seconds,
            read_seconds=limits.idle_seconds,
            total_seconds=limits.total_seconds,
            wire_bytes=limits.file_bytes,
            redirects=limits.redirects,
        )
        self._clock = clock
        self._find_login = find_login
        self._find_headers = find_headers
        self._backoff = backoff or HostBackoff(clock)
        self._memory = MemoryBudget(_PIECE, _PIECE)  # a course has a room for its body, which nobody needs here
        self._sessions = Sessions(self._limits, tls=tls, look_up=look_up, is_public=is_public, user_agent=user_agent)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._sessions.close()

    @asynccontextmanager
    async def open(
        self, url: str, *, access: Access | None = None, start: int = 0, validator: str | None = None
    ) -> AsyncIterator[FileAnswer]:
        """The answer to a request for the file at `url`, or for what of it is missing after `start` bytes.

        `validator` is the strong ETag or date of the file to which these belong; if it is another one now, the whole
        file is the answer. `access` is as in Transport.fetch. Raises WireError, in the block as well.
        """
        asked = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if start and validator:
            asked |= {"Range": f"bytes={start}-", "If-Range": validator}
        first = target(url)
        rights = await Rights.with_headers(access, first, self._find_login, self._find_headers)
        room = self._memory.room()
        course = Course(first, first, FetchKind.PAGE, self._limits.total_seconds, rights, room)
        try:
            async with asyncio.timeout(self._limits.total_seconds):
                for _hop in range(self._limits.redirects + 1):
                    if seconds_left := self._backoff.seconds_left(course.here):
                        raise refusals.resting(course.here, seconds_left)
                    async with self._sessions.get(
                        course.here, course.headers(asked), is_private_allowed=course.is_private_allowed
                    ) as response:
                        course.cookies.receive(course.here.url, response.headers.getall("Set-Cookie", []))
                        if response.status not in _REDIRECTS:
                            self._check(course, response, is_partial="Range" in asked)
                            yield FileAnswer(course.here, response, self._file_limits, start)
                            return
                        course.follow(response.status, response.headers.get("Location", ""))
            raise refusals.too_many_redirects(course.here, self._limits.redirects)
        except WireError:
            raise
        except (aiohttp.ClientError, ValueError, TimeoutError) as error:
            raise refusals.of_exception(course.here, error, self._limits) from error

    def _check(self, course: Course, response: aiohttp.ClientResponse, *, is_partial: bool) -> None:
        """Raises WireError for an answer that has no file."""
        status = response.status
        if status == _WHOLE or (is_partial and status in (_PARTIAL, _PAST_END)):
            return
        here = course.here
        if 200 <= status < 300:
            reason = S_("{host} sent only a part of its answer.", host=here.shown_host)
            raise AnswerDamaged(str(here.url), reason)
        retry_after = refresh_schedule.retry_after_seconds(response.headers.get("Retry-After"), self._clock())
        rest_seconds = self._backoff.note(here, status, retry_after)
        raise refusals.of_status(
            here, status, response.reason or "", retry_after, rest_seconds, has_login=bool(course.rights.login)
        )
