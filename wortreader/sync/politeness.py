"""Politeness to hosts: pauses between requests, requests to be left alone, and robots.txt.

A robots.txt is asked for once a day, and only for pages that are fetched without the user asking for them. A user who
asks for a page is no robot, and feeds are made for programs, so both are fetched whatever it says. If a robots.txt
cannot be had, everything is allowed.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from enum import Enum, auto
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from wortreader.errors import AnswerTooLarge, NoWayThere, ServerRefused, ServerUnreachable, WireError
from wortreader.model import Clock, utc_now
from wortreader.store.library import Library
from wortreader.sync.effective_settings import feed_headers
from wortreader.sync.options import NetworkOptions
from wortreader.wire.access import FindHeaders, no_headers, no_login
from wortreader.wire.hosts import HostBackoff
from wortreader.wire.limits import FetchKind, Limits
from wortreader.wire.robots import Robots
from wortreader.wire.transport import USER_AGENT, Access, Fetched, Transport

KEPT: Final = timedelta(hours=24)
"""How long a robots.txt is kept (RFC 9309, 2.4)."""
KEPT_WITHOUT: Final = timedelta(hours=1)
"""How long a site without a robots.txt is not asked again after a failure that may be temporary."""

SPACING_SECONDS: Final = 0.5
"""Between the starts of two requests for pages to one host."""

ROBOTS_SECONDS: Final = 10.0
"""How long pages wait for a robots.txt."""

MOST_PATIENCE_SECONDS: Final = 60.0
"""How long to wait for a host that asks for longer pauses; what is left over waits for the next refresh."""

LOOK_SECONDS: Final = 1.0
"""Between two looks whether there is still something to wait for."""

_ACCEPT: Final = "text/plain, */*;q=0.1"


def open_transport(
    network: NetworkOptions,
    *,
    clock: Clock = utc_now,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    backoff: HostBackoff | None = None,
    find_headers: FindHeaders = no_headers,
) -> Transport:
    """A transport with the user's logins and user agent."""
    find_login = network.logins.headers_for if network.logins else no_login
    agent = network.user_agent or USER_AGENT
    return Transport(
        limits, clock=clock, backoff=backoff, find_login=find_login, find_headers=find_headers, user_agent=agent
    )


@asynccontextmanager
async def polite_transport(
    library: Library,
    network: NetworkOptions = NetworkOptions(),  # noqa: B008 - frozen
    *,
    clock: Clock = utc_now,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> AsyncGenerator[Transport, None]:
    """A transport that does not ask hosts that have asked to be left alone, in this run or in an earlier one.

    It sends the user agents and headers that are set for feeds.
    """
    headers = await asyncio.to_thread(feed_headers, library)
    async with (
        kept_backoff(library, clock) as backoff,
        open_transport(
            network, clock=clock, limits=limits, backoff=backoff, find_headers=lambda url: headers.get(url, {})
        ) as transport,
    ):
        yield transport


@asynccontextmanager
async def kept_backoff(library: Library, clock: Clock) -> AsyncGenerator[HostBackoff, None]:
    """The hosts that have asked to be left alone; those that ask for it until the end are stored then."""
    backoff = HostBackoff(clock, await asyncio.to_thread(library.hosts.backoffs, now=clock()))
    try:
        yield backoff
    finally:
        if backoff.new:
            library.hosts.set_backoffs(backoff.new, now=clock())


class HostRateLimiter:
    """Spaces requests to the same host."""

    def __init__(self, spacing_seconds: float) -> None:
        self._spacing_seconds = spacing_seconds
        self._free_at: dict[str, float] = {}

    async def wait(
        self,
        url: str,
        *,
        delay_seconds: float = 0.0,
        patience_seconds: float = 0.0,
        is_over: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Waits until the host of `url` may be asked again, or `is_over` returns true, and returns True.

        `delay_seconds` is the pause that the host itself asks for; it counts if it is longer than our own. Then, if the
        wait would be longer than `patience_seconds`, this returns False at once.
        """
        loop = asyncio.get_running_loop()
        now = loop.time()
        place = host_and_port(url) or ""
        turn = max(now, self._free_at.get(place, now))
        if delay_seconds > self._spacing_seconds and turn - now > patience_seconds:
            return False
        self._free_at[place] = turn + max(self._spacing_seconds, delay_seconds)
        while (seconds := turn - loop.time()) > 0 and not is_over():  # noqa: ASYNC110 - nobody tells when it is
            await asyncio.sleep(min(seconds, LOOK_SECONDS))
        return True


def is_forgiven(error: Exception, *, forgives_timeouts: bool) -> bool:
    """Whether a failure costs no attempt: nobody was asked, or, with `forgives_timeouts`, the user may be offline."""
    return isinstance(error, ServerUnreachable) and (forgives_timeouts or error.is_given_up)


class Hindrance(Enum):
    """Why something is not fetched now."""

    UNWANTED = auto()
    """Its robots.txt asks programs not to."""
    POSTPONED = auto()
    """Its host asks for pauses that are too long."""


class Turns:
    """Lets fetches that programs make by themselves begin when they may."""

    def __init__(self, robots: RobotsFiles | None, spacing_seconds: float) -> None:
        """`robots` is None if the user asks for what is fetched."""
        self._robots = robots
        self._rate_limiter = HostRateLimiter(spacing_seconds)

    async def wait(self, url: str, access: Access, *, is_over: Callable[[], bool] = lambda: False) -> Hindrance | None:
        """Waits until an address may be fetched, or `is_over` returns true; returns at once why it may not be."""
        robots = await self._robots.of(url, access) if self._robots is not None else Robots()
        if not robots.allows(url):
            return Hindrance.UNWANTED
        is_turn = await self._rate_limiter.wait(
            url, delay_seconds=robots.delay_seconds, patience_seconds=MOST_PATIENCE_SECONDS, is_over=is_over
        )
        return None if is_turn else Hindrance.POSTPONED


def host_and_port(url: str) -> str | None:
    """Host and port of an address, in lower case; None for what is not an address."""
    with suppress(ValueError):
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    return None


class RobotsFiles:
    """The robots.txt files of sites. Each is asked for when the first page of its site is to be fetched."""

    def __init__(self, library: Library, transport: Transport, *, clock: Clock = utc_now) -> None:
        self._library = library
        self._transport = transport
        self._clock = clock
        self._known: dict[str, Robots] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, url: str, access: Access) -> Robots:
        """The robots.txt of the site of `url`; an empty one for what is not an address."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return Robots()
        origin = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2].lower(), "", "", ""))
        async with self._locks[origin]:
            if origin not in self._known:
                self._known[origin] = await self._load(origin, access)
            return self._known[origin]

    async def _load(self, origin: str, access: Access) -> Robots:
        """The stored robots.txt of a site, or the one that its server sends, which is stored."""
        now = self._clock()
        stored = await asyncio.to_thread(self._library.hosts.robots, origin, now=now, longest=KEPT)
        if stored is not None:
            return Robots(stored)
        robots, lifetime = await self._fetch(origin, access)
        if lifetime:
            keep = self._library.hosts.set_robots
            await asyncio.to_thread(keep, origin, robots.text, now=now, until=now + lifetime)
        return robots

    async def _fetch(self, origin: str, access: Access) -> tuple[Robots, timedelta]:
        """The robots.txt that a server sends, and how long to keep it."""
        try:
            async with asyncio.timeout(ROBOTS_SECONDS):
                answer = await self._transport.fetch(
                    f"{origin}/robots.txt", access=access, accept=_ACCEPT, kind=FetchKind.PAGE
                )
        except NoWayThere:
            return Robots(), timedelta()
        except ServerRefused as error:
            return Robots(), KEPT if 400 <= error.status < 500 else KEPT_WITHOUT
        except AnswerTooLarge:
            return Robots(), KEPT
        except (WireError, TimeoutError):
            return Robots(), KEPT_WITHOUT
        text = answer.body.decode("utf-8", "replace") if isinstance(answer, Fetched) else ""
        return Robots(text), KEPT
