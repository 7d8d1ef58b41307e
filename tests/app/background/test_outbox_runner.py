"""The outbox carried out: by itself, one task, or several pages for the browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest
from app.app_driver import NOW
from app.background_driver import Machine, background
from loopback import Loopback

from wortreader.app.background.outbox_runner import summary_sentence
from wortreader.deferred import TaskKind
from wortreader.store.library import Library
from wortreader.sync.events.outbox import TaskSummary


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setenv("BROWSER", f"{machine.browser} %s &")
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.BackgroundBrowser(str(machine.browser)))
    return machine


def library_of(path: Path, kind: TaskKind, *urls: str) -> Path:
    """A library in whose outbox these addresses are."""
    library = Library.open(path)
    for url in urls:
        library.outbox.put(kind, url=url, now=NOW)
    library.close()
    return path


async def test_five_pages_are_opened_at_once_and_the_rest_waits(tmp_path: Path, machine: Machine) -> None:
    urls = [f"https://example.org/{number}" for number in range(6)]
    async with background(library_of(tmp_path / "a.db", TaskKind.BROWSER, *urls)) as driver:
        await driver.waiting()

        assert await driver.services.runner.open_some() == "5 pages opened. 1 more page is waiting."
        assert await driver.services.runner.open_some() == "1 page opened."
        assert await driver.services.runner.open_some() == "No page is waiting for the browser."
        assert sorted(await machine.until_opened(6)) == urls


async def test_a_page_stays_in_the_outbox_if_it_is_not_opened(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = library_of(tmp_path / "a.db", TaskKind.BROWSER, "https://example.org/")
    async with background(path, has_default_route=machine.has_default_route) as driver:
        (task,) = await driver.waiting()
        machine.browser.unlink()
        assert "did not start" in await driver.services.runner.open_some()
        assert list(await driver.waiting()) == [task]

        machine.disconnect()
        assert "You are offline." in await driver.services.runner.open_some()
        assert list(await driver.waiting()) == [task]


async def test_a_page_that_another_program_has_taken_out_is_not_opened(tmp_path: Path, machine: Machine) -> None:
    async with background(library_of(tmp_path / "a.db", TaskKind.BROWSER, "https://example.org/")) as driver:
        (task,) = await driver.waiting()
        await driver.services.outbox.remove([task.task_id])

        assert await driver.services.runner.do_now(task)
        assert machine.opened == []


@pytest.mark.thorough
async def test_a_task_that_fails_when_the_user_asks_for_it_says_why(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "a.db", TaskKind.SAVE, server.url("/gone"), "https://gone.invalid/")
    async with background(path) as driver:
        first, second = await driver.waiting()

        assert "127.0.0.1" in await driver.services.runner.do_now(first)
        assert not driver.services.connectivity.is_offline
        assert await driver.services.runner.do_now(second)
        assert len(await driver.waiting()) == 2
        assert driver.change_count == 0


@pytest.mark.parametrize(
    ("results", "browser_count", "sentence"),
    [
        (TaskSummary(), 0, ""),
        (TaskSummary(done=1), 0, "1 task done."),
        (
            TaskSummary(done=2, failed=3, given_up=1),
            0,
            "2 tasks done, 1 task failed, 2 tasks put off again. o shows the outbox.",
        ),
        (TaskSummary(), 2, "2 pages waiting for the browser. o shows the outbox."),
    ],
)
def test_results_are_summed_up_in_a_sentence(results: TaskSummary, browser_count: int, sentence: str) -> None:
    assert summary_sentence(results, browser_count, key="o") == sentence
