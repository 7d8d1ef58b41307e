"""Fixtures: the network of the laboratory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from laboratory.network import Network, open_network
from loopback import Loopback


@pytest.fixture
def network(server: Loopback, inline_workers: None) -> Iterator[Network]:
    """A network around the server of the test; workers answer in threads."""
    with open_network(server) as opened:
        yield opened
