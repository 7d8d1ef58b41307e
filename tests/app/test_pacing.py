"""The terminal gets as few frames as can be: one for a change of the whole screen, one at a time over a slow line."""

from __future__ import annotations

import io
import threading
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NARROW, WIDE, AppDriver
from app.recorded_terminal import Recorder, display, reading_on_a_terminal
from rich.console import Console
from rich.segment import Segment
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from wortreader.app.terminal import line as line_module
from wortreader.app.terminal.display import Display
from wortreader.app.terminal.frames import UnderWay
from wortreader.app.terminal.line import REPORT, TerminalLine
from wortreader.app.terminal.pacing import OutputThread, Pacer


class Clock:
    """The time, which stands still: nothing happens because it passes."""

    def __init__(self, story: AppDriver) -> None:
        self.now = story.app.pacer.clock()
        story.app.pacer.clock = lambda: self.now


@pytest.fixture
async def far(demo: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[AppDriver, Recorder]]:
    """The app on a terminal that answers at once."""
    async with reading_on_a_terminal(demo, monkeypatch, Recorder) as (story, terminal):
        terminal.when_asked = lambda: answer(story)
        answer(story)
        await story.press("j")
        Clock(story)
        yield story, terminal


def answer(story: AppDriver) -> None:
    """The terminal has worked off what was sent to it."""
    story.app.pacer.note_answer(story.app.pacer.clock())


async def frames(story: AppDriver, terminal: Recorder, *keys: str, size: tuple[int, int] | None = None) -> int:
    """How many frames these keys, or another size, send to a terminal that answers at once."""
    terminal.frames.clear()
    await story.press(*keys)
    if size is not None:
        terminal.emulator.screen.resize(size[1], size[0])
        await story.resize(*size)
    assert display(terminal) == [line.rstrip() for line in story.lines]
    return len(terminal.frames)


@pytest.mark.thorough
@pytest.mark.parametrize("key", ["slash", "question_mark", "plus_sign", "ctrl+p", "Z", "u"])
async def test_the_way_into_and_out_of_a_screen_is_one_frame_each(far: tuple[AppDriver, Recorder], key: str) -> None:
    story, terminal = far
    await story.press("l")

    assert await frames(story, terminal, "f3" if key == "slash" else key) == 1
    assert await frames(story, terminal, "escape") == 1


@pytest.mark.thorough
async def test_another_size_is_one_frame(far: tuple[AppDriver, Recorder]) -> None:
    story, terminal = far
    for size in (MEDIUM, NARROW, WIDE):
        assert await frames(story, terminal, size=size) == 1


@pytest.mark.thorough
async def test_a_key_that_moves_the_cursor_is_not_held_back(far: tuple[AppDriver, Recorder]) -> None:
    story, terminal = far
    terminal.frames.clear()
    await story.pilot.press("j")

    assert "\n" not in terminal.frames[0]
    assert len(terminal.frames[0]) < 300  # before the article beside the list


@pytest.mark.thorough
async def test_over_a_slow_line_a_held_key_shows_where_it_ends(far: tuple[AppDriver, Recorder]) -> None:
    story, terminal = far
    clock = Clock(story)

    def answer_late() -> None:
        clock.now += 0.6
        answer(story)

    terminal.when_asked = answer_late
    await story.press("G")
    await story.press("g", "g")
    assert story.app.pacer.line.is_slow
    terminal.when_asked = lambda: None
    terminal.frames.clear()
    await story.pilot.press("G")
    assert REPORT in terminal.frames[-1]
    terminal.frames.clear()
    await story.pilot.press("g", "g", *"jjjjjjjjjj")
    assert terminal.frames == []
    terminal.when_asked = answer_late
    answer_late()
    await story.until(lambda: display(terminal) == [line.rstrip() for line in story.lines])

    assert story.articles.cursor_index == 10
    assert len(terminal.frames) <= 3  # where the cursor has come to rest, and the article there


class SlowFile(io.StringIO):
    """A terminal that takes nothing for the time being."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Event()

    def flush(self) -> None:
        """Waits."""
        self.may_go_on.wait(60)


def test_what_the_kernel_does_not_take_is_known_and_so_is_that_it_has_taken_it() -> None:
    file, is_written = SlowFile(), threading.Event()
    output = OutputThread(file)
    output.start()
    assert not output.is_writing(is_written.set)
    output.write("frame")
    assert output.is_writing(is_written.set)
    assert not is_written.is_set()
    file.may_go_on.set()
    assert is_written.wait(60)
    assert not output.is_writing(is_written.set)
    output.stop()
    assert file.getvalue() == "frame"


@pytest.mark.thorough
async def test_no_cursor_blinks(far: tuple[AppDriver, Recorder]) -> None:
    story, _terminal = far
    for keys in ("ctrl+p", "escape", "f3", "escape", "plus_sign", "escape"):
        await story.press(keys)
        line = story.app.focused
        assert not getattr(line, "cursor_blink", False)


async def test_leaving_waits_for_the_answer_that_the_shell_would_read_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line_module, "REPORT_SECONDS", 60.0)
    clock = 0.0
    display = Display(lambda data: None)
    pacer = Pacer(display, TerminalLine(), lambda: UnderWay.NOTHING)
    pacer.clock = lambda: clock
    lines: list[Iterable[Strip]] = [[Strip([Segment(f"{number:04} " * 16)])] for number in range(24)]
    display.paint(LayoutUpdate(lines, Region(0, 0, 80, 24)), Console(file=io.StringIO(), color_system="truecolor"))
    leaving = threading.Thread(target=pacer.rest)
    leaving.start()
    assert leaving.is_alive()
    pacer.note_answer(0.5)
    leaving.join(60)
    assert not leaving.is_alive()

    display.forget()
    display.paint(LayoutUpdate(lines, Region(0, 0, 80, 24)), Console(file=io.StringIO(), color_system="truecolor"))
    clock = 120.0
    pacer.rest()
