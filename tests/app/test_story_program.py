"""The program around the reading: help, palette, theme, links, and the way out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from inspect import signature
from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NOW, WIDE, reading
from command_line import modules_after, run_apart
from loopback import Loopback
from textual.widgets._toast import Toast

from wortreader.app import themes
from wortreader.app.commands import keys
from wortreader.app.commands.line_names import COUNTED, NOT_IN_LINES, line_names
from wortreader.app.screens.help import HelpScreen
from wortreader.app.screens.palette import PaletteScreen
from wortreader.app.screens.reading import ReadingScreen
from wortreader.config import Config, load, read
from wortreader.model import ViewKind
from wortreader.settings.mistakes import first_mistake
from wortreader.store.library import Library


async def test_every_command_has_a_handler_and_every_handler_a_command(demo: Path) -> None:
    async with reading(demo) as story:
        dispatcher = story.screen.parts.dispatcher
        assert dispatcher.command_ids == {command.id for command in keys.COMMANDS}
        parameters = {name: next(iter(signature(run).parameters)) for name, run in dispatcher.handlers.items()}
        assert {name for name, first in parameters.items() if first != "_count"} - NOT_IN_LINES == COUNTED
        for row in line_names().values():
            handler = story.screen.parts.dispatcher.handlers[row.command_id]
            signature(handler).bind(None, *row.given, *("" for _argument in row.arguments))


@pytest.mark.thorough
async def test_what_a_command_does_is_whole_in_the_palette_or_ends_in_an_ellipsis(demo: Path) -> None:
    async with reading(demo, (50, 20)) as story:
        await story.press("l", "ctrl+p", *"read aloud")
        sentence = story.top.query_one(".-sentence")
        assert " ".join(story.text_of(sentence).split()).endswith("then Space, n, p, +, - and Esc.")

        await story.resize(40, 15)
        assert story.text_of(sentence).rstrip().endswith("…")


@pytest.mark.thorough
async def test_help_opens_over_everything_and_closes(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("question_mark")
        assert story.shows(HelpScreen)
        assert "next unread" in story.text

        await story.press("escape")
        assert story.shows(ReadingScreen)


@pytest.mark.thorough
async def test_the_palette_finds_a_feed_and_goes_there(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("ctrl+p")
        assert story.shows(PaletteScreen)
        await story.press(*"Kachb", "enter")

        assert story.screen.parts.articles.view.kind is ViewKind.FEED
        assert len(story.articles.rows) == 4
        assert story.screen.parts.navigation.current == "list"


async def test_a_broken_configuration_is_said_until_it_has_been_read(demo: Path) -> None:
    file = demo.with_suffix(".toml")
    file.write_text('measur = 3\n[keys]\n"no.such" = "x"\n')
    found = read(file)
    async with reading(demo, config_problem=first_mistake(found.problems), config=found.config) as story:
        assert f"{file.name}, line 1: unknown setting “measur”" in story.status
        assert story.status.count("1 more mistake: wortreader config check.") == 1

        await story.press("j")
        assert "unknown setting" in story.status  # nobody reads that fast


@pytest.mark.thorough
async def test_nothing_that_textual_says_covers_text(demo: Path) -> None:
    async with reading(demo) as story:
        before = story.lines[:-1]
        notices: tuple[tuple[Callable[[], None], str], ...] = (
            (lambda: story.app.notify("Saved [b]it[/b]", title="Screenshot"), "Saved it"),
            (lambda: story.view.notify("[/] went wrong", severity="error", markup=False), "[/] went wrong"),
            (story.app.action_help_quit, "Q quits, or Ctrl+C once more."),
        )
        for notify, says in notices:
            notify()
            await story.settle()

            assert says in story.status
            assert story.lines[:-1] == before
            assert not story.app._notifications
            assert not story.app.query(Toast)


@pytest.mark.thorough
async def test_an_older_message_does_not_hide_what_the_letters_over_links_are_for(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("f")
        story.screen.run_command("view.toggle_read")
        await story.settle()
        assert "Read articles are" in story.status

        await story.press("l", ";")

        assert "open or go to" in story.status
        await story.press("escape")
        assert "open or go to" not in story.status
        assert "read on" in story.status


@pytest.mark.thorough
async def test_themes_follow_each_other(demo: Path) -> None:
    async with reading(demo) as story:
        seen = []
        for _theme in themes.NAMES:
            seen.append(story.app.theme)
            story.screen.run_command("program.theme")
            await story.settle()

        assert sorted(seen) == sorted(themes.NAMES)
        assert story.app.theme == seen[0]
        assert "Theme: " in story.status


async def test_the_address_is_copied(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("j", "y")

        assert story.app.clipboard == story.article.url
        assert f"Copied: {story.article.url}" in story.status.replace("\n", "")


@pytest.mark.thorough
async def test_an_article_opens_in_the_browser_and_is_marked(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {opened}\necho noise\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s &")
    async with reading(demo) as story:
        await story.press("O")

        await story.until(opened.exists)
        assert opened.read_text().strip() == story.article.url
        assert story.stored(story.article.article_id).is_read


@pytest.mark.thorough
async def test_programs_of_the_user_that_fail_say_their_name_status_and_last_line(
    tmp_path: Path, server: Loopback
) -> None:
    path, settings = tmp_path / "library.db", tmp_path / "config.toml"
    url = server.serve(
        "/feed",
        "<rss version='2.0'><channel><title>Loop</title><item><title>One</title><link>https://loop.example/1</link>"
        "</item></channel></rss>",
    )
    library = Library.open(path)
    library.feeds.add(url, is_private_allowed=True, now=NOW)
    library.close()
    hook, opener = "sh -c 'echo No disk. >&2; exit 5'", "sh -c 'echo Nothing here. >&2; exit 3'"
    settings.write_text(f'full_text = "feed"\nafter_refresh = "{hook}"\nbrowser = "{opener}"\n')
    async with reading(path, WIDE, config=load(settings), config_path=settings) as story:
        await story.press("r")
        await story.until(lambda: "No disk." in story.status)
        assert "`sh -c " in story.status
        assert "failed with exit status 5: No disk." in " ".join(story.status.split())
        assert len(story.articles.rows.ids) == 1, "the refresh is kept"

        counted = await asyncio.to_thread(run_apart, "--library", path, "count")
        assert (counted.code, counted.output, counted.complaints) == (0, "1\n", "")
        await story.press("l", "o")
        await story.until(lambda: "Nothing here." in story.status)
        assert "failed with exit status 3: Nothing here." in " ".join(story.status.split())
        counted = await asyncio.to_thread(run_apart, "--library", path, "count", "is:read")
        assert counted.output == ("1\n" if story.stored(story.article.article_id).is_read else "0\n")


@pytest.mark.thorough
async def test_without_a_browser_the_reader_is_told(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "no-such-browser-anywhere %s &")
    async with reading(demo) as story:
        await story.press("o")

        assert "y copies the address" in story.status


@pytest.mark.thorough
async def test_q_goes_back_and_then_quits(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("l", "q")
        assert story.screen.parts.navigation.current == "list"

        await story.press("q")
        assert story.app.return_code == 0
        assert not story.app.is_running

    async with reading(demo, MEDIUM) as story:
        await story.press("q")
        assert story.screen.parts.navigation.current == "feeds"
        await story.press("q")
        assert not story.app.is_running


async def test_the_keys_of_the_reader_take_the_place_of_the_defaults(demo: Path) -> None:
    async with reading(demo, config=Config(keys={"move.down": "w"})) as story:
        await story.press("j")
        assert story.articles.cursor_index == 0
        await story.press("w")
        assert story.articles.cursor_index == 1


@pytest.mark.thorough
def test_the_app_never_imports_what_draws_pictures() -> None:
    loaded = modules_after("import wortreader.app.screens.reading, wortreader.app.screens.picture")

    assert {"PIL", "textual_image"}.isdisjoint(loaded)
