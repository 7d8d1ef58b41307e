"""The network of the laboratory: a server with faults, and the names of hosts that lead to it.

The names are resolved to PUBLIC, where the server is, and to where a fault leads. No other address counts as public,
but CLOSED.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from laboratory.faults import CLOSED, PRIVATE, PUBLIC, Fault
from laboratory.redirects import PATHS
from loopback import Loopback

from wortreader.model import Clock
from wortreader.wire.names import AddressInfo, system_look_up
from wortreader.wire.transport import Limits, Transport

CERTIFICATES: Final = Path(__file__).parent.parent / "wire" / "certs"
"""Of an authority of our own and of others, for news.test."""

NO_HASTE: Final = Limits(connect_seconds=120, read_seconds=120, total_seconds=240)
"""For servers that all answer: more than they and their client need on a machine that is ten times slower."""


class Network:
    """Servers, and the names that lead to them."""

    def __init__(self, server: Loopback, servers: ExitStack) -> None:
        """Further servers, those with certificates, are ended with `servers`."""
        self.server = server
        self._servers = servers
        self._tls: dict[str, tuple[Loopback, ssl.SSLContext]] = {}
        """The servers with certificates, by the name of the fault. New connections use the certificate loaded last."""
        self._addresses: dict[str, str | OSError] = {"private.test": PRIVATE}
        """Where names lead, if not to PUBLIC."""

    @property
    def trespasses(self) -> list[str]:
        """The paths that were requested at the private address."""
        return [request.path for request in self.server.requests if request.address == PRIVATE]

    def url(self, fault: Fault) -> str:
        """The address of a document whose server has this fault."""
        if not fault.certificate:
            return self.server.url(f"/{fault.name}", host=fault.host)
        if fault.name not in self._tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls[fault.name] = self._servers.enter_context(Loopback(tls=context)), context
        return self._tls[fault.name][0].url(f"/{fault.name}", host=fault.host)

    def told(self, fault: Fault) -> str:
        """What the user reads about a feed with this fault."""
        host, port = urlsplit(self.url(fault)).netloc, str(self.server.port)
        return fault.sentence.replace("{host}", host).replace("{port}", port)

    def serve(self, faults: Sequence[Fault], body: bytes, *, is_well: bool = False) -> None:
        """Serves `body` with these faults, or without them if all `is_well`."""
        for path, answer in PATHS.items():
            self.server.answer(path, answer(body))
        for fault in faults:
            self._addresses[fault.host] = PUBLIC if is_well else fault.address
            server = self.server
            if fault.certificate:
                server, context = self._tls[fault.name]
                context.load_cert_chain(CERTIFICATES / f"{'good' if is_well else fault.certificate}.pem")
            server.answer(f"/{fault.name}", (fault.well if is_well else fault.answer)(body))

    def transport(self, clock: Clock, limits: Limits = NO_HASTE) -> Transport:
        """A transport that knows these names, and trusts the authority of CERTIFICATES."""
        return Transport(
            limits,
            clock=clock,
            look_up=self._look_up,
            tls=ssl.create_default_context(cafile=str(CERTIFICATES / "authority.pem")),
            is_public=lambda address: address in (PUBLIC, CLOSED),
        )

    def _look_up(self, host: str, port: int, family: int) -> Sequence[AddressInfo]:
        if not host.endswith(".test"):  # a number in any spelling
            return system_look_up(host, port, family)
        address = self._addresses.get(host, PUBLIC)
        if isinstance(address, OSError):
            raise address
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port))]


@contextmanager
def open_network(server: Loopback) -> Iterator[Network]:
    """A network around `server`."""
    server.url("/", host=PRIVATE)
    with ExitStack() as servers:
        yield Network(server, servers)
