"""TLS: what is trusted, and the messages if something is not."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from pathlib import Path

import pytest
from loopback import Loopback, names
from loopback_faults import FEED

from wortreader.errors import ServerUnreachable
from wortreader.wire.transport import Access, Fetched, Limits, Transport

CERTS = Path(__file__).parent / "certs"
"""Test keys, valid until 2120: an authority, its certificate for news.test, and some that are wrong."""

PROTOCOL_VERSION_ALERT = b"\x15\x03\x01\x00\x02\x02\x46"
"""The alert of a server that supports none of the client's versions (RFC 5246, 7.2)."""


def _server_tls(name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTS / f"{name}.pem")
    return context


def _client_tls() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTS / "authority.pem"))


async def _find_login(_url: str) -> Mapping[str, str]:
    return {"Authorization": "Bearer secret"}


def _open_transport(limits: Limits | None = None) -> Transport:
    return Transport(
        limits or Limits(),
        tls=_client_tls(),
        look_up=names({"news.test": "127.0.0.1"}),
        is_public=lambda address: address == "127.0.0.1",
        find_login=_find_login,
    )


async def test_a_feed_arrives_over_a_safe_connection() -> None:
    with Loopback(tls=_server_tls("good")) as server:
        server.serve("/feed", FEED)
        async with _open_transport() as transport:
            answer = await transport.fetch(f"https://news.test:{server.port}/feed")

    assert isinstance(answer, Fetched)
    assert answer.body == FEED


@pytest.mark.parametrize(
    ("certificate", "sentence"),
    [
        ("expired", "has expired"),
        ("early", "is not valid yet"),
        ("other_name", "is for another name"),
        ("self_signed", "is self-signed"),
        ("unknown_authority", "is signed by an unknown authority"),
    ],
)
async def test_fault_021_a_certificate_that_does_not_hold_is_refused_with_the_reason(
    certificate: str, sentence: str
) -> None:
    with Loopback(tls=_server_tls(certificate)) as server:
        server.serve("/feed", FEED)
        async with _open_transport() as transport:
            with pytest.raises(ServerUnreachable) as caught:
                await transport.fetch(f"https://news.test:{server.port}/feed")

        assert server.requests == []
    assert f"The certificate of news.test:{server.port} {sentence}" in str(caught.value)


async def test_fault_021_a_certificate_is_checked_against_an_ip_address_too() -> None:
    with Loopback(tls=_server_tls("good")) as server:
        async with _open_transport() as transport:
            with pytest.raises(ServerUnreachable, match="is for another name"):
                await transport.fetch(server.url("/feed"))


async def test_fault_021_a_server_without_the_authority_of_the_tests_is_not_trusted_by_default() -> None:
    with Loopback(tls=_server_tls("good")) as server:
        async with Transport(look_up=names({"news.test": "127.0.0.1"})) as transport:
            with pytest.raises(ServerUnreachable, match="unknown authority"):
                await transport.fetch(
                    f"https://news.test:{server.port}/feed",
                    access=Access(f"https://news.test:{server.port}/feed", True),
                )


async def test_fault_021_an_old_protocol_is_refused() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(PROTOCOL_VERSION_ALERT)
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        async with _open_transport() as transport:
            with pytest.raises(ServerUnreachable, match="no secure version of TLS"):
                await transport.fetch(f"https://news.test:{port}/feed")


async def test_fault_006_a_server_that_hangs_up_during_the_handshake_has_its_own_message() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.transport.abort()

    async with await asyncio.start_server(hang_up, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        async with _open_transport() as transport:
            with pytest.raises(ServerUnreachable, match="closed the connection before it answered"):
                await transport.fetch(f"https://news.test:{port}/feed")


async def test_fault_002_021_a_server_that_is_silent_during_the_handshake_is_left_after_its_time() -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1024):
            pass
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        async with _open_transport(Limits(connect_seconds=0.3)) as transport:
            with pytest.raises(ServerUnreachable, match=r"could not be reached within 0\.3 s"):
                await transport.fetch(f"https://news.test:{port}/feed")


async def test_fault_021_a_server_without_tls_has_its_own_message(server: Loopback) -> None:
    async with _open_transport() as transport:
        with pytest.raises(ServerUnreachable, match="does not support TLS"):
            await transport.fetch(f"https://news.test:{server.port}/feed")


async def test_fault_013_a_redirect_from_https_to_http_is_followed_noted_and_moves_nothing(server: Loopback) -> None:
    server.serve("/feed", FEED)
    with Loopback(tls=_server_tls("good")) as safe:
        safe.redirect("/feed", f"http://news.test:{server.port}/feed", status=301)
        async with _open_transport() as transport:
            url = f"https://news.test:{safe.port}/feed"
            answer = await transport.fetch(url, access=Access(url))

    assert isinstance(answer, Fetched)
    assert (answer.is_downgraded, answer.permanent_url) == (True, None)
    assert "authorization" in safe.requests[0].headers
    assert "authorization" not in server.requests[0].headers
