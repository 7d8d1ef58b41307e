"""Sorting, grouping and filtering the list of a view."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NARROW, TOTAL, WIDE, AppDriver, reading
from app.app_driver import NOW as APP_NOW
from library_factory import NOW, article, changes
from textual.widgets import Input

from wortreader.app.remembered import Remembered
from wortreader.app.screens.list_dialogs import AgeDialog, ArrangementDialog
from wortreader.app.signals import LibraryChanged
from wortreader.app.widgets.line_view import BAR
from wortreader.model import Arrangement, Grouping, Order, ViewKind
from wortreader.text import alphabetical


def titles(story: AppDriver) -> list[str]:
    """The titles of the listed articles."""
    with story.library() as library:
        known = library.articles.headlines(story.articles.rows.ids)
        return [known[article_id].title for article_id in story.articles.rows.ids]


def screen_line(story: AppDriver) -> int:
    """The line of the list on which the cursor stands."""
    return next(y for y, line in enumerate(story.lines_of(story.articles)) if line.startswith(BAR))


async def add(story: AppDriver, title: str) -> None:
    """A new article arrives in the first feed."""
    with story.library() as library:
        feed = library.feeds.all()[0]
        library.feeds.apply(feed.feed_id, changes(feed, article(title, "Words", title=title, published_at=NOW)))
    story.screen._signals.library_changed.publish(LibraryChanged())
    await story.settle()


@pytest.mark.thorough
async def test_a_list_is_sorted_and_grouped_keeps_the_place_and_is_so_after_a_restart(
    demo: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    async with reading(demo, WIDE, remembered=Remembered(kept)) as story:
        await story.press("S")
        assert story.shows(ArrangementDialog)
        assert "Newest first  ✓" in story.text
        await story.press("t")

        in_order = titles(story)
        assert "TODAY" not in story.text_of(story.articles)
        assert len(in_order) == TOTAL
        assert [title[0].lower() for title in in_order if title[0].isascii() and title[0].isalpha()] == sorted(
            title[0].lower() for title in in_order if title[0].isascii() and title[0].isalpha()
        )

        await story.press("1", "2", "G")
        at, line = story.articles.cursor_id, screen_line(story)
        assert story.articles.cursor_index == 11
        await add(story, "AAA the first of all")
        assert story.articles.cursor_id == at
        assert story.articles.cursor_index == 12
        assert titles(story).index("AAA the first of all") < 12
        assert screen_line(story) == line

        await story.press("S", "F")
        groups = story.articles.rows.groups
        assert len(groups) == len(story.screen.parts.feeds.feed_tree.feeds)
        await story.press("g", "g")
        assert groups[0].title in story.text_of(story.articles)
        await story.press("1", "2", "G")
        assert story.articles.cursor_index == 11

        await story.press("h", *"jjjjj", "l")
        assert story.articles.rows.grouping is Grouping.DAY, "another view is as it was"
        await story.press("S", "f")
        with story.library() as library:
            feeds = [library.articles.get(each).feed_title for each in story.articles.rows.ids]
        assert feeds == sorted(feeds, key=alphabetical)
        assert len(set(feeds)) > 1
        await story.press("S", "l")
        with story.library() as library:
            lengths = [library.articles.get(each).word_count for each in story.articles.rows.ids]
        assert lengths == sorted(lengths, reverse=True)
        await story.press("S", "u")
        with story.library() as library:
            reads = [library.articles.get(each).is_read for each in story.articles.rows.ids]
        assert reads == sorted(reads)
        assert len(set(reads)) == 2
        await story.press("S", "O", "S", "N")
        folder_arrangement = Arrangement(Order.UNREAD, Grouping.NONE)
        assert story.articles.rows.groups == ()

    async with reading(demo, WIDE, remembered=Remembered(kept)) as story:
        articles = story.screen.parts.articles
        folder = articles.view
        assert folder.kind is ViewKind.FOLDER
        assert articles.arrangement_of(folder) == folder_arrangement
        assert story.articles.rows.groups == ()
        await story.press("h", *"kkkkk", "l")
        assert story.screen.parts.articles.view.kind is ViewKind.ALL
        assert story.articles.rows.grouping is Grouping.FEED
        await story.press("S", "D", "S", "n", "g", "g")
        assert "TODAY" in story.text_of(story.articles)
        with story.library() as library:
            published = [library.articles.get(each).published_at for each in story.articles.rows.ids]
        times = [at for at in published if at is not None]
        assert times == sorted(times, reverse=True)
        await story.press("h", "j", "l")
        assert story.articles.rows.sort == "date"


async def test_what_is_sorted_by_time_has_days_again(demo: Path) -> None:
    async with reading(demo, MEDIUM) as story:
        newest = list(story.articles.rows.ids)
        await story.press("S", "l", "S", "o")
        assert list(story.articles.rows.ids) == newest[::-1]
        assert story.articles.rows.grouping is Grouping.DAY

        await story.press("S", "O")
        assert {group.title for group in story.articles.rows.groups} >= {"World"}
        articles = story.screen.parts.articles
        assert articles.arrangement_of(articles.view) == Arrangement(Order.OLDEST, Grouping.FOLDER)


@pytest.mark.thorough
async def test_words_filter_the_list_while_they_are_typed_until_escape(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await story.press("F")
        assert "title, author or feed" in story.text
        await story.write("BUDGET")

        found = titles(story)
        assert found
        assert len(found) < TOTAL
        assert "All · filter: BUDGET" in story.text
        assert f"{len(found)} of {TOTAL}" in story.text
        assert story.articles.cursor_index == 0
        assert "all articles" in story.status

        await story.press("down")
        assert story.articles.cursor_index == min(1, len(found) - 1)
        await story.press("enter", "N", "M")
        assert story.app.focused is story.articles
        assert f"of {TOTAL}" not in story.text
        assert "filter: BUDGET" in story.text
        assert all(title in found for title in titles(story))

        await story.press("M")
        await add(story, "A new budget")
        await add(story, "Another thing")
        assert set(titles(story)) == {*found, "A new budget"}

        await story.press("S", "t")
        assert len(titles(story)) == len(found) + 1

        await story.press("escape")
        assert len(titles(story)) == TOTAL + 2
        assert "filter:" not in story.text
        assert story.screen.parts.navigation.current == "list"


@pytest.mark.thorough
async def test_a_filter_that_finds_nothing_says_so_and_ends_with_its_key_or_another_view(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        await story.press("F")
        await story.write("zzz")
        assert "contains all these words" in " ".join(story.text.split())
        await story.press("enter", "=")
        assert len(titles(story)) == TOTAL

        await story.press("F")
        await story.write("a")
        await story.press("escape")
        assert len(titles(story)) == TOTAL
        assert story.app.focused is story.articles

        await story.press("F")
        await story.write("a")
        await story.press("enter", "h", "j", "l")
        assert "filter:" not in story.text

        await story.press("/", "escape")
        assert story.screen.parts.navigation.current == "list"


@pytest.mark.thorough
async def test_what_is_older_is_marked_read_in_this_list_and_undone_at_once(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await story.press("h", *"jjjjj", "l")
        assert story.screen.parts.articles.view.kind is ViewKind.FOLDER
        everything, here = story.count("All"), story.count("Luxembourg")

        await story.press("z", "o")
        assert story.shows(AgeDialog)
        assert "Older than a day" in story.text
        await story.press("1")
        left = story.count("Luxembourg")
        assert 0 < left < here
        assert everything - story.count("All") == here - left
        await story.press("U")
        assert story.count("Luxembourg") == here

        await story.press("z", "o", "t")
        await story.write("some day")
        await story.press("enter")
        assert "is neither an age nor a date" in " ".join(story.text.split())
        story.top.query_one(Input).value = ""
        await story.write("today")
        await story.press("enter")
        today = [row for row in story.articles.rows.ids if story.stored(row).sort_at.date() == APP_NOW.date()]
        assert story.count("Luxembourg") == sum(not story.stored(row).is_read for row in today)
