"""Hosts that are given up, and what a slow one may cost."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from loopback import Loopback, names
from loopback_faults import FEED, fault

from wortreader.errors import HostTooSlow, ServerUnreachable
from wortreader.sentences import Sentence
from wortreader.wire import hosts
from wortreader.wire.hosts import HostPatience
from wortreader.wire.limits import FetchKind, Limits
from wortreader.wire.names import AddressInfo
from wortreader.wire.transport import Access, Fetched, Transport

PLACE = ("news.test", 443)
FAILURE = ServerUnreachable("https://news.test/", Sentence("news.test refuses the connection."))


@pytest.mark.parametrize(
    ("kind", "failed_connections", "missing_answers"),
    [(FetchKind.FEED, 2, 4), (FetchKind.PAGE, 1, 3), (FetchKind.PICTURE, 1, 3)],
)
def test_a_host_is_given_up_after_so_many_failures_in_a_row(
    kind: FetchKind, failed_connections: int, missing_answers: int
) -> None:
    for is_connected, count in ((False, failed_connections), (True, missing_answers)):
        patience = HostPatience(30)
        for _failure in range(count):
            assert patience.given_up(PLACE, kind) is None
            patience.failed(PLACE, FAILURE, is_connected=is_connected)

        assert patience.given_up(PLACE, kind) is FAILURE
        assert patience.given_up(("other.test", 443), kind) is None
        patience.answered(PLACE)
        assert patience.given_up(PLACE, kind) is None


def test_slow_answers_of_a_host_use_up_its_time_and_overlapping_ones_only_once() -> None:
    patience = HostPatience(30)

    patience.took("a.test", 0, 4.9)  # this is not slow
    assert patience.seconds_left("a.test") == 30
    patience.took("a.test", 0, 10)
    patience.took("a.test", 4, 12)
    patience.took("a.test", 5, 11)
    assert patience.seconds_left("a.test") == 18
    patience.took("a.test", 20, 37)

    assert patience.seconds_left("a.test") == 0  # a second is not worth another try
    assert patience.seconds_left("b.test") == 30


async def test_a_host_without_a_connection_is_asked_for_one_picture() -> None:
    asked: list[str] = []

    def unknown(host: str, port: int, family: int) -> list[AddressInfo]:
        asked.append(host)
        return names({})(host, port, family)

    async with Transport(Limits(pictures_per_host=1), look_up=unknown) as transport:
        pictures = (transport.fetch(f"https://dead.test/{n}.jpg", kind=FetchKind.PICTURE) for n in range(50))
        outcomes = await asyncio.gather(*pictures, return_exceptions=True)

        assert asked == ["dead.test"]
        first, *others = [outcome.is_given_up for outcome in outcomes if isinstance(outcome, ServerUnreachable)]
        assert not first
        assert others == [True] * 49
        assert transport.given_up("https://dead.test/another.jpg", FetchKind.PICTURE)
        assert not transport.given_up("https://dead.test/feed", FetchKind.FEED)  # which is worth a second try
        assert not transport.given_up("no address", FetchKind.FEED)


async def test_fault_030_feeds_of_a_host_that_drips_cost_its_time_once_and_others_none(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "SLOW_SECONDS", 0.02)
    drip = fault(server, "drip", host="127.0.0.2")
    limits = Limits(total_seconds=1.5, host_seconds=1.5)  # much more than the healthy feed needs

    async with Transport(limits) as transport:
        dripping = asyncio.gather(
            *(transport.fetch(drip, access=Access(drip, True)) for _n in range(100)), return_exceptions=True
        )
        healthy = await transport.fetch(server.serve("/feed", FEED), access=Access(server.serve("/feed", FEED), True))
        outcomes = await dripping

    assert isinstance(healthy, Fetched)
    assert server.count("/drip") == 2  # as many as are asked at once
    kinds = Counter(type(outcome) for outcome in outcomes)
    assert kinds == {ServerUnreachable: 2, HostTooSlow: 98}
    assert "took longer than 1.5 s" in str(outcomes[0])
    assert "put off until next time" in str(outcomes[-1])


async def test_what_is_left_of_a_host_s_time_bounds_its_next_answer(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "SLOW_SECONDS", 0.02)
    limits = Limits(per_host=1, total_seconds=10, host_seconds=0.2)

    async with Transport(limits) as transport:
        with pytest.raises(HostTooSlow):
            await transport.fetch(fault(server, "drip"), access=Access(fault(server, "drip"), True))
        with pytest.raises(HostTooSlow):
            await transport.fetch(server.serve("/feed", FEED), access=Access(server.serve("/feed", FEED), True))

    assert server.count("/feed") == 0


async def test_an_answer_counts_only_once_its_body_is_here(server: Loopback) -> None:
    limits = Limits(per_host=1, read_seconds=0.1)

    async with Transport(limits) as transport:
        outcomes = await asyncio.gather(
            *(
                transport.fetch(fault(server, "hang_in_body"), access=Access(fault(server, "hang_in_body"), True))
                for _n in range(10)
            ),
            return_exceptions=True,
        )

    assert server.count("/hang_in_body") == 4
    assert all(isinstance(outcome, ServerUnreachable) for outcome in outcomes)
