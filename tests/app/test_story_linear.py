"""The linear mode, byte by byte: nothing is written that has not changed, and the cursor is moved last."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from app.app_driver import MEDIUM, AppDriver
from app.recorded_terminal import AnsweringRecorder, display, reading_on_a_terminal
from app.screen_walk import build_library
from emulator import Cells
from textual.geometry import Offset

from wortreader.app.linear import SPOKEN_ROWS
from wortreader.app.terminal import frames
from wortreader.model import View, ViewKind

SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x1b]*\x1b\\|[\r\n\b]")
REPEATED = re.compile(r"(.)\x1b\[(\d+)b")

KEYS = (
    *("j", "j", "f", "N", "k", "G", "g", "g", "v", "escape", "l", "j", "right_curly_bracket", "space", "b", "n"),
    *("question_mark", "j", "escape", "h", "slash", "b", "u", "escape", "h", "j", "l", "S", "j", "escape", "ctrl+p"),
)


def texts(cells: Cells) -> list[str]:
    """The rows of a terminal. Those of these tests have no wide characters."""
    return ["".join(cell.data[:1] for cell in row) for row in cells]


def in_changed_words(before: str, after: str) -> int:
    """The cells of the words of a row that are not as they were."""
    words = [found for found in re.finditer(r"\S+", after) if before[found.start() : found.end()] != found[0]]
    return sum(len(found[0]) for found in words)


DRAWN = re.compile("[\u2500-\u259f\ue000-\uf8ff★●◐◕○▸▾✓▶‖↻]")
"""Boxes, blocks, signs of fonts of one's own, and the signs of the other mode."""

SCREENS: tuple[tuple[str, ...], ...] = (
    ("question_mark",),
    ("g", "comma"),
    ("g", "R"),
    ("g", "R", "a"),
    ("g", "H"),
    ("g", "o"),
    ("g", "D"),
    ("g", "q"),
    ("g", "w"),
    ("g", "m"),
    ("g", "f"),
    ("S",),
    ("t",),
    ("l", "u"),
    ("W",),
    ("exclamation_mark",),
    ("colon",),
    ("ctrl+p",),
    ("plus_sign",),
    ("h", "h", "G", "E"),
)
"""The keys that open a dialog or a screen over the panes."""


class Ear:
    """What has been written since it was asked last."""

    def __init__(self, story: AppDriver, terminal: AnsweringRecorder) -> None:
        self._story, self._terminal = story, terminal
        self._before: Cells = terminal.emulator.cells
        self._seen = len(terminal.frames)

    @property
    def written(self) -> str:
        """All that was written."""
        return "".join(self._terminal.frames[self._seen :])

    @property
    def characters(self) -> int:
        """How many characters were written into cells, without blanks, which are not heard."""
        repeated = REPEATED.sub(lambda found: found[1] * (1 + int(found[2])), self.written)
        return sum(not sign.isspace() for sign in SEQUENCE.sub("", repeated))

    @property
    def most(self) -> int:
        """How many there may be: the words that changed, and the announcement if it did."""
        before, after = map(texts, (self._before, self._terminal.emulator.cells))
        is_said = before[-SPOKEN_ROWS:] != after[-SPOKEN_ROWS:]
        words = sum(len("".join(row.split())) for row in after[-SPOKEN_ROWS:]) if is_said else 0
        return words + sum(map(in_changed_words, before[:-SPOKEN_ROWS], after[:-SPOKEN_ROWS]))


@pytest.mark.thorough
async def test_only_cells_that_change_are_written_and_the_cursor_is_where_the_focus_is(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "LONGEST_MASK_SECONDS", 60.0)  # a busy machine paints in more than one frame
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        for key in KEYS:
            ear = Ear(story, terminal)

            await story.press(key)

            assert ear.characters <= ear.most, (key, ear.written)
            cursor = terminal.emulator.screen.cursor
            assert Offset(cursor.x, cursor.y) == story.app._cursor(), key
            assert not re.search("\x1b\\[[34]8;", ear.written), key


async def test_a_move_in_a_list_writes_nothing_but_the_cursor_and_a_mark_two_lines(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        ear = Ear(story, terminal)
        await story.press("j")
        assert (ear.characters, len(ear.written) <= 8) == (0, True)

        ear = Ear(story, terminal)
        await story.press("f")
        assert "Starred: Ferry captain" in ear.written
        assert len(ear.written) <= 260
        said = ear.written[ear.written.index("Starred: Ferry") :]
        assert SEQUENCE.sub("", said) == "Starred: Ferry captain refuses to leave until last school child is aboard"
        assert display(terminal)[3].startswith("2 of 110, unread, starred, Ferry captain")

        # The same again is said again, though nothing of it has changed.
        ear = Ear(story, terminal)
        story.app.notify("Starred: Ferry captain refuses to leave until last school child is aboard")
        await story.settle()
        assert "Starred: Ferry captain" in ear.written
        assert ear.characters <= 80


async def test_announcements_stay_and_progress_is_not_announced(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        signals = story.screen._signals
        ear = Ear(story, terminal)

        for done in range(1, 5):
            signals.show_activity(f"refreshing {done}/4")
        signals.show_activity("↻ 14:40 · 3 new", is_over=True)
        await story.settle()

        assert ear.written.count("refreshing") <= 1
        assert display(terminal)[-SPOKEN_ROWS] == "14:40 · 3 new"
        await story.press("j", "k")
        assert display(terminal)[-SPOKEN_ROWS] == "14:40 · 3 new"


async def test_letters_of_links_are_announced_and_replace_only_numbers(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        await story.press("l", "semicolon")

        rows = display(terminal)
        assert rows[-2].startswith("Type a letter. a: quotidien.example/sante/hopi")
        assert "s: dataient de 2009" in " ".join(rows[-2:])
        assert any(row.startswith("quotidien.example") for row in rows)
        assert any("2009\u00a0[link\u00a0s]" in row.replace(" ", "\u00a0") for row in rows)

        await story.press("escape")
        assert display(terminal)[-2].startswith("No link was chosen.")

        await story.press("g")
        assert display(terminal)[-2].strip() == "g"
        await story.press("escape")
        assert display(terminal)[-2].strip() == ""


@pytest.mark.thorough
async def test_finding_in_an_article_ends_at_the_match_or_where_it_began(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        await story.press("l", "j", "j")
        begun = story.app._cursor()

        await story.press("slash", *"impri", "enter")
        at = story.app._cursor()
        assert at is not None
        assert display(terminal)[at.y][at.x :].startswith("imprimée")
        assert display(terminal)[-2].startswith("Match 1 of 1.")

        await story.press("escape", "g", "g", "j", "j", "slash", *"impri", "escape")
        assert story.app._cursor() == begun
        assert display(terminal)[-2].startswith("Article: Hôpitaux")

        for key, said in (("asterisk", "Choose a word in the article"), ("v", "Select text; y copies it.")):
            await story.press(key)
            assert display(terminal)[-2].startswith(said)
            await story.press("escape")
            assert display(terminal)[-2].startswith("Article: Hôpitaux")


@pytest.mark.thorough
async def test_what_a_line_is_for_is_announced_over_two_dialogs_and_not_in_the_line(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        await story.press("g", "R")
        assert display(terminal)[-SPOKEN_ROWS].startswith("Rules for new articles. There are no rules yet.")

        await story.press("a")
        assert display(terminal)[-SPOKEN_ROWS] == "Add a rule"
        assert display(terminal)[1].strip() == "Query"

        await story.press("tab", "tab")
        assert display(terminal)[-SPOKEN_ROWS].startswith("Feeds, all; or names with commas")
        assert display(terminal)[3].strip() == "Feeds"


@pytest.mark.thorough
async def test_a_screen_is_announced_by_its_title_and_that_it_has_nothing_to_show(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        for keys, title, nothing in (
            ("gD", "Downloads.", "Nothing has been downloaded yet."),
            ("gq", "The queue: what is played next.", "Nothing is in the queue."),
            ("gR", "Rules for new articles.", "There are no rules yet."),
        ):
            await story.press(*keys)
            said = " ".join(line.strip() for line in display(terminal)[-SPOKEN_ROWS:])
            assert said.startswith(f"{title} {nothing}"), said
            await story.press("escape")

        with story.library() as stored:
            feed, folder = stored.feeds.get(1), stored.folders.find("Luxembourg")
        await story.press("h")
        for view, words in (
            (View(ViewKind.FEED, feed.feed_id), f"Settings of the feed “{feed.title}”."),
            (View(ViewKind.FOLDER, folder.folder_id), f"Settings of the folder “{folder.name}”."),
        ):
            story.feeds.move_to_view(view)
            await story.press("E")
            assert display(terminal)[-SPOKEN_ROWS] == words
            await story.press("escape")


@pytest.mark.thorough
async def test_lists_below_a_line_are_counted_and_have_the_cursor_while_they_are_gone_through(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        await story.press("F")
        assert display(terminal)[-SPOKEN_ROWS] == "filter: title, author or feed"
        await story.write("tram")
        assert display(terminal)[-SPOKEN_ROWS] == "All: 2 articles."
        await story.press("down")
        at = story.app._cursor()
        assert at is not None
        assert display(terminal)[at.y].startswith("2 of 2, ")
        await story.press("escape")
        assert display(terminal)[-SPOKEN_ROWS] == "All: 110 articles."

        await story.press("slash", *"budget")
        assert display(terminal)[0] == "/ budget"
        assert display(terminal)[-SPOKEN_ROWS] == "9 articles"
        await story.press("down")
        at = story.app._cursor()
        assert at is not None
        assert display(terminal)[at.y].startswith("2 of 9, ")
        await story.press("s")
        assert story.app._cursor() == Offset(len("/ budgets"), 0)
        await story.press("escape")

        await story.press("g", "g", "Z")
        assert display(terminal)[-SPOKEN_ROWS].startswith("Article: ")
        assert story.view.typeset is not None
        await story.press("Z", "colon", *"ta")
        assert display(terminal)[0] == ": ta"


@pytest.mark.thorough
async def test_a_screen_is_announced_again_when_the_dialog_over_it_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = build_library(tmp_path / "a.db")
    async with reading_on_a_terminal(library, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (
        story,
        terminal,
    ):
        await story.press("g", "D", "d")
        assert display(terminal)[-SPOKEN_ROWS].startswith("Remove “Episode")
        await story.press("escape")
        assert display(terminal)[-SPOKEN_ROWS] == "Downloads"
        await story.press("d", "y")
        assert display(terminal)[-SPOKEN_ROWS] == "1 download removed."
        await story.press("escape")

        await story.press("g", "o")
        assert display(terminal)[-SPOKEN_ROWS] == "Outbox: 1 task is waiting."
        await story.press("escape")

        await story.press("g", "q", "J")
        assert display(terminal)[-SPOKEN_ROWS].startswith("2 of 2, [Mise à jour] Panne")
        await story.press("escape")

        ear = Ear(story, terminal)
        await story.press("g", "R")
        assert "no rules" not in ear.written, "it is not known yet"
        await story.press("escape", "g", "w")
        assert display(terminal)[-SPOKEN_ROWS].startswith("More to read? Your feeds stay as they are.")


async def test_reading_aloud_has_the_cursor_at_the_paragraph(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        await story.press("l")
        view = story.view

        view.mark_spoken(1)
        await story.settle()

        first = view._lines_of_block(1)[0]
        assert view.focus_line == first
        assert terminal.emulator.screen.cursor.y == view.region.y + first - view.scroll_offset.y


@pytest.mark.thorough
@pytest.mark.parametrize("size", [MEDIUM, (40, 10)])
async def test_every_screen_is_plain_lines_announced_with_the_cursor_in_it(
    demo: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, size, is_linear=True) as (story, terminal):
        for keys in SCREENS:
            before = display(terminal)[-SPOKEN_ROWS]
            await story.press(*keys)

            assert story.top is not story.screen, keys
            assert display(terminal)[-SPOKEN_ROWS] not in ("", before, *keys), keys
            assert not DRAWN.search("\n".join(display(terminal))), (keys, display(terminal))
            cursor = terminal.emulator.screen.cursor
            assert Offset(cursor.x, cursor.y) == story.app._cursor(), keys
            assert cursor.y < size[1] - SPOKEN_ROWS, keys
            # From the left edge: the first column has words, and nothing is centred.
            assert any(line[:1].strip() for line in display(terminal)[:-SPOKEN_ROWS]), keys

            while story.top is not story.screen:
                await story.press("escape")


@pytest.mark.thorough
async def test_after_a_dialog_it_is_said_where_the_user_is_unless_something_else_was_said(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, MEDIUM, is_linear=True) as (story, terminal):
        await story.press("question_mark", "escape")
        assert display(terminal)[-SPOKEN_ROWS] == "All: 110 articles."

        await story.press("ctrl+p", *"star", "enter")
        assert display(terminal)[-SPOKEN_ROWS].startswith("Not starred: Hôpitaux")


async def test_rows_are_as_high_as_the_terminal_is_wide_for(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, AnsweringRecorder, (40, 20), is_linear=True) as (
        story,
        terminal,
    ):
        assert display(terminal)[3].endswith("…")  # the third line of the first row
        assert display(terminal)[4].startswith("2 of 110")

        terminal.emulator.screen.resize(20, 100)
        await story.resize(100, 20)

        assert display(terminal)[2].endswith("minutes")
        assert display(terminal)[3].startswith("2 of 110")
