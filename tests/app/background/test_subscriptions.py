"""Feeds and pages that come and go: what is done, and the sentence that says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from app.background_driver import Machine, background
from loopback import Loopback

from wortreader.deferred import TaskKind
from wortreader.model import View, ViewKind


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server


def feed(title: str) -> str:
    return (
        f"<rss version='2.0'><channel><title>{title}</title><item><guid>a</guid><title>First</title>"
        f"<description>{'word ' * 900}</description></item></channel></rss>"
    )


def opml(url: str) -> str:
    return f"<opml version='2.0'><head/><body><outline text='Loop' type='rss' xmlUrl='{url}'/></body></opml>"


async def test_a_list_is_imported_and_its_feeds_are_refreshed(
    tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    url = server.serve("/feed", feed("The Loop"))
    (tmp_path / "feeds.opml").write_text(opml(url))
    async with background(tmp_path / "a.db") as driver:
        assert await driver.services.subscriptions.import_list("~/feeds.opml") is None
        assert driver.services.refresh.is_refreshing
        await driver.finish()

        assert [feed.url for feed in (await driver.session.feed_tree()).feeds] == [url]
        assert driver.activities[-1] == "↻ 21:45 · 1 failed"  # a list may not name hosts of the user's own network

        assert await driver.services.subscriptions.export_list("~/out.opml") is None
        assert driver.sentences[-1]
        assert url in (tmp_path / "out.opml").read_text()


async def test_a_file_that_is_no_list_of_feeds_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.opml").write_text("<html><body>Not a list</body></html>")
    async with background(tmp_path / "a.db") as driver:
        assert "subscription list" in (await driver.services.subscriptions.import_list(f"{tmp_path}/page.opml") or "")
        assert await driver.services.subscriptions.import_list(f"{tmp_path}/missing.opml")

        assert not driver.services.refresh.is_refreshing
        assert (await driver.session.feed_tree()).feeds == ()


async def test_a_list_that_cannot_be_written_is_said_in_the_dialog(tmp_path: Path) -> None:
    async with background(tmp_path / "a.db") as driver:
        assert await driver.services.subscriptions.export_list(f"{tmp_path}/missing/out.opml")

        assert driver.sentences == []


async def test_an_article_in_a_file_is_kept_and_a_missing_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("# The story\n\n" + "It goes on. " * 50)
    async with background(tmp_path / "a.db") as driver:
        assert await driver.services.subscriptions.save(f"{tmp_path}/missing.md")
        assert await driver.services.subscriptions.save(f"{tmp_path}/story.md") is None

        assert driver.change_count == 2
        assert len(await driver.session.rows(View(ViewKind.ALL))) == 1


async def test_a_page_waits_for_the_network_and_that_is_no_problem(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.disconnect()
    async with background(tmp_path / "a.db", has_default_route=machine.has_default_route) as driver:
        assert await driver.services.subscriptions.save("https://example.org/story", title="The story") is None

        assert [(task.kind, task.name) for task in await driver.waiting()] == [(TaskKind.SAVE, "The story")]
        assert driver.change_count == 0


async def test_a_feed_that_is_not_there_is_said_and_no_pages_are_fetched(tmp_path: Path, server: Loopback) -> None:
    async with background(tmp_path / "a.db") as driver:
        assert await driver.services.subscriptions.add(server.url("/nothing"))

        assert not driver.services.refresh.is_refreshing
        assert driver.sentences == []
