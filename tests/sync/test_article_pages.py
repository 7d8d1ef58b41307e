"""Articles that are spread over several pages, from a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sync.feed_samples import rss

from wortreader.errors import ServerRefused
from wortreader.model import Completeness, Extraction
from wortreader.store.pages import PageOutcome
from wortreader.sync import article_pages
from wortreader.sync.completing import fetch_pages
from wortreader.sync.fulltext import FullTexts, PageResult
from wortreader.sync.politeness import RobotsFiles
from wortreader.sync.sources import extract_page
from wortreader.wire.transport import Access

if TYPE_CHECKING:
    from sync.conftest import World

LEAD = "Die Brücke ist gesperrt, weil ein Lager gebrochen ist, und niemand weiß, wie lange die Arbeiten dauern werden."


def paragraph(number: int) -> str:
    return (
        f"Im Absatz {number} erzählt {number} die Ingenieurin {number} vom {number} Morgen, an dem {number} das Lager "
        f"brach {number}. Sie hat {number + 40} Brücken {number} gebaut, und keine {number} hat so viele {number} Mühe "
        f"gemacht {number} wie diese {number} über den Fluss."
    )


def serve(
    world: World,
    path: str,
    *chapters: int,
    links: str = "",
    title: str = "Die Brücke über den Fluss",
    **options: object,
) -> str:
    """Serves a page of the article, and returns its address."""
    text = "".join(f"<p>{paragraph(3 * chapter + part)}</p>" for chapter in chapters for part in range(3))
    page = (
        f'<!doctype html><html lang="de"><head><title>{title}</title><meta property="og:type" content="article"></head>'
        f"<body><nav><a href='/'>Start</a></nav><article><h1>{title}</h1><p class='lead'>{LEAD}</p>{text}</article>"
        f"<nav class='pages'>{links}</nav><footer>Impressum</footer></body></html>"
    )
    return world.server.serve(path, page, content_type="text/html; charset=utf-8", **options)  # type: ignore[arg-type]  # as the test gives them


def serve_article(world: World, count: int) -> str:
    """Serves an article of so many pages, and returns the address of the first."""
    for number in range(2, count + 1):
        following = f"<a href='/bridge?page={number + 1}'>{number + 1}</a>" if number < count else ""
        serve(world, f"/bridge?page={number}", number, links=f"<a href='/bridge'>1</a>{following}")
    return serve(world, "/bridge", 1, links="<a rel='next' href='/bridge?page=2'>2</a>" if count > 1 else "")


async def read(world: World, url: str) -> Extraction:
    return await extract_page(url, world.transport, world.pool, access=Access(url, True), spacing_seconds=0)


def chapters(found: Extraction) -> list[int]:
    """The chapters that are in an article, in its order."""
    places = {number: found.text.find(paragraph(3 * number)) for number in range(1, 20)}
    return sorted((number for number, place in places.items() if place >= 0), key=lambda number: places[number])


async def test_the_next_pages_of_an_article_are_joined_to_it(world: World) -> None:
    found = await read(world, serve_article(world, 4))

    assert chapters(found) == [1, 2, 3, 4]
    assert found.text.count(LEAD) <= 1
    assert found.further_urls == tuple(world.server.url(f"/bridge?page={number}") for number in (2, 3, 4))
    assert (found.missing, found.next_url) == ("", None)


async def test_an_article_of_one_page_takes_one_request(world: World) -> None:
    found = await read(world, serve_article(world, 1))

    assert (chapters(found), len(world.server.requests)) == ([1], 1)


async def test_the_view_on_a_single_page_is_preferred(world: World) -> None:
    serve(world, "/bridge/all", 1, 2, 3)
    serve(world, "/bridge/2", 2)
    url = serve(world, "/bridge", 1, links="<a href='/bridge/all'>Auf einer Seite lesen</a> <a href='/bridge/2'>2</a>")

    found = await read(world, url)

    assert (chapters(found), found.url, world.server.count("/bridge/2")) == ([1, 2, 3], url, 0)


@pytest.mark.parametrize("whole", ["missing", "for subscribers", "another article"])
async def test_the_pages_are_read_if_the_single_view_is_none(world: World, whole: str) -> None:
    if whole == "for subscribers":
        serve(world, "/bridge/all", title="Diesen Artikel weiterlesen mit einem Abo")
    elif whole == "another article":
        serve(world, "/bridge/all", 7, 8, 9, title="Die Schleuse")
    serve(world, "/bridge/2", 2)
    url = serve(world, "/bridge", 1, links="<a href='/bridge/all'>Auf einer Seite lesen</a> <a href='/bridge/2'>2</a>")

    assert chapters(await read(world, url)) == [1, 2]


async def test_at_most_ten_further_pages_are_read(world: World) -> None:
    found = await read(world, serve_article(world, 14))

    assert chapters(found) == list(range(1, 12))
    assert found.missing == "The article is longer than 11 pages: the rest is not read."
    assert len(world.server.requests) == 11


async def test_pages_are_read_until_they_are_too_large_together(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_pages, "MAX_BYTES", 2000)

    found = await read(world, serve_article(world, 5))

    assert chapters(found) == [1, 2, 3]
    assert found.missing == "The article is longer than 3 pages: the rest is not read."


async def test_pages_that_take_too_long_are_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_pages, "MAX_SECONDS", 0.0)

    found = await read(world, serve_article(world, 2))

    assert chapters(found) == [1]
    assert found.missing == "Further pages of the article are missing: they take too long."


async def test_a_page_that_fails_leaves_what_is_there(world: World) -> None:
    url = serve_article(world, 3)
    world.server.serve("/bridge?page=3", "gone", status=500)

    found = await read(world, url)

    assert chapters(found) == [1, 2]
    assert found.missing.startswith("Page 3 of the article is missing: ")


async def test_a_page_without_an_article_leaves_what_is_there(world: World) -> None:
    url = serve_article(world, 2)
    world.server.serve("/bridge?page=2", "<html><body></body></html>", content_type="text/html")

    found = await read(world, url)

    assert chapters(found) == [1]
    assert found.missing.startswith("Page 2 of the article is missing: ")


async def test_a_first_page_that_fails_is_an_error(world: World) -> None:
    with pytest.raises(ServerRefused):
        await read(world, world.server.serve("/bridge", "gone", status=500))


async def test_another_article_is_not_joined(world: World) -> None:
    serve(world, "/bridge?page=2", 5, title="Die Schleuse am Hafen")
    url = serve(world, "/bridge", 1, links="<a rel='next' href='/bridge?page=2'>2</a>")

    found = await read(world, url)

    assert (chapters(found), found.missing) == ([1], "")


@pytest.mark.parametrize("answer", ["the same page", "a redirect"])
async def test_a_site_that_answers_with_the_first_page_ends_the_article(world: World, answer: str) -> None:
    links = "<a rel='next' href='/bridge?page=2'>2</a>"
    if answer == "a redirect":
        world.server.serve("/bridge?page=2", "", status=302, headers={"Location": "/bridge"})
    else:
        serve(world, "/bridge?page=2", 1, links="<a rel='next' href='/bridge?page=3'>3</a>")
    url = serve(world, "/bridge", 1, links=links)

    found = await read(world, url)

    assert (chapters(found), found.missing, world.server.count("/bridge?page=3")) == ([1], "", 0)


async def test_pages_that_lead_in_a_circle_are_read_once(world: World) -> None:
    serve(world, "/bridge?page=2", 2, links="<a rel='next' href='/bridge?page=3'>3</a>")
    serve(world, "/bridge?page=3", 3, links="<a rel='next' href='/bridge?page=4'>4</a>")
    world.server.serve("/bridge?page=4", "", status=302, headers={"Location": "/bridge?page=2"})
    url = serve(world, "/bridge", 1, links="<a rel='next' href='/bridge?page=2'>2</a>")

    assert chapters(await read(world, url)) == [1, 2, 3]


async def refresh_pages(world: World, *, robots: RobotsFiles | None = None) -> list[PageResult]:
    """The results of fetching the pages that are owed, as a refresh does."""
    full_texts = FullTexts(
        world.library, world.transport, world.pool, clock=world.watch, spacing_seconds=0, robots=robots
    )
    steps = fetch_pages(full_texts, await full_texts.owed([feed.feed_id for feed in world.library.feeds.all()]))
    return [step.result async for step in steps if step.result is not None]


async def subscribe(world: World) -> None:
    item = (
        f"<item><title>Die Brücke über den Fluss</title><link>{world.server.url('/bridge')}</link><guid>1</guid>"
        "<pubDate>Wed, 18 Nov 2026 10:00:00 +0100</pubDate><description>Die Brücke ist gesperrt…</description></item>"
    )
    world.add(world.server.serve("/feed", rss([item])))
    await world.refresh()


async def test_a_refresh_stores_all_pages(world: World) -> None:
    serve_article(world, 3)
    await subscribe(world)

    (result,) = await refresh_pages(world)

    article = world.library.articles.get(1)
    assert (result.outcome, result.is_whole, result.reason) == (PageOutcome.TAKEN, True, "")
    assert paragraph(9) in article.text
    assert article.completeness is Completeness.WHOLE


async def test_an_article_without_its_last_page_is_incomplete_until_the_page_can_be_had(world: World) -> None:
    serve_article(world, 3)
    world.server.serve("/bridge?page=3", "busy", status=503)
    await subscribe(world)

    (result,) = await refresh_pages(world)

    article = world.library.articles.get(1)
    assert (result.outcome, result.is_whole) == (PageOutcome.TAKEN, False)
    assert result.reason.startswith("Page 3 of the article is missing: ")
    assert article.refusal == result.reason
    assert paragraph(6) in article.text
    assert article.completeness is Completeness.TEASER

    serve_article(world, 3)
    world.watch.advance(hours=2)
    (second,) = await refresh_pages(world)

    assert second.is_whole
    assert paragraph(9) in world.library.articles.get(1).text
    assert await refresh_pages(world) == []


async def test_further_pages_are_fetched_only_as_robots_txt_allows(world: World) -> None:
    world.server.serve("/robots.txt", "User-agent: *\nDisallow: /*page=", content_type="text/plain")
    serve_article(world, 2)
    await subscribe(world)

    (result,) = await refresh_pages(world, robots=RobotsFiles(world.library, world.transport, clock=world.watch))

    assert "robots.txt" in result.reason
    assert world.server.count("/bridge?page=2") == 0
    assert paragraph(3) in world.library.articles.get(1).text
