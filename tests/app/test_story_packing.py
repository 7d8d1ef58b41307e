"""Making ready for a journey."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import build_demo, reading
from command_line import run_apart
from loopback import Loopback

from wortreader.model import Completeness, utc_now
from wortreader.store.library import Library
from wortreader.sync.lease import LEASE

ABRIDGED = "Les hôpitaux du pays dépensent deux fois plus…"
STORY = " ".join(f"Les hôpitaux du pays dépensent deux fois plus qu'en 2021, numéro {n}." for n in range(40))


def library_of(path: Path, server: Loopback, *names: str) -> Path:
    """A library of beginnings, the first the newest, whose pages are not fetched by a refresh."""
    library = Library.open(path)
    library.close()
    items = []
    for hour, name in enumerate(names):
        page = f"<html><body><article><h1>{name}</h1><p>{STORY}</p></article></body></html>"
        link = server.serve("/" + name, page, content_type="text/html; charset=utf-8")
        items.append(
            f"<item><guid>{name}</guid><title>{name}</title><link>{link}</link>"
            f"<pubDate>Wed, 18 Nov 2026 {18 - hour}:00:00 GMT</pubDate><description>{ABRIDGED}</description></item>"
        )
    url = server.serve("/feed", f"<rss version='2.0'><channel><title>The Loop</title>{''.join(items)}</channel></rss>")
    assert run_apart("--library", path, "add", "--no-pages", url).code == 0
    return path


def completenesses(path: Path) -> list[Completeness]:
    library = Library.open(path)
    try:
        return [library.articles.get(article_id).completeness for article_id in library.search.rows("").ids]
    finally:
        library.close()


@pytest.mark.thorough
async def test_gp_fetches_what_is_unread_whole_and_says_how_it_went(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "loop.db", server, "un", "deux", "trois")
    server.remove("/trois")
    async with reading(path) as story:
        hold = server.hold("/un")

        await story.press("g", "p")
        await story.until(lambda: "preparing for offline" in story.status)
        hold.release()
        await story.settle("pack")

        assert "2 articles ready offline, 2 downloaded, 1 unavailable" in story.status
        assert completenesses(path) == [Completeness.WHOLE, Completeness.WHOLE, Completeness.TEASER]
        await story.press("l")
        assert "numéro 3" in story.text_of(story.view)


@pytest.mark.thorough
async def test_gp_again_stops_it_and_a_third_time_goes_on(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "loop.db", server, "un", "deux")
    async with reading(path) as story:
        hold = server.hold("/deux")
        await story.press("g", "p")
        await story.until(lambda: "preparing 1/2" in story.status)

        await story.press("g", "p")
        await story.settle("pack")
        assert "Stopped." in story.status
        assert not story.screen.parts.services.pack.is_running
        hold.release()

        await story.press("g", "p")
        await story.settle("pack")
        assert "2 articles ready offline, 1 downloaded" in story.status
        assert server.count("/un") == 1


@pytest.mark.thorough
async def test_a_refresh_elsewhere_is_said_and_nothing_is_fetched(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "loop.db", server, "un")
    async with reading(path) as story:
        with story.library() as library:
            library.leases.take(LEASE, "cron", now=utc_now())  # the clock of the child
        await story.press("g", "p")
        await story.settle("pack")

        assert "cron" in story.status
        assert server.count("/un") == 0


async def test_the_demo_has_no_network_to_fetch_from(tmp_path: Path) -> None:
    async with reading(build_demo(tmp_path / "demo.db"), is_demo=True) as story:
        await story.press("g", "p")

        assert "no network" in story.status
        assert not story.screen.parts.services.pack.is_running
