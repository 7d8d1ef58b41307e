"""Searching for a word that stands in an article, without typing it."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, NARROW, AppDriver, build_demo, reading

from wortreader.app.panes.search.search_bar import SearchBar


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the demo library."""
    return build_demo(tmp_path / "demo.db")


def searched(story: AppDriver) -> str:
    """What stands in the line of the search."""
    return story.screen.query_one(SearchBar).input.value


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
async def test_star_and_its_first_letters_search_for_a_word_in_view(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await story.press("l")
        article_id, line = story.article.article_id, story.view.scroll_offset.y
        assert "hôpitaux" in story.article.text

        await story.press("asterisk")
        assert "search for it" in story.status
        await story.press("h", "o", "tab", "enter")
        assert searched(story).casefold() == '"hôpitaux"'
        assert story.screen.parts.navigation.is_searching
        assert article_id in story.hits.rows.ids

        await story.press("escape")
        assert story.screen.parts.navigation.current == "article"
        assert (story.article.article_id, story.view.scroll_offset.y) == (article_id, line)
        assert not story.view.match_count


@pytest.mark.thorough
async def test_arrows_go_from_word_to_word_and_on_where_the_article_goes_on(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        await story.press("l", "asterisk")
        first = story.view.current_passages

        await story.press("right", "down", "down", "left")
        assert story.view.current_passages[0].line > first[0].line
        top = story.view.scroll_offset.y
        await story.press(*["down"] * 20)
        assert story.view.scroll_offset.y > top
        assert story.view.current_passages[0].line in story.view.lines_in_view
        await story.press(*["up"] * 30)
        assert story.view.current_passages[0].line == 0 or story.view.scroll_offset.y == 0


@pytest.mark.thorough
async def test_any_other_key_ends_the_choice_and_marks_what_was_found_before(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash")
        await story.write("budget")
        await story.press("enter")
        matches = story.view.match_count

        await story.press("asterisk", "b")
        assert story.view.match_count != matches
        await story.press("escape")

        assert story.view.match_count == matches
        assert story.screen.parts.navigation.current == "article"
        assert "search for it" not in story.status


@pytest.mark.thorough
async def test_a_choice_ends_where_the_article_is_set_anew(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("l", "asterisk")
        await story.resize(*NARROW)

        await story.press("enter")
        assert not story.screen.parts.navigation.is_searching
        assert "search for it" not in story.status


@pytest.mark.thorough
async def test_what_is_found_in_the_article_is_taken_at_once_as_a_whole_word(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("l", "slash")
        await story.write("hôpit")
        await story.press("enter", "asterisk")

        assert searched(story).casefold() == '"hôpitaux"'
        assert story.screen.parts.navigation.is_searching


@pytest.mark.thorough
async def test_a_double_click_selects_the_word_that_star_searches_for(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("l")
        y = next(y for y, text in enumerate(story.lines_of(story.view)) if "hôpitaux" in text)
        x = story.lines_of(story.view)[y].index("hôpitaux")

        await story.click("#article", x + 3, y, times=2)
        assert story.app.screen.get_selected_text() == "hôpitaux"
        assert "* searches everything for “hôpitaux”" in story.status
        await story.press("asterisk")

        assert searched(story) == '"hôpitaux"'


@pytest.mark.thorough
async def test_star_works_on_the_article_beside_the_list_and_says_what_it_needs_without_one(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("asterisk", "h", "o", "enter")
        assert searched(story).casefold() == '"hôpitaux"'
        await story.press("escape")
        assert story.screen.parts.navigation.current == "list"

        await story.resize(*NARROW)
        await story.press("asterisk")
        assert "Open the article first" in story.status
