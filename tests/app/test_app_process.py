"""The app as a process on a real terminal: how it leaves, whatever makes it leave."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from app.story import build_demo
from command_line import run_apart
from loopback import Loopback

PATIENCE_SECONDS = 20
"""For what takes a fraction of a second on an idle machine."""

CRASHING = """
import sys
from pathlib import Path
from wortreader.app.app import WortreaderApp
from wortreader.app.session import Session
from wortreader.config import Config

class Crashing(WortreaderApp):
    def on_key(self, event):
        password = "hunter2"
        raise ZeroDivisionError("of all things")

app = Crashing(Config(), lambda: Session(Path(sys.argv[1]), Config()), log_path=Path(sys.argv[2]))
app.run()
sys.exit(app.return_code)
"""
IN_A_WORKER = """self.run_worker(self.fail())

    async def fail(self):
        raise ZeroDivisionError"""


class Terminal:
    """A program on a terminal of its own, and every byte that it writes."""

    def __init__(self, *words: object, has_session: bool = True) -> None:
        """With `has_session` the terminal is the one that its processes are told of when it closes."""
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
        """Reads until something has been written; fails where that does not come."""
        end = time.monotonic() + PATIENCE_SECONDS
        while wanted not in self.written:
            assert self._read(end - time.monotonic()), self.written[-2000:].decode("utf-8", "replace")

    def ended(self) -> int:
        """Reads to the end and waits for the process: its exit code."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self._read(end - time.monotonic()):
            pass
        return self.process.wait(PATIENCE_SECONDS)

    def type(self, text: str) -> None:
        """Types."""
        os.write(self.ours, text.encode())

    def hang_up(self) -> None:
        """Closes the terminal."""
        os.close(self.ours)
        self.ours = -1

    def close(self) -> None:
        """Leaves nothing behind."""
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


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return build_demo(tmp_path / "demo.db")


@pytest.fixture
def opened() -> Iterator[list[Terminal]]:
    terminals: list[Terminal] = []
    yield terminals
    for terminal in terminals:
        terminal.close()


def app_on(opened: list[Terminal], library: Path, *, has_session: bool = True) -> Terminal:
    """The app on a library, once its articles are on the screen."""
    terminal = Terminal("-m", "wortreader", "--library", library, has_session=has_session)
    opened.append(terminal)
    terminal.read_until(b"Die Schriftart")
    return terminal


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_restores_the_terminal(demo: Path, opened: list[Terminal], number: signal.Signals, code: int) -> None:
    terminal = app_on(opened, demo)

    terminal.process.send_signal(number)

    assert terminal.ended() == code
    assert b"\x1b[?1049h" in terminal.written
    after = terminal.written[terminal.written.rindex(b"\x1b[?1049h") :]
    for restored in (b"?1049l", b"?25h", b"?1000l", b"?2004l"):
        assert restored in after


@pytest.mark.parametrize("has_session", [True, False])
def test_a_terminal_that_goes_away_takes_the_app_with_it(demo: Path, opened: list[Terminal], has_session: bool) -> None:
    terminal = app_on(opened, demo, has_session=has_session)

    terminal.hang_up()

    assert terminal.process.wait(PATIENCE_SECONDS) == 129


def test_quitting_during_a_refresh_leaves_no_child(tmp_path: Path, opened: list[Terminal]) -> None:
    with Loopback() as server:
        url = server.serve(
            "/feed", "<rss><channel><title>T</title><item><title>Die Schriftart</title></item></channel></rss>"
        )
        library = tmp_path / "loop.db"
        assert run_apart("--library", library, "add", url).code == 0
        server.hold("/feed")
        terminal = app_on(opened, library)
        terminal.type("R")
        terminal.read_until(b"refreshing")
        children = _children_of(terminal.process.pid)

        terminal.type("Q")

        assert terminal.ended() == 0
        assert children
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, 0)
                raise AssertionError(f"child {child} is still there")


def test_a_crash_says_one_sentence_without_local_variables_and_writes_a_report(
    demo: Path, tmp_path: Path, opened: list[Terminal]
) -> None:
    log = tmp_path / "state" / "crash.log"
    script = tmp_path / "crashing.py"
    script.write_text(CRASHING)
    terminal = Terminal(script, demo, log)
    opened.append(terminal)
    terminal.read_until(b"Schriftart")

    terminal.type("w")  # a key of nobody: it comes to the app itself

    assert terminal.ended() == 1
    last = terminal.written[terminal.written.rindex(b"?1049l") :].decode()
    assert "fault of its own" in last
    assert re.sub(r"\s", "", str(log)) in re.sub(r"\s", "", last)
    assert b"hunter2" not in terminal.written
    report = log.read_text()
    assert "ZeroDivisionError: of all things" in report
    assert "hunter2" not in report.replace('password = "hunter2"', "")


def test_keys_that_come_before_the_panes_are_not_lost(demo: Path, opened: list[Terminal]) -> None:
    terminal = Terminal("-m", "wortreader", "--library", demo)
    opened.append(terminal)
    terminal.read_until(b"\x1b[?1049h")

    terminal.type("Q")

    assert terminal.ended() == 0


def test_the_first_frame_imports_no_pane_and_no_library() -> None:
    program = "import sys, wortreader.app.app; print(*sys.modules)"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    loaded = set(ended.stdout.split())
    heavy = {"wortreader.app.screens.reading", "wortreader.app.session", "wortreader.model", "sqlite3", "babel", "lxml"}
    assert loaded.isdisjoint(heavy)


def test_a_crash_in_work_beside_the_loop_ends_with_one_too(demo: Path, tmp_path: Path, opened: list[Terminal]) -> None:
    script = tmp_path / "crashing.py"
    script.write_text(CRASHING.replace("raise ZeroDivisionError", IN_A_WORKER))
    terminal = Terminal(script, demo, tmp_path / "crash.log")
    opened.append(terminal)
    terminal.read_until(b"Schriftart")

    terminal.type("w")  # a key of nobody: it comes to the app itself

    assert terminal.ended() == 1
    assert b"hunter2" not in terminal.written
    assert "ZeroDivisionError" in (tmp_path / "crash.log").read_text()


def _children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
