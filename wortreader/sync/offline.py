"""Whether it is a host that cannot be reached, or there is no network here: that is nobody's fault.

Asks no stranger. Where a single host does not tell, a connection to hosts of the reader's own feeds is tried, and
nothing is asked of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from wortreader.connectivity import DefaultRouteCheck, has_default_route
from wortreader.errors import NoNetwork
from wortreader.model import Feed
from wortreader.store.library import Library
from wortreader.wire.transport import Transport

T = TypeVar("T")

OTHERS_ASKED = 2
"""Hosts that are tried beside those that could not be reached."""

ENOUGH_HOSTS, ENOUGH_RESULTS = 2, 3
"""In a row out of reach: it is time to ask whose fault that is."""


async def is_offline(
    library: Library,
    unreached: Collection[str],
    transport: Transport,
    *,
    has_default_route: DefaultRouteCheck = has_default_route,
) -> bool:
    """Whether there is no network, given the addresses that could not be reached while nobody else answered.

    Without another host to try, a single one is taken to be at fault itself; several are not.
    """
    if has_default_route() is False:
        return True
    hosts = frozenset(map(_host, unreached))
    others = list(_others(library.feeds.all(), hosts))
    if not others:
        return len(hosts) > 1
    reached = await asyncio.gather(
        *(transport.reaches(feed.url, is_private_allowed=feed.is_private_allowed) for feed in others[:OTHERS_ASKED])
    )
    return not any(reached)


async def check(
    library: Library, transport: Transport, *, has_default_route: DefaultRouteCheck = has_default_route
) -> None:
    """Raises NoNetwork where none of a few hosts can be connected to that the reader's feeds, or else tasks, name.

    Where there is none to try, nobody knows; that is no reason to say so.
    """
    if has_default_route() is False:
        raise NoNetwork
    feeds = [(feed.url, feed.is_private_allowed) for feed in _others(library.feeds.all(), ())]
    tasks = [(task.url, False) for task in library.outbox.all() if task.url]
    tried = (feeds or tasks)[: OTHERS_ASKED + 1]
    reached = await asyncio.gather(*(transport.reaches(url, is_private_allowed=allowed) for url, allowed in tried))
    if tried and not any(reached):
        raise NoNetwork


def _others(feeds: Iterable[Feed], hosts: Collection[str]) -> Iterable[Feed]:
    """A feed of each other host, those that answered of late first."""
    known = sorted(feeds, key=lambda feed: (feed.failure is not None, -_seconds(feed)))
    seen = set(hosts)
    for feed in known:
        host = _host(feed.url)
        if not feed.is_local and host and host not in seen:
            seen.add(host)
            yield feed


def _seconds(feed: Feed) -> float:
    return feed.refreshed_at.timestamp() if feed.refreshed_at is not None else 0.0


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


class OfflineDetector(Generic[T]):
    """Results that could not be had for want of a way there, held back until it is known whose fault that is."""

    def __init__(
        self, library: Library, transport: Transport, *, has_default_route: DefaultRouteCheck = has_default_route
    ) -> None:
        self._library = library
        self._transport = transport
        self._has_default_route = has_default_route
        self._held: list[tuple[T, str]] = []

    async def check(self, result: T, url: str, *, is_unreached: bool) -> list[T]:
        """The results that can be told now that there is one more. Raises NoNetwork where they are nobody's fault."""
        self._held.append((result, url))
        if not is_unreached:
            return self._let_go()
        is_enough = len({_host(held) for _result, held in self._held}) >= ENOUGH_HOSTS
        return await self.settle() if is_enough or len(self._held) >= ENOUGH_RESULTS else []

    async def settle(self) -> list[T]:
        """The results that are still held back. Raises NoNetwork where they are nobody's fault."""
        urls = [url for _result, url in self._held]
        if urls and await is_offline(self._library, urls, self._transport, has_default_route=self._has_default_route):
            raise NoNetwork
        return self._let_go()

    def _let_go(self) -> list[T]:
        results = [result for result, _url in self._held]
        self._held.clear()
        return results
