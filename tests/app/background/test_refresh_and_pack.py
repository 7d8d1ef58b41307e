"""Refreshing and packing: one excludes the other, and what is said if it cannot be."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from app.background_driver import BackgroundDriver, background
from library_factory import article, shelve
from loopback import Loopback

from wortreader.app.background.progress import FetchProgress
from wortreader.app.commands.dispatch import handlers_of
from wortreader.model import Completeness, utc_now
from wortreader.store.library import Library
from wortreader.sync.lease import LEASE


def library_of(path: Path, url: str, *, article_url: str | None = None) -> Path:
    """A library with one feed, and an article of it."""
    library = Library.open(path)
    teaser = replace(article("a", "The beginning…", url=article_url), completeness=Completeness.TEASER)
    shelve(library, teaser, url=url, is_private_allowed=True)
    library.close()
    return path


def run(driver: BackgroundDriver, command_id: str) -> None:
    for owner in (driver.services.refresh, driver.services.pack):
        for known_id, handler in handlers_of(owner).items():
            if known_id == command_id:
                handler(None)


@pytest.mark.thorough
async def test_a_refresh_and_a_pack_exclude_each_other(tmp_path: Path, server: Loopback) -> None:
    server.serve("/feed", "<rss version='2.0'><channel><title>The Loop</title></channel></rss>")
    async with background(library_of(tmp_path / "a.db", server.url("/feed"))) as driver:
        run(driver, "library.refresh")
        run(driver, "library.refresh")
        assert driver.sentences[-1] == "A refresh is running already; gx stops it."
        run(driver, "library.pack")
        assert "A refresh is running" in driver.sentences[-1]
        assert not driver.services.pack.is_running
        driver.services.refresh.fetch_pages([1])  # the next refresh does it
        await driver.finish()
        assert server.count("/feed") == 1

        run(driver, "library.pack")
        await asyncio.sleep(0)  # what has not begun cannot be stopped
        count = len(driver.sentences)
        driver.services.refresh.refresh(is_due_only=True)
        assert len(driver.sentences) == count
        run(driver, "library.refresh")
        assert "are being prepared for offline" in driver.sentences[-1]
        run(driver, "library.pack")
        assert "Stopped." in driver.sentences[-1]
        await driver.finish()
        assert driver.activities[-1] == ""
        assert server.count("/feed") == 1


@pytest.mark.thorough
async def test_a_refresh_comes_after_one_of_a_few_feeds(tmp_path: Path, server: Loopback) -> None:
    path = tmp_path / "a.db"
    library = Library.open(path)
    urls = ["/one", "/two", "/three"]
    for url in urls:
        server.serve(url, "<rss version='2.0'><channel><title>The Loop</title></channel></rss>")
        library.feeds.add(server.url(url), is_private_allowed=True, now=utc_now())
    library.close()
    async with background(path) as driver:
        driver.services.refresh.refresh([1])
        driver.services.refresh.refresh([2])
        driver.services.refresh.refresh([1, 3])
        await driver.finish()
        assert [server.count(url) for url in urls] == [2, 1, 1]

        driver.services.refresh.refresh([1])
        driver.services.refresh.refresh()
        driver.services.refresh.refresh([2])  # which is among all
        await driver.finish()
        assert [server.count(url) for url in urls] == [4, 2, 2]
        assert not driver.sentences


async def test_a_pack_that_finds_no_network_says_so_and_ends(tmp_path: Path) -> None:
    path = library_of(tmp_path / "a.db", "https://gone.invalid/feed", article_url="https://gone.invalid/a")
    library = Library.open(path)
    library.feeds.add("https://gone-too.invalid/feed", now=utc_now())
    library.close()
    async with background(path) as driver:
        run(driver, "library.pack")
        await driver.finish()

        assert driver.services.connectivity.is_offline
        assert not driver.services.pack.is_running
        assert [notice.is_error for notice in driver.notices] == [False]


async def test_a_refresh_that_somebody_else_runs_is_said_and_is_no_error(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "a.db", server.url("/feed"))
    library = Library.open(path)
    library.leases.take(LEASE, "cron", now=utc_now())  # the clock of the child
    library.close()
    async with background(path) as driver:
        run(driver, "library.refresh")
        await driver.finish()

        assert "cron" in driver.sentences[-1]
        assert not driver.notices[-1].is_error
        assert not driver.services.refresh.is_refreshing
        assert driver.activities[-1] == ""


async def test_feeds_that_wait_for_their_host_are_said_once_and_are_no_error(tmp_path: Path, server: Loopback) -> None:
    server.serve("/feed", status=429, headers={"Retry-After": "3600"})
    path = library_of(tmp_path / "a.db", server.url("/feed"))
    library = Library.open(path)
    library.feeds.add(server.serve("/other", status=429), is_private_allowed=True, now=utc_now())
    library.close()
    async with background(path) as driver:
        run(driver, "library.refresh")
        await driver.finish()

        host = f"127.0.0.1:{server.port}"
        assert driver.sentences[-1].startswith(f"{host} asked for a pause: 2 feeds wait until ")
        assert not any(notice.is_error for notice in driver.notices)
        assert driver.activities[-1].endswith("2 waiting")


@pytest.mark.thorough
async def test_two_feeds_that_become_one_are_said(tmp_path: Path, server: Loopback) -> None:
    item = "<item><title>Title of a</title><guid isPermaLink='false'>a</guid></item>"  # that of the library, too
    new = server.serve("/new", f"<rss version='2.0'><channel><title>The Loop</title>{item}</channel></rss>")
    path = library_of(tmp_path / "a.db", server.redirect("/feed", "/new", status=301))
    library = Library.open(path)
    library.feeds.add(new, is_private_allowed=True, now=utc_now())
    library.close()
    async with background(path) as driver:
        for _time in range(3):
            run(driver, "library.refresh")
            await driver.finish()

        (said,) = [sentence for sentence in driver.sentences if "are the same feed now" in sentence]
        assert new in said


async def test_a_child_that_fails_is_an_error_and_the_next_may_begin(
    tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho Nothing works. >&2\nexit 2\n")
    broken.chmod(0o755)
    path = library_of(tmp_path / "a.db", server.url("/feed"))
    async with background(path) as driver:
        monkeypatch.setattr(sys, "executable", str(broken))
        run(driver, "library.refresh")
        await driver.finish()
        run(driver, "library.pack")
        await driver.finish()
        driver.services.runner.carry_out()
        await driver.finish()

        assert [notice.is_error for notice in driver.notices] == [True, True, True]
        assert all(sentence and "Traceback" not in sentence for sentence in driver.sentences)
        assert not driver.services.refresh.is_refreshing
        assert not driver.services.pack.is_running
        assert server.requests == []


async def test_the_demo_asks_nobody(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "a.db", server.url("/feed"), article_url=server.url("/a"))
    async with background(path, is_demo=True) as driver:
        run(driver, "library.refresh")
        run(driver, "library.pack")
        driver.services.refresh.fetch_pages([1])
        shown = await driver.session.article(1)
        assert not await driver.services.fetcher.fetch_page(shown)
        ending = await driver.services.fetcher.fetch_pictures(1, 1)
        await driver.services.begin()
        await driver.finish()

        assert ending is not None
        assert ending.complaint == ""
        assert len(driver.sentences) == 4
        assert all("invented" in sentence for sentence in driver.sentences)
        assert server.requests == []


async def test_lists_are_read_anew_after_every_25th_article(tmp_path: Path) -> None:
    async with background(tmp_path / "a.db") as driver:
        progress = FetchProgress(driver.signals)
        for done in range(1, 60):
            progress.show(f"refreshing {done}/60", done)

        assert driver.change_count == 2
        assert len(driver.activities) == 59


async def test_a_page_that_cannot_be_fetched_is_said(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "a.db", server.url("/feed"), article_url=server.url("/gone"))
    async with background(path) as driver:
        shown = await driver.session.article(1)

        assert not await driver.services.fetcher.fetch_page(shown)
        assert driver.notices[-1].is_error
        assert not driver.services.fetcher.is_fetching_page(1)
        assert driver.activities == ["fetching the page", ""]
