"""How many requests run at one time, and hosts that do not answer."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
from collections.abc import Iterator

import pytest
from loopback import Exchange, Loopback, Page, names
from loopback_faults import FEED, fault

from wortreader.errors import ServerRefused, ServerUnreachable
from wortreader.wire.names import AddressInfo
from wortreader.wire.transport import Access, Fetched, Limits, Transport


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that is bound but not listened on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


async def test_no_more_requests_run_than_the_limit(server: Loopback) -> None:
    urls = [server.serve("/feed", FEED, host=f"127.0.1.{n}") for n in range(1, 31)]
    hold = server.hold("/feed")

    async with Transport(Limits(connections=5)) as transport:
        fetching = asyncio.gather(*(transport.fetch(url, access=Access(url, True)) for url in urls))
        await asyncio.to_thread(hold.wait_for, 5)
        hold.release()
        await fetching

    assert server.most_at_once == 5
    assert len(server.requests) == 30


async def test_no_more_requests_go_to_one_host_than_the_limit(server: Loopback) -> None:
    urls = [server.serve(f"/{n}", FEED) for n in range(20)]
    holds = [server.hold(f"/{n}") for n in range(2)]

    async with Transport() as transport:
        fetching = asyncio.gather(*(transport.fetch(url, access=Access(url, True)) for url in urls))
        for hold in holds:
            await asyncio.to_thread(hold.wait_for, 1)
        for hold in holds:
            hold.release()
        await fetching

    assert server.most_at_once == 2


async def test_redirects_to_one_host_wait_in_its_line_too(server: Loopback) -> None:
    server.serve("/feed", FEED, host="127.0.0.2")
    there = server.url("/feed", host="127.0.0.2")
    urls = [server.redirect("/moved", there, host=f"127.0.1.{n}") for n in range(1, 11)]
    hold = server.hold("/feed")

    async with Transport(is_public=lambda address: address.startswith("127.")) as transport:
        fetching = asyncio.gather(*(transport.fetch(url) for url in urls))
        await asyncio.to_thread(hold.wait_for, 2)
        hold.release()
        await fetching

    assert server.most_at_once_by_address["127.0.0.2"] == 2
    assert server.count("/feed") == 10


async def test_a_host_with_a_long_line_takes_no_room_from_the_others(server: Loopback) -> None:
    crowd = [server.serve("/held", FEED, host="127.0.0.2") for _n in range(20)]
    hold = server.hold("/held")

    async with Transport(Limits(connections=3)) as transport:
        waiting = asyncio.gather(*(transport.fetch(url, access=Access(url, True)) for url in crowd))
        await asyncio.to_thread(hold.wait_for, 2)
        answer = await transport.fetch(server.serve("/feed", FEED), access=Access(server.serve("/feed", FEED), True))
        hold.release()
        await waiting

    assert isinstance(answer, Fetched)


async def test_waiting_in_line_does_not_count_as_time_of_the_request(server: Loopback) -> None:
    """Waiting for a slot does not count: four requests to one host take longer than one may take."""
    urls = [server.answer(f"/{n}", _hang) for n in range(4)]
    limits = Limits(per_host=1, read_seconds=0.2, total_seconds=0.5)

    async with Transport(limits) as transport:
        outcomes = await asyncio.gather(
            *(transport.fetch(url, access=Access(url, True)) for url in urls), return_exceptions=True
        )

    assert len(server.requests) == 4
    assert all(isinstance(outcome, ServerUnreachable) for outcome in outcomes)


async def test_feeds_of_one_host_share_a_connection(server: Loopback) -> None:
    urls = [server.serve(f"/{n}", FEED) for n in range(10)]

    async with Transport(Limits(per_host=1)) as transport:
        await asyncio.gather(*(transport.fetch(url, access=Access(url, True)) for url in urls))

    assert [request.headers.get("connection") for request in server.requests] == [None] * 9 + ["close"]


async def test_a_server_that_closes_its_connections_without_notice_is_asked_on_new_ones(server: Loopback) -> None:
    """As a server does that closes idle connections just when they are used again, all of them."""

    async def answer_once(exchange: Exchange) -> None:
        await exchange.send(Page(FEED).answer(exchange.request))
        await exchange.reader.read(1)

    urls = [server.answer(f"/{n}", answer_once) for n in range(12)]

    async with Transport(Limits(per_host=3)) as transport:
        answers = await asyncio.gather(*(transport.fetch(url, access=Access(url, True)) for url in urls))

    assert [answer.body for answer in answers if isinstance(answer, Fetched)] == [FEED] * 12
    assert len(server.requests) == 12


async def test_a_server_that_closes_each_connection_without_an_answer_is_asked_twice(server: Loopback) -> None:
    async def close(_exchange: Exchange) -> None:
        pass

    url = server.answer("/feed", close)

    async with Transport() as transport:
        with pytest.raises(ServerUnreachable, match="closed the connection before it answered"):
            await transport.fetch(url, access=Access(url, True))

    assert len(server.requests) == 2


async def test_fault_006_a_closed_port_has_its_own_message(closed_port: int) -> None:
    async with Transport() as transport:
        with pytest.raises(ServerUnreachable, match="refuses the connection"):
            await transport.fetch(
                f"http://127.0.0.1:{closed_port}/", access=Access(f"http://127.0.0.1:{closed_port}/", True)
            )


async def test_fault_006_an_unknown_name_has_its_own_message() -> None:
    async with Transport(look_up=names({})) as transport:
        with pytest.raises(ServerUnreachable, match=r"There is no host news\.invalid \(DNS\)"):
            await transport.fetch("https://news.invalid/feed")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "could not be looked up .* Perhaps you are offline"),
        (
            OSError(errno.ENETUNREACH, "Network is unreachable"),
            "There is no route to news.test. Perhaps you are offline",
        ),
        (OSError(errno.ETIMEDOUT, "Connection timed out"), r"could not be reached\."),
        (OSError(errno.EMFILE, "Too many open files"), r"could not be reached \(Too many open files\)"),
    ],
)
async def test_fault_007_a_computer_without_a_network_says_so(error: OSError, sentence: str) -> None:
    def fail(_host: str, _port: int, _family: int) -> list[AddressInfo]:
        raise error

    async with Transport(look_up=fail) as transport:
        with pytest.raises(ServerUnreachable, match=sentence):
            await transport.fetch("https://news.test/feed")


@pytest.mark.thorough
async def test_a_name_that_takes_too_long_counts_as_time_to_connect(server: Loopback) -> None:
    asked = threading.Event()

    def dead(host: str, port: int, family: int) -> list[AddressInfo]:
        if host == "dead.test":
            asked.wait(60)
        return names({"dead.test": "127.0.0.1", "news.test": "127.0.0.1"})(host, port, family)

    server.serve("/feed", FEED)
    async with Transport(Limits(connect_seconds=1.5), look_up=dead) as transport:
        late = asyncio.gather(
            *(
                transport.fetch(f"http://dead.test:{port}/", access=Access(f"http://dead.test:{port}/", True))
                for port in range(1, 5)
            ),
            return_exceptions=True,
        )
        answer = await transport.fetch(
            f"http://news.test:{server.port}/feed", access=Access(f"http://news.test:{server.port}/feed", True)
        )
        outcomes = await late
        asked.set()

    assert isinstance(answer, Fetched)
    assert all("could not be reached within 1.5 s" in str(outcome) for outcome in outcomes)


async def test_fault_030_two_hundred_feeds_on_an_unreachable_host_ask_it_twice() -> None:
    asked: list[str] = []

    def unknown(host: str, port: int, family: int) -> list[AddressInfo]:
        asked.append(host)
        return names({})(host, port, family)

    async with Transport(Limits(per_host=1), look_up=unknown) as transport:
        outcomes = await asyncio.gather(
            *(transport.fetch(f"https://dead.test/{n}") for n in range(200)), return_exceptions=True
        )

    assert asked == ["dead.test"] * 2
    assert {str(outcome) for outcome in outcomes} == {"There is no host dead.test (DNS). Check the address."}


async def test_fault_030_feeds_on_a_host_that_never_answers_do_not_all_wait_for_it(server: Loopback) -> None:
    urls = [server.answer(f"/{n}", _hang) for n in range(50)]

    async with Transport(Limits(read_seconds=0.1)) as transport:
        outcomes = await asyncio.gather(
            *(transport.fetch(url, access=Access(url, True)) for url in urls), return_exceptions=True
        )

    assert len(server.requests) <= 5
    assert all(isinstance(outcome, ServerUnreachable) for outcome in outcomes)


async def test_one_feed_that_fails_does_not_make_its_host_a_dead_one(server: Loopback) -> None:
    broken = fault(server, "cut")
    missing, whole = server.url("/missing"), server.serve("/feed", FEED)

    async with Transport() as transport:
        for _round in range(5):
            with pytest.raises(ServerUnreachable, match="closed the connection"):
                await transport.fetch(broken, access=Access(broken, True))
            with pytest.raises(ServerRefused):
                await transport.fetch(missing, access=Access(missing, True))
        answer = await transport.fetch(whole, access=Access(whole, True))

    assert isinstance(answer, Fetched)


async def _hang(exchange: Exchange) -> None:
    await exchange.until_client_leaves()
