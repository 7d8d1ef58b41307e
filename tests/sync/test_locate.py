"""Finding the feed at an address that a user typed, and subscribing to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sync.feed_samples import item, page, rss

from wortreader.errors import AlreadySubscribed, NotAFeed, WireError
from wortreader.feeds.usual_places import MAX_PLACES
from wortreader.sync.locate import locate
from wortreader.sync.sources import SourceUnreadable, preview
from wortreader.sync.subscribe import MAX_READ, Reads, Subscriber, subscribe
from wortreader.sync.typed_address import normal_address

if TYPE_CHECKING:
    from pathlib import Path

    from sync.conftest import World


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" example.org/feed ", "https://example.org/feed"),
        ("http://example.org", "http://example.org"),
        ("feed://example.org/rss", "https://example.org/rss"),
        ("feed:http://example.org/rss", "http://example.org/rss"),
        ("feed:example.org/rss", "https://example.org/rss"),
        ("FEED://example.org/rss", "https://example.org/rss"),
        ("itpc://example.org/rss", "https://example.org/rss"),
        ("HTTP://example.org/rss", "HTTP://example.org/rss"),
        ("ftp://example.org/rss", "ftp://example.org/rss"),
    ],
)
def test_an_address_is_made_whole(typed: str, address: str) -> None:
    assert normal_address(typed) == address


async def test_subscribing_stores_the_feed_with_its_articles(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1), item(2)]), etag='"1"')

    done = await subscribe(world.library, url, world.transport, world.pool, folder=("News", "World"), clock=world.watch)

    assert (done.feed.title, done.feed.url, done.feed.etag, done.new_count) == ("The Paper", url, '"1"', 2)
    assert world.library.folders.path(done.feed.folder_id) == ("News", "World")
    assert done.feed.is_private_allowed


async def test_the_first_feed_of_a_page_that_can_be_parsed_is_taken(world: World) -> None:
    feed = world.server.serve("/feed", rss([item(1)]))
    url = world.server.serve("/", page("/broken", "/feed", "/comments"), content_type="text/html")

    done = await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)

    assert done.feed.url == feed


async def test_a_page_without_a_feed_adds_nothing(world: World) -> None:
    url = world.server.serve("/", page(), content_type="text/html")

    with pytest.raises(NotAFeed, match="offers no feed"):
        await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)

    assert world.library.feeds.all() == []


HTML = "<!doctype html><html><head><title>Home</title>{}</head><body><p>Hello</p>{}</body></html>"


async def _located(world: World, url: str) -> str:
    return (await locate(url, world.transport, world.pool)).url


@pytest.mark.parametrize(
    "path",
    ["/feed", "/feed/", "/rss", "/rss/", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feeds/posts/default",
     "/?feed=rss2", "/index.rss", "/feed.atom", "/feed.rss", "/rss/feed.xml", "/feed.json", "/index.rdf",
     "/feed/feed.xml", "/blog-feed.xml", "/feeds/all.atom.xml", "/spip.php?page=backend"],
)  # fmt: skip
async def test_a_feed_that_no_page_names_is_found_at_a_usual_place(world: World, path: str) -> None:
    page_url = world.server.serve("/", HTML, content_type="text/html")
    feed = world.server.serve(path, rss([item(1)]))

    assert await _located(world, page_url) == feed


@pytest.mark.parametrize(
    ("page_path", "path"),
    [("/blog", "/blog/feed"), ("/blog/", "/blog/index.xml"), ("/~me/x.html", "/~me/atom.xml"), ("/a/b/", "/a/rss.xml"),
     ("/blog/2026/11/story/", "/blog/feed.xml"), ("/news/story", "/rss")],
)  # fmt: skip
async def test_the_usual_places_are_also_below_the_page(world: World, page_path: str, path: str) -> None:
    page_url = world.server.serve(page_path, HTML, content_type="text/html")
    feed = world.server.serve(path, rss([item(1)]))

    assert await _located(world, page_url) == feed


async def test_a_page_that_answers_at_every_place_is_no_feed(world: World) -> None:
    page_url = world.server.serve("/", HTML, content_type="text/html")
    for path in ("/feed", "/rss.xml", "/feed.xml"):
        world.server.serve(path, HTML.format("", '<a href="/rss">RSS</a>'), content_type="application/xml")
    world.server.redirect("/atom.xml", "/")
    feed = world.server.serve("/index.xml", rss([item(1)]))

    assert await _located(world, page_url) == feed


async def test_the_usual_places_are_few_and_asked_for_one_after_the_other(world: World) -> None:
    page_url = world.server.serve("/a/b/c.html", HTML, content_type="text/html")

    with pytest.raises(NotAFeed, match="offers no feed"):
        await _located(world, page_url)

    assert len(world.server.requests) <= 1 + MAX_PLACES
    assert world.server.most_at_once == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_a_host_that_has_enough_is_not_asked_for_more_places(world: World, status: int) -> None:
    page_url = world.server.serve("/", HTML, content_type="text/html")
    world.server.serve("/feed", status=status)
    world.server.serve("/rss.xml", rss([item(1)]))

    with pytest.raises(NotAFeed):
        await _located(world, page_url)

    assert len(world.server.requests) == 2


async def test_a_page_that_declares_a_feed_is_asked_for_nothing_else(world: World) -> None:
    feed = world.server.serve("/news", rss([item(1)]))
    world.server.serve("/feed", rss([item(2)]))
    page_url = world.server.serve("/", page("/news"), content_type="text/html")

    assert await _located(world, page_url) == feed
    assert len(world.server.requests) == 2


async def test_a_declared_feed_that_is_dead_is_looked_for_at_the_usual_places(world: World) -> None:
    page_url = world.server.serve("/", page("/old"), content_type="text/html")
    feed = world.server.serve("/feed", rss([item(1)]))

    assert await _located(world, page_url) == feed

    world.server.remove("/feed")
    with pytest.raises(WireError, match="no page at this address"):
        await _located(world, page_url)


@pytest.mark.parametrize(
    "body", ["<p>Hello</p><a href='/news'>RSS</a>", "<link rel=alternate type=application/rss+xml href=/news>", "x"]
)
async def test_what_the_server_calls_a_page_is_one_without_its_usual_elements(world: World, body: str) -> None:
    page_url = world.server.serve("/", body, content_type="text/html; charset=utf-8")
    feed = world.server.serve("/news" if body != "x" else "/feed", rss([item(1)]))

    assert await _located(world, page_url) == feed


async def test_a_link_header_declares_a_feed(world: World) -> None:
    feed = world.server.serve("/news", rss([item(1)]))
    link = '</news>; rel="alternate"; type="application/rss+xml"; title="News"'
    page_url = world.server.serve("/", HTML, content_type="text/html", headers={"Link": link})
    text_url = world.server.serve("/text", "Hello", content_type="text/plain", headers={"Link": link})

    assert await _located(world, page_url) == feed
    assert await _located(world, text_url) == feed


async def test_the_feed_of_a_page_that_is_refused_is_known_by_its_address(world: World) -> None:
    page_url = world.server.serve("/@someone", status=403)
    feed = world.server.serve("/@someone.rss", rss([item(1)]))

    assert await _located(world, page_url) == feed

    world.server.remove("/@someone.rss")
    with pytest.raises(WireError, match="403"):
        await _located(world, page_url)


async def test_the_page_of_a_tag_leads_to_its_feed(world: World) -> None:
    page_url = world.server.serve("/tags/news", HTML, content_type="text/html")
    feed = world.server.serve("/tags/news.rss", rss([item(1)]))
    world.server.serve("/feed", rss([item(2)]))

    assert await _located(world, page_url) == feed


async def test_a_page_that_leads_to_another_is_followed(world: World) -> None:
    feed = world.server.serve("/news", rss([item(1)]))
    world.server.serve("/blog/", page("/news"), content_type="text/html")
    start = world.server.serve(
        "/", HTML.format('<meta http-equiv="refresh" content="0; url=/blog/">', ""), content_type="text/html"
    )
    direct = world.server.serve(
        "/direct", HTML.format('<meta http-equiv="refresh" content="0; url=news">', ""), content_type="text/html"
    )

    assert await _located(world, start) == feed
    assert await _located(world, direct) == feed


async def test_pages_that_lead_to_each_other_and_to_nowhere_end(world: World) -> None:
    refresh = '<meta http-equiv="refresh" content="0; url={}">'
    one = world.server.serve("/1", HTML.format(refresh.format("/2"), ""), content_type="text/html")
    world.server.serve("/2", HTML.format(refresh.format("/1"), '<a href="/news">RSS</a>'), content_type="text/html")
    for number in range(10, 30):
        target = refresh.format(f"/{number + 1}")
        world.server.serve(f"/{number}", HTML.format(target, ""), content_type="text/html")
    dead = world.server.serve(
        "/dead", HTML.format(refresh.format("/gone"), '<a href="/news">RSS</a>'), content_type="text/html"
    )
    feed = world.server.serve("/news", rss([item(1)]))

    assert await _located(world, one) == feed
    assert await _located(world, dead) == feed
    with pytest.raises(NotAFeed):
        await _located(world, world.server.url("/10"))
    assert world.server.count("/20") == 0


async def test_a_link_to_a_list_of_feeds_leads_to_the_first_of_them(world: World) -> None:
    page_url = world.server.serve("/", HTML.format("", '<a href="/abo">RSS</a>'), content_type="text/html")
    listed = '<a href="/sport.rss">Sport</a><a href="/politik.rss">Politik</a><a href="/abo">RSS</a>'
    world.server.serve("/abo", HTML.format("", listed), content_type="text/html")
    feed = world.server.serve("/politik.rss", rss([item(1)]))

    assert await _located(world, page_url) == feed


async def test_an_ordinary_link_to_another_site_is_not_searched_for_feeds(world: World) -> None:
    other = world.server.url("/wiki/RSS", host="127.0.0.2")
    page_url = world.server.serve("/", HTML.format("", f'<a href="{other}">RSS</a>'), content_type="text/html")
    world.server.serve("/wiki/RSS", page("/changes"), content_type="text/html")
    world.server.serve("/changes", rss([item(1)]))

    with pytest.raises(NotAFeed):
        await _located(world, page_url)


async def test_a_page_in_the_own_network_cannot_lead_to_another_host_there(world: World) -> None:
    other = world.server.url("/feed", host="127.0.0.2")
    link = f'<{other}>; rel="alternate"; type="application/rss+xml"'
    refresh = f'<meta http-equiv="refresh" content="0; url={other}">'
    world.server.serve("/feed", rss([item(1)]), headers={"X": "1"})
    pages = [
        world.server.serve("/x/header", HTML, content_type="text/html", headers={"Link": link}),
        world.server.serve("/x/refresh", HTML.format(refresh, ""), content_type="text/html"),
        world.server.serve("/x/anchor", HTML.format("", f'<a href="{other}">RSS</a>'), content_type="text/html"),
    ]

    for page_url in pages:
        found = await locate(page_url, world.transport, world.pool)
        assert found.url == world.server.url("/feed")  # at a usual place of its own host
    assert not [request for request in world.server.requests if request.address == "127.0.0.2"]


async def test_a_feed_is_added_once(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1)]))
    await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)

    with pytest.raises(AlreadySubscribed, match="The Paper"):
        await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "spelling",
    ["{base}/feed", "{base}/feed#x", "{base}/feed?", "HTTP://127.0.0.1:{port}/feed", "feed:{base}/feed",
     "{base}/%66eed", "{base}/moved", "{base}/elsewhere", "{base}/page", "{base}/feed/", " {base}/feed "],
)  # fmt: skip
async def test_a_feed_is_the_same_by_other_spellings_its_page_and_redirects(world: World, spelling: str) -> None:
    feed = world.server.serve("/feed", rss([item(1)]))
    world.server.serve("/%66eed", rss([item(1)]))
    world.server.serve("/feed?", rss([item(1)]))
    world.server.serve("/feed/", rss([item(1)]))
    world.server.redirect("/moved", "/feed", status=301)
    world.server.redirect("/elsewhere", "/feed", status=302)
    world.server.serve("/page", page("/feed"), content_type="text/html")
    await subscribe(world.library, feed, world.transport, world.pool, clock=world.watch)

    typed = spelling.format(base=world.server.url(""), port=world.server.port)
    with pytest.raises(AlreadySubscribed, match="The Paper"):
        await subscribe(world.library, typed, world.transport, world.pool, clock=world.watch)

    assert [known.url for known in world.library.feeds.all()] == [feed]


async def test_another_feed_is_not_taken_for_the_one_beside_it(world: World) -> None:
    for path in ("/feed", "/feed/", "/other"):
        url = world.server.serve(path, rss([item(1)], title=path))
        await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)

    assert len(world.library.feeds.all()) == 3


async def test_a_feed_that_has_moved_is_the_same_by_its_old_address(world: World) -> None:
    old = world.server.serve("/old", rss([item(1)]))
    await subscribe(world.library, old, world.transport, world.pool, clock=world.watch)
    world.server.serve("/new", rss([item(1)]))
    world.server.redirect("/old", "/new", status=301)

    with pytest.raises(AlreadySubscribed):
        await subscribe(world.library, old, world.transport, world.pool, clock=world.watch)


async def test_only_the_host_that_the_user_typed_may_lie_in_the_own_network(world: World) -> None:
    other = world.server.url("/feed", host="127.0.0.2")
    here = world.server.serve("/feed", rss([item(1)]))
    world.library.feeds.add(other, now=world.watch())
    world.library.feeds.add(here, now=world.watch())
    page_url = world.server.serve("/", page(other), content_type="text/html")

    done = await subscribe(world.library, page_url, world.transport, world.pool, clock=world.watch)

    assert not done.is_new
    assert {feed.url: feed.is_private_allowed for feed in world.library.feeds.all()} == {other: False, here: True}


async def test_a_dead_server_adds_nothing(world: World) -> None:
    url = world.server.url("/feed").replace(str(world.server.port), "9")

    with pytest.raises(WireError):
        await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)

    assert world.library.feeds.all() == []


async def test_each_feed_of_a_page_is_read_for_a_choice_and_what_is_none_is_left_out(world: World) -> None:
    feeds = [world.server.serve(f"/{name}", rss([item(1), item(2)], title=name)) for name in ("a", "b")]
    url = world.server.serve("/", page("/a", "/broken", "/b", "/comments"), content_type="text/html")
    await subscribe(world.library, feeds[1], world.transport, world.pool, clock=world.watch)

    subscriber = Subscriber(world.library, world.transport, world.pool, clock=world.watch)
    offers = await subscriber.offers(url, reads=Reads.EACH)

    assert [(offer.number, offer.title, offer.known is None) for offer in offers.offers] == [
        (1, "a", True),
        (3, "b", False),
    ]
    assert [offer.newest for offer in offers.offers] == [("Story 2", "Story 1")] * 2
    assert offers.needs_choice


async def test_a_list_of_feeds_behind_a_link_can_be_chosen_from(world: World) -> None:
    url = world.server.serve("/", HTML.format("", '<a href="/abo">RSS</a>'), content_type="text/html")
    world.server.serve(
        "/abo", HTML.format("", '<a href="/a.rss">A</a><a href="/b.rss">B</a>'), content_type="text/html"
    )
    for name in ("a", "b"):
        world.server.serve(f"/{name}.rss", rss([item(1)], title=name))

    offers = await Subscriber(world.library, world.transport, world.pool).offers(url, reads=Reads.EACH)

    assert [offer.title for offer in offers.offers] == ["a", "b"]


async def test_of_many_feeds_only_the_first_are_read(world: World) -> None:
    for number in range(20):
        world.server.serve(f"/{number}", rss([item(1)], title=f"No. {number}"))
    url = world.server.serve("/", page(*(f"/{number}" for number in range(20))), content_type="text/html")

    offers = await Subscriber(world.library, world.transport, world.pool).offers(url, reads=Reads.EACH)

    assert len(offers.offers) == 20
    assert len(world.server.requests) == 1 + MAX_READ


async def test_a_preview_of_an_address_a_file_and_standard_input_stores_nothing(world: World, tmp_path: Path) -> None:
    document = rss([item(1)])
    file = tmp_path / "feed.xml"
    file.write_bytes(document)
    sources = [world.server.serve("/feed", document), str(file), "-"]

    shown = [await preview(source, world.transport, world.pool, standard_input=lambda: document) for source in sources]

    assert [one.feed.title for one in shown] == ["The Paper"] * 3
    assert world.library.feeds.all() == []


async def test_a_folder_cannot_be_previewed(world: World, tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable):
        await preview(str(tmp_path), world.transport, world.pool, standard_input=bytes)
