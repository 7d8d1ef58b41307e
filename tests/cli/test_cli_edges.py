"""What the command line does where it meets the system: terminals, pipes, full disks, signals, start-up, errors."""

from __future__ import annotations

import os
import py_compile
import signal
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from command_line import Run, modules_after, run_apart, run_on_terminal

from wortreader import __main__, __version__
from wortreader.cli import main
from wortreader.cli.damaged_modules import UnexpectedEnd
from wortreader.cli.main import wortreader
from wortreader.last_screen import start
from wortreader.model import utc_now
from wortreader.store.library import Library

COMMANDS = {
    "aloud",
    "download",
    "play",
    "queue",
    "save",
    "add",
    "login",
    "remove",
    "feeds",
    "import",
    "encrypt",
    "export",
    "refresh",
    "list",
    "search",
    "show",
    "mark",
    "count",
    "tag",
    "completion",
    "rule",
    "pipe",
    "preview",
    "extract",
    "decrypt",
    "demo",
    "doctor",
    "config",
    "redo",
    "undo",
    "feed",
    "folder",
    "health",
    "restore",
    "views",
    "fetch",
    "pack",
    "outbox",
    "set",
}
HEAVY = {
    "textual",
    "sqlite_utils",
    "sqlite3",
    "aiohttp",
    "asyncio",
    "feedparser",
    "lxml",
    "babel",
    "trafilatura",
    "readability",
    "PIL",
    "textual_image",
}
FULL = Path("/dev/full")


def test_the_version_and_the_help_load_nothing_heavy() -> None:
    for option in ("--version", "--help"):
        assert HEAVY.isdisjoint(modules_after(f"from wortreader.cli.main import main; main(['{option}'])"))


def test_the_module_runs_like_the_command() -> None:
    ended = run_apart("--version")

    assert (ended.code, ended.output, ended.complaints) == (0, f"wortreader {__version__}\n", "")


def test_every_command_and_every_option_says_what_it_is_for() -> None:
    context = click.Context(wortreader)
    assert set(wortreader.list_commands(context)) == COMMANDS
    for command in (wortreader, *(wortreader.get_command(context, name) for name in COMMANDS)):
        assert command is not None
        assert command.help
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.hidden or parameter.help


def test_fault_082_without_a_terminal_the_app_says_what_works_without_one(run: Run, library_path: Path) -> None:
    ended = run()

    assert (ended.code, ended.output) == (2, "")
    assert ended.complaints.count("\n") == 1
    assert "`wortreader refresh`" in ended.complaints
    assert "`wortreader list`" in ended.complaints
    assert not library_path.exists()


def test_fault_082_with_closed_standard_input_it_says_the_same() -> None:
    ended = run_apart(stdin=None, preexec_fn=lambda: os.close(0))

    assert ended.code == 2
    assert ended.complaints.startswith("The app needs a terminal")
    assert ended.complaints.count("\n") == 1


@pytest.mark.parametrize("term", ["dumb", ""])
def test_fault_083_a_terminal_that_cannot_move_its_cursor_gets_a_sentence_and_no_escapes(term: str) -> None:
    output = run_on_terminal(environment={"TERM": term})

    assert output.code == 2
    assert "`wortreader list`" in output.output
    assert "\x1b" not in output.output


def test_a_table_on_a_terminal_is_no_wider_than_it(library_path: Path) -> None:
    library = Library.open(library_path)
    library.feeds.add("https://example.org/feed", title="Sehr " * 30, now=utc_now())
    library.close()

    output = run_on_terminal("feeds", environment={"TERM": "xterm", "NO_COLOR": "1"}, columns=50)

    lines = output.output.splitlines()
    assert output.code == 0
    assert len(lines) == 2
    assert max(map(len, lines)) <= 50
    assert "Sehr Sehr" in lines[1]
    assert "\x1b" not in output.output


@pytest.mark.parametrize(("environment", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_fault_084_colours_are_for_terminals_that_want_them(
    library_path: Path, environment: dict[str, str], is_coloured: bool
) -> None:
    library = Library.open(library_path)
    library.feeds.add("https://example.org/feed", now=utc_now())
    library.close()

    output = run_on_terminal("feeds", environment={"TERM": "xterm", "NO_COLOR": "", **environment})

    assert ("\x1b" in output.output) is is_coloured


@pytest.mark.parametrize(
    "words", [["feeds", "--json"], ["list", "--json"], ["--help"], ["list", "--help"], ["export"], ["doctor"]]
)
def test_fault_081_a_reader_of_the_output_that_goes_away_is_no_failure(words: list[str], library: Library) -> None:
    library.feeds.add("https://example.org/feed", now=utc_now())
    reading, writing = os.pipe()
    os.close(reading)

    ended = run_apart(*words, stdout=writing)
    without_errors = run_apart(*words, stdout=writing, stderr=writing)

    os.close(writing)
    assert (ended.code, without_errors.code) == (0, 0)
    assert "Traceback" not in ended.complaints
    assert "Exception ignored" not in ended.complaints


def test_fault_081_an_error_that_nobody_reads_keeps_its_code() -> None:
    reading, writing = os.pipe()
    os.close(reading)

    codes = [run_apart(*words, stderr=writing).code for words in (["remove", "x"], ["nonsense"], ["list", "--no"])]

    os.close(writing)
    assert codes == [1, 2, 2]


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["feeds", "--json"], ["export"], ["--help"]])
def test_fault_081_output_that_cannot_be_written_is_one_sentence(words: list[str]) -> None:
    with FULL.open("wb") as full:
        ended = run_apart(*words, stdout=full)

    assert ended.code == 1
    assert ended.complaints.startswith("No space left on device")


def test_fault_081_a_closed_output_is_one_sentence() -> None:
    command = ["sh", "-c", 'exec "$0" -m wortreader feeds >&-', sys.executable]

    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr) == (1, "Standard output is closed.\n")


def test_fault_078_control_c_ends_a_command_quietly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        process = subprocess.Popen(
            [sys.executable, "-m", "wortreader", "preview", address], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        connection, _peer = server.accept()
        with connection:
            connection.recv(1)
            process.send_signal(signal.SIGINT)
            output, complaints = process.communicate(timeout=60)

    assert process.returncode == 130
    assert (output, complaints.strip()) == (b"", b"")


def test_fault_084_letters_that_the_output_lacks_end_nothing(library_path: Path) -> None:
    library = Library.open(library_path)
    library.feeds.add("https://example.org/feed", title="日本 é", now=utc_now())
    library.close()

    table = run_apart("feeds", environment={"PYTHONIOENCODING": "latin-1"})
    array = run_apart("feeds", "--json", environment={"PYTHONIOENCODING": "latin-1"})

    assert table.code == 0
    assert array.json[0]["title"] == "日本 é"


@pytest.mark.parametrize(
    "words", [["lst"], ["list", "--jsno"], ["list", "--limit", "x"], ["show", "first"], ["mark", "1"], ["search"]]
)
def test_bad_usage_ends_with_two(run: Run, words: list[str]) -> None:
    ended = run(*words)

    assert (ended.code, ended.output) == (2, "")
    assert "Error: " in ended.complaints


def test_fault_093_a_file_that_is_no_library_is_refused_and_left_alone(run: Run, library_path: Path) -> None:
    library_path.write_text("dear diary")

    ended = run("list")

    assert ended.code == 1
    assert ended.complaints == f"{library_path} is not a wortreader library. It was left as it is.\n"
    assert library_path.read_text() == "dear diary"


def test_the_app_does_not_take_the_screen_for_a_library_that_it_cannot_use(library_path: Path) -> None:
    library_path.write_text("dear diary")

    ended = run_on_terminal(environment={"TERM": "xterm"}, columns=200)

    assert ended.code == 1
    assert "is not a wortreader library" in ended.output
    assert "\x1b" not in ended.output


def test_a_library_that_cannot_be_made_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    ended = run("--library", tmp_path / "file" / "library.db", "feeds")

    assert ended.code == 1
    assert ended.complaints.count("\n") == 1


def test_fault_105_settings_that_cannot_be_followed_name_the_line(run: Run, tmp_path: Path) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text("\nmeasur = 60\n")

    for command in (("refresh",), ("list",), ("feeds",), ("views",), ("outbox",), ("mark", "--read", "1")):
        ended = run("--config", settings, *command)

        assert ended.code == 2
        assert ended.complaints.startswith(f"{settings}:2: ")
        assert "measure" in ended.complaints
    assert run("--config", settings, "list", "--help").code == 0
    assert run("--config", settings, "doctor").code == 1


def test_named_settings_have_to_exist(run: Run, tmp_path: Path) -> None:
    ended = run("--config", tmp_path / "none.toml", "refresh")

    assert ended.code == 2
    assert "none.toml" in ended.complaints


@pytest.mark.parametrize(
    "words",
    [
        *(
            ("list",),
            ("search", "x"),
            ("show", "1"),
            ("count",),
            ("health",),
            ("feeds",),
            ("export",),
            ("pipe", "1", "cat"),
        ),
        *(("tag", "list"), ("rule", "list"), ("feed", "list"), ("folder", "list"), ("queue", "list"), ("views",)),
        *(("outbox",), ("undo", "--list")),
    ],
)
def test_commands_that_read_make_no_library_with_a_mistyped_name(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    mistyped = tmp_path / "folder" / "mien.db"

    ended = run("--library", mistyped, *words)

    assert (ended.code, ended.output, ended.complaints) == (1, "", f"There is no library {mistyped}.\n")
    assert not mistyped.parent.exists()


def test_other_commands_make_the_library_that_is_named(run: Run, library_path: Path, tmp_path: Path) -> None:
    named = tmp_path / "folder" / "mine.db"

    assert run("--library", named, "views", "add", "Lux", "tag:lux").code == 0
    assert run("--library", named, "views").output == "0\tLux\ttag:lux\n"
    assert run("list").code == 0
    assert library_path.exists()


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The compiled module of the command `views`, cut off. The module is not loaded."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    compiled = Path(py_compile.compile(str(Path(main.__file__).with_name("views.py")), doraise=True) or "")
    compiled.write_bytes(compiled.read_bytes()[:-100])
    monkeypatch.delitem(sys.modules, "wortreader.cli.views", raising=False)
    return compiled


def test_a_compiled_module_that_was_cut_off_is_named(run: Run, compiled: Path) -> None:
    ended = run("views")

    assert (ended.code, ended.output) == (1, "")
    assert ended.complaints.startswith(f"{compiled} is damaged. Delete this file")
    compiled.unlink()
    assert run("views").code == 0


def test_the_app_names_a_compiled_module_that_was_cut_off_too(
    compiled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wortreader.cli.open_app.open_app", lambda *_: import_module("wortreader.cli.views"))

    assert __main__._open_app(start.Options()) == 1
    assert capsys.readouterr().err.startswith(f"{compiled} is damaged. Delete this file")


def test_data_that_end_too_early_are_a_bug_and_no_end_of_the_users_input(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> None:
        raise EOFError("marshal data too short")

    monkeypatch.setitem(
        sys.modules, "wortreader.cli.views", SimpleNamespace(views=click.Command("views", callback=read))
    )

    with pytest.raises(UnexpectedEnd, match="marshal data too short"):
        run("views")


@pytest.mark.thorough
def test_the_app_is_imported_without_openssl_which_others_can_load_afterwards() -> None:
    loading = "from wortreader.cli.open_app import without_openssl\nwith without_openssl(): import wortreader.app.run"

    assert not modules_after(f"{loading}\nimport secrets") & {"ssl", "_ssl"}
    assert {"ssl", "_ssl"} <= modules_after(f"{loading}\nimport ssl; ssl.create_default_context()")
