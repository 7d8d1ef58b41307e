"""pipe and count."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest
from command_line import Run, run_apart

from wortreader.store.library import Library

ECHO = "import sys; sys.stdout.write(' '.join(sys.argv[1:]) + '|' + sys.stdin.read())"


def test_an_article_is_piped_into_a_command(shelf: Library) -> None:
    ended = run_apart("pipe", 1, "--", sys.executable, "-c", ECHO, "--words", "{title}", "{id}")

    assert ended.code == 0
    assert ended.output.startswith("--words Hôpitaux : la facture 1|")
    assert "Le budget des hôpitaux a doublé" in ended.output


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("format", "beginning"), [("markdown", "|# Hôpitaux"), ("html", "|<!DOCTYPE html>"), ("json", '|{"')]
)
def test_an_article_is_piped_in_the_format_that_is_asked_for(shelf: Library, format: str, beginning: str) -> None:
    ended = run_apart("pipe", "--format", format, 1, "--", sys.executable, "-c", ECHO)

    assert ended.output.replace("[", "").casefold().startswith(beginning.casefold())


def test_piped_json_has_the_whole_article(shelf: Library) -> None:
    ended = run_apart("pipe", "--format", "json", 1, "--", sys.executable, "-c", ECHO)

    assert json.loads(ended.output[1:])["title"] == "Hôpitaux : la facture"


@pytest.mark.thorough
def test_the_format_may_be_behind_the_number_and_options_of_the_program_are_its_own(shelf: Library) -> None:
    echo = (sys.executable, "-c", ECHO, "--format", "text")
    for words in (("--format=markdown", "1", *echo), ("1", "--format", "markdown", "--", *echo)):
        assert run_apart("pipe", *words).output.startswith("--format text|# Hôpitaux")
    assert run_apart("pipe", 1, "--formt", "json", "--", "cat").code == 2


def test_no_shell_sees_what_is_piped_or_filled_in(shelf: Library) -> None:
    ended = run_apart("pipe", 2, "--", sys.executable, "-c", ECHO, "$HOME; {title}")

    assert ended.output.startswith("$HOME; [/b] [@click=app.quit] 52;c;eA== Tram|")


def test_a_command_that_fails_is_told_with_its_status(shelf: Library) -> None:
    ended = run_apart("pipe", 1, "--", sys.executable, "-c", "import sys; sys.exit('I cannot.')")

    assert ended.code == 1
    assert ended.complaints.splitlines()[0] == "I cannot."
    assert ended.complaints.splitlines()[1].endswith("failed with exit status 1.")


def test_a_reader_of_the_output_may_stop_early(shelf: Library) -> None:
    ended = run_apart("pipe", 1, "--", "sh", "-c", "kill -PIPE $$")

    assert (ended.code, ended.complaints) == (0, "")


def test_a_command_that_is_not_there_is_told_in_a_sentence(run: Run, shelf: Library) -> None:
    ended = run("pipe", 1, "--", "no-such-program")

    assert ended.code == 1
    assert ended.complaints == "`no-such-program` could not be started: No such file or directory.\n"


def test_an_unknown_article_is_not_piped(run: Run, shelf: Library) -> None:
    assert run("pipe", 99, "--", "cat").code == 1


def test_a_pipe_without_a_command_is_refused(run: Run, shelf: Library) -> None:
    assert run("pipe", 1).code == 2
    assert run("pipe", 1, "--").code == 2


def test_unread_articles_are_counted(run: Run, shelf: Library) -> None:
    run("mark", 1, "--read")

    assert run("count").output == "2\n"


def test_what_a_query_finds_is_counted(run: Run, shelf: Library) -> None:
    run("mark", 1, "--star")

    assert run("count", "budget").output == "2\n"
    assert run("count", "is:starred").output == "1\n"
    assert run("count", "-budget").output == "1\n"
    assert run("count", "nowhere").output == "0\n"


def test_fault_130_the_command_ends_when_this_one_is_asked_to(shelf: Library) -> None:
    waits = "import sys, time; print('reads', flush=True); time.sleep(600)"
    words = (sys.executable, "-m", "wortreader", "pipe", "1", "--", sys.executable, "-c", waits)
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()

        process.send_signal(signal.SIGTERM)

        assert process.stdout.read() == b""  # which is open as long as the command runs
    assert process.returncode == 130
