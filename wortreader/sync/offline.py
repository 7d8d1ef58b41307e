"""Whether a host cannot be reached, or there is no network here.

If a single failure leaves that open, connections to hosts of the user's own feeds are tried, and closed without a
request.
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
"""Other hosts that are tried."""

ENOUGH_HOSTS, ENOUGH_RESULTS = 2, 3
"""Hosts, and results, that could not be reached in a row before it is checked whether there is a network."""


async def is_offline(
    library: Library,
    unreached: Collection[str],
    transport: Transport,
    *,
    has_default_route: DefaultRouteCheck = has_default_route,
) -> bool:
    """Whether there is no network, given the addresses that could not be reached while no other host answered.

    If there is no other host to try, a single unreached host is taken to be down, and several mean no network.
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
    """Raises NoNetwork if none of a few hosts of the user's feeds, or else of deferred tasks, can be connected to.

    Returns if there is no host to try.
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
    """A feed of each other host, those that answered last first."""
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
    """Holds back failures to reach a host until it is known whether there is a network."""

    def __init__(
        self, library: Library, transport: Transport, *, has_default_route: DefaultRouteCheck = has_default_route
    ) -> None:
        self._library = library
        self._transport = transport
        self._has_default_route = has_default_route
        self._held: list[tuple[T, str]] = []

    async def check(self, result: T, url: str, *, is_unreached: bool) -> list[T]:
        """Adds a result, and returns those that are final now. Raises NoNetwork if there is no network."""
        self._held.append((result, url))
        if not is_unreached:
            return self._release()
        is_enough = len({_host(held) for _result, held in self._held}) >= ENOUGH_HOSTS
        return await self.settle() if is_enough or len(self._held) >= ENOUGH_RESULTS else []

    async def settle(self) -> list[T]:
        """The results that are still held back, which are final now. Raises NoNetwork if there is no network."""
        urls = [url for _result, url in self._held]
        if urls and await is_offline(self._library, urls, self._transport, has_default_route=self._has_default_route):
            raise NoNetwork
        return self._release()

    def _release(self) -> list[T]:
        results = [result for result, _url in self._held]
        self._held.clear()
        return results
