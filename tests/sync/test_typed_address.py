"""Addresses without a scheme: https first, http only where nothing speaks TLS."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from loopback import Loopback, head, names

from wortreader.errors import NoTls, ServerRefused, ServerUnreachable, WireError
from wortreader.sentences import Sentence
from wortreader.sync.typed_address import fetch_typed, normal_address, plain_address
from wortreader.wire.transport import Fetched, Limits, Transport

CERTS = Path(__file__).parents[1] / "wire" / "certs"
FEED = b"<rss></rss>"
NEWS = names({"news.test": "127.0.0.1"})

Greeted = Callable[[asyncio.StreamWriter], object]
"""What a server does that does not understand the first byte of what it gets."""


def _transport() -> Transport:
    tls = ssl.create_default_context(cafile=str(CERTS / "authority.pem"))
    return Transport(Limits(connect_seconds=2), tls=tls, look_up=NEWS, is_public=lambda _address: True)


async def _fetched(typed: str, asked: list[str] | None = None) -> str:
    """The address at which the document was found; adds those that were asked for to `asked`."""
    async with _transport() as transport:

        async def fetch(url: str) -> Fetched:
            if asked is not None:
                asked.append(url)
            answer = await transport.fetch(url)
            assert isinstance(answer, Fetched)
            return answer

        return (await fetch_typed(typed, fetch, transport)).url


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http:/news.test/x", "http://news.test/x"),
        ("https:/news.test/x", "https://news.test/x"),
        ("HTTP:///news.test", "HTTP://news.test"),
        ("http:news.test/x", "http://news.test/x"),
        ("http:/192.0.2.1/x", "http://192.0.2.1/x"),
        ("https:\\\\news.test/x", "https://news.test/x"),
        ("feed:http:/news.test/x", "http://news.test/x"),
        ("http:8080/x", "https://http:8080/x"),
        ("httpbin.test:/x", "https://httpbin.test:/x"),
        ("http://news.test//x", "http://news.test//x"),
    ],
)
def test_a_web_address_may_be_typed_with_any_number_of_slashes(typed: str, address: str) -> None:
    assert normal_address(typed) == address
    assert (plain_address(typed) is None) is typed.lower().startswith(("http:/", "https:", "http:n", "feed:"))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("news.test/feed", "http://news.test/feed"),
        (" news.test:8080 ", "http://news.test:8080"),
        ("[::1]:8080/feed", "http://[::1]:8080/feed"),
        ("news.test/feed?u=https://other.test", "http://news.test/feed?u=https://other.test"),
        ("feed://news.test/feed", "http://news.test/feed"),
        ("https://news.test/feed", None),
        ("HTTPS://news.test/feed", None),
        ("http://news.test/feed", None),
        ("feed:https://news.test/feed", None),
        ("ftp://news.test/feed", None),
    ],
)
def test_only_an_address_without_a_scheme_may_be_asked_for_with_http(typed: str, plain: str | None) -> None:
    assert plain_address(typed) == plain
    assert plain is None or normal_address(typed) == plain.replace("http:", "https:", 1)


async def test_a_server_that_speaks_plain_http_is_read() -> None:
    with Loopback() as server:
        server.serve("/feed", FEED)

        assert await _fetched(f"news.test:{server.port}/feed") == f"http://news.test:{server.port}/feed"


async def test_a_typed_scheme_is_not_replaced() -> None:
    with Loopback() as server:
        server.serve("/feed", FEED)

        with pytest.raises(ServerUnreachable, match="does not support TLS"):
            await _fetched(f"https://news.test:{server.port}/feed")
        assert server.count("/feed") == 0


@asynccontextmanager
async def _listening(greeted: Greeted) -> AsyncIterator[int]:
    """A server that answers requests of HTTP and does `greeted` otherwise; returns its port."""

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.read(1) != b"G":
            greeted(writer)
            return
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head(200, {"Content-Length": str(len(FEED))}) + FEED)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(client, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def _says_and_closes(data: bytes) -> Greeted:
    def say(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        writer.close()

    return say


@pytest.mark.thorough
@pytest.mark.parametrize(
    "greeted",
    [
        _says_and_closes(b""),
        _says_and_closes(b"HTTP/1.0 400 Bad Request\r\n\r\n"),
        lambda writer: writer.transport.abort(),
        lambda _writer: None,  # it waits for the rest of a request
    ],
)
async def test_a_server_that_does_not_understand_tls_is_asked_with_http_on_its_port(greeted: Greeted) -> None:
    async with _listening(greeted) as port:
        assert await _fetched(f"news.test:{port}/feed") == f"http://news.test:{port}/feed"


@pytest.mark.parametrize("certificate", ["expired", "early", "other_name", "self_signed", "unknown_authority"])
async def test_a_bad_certificate_is_no_reason_for_http(certificate: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTS / f"{certificate}.pem")
    asked: list[str] = []
    with Loopback(tls=context) as server, pytest.raises(ServerUnreachable, match="certificate"):
        await _fetched(f"news.test:{server.port}/feed", asked)

    assert asked == [f"https://news.test:{server.port}/feed"]


async def test_a_server_that_refuses_a_handshake_speaks_tls() -> None:
    asked: list[str] = []
    async with _listening(_says_and_closes(b"\x15\x03\x01\x00\x02\x02\x28")) as port:
        with pytest.raises(ServerUnreachable, match="secure connection"):
            await _fetched(f"news.test:{port}/feed", asked)

    assert len(asked) == 1


async def test_the_first_error_is_told_if_nothing_answers_in_either_way() -> None:
    with Loopback() as server:
        port = server.port
    asked: list[str] = []

    with pytest.raises(ServerUnreachable, match="refuses the connection"):
        await _fetched(f"news.test:{port}/feed", asked)
    assert asked == [f"https://news.test:{port}/feed", f"http://news.test:{port}/feed"]


async def test_what_a_server_says_over_http_is_told() -> None:
    with Loopback() as server, pytest.raises(ServerRefused, match="404"):
        await _fetched(f"news.test:{server.port}/missing")


@pytest.mark.parametrize(
    "typed", ["elsewhere.test/feed", "elsewhere.test:8080/feed", "news.test:0/feed", "news.test:x/"]
)
async def test_an_address_that_leads_nowhere_is_asked_for_once(typed: str) -> None:
    asked: list[str] = []
    with pytest.raises(WireError):
        await _fetched(typed, asked)

    assert len(asked) == 1


async def test_a_host_that_hangs_up_on_the_usual_port_is_not_asked_with_http() -> None:
    asked: list[str] = []

    async def fetch(url: str) -> None:
        asked.append(url)
        raise NoTls(url, Sentence("It hung up on the greeting."), is_certain=False)

    async with _transport() as transport:
        with pytest.raises(NoTls, match="greeting"):
            await fetch_typed("news.test/feed", fetch, transport)

    assert asked == ["https://news.test/feed"]
