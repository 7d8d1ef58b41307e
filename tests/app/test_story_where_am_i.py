"""Where the user is in an article: its title once that has scrolled away, and how far they have read."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, NARROW, AppDriver, reading
from textual.geometry import Region
from textual.widget import Widget

from wortreader.app.widgets.title_line import TitleLine


async def open_long_article(story: AppDriver) -> None:
    """Open an article that takes several screens."""
    headlines = await story.app.session.headlines(story.articles.rows.ids)
    story.screen.parts.order.open(max(headlines.values(), key=lambda row: row.word_count).article_id)
    await story.settle()
    await story.press("g", "g")  # it is half read


def title_line(story: AppDriver) -> TitleLine:
    return story.screen.query_one("#article-title", TitleLine)


def share(story: AppDriver) -> int | None:
    """The figure on the right of the title line; None if there is none."""
    found = re.search(r"(\d+)%\s*$", story.text_of(title_line(story)))
    return int(found[1]) if found else None


@pytest.mark.parametrize("size", LAYOUTS)
async def test_the_title_line_holds_the_title_once_it_has_scrolled_away(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await open_long_article(story)
        assert share(story) is None
        assert story.article.title[:20] not in story.text_of(title_line(story))
        assert story.article.title[:20] in story.text_of(story.view)

        await story.press("space")
        first = share(story)
        assert story.article.title[:20] in story.text_of(title_line(story))
        assert first in range(1, 100)

        await story.press("G")
        assert share(story) == 100

        await story.press("g", "g")
        assert share(story) is None


@pytest.mark.parametrize("size", LAYOUTS)
async def test_another_article_has_its_own_title_there(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await open_long_article(story)
        await story.press("space")
        before = story.article.title

        await story.press("J" if story.articles.cursor_index == 0 else "K")

        assert story.article.title != before
        assert before[:20] not in story.text_of(title_line(story))


@pytest.mark.thorough
async def test_an_article_that_is_opened_where_it_was_left_says_so_at_once(demo: Path) -> None:
    async with reading(demo) as story:
        await open_long_article(story)
        await story.press("space", "space")
        left_at = share(story)
        long_id = story.article.article_id
        await story.press("h")
        story.articles.move_to(0 if story.articles.rows.ids[0] != long_id else 1)
        await story.settle()

        story.screen.parts.order.open(long_id)
        await story.settle()

        assert share(story) == left_at is not None


@pytest.mark.parametrize("size", LAYOUTS)
async def test_zen_says_where_the_user_is_too(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await open_long_article(story)

        await story.press("Z", "space")

        assert share(story) is not None
        assert story.article.title[:20] in story.text_of(title_line(story))


async def test_where_one_pane_is_seen_the_line_names_the_feed_while_the_title_is_in_view(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        await open_long_article(story)

        assert re.search(r"\d+/\d+\s*$", story.text_of(title_line(story)))


@pytest.mark.thorough
async def test_an_empty_pane_has_no_title(demo: Path) -> None:
    async with reading(demo) as story:
        await open_long_article(story)
        await story.press("space", "h", "slash", *"xyzzy")

        assert not story.text_of(title_line(story)).strip()


@pytest.mark.thorough
async def test_a_line_further_paints_the_figure_only_when_it_changes(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[tuple[Region, ...]] = []

    def refresh(widget: Widget, *regions: Region, **options: bool) -> Widget:
        painted.append(regions)
        return Widget.refresh(widget, *regions, **options)

    async with reading(demo) as story:
        await open_long_article(story)
        await story.press("space", "space")
        monkeypatch.setattr(TitleLine, "refresh", refresh)
        figures = []
        for _line in range(12):
            await story.press("j")
            figures.append(share(story))

    changes = sum(before != after for before, after in pairwise(figures))
    assert 0 < len(painted) <= changes + 1 < len(figures)
    assert all(len(regions) == 1 and regions[0].area <= 5 for regions in painted)
