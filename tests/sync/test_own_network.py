"""The user's own network: what may be asked there as names, redirects and moves change.

127.0.7.0/24 plays the public network. A `Transport` looks names up in the test's own table.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from library_factory import article
from loopback import Loopback, names
from picture_samples import photograph
from sync.conftest import START, Watch
from sync.feed_samples import item, page, rss

from wortreader.errors import InOwnNetwork
from wortreader.model import Feed, FeedChanges, FeedOutcome, OutcomeKind
from wortreader.store.library import Library
from wortreader.store.pages import PageOutcome
from wortreader.store.pictures import PictureState
from wortreader.sync.feed_health import Fix, VisitReason, health
from wortreader.sync.feed_refresh import refresh
from wortreader.sync.fulltext import FullTexts
from wortreader.sync.housekeeping import allow_own_network
from wortreader.sync.pictures import ArticlePictures, PictureKeeper
from wortreader.sync.politeness import RobotsFiles
from wortreader.sync.saving import save
from wortreader.sync.subscribe import subscribe
from wortreader.sync.subscriptions import import_opml
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Transport

PUBLIC, OTHER_PUBLIC = "127.0.7.1", "127.0.7.2"
PRIVATE = "127.0.0.99"


class Net:
    """A library, and a network whose names lead where the test says."""

    def __init__(self, library: Library, server: Loopback) -> None:
        self.library, self.server, self.watch = library, server, Watch()
        self.table = {"news.test": PUBLIC, "other.test": OTHER_PUBLIC, "nas.test": PRIVATE}
        for host in (PUBLIC, OTHER_PUBLIC, PRIVATE):
            server.url("/", host=host)

    def url(self, path: str, host: str = "news.test") -> str:
        return self.server.url(path, host=host)

    @asynccontextmanager
    async def online(self) -> AsyncIterator[tuple[Transport, WorkerPool]]:
        def is_public(address: str) -> bool:
            return address.startswith("127.0.7.")

        async with (
            Transport(look_up=names(self.table), is_public=is_public, clock=self.watch) as transport,
            WorkerPool(1) as pool,
        ):
            yield transport, pool

    async def add(self, url: str) -> Feed:
        async with self.online() as (transport, pool):
            return (await subscribe(self.library, url, transport, pool, clock=self.watch)).feed

    async def refresh(self) -> list[FeedOutcome]:
        self.watch.advance(hours=1)
        async with self.online() as (transport, pool):
            feeds = self.library.feeds.all()
            return [outcome async for outcome in refresh(self.library, feeds, transport, pool, clock=self.watch)]

    def addresses(self, path: str) -> set[str]:
        """Which addresses were asked for `path`."""
        return {request.address for request in self.server.requests if request.path == path}


@pytest.fixture
def net(library: Library, server: Loopback) -> Net:
    return Net(library, server)


def _article_at(net: Net, feed: Feed, url: str, picture: str) -> None:
    """Stores an article of the feed with a page and a picture."""
    html = f"<p>A story.</p><img src='{picture}'>"
    new = article("a", html=html, url=url, published_at=START)
    changes = FeedChanges(feed.url, START, START + timedelta(hours=1), title=feed.title, new=(new,))
    net.library.feeds.apply(feed.feed_id, changes)


async def test_fault_012_a_public_feed_that_was_typed_is_refused_once_its_name_is_private(net: Net) -> None:
    net.server.serve("/feed", rss([item(1)]))
    feed = await net.add(net.url("/feed"))
    assert not feed.is_private_allowed

    net.table["news.test"] = PRIVATE
    (outcome,) = await net.refresh()

    assert (outcome.kind, "own network" in (outcome.reason or "")) == (OutcomeKind.FAILED, True)
    assert net.addresses("/feed") == {PUBLIC}

    (how,) = health(net.library, now=net.watch())
    assert how.fixes[0] is Fix.ALLOW_OWN_NETWORK
    allow_own_network(net.library, [feed.feed_id], True, now=net.watch())
    (how,) = health(net.library, now=net.watch())
    assert (how.is_failing, how.feed.failure, how.reason) == (False, None, VisitReason.DUE)
    await net.refresh()
    assert net.addresses("/feed") == {PUBLIC, PRIVATE}


async def test_a_feed_that_redirects_into_the_own_network_is_not_offered_the_right(net: Net) -> None:
    net.server.redirect("/feed", net.url("/own", "nas.test"))
    net.library.feeds.add(net.url("/feed"), now=START)

    (outcome,) = await net.refresh()

    assert (outcome.kind, "own network" in (outcome.reason or "")) == (OutcomeKind.FAILED, True)
    (how,) = health(net.library, now=net.watch())
    assert how.is_failing
    assert Fix.ALLOW_OWN_NETWORK not in how.fixes


async def test_fault_012_pages_robots_and_pictures_of_a_public_feed_are_refused_once_its_name_is_private(
    net: Net,
) -> None:
    net.server.serve("/feed", rss([item(1)]))
    feed = await net.add(net.url("/feed"))
    _article_at(net, feed, net.url("/page"), net.url("/picture.jpg"))
    net.server.serve("/page", "<p>Secret</p>", content_type="text/html")
    net.server.serve("/picture.jpg", photograph(), content_type="image/jpeg")

    net.table["news.test"] = PRIVATE
    async with net.online() as (transport, pool):
        robots = RobotsFiles(net.library, transport, clock=net.watch)
        texts = FullTexts(net.library, transport, pool, clock=net.watch, robots=robots)
        candidate = next(c for n in (1, 2) if (c := net.library.pages.candidate(n)) and c.url == net.url("/page"))
        (result,) = [result async for result in texts.fetch_all([candidate])]
        keeper = PictureKeeper(net.library, transport, pool, clock=net.watch)
        (kept,) = [one async for one in keeper.keep_all([candidate.article_id])]

    assert (result.outcome, "own network" in result.reason) == (PageOutcome.FAILED, True)
    assert [picture.state for picture in kept.results] == [PictureState.REFUSED]
    assert not (net.addresses("/page") | net.addresses("/robots.txt") | net.addresses("/picture.jpg"))


async def test_a_private_feed_that_was_typed_has_its_feed_pages_robots_and_pictures(net: Net) -> None:
    net.server.serve("/feed", rss([item(1)]))
    feed = await net.add(net.url("/feed", "nas.test"))
    _article_at(net, feed, net.url("/page", "nas.test"), net.url("/picture.jpg", "nas.test"))
    net.server.serve("/page", "<p>A page.</p>", content_type="text/html")
    net.server.serve("/picture.jpg", photograph(), content_type="image/jpeg")

    (outcome,) = await net.refresh()
    async with net.online() as (transport, pool):
        robots = RobotsFiles(net.library, transport, clock=net.watch)
        texts = FullTexts(net.library, transport, pool, clock=net.watch, robots=robots)
        candidate = next(c for n in (1, 2) if (c := net.library.pages.candidate(n)) and "/page" in c.url)
        assert [result async for result in texts.fetch_all([candidate])]
        keeper = PictureKeeper(net.library, transport, pool, clock=net.watch)
        (kept,) = [one async for one in keeper.keep_all([candidate.article_id])]

    assert feed.is_private_allowed
    assert outcome.kind.has_answered
    assert kept.kept_count == 1
    for path in ("/feed", "/robots.txt", "/page", "/picture.jpg"):
        assert net.addresses(path) == {PRIVATE}


async def test_a_private_feed_may_be_at_a_public_address_of_its_host_too(net: Net) -> None:
    """A laptop that leaves home: the name of the server there leads to its public address, and back again."""
    net.server.serve("/feed", rss([item(1)]))
    await net.add(net.url("/feed", "nas.test"))

    net.table["nas.test"] = PUBLIC
    (away,) = await net.refresh()
    net.table["nas.test"] = PRIVATE
    (home,) = await net.refresh()

    assert away.kind.has_answered
    assert home.kind.has_answered


@pytest.mark.parametrize("at", ["http://nas.test:{port}/new", "http://other.test:{port}/new"])
async def test_fault_012_a_feed_that_moves_takes_no_right_with_it(net: Net, at: str) -> None:
    """The new host is public first, and private later."""
    new = at.format(port=net.server.port)
    net.table["nas.test"] = OTHER_PUBLIC
    net.server.serve("/feed", rss([item(1)]))
    net.server.serve("/new", rss([item(1)]))
    net.table["news.test"] = PRIVATE
    feed = await net.add(net.url("/feed"))
    assert feed.is_private_allowed

    net.server.redirect("/feed", new, status=301)
    await net.refresh()
    await net.refresh()
    (moved,) = net.library.feeds.all()
    net.table.update({"nas.test": PRIVATE, "other.test": PRIVATE})
    (outcome,) = await net.refresh()

    assert (moved.url, moved.is_private_allowed) == (new, False)
    assert "own network" in (outcome.reason or "")
    assert net.addresses("/new") == {OTHER_PUBLIC}


async def test_fault_012_a_feed_that_a_typed_page_offers_elsewhere_does_not_inherit_the_right(net: Net) -> None:
    net.server.serve("/", page(net.url("/feed", "other.test")), content_type="text/html")
    net.server.serve("/feed", rss([item(1)]))

    feed = await net.add(net.url("/", "nas.test"))
    net.table["other.test"] = PRIVATE
    (outcome,) = await net.refresh()

    assert (feed.url, feed.is_private_allowed) == (net.url("/feed", "other.test"), False)
    assert "own network" in (outcome.reason or "")
    assert net.addresses("/feed") == {OTHER_PUBLIC}


async def test_fault_012_a_typed_public_page_leads_to_no_feed_in_the_own_network(net: Net) -> None:
    net.server.serve("/", page(net.url("/own", "nas.test")), content_type="text/html")
    net.server.serve("/own", rss([item(1)]))

    with pytest.raises(InOwnNetwork):
        await net.add(net.url("/"))

    assert not net.addresses("/own")


async def test_a_feed_of_a_typed_private_page_on_the_same_host_and_port_has_the_right(net: Net) -> None:
    net.server.serve("/", page("/feed"), content_type="text/html")
    net.server.serve("/feed", rss([item(1)]))

    assert (await net.add(net.url("/", "nas.test"))).is_private_allowed


async def test_fault_012_the_site_of_a_feed_does_not_inherit_the_right_of_the_feed(net: Net) -> None:
    """Without a feed at its address, another one of its site is taken; the site may be at another host."""
    net.library.feeds.add(
        net.url("/gone", "nas.test"), site_url=net.url("/", "news.test"), is_private_allowed=True, now=START
    )
    net.table["news.test"] = "127.0.0.98"
    net.server.serve("/", page("/feed"), content_type="text/html", host="127.0.0.98")

    await net.refresh()

    assert net.addresses("/gone") == {PRIVATE}
    assert not net.addresses("/")


async def test_fault_012_of_an_imported_list_only_private_feeds_keep_the_right(net: Net) -> None:
    urls = [net.url("/feed"), net.url("/feed", "nas.test"), net.url("/missing", "other.test")]
    outlines = "".join(f"<outline type='rss' xmlUrl='{url}'/>" for url in urls)
    net.server.serve("/feed", rss([item(1)]))
    import_opml(net.library, f"<opml><body>{outlines}</body></opml>".encode(), is_private_allowed=True, now=START)

    await net.refresh()

    allowed = {feed.url: feed.is_private_allowed for feed in net.library.feeds.all()}
    assert allowed == {urls[0]: False, urls[1]: True, urls[2]: False}


async def _kept(net: Net, article_id: int, transport: Transport, pool: WorkerPool) -> ArticlePictures:
    keeper = PictureKeeper(net.library, transport, pool, clock=net.watch)
    (kept,) = [one async for one in keeper.keep_all([article_id])]
    return kept


@pytest.mark.parametrize(("host", "kept_count"), [("news.test", 0), ("nas.test", 1)])
async def test_fault_012_pictures_of_a_saved_page_are_where_the_page_was(net: Net, host: str, kept_count: int) -> None:
    """The page was at a public address, or at a private one that was typed; its pictures are at a private one."""
    paragraphs = "".join(f"<p>{f'Sentence {n} of the story about the town and its river. ' * 12}</p>" for n in range(8))
    figure = "<figure><img src='/p.jpg' width=600 height=400><figcaption>The river</figcaption></figure>"
    story = f"<html><head><title>Story</title></head><body><article><h1>Story</h1>{figure}{paragraphs}</article></body>"
    net.server.serve("/story", story, content_type="text/html")
    net.server.serve("/p.jpg", photograph(), content_type="image/jpeg")

    async with net.online() as (transport, pool):
        saved = await save(net.library, net.url("/story", host), transport, pool, standard_input=bytes)
        if host == "nas.test":  # a page is saved together with its pictures
            kept = await _kept(net, saved.article_id, transport, pool)
    if host == "news.test":
        net.table["news.test"] = PRIVATE
        async with net.online() as (transport, pool):
            kept = await _kept(net, saved.article_id, transport, pool)

    assert kept.kept_count == kept_count
    assert len(kept.results) == 1
