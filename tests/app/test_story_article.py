"""In the article: finding words, following links, and coming back to the place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, MEDIUM, NARROW, WIDE, AppDriver, reading
from textual.widgets import Input

from wortreader.app.panes.article.find_in_article import FindBar
from wortreader.app.panes.article.line_parts import targets_in
from wortreader.app.panes.article.links import LETTERS
from wortreader.app.screens.dialogs import PromptDialog
from wortreader.app.screens.links import LinkDrawer
from wortreader.model import View, ViewKind
from wortreader.prose.typeset.lines import Line, Role
from wortreader.store.bodies import put


async def open_article(story: AppDriver, title: str) -> None:
    """Go into the article with this in its title, by searching, and leave the search."""
    with story.library() as library:
        (article_id,) = [
            article_id
            for article_id, headline in library.articles.headlines(story.articles.rows.ids).items()
            if title in headline.title
        ]
    story.articles.move_to_article(article_id)
    await story.press("l")
    assert title in story.article.title


# --- finding words ----------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
async def test_words_are_found_in_the_article_while_typing(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await open_article(story, "Hôpitaux")

        await story.press("slash", *"hopitaux")
        bar = story.screen.query_one(FindBar)
        assert story.is_seen(bar)
        found = story.view.match_count
        assert found > 1
        assert f"1 of {found}" in story.text_of(bar)
        assert story.screen.parts.navigation.current == "article"

        await story.press("enter", "n")
        assert not story.is_seen(bar)
        assert story.view.current_match == 1
        await story.press("N", "N")
        assert story.view.current_match == found - 1
        assert f"{found} of {found}" in story.status

        await story.press("escape")
        assert not story.view.match_count
        assert story.screen.parts.navigation.current == "article"


@pytest.mark.thorough
async def test_which_match_it_is_is_said_as_long_as_matches_are_marked(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, "Hôpitaux")
        await story.press("slash", *"hopitaux", "enter", "n")
        assert "Match 2 of" in story.status
        await story.press("escape")
        assert "Match" not in story.status

        await story.press("f3", *"hopitaux", "enter", "N")
        assert "Match" in story.status
        await story.press("escape", "escape")
        assert not story.view.match_count
        assert "Match" not in story.status


@pytest.mark.thorough
async def test_a_word_is_found_inside_another_one(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, "Hôpitaux")

        await story.press("slash", *"pital", "enter")

        assert story.view.match_count > 0


@pytest.mark.thorough
async def test_what_is_found_in_code_beyond_the_edge_is_moved_into_view_and_stays_the_same_match(demo: Path) -> None:
    async with reading(demo, MEDIUM) as story:
        await open_article(story, "timetable that learned")
        assert "the umbrella" not in story.text_of(story.view)

        await story.press("slash", *"umbrella", "enter")

        assert story.view.match_count == 1
        assert story.view.current_match == 0
        assert "the umbrella" in story.text_of(story.view)


@pytest.mark.thorough
async def test_another_size_keeps_the_match_that_was_gone_to(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await open_article(story, "Hôpitaux")
        await story.press("slash", *"hopitaux", "enter", "n")

        await story.resize(100, 30)

        assert story.view.current_match == 1


@pytest.mark.thorough
async def test_what_is_not_there_is_said_and_the_reader_stays_where_they_were(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, "Hôpitaux")
        await story.press("space")
        line = story.view.scroll_offset.y
        assert line

        await story.press("slash", *"xyzzy")
        assert "not found" in story.text_of(story.screen.query_one(FindBar))
        await story.press("enter")

        assert story.view.scroll_offset.y == line
        assert not story.view.match_count
        await story.press("n")
        assert story.screen.parts.navigation.current == "article"


@pytest.mark.thorough
async def test_leaving_the_line_brings_the_reader_back(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, "Hôpitaux")
        await story.press("G")
        line = story.view.scroll_offset.y

        await story.press("slash", *"hopitaux")
        await story.press("escape")

        assert story.view.scroll_offset.y == line
        assert not story.view.match_count


@pytest.mark.thorough
async def test_marks_stay_when_the_terminal_changes_and_go_with_the_article(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, "Hôpitaux")
        await story.press("slash", *"hopitaux", "enter")

        await story.resize(*NARROW)
        assert story.view.match_count

        await story.press("J")
        assert not story.view.match_count
        assert not story.screen.parts.article.finding.is_active


@pytest.mark.thorough
async def test_in_the_list_the_same_key_searches_everything(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash")
        assert story.screen.parts.navigation.is_searching


# --- links ------------------------------------------------------------------------------------------------------------


def link_numbers(story: AppDriver) -> list[int]:
    """The numbers of the links in view."""
    pieces = [piece for line in lines_in_view(story) for piece in line.pieces]
    return [piece.link for piece in pieces if piece.role is Role.LINK_NUMBER and piece.link is not None]


def lines_in_view(story: AppDriver) -> Sequence[Line]:
    return story.view.lines[story.view.lines_in_view.start : story.view.lines_in_view.stop]


def letter_of(story: AppDriver, number: int) -> str:
    """The letter that is drawn over a link in view."""
    return LETTERS[targets_in(lines_in_view(story)).index(number)]


async def with_links(story: AppDriver) -> tuple[str, ...]:
    """Go into the first article that has links in view: the addresses of its links."""
    while True:
        await story.press("J" if story.screen.parts.navigation.current == "article" else "l")
        page = story.view.typeset
        assert page is not None
        if link_numbers(story):
            return page.layout.links


@pytest.mark.thorough
async def test_the_links_are_listed_and_one_is_copied(demo: Path) -> None:
    async with reading(demo) as story:
        links = await with_links(story)

        await story.press("u")
        assert story.shows(LinkDrawer)
        assert links[0] in story.text
        assert "1 1" not in story.text
        await story.press("y")

        assert not story.shows(LinkDrawer)
        assert story.app.clipboard == links[0]


@pytest.mark.thorough
async def test_a_link_is_opened_by_its_number(demo: Path) -> None:
    async with reading(demo) as story:
        await with_links(story)

        await story.press("9", "9", "u")

        assert "no link 99" in story.status


async def test_letters_stand_over_the_links_in_view_and_open_them(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    async def browse(_browser: object, url: str, **_about: object) -> None:
        opened.append(url)

    async with reading(demo) as story:
        links = await with_links(story)
        monkeypatch.setattr(type(story.screen.parts.services.browser), "browse", browse)  # there is no browser here
        number = link_numbers(story)[0]
        assert f"[{number}]" in story.text_of(story.view)

        await story.press("semicolon")
        letter = letter_of(story, number)
        assert f" {letter} " in story.text_of(story.view)
        await story.press(letter)

        assert opened == [links[number - 1]]
        assert not story.screen.parts.article.links.has_hints
        assert f"[{number}]" in story.text_of(story.view)


@pytest.mark.thorough
async def test_escape_puts_the_letters_away_and_nothing_else(demo: Path) -> None:
    async with reading(demo) as story:
        await with_links(story)

        await story.press("semicolon", "escape")

        assert not story.screen.parts.article.links.has_hints
        assert story.screen.parts.navigation.current == "article"


# --- the place --------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
async def test_what_is_left_in_the_middle_waits_in_a_shelf_of_its_own(demo: Path) -> None:
    async with reading(demo) as story:
        begun = story.count("Continue reading")
        await open_article(story, "Hôpitaux")
        await story.press("space")
        article_id = story.article.article_id
        await story.press("h")

        assert story.count("Continue reading") == begun + 1
        story.screen.parts.navigation.go_to(View(ViewKind.CONTINUE))
        await story.settle()
        assert article_id in story.articles.rows.ids
        assert len(story.articles.rows) == begun + 1

        story.articles.move_to_article(article_id)
        await story.press("l", "G", "h")
        assert story.count("Continue reading") == begun


@pytest.mark.thorough
async def test_the_place_is_found_again_by_its_words_when_the_text_has_become_longer(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, "Hôpitaux")
        await story.press("space")
        below = story.view.lines[story.view.first_line :]
        words = next(line.text.split() for line in below if line.text.strip())
        article_id = story.article.article_id
        await story.press("h", "J")

        with story.library() as library, library.database.write() as connection:
            article = library.articles.get(article_id)
            put(connection, article_id, article.text, "<p>Une correction.</p><p>Encore un mot.</p>" * 30 + article.html)
        await story.press("K", "l")

        assert story.article.article_id == article_id
        shown = [line.text.split() for line in story.view.lines[story.view.first_line :][:4]]
        assert words[:4] in [line[:4] for line in shown]


# --- keeping pages ----------------------------------------------------------------------------------------------------


@pytest.mark.thorough
async def test_a_file_is_kept_in_the_folder_saved_and_can_be_read_at_once(tmp_path: Path, demo: Path) -> None:
    note = tmp_path / "notiz.md"
    note.write_text("# Den Tram\n\nDen Tram fiert vun haut un bis op d'Cloche d'Or.\n", encoding="utf-8")
    async with reading(demo) as story:
        await story.press("B")
        line = story.top.query_one(Input)
        line.value = str(note)
        await story.press("enter")
        await story.until(lambda: story.screen is story.top)

        assert "Saved “Den Tram”" in story.status
        assert "Saved" in story.text_of(story.feeds)


@pytest.mark.thorough
async def test_an_article_is_written_to_a_file_in_the_format_of_its_name(demo: Path, tmp_path: Path) -> None:
    async with reading(demo) as story:
        await story.press("enter")
        title, words = story.article.title, story.article.text.split()
        written = {}
        for name in ("a.txt", "a.md", "a.html", "a.json"):
            await story.press("W", "ctrl+u")
            await story.write(str(tmp_path / name))
            await story.press("enter")
            await story.settle("asking")
            assert name in story.status
            written[name] = (tmp_path / name).read_text("utf-8")

    assert all(title in text for text in written.values())
    assert all(words[0] in text and words[-1] in text for text in written.values())
    assert "<" not in written["a.txt"]
    assert not written["a.txt"].startswith("#")
    assert written["a.md"].startswith("# ")
    assert written["a.html"].startswith("<!DOCTYPE html>")
    assert json.loads(written["a.json"])["title"] == title


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["no-format", "missing-folder/a.md"])
async def test_an_article_that_cannot_be_written_is_said_in_the_dialog(demo: Path, tmp_path: Path, name: str) -> None:
    async with reading(demo) as story:
        await story.press("W", "ctrl+u")
        await story.write(str(tmp_path / name))
        await story.press("enter")
        await story.settle()

        assert story.shows(PromptDialog)
        assert name.partition("/")[0] in story.text
        await story.press("escape")
