"""A story that two papers tell: once among the hits, and from the one to the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import NARROW, WIDE, reading


@pytest.mark.thorough
async def test_a_hit_says_in_how_many_papers_it_is_and_opens_out_to_them(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash")
        await story.write("sitzende statue")
        assert "in 2 papers" in story.text_of(story.hits)
        assert "Ctrl+O other papers" in story.status
        once = list(story.hits.rows.ids)

        await story.press("ctrl+o")
        both = list(story.hits.rows.ids)
        assert len(both) == len(once) + 1
        assert "Der Musterbote" in story.text_of(story.hits)
        assert "Die Probezeitung" in story.text_of(story.hits)

        await story.press("down", "ctrl+o")
        assert list(story.hits.rows.ids) == once
        assert story.hits.cursor_index == 0


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_from_one_paper_to_the_other_and_back(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await story.press("slash")
        await story.write("Kapelle Festredner")
        await story.press("enter")
        first = story.article.article_id
        assert "Also in: Der Musterbote" in story.text_of(story.view)

        await story.press("g", "s")
        assert "Also in: Die Probezeitung" in story.text_of(story.view)
        assert story.article.article_id != first
        assert story.article.is_read

        await story.press("g", "s")
        assert story.article.article_id == first


async def test_where_no_other_paper_tells_a_story_that_is_said(demo: Path) -> None:
    async with reading(demo) as story:
        shown = story.article.article_id

        await story.press("g", "s")

        assert story.article.article_id == shown
        assert "No other paper" in story.status
