"""The sizes of the panes: by keys, by the mouse, and at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NARROW, WIDE, AppDriver, reading
from textual import events
from textual.widget import Widget

from wortreader.app.remembered import Remembered


def width_of(story: AppDriver, selector: str) -> int:
    return story.screen.query_one(selector).region.width


async def drag(story: AppDriver, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the mouse at a cell of the screen, move it, and let it go."""

    def post(kind: type[events.MouseEvent], at: tuple[int, int], button: int) -> None:
        widget: Widget | None = None
        x, y = at
        story.app.post_message(kind(widget, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y))

    post(events.MouseDown, start, 1)
    await story.settle()
    post(events.MouseMove, end, 1)
    await story.settle()
    post(events.MouseUp, end, 1)
    await story.settle()


@pytest.mark.thorough
async def test_keys_make_panes_larger_and_smaller_and_the_next_start_has_them_so(demo: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    async with reading(demo, WIDE, remembered=Remembered(kept)) as story:
        usual = width_of(story, "#middle")
        await story.press("z", "plus")
        assert width_of(story, "#middle") == usual + 2
        await story.press("5", "z", "minus")
        assert width_of(story, "#middle") == usual - 3

        await story.press("enter", "3", "alt+right")
        assert width_of(story, "#middle") == usual - 6
        await story.press("h", "h", "alt+left")
        assert width_of(story, "#feeds") == 26
        await story.press("9", "9", "z", "minus")
        assert width_of(story, "#feeds") == 16

        await story.press("l", "/", "9", "escape", "9", "9", "z", "plus")
        assert width_of(story, "#article-column") >= 30

    async with reading(demo, WIDE, remembered=Remembered(kept)) as story:
        assert width_of(story, "#feeds") == 16
        assert width_of(story, "#article-column") >= 30
        await story.resize(*NARROW)
        assert width_of(story, "#middle") == NARROW[0]
        await story.press("z", "plus")
        assert "only one pane" in story.status
        await story.resize(*WIDE)
        assert width_of(story, "#feeds") == 16

        await story.press("z", "=")
        assert (width_of(story, "#feeds"), width_of(story, "#middle")) == (28, usual)
        await story.press("z", "f")
        assert "feeds" not in story.panes


@pytest.mark.thorough
async def test_the_mouse_drags_borders_and_clicks_nothing_where_it_lets_them_go(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        border, cursor = story.screen.query_one("#article-column").region.x, story.articles.cursor_id
        view = story.screen.parts.articles.view
        await drag(story, (border, 10), (border - 8, 11))
        assert story.screen.query_one("#article-column").region.x == border - 8

        await drag(story, (28, 9), (33, 20))
        assert width_of(story, "#feeds") == 34
        assert (story.articles.cursor_id, story.screen.parts.articles.view) == (cursor, view)

        await drag(story, (60, 9), (70, 12))
        assert width_of(story, "#feeds") == 34


@pytest.mark.thorough
async def test_a_medium_terminal_has_a_height_of_its_own(demo: Path) -> None:
    async with reading(demo, MEDIUM) as story:
        top = story.screen.query_one("#article-column").region.y
        await drag(story, (30, top), (30, top + 4))
        assert story.screen.query_one("#article-column").region.y == top + 4
        await story.press("z", "minus")
        assert story.screen.query_one("#article-column").region.y == top + 3

        await story.press("h", "z", "plus")
        assert width_of(story, "#feeds") == 36
        await drag(story, (35, 5), (39, 5))
        assert width_of(story, "#feeds") == 40

        await story.resize(*WIDE)
        assert width_of(story, "#feeds") == 28
