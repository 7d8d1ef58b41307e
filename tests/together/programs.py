"""Programs that use one library at the same time: apps on terminals, and commands that are repeated."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from emulator import Emulator
from terminals import PATIENCE_SECONDS, Terminal

ROWS: Final = 40
COLUMNS: Final = 140
"""Wide enough for all panes."""

_COMPLAINT: Final = re.compile(rb"[^\x1b]*(?:library\.db|Another program|because of a bug)[^\x1b]*")
"""What the app says if something is wrong with the library, or with itself: sentences about a library have its path."""
_LONG_READ: Final = 1 << 16


class RunningApp:
    """The app on a terminal, whose screen is kept up to date by a thread. A context manager, which kills it."""

    def __init__(self, library: Path, environment: Mapping[str, str]) -> None:
        words = ("-m", "wortreader", "--library", library)
        self._terminal = Terminal(*words, size=(ROWS, COLUMNS), environment=environment)
        self._emulator = Emulator(COLUMNS, ROWS)
        self._changed = threading.Condition()
        self.complaints: list[str] = []
        """What it has said of errors."""
        self.byte_count = 0
        """How much it has written."""
        self.has_ended = False
        """Whether it has closed its terminal."""
        self._thread = threading.Thread(target=self._read, name="screen", daemon=True)
        self._thread.start()

    def __enter__(self) -> RunningApp:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._terminal.process.poll() is None:
            self._terminal.process.kill()
            self._terminal.process.wait()
        self._thread.join(PATIENCE_SECONDS)
        self._terminal.close()

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._terminal.process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._terminal.process.poll() is None

    @property
    def screen(self) -> str:
        """What is on its terminal, line by line."""
        with self._changed:
            return "\n".join(self._emulator.lines)

    def type(self, keys: str) -> None:
        """Types keys."""
        self._terminal.type(keys)

    def until(self, is_shown: Callable[[str], bool], *, patience: float = PATIENCE_SECONDS) -> float:
        """Waits until its screen is as wanted, and returns when that was, by `time.monotonic`."""
        end = time.monotonic() + patience
        with self._changed:
            while not is_shown(screen := "\n".join(self._emulator.lines)):
                remaining = end - time.monotonic()
                assert not self.has_ended, f"the app has ended:\n{screen}"
                assert remaining > 0, f"not shown by the app:\n{screen}"
                self._changed.wait(remaining)
        return time.monotonic()

    def quit(self) -> int:
        """Quits it with its key, and returns its exit code."""
        self.type("\x11")  # Ctrl+Q, which is obeyed wherever the cursor is
        try:
            code = self._terminal.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the app does not quit:\n{self.screen}") from None
        self._thread.join(PATIENCE_SECONDS)
        return code

    def _read(self) -> None:
        former = b""
        while True:
            try:
                piece = os.read(self._terminal.ours, _LONG_READ)
            except OSError:  # Linux reports the end of a terminal as an error
                piece = b""
            if found := _COMPLAINT.search(former[-100:] + piece):
                self.complaints.append(found[0].decode("utf-8", "replace"))
            former = piece
            with self._changed:
                self.byte_count += len(piece)
                self.has_ended = not piece
                self._emulator.feed(piece)
                self._changed.notify_all()
            if not piece:
                return


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended."""

    code: int
    output: str
    complaints: str
    peak_bytes: int
    """The most memory that it had at one time."""


LAUNCHER: Final = """
import os, subprocess, sys
process = subprocess.Popen([sys.executable, "-m", "wortreader", *sys.argv[2:]])
_, status, usage = os.wait4(process.pid, 0)
os.write(int(sys.argv[1]), str(usage.ru_maxrss).encode())
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Runs a command, and writes its peak of memory to a descriptor. On Linux, that of a child includes the memory of its
parent: the tests have several hundred MB, this program ten."""


def run_command(*words: object, environment: Mapping[str, str]) -> Ended:
    """Runs a command of wortreader in a process of its own, and waits for it."""
    peak_reader, peak_writer = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", LAUNCHER, str(peak_writer), *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=[peak_writer],
        env={**os.environ, **environment},
    )
    os.close(peak_writer)
    complaints: list[bytes] = []
    assert process.stdout is not None
    assert process.stderr is not None
    reading = threading.Thread(target=lambda stream: complaints.append(stream.read()), args=(process.stderr,))
    reading.start()
    output = process.stdout.read()
    reading.join()
    code = process.wait()
    process.stdout.close()
    process.stderr.close()
    with os.fdopen(peak_reader, "rb") as peak:
        peak_bytes = int(peak.read()) * (1 if sys.platform == "darwin" else 1024)
    return Ended(code, output.decode(), complaints[0].decode(), peak_bytes)


@dataclass
class Repeated:
    """Work that a thread repeats, with pauses, until it is stopped. A context manager.

    What it raises ends it, and is raised again when the block ends.
    """

    work: Callable[[], object]
    pause_seconds: float
    count: int = 0
    """How many times it has been done."""
    _stopping: threading.Event = field(default_factory=threading.Event)
    _raised: list[BaseException] = field(default_factory=list)

    def __enter__(self) -> Repeated:
        self._thread = threading.Thread(target=self._repeat, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_raised: object) -> None:
        self.stop()
        if kind is None and self._raised:
            raise self._raised[0]

    def stop(self) -> None:
        """Lets it finish, and ends it."""
        self._stopping.set()
        self._thread.join(PATIENCE_SECONDS * 5)

    @property
    def has_failed(self) -> bool:
        """Whether it has raised something."""
        return bool(self._raised)

    def _repeat(self) -> None:
        try:
            while not self._stopping.is_set():
                self.work()
                self.count += 1
                self._stopping.wait(self.pause_seconds)
        except BaseException as error:  # noqa: BLE001 - raised by the thread that waits for this one
            self._raised.append(error)


def own_folders(folder: Path) -> dict[str, str]:
    """An environment in which programs keep all files of the user below `folder`."""
    names: Sequence[str] = ("CONFIG", "STATE", "CACHE", "DATA")
    return {"HOME": str(folder), **{f"XDG_{name}_HOME": str(folder / name.lower()) for name in names}}
