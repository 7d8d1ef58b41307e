"""The connections of a Transport: guarded ones to the public network, and those into the user's own network.

Owns aiohttp's sessions, and knows which hosts lie in the user's own network: only what was there when it was connected
to first may be connected to there.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from wortreader import __version__
from wortreader.errors import InOwnNetwork
from wortreader.wire.guard import guarded_sockets, in_own_network, refused_addresses
from wortreader.wire.heads import MAX_COUNT, MAX_LINE, tolerate_heads
from wortreader.wire.limits import Limits
from wortreader.wire.names import LookUp, addresses_of
from wortreader.wire.target import Target

USER_AGENT: Final = f"wortreader/{__version__}"

_HEADERS: Final = {
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8",
    "Accept-Encoding": "gzip, deflate",  # what body.py can unpack within limits
}
_IDLE_SECONDS: Final = 5
"""How long an idle connection is kept for the next request to the same host."""
_NAME_SECONDS: Final = 300
"""How long the address of a name is cached."""

_is_repeated: Final[ContextVar[bool]] = ContextVar("is_repeated", default=False)
"""True in a task whose request has been given a connection already."""


class Sessions:
    """The session for public addresses, and the one for addresses that may lie in the user's own network.

    There are two because connections are pooled: a connection to a private address that was opened for a feed that may
    go there must not be reused by a redirect that may not.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        tls: ssl.SSLContext | None,
        look_up: LookUp,
        is_public: Callable[[str], bool],
        user_agent: str,
    ) -> None:
        self._limits = limits
        self._tls = tls
        self._look_up = look_up
        self._is_public = is_public
        self._user_agent = user_agent
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._is_private: dict[tuple[str, int], bool] = {}

    def is_private(self, place: tuple[str, int]) -> bool | None:
        """Whether a host and port lay in the user's own network when it was first connected to.

        None if it has not been connected to with the right to be there.
        """
        return self._is_private.get(place)

    @asynccontextmanager
    async def get(
        self, here: Target, headers: Mapping[str, str], *, is_private_allowed: bool
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer to a request, up to its body. Raises InOwnNetwork, and what aiohttp raises.

        With `is_private_allowed` a public address of the host is preferred. If it has one, it is public for good, so
        that its name cannot be made to lead into the user's own network later.
        """
        async with await self._answer(here, headers, is_private_allowed=is_private_allowed) as response:
            yield response

    async def close(self) -> None:
        """Closes all connections."""
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()

    async def _answer(
        self, here: Target, headers: Mapping[str, str], *, is_private_allowed: bool
    ) -> aiohttp.ClientResponse:
        if not is_private_allowed:
            return await self._guarded(here, headers)
        if here.place not in self._is_private:
            try:
                response = await self._guarded(here, headers)
            except InOwnNetwork:
                self._is_private[here.place] = True
            else:
                self._is_private[here.place] = False
                return response
        if not self._is_private[here.place]:
            return await self._guarded(here, headers)
        return await self._get(here, headers, is_guarded=False)

    async def _guarded(self, here: Target, headers: Mapping[str, str]) -> aiohttp.ClientResponse:
        refused: list[str] = []
        refused_addresses.set(refused)
        try:
            return await self._get(here, headers, is_guarded=True)
        except aiohttp.ClientConnectorError as error:
            if refused:
                raise in_own_network(here, refused[0]) from error
            raise

    async def _get(self, here: Target, headers: Mapping[str, str], *, is_guarded: bool) -> aiohttp.ClientResponse:
        _is_repeated.set(False)
        return await self._session(is_guarded=is_guarded).get(here.url, headers=headers, allow_redirects=False)

    def _session(self, *, is_guarded: bool) -> aiohttp.ClientSession:
        if is_guarded not in self._sessions:
            connector = _Connector(
                limit=0,  # ConnectionSlots limits them, so that waiting is not part of the time of a request
                keepalive_timeout=_IDLE_SECONDS,
                ttl_dns_cache=_NAME_SECONDS,
                resolver=_NameResolver(self._look_up),
                socket_factory=guarded_sockets(self._is_public) if is_guarded else None,
                ssl=self._tls or True,
            )
            tolerate_heads(connector, body_bytes=self._limits.wire_bytes)
            self._sessions[is_guarded] = aiohttp.ClientSession(
                connector=connector,
                headers={**_HEADERS, "User-Agent": self._user_agent},
                cookie_jar=aiohttp.DummyCookieJar(),  # cookies are of one chain of redirects only
                auto_decompress=False,
                max_line_size=MAX_LINE,
                max_field_size=MAX_LINE,
                max_headers=MAX_COUNT,
                timeout=aiohttp.ClientTimeout(
                    total=None, connect=self._limits.connect_seconds, sock_read=self._limits.read_seconds
                ),
            )
        return self._sessions[is_guarded]


class _Connector(aiohttp.TCPConnector):
    """Repeats a request on a new connection.

    aiohttp asks once more if a connection ends before the answer, because the server may have closed an idle one just
    when it was used again (RFC 9112, 9.3.1). It takes another idle one for that, which is as likely to be closed.
    """

    # aiohttp has no public way to this; tests notice if this one is gone.
    async def _get(self, *place: Any) -> Any:
        is_repeated = _is_repeated.get()
        _is_repeated.set(True)
        return None if is_repeated else await super()._get(*place)


class _NameResolver(AbstractResolver):
    """Looks up names as everything else here does."""

    def __init__(self, look_up: LookUp) -> None:
        self._look_up = look_up

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of `host`. Raises OSError, usually socket.gaierror."""
        return await addresses_of(host, port, family, look_up=self._look_up)

    async def close(self) -> None:
        """Does nothing: a resolver keeps nothing between look-ups."""
