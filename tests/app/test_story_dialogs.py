"""Dialogs stand over the panes, which stay visible around them."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, MEDIUM, NARROW, WIDE, AppDriver, reading
from textual.geometry import Region

from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.screens.links import LinkDrawer

TO_LUXEMBOURG = ("h", *["j"] * 5, "l")


def box_of(story: AppDriver) -> Region:
    """Where the box of the dialog is that stands over everything."""
    return Region.from_union([part.region for part in story.top.query(".-box, #--input, CommandList")])


def around(lines: list[str], box: Region) -> list[str]:
    """The lines of the terminal without what is in the box."""
    return [line[: box.x] + line[box.right :] if box.y <= row < box.bottom else line for row, line in enumerate(lines)]


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
@pytest.mark.parametrize(
    "keys", [("question_mark",), ("plus_sign",), ("g", "o"), ("ctrl+p",), ("W",), ("u",)], ids="-".join
)
async def test_the_panes_stay_around_a_dialog_as_they_were(
    demo: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with reading(demo, size, is_demo=True) as story:
        await story.press(*TO_LUXEMBOURG, *(["l"] if keys == ("u",) else []))
        before = story.lines

        await story.press(*keys)
        assert story.top is not story.screen
        await story.until(lambda: box_of(story).area > 0)
        box = box_of(story)
        assert 0 < box.area <= 0.8 * size[0] * size[1]
        assert around(story.lines, box) == around(before, box)
        assert sum(bool(line.strip()) for line in around(story.lines, box)) >= 4

        await story.press("escape")
        assert story.top is story.screen
        assert story.lines == before


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
async def test_links_are_listed_in_the_lower_half_of_the_article(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await story.press(*TO_LUXEMBOURG, "l", "u")
        assert story.shows(LinkDrawer)
        article, drawer = story.screen.query_one(ArticlePane).content_region, box_of(story)

        assert (drawer.x, drawer.right, drawer.bottom) == (article.x, article.right, article.bottom)
        assert drawer.y >= article.y + article.height // 2
        assert "https://rapport-2009.example/" in story.text
        assert "Hôpitaux : la facture" in story.text_of(story.view)


@pytest.mark.thorough
async def test_the_drawer_follows_the_article_when_the_terminal_changes_its_size(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await story.press(*TO_LUXEMBOURG, "l", "u")
        for width, height in (NARROW, (150, 42), MEDIUM):
            await story.resize(width, height)
            article, drawer = story.screen.query_one(ArticlePane).content_region, box_of(story)

            assert (drawer.x, drawer.right, drawer.bottom) == (article.x, article.right, article.bottom)
            assert story.top.region.contains_region(drawer)


@pytest.mark.thorough
async def test_news_of_the_panes_are_seen_around_a_dialog(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await story.press("plus_sign")
        story.screen.parts.articles.say_instead("Nothing is here any more.")
        await story.settle()

        assert "Nothing is here any more." in story.text
