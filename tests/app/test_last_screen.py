"""The app begins with the last screen: at once, without a flash, and with every key that is pressed meanwhile."""

from __future__ import annotations

import json
import re
import signal
import stat
import sys
from pathlib import Path

import job_shell
import pyte
import pytest
from app.app_driver import WIDE, reading
from terminals import PATIENCE_SECONDS, Terminal

from wortreader import paths
from wortreader.app.remembered import FILE_NAME as REMEMBERED_NAME
from wortreader.app.terminal.grid import Grid
from wortreader.last_screen.kept import FOLDER_NAME, file_name, read
from wortreader.store.maintenance.marks_copy import copy_paths

HEADLINE = b"Ferry captain"
FILE_NAME = file_name(100, 30)

GATED = """
import os
import signal
import sys
import time
from importlib.abc import MetaPathFinder

signal.signal(signal.SIGTERM, signal.SIG_DFL)  # coverage.py handles it
gate = sys.argv.pop(1)

class Gate(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "wortreader.cli.open_app":
            while not os.path.exists(gate):  # not a call that waits: a signal just before it would not be handled
                time.sleep(0.01)

sys.meta_path.insert(0, Gate())
from wortreader.__main__ import main
sys.exit(main())
"""
"""The command, which imports what comes after the last screen only when the gate is opened."""


class Gate:
    """A gate behind which the app waits to be imported."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "gate"
        self.script = folder / "gated.py"
        self.script.write_text(GATED)

    def open(self) -> None:
        """Lets the app be imported."""
        self.path.touch()


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path)


def state_of(library: Path) -> Path:
    return paths.state_folder(library)


def opened_and_quit(opened: list[Terminal], library: Path, *options: object) -> Terminal:
    """The app, which was opened, seen, and left."""
    terminal = Terminal("-m", "wortreader", "--library", library, *options)
    opened.append(terminal)
    terminal.read_until(HEADLINE)
    terminal.type("Q")
    assert terminal.ended() == 0
    return terminal


def gated(opened: list[Terminal], gate: Gate, library: Path) -> Terminal:
    """The app in front of its gate, with the last screen on the terminal."""
    opened_and_quit(opened, library)
    terminal = Terminal(gate.script, gate.path, "--library", library)
    opened.append(terminal)
    kept = read(str(state_of(library) / FILE_NAME))
    assert kept is not None
    terminal.read_until(kept.drawing.encode())
    return terminal


@pytest.mark.thorough
def test_it_is_there_before_the_app_and_stays_until_the_app_shows_the_same(
    demo: Path, opened: list[Terminal], gate: Gate
) -> None:
    terminal = gated(opened, gate, demo)
    begun = len(terminal.written)
    screen = pyte.Screen(100, 30)
    stream = pyte.ByteStream(screen)
    stream.feed(bytes(terminal.written))
    first = list(screen.display)

    terminal.type("jj")
    gate.open()
    terminal.read_until(b"\x1b[?2031h")  # the app asks the terminal for its colours
    terminal.type("jQ")
    assert terminal.ended() == 0

    rest = bytes(terminal.written[begun:]).partition(b"\x1b[?1049l")[0]
    assert b"\x1b[?1049h" not in rest
    for piece in re.findall(rb"(?s)\x1b[^\x1b]*|[^\x1b]+", rest):
        stream.feed(piece)
        same = sum(before == now for before, now in zip(first, screen.display, strict=True))
        assert same > len(first) // 2, "\n".join(screen.display)
    assert len(rest) < 4000
    place = json.loads((state_of(demo) / REMEMBERED_NAME).read_text())["place"]
    assert place["article_id"] == list_of(demo)[3]


def list_of(library: Path) -> list[int]:
    from wortreader.model import View, ViewKind, utc_now
    from wortreader.store.library import Library

    opened = Library.open(library)
    try:
        return list(opened.articles.rows(View(ViewKind.ALL), today=utc_now()).ids)
    finally:
        opened.close()


@pytest.mark.thorough
def test_it_is_in_one_file_beside_the_library_for_the_user_alone(demo: Path, opened: list[Terminal]) -> None:
    before = {path.name for path in demo.parent.iterdir()}

    opened_and_quit(opened, demo)

    assert {path.name for path in demo.parent.iterdir()} - before <= {f"{demo.name}-state", f"{demo.name}.lock"}
    assert {path.name for path in state_of(demo).iterdir()} == {FOLDER_NAME, REMEMBERED_NAME, copy_paths(demo)[0].name}
    assert stat.S_IMODE((state_of(demo) / FILE_NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(state_of(demo).stat().st_mode) == 0o700


@pytest.mark.thorough
def test_it_has_key_hints_in_the_place_of_a_message(demo: Path, opened: list[Terminal]) -> None:
    terminal = Terminal("-m", "wortreader", "--library", demo)
    opened.append(terminal)
    terminal.read_until(HEADLINE)
    terminal.type("f")
    terminal.type("U")
    terminal.read_until(b"Undone")
    terminal.type("Q")
    assert terminal.ended() == 0

    kept = read(str(state_of(demo) / FILE_NAME))
    assert kept is not None
    last = "".join(cell.text for cell in Grid.from_bytes(kept.cells).rows[-1])
    assert "Undone" not in last
    assert "? help" in last


@pytest.mark.thorough
def test_no_frame_shows_none_and_leaves_none(demo: Path, opened: list[Terminal], gate: Gate) -> None:
    opened_and_quit(opened, demo)
    assert (state_of(demo) / FILE_NAME).exists()

    terminal = opened_and_quit(opened, demo, "--no-frame")

    assert terminal.written.index(b"\x1b[?1000h") < terminal.written.index(HEADLINE)  # the driver came first
    assert not (state_of(demo) / FILE_NAME).exists()


@pytest.mark.thorough
def test_the_setting_deletes_it(demo: Path, tmp_path: Path, opened: list[Terminal]) -> None:
    opened_and_quit(opened, demo)
    config = tmp_path / "config.toml"
    config.write_text("keep_frame = false\n")

    opened_and_quit(opened, demo, "--config", config)

    assert not (state_of(demo) / FILE_NAME).exists()


@pytest.mark.thorough
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, "\x03"])
def test_the_terminal_is_given_back_if_the_start_is_ended(
    demo: Path, opened: list[Terminal], gate: Gate, ending: signal.Signals | str
) -> None:
    terminal = gated(opened, gate, demo)

    if isinstance(ending, str):
        terminal.type(ending)
    else:
        terminal.process.send_signal(ending)

    interrupted = ending in (signal.SIGINT, "\x03")
    assert terminal.ended() == (130 if interrupted else -int(ending))
    assert b"Traceback" not in terminal.written
    assert terminal.written.rindex(b"\x1b[?1049l") > terminal.written.rindex(b"\x1b[?1049h")
    assert terminal.written.rindex(b"\x1b[?25h") > terminal.written.rindex(b"\x1b[?25l")


@pytest.mark.thorough
def test_ctrl_z_stops_the_start_and_fg_shows_it_again(demo: Path, opened: list[Terminal], gate: Gate) -> None:
    opened_and_quit(opened, demo)
    shell = Terminal(job_shell.__file__, sys.executable, gate.script, gate.path, "--library", demo)
    opened.append(shell)
    shell.read_until(HEADLINE)

    shell.type("\x1a")
    shell.read_until(b"[stopped]")
    assert shell.written.rindex(b"\x1b[?1049l") < shell.written.rindex(b"[stopped]")
    shell.written.clear()
    shell.type("fg\n")
    shell.read_until(HEADLINE)
    shell.type("Q")
    gate.open()

    shell.read_until(b"[ended 0]")


@pytest.mark.thorough
def test_it_is_kept_when_the_app_is_stopped(demo: Path, opened: list[Terminal]) -> None:
    shell = Terminal(job_shell.__file__, sys.executable, "-m", "wortreader", "--library", demo)
    opened.append(shell)
    shell.read_until(HEADLINE)

    shell.type("\x1a")
    shell.read_until(b"[stopped]")

    assert (state_of(demo) / FILE_NAME).exists()
    shell.type("fg\nQ")
    shell.read_until(b"[ended 0]")


@pytest.mark.thorough
def test_a_failure_before_the_app_is_read_on_the_terminal_of_the_shell(
    demo: Path, tmp_path: Path, opened: list[Terminal], gate: Gate
) -> None:
    terminal = gated(opened, gate, demo)
    demo.write_bytes(b"no library any more" * 100)

    gate.open()

    assert terminal.ended() == 1
    assert b"demo.db" in terminal.written[terminal.written.rindex(b"\x1b[?1049l") :]


@pytest.mark.thorough
async def test_what_the_next_start_does_not_begin_with_is_not_kept(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        panes = story.screen

        def is_kept() -> bool:
            return panes.is_as_restored

        assert is_kept()
        await story.press("/")
        assert not is_kept()
        await story.press("escape", "escape", "enter")
        assert is_kept()
        ways: list[tuple[list[str], list[str]]] = [
            (["/"], ["escape"]),  # the line to find words
            (["/", "e", "enter"], ["escape"]),  # matches
            (["asterisk", "e"], ["escape"]),  # a word
            (["semicolon"], ["escape"]),  # letters over links
            (["v", "w"], ["escape"]),  # selected text
            (["Z"], ["Z"]),  # the article alone
        ]
        for way, back in ways:
            await story.press(*way)
            assert not is_kept(), way
            await story.press(*back)
            assert is_kept(), back


@pytest.mark.thorough
def test_words_that_were_found_in_an_article_are_in_no_file(demo: Path, opened: list[Terminal]) -> None:
    terminal = Terminal("-m", "wortreader", "--library", demo)
    opened.append(terminal)
    terminal.read_until(HEADLINE)
    terminal.type("\r")
    terminal.read_until(b"read on")
    terminal.type("/zqzq")
    terminal.read_until(b"not found")

    terminal.process.send_signal(signal.SIGTERM)

    assert terminal.ended() == 143
    kept = state_of(demo) / FILE_NAME
    assert not kept.exists() or b"zqzq" not in kept.read_bytes()


UNREAD = """
import os
import signal
from wortreader.last_screen import start

start.guard()
os.set_blocking(2, False)
try:
    while True:
        os.write(2, b"x" * 1000)
except BlockingIOError:
    os.set_blocking(2, True)
os.kill(os.getpid(), signal.SIGQUIT)
"""
"""Gives the terminal back because of a signal, while nobody reads what it writes."""


def test_a_terminal_that_takes_nothing_keeps_no_process(opened: list[Terminal]) -> None:
    terminal = Terminal("-c", UNREAD)
    opened.append(terminal)

    assert terminal.process.wait(PATIENCE_SECONDS) == -signal.SIGQUIT
