"""Which hosts are contacted, and what they are told: recorded where sockets are opened and names are looked up."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path

from file_server import FileHandler, sound
from loopback import Loopback
from picture_samples import photograph
from sync.conftest import World

from wortreader import __version__
from wortreader.model import FullText
from wortreader.sync import download_requests
from wortreader.sync.completing import fetch_pages
from wortreader.sync.downloading import DownloadOptions, carry_out
from wortreader.sync.fulltext import FullTexts
from wortreader.sync.offline import check
from wortreader.sync.pictures import PictureKeeper
from wortreader.sync.politeness import RobotsFiles
from wortreader.sync.saving import save
from wortreader.sync.subscribe import subscribe
from wortreader.wire.file_transport import FileLimits
from wortreader.wire.transport import Transport

STRANGER = "127.0.3.2"
"""A host that feed and pages name in every way that a browser, a reader or a library might follow."""
HOME = "127.0.0.1"

_recorded: list[str] | None = None


def _record(event: str, arguments: tuple[object, ...]) -> None:
    if _recorded is None:
        return
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        _recorded.append(str(arguments[1][0]))
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
        _recorded.append(host.decode() if isinstance(host, bytes) else str(host))


sys.addaudithook(_record)  # it cannot be removed, and costs nothing while nothing is recorded


@contextmanager
def contacts() -> Iterator[list[str]]:
    """The hosts to which this process opens connections, or whose names it looks up."""
    global _recorded  # noqa: PLW0603 - the hook cannot be removed
    recorded: list[str] = []
    _recorded = recorded
    try:
        yield recorded
    finally:
        _recorded = None


def _feed(server: Loopback) -> str:
    there = server.url("", host=STRANGER)
    item = (
        f"<item><title>Story</title><guid isPermaLink='false'>{there}/guid</guid><link>{server.url('/story')}</link>"
        f"<comments>{there}/comments</comments><enclosure url='{there}/e.mp3' type='audio/mpeg' length='1'/>"
        f"<source url='{there}/source'>S</source><media:content url='{there}/v.mp4' type='video/mp4' medium='video'/>"
        f"<description><![CDATA[<p>A short teaser …</p><img src='{server.url('/own.jpg')}' width='600' height='400'>"
        f"<img src='{there}/pixel.gif?u=1' width='1' height='1'><script src='{there}/js'></script>"
        f"<iframe src='{there}/frame'></iframe><video poster='{there}/poster.png' src='{there}/v.mp4'></video>"
        f"<audio src='{there}/a.mp3'></audio><object data='{there}/o'></object><link rel='stylesheet' href='{there}/c'>"
        f"<a href='{there}/link' ping='{there}/ping'>a link</a>]]></description></item>"
    )
    return (
        f"<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='{there}/style.xsl'?>"
        f"<!DOCTYPE rss SYSTEM '{there}/rss.dtd'>"
        "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom'>"
        f"<channel><title>F</title><link>{server.url('/')}</link><atom:link rel='hub' href='{there}/hub'/>"
        f"<cloud domain='{STRANGER}' port='{server.port}' path='/RPC2' registerProcedure='x' protocol='xml-rpc'/>"
        f"<image><url>{there}/channel.png</url></image>{item}</channel></rss>"
    )


def _story(server: Loopback) -> str:
    there = server.url("", host=STRANGER)
    text = "".join(f"<p>{f'Sentence {n} of the story about the town and its river. ' * 8}</p>" for n in range(10))
    return (
        f"<html><head><title>Story</title><link rel='stylesheet' href='{there}/css'><script src='{there}/js'></script>"
        f"<link rel='preconnect' href='{there}'><link rel='dns-prefetch' href='{there}'>"
        f"<link rel='amphtml' href='{there}/amp'><link rel='canonical' href='{there}/canonical'>"
        f"<link rel='icon' href='{there}/icon.png'><meta property='og:video' content='{there}/og.mp4'></head>"
        f"<body><article><h1>Story</h1><img src='/own.jpg' width='600' height='400'>{text}"
        f"<iframe src='{there}/frame'></iframe>"
        f"<img src='{there}/pixel.gif' width='1' height='1'><video poster='{there}/p.png' src='{there}/v.mp4'></video>"
        f"</article><img src='{there}/beside.gif' width='1' height='1'></body></html>"
    )


def _serve(server: Loopback) -> str:
    """Serves a paper with a page that has its feed, and returns the address of the page."""
    link = f"<link rel='alternate' type='application/rss+xml' href='{server.url('/feed')}'>"
    server.url("/", host=STRANGER)
    headers = {"Set-Cookie": "track=1; Path=/", "Link": f"<{server.url('/l', host=STRANGER)}>; rel=preload"}
    server.serve("/robots.txt", "User-agent: *\nAllow: /\n", content_type="text/plain", headers=headers)
    server.serve("/feed", _feed(server), headers=headers)
    server.serve("/story", _story(server), content_type="text/html", headers=headers)
    server.serve("/own.jpg", photograph(), content_type="image/jpeg", headers=headers)
    return server.serve("/", f"<html><head>{link}</head></html>", content_type="text/html", headers=headers)


async def _read_all(world: World, page: str) -> None:
    """Subscribes, refreshes, and fetches full texts and pictures, as the app and the command line do."""
    done = await subscribe(world.library, page, world.transport, world.pool, clock=world.watch)
    world.watch.advance(hours=2)
    await world.refresh()
    robots = RobotsFiles(world.library, world.transport, clock=world.watch)
    texts = FullTexts(
        world.library, world.transport, world.pool, clock=world.watch, default=FullText.PAGE, robots=robots
    )
    async with aclosing(fetch_pages(texts, await texts.owed([done.feed.feed_id]))) as steps:
        assert [step.is_taken async for step in steps if step.result is not None] == [True]
    keeper = PictureKeeper(world.library, world.transport, world.pool, clock=world.watch, is_asked=True)
    for article_id in (1, 2):
        async with aclosing(keeper.keep_all([article_id])) as kept:
            assert all(not result.problem for result in [one async for one in kept])


async def test_only_hosts_of_feeds_pages_and_pictures_are_contacted(world: World) -> None:
    page = _serve(world.server)

    with contacts() as contacted:
        await _read_all(world, page)
        await save(world.library, world.server.url("/story"), world.transport, world.pool, standard_input=bytes)
        await check(world.library, world.transport)

    assert set(contacted) == {HOME}
    assert {request.path for request in world.server.requests} == {"/", "/feed", "/robots.txt", "/story", "/own.jpg"}
    assert {request.address for request in world.server.requests} == {HOME}


async def test_a_picture_or_an_article_at_another_host_opens_that_host_and_no_further_one(world: World) -> None:
    """What makes the recording trustworthy: a host that an article needs does appear in it."""
    world.server.serve("/p.jpg", photograph(), content_type="image/jpeg", host="127.0.4.1")
    picture = world.server.url("/p.jpg", host="127.0.4.1")
    text = f"<![CDATA[<p>{'A whole story of its own. ' * 40}</p><img src='{picture}' width='600' height='400'>]]>"
    item = f"<item><title>S</title><guid>1</guid><description>{text}</description></item>"
    world.add(world.server.serve("/feed", f"<rss version='2.0'><channel><title>F</title>{item}</channel></rss>"))

    with contacts() as contacted:
        await world.refresh()
        async with Transport(is_public=lambda address: address == "127.0.4.1") as transport:
            keeper = PictureKeeper(world.library, transport, world.pool, clock=world.watch)
            assert [one.kept_count async for one in keeper.keep_all([1])] == [1]

    assert set(contacted) == {HOME, "127.0.4.1"}


async def test_servers_learn_the_version_of_wortreader_and_nothing_of_the_user(world: World) -> None:
    page = _serve(world.server)

    await _read_all(world, page)

    for request in world.server.requests:
        assert request.headers["user-agent"] == f"wortreader/{__version__}"
        assert set(request.headers) <= {
            "host", "user-agent", "accept", "accept-encoding", "connection", "if-none-match", "if-modified-since",
        }  # fmt: skip


async def test_a_download_contacts_the_host_of_its_file_and_tells_it_nothing_of_the_user(
    world: World, tmp_path: Path
) -> None:
    page = _serve(world.server)
    world.server.answer("/e.mp3", FileHandler(sound(), headers={"Set-Cookie": "track=1", "Refresh": "0; url=/x"}))
    await _read_all(world, page)
    with world.library.database.write() as connection:
        connection.execute(
            "UPDATE bodies SET enclosures = json_array(json_array(?, 'audio/mpeg', 1, NULL))",
            [world.server.url("/e.mp3")],
        )
    download_requests.request(world.library, [1], now=world.watch())
    options = DownloadOptions(tmp_path / "files", 10**9, FileLimits(file_bytes=10**9))
    world.server.requests.clear()

    with contacts() as contacted:
        summary = await carry_out(world.library, options, lambda _event: None, clock=world.watch)

    assert (summary.done, set(contacted)) == (1, {HOME})
    (asked,) = world.server.requests
    assert (asked.path, asked.headers["user-agent"]) == ("/e.mp3", f"wortreader/{__version__}")
    assert set(asked.headers) == {"host", "user-agent", "accept", "accept-encoding"}


async def test_a_cookie_comes_back_within_its_chain_of_redirects_and_never_again(world: World) -> None:
    page = _serve(world.server)
    world.server.serve("/feed", status=302, headers={"Location": "/there", "Set-Cookie": "chain=1; Max-Age=99999"})
    world.server.serve("/there", _feed(world.server), headers={"Set-Cookie": "last=1; Max-Age=99999"})

    await _read_all(world, page)

    told = [
        (request.path, request.headers["cookie"]) for request in world.server.requests if "cookie" in request.headers
    ]
    assert set(told) == {("/there", "chain=1")}


async def test_without_a_feed_nobody_is_contacted_to_find_out_whether_there_is_a_network(world: World) -> None:
    with contacts() as contacted:
        await check(world.library, world.transport)

    assert contacted == []
