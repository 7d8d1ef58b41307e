"""What a key press costs on the wire. Over SSH it is felt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from app.widget_samples import ZONE, WidgetApp, now, rows
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.widgets import Static

from wortreader.app.panes.articles.article_list import ArticleList
from wortreader.app.widgets.time_column import TimeColumn

BUDGET = 400
SYNCHRONISED = len("\x1b[?2026h\x1b[?2026l")
"""Bytes that Textual puts around an update for the terminals that know it; the driver of the tests is not asked."""


class CountingDriver(HeadlessDriver):
    """Takes what would go to the terminal."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.written = ""
        self.frames = 0
        """How often something was painted."""

    @property
    def is_headless(self) -> bool:
        """No: so that Textual writes."""
        return False

    def write(self, data: str) -> None:
        """Keeps it."""
        self.written += data
        self.frames += bool(data)


class WideApp(WidgetApp):
    """The list where it stands in a wide terminal, right of the feeds."""

    CSS = "Static { width: 28; } ArticleList { width: 50; }"

    def compose(self) -> ComposeResult:
        """Feeds, list, article."""
        with Horizontal():
            yield Static()
            yield self.widget
            yield Static()


@asynccontextmanager
async def on_terminal(articles: ArticleList) -> AsyncIterator[tuple[Pilot[None], CountingDriver]]:
    """A thousand rows, once they have been painted."""
    app = WideApp(articles)
    app.driver_class = CountingDriver
    async with app.run_test(headless=False, size=(120, 36)) as pilot:
        articles.show(rows(range(1000)))
        driver = app._driver
        assert isinstance(driver, CountingDriver)
        await painted(pilot, driver)
        yield pilot, driver


async def painted(pilot: Pilot[None], driver: CountingDriver) -> None:
    """Waits until something has been written, and nothing more comes."""
    before = None
    for _attempt in range(100):
        if driver.written and driver.written == before:
            return
        before = driver.written
        await pilot.pause()
    pytest.fail("nothing was painted")


@pytest.fixture
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that knows all colours."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.thorough
@pytest.mark.usefixtures("in_colour")
@pytest.mark.parametrize("is_compact", [False, True])
async def test_a_cursor_key_costs_no_more_than_its_budget(is_compact: bool) -> None:
    articles = ArticleList(TimeColumn(now, ZONE, "en"), is_compact=is_compact)
    costs = []
    async with on_terminal(articles) as (pilot, driver):
        for step in [1] * 6 + [-1] * 6:
            driver.written = ""
            articles.move_by(step)
            await painted(pilot, driver)
            costs.append(len(driver.written.encode()) + driver.written.count("\n"))

    assert max(costs) + SYNCHRONISED <= BUDGET


@pytest.mark.usefixtures("in_colour")
async def test_selecting_a_row_costs_no_more_than_moving_the_cursor_may() -> None:
    articles = ArticleList(TimeColumn(now, ZONE, "en"))
    costs = []
    async with on_terminal(articles) as (pilot, driver):
        for _row in range(4):
            driver.written = ""
            articles.toggle_selected()
            await painted(pilot, driver)
            costs.append(len(driver.written.encode()) + driver.written.count("\n"))

    assert articles.selected_count == 4
    assert max(costs) + SYNCHRONISED <= BUDGET


@pytest.mark.usefixtures("in_colour")
async def test_what_changes_elsewhere_on_the_screen_does_not_paint_the_scroll_bar() -> None:
    articles = ArticleList(TimeColumn(now, ZONE, "en"))
    async with on_terminal(articles) as (pilot, driver):
        driver.written = ""

        pilot.app.query(Static).first().update("a word")
        await painted(pilot, driver)

    assert "a word" in driver.written
    assert len(driver.written.encode()) <= BUDGET


@pytest.mark.usefixtures("in_colour")
async def test_rows_and_their_scroll_bar_are_painted_together() -> None:
    articles = ArticleList(TimeColumn(now, ZONE, "en"))
    async with on_terminal(articles) as (pilot, driver):
        driver.written, driver.frames = "", 0

        articles.show(rows(range(100)))
        await painted(pilot, driver)

    assert driver.frames == 1
