"""What a refresh does after its feeds, and what nobody can make it wait for."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from loopback import PATIENCE, names
from loopback_faults import drip, hang
from sync import test_fulltext as pages
from sync import test_pictures as pictures
from sync.feed_samples import item, rss

from wortreader.model import FeedOutcome, OutcomeKind
from wortreader.store.pictures import PictureState
from wortreader.sync import completing, feed_refresh, politeness
from wortreader.sync import refresh as refreshing
from wortreader.sync.completing import PageStep
from wortreader.sync.events.refresh import PicturesProgress
from wortreader.sync.fulltext import FullTexts
from wortreader.sync.pictures import PictureKeeper
from wortreader.wire import hosts
from wortreader.wire.limits import Limits
from wortreader.wire.names import AddressInfo
from wortreader.wire.transport import Transport

if TYPE_CHECKING:
    from sync.conftest import World


async def steps(world: World) -> list[object]:
    """The steps of a whole refresh."""
    running = refreshing.run(world.library, world.library.feeds.all(), holder="test", clock=world.watch)
    return [step async for step in running]


def of(kind: type, steps: list[object]) -> list[object]:
    return [step for step in steps if isinstance(step, kind)]


async def test_pictures_of_a_host_that_cannot_be_reached_cost_one_round_and_no_attempt_of_the_others(
    world: World,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        dead = [f"http://127.0.0.1:{taken.getsockname()[1]}/{number}.jpg" for number in range(40)]
        suns = [pictures.serve(world.server, f"/{number}.jpg") for number in range(4)]
        stories = (pictures.story(number, *dead[number * 10 : number * 10 + 10], suns[number]) for number in range(4))
        pictures.shelve_all(world, *stories)
        async with Transport(clock=world.watch, is_public=lambda _address: True) as transport:
            keeper = PictureKeeper(world.library, transport, world.pool, clock=world.watch)
            results = [result async for result in keeper.keep_all([1, 2, 3, 4])]

    states = Counter(picture.state for result in results for picture in result.results)
    assert states[PictureState.KEPT] == 4
    assert 1 <= states[PictureState.FAILED] <= 6  # so many may be under way when the first one fails
    assert states[PictureState.OWED] == 40 - states[PictureState.FAILED]


async def test_fault_115_pictures_that_do_not_come_in_time_come_with_the_next_refresh(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completing, "SECONDS", 1.5)
    sun = pictures.serve(world.server, "/sun.jpg")
    hold = world.server.hold("/sun.jpg")
    world.add(world.server.serve("/feed", rss([pictures.item(1, sun)]), etag='"1"'))

    first = await steps(world)
    hold.release()
    monkeypatch.setattr(completing, "SECONDS", 600)
    second = await steps(world)  # in which the feed has not changed

    assert of(PicturesProgress, first) == [PicturesProgress(0, 1, 0)]
    assert of(PicturesProgress, second) == [PicturesProgress(0, 1, 0), PicturesProgress(1, 1, 1)]
    assert of(PicturesProgress, await steps(world)) == []


async def test_fault_115_pages_that_do_not_come_in_time_come_with_the_next_refresh_and_have_not_failed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completing, "SECONDS", 1.5)
    pages.serve_page(world.server, 1, *pages.STORY)
    hold = world.server.hold("/1")
    await pages.teasers(world, 1)

    first = await steps(world)
    hold.release()
    monkeypatch.setattr(completing, "SECONDS", 600)
    second = await steps(world)

    assert of(PageStep, first) == [PageStep(None, 0, 1)]
    assert [step.is_taken for step in of(PageStep, second) if isinstance(step, PageStep)] == [False, True]


async def test_a_picture_that_failed_is_tried_again_an_hour_later_although_its_feed_has_not_changed(
    world: World,
) -> None:
    sun = pictures.serve(world.server, "/sun.jpg", status=503)
    world.add(world.server.serve("/feed", rss([pictures.item(1, sun)]), etag='"1"'))
    await steps(world)
    pictures.serve(world.server, "/sun.jpg")

    await steps(world)
    assert world.server.count("/sun.jpg") == 1
    world.watch.advance(minutes=61)
    assert of(PicturesProgress, await steps(world))[-1] == PicturesProgress(1, 1, 1)


async def test_pictures_do_not_wait_for_pages_and_feeds_are_done_before_both(world: World) -> None:
    sun = pictures.serve(world.server, "/sun.jpg")
    pages.serve_page(world.server, 1, *pages.STORY)
    hold = world.server.hold("/1")
    await pages.teasers(world, 1)
    world.add(world.server.serve("/other", rss([pictures.item(2, sun)])))

    seen: list[object] = []
    running = refreshing.run(world.library, world.library.feeds.all(), holder="test", clock=world.watch)
    async with aclosing(running):
        async for step in running:
            seen.append(step)
            if step == PicturesProgress(1, 1, 1):  # so it has not waited for the page
                hold.release()

    kinds = [type(step) for step in seen]
    assert kinds[:3] == [FeedOutcome, FeedOutcome, refreshing.FeedsEnded]
    assert set(kinds[3:]) == {PageStep, PicturesProgress}
    assert isinstance(seen[-1], PageStep)
    assert seen[-1].is_taken


async def test_pictures_of_a_page_are_fetched_once_it_is_here(world: World) -> None:
    sun = pictures.serve(world.server, "/sun.jpg")
    shown = f"<img src='{sun}' width='800' height='600'>"
    pages.serve_page(world.server, 1, *pages.STORY[:4], shown, *pages.STORY[4:])
    await pages.teasers(world, 1)

    seen = await steps(world)

    assert [type(step) for step in seen][-1] is PicturesProgress
    assert seen[-1] == PicturesProgress(1, 1, 1)


async def test_fault_115_feeds_that_are_not_done_in_time_stay_due_and_say_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = [world.add(world.server.serve(f"/{number}", rss([item(number)]))) for number in range(2)]
    monkeypatch.setattr(refreshing, "FEED_SECONDS", 0)

    *outcomes, last = await steps(world)

    assert isinstance(last, refreshing.FeedsEnded)
    assert [outcome.kind for outcome in outcomes if isinstance(outcome, FeedOutcome)] == [OutcomeKind.FAILED] * 2
    assert world.library.feeds.due(world.watch()) == world.library.feeds.all()
    for feed in world.library.feeds.all():
        assert (feed.failure, feed.failure_count) == ("There was no time left for it in this refresh.", 0)

    monkeypatch.setattr(refreshing, "FEED_SECONDS", 480)
    await steps(world)
    assert world.library.feeds.get(feeds[0].feed_id).failure is None


async def test_fault_030_feeds_of_a_host_that_drips_stay_due_unless_they_were_asked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "SLOW_SECONDS", 0.02)
    for number in range(6):
        world.server.answer(f"/{number}", drip)
        world.add(world.server.url(f"/{number}", host="127.0.0.2"))
    healthy = world.add(world.server.serve("/feed", rss([item(1)])))
    limits = Limits(total_seconds=1.5, host_seconds=1.5)  # much more than the healthy feed needs

    async with Transport(limits, clock=world.watch) as transport:
        refresh = feed_refresh.refresh(
            world.library, world.library.feeds.all(), transport, world.pool, clock=world.watch
        )
        outcomes = {outcome.feed_id: outcome async for outcome in refresh}

    assert outcomes[healthy.feed_id].kind is OutcomeKind.UPDATED
    asked = {int(request.path[1:]) + 1 for request in world.server.requests if request.address == "127.0.0.2"}
    assert len(asked) == 2
    due = {feed.feed_id for feed in world.library.feeds.due(world.watch())}
    assert due == set(range(1, 7)) - asked
    assert all("put off until next time" in (outcomes[feed_id].reason or "") for feed_id in due)
    assert {feed.failure_count for feed in world.library.feeds.due(world.watch())} == {0}


async def test_feeds_that_were_refreshed_longest_ago_are_asked_first(world: World) -> None:
    feeds = [world.add(world.server.serve(f"/{number}", rss([item(1)]))) for number in range(3)]
    for feed in (feeds[2], feeds[0], feeds[1]):
        refresh = feed_refresh.refresh(world.library, [feed], world.transport, world.pool, clock=world.watch)
        assert [outcome.kind async for outcome in refresh] == [OutcomeKind.UPDATED]
        world.watch.advance(minutes=1)
    before = len(world.server.requests)

    async with Transport(Limits(per_host=1), clock=world.watch) as transport:
        refresh = feed_refresh.refresh(
            world.library, world.library.feeds.all(), transport, world.pool, clock=world.watch
        )
        assert len([outcome async for outcome in refresh]) == 3

    assert [request.path for request in world.server.requests[before:]] == ["/2", "/0", "/1"]


async def test_fault_115_pages_of_a_host_that_hangs_are_given_up_and_cost_the_others_no_attempt(world: World) -> None:
    await pages.teasers(world, *range(1, 9))
    for number in range(1, 9):
        world.server.answer(f"/{number}", hang)
    candidates_before = await candidates(world, world.transport)

    async with Transport(Limits(read_seconds=0.1), clock=world.watch) as transport:
        texts = full_texts(world, transport)
        results = [result async for result in texts.fetch_all(await texts.owed([1]))]

    asked = {request.path for request in world.server.requests} - {"/feed", "/robots.txt"}
    assert len(results) == 8
    assert len(asked) <= 4  # the third failure, and what is under way then
    assert len(await candidates(world, world.transport)) == len(candidates_before) - len(asked)


async def test_pages_of_a_host_that_cannot_be_reached_do_not_wait_for_their_turns(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(politeness, "LOOK_SECONDS", 0.01)
    await pages.teasers(world, *range(1, 9))
    asked: list[str] = []

    def unknown(host: str, port: int, family: int) -> list[AddressInfo]:
        asked.append(host)
        return names({})(host, port, family)

    async with Transport(look_up=unknown, clock=world.watch) as transport:
        texts = FullTexts(world.library, transport, world.pool, clock=world.watch, spacing_seconds=3600)
        nowhere = [replace(each, url=f"https://dead.test/{each.article_id}") for each in await texts.owed([1])]
        async with asyncio.timeout(PATIENCE):
            results = [result async for result in texts.fetch_all(nowhere)]

    assert [result.is_unreached for result in results] == [True] * 8
    assert asked == ["dead.test"]


def full_texts(world: World, transport: Transport) -> FullTexts:
    return FullTexts(world.library, transport, world.pool, clock=world.watch, spacing_seconds=0)


async def candidates(world: World, transport: Transport) -> list[str]:
    return [candidate.url for candidate in await full_texts(world, transport).owed([1])]
