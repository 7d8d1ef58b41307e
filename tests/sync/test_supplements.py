"""Transcripts and chapters, from a real server through workers into a real library."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest
from sync.feed_samples import rss

from wortreader.deferred import TaskKind
from wortreader.model import Article
from wortreader.model.episodes import Chapter, SupplementKind
from wortreader.store.supplements import FIRST_PAUSE, MAX_ATTEMPTS
from wortreader.sync import refresh as refreshing
from wortreader.sync import supplements
from wortreader.sync.events.outbox import TaskOutcome
from wortreader.sync.fulltext import FullTexts
from wortreader.sync.options import RefreshOptions
from wortreader.sync.outbox import carry_out
from wortreader.sync.pack import Bounds, pack
from wortreader.sync.politeness import RobotsFiles
from wortreader.sync.supplements import SupplementKeeper, SupplementResult
from wortreader.wire.transport import Transport

if TYPE_CHECKING:
    from sync.conftest import World

VTT = """WEBVTT

00:00:00.000 --> 00:00:02.000
<v Anna>Heute geht es um Fledermäuse.

00:01:00.000 --> 00:01:02.000
<v Bert>Um Höhlen auch.
"""
SAID = "Anna: Heute geht es um Fledermäuse.\n\nBert: Um Höhlen auch."
CHAPTERS = json.dumps({"version": "1.2.0", "chapters": [{"startTime": 60, "title": "Höhlen"}]})
NAMESPACE = "xmlns:podcast='https://podcastindex.org/namespace/1.0'"


def transcript(url: str, kind: str = "text/vtt", language: str = "de") -> str:
    return f"<podcast:transcript {NAMESPACE} url='{url}' type='{kind}' language='{language}'/>"


def chapters(url: str) -> str:
    return f"<podcast:chapters {NAMESPACE} url='{url}' type='application/json+chapters'/>"


def item(*elements: str, number: int = 1) -> str:
    text = "Das sind die Notizen zu der Folge, in der es um etwas geht."
    return (
        f"<item><title>Folge {number}</title><guid>{number}</guid><description>{text}</description>"
        f"<pubDate>Wed, 18 Nov 2026 10:00:00 +0100</pubDate>{''.join(elements)}</item>"
    )


def subscribe(world: World, *items: str) -> None:
    world.add(world.server.serve("/feed", rss(items)))


async def refresh_all(world: World, options: RefreshOptions | None = None) -> None:
    """A whole refresh, with all that follows."""
    feeds, options = world.library.feeds.all(), options or RefreshOptions()
    async for _step in refreshing.run(world.library, feeds, options, holder="test", clock=world.watch):
        pass


async def fetch(world: World, *ids: int, **options: object) -> list[SupplementResult]:
    """The results of fetching what is missing of these articles."""
    keeper = SupplementKeeper(
        world.library,
        world.transport,
        world.pool,
        clock=world.watch,
        spacing_seconds=0,
        **options,  # type: ignore[arg-type]
    )
    return [result async for result in keeper.fetch_all(world.library.supplements.wanted(ids))]


def stored(world: World, article_id: int = 1) -> Article:
    return world.library.articles.get(article_id)


async def test_a_refresh_brings_transcripts_and_chapters(world: World) -> None:
    server = world.server
    server.serve("/robots.txt", "User-agent: *\nAllow: /\n", content_type="text/plain")
    said = server.serve("/1.vtt", VTT, content_type="text/vtt")
    listed = server.serve("/1.json", CHAPTERS, content_type="application/json")
    subscribe(world, item(transcript(said), chapters(listed)))

    await refresh_all(world)

    article = stored(world)
    assert article.transcript is not None
    assert (article.transcript.text, article.transcript.url) == (SAID, said)
    assert article.chapters == (Chapter(60, "Höhlen"),)

    await refresh_all(world)
    assert server.count("/1.vtt") == server.count("/1.json") == 1


@pytest.mark.thorough
async def test_what_is_corrected_at_its_address_is_noticed_after_a_week_at_most(world: World) -> None:
    server = world.server
    said = server.serve("/1.vtt", VTT, etag='"1"')
    listed = server.serve("/1.json", CHAPTERS, last_modified="Wed, 18 Nov 2026 09:00:00 GMT")
    subscribe(world, item(transcript(said), chapters(listed)))
    await refresh_all(world)
    world.library.articles.mark_read([1], False, at=world.watch())

    world.watch.advance(days=6)
    await refresh_all(world)
    assert server.count("/1.vtt") == server.count("/1.json") == 1

    world.watch.advance(days=1, hours=1)
    await refresh_all(world)
    await refresh_all(world)
    assert server.count("/1.vtt") == server.count("/1.json") == 2
    assert server.last("/1.vtt").headers["if-none-match"] == '"1"'
    assert server.last("/1.json").headers["if-modified-since"] == "Wed, 18 Nov 2026 09:00:00 GMT"
    assert stored(world).transcript.text == SAID  # type: ignore[union-attr]  # it is kept

    server.serve("/1.vtt", VTT.replace("Höhlen", "Dachböden"), etag='"2"')
    server.serve("/1.json", "gone", status=404)
    world.watch.advance(days=8)
    await refresh_all(world)
    assert stored(world).transcript.text == SAID.replace("Höhlen", "Dachböden")  # type: ignore[union-attr]
    assert stored(world).chapters == (Chapter(60, "Höhlen"),), "what cannot be had any more stays"

    world.watch.advance(days=8)
    server.serve("/1.vtt", "<html><body>Lost</body></html>", content_type="text/html")
    await refresh_all(world)
    assert server.last("/1.vtt").headers["if-none-match"] == '"2"'
    assert "Dachböden" in stored(world).transcript.text  # type: ignore[union-attr]

    world.library.articles.mark_read([1], True, at=world.watch())
    world.watch.advance(days=8)
    await refresh_all(world)
    assert server.count("/1.vtt") == 4, "what is read is not asked for any more"


async def test_a_refresh_brings_none_if_the_user_wants_none(world: World) -> None:
    said = world.server.serve("/1.vtt", VTT)
    subscribe(world, item(transcript(said)))

    await refresh_all(world, RefreshOptions(keeps_transcripts=False))

    assert stored(world).transcript is None
    assert world.server.count("/1.vtt") == 0


async def test_what_is_left_comes_with_the_next_refresh_in_which_the_feed_has_not_changed(world: World) -> None:
    said = world.server.url("/1.vtt")  # where there is nothing yet
    world.server.serve("/1.vtt", "busy", status=503)
    subscribe(world, item(transcript(said)))
    await refresh_all(world)
    assert stored(world).transcript is None
    assert stored(world).unfetched == (SupplementKind.TRANSCRIPT,)

    world.server.serve("/1.vtt", VTT)
    world.watch.advance(seconds=FIRST_PAUSE.total_seconds() + 3600)
    await refresh_all(world)

    assert stored(world).transcript is not None


async def test_robots_txt_holds_for_a_refresh_and_not_for_the_user(world: World) -> None:
    world.server.serve("/robots.txt", "User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    said = world.server.serve("/private/1.vtt", VTT)
    subscribe(world, item(transcript(said)))
    await world.refresh()

    (result,) = await fetch(world, 1, robots=RobotsFiles(world.library, world.transport, clock=world.watch))
    assert "robots.txt" in result.reason
    assert world.server.count("/private/1.vtt") == 0

    (result,) = await fetch(world, 1)
    assert result.is_kept
    assert world.server.count("/private/1.vtt") == 1


async def test_the_next_best_is_taken_if_the_best_cannot_be_had(world: World) -> None:
    best = world.server.serve(
        "/1.vtt", "<!doctype html><html><body><p>Lost</p></body></html>", content_type="text/html"
    )
    other = world.server.serve("/1.txt", "Anna: Guten Tag.", content_type="text/plain")
    subscribe(world, item(transcript(other, "text/plain"), transcript(best)))
    await world.refresh()

    (result,) = await fetch(world, 1)

    assert (result.is_kept, result.url) == (True, other)
    assert stored(world).transcript.text == "Anna: Guten Tag."  # type: ignore[union-attr]  # it is kept


@pytest.mark.parametrize(
    ("body", "status", "reason", "is_lasting"),
    [
        ("gone", 404, "404", True),
        ("tired", 503, "503", False),
        ("<html><body><p>Sorry</p></body></html>", 200, "leads to a web page", True),
        ("WEBVTT\n", 200, "no transcript", True),
    ],
)
async def test_fault_129_why_there_is_none_is_said_and_kept(
    world: World, body: str, status: int, reason: str, is_lasting: bool
) -> None:
    subscribe(world, item(transcript(world.server.serve("/1.vtt", body, status=status))))
    await world.refresh()

    (result,) = await fetch(world, 1)

    assert reason in result.reason
    assert result.is_lasting is is_lasting
    assert reason in world.library.supplements.failure(1, SupplementKind.TRANSCRIPT)


async def test_a_server_in_the_users_own_network_is_not_asked_for_a_stranger(world: World) -> None:
    said = world.server.serve("/1.vtt", VTT)
    feed = world.server.serve("/feed", rss([item(transcript(said))]))
    world.library.feeds.add(feed, is_private_allowed=True, now=world.watch())
    await world.refresh()
    with world.library.database.write() as connection:
        connection.execute("UPDATE feeds SET is_private_allowed = 0")

    (result,) = await fetch(world, 1)

    assert not result.is_kept
    assert world.server.count("/1.vtt") == 0


async def test_a_host_that_cannot_be_reached_costs_the_user_no_attempt(world: World) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        subscribe(world, item(transcript(f"http://127.0.0.1:{taken.getsockname()[1]}/1.vtt")))
        await world.refresh()
        for _time in range(MAX_ATTEMPTS + 1):
            async with Transport(clock=world.watch, is_public=lambda _address: True) as world.transport:
                (result,) = await fetch(world, 1, forgives_timeouts=True)
            assert not result.is_kept

    assert len(world.library.supplements.owed([1], now=world.watch())) == 1


async def test_the_outbox_brings_them_when_there_is_a_network(world: World) -> None:
    said = world.server.serve("/1.vtt", VTT)
    subscribe(world, item(transcript(said)), item(transcript(world.server.url("/none.vtt")), number=2))
    await world.refresh()
    ids = {stored(world, number).title: number for number in (1, 2)}
    for number in (1, 2):
        world.library.outbox.put(TaskKind.TRANSCRIPT, article_id=number, now=world.watch())

    tasks = carry_out(world.library, world.transport, world.pool, clock=world.watch, has_default_route=lambda: True)
    done = {event.name: event async for event in tasks}

    assert done["Folge 1"].outcome is TaskOutcome.DONE
    assert "404" in (done["Folge 2"].failure or "")
    assert stored(world, ids["Folge 1"]).transcript is not None


async def test_a_pack_brings_what_is_missing_until_it_has_fetched_enough(world: World) -> None:
    items = []
    for number in (1, 2):
        said = world.server.serve(f"/{number}.vtt", VTT)
        items.append(item(transcript(said), number=number))
    subscribe(world, *items)
    await world.refresh()

    full_texts = FullTexts(world.library, world.transport, world.pool, clock=world.watch)
    keeper = SupplementKeeper(world.library, world.transport, world.pool, clock=world.watch, spacing_seconds=0)
    for bounds, kept in ((Bounds(max_bytes=0), 0), (Bounds(), 2)):
        packing = pack(world.library, [1, 2], bounds, world.transport, full_texts, None, keeper, clock=world.watch)
        assert [event async for event in packing]
        assert sum(stored(world, number).transcript is not None for number in (1, 2)) == kept


async def test_a_host_that_asks_for_long_pauses_is_asked_again_in_the_next_refresh(world: World) -> None:
    world.server.serve("/robots.txt", "User-agent: *\nCrawl-delay: 100\n", content_type="text/plain")
    items = [item(transcript(world.server.serve(f"/{number}.vtt", VTT)), number=number) for number in (1, 2)]
    subscribe(world, *items)
    await world.refresh()

    results = await fetch(world, 1, 2, robots=RobotsFiles(world.library, world.transport, clock=world.watch))

    assert sorted(result.is_kept for result in results) == [False, True]
    assert "long pauses" in next(result.reason for result in results if not result.is_kept)
    assert len(world.library.supplements.owed([1], now=world.watch())) == 1  # it has cost no attempt


async def test_fault_129_a_refresh_does_not_fetch_any_number_of_bytes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supplements, "MOST_BYTES", 1)
    items = [item(transcript(world.server.serve(f"/{number}.vtt", VTT)), number=number) for number in (1, 2)]
    subscribe(world, *items)
    await world.refresh()
    robots = RobotsFiles(world.library, world.transport, clock=world.watch)

    (first,) = await fetch(world, 1, robots=robots)
    keeper = SupplementKeeper(world.library, world.transport, world.pool, clock=world.watch, robots=robots)
    keeper.received_bytes = len(VTT)
    (second,) = [result async for result in keeper.fetch_all(world.library.supplements.wanted([2]))]

    assert (first.is_kept, second.is_kept) == (True, False)
    assert "has fetched enough" in second.reason
    assert len(world.library.supplements.owed([1], now=world.watch())) == 1
