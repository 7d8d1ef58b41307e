"""The test server itself: that its pages can be changed, held and counted."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from loopback import Loopback


def _get(url: str, **headers: str) -> bytes:
    asked = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return bytes(answer.read())


def test_a_page_can_be_changed_between_requests(server: Loopback) -> None:
    url = server.serve("/feed.xml", "one")
    first = _get(url)

    server.serve("/feed.xml", "two")
    second = _get(url)

    assert (first, second) == (b"one", b"two")
    assert server.count("/feed.xml") == 2


def test_a_client_with_the_current_etag_gets_304(server: Loopback) -> None:
    url = server.serve("/feed.xml", "one", etag='"1"')

    with pytest.raises(urllib.error.HTTPError, match="304"):
        _get(url, If_None_Match='"1"')

    assert server.last("/feed.xml").headers["if-none-match"] == '"1"'


def test_every_loopback_address_answers_and_knows_itself(server: Loopback) -> None:
    url = server.serve("/feed.xml", "one", host="127.0.9.8")

    _get(url)

    assert server.requests[0].address == "127.0.9.8"
