"""The limits of a Transport."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of the network, of time and of memory one Transport may use. Times are in seconds, sizes in bytes."""

    connections: int = 64
    """Requests that run at one time."""
    per_host: int = 2
    """Requests to one host, on all ports, that run at one time."""
    connect_seconds: float = 10
    """For name look-up, connection and TLS handshake of one hop."""
    read_seconds: float = 15
    """Before the first piece of the answer, and between two pieces."""
    total_seconds: float = 30
    """For one fetch with all its redirects; waiting for a slot does not count."""
    wire_bytes: int = 15 * MIB
    """Of a body as it is sent, packed or not."""
    decoded_bytes: int = 15 * MIB
    """Of a body unpacked."""
    redirects: int = 5
