"""Runs programs on pseudo-terminals."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
import time

PATIENCE_SECONDS = 60
"""Time limit for what takes a second on an idle machine."""


class Terminal:
    """A program on a pseudo-terminal, and every byte that it writes."""

    def __init__(self, *words: object, has_session: bool = True) -> None:
        """With `has_session`, the program gets SIGHUP when the terminal closes."""
        self.ours, its = pty.openpty()
        termios.tcsetwinsize(its, (30, 100))
        self.written = bytearray()
        self.process = subprocess.Popen(
            [sys.executable, *map(str, words)],
            stdin=its,
            stdout=its,
            stderr=its,
            env={**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
            preexec_fn=_take_terminal if has_session else os.setsid,  # noqa: PLW1509 - the child only calls the kernel
        )
        os.close(its)

    def read_until(self, wanted: bytes) -> None:
        """Reads until the program has written something; fails if it does not."""
        end = time.monotonic() + PATIENCE_SECONDS
        while wanted not in self.written:
            assert self._read(end - time.monotonic()), self.written[-2000:].decode("utf-8", "replace")

    def ended(self) -> int:
        """Reads to the end, waits for the process and returns its exit code."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self._read(end - time.monotonic()):
            pass
        return self.process.wait(PATIENCE_SECONDS)

    def type(self, text: str) -> None:
        """Types keys."""
        os.write(self.ours, text.encode())

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


def _take_terminal() -> None:
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
