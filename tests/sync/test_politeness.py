"""Politeness to hosts: robots.txt, pauses, and hosts that want to be left alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pytest
from loopback import Exchange
from sync.feed_samples import rss
from sync.test_fulltext import STORY, item, serve_page, teasers

from wortreader.model import FeedOutcome, OutcomeKind
from wortreader.store.pages import PageOutcome
from wortreader.sync import politeness
from wortreader.sync import refresh as refreshing
from wortreader.sync.fulltext import FullTexts, PageResult
from wortreader.sync.politeness import RobotsFiles

if TYPE_CHECKING:
    from sync.conftest import World

TAKEN, FAILED, UNWANTED = PageOutcome.TAKEN, PageOutcome.FAILED, PageOutcome.UNWANTED


async def fetched(world: World) -> list[PageResult]:
    """The results of fetching the pages that are owed, as in a refresh, in the order of the feed."""
    robots = RobotsFiles(world.library, world.transport, clock=world.watch)
    full_texts = FullTexts(
        world.library, world.transport, world.pool, clock=world.watch, spacing_seconds=0, robots=robots
    )
    candidates = await full_texts.owed([feed.feed_id for feed in world.library.feeds.all()])
    results = [result async for result in full_texts.fetch_all(candidates)]
    return sorted(results, key=lambda result: result.article_id, reverse=True)


async def outcomes(world: World) -> list[PageOutcome]:
    return [result.outcome for result in await fetched(world)]


async def stories(world: World, *numbers: int) -> None:
    """A feed of teasers and the pages behind them."""
    for number in numbers:
        serve_page(world.server, number, *STORY)
    await teasers(world, *numbers)


def serve_robots(world: World, text: str, **options: object) -> None:
    world.server.serve("/robots.txt", text, content_type="text/plain", **options)  # type: ignore[arg-type]  # as given


async def test_a_disallowed_page_is_fetched_only_if_the_user_asks(world: World) -> None:
    serve_robots(world, "User-agent: *\nDisallow: /2\n")
    await stories(world, 1, 2)

    results = await fetched(world)

    assert [result.outcome for result in results] == [TAKEN, UNWANTED]
    assert "robots.txt" in results[1].reason
    assert world.server.count("/2") == 0
    assert await fetched(world) == []  # it is not owed any more

    candidate = world.library.pages.candidate(results[1].article_id)
    assert candidate is not None
    by_hand = FullTexts(world.library, world.transport, world.pool, clock=world.watch)
    assert (await by_hand.fetch(candidate)).is_taken


async def test_robots_txt_is_asked_for_once_a_day(world: World) -> None:
    serve_robots(world, "User-agent: *\nDisallow: /9\n")
    await stories(world, 1, 2)
    assert await outcomes(world) == [TAKEN, TAKEN]
    serve_page(world.server, 3, *STORY)
    world.server.serve("/feed", rss([item(world.server, 3)]))

    world.watch.advance(hours=23)
    await world.refresh()
    assert await outcomes(world) == [TAKEN]
    assert world.server.count("/robots.txt") == 1

    serve_page(world.server, 4, *STORY)
    world.server.serve("/feed", rss([item(world.server, 4)]))
    world.watch.advance(hours=2)
    await world.refresh()
    assert await outcomes(world) == [TAKEN]
    assert world.server.count("/robots.txt") == 2


async def test_an_unusable_robots_txt_allows_everything(world: World) -> None:
    async def cut_off(exchange: Exchange) -> None:
        exchange.writer.close()

    def refuse(status: int, body: str | bytes, content_type: str = "text/plain") -> None:
        world.server.serve("/robots.txt", body, status=status, content_type=content_type)

    cases: tuple[Callable[[], object], ...] = (
        partial(refuse, 404, "no"),
        partial(refuse, 403, "no"),
        partial(refuse, 500, "User-agent: *\nDisallow: /"),
        partial(refuse, 200, "<!doctype html><title>404</title><p>Disallow: /</p>", "text/html"),
        partial(refuse, 200, "User-agent: *\nDisallow: /\n#" + "x" * 16 * 1024 * 1024),
        partial(refuse, 200, b"\xff\xfe\x00", "application/octet-stream"),
        lambda: world.server.answer("/robots.txt", cut_off),
    )
    await teasers(world)
    for number, serve in enumerate(cases):
        serve()
        serve_page(world.server, number, *STORY)
        world.server.serve("/feed", rss([item(world.server, number)]))
        world.watch.advance(days=2)
        await world.refresh()

        assert await outcomes(world) == [TAKEN], number

    assert world.server.count("/robots.txt") >= len(cases)


async def test_a_robots_txt_that_does_not_come_is_waited_for_within_bounds(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(politeness, "ROBOTS_SECONDS", 0.05)
    hold = world.server.hold("/robots.txt")
    await stories(world, 1, 2)

    assert await outcomes(world) == [TAKEN, TAKEN]
    hold.release()


async def test_pages_of_a_host_that_asks_for_long_pauses_are_left_to_the_next_refresh(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(politeness, "MOST_PATIENCE_SECONDS", 5.0)
    serve_robots(world, "User-agent: wortreader\nCrawl-delay: 10\n")
    await stories(world, 1, 2)

    results = await fetched(world)

    assert sorted(result.outcome for result in results) == [FAILED, TAKEN]
    assert "long pauses" in next(result.reason for result in results if not result.is_taken)
    assert await outcomes(world) == [TAKEN]


@pytest.mark.parametrize(("status", "headers"), [(429, {}), (503, {"Retry-After": "60"})])
async def test_a_host_that_wants_to_be_left_alone_is_not_asked_for_pages_or_feeds(
    world: World, status: int, headers: dict[str, str]
) -> None:
    await stories(world, *range(1, 5))
    for number in range(1, 5):
        world.server.serve(f"/{number}", status=status, headers=headers)

    results = await fetched(world)

    assert {result.outcome for result in results} == {FAILED}
    asked = sum(world.server.count(f"/{number}") for number in range(1, 5))
    assert 1 <= asked <= 2  # two may be running when the first is answered
    before = world.server.count("/feed")
    (outcome,) = (await world.refresh()).values()
    assert outcome.kind is OutcomeKind.WAITING
    assert outcome.reason is not None
    assert "asked" in outcome.reason
    assert world.server.count("/feed") == before
    assert world.library.feeds.all()[0].failure is None

    for number in range(1, 5):
        serve_page(world.server, number, *STORY)
    world.watch.advance(minutes=11)
    assert await outcomes(world) == [TAKEN] * 4  # the errors cost no attempt


async def test_the_next_refresh_does_not_ask_a_host_that_wants_to_be_left_alone(world: World) -> None:
    feed = await teasers(world, 1)
    world.server.serve("/1", status=503, headers={"Retry-After": "3600"})

    async def run() -> list[FeedOutcome]:
        steps = refreshing.run(world.library, [world.library.feeds.get(feed.feed_id)], holder="me", clock=world.watch)
        return [step async for step in steps if isinstance(step, FeedOutcome)]

    (first,) = await run()
    asked = len(world.server.requests)
    (second,) = await run()
    assert first.kind is OutcomeKind.UNCHANGED
    assert second.kind is OutcomeKind.WAITING
    assert len(world.server.requests) == asked

    serve_page(world.server, 1, *STORY)
    world.watch.advance(hours=1, seconds=1)
    await run()
    assert world.library.articles.get(1).is_from_page
