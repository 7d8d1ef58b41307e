"""Without a network: what the reader wants of it is put off, looked at, and done when it is back."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest
from app.app_driver import NARROW, NOW, AppDriver, build_demo, reading
from app.background_driver import Machine
from library_factory import article, shelve
from loopback import Loopback
from picture_samples import photograph

from wortreader.app.background import connectivity
from wortreader.app.screens.outbox import OutboxScreen
from wortreader.deferred import TaskKind
from wortreader.model import Completeness
from wortreader.store.library import Library

STORY = " ".join(f"Les hôpitaux du pays dépensent deux fois plus qu'en 2021, numéro {n}." for n in range(40))


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setenv("BROWSER", f"{machine.browser} %s &")
    monkeypatch.setattr(connectivity, "SETTLING_SECONDS", 0.01)
    return machine


def library_of(path: Path, server: Loopback, *names: str) -> Path:
    """A library of beginnings whose pages are on the host of their feed."""
    library = Library.open(path)
    page = f"<html><body><article><h1>La facture</h1><p>{STORY}</p></article></body></html>"
    links = {name: server.serve(f"/{name}", page, content_type="text/html; charset=utf-8") for name in names}
    shelve(
        library,
        *(article(name, "Les hôpitaux du pays dépensent…", url=link, title=name) for name, link in links.items()),
        url=server.url("/feed"),
        is_private_allowed=True,
    )
    library.close()
    return path


async def waiting(story: AppDriver) -> list[tuple[TaskKind, str]]:
    """What is in the outbox, as the app itself reads it: another connection of this process would take its locks."""
    tasks = await story.app.session.outbox(lambda outbox: outbox.all())
    return [(task.kind, task.name) for task in tasks]


@pytest.mark.thorough
async def test_what_needs_the_network_is_put_off_and_done_when_it_is_back(
    tmp_path: Path, server: Loopback, machine: Machine
) -> None:
    path = library_of(tmp_path / "loop.db", server, "un")
    link = server.url("/un")
    async with reading(path, has_default_route=machine.has_default_route) as story:
        await story.press("l")
        machine.disconnect()

        await story.press("x")
        assert "Offline: added to the outbox (1 waiting)." in story.status
        await story.press("o")
        assert "Offline: added to the outbox (2 waiting)." in story.status
        await story.press("o")
        assert "Offline: already in the outbox (2 waiting)." in story.status
        await story.press("B", "enter")
        assert "(3 waiting)." in story.status
        assert "offline · 3 in the outbox" in story.status
        assert await waiting(story) == [(TaskKind.PAGE, "un"), (TaskKind.BROWSER, "un"), (TaskKind.SAVE, link)]
        assert (server.requests, machine.opened) == ([], [])

        machine.connect()
        story.screen.parts.services.connectivity.look()
        await story.until(lambda: "Back online" in story.status)
        assert "Back online: 2 tasks done, 1 page waiting for the browser. go shows the outbox." in story.status
        assert not story.screen.parts.services.connectivity.is_offline
        assert story.article.completeness is Completeness.WHOLE
        assert "numéro 3" in story.text_of(story.view)
        assert machine.opened == []

        await story.press("g", "o", "enter")
        await story.until(lambda: machine.opened == [link])
        await story.until(lambda: "The outbox is empty." in story.text)
        assert await waiting(story) == []
        await story.press("escape")
        assert "in the outbox" not in story.status


@pytest.mark.thorough
async def test_the_outbox_is_looked_at_and_emptied_and_that_is_taken_back(
    tmp_path: Path, server: Loopback, machine: Machine
) -> None:
    path = library_of(tmp_path / "loop.db", server, "un", "deux")
    machine.disconnect()
    async with reading(path, has_default_route=machine.has_default_route) as story:
        await story.press("x", "j", "x")
        both = await waiting(story)

        await story.press("g", "o")
        assert story.shows(OutboxScreen)
        assert "2 tasks" in story.text
        assert "full text · since 21:45" in story.text
        for size in ((80, 24), NARROW, (40, 10)):
            await story.resize(*size)
            assert "2 tasks" in story.text
            assert "full text" in story.text
            assert "Enter: do it now" in story.text
        await story.press("d")
        assert await waiting(story) == both[1:]
        await story.press("C")
        assert "The outbox is empty." in story.text
        assert await waiting(story) == []
        await story.press("U", "U")
        assert await waiting(story) == both
        assert "2 tasks" in story.text
        await story.press("enter")
        await story.until(lambda: "One moment" not in story.text)
        assert len(server.requests) == 1  # the reader says so, whatever the routes say
        assert await waiting(story) == both[:1]

        await story.press("q")
        assert not story.shows(OutboxScreen)


@pytest.mark.thorough
async def test_a_child_that_finds_no_network_is_believed_and_a_refresh_says_one_sentence(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "loop.db")
    for host in ("un", "deux"):
        shelve(library, article(host, url=f"https://{host}.invalid/a"), url=f"https://{host}.invalid/feed")
    library.close()
    async with reading(tmp_path / "loop.db") as story:
        await story.press("R")
        await story.until(lambda: "You are offline" in story.status)
        assert story.screen.parts.services.connectivity.is_offline
        await story.press("x")

        assert "Offline: added to the outbox (1 waiting)." in story.status
        shelf = await story.app.session.feed_tree()
        assert [feed.failure for feed in shelf.feeds] == [None, None]


@pytest.mark.thorough
async def test_a_single_site_that_fails_is_no_lack_of_a_network(
    tmp_path: Path, server: Loopback, machine: Machine
) -> None:
    path = library_of(tmp_path / "loop.db", server)
    library = Library.open(path)
    shelve(library, article("a", url="https://gone.invalid/a"), url="https://gone.invalid/feed")
    library.close()
    async with reading(path, has_default_route=machine.has_default_route) as story:
        await story.press("x")

        assert "There is no host gone.invalid" in story.status
        assert not story.screen.parts.services.connectivity.is_offline
        assert await waiting(story) == []


@pytest.mark.thorough
async def test_what_was_left_the_last_time_is_done_and_what_cannot_be_is_given_up_aloud(
    tmp_path: Path, server: Loopback, machine: Machine
) -> None:
    path = library_of(tmp_path / "loop.db", server, "un")
    library = Library.open(path)
    library.outbox.put(TaskKind.PAGE, article_id=1, now=NOW)
    library.outbox.put(TaskKind.SAVE, url=server.url("/none"), title="Nothing", now=NOW)
    library.close()
    async with reading(path, has_default_route=machine.has_default_route) as story:
        await story.until(lambda: "From the outbox: 1 task done, 1 task failed." in story.status)

        await story.press("g", "o")
        assert "given up: 127.0.0.1" in story.text


async def test_without_a_browser_nothing_is_put_off_for_it(
    tmp_path: Path, server: Loopback, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def get(_using: str | None = None) -> webbrowser.BaseBrowser:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", get)
    path = library_of(tmp_path / "loop.db", server, "un")
    machine.disconnect()
    async with reading(path, has_default_route=machine.has_default_route) as story:
        await story.press("o")

        assert "There is no browser here." in story.status
        assert await waiting(story) == []


@pytest.mark.thorough
async def test_pictures_are_put_off_and_come_when_the_network_is_back(
    tmp_path: Path, server: Loopback, machine: Machine
) -> None:
    picture = server.serve("/square.jpg", photograph(), content_type="image/jpeg")
    library = Library.open(tmp_path / "loop.db")
    html = f"<p>Les hôpitaux</p><p><img src='{picture}' alt='Un carré'></p>"
    shelve(library, article("un", html=html, url=None), url=server.url("/feed"), is_private_allowed=True)
    library.close()
    async with reading(tmp_path / "loop.db", has_default_route=machine.has_default_route) as story:
        await story.press("l")
        machine.disconnect()

        await story.press("I")
        assert "Offline: added to the outbox (1 waiting)." in story.status
        machine.connect()
        story.screen.parts.services.connectivity.look()
        await story.until(lambda: "Back online: 1 task done." in story.status)

        assert server.count("/square.jpg") == 1
        await story.until(lambda: len(story.view.typeset.picture_space.kept) == 1 if story.view.typeset else False)


@pytest.mark.thorough
async def test_the_word_comes_when_the_way_out_has_been_gone_for_two_looks(
    tmp_path: Path, server: Loopback, machine: Machine
) -> None:
    path = library_of(tmp_path / "loop.db", server, "un")
    async with reading(path, has_default_route=machine.has_default_route) as story:
        machine.disconnect()
        story.screen.parts.services.connectivity.look()
        await story.settle()
        assert "offline" not in story.status
        story.screen.parts.services.connectivity.look()
        await story.settle()
        assert "offline" in story.status

        machine.connect()
        story.screen.parts.services.connectivity.look()
        await story.until(lambda: "offline" not in story.status)


async def test_the_demo_is_never_offline(tmp_path: Path, machine: Machine) -> None:
    machine.disconnect()
    async with reading(
        build_demo(tmp_path / "demo.db"), is_demo=True, has_default_route=machine.has_default_route
    ) as story:
        await story.press("x")

        assert "offline" not in story.status.lower()
