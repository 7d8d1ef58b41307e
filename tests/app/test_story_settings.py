"""Settings in the app: they are shown, changed and followed, and mistakes in them stop nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NARROW, WIDE, AppDriver, reading
from textual.widgets import Input

from wortreader.app.commands.setting_labels import SETTING_LABELS
from wortreader.app.screens.applied_settings import NEXT_START
from wortreader.app.screens.choice_list import ChoiceList
from wortreader.app.screens.settings import SettingsScreen
from wortreader.config import Config, Macro, kinds, read


def names(story: AppDriver) -> list[str]:
    return [choice.id for choice in story.app.screen.query_one(ChoiceList).choices]


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_every_setting_is_shown_with_what_it_does(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await story.press("g", "comma")
        assert isinstance(story.app.screen, SettingsScreen)

        assert sorted(names(story)) == sorted(kinds())
        for name in ("theme", "measure", "macros"):
            await story.go_to_row(name)
            assert f"▌   {SETTING_LABELS[name]}" in story.text
            assert kinds()[name].words.split("`")[0][:20] in story.text
        assert "Esc: close" in story.text

        await story.press("escape")
        assert "S E T T I N G S" not in story.text


async def test_settings_are_changed_followed_at_once_and_reset(demo: Path) -> None:
    file = demo.with_suffix(".toml")
    async with reading(demo, config_path=file) as story:
        await story.press("g", "comma")
        assert "no file yet" in story.text

        await story.go_to_row("theme")
        await story.press("enter", "down", "down", "enter")
        assert (story.app.theme, read(file).config.theme) == ("wort-light", "wort-light")
        assert names(story)[0] == "theme"
        assert "theme is wort-light now." in story.text

        await story.go_to_row("go_on")
        await story.press("enter")
        assert not story.app.session.config.go_on

        await story.go_to_row("measure")
        await story.press("enter")
        line = story.app.focused
        assert isinstance(line, Input)
        line.value = "4000"
        await story.press("enter")
        assert "from 40 to 120" in story.text
        line.value = "44"
        await story.press("enter")
        assert story.view.text_width == 44
        assert story.view.typeset is not None
        assert story.view.typeset.width == 44

        for written in ("w3m", ""):
            await story.go_to_row("browser")
            await story.press("enter")
            line = story.app.focused
            assert isinstance(line, Input)
            line.value = written
            await story.press("enter")
            assert story.app.session.config.browser == written
        await story.press("d")

        await story.go_to_row("keep_frame")
        await story.press("enter")
        assert "keep_frame takes effect at the next start." in story.text
        assert file.read_text() == 'theme = "wort-light"\ngo_on = false\nmeasure = 44\nkeep_frame = false\n'

        for name in ("theme", "go_on", "measure", "keep_frame"):
            await story.go_to_row(name)
            await story.press("d")
        assert (file.read_text().strip(), story.app.theme) == ("", "wort-dark")
        assert story.view.text_width > 44


@pytest.mark.thorough
async def test_what_was_chosen_in_the_app_gives_way_to_the_setting(demo: Path) -> None:
    async with reading(demo) as story:
        story.screen.run_command("view.density")
        heights = [story.articles.is_compact]

        await story.press("g", "comma")
        await story.go_to_row("density")
        await story.press("enter", "down", "enter")

        heights.append(story.articles.is_compact)
        assert heights == [True, False]
        assert read(story.app.session.config_file).config.density == "comfortable"


@pytest.mark.thorough
async def test_a_file_that_cannot_be_written_and_the_command_line_are_told_of(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "blocked"
    folder.write_text("a file in the place of the folder")
    async with reading(demo, config_path=folder / "config.toml") as story:
        await story.press("g", "comma")
        await story.go_to_row("hyphenate")
        await story.press("enter")
        assert "Not a directory" in story.text
        assert not story.app.session.config.hyphenate

    broken = tmp_path / "broken.toml"
    broken.write_text("measure = [6\n")
    async with reading(demo, config_path=broken, config=Config(slow_line="on"), options={"slow_line": "on"}) as story:
        await story.press("g", "comma")
        await story.go_to_row("hyphenate")
        await story.press("enter")
        assert "broken.toml, line 1:" in story.text
        assert broken.read_text() == "measure = [6\n"

        await story.go_to_row("slow_line")
        assert "set by the command line" in story.text
        broken.write_text("")
        await story.press("enter", "end", "enter")
        assert "the command line overrides" in story.text
        assert (story.app.session.config.slow_line, read(broken).config.slow_line) == ("on", "off")


async def test_the_file_is_read_again_on_request(demo: Path) -> None:
    file = demo.with_suffix(".toml")
    async with reading(demo) as story:
        file.write_text('measure = 44\n[keys]\n"move.down" = "w"\n"article.starr" = "s"\n')
        await story.press("ctrl+r")
        assert "line 4: There is no command “article.starr”" in story.status
        assert story.view.text_width == 44
        await story.press("w")
        assert story.articles.cursor_index == 1
        await story.press("j")
        assert story.articles.cursor_index == 1

        file.write_text("measure = [5\n")
        await story.press("ctrl+r")
        assert story.view.text_width == 44

        file.write_text('measure = 44\nkey_preset = "newsboat"\n')
        await story.press("ctrl+r")
        assert "keys" in story.status
        await story.press("ctrl+r")
        assert "No setting has changed." in story.status

        await story.press("colon")
        await story.write("set keys.article.star")
        await story.press("enter")
        await story.until(lambda: "keys.article.star is *." in story.status)


async def test_mistakes_in_keys_are_named_with_file_and_line_and_the_rest_works(demo: Path) -> None:
    file = demo.with_suffix(".toml")
    file.write_text('\n[keys]\n"article.starr" = "s"\n"move.down" = "w"\n"article.star" = "w"\n')
    config = read(file).config
    async with reading(demo, config=config) as story:
        assert f"{file.name}, line 3: There is no command “article.starr”" in story.status
        assert "more mistake" in story.status
        await story.press("g", "comma")
        assert isinstance(story.app.screen, SettingsScreen)


@pytest.mark.thorough
async def test_a_preset_that_clashes_with_keys_of_one_s_own_is_told_of_on_the_screen(demo: Path) -> None:
    file = demo.with_suffix(".toml")
    file.write_text('[keys]\n"view.zen" = "f4"\n')
    async with reading(demo, WIDE, config=read(file).config) as story:
        await story.press("g", "comma")
        await story.go_to_row("key_preset")
        await story.press("enter", "end", "enter")
        assert read(file).config.key_preset == "arrows"
        assert "The keys of “view.zen” are also those of “article.star”" in " ".join(story.text.split())

        await story.go_to_row("key_preset")
        await story.press("d")
        assert "key_preset is default now." in story.text


def test_only_settings_are_said_to_wait_for_the_next_start() -> None:
    assert set(kinds()) > NEXT_START
    assert Config(macros={"y": Macro(("article.star",))}) != Config()


async def test_with_arrows_and_function_keys_the_key_that_stops_programs_undoes(demo: Path) -> None:
    async with reading(demo, config=Config(key_preset="arrows")) as story:
        article_id = story.articles.cursor_id
        assert article_id is not None
        was_starred = story.stored(article_id).is_starred

        await story.press("f4")
        assert story.stored(article_id).is_starred is not was_starred
        await story.press("ctrl+z")
        assert story.stored(article_id).is_starred is was_starred
