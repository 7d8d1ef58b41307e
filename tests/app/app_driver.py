"""The app on the demo library, as a reader has it before them: a fixed clock, a zone, a size, and what is seen."""

from __future__ import annotations

import asyncio
import atexit
import re
import shutil
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker

from wortreader.app.app import WortreaderApp
from wortreader.app.exit_reason import ExitReason
from wortreader.app.library.session import Session
from wortreader.app.palettes import Depth
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.articles.article_list import ArticleList
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.search.hit_list import HitList
from wortreader.app.remembered import Remembered
from wortreader.app.screens.choice_list import ChoiceList
from wortreader.app.screens.navigation import PANES
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.screens.status_line import StatusLine
from wortreader.app.terminal.line import TerminalLine
from wortreader.app.terminal.terminal import Terminal
from wortreader.config import Config
from wortreader.connectivity import DefaultRouteCheck
from wortreader.demo.build import write_demo
from wortreader.model import Article
from wortreader.store.library import Library

NOW = datetime(2026, 11, 18, 20, 45, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Luxembourg")

WIDE, MEDIUM, NARROW = (120, 36), (80, 24), (50, 20)

LAYOUTS = [pytest.param(WIDE, marks=pytest.mark.slow), pytest.param(MEDIUM, marks=pytest.mark.slow), NARROW]
"""For stories that are told in each of them; all but the narrow one, which most other stories do not use, are slow."""

TOTAL, UNREAD, STARRED, TODAY = 110, 58, 7, 16
"""Articles that the demo library holds."""

UNREAD_TODAY = 11

TURNS = 30
"""Turns of the event loop in which one message leads to another. Textual waits for time, which a busy machine takes."""

PATIENCE_SECONDS = 60.0
"""How long the app may take to come to rest on a busy machine."""

PATIENT = frozenset({"asking", "download", "macro", "outbox", "pack", "place", "playing", "refresh", "speech"})
"""Groups of work that wait for the reader, or for a child, and not for the machine."""


def now() -> datetime:
    """The clock."""
    return NOW


def build_demo(path: Path) -> Path:
    """A copy of the demo library at `path`: built once a process, since that takes half a second."""
    model = _demo_of_this_process()
    shutil.copy(model, path)
    shutil.copytree(f"{model}-pictures", f"{path}-pictures")
    return path


@cache
def _demo_of_this_process() -> Path:
    folder = Path(mkdtemp(prefix="wortreader-story-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    model = folder / "demo.db"
    write_demo(model, NOW, ZONE)
    return model


def key_event(key: str) -> events.Key:
    """The event of a key, given as a character or as Textual names it, as the driver posts it."""
    if len(key) == 1:
        return events.Key(_character_to_key(key), key)
    return events.Key(key, {"space": " ", "enter": "\r", "backspace": "\x7f"}.get(key))


class AppDriver:
    """A reader at their terminal."""

    def __init__(self, app: WortreaderApp, pilot: Pilot[ExitReason]) -> None:
        self.app = app
        self.pilot = pilot

    # --- what the reader does -----------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what comes of them."""
        await self.pilot.press(*keys)
        await self.settle()

    async def burst(self, *keys: str) -> None:
        """Press keys in one go, as a line does that bunches them, and wait for what comes of them."""
        for event in map(key_event, keys):
            self.app.post_message(event)
        await self.settle()

    async def write(self, text: str) -> None:
        """Type a text, in one go as a paste is, into the line that has the focus."""
        line = self.app.focused
        assert isinstance(line, Input)
        line.insert_text_at_cursor(text)
        await self.settle()

    async def go_to_row(self, row: str) -> None:
        """Move to a row of the list on top, named by the id of its choice."""
        choices = self.top.query_one(ChoiceList)
        ids = [choice.id for choice in choices.choices]
        choices.move_by(-len(ids))
        choices.move_by(ids.index(row))
        await self.settle()

    async def choose(self, row: str) -> None:
        """Choose a row of the list on top."""
        await self.go_to_row(row)
        await self.press("enter")

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self, *waiting_for: str) -> None:
        """Wait until nothing is under way any more but what waits for the reader; `waiting_for` names more groups."""
        end = monotonic() + PATIENCE_SECONDS
        while True:
            await self.pilot.pause()
            for _turn in range(TURNS):
                await asyncio.sleep(0)
            busy = [worker for worker in self.app.workers if self._is_busy(worker, waiting_for)]
            if not busy and not self.app.pacer.is_due:
                return
            if monotonic() > end:
                raise AssertionError(f"the app does not come to rest: {[worker.group for worker in busy]}")
            if tasks := [worker._task for worker in busy if worker._task is not None]:
                # Not for long: what is under way may come to ask the reader something.
                await asyncio.wait(tasks, timeout=0.1)

    def _is_busy(self, worker: Worker[object], waiting_for: Collection[str]) -> bool:
        node = worker.node
        is_asking = isinstance(node, ModalScreen) and node.is_attached and node is not self.app.screen
        return not worker.is_finished and not is_asking and worker.group not in PATIENT.difference(waiting_for)

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something that other processes or timers bring about has come true."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not is_so():
                await self.pilot.pause(0.01)
        await self.settle()

    async def click(self, selector: str, x: int, y: int, *, times: int = 1) -> None:
        """Click on a cell of a widget."""
        await self.pilot.click(selector, offset=(x, y), times=times)
        await self.settle()

    # --- what the reader sees -----------------------------------------------------------------------------------------

    @property
    def screen(self) -> ReadingScreen:
        """The reading screen, under whatever stands over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReadingScreen))

    @property
    def top(self) -> Screen[Any]:
        """What stands over everything."""
        return self.app.screen

    def shows(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of this kind stands over everything."""
        return isinstance(self.app.screen, kind)

    @property
    def feeds(self) -> FeedList:
        """The feeds pane."""
        return self.screen.query_one(FeedList)

    @property
    def articles(self) -> ArticleList:
        """The article list."""
        return self.screen.parts.articles.article_list

    @property
    def hits(self) -> HitList:
        """The hits of the search."""
        return self.screen.query_one(HitList)

    @property
    def view(self) -> ArticleView:
        """The article pane."""
        return self.screen.parts.article.view

    @property
    def article(self) -> Article:
        """The article that is shown."""
        article = self.screen.parts.article.article
        assert article is not None
        return article

    @property
    def text(self) -> str:
        """Everything on the terminal, line by line."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The lines on the terminal. Blanks that end no line are blanks here."""
        return [_plain(strip) for strip in self.strips]

    @property
    def strips(self) -> list[Strip]:
        """The lines on the terminal with their looks."""
        return self.app.screen._compositor.render_strips()  # as Textual's own screenshots do

    def lines_of(self, widget: Widget) -> list[str]:
        """The lines of one widget, as far as it is seen."""
        left, top, width, height = widget.region
        return [_plain(strip.crop(left, left + width)) for strip in self.strips[top : top + height]]

    def text_of(self, widget: Widget) -> str:
        """The text of one widget, as far as it is seen."""
        return "\n".join(self.lines_of(widget))

    @property
    def status(self) -> str:
        """What the status line says."""
        return self.text_of(self.screen.query_one(StatusLine))

    def is_seen(self, widget: Widget) -> bool:
        """Whether a widget has any room on the terminal."""
        return (
            widget.region.area > 0
            and widget.is_on_screen
            and all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))
        )

    @property
    def panes(self) -> set[str]:
        """The panes that are seen."""
        return {name for name, kind in PANES.items() if self.is_seen(self.screen.query_one(kind))}

    def count(self, title: str) -> int:
        """What the feeds pane counts for a view; 0 where it shows no number."""
        line = next(line for line in self.lines_of(self.feeds) if re.search(rf"[ ▌!‖▾▸] {re.escape(title)}", line))
        number = re.search(r"(\d+)\s*$", line)
        return int(number[1]) if number else 0

    @property
    def actions(self) -> list[object]:
        """What a click on any cell of the terminal would run because of the text in it."""
        metas = (segment.style.meta for strip in self.strips for segment in strip if segment.style is not None)
        return [meta["@click"] for meta in metas if "@click" in meta]

    # --- what is in the library ---------------------------------------------------------------------------------------

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The library as another program sees it."""
        library = Library.open(self.app.session.path)
        try:
            yield library
        finally:
            library.close()

    def stored(self, article_id: int) -> Article:
        """An article as it is stored."""
        with self.library() as library:
            return library.articles.get(article_id)


@asynccontextmanager
async def reading(
    path: Path,
    size: tuple[int, int] = WIDE,
    *,
    config: Config | None = None,
    is_demo: bool = False,
    has_default_route: DefaultRouteCheck = lambda: None,
    terminal: Terminal | None = None,
    config_path: Path | None = None,
    config_problem: str = "",
    options: Mapping[str, Any] | None = None,
    remembered: Remembered | None = None,
    typed_ahead: Sequence[events.Key] = (),
    depth: Depth = Depth.FULL,
) -> AsyncIterator[AppDriver]:
    """The app on the library in `path`, with keys that are pressed before it is there.

    Whether there is a default route is unknown unless `has_default_route` says so, and so is the terminal unless it is
    given.
    """
    session = Session(
        path,
        config or Config(),
        clock=now,
        zone=ZONE,
        locale="en",
        is_demo=is_demo,
        config_path=config_path or path.with_suffix(".toml"),
        config_problem=config_problem,
        options=options,
        remembered=remembered,
        has_default_route=has_default_route,
    )
    app = WortreaderApp(
        session.config, lambda: session, log_path=path.with_suffix(".log"), depth=depth, remembered=session.remembered
    )
    app.terminal = terminal or Terminal({}, line=TerminalLine(session.config.slow_line))
    async with app.run_test(size=size) as pilot:
        story = AppDriver(app, pilot)
        for event in typed_ahead:
            app.post_message(event)
        await story.until(lambda: any(isinstance(screen, ReadingScreen) for screen in app.screen_stack))
        yield story


def _plain(strip: Strip) -> str:
    return strip.text.replace("\u00a0", " ")
