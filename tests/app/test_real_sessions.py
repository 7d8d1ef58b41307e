"""Whatever a reader does, every cell of the terminal is as the app has drawn it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NARROW, WIDE, AppDriver
from app.recorded_terminal import AnsweringRecorder, reading_on_a_terminal
from emulator import Emulator
from pyte.screens import Char
from textual.widgets import Input

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


def differences(story: AppDriver, terminal: AnsweringRecorder) -> list[str]:
    """Where terminal and app differ, the first of them."""
    lines = enumerate(zip(seen(terminal.emulator), drawn(story), strict=True))
    return [
        f"{x},{y}: {cell} instead of {wanted}"
        for y, (line, wanted_line) in lines
        for x, (cell, wanted) in enumerate(zip(line, wanted_line, strict=True))
        if cell != wanted
    ][:8]


async def play(story: AppDriver, terminal: AnsweringRecorder, steps: Sequence[str | tuple[int, int]]) -> None:
    """Presses keys and changes the size, and compares every cell after each."""
    for number, step in enumerate(steps):
        if isinstance(step, str):
            await story.press(step)
        else:
            terminal.emulator.screen.resize(step[1], step[0])
            await story.resize(*step)
        if isinstance(story.app.focused, Input):
            story.app.focused.cursor_blink = False
        try:
            await story.until(lambda: not differences(story, terminal))
        except TimeoutError:
            raise AssertionError(f"after {steps[: number + 1]}: {differences(story, terminal)}") from None


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_every_cell_is_right_after_each_key_of_a_session(
    demo: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, size) as (story, terminal):
        await play(story, terminal, [*SCRIPT[:8], (100, 30), *SCRIPT[8:30], size, *SCRIPT[30:]])


@pytest.mark.parametrize("seed", range(3))
async def test_every_cell_is_right_whatever_is_pressed(demo: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    steps = [chance.choice(SIZES) if chance.random() < 0.07 else chance.choice(KEYS) for _step in range(60)]
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, SIZES[seed % 3]) as (story, terminal):
        await play(story, terminal, steps)
