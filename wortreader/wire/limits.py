"""How much of the network, of time and of memory a refresh may take."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one Transport. Times are in seconds, sizes in bytes."""

    connections: int = 64
    """Requests under way at one time."""
    per_host: int = 2
    """The same to one host, whatever the port."""
    connect_seconds: float = 10
    """For the name, the connection and the handshake of one hop."""
    read_seconds: float = 15
    """Between two pieces of the answer, and before the first."""
    total_seconds: float = 30
    """For one fetch with all its redirects; waiting in line for a connection does not count."""
    wire_bytes: int = 10 * MIB
    """The body as it is sent."""
    decoded_bytes: int = 15 * MIB
    """The body unpacked."""
    redirects: int = 5
