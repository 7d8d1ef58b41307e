"""A clock that is wrong by years: nothing is deleted by it, and nothing stays on top because of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from sync.feed_samples import item, rss

from wortreader.model import View, ViewKind
from wortreader.store.library import Library
from wortreader.sync import refresh as refreshing
from wortreader.sync.options import RefreshOptions
from wortreader.sync.refresh import LONGEST_PAUSE, ClockTrust, clock_trust

if TYPE_CHECKING:
    from sync.conftest import Watch, World

ALL = View(ViewKind.ALL)
TODAY = datetime(2026, 11, 18, tzinfo=UTC)
OPTIONS = RefreshOptions(keep_days=90, picture_budget=None)
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("clock_error", "last", "trust"),
    [
        (timedelta(seconds=3), None, ClockTrust.CERTAIN),
        (-DAY, NOW - 900 * DAY, ClockTrust.CERTAIN),
        (3650 * DAY, NOW, ClockTrust.NONE),
        (-3650 * DAY, NOW, ClockTrust.NONE),
        (None, None, ClockTrust.LIKELY),
        (None, NOW - LONGEST_PAUSE, ClockTrust.LIKELY),
        (None, NOW - LONGEST_PAUSE - DAY, ClockTrust.NONE),
        (None, NOW + 3650 * DAY, ClockTrust.LIKELY),
    ],
)
def test_a_clock_is_believed_unless_servers_or_a_leap_speak_against_it(
    clock_error: timedelta | None, last: datetime | None, trust: ClockTrust
) -> None:
    assert clock_trust(NOW, clock_error, last) is trust


async def refresh_all(world: World, *, served_at: datetime | None, items: list[str]) -> None:
    headers = {} if served_at is None else {"Date": format_datetime(served_at, usegmt=True)}
    world.server.serve("/feed", rss(items), headers=headers)
    steps = refreshing.run(world.library, world.library.feeds.all(), OPTIONS, holder="test", clock=world.watch)
    async for _step in steps:
        pass


def undated(number: int) -> str:
    return f"<item><title>Story {number}</title><guid>{number}</guid></item>"


def titles(library: Library) -> list[str]:
    rows = library.articles.rows(ALL, today=TODAY)
    headlines = library.articles.headlines(rows.ids)
    return [headlines[article_id].title for article_id in rows.ids]


def read_all(library: Library, watch: Watch) -> None:
    library.articles.mark_read(list(library.articles.rows(ALL, today=TODAY).ids), True, at=watch())


@pytest.mark.parametrize("tells_time", [True, False])
async def test_fault_098_a_clock_ten_years_ahead_deletes_nothing(world: World, tells_time: bool) -> None:
    world.add(world.server.url("/feed"))
    start = world.watch()
    await refresh_all(world, served_at=start if tells_time else None, items=[undated(1), undated(2)])
    await refresh_all(world, served_at=start if tells_time else None, items=[undated(2)])
    read_all(world.library, world.watch)

    world.watch.advance(days=3650)
    await refresh_all(world, served_at=start if tells_time else None, items=[undated(2)])

    assert set(titles(world.library)) == {"Story 1", "Story 2"}


async def test_after_a_long_pause_what_was_kept_for_long_enough_is_deleted(world: World) -> None:
    world.add(world.server.url("/feed"))
    await refresh_all(world, served_at=world.watch(), items=[undated(1), undated(2)])
    await refresh_all(world, served_at=world.watch(), items=[undated(2)])
    read_all(world.library, world.watch)

    world.watch.advance(days=400)
    await refresh_all(world, served_at=world.watch(), items=[undated(2)])

    assert titles(world.library) == ["Story 2"]


async def test_fault_098_what_came_in_the_future_is_not_on_top_once_the_clock_is_right(world: World) -> None:
    world.add(world.server.url("/feed"))
    right = world.watch()
    world.watch.advance(days=3650)
    await refresh_all(world, served_at=None, items=[undated(1)])
    assert len(world.library.search.rows("story").ids) == 1  # it has read the order of all articles

    world.watch.advance(days=-3650)
    await refresh_all(world, served_at=right, items=[undated(1)])
    world.watch.advance(days=2)
    await refresh_all(world, served_at=right + 2 * DAY, items=[undated(1), undated(2)])

    assert titles(world.library) == ["Story 2", "Story 1"]
    found = world.library.search.rows("story").ids
    assert list(found) == list(world.library.articles.rows(ALL, today=TODAY).ids)


async def test_fault_098_what_left_its_feed_in_the_past_is_kept_as_long_as_anything_else(world: World) -> None:
    world.add(world.server.url("/feed"))
    right = world.watch()
    await refresh_all(world, served_at=right, items=[undated(1), undated(2)])
    read_all(world.library, world.watch)
    world.watch.advance(days=-3650)
    await refresh_all(world, served_at=right, items=[undated(2)])

    world.watch.advance(days=3650 + 80)
    await refresh_all(world, served_at=right + 80 * DAY, items=[undated(2)])
    assert set(titles(world.library)) == {"Story 1", "Story 2"}

    world.watch.advance(days=20)
    await refresh_all(world, served_at=right + 100 * DAY, items=[undated(2)])
    assert titles(world.library) == ["Story 2"]


async def test_a_clock_that_is_behind_moves_nothing(world: World) -> None:
    world.add(world.server.url("/feed"))
    right = world.watch()
    await refresh_all(world, served_at=right, items=[item(1)])
    before = world.library.articles.rows(ALL, today=TODAY).sort_ats

    world.watch.advance(days=-3650)
    await refresh_all(world, served_at=right, items=[item(1)])

    assert world.library.articles.rows(ALL, today=TODAY).sort_ats == before
