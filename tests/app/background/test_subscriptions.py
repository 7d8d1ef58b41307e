"""Feeds and pages that come and go: what is done, and the sentence that says what is wrong."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from app.background_driver import Machine, background
from loopback import Loopback

from wortreader.app.background.subscriptions import ListAnswer
from wortreader.deferred import TaskKind
from wortreader.model import View, ViewKind


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
        assert await driver.services.subscriptions.import_list("~/feeds.opml") == ListAnswer(None)
        assert driver.sentences == ["Added 1 feed."]
        assert driver.services.refresh.is_refreshing
        await driver.finish()

        assert [feed.url for feed in (await driver.session.feed_tree()).feeds] == [url]
        assert driver.activities[-1] == "↻ 21:45 · 1 failed"  # a list may not name hosts of the user's own network

        assert await driver.services.subscriptions.export_list("~/out.opml") == ListAnswer(None)
        assert driver.sentences[-1] == "Wrote 1 feed to ~/out.opml."
        assert url in (tmp_path / "out.opml").read_text()


@pytest.mark.thorough
@pytest.mark.parametrize(
    "typed", ["~/my list.opml", "'{home}/my list.opml'", "{home}/my\\ list.opml", "file://{home}/my%20list.opml"]
)
async def test_a_path_is_understood_as_it_is_typed_or_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path = typed.format(home=tmp_path)
    async with background(tmp_path / "a.db") as driver:
        assert await driver.services.subscriptions.export_list(path) == ListAnswer(None)
        assert (tmp_path / "my list.opml").exists()
        assert (await driver.services.subscriptions.import_list(path)).problem is None
        await driver.finish()


@pytest.mark.thorough
async def test_what_was_imported_and_what_was_read_differently_is_said(tmp_path: Path) -> None:
    listed = (
        "<opml><body><outline text='A &amp; B'><outline text='X & Y' xmlUrl='http://127.0.0.1:9/f'/></outline>"
        "<outline text='B' xmlUrl='exec:x'/></body></opml>"
    )
    (tmp_path / "feeds.opml").write_text(listed)
    async with background(tmp_path / "a.db") as driver:
        first = await driver.services.subscriptions.import_list(f"{tmp_path}/feeds.opml")
        again = await driver.services.subscriptions.import_list(f"{tmp_path}/feeds.opml")
        await driver.finish()

        assert first.problem is again.problem is None
        assert [remark[:7] for remark in first.remarks] == ["Line 1:"] * 2
        assert driver.sentences[:2] == ["Added 1 feed; folders: 1.", "Added 0 feeds. 1 was in the library already."]


@pytest.mark.thorough
async def test_a_page_with_several_feeds_is_asked_about(tmp_path: Path, server: Loopback) -> None:
    server.serve("/a", feed("A"))
    url = server.serve("/b", feed("B"))
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in "ab")
    page = server.serve("/", f"<html><head>{links}</head></html>", content_type="text/html")
    async with background(tmp_path / "a.db") as driver:
        offers = await driver.services.subscriptions.add(page)
        assert isinstance(offers, tuple)
        assert [(offer.title, offer.newest) for offer in offers] == [("A", ("First",)), ("B", ("First",))]
        assert driver.sentences == []

        assert await driver.services.subscriptions.add(page, [url]) is None
        await driver.finish()
        assert driver.sentences[0] == "Added “B” with 1 article."
        again = await driver.services.subscriptions.add(page)
        assert isinstance(again, tuple)
        assert [offer.feed_id is None for offer in again] == [True, False]
        known = await driver.services.subscriptions.add(url)
        assert isinstance(known, str)
        assert "already" in known


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are not files here")
async def test_fault_108_no_address_that_is_typed_is_among_the_words_of_a_process(
    tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    secret = "s3cr3t-canary"
    url = server.serve("/feed", feed("A")).replace("//", f"//ann:{secret}@")

    def words_of_all() -> bytes:
        words = b""
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):  # a process that has ended
                words += path.read_bytes()
        return words

    async with background(tmp_path / "a.db") as driver:
        for work in (driver.services.subscriptions.add, driver.services.subscriptions.save):
            slow = server.hold("/feed")
            task = asyncio.create_task(work(url))
            await asyncio.to_thread(slow.wait_for, 1)
            assert secret.encode() not in await asyncio.to_thread(words_of_all)
            slow.release()
            await task
    assert server.requests[0].headers["authorization"].startswith("Basic ")


@pytest.mark.thorough
async def test_a_file_that_is_no_list_of_feeds_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.opml").write_text("<html><body>Not a list</body></html>")
    async with background(tmp_path / "a.db") as driver:
        answer = await driver.services.subscriptions.import_list(f"{tmp_path}/page.opml")
        assert "subscription list" in (answer.problem or "")
        assert (await driver.services.subscriptions.import_list(f"{tmp_path}/missing.opml")).problem

        assert not driver.services.refresh.is_refreshing
        assert (await driver.session.feed_tree()).feeds == ()


async def test_a_list_that_cannot_be_written_is_said_in_the_dialog(tmp_path: Path) -> None:
    async with background(tmp_path / "a.db") as driver:
        assert (await driver.services.subscriptions.export_list(f"{tmp_path}/missing/out.opml")).problem

        assert driver.sentences == []


@pytest.mark.thorough
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


@pytest.mark.thorough
async def test_a_feed_that_is_not_there_is_said_and_no_pages_are_fetched(tmp_path: Path, server: Loopback) -> None:
    async with background(tmp_path / "a.db") as driver:
        assert await driver.services.subscriptions.add(server.url("/nothing"))

        assert not driver.services.refresh.is_refreshing
        assert driver.sentences == []
