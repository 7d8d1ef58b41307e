"""Courtesy towards hosts: the rest that they ask for, and what their robots.txt says of pages that nobody asked for.

Owns when a robots.txt is asked for: once a day, while pages are fetched by themselves. A reader who asks for one page
is no robot, and a feed is made for programs; both are fetched whatever it says. A robots.txt that cannot be had keeps
nobody from reading.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from wortreader.errors import AnswerTooLarge, NoWayThere, ServerRefused, WireError
from wortreader.model import Clock, utc_now
from wortreader.store.library import Library
from wortreader.wire.host_backoff import HostBackoff
from wortreader.wire.robots import Robots
from wortreader.wire.transport import Fetched, Transport

KEPT: Final = timedelta(hours=24)
"""How long a robots.txt holds (RFC 9309, 2.4)."""
KEPT_WITHOUT: Final = timedelta(hours=1)
"""How long it is done without where the server had nothing to say for the time being."""

ROBOTS_SECONDS: Final = 10.0
"""How long pages wait for a robots.txt."""

_ACCEPT: Final = "text/plain, */*;q=0.1"


@asynccontextmanager
async def polite_transport(library: Library, *, clock: Clock = utc_now) -> AsyncGenerator[Transport, None]:
    """A transport that leaves hosts alone which have asked for it, now or in an earlier run."""
    backoff = HostBackoff(clock, await asyncio.to_thread(library.hosts.resting, now=clock()))
    async with Transport(clock=clock, backoff=backoff) as transport:
        try:
            yield transport
        finally:
            if backoff.new:
                library.hosts.rest(backoff.new, now=clock())


class RobotsFiles:
    """The robots.txt files of sites, each asked for when the first page of it is to be fetched."""

    def __init__(self, library: Library, transport: Transport, *, clock: Clock = utc_now) -> None:
        self._library = library
        self._transport = transport
        self._clock = clock
        self._known: dict[str, Robots] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, url: str, *, is_private_allowed: bool = False) -> Robots:
        """What the site of `url` asks; nothing for what is no address."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return Robots()
        origin = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2].lower(), "", "", ""))
        async with self._asking[origin]:
            if origin not in self._known:
                self._known[origin] = await self._kept_or_asked(origin, is_private_allowed=is_private_allowed)
            return self._known[origin]

    async def _kept_or_asked(self, origin: str, *, is_private_allowed: bool) -> Robots:
        now = self._clock()
        kept = await asyncio.to_thread(self._library.hosts.robots, origin, now=now, longest=KEPT)
        if kept is not None:
            return Robots(kept)
        asked, span = await self._asked(origin, is_private_allowed=is_private_allowed)
        if span:
            keep = self._library.hosts.keep_robots
            await asyncio.to_thread(keep, origin, asked.text, now=now, until=now + span)
        return asked

    async def _asked(self, origin: str, *, is_private_allowed: bool) -> tuple[Robots, timedelta]:
        """What a robots.txt asks, and how long that holds."""
        try:
            async with asyncio.timeout(ROBOTS_SECONDS):
                answer = await self._transport.fetch(
                    f"{origin}/robots.txt", is_private_allowed=is_private_allowed, accept=_ACCEPT
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
