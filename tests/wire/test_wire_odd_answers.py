"""Answers that are odd, but usable: long headers, wrong lengths, names of codings that are none."""

from __future__ import annotations

import gzip

import pytest
from loopback import Handler, Loopback, head
from loopback_faults import CUT_FEED, FEED, sends

from wortreader.errors import AnswerDamaged, ServerUnreachable
from wortreader.wire import refusals
from wortreader.wire.heads import MAX_HEAD, MAX_LINE
from wortreader.wire.target import target
from wortreader.wire.transport import Access, Fetched, Limits, Transport


async def _body(url: str, limits: Limits | None = None) -> bytes:
    async with Transport(limits or Limits()) as transport:
        answer = await transport.fetch(url, access=Access(url, True))
    assert isinstance(answer, Fetched)
    return answer.body


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Security-Policy": "default-src " + "https://s0.dorf.example " * 800},
        {"X-Long": "x" * (MAX_LINE - 100)},
        {f"X-{number}": "x" * 80_000 for number in range(3)},
        {f"X-{number}": "x" for number in range(4000)},
        {"Link": ", ".join(f"</{number}.css>; rel=preload" for number in range(2000))},
    ],
)
async def test_headers_may_be_as_long_as_curl_takes_them(server: Loopback, headers: dict[str, str]) -> None:
    assert await _body(server.serve("/feed", FEED, headers=headers)) == FEED


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Long": "x" * (MAX_LINE + 1)},
        {f"X-{number}": "x" * 90_000 for number in range(MAX_HEAD // 90_000 * 3)},
        {f"X-{number}": "x" * 1000 for number in range(4000)},
    ],
)
async def test_longer_headers_are_no_valid_answer(server: Loopback, headers: dict[str, str]) -> None:
    with pytest.raises(AnswerDamaged, match="does not give a valid HTTP answer"):
        await _body(server.serve("/feed", FEED, headers=headers))


async def test_a_connection_that_is_used_again_counts_its_headers_anew(server: Loopback) -> None:
    urls = [
        server.serve(f"/{number}", FEED * 1000, headers={"X-Long": "x" * 90_000, "Connection": "keep-alive"})
        for number in range(12)
    ]
    async with Transport(Limits(per_host=1)) as transport:
        for url in urls:
            answer = await transport.fetch(url, access=Access(url, True))
            assert isinstance(answer, Fetched)


@pytest.mark.parametrize("coding", ["none", "UTF-8", "utf8", "binary", "8bit", "aws-chunked", "text/html", "gzip", ""])
async def test_a_coding_that_is_none_is_passed_through(server: Loopback, coding: str) -> None:
    assert await _body(server.serve("/feed", FEED, headers={"Content-Encoding": coding})) == FEED


async def test_a_packed_file_without_a_name_of_its_coding_is_unpacked(server: Loopback) -> None:
    assert await _body(server.serve("/feed.xml.gz", gzip.compress(FEED), content_type="application/gzip")) == FEED


LONG_LENGTH = head(200, {"Content-Length": str(len(FEED) * 2)})
CHUNKED = head(200, {"Transfer-Encoding": "chunked"})
PACKED = gzip.compress(FEED)
PACKED_LENGTH = head(200, {"Content-Length": str(len(PACKED) + 100), "Content-Encoding": "gzip"})


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


@pytest.mark.parametrize(
    "handler",
    [
        sends(LONG_LENGTH + FEED),
        sends(LONG_LENGTH, FEED),
        sends(LONG_LENGTH, *(FEED[start : start + 7] for start in range(0, len(FEED), 7))),
        sends(PACKED_LENGTH + PACKED),
        sends(CHUNKED + _chunk(FEED)),
        sends(CHUNKED, _chunk(FEED[:20]), _chunk(FEED[20:])),
        sends(CHUNKED, _chunk(FEED[:20]), _chunk(FEED[20:]) + b"0\r\n"),
        sends(head(200, {"Content-Length": str(len(FEED) + 1), "Content-Type": "text/html"}) + FEED),
    ],
)
async def test_a_document_that_is_whole_is_taken_although_its_length_is_wrong(
    server: Loopback, handler: Handler
) -> None:
    assert await _body(server.answer("/feed", handler)) == FEED


async def test_a_whole_document_is_taken_if_the_server_only_forgets_to_end_it(server: Loopback) -> None:
    url = server.answer("/feed", sends(LONG_LENGTH + FEED, stays=True))

    assert await _body(url, Limits(read_seconds=1)) == FEED


@pytest.mark.parametrize(
    "handler",
    [
        sends(LONG_LENGTH + CUT_FEED),
        sends(LONG_LENGTH),
        sends(PACKED_LENGTH + PACKED[:-20]),
        sends(CHUNKED + _chunk(CUT_FEED)),
        sends(CHUNKED + _chunk(FEED)[:-20]),
        sends(CHUNKED),
    ],
)
async def test_a_document_without_its_end_is_refused(server: Loopback, handler: Handler) -> None:
    with pytest.raises(AnswerDamaged):
        await _body(server.answer("/feed", handler))


async def test_a_document_without_its_end_keeps_the_reason(server: Loopback) -> None:
    url = server.answer("/feed", sends(LONG_LENGTH + CUT_FEED, stays=True))

    with pytest.raises(ServerUnreachable, match=r"sent nothing for 0\.2 s"):
        await _body(url, Limits(read_seconds=0.2))


@pytest.mark.parametrize("is_packed", [False, True])
async def test_as_many_bytes_may_come_over_the_wire_as_a_document_may_have(server: Loopback, is_packed: bool) -> None:
    document = b"<rss>" + b" " * (14 * 1024 * 1024) + b"</rss>"
    url = server.serve("/feed", document, gzip=is_packed)

    assert len(await _body(url)) == len(document)


@pytest.mark.parametrize(
    "path",
    [
        "/a%3Ab%40c.xml",
        "/x.xml?sig=a%2Bb%3D%2Fc&t=1%3A2",
        "/x.xml?q=a+b&nm=2015|2016%20-x&f[]=1&g='q'",
        "/x.xml?u=http%3A%2F%2Fq.example%2F%3Fz%3D1",
        "/a//b.xml?",
    ],
)
async def test_a_server_is_asked_for_exactly_what_is_written(server: Loopback, path: str) -> None:
    assert await _body(server.serve(path, FEED)) == FEED
    assert server.requests[-1].path == path


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/ü ber/feed.xml", "/%C3%BC%20ber/feed.xml"),
        ("/\udce9.xml", "/%E9.xml"),
        ("/sig?s=a%2Bb%3D", "/sig?s=a%2Bb%3D"),
        ("//127.0.0.1:{port}/open.xml#x", "/open.xml"),
        ("open.xml", "/a/open.xml"),
        ("../open.xml", "/open.xml"),
        ("?page=2", "/a/feed?page=2"),
        ("  http://127.0.0.1:{port}/open.xml  ", "/open.xml"),
    ],
)
async def test_a_location_is_read_as_browsers_read_it(server: Loopback, status: int, location: str, path: str) -> None:
    server.serve(path, FEED)
    url = server.redirect("/a/feed", location.format(port=server.port), status=status)

    assert await _body(url) == FEED
    assert server.requests[-1].path == path


@pytest.mark.parametrize("headers", [{}, {"Location": ""}, {"Location": "  "}])
async def test_a_redirect_without_a_location_is_damaged(server: Loopback, headers: dict[str, str]) -> None:
    with pytest.raises(AnswerDamaged, match="without saying where to"):
        await _body(server.serve("/feed", status=302, headers=headers))


@pytest.mark.parametrize(
    ("status", "phrase", "sentence"),
    [
        (503, "Back on Friday", "{busy} It says: “Back on Friday”."),
        (503, "Service Unavailable", "{busy}"),
        (503, "service temporarily unavailable", "{busy}"),
        (503, "", "{busy}"),
        (503, "\x1b[2Jred\u202e", "{busy} It says: “[2Jred”."),
        (403, "Feeds are for members", "{denied} It says: “Feeds are for members”."),
        (418, "Short and stout", "x.example answers with something that cannot be used (418 Short and stout)."),
        (599, "Odd", "x.example has an internal error (599). It says: “Odd”."),
    ],
)
def test_what_a_server_says_in_its_own_words_is_told(status: int, phrase: str, sentence: str) -> None:
    busy = "x.example is overloaded or under maintenance (503)."
    denied = "x.example denies access to this address (403)."

    error = refusals.of_status(target("https://x.example/feed"), status, phrase, None)

    assert error.reason == sentence.format(busy=busy, denied=denied)
