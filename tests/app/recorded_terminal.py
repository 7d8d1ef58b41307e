"""The app on a terminal that an emulator plays, and what is written to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from app.app_driver import WIDE, ZONE, AppDriver, now
from emulator import Emulator
from textual.drivers.headless_driver import HeadlessDriver

from wortreader.app import app as app_module
from wortreader.app.app import WortreaderApp
from wortreader.app.library.session import Session
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.terminal.line import REPORT
from wortreader.config import Config


class Recorder(HeadlessDriver):
    """Takes what would go to the terminal, and shows it."""

    written = 0
    """Bytes."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.emulator = Emulator(*self._size or WIDE)
        self.emulator.feed(b"\x1b[?7l")  # as Textual's driver does
        self.frames: list[str] = []
        """What was written at a time."""
        self.when_asked: Callable[[], None] = lambda: None
        """Called when the terminal is asked for its status."""

    @property
    def is_headless(self) -> bool:
        """No: so that Textual writes."""
        return False

    def write(self, data: str) -> None:
        """Keeps it."""
        self.written += len(data.encode())
        self.frames.append(data)
        if REPORT in data:
            self.when_asked()
        self.emulator.feed(data.encode())


class AnsweringRecorder(Recorder):
    """A terminal that answers at once."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.when_asked = self._answer

    def _answer(self) -> None:
        pacer = getattr(self._app, "pacer")  # noqa: B009 - only our app has one
        pacer.note_answer(pacer.clock())


TerminalT = TypeVar("TerminalT", bound=Recorder)


@asynccontextmanager
async def reading_on_a_terminal(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[TerminalT],
    size: tuple[int, int] = WIDE,
    *,
    is_linear: bool = False,
) -> AsyncIterator[tuple[AppDriver, TerminalT]]:
    """The app as it is on a terminal of this kind and size, and the terminal."""
    monkeypatch.setattr(app_module, "HANGUP_CHECK_SECONDS", 1000.0)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    session = Session(
        path, Config(theme="wort-dark", linear=is_linear), clock=now, zone=ZONE, locale="en", is_demo=True
    )
    app = WortreaderApp(session.config, lambda: session)
    app.driver_class = kind
    async with app.run_test(headless=False, size=size) as pilot:
        story = AppDriver(app, pilot)
        await story.until(lambda: any(isinstance(screen, ReadingScreen) for screen in app.screen_stack))
        driver = app._driver
        assert isinstance(driver, kind)
        yield story, driver


def display(terminal: Recorder) -> list[str]:
    """The lines on the terminal. Blanks that end no line are blanks here, as in `AppDriver.lines`."""
    return [line.rstrip().replace("\u00a0", " ") for line in terminal.emulator.lines]
