"""Conditional GET for feeds, pages and pictures.

Owns the sessions, redirects and all limits. Knows nothing of what the bytes mean. Proxies of the environment are not
used, because behind a proxy the address guard could not see where a connection goes.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import TracebackType
from typing import Final, Self

import aiohttp

from wortreader.errors import AddressRefused, AnswerDamaged, ServerUnreachable, WireError
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock, utc_now
from wortreader.sentences import S_
from wortreader.wire import refresh_schedule, refusals
from wortreader.wire.access import Access, FindHeaders, FindLogin, Rights, no_headers, no_login
from wortreader.wire.answer_headers import readable_headers, validator
from wortreader.wire.body import Body
from wortreader.wire.course import Course
from wortreader.wire.guard import is_public
from wortreader.wire.heads import is_last_request
from wortreader.wire.hosts import ConnectionSlots, HostBackoff, HostPatience
from wortreader.wire.limits import FetchKind, Limits
from wortreader.wire.memory import FIRST_BYTES, TOTAL_BYTES, MemoryBudget, Room
from wortreader.wire.names import LookUp, can_connect, system_look_up
from wortreader.wire.sessions import USER_AGENT, Sessions
from wortreader.wire.target import Target, target

__all__ = ["USER_AGENT", "Access", "Fetched", "Limits", "NotModified", "Transport"]

_REDIRECTS = (301, 302, 303, 307, 308)
_PARTIAL = 206
_NOT_MODIFIED = 304


@lazy_dataclass(frozen=True, slots=True)
class Fetched:
    """A complete document, unpacked."""

    url: str
    """The address after all redirects: the base for relative links."""
    status: int
    headers: Mapping[str, str]
    """By lower-case name. Values that are not UTF-8 are left out, because they could not be sent back unchanged."""
    body: bytes
    content_type: str | None = None
    """As sent, with its parameters."""
    etag: str | None = None
    """Exactly as sent."""
    last_modified: str | None = None
    """Exactly as sent."""
    permanent_url: str | None = None
    """Where the permanent redirects (301, 308) lead that come before any other redirect; None if there are none.

    Never leads from https to http.
    """
    is_downgraded: bool = False
    """True if a redirect led from https to http."""


@lazy_dataclass(frozen=True, slots=True)
class NotModified:
    """The document has not changed (304). The fields are those of Fetched."""

    url: str
    headers: Mapping[str, str]
    etag: str | None = None
    last_modified: str | None = None
    permanent_url: str | None = None
    is_downgraded: bool = False


@lazy_dataclass(frozen=True, slots=True)
class _Answer:
    """The answer of one hop. The body is read only if the status is one of success."""

    status: int
    phrase: str
    headers: Mapping[str, str]
    location: str
    """Empty if there is none."""
    body: bytes


class Transport:
    """Fetches many addresses at a time, each within the limits. An async context manager; one per refresh.

    A host and port that could not be reached, or has not answered, several times in a row is not asked again by the
    same Transport: its other documents fail at once, with the same reason. See `hosts.PATIENCE`.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008 - frozen
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
        """`tls` replaces the system's certificate authorities, `look_up` resolves names, and `is_public` decides which
        addresses lie outside the user's own network. `backoff` has the hosts that asked earlier to be left alone; they,
        and those that ask for it from now on, are not asked. `find_login` knows the user's logins: it is called with
        the address of an Access, and so is `find_headers`, which has what is sent besides."""
        self._limits = limits
        self._clock = clock
        self._look_up = look_up
        self._is_public = is_public
        self._find_login = find_login
        self._find_headers = find_headers
        self._backoff = backoff or HostBackoff(clock)
        self._slots = ConnectionSlots(limits)
        self._patience = HostPatience(limits.host_seconds)
        self.memory: Final = MemoryBudget(TOTAL_BYTES, limits.decoded_bytes)
        """What its bodies take."""
        self._sessions = Sessions(limits, tls=tls, look_up=look_up, is_public=is_public, user_agent=user_agent)
        self._under_way: dict[object, str] = {}
        self.clock_error: timedelta | None = None
        """How far our clock is ahead of the nearest of the servers' clocks, negative if it is behind; None if no server
        has told the time."""
        self.received_bytes = 0
        """Size of all bodies so far, as they came over the wire, including those that could not be used."""

    @property
    def awaited_hosts(self) -> tuple[str, ...]:
        """The hosts that requests are waiting for, each once, the one that has been waited for longest first."""
        return tuple(dict.fromkeys(self._under_way.values()))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._sessions.close()

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        access: Access | None = None,
        accept: str | None = None,
        kind: FetchKind = FetchKind.FEED,
        seconds: float | None = None,
        room: Room | None = None,
    ) -> Fetched | NotModified:
        """The document at `url`, or NotModified if it is still the one that `etag` and `last_modified` came with.

        Both are sent back exactly as given; a 304 to a request without them is a damaged answer. `accept` replaces the
        Accept header for feeds (RFC 9110, 12.5.1). `access` has the rights of the feed, or of the typed address, that
        the fetch is for; without it, the user's own network is closed, and no login is used. A user and password in
        `url` are ignored. `seconds` is the time for this fetch, if the limit for all is longer. `room` is the memory of
        the body while the caller needs it; without it, nobody counts the body once it is here. Raises WireError:
        ServerUnreachable, HostTooSlow, ServerRefused, HostRests, AnswerTooLarge, AnswerDamaged, AddressRefused,
        LoginUnavailable.
        """
        start = target(url)
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified, "Accept": accept}
        headers = {name: value for name, value in validators.items() if value}
        longest = self._limits.total_seconds if seconds is None else min(seconds, self._limits.total_seconds)
        rights = await Rights.with_headers(access, start, self._find_login, self._find_headers)
        with self.room() as own_room:
            course = Course(start, start, kind, longest, rights, room or own_room)
            for _hop in range(self._limits.redirects + 1):
                answer = await self._ask(course, headers)
                if answer.status == _NOT_MODIFIED and not (etag or last_modified):
                    raise refusals.unasked_not_modified(course.here)
                if answer.status not in _REDIRECTS:
                    return self._result(course, answer)
                course.follow(answer.status, answer.location)
        raise refusals.too_many_redirects(course.here, self._limits.redirects)

    def room(self) -> Room:
        """Memory for one body that is kept beyond its fetch: see `memory`. A context manager that gives it back."""
        return self.memory.room()

    def given_up(self, url: str, kind: FetchKind) -> ServerUnreachable | None:
        """Why such a document of the host of `url` is not asked for any more; None if it may be."""
        try:
            return self._given_up(target(url), kind)
        except AddressRefused:
            return None

    def _given_up(self, there: Target, kind: FetchKind) -> ServerUnreachable | None:
        if failure := self._patience.given_up(there.place, kind):
            return refusals.given_up(there, failure)
        return None if self._patience.seconds_left(there.host) else refusals.too_slow(there)

    async def reaches(self, url: str, *, is_private_allowed: bool = False) -> bool:
        """Whether the host of `url` can be connected to; no request is sent. False for what is not an address."""
        try:
            host, port = target(url).place
        except AddressRefused:
            return False
        is_open = self._is_public if not is_private_allowed else lambda _address: True
        return await can_connect(host, port, look_up=self._look_up, is_open=is_open)

    def is_private(self, url: str) -> bool | None:
        """Whether the host and port of `url` lay in the user's own network when this Transport first connected there.

        None if it has not connected there for an Access that allows it.
        """
        try:
            return self._sessions.is_private(target(url).place)
        except AddressRefused:
            return None

    async def _ask(self, course: Course, headers: Mapping[str, str]) -> _Answer:
        """The answer of one hop, once the request may run. Raises WireError."""
        here = course.here
        async with self._slots.enter(here.host, course.kind) as queue:
            if given_up := self._given_up(here, course.kind):
                raise given_up
            host_seconds_left = self._patience.seconds_left(here.host)
            seconds_left = self._backoff.seconds_left(here)
            if seconds_left:
                raise refusals.resting(here, seconds_left)
            sent = course.headers(headers)
            if not course.room.try_grow(FIRST_BYTES):
                await course.room.wait_for(FIRST_BYTES)
            await asyncio.sleep(0)  # lets requests that start at the same time enter the queue
            if not queue.waiting:  # a kept connection to each of 500 hosts would cost 500 file descriptors
                sent["Connection"] = "close"
            is_last_request.set("Connection" in sent)
            loop = asyncio.get_running_loop()
            began, course.waited_seconds = loop.time(), 0.0
            request = object()
            self._under_way[request] = here.shown_host
            try:
                async with asyncio.timeout(min(course.seconds_left, host_seconds_left)) as whole:
                    answer = await self._exchange(course, sent, whole)
            except (aiohttp.ClientError, ValueError, TimeoutError, OSError) as error:
                if whole.expired() and host_seconds_left < course.seconds_left:
                    raise refusals.too_slow(here) from error
                raise self._failed(here, error) from error
            except WireError:
                self._patience.answered(here.place)
                raise
            finally:
                del self._under_way[request]
                began += course.waited_seconds
                course.seconds_left -= loop.time() - began
                self._patience.took(here.host, began, loop.time())
            self._patience.answered(here.place)
            return answer

    async def _exchange(self, course: Course, headers: Mapping[str, str], whole: asyncio.Timeout) -> _Answer:
        here = course.here
        async with self._sessions.get(here, headers, is_private_allowed=course.is_private_allowed) as response:
            received = readable_headers(response.headers)
            self._compare_clocks(received.get("date", ""))
            course.cookies.receive(here.url, response.headers.getall("Set-Cookie", []))
            location = response.headers.get("Location", "")
            body = b""
            if 200 <= response.status < 300:
                unpacked = Body(str(here.url), here.shown_host, received.get("content-encoding", ""), self._limits)
                unpacked.expect(response.content_length)
                body = await self._body(response, unpacked, course, whole)
            return _Answer(response.status, response.reason or "", received, location, body)

    def _compare_clocks(self, date: str) -> None:
        """Notes the time of a server (RFC 9110, 6.6.1). That of a cached answer is older."""
        if theirs := refresh_schedule.http_date(date):
            error = self._clock() - theirs
            self.clock_error = error if self.clock_error is None else min(error, self.clock_error, key=abs)

    async def _body(
        self, response: aiohttp.ClientResponse, unpacked: Body, course: Course, whole: asyncio.Timeout
    ) -> bytes:
        """The body of an answer. If it ends before it is as long as announced, but is whole, it is taken."""
        try:
            async for piece in response.content.iter_any():
                self.received_bytes += len(piece)
                await course.make_room(unpacked.size_after(piece), whole)
                unpacked.add(piece)
                course.room.shrink(max(unpacked.size, FIRST_BYTES))
            return unpacked.finish()
        except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError) as error:
            # aiohttp keeps what has arrived last to itself once it knows of the error; a test notices a change.
            piece = response.content._read_nowait(-1)
            self.received_bytes += len(piece)
            unpacked.add(piece)
            try:
                return unpacked.finish(is_cut=True)
            except AnswerDamaged:
                raise error from None

    def _failed(self, here: Target, error: Exception) -> WireError:
        failure = refusals.of_exception(here, error, self._limits)
        if isinstance(failure, ServerUnreachable):
            is_connected = not isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
            self._patience.failed(here.place, failure, is_connected=is_connected)
        return failure

    def _result(self, course: Course, answer: _Answer) -> Fetched | NotModified:
        """The result of a fetch. Raises ServerRefused for an error status."""
        url, headers = str(course.here.url), answer.headers
        etag, last_modified = validator(headers, "etag"), validator(headers, "last-modified")
        if answer.status == _NOT_MODIFIED:
            return NotModified(url, headers, etag, last_modified, course.permanent_url, course.is_downgraded)
        if answer.status == _PARTIAL:
            reason = S_("{host} sent only a part of its answer.", host=course.here.shown_host)
            raise AnswerDamaged(url, reason)
        if not 200 <= answer.status < 300:
            retry_after = refresh_schedule.retry_after_seconds(headers.get("retry-after"), self._clock())
            rest_seconds = self._backoff.note(course.here, answer.status, retry_after)
            has_login = bool(course.rights.login)
            raise refusals.of_status(
                course.here, answer.status, answer.phrase, retry_after, rest_seconds, has_login=has_login
            )
        return Fetched(
            url,
            answer.status,
            headers,
            answer.body,
            headers.get("content-type"),
            etag,
            last_modified,
            course.permanent_url,
            course.is_downgraded,
        )
