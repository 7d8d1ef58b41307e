"""What the article pane shows is what commands act on: in every layout, whatever becomes of the list or the library."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, MEDIUM, NARROW, AppDriver, reading
from textual.geometry import Offset
from textual.selection import Selection

from wortreader.app.panes.article.article_painter import POINTER
from wortreader.app.signals import LibraryChanged, Notice
from wortreader.model import View, ViewKind

NOTES = "La note de bas de page"
"""How the title of the article with footnotes begins."""

WITH_BOTH = [LAYOUTS[0], MEDIUM]
"""The layouts in which list and article are seen together."""


async def open_article(story: AppDriver, title: str) -> None:
    """Put the cursor on the article whose title begins so, and open it."""
    headlines = await story.app.session.headlines(story.articles.rows.ids)
    story.articles.move_to_article(next(at for at, row in headlines.items() if row.title.startswith(title)))
    await story.press("l")
    assert story.article.title.startswith(title)


async def show_view(story: AppDriver, view: View) -> None:
    """List a view."""
    story.screen.parts.articles.open(view)
    await story.settle()


def shown_id(story: AppDriver) -> int | None:
    return story.screen.parts.article.article_id


async def remove_shown_feed(story: AppDriver) -> None:
    """Remove the feed of the article that is shown, as another program does."""
    with story.library() as library:
        library.feeds.delete(story.article.feed_id)
    story.screen.parts.article._signals.library_changed.publish(LibraryChanged())
    await story.settle()


# --- what belongs to one article --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", LAYOUTS)
async def test_the_pointer_at_a_followed_note_does_not_stay_in_the_next_article(
    demo: Path, size: tuple[int, int]
) -> None:
    async with reading(demo, size) as story:
        await open_article(story, NOTES)
        await story.press("g", "n")
        assert POINTER in story.text_of(story.view)

        await story.press("J")

        assert not story.article.title.startswith(NOTES)
        assert story.view.painter.pointed is None
        await story.press("K")
        assert story.article.title.startswith(NOTES)
        assert story.view.painter.pointed is None


@pytest.mark.thorough
async def test_the_pointer_stays_at_its_note_when_the_terminal_changes_its_size(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, NOTES)
        await story.press("2", "g", "n")
        assert story.view.painter.pointed is not None
        before = story.view.lines[story.view.painter.pointed].text

        await story.resize(*NARROW)

        assert story.view.painter.pointed is not None
        after = story.view.lines[story.view.painter.pointed].text
        assert before.split()[:3] == after.split()[:3]


@pytest.mark.thorough
async def test_letters_over_links_take_no_key_of_the_next_article(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, NOTES)
        await story.press("semicolon")
        assert story.screen.parts.article.links.has_hints

        story.screen.parts.order.go_to_next(None)
        await story.settle()
        was_starred = story.article.is_starred
        await story.press("f")

        assert story.article.is_starred is not was_starred


@pytest.mark.thorough
async def test_a_selection_and_found_words_and_a_choice_end_with_the_article(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, NOTES)
        await story.press("slash", *"note", "enter")
        assert story.view.match_count
        story.screen.selections = {story.view: Selection(Offset(0, 2), Offset(5, 2))}
        await story.press("J")
        assert story.view.text_selection is None
        assert not story.view.match_count

        await story.press("asterisk")
        assert story.screen.parts.article.word_picker.is_active
        story.screen.parts.order.go_to_previous(None)
        await story.settle()
        assert not story.screen.parts.article.word_picker.is_active


@pytest.mark.thorough
async def test_a_selection_does_not_move_to_other_words_when_the_terminal_changes_its_size(demo: Path) -> None:
    async with reading(demo) as story:
        await open_article(story, NOTES)
        story.screen.selections = {story.view: Selection(Offset(0, 8), Offset(9, 8))}

        await story.resize(*NARROW)

        assert story.view.text_selection is None


# --- nothing to show --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", LAYOUTS)
async def test_without_an_article_commands_say_that_there_is_none(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await show_view(story, View(ViewKind.QUERY, query="xyzzy"))
        assert shown_id(story) is None
        notices: list[Notice] = []
        story.screen.parts.article._signals.notice.subscribe(story.app, notices.append, immediate=True)

        said = {}
        for key in ("o", "O", "x", "u", "semicolon", "y", "W", "N", "f", "asterisk", "L"):
            notices.clear()
            await story.press(key)
            said[key] = [notice.sentence for notice in notices]

        assert said == {key: ["There is no article here."] for key in said}
        assert "There is no article here." in story.status


@pytest.mark.parametrize("size", WITH_BOTH)
async def test_hiding_what_is_read_empties_the_pane_with_the_list(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        assert shown_id(story) is not None
        await story.press("A", "M")

        assert not len(story.articles.rows)
        assert shown_id(story) is None
        assert not story.text_of(story.view).strip()

        await story.press("M")
        assert shown_id(story) == story.articles.cursor_id


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
async def test_a_search_without_hits_shows_no_article_and_leaving_it_brings_the_former_one_back(
    demo: Path, size: tuple[int, int]
) -> None:
    async with reading(demo, size) as story:
        await story.press("j", "l", "space")
        before, line = shown_id(story), story.view.scroll_offset.y

        await story.press("f3")
        await story.write("xyzzy")
        assert shown_id(story) is None
        await story.press("escape")

        assert shown_id(story) == before
        assert story.view.scroll_offset.y == line
        assert story.screen.parts.navigation.current == "article"


async def test_an_empty_feed_takes_the_user_out_of_the_article_to_the_list(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        await story.press("l")
        await show_view(story, View(ViewKind.QUERY, query="xyzzy"))

        assert story.panes == {"list"}
        assert "No articles" in story.text


# --- the article is gone, or not in the list --------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
async def test_an_article_that_is_gone_is_left_for_the_list(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await story.press("l")
        gone = story.article.article_id

        await remove_shown_feed(story)

        assert story.screen.parts.navigation.current == "list"
        assert shown_id(story) != gone
        assert "not in the library any more" in story.status
        if size != NARROW:
            assert shown_id(story) == story.articles.cursor_id is not None


@pytest.mark.parametrize("size", WITH_BOTH)
async def test_the_pane_follows_the_list_when_its_article_is_gone(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await story.press("j")

        await remove_shown_feed(story)

        assert shown_id(story) == story.articles.cursor_id is not None


@pytest.mark.thorough
@pytest.mark.parametrize("size", WITH_BOTH)
async def test_leaving_an_article_that_the_list_lacks_shows_the_one_under_the_cursor(
    demo: Path, size: tuple[int, int]
) -> None:
    async with reading(demo, size) as story:
        first, second = story.articles.rows.ids[:2]
        await show_view(story, View(ViewKind.QUERY, query="category:none OR is:starred"))
        assert first not in story.articles.rows.ids or second not in story.articles.rows.ids
        other = first if first not in story.articles.rows.ids else second
        story.screen.parts.order.open(other)
        await story.settle()
        assert shown_id(story) == other
        await story.press("f")
        assert story.stored(other).is_starred

        await story.press("h")

        assert shown_id(story) == story.articles.cursor_id


@pytest.mark.thorough
async def test_reading_on_from_a_hidden_article_leaves_none_out(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("l")
        await story.press("M")
        neighbour = story.articles.cursor_id
        assert shown_id(story) not in story.articles.rows.ids

        await story.press("n")

        assert shown_id(story) == neighbour


@pytest.mark.thorough
async def test_the_pane_shows_the_last_article_that_the_cursor_went_to(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("j", "k", "j", "k")

        assert shown_id(story) == story.articles.cursor_id


@pytest.mark.parametrize("size", LAYOUTS)
async def test_a_key_typed_directly_after_opening_goes_to_the_article(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        first = story.articles.cursor_id

        story.screen.run_command("pane.in")
        story.screen.run_command("move.bottom")
        await story.settle()

        assert story.articles.cursor_id == first == shown_id(story)
        assert story.screen.parts.navigation.current == "article"


@pytest.mark.thorough
async def test_a_key_after_opening_an_article_means_that_article(demo: Path) -> None:
    async with reading(demo) as story:
        article_id = story.articles.rows.ids[3]
        was_starred = story.stored(article_id).is_starred
        story.articles.move_to(3)
        story.screen.parts.order.open(article_id)
        story.screen.run_command("article.star")
        await story.settle()

        assert story.stored(article_id).is_starred is not was_starred


# --- one pane at a time -----------------------------------------------------------------------------------------------


@pytest.mark.thorough
async def test_where_one_pane_is_seen_a_command_on_the_text_wants_the_article_open(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        await story.press("l", "h", "j")

        await story.press("u")

        assert "Open the article first." in story.status


async def test_where_one_pane_is_seen_the_next_feed_shows_its_first_article_too(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        await story.press("l")

        await story.press("g", "j")

        assert shown_id(story) == story.articles.cursor_id
        assert story.article.feed_id == story.screen.parts.articles.view.id
