"""The address guard: no connection into the user's own network unless they asked for it.

It checks the very address that a socket is about to be opened for, so no spelling, redirect or changing name gets
around it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final

from wortreader.errors import InOwnNetwork
from wortreader.i18n import N_
from wortreader.sentences import Sentence
from wortreader.text import safe_line
from wortreader.wire.target import Target

if TYPE_CHECKING:  # at run time, aiohttp would take 150 ms of those who only check an address
    from aiohttp import AddrInfoType, SocketFactoryType

refused_addresses: Final[ContextVar[list[str] | None]] = ContextVar("refused_addresses", default=None)
"""The list to which the addresses are added that are refused in this context; None if nobody wants to know them.

aiohttp merges the errors of several addresses of a host into one without their kinds.
"""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""The IPv6 addresses that are assigned on the public network (RFC 4291, 2.4)."""
_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as IPv6-only networks see them (RFC 6052)."""
_NOT_PUBLIC_EITHER = (
    IPv4Network("192.0.0.0/24"),  # RFC 6890; `is_global` knows all of it only since Python 3.11.10
    IPv6Network("2001::/23"),  # RFC 2928, Teredo in it
    IPv6Network("3fff::/20"),  # RFC 9637, documentation
)


class PrivateAddress(OSError):
    """A connection to an address outside the public network was refused.

    An OSError, so that aiohttp tries the next address of the host.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def is_public(address: str) -> bool:
    """Whether an address is on the public network. False for what is not an IP address.

    Private, loopback, link-local, shared (100.64/10), multicast, reserved and documentation addresses are not public,
    nor is an IPv6 address that embeds such an IPv4 address.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        embedded = list(_embedded(ip))
        if embedded:
            return all(_is_public(each) for each in embedded)
    return _is_public(ip)


def in_own_network(target: Target, address: str) -> InOwnNetwork:
    """The error for an address in the user's own network that they did not type."""
    message = N_(
        "{host} is on your own network ({address}). It is opened only if you type it yourself, or allow "
        "it for the feed."
    )
    reason = Sentence.of(message, host=target.shown_host, address=safe_line(address, 60))
    return InOwnNetwork(str(target.url), reason)


def guarded_sockets(is_open: Callable[[str], bool]) -> SocketFactoryType:
    """A socket factory for aiohttp that raises PrivateAddress unless `is_open` returns true for the address."""

    def open_socket(addr_info: AddrInfoType) -> socket.socket:
        address = str(addr_info[4][0])
        if not is_open(address):
            refused = refused_addresses.get()
            if refused is not None:
                refused.append(address)
            raise PrivateAddress(address)
        return socket.socket(*addr_info[:3])

    return open_socket


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST:
        return False
    if any(ip in network for network in _NOT_PUBLIC_EITHER if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _embedded(ip: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that packets to `ip` may reach."""
    for address in (ip.ipv4_mapped, ip.sixtofour):
        if address is not None:
            yield address
    if ip in _NAT64:
        yield IPv4Address(int(ip) & 0xFFFF_FFFF)
