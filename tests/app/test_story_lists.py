"""The feeds pane and the article list, as a reader goes through them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NOW, STARRED, TODAY, TOTAL, UNREAD, UNREAD_TODAY, WIDE, ZONE, reading
from textual.events import MouseScrollDown
from textual.widget import Widget

from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.remembered import Place, Remembered
from wortreader.config import Config
from wortreader.model import View, ViewKind
from wortreader.sentences import Sentence
from wortreader.store.library import Library

UNREAD_FEED = "De Prouf-Bléck"


# --- feeds ------------------------------------------------------------------------------------------------------------


async def test_feeds_stand_under_the_views_in_folders_with_what_is_unread(demo: Path) -> None:
    async with reading(demo) as story:
        pane = story.text_of(story.feeds)

        for title in ("All", "Today", "Unread", "Starred", "Luxembourg", "Communes", "World", "Kachbuch"):
            assert title in pane
        assert [story.count(title) for title in ("All", "Today", "Unread", "Starred")] == [
            UNREAD,
            UNREAD_TODAY,
            UNREAD,
            STARRED,
        ]
        assert story.count("Luxembourg") == 24
        assert story.count("De Prouf-Bléck") == 6


@pytest.mark.thorough
async def test_a_folder_closes_and_opens_and_keeps_its_count(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("h", "j", "j", "j", "j", "j")
        assert "Communes" in story.text_of(story.feeds)

        await story.press("h")
        assert "Communes" not in story.text_of(story.feeds)
        assert story.count("Luxembourg") == 24

        await story.press("l")
        assert "Communes" in story.text_of(story.feeds)
        assert story.screen.parts.navigation.current == "feeds"


@pytest.mark.thorough
async def test_a_closed_folder_is_closed_the_next_time_too(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("h", "j", "j", "j", "j", "j", "h")

    async with reading(demo) as story:
        assert "Communes" not in story.text_of(story.feeds)


@pytest.mark.thorough
async def test_each_view_lists_its_articles(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("h", "l")
        for kind, count in (
            (ViewKind.ALL, TOTAL),
            (ViewKind.TODAY, TODAY),
            (ViewKind.UNREAD, UNREAD),
            (ViewKind.STARRED, STARRED),
        ):
            assert story.screen.parts.navigation.current == "list"
            assert story.screen.parts.articles.view.kind is kind
            assert len(story.articles.rows) == count
            await story.press("h", "j", "l")


async def test_the_list_follows_the_cursor_of_the_feeds_where_both_are_seen(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await story.press("h", "j", "j", "j")

        assert story.screen.parts.articles.view == View(ViewKind.STARRED)
        assert len(story.articles.rows) == STARRED
        assert story.article.article_id == story.articles.cursor_id


async def test_the_next_and_the_previous_feed_are_a_key_away(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("g", "j")
        first = story.screen.parts.articles.view
        await story.press("g", "j", "g", "k")

        assert first.kind is ViewKind.FEED
        assert story.screen.parts.articles.view == first
        assert story.feeds.cursor_view == first


@pytest.mark.thorough
async def test_the_next_feed_shows_its_first_article_also_from_inside_an_article(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("enter", "g", "j")

        assert story.screen.parts.navigation.current == "article"
        assert story.article.article_id == story.articles.cursor_id


@pytest.mark.thorough
async def test_a_feed_that_failed_is_marked_and_says_why(demo: Path) -> None:
    library = Library.open(demo)
    feed = library.feeds.find(UNREAD_FEED)
    library.feeds.record_failure(feed.feed_id, Sentence("The server did not answer [/b]."), at=NOW, due_at=NOW)
    library.close()

    async with reading(demo) as story:
        line = next(line for line in story.lines_of(story.feeds) if UNREAD_FEED in line)
        assert "!" in line

        await story.press("h")
        story.screen.parts.navigation.go_to(View(ViewKind.FEED, feed.feed_id))
        await story.settle()
        await story.press("g", "h")
        assert f"{UNREAD_FEED}: The server did not answer [/b]. 1 failure in 1 minute." in story.status
        story.screen.parts.navigation.go_to(View(ViewKind.ALL))
        await story.settle()
        await story.press("h", "g", "h")
        assert "2 of 13 feeds here need attention: gH lists them." in story.status, "one is malformed"

        story.screen.parts.navigation.go_to(View(ViewKind.FEED, feed.feed_id))
        await story.settle()
        await story.press("h", "k", "j")
        assert "The server did not answer [/b]." in story.status


@pytest.mark.thorough
async def test_a_feed_whose_host_wants_to_be_left_alone_is_shown_as_waiting_and_not_as_failed(demo: Path) -> None:
    library = Library.open(demo)
    feed = library.feeds.find(UNREAD_FEED)
    library.feeds.record_failure(feed.feed_id, Sentence("The server did not answer."), at=NOW, due_at=NOW)
    library.feeds.record_waiting(feed.feed_id, NOW + timedelta(hours=1))
    library.close()

    async with reading(demo) as story:
        line = next(line for line in story.lines_of(story.feeds) if UNREAD_FEED in line)
        assert "…" in line
        assert "!" not in line

        await story.press("h")
        story.screen.parts.navigation.go_to(View(ViewKind.FEED, feed.feed_id))
        await story.settle()
        await story.press("g", "h")
        until = (NOW + timedelta(hours=1)).astimezone(ZONE)
        assert f"{UNREAD_FEED}: Next try: {until:%H:%M}, as its host asked for a pause" in story.status

        await story.press("h", "k", "j")
        assert f"waits until {until:%H:%M}" in story.status


# --- the list ---------------------------------------------------------------------------------------------------------


async def test_a_row_tells_time_title_feed_language_and_reading_time_under_its_day(demo: Path) -> None:
    async with reading(demo) as story:
        lines = story.lines_of(story.articles)

        assert "TODAY" in lines[0]
        assert "14:33" in lines[1]
        assert "Hôpitaux" in lines[1]
        assert "★" in lines[1]
        assert any("fr · 4 min" in line for line in lines[:4])

        await story.press("1", "8", "g", "g")
        assert "YESTERDAY" in story.text_of(story.articles)
        assert " 17:30  Sperrmüll" in story.text_of(story.articles)


@pytest.mark.thorough
async def test_the_compact_density_gives_each_article_one_line_and_keeps_the_cursor(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("j", "j", "j")
        article_id = story.articles.cursor_id

        story.screen.run_command("view.density")
        await story.settle()

        assert story.articles.cursor_id == article_id
        titles = [line for line in story.lines_of(story.articles) if ":" in line[:8]]
        assert len(titles) > 12

    async with reading(demo, config=Config(density="compact")) as story:
        assert story.articles.is_compact


@pytest.mark.thorough
async def test_counts_and_ends_move_the_cursor(demo: Path) -> None:
    async with reading(demo) as story:
        for keys, index in (
            ("3j", 3),
            ("2k", 1),
            ("G", TOTAL - 1),
            ("gg", 0),
            ("12G", 11),
            ("5gg", 4),
            ("99999j", TOTAL - 1),
        ):
            await story.press(*keys)
            assert story.articles.cursor_index == index, keys


async def test_a_count_that_has_begun_is_shown_and_escape_forgets_it(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("1", "2")
        assert "12" in story.status.split()

        await story.press("escape", "j")
        assert story.articles.cursor_index == 1


async def test_pages_and_half_pages_move_and_come_back(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("pagedown")
        page = story.articles.cursor_index or 0
        await story.press("ctrl+d")
        half = (story.articles.cursor_index or 0) - page
        await story.press("ctrl+u", "ctrl+b")

        assert page > half > 1
        assert story.articles.cursor_index == 0


async def test_what_is_read_can_be_hidden_and_shown_again(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("M")
        assert len(story.articles.rows) == UNREAD

        await story.press("l", "h")
        assert len(story.articles.rows) == UNREAD  # reading an article is no reason for it to vanish

        await story.press("M")
        assert len(story.articles.rows) == TOTAL


@pytest.mark.thorough
async def test_starred_and_begun_articles_are_listed_although_read_ones_are_hidden(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("h", "j", "j", "j")  # Starred
        starred = len(story.articles.rows)
        await story.press("j")  # Continue reading
        begun = len(story.articles.rows)

        await story.press("M")
        assert len(story.articles.rows) == begun > 0
        await story.press("k")
        assert len(story.articles.rows) == starred > begun


async def test_an_empty_list_says_why(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("C", "h", "j", "j", "l")

        assert "No unread articles here." in story.text_of(story.articles)
        assert story.screen.parts.article.article is None


@pytest.mark.thorough
async def test_a_click_selects_and_a_double_click_opens(demo: Path) -> None:
    async with reading(demo) as story:
        await story.click("#articles", 12, 5)
        assert story.articles.cursor_index == 1
        assert story.screen.parts.navigation.current == "list"

        await story.click("#articles", 12, 10, times=2)
        assert story.articles.cursor_index == 2
        assert story.screen.parts.navigation.current == "article"


async def test_the_wheel_scrolls_each_pane_and_moves_no_cursor(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        shown = story.article.article_id
        panes: list[Widget] = [story.articles, story.view]
        for pane in panes:
            assert pane.scroll_offset.y == 0
            x, y = pane.region.x + 5, pane.region.y + 5
            story.app.screen.post_message(
                MouseScrollDown(None, x, y, 0, 0, 0, False, False, False, screen_x=x, screen_y=y)
            )
            await story.settle()
        assert all(pane.scroll_offset.y > 0 for pane in panes)
        assert story.articles.cursor_index == 0
        assert story.article.article_id == shown


async def test_fault_105_settings_that_cannot_be_followed_are_told_and_leave_the_defaults(demo: Path) -> None:
    config = replace(Config(), keys={"move.down": "no key"})

    async with reading(demo, config=config) as story:
        assert story.app.theme == "wort-dark"
        assert "“no key” is not a key" in story.status
        await story.press("j")
        assert story.articles.cursor_index == 1


@pytest.mark.thorough
@pytest.mark.parametrize(("size", "is_compact"), [(MEDIUM, True), (WIDE, False)])
async def test_rows_take_one_line_where_few_others_would_be_seen(
    demo: Path, size: tuple[int, int], is_compact: bool
) -> None:
    other = WIDE if size == MEDIUM else MEDIUM
    async with reading(demo, other) as story:
        await story.resize(*size)

        assert story.articles.is_compact is is_compact
        assert story.hits.is_compact is is_compact


@pytest.mark.thorough
async def test_rows_stay_as_the_reader_wants_them_whatever_the_terminal(demo: Path) -> None:
    async with reading(demo, MEDIUM) as story:
        story.screen.run_command("view.density")
        await story.resize(*WIDE)
        await story.resize(*MEDIUM)

        assert not story.articles.is_compact

    async with reading(demo, MEDIUM, config=Config(density="comfortable")) as story:
        assert not story.articles.is_compact


@pytest.mark.thorough
@pytest.mark.parametrize("size", [MEDIUM, WIDE])
async def test_a_start_in_the_middle_of_the_list_shows_no_blank_rows_first(
    demo: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(demo, size) as story:
        await story.press(*"jjjjjjjjjjjjjjjjjjjj")
        at = story.articles.cursor_id

    async def nothing_more(_pane: ArticlesPane, _ids: tuple[int, ...]) -> None:
        """What is not there with the list does not come."""

    monkeypatch.setattr(ArticlesPane, "_supply_rows", nothing_more)
    remembered = Remembered()
    remembered.place = Place("all", article_id=at)
    async with reading(demo, size, remembered=remembered) as story:
        rows = story.articles
        top, height = rows.scroll_offset.y, rows.size.height
        assert rows.cursor_id == at
        assert top > 0
        seen = rows._lines.rows_between(top, top + height)
        assert [rows.row(rows.rows.ids[row]) for row in seen].count(None) == 0
