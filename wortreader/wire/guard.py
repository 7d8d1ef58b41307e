"""The address guard: no connection into the reader's own network unless they asked for it.

The check is made on the very address that a socket is about to be opened for, so no spelling, no redirect and no name
that resolves differently the second time gets around it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp import AddrInfoType, SocketFactoryType

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given out for use on the public network (RFC 4291, 2.4)."""
_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as seen from networks without IPv4 (RFC 6052)."""
_NOT_PUBLIC_EITHER = (
    IPv4Network("192.0.0.0/24"),  # RFC 6890; `is_global` knows all of it only since Python 3.11.10
    IPv6Network("2001::/23"),  # RFC 2928, Teredo in it
    IPv6Network("3fff::/20"),  # RFC 9637, documentation
)


class PrivateAddress(OSError):
    """A connection to an address outside the public network was refused.

    An OSError, so that aiohttp goes on to the next address of the host.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def is_public(address: str) -> bool:
    """True for an address on the public network; false for any other, and for what is no IP address.

    Private, loopback, link-local, shared (100.64/10), multicast, reserved and documentation addresses are not public,
    nor is an IPv6 address that stands for such an IPv4 address.
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


def guarded_sockets(is_open: Callable[[str], bool]) -> SocketFactoryType:
    """What opens sockets for aiohttp's connector, for addresses that `is_open` only: it raises PrivateAddress."""

    def open_socket(addr_info: AddrInfoType) -> socket.socket:
        address = str(addr_info[4][0])
        if not is_open(address):
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
    """The IPv4 addresses that packets to `ip` may end up at."""
    for address in (ip.ipv4_mapped, ip.sixtofour):
        if address is not None:
            yield address
    if ip in _NAT64:
        yield IPv4Address(int(ip) & 0xFFFF_FFFF)
