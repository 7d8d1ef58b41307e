"""Searching: hits while typing, the article at its match, and back to where the reader was."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import NARROW, WIDE, reading
from textual import events

from wortreader.app.panes.article.find_in_article import FindBar
from wortreader.app.panes.search.search_bar import SearchBar
from wortreader.app.screens.help import HelpLines
from wortreader.app.widgets.typed_line import TypedLine


@pytest.mark.thorough
async def test_hits_appear_while_typing_whatever_the_accents(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash", *"hopit")
        found = len(story.hits.rows)
        assert found > 0
        assert "Hôpitaux" in story.text_of(story.hits)
        assert f"{found} article" in story.text_of(story.screen.query_one(SearchBar))

        await story.write("aux num")
        assert len(story.hits.rows) < found


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_enter_opens_the_article_at_the_match_and_escape_goes_back_step_by_step(
    demo: Path, size: tuple[int, int]
) -> None:
    async with reading(demo, size) as story:
        await story.press("j", "l", "space")
        article_id, line, index = story.article.article_id, story.view.scroll_offset.y, story.articles.cursor_index

        await story.press("f3")
        await story.write("wirtshaus")
        assert "article" in story.panes or size == NARROW
        await story.press("enter")
        assert story.screen.parts.navigation.current == "article"
        assert "Wirtshaus" in story.article.title
        assert story.view.match_count > 0
        assert story.view.current_match == 0

        matches = story.view.match_count
        await story.press("n")
        assert story.view.current_match == 1 % matches
        await story.press("N")
        assert story.view.current_match == 0
        await story.until(lambda: f"1 of {matches}" in story.status)

        await story.press("escape")
        assert story.screen.parts.navigation.current == "search"
        assert "Wirtshaus" in story.article.title

        await story.press("escape")
        assert story.screen.parts.navigation.current == "article"
        assert not story.screen.parts.navigation.is_searching
        assert story.article.article_id == article_id
        assert story.view.scroll_offset.y == line
        assert story.articles.cursor_index == index
        assert not story.view.match_count


@pytest.mark.thorough
@pytest.mark.parametrize("key", ["down", "pagedown"])
async def test_moving_to_another_hit_while_typing_shows_its_article(demo: Path, key: str) -> None:
    async with reading(demo) as story:
        await story.press("slash")
        await story.write("budget")
        await story.press(key)

        assert story.hits.cursor_index
        assert story.article.article_id == story.hits.cursor_id


@pytest.mark.thorough
async def test_escape_while_typing_goes_back_to_the_list(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("j", "j")
        article_id = story.article.article_id

        await story.press("slash")
        await story.write("budget")
        await story.press("down", "escape")

        assert story.screen.parts.navigation.current == "list"
        assert story.articles.cursor_index == 2
        assert story.article.article_id == article_id


@pytest.mark.thorough
@pytest.mark.parametrize("line", [SearchBar, FindBar])
async def test_what_arrives_in_one_go_with_its_slash_is_typed_and_run_as_no_command(
    demo: Path, line: type[TypedLine]
) -> None:
    async with reading(demo) as story:
        await story.press("j")
        if line is FindBar:
            await story.press("l")
        article = story.stored(story.article.article_id)

        for key in ("slash", *"fDubudget"):
            story.app.post_message(events.Key(key, "/" if key == "slash" else key))
        await story.settle()

        assert story.screen.query_one(line).input.value == "fDubudget"
        assert story.app.screen is story.screen
        assert story.stored(article.article_id).is_starred == article.is_starred


@pytest.mark.thorough
async def test_late_news_of_a_focus_leads_nowhere(demo: Path) -> None:
    async with reading(demo) as story:
        story.app.post_message(events.Key("h", "h"))
        story.app.post_message(events.Key("slash", "/"))
        story.app.post_message(events.Key("x", "x"))
        story.screen.post_message(events.DescendantFocus(story.articles))
        await story.settle()

        assert story.screen.parts.navigation.current == "search"
        assert story.screen.query_one(SearchBar).input.value == "x"
        assert "Tab complete" in story.status


@pytest.mark.thorough
async def test_enter_opens_what_is_typed_and_not_what_was_typed_a_moment_before(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash")
        await story.write("budget")

        story.screen.query_one(SearchBar).input.value = "wirtshaus"
        await story.pilot.press("enter")
        await story.settle()

        assert "Wirtshaus" in story.article.title


@pytest.mark.thorough
async def test_looking_at_a_hit_moves_no_reading_place(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash")
        await story.write("vigneron acidité")
        hit = story.article.article_id
        before = story.stored(hit).place
        assert story.view.scroll_offset.y > 0

        await story.press("escape")
        story.screen.parts.article.keep_place()
        await story.settle()

        assert story.stored(hit).place == before


@pytest.mark.thorough
async def test_escape_goes_back_to_the_place_in_an_article_that_was_among_the_hits(demo: Path) -> None:
    async with reading(demo, (120, 20)) as story:
        await story.press("l", "G")
        article_id, line = story.article.article_id, story.view.scroll_offset.y

        await story.press("f3")
        await story.write("hopitaux facture numerique")
        assert story.hits.cursor_id == article_id
        assert story.view.scroll_offset.y != line
        await story.press("escape")

        assert (story.article.article_id, story.view.scroll_offset.y) == (article_id, line)


@pytest.mark.thorough
async def test_from_the_line_of_what_to_find_one_key_searches_everything_for_the_same(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("j", "l", "slash")
        await story.write("budget")
        assert "search everything" in story.status
        article_id, line = story.article.article_id, story.view.scroll_offset.y

        await story.press("f3")
        assert story.screen.query_one(SearchBar).input.value == "budget"
        assert len(story.hits.rows) > 1

        await story.press("escape")
        assert story.screen.parts.navigation.current == "article"
        assert (story.article.article_id, story.view.scroll_offset.y) == (article_id, line)
        assert not story.view.match_count


@pytest.mark.thorough
async def test_help_while_typing_a_query_begins_with_what_can_be_asked(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash", "f1")

        assert "WHAT CAN BE SEARCHED FOR" in story.text_of(story.top.query_one(HelpLines))
        await story.press("escape")
        assert story.app.focused is story.screen.query_one(SearchBar).input


@pytest.mark.thorough
async def test_the_status_line_names_the_keys_of_the_line_that_is_typed_in(demo: Path) -> None:
    async with reading(demo, (140, 36)) as story:
        await story.press("slash")
        assert "Tab complete" in story.status
        await story.write("budget")
        await story.press("enter", "h")
        assert "/ search" in story.status
        assert "Tab complete" not in story.status


@pytest.mark.thorough
async def test_choices_that_do_not_fit_end_in_an_ellipsis(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash")
        await story.write("feed:")
        await story.press("tab")

        lines = story.lines_of(story.screen.query_one(SearchBar))
        assert len(lines) == 3, lines
        assert lines[2].rstrip().endswith("· …")


@pytest.mark.thorough
async def test_more_like_this_lists_what_shares_its_rare_words(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("j", "l", "space")
        article = story.article
        line = story.view.scroll_offset.y

        await story.press("L")
        bar = story.screen.query_one(SearchBar)
        assert f"Like: {article.title[:20]}" in story.text_of(bar)
        assert story.screen.parts.navigation.current == "search"
        relatives = list(story.hits.rows.ids)
        assert relatives
        assert article.article_id not in relatives

        await story.press("enter")
        assert story.article.article_id == relatives[0]
        assert story.view.match_count
        await story.press("escape")
        assert list(story.hits.rows.ids) == relatives
        await story.press("ctrl+s")
        assert "Search for something first" in story.status

        await story.press("escape")
        assert (story.article.article_id, story.view.scroll_offset.y) == (article.article_id, line)
        with story.library() as library:
            assert not library.views.recent_queries()


@pytest.mark.thorough
async def test_from_relatives_a_query_can_be_typed_and_relatives_can_be_asked_for_in_hits(demo: Path) -> None:
    async with reading(demo) as story:
        bar = story.screen.query_one(SearchBar)
        await story.press("j", "L", "slash")
        assert not bar.has_class("-headed")
        assert not len(story.hits.rows)
        await story.write("budget")
        await story.press("enter", "h")
        assert len(story.hits.rows) > 1
        title = story.article.title

        await story.press("L")
        assert f"Like: {title[:20]}" in story.text_of(bar)


@pytest.mark.thorough
async def test_marks_are_set_on_hits_too(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash")
        await story.write("wirtshaus")
        await story.press("enter", "h")
        assert story.screen.parts.navigation.current == "search"
        cursor = story.hits.cursor_id
        assert cursor is not None
        was_starred = story.stored(cursor).is_starred

        await story.press("f")

        row = story.hits.row(cursor)
        assert row is not None
        assert row.headline.is_starred == story.stored(cursor).is_starred != was_starred


@pytest.mark.thorough
async def test_no_input_is_an_error(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash")
        for query in ('"', "-", "*", '"" -"', "NEAR(a b", "a:b", "(((", "^", "\\", "AND OR NOT", "[/b]", "%_", "💥"):
            story.screen.query_one(SearchBar).input.value = query
            await story.settle()
        await story.press("enter")

        assert story.app.is_running


@pytest.mark.thorough
async def test_what_was_not_understood_is_said_under_the_query(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("f3")
        await story.write("foo:budget ")
        assert "“foo:”" in story.text_of(story.screen.query_one(SearchBar))

        await story.press(*["backspace"] * 11)
        await story.write("budget OR haushalt ")
        assert "“" not in story.text_of(story.screen.query_one(SearchBar))


@pytest.mark.thorough
async def test_a_search_is_kept_as_a_view_among_the_feeds_renamed_and_removed(demo: Path) -> None:
    async with reading(demo, (120, 50)) as story:
        await story.press("f3")
        await story.write("tram is:unread")
        found = len(story.hits.rows)
        await story.press("ctrl+s")
        await story.press(*["backspace"] * 14)
        await story.write("Rails")
        await story.press("enter")

        assert "VIEWS" in story.text_of(story.feeds)
        assert f"Rails {found}" in " ".join(story.text_of(story.feeds).split())
        assert story.screen.parts.articles.view.query == "tram is:unread"
        assert len(story.articles.rows) == found

        await story.press("N")
        assert f"Rails {found - 1}" in " ".join(story.text_of(story.feeds).split())

        await story.press("E")
        await story.write("Tracks")
        await story.press("enter")
        assert "Tracks" in story.text_of(story.feeds)

        await story.press("D", "y")
        assert "Tracks" not in story.text_of(story.feeds)
        assert story.screen.parts.articles.view.kind == "all"


@pytest.mark.thorough
async def test_tab_completes_and_up_brings_back_what_was_searched_for(demo: Path) -> None:
    async with reading(demo) as story:
        bar = story.screen.query_one(SearchBar)
        await story.press("f3")
        await story.write("tram la")
        await story.press("tab")
        assert bar.input.value == "tram lang:"
        await story.press("tab")
        assert "fr" in story.text_of(bar)
        await story.press("l", "tab")
        assert bar.input.value == "tram lang:lb "
        await story.press("backspace", "backspace", "backspace", *"fr")
        await story.press("enter", "f3")
        await story.write("absent")
        await story.press("up")
        assert bar.input.value == "tram lang:fr"


@pytest.mark.thorough
async def test_an_article_that_stays_the_first_hit_is_marked_for_what_is_typed_now(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("slash", "h")
        await story.write("opitaux facture")
        article_id = story.hits.cursor_id
        assert article_id == story.article.article_id

        await story.write(" budgets")
        assert story.article.article_id == article_id
        matches = await story.app.session.queries.matches(story.view.lines, "hopitaux facture budgets")
        assert story.view.match_count == sum(not match.is_continued for match in matches)
