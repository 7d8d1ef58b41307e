"""Losing the network and getting it back, with a name server that can be silenced."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from loopback import names
from picture_samples import photograph
from sync.feed_samples import item, rss

from wortreader.deferred import TaskKind, UnknownTask
from wortreader.errors import NoNetwork
from wortreader.model import Completeness, Feed, FeedOutcome
from wortreader.store.outbox import FIRST_PAUSE
from wortreader.sync.events.outbox import TaskDone
from wortreader.sync.events.pack import PackEvent
from wortreader.sync.feed_refresh import refresh
from wortreader.sync.fulltext import FullTexts
from wortreader.sync.offline import check, is_offline
from wortreader.sync.outbox import carry_out
from wortreader.sync.pack import Bounds, likely_ids, pack
from wortreader.wire.names import AddressInfo
from wortreader.wire.transport import Transport

if TYPE_CHECKING:
    from sync.conftest import World

STORY = " ".join(f"Les hôpitaux du pays dépensent deux fois plus qu'en 2021, numéro {n}." for n in range(40))
HOSTS = ("un.test", "deux.test", "trois.test")


def entry(name: str, link: str) -> str:
    """An article whose feed has only the beginning."""
    return (
        f"<item><title>{name}</title><link>{link}</link><guid>{name}</guid>"
        "<description>Les hôpitaux du pays dépensent…</description></item>"
    )


class System:
    """A machine whose name server and default route can be switched off."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.is_up = True
        self.has_default_route: bool | None = None
        self.known = names(dict.fromkeys(HOSTS, "127.0.0.1"))

    def look_up(self, host: str, port: int, family: int) -> Sequence[AddressInfo]:
        if not self.is_up:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return self.known(host, port, family)

    def transport(self) -> Transport:
        return Transport(clock=self.world.watch, look_up=self.look_up)

    def url(self, path: str, host: str = HOSTS[0]) -> str:
        return self.world.server.url(path, host=host)

    def add_feed(self, host: str, *articles: str) -> Feed:
        """A feed on that host, with a teaser for each name, whose pages are on that host too."""
        items = [entry(name, self.url(f"/{name}", host)) for name in articles]
        self.world.server.serve(f"/feed-{host}", rss(items))
        for name in articles:
            page = f"<html><body><article><h1>{name}</h1><p>{STORY}</p></article></body></html>"
            self.world.server.serve(f"/{name}", page, content_type="text/html; charset=utf-8")
        return self.world.add(self.url(f"/feed-{host}", host))

    async def refresh(self) -> list[FeedOutcome]:
        async with self.transport() as transport:
            feeds = self.world.library.feeds.all()
            outcomes = refresh(
                self.world.library,
                feeds,
                transport,
                self.world.pool,
                clock=self.world.watch,
                has_default_route=lambda: self.has_default_route,
            )
            return [outcome async for outcome in outcomes]

    async def carry_out(self, *task_ids: int) -> list[TaskDone]:
        async with self.transport() as transport:
            events = carry_out(
                self.world.library,
                transport,
                self.world.pool,
                task_ids=task_ids or None,
                clock=self.world.watch,
                has_default_route=lambda: self.has_default_route,
            )
            return [event async for event in events]

    async def pack(self) -> list[PackEvent]:
        world = self.world
        async with self.transport() as transport:
            texts = FullTexts(
                world.library, transport, world.pool, clock=world.watch, spacing_seconds=0, forgives_timeouts=True
            )
            events = pack(world.library, likely_ids(world.library), Bounds(), transport, texts, clock=world.watch)
            return [event async for event in events]

    async def is_offline(self, *urls: str) -> bool:
        async with self.transport() as transport:
            return await is_offline(
                self.world.library, urls, transport, has_default_route=lambda: self.has_default_route
            )


@pytest.fixture
def system(world: World) -> System:
    return System(world)


# --- a host or the network --------------------------------------------------------------------------------------------


async def test_an_unreached_host_is_down_if_a_host_of_the_user_s_feeds_is_reached(system: System) -> None:
    system.add_feed("deux.test")

    assert not await system.is_offline("https://gone.test/a", "https://gone.too.test/b")
    assert system.world.server.requests == []  # a connection without a request


async def test_there_is_no_network_if_no_host_of_the_user_s_feeds_is_reached_either(system: System) -> None:
    system.add_feed("deux.test")
    system.is_up = False

    assert await system.is_offline("https://un.test/a")


async def test_without_another_host_to_try_one_unreached_host_is_down_and_several_are_not(system: System) -> None:
    system.add_feed("un.test")

    assert not await system.is_offline("https://un.test/a", "https://un.test/b")
    assert await system.is_offline("https://un.test/a", "https://gone.test/b")


async def test_without_a_default_route_no_host_is_tried(system: System) -> None:
    system.has_default_route = False

    assert await system.is_offline("https://un.test/a")


async def test_fault_007_an_unreached_feed_has_not_failed_if_no_other_can_be_reached(system: System) -> None:
    asked = system.add_feed("un.test", "a")
    system.add_feed("deux.test", "b")
    await system.refresh()
    system.world.library.feeds.pause([system.world.library.feeds.all()[1].feed_id], True)
    system.is_up = False
    async with system.transport() as transport:
        outcomes = refresh(
            system.world.library,
            [asked],
            transport,
            system.world.pool,
            has_default_route=lambda: system.has_default_route,
        )
        (outcome,) = [outcome async for outcome in outcomes]

    assert outcome.is_offline
    assert system.world.library.feeds.get(asked.feed_id).failure is None


async def test_fault_007_a_feed_in_the_user_s_own_network_does_not_make_the_others_fail(system: System) -> None:
    bridge = system.world.add(system.world.server.serve("/bridge", rss([item(1)])))
    system.add_feed("un.test")
    system.add_feed("deux.test")
    system.is_up, system.has_default_route = False, False

    outcomes = {outcome.feed_id: outcome for outcome in await system.refresh()}

    assert outcomes.pop(bridge.feed_id).new_count == 1
    assert [outcome.is_offline for outcome in outcomes.values()] == [True, True]
    assert all(feed.failure is None for feed in system.world.library.feeds.all())


async def test_fault_007_many_feeds_of_one_host_count_as_one(system: System) -> None:
    for number in range(4):
        system.world.add(system.url(f"/feed-{number}"))
    system.add_feed("deux.test")
    system.is_up = False

    outcomes = await system.refresh()

    assert [outcome.is_offline for outcome in outcomes] == [True] * 5


async def test_a_pack_without_a_network_ends_at_once_and_holds_nothing_against_the_pages(system: System) -> None:
    system.add_feed("un.test", *(f"a{n}" for n in range(6)))
    system.add_feed("deux.test", *(f"b{n}" for n in range(6)))
    await system.refresh()
    system.is_up = False

    with pytest.raises(NoNetwork):
        await system.pack()
    system.is_up = True
    events = await system.pack()

    assert len(events) == 14


async def test_a_pack_with_one_dead_host_goes_on_with_the_others(system: System) -> None:
    system.add_feed("un.test", "a")
    dead = rss([entry(name, f"https://gone.test/{name}") for name in "xyz"])
    system.world.add(system.world.server.serve("/dead", dead))
    await system.refresh()

    events = await system.pack()

    assert sum(getattr(event, "is_whole", False) for event in events) == 1
    assert sum("There is no host gone.test" in (getattr(event, "reason", None) or "") for event in events) == 3


async def test_a_connection_to_a_feed_s_host_without_a_request_shows_that_the_network_is_back(system: System) -> None:
    library, server = system.world.library, system.world.server
    async with system.transport() as transport:
        await check(library, transport, has_default_route=lambda: None)  # no host to try
        system.add_feed("un.test")
        await check(library, transport, has_default_route=lambda: None)
        with pytest.raises(NoNetwork):
            await check(library, transport, has_default_route=lambda: False)
        system.is_up = False
        with pytest.raises(NoNetwork):
            await check(library, transport, has_default_route=lambda: None)

    assert server.requests == []


# --- the outbox -------------------------------------------------------------------------------------------------------


async def test_what_waits_is_done_when_the_network_is_back(system: System) -> None:
    system.add_feed("un.test", "a")
    system.add_feed("deux.test")
    await system.refresh()
    library = system.world.library
    library.outbox.put(TaskKind.PAGE, article_id=1, now=system.world.watch())
    library.outbox.put(TaskKind.SAVE, url=system.url("/a"), title="A link", now=system.world.watch())
    library.outbox.put(TaskKind.BROWSER, url=system.url("/a"), now=system.world.watch())
    system.is_up = False

    with pytest.raises(NoNetwork):
        await system.carry_out()
    waiting = library.outbox.all()
    system.is_up = True
    done = await system.carry_out()

    assert [task.attempts for task in waiting] == [0, 0, 0]
    assert [(event.kind, event.failure) for event in done] == [(TaskKind.PAGE, None), (TaskKind.SAVE, None)]
    assert library.articles.get(1).completeness is Completeness.WHOLE
    assert len(library.search.rows("is:saved")) == 1
    assert [task.kind for task in library.outbox.all()] == [TaskKind.BROWSER]


async def test_pictures_that_were_asked_for_are_fetched_when_the_network_is_back(system: System) -> None:
    system.add_feed("un.test", "a")
    server, library = system.world.server, system.world.library
    figure = "<figure><img src='/sun.jpg'><figcaption>The sun</figcaption></figure>"
    page = f"<html><body><article><h1>a</h1><p>{STORY}</p>{figure}</article></body></html>"
    server.serve("/a", page, content_type="text/html; charset=utf-8")
    server.serve("/sun.jpg", photograph(), content_type="image/jpeg")
    await system.refresh()
    for kind in (TaskKind.PAGE, TaskKind.PICTURE):
        library.outbox.put(kind, article_id=1, now=system.world.watch())

    done = await system.carry_out()

    assert [(event.kind, event.failure) for event in done] == [(TaskKind.PAGE, None), (TaskKind.PICTURE, None)]
    assert library.articles.headlines([1])[1].is_offline_ready
    assert library.pictures.usage().count == 1


async def test_a_failed_task_does_not_stop_the_others(system: System) -> None:
    system.add_feed("un.test", "a")
    library, now = system.world.library, system.world.watch()
    system.world.server.serve("/broken", "", status=503)
    for url in ("https://gone.test/x", system.url("/a"), system.url("/none"), system.url("/broken")):
        library.outbox.put(TaskKind.SAVE, url=url, now=now)

    results = await system.carry_out()

    assert [bool(event.failure) for event in results] == [True, False, True, True]
    gone, none, broken = library.outbox.all()
    assert (gone.attempts, gone.is_given_up) == (1, False)
    assert (none.is_given_up, none.failure) == (True, results[2].failure)
    assert "404" in (results[2].failure or "")
    assert (broken.attempts, broken.is_given_up) == (1, False)
    assert await system.carry_out() == []
    system.world.watch.advance(seconds=FIRST_PAUSE.total_seconds())
    assert [event.task_id for event in await system.carry_out()] == [gone.task_id, broken.task_id]


async def test_a_task_that_was_given_up_is_tried_if_the_user_asks(system: System) -> None:
    system.add_feed("un.test")
    library = system.world.library
    library.outbox.put(TaskKind.SAVE, url=system.url("/late"), now=system.world.watch())
    await system.carry_out()
    page = f"<html><body><article><h1>Late</h1><p>{STORY}</p></article></body></html>"
    system.world.server.serve("/late", page, content_type="text/html; charset=utf-8")

    unasked = await system.carry_out()
    (done,) = await system.carry_out(1)

    assert (unasked, done.failure) == ([], None)
    assert library.outbox.all() == []


async def test_tasks_of_another_process_are_left_to_it(system: System) -> None:
    library = system.world.library
    library.outbox.put(TaskKind.SAVE, url=system.url("/a"), now=system.world.watch())
    library.outbox.claim_this(1, "theirs", now=system.world.watch())

    assert await system.carry_out() == []
    with pytest.raises(UnknownTask):
        await system.carry_out(1)
    assert system.world.server.requests == []


async def test_a_page_that_a_refresh_has_fetched_meanwhile_is_done_without_asking(system: System) -> None:
    system.add_feed("un.test", "a")
    await system.refresh()
    system.world.library.outbox.put(TaskKind.PAGE, article_id=1, now=system.world.watch())
    await system.pack()
    asked = system.world.server.count("/a")

    (done,) = await system.carry_out()

    assert (done.failure, system.world.server.count("/a")) == (None, asked)
