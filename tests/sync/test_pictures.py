"""Pictures from a real server through worker processes into a real library."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from library_factory import NOW, article, shelve
from loopback import PATIENCE, Exchange, Loopback, head
from picture_samples import encoded, opened, painted, photograph
from PIL import Image
from sync.feed_samples import rss

from wortreader.model import FeedOutcome, Headline, KeptPicture, OutcomeKind, PreparedArticle
from wortreader.store.pictures import MAX_ATTEMPTS, NEWEST, PictureState
from wortreader.sync.events.refresh import PicturesProgress
from wortreader.sync.options import RefreshOptions
from wortreader.sync.pictures import PictureKeeper, keep_new
from wortreader.sync.refresh import run

if TYPE_CHECKING:
    from sync.conftest import World


def story(number: int, *images: str) -> PreparedArticle:
    """An article that shows pictures; the higher its number, the newer it is."""
    html = "<p>A whole story.</p>" + "".join(f"<img src='{image}'>" for image in images)
    shown = article(str(number), html=html, published_at=NOW + timedelta(minutes=number))
    return replace(shown, has_pictures=True)


def item(number: int, image: str) -> str:
    """The same article as an item of its feed."""
    text = f"&lt;p&gt;{'A whole story of its own. ' * 40}&lt;/p&gt;&lt;img src='{image}'&gt;"
    return f"<item><title>Story {number}</title><guid>{number}</guid><description>{text}</description></item>"


def serve(server: Loopback, path: str, data: bytes | None = None, **options: object) -> str:
    """Serves a picture, and returns its address."""
    options.setdefault("content_type", "image/jpeg")
    return server.serve(path, photograph() if data is None else data, **options)  # type: ignore[arg-type]  # as the test gives them


def shelve_all(world: World, *articles: PreparedArticle) -> None:
    """Puts articles into the library whose feed and pictures are on the server."""
    shelve(world.library, *articles, url=world.server.url("/feed"), is_private_allowed=True)


def keeper_of(world: World, **options: object) -> PictureKeeper:
    return PictureKeeper(
        world.library,
        world.transport,
        world.pool,
        clock=world.watch,
        **options,  # type: ignore[arg-type]  # as the test gives them
    )


async def keep(world: World, *article_ids: int, **options: object) -> dict[str, PictureState]:
    """Keeps the pictures of articles, and returns the results."""
    results = [result async for result in keeper_of(world, **options).keep_all(article_ids or [1])]
    return {picture.url: picture.state for result in results for picture in result.results}


def kept(world: World, url: str, article_id: int = 1) -> KeptPicture:
    return world.library.pictures.kept(article_id)[url]


def headline(world: World, article_id: int = 1) -> Headline:
    return world.library.articles.headlines([article_id])[article_id]


async def test_what_a_refresh_that_was_killed_owed_of_pictures_is_fetched_by_the_next_one(world: World) -> None:
    sun = serve(world.server, "/sun.jpg")
    world.add(world.server.serve("/feed", rss([item(1, sun)])))
    await world.refresh()  # its feeds alone: it has not come to pictures
    assert not headline(world).is_offline_ready

    feeds = world.library.feeds.all()
    steps = [step async for step in run(world.library, feeds, RefreshOptions(), holder="test", clock=world.watch)]

    assert [step.kind for step in steps if isinstance(step, FeedOutcome)] == [OutcomeKind.UNCHANGED]
    assert headline(world).is_offline_ready


async def test_the_pictures_of_an_article_are_here_when_the_network_is_not(world: World) -> None:
    sun = serve(world.server, "/sun.jpg", photograph(2400, 1600))
    shelve_all(world, story(1, sun))
    assert not headline(world).is_offline_ready

    assert await keep(world) == {sun: PictureState.KEPT}

    picture = kept(world, sun)
    assert (picture.width, picture.height) == (1200, 800)
    assert picture.file is not None
    assert opened(picture.file.read_bytes()).size == (1200, 800)
    assert headline(world).is_offline_ready
    headers = world.server.last("/sun.jpg").headers
    assert headers["accept"].startswith("image/")
    assert not {"referer", "cookie", "authorization"} & headers.keys()


async def test_fault_058_tracking_pixels_are_not_fetched_and_tracking_parameters_are_removed(world: World) -> None:
    sun = serve(world.server, "/sun.jpg?w=800")
    shelve_all(
        world,
        story(
            1,
            f"{sun}&amp;utm_source=rss&amp;fbclid=abc",
            world.server.url("/matomo.php?idsite=1"),
            world.server.url("/x.gif") + "' width='1' height='1",
        ),
    )

    await keep(world)

    assert [request.path for request in world.server.requests] == ["/sun.jpg?w=800"]


async def test_what_is_not_a_picture_is_refused_for_good_and_stops_nothing(world: World) -> None:
    server = world.server
    wrong = {
        serve(server, "/login.jpg", b"<!doctype html><title>Log in</title>"): "a page instead",
        serve(server, "/gone.jpg", b"", status=404): "404",
        serve(server, "/cut.jpg", photograph(400, 300)[:500]): "damaged",
        serve(
            server, "/drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml"
        ): "SVG",
        "ftp://paper.example/sun.jpg": "",
        serve(server, "/there.jpg", b"", status=302, headers={"Location": "http://10.1.2.3/sun.jpg"}): "own network",
    }
    sun = serve(server, "/sun.jpg")
    dot = serve(server, "/dot.gif", encoded(Image.new("RGB", (2, 2)), "GIF"), content_type="image/gif")
    shelve_all(world, story(1, *wrong, sun, dot))

    states = await keep(world)

    del wrong["ftp://paper.example/sun.jpg"]
    assert states == {**dict.fromkeys(wrong, PictureState.REFUSED), sun: PictureState.KEPT, dot: PictureState.BLANK}
    assert kept(world, dot).is_blank
    for url, words in wrong.items():
        assert words in (kept(world, url).failure or ""), url
    assert headline(world).is_offline_ready
    assert await keep(world) == {}


async def test_a_server_that_fails_is_asked_again_another_time(world: World) -> None:
    sun = serve(world.server, "/sun.jpg", status=503)
    shelve_all(world, story(1, sun))
    assert await keep(world) == {sun: PictureState.FAILED}
    assert headline(world).lacks_pictures

    serve(world.server, "/sun.jpg")
    assert await keep(world) == {}
    assert await keep(world, is_asked=True) == {sun: PictureState.KEPT}


async def test_a_silent_server_costs_no_attempt_if_the_user_asks(world: World) -> None:
    async def hang_up(_exchange: Exchange) -> None: ...

    sun = world.server.answer("/sun.jpg", hang_up)
    shelve_all(world, story(1, sun))

    for _attempt in range(MAX_ATTEMPTS + 1):
        assert await keep(world, forgives_timeouts=True) == {sun: PictureState.OWED}

    assert headline(world).lacks_pictures


async def test_a_picture_of_several_articles_is_asked_for_once(world: World) -> None:
    sun = serve(world.server, "/sun.jpg")
    shelve_all(world, story(1, sun), story(2, sun), story(3, sun))

    await keep(world, 1, 2, 3)

    assert world.server.count("/sun.jpg") == 1
    assert not any(headline(world, article_id).lacks_pictures for article_id in (1, 2, 3))


async def test_a_picture_within_the_article_is_kept_without_a_question(world: World) -> None:
    data = base64.b64encode(encoded(painted(), "PNG")).decode()
    shelve_all(world, story(1, f"data:image/png;base64,{data}"))

    states = await keep(world)

    assert list(states.values()) == [PictureState.KEPT]
    assert world.server.requests == []


async def test_one_host_is_asked_for_as_many_pictures_at_once_as_a_browser_would_ask_for(world: World) -> None:
    arrived, six = [], asyncio.Event()

    async def wait_for_six(exchange: Exchange) -> None:
        arrived.append(exchange)
        if len(arrived) == 6:
            six.set()
        await six.wait()
        await exchange.send(head(200, {"Content-Type": "image/jpeg", "Connection": "close"}) + photograph())

    urls = [world.server.answer(f"/{number}.jpg", wait_for_six) for number in range(12)]
    shelve_all(world, *(story(number, *urls[number : number + 2]) for number in range(11)))

    async with asyncio.timeout(PATIENCE):
        assert set((await keep(world, *range(1, 12))).values()) == {PictureState.KEPT}

    assert world.server.most_at_once == 6
    assert sum(world.server.count(f"/{number}.jpg") for number in range(12)) == 12


async def test_fault_113_a_folder_that_cannot_be_written_ends_it_with_one_sentence(world: World) -> None:
    shelve_all(world, story(1, serve(world.server, "/sun.jpg")), story(2, serve(world.server, "/moon.jpg")))
    world.library.pictures.folder.write_text("in the way")
    keeper = keeper_of(world)

    results = [result async for result in keep_new(keeper, [1, 2])]

    assert "cannot be written" in (results[-1].problem or "")
    assert keeper.folder_problem == results[-1].problem
    assert keeper.kept_count == 0
    assert headline(world).lacks_pictures


async def test_the_budget_holds_and_older_articles_push_out_newer_ones_only_when_asked_for(world: World) -> None:
    urls = [serve(world.server, f"/{number}.jpg", photograph(90 + number, 60)) for number in range(6)]
    shelve_all(world, *(story(number, url) for number, url in enumerate(urls)))
    await keep(world, 6, 5)
    budget = world.library.pictures.usage().byte_size

    assert await keeper_of(world, budget=budget).lacking([1, 2, 3, 4]) == []
    await keep(world, 3, 4, budget=budget)

    assert world.library.pictures.usage().byte_size <= budget
    assert [headline(world, article_id).lacks_pictures for article_id in (6, 3)] == [False, True]

    await keep(world, 1, budget=budget, is_asked=True)
    assert [headline(world, article_id).lacks_pictures for article_id in (5, 1)] == [True, False]


async def refreshed(world: World, budget: int | None = 10**9) -> list[PicturesProgress]:
    """The picture events of a whole refresh."""
    steps = run(
        world.library,
        world.library.feeds.all(),
        RefreshOptions(picture_budget=budget),
        holder="test",
        clock=world.watch,
    )
    return [step async for step in steps if isinstance(step, PicturesProgress)]


async def test_a_refresh_keeps_the_pictures_of_what_is_new_and_an_unchanged_one_asks_nothing(world: World) -> None:
    sun, moon = serve(world.server, "/sun.jpg"), serve(world.server, "/moon.jpg")
    world.add(world.server.serve("/feed", rss([item(1, sun)]), etag='"1"'))
    assert await refreshed(world) == [PicturesProgress(0, 1, 0), PicturesProgress(1, 1, 1)]

    assert await refreshed(world) == []
    world.server.serve("/feed", rss([item(1, sun), item(2, moon)]), etag='"2"')
    assert await refreshed(world) == [PicturesProgress(0, 1, 0), PicturesProgress(1, 1, 1)]

    assert (world.server.count("/sun.jpg"), world.server.count("/moon.jpg")) == (1, 1)


async def test_a_refresh_leaves_old_and_read_articles_alone(world: World) -> None:
    urls = [serve(world.server, f"/{number}.jpg") for number in range(NEWEST + 3)]
    shelve_all(world, *(story(number, url) for number, url in enumerate(urls)))
    world.library.articles.mark_read([NEWEST + 3], True, at=world.watch())

    owed = await keeper_of(world).owed([1])

    assert owed == list(range(NEWEST + 2, 3, -1))


async def test_no_pictures_are_missing_if_none_are_to_be_kept(world: World) -> None:
    world.add(world.server.serve("/feed", rss([item(1, serve(world.server, "/sun.jpg"))])))

    assert await refreshed(world, budget=None) == []

    assert world.server.count("/sun.jpg") == 0
    assert headline(world).is_offline_ready
