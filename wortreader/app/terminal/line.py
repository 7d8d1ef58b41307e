"""How fast the line to the terminal is, by what comes back over it. Pure: whoever calls brings the time.

With some frames, the terminal is asked for its status (DSR, `CSI 5 n`). It answers `CSI 0 n` when it has worked off
what was sent before, so the time until then is that of the frame. Every terminal since the VT100 answers: xterm, VTE,
kitty, foot, Konsole, Alacritty, the Linux console, tmux and screen. No key sends the same, unlike the report of the
cursor's position, which some terminals send for F3, and which the Linux console has only in that form. The time of a
multiplexer is that to the multiplexer.
"""

from __future__ import annotations

from typing import Final

REPORT: Final = "\x1b[5n"
"""Asks for the status of the terminal."""

REPORT_SECONDS: Final = 1.0
"""How long an answer is waited for. A terminal that takes longer is not asked again before it has answered."""

ASKED_BYTES: Final = 400
"""So many bytes are sent before the terminal is asked again: fewer are there at once on any line."""

SLOW_SECONDS: Final = 0.25
"""An answer that takes longer makes a line slow."""

SLOW_RATE, SLOW_TRANSFER_SECONDS = 40_000, 0.1
"""So does a frame that takes longer than the quickest answer by so many seconds, at fewer bytes a second than that."""

AMPLE_RATE, AMPLE_BYTES = 100_000, 1000
"""A line that has carried so many bytes more than before the quickest answer, at this rate, has room for the next frame
at once, however long its answers take."""

AHEAD_BYTES: Final = 4000
"""As long as no more than so many bytes have been sent since the question: it may have become slow."""

SLOW_REST_SECONDS: Final = 0.5
"""For how long the cursor rests on a slow line before what it is on is shown beside it."""

_ONCE_SLOW, _MOST_SLOW = 2, 4
_SLOW_FROM: Final = 3
_SHORT_WAIT: Final = 0.02
"""Answers within so many seconds come sooner than anybody sees."""


class TerminalLine:
    """The line to the terminal."""

    def __init__(self, configured: str = "auto") -> None:
        """`configured` is `on` or `off` if the user has said whether the line is slow, and `auto` if not."""
        self._configured = configured
        self._is_slow = False
        self._slowness = 0
        self._quickest: tuple[float, int] | None = None
        """The shortest time that an answer has taken, and after how many bytes."""
        self._is_ample = False
        self._asked_at: float | None = None
        self._asked_size = 0
        """Bytes that were sent since the answer before, with the frame that asked."""
        self._asked_frame = 0
        """Those of this frame, which cannot have been carried before the question."""
        self._unasked = 0
        self._is_silent = False
        self._blocked_since: float | None = None

    @property
    def is_slow(self) -> bool:
        """Whether the user has said so, or the line has been found slow."""
        return self._configured == "on" or (self._is_slow and self._configured != "off")

    def rest(self, usual: float) -> float:
        """How many seconds the cursor rests before what it is on is shown beside it; `usual` on a fast line."""
        return max(usual, SLOW_REST_SECONDS) if self.is_slow else usual

    def sends(self, size: int, now: float) -> bool:
        """Notes that a frame of `size` bytes is sent. Returns whether REPORT is to be sent with it."""
        self._unasked += size
        if self._is_silent or self._asked_at is not None or self._unasked < ASKED_BYTES:
            return False
        self._asked_at, self._asked_size, self._asked_frame, self._unasked = now, self._unasked, size, 0
        return True

    def answered(self, now: float) -> None:
        """Notes that the terminal has reported."""
        if self._asked_at is None:
            return
        waited, size = now - self._asked_at, self._asked_size
        self._asked_at, self._is_silent = None, False
        self._quickest = min(self._quickest or (waited, size), (waited, size))
        transfer, more = waited - self._quickest[0], self._asked_frame - self._quickest[1]
        if waited < _SHORT_WAIT:  # where the next frame waits no longer than this, being wrong is not seen
            self._is_ample = self._is_ample or waited * AMPLE_RATE <= self._asked_frame
        elif more >= AMPLE_BYTES or transfer > SLOW_TRANSFER_SECONDS:
            self._is_ample = transfer * AMPLE_RATE < more
        is_narrow = transfer > SLOW_TRANSFER_SECONDS and transfer * SLOW_RATE > size
        self._judge(is_slow=waited > SLOW_SECONDS or is_narrow)

    def blocks(self, now: float) -> None:
        """Notes that bytes wait to be written, because the kernel takes no more."""
        if self._blocked_since is None:
            self._blocked_since = now

    def unblocks(self, now: float) -> None:
        """Notes that every byte has been written."""
        if self._blocked_since is not None and now - self._blocked_since > SLOW_SECONDS:
            self._judge(is_slow=True)
        self._blocked_since = None

    def answer_seconds(self, now: float) -> float:
        """For how many seconds an answer may still come; 0 if none is expected."""
        return 0.0 if self._asked_at is None or self._is_silent else max(0.0, self._asked_at + REPORT_SECONDS - now)

    def wait(self, now: float) -> float:
        """For how many seconds the next frame has to wait, unless an answer comes before; 0 if it may be sent."""
        if self._blocked_since is not None:
            return REPORT_SECONDS  # every byte that is added now comes later than a frame of what is shown by then
        if self._asked_at is None or self._is_silent:
            return 0.0
        left = self.answer_seconds(now)
        if not left:
            self._is_silent = True
            return 0.0
        return 0.0 if self._is_ample and self._unasked < AHEAD_BYTES else left

    def forget(self) -> None:
        """Notes that no answer comes any more: another program had the terminal."""
        self._asked_at, self._blocked_since, self._unasked = None, None, 0

    def _judge(self, *, is_slow: bool) -> None:
        self._slowness = min(_MOST_SLOW, self._slowness + _ONCE_SLOW) if is_slow else max(0, self._slowness - 1)
        if self._slowness >= _SLOW_FROM:
            self._is_slow = True
        elif not self._slowness:
            self._is_slow = False
