"""Hosts that cannot be reached, are not who they say, or are silent."""

from __future__ import annotations

import asyncio
import errno
import socket
from typing import Final

from laboratory.faults import CLOSED, PRIVATE, Fault, always, whole
from laboratory.redirects import ONLY_TYPED, OWN_NETWORK
from loopback import Exchange
from loopback_faults import PACE, drip, drip_header, hang, hang_in_body, reset

from wortreader.wire.limits import Limits

HOSTS: Final = (
    Fault(
        6,
        "no-such-name",
        always(b""),
        "There is no host {host} (DNS). Check the address.",
        address=socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
    ),
    Fault(
        7,
        "name-unanswered",
        always(b""),
        "The name {host} could not be looked up (DNS). Perhaps you are offline.",
        address=socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"),
    ),
    Fault(
        7,
        "no-route",
        always(b""),
        "There is no route to {host}. Perhaps you are offline.",
        address=OSError(errno.ENETUNREACH, "Network is unreachable"),
    ),
    Fault(
        6,
        "refused",
        always(b""),
        "{host} refuses the connection. Check the address, or try again later.",
        address=CLOSED,
    ),
    Fault(6, "reset", always(reset), "{host} closed the connection before it answered."),
    Fault(12, "rebound", always(whole(b"")), f"{{host}} {OWN_NETWORK} (127.0.0.2). {ONLY_TYPED}", address=PRIVATE),
    Fault(21, "expired", always(b""), "The certificate of {host} has expired.", certificate="expired"),
    Fault(
        21, "early", always(b""), "The certificate of {host} is not valid yet. Check your clock.", certificate="early"
    ),
    Fault(21, "other-name", always(b""), "The certificate of {host} is for another name.", certificate="other_name"),
    Fault(
        21,
        "self-signed",
        always(b""),
        "The certificate of {host} is self-signed, not signed by a trusted authority.",
        certificate="self_signed",
    ),
    Fault(
        21,
        "unknown-authority",
        always(b""),
        "The certificate of {host} is signed by an unknown authority.",
        certificate="unknown_authority",
    ),
)
"""Hosts that cannot be reached, or are not who they say."""


async def drip_headers(exchange: Exchange) -> None:
    """One header after the other, without an end."""
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await exchange.send(b"X: y\r\n")
        await asyncio.sleep(PACE)


IMPATIENT: Final = Limits(read_seconds=2, total_seconds=4)
"""For SILENT: enough for those that answer."""

SAID_NOTHING: Final = "{host} sent nothing for 2 s."
TOOK_LONGER: Final = "{host} took longer than 4 s."

SILENT: Final = (
    Fault(1, "drip", always(drip), TOOK_LONGER),
    Fault(1, "drip-status", always(drip_header), TOOK_LONGER),
    Fault(1, "drip-headers", always(drip_headers), TOOK_LONGER),
    Fault(2, "hang", always(hang), SAID_NOTHING),
    Fault(3, "hang-in-body", always(hang_in_body), SAID_NOTHING),
)
"""Servers that let their clients wait."""
