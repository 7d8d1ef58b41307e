"""When what has been painted is sent as a frame. Pure: whoever calls brings the time.

Most frames are sent at once. Two kinds wait. While the screen changes as a whole (another layout, another screen,
another size), Textual paints several times, panes without their text first: such frames are held back until nothing
more is under way, and no longer than that takes to be seen. And while the line is at work on a frame, later ones become
one.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from wortreader.app.terminal.line import TerminalLine

MASK_SECONDS: Final = 0.05
"""For how long after it was painted a frame is held back, because another one will be drawn over it."""

LONGEST_MASK_SECONDS: Final = 0.25
"""For how long frames are held back at most: while the app is at work on the next one, and however often that goes on.
On a quick machine it takes a third of this."""


class UnderWay(Enum):
    """What an app is doing that will paint."""

    NOTHING = auto()
    WAITING = auto()
    """It waits for what a thread is reading."""
    PAINTING = auto()
    """It is working out what to paint, and would send one frame after the other meanwhile."""


class Frames:
    """The frames of one terminal."""

    def __init__(self, line: TerminalLine, *, is_patient: bool = False) -> None:
        """With `is_patient`, a change waits for what is being read for it, as long as frames are held back at all."""
        self.line = line
        """Over which they are sent."""
        self._is_patient = is_patient
        self.is_changing = False
        """Whether what is to be sent is part of a change of the whole screen."""
        self._first_at: float | None = None
        """When the first of what has not been sent was painted."""
        self._last_at = 0.0

    @property
    def is_due(self) -> bool:
        """Whether there is anything to be sent."""
        return self._first_at is not None

    def paint(self, now: float, *, is_change: bool = False) -> None:
        """Notes that something has been painted; with `is_change`, that the screen begins to change as a whole."""
        self._first_at = now if self._first_at is None else self._first_at
        self._last_at = now
        self.is_changing = self.is_changing or is_change

    def wait(self, now: float, under_way: UnderWay) -> float:
        """For how many seconds what `is_due` has to wait; 0 if it is to be sent now.

        It may be ready before: after an answer, and when the screen has settled.
        """
        masked = 0.0
        first_at = now if self._first_at is None else self._first_at
        if self.is_changing and under_way is UnderWay.WAITING and not self._is_patient:
            masked = min(self._last_at + MASK_SECONDS, first_at + LONGEST_MASK_SECONDS) - now
        elif self.is_changing and under_way is not UnderWay.NOTHING:
            masked = first_at + LONGEST_MASK_SECONDS - now
        return max(0.0, masked, self.line.wait(now))

    def sent(self, size: int, now: float) -> bool:
        """Notes that everything has been sent, in `size` bytes. Returns whether the line is to be asked with it."""
        self._first_at, self.is_changing = None, False
        return size > 0 and self.line.sends(size, now)
