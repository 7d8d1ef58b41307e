"""Whatever a reader does, every cell of the terminal is as the app has drawn it."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from app.app_driver import MEDIUM, NARROW, WIDE, ZONE, AppDriver, now
from emulator import Emulator
from pyte.screens import Char
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Input

from wortreader.app import app as app_module
from wortreader.app.app import WortreaderApp
from wortreader.app.library.session import Session
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.terminal.line import REPORT
from wortreader.config import Config

pytestmark = pytest.mark.slow

Seen = list[list[tuple[object, ...]]]

SIZES = (WIDE, MEDIUM, NARROW, (40, 10), (131, 43), (100, 30))

SCRIPT = (
    *("j", "j", "f", "N", "l", "space", "b", "semicolon", "escape", "u", "j", "escape", "asterisk", "l", "escape"),
    *("h", "f3", *"mer", "down", "enter", "space", "n", "escape", "escape", "slash", *"hopital", "escape", "ctrl+l"),
    *("h", "j", "j", "j", "enter", "G", "g", "g", "L", "escape", "question_mark", "space", "escape", "Z", "Z"),
    *("plus_sign", "a", "escape", "ctrl+p", "s", "escape", "l", "slash", *"de", "enter", "n", "escape", "v", "j"),
    *("escape", "g", "o", "escape", "M", "M", "i", "I", "escape", "D", "escape", "J", "J", "K", "x"),
)

KEYS = (
    *("j", "j", "j", "k", "l", "h", "enter", "escape", "escape", "space", "b", "n", "p", "f", "N", "G", "J", "K", "Z"),
    *("slash", "f3", "a", "e", "tab", "question_mark", "u", "semicolon", "asterisk", "v", "ctrl+l", "ctrl+d", "M"),
    *("ctrl+p", "plus_sign", "L", "down", "up", "home", "end", "pagedown", "ctrl+o", "i", "greater_than_sign", "U"),
)
"""What a reader presses who does not know what they want. Nothing that ends the app."""


class Shown(HeadlessDriver):
    """Shows what would go to the terminal, which answers at once."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.terminal = Emulator(*self._size or WIDE)
        self.terminal.screen.reset_mode(7, private=True)  # lines do not wrap, as Textual's driver has it

    @property
    def is_headless(self) -> bool:
        """No: so that Textual writes."""
        return False

    def write(self, data: str) -> None:
        """Shows it."""
        self.terminal.feed(data.encode())
        if REPORT in data:
            pacer = getattr(self._app, "pacer")  # noqa: B009 - only our app has one
            pacer.note_answer(pacer.clock())


@asynccontextmanager
async def on_a_terminal(
    path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> AsyncIterator[tuple[AppDriver, Shown]]:
    """The app on a terminal of this size."""
    monkeypatch.setattr(app_module, "HANGUP_CHECK_SECONDS", 1000.0)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    session = Session(path, Config(theme="wort-dark"), clock=now, zone=ZONE, locale="en", is_demo=True)
    app = WortreaderApp(session.config, lambda: session)
    app.driver_class = Shown
    async with app.run_test(headless=False, size=size) as pilot:
        story = AppDriver(app, pilot)
        await story.until(lambda: any(isinstance(screen, ReadingScreen) for screen in app.screen_stack))
        driver = app._driver
        assert isinstance(driver, Shown)
        yield story, driver


def seen(terminal: Emulator) -> Seen:
    """What is seen on a terminal, cell by cell: of a blank, nothing but its ground and its lines."""

    def look(cell: Char) -> tuple[object, ...]:
        lines = (cell.underscore, cell.strikethrough)
        if cell.data == " " and not any(lines):
            return (" ", cell.fg if cell.reverse else cell.bg)
        return (cell.data, cell.fg, cell.bg, cell.bold, cell.italics, cell.reverse, *lines)

    return [[look(cell) for cell in line] for line in terminal.cells]


def drawn(story: AppDriver) -> Seen:
    """What the app has drawn, sent to an empty terminal line by line, as Textual does it."""
    width, height = story.app.size
    terminal = Emulator(width, height)
    for y, strip in enumerate(story.app.screen._compositor.render_strips()):
        terminal.feed(f"\x1b[{y + 1};1H\x1b[0m{strip.render(story.app.console)}".encode())
    return seen(terminal)


def differences(story: AppDriver, driver: Shown) -> list[str]:
    """Where terminal and app differ, the first of them."""
    lines = enumerate(zip(seen(driver.terminal), drawn(story), strict=True))
    return [
        f"{x},{y}: {cell} instead of {wanted}"
        for y, (line, wanted_line) in lines
        for x, (cell, wanted) in enumerate(zip(line, wanted_line, strict=True))
        if cell != wanted
    ][:8]


async def play(story: AppDriver, driver: Shown, steps: Sequence[str | tuple[int, int]]) -> None:
    """Presses keys and changes the size, and compares every cell after each."""
    for number, step in enumerate(steps):
        if isinstance(step, str):
            await story.press(step)
        else:
            driver.terminal.screen.resize(step[1], step[0])
            await story.resize(*step)
        if isinstance(story.app.focused, Input):
            story.app.focused.cursor_blink = False
        try:
            await story.until(lambda: not differences(story, driver))
        except TimeoutError:
            raise AssertionError(f"after {steps[: number + 1]}: {differences(story, driver)}") from None


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_every_cell_is_right_after_each_key_of_a_session(
    demo: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with on_a_terminal(demo, monkeypatch, size) as (story, driver):
        await play(story, driver, [*SCRIPT[:8], (100, 30), *SCRIPT[8:30], size, *SCRIPT[30:]])


@pytest.mark.parametrize("seed", range(3))
async def test_every_cell_is_right_whatever_is_pressed(demo: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    steps = [chance.choice(SIZES) if chance.random() < 0.07 else chance.choice(KEYS) for _step in range(60)]
    async with on_a_terminal(demo, monkeypatch, SIZES[seed % 3]) as (story, driver):
        await play(story, driver, steps)
