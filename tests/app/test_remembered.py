"""What the app remembers from one start to the next."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, MEDIUM, WIDE, AppDriver, reading
from textual.geometry import Size
from textual.widgets import Input

from wortreader import paths
from wortreader.app.commands.line_history import LONGEST_LINE, MOST_LINES
from wortreader.app.remembered import FILE_NAME, MOST_BYTES, MOST_TERMINALS, Place, Remembered
from wortreader.app.screens.appearance import Density, RowDetails
from wortreader.app.theme_choice import ThemeChoice
from wortreader.config import LIST_ROW, Config
from wortreader.model import View, ViewKind

AVAILABLE = ("wort-dark", "wort-light", "wort-contrast", "nord")


def folder_of(library: Path) -> Path:
    return paths.state_folder(library)


@asynccontextmanager
async def started(
    library: Path, size: tuple[int, int] = WIDE, config: Config | None = None
) -> AsyncIterator[AppDriver]:
    async with reading(library, size, config=config, remembered=Remembered(folder_of(library))) as story:
        yield story


# --- the file ---------------------------------------------------------------------------------------------------------


def test_it_is_in_a_folder_beside_the_library_that_only_the_user_can_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "library.db")
    remembered = Remembered(folder)
    assert not folder.exists()  # before there is something to remember

    remembered.hides_read = True
    remembered.save()

    assert folder == tmp_path / "library.db-state"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    assert Remembered(folder).hides_read


def test_what_is_no_text_in_utf_8_is_remembered_too(tmp_path: Path) -> None:
    folder = tmp_path / "library.db-state"
    folder.mkdir(mode=0o700)
    (folder / FILE_NAME).write_text('{"theme": {"configured": "auto", "chosen": "\\ud800"}}')
    remembered = Remembered(folder)

    remembered.note_background("xterm\udcff", is_light=True)
    remembered.place = Place("search", query="\udfff größer")
    remembered.save()

    again = Remembered(folder)
    assert again.is_light("xterm\udcff") is True
    assert again.place == Place("search", query="\udfff größer")
    assert again.choice("theme", "auto") == "\ud800"


def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "library.db-state"
    folder.mkdir(mode=0o755)
    remembered = Remembered(folder)

    remembered.hides_feeds = True
    remembered.save()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.thorough
@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"null", b"[]", b"\xff\xfe", b"\x00" * 100, b"[" * 50000, b" " * (MOST_BYTES + 1),
        b'{"place": 3, "theme": [], "density": {"configured": "auto"}, "hides_read": "yes", "terminals": 7}',
        b'{"place": {"kind": "no such kind", "article_id": -1, "view_id": 1e99, "pane": {}}}',
        b'{"place": {"kind": "feed", "article_id": 99999999999999999999, "view_id": true, "query": 7}}',
        b'{"place": {"kind": "feed", "article_id": 4000, "view_id": 4000, "pane": "article"}}',
        b'{"place": {"kind": "query", "article_id": 1, "query": "is:unread", "pane": "search"}}',
        b'{"theme": {"configured": "auto", "chosen": "no such theme"}, "hides_feeds": 1}',
        b'{"density": {"configured": "auto", "chosen": "flat"}, "terminals": {"xterm": "dark"}}',
    ],
)  # fmt: skip
async def test_with_a_damaged_file_the_app_starts_as_without_one(demo: Path, content: bytes) -> None:
    folder_of(demo).mkdir()
    (folder_of(demo) / FILE_NAME).write_bytes(content)

    async with started(demo) as story:
        assert story.app.theme == "wort-dark"
        assert story.screen.parts.articles.view == View(ViewKind.ALL)
        assert story.screen.parts.navigation.current == "list"
        assert story.panes == {"feeds", "list", "article"}
        assert len(story.articles.rows) == 110
        story.screen.run_command("view.density")
        await story.settle()

    assert Remembered(folder_of(demo)).choice("density wide", "auto") == "compact"


def test_what_is_chosen_in_place_of_a_setting_is_for_terminals_of_that_kind(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path)
    density, details = Density("auto", remembered), RowDetails(LIST_ROW, remembered)

    density.toggle(Size(130, 60))
    assert details.choose("{date}", Size(85, 30)) is None
    assert "not a part of a row" in (details.choose("{nobody}", Size(130, 60)) or "")
    remembered.save()

    remembered = Remembered(tmp_path)
    density, details = Density("auto", remembered), RowDetails(LIST_ROW, remembered)
    assert [density.is_compact(Size(*size)) for size in ((120, 60), (100, 60), (60, 60))] == [True, False, False]
    assert [details.template(Size(width, 40)) for width in (120, 119, 79)] == [LIST_ROW, "{date}", LIST_ROW]

    details.choose("", Size(85, 30))
    assert details.template(Size(85, 30)) == LIST_ROW
    details.choose("{date}", Size(85, 30))
    details.configure("{words}")
    assert details.template(Size(85, 30)) == "{words}"


@pytest.mark.parametrize("kept", ["{nobody}", "one\ntwo"])
def test_a_kept_template_that_means_nothing_is_not_used(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps({"list_row wide": {"configured": LIST_ROW, "chosen": kept}}))

    assert RowDetails(LIST_ROW, Remembered(tmp_path)).template(Size(130, 40)) == LIST_ROW


def test_a_folder_that_cannot_be_written_is_no_problem(tmp_path: Path) -> None:
    for blocked in ("a file", "missing/parent"):
        (tmp_path / "a file").write_text("")
        remembered = Remembered(tmp_path / blocked)

        remembered.hides_read = True
        remembered.save()

        assert not Remembered(tmp_path / blocked).hides_read


def test_what_cannot_be_read_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE_NAME)

    assert Remembered(tmp_path).place is None


def test_apps_that_share_a_library_keep_what_the_others_have_changed(tmp_path: Path) -> None:
    one, other = Remembered(tmp_path / "state"), Remembered(tmp_path / "state")

    one.hides_read = True
    one.save()
    other.choose("theme", "auto", "wort-light")
    other.save()
    one.place = Place("feed", 3, article_id=7)
    one.save()

    after = Remembered(tmp_path / "state")
    assert (after.hides_read, after.choice("theme", "auto")) == (True, "wort-light")
    assert after.place == Place("feed", 3, article_id=7)
    assert sorted(path.name for path in (tmp_path / "state").iterdir()) == [FILE_NAME]


def test_the_longest_history_of_command_lines_makes_nothing_be_forgotten(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path)
    remembered.hides_feeds = True
    remembered.command_lines = ["😀" * LONGEST_LINE] * MOST_LINES
    remembered.save()

    known = Remembered(tmp_path)

    assert known.hides_feeds
    assert len(known.command_lines) == MOST_LINES


def test_nothing_is_written_where_nothing_has_changed(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path)
    remembered.hides_read = False

    remembered.save()

    assert not remembered.is_changed
    assert not (tmp_path / FILE_NAME).exists()


# --- choices ----------------------------------------------------------------------------------------------------------


def test_what_was_chosen_in_the_app_holds_until_the_setting_changes(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path)
    remembered.choose("density", "auto", "compact")
    remembered.save()

    assert Remembered(tmp_path).choice("density", "auto") == "compact"
    assert Remembered(tmp_path).choice("density", "comfortable") == "comfortable"
    assert Remembered(tmp_path).choice("density", "auto") == "compact"  # looking changes nothing


@pytest.mark.parametrize(
    ("hint", "is_light"),
    [("", False), ("15;0", False), ("0;15", True), ("0;default;7", True), ("12;8", False), (";", False)],
)
def test_before_a_terminal_has_been_asked_its_hint_says_whether_it_is_light(hint: str, is_light: bool) -> None:
    choice = ThemeChoice("auto", Remembered(), {"TERM": "xterm", "COLORFGBG": hint}, AVAILABLE)

    assert choice.name == ("wort-light" if is_light else "wort-dark")


def test_the_last_answer_of_a_terminal_counts_more_than_its_hint(tmp_path: Path) -> None:
    konsole = {"TERM": "xterm-256color", "COLORFGBG": "15;0"}
    remembered = Remembered(tmp_path)
    ThemeChoice("auto", remembered, konsole, AVAILABLE).note_background(True)
    remembered.save()

    after = Remembered(tmp_path)
    assert ThemeChoice("auto", after, konsole, AVAILABLE).name == "wort-light"
    assert ThemeChoice("auto", after, {"TERM": "xterm-256color"}, AVAILABLE).name == "wort-dark"
    assert ThemeChoice("nord", after, konsole, AVAILABLE).name == "nord"


def test_so_many_terminals_are_remembered_and_no_more() -> None:
    remembered = Remembered()
    for number in range(MOST_TERMINALS + 5):
        remembered.note_background(f"xterm-{number}", True)

    assert remembered.is_light("xterm-4") is None
    assert remembered.is_light("xterm-5") is True


@pytest.mark.parametrize("is_light", [False, True])
def test_every_theme_of_ours_can_be_chosen_and_the_first_one_looks_different(is_light: bool) -> None:
    choice = ThemeChoice("auto", Remembered(), {}, AVAILABLE)
    choice.note_background(is_light)
    before, seen = choice.name, []
    for _step in range(4):
        choice.choose_next()
        seen.append(choice.name)

    assert seen[0] != before
    assert set(seen) == {"wort-dark", "wort-light", "wort-contrast"}
    assert choice.follows_terminal


# --- the app ----------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
async def test_theme_density_and_what_is_hidden_are_as_they_were_left(demo: Path) -> None:
    async with started(demo) as story:
        for command in ("program.theme", "view.density", "view.toggle_read", "view.feeds"):
            story.screen.run_command(command)
            await story.settle()
        assert story.app.theme == "wort-light"
        assert story.articles.is_compact
        unread = len(story.articles.rows)

    async with started(demo) as story:
        assert story.app.theme == "wort-light"
        assert story.articles.is_compact
        assert "feeds" not in story.panes
        assert len(story.articles.rows) == unread < 110

    async with started(demo, config=Config(theme="wort-contrast", density="comfortable")) as story:
        assert story.app.theme == "wort-contrast"
        assert not story.articles.is_compact


@pytest.mark.thorough
async def test_what_rows_show_is_chosen_for_terminals_of_one_kind(demo: Path) -> None:
    async with started(demo) as story:
        story.screen.run_command("view.row")
        await story.settle()
        line = story.app.focused
        assert isinstance(line, Input)
        assert line.value == LIST_ROW
        line.value = "{words} · {nobody}"
        await story.press("enter")
        assert "names {nobody}" in story.text
        line.value = "{words}"
        await story.press("enter")
        assert "697 words" in story.lines[6]

        await story.resize(*MEDIUM)
        assert "words" not in story.lines[2]
        story.screen.run_command("view.row", None, ("{date}",))
        await story.settle()
        assert "697 words" not in story.text

    async with started(demo) as story:
        assert "697 words" in story.lines[6]


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
async def test_the_user_comes_back_to_the_article_that_they_were_reading(demo: Path, size: tuple[int, int]) -> None:
    async with started(demo, size) as story:
        feed = next(feed for feed in story.screen.parts.feeds.feed_tree.feeds if feed.title == "Kachbuch")
        story.screen.parts.navigation.go_to(View(ViewKind.FEED, feed.feed_id))
        await story.settle()
        story.screen.run_command("view.toggle_read")
        await story.settle()
        await story.press("j", "l")
        read = story.article.article_id

    async with started(demo, size) as story:
        assert story.screen.parts.articles.view == View(ViewKind.FEED, feed.feed_id)
        assert story.feeds.cursor_view == View(ViewKind.FEED, feed.feed_id)
        assert story.articles.cursor_id == read  # although it is read by now, and those are hidden
        assert story.screen.parts.navigation.current == "article"
        assert story.article.article_id == read
        assert "article" in story.panes

        await story.press("h", "h")
    async with started(demo, size) as story:
        assert story.screen.parts.navigation.current == "feeds"


@pytest.mark.thorough
async def test_a_feed_that_has_been_removed_is_not_missed(demo: Path) -> None:
    async with started(demo) as story:
        feed = story.screen.parts.feeds.feed_tree.feeds[0]
        story.screen.parts.navigation.go_to(View(ViewKind.FEED, feed.feed_id))
        await story.settle()
        await story.press("l")

    async with reading(demo) as story:
        await story.screen.parts.services.upkeep.remove([feed.feed_id], [], with_contents=False)

    async with started(demo) as story:
        assert story.screen.parts.articles.view == View(ViewKind.ALL)
        assert story.screen.parts.navigation.current == "list"
        assert story.articles.cursor_index == 0


@pytest.mark.thorough
async def test_searching_is_not_a_place_to_come_back_to(demo: Path) -> None:
    async with started(demo) as story:
        await story.press("j", "slash", *"hafen")

    assert json.loads((folder_of(demo) / FILE_NAME).read_text())["place"]["pane"] == "list"


@pytest.mark.thorough
async def test_what_is_changed_is_written_while_the_app_is_open(demo: Path) -> None:
    async with started(demo) as story:
        story.screen.run_command("program.theme")
        await story.settle()

        story.screen.parts.place.save()  # the timer
        await story.settle()

        assert Remembered(folder_of(demo)).choice("theme", "auto") == "wort-light"
