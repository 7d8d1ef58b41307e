"""The app as a process on a real terminal: how it leaves, whatever makes it leave."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import termios
from contextlib import suppress
from pathlib import Path

import pyte
import pytest
from command_line import modules_after, run_apart
from library_factory import article, change_past_triggers, make_outdated_index
from loopback import Loopback
from terminals import PATIENCE_SECONDS, Terminal
from voices import only_voice

from wortreader.store.maintenance.marks_copy import copy_paths, read_header

CRASHING = """
import signal
import sys
from pathlib import Path
from wortreader.app.app import WortreaderApp
from wortreader.app.library.session import Session
from wortreader.config import Config

signal.signal(signal.SIGTERM, signal.SIG_DFL)  # coverage.py handles it

class Crashing(WortreaderApp):
    def on_key(self, event):
        password = "hunter2"
        raise ZeroDivisionError("of all things")

app = Crashing(Config(), lambda: Session(Path(sys.argv[1]), Config()), log_path=Path(sys.argv[2]))
app.run()
sys.exit(app.return_code)
"""
AT_ONCE = ('raise ZeroDivisionError("of all things")', "import os; os.kill(os.getpid(), 15)")
DEAF = """
from wortreader.app.terminal.driver import AnsweringParser

feed = AnsweringParser.feed

def fail(parser, data):
    if data == "w":
        raise ArithmeticError("no key")
    return feed(parser, data)

AnsweringParser.feed = fail
"""
IN_A_WORKER = """self.run_worker(self.fail())

    async def fail(self):
        raise ZeroDivisionError"""


def app_on(opened: list[Terminal], library: Path, *, has_session: bool = True) -> Terminal:
    """The app on a library, once its articles are on the screen."""
    terminal = Terminal("-m", "wortreader", "--library", library, has_session=has_session)
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")
    return terminal


@pytest.mark.thorough
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_fault_075_077_a_signal_restores_the_terminal(
    demo: Path, opened: list[Terminal], number: signal.Signals, code: int
) -> None:
    terminal = app_on(opened, demo)

    terminal.process.send_signal(number)

    assert terminal.ended() == code
    assert b"\x1b[?1049h" in terminal.written
    after = terminal.written[terminal.written.rindex(b"\x1b[?1049h") :]
    for restored in (b"?1049l", b"?25h", b"?1000l", b"?2004l"):
        assert restored in after


@pytest.mark.thorough
def test_a_signal_ends_the_program_that_reads_aloud(
    demo: Path, opened: list[Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with only_voice(tmp_path, monkeypatch) as voice:
        terminal = app_on(opened, demo)
        terminal.type("lgr")
        terminal.read_until("┃".encode())
        voice.await_said(1)
        assert voice.is_running()

        terminal.process.send_signal(signal.SIGTERM)

        assert terminal.ended() == 143
        assert not voice.is_running()


@pytest.mark.thorough
@pytest.mark.parametrize("key", ["\x03", "\x1c"])
def test_fault_139_a_key_that_ends_a_program_which_has_the_terminal_does_not_end_the_app(
    demo: Path, opened: list[Terminal], tmp_path: Path, key: str
) -> None:
    program = tmp_path / "w3m"
    program.write_text("#!/bin/sh\necho has the terminal\nexec sleep 600\n")
    program.chmod(0o700)
    terminal = Terminal("-m", "wortreader", "--library", demo, environment={"BROWSER": f"{program} %s"})
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")

    terminal.type("o")
    terminal.read_until(b"has the terminal")
    terminal.written.clear()
    terminal.type(key)
    terminal.read_until(b"\x1b[?1049h")
    terminal.type("?")
    terminal.read_until(b"Move down, or scroll.")
    terminal.process.send_signal(signal.SIGTERM)

    assert terminal.ended() == 143
    assert terminal.modes_left_on == set()


@pytest.mark.thorough
def test_fault_139_a_program_for_the_terminal_that_is_missing_leaves_the_app_as_it_was(
    demo: Path, opened: list[Terminal], tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'browser = "{tmp_path}/w3m"\n')
    terminal = Terminal("-m", "wortreader", "--library", demo, "--config", config)
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")
    terminal.written.clear()

    terminal.type("o")
    terminal.read_until(b"\x1b[?1049h")
    terminal.read_until(b"w3m")
    terminal.type("Q")

    assert terminal.ended() == 0


@pytest.mark.thorough
@pytest.mark.parametrize("number", [signal.SIGQUIT, signal.SIGUSR1, signal.SIGALRM])
def test_fault_077_a_signal_to_quit_at_once_leaves_nothing_behind(
    demo: Path, opened: list[Terminal], number: signal.Signals
) -> None:
    terminal = Terminal("-m", "wortreader", "--library", demo)
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")
    terminal.type("\x1b[?2048;2$y")  # it reports its size, and so also where the mouse is to the pixel
    terminal.read_until(b"\x1b[?1016h")

    terminal.process.send_signal(number)

    assert terminal.ended() == -number
    assert terminal.modes_left_on == set()
    assert termios.tcgetattr(terminal.ours) == terminal.modes_before


def test_fault_077_a_signal_before_the_app_handles_it_leaves_nothing_behind(
    demo: Path, tmp_path: Path, opened: list[Terminal]
) -> None:
    script = tmp_path / "ending.py"
    script.write_text(CRASHING.replace("def on_key(self, event)", "def on_mount(self)").replace(*AT_ONCE))
    terminal = Terminal(script, demo, tmp_path / "crash.log")
    opened.append(terminal)

    assert terminal.ended() == -signal.SIGTERM
    assert b"\x1b[?1049h" in terminal.written
    assert terminal.modes_left_on == set()
    assert termios.tcgetattr(terminal.ours) == terminal.modes_before


@pytest.mark.parametrize(
    "busy",
    [
        "while True: pass",
        "import time; time.sleep(600)",
        "import threading; threading.Thread(target=lambda: __import__('time').sleep(600)).start()",
    ],
)
def test_fault_077_a_signal_ends_the_app_whatever_it_does(
    demo: Path, tmp_path: Path, opened: list[Terminal], busy: str
) -> None:
    shorter = "from wortreader.app.terminal import ending_signals as e; e.SECONDS[signal.SIGTERM] = 0.5\napp = "
    busily = f'sys.__stderr__.write("busy"); sys.__stderr__.flush()\n        {busy}'
    script = tmp_path / "busy.py"
    script.write_text(CRASHING.replace(AT_ONCE[0], busily).replace("app = ", shorter, 1))
    terminal = Terminal(script, demo, tmp_path / "crash.log")
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")
    terminal.type("w")
    terminal.read_until(b"busy")

    terminal.process.send_signal(signal.SIGTERM)

    assert terminal.ended() == 143
    assert terminal.modes_left_on == set()
    assert termios.tcgetattr(terminal.ours) == terminal.modes_before


@pytest.mark.thorough
@pytest.mark.parametrize("has_session", [True, False])
def test_fault_075_076_a_terminal_that_goes_away_takes_the_app_with_it(
    demo: Path, opened: list[Terminal], has_session: bool
) -> None:
    terminal = app_on(opened, demo, has_session=has_session)

    terminal.hang_up()

    assert terminal.process.wait(PATIENCE_SECONDS) == 129


@pytest.mark.thorough
def test_fault_086_quitting_during_a_refresh_leaves_no_child(tmp_path: Path, opened: list[Terminal]) -> None:
    with Loopback() as server:
        url = server.serve(
            "/feed", "<rss><channel><title>T</title><item><title>Ferry captain</title></item></channel></rss>"
        )
        library = tmp_path / "loop.db"
        assert run_apart("--library", library, "add", url).code == 0
        asked = server.hold("/feed")
        terminal = app_on(opened, library)
        terminal.type("R")
        terminal.read_until(b"refreshing")
        asked.wait_for(1)
        children = _children_of(terminal.process.pid)

        terminal.type("Q")

        assert terminal.ended() == 0
        assert children
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, 0)
                raise AssertionError(f"child {child} is still there")


def test_fault_085_a_crash_says_one_sentence_without_local_variables_and_writes_a_report(
    demo: Path, tmp_path: Path, opened: list[Terminal]
) -> None:
    log = tmp_path / "state" / "crash.log"
    script = tmp_path / "crashing.py"
    script.write_text(CRASHING)
    terminal = Terminal(script, demo, log)
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")

    terminal.type("ww")  # a key of nobody: it comes to the app itself

    assert terminal.ended() == 1
    last = terminal.written[terminal.written.rindex(b"?1049l") :].decode()
    assert "because of a bug" in last
    assert "textual run" not in last
    assert re.sub(r"\s", "", str(log)) in re.sub(r"\s", "", last)
    assert b"hunter2" not in terminal.written
    report = log.read_text()
    assert "ZeroDivisionError: of all things" in report
    assert "hunter2" not in report.replace('password = "hunter2"', "")


@pytest.mark.thorough
def test_fault_085_138_values_of_a_wrong_kind_are_called_that_and_no_bug(
    demo: Path, tmp_path: Path, opened: list[Terminal]
) -> None:
    change_past_triggers(demo, "UPDATE articles SET title = x'41', published_at = 'soon'")
    log = tmp_path / "state"

    terminal = Terminal("-m", "wortreader", "--library", demo, environment={"XDG_STATE_HOME": os.fspath(log)})
    opened.append(terminal)

    assert terminal.ended() == 1
    last = " ".join(terminal.written[terminal.written.rindex(b"?1049l") :].decode().split())
    assert "contains values of the wrong type" in last
    assert "bug" not in last
    assert not list(log.rglob("*.log"))


@pytest.mark.thorough
def test_keys_that_come_before_the_panes_are_not_lost(demo: Path, opened: list[Terminal]) -> None:
    terminal = Terminal("-m", "wortreader", "--library", demo)
    opened.append(terminal)
    terminal.read_until(b"\x1b[?1049h")

    terminal.type("Q")

    assert terminal.ended() == 0


@pytest.mark.thorough
def test_leaving_copies_the_marks_if_no_refresh_has_done_so_for_a_day(demo: Path, opened: list[Terminal]) -> None:
    copy = copy_paths(demo)[0]
    assert not copy.exists()
    terminal = app_on(opened, demo)

    terminal.type("Q")

    assert terminal.ended() == 0
    assert read_header(copy).counts["feeds"] > 5


def shown(terminal: Terminal) -> list[str]:
    """The lines of the terminal, which may have been written in pieces."""
    screen = pyte.Screen(100, 30)
    pyte.ByteStream(screen).feed(bytes(terminal.written))
    return list(screen.display)


@pytest.mark.thorough
def test_fault_087_bytes_that_mean_no_character_are_not_typed_and_do_not_end_the_app(
    demo: Path, opened: list[Terminal]
) -> None:
    terminal = app_on(opened, demo)

    terminal.type(b"/\xff\xc3F\xc3\xbc\x80zz")
    while not any("Füzz" in line for line in shown(terminal)):
        assert terminal.read_more()

    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ended() == 143


@pytest.mark.thorough
def test_fault_085_a_fault_in_reading_keys_ends_like_any_other(
    demo: Path, tmp_path: Path, opened: list[Terminal]
) -> None:
    script = tmp_path / "crashing.py"
    script.write_text(DEAF + CRASHING)
    terminal = Terminal(script, demo, tmp_path / "crash.log")
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")

    terminal.type("w")

    assert terminal.ended() == 1
    last = terminal.written[terminal.written.rindex(b"?1049l") :]
    assert b"because of a bug" in last
    assert b"Traceback" not in last
    assert "ArithmeticError: no key" in (tmp_path / "crash.log").read_text()


@pytest.mark.thorough
def test_a_library_that_must_be_indexed_while_another_program_works_on_it_is_waited_for_in_view(
    tmp_path: Path, opened: list[Terminal]
) -> None:
    library = make_outdated_index(tmp_path / "library.db", article("a", title="Die Wahl in Ägypten"))
    with library.with_name("library.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        leaving, staying = (Terminal("-m", "wortreader", "--library", library) for _ in range(2))
        opened += [leaving, staying]
        for terminal in opened:
            terminal.read_until(b"Waiting for another program")

        leaving.type("Q")
        assert leaving.ended() == 0

        fcntl.flock(lock, fcntl.LOCK_UN)
    staying.read_until("Die Wahl in Ägypten".encode())


@pytest.mark.thorough
def test_fault_105_the_app_starts_with_a_broken_configuration_and_says_what_is_wrong_with_it(
    demo: Path, tmp_path: Path, opened: list[Terminal]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "wort-light"\n\nmeasur = 60\n')
    terminal = Terminal("-m", "wortreader", "--library", demo, "--config", config)
    opened.append(terminal)

    terminal.read_until(b"config.toml, line 3: unknown setting")

    terminal.type("Q")
    assert terminal.ended() == 0
    assert b"Ferry captain" in terminal.written


@pytest.mark.thorough
def test_the_mouse_can_be_left_to_the_terminal(demo: Path, tmp_path: Path, opened: list[Terminal]) -> None:
    config = tmp_path / "config.toml"
    config.write_text("mouse = false\n")
    terminal = Terminal("-m", "wortreader", "--library", demo, "--config", config)
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")

    assert b"1000h" not in terminal.written
    assert b"1003h" not in terminal.written


def test_a_configuration_that_was_named_has_to_be_there(demo: Path, tmp_path: Path, opened: list[Terminal]) -> None:
    terminal = Terminal("-m", "wortreader", "--library", demo, "--config", tmp_path / "none.toml")
    opened.append(terminal)

    assert terminal.ended() == 2
    assert b"no such file" in terminal.written


@pytest.mark.thorough
def test_sizes_in_the_environment_that_no_terminal_has_are_ignored(demo: Path, opened: list[Terminal]) -> None:
    odd = {"COLUMNS": "9" * 5000, "LINES": "²"}
    terminal = Terminal("-m", "wortreader", "--library", demo, environment=odd)
    opened.append(terminal)

    terminal.read_until(b"Ferry captain")
    terminal.type("Q")
    assert terminal.ended() == 0
    assert b"Traceback" not in terminal.written


def test_the_first_frame_imports_no_pane_and_no_library() -> None:
    heavy = {
        "wortreader.app.screens.reading",
        "wortreader.app.library.session",
        "wortreader.model",
        "sqlite3",
        "sqlite_utils",
        "feedparser",
        "aiohttp",
        "babel",
        "lxml",
        "textual.widgets._markdown",
    }

    assert modules_after("import wortreader.app.run").isdisjoint(heavy)


@pytest.mark.thorough
def test_fault_085_a_crash_in_work_beside_the_loop_ends_with_one_too(
    demo: Path, tmp_path: Path, opened: list[Terminal]
) -> None:
    script = tmp_path / "crashing.py"
    script.write_text(CRASHING.replace("raise ZeroDivisionError", IN_A_WORKER))
    terminal = Terminal(script, demo, tmp_path / "crash.log")
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")

    terminal.type("w")  # a key of nobody: it comes to the app itself

    assert terminal.ended() == 1
    assert b"hunter2" not in terminal.written
    assert "ZeroDivisionError" in (tmp_path / "crash.log").read_text()


def _children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "", "LC_CTYPE": "", "LANG": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["LC_ALL", "LANG", "no UTF-8 mode"],
)
def test_in_a_locale_of_ascii_not_one_other_byte_is_written(
    demo: Path, opened: list[Terminal], environment: dict[str, str]
) -> None:
    first = Terminal("-m", "wortreader", "--library", demo, environment=environment)
    opened.append(first)
    first.read_until(b"Ferry captain")
    first.type("Q")
    assert first.ended() == 0
    second = Terminal("-m", "wortreader", "--library", demo, environment=environment)  # begins with the last screen
    opened.append(second)
    second.read_until(b"Ferry captain")
    second.type("?")
    second.read_until(b"no pictures yet")
    second.process.send_signal(signal.SIGTERM)

    assert second.ended() == 143
    assert (Path(f"{demo}-state") / "last-screens").is_dir()
    assert bytes(first.written).isascii()
    assert bytes(second.written).isascii()
