"""Sends the frames of a display when it is time."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import IO, Final

from textual.drivers._writer_thread import WriterThread

from wortreader.app.terminal.display import Display
from wortreader.app.terminal.frames import Frames, UnderWay
from wortreader.app.terminal.line import REPORT, TerminalLine

LOOK_SECONDS: Final = 0.004
"""How often it is looked whether a screen that changes has settled."""


class Pacer:
    """Sends what is painted into a display: as few frames as can be, and each as soon as it is of use."""

    def __init__(
        self, display: Display, line: TerminalLine, under_way: Callable[[], UnderWay], *, is_patient: bool = False
    ) -> None:
        """`under_way` says what the app is doing that will paint; `is_patient` is as in Frames."""
        self.line = line
        """Over which the frames are sent."""
        self.clock: Callable[[], float] = time.monotonic
        """Tells the time in seconds."""
        self._display = display
        self._frames = Frames(line, is_patient=is_patient)
        self._under_way = under_way
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.output: OutputThread | None = None
        """What writes to the terminal, if that is a thread."""
        self._is_change = False
        self._is_answered = threading.Event()
        display.when_painted = self._note_paint
        display.follow_up = self._follow_up

    @property
    def is_due(self) -> bool:
        """Whether anything that was painted has not been sent."""
        return self._frames.is_due

    def change(self) -> None:
        """Note that the next update is part of a change of the whole screen."""
        self._is_change = True

    def look(self) -> None:
        """Send what is due, now or when it is time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._frames.is_due:
            return
        now = self.clock()
        if self.output is not None and self.output.is_writing(self._answer_from_thread):
            self.line.blocks(now)
        under_way = self._under_way() if self._frames.is_changing else UnderWay.NOTHING
        wait = self._frames.wait(now, under_way)
        if wait > 0:
            step = LOOK_SECONDS if under_way is not UnderWay.NOTHING else wait
            self._timer = asyncio.get_running_loop().call_later(min(wait, step), self.look)
        else:
            self._display.flush()
            self._frames.sent(0, now)  # there may have been nothing to send

    def rest(self) -> None:
        """Send nothing before the next update, and wait for an answer that is due: else the shell would read it."""
        if self._timer is not None:
            self._timer.cancel()
        self._is_answered.wait(self.line.answer_seconds(self.clock()))
        self.line.forget()
        self._frames.sent(0, 0.0)

    def note_answer(self, at: float) -> None:
        """Note, in any thread, that the terminal has reported at that time."""
        self._is_answered.set()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._note_answer, at)

    def _note_answer(self, at: float) -> None:
        self.line.answered(at)
        self.look()

    def _answer_from_thread(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._note_written)

    def _note_written(self) -> None:
        self.line.unblocks(self.clock())
        self.look()

    def _note_paint(self) -> None:
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
        self._frames.paint(self.clock(), is_change=self._is_change)
        self._is_change = False
        self.look()

    def _follow_up(self, size: int) -> str:
        if not self._frames.sent(size, self.clock()):
            return ""
        self._is_answered.clear()
        return REPORT


class OutputThread(WriterThread):
    """Textual's thread that writes to the terminal, which can say when everything is written."""

    def __init__(self, file: IO[str]) -> None:
        super().__init__(file)
        self._changing = threading.Lock()
        self._unwritten = 0
        self._when_written: Callable[[], None] | None = None

    def write(self, text: str) -> None:
        """Write text, in the thread."""
        with self._changing:
            self._unwritten += 1
        super().write(text)

    def is_writing(self, when_written: Callable[[], None]) -> bool:
        """Whether anything has not been written yet; if so, `when_written` is called in the thread when it is."""
        with self._changing:
            self._when_written = when_written if self._unwritten else None
            return self._unwritten > 0

    def run(self) -> None:
        """Write until there is nothing more to come."""
        while (text := self._queue.get()) is not None:
            self._file.write(text)
            if self._queue.empty():
                self._file.flush()
            self._note_written()
        self._file.flush()

    def _note_written(self) -> None:
        with self._changing:
            self._unwritten -= 1
            when_written = None if self._unwritten else self._when_written
            if when_written is not None:
                self._when_written = None
        if when_written is not None:
            when_written()
