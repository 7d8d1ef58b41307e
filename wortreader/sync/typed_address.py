"""Addresses as users type them: with a scheme or without one.

Without one, https is tried, and http only if nothing speaks TLS there. A certificate that is not valid is never a
reason for http: an address whose owner offers protection would be opened without it.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar
from urllib.parse import urlsplit

from wortreader.address_secrets import split_user_info
from wortreader.errors import NoTls, NoWayThere, ServerUnreachable
from wortreader.feeds.addresses import without_feed_scheme
from wortreader.host_names import with_plain_host
from wortreader.logins.book import Logins
from wortreader.logins.login import Login
from wortreader.wire.transport import Transport

T = TypeVar("T")

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_WEB_SCHEME: Final = re.compile(r"(https?):(?:[/\\]+|(?!\d{1,5}(?:[/?#]|$)))(?=[^\s/\\])", re.IGNORECASE)
"""Of a web address, with as many slashes as the user has typed; browsers read those as two (WHATWG URL, 4.4). A number
behind the colon is the port of a host with that name."""


def normal_address(typed: str) -> str:
    """The web address that a user means by `example.org/feed` or a `feed:` address, its host as in
    `host_names`."""
    return _with_scheme(typed, "https")


def plain_address(typed: str) -> str | None:
    """The same address with http instead of https; None if the user has typed a scheme."""
    address = _with_scheme(typed, "http")
    return address if address != normal_address(typed) else None


def take_login(typed: str, logins: Logins) -> str:
    """An address that a user has typed, without its user and password, which are used at its server from now on.

    Without a scheme they are used with https alone. Raises LoginInvalid if they cannot be sent.
    """
    address, user_info = split_user_info(typed)
    if user_info is not None:
        logins.use(normal_address(address), Login(*user_info))
    return address


async def fetch_typed(
    typed: str, fetch: Callable[[str], Awaitable[T]], transport: Transport, *, is_private_allowed: bool = False
) -> T:
    """What `fetch` returns for the address that a user means.

    It is called again with http if no scheme was typed and nothing speaks TLS there: the connection is refused, or
    another protocol is spoken. A server that hangs up, or says nothing, may have another reason: it is asked with http
    only on the same port, where an answer proves that it does not speak TLS. Raises what `fetch` raises, and the first
    error if no server answers in either way.
    """
    address, plain = normal_address(typed), plain_address(typed)
    try:
        return await fetch(address)
    except (NoTls, NoWayThere) as error:
        if plain is None or not await _may_be_plain(error, address, transport, is_private_allowed=is_private_allowed):
            raise
        try:
            return await fetch(plain)
        except ServerUnreachable:
            raise error from None


async def _may_be_plain(
    error: NoTls | NoWayThere, address: str, transport: Transport, *, is_private_allowed: bool
) -> bool:
    """Whether http is to be tried after this error."""
    if isinstance(error, NoTls):
        return error.is_certain or _names_port(address)
    return _names_port(address) and await transport.reaches(address, is_private_allowed=is_private_allowed)


def _names_port(address: str) -> bool:
    try:
        return urlsplit(address).port is not None
    except ValueError:
        return False


def _with_scheme(typed: str, scheme: str) -> str:
    address = without_feed_scheme(typed.strip(), scheme=scheme)
    if written := _WEB_SCHEME.match(address):
        return with_plain_host(f"{written[1]}://{address[written.end() :]}")
    return address if _SCHEME.match(address) else with_plain_host(f"{scheme}://{address}")
