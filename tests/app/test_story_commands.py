"""The command line and the palette: commands by their names, with what completes them and what is wrong with them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from app.app_driver import MEDIUM, NARROW, NOW, AppDriver, reading
from loopback import Loopback
from textual.widgets import Input

from wortreader.app.remembered import Remembered
from wortreader.app.screens.command_line import CommandLineBar, CommandLineScreen
from wortreader.app.screens.help import HelpScreen
from wortreader.app.screens.mute import LengthDialog
from wortreader.app.screens.palette import PaletteScreen
from wortreader.app.screens.piping import OutputScreen
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.widgets.offer_list import OfferList
from wortreader.model import View, ViewKind
from wortreader.store.library import Library


async def type_line(story: AppDriver, line: str) -> None:
    """Open the command line, and type."""
    await story.press("colon")
    await story.write(line)


def offered(story: AppDriver) -> list[str]:
    """What is offered, as it is listed."""
    return [offer.title for offer in story.top.query_one(OfferList).offers]


def line(story: AppDriver) -> str:
    """What is in the command line."""
    return story.top.query_one(CommandLineBar).input.value


def error(story: AppDriver) -> str:
    """What is said below the command line."""
    return story.lines[-1].strip()


def view(story: AppDriver) -> View:
    """What is listed."""
    return story.screen.parts.articles.view


@pytest.mark.thorough
async def test_commands_run_by_their_names_with_counts_and_arguments(demo: Path) -> None:
    async with reading(demo) as story:
        first, *others = story.articles.rows.ids[:4]
        was_starred = story.stored(first).is_starred
        await type_line(story, "star")
        await story.press("enter")
        assert story.shows(ReadingScreen)
        assert story.stored(first).is_starred is not was_starred

        await type_line(story, "4")
        await story.press("enter")
        assert story.articles.cursor_index == 3

        await type_line(story, "1")
        await story.press("enter")
        await type_line(story, "3 mark-read")
        await story.press("enter")
        assert all(story.stored(article_id).is_read for article_id in (first, *others[:2]))
        await type_line(story, "mark-unread")
        await story.press("enter")
        assert not story.stored(first).is_read

        await type_line(story, "theme wort-light")
        await story.press("enter")
        assert story.app.theme == "wort-light"

        await type_line(story, "density compact")
        await story.press("enter")
        assert story.articles.is_compact

        await type_line(story, "search budget")
        await story.press("enter")
        assert story.screen.parts.search.query_text == "budget"
        assert len(story.hits.rows) > 3
        await story.press("escape")

        await type_line(story, "help outbox")
        await story.press("enter")
        assert story.shows(HelpScreen)
        assert "Show what is waiting for the network." in story.text
        assert "Suspend to the shell" not in story.text


@pytest.mark.thorough
async def test_a_list_is_sorted_grouped_and_filtered_by_lines(demo: Path) -> None:
    async with reading(demo) as story:
        newest_first = list(story.articles.rows.ids)
        await type_line(story, "sort oldest")
        await story.press("enter")
        assert list(story.articles.rows.ids) == newest_first[::-1]

        await type_line(story, "group feed")
        await story.press("enter")
        assert [group.title for group in story.articles.rows.groups][:1] == ["De Prouf-Bléck"]

        await type_line(story, "filter budget")
        await story.press("enter")
        assert 0 < len(story.articles.rows) < len(newest_first)
        assert story.app.focused is story.articles


@pytest.mark.thorough
async def test_feeds_are_moved_muted_and_piped_by_lines(demo: Path, tmp_path: Path, monkeypatch: Any) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "wr-count").write_text("#!/bin/sh\necho $# $(head -c 1 | wc -c)\n")
    (programs / "wr-count").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    async with reading(demo, MEDIUM) as story:
        await type_line(story, "pipe wr-c")
        await story.until(lambda: offered(story) == ["wr-count"])
        await story.press("tab")
        await story.write(" 'a b' c")
        await story.press("enter")
        await story.until(lambda: story.shows(OutputScreen))
        assert re.search(r"^\W*2 1\b", story.text_of(story.top.query_one("#output-lines")), re.MULTILINE)
        await story.press("escape")
        await type_line(story, "pipe wr-nothing")
        await story.press("enter")
        await story.until(lambda: "wr-nothing" in story.status)

        await type_line(story, "new-folder Papers/Home")
        await story.press("enter")
        await type_line(story, "new-folder Pap")
        assert offered(story) == ["Papers/", "Papers/Home/"]
        await story.press("escape")
        with story.library() as library:
            feed = next(feed for feed in library.feeds.all() if not feed.is_local)
        story.screen.parts.navigation.go_to(View(ViewKind.FEED, feed.feed_id))
        await story.settle()
        for line_typed, path in (
            ("move papers/home", ("Papers", "Home")),
            ("move /", ()),
            ("move Home", ("Papers", "Home")),
        ):
            await type_line(story, line_typed)
            await story.press("enter")
            with story.library() as library:
                assert library.folders.path(library.feeds.get(feed.feed_id).folder_id) == path
        await type_line(story, "move nowhere")
        await story.press("enter")
        assert "There is no folder “nowhere”" in story.status

        await type_line(story, 'mute "budget vote"')
        await story.press("enter")
        assert story.shows(LengthDialog)
        await story.press("w")
        await story.settle()
        with story.library() as library:
            assert library.rules.all()[0].draft.query == '"budget vote"'


@pytest.mark.thorough
async def test_a_feed_is_refreshed_by_its_name(tmp_path: Path, server: Loopback) -> None:
    path = tmp_path / "library.db"
    library = Library.open(path)
    for name in ("one", "two"):
        server.serve(f"/{name}", "<rss version='2.0'><channel><title>The Loop</title></channel></rss>")
        library.feeds.add(server.url(f"/{name}"), title=name.title(), is_private_allowed=True, now=NOW)
    library.close()
    async with reading(path, NARROW) as story:
        await type_line(story, "refresh nobody")
        await story.press("enter")
        assert "There is no feed, folder or view “nobody”" in story.status
        await type_line(story, "refresh tw")
        assert offered(story) == ["Two"]
        await story.press("tab", "enter")
        await story.settle("refresh")
        assert (server.count("/one"), server.count("/two")) == (0, 1)


@pytest.mark.thorough
async def test_a_setting_is_changed_by_a_line_that_completes_it(demo: Path) -> None:
    async with reading(demo) as story:
        await type_line(story, "set meas")
        assert offered(story)[0] == "measure"
        await story.press("tab")
        await story.write("80")
        await story.press("enter")
        await story.settle()
        assert story.app.session.config.measure == 80
        assert "measure is 80 now." in story.status
        assert "measure = 80" in story.app.session.config_file.read_text(encoding="utf-8")

        await type_line(story, "set mark_read ")
        assert set(offered(story)) == {"open", "scroll", "never"}
        await story.write("sometimes")
        await story.press("enter")
        await story.settle()
        assert "“mark_read” must be one of" in story.status
        assert story.app.session.config.mark_read == "open"

        await story.press("ctrl+p")
        await story.write("hyphenate")
        await story.press("enter")
        assert line(story) == "set hyphenate "
        await story.write("on")
        await story.press("enter")
        await story.settle()
        assert story.app.session.config.hyphenate


@pytest.mark.thorough
async def test_a_view_is_gone_to_by_its_name(demo: Path) -> None:
    async with reading(demo) as story:
        await type_line(story, "view starred")
        await story.press("enter")
        assert view(story) == View(ViewKind.STARRED)

        await type_line(story, "feed echo")
        await story.press("enter")
        assert view(story).kind is ViewKind.FEED
        assert "L’Écho d’Essai" in story.text_of(story.screen.parts.articles)

        await type_line(story, "folder nowhere")
        await story.press("enter")
        assert story.shows(ReadingScreen)
        assert "There is no folder “nowhere”." in story.status


@pytest.mark.thorough
async def test_a_line_that_means_nothing_stays_and_says_what_was_meant(demo: Path) -> None:
    async with reading(demo) as story:
        await type_line(story, "stra")
        await story.press("enter")
        assert story.shows(CommandLineScreen)
        assert error(story) == "There is no command “stra”. Did you mean “star”?"
        assert line(story) == "stra"

        await story.press("backspace")
        assert error(story).startswith(": str")

        await story.press("ctrl+u", "backspace")
        assert story.shows(ReadingScreen)


@pytest.mark.thorough
async def test_tab_completes_commands_and_their_arguments(demo: Path) -> None:
    async with reading(demo) as story:
        await type_line(story, "the")
        assert offered(story)[0] == "theme"
        assert "Change the theme" in story.text
        await story.press("tab")
        assert line(story) == "theme "

        await story.press("w")
        assert offered(story)[:3] == ["wort-dark", "wort-light", "wort-contrast"]
        await story.press("tab", "tab")
        assert line(story) == "theme wort-light"
        await story.press("shift+tab")
        assert line(story) == "theme wort-dark"
        await story.press("escape")

        await type_line(story, "feed quo")
        assert offered(story) == ["Le Quotidien de Démo"]
        await story.press("tab", "enter")
        assert view(story).kind is ViewKind.FEED

        await story.press("colon", "tab")
        assert {"star", "refresh", "quit"} <= set(offered(story))
        await story.press("escape")

        await type_line(story, "search feed:kab")
        assert len(offered(story)) == 1
        await story.press("tab")
        assert line(story).startswith("search feed:")
        assert "Kabelsalat" in line(story)
        await story.press("escape")

        await type_line(story, "help mark-o")
        assert offered(story) == ["mark-older-read"]
        await story.press("escape")

        await type_line(story, "mute ")
        author, *_others = offered(story)
        assert author == story.article.author
        assert set(story.article.categories) <= set(offered(story))
        assert offered(story)[-1] in story.article.title
        await story.press("escape")

        await type_line(story, "mark-older-read ")
        assert offered(story) == ["1d", "3d", "1w", "1m"]
        assert "Older than a week" in story.text


@pytest.mark.thorough
async def test_files_are_completed_and_an_article_is_written_to_one(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "reading list").mkdir()
    async with reading(demo) as story:
        await type_line(story, f"write {tmp_path}/rea")
        assert offered(story) == [f"{tmp_path}/reading list/"]
        await story.press("tab")
        await story.write("one.md")
        await story.press("enter")
        await story.settle("asking")

        assert "numérique" in (tmp_path / "reading list" / "one.md").read_text(encoding="utf-8")

        await type_line(story, f"write {tmp_path}/one.docx")
        await story.press("enter")
        await story.settle("asking")
        assert "The name has to end in" in story.status


@pytest.mark.thorough
async def test_earlier_lines_come_back_after_a_restart_by_how_they_begin(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    async with reading(demo, remembered=Remembered(folder)) as story:
        for typed in ("theme nord", "star", " star"):
            await type_line(story, typed)
            await story.press("enter")
    async with reading(demo, remembered=Remembered(folder)) as story:
        await story.press("colon", "up")
        assert line(story) == "star"
        await story.press("up", "up")
        assert line(story) == "theme nord"
        await story.press("down", "down")
        assert line(story) == ""

        await story.write("th")
        await story.press("up")
        assert line(story) == "theme nord"


@pytest.mark.thorough
@pytest.mark.parametrize("size", [MEDIUM, NARROW, (40, 10)])
async def test_the_line_is_at_the_bottom_and_its_list_above_it_in_every_size(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await type_line(story, "mark")

        assert story.lines[-1].startswith(" : mark")
        rows = story.top.query_one(OfferList)
        assert rows.region.bottom == size[1] - 1
        assert rows.region.height <= size[1] // 2 + 1
        assert "mark-older-read" in story.text


@pytest.mark.thorough
async def test_lines_typed_in_one_go_are_run_one_after_the_other(demo: Path) -> None:
    async with reading(demo) as story:
        first = story.articles.rows.ids[0]
        was_starred = story.stored(first).is_starred

        await story.burst(":", *"star", "enter", ":", *"the", "tab", *"nor", "tab", "enter", "j", ":", *"2", "enter")

        assert story.stored(first).is_starred is not was_starred
        assert story.app.theme == "nord"
        assert story.articles.cursor_index == 1


@pytest.mark.thorough
async def test_a_command_that_cannot_be_run_says_why_in_the_line_and_in_the_palette(demo: Path) -> None:
    async with reading(demo) as story:
        await type_line(story, "next-match")
        assert "No matches are marked in the article." in story.text
        await story.press("enter")
        assert story.shows(CommandLineScreen)
        assert error(story) == "No matches are marked in the article."
        await story.press("escape")

        await type_line(story, "search nothingatallthere")
        await story.press("enter", "down")
        await story.press("f2")
        await story.write("star")
        assert "There is no article here." in story.text
        await story.press("enter")
        assert story.shows(PaletteScreen)


async def test_a_count_before_the_line_is_its_count(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("5", "colon")
        assert line(story) == "5 "
        await story.press("enter")
        assert story.articles.cursor_index == 4


@pytest.mark.thorough
async def test_a_macro_runs_lines_without_anything_to_see(demo: Path) -> None:
    async with reading(demo) as story:
        article_id = story.articles.cursor_id
        assert article_id is not None
        was_starred = story.stored(article_id).is_starred
        for typed in ("star", "theme nord", "view unread", "no-such-command"):
            story.screen.run_line(typed)
            await story.settle()

        assert story.stored(article_id).is_starred is not was_starred
        assert story.app.theme == "nord"
        assert view(story) == View(ViewKind.UNREAD)
        assert "There is no command “no-such-command”." in story.status


# --- the palette ------------------------------------------------------------------------------------------------------


async def test_the_palette_runs_commands_and_goes_to_views_and_remembers_them(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "state"
    async with reading(demo, remembered=Remembered(folder)) as story:
        await story.press("ctrl+p")
        await story.write("sidebar")
        assert offered(story) == ["Show the feeds"]
        await story.press("enter")
        assert "feeds" not in story.panes

        await story.press("f2")
        await story.write("starred")
        assert offered(story)[0] == "Starred"
        await story.press("enter")
        assert view(story) == View(ViewKind.STARRED)

        await story.press("ctrl+p")
        await story.write("nord")
        await story.press("enter")
        assert story.app.theme == "nord"
    async with reading(demo, remembered=Remembered(folder)) as story:
        await story.press("ctrl+p")
        assert offered(story)[:3] == ["Theme: nord", "Starred", "Show the feeds"]

        await story.press("down", "enter")
        assert view(story) == View(ViewKind.STARRED)

        await story.press("ctrl+p")
        assert offered(story)[0] == "Starred"


@pytest.mark.thorough
@pytest.mark.parametrize("size", [NARROW, (40, 10)])
async def test_nothing_moves_in_the_palette_while_words_are_typed(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await story.press("ctrl+p")
        regions = {widget.region for widget in (story.top.query_one(Input), story.top.query_one(OfferList))}
        for letter in "mark":
            await story.press(letter)
            assert {w.region for w in (story.top.query_one(Input), story.top.query_one(OfferList))} == regions
        assert "Mark all articles in this list" in story.text

        await story.write("qqqq")
        assert "No matches." in story.text
        await story.press("enter")
        assert story.shows(PaletteScreen)
        await story.press("escape")
        assert story.shows(ReadingScreen)


@pytest.mark.thorough
async def test_a_row_of_the_palette_is_chosen_by_the_mouse(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("ctrl+p")
        await story.write("unread")
        index = offered(story).index("Unread")
        await story.click("OfferList", 5, index)

        assert view(story) == View(ViewKind.UNREAD)


@pytest.mark.thorough
async def test_without_a_name_the_palette_asks_where_to_go(demo: Path) -> None:
    async with reading(demo) as story:
        await type_line(story, "go")
        await story.press("enter")
        assert story.shows(PaletteScreen)
        assert "Star" not in offered(story)

        await story.write("kach")
        await story.press("enter")
        assert view(story).kind is ViewKind.FEED
