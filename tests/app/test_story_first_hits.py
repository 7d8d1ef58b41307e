"""Searching a large library: the first hits at once, the others when they are found."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from app.app_driver import AppDriver, reading
from textual.widgets import Static

from wortreader.app.panes.search.search_bar import SearchBar
from wortreader.store.library import Library
from wortreader.store.search import newest_index
from wortreader.text import ELLIPSIS


class Gate:
    """Stops what is being searched in all articles, in the middle of SQLite."""

    def __init__(self, story: AppDriver) -> None:
        self._story = story
        self._goes_on = threading.Event()
        self.is_reached = threading.Event()
        self.steps = 0

    async def close(self) -> None:
        """From now on, the search through all articles gets no further than its first step."""
        await self._story.app.session.in_library(self._story.app.session.counting, self._watch)

    def _watch(self, library: Library) -> None:
        library.database.connection().set_progress_handler(self._wait, 1)

    def _wait(self) -> int:
        self.steps += 1
        self.is_reached.set()
        self._goes_on.wait()
        return 0

    async def open(self) -> None:
        """The search goes on; returns when it has ended."""
        self._goes_on.set()
        await asyncio.wrap_future(self._story.app.session.counting.submit(lambda: None))
        await self._story.settle()


@asynccontextmanager
async def searching_slowly(path: Path) -> AsyncIterator[tuple[AppDriver, Gate]]:
    """The app with an empty line to type a query into; only the first hits are found until the gate is opened."""
    async with reading(path) as story:
        await story.press("slash")
        gate = Gate(story)
        await gate.close()
        try:
            yield story, gate
        finally:
            await gate.open()


async def type_word(story: AppDriver, word: str) -> None:
    """Type a word, and wait until its first hits are shown."""
    for letter in word:
        await story.pilot.press(letter)
        await story.pilot.pause()
    async with asyncio.timeout(60):
        while ELLIPSIS not in result_of(story) or story.screen.parts.search.query_text != word:
            await story.pilot.pause(0.01)


def result_of(story: AppDriver) -> str:
    """How much the line says that was found."""
    return str(story.screen.query_one(SearchBar).query_one(".-result", Static).content)


@pytest.fixture
def few_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    """First hits come from the newest 40 articles alone."""
    monkeypatch.setattr(newest_index, "MOST_ARTICLES", 40)


@pytest.mark.thorough
@pytest.mark.usefixtures("few_newest")
async def test_the_first_hits_are_on_the_screen_before_all_are_counted(demo: Path) -> None:
    async with searching_slowly(demo) as (story, gate):
        await type_word(story, "d")
        first, lines = story.hits.rows, story.lines_of(story.hits)
        assert 0 < len(first) <= 40
        assert lines[0].strip()

        await gate.open()

        assert len(story.hits.rows) > len(first)
        assert story.hits.rows.ids[: len(first)] == first.ids
        assert [line[:-1] for line in story.lines_of(story.hits)] == [line[:-1] for line in lines]  # but the scroll bar
        assert f"{len(story.hits.rows)} articles" in result_of(story)
        assert gate.steps > 100


@pytest.mark.thorough
@pytest.mark.usefixtures("few_newest")
async def test_the_cursor_stays_where_it_is_when_the_other_hits_come(demo: Path) -> None:
    async with searching_slowly(demo) as (story, gate):
        await type_word(story, "d")
        await story.pilot.press("down", "down", "down")
        await story.pilot.pause()
        cursor, line = story.hits.cursor_id, story.hits.scroll_offset.y

        await gate.open()

        assert (story.hits.cursor_id, story.hits.cursor_index, story.hits.scroll_offset.y) == (cursor, 3, line)


@pytest.mark.thorough
@pytest.mark.usefixtures("few_newest")
async def test_the_next_key_gives_up_the_search_before(demo: Path) -> None:
    async with searching_slowly(demo) as (story, gate):
        await type_word(story, "d")
        await asyncio.to_thread(gate.is_reached.wait)
        steps = gate.steps

        await story.pilot.press("backspace")
        await story.pilot.pause()
        await gate.open()

        assert gate.steps - steps < 20  # to begin and to end a transaction; the query would take hundreds
        assert len(story.hits.rows) == 0
        assert result_of(story) == ""


@pytest.mark.thorough
@pytest.mark.usefixtures("few_newest")
async def test_enter_opens_a_first_hit_and_the_others_still_come(demo: Path) -> None:
    async with searching_slowly(demo) as (story, gate):
        await type_word(story, "d")
        first = len(story.hits.rows)
        await story.pilot.press("enter")
        await story.pilot.pause()
        assert story.screen.parts.navigation.current == "article"

        await gate.open()

        assert story.screen.parts.navigation.current == "article"
        assert len(story.hits.rows) > first


@pytest.mark.thorough
async def test_a_small_library_is_searched_as_a_whole_at_once(demo: Path) -> None:
    async with searching_slowly(demo) as (story, gate):
        await story.pilot.press("d")
        async with asyncio.timeout(60):
            while not len(story.hits.rows):
                await story.pilot.pause(0.01)

        assert f"{len(story.hits.rows)} articles" in result_of(story)
        assert not gate.is_reached.is_set()


@pytest.mark.thorough
async def test_the_app_ends_while_a_search_goes_on(demo: Path, few_newest: None) -> None:
    with suppress(asyncio.CancelledError):
        async with searching_slowly(demo) as (story, gate):
            await type_word(story, "d")
            await asyncio.to_thread(gate.is_reached.wait)
            gate._goes_on.set()
            await story.pilot.press("escape", "q")
    assert story.app.return_code == 0
