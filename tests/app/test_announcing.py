"""What the terminal is told besides its screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from app.app_driver import UNREAD, build_demo, reading
from app.background_driver import background
from app.test_story_pictures import Recorder

from wortreader.app.background.announcer import Announcer
from wortreader.app.terminal.announcing import notice_sequence, title_sequence
from wortreader.app.terminal.terminal import Terminal
from wortreader.config import Config
from wortreader.desktop_notices import notice_words


@pytest.mark.parametrize(
    ("terminal", "sequence"),
    [
        ("WezTerm", "\x1b]9;Le Soir: Budget; tram\x1b\\"),
        ("xterm-256color", "\x1b]9;Le Soir: Budget; tram\x1b\\"),
        ("foot", "\x1b]777;notify;Le Soir;Budget, tram\x1b\\"),
        ("kitty(0.39.1)", "\x1b]99;i=wortreader:d=0;Le Soir\x1b\\\x1b]99;i=wortreader:p=body;Budget; tram\x1b\\"),
    ],
)
def test_each_terminal_gets_the_notice_that_it_knows(terminal: str, sequence: str) -> None:
    assert notice_sequence("Le Soir", "Budget; tram", terminal=terminal, is_in_tmux=False) == sequence


def test_a_notice_goes_through_tmux_and_rings_there() -> None:
    sequence = notice_sequence("A", "B", terminal="tmux-256color", is_in_tmux=True)

    assert sequence == "\x1bPtmux;\x1b\x1b]9;A: B\x1b\x1b\\\x1b\\\a"


def test_a_title_from_the_net_cannot_end_the_sequence_nor_be_another_command() -> None:
    for terminal in ("xterm", "foot", "kitty"):
        told = notice_sequence("4;3;99", "x\x1b\\\x1b]52;c;eA==\x07\u009d2;y", terminal=terminal, is_in_tmux=False)
        assert told.count("\x1b") == (4 if terminal == "kitty" else 2)
        assert "\x07" not in told
        assert "\u009d" not in told
        assert not told.startswith("\x1b]9;4")
    assert title_sequence("a\x1b\\b\nc") == "\x1b]2;a\\b c\x1b\\"


def test_a_terminal_that_would_print_sequences_just_rings_and_keeps_its_title() -> None:
    terminal = Terminal({"TERM": "linux"})
    recorder = Recorder()
    terminal.driver = recorder

    terminal.notify("A", "B")
    terminal.set_title("wortreader")

    assert recorder.written == ["\a"]


@pytest.mark.thorough
async def test_the_unread_articles_are_counted_in_the_title_if_that_is_wanted(tmp_path: Path) -> None:
    recorder = Recorder()
    terminal = Terminal({"TERM": "xterm"})
    terminal.driver = recorder
    path = build_demo(tmp_path / "library.db")

    async with reading(path, config=Config(terminal_title=True), terminal=terminal) as story:
        await story.press("N")
        assert abs(story.count("All") - UNREAD) == 1
        assert recorder.written[0] == title_sequence(f"wortreader ({UNREAD})")
        assert len(recorder.written) == 2

        await story.press(":")
        await story.write("set terminal_title false")
        await story.press("enter")
        await story.until(lambda: recorder.written[2:] == ["restored title"])
        await story.press(":")
        await story.write("set terminal_title true")
        await story.press("enter")
        await story.until(lambda: recorder.written[3:] == [recorder.written[1]])


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("auto", ["\x1b]9;2 new articles: A · B\x1b\\"]),
        ("terminal", ["\x1b]9;2 new articles: A · B\x1b\\"]),
        ("bell", ["\a"]),
        ("off", []),
    ],
)
async def test_articles_are_told_as_the_settings_have_it(tmp_path: Path, way: str, told: list[str]) -> None:
    recorder = Recorder()
    terminal = Terminal({"TERM": "xterm", "SSH_TTY": "/dev/pts/1"})
    terminal.driver = recorder
    async with background(tmp_path / "a.db", config=Config(notify=way)) as driver:
        await Announcer(driver.session, driver.signals, terminal).tell(["A", "B"])

    assert recorder.written == told


@pytest.fixture
def told_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Awaitable[str]]:
    """Announces an article to a desktop, and says what its notify-send got: its words, each with a `|` behind it."""
    got = tmp_path / "got"
    notifier = tmp_path / "notify-send"
    notifier.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {got}\n')
    notifier.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("DISPLAY", ":9")

    async def tell(title: str) -> str:
        async with background(tmp_path / "a.db", config=Config(notify="desktop")) as driver:
            await Announcer(driver.session, driver.signals, Terminal({"TERM": "xterm"})).tell([title])
        return got.read_text()

    return tell


async def test_the_desktop_is_told_by_its_own_program(told_desktop: Callable[[str], Awaitable[str]]) -> None:
    assert await told_desktop("--help") == "--app-name=wortreader|--|New article|--help|"


async def test_a_title_is_neither_markup_nor_an_escape_to_the_desktop(
    told_desktop: Callable[[str], Awaitable[str]],
) -> None:
    told = await told_desktop(r'<img src="http://spy.example/"> AT&T: C:\new')

    assert told.endswith(r'|&lt;img src="http://spy.example/"&gt; AT&amp;T: C:\\new|')


def test_many_articles_are_named_in_part() -> None:
    assert notice_words(["A", "B", "C", "D", "E"]) == ("5 new articles", "A · B · C and 2 more")
