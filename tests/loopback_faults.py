"""Faults of servers, one path for each, on the loopback server.

`fault(server, "drip")` serves one and returns its URL. The names are those of the functions below.
"""

from __future__ import annotations

import asyncio
import gzip
import zlib

from loopback import Exchange, Handler, Loopback, head

FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Whole</title></channel></rss>'
CUT_FEED = FEED.removesuffix(b"</channel></rss>")

MIB = 1024 * 1024

PACE = 0.01
"""Seconds between two bytes of a drip."""


def sends(*pieces: bytes, stays: bool = False) -> Handler:
    """Sends bytes unchanged, then closes the connection, or, with `stays`, waits until the client does."""

    async def answer(exchange: Exchange) -> None:
        for piece in pieces:
            await exchange.send(piece)
        if stays:
            await exchange.until_client_leaves()

    return answer


def fault(server: Loopback, name: str, *, host: str = "127.0.0.1") -> str:
    """Serves the fault with this name; returns its URL at `host`."""
    return server.answer(f"/{name}", FAULTS[name], host=host)


async def drip(exchange: Exchange) -> None:
    """Sends a body byte by byte, without an end."""
    await exchange.send(head(200, {"Content-Length": "1000000"}))
    while True:
        await exchange.send(b"x")
        await asyncio.sleep(PACE)


async def drip_header(exchange: Exchange) -> None:
    """The same before the body: a status line that never ends."""
    await exchange.send(b"HTTP/1.1 200 ")
    while True:
        await exchange.send(b"O")
        await asyncio.sleep(PACE)


async def hang(exchange: Exchange) -> None:
    """Accepts the request and never answers."""
    await exchange.until_client_leaves()


async def hang_in_body(exchange: Exchange) -> None:
    """Sends half of the body, then nothing."""
    await exchange.send(head(200, {"Content-Length": str(len(FEED))}) + FEED[: len(FEED) // 2])
    await exchange.until_client_leaves()


async def long_length(exchange: Exchange) -> None:
    """Promises more than it sends, which has no end."""
    await exchange.send(head(200, {"Content-Length": str(len(FEED) * 2)}) + CUT_FEED)


async def short_length(exchange: Exchange) -> None:
    """Sends more than it promises: no fault that a reader need know of."""
    await exchange.send(head(200, {"Content-Length": "20"}) + FEED)


async def broken_chunks(exchange: Exchange) -> None:
    """Omits the last chunk."""
    await exchange.send(head(200, {"Transfer-Encoding": "chunked"}) + b"10\r\n" + FEED[:16] + b"\r\n")


async def bad_chunks(exchange: Exchange) -> None:
    """Sends a chunk whose length is not a number."""
    await exchange.send(head(200, {"Transfer-Encoding": "chunked"}) + b"zz\r\n" + FEED)


async def cut(exchange: Exchange) -> None:
    """Closes the connection without an answer."""


async def reset(exchange: Exchange) -> None:
    """Resets the connection without an answer."""
    exchange.writer.transport.abort()


async def truncated_gzip(exchange: Exchange) -> None:
    """Half of a gzip body, with a matching length."""
    packed = gzip.compress(FEED * 50)
    await _gzip(exchange, packed[: len(packed) // 2])


async def gzip_without_checksum(exchange: Exchange) -> None:
    """A gzip body without its last eight bytes, and a document without its end."""
    await _gzip(exchange, gzip.compress(CUT_FEED)[:-8])


async def garbage_gzip(exchange: Exchange) -> None:
    """Something that only begins as gzip."""
    await _gzip(exchange, b"\x1f\x8b" + FEED)


async def corrupt_gzip(exchange: Exchange) -> None:
    """A gzip body with one wrong checksum byte."""
    packed = bytearray(gzip.compress(FEED))
    packed[-5] ^= 0xFF
    await _gzip(exchange, bytes(packed))


async def bomb(exchange: Exchange) -> None:
    """A gigabyte of zeros in a megabyte."""
    await exchange.send(head(200, {"Content-Encoding": "gzip", "Connection": "close"}) + zeros(16 + zlib.MAX_WBITS))


async def deflate_bomb(exchange: Exchange) -> None:
    """The same as deflate."""
    await exchange.send(head(200, {"Content-Encoding": "deflate", "Connection": "close"}) + zeros(zlib.MAX_WBITS))


async def many_members(exchange: Exchange) -> None:
    """Fifty thousand empty gzip members."""
    await _gzip(exchange, gzip.compress(b"") * 50_000)


async def brotli(exchange: Exchange) -> None:
    """A content coding that was not requested."""
    await exchange.send(head(200, {"Content-Encoding": "br", "Connection": "close"}) + b"\x0b\x02\x80")


async def zstd(exchange: Exchange) -> None:
    """Another one."""
    await exchange.send(head(200, {"Content-Encoding": "zstd", "Connection": "close"}) + b"\x28\xb5\x2f\xfd")


async def nested_gzip(exchange: Exchange) -> None:
    """Compressed ten times."""
    packed = FEED
    for _layer in range(10):
        packed = gzip.compress(packed)
    await exchange.send(head(200, {"Content-Encoding": ", ".join(["gzip"] * 10), "Connection": "close"}) + packed)


async def nested_gzip_headers(exchange: Exchange) -> None:
    """Compressed twice, announced in two headers."""
    packed = gzip.compress(gzip.compress(FEED))
    start = head(200, {"Content-Encoding": "gzip", "Connection": "close"})
    await exchange.send(start[:-2] + b"Content-Encoding: gzip\r\n\r\n" + packed)


async def big(exchange: Exchange) -> None:
    """Announces 50 MB."""
    await exchange.send(head(200, {"Content-Length": "50000000"}))
    await exchange.until_client_leaves()


async def infinite(exchange: Exchange) -> None:
    """A body without an end, as fast as it is read."""
    await exchange.send(head(200, {"Connection": "close"}))
    while True:
        await exchange.send(b"x" * 65536)


async def header_flood(exchange: Exchange) -> None:
    """Six thousand headers."""
    await exchange.send(head(200, {f"X-{n}": "x" for n in range(6000)}) + FEED)


async def huge_header(exchange: Exchange) -> None:
    """One header of 1 MiB."""
    await exchange.send(head(200, {"X-Huge": "x" * 1024 * 1024}) + FEED)


async def infinite_headers(exchange: Exchange) -> None:
    """Headers without end."""
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await exchange.send(b"X-More: and more\r\n" * 1000)


async def not_http(exchange: Exchange) -> None:
    """The greeting of a mail server."""
    await exchange.send(b"220 mail.example.org ESMTP\r\n")


async def partial(exchange: Exchange) -> None:
    """Sends a partial answer that was not requested."""
    await exchange.send(head(206, {"Content-Length": "16", "Content-Range": "bytes 0-15/100"}) + FEED[:16])


async def hostile_phrase(exchange: Exchange) -> None:
    """An error whose reason phrase contains escape sequences."""
    await exchange.send("HTTP/1.1 418 tea\u202epot\u009d52;c;x [@click=app.quit]\r\nContent-Length: 0\r\n\r\n".encode())


async def _gzip(exchange: Exchange, packed: bytes) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Length": str(len(packed)), "Content-Type": "application/xml"}
    await exchange.send(head(200, headers) + packed)


def zeros(window: int) -> bytes:
    """A gigabyte of zeros, packed into one megabyte, without the checksum at its end; `window` is as for zlib."""
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    first, next_one = (packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH) for _piece in range(2))
    return first + next_one * 1023


FAULTS: dict[str, Handler] = {
    handler.__name__: handler
    for handler in (
        drip,
        drip_header,
        hang,
        hang_in_body,
        long_length,
        broken_chunks,
        bad_chunks,
        cut,
        reset,
        truncated_gzip,
        gzip_without_checksum,
        garbage_gzip,
        corrupt_gzip,
        bomb,
        deflate_bomb,
        many_members,
        brotli,
        zstd,
        nested_gzip,
        nested_gzip_headers,
        big,
        infinite,
        header_flood,
        huge_header,
        infinite_headers,
        not_http,
        partial,
        hostile_phrase,
    )
}
