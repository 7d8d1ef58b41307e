"""Over a slow line, what is beside the list waits until the cursor has rested."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from app.app_driver import AppDriver, reading

from wortreader.app.terminal import line as line_module
from wortreader.app.terminal.line import TerminalLine
from wortreader.app.terminal.terminal import Terminal
from wortreader.config import Config


@pytest.fixture
def rest_for_ever(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Called once the app stands: no cursor rests for long enough from then on."""
    return lambda: monkeypatch.setattr(line_module, "SLOW_REST_SECONDS", 3600.0)


async def move_down(story: AppDriver) -> None:
    """Moves down in the list, without waiting for work that waits for the cursor to rest."""
    await story.pilot.press("j")
    await story.pilot.pause(0.1)


@pytest.mark.thorough
async def test_a_reader_who_says_that_the_line_is_slow_sees_an_article_when_the_cursor_rests(
    demo: Path, rest_for_ever: Callable[[], None]
) -> None:
    async with reading(demo, config=Config(slow_line="on")) as story:
        shown = story.article.article_id
        rest_for_ever()
        await move_down(story)
        assert story.articles.cursor_id != shown
        assert story.article.article_id == shown
        await story.press("l")
        assert story.article.article_id == story.articles.cursor_id


async def test_a_line_that_has_been_found_slow_is_treated_like_one(
    demo: Path, rest_for_ever: Callable[[], None]
) -> None:
    line = TerminalLine()
    async with reading(demo, terminal=Terminal({}, line=line)) as story:
        await story.press("j")
        shown = story.article.article_id
        assert shown == story.articles.cursor_id
        for number in range(2):
            line.sends(4000, float(number))
            line.answered(number + 0.9)
        rest_for_ever()
        await move_down(story)
        assert story.article.article_id == shown


@pytest.mark.thorough
async def test_views_under_the_cursor_of_the_feeds_wait_too(demo: Path, rest_for_ever: Callable[[], None]) -> None:
    async with reading(demo, config=Config(slow_line="on")) as story:
        rest_for_ever()
        await story.pilot.press("h")
        view = story.screen.parts.articles.view
        await move_down(story)
        assert story.feeds.cursor_view != view
        assert story.screen.parts.articles.view == view
        await story.press("enter")
        assert story.screen.parts.articles.view == story.feeds.cursor_view
