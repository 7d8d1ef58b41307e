"""Fetching from a correct server: validators, codings, redirects."""

from __future__ import annotations

import gzip
import zlib

import pytest
from loopback import Loopback, names
from loopback_faults import FEED

from wortreader import __version__
from wortreader.errors import AddressRefused, AnswerDamaged, HostRests, ServerRefused
from wortreader.wire.transport import USER_AGENT, Fetched, Limits, NotModified, Transport


def _is_loopback(address: str) -> bool:
    """Treats all of loopback as public, so that redirects between hosts can be tested."""
    return address.startswith("127.")


def _open_transport(limits: Limits | None = None) -> Transport:
    table = {"news.test": "127.0.0.1", "other.test": "127.0.0.2"}
    return Transport(limits or Limits(), look_up=names(table), is_public=_is_loopback)


async def _fetched(url: str) -> Fetched:
    async with _open_transport() as transport:
        answer = await transport.fetch(url)
    assert isinstance(answer, Fetched)
    return answer


async def test_a_document_arrives_with_all_that_its_server_says_of_it(server: Loopback) -> None:
    url = server.serve("/feed", FEED, etag='W/"é"', last_modified="yesterday", content_type="text/xml; charset=utf-8")

    answer = await _fetched(url)

    assert answer.body == FEED
    assert (answer.url, answer.status, answer.permanent_url) == (url, 200, None)
    assert answer.content_type == "text/xml; charset=utf-8"
    assert (answer.etag, answer.last_modified) == ('W/"é"', "yesterday")
    assert answer.headers["content-length"] == str(len(FEED))


async def test_the_request_names_the_program_and_asks_for_what_can_be_unpacked(server: Loopback) -> None:
    await _fetched(server.serve("/feed", FEED))

    headers = server.requests[0].headers
    assert headers["user-agent"] == USER_AGENT
    assert f"wortreader/{__version__}" == USER_AGENT
    assert headers["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "authorization", "referer", "if-none-match", "if-modified-since"} & headers.keys()


@pytest.mark.parametrize("etag", ['"1"', 'W/"1"', "unquoted", '"é"', '"a\\"b"', "'; x"])
async def test_fault_015_validators_go_back_exactly_as_they_came(server: Loopback, etag: str) -> None:
    url = server.serve("/feed", FEED, etag=etag, last_modified="Tue, 24 Nov 26 08:00:00 CET")

    async with _open_transport() as transport:
        first = await transport.fetch(url)
        second = await transport.fetch(url, etag=first.etag, last_modified=first.last_modified)

    assert isinstance(second, NotModified)
    assert (second.url, second.etag, second.last_modified) == (url, etag, "Tue, 24 Nov 26 08:00:00 CET")
    assert server.last("/feed").headers["if-none-match"] == etag
    assert server.last("/feed").headers["if-modified-since"] == "Tue, 24 Nov 26 08:00:00 CET"


async def test_an_etag_that_is_not_utf_8_is_not_kept(server: Loopback) -> None:
    answer = await _fetched(server.serve("/feed", FEED, etag='"\udce9"', headers={"X-Ok": "yes"}))

    assert answer.etag is None
    assert answer.headers["x-ok"] == "yes"


async def test_a_header_that_comes_twice_is_one_list(server: Loopback) -> None:
    url = server.serve("/feed", FEED, headers={"Cache-Control": "public", "cache-control": "max-age=60"})

    assert (await _fetched(url)).headers["cache-control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("coding", "packed"), [("gzip", gzip.compress(FEED, mtime=0)), ("deflate", zlib.compress(FEED))]
)
async def test_a_packed_document_is_unpacked(server: Loopback, coding: str, packed: bytes) -> None:
    answer = await _fetched(server.serve("/feed", packed, headers={"Content-Encoding": coding}))

    assert answer.body == FEED


@pytest.mark.parametrize("content_type", ["text/html", "application/octet-stream", "nonsense", None])
async def test_fault_029_the_content_type_does_not_decide(server: Loopback, content_type: str | None) -> None:
    answer = await _fetched(server.serve("/feed", FEED, content_type=content_type))

    assert (answer.body, answer.content_type) == (FEED, content_type)


async def test_an_empty_document_is_a_document(server: Loopback) -> None:
    assert (await _fetched(server.serve("/feed", b""))).body == b""


# --- redirects --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 308])
async def test_fault_008_a_permanent_redirect_has_the_new_address_of_the_feed(server: Loopback, status: int) -> None:
    there = server.serve("/new", FEED, host="127.0.0.2")

    answer = await _fetched(server.redirect("/old", there, status=status))

    assert (answer.url, answer.permanent_url, answer.body) == (there, there, FEED)


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_fault_009_another_redirect_is_followed_and_moves_nothing(server: Loopback, status: int) -> None:
    server.serve("/new", FEED)

    answer = await _fetched(server.redirect("/old", "new", status=status))

    assert (answer.url, answer.permanent_url) == (server.url("/new"), None)


async def test_only_the_permanent_redirects_before_any_other_move_a_feed(server: Loopback) -> None:
    server.redirect("/a", "/b", status=301)
    server.redirect("/b", "/c", status=308)
    server.redirect("/c", "/d", status=302)
    server.redirect("/d", "/e", status=301)
    server.serve("/e", FEED)

    answer = await _fetched(server.url("/a"))

    assert (answer.url, answer.permanent_url) == (server.url("/e"), server.url("/c"))


async def test_an_unchanged_feed_that_has_moved_has_its_new_address(server: Loopback) -> None:
    there = server.serve("/new", FEED, etag='"1"')

    async with _open_transport() as transport:
        answer = await transport.fetch(server.redirect("/old", there, status=301), etag='"1"')

    assert isinstance(answer, NotModified)
    assert answer.permanent_url == there


async def test_fault_010_redirects_in_a_circle_are_noticed_at_once(server: Loopback) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")

    with pytest.raises(AddressRefused, match="in a circle"):
        await _fetched(server.url("/a"))

    assert len(server.requests) == 2


async def test_fault_010_five_redirects_are_followed_and_no_sixth(server: Loopback) -> None:
    for hop in range(6):
        server.redirect(f"/{hop}", f"/{hop + 1}")
    server.serve("/6", FEED)

    assert (await _fetched(server.url("/1"))).body == FEED
    server.requests.clear()
    with pytest.raises(AddressRefused, match="After 5 redirects"):
        await _fetched(server.url("/0"))
    assert len(server.requests) == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "javascript:alert(1)", "http://[::1", "http://x:99999/"])
async def test_fault_011_a_redirect_to_no_web_address_is_refused(server: Loopback, to: str) -> None:
    with pytest.raises(AddressRefused, match="redirects to something that is not a web address"):
        await _fetched(server.redirect("/feed", to))


async def test_a_redirect_to_nowhere_is_a_damaged_answer(server: Loopback) -> None:
    with pytest.raises(AnswerDamaged, match="without saying where to"):
        await _fetched(server.serve("/feed", status=302))


# --- cookies and proxies ----------------------------------------------------------------------------------------------


async def test_cookies_are_neither_kept_nor_sent(server: Loopback) -> None:
    url = server.serve("/feed", FEED, headers={"Set-Cookie": "id=1; Path=/"})

    async with _open_transport() as transport:
        await transport.fetch(url)
        await transport.fetch(url)

    assert "cookie" not in server.last("/feed").headers


async def test_proxies_of_the_environment_are_not_used(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    assert (await _fetched(server.serve("/feed", FEED))).body == FEED


# --- error statuses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (400, "something that cannot be used"),
        (401, "wants a login .*wortreader login"),
        (403, "denies access to this address"),
        (404, "has no page at this address"),
        (410, "no longer exists"),
        (429, "Too many requests"),
        (500, "an internal error"),
        (503, "overloaded or under maintenance"),
        (599, "an internal error"),
        (300, "something that cannot be used"),
    ],
)
async def test_fault_017_each_error_status_is_one_sentence(server: Loopback, status: int, sentence: str) -> None:
    with pytest.raises(ServerRefused, match=sentence) as caught:
        await _fetched(server.serve("/feed", b"<html>", status=status))

    assert caught.value.status == status
    assert f"127.0.0.1:{server.port}" in str(caught.value)
    assert str(status) in str(caught.value)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "seconds"), [("600", 600), ("1000000000000", 86400), ("-1", None), ("soon", None), (None, None)]
)
async def test_fault_019_the_error_of_a_server_that_wants_to_be_left_alone_has_the_time(
    server: Loopback, status: int, value: str | None, seconds: float | None
) -> None:
    url = server.serve("/feed", status=status, headers={"Retry-After": value} if value else {})

    with pytest.raises(ServerRefused) as caught:
        await _fetched(url)

    pause = 600 if status == 429 and seconds is None else seconds  # a 429 asks for a pause in any case
    assert caught.value.retry_after == pause
    assert isinstance(caught.value, HostRests) is (pause is not None)
    assert ("Trying again in" in str(caught.value)) is (pause is not None)
