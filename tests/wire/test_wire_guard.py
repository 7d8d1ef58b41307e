"""The address guard: no request into the user's own network unless they typed the address."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from itertools import cycle

import pytest
from loopback import Loopback, names
from loopback_faults import FEED

from wortreader.errors import AddressRefused
from wortreader.wire.guard import is_public
from wortreader.wire.names import AddressInfo
from wortreader.wire.transport import Access, Fetched, Transport

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.254",
    "192.0.0.1",
    "192.0.0.200",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
    "127.1",
    "2130706433",
    "localhost",
    "",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_on_the_public_network_is_known(address: str) -> None:
    assert not is_public(address)


PUBLIC = [
    "1.1.1.1",
    "93.184.216.34",
    "100.63.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "223.255.255.254",
    "2606:4700:4700::1111",
    "2a00:1450:4001::1",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",
    "2002:101:101::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_on_the_public_network_is_known(address: str) -> None:
    assert is_public(address)


SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "2130706433",
    "0",
    "localhost",
    "LOCALHOST",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:0:0:1]",
    "[64:ff9b::7f00:1]",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
]


@pytest.mark.parametrize("host", SPELLINGS)
async def test_fault_012_no_spelling_gets_a_connection_to_this_machine(server: Loopback, host: str) -> None:
    async with Transport() as transport:
        with pytest.raises(AddressRefused):
            await transport.fetch(f"http://{host}:{server.port}/feed")

    assert server.requests == []


@pytest.mark.parametrize("host", [*SPELLINGS, "127.0.0.2"])
async def test_fault_012_no_redirect_from_an_allowed_address_reaches_another_private_one(
    server: Loopback, host: str
) -> None:
    server.serve("/secret", FEED)
    server.url("/", host="127.0.0.2")
    with Loopback() as other:
        url = other.redirect("/feed", f"http://{host}:{server.port}/secret")

        async with Transport() as transport:
            with pytest.raises(AddressRefused):
                await transport.fetch(url, access=Access(url, True))

    assert server.requests == []


@pytest.mark.parametrize("host", [*SPELLINGS, "169.254.169.254", "10.0.0.1"])
async def test_fault_012_no_redirect_from_a_public_address_reaches_a_private_one(server: Loopback, host: str) -> None:
    """127.0.0.9 counts as the public network here, because the test has no other."""
    url = server.redirect("/feed", f"http://{host}:{server.port}/secret", host="127.0.0.9")

    async with Transport(is_public=lambda address: address == "127.0.0.9") as transport:
        with pytest.raises(AddressRefused):
            await transport.fetch(url)

    assert server.count("/secret") == 0


async def test_the_address_that_the_user_typed_may_be_private(server: Loopback) -> None:
    server.redirect("/old", "/new")
    server.serve("/new", FEED)

    async with Transport() as transport:
        url = server.url("/old")
        answer = await transport.fetch(url, access=Access(url, True))

    assert isinstance(answer, Fetched)


async def test_a_host_name_that_the_user_typed_may_be_private(server: Loopback) -> None:
    server.serve("/feed", FEED)
    url = f"http://nas.test:{server.port}/feed"

    async with Transport(look_up=names({"nas.test": "127.0.0.1"})) as transport:
        answer = await transport.fetch(url, access=Access(url, True))

    assert answer.url == url


async def test_fault_012_a_connection_for_one_feed_does_not_serve_another_that_may_not_go_there(
    server: Loopback,
) -> None:
    url = server.serve("/feed", FEED)

    async with Transport() as transport:
        await transport.fetch(url, access=Access(url, True))
        with pytest.raises(AddressRefused, match=r"your own network \(127\.0\.0\.1\)"):
            await transport.fetch(url)

    assert server.count("/feed") == 1


async def test_a_refused_address_does_not_hold_up_the_feed_that_may_go_there(server: Loopback) -> None:
    url = server.serve("/feed", FEED)

    async with Transport() as transport:
        for _attempt in range(5):
            with pytest.raises(AddressRefused):
                await transport.fetch(url)
        answer = await transport.fetch(url, access=Access(url, True))

    assert isinstance(answer, Fetched)


async def test_fault_012_a_name_that_changes_its_address_is_checked_at_each_connection(server: Loopback) -> None:
    """127.0.0.9 counts as public; the name has that address first, and one in the user's own network next."""
    addresses: Iterator[str] = cycle(["127.0.0.9", "127.0.0.1"])
    server.serve("/feed", FEED, host="127.0.0.9")

    def flip_flop(_host: str, port: int, _family: int) -> list[AddressInfo]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (next(addresses), port))]

    answers = 0
    for _attempt in range(6):
        async with Transport(look_up=flip_flop, is_public=lambda address: address == "127.0.0.9") as transport:
            try:
                await transport.fetch(f"http://rebind.test:{server.port}/feed")
                answers += 1
            except AddressRefused:
                continue

    assert answers == 3
    assert {request.address for request in server.requests} == {"127.0.0.9"}


async def test_a_host_with_a_public_and_a_private_address_is_asked_at_the_public_one(server: Loopback) -> None:
    server.serve("/feed", FEED, host="127.0.0.9")

    def both(_host: str, port: int, _family: int) -> list[AddressInfo]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port)) for address in ("127.0.0.1", "127.0.0.9")]

    async with Transport(look_up=both, is_public=lambda address: address == "127.0.0.9") as transport:
        await transport.fetch(f"http://both.test:{server.port}/feed")

    assert [request.address for request in server.requests] == ["127.0.0.9"]
