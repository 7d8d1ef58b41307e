"""The user's own programs."""

from __future__ import annotations

import os
import select
import selectors
import subprocess
import sys
from pathlib import Path

import pytest

from wortreader import programs
from wortreader.errors import ProgramFailed


def python(code: str) -> tuple[str, ...]:
    """The words of a command that runs some Python."""
    return (sys.executable, "-c", code)


def test_a_command_is_split_as_a_shell_would_split_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")

    assert programs.split_words(r"""mpv --title="a b" 'c d' e\ f ~/x""") == (
        "mpv",
        "--title=a b",
        "c d",
        "e f",
        "/home/anna/x",
    )


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("mpv 'x", "A quotation mark is missing in `mpv 'x`."),
        ("", "There is no command."),
        ("  ", "There is no command."),
    ],
)
def test_a_command_that_cannot_be_split_is_refused_in_a_sentence(command: str, sentence: str) -> None:
    with pytest.raises(ProgramFailed) as raised:
        programs.split_words(command)

    assert str(raised.value) == sentence


def test_placeholders_are_filled_in_words_of_their_own() -> None:
    values = {"url": "https://a.example/?x=1&y", "title": "It's $(rm -rf ~) `x`"}

    assert programs.filled(("buku", "-a", "{url}", "--title={title}", "{other}"), values) == (
        "buku",
        "-a",
        "https://a.example/?x=1&y",
        "--title=It's $(rm -rf ~) `x`",
        "{other}",
    )


def test_fault_128_what_a_placeholder_stands_for_is_not_filled_in_again() -> None:
    assert programs.filled(("x", "{title}"), {"title": "{url}", "url": "u"}) == ("x", "{url}")


def test_a_command_without_placeholders_gets_its_default_as_the_last_word() -> None:
    assert programs.filled(("firefox", "--new-tab"), {"url": "u"}, default="url") == ("firefox", "--new-tab", "u")
    assert programs.filled(("firefox", "{url}"), {"url": "u"}, default="url") == ("firefox", "u")


def test_fault_128_a_title_cannot_be_an_option_of_a_program() -> None:
    assert programs.filled(("x", "{title}", "-t{title}"), {"title": "--delete=all"}) == (
        "x",
        " --delete=all",
        "-t--delete=all",
    )


def test_a_program_reads_what_it_is_given_and_its_output_is_returned() -> None:
    data = b"0123456789" * 100_000  # more than a pipe holds

    ended = programs.run(python("import sys; print(len(sys.stdin.buffer.read()))"), data, seconds=60)

    assert (ended.exit_code, ended.output, ended.complaint) == (0, b"1000000\n", "")


def test_a_program_that_does_not_read_all_has_not_failed() -> None:
    ended = programs.run(python("import sys; sys.stdin.buffer.read(1); print('enough')"), b"x" * 500_000, seconds=60)

    assert (ended.exit_code, ended.output) == (0, b"enough\n")


def test_fault_130_more_output_than_is_kept_is_read_and_counted() -> None:
    ended = programs.run(python("print('x' * 99_999)"), seconds=60, most_output=1000)

    assert (len(ended.output), ended.output_size) == (1000, 100_000)


def test_a_failed_program_is_told_with_its_name_its_status_and_its_last_line() -> None:
    words = python("import sys; print('one\\n\\x1b[31mno such \\x07player', file=sys.stderr); sys.exit(3)")
    ended = programs.run(words, seconds=60)

    with pytest.raises(ProgramFailed) as raised:
        programs.check(("mpv", "x"), ended)

    assert str(raised.value) == "`mpv x` failed with exit status 3: no such player."


@pytest.mark.parametrize("complaint", ["cat: '>': No such file or directory", None])
def test_a_failed_command_that_was_written_for_a_shell_is_told_how_to_get_one(complaint: str | None) -> None:
    sentence = programs.failure_sentence(("cat", ">", "file"), 1, complaint)

    assert sentence.endswith(" For `>`, write `sh -c '…'`: no shell runs commands.")
    assert "no shell" not in programs.failure_sentence(("sh", "-c", "cat > file"), 1, complaint)


@pytest.mark.parametrize(
    "command", ["sh -c 'echo {title}'", "nice /bin/bash -o pipefail -ec 'yt-dlp \"{url}\" | mpv -' bash {title}"]
)
def test_no_value_from_the_net_becomes_a_part_of_a_script(command: str) -> None:
    with pytest.raises(ProgramFailed) as raised:
        programs.split_template(command)

    assert "could become a command: write `sh -c '… \"$1\"' sh {" in str(raised.value)


@pytest.mark.parametrize("command", ["sh -c 'echo \"$1\" {}' sh {title}", "sh script -v {url}", "wc -c {title}"])
def test_a_script_gets_values_from_the_net_as_arguments(command: str) -> None:
    assert programs.split_template(command) == programs.split_words(command)


def test_fault_130_a_program_that_is_not_there_is_told_in_a_sentence() -> None:
    with pytest.raises(ProgramFailed) as raised:
        programs.run(("/nowhere/player", "x"), seconds=60)

    assert str(raised.value) == "`/nowhere/player x` could not be started: No such file or directory."


def test_fault_130_a_program_that_does_not_end_is_ended_with_all_that_it_has_started(tmp_path: Path) -> None:
    held = tmp_path / "held"
    os.mkfifo(held)
    readers: list[int] = []
    holds = f"import os, time; os.open({str(held)!r}, os.O_WRONLY); time.sleep(600)"
    child = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {holds!r}]); time.sleep(600)"
    started: list[subprocess.Popen[bytes]] = []

    def await_both(process: subprocess.Popen[bytes]) -> None:
        started.append(process)
        readers.append(os.open(held, os.O_RDONLY))  # returns when the second one has opened it

    with pytest.raises(ProgramFailed) as raised:
        programs.run(python(child), seconds=0.1, when_started=await_both)

    assert str(raised.value).endswith("has not ended after 0.1 s.")
    assert started[0].poll() is not None
    assert select.select(readers, [], [], 60)[0]  # at the end of what nobody holds open
    assert os.read(readers[0], 1) == b""
    os.close(readers[0])


def test_nothing_is_left_of_launched_programs_that_have_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "LAUNCH_SECONDS", 0)
    let_go = tmp_path / "let-go"
    os.mkfifo(let_go)
    begun = tmp_path / "begun"
    os.mkfifo(begun)
    programs.launch(("sh", "-c", f"echo $$ >{begun}; read line <{let_go}"))
    number = int(begun.read_text())

    os.close(os.open(let_go, os.O_WRONLY))
    os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)
    programs.launch(("true",))

    with pytest.raises(ChildProcessError):
        os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT | os.WNOHANG)


def test_what_a_program_leaves_running_is_not_waited_for(tmp_path: Path) -> None:
    let_go = tmp_path / "let-go"
    os.mkfifo(let_go)
    waits = f"open({str(let_go)!r}).read()"
    child = f"import subprocess, sys; print('done'); subprocess.Popen([sys.executable, '-c', {waits!r}])"

    ended = programs.run(python(child), seconds=60)

    assert (ended.exit_code, ended.output) == (0, b"done\n")
    os.close(os.open(let_go, os.O_WRONLY))


def test_what_a_program_prints_last_is_read_though_it_ends_just_when_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = tmp_path / "let-go"
    os.mkfifo(let_go)
    started: list[subprocess.Popen[bytes]] = []

    class Busy(selectors.DefaultSelector):
        """Finds nothing the first time, and by then the program has said all, and ended."""

        def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
            if not let_go.exists():
                return super().select(timeout)
            let_go.write_text("")
            let_go.unlink()
            os.waitid(os.P_PID, started[0].pid, os.WEXITED | os.WNOWAIT)
            return []

    monkeypatch.setattr(selectors, "DefaultSelector", Busy)

    ended = programs.run(
        python(f"open({str(let_go)!r}).read(); print('done')"), seconds=60, when_started=started.append
    )

    assert (ended.exit_code, ended.output) == (0, b"done\n")


async def test_fault_130_a_detached_program_that_complains_without_end_does_not_fill_the_disk() -> None:
    waits = (
        "import os, sys, time\n"
        "sys.stderr.write('Again.\\n' * 500_000)\n"
        "sys.stderr.flush()\n"
        "while os.fstat(2).st_blocks * 512 > 1024 * 1024:\n"
        "    time.sleep(0.01)\n"
        "sys.exit('No disk.')"
    )
    with pytest.raises(ProgramFailed) as raised:
        await programs.run_detached(python(waits), b"", seconds=60)

    assert str(raised.value).endswith("failed with exit status 1: No disk.")


async def test_fault_130_a_detached_program_that_does_not_end_is_ended_too() -> None:
    with pytest.raises(ProgramFailed) as raised:
        await programs.run_detached(("sleep", "600"), b"", seconds=0)

    assert str(raised.value) == "`sleep 600` has not ended after 0 s."


def test_a_program_runs_in_the_folder_and_with_the_variables_that_it_is_given(tmp_path: Path) -> None:
    code = "import os; print(os.getcwd(), os.environ['WORTREADER_EVENT'])"

    ended = programs.run(python(code), seconds=60, folder=str(tmp_path), environment={"WORTREADER_EVENT": "refresh"})

    assert ended.output.decode().split() == [str(tmp_path.resolve()), "refresh"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["wc", "-w"], "wc -w"),
        (["/usr/bin/wc", "-w"], "/usr/bin/wc -w"),
        ([f"/{'folder/' * 20}wc", "-w"], "wc -w"),
        ([f"/{'folder/' * 20}"], f"/{'folder/' * 11}f…"),
        ([], ""),
    ],
)
def test_a_long_command_is_shown_by_its_name(words: list[str], expected: str) -> None:
    assert programs.shown(words) == expected
