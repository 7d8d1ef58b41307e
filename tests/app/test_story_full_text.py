"""Full text from the page, and what the feed itself says."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import NOW, build_demo, reading
from command_line import run_apart
from loopback import Loopback
from picture_samples import encoded, painted

from wortreader.app.screens.reading import ReadingScreen
from wortreader.model import View, ViewKind

ABRIDGED = "Les hôpitaux du pays dépensent deux fois plus…"
STORY = [f"Les hôpitaux du pays dépensent, au chapitre {n}, deux fois plus qu'en 2021. " * 5 for n in range(30)]


def library_of(path: Path, server: Loopback, link: str, text: str = ABRIDGED) -> Path:
    """A library with one article of one feed."""
    item = f"<item><guid>1</guid><title>Hôpitaux</title><link>{link}</link><description>{text}</description></item>"
    url = server.serve("/feed", f"<rss version='2.0'><channel><title>The Loop</title>{item}</channel></rss>")
    assert run_apart("--library", path, "add", "--no-pages", url).code == 0
    return path


def serve_page(server: Loopback, *paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><body><article><h1>Hôpitaux</h1>{body}</article></body></html>"
    return server.serve("/page", page, content_type="text/html; charset=utf-8")


async def test_x_reads_the_page_then_the_feed_then_the_page_again(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "loop.db", server, serve_page(server, *STORY))
    async with reading(path) as story:
        await story.press("l")
        assert "chapitre" not in story.text_of(story.view)

        await story.press("x")
        assert "au chapitre 0" in story.text_of(story.view)
        assert story.article.is_from_page

        await story.press("x")
        assert "deux fois plus…" in story.text_of(story.view)
        assert "chapitre" not in story.text_of(story.view)
        assert "x shows the page again" in story.status
        assert "Excerpt only: x shows the page" in story.text_of(story.view)

        await story.press("x")
        assert "au chapitre 0" in story.text_of(story.view)
        assert server.count("/page") == 1


@pytest.mark.thorough
async def test_the_pictures_of_the_page_come_after_its_text(tmp_path: Path, server: Loopback) -> None:
    picture = server.serve("/tower.png", encoded(painted()), content_type="image/png")
    page = serve_page(server, *STORY[:3], f"<img src='{picture}' alt='La tour' width='640' height='480'>", *STORY[3:])
    path = library_of(tmp_path / "loop.db", server, page)
    async with reading(path) as story:
        await story.press("l", "x")

        with story.library() as library:
            await story.until(
                lambda: any(kept.file for kept in library.pictures.kept(story.article.article_id).values())
            )
        assert story.article.is_from_page


@pytest.mark.thorough
async def test_the_reader_stays_where_they_are_when_the_page_has_come(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "loop.db", server, serve_page(server, *STORY), " ".join(STORY[:12]) + "…")
    async with reading(path) as story:
        await story.press("l", "space", "j", "j")
        top = next(line for line in story.lines_of(story.view) if "chapitre" in line)

        await story.press("x")

        assert story.article.is_from_page
        words = " ".join(story.text_of(story.view).split())
        assert " ".join(top.split())[:40] in words


@pytest.mark.thorough
async def test_a_page_that_cannot_be_had_is_said_and_the_feed_s_text_stays(tmp_path: Path, server: Loopback) -> None:
    path = library_of(tmp_path / "loop.db", server, server.url("/missing"))
    async with reading(path) as story:
        await story.press("l")
        assert "Excerpt only: x fetches the rest" in story.text_of(story.view)
        await story.press("x")

        assert "404" in story.status
        assert "404" in story.text_of(story.view)
        assert "look for the feed" not in story.text_of(story.view)
        assert "x fetches" not in story.text_of(story.view)
        assert "deux fois plus…" in story.text_of(story.view)


@pytest.mark.thorough
async def test_the_demo_has_a_page_that_was_fetched_and_says_of_the_others_that_there_is_none(tmp_path: Path) -> None:
    async with reading(build_demo(tmp_path / "demo.db"), is_demo=True) as story:
        await story.press("l", "x")
        assert "invented" in story.status

        with story.library() as library:
            (article_id,) = library.search.rows("boulangers biscottes semoule").ids
        story.screen.parts.order.open(article_id)
        await story.settle()
        assert "Une pâte qui ne lève plus" in story.text_of(story.view)
        await story.press("x")
        assert "Lire la suite" in story.text_of(story.view)


async def test_the_demo_labels_what_is_for_subscribers(tmp_path: Path) -> None:
    async with reading(build_demo(tmp_path / "demo.db"), is_demo=True) as story:
        with story.library() as library:
            (article_id,) = library.search.rows("débat santé repoussé").ids
        story.screen.parts.order.open(article_id)
        await story.settle()

        assert "Excerpt only: the rest is for subscribers" in " ".join(story.text_of(story.view).split())


@pytest.mark.thorough
async def test_a_new_feed_of_beginnings_is_there_at_once_and_its_stories_come_whole(
    tmp_path: Path, server: Loopback
) -> None:
    item = f"<item><title>Hôpitaux</title><link>{serve_page(server, *STORY)}</link><description>{ABRIDGED}"
    url = server.serve(
        "/feed", f"<rss version='2.0'><channel><title>Loop</title>{item}</description></item></channel></rss>"
    )
    hold = server.hold("/page")
    async with reading(build_demo(tmp_path / "demo.db")) as story:
        await story.press("+")
        await story.write(url)
        await story.press("enter")
        assert story.shows(ReadingScreen)
        assert story.count("Loop") == 1
        await story.until(lambda: "full texts" in story.status)

        hold.release()
        await story.until(lambda: not story.screen.parts.services.refresh.is_refreshing)

        with story.library() as library:
            feed = library.feeds.find("Loop")
            (article_id,) = library.articles.rows(View(ViewKind.FEED, feed.feed_id), today=NOW).ids
            assert library.articles.get(article_id).is_from_page


@pytest.mark.thorough
async def test_the_full_texts_of_the_selected_articles_are_fetched_together(tmp_path: Path, server: Loopback) -> None:
    links = [
        server.serve(
            f"/{name}",
            f"<html><body><article><h1>{name}</h1>{'<p>'.join(STORY)}</article></body></html>",
            content_type="text/html; charset=utf-8",
        )
        for name in ("one", "two", "three")
    ]
    items = "".join(
        f"<item><guid>{link}</guid><title>{link[-3:]}</title><link>{link}</link><description>Short…</description></item>"
        for link in links
    )
    url = server.serve("/feed", f"<rss version='2.0'><channel><title>The Loop</title>{items}</channel></rss>")
    path = tmp_path / "loop.db"
    assert run_apart("--library", path, "add", "--no-pages", url).code == 0
    async with reading(path) as story:
        first, *others = story.articles.rows.ids
        await story.press("v", "V", "x")
        await story.until(lambda: all(story.stored(article_id).is_from_page for article_id in others))

        assert not story.stored(first).is_from_page
        await story.press("x")
        assert "These articles already have their full text." in story.status
