"""Only what differs is written to the terminal, which shows what was drawn all the same."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pyte
import pytest
from app.app_driver import WIDE, ZONE, AppDriver, now
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.strip import Strip

from wortreader.app import app as app_module
from wortreader.app.app import WortreaderApp
from wortreader.app.library.session import Session
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.terminal import screen_memory
from wortreader.app.terminal.screen_memory import ScreenMemory
from wortreader.config import Config

WIDTH, HEIGHT = 24, 3
CONSOLE = Console(file=StringIO(), force_terminal=True, color_system="truecolor", legacy_windows=False)
STYLES = (
    Style(),
    Style(color="#e9e2d6", bgcolor="#16130f"),
    Style(color="#e9e2d6", bgcolor="#16130f", bold=True),
    Style(color="#db6b4d", underline=True, link="https://a.example/"),
    Style(color="#db6b4d", underline=True, meta={"@click": "x"}),
)
segments = st.lists(
    st.builds(Segment, st.text("ab  ─é日\u0301", min_size=1, max_size=9), st.sampled_from(STYLES), st.none()),
    max_size=6,
)


@pytest.fixture(autouse=True)
def memory() -> ScreenMemory:
    return new_memory()


def new_memory() -> ScreenMemory:
    memory = ScreenMemory()
    memory.fit(Size(WIDTH, HEIGHT))
    return memory


def cells_of(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What is seen on a terminal, cell by cell."""

    def seen(char: pyte.screens.Char) -> tuple[object, ...]:
        is_blank = char.data == " " and not char.underscore
        return (char.bg,) if is_blank else (char.data, char.fg, char.bg, char.bold, char.underscore)

    return [[seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


@given(st.lists(st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), segments), max_size=12))
def test_the_terminal_shows_what_it_would_show_if_everything_was_written(
    updates: list[tuple[int, int, list[Segment]]],
) -> None:
    memory, knows_all = new_memory(), new_memory()
    sparing, plain = pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)
    sparing_stream, plain_stream = pyte.Stream(sparing), pyte.Stream(plain)
    for x, y, parts in updates:
        strip = Strip(parts).crop(0, WIDTH - x)
        sparing_stream.feed(memory.written(x, y, strip, CONSOLE))
        knows_all.forget()
        plain_stream.feed(knows_all.written(x, y, strip, CONSOLE))

        assert cells_of(sparing) == cells_of(plain)


def strip_of(*words: str, style: int = 1) -> Strip:
    return Strip([Segment(word, STYLES[style]) for word in words])


def test_what_is_there_already_is_not_written_again(memory: ScreenMemory) -> None:
    assert "Budget" in memory.written(0, 0, strip_of("Budget vote"), CONSOLE)

    assert memory.written(0, 0, strip_of("Bud", "get", " vote"), CONSOLE) == ""
    assert memory.written(3, 0, strip_of("get"), CONSOLE) == ""
    assert memory.written(0, 1, strip_of("Budget vote"), CONSOLE) != ""
    memory.forget()
    memory.fit(Size(WIDTH, HEIGHT))
    assert memory.written(0, 0, strip_of("Budget vote"), CONSOLE) != ""


def test_only_the_cells_that_differ_are_written(memory: ScreenMemory) -> None:
    memory.written(0, 0, strip_of("one two three four five"), CONSOLE)

    written = memory.written(0, 0, strip_of("one 2wo three four fivE"), CONSOLE)

    assert written.count("H") == 2
    assert "three" not in written
    assert "\x1b[1;5H" in written
    assert "\x1b[1;23H" in written


def test_another_look_and_another_link_are_written_but_not_another_meaning_of_a_click(memory: ScreenMemory) -> None:
    memory.written(0, 0, strip_of("Budget", style=1), CONSOLE)
    assert memory.written(0, 0, strip_of("Budget", style=2), CONSOLE) != ""
    assert "https://a.example/" in memory.written(0, 0, strip_of("Budget", style=3), CONSOLE)
    assert memory.written(0, 0, strip_of("Budget", style=4), CONSOLE) != ""
    unclicked = Strip([Segment("Budget", Style(color="#db6b4d", underline=True))])
    assert memory.written(0, 0, unclicked, CONSOLE) == ""


def test_a_terminal_of_another_size_is_written_anew(memory: ScreenMemory) -> None:
    memory.written(0, 0, strip_of("Budget"), CONSOLE)
    memory.fit(Size(WIDTH, HEIGHT + 1))

    assert memory.written(0, 0, strip_of("Budget"), CONSOLE) != ""


def test_what_does_not_fit_the_terminal_is_written_as_it_is(memory: ScreenMemory) -> None:
    for x, y in ((WIDTH - 3, 0), (0, HEIGHT), (0, HEIGHT + 5)):
        for _twice in range(2):
            assert "Budget" in memory.written(x, y, strip_of("Budget"), CONSOLE)


# --- the app on a terminal --------------------------------------------------------------------------------------------


class Recorder(HeadlessDriver):
    """Takes what would go to the terminal, and shows it."""

    written = 0
    """Bytes."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.screen = pyte.Screen(*WIDE)
        self._stream = pyte.Stream(self.screen)

    @property
    def is_headless(self) -> bool:
        """No: so that Textual writes."""
        return False

    def write(self, data: str) -> None:
        """Keeps it."""
        self.written += len(data.encode())
        self._stream.feed(re.sub(r"\x1b\[\?2026[hl]|\x1b\]8;[^\x1b]*\x1b\\\\", "", data))


@asynccontextmanager
async def reading_on_a_terminal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[AppDriver, Recorder]]:
    """The app as it is on a terminal, and what the terminal shows."""
    for update in (LayoutUpdate, ChopsUpdate):
        monkeypatch.setattr(update, "render_segments", update.render_segments)  # put back at the end
    monkeypatch.setattr(app_module, "HANGUP_CHECK_SECONDS", 1000.0)
    monkeypatch.setenv("COLORTERM", "truecolor")
    screen_memory.install()
    screen_memory.MEMORY.forget()
    session = Session(path, Config(theme="wort-dark"), clock=now, zone=ZONE, locale="en", is_demo=True)
    app = WortreaderApp(session.config, lambda: session)
    app.driver_class = Recorder
    async with app.run_test(headless=False, size=WIDE) as pilot:
        story = AppDriver(app, pilot)
        await story.until(lambda: any(isinstance(screen, ReadingScreen) for screen in app.screen_stack))
        driver = app._driver
        assert isinstance(driver, Recorder)
        yield story, driver
    screen_memory.MEMORY.forget()


def display(terminal: Recorder) -> list[str]:
    """The lines on the terminal."""
    return [line.rstrip() for line in terminal.screen.display]


async def test_after_every_key_the_terminal_shows_what_the_app_has_drawn(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch) as (story, terminal):
        keys = ["j", "j", "question_mark", "j", "escape", "l", "space", "u", "escape", "h", "h", *"jjjjj", "l", "G"]
        keys += ["plus_sign", "a", "escape", "Z", "Z", "f3", *"hopital", "enter", "escape", "ctrl+p", "s", "escape"]
        for key in keys:
            await story.press(key)
            await story.until(lambda: display(terminal) == [line.rstrip() for line in story.lines])


async def test_a_dialog_writes_its_box_and_closing_it_what_was_behind(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch) as (story, terminal):
        await story.press("j")
        before, terminal.written = display(terminal), 0
        await story.press("plus_sign")
        box = story.top.query_one(".-box").region
        opened, terminal.written = terminal.written, 0
        await story.press("escape")
        closed, terminal.written = terminal.written, 0
        await story.press("ctrl+l")
        everything = terminal.written

        assert display(terminal) == before
        assert max(opened, closed) < 6 * box.area
        assert max(opened, closed) * 4 < everything


async def test_redrawing_writes_everything(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading_on_a_terminal(demo, monkeypatch) as (story, terminal):
        terminal.screen.reset()
        await story.press("ctrl+l")

        assert display(terminal) == [line.rstrip() for line in story.lines]
