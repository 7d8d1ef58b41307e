"""Articles that the list was scrolled past become read, if the user wants that."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, MEDIUM, AppDriver, reading

from wortreader.config import Config
from wortreader.model import View, ViewKind
from wortreader.store.library import Library

SCROLL = Config(mark_read="scroll")


async def list_unread(story: AppDriver) -> list[int]:
    """List what is unread, and return it in order."""
    story.screen.parts.articles.open(View(ViewKind.UNREAD))
    await story.settle()
    return list(story.articles.rows.ids)


def read_among(story: AppDriver, ids: list[int]) -> list[int]:
    """Those of some articles that are read."""
    return [article_id for article_id in ids if story.stored(article_id).is_read]


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
async def test_what_the_cursor_has_passed_is_read_and_counted_and_taken_back_as_one_step(
    demo: Path, size: tuple[int, int]
) -> None:
    async with reading(demo, size, config=SCROLL) as story:
        ids = await list_unread(story)
        unread = story.screen.parts.feeds.feed_tree.counts.unread

        await story.press("j", "j", "2", "j")
        assert read_among(story, ids) == ids[:4]
        assert story.screen.parts.feeds.feed_tree.counts.unread == unread - 4

        await story.press("U")
        assert read_among(story, ids) == []
        assert story.screen.parts.feeds.feed_tree.counts.unread == unread
        assert "Scrolled past" in story.status

        await story.press("ctrl+y")
        assert read_among(story, ids) == ids[:4]


@pytest.mark.thorough
async def test_that_is_off_unless_the_user_wants_it(demo: Path) -> None:
    async with reading(demo) as story:
        ids = await list_unread(story)

        await story.press("j", "j", "ctrl+f")
        story.articles.scroll_relative(y=20, animate=False, immediate=True)
        await story.settle()

        assert read_among(story, ids) == []


@pytest.mark.thorough
async def test_a_page_passes_what_it_goes_over(demo: Path) -> None:
    async with reading(demo, config=SCROLL) as story:
        ids = await list_unread(story)

        await story.press("ctrl+f")

        assert story.articles.cursor_index
        assert read_among(story, ids) == ids[: story.articles.cursor_index]


@pytest.mark.thorough
@pytest.mark.parametrize("keys", [("G",), ("3", "0", "G"), ("5", "0", "j"), ("G", "k", "k", "g", "g"), ("n", "n")])
async def test_jumps_and_ways_back_pass_nothing(demo: Path, keys: tuple[str, ...]) -> None:
    async with reading(demo, MEDIUM, config=SCROLL) as story:
        ids = await list_unread(story)

        await story.press(*keys)

        assert read_among(story, ids) == []


@pytest.mark.thorough
async def test_what_the_mouse_scrolls_out_at_the_top_is_read(demo: Path) -> None:
    async with reading(demo, MEDIUM, config=SCROLL) as story:
        ids = await list_unread(story)

        for _turn in range(3):
            story.articles.scroll_relative(y=1, animate=False, immediate=True)
            await story.settle()

        read = read_among(story, ids)
        assert read == ids[: len(read)]
        assert 0 < len(read) <= 3
        story.articles.scroll_relative(y=-3, animate=False, immediate=True)
        await story.settle()
        assert read_among(story, ids) == read


@pytest.mark.thorough
async def test_a_mark_in_between_makes_two_steps(demo: Path) -> None:
    async with reading(demo, config=SCROLL) as story:
        ids = await list_unread(story)
        was_starred = story.stored(ids[1]).is_starred
        await story.press("j", "f", "j")
        assert read_among(story, ids) == ids[:2]

        await story.press("U")
        assert read_among(story, ids) == ids[:1]
        await story.press("U", "U")

        assert read_among(story, ids) == []
        assert story.stored(ids[1]).is_starred is was_starred


@pytest.mark.thorough
async def test_undo_takes_back_what_was_passed_a_moment_ago(demo: Path) -> None:
    async with reading(demo, config=SCROLL) as story:
        ids = await list_unread(story)

        await story.press("j", "U")

        assert read_among(story, ids) == []


async def test_what_was_passed_is_kept_when_the_app_ends_at_once(demo: Path) -> None:
    async with reading(demo, config=SCROLL) as story:
        ids = await list_unread(story)
        await story.pilot.press("j")

    library = Library.open(demo)
    assert library.articles.get(ids[0]).is_read
    library.close()


@pytest.mark.thorough
async def test_the_hits_of_a_search_are_not_marked(demo: Path) -> None:
    async with reading(demo, config=SCROLL) as story:
        await story.press("slash", *"is:unread", "down", "down", "enter", "h", "j", "j")

        ids = list(story.hits.rows.ids)
        opened = story.hits.rows.ids[2]
        assert read_among(story, ids) == [opened]


@pytest.mark.thorough
async def test_opening_marks_too(demo: Path) -> None:
    async with reading(demo, config=SCROLL) as story:
        ids = await list_unread(story)

        await story.press("l")

        assert read_among(story, ids) == ids[:1]
