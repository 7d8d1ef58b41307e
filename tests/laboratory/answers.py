"""Faults of what servers send: the head of an answer, and how its body is sent and packed."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable
from typing import Final

from laboratory.faults import Answering, Due, Fault, after, always, harmless, tagged, type_of, whole, with_headers
from loopback import Exchange, Handler, head
from loopback_faults import (
    big,
    bomb,
    deflate_bomb,
    header_flood,
    huge_header,
    infinite,
    infinite_headers,
    many_members,
    nested_gzip_headers,
    not_http,
    sends,
    zeros,
)

from wortreader.model import OutcomeKind

NOT_HTTP: Final = "{host} does not give a valid HTTP answer."
CUT: Final = "{host} closed the connection in the middle of its answer."
ENDS_EARLY: Final = "{host} sent a damaged answer: it ends too early."
HUNG_UP: Final = "{host} closed the connection before it answered."
TOO_LARGE: Final = "{host} sends more than 16 MB, the most that wortreader loads."
UNASKED: Final = "{host} compresses its answer in a way that was not asked for"
SWITCHED: Final = "{host} answers with something that cannot be used (101 Switching Protocols)."
NOT_PACKED: Final = "{host} sent a damaged answer: it cannot be decompressed."

OK: Final = b"HTTP/1.1 200 OK\r\n"
ENTRY: Final = b"<item><guid>1</guid><title>t</title></item>"
LENGTH: Final = b"Content-Length: %d\r\n\r\n"


def endless(start: bytes, more: bytes) -> Handler:
    """Sends `start`, then `more` again and again."""

    async def answer(exchange: Exchange) -> None:
        await exchange.send(start)
        while True:
            await exchange.send(more)

    return answer


async def reset_in_body(exchange: Exchange) -> None:
    """Half of a body, then a reset."""
    await exchange.send(head(200, {"Content-Length": "5000"}) + b"<rss>")
    exchange.writer.transport.abort()


HEADS: Final = (
    harmless(28, "old-version", after(b"HTTP/1.0 200 OK\r\n\r\n")),
    harmless(28, "new-version", after(b"HTTP/3 200 OK\r\nConnection: close\r\n\r\n")),
    harmless(28, "line-feeds", after(b"HTTP/1.1 200 OK\nContent-Length: %d\n\n")),
    harmless(28, "no-colon", after(OK + b"foo bar\r\n" + LENGTH)),
    harmless(28, "folded", after(OK + b"X: a\r\n b\r\n" + LENGTH)),
    harmless(28, "nul", after(OK + b"X: a\0b\r\n" + LENGTH)),
    harmless(28, "not-utf-8", after(OK + b"X-\xff\xfe: \x80\x81\r\n" + LENGTH)),
    harmless(28, "long", after(OK + b"X: " + b"x" * 8000 + b"\r\n" + LENGTH)),
    harmless(28, "continue", after(b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + OK + LENGTH)),
    harmless(28, "cookies", with_headers(Set_Cookie="sid=1; Path=/; Domain=cookies.test")),
    harmless(28, "length-twice", after(OK + b"Content-Length: %d\r\n" + LENGTH)),
    harmless(5, "negative-length", after(OK + b"Content-Length: -5\r\n\r\n")),
    harmless(5, "short-length", after(OK + b"Content-Length: 60\r\n\r\n")),
    harmless(5, "two-lengths", after(OK + b"Content-Length: 10\r\nContent-Length: 500\r\n\r\n")),
    Fault(28, "no-version", after(b"HTTP/3.7 200 OK\r\nConnection: close\r\n\r\n"), NOT_HTTP),
    Fault(28, "no-head", sends, NOT_HTTP),
    Fault(28, "mail", always(not_http), NOT_HTTP),
    Fault(28, "noise", always(random.Random(7).randbytes(4096)), NOT_HTTP),
    Fault(28, "status-0", always(b"HTTP/1.1 0 Zero\r\n\r\n"), NOT_HTTP),
    Fault(28, "status-negative", always(b"HTTP/1.1 -200 OK\r\n\r\n"), NOT_HTTP),
    Fault(28, "status-text", always(b"HTTP/1.1 abc OK\r\n\r\n"), NOT_HTTP),
    Fault(28, "only-continue", always(b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000), NOT_HTTP),
    Fault(28, "upgrade", after(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"), SWITCHED),
    Fault(28, "many-headers", always(header_flood), NOT_HTTP),
    Fault(28, "large-header", always(huge_header), NOT_HTTP),
    Fault(28, "endless-headers", always(infinite_headers), NOT_HTTP),
    Fault(28, "endless-line", always(endless(b"HTTP/1.1 200 ", b"A" * 65536)), NOT_HTTP),
    Fault(6, "no-answer", always(b""), HUNG_UP),
)
"""Heads that are odd, and heads that are none."""

CHUNKED: Final = head(200, {"Transfer-Encoding": "chunked", "Connection": "close"})

LENGTH_AND_CHUNKS: Final = head(200, {"Transfer-Encoding": "chunked", "Content-Length": "10", "Connection": "close"})


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def _packed_twice(body: bytes) -> bytes:
    return _packed(_packed(body))


def _coded(coding: str, change: Callable[[bytes], bytes]) -> Answering:
    """The feed, changed by `change`, with this Content-Encoding; with none if that is empty."""

    def answer(body: bytes) -> Handler:
        headers = (
            {"Content-Encoding": coding, "Content-Type": type_of(body)}
            if coding
            else {"Content-Type": "application/gzip"}
        )
        return sends(whole(change(body), headers=headers))

    return answer


def _chunk(body: bytes, extension: bytes = b"") -> bytes:
    return b"%x%b\r\n%b\r\n" % (len(body), extension, body)


BODIES: Final = (
    Fault(4, "long-length", lambda body: sends(head(200, {"Content-Length": "9000"}) + body[:-200]), CUT),
    Fault(4, "cut", lambda body: sends(whole(body)[:-300]), CUT),
    Fault(
        37,
        "cut-without-length",
        lambda body: sends(head(200, {"Connection": "close", "ETag": '"3"'}) + body[: body.rindex(b"<item>") + 20]),
        "",
        Due.USUAL,
        OutcomeKind.UNCHANGED,
        well=tagged,
    ),
    Fault(4, "reset-in-body", always(reset_in_body), CUT),
    Fault(4, "chunk-missing", lambda body: sends(CHUNKED + b"10\r\n" + body[:16] + b"\r\n"), CUT),
    Fault(4, "huge-length", lambda body: sends(head(200, {"Content-Length": "9" * 23}) + body), NOT_HTTP),
    harmless(28, "length-and-chunks", lambda body: sends(LENGTH_AND_CHUNKS + _chunk(body) + b"0\r\n\r\n")),
    Fault(28, "bad-chunk", after(CHUNKED + b"zz\r\n"), NOT_HTTP),
    Fault(28, "huge-chunk", after(CHUNKED + b"F" * 20 + b"\r\n"), NOT_HTTP),
    harmless(28, "chunk-extension", lambda body: sends(CHUNKED + _chunk(body, b";" + b"x" * 200_000) + b"0\r\n\r\n")),
    Fault(28, "endless-extension", always(endless(CHUNKED + b"5;", b"x" * 65536)), NOT_HTTP),
    Fault(
        28, "endless-trailers", lambda body: endless(CHUNKED + _chunk(body) + b"0\r\n", b"X: y\r\n" * 9000), NOT_HTTP
    ),
    harmless(22, "gzip", _coded("gzip", _packed)),
    harmless(22, "gzip-unsaid", _coded("", _packed)),
    harmless(22, "not-gzip", _coded("gzip", bytes)),
    harmless(22, "gzip-without-sum", _coded("gzip", lambda body: _packed(body)[:-8])),
    Fault(22, "half-gzip", _coded("gzip", lambda body: _packed(body)[:150]), ENDS_EARLY),
    Fault(22, "bad-gzip", _coded("gzip", lambda body: b"\x1f\x8b" + body), NOT_PACKED),
    Fault(22, "many-members", always(many_members), NOT_PACKED),
    Fault(24, "brotli", _coded("br", lambda _body: b"\x0b\x02\x80"), f"{UNASKED} (br)."),
    Fault(24, "zstd", _coded("zstd", lambda _body: b"\x28\xb5\x2f\xfd"), f"{UNASKED} (zstd)."),
    Fault(24, "compress", _coded("compress", lambda _body: b"\x1f\x9d"), f"{UNASKED} (compress)."),
    Fault(25, "gzip-gzip", _coded("gzip, gzip", _packed_twice), f"{UNASKED} (gzip, gzip)."),
    Fault(25, "gzip-and-gzip", always(nested_gzip_headers), f"{UNASKED} (gzip, gzip)."),
    Fault(25, "gzip-unsaid-twice", _coded("gzip", _packed_twice), "This is not a feed."),
)
"""Bodies that are sent or packed wrongly."""

FLOODS: Final = (
    Fault(23, "bomb", always(bomb), TOO_LARGE),
    Fault(23, "deflate-bomb", always(deflate_bomb), TOO_LARGE),
    Fault(23, "bomb-unsaid", always(head(200, {"Connection": "close"}) + zeros(16 + zlib.MAX_WBITS)), TOO_LARGE),
    Fault(26, "announced", always(big), TOO_LARGE),
    Fault(27, "endless", always(infinite), TOO_LARGE),
    Fault(
        27,
        "endless-feed",
        always(endless(head(200, {"Connection": "close"}) + b"<rss><channel>", ENTRY * 1000)),
        TOO_LARGE,
    ),
    Fault(
        27,
        "endless-error",
        always(endless(head(500, {"Connection": "close"}), b"x" * 65536)),
        "{host} has an internal error (500).",
    ),
)
"""More than anybody wants to load."""
