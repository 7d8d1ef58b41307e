"""Ctrl+Z gives the terminal back to the shell as it was, and fg comes back to where the user was."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import job_shell
import pytest
from app.app_driver import reading
from command_line import run_apart
from loopback import Loopback
from terminals import Terminal

ON = (b"1049", b"1000", b"1003", b"1004", b"2004")
"""The alternate screen, the mouse, the focus, bracketed paste."""
ALTERNATE_SCREEN = b"\x1b[?1049h"


class Shell(Terminal):
    """The app as the job of a shell."""

    def __init__(self, library: Path) -> None:
        super().__init__(job_shell.__file__, sys.executable, "-m", "wortreader", "--library", library)
        self.read_until(b"Ferry captain")
        found = re.search(rb"\[job (\d+)\]", self.written)
        assert found
        self.job = int(found[1])

    def forget(self) -> None:
        """Forgets what has been written so far."""
        self.written.clear()

    def modes(self) -> set[bytes]:
        """The private modes that have been set since `forget`, and not been reset."""
        on: set[bytes] = set()
        for numbers, sign in re.findall(rb"\x1b\[\?([\d;]+)([hl])", self.written):
            (on.update if sign == b"h" else on.difference_update)(numbers.split(b";"))
        return on


@pytest.mark.thorough
def test_fault_079_ctrl_z_stops_the_app_wherever_the_user_is_and_fg_comes_back(
    demo: Path, opened: list[Terminal]
) -> None:
    shell = Shell(demo)
    opened.append(shell)
    for keys, seen in (
        ("", "Ferry captain"),
        ("l", "Ferry captain"),  # the article
        ("?", "Move down"),  # the help
        ("q", "read on"),
        ("+", "page"),  # a dialog with a line to type in
    ):
        if keys:
            shell.type(keys)
            shell.read_until(seen.encode())
        modes_before = shell.modes()
        shell.type("\x1a")
        shell.read_until(b"[stopped]")

        assert modes_before.issuperset(ON)
        assert shell.modes().isdisjoint({*ON, b"47", b"1002", b"1006", b"1015", b"1016", b"1047"})
        left = shell.written[shell.written.rindex(b"?1049l") :]
        assert b"\x1b[?25h" in left
        assert shell.written.count(b"\x1b[<u") == len(
            re.findall(rb"\x1b\[>\d+u", shell.written)
        )  # the keyboard of kitty
        assert b"\x1b[?7h" in shell.written

        shell.forget()
        shell.type("fg\n")
        shell.read_until(seen.encode())
        assert shell.modes().issuperset(ON)

    shell.type("\x11")  # Ctrl+Q
    shell.read_until(b"[ended 0]")


@pytest.mark.thorough
def test_fault_079_signals_from_outside_stop_and_continue_it_as_well(demo: Path, opened: list[Terminal]) -> None:
    shell = Shell(demo)
    opened.append(shell)

    os.kill(shell.job, signal.SIGTSTP)
    shell.read_until(b"[stopped]")
    assert b"1049" not in shell.modes()

    shell.forget()
    shell.type("bg\n")  # the terminal stays with the shell
    shell.read_until(b"[stopped]")
    assert b"Ferry captain" not in shell.written

    shell.type("fg\n")
    shell.read_until(b"Ferry captain")

    shell.forget()
    os.kill(shell.job, signal.SIGSTOP)  # which no program is told of
    shell.read_until(b"[stopped]")
    shell.forget()
    shell.type("fg\n")
    shell.read_until(ALTERNATE_SCREEN)  # before that, it goes on with what it was writing
    del shell.written[: shell.written.index(ALTERNATE_SCREEN)]
    shell.read_until(b"Ferry captain")
    assert shell.modes().issuperset(ON)

    shell.type("Q")
    shell.read_until(b"[ended 0]")
    assert b"1049" not in shell.modes()


@pytest.mark.thorough
def test_started_in_the_background_it_stops_until_it_is_in_the_foreground(demo: Path, opened: list[Terminal]) -> None:
    shell = Terminal(job_shell.__file__, sys.executable, "-m", "wortreader", "--library", demo, "&")
    opened.append(shell)
    shell.read_until(b"[stopped]")

    shell.type("bg\n")  # the terminal stays with the shell
    shell.read_until(b"bg\r\n[stopped]")
    assert b"\x1b" not in shell.written
    shell.type("fg\n")
    shell.read_until(b"Ferry captain")
    shell.type("Q")
    shell.read_until(b"[ended 0]")
    assert b"fault" not in shell.written


@pytest.mark.thorough
def test_without_a_shell_to_continue_it_the_app_is_not_stopped(demo: Path, opened: list[Terminal]) -> None:
    terminal = Terminal("-m", "wortreader", "--library", demo)
    opened.append(terminal)
    terminal.read_until(b"Ferry captain")
    terminal.written.clear()

    terminal.type("\x1a")

    terminal.read_until(b"Ferry captain")
    terminal.type("Q")
    assert terminal.ended() == 0


@pytest.mark.thorough
def test_a_refresh_goes_on_while_the_app_is_stopped(tmp_path: Path, opened: list[Terminal]) -> None:
    item = "<item><title>{}</title><link>{}</link><description>The beginning …</description></item>"
    library = tmp_path / "loop.db"
    with Loopback() as server:
        page = server.serve("/page", "<p>Everything.</p>")
        url = server.serve("/feed", _rss(item.format("Ferry captain", page)))
        assert run_apart("--library", library, "add", "--no-pages", url).code == 0
        server.serve("/feed", _rss(item.format("Die Zeile", page + "?2")))
        feed, robots = server.hold("/feed"), server.hold("/robots.txt")
        shell = Shell(library)
        opened.append(shell)
        shell.type("R")
        feed.wait_for(1)
        shell.type("\x1a")
        shell.read_until(b"[stopped]")

        feed.release()

        robots.wait_for(1)  # it has stored the feed, and goes on to the pages
        robots.release()
        shell.type("fg\n")
        shell.read_until(b"Die Zeile")
        shell.type("Q")
        shell.read_until(b"[ended 0]")


@pytest.mark.thorough
async def test_nothing_is_written_while_the_app_rests(demo: Path) -> None:
    async with reading(demo) as story:
        session, first = story.app.session, story.articles.rows.ids[0]
        async with session.at_rest():
            marking = asyncio.create_task(session.mark_read([first], True))
            async with session.at_rest():  # a second stop must not wait for ever
                assert not story.stored(first).is_read

        await marking
        assert story.stored(first).is_read


def _rss(items: str) -> str:
    return f"<rss><channel><title>T</title>{items}</channel></rss>"
