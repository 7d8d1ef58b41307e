"""Heads of answers that browsers and curl take although they are not as they should be."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Exchange, Loopback
from loopback_faults import FEED

from wortreader.errors import AnswerDamaged
from wortreader.wire.heads import repaired
from wortreader.wire.transport import Access, Fetched, Limits, NotModified, Transport

LENGTH = b"Content-Length: %d\r\n" % len(FEED)
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(FEED), FEED)


async def _fetch(server: Loopback, raw: bytes, *, size: int = 65536, limits: Limits | None = None) -> bytes:
    async def answer(exchange: Exchange) -> None:
        for start in range(0, len(raw), size):
            await exchange.send(raw[start : start + size])
            await asyncio.sleep(0)

    async with Transport(limits or Limits()) as transport:
        found = await transport.fetch(
            server.answer("/feed", answer), access=Access(server.answer("/feed", answer), True)
        )
    assert isinstance(found, Fetched)
    return found.body


@pytest.mark.parametrize("size", [1, 7, 65536])
@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\n\tc\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\n folded\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\nX Odd: 1\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\nX-Odd : 1\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\nno header\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\n: no name\r\n" + LENGTH + b"\r\n" + FEED,
        "HTTP/1.1 200 OK\r\nX-É: 1\r\n".encode() + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\nX-Latin: \xe9\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\nX-Control: a\x01b\0c\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\n" + LENGTH.replace(b"\r", b"") + b"\n" + FEED,
        b"HTTP/1.0 200 OK\r\n\r\n" + FEED,
        b"HTTP/1.1 200\r\n" + LENGTH + b"\r\n" + FEED,
        b"http/1.1   200   OK\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/2 200 OK\r\n" + LENGTH + b"\r\n" + FEED,
        b"\r\n\r\nHTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\n" + LENGTH + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\nContent-Length: %d, %d\r\n\r\n" % (len(FEED), len(FEED)) + FEED,
        b"HTTP/1.1 200 OK\r\nContent-Length: +%d\r\n\r\n" % len(FEED) + FEED,
        b"HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nConnection: close\r\n\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED + b"\r\n\r\n",
    ],
)
async def test_what_curl_overlooks_is_overlooked(server: Loopback, raw: bytes, size: int) -> None:
    assert await _fetch(server, raw, size=size) == FEED


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Length: 7\r\n\r\nHello!",
        b"HTTP/1.1 twohundred OK\r\n" + LENGTH + b"\r\n" + FEED,
        b"HTTP/1.1 2000 OK\r\n" + LENGTH + b"\r\n" + FEED,
        b"ICY 200 OK\r\n\r\n" + FEED,
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"<html>no head</html>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + FEED,
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" + b"220 no HTTP\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000,
        b"\r\n" * 1_000_000,
    ],
)
async def test_what_cannot_be_understood_is_no_valid_answer(server: Loopback, raw: bytes) -> None:
    with pytest.raises(AnswerDamaged, match="does not give a valid HTTP answer"):
        await _fetch(server, raw)


@pytest.mark.parametrize("length", [0, 1, 20, len(FEED) - 1])
async def test_a_document_that_is_longer_than_announced_is_taken_whole(server: Loopback, length: int) -> None:
    assert await _fetch(server, b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length + FEED) == FEED


async def test_answers_on_one_connection_are_repaired_one_by_one(server: Loopback) -> None:
    raw = b"HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nodd line\r\n" + LENGTH + LENGTH + b"\r\n" + FEED

    async def answer(exchange: Exchange) -> None:
        for _time in range(4):
            await exchange.send(raw)
            await exchange.reader.readuntil(b"\r\n\r\n")

    url = server.answer("/feed", answer)
    async with Transport(Limits(per_host=1)) as transport:
        fetches = (transport.fetch(url, access=Access(url, True)) for _time in range(4))
        answers = await asyncio.gather(*fetches)

    assert [answer.body for answer in answers if isinstance(answer, Fetched)] == [FEED] * 4
    assert len(server.requests) == 1  # the others came on the same connection


async def test_a_connection_whose_end_was_asked_for_is_not_used_again() -> None:
    connections = 0

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        with suppress(asyncio.IncompleteReadError):
            while True:  # it does not close, though it was asked to
                await reader.readuntil(b"\r\n\r\n")
                writer.write(b"HTTP/1.1 200 OK\r\n" + LENGTH + b"\r\n" + FEED)
        writer.close()

    server = await asyncio.start_server(client, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/feed"
    async with Transport(Limits(per_host=1)) as transport:
        for _time in range(3):
            await transport.fetch(url, access=Access(url, True))
        assert connections == 3

        await asyncio.gather(*(transport.fetch(url, access=Access(url, True)) for _time in range(3)))
        assert connections == 4
    server.close()


@pytest.mark.parametrize("status", [b"204 No Content", b"304 Not Modified"])
async def test_a_body_that_an_answer_must_not_have_is_no_next_answer(server: Loopback, status: bytes) -> None:
    async def answer(exchange: Exchange) -> None:
        await exchange.send(b"HTTP/1.1 " + status + b"\r\nETag: x\r\n\r\n" + FEED)

    url = server.answer("/odd", answer)
    async with Transport() as transport:
        odd = await transport.fetch(url, etag="x", access=Access(url, True))
        feed = server.serve("/feed", FEED)
        next_one = await transport.fetch(feed, access=Access(feed, True))

    assert isinstance(odd, NotModified) or odd.body == b""
    assert isinstance(next_one, Fetched)


@given(st.binary(max_size=300), st.binary(max_size=30))
def test_a_repaired_head_has_only_headers_and_stays_as_it_is(lines: bytes, body: bytes) -> None:
    head = repaired(b"HTTP/1.1 200 OK\r\n" + lines.replace(b"\n\n", b"\n") + b"\r\n\r\n", body)

    first, *others = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    assert first.startswith(b"HTTP/1.1 200 ")
    assert all(re.fullmatch(rb"[^\x00-\x20:\x7f-\xff]+: [^\r\n\0]*", line) for line in others)
    assert repaired(head, body) == head


def test_a_head_of_folded_lines_costs_little() -> None:
    folded = b"X: y\r\n" + b" z\r\n" * 100_000

    assert len(repaired(b"HTTP/1.1 200 OK\r\n" + folded + b"\r\n")) < len(folded) + 100
