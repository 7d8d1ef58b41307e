"""Where the rights of a feed are valid: to lie in the user's own network, and to use a login."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from loopback import Exchange, Loopback, names
from loopback_faults import FEED

from wortreader.errors import InOwnNetwork, LoginUnavailable, ServerRefused
from wortreader.sentences import Sentence
from wortreader.wire.access import Access, Rights
from wortreader.wire.target import target
from wortreader.wire.transport import Transport

PUBLIC = "127.0.7.1"
PRIVATE = "127.0.0.99"
LOGIN = {"Authorization": "Basic bWU6c2VjcmV0", "X-Key": "secret"}


def _transport(table: Mapping[str, str], public: set[str], login: Mapping[str, str] | None = None) -> Transport:
    async def find_login(_url: str) -> Mapping[str, str]:
        return login or {}

    return Transport(look_up=names(table), is_public=public.__contains__, find_login=find_login)


# --- the user's own network -------------------------------------------------------------------------------------------


async def test_fault_012_a_host_that_was_public_when_it_was_typed_may_not_become_private(server: Loopback) -> None:
    public = {PUBLIC}
    server.serve("/feed", FEED, host=PUBLIC, headers={"Connection": "close"})
    url = f"http://changing.test:{server.port}/feed"

    async with _transport({"changing.test": PUBLIC}, public) as transport:
        await transport.fetch(url, access=Access(url, True))
        assert transport.is_private(url) is False
        public.clear()  # as if its name led elsewhere now
        with pytest.raises(InOwnNetwork):
            await transport.fetch(url, access=Access(url, True))

    assert server.count("/feed") == 1


async def test_fault_012_a_host_that_is_public_at_first_cannot_redirect_to_its_own_private_address(
    server: Loopback,
) -> None:
    public = {PUBLIC}
    server.serve("/secret", FEED, host=PUBLIC)
    url = f"http://changing.test:{server.port}/feed"

    async def change(exchange: Exchange) -> None:
        public.clear()
        await exchange.send(
            b"HTTP/1.1 302 Found\r\nLocation: /secret\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )

    server.answer("/feed", change)
    async with _transport({"changing.test": PUBLIC}, public) as transport:
        with pytest.raises(InOwnNetwork):
            await transport.fetch(url, access=Access(url, True))

    assert server.count("/secret") == 0


async def test_a_typed_host_that_is_private_is_asked_there_and_known_to_be_private(server: Loopback) -> None:
    url = f"http://nas.test:{server.port}/feed"
    server.serve("/feed", FEED, host=PRIVATE)

    async with _transport({"nas.test": PRIVATE}, set()) as transport:
        assert transport.is_private(url) is None
        await transport.fetch(url, access=Access(url, True))

        assert transport.is_private(url) is True
    assert [request.address for request in server.requests] == [PRIVATE]


@pytest.mark.parametrize(
    "url",
    ["http://other.test:{port}/feed", "http://nas.test:{other}/feed", "http://nas.test:{port}@other.test:{port}/feed"],
)  # fmt: skip
async def test_fault_012_the_right_is_that_of_one_host_and_port(server: Loopback, url: str) -> None:
    """However an address is written, it is read in one way for the right and for the connection."""
    server.serve("/feed", FEED, host=PRIVATE)
    own = f"http://nas.test:{server.port}/"
    with Loopback() as other:
        other.serve("/feed", FEED)
        address = url.format(port=server.port, other=other.port)

        async with _transport({"nas.test": "127.0.0.1", "other.test": PRIVATE}, set()) as transport:
            with pytest.raises(InOwnNetwork):
                await transport.fetch(address, access=Access(own, True))

        assert other.requests == []
    assert server.requests == []


async def test_fault_012_the_right_is_lost_by_a_redirect_and_does_not_come_back(server: Loopback) -> None:
    server.serve("/feed", FEED, host=PRIVATE)
    server.url("/", host=PUBLIC)
    server.redirect("/away", f"http://public.test:{server.port}/back")
    server.redirect("/back", f"http://nas.test:{server.port}/feed")
    url = f"http://nas.test:{server.port}/away"

    async with _transport({"nas.test": PRIVATE, "public.test": PUBLIC}, {PUBLIC}) as transport:
        with pytest.raises(InOwnNetwork):
            await transport.fetch(url, access=Access(url, True))

    assert server.count("/feed") == 0


# --- logins -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "address", "location", "has_login"),
    [
        ("https://news.test/feed", "https://news.test/a/b", "c", True),
        ("https://news.test/feed", "https://news.test/a/b", "//news.test/c", True),
        ("https://news.test/feed", "https://News.Test:443/a/b", "https://news.test./c", False),
        ("https://news.test/feed", "https://news.test/a/b", "https://other.test/c", False),
        ("https://news.test/feed", "https://news.test/a/b", "https://sub.news.test/c", False),
        ("https://news.test/feed", "https://news.test/a/b", "https://news.test:444/c", False),
        ("https://news.test/feed", "https://news.test/a/b", "http://news.test/c", False),
        ("http://news.test/feed", "http://news.test/a/b", "https://news.test/c", True),
        ("http://news.test/feed", "https://news.test/a/b", "http://news.test/c", False),
        ("http://news.test:81/feed", "http://news.test:81/a/b", "https://news.test/c", False),
        ("https://news.test/feed", "https://news.test/a", "https://you:own@other.test/c", False),
        ("https://news.test/feed", "https://other.test/a", "https://news.test/c", False),
        ("wortreader:saved/x", "https://other.test/a", "https://news.test/c", False),
    ],
)
def test_fault_014_a_login_follows_a_redirect_within_its_origin_only(
    own: str, address: str, location: str, has_login: bool
) -> None:
    here = target(address)
    rights = Rights.of(Access(own), here)
    if rights.origin is not None:
        rights.login = LOGIN

    rights.follow(here, here.follow(location))

    assert bool(rights.login) is has_login


async def test_fault_014_a_login_is_not_sent_to_another_host_and_not_after_the_way_back(server: Loopback) -> None:
    server.serve("/feed", FEED)
    server.url("/", host="127.0.0.2")
    server.redirect("/old", f"http://other.test:{server.port}/there", status=301)
    server.redirect("/there", f"http://news.test:{server.port}/feed")
    url = f"http://news.test:{server.port}/old"

    table = {"news.test": "127.0.0.1", "other.test": "127.0.0.2"}
    async with _transport(table, {"127.0.0.1", "127.0.0.2"}, LOGIN) as transport:
        await transport.fetch(url, access=Access(url))

    assert server.last("/old").headers["authorization"] == LOGIN["Authorization"]
    assert server.last("/old").headers["x-key"] == "secret"
    for path in ("/there", "/feed"):
        assert not {"authorization", "x-key"} & server.last(path).headers.keys()


async def test_a_user_and_password_in_an_address_are_not_sent(server: Loopback) -> None:
    server.serve("/feed", FEED)

    async with _transport({"news.test": "127.0.0.1"}, {"127.0.0.1"}) as transport:
        await transport.fetch(f"http://me:secret@news.test:{server.port}/feed")

    assert "authorization" not in server.requests[0].headers


async def test_a_header_of_a_login_takes_the_place_of_ours_and_a_cookie_is_added_to_those_of_the_chain(
    server: Loopback,
) -> None:
    server.serve("/new", FEED)
    server.serve("/old", status=302, headers={"Location": "/new", "Set-Cookie": "chain=1"})
    url = f"http://news.test:{server.port}/old"
    login = {"user-agent": "me", "ACCEPT": "text/x", "cookie": "session=2"}

    async with _transport({"news.test": "127.0.0.1"}, {"127.0.0.1"}, login) as transport:
        await transport.fetch(url, access=Access(url), accept="text/y")

    assert server.last("/old").headers["cookie"] == "session=2"
    headers = server.last("/new").headers
    assert (headers["user-agent"], headers["accept"], headers["cookie"]) == ("me", "text/x", "session=2; chain=1")


@pytest.mark.parametrize(("login", "sentence"), [({}, "wants a login"), (LOGIN, "does not accept the login")])
async def test_a_wrong_login_and_a_missing_one_have_different_messages(
    server: Loopback, login: Mapping[str, str], sentence: str
) -> None:
    server.serve("/feed", status=401)
    url = f"http://news.test:{server.port}/feed"

    async with _transport({"news.test": "127.0.0.1"}, {"127.0.0.1"}, login) as transport:
        with pytest.raises(ServerRefused, match=f"{sentence} .*wortreader login"):
            await transport.fetch(url, access=Access(url))


async def test_a_login_that_cannot_be_had_asks_nothing_of_the_server(server: Loopback) -> None:
    async def fail(url: str) -> Mapping[str, str]:
        raise LoginUnavailable(url, Sentence("No."))

    url = server.url("/feed")
    async with Transport(find_login=fail) as transport:
        with pytest.raises(LoginUnavailable):
            await transport.fetch(url, access=Access(url, True))

    assert server.requests == []
