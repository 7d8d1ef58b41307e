"""The limits of a Transport."""

from __future__ import annotations

import math
import resource
from enum import Enum, auto

from wortreader.lazy_dataclass import lazy_dataclass

MIB = 1024 * 1024


OTHER_FILES = 40
"""Open files of a refresh that are no connections: the library and its log, the pipes of workers, look-ups of names."""


def affordable_connections() -> int:
    """How many connections this process may have open at one time without running out of file descriptors."""
    soft_limit, _hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 10**6 if soft_limit == resource.RLIM_INFINITY else max(soft_limit - OTHER_FILES, 2)


class FetchKind(Enum):
    """What is fetched: it decides how many requests go to one host, and how soon a host is given up."""

    FEED = auto()
    PAGE = auto()
    PICTURE = auto()


@lazy_dataclass(frozen=True, slots=True)
class Limits:
    """How much of the network, of time and of memory one Transport may use. Times are in seconds, sizes in bytes."""

    connections: int = 64
    """Requests that run at one time, or fewer if the process may not have so many files open."""
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
    wire_bytes: int = 16 * 1000**2
    """Of a body as it is sent, packed or not."""
    decoded_bytes: int = 16 * 1000**2
    """Of a body unpacked."""
    redirects: int = 5
