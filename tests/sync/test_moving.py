"""Feeds that move: by permanent redirects, by their own announcement, and onto a feed that is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sync.feed_samples import item, page, rss

from wortreader.model import FeedOutcome, OutcomeKind, View, ViewKind
from wortreader.sync.events.refresh import merge_sentence

if TYPE_CHECKING:
    from sync.conftest import World

ALL = View(ViewKind.ALL)


def announcing(new_url: str, *numbers: int) -> bytes:
    """A feed that says that it has moved to `new_url`."""
    return (
        rss([item(number) for number in numbers])
        .replace(b"<rss ", b'<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ')
        .replace(b"<language>", f"<itunes:new-feed-url> {new_url} </itunes:new-feed-url><language>".encode())
    )


def urls(world: World) -> list[str]:
    return [feed.url for feed in sorted(world.library.feeds.all(), key=lambda feed: feed.feed_id)]


def unread(world: World) -> int:
    return world.library.articles.counts(today=world.watch()).unread


async def refreshed(world: World, times: int) -> list[dict[str, FeedOutcome]]:
    return [await world.refresh() for _time in range(times)]


def failures(outcomes: list[dict[str, FeedOutcome]]) -> list[str | None]:
    """Why feeds failed."""
    return [o.reason for each in outcomes for o in each.values() if o.kind is OutcomeKind.FAILED]


# --- onto another feed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 308])
@pytest.mark.parametrize("is_older", [True, False])
async def test_a_feed_that_moves_to_where_another_one_is_becomes_one_with_it(
    world: World, status: int, is_older: bool
) -> None:
    b = world.server.url("/b")
    a = world.server.serve("/a", rss([item(1), item(2), item(3)]))
    world.server.serve("/b", rss([item(2), item(3)]))
    first, second = (world.add(url) for url in ((a, b) if is_older else (b, a)))
    await world.refresh()
    library = world.library
    library.articles.mark_read(library.articles.rows(ALL, today=world.watch()).ids, True, at=world.watch())
    world.server.redirect("/a", "/b", status=status)
    world.server.serve("/b", rss([item(2), item(3), item(4)]))

    once, twice = await refreshed(world, 2)
    assert failures([once, twice]) == []
    assert urls(world) == [a if is_older else b]
    later = await refreshed(world, 2)

    assert [outcome.new_url or outcome.merged_url for outcome in once.values()] == [None, None]
    assert twice[a].merged_url == b
    assert twice[a].new_url is None
    assert failures([once, twice, *later]) == []
    said = [merge_sentence(outcome) for outcomes in (once, twice, *later) for outcome in outcomes.values()]
    assert len([sentence for sentence in said if sentence]) == 1
    assert [feed.feed_id for feed in library.feeds.all()] == [first.feed_id]
    assert urls(world) == [b]  # at once, or as any other feed that moves
    assert library.articles.counts(today=world.watch()).total_by_feed == {first.feed_id: 4}
    assert unread(world) == 1  # story 4
    assert second.feed_id != first.feed_id


async def test_an_article_of_the_other_feed_is_not_there_twice_meanwhile(world: World) -> None:
    a, b = world.server.serve("/a", rss([item(1)])), world.server.serve("/b", rss([item(2), item(3)]))
    world.add(a)
    world.add(b)
    await world.refresh()
    world.server.redirect("/a", "/b", status=301)

    once = await world.refresh()

    assert once[a].kind is OutcomeKind.UNCHANGED
    assert unread(world) == 3


async def test_a_paused_feed_that_another_one_moves_to_is_not_missed(world: World) -> None:
    a, b = world.server.serve("/a", rss([item(1)])), world.server.serve("/b", rss([item(2), item(3)]))
    world.add(a)
    world.library.feeds.pause([world.add(b).feed_id], True)
    world.server.redirect("/a", "/b", status=301)
    feed = world.library.feeds.find(a)
    from wortreader.sync.feed_refresh import refresh

    for _time in range(3):
        async for _outcome in refresh(world.library, [feed], world.transport, world.pool, clock=world.watch):
            pass
        world.watch.advance(days=4)
        feed = world.library.feeds.find(str(feed.feed_id))

    assert not feed.is_paused
    assert len(world.library.feeds.all()) == 1
    assert unread(world) == 2


async def test_three_feeds_that_move_to_one_become_one(world: World) -> None:
    served = [world.server.serve(f"/{name}", rss([item(number)])) for number, name in enumerate("abcd", 1)]
    for url in served:
        world.add(url, title=url[-1])
    await world.refresh()
    for name in "abc":
        world.server.redirect(f"/{name}", "/d", status=301)

    outcomes = await refreshed(world, 2)
    assert urls(world) == served
    world.watch.advance(days=7)
    outcomes += await refreshed(world, 2)

    assert urls(world) == [served[3]]
    assert [each[url].merged_url for each in outcomes[2:] for url in served[:3] if url in each] == [served[3]] * 3
    assert unread(world) == 4
    assert failures(outcomes) == []


async def test_a_feed_that_moves_to_another_spelling_of_an_address_becomes_one_with_it(world: World) -> None:
    a, b = world.server.serve("/a", rss([item(1)])), world.server.serve("/b", rss([item(1)]))
    world.add(a)
    world.add(b.replace("http:", "HTTP:") + "#top")
    await world.refresh()
    world.server.redirect("/a", "/b", status=301)

    await refreshed(world, 2)

    assert len(world.library.feeds.all()) == 1


async def test_a_redirect_that_is_withdrawn_makes_nothing_one(world: World) -> None:
    a, b = world.server.serve("/a", rss([item(1)])), world.server.serve("/b", rss([item(2)]))
    world.add(a)
    world.add(b)
    for is_moved in (False, True, False, True, False):
        if is_moved:
            world.server.redirect("/a", "/b", status=301)
        else:
            world.server.serve("/a", rss([item(1)]))
        await world.refresh()

    assert urls(world) == [a, b]
    assert unread(world) == 2


@pytest.mark.parametrize("is_older", [True, False])
async def test_no_story_is_missed_after_a_redirect_to_another_feed_is_withdrawn(world: World, is_older: bool) -> None:
    a, b = world.server.serve("/a", rss([item(1)])), world.server.serve("/b", rss([item(50)]))
    for url in (a, b) if is_older else (b, a):
        world.add(url)
    await world.refresh()
    world.server.redirect("/a", "/b", status=301)
    for _time in range(6):
        await world.refresh()
        world.watch.advance(days=1)
    world.server.serve("/a", rss([item(1), item(2)]))
    world.server.serve("/b", rss([item(50), item(51)]))

    await world.refresh()

    assert sorted(urls(world)) == sorted([a, b])
    assert unread(world) == 4


async def test_the_time_of_a_redirect_starts_anew_after_another_answer(world: World) -> None:
    a, b = world.server.serve("/a", rss([item(1)])), world.server.serve("/b", rss([item(50)]))
    world.add(a)
    world.add(b)
    await world.refresh()
    for _time in range(2):
        world.server.redirect("/a", "/b", status=301)
        await refreshed(world, 2)
        world.watch.advance(days=6)
        world.server.serve("/a", rss([item(1)]))
        await world.refresh()

    assert urls(world) == [a, b]


@pytest.mark.parametrize("days", [6, 7])
async def test_a_feed_that_stays_redirected_to_another_one_becomes_one_with_it_there(world: World, days: int) -> None:
    a, b = world.server.serve("/a", rss([item(1)])), world.server.serve("/b", rss([item(50), item(51)]))
    world.add(a)
    world.add(b)
    await world.refresh()
    world.server.redirect("/a", "/b", status=301)
    await world.refresh()
    world.watch.advance(days=days)

    outcomes = await world.refresh()

    assert outcomes[a].merged_url == (b if days == 7 else None)
    assert urls(world) == ([b] if days == 7 else [a, b])
    assert unread(world) == 3


async def test_a_section_that_is_redirected_to_the_whole_site_does_not_take_its_place(world: World) -> None:
    section = world.server.serve("/section", rss([item(1), item(2)]))
    whole = world.server.serve("/all", rss([item(number) for number in range(1, 11)]))
    world.add(section)
    world.add(whole)
    await world.refresh()
    world.server.redirect("/section", "/all", status=301)

    await refreshed(world, 3)

    assert urls(world) == [section, whole]


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_a_redirect_that_is_not_permanent_makes_nothing_one(world: World, status: int) -> None:
    b = world.server.serve("/b", rss([item(2)]))
    a = world.server.redirect("/a", "/b", status=status)
    world.add(a)
    world.add(b)

    outcomes = await refreshed(world, 4)

    assert urls(world) == [a, b]
    assert not any(outcome.merged_url or outcome.new_url for each in outcomes for outcome in each.values())


# --- announced --------------------------------------------------------------------------------------------------------


async def test_a_feed_moves_to_the_address_that_it_announces(world: World) -> None:
    new = world.server.serve("/new", rss([item(1), item(2)]))
    old = world.server.serve("/old", announcing(new, 1))
    world.add(old)

    outcomes = await refreshed(world, 4)

    assert [outcome.new_url for each in outcomes for outcome in each.values()] == [None, new, None, None]
    assert urls(world) == [new]
    assert unread(world) == 2
    assert world.server.count("/old") == 2


async def test_an_announcement_holds_as_long_as_the_feed_is_unchanged(world: World) -> None:
    new = world.server.serve("/new", announcing(world.server.url("/new"), 1, 2))
    old = world.server.serve("/old", announcing("/new", 1), etag='"1"')
    world.add(old)

    await refreshed(world, 2)

    assert urls(world) == [new]


@pytest.mark.parametrize("status", [404, 410])
async def test_a_feed_that_is_not_there_any_more_is_where_it_has_said(world: World, status: int) -> None:
    new = world.server.serve("/new", rss([item(1), item(2)]))
    old = world.server.serve("/old", announcing(new, 1))
    world.add(old)
    await world.refresh()
    world.server.serve("/old", status=status)

    (outcome,) = (await world.refresh()).values()

    assert (outcome.kind, outcome.new_url) == (OutcomeKind.UPDATED, new)
    assert urls(world) == [new]
    assert unread(world) == 2


@pytest.mark.parametrize("status", [301, 302])
async def test_an_announced_address_may_redirect(world: World, status: int) -> None:
    new = world.server.serve("/new", rss([item(1)]))
    middle = world.server.redirect("/middle", "/new", status=status)
    world.add(world.server.serve("/old", announcing(middle, 1)))

    await refreshed(world, 2)

    assert urls(world) == [new if status == 301 else middle]


async def test_several_announcements_are_followed_to_the_last(world: World) -> None:
    last = world.server.serve("/3", rss([item(1)]))
    for number in (2, 1, 0):
        world.server.serve(f"/{number}", announcing(f"/{number + 1}", 1))
    world.add(world.server.url("/0"))

    await refreshed(world, 2)

    assert urls(world) == [last]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "target",
    ["/missing", "/page", "/circle", "/old", "/back", "ftp://paper.example/feed", "javascript:alert(1)", "", "http://"],
)
async def test_a_feed_stays_if_there_is_none_where_it_says_it_has_moved_to(world: World, target: str) -> None:
    old = world.server.serve("/old", announcing(target, 1))
    world.server.serve("/page", page("/elsewhere"), content_type="text/html")
    world.server.serve("/circle", announcing("/old", 1))
    world.server.redirect("/back", "/old", status=301)
    world.add(old)

    outcomes = await refreshed(world, 4)

    assert urls(world) == [old]
    assert failures(outcomes) == []
    assert not any(outcome.new_url for each in outcomes for outcome in each.values())


async def test_an_endless_row_of_announcements_is_left(world: World) -> None:
    for number in range(20):
        world.server.serve(f"/{number}", announcing(f"/{number + 1}", 1))
    world.add(world.server.url("/0"))

    await refreshed(world, 2)

    assert urls(world) == [world.server.url("/0")]
    assert world.server.count("/9") == 0


async def test_an_announcement_does_not_lead_to_another_host_in_the_own_network(world: World) -> None:
    new = world.server.serve("/new", rss([item(1)]), host="127.0.0.2")
    old = world.server.serve("/old", announcing(new, 1))
    world.add(old)

    await refreshed(world, 3)

    assert urls(world) == [old]
    assert world.server.count("/new") == 0


async def test_a_feed_that_announces_another_subscribed_one_becomes_one_with_it(world: World) -> None:
    new = world.server.serve("/new", rss([item(1), item(2)]))
    old = world.server.serve("/old", announcing(new, 1))
    world.add(old, title="Mine")
    world.add(new)

    outcomes = await refreshed(world, 5)

    assert [each[old].merged_url for each in outcomes[:2]] == [None, new]
    assert [feed.title for feed in world.library.feeds.all()] == ["Mine"]
    assert urls(world) == [new]
    assert unread(world) == 2


async def test_a_feed_that_announces_one_with_other_articles_stays_beside_it(world: World) -> None:
    victim = world.server.serve("/victim", rss([item(50)]))
    hostile = world.server.serve("/hostile", announcing(victim, 1))
    world.add(hostile)
    world.add(victim)
    await world.refresh()
    asked = world.server.count("/victim")
    outcomes = []
    for number in (2, 3, 4):
        world.watch.advance(days=8)
        world.server.serve("/hostile", announcing(victim, number))
        outcomes.append(await world.refresh())

    assert not any(outcome.merged_url or outcome.new_url for each in outcomes for outcome in each.values())
    assert urls(world) == [hostile, victim]
    assert unread(world) == 5
    assert world.server.count("/victim") == asked + 3


async def test_a_feed_that_copies_another_one_and_announces_it_does_not_keep_its_own_address(world: World) -> None:
    victim = world.server.serve("/victim", rss([item(50)]))
    hostile = world.server.serve("/hostile", announcing(victim, 50))
    world.add(hostile)
    world.add(victim)

    await refreshed(world, 2)

    assert urls(world) == [victim]


# --- hints after a 304 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "headers", "minutes"),
    [
        ("<ttl>720</ttl>", {}, 720),
        ("", {"Cache-Control": "public, max-age=7200"}, 120),
        ("", {"Expires": "Wed, 18 Nov 2026 17:40:00 GMT", "Date": "Wed, 18 Nov 2026 14:40:00 GMT"}, 180),
        ("<ttl>120</ttl>", {"Cache-Control": "max-age=3600"}, 120),
        ("<skipHours><hour>15</hour><hour>16</hour></skipHours>", {}, 140),
        ("<skipDays><day>Wednesday</day></skipDays>", {}, 9 * 60 + 20),
        ("", {}, 30),
    ],
)
async def test_a_feed_is_left_alone_as_long_after_a_304_as_after_its_document(
    world: World, channel: str, headers: dict[str, str], minutes: int
) -> None:
    body = rss([item(1)]).replace(b"<language>", channel.encode() + b"<language>")
    url = world.server.serve("/feed", body, etag='"1"', headers=headers)
    feed = world.add(url)

    waits = []
    for is_bare in (False, True, True):
        if is_bare:
            world.server.serve("/feed", body, etag='"1"')
        await world.refresh()
        due_at = world.library.feeds.get(feed.feed_id).due_at
        assert due_at is not None
        waits.append((due_at - world.watch()).total_seconds() / 60)

    assert waits == [minutes] * 3
