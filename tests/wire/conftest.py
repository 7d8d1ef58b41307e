"""A server on loopback for each test of the network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from loopback import Loopback


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server without any page."""
    with Loopback() as running:
        yield running
