"""The limits of a Transport."""

from __future__ import annotations

import math
from enum import Enum, auto

from wortreader.lazy_dataclass import lazy_dataclass

MIB = 1024 * 1024


class FetchKind(Enum):
    """What is fetched: it decides how many requests go to one host, and how soon a host is given up."""

    FEED = auto()
    PAGE = auto()
    PICTURE = auto()


@lazy_dataclass(frozen=True, slots=True)
class Limits:
    """How much of the network, of time and of memory one Transport may use. Times are in seconds, sizes in bytes."""

    connections: int = 64
    """Requests that run at one time."""
    per_host: int = 2
    """Requests for feeds and pages to one host, on all ports, that run at one time."""
    pictures_per_host: int = 6
    """The same for pictures, and for all requests together: as many as browsers make."""
    connect_seconds: float = 10
    """For name look-up, connection and TLS handshake of one hop."""
    read_seconds: float = 15
    """Before the first piece of the answer, and between two pieces."""
    total_seconds: float = 30
    """For one fetch with all its redirects; waiting for a slot does not count."""
    host_seconds: float = math.inf
    """For all slow answers of one host together; after that, the host is not asked again."""
    wire_bytes: int = 15 * MIB
    """Of a body as it is sent, packed or not."""
    decoded_bytes: int = 15 * MIB
    """Of a body unpacked."""
    redirects: int = 5
