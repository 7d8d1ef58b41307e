"""Cookies: they live as long as one chain of redirects, and go where RFC 6265 lets them."""

from __future__ import annotations

import pytest
from loopback import Exchange, Handler, Loopback, Request, head, names
from loopback_faults import FEED

from wortreader.errors import AddressRefused
from wortreader.wire.transport import Fetched, Transport

HOSTS = names(dict.fromkeys(("news.test", "www.news.test", "other.test", "news.test.evil.test"), "127.0.0.1"))


async def _fetch(*urls: str) -> list[bytes]:
    bodies = []
    async with Transport(look_up=HOSTS, is_public=lambda address: address.startswith("127.")) as transport:
        for url in urls:
            answer = await transport.fetch(url)
            assert isinstance(answer, Fetched)
            bodies.append(answer.body)
    return bodies


def until_cookie(location: str, *set_cookies: str, wanted: str = "seen=1") -> Handler:
    """Redirects to `location` with these cookies until they come back."""

    async def answer(exchange: Exchange) -> None:
        if wanted in exchange.request.headers.get("cookie", ""):
            await exchange.send(head(200, {"Content-Length": str(len(FEED))}) + FEED)
        else:
            lines = "".join(f"Set-Cookie: {cookie}\r\n" for cookie in set_cookies)
            await exchange.send(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n{lines}\r\n".encode())

    return answer


def cookie_of(request: Request) -> str | None:
    return request.headers.get("cookie")


@pytest.mark.parametrize("location", ["/feed", "http://news.test:{port}/feed", "feed#x"])
@pytest.mark.parametrize(
    "cookie", ["seen=1; Path=/", "seen=1", "seen=1; Domain=.news.test", "seen=1; HttpOnly; SameSite=Lax"]
)
async def test_a_site_that_redirects_until_its_cookie_comes_back_is_read(
    server: Loopback, location: str, cookie: str
) -> None:
    url = server.url("/feed", host="news.test")
    server.answer("/feed", until_cookie(location.format(port=server.port), cookie))

    assert await _fetch(url) == [FEED]
    assert [cookie_of(request) for request in server.requests] == [None, "seen=1"]


async def test_cookies_are_forgotten_after_the_fetch(server: Loopback) -> None:
    url = server.url("/feed", host="news.test")
    server.answer("/feed", until_cookie("/feed", "seen=1; Path=/; Max-Age=31536000"))

    assert await _fetch(url, url) == [FEED, FEED]
    assert [cookie_of(request) for request in server.requests] == [None, "seen=1", None, "seen=1"]


async def test_a_circle_without_a_new_cookie_is_a_circle(server: Loopback) -> None:
    url = server.url("/feed", host="news.test")
    server.answer("/feed", until_cookie("/feed", "seen=1; Path=/", wanted="another"))

    with pytest.raises(AddressRefused, match="in a circle"):
        await _fetch(url)
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("there", "cookie", "is_sent"),
    [
        ("http://www.news.test:{port}/b", "seen=1; Domain=news.test", True),
        ("http://www.news.test:{port}/b", "seen=1; Domain=.news.test; Path=/", True),
        ("http://www.news.test:{port}/b", "seen=1", False),
        ("http://other.test:{port}/b", "seen=1", False),
        ("http://other.test:{port}/b", "seen=1; Domain=other.test", False),
        ("http://other.test:{port}/b", "seen=1; Domain=test", False),
        ("http://other.test:{port}/b", "seen=1; Domain=.test.; Path=/", False),
        ("http://news.test.evil.test:{port}/b", "seen=1; Domain=news.test", False),
        ("http://news.test:{port}/b", "seen=1; Secure", False),
        ("http://news.test:{port}/b", "seen=1; Path=/a", False),
        ("http://news.test:{port}/a/b", "seen=1; Path=/a", True),
        ("http://news.test:{port}/ab", "seen=1; Path=/a", False),
        ("http://news.test:{port}/b", "seen=1; Max-Age=0", False),
        ("http://news.test:{port}/b", "seen=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("http://news.test:{port}/b", "seen", False),
        ("http://news.test:{port}/b", "=; ;;=", False),
        ("http://news.test:{port}/b", "seen=\udcff", False),
        ("http://127.0.0.1:{port}/b", "seen=1; Domain=127.0.0.1", False),
    ],
)
async def test_a_cookie_goes_where_it_may(server: Loopback, there: str, cookie: str, is_sent: bool) -> None:
    location = there.format(port=server.port)
    for path in ("/b", "/a/b", "/ab"):
        server.serve(path, FEED)
    start = server.serve("/feed", status=302, headers={"Location": location, "Set-Cookie": cookie}, host="news.test")

    assert await _fetch(start) == [FEED]
    assert (cookie_of(server.requests[-1]) is not None) is is_sent


async def test_several_cookies_come_back_as_they_were(server: Loopback) -> None:
    url = server.url("/feed", host="news.test")
    cookies = ('a="quoted, x"; Path=/', "b=x=y; Path=/", "c=%7B1%7D; Path=/")
    server.answer("/feed", until_cookie("/feed", *cookies, wanted="c="))

    assert await _fetch(url) == [FEED]
    assert cookie_of(server.requests[-1]) == 'a="quoted, x"; b=x=y; c=%7B1%7D'


async def test_thousands_of_cookies_are_not_carried_along(server: Loopback) -> None:
    url = server.url("/feed", host="news.test")
    cookies = [f"a{number}={'x' * 200}; Path=/" for number in range(400)]
    server.answer("/feed", until_cookie("/feed", *cookies, wanted="a"))

    assert await _fetch(url) == [FEED]
    assert len(cookie_of(server.requests[-1]) or "") <= 8190
