"""Runs programs on pseudo-terminals."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Mapping

PATIENCE_SECONDS = 60
"""Time limit for what takes a second on an idle machine."""

ELSEWHERE = frozenset((
    "COLORFGBG", "COLORTERM", "SSH_CONNECTION", "SSH_TTY", "TMUX", "STY", "ZELLIJ", "TERM_PROGRAM", "NO_COLOR",
    "COLUMNS", "LINES",
))  # fmt: skip
"""What says that the terminal is the one in which the tests were started, which is another."""


class Terminal:
    """A program on a pseudo-terminal, and every byte that it writes."""

    def __init__(
        self,
        *words: object,
        has_session: bool = True,
        size: tuple[int, int] = (30, 100),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """With `has_session`, the program gets SIGHUP when the terminal closes; `size` are rows and columns.

        `environment` is added to that of the tests, without what that says of a terminal.
        """
        self.ours, its = pty.openpty()
        self.name = os.ttyname(its)
        """The file of its end."""
        termios.tcsetwinsize(its, size)
        self.modes_before = termios.tcgetattr(self.ours)
        """Those of its line before the program has changed any."""
        outside = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        self.written = bytearray()
        self.process = subprocess.Popen(
            [sys.executable, *map(str, words)],
            stdin=its,
            stdout=its,
            stderr=its,
            env={**outside, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(environment or {})},
            preexec_fn=_take_terminal if has_session else _leave_terminal,  # noqa: PLW1509 - it only calls the kernel
        )
        os.close(its)

    def read_until(self, wanted: bytes) -> None:
        """Reads until the program has written something; fails if it does not."""
        end = time.monotonic() + PATIENCE_SECONDS
        while wanted not in self.written:
            assert self._read(end - time.monotonic()), self.written[-2000:].decode("utf-8", "replace")

    def read_more(self) -> bool:
        """Reads what the program writes next. False if it writes nothing more, or has ended."""
        return self._read(PATIENCE_SECONDS)

    def ended(self) -> int:
        """Reads to the end, waits for the process and returns its exit code."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self._read(end - time.monotonic()):
            pass
        return self.process.wait(PATIENCE_SECONDS)

    @property
    def modes_left_on(self) -> set[str]:
        """Private modes of the terminal that the program has set, other than before or against what is usual.

        `?25` and `?7`, the cursor and wrapping, are usually on; Kitty's keys are `<`.
        """
        last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", self.written))
        left = {f"?{int(mode)}" for mode, sign in last.items() if (sign == b"h") != (mode in (b"25", b"7"))}
        keys = re.findall(rb"\x1b\[([<>])\d*u", self.written)
        return left | ({"<"} if keys and keys[-1] == b">" else set())

    def type(self, text: str | bytes) -> None:
        """Types keys, or any bytes."""
        os.write(self.ours, text.encode() if isinstance(text, str) else text)

    def hang_up(self) -> None:
        """Closes the terminal."""
        os.close(self.ours)
        self.ours = -1

    def close(self) -> None:
        """Kills the process if it is running, and closes the terminal."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.ours >= 0:
            os.close(self.ours)

    def _read(self, seconds: float) -> bool:
        if not select.select([self.ours], [], [], max(0.0, seconds))[0]:
            return False
        try:
            piece = os.read(self.ours, 65536)
        except OSError:  # Linux reports the end of a terminal as an error
            return False
        self.written += piece
        return bool(piece)


def _leave_terminal() -> None:
    os.setsid()
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)  # ignored where the tests run in the background, or under nohup


def _take_terminal() -> None:
    _leave_terminal()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # tests of SIGQUIT leave no dump behind
