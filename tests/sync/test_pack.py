"""Packing articles, from a real server into a real library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from loopback import Exchange, Loopback
from picture_samples import photograph
from sync.feed_samples import rss

from wortreader.errors import RefreshRunning
from wortreader.model import Completeness, FullText
from wortreader.store.pages import PageOutcome, PageStatus
from wortreader.sync.events.pack import (
    PackDone,
    PackEvent,
    PackPicturesProgress,
    PackProgress,
    PackStarted,
    PackSummary,
)
from wortreader.sync.fulltext import FullTexts
from wortreader.sync.lease import LEASE
from wortreader.sync.pack import TYPICAL_WORDS, Bounds, likely_ids, pack, run, within
from wortreader.sync.pictures import PictureKeeper

if TYPE_CHECKING:
    from sync.conftest import World

STORY = " ".join(f"Les hôpitaux du pays dépensent deux fois plus qu'en 2021, numéro {n}." for n in range(40))
"""Takes three minutes to read."""
ABRIDGED = "Les hôpitaux du pays dépensent deux fois plus…"
WALL = "<div class='paywall'>Cet article est réservé aux abonnés. Déjà abonné ? Connectez-vous.</div>"


def item(server: Loopback, number: int, text: str = ABRIDGED) -> str:
    """An article; the higher its number, the newer it is."""
    return (
        f"<item><title>Hôpitaux {number}</title><link>{server.url(f'/{number}')}</link><guid>{number}</guid>"
        f"<pubDate>Wed, 18 Nov 2026 {number:02}:00:00 GMT</pubDate><description>{text}</description></item>"
    )


def serve_page(server: Loopback, number: int, text: str = STORY, after: str = "") -> None:
    page = f"<html lang='fr'><body><article><h1>Hôpitaux {number}</h1><p>{text}</p>{after}</article></body></html>"
    server.serve(f"/{number}", page, content_type="text/html; charset=utf-8")


async def beginnings(world: World, *numbers: int, text: str = ABRIDGED) -> dict[int, int]:
    """A feed of teasers whose pages are served. Returns the ids of its articles by number."""
    for number in numbers:
        serve_page(world.server, number)
    world.add(world.server.serve("/feed", rss([item(world.server, number, text) for number in numbers])))
    await world.refresh()
    ids = likely_ids(world.library)
    return {int(world.library.articles.get(article_id).title.split()[-1]): article_id for article_id in ids}


async def packed(world: World, bounds: Bounds = Bounds(), ids: list[int] | None = None) -> list[PackEvent]:  # noqa: B008 - frozen
    """All events of a pack."""
    texts = FullTexts(
        world.library, world.transport, world.pool, clock=world.watch, spacing_seconds=0, forgives_timeouts=True
    )
    wanted = likely_ids(world.library) if ids is None else ids
    events = pack(world.library, wanted, bounds, world.transport, texts, clock=world.watch)
    return [event async for event in events]


async def packed_with_pictures(world: World, bounds: Bounds = Bounds()) -> list[PackEvent]:  # noqa: B008 - frozen
    """All events of a pack with pictures."""
    texts = FullTexts(world.library, world.transport, world.pool, clock=world.watch, spacing_seconds=0)
    keeper = PictureKeeper(world.library, world.transport, world.pool, clock=world.watch)
    wanted = likely_ids(world.library)
    events = pack(world.library, wanted, bounds, world.transport, texts, keeper, clock=world.watch)
    return [event async for event in events]


def summary_of(events: list[PackEvent]) -> PackSummary:
    done = events[-1]
    assert isinstance(done, PackDone)
    return done.summary


def progress_of(events: list[PackEvent]) -> list[PackProgress]:
    return [event for event in events if isinstance(event, PackProgress)]


def asked(server: Loopback) -> list[str]:
    return [request.path for request in server.requests if not request.path.startswith("/feed")]


async def test_what_is_starred_comes_first_then_what_is_unread_newest_first(world: World) -> None:
    ids = await beginnings(world, 1, 2, 3, 4)
    world.library.articles.mark_starred([ids[2]], True, at=world.watch())
    world.library.articles.mark_read([ids[2], ids[4]], True, at=world.watch())

    await packed(world)

    assert asked(world.server) == ["/2", "/3", "/1"]


async def test_articles_become_whole_and_are_counted(world: World) -> None:
    ids = await beginnings(world, 1, 2)

    started, *_progress, done = events = await packed(world)

    assert started == PackStarted(total=2, ready=0)
    assert isinstance(done, PackDone)
    assert (done.summary.ready, done.summary.fetched, done.summary.failed) == (2, 2, 0)
    assert done.summary.received_bytes > 2 * len(STORY)
    assert [(event.done, event.total) for event in progress_of(events)] == [(1, 2), (2, 2)]
    assert {world.library.articles.get(article_id).completeness for article_id in ids.values()} == {Completeness.WHOLE}


async def test_what_is_whole_counts_as_ready_and_is_not_fetched_again(world: World) -> None:
    await beginnings(world, 1, 2)
    await packed(world)

    started, done = await packed(world)

    assert started == PackStarted(total=0, ready=2)
    assert isinstance(done, PackDone)
    assert (done.summary.ready, done.summary.fetched, done.summary.received_bytes) == (2, 0, 0)
    assert len(asked(world.server)) == 2


async def test_a_stopped_pack_continues_where_it_stopped(world: World) -> None:
    await beginnings(world, 1, 2, 3)
    texts = FullTexts(world.library, world.transport, world.pool, clock=world.watch, spacing_seconds=0)
    hold = world.server.hold("/1")
    stopped = pack(world.library, likely_ids(world.library), Bounds(), world.transport, texts, clock=world.watch)
    events = [await anext(stopped) for _number in range(3)]
    await stopped.aclose()
    hold.release()

    summary = summary_of(await packed(world))

    assert [type(event) for event in events] == [PackStarted, PackProgress, PackProgress]
    assert (summary.ready, summary.fetched) == (3, 1)
    assert (world.server.count("/2"), world.server.count("/3")) == (1, 1)


async def test_a_page_with_no_more_text_is_reported_once_and_not_fetched_again(world: World) -> None:
    await beginnings(world, 1, text=" ".join(STORY.split()[:100]) + "…")
    serve_page(world.server, 1, " ".join(STORY.split()[:60]))

    (progress,) = progress_of(await packed(world))
    again = await packed(world)

    assert progress.reason
    assert not progress.is_whole
    assert progress.outcome is PageOutcome.POORER
    assert (summary_of(again).ready, summary_of(again).failed) == (0, 0)
    assert asked(world.server) == ["/1"]


async def test_an_article_of_which_the_page_says_no_more_than_the_feed_is_ready(world: World) -> None:
    await beginnings(world, 1, text=" ".join(STORY.split()[:100]) + "…")
    serve_page(world.server, 1, " ".join(STORY.split()[:100]))

    events = await packed(world)

    (progress,) = progress_of(events)
    assert progress.is_whole
    assert (summary_of(events).ready, summary_of(events).fetched, summary_of(events).failed) == (1, 1, 0)


async def test_the_beginning_of_an_article_for_subscribers_is_not_ready_and_not_asked_for_again(world: World) -> None:
    await beginnings(world, 1)
    serve_page(world.server, 1, " ".join(STORY.split()[:90]), WALL)

    events = await packed(world)
    await packed(world)

    (progress,) = progress_of(events)
    assert progress.outcome is PageOutcome.TAKEN
    assert "subscribers" in (progress.reason or "")
    assert (summary_of(events).ready, summary_of(events).failed) == (0, 1)
    assert asked(world.server) == ["/1"]


async def test_a_page_that_cannot_be_had_is_tried_at_the_next_pack_and_at_last_once_an_hour(world: World) -> None:
    await beginnings(world, 1)
    world.server.remove("/1")
    for _attempt in range(4):
        await packed(world)
    assert len(asked(world.server)) == 3

    world.watch.advance(hours=2)
    await packed(world)

    assert len(asked(world.server)) == 4


async def hang_up(_exchange: Exchange) -> None:
    """Closes the connection without an answer."""


async def test_a_server_that_does_not_answer_costs_no_attempt_because_the_user_may_be_offline(world: World) -> None:
    ids = await beginnings(world, 1)
    world.server.answer("/1", hang_up)

    events = await packed(world)

    assert summary_of(events).failed == 1
    assert world.library.pages.outcome(ids[1]) is None


async def test_an_article_without_a_page_and_one_that_is_to_be_read_from_its_feed_are_ready(world: World) -> None:
    await beginnings(world, 1)
    bare = f"<item><title>Sans page</title><guid>x</guid><description>{ABRIDGED}</description></item>"
    world.add(world.server.serve("/feed2", rss([bare])))
    await world.refresh()
    for feed in world.library.feeds.all():
        world.library.settings.set_all({"full_text": FullText.FEED}, feed_ids=[feed.feed_id])

    started, _done = await packed(world)

    assert started == PackStarted(total=0, ready=2)
    assert asked(world.server) == []


async def test_articles_are_whole_with_their_pictures_which_come_after_the_texts(world: World) -> None:
    ids = await beginnings(world, 1, 2)
    for number in (1, 2):
        serve_page(
            world.server, number, after=f"<figure><img src='/{number}.jpg'><figcaption>Vue</figcaption></figure>"
        )
        world.server.serve(f"/{number}.jpg", photograph(), content_type="image/jpeg")
    assert summary_of(await packed(world)).ready == 2

    events = await packed_with_pictures(world)

    assert events[0] == PackStarted(total=0, ready=0)
    steps = [(event.done, event.total, event.kept) for event in events if isinstance(event, PackPicturesProgress)]
    assert steps in ([(1, 2, 1), (2, 2, 2)], [(1, 2, 2), (2, 2, 2)])
    assert (summary_of(events).ready, summary_of(events).pictures, summary_of(events).pictures_left) == (2, 2, 0)
    assert asked(world.server)[:2] == ["/2", "/1"]
    assert not any(h.lacks_pictures for h in world.library.articles.headlines(list(ids.values())).values())


async def test_pictures_count_towards_the_limit_of_bytes(world: World) -> None:
    await beginnings(world, *range(1, 21))
    for number in range(1, 21):
        serve_page(
            world.server, number, after=f"<figure><img src='/{number}.jpg'><figcaption>Vue</figcaption></figure>"
        )
        world.server.serve(f"/{number}.jpg", photograph(600, 400), content_type="image/jpeg")
    await packed(world)

    summary = summary_of(await packed_with_pictures(world, Bounds(max_bytes=3000)))

    assert 1 <= summary.pictures < 20  # six are under way at a time
    assert summary.ready == summary.pictures
    assert summary.pictures_left == 20 - summary.pictures


async def test_no_page_is_begun_after_the_limit_of_bytes_and_the_next_pack_fetches_the_rest(world: World) -> None:
    await beginnings(world, *range(1, 21))

    events = await packed(world, Bounds(max_bytes=1000))

    assert 1 <= summary_of(events).fetched < 20
    assert summary_of(events).received_bytes >= 1000
    assert summary_of(events).ready == summary_of(events).fetched
    assert asked(world.server)[0] == "/20"


async def test_articles_are_chosen_until_they_fill_the_reading_time(world: World) -> None:
    await beginnings(world, 1, 2, 3, 4)

    events = await packed(world, Bounds(minutes=4))

    assert summary_of(events).fetched == 2
    assert asked(world.server) == ["/4", "/3"]


async def test_further_pages_fill_the_time_if_pages_are_shorter_than_expected(world: World) -> None:
    await beginnings(world, 1, 2, 3)
    world.server.remove("/3")

    events = await packed(world, Bounds(minutes=5))

    assert events[0] == PackStarted(total=2, ready=0)
    assert (summary_of(events).fetched, summary_of(events).failed) == (2, 1)
    assert progress_of(events)[-1].total == 3


def standing(article_id: int, words: int, *, is_ready: bool = True) -> PageStatus:
    return PageStatus(article_id, words, is_ready, is_refused=False)


def test_a_page_that_is_not_fetched_is_assumed_to_have_the_typical_length() -> None:
    rows = [standing(1, 20, is_ready=False), standing(2, 220), standing(3, 220)]
    minutes = -(-TYPICAL_WORDS // 220)

    assert [row.article_id for row in within(rows, minutes, ())] == [1]
    assert [row.article_id for row in within(rows, 2, {1})] == [1, 2]
    assert within(rows, None, ()) == rows


async def test_a_pack_keeps_out_of_a_refresh(world: World) -> None:
    token = world.library.leases.take(LEASE, "cron", now=world.watch())
    with pytest.raises(RefreshRunning):
        await anext(run(world.library, [], Bounds(), holder="here", clock=world.watch))
    world.library.leases.release(token)

    events = [event async for event in run(world.library, [], Bounds(), holder="here", clock=world.watch)]

    assert events[0] == PackStarted(0, 0)
    world.library.leases.take(LEASE, "cron", now=world.watch())
