"""How feeds are: when each is visited next and why, what is wrong with it, and what can be done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from library_factory import article
from library_factory import changes as changes_of
from sync.feed_samples import item, rss

from wortreader.model import Feed, RefreshHints
from wortreader.sync import feed_health, housekeeping
from wortreader.sync.feed_health import Fix, VisitReason, duration, failing_sentence, remarks, visit_sentence

if TYPE_CHECKING:
    from sync.conftest import World


def health_of(world: World, feed: Feed) -> feed_health.FeedHealth:
    (found,) = feed_health.health(world.library, now=world.watch(), feed_ids=[feed.feed_id])
    return found


async def test_the_next_visit_is_told_with_its_reason(world: World) -> None:
    server, library = world.server, world.library
    cached = {"Cache-Control": "max-age=7200"}
    usual, asked, own, paused, broken, busy = (
        world.add(url)
        for url in (
            server.serve("/usual", rss([item(1)])),
            server.serve("/asked", rss([item(1)]), headers=cached),
            server.serve("/own", rss([item(1)]), headers=cached),
            server.serve("/paused", rss([item(1)])),
            server.serve("/broken", b"", status=500),
            server.serve("/busy", b"", status=429, headers={"Retry-After": "3600"}, host="127.0.0.2"),
        )
    )
    local = library.feeds.add("wortreader:saved", now=world.watch())
    assert health_of(world, usual).reason is VisitReason.DUE
    library.feeds.pause([paused.feed_id], True)
    housekeeping.set_settings(library, {"interval": "45"}, feed_ids=[own.feed_id], now=world.watch())
    for feed in (usual, asked, own, broken, busy):
        library.feeds.make_due([feed.feed_id])
    await world.refresh()

    assert local.feed_id not in {how.feed.feed_id for how in feed_health.health(library, now=world.watch())}
    minutes = {}
    for feed in (usual, asked, own, paused, broken, busy, local):
        how = health_of(world, feed)
        minutes[how.reason] = (how.next_at - world.watch()) // timedelta(minutes=1) if how.next_at else None
    assert minutes.pop(VisitReason.BACK_OFF) in (4, 5)
    assert minutes == {
        VisitReason.USUAL: 30,
        VisitReason.SERVER: 120,
        VisitReason.INTERVAL: 45,
        VisitReason.PAUSED: None,
        VisitReason.HOST: 60,
        VisitReason.LOCAL: None,
    }
    assert "by the interval that you set" in visit_sentence(health_of(world, own), now=world.watch())
    assert next(remarks(health_of(world, busy), now=world.watch())).endswith("as its host asked for a pause.")
    assert health_of(world, local).fixes == ()


async def test_failing_feeds_come_first_the_longest_failing_on_top_with_the_servers_words(world: World) -> None:
    feeds = {n: world.add(world.server.serve(f"/{n}", b"", status=500 + n), title=f"{n}") for n in (3, 0, 1)}
    world.add(world.server.serve("/well", rss([item(1)])))
    for n in (1, 3, 0):
        world.library.feeds.pause([feed.feed_id for m, feed in feeds.items() if m != n], True)
        outcomes = [one async for one in _refresh(world, feeds[n])]
        assert len(outcomes) == 1
        world.watch.advance(days=1)
    world.library.feeds.pause([feed.feed_id for feed in feeds.values()], False)

    found = feed_health.health(world.library, now=world.watch())

    assert [one.feed.title for one in found[:3]] == ["1", "3", "0"]
    assert [one.is_failing for one in found] == [True, True, True, False]
    assert "501" in failing_sentence(found[0], now=world.watch())
    assert failing_sentence(found[0], now=world.watch()).endswith(" 1 failure in 3 days.")
    assert found[0].fixes == (Fix.TRY_NOW, Fix.PAUSE, Fix.REMOVE)
    assert failing_sentence(found[3], now=world.watch()) == ""


@pytest.mark.parametrize("status", [401, 403])
async def test_a_login_is_offered_if_the_server_wants_one(world: World, status: int) -> None:
    feed = world.add(world.server.serve("/members", b"", status=status))
    await world.refresh()

    assert (Fix.LOG_IN in health_of(world, feed).fixes) is (status == 401)


def _refresh(world: World, feed: Feed):  # type: ignore[no-untyped-def]  # as `refresh` has it
    from wortreader.sync.feed_refresh import refresh

    return refresh(world.library, [feed], world.transport, world.pool, clock=world.watch)


async def test_idle_moved_and_damaged_feeds_are_told_with_what_can_be_done(world: World) -> None:
    library = world.library
    idle, moved, damaged = (world.add(f"https://{name}.example/feed") for name in ("idle", "moved", "damaged"))
    library.feeds.apply(idle.feed_id, changes_of(idle, article("a"), site_url="https://idle.example/"))
    world.watch.now = library.articles.get(1).sort_at + timedelta(days=150)
    at = {"refreshed_at": world.watch(), "due_at": world.watch()}
    library.feeds.apply(moved.feed_id, changes_of(moved, article("b"), moved_to="https://new.example/feed", **at))
    library.feeds.apply(damaged.feed_id, changes_of(damaged, article("c"), is_malformed=True, **at))
    with library.database.write() as connection:
        connection.execute("UPDATE reading SET sort_at = ? WHERE article_id > 1", (int(world.watch().timestamp()),))

    how = {name: health_of(world, feed) for name, feed in (("idle", idle), ("moved", moved), ("damaged", damaged))}

    assert list(remarks(how["idle"], now=world.watch())) == ["No new article for 5 months."]
    assert how["idle"].fixes[0] is Fix.OTHER_FEEDS
    assert list(remarks(how["moved"], now=world.watch())) == ["It has moved to https://new.example/feed."]
    assert how["moved"].fixes[0] is Fix.USE_NEW_ADDRESS
    assert list(remarks(how["damaged"], now=world.watch())) == ["It is malformed, but readable."]
    assert how["damaged"].fixes == (Fix.TRY_NOW, Fix.PAUSE, Fix.REMOVE)
    assert not any(one.is_well for one in how.values())
    assert RefreshHints() == how["idle"].feed.hints


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=59), "59 days"),
        (timedelta(days=300), "10 months"),
        (timedelta(days=800), "2 years"),
    ],
)
def test_a_length_of_time_is_told_in_its_largest_unit(time: timedelta, words: str) -> None:
    assert duration(time) == words
