"""What a command says while the library is made ready for this version, and how that is ended."""

from __future__ import annotations

import fcntl
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from command_line import run_apart
from library_factory import article, make_outdated_index
from terminals import PATIENCE_SECONDS, Terminal

WAITING = b"Waiting for another program that works on the library."


@contextmanager
def held(library: Path) -> Iterator[IO[str]]:
    """A library that another program is preparing."""
    with library.with_name(library.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_outdated_index(tmp_path / "library.db", article("a", title="Die Wahl in Ägypten"))


def test_a_line_on_the_terminal_says_what_is_waited_for_and_goes_when_that_is_over(library: Path) -> None:
    with held(library) as lock:
        terminal = Terminal("-m", "wortreader", "--library", library, "list")
        terminal.read_until(WAITING)
        fcntl.flock(lock, fcntl.LOCK_UN)

    assert terminal.ended() == 0
    assert re.search(rb"%s.*\r +\r\x1b\[2mID " % WAITING, terminal.written, re.DOTALL)
    terminal.close()


def test_ctrl_c_ends_the_preparing_and_the_next_start_begins_again(library: Path) -> None:
    with held(library):
        terminal = Terminal("-m", "wortreader", "--library", library, "list")
        terminal.read_until(WAITING)
        terminal.type("\x03")

        assert terminal.process.wait(PATIENCE_SECONDS) == -signal.SIGINT
    terminal.close()

    assert "Ägypten" in run_apart("--library", library, "list").output


def test_where_no_person_looks_nothing_is_said(library: Path) -> None:
    finished = run_apart("--library", library, "list")

    assert finished.code == 0
    assert finished.complaints == ""
