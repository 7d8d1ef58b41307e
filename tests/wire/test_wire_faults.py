"""Faults of servers: each ends in one sentence of the right error, in time and within limits."""

from __future__ import annotations

import asyncio
import resource
import sys

import pytest
from loopback import Loopback
from loopback_faults import FAULTS, FEED, fault, short_length

from wortreader.errors import AnswerDamaged, AnswerTooLarge, ServerRefused, ServerUnreachable, WireError
from wortreader.wire.transport import Access, Fetched, Limits, Transport

IMPATIENT_IN_ALL = Limits(read_seconds=10, total_seconds=0.5)
IMPATIENT_BETWEEN = Limits(read_seconds=0.2, total_seconds=10)
IMPATIENT = Limits(read_seconds=3, total_seconds=3)
"""Short, for servers that are silent on purpose, but enough for those that answer."""


async def _fetch(url: str, limits: Limits | None = None) -> Fetched:
    async with Transport(limits or Limits()) as transport:
        answer = await transport.fetch(url, access=Access(url, True))
    assert isinstance(answer, Fetched)
    return answer


@pytest.mark.parametrize("name", ["drip", "drip_header"])
async def test_fault_001_an_answer_that_never_ends_is_given_up_after_the_whole_time(
    server: Loopback, name: str
) -> None:
    with pytest.raises(ServerUnreachable, match=r"took longer than 0\.5 s"):
        await _fetch(fault(server, name), IMPATIENT_IN_ALL)


async def test_fault_001_a_slow_server_does_not_hold_up_the_others(server: Loopback) -> None:
    slow = fault(server, "hang")
    quick = [server.serve("/feed", FEED, host=f"127.0.1.{n}") for n in range(1, 51)]

    async with Transport() as transport:
        waiting = asyncio.create_task(transport.fetch(slow, access=Access(slow, True)))
        answers = await asyncio.gather(*(transport.fetch(url, access=Access(url, True)) for url in quick))

        assert not waiting.done()
        waiting.cancel()

    assert all(isinstance(answer, Fetched) for answer in answers)


async def test_fault_002_a_server_that_never_says_a_word_is_given_up(server: Loopback) -> None:
    with pytest.raises(ServerUnreachable, match=r"sent nothing for 0\.2 s"):
        await _fetch(fault(server, "hang"), IMPATIENT_BETWEEN)


async def test_fault_002_a_fetch_can_be_abandoned_at_any_time(server: Loopback) -> None:
    url = fault(server, "hang")
    hold = server.hold("/hang")
    async with Transport(Limits(connections=1)) as transport:
        abandoned = asyncio.create_task(transport.fetch(url, access=Access(url, True)))
        await asyncio.to_thread(hold.wait_for, 1)

        abandoned.cancel()
        answer = await transport.fetch(server.serve("/feed", FEED), access=Access(server.serve("/feed", FEED), True))

    assert isinstance(answer, Fetched)
    assert abandoned.cancelled()


async def test_fault_003_a_server_that_stops_in_the_middle_is_given_up(server: Loopback) -> None:
    with pytest.raises(ServerUnreachable, match=r"sent nothing for 0\.2 s"):
        await _fetch(fault(server, "hang_in_body"), IMPATIENT_BETWEEN)


@pytest.mark.parametrize("name", ["long_length", "broken_chunks"])
async def test_fault_004_an_answer_that_breaks_off_is_damaged(server: Loopback, name: str) -> None:
    with pytest.raises(AnswerDamaged, match="closed the connection in the middle"):
        await _fetch(fault(server, name))


async def test_fault_005_an_answer_that_goes_on_after_its_end_is_taken_whole(server: Loopback) -> None:
    assert (await _fetch(server.answer("/short_length", short_length))).body == FEED


@pytest.mark.parametrize("name", ["cut", "reset"])
async def test_fault_006_a_server_that_hangs_up_has_its_own_message(server: Loopback, name: str) -> None:
    with pytest.raises(ServerUnreachable, match="closed the connection before it answered"):
        await _fetch(fault(server, name))


@pytest.mark.parametrize(
    "name", ["truncated_gzip", "gzip_without_checksum", "garbage_gzip", "corrupt_gzip", "many_members"]
)
async def test_fault_022_a_damaged_gzip_body_raises(server: Loopback, name: str) -> None:
    with pytest.raises(AnswerDamaged, match="sent a damaged answer"):
        await _fetch(fault(server, name))


@pytest.mark.parametrize("name", ["bomb", "deflate_bomb"])
async def test_fault_023_a_bomb_costs_no_more_memory_than_the_bound(server: Loopback, name: str) -> None:
    url = fault(server, name)
    before = _peak_memory()

    with pytest.raises(AnswerTooLarge, match="more than 16 MB"):
        await _fetch(url)

    assert _peak_memory() - before < 64 * 1024 * 1024


@pytest.mark.parametrize("name", ["brotli", "zstd"])
async def test_fault_024_a_coding_that_was_not_asked_for_is_refused(server: Loopback, name: str) -> None:
    with pytest.raises(AnswerDamaged, match="not asked for"):
        await _fetch(fault(server, name))


@pytest.mark.parametrize("name", ["nested_gzip", "nested_gzip_headers"])
async def test_fault_025_what_is_packed_more_than_once_is_refused(server: Loopback, name: str) -> None:
    with pytest.raises(AnswerDamaged, match="not asked for"):
        await _fetch(fault(server, name))


@pytest.mark.parametrize("name", ["big", "infinite"])
async def test_fault_026_027_an_answer_beyond_the_bound_is_not_loaded(server: Loopback, name: str) -> None:
    with pytest.raises(AnswerTooLarge, match="more than 16 MB"):
        await _fetch(fault(server, name))


@pytest.mark.parametrize("name", ["header_flood", "huge_header", "infinite_headers", "not_http", "bad_chunks"])
async def test_fault_028_an_answer_that_is_not_http_raises(server: Loopback, name: str) -> None:
    with pytest.raises(AnswerDamaged, match="does not give a valid HTTP answer"):
        await _fetch(fault(server, name))


async def test_a_part_of_an_answer_is_not_taken_for_the_whole(server: Loopback) -> None:
    with pytest.raises(AnswerDamaged, match="only a part"):
        await _fetch(fault(server, "partial"))


async def test_fault_061_the_words_of_a_server_do_not_reach_the_terminal_as_they_are(server: Loopback) -> None:
    with pytest.raises(ServerRefused) as caught:
        await _fetch(fault(server, "hostile_phrase"))

    assert "(418 teapot52;c;x [@click=app.quit])" in str(caught.value)


@pytest.mark.parametrize("name", sorted(FAULTS))
async def test_every_fault_is_one_sentence_that_names_the_host(server: Loopback, name: str) -> None:
    url = fault(server, name)

    with pytest.raises(WireError) as caught:
        await _fetch(url, Limits(read_seconds=0.2, total_seconds=0.5))

    assert str(caught.value).startswith(f"127.0.0.1:{server.port} ")
    assert str(caught.value).endswith(".")
    assert caught.value.url == url


@pytest.mark.thorough
async def test_after_every_fault_the_same_transport_still_works(server: Loopback) -> None:
    urls = [fault(server, name, host=f"127.0.2.{n}") for n, name in enumerate(sorted(FAULTS), 1)]

    async with Transport(IMPATIENT) as transport:
        outcomes = await asyncio.gather(
            *(transport.fetch(url, access=Access(url, True)) for url in urls), return_exceptions=True
        )
        answer = await transport.fetch(server.serve("/feed", FEED), access=Access(server.serve("/feed", FEED), True))

    assert all(isinstance(outcome, WireError) for outcome in outcomes)
    assert isinstance(answer, Fetched)


def _peak_memory() -> int:
    """The peak memory of this process in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
