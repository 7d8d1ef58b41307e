"""A program in a terminal of its own: keys go in, and what it writes comes out with the time at which it came.

The terminal answers what Textual asks it at the start, so the program draws as it does in a good emulator.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE_SECONDS = 20.0
CHUNK_BYTES = 1 << 20

_SEQUENCES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[()][A-Z0-9]|.)"
)
_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;c", b"\x1b[6n": b"\x1b[1;1R"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """What came at one time."""

    at: float
    """By time.perf_counter, when it had been read."""
    data: bytes


class Terminal:
    """A terminal with a program in it. A context manager: the program ends with it."""

    def __init__(
        self,
        words: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        environment: Mapping[str, str] | None = None,
        answers: Mapping[bytes, bytes] = _ANSWERS,
    ) -> None:
        """`environment` is added to that of this process; `answers` are what the terminal says to what it is asked."""
        self._process_id = 0
        self._environment = environment or {}
        self._answers = answers
        self._before = b""
        self._words = list(words)
        self._size = struct.pack("HHHH", rows, columns, 0, 0)
        self.began_at = 0.0
        """When the process was started, by time.perf_counter."""

    def __enter__(self) -> Self:
        usual = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
        environment = {**os.environ, **usual, **self._environment}
        self.began_at = time.perf_counter()
        self._process_id, self._terminal = pty.fork()
        if not self._process_id:
            fcntl.ioctl(0, termios.TIOCSWINSZ, self._size)
            os.execve(self._words[0], self._words, environment)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._terminal)
        os.kill(self._process_id, 9)
        os.waitpid(self._process_id, 0)

    def press(self, keys: str) -> float:
        """Types these characters; when."""
        at = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return at

    def resize(self, columns: int, rows: int) -> None:
        """Changes the size of the terminal, which tells the program."""
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def chunk(self, patience: float) -> Chunk | None:
        """What comes next; None where nothing does for so many seconds."""
        if not select.select([self._terminal], [], [], max(0.0, patience))[0]:
            return None
        data = os.read(self._terminal, CHUNK_BYTES)
        for question, answer in self._answers.items():
            if question in self._before[1 - len(question) :] + data:  # it may come in two pieces
                os.write(self._terminal, answer)
        self._before = data
        return Chunk(time.perf_counter(), data)

    def until(self, is_there: Callable[[str], bool]) -> float:
        """When what has been written since this call holds what is looked for. Raises TimeoutError."""
        data = b""
        while (chunk := self.chunk(PATIENCE_SECONDS)) is not None:
            data += chunk.data
            if is_there(visible(data)):
                return chunk.at
        raise TimeoutError(visible(data)[-2000:])

    def until_quiet(self, seconds: float = 0.3) -> list[Chunk]:
        """What comes until nothing does for so long."""
        chunks = []
        while (chunk := self.chunk(seconds)) is not None:
            chunks.append(chunk)
        return chunks

    def during(self, seconds: float) -> list[Chunk]:
        """What comes in that time."""
        chunks = []
        ends_at = time.perf_counter() + seconds
        while (left := ends_at - time.perf_counter()) > 0:
            chunk = self.chunk(left)
            if chunk is not None:
                chunks.append(chunk)
        return chunks

    def processor_seconds(self) -> float:
        """Processor time that the program has taken so far, all threads together."""
        tasks = Path(f"/proc/{self._process_id}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def resident_bytes(self) -> int:
        """Memory of the program that is not swapped out (VmRSS)."""
        status = Path(f"/proc/{self._process_id}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) * 1024


def visible(data: bytes) -> str:
    """The characters among what was written to a terminal, in the order of writing."""
    return _SEQUENCES.sub(b"", data).decode(errors="replace")
