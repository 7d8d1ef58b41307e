"""The open app refreshes what is due by itself, but not over a metered connection, and a refresh can be stopped."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from app.app_driver import NOW
from app.background_driver import BackgroundDriver, Machine, background
from library_factory import article, shelve
from loopback import Loopback
from picture_samples import photograph

from wortreader.app.background import metered
from wortreader.app.background.progress import Fetch
from wortreader.config import Config
from wortreader.store.library import Library

EMPTY_FEED = "<rss version='2.0'><channel><title>The Loop</title></channel></rss>"
METERED = "metered connection: R refreshes anyway"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An otherwise empty PATH, to which the test adds programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(metered, "SECONDS", 60.0)  # a busy machine may be slow to start them
    return folder


def program(folder: Path, name: str, script: str) -> None:
    """Adds a program that notes how it was called."""
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "$0 $*" >> {folder}/called\n{script}\n')
    path.chmod(0o755)


def called(folder: Path) -> list[str]:
    """The programs that were called, in order."""
    log = folder / "called"
    return [Path(line.split()[0]).name for line in log.read_text().splitlines()] if log.exists() else []


class Day:
    """A clock that the test puts forward."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        """Puts it forward."""
        self.now += timedelta(minutes=minutes)


async def look(driver: BackgroundDriver) -> None:
    """Has the schedule look at the clock, and waits for what comes of it."""
    driver.services.schedule.look()
    await driver.finish()


def begin(driver: BackgroundDriver) -> Day:
    """Starts the schedule with a clock of its own."""
    day = Day()
    driver.session.clock = day
    driver.services.schedule.begin()
    return day


def library_of(path: Path, url: str) -> Path:
    """A library with one feed that is due whenever it is asked whether it is."""
    library = Library.open(path)
    shelve(library, article("a"), url=url, is_private_allowed=True)
    library.close()
    return path


# --- is the connection metered? ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("u 0\n", None), ("u 1\n", True), ("u 2\n", False), ("u 3\n", True), ("u 4\n", False), ("u 17\n", None),
        ("(<uint32 1>,)\n", True), ("(<uint32 4>,)\n", False), ("(<uint32 0>,)\n", None),
        ("yes\n", True), ("yes (guessed)\n", True), ("no\n", False), ("no (guessed)\n", False), ("unknown\n", None),
        ("", None), ("Failed to get property Metered: no such name\n", None), ("\x1b[31mnonsense\n", None),
    ],
)  # fmt: skip
def test_what_networkmanager_answers_is_read_as_yes_no_or_unknown(printed: str, expected: bool | None) -> None:
    assert metered.meaning(printed) is expected


@pytest.mark.parametrize(
    ("scripts", "expected", "asked"),
    [
        ({}, False, []),
        ({"busctl": "echo u 1"}, True, ["busctl"]),
        ({"gdbus": "echo '(<uint32 3>,)'"}, True, ["gdbus"]),
        ({"nmcli": "echo 'yes (guessed)'"}, True, ["nmcli"]),
        ({"busctl": "echo u 2", "nmcli": "echo yes"}, False, ["busctl"]),
        ({"busctl": "echo u 0", "gdbus": "echo; exit 1", "nmcli": "echo yes"}, True, ["busctl", "gdbus", "nmcli"]),
        ({"busctl": "echo u 1; exit 1"}, False, ["busctl"]),
        ({"busctl": "echo 'Unit NetworkManager.service not found.' >&2; exit 1"}, False, ["busctl"]),
        ({"busctl": "while :; do echo u 1; done"}, False, ["busctl"]),
        ({"busctl": "while :; do :; done"}, False, ["busctl"]),
    ],
)
async def test_the_first_program_that_is_there_and_answers_is_believed(
    programs: Path, scripts: dict[str, str], expected: bool, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "while" in str(scripts):
        monkeypatch.setattr(metered, "SECONDS", 1.0)
    for name, script in scripts.items():
        program(programs, name, script)

    assert await metered.is_metered() is expected
    assert called(programs) == asked


# --- the schedule -----------------------------------------------------------------------------------------------------


@pytest.mark.thorough
async def test_what_is_due_is_refreshed_thirty_minutes_after_the_start_and_after_the_last_refresh(
    tmp_path: Path, server: Loopback, programs: Path
) -> None:
    server.serve("/feed", EMPTY_FEED)
    async with background(library_of(tmp_path / "a.db", server.url("/feed"))) as driver:
        day = begin(driver)
        day.pass_minutes(29)
        await look(driver)
        assert server.count("/feed") == 0

        day.pass_minutes(1)
        await look(driver)
        assert server.count("/feed") == 1
        assert driver.activities[-1].startswith("↻ ")

        driver.services.refresh.refresh()
        await driver.finish()
        assert server.count("/feed") == 2
        runs = len(driver.activities)
        for minutes in (20, 9):
            day.pass_minutes(minutes)
            await look(driver)
        assert len(driver.activities) == runs

        day.pass_minutes(1)
        await look(driver)
        assert server.count("/feed") == 2  # by the clock of the child, the feed is not due
        assert driver.services.refresh.ended_at == day.now
        assert len(driver.activities) == runs
        assert driver.sentences == []


@pytest.mark.thorough
@pytest.mark.parametrize("minutes", [0, 5, 1440])
async def test_the_configuration_says_after_how_many_minutes_and_whether_at_all(
    tmp_path: Path, server: Loopback, programs: Path, minutes: int
) -> None:
    server.serve("/feed", EMPTY_FEED)
    config = Config(refresh_minutes=minutes)
    async with background(library_of(tmp_path / "a.db", server.url("/feed")), config=config) as driver:
        day = begin(driver)
        day.pass_minutes(minutes - 1 if minutes else 100_000)
        await look(driver)
        assert server.count("/feed") == 0

        day.pass_minutes(1)
        await look(driver)
        assert server.count("/feed") == bool(minutes)


@pytest.mark.thorough
async def test_a_feed_with_a_shorter_interval_of_its_own_is_refreshed_when_that_is_over(
    tmp_path: Path, server: Loopback, programs: Path
) -> None:
    server.serve("/feed", EMPTY_FEED)
    path = library_of(tmp_path / "a.db", server.url("/feed"))
    library = Library.open(path)
    library.settings.set_all({"interval": "10"}, feed_ids=[1])
    library.close()
    async with background(path) as driver:
        day = begin(driver)
        await driver.session.feed_tree()
        day.pass_minutes(9)
        await look(driver)
        assert server.count("/feed") == 0

        day.pass_minutes(1)
        await look(driver)
        assert server.count("/feed") == 1


async def test_fault_098_a_clock_that_is_put_back_does_not_hold_refreshes_up(
    tmp_path: Path, server: Loopback, programs: Path
) -> None:
    server.serve("/feed", EMPTY_FEED)
    async with background(library_of(tmp_path / "a.db", server.url("/feed"))) as driver:
        day = begin(driver)
        day.pass_minutes(-60 * 24)
        await look(driver)

        assert server.count("/feed") == 1


@pytest.mark.thorough
async def test_nothing_is_refreshed_without_a_network_or_while_something_else_is_fetched(
    tmp_path: Path, server: Loopback, programs: Path
) -> None:
    server.serve("/feed", EMPTY_FEED)
    machine = Machine(tmp_path)
    path = library_of(tmp_path / "a.db", server.url("/feed"))
    async with background(path, has_default_route=machine.has_default_route) as driver:
        day = begin(driver)
        day.pass_minutes(45)
        machine.disconnect()
        await look(driver)
        assert driver.services.connectivity.is_offline
        machine.connect()
        driver.services.connectivity.found()
        driver.services.pack.progress.running = Fetch.PACK
        await look(driver)
        assert server.count("/feed") == 0

        driver.services.pack.progress.running = None
        await look(driver)
        assert server.count("/feed") == 1


@pytest.mark.thorough
async def test_over_a_metered_connection_nothing_is_refreshed_but_on_request(
    tmp_path: Path, server: Loopback, programs: Path
) -> None:
    server.serve("/feed", EMPTY_FEED)
    program(programs, "busctl", "echo u 1")
    async with background(library_of(tmp_path / "a.db", server.url("/feed"))) as driver:
        day = begin(driver)
        await look(driver)
        assert called(programs) == []
        day.pass_minutes(30)
        await look(driver)
        assert (driver.activities[-1], server.count("/feed")) == (METERED, 0)
        day.pass_minutes(2)
        await look(driver)
        assert called(programs) == ["busctl"]

        day.pass_minutes(3)
        await look(driver)
        assert called(programs) == ["busctl", "busctl"]
        program(programs, "busctl", "echo u 2")
        day.pass_minutes(5)
        await look(driver)
        assert server.count("/feed") == 1
        assert driver.activities[-1].startswith("↻ ")


@pytest.mark.thorough
async def test_a_refresh_on_request_goes_over_a_metered_connection_and_counts_as_the_last_one(
    tmp_path: Path, server: Loopback, programs: Path
) -> None:
    server.serve("/feed", EMPTY_FEED)
    program(programs, "busctl", "echo u 3")
    async with background(library_of(tmp_path / "a.db", server.url("/feed"))) as driver:
        day = begin(driver)
        day.pass_minutes(30)
        await look(driver)
        day.pass_minutes(1)
        driver.services.refresh.refresh()
        await driver.finish()
        assert server.count("/feed") == 1

        day.pass_minutes(29)
        await look(driver)
        assert called(programs) == ["busctl"]


@pytest.mark.thorough
async def test_the_configuration_can_allow_metered_connections(
    tmp_path: Path, server: Loopback, programs: Path
) -> None:
    server.serve("/feed", EMPTY_FEED)
    program(programs, "busctl", "echo u 1")
    config = Config(refresh_metered=True)
    async with background(library_of(tmp_path / "a.db", server.url("/feed")), config=config) as driver:
        day = begin(driver)
        day.pass_minutes(30)
        await look(driver)

        assert server.count("/feed") == 1
        assert called(programs) == []


# --- waiting and stopping ---------------------------------------------------------------------------------------------


@pytest.mark.thorough
async def test_a_refresh_says_which_host_it_waits_for_and_stops_in_order(tmp_path: Path, server: Loopback) -> None:
    host = server.url("/").split("/")[2]
    slow = server.hold("/slow")
    path = library_of(tmp_path / "a.db", server.serve("/slow", EMPTY_FEED))
    library = Library.open(path)
    library.feeds.add(server.serve("/feed", EMPTY_FEED), is_private_allowed=True, now=NOW)
    library.close()
    async with background(path) as driver:
        refresh = driver.services.refresh
        refresh.stop()
        assert driver.sentences == ["No refresh is running."]
        refresh.refresh()
        await driver.until_doing(f"waiting for {host} · refreshing 1/2")

        refresh.stop()
        assert driver.activities[-1] == "stopping"
        await driver.finish()

    assert not refresh.is_refreshing
    assert driver.sentences[1:] == ["Refresh stopped. What has arrived is kept."]
    assert driver.activities[-1] == "↻ 21:45 · 0 new"
    assert refresh.ended_at == NOW
    assert server.count("/feed") == 1
    slow.release()


async def test_a_refresh_that_has_just_begun_can_be_stopped(tmp_path: Path, server: Loopback) -> None:
    slow = server.hold("/slow")
    async with background(library_of(tmp_path / "a.db", server.serve("/slow", EMPTY_FEED))) as driver:
        driver.services.refresh.refresh()
        driver.services.refresh.stop()
        await driver.finish()

        assert not driver.services.refresh.is_refreshing
        assert driver.sentences == ["Refresh stopped. What has arrived is kept."]
        assert not driver.notices[-1].is_error
        slow.release()


async def test_stopping_twice_does_not_wait_for_the_end(tmp_path: Path, server: Loopback) -> None:
    slow = server.hold("/slow")
    async with background(library_of(tmp_path / "a.db", server.serve("/slow", EMPTY_FEED))) as driver:
        driver.services.refresh.refresh()
        await asyncio.to_thread(slow.wait_for, 1)
        driver.services.refresh.stop()
        driver.services.refresh.stop()
        await driver.finish()

        assert not driver.services.refresh.is_refreshing
        assert driver.activities[-1] == ""
        slow.release()


# --- after the feeds --------------------------------------------------------------------------------------------------


def serve_picture(server: Loopback) -> None:
    """Serves a feed with a new article, and its picture."""
    server.serve("/sun.jpg", photograph(), content_type="image/jpeg")
    shown = f"&lt;img src='{server.url('/sun.jpg')}'&gt;{'A whole story of its own. ' * 40}"
    item = f"<item><title>A story</title><guid>1</guid><description>{shown}</description></item>"
    server.serve("/feed", EMPTY_FEED.replace("</channel>", f"{item}</channel>"))


@pytest.mark.thorough
async def test_a_refresh_is_done_when_its_feeds_are_and_pictures_go_on_by_themselves(
    tmp_path: Path, server: Loopback
) -> None:
    serve_picture(server)
    slow = server.hold("/sun.jpg")
    async with background(library_of(tmp_path / "a.db", server.url("/feed"))) as driver:
        refresh = driver.services.refresh
        refresh.refresh()
        was_asking_feeds = refresh.is_asking_feeds
        await driver.until_doing("↻ 21:45 · 1 new · pictures 0/1")

        assert driver.activities[-2] == "↻ 21:45 · 1 new"
        assert refresh.ended_at == NOW
        assert refresh.is_refreshing
        assert (was_asking_feeds, refresh.is_asking_feeds) == (True, False)
        slow.release()
        await driver.finish()

    assert driver.activities[-2:] == ["↻ 21:45 · 1 new · pictures 1/1", "↻ 21:45 · 1 new"]
    assert driver.sentences == []


@pytest.mark.thorough
async def test_pictures_give_way_to_another_refresh_which_goes_on_with_them(tmp_path: Path, server: Loopback) -> None:
    serve_picture(server)
    slow = server.hold("/sun.jpg")
    path = library_of(tmp_path / "a.db", server.url("/feed"))
    async with background(path) as driver:
        refresh = driver.services.refresh
        refresh.refresh()
        await driver.until_doing("↻ 21:45 · 1 new · pictures 0/1")

        refresh.refresh()
        await driver.until_doing("↻ 21:45 · 0 new · pictures 0/1")
        slow.release()
        await driver.finish()

    assert driver.sentences == []
    assert server.count("/feed") == 2
    library = Library.open(path)
    assert library.pictures.usage().count == 1
    library.close()
