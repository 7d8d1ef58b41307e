"""Runs commands for tests: in this process, in a process of their own, or on a terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from wortreader.cli.main import main


@dataclass(frozen=True)
class Finished:
    """The result of a command."""

    code: int
    output: str
    complaints: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.output)

    @property
    def json_lines(self) -> list[Any]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.output.splitlines()]


Run = Callable[..., Finished]
"""Takes the arguments of a command, and `stdin`."""


def run_here(*words: object, stdin: str | bytes = b"") -> Finished:
    """Runs a command in this process; its output is not a terminal."""
    with CliRunner().isolation(input=stdin) as (output, complaints, _mixed):
        code = main([str(word) for word in words])
        return Finished(code, output.getvalue().decode(), complaints.getvalue().decode())


def run_apart(*words: object, environment: Mapping[str, str] | None = None, **streams: Any) -> Finished:
    """Runs a command in a process of its own; `streams` are those of `subprocess.run`, pipes by default."""
    ended = subprocess.run(
        [sys.executable, "-m", "wortreader", *map(str, words)],
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
        env={**os.environ, **(environment or {})},
        check=False,
    )
    return Finished(ended.returncode, _text(ended.stdout), _text(ended.stderr))


def run_on_terminal(
    *words: object, environment: Mapping[str, str] | None = None, columns: int = 80, typed: str = ""
) -> Finished:
    """Runs a command on a pseudo-terminal; the output holds both of its streams.

    `typed` waits in the terminal for the questions of the command, a line for each; after it the input ends.
    """
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (24, columns))
    known = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "wortreader", *map(str, words)],
        stdin=its,
        stdout=its,
        stderr=its,
        env={**known, **(environment or {})},
    )
    os.close(its)
    os.write(ours, f"{typed}\x04".encode())
    printed = bytearray()
    with suppress(OSError):  # Linux reports the end of a terminal as an error
        while piece := os.read(ours, 65536):
            printed += piece
    os.close(ours)
    return Finished(process.wait(), _text(bytes(printed)), "")


def modules_after(program: str, *arguments: object) -> set[str]:
    """The names of all modules that a new interpreter has loaded after it has run a program.

    Its coverage is not measured, because coverage.py loads modules too.
    """
    ended = subprocess.run(
        [sys.executable, "-c", f"{program}; import sys; print(*sys.modules)", *map(str, arguments)],
        env={name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_START"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ended.stdout.splitlines()[-1].split())


def _text(printed: bytes | None) -> str:
    return (printed or b"").decode("utf-8", "replace")
