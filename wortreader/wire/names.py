"""Host names to addresses, and whether a host can be connected to.

Look-ups hold up neither the event loop, nor other hosts, nor the end of the program.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # at run time, aiohttp would take 150 ms of those who only look up a name
    from aiohttp.abc import ResolveResult

AddressInfo = tuple[int, int, int, str, tuple[object, ...]]
"""Family, type, protocol, canonical name and socket address, as socket.getaddrinfo returns them."""

LookUp = Callable[[str, int, int], Sequence[AddressInfo]]
"""Takes an ASCII host name, a port and an address family. Raises OSError, usually socket.gaierror."""


def system_look_up(host: str, port: int, family: int) -> Sequence[AddressInfo]:
    """Asks the operating system. Blocks, for half a minute if the name server is dead."""
    return socket.getaddrinfo(
        host.encode("ascii"),  # as bytes: Python would check a str against IDNA 2003, which forbids names in use
        port,
        family=family,
        type=socket.SOCK_STREAM,
        flags=socket.AI_ADDRCONFIG,
    )


async def addresses_of(
    host: str, port: int, family: int = socket.AF_UNSPEC, *, look_up: LookUp = system_look_up
) -> list[ResolveResult]:
    """The addresses of `host`. Raises OSError, usually socket.gaierror.

    Each name is looked up in a daemon thread of its own. asyncio's executor has six threads on two cores, and the
    program waits for them at its end: six dead name servers would hold up all other feeds, and then the end of the
    program.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[ResolveResult]] = loop.create_future()

    def work() -> None:
        try:
            addresses = [_result(host, port, info) for info in look_up(host, port, family)]
        except OSError as error:
            _deliver(loop, found, error)
        else:
            _deliver(loop, found, addresses)

    threading.Thread(target=work, name=f"look up {host}", daemon=True).start()
    return await found


def _result(host: str, port: int, info: AddressInfo) -> ResolveResult:
    family, _type, proto, _name, address = info
    number = str(address[0])
    if family == socket.AF_INET6 and address[3] and "%" not in number:
        number = f"{number}%{address[3]}"  # a link-local address is ambiguous without its interface
    return {
        "hostname": host,
        "host": number,
        "port": port,
        "family": family,
        "proto": proto,
        "flags": socket.AI_NUMERICHOST,
    }


def _deliver(
    loop: asyncio.AbstractEventLoop, found: asyncio.Future[list[ResolveResult]], outcome: list[ResolveResult] | OSError
) -> None:
    def settle() -> None:
        if found.done():  # nothing waits for it any more
            return
        if isinstance(outcome, OSError):
            found.set_exception(outcome)
        else:
            found.set_result(outcome)

    with suppress(RuntimeError):  # the loop has been closed
        loop.call_soon_threadsafe(settle)


CONNECT_SECONDS = 6.0
"""How long a host has to accept a connection, including the look-up of its name."""


async def can_connect(host: str, port: int, *, look_up: LookUp, is_open: Callable[[str], bool]) -> bool:
    """Whether the host accepts, or refuses, a connection to one of its addresses for which `is_open` returns true."""
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            for found in await addresses_of(host, port, look_up=look_up):
                if is_open(found["host"]) and await _answers(found):
                    return True
    except (OSError, TimeoutError):
        pass
    return False


async def _answers(found: ResolveResult) -> bool:
    try:
        _reader, writer = await asyncio.open_connection(
            found["host"], found["port"], family=found["family"], proto=found["proto"], flags=found["flags"]
        )
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    writer.close()
    return True
