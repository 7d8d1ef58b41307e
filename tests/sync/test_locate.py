"""Finding the feed at an address that a user typed, and subscribing to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sync.feed_samples import item, page, rss

from wortreader.errors import AlreadySubscribed, NotAFeed, WireError
from wortreader.sync.locate import normal_address
from wortreader.sync.sources import SourceUnreadable, preview
from wortreader.sync.subscribe import subscribe

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
        ("ftp://example.org/rss", "ftp://example.org/rss"),
    ],
)
def test_an_address_is_made_whole(typed: str, address: str) -> None:
    assert normal_address(typed) == address


async def test_subscribing_stores_the_feed_with_its_articles(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1), item(2)]), etag='"1"')

    done = await subscribe(world.library, url, world.transport, world.pool, folder=("News", "World"), clock=world.watch)

    assert (done.feed.title, done.feed.url, done.feed.etag, done.new_count) == ("The Paper", url, '"1"', 2)
    assert world.library.feeds.folder_path(done.feed.folder_id) == ("News", "World")
    assert done.feed.is_private_allowed


async def test_the_first_feed_of_a_page_that_can_be_parsed_is_taken_and_the_others_are_listed(world: World) -> None:
    feed = world.server.serve("/feed", rss([item(1)]))
    url = world.server.serve("/", page("/broken", "/feed", "/comments"), content_type="text/html")

    done = await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)

    assert done.feed.url == feed
    assert {link.url for link in done.other_links} == {world.server.url("/broken"), world.server.url("/comments")}


async def test_a_page_without_a_feed_adds_nothing(world: World) -> None:
    url = world.server.serve("/", page(), content_type="text/html")

    with pytest.raises(NotAFeed, match="offers no feed"):
        await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)

    assert world.library.feeds.all() == []


async def test_a_feed_is_added_once(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1)]))
    await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)

    with pytest.raises(AlreadySubscribed, match="The Paper"):
        await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)


async def test_a_dead_server_adds_nothing(world: World) -> None:
    url = world.server.url("/feed").replace(str(world.server.port), "9")

    with pytest.raises(WireError):
        await subscribe(world.library, url, world.transport, world.pool, clock=world.watch)

    assert world.library.feeds.all() == []


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
