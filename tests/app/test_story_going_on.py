"""Space and n go on to the next feed with unread articles, and say so before."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, NARROW, AppDriver, reading
from library_factory import article, shelve

from wortreader.config import Config
from wortreader.model import View, ViewKind
from wortreader.store.bodies import put
from wortreader.store.library import Library

TEXT = "<p>Words of an article.</p>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with four feeds: two with two unread articles, one with none, one with one."""
    path = tmp_path / "library.db"
    library = Library.open(path)
    for number, (name, guids) in enumerate([("Alpha", "ab"), ("Beta", "cd"), ("Gamma", ""), ("Delta", "e")]):
        articles = [article(guid, "Words", title=f"Article {guid}", html=TEXT) for guid in guids]
        feed = shelve(library, *articles, url=f"https://feed{number}.example/rss", title=name)
        assert feed.title == name
    library.close()
    return path


async def list_feed(story: AppDriver, title: str) -> None:
    """Go to the feed with this title."""
    feed = next(feed for feed in story.screen.parts.feeds.feed_tree.feeds if feed.title == title)
    story.screen.parts.navigation.go_to(View(ViewKind.FEED, feed.feed_id))
    await story.settle()


def listed(story: AppDriver) -> str:
    """What is listed."""
    return story.screen.parts.articles.path[-1]


@pytest.mark.parametrize("size", LAYOUTS)
async def test_space_goes_on_to_the_next_feed_in_one_press_and_says_so_before(
    path: Path, size: tuple[int, int]
) -> None:
    async with reading(path, size) as story:
        await list_feed(story, "Alpha")
        await story.press("space")
        assert "on to" not in story.status
        await story.press("space")
        assert "Space: on to Beta, 2" in story.status

        await story.press("space")

        assert (listed(story), story.article.feed_title) == ("Beta", "Beta")
        assert story.screen.parts.navigation.current == "article"
        assert story.article.article_id == story.articles.cursor_id
        assert story.stored(story.article.article_id).is_read
        assert story.feeds.cursor_view == story.screen.parts.articles.view


@pytest.mark.parametrize("size", LAYOUTS)
async def test_all_of_the_library_is_read_with_one_key_until_nothing_is_unread(
    path: Path, size: tuple[int, int]
) -> None:
    async with reading(path, size) as story:
        await list_feed(story, "Beta")
        read = []
        for _press in range(5):
            await story.press("space")
            read.append(story.article.title)
        assert sorted(read) == [f"Article {guid}" for guid in "abcde"]
        assert [title[-1] in "cd" for title in read] == [True, True, False, False, False]
        assert read[2] == "Article e"
        assert "on to" not in story.status

        await story.press("space")

        assert "Nothing is unread." in story.status
        assert story.article.title == read[-1]


@pytest.mark.parametrize("size", LAYOUTS)
async def test_n_goes_on_in_the_list_and_says_so_before(path: Path, size: tuple[int, int]) -> None:
    async with reading(path, size) as story:
        await list_feed(story, "Delta")
        assert "n: on to Alpha, 2" in story.status

        await story.press("n")

        assert listed(story) == "Alpha"
        assert story.screen.parts.navigation.current == "list"
        assert "on to" not in story.status
        await story.press("n")
        assert listed(story) == "Alpha"


async def test_n_goes_on_from_the_middle_of_the_last_article(path: Path) -> None:
    async with reading(path, NARROW) as story:
        with story.library() as library, library.database.write() as connection:
            put(connection, 5, "Words " * 900, "<p>" + "Words " * 900 + "</p>")
        await list_feed(story, "Delta")
        await story.press("l")
        assert "n: on to Alpha, 2" in story.status
        assert "Space read on" in story.status

        await story.press("G")
        assert "Space: on to Alpha, 2" in story.status
        await story.press("n")

        assert (listed(story), story.screen.parts.navigation.current) == ("Alpha", "article")


@pytest.mark.thorough
async def test_the_settings_can_have_it_stop_there(path: Path) -> None:
    async with reading(path, config=Config(go_on=False)) as story:
        await list_feed(story, "Delta")
        await story.press("space")
        assert "on to" not in story.status

        await story.press("space")
        assert "No unread articles here." in story.status
        await story.press("n")

        assert listed(story) == "Delta"


async def test_all_goes_on_to_nothing(path: Path) -> None:
    async with reading(path) as story:
        await story.press("C")
        assert "on to" not in story.status

        await story.press("n")

        assert "No unread articles here." in story.status
        assert listed(story) == "All"


@pytest.mark.thorough
async def test_a_search_is_not_left(path: Path) -> None:
    async with reading(path) as story:
        await story.press("slash", *"article", "enter")
        for _hit in range(5):
            await story.press("space")

        assert story.screen.parts.navigation.is_searching
        assert "unread" in story.status
        assert "on to" not in story.status


@pytest.mark.thorough
async def test_from_what_is_starred_one_goes_on_to_the_first_feed_with_unread_articles(path: Path) -> None:
    async with reading(path) as story:
        await list_feed(story, "Beta")
        await story.press("f", "l")
        story.screen.parts.navigation.go_to(View(ViewKind.STARRED))
        await story.settle()
        assert "n: on to Alpha, 2" in story.status

        await story.press("space", "space")

        assert listed(story) == "Alpha"


@pytest.mark.thorough
async def test_where_articles_stay_unread_one_goes_on_at_the_end_of_the_list(path: Path) -> None:
    async with reading(path, config=Config(mark_read="never")) as story:
        await list_feed(story, "Alpha")
        await story.press("space")
        assert "on to" not in story.status
        await story.press("space")
        assert "Space: on to Beta, 2" in story.status

        await story.press("space")

        assert listed(story) == "Beta"


async def test_other_keys_are_named_and_without_a_key_nothing_is(path: Path) -> None:
    async with reading(path, config=Config(keys={"article.next_unread": "f9"})) as story:
        await list_feed(story, "Delta")
        assert "F9: on to Alpha, 2" in story.status
    async with reading(path, config=Config(keys={"article.next_unread": ""})) as story:
        await list_feed(story, "Delta")
        assert "on to" not in story.status


async def test_a_long_title_is_cut_before_its_number(path: Path) -> None:
    library = Library.open(path)
    shelve(library, article("z"), url="https://z.example/rss", title="Zeitung " * 20)
    library.close()
    async with reading(path, NARROW) as story:
        await list_feed(story, "Delta")

        assert "n: on to Zeitung" in story.status
        assert ", 1" in story.status
