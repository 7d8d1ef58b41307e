"""Tags in the app: typed with completion, seen in lists and above the article, listed, renamed and removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import NARROW, WIDE, AppDriver, reading
from textual.widgets import Input

from wortreader.app.screens.dialogs import ConfirmDialog, PromptDialog
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.screens.tag_dialogs import TagDialog, UntagDialog
from wortreader.model import View, ViewKind
from wortreader.store.library import Library

HOSTILE = "[/b] [@click=app.quit]x"


def tagged(path: Path, *, articles: dict[int, list[str]], feeds: dict[int, list[str]] | None = None) -> None:
    """Gives tags before the app starts."""
    library = Library.open(path)
    for number, names in articles.items():
        library.tags.change([number], add=names)
    for number, names in (feeds or {}).items():
        library.tags.change_feeds([number], add=names)
    library.close()


def newest(path: Path, count: int) -> list[int]:
    """The first articles of All."""
    library = Library.open(path)
    ids = list(library.search.rows("").ids[:count])
    library.close()
    return ids


def counted(story: AppDriver) -> dict[str, int]:
    """The tags that the feeds pane has, with their unread articles."""
    tree = story.screen.parts.feeds.feed_tree
    return {tag.name: tree.unread_of(tag.view) or 0 for tag in tree.tags}


async def test_an_article_is_tagged_with_completion_and_seen_everywhere(demo: Path) -> None:
    first, second, third = newest(demo, 3)
    tagged(demo, articles={third: ["Économie", "later"]})
    async with reading(demo) as story:
        await story.press("t")
        assert story.shows(TagDialog)
        assert "#Économie  #later" in story.text
        await story.write("eco")
        await story.press("tab")
        assert story.top.query_one(Input).value == "Économie, "
        await story.write("to read")
        await story.press("enter")

        assert story.shows(ReadingScreen)
        assert "Tagged: #Économie #to read." in story.status
        assert story.stored(first).tags == ("Économie", "to read")
        assert "#Économie   #to read" in story.text_of(story.view)
        assert "#Économie #" in story.text_of(story.articles)
        assert (story.count("#Économie"), story.count("#later")) == (2, 1)
        assert counted(story) == {"Économie": 2, "later": 1, "to read": 1}

        # The line begins with the tags that are there: what is deleted is taken, what is added is given.
        await story.press("t")
        assert story.top.query_one(Input).value == "Économie, to read, "
        story.top.query_one(Input).value = "Économie, new"
        await story.press("enter")
        assert story.stored(first).tags == ("Économie", "new")
        assert "#to read" not in story.text_of(story.view)
        assert counted(story) == {"Économie": 2, "later": 1, "new": 1}

        # Nothing changes with Esc, and a name that is none is told.
        await story.press("t")
        await story.write("x" * 60)
        await story.press("enter")
        assert story.shows(TagDialog)
        assert "at most 50 characters" in story.text_of(story.top.query_one(".-error"))
        await story.press("escape")
        assert len(story.stored(first).tags) == 2

        # So many from the cursor on, of which each keeps its own.
        await story.press("2", "t")
        assert "Tags of 2 articles" in story.text
        assert story.top.query_one(Input).value == ""
        await story.write("later")
        await story.press("enter")
        assert "later" in story.stored(first).tags
        assert story.stored(second).tags == ("later",)


async def test_several_selected_articles_are_tagged_at_once(demo: Path) -> None:
    ids = newest(demo, 3)
    tagged(demo, articles={ids[2]: ["later"]})
    async with reading(demo) as story:
        await story.press("v", "v", "t")
        await story.write("Later")
        await story.press("enter")

        assert "Tagged 2 articles: #later." in story.status
        with story.library() as library:
            assert library.tags.of_articles(ids[:2]) == {ids[0]: ("later",), ids[1]: ("later",)}
            assert str(library.changes.undoable()[0].sentence) == "Tagged 2 articles: #later."


@pytest.mark.thorough
async def test_the_only_tag_is_removed_at_once_and_one_of_several_by_choice(demo: Path) -> None:
    first, second = newest(demo, 2)
    tagged(demo, articles={first: ["later", "x", "y"], second: ["later"]})
    async with reading(demo) as story:
        await story.press("T")
        assert story.shows(UntagDialog)
        await story.press("2")
        await story.settle("asking")
        assert story.stored(first).tags == ("later", "y")
        assert "Removed: #x." in story.status

        await story.press("j", "T")
        await story.settle("asking")
        assert story.stored(second).tags == ()
        await story.press("T")
        await story.settle("asking")
        assert "There is no tag here to remove." in story.status

        await story.press("k", "enter", "T", "*")
        await story.settle("asking")
        assert story.stored(first).tags == ()
        assert counted(story) == {}


@pytest.mark.thorough
async def test_a_feed_is_tagged_in_the_feeds_pane_and_its_articles_are_listed(demo: Path) -> None:
    tagged(demo, articles={newest(demo, 1)[0]: ["later"]})
    async with reading(demo) as story:
        await story.press("h", "t")
        await story.settle("asking")
        assert "Select a feed" in story.status

        view = View(ViewKind.FEED, 1)
        story.feeds.move_to_view(view)
        await story.press("t")
        assert "Tags of the feed" in story.text
        await story.write("dailies")
        await story.press("enter")
        with story.library() as library:
            tag = library.tags.find("dailies")
            assert library.tags.of_feeds([1]) == {1: ("dailies",)}
            expected = list(library.articles.rows(view, today=story.app.session.today).ids)
        assert story.count("#dailies") == story.screen.parts.feeds.feed_tree.unread_of(view)

        story.feeds.move_to_view(tag.view)
        await story.press("enter")
        assert list(story.articles.rows.ids) == expected
        assert "#dailies" in story.lines[1]

        # In the feeds pane a tag is renamed, and removed with everything that has it.
        await story.press("h", "E")
        assert story.shows(PromptDialog)
        story.top.query_one(Input).value = "LATER"
        await story.press("enter")
        with story.library() as library:
            assert [tag.name for tag in library.tags.all()] == ["later"]
            assert library.tags.of_feeds([1]) == {1: ("later",)}
            story.feeds.move_to_view(library.tags.find("later").view)
        await story.press("D")
        assert story.shows(ConfirmDialog)
        await story.press("y")
        await story.settle("asking")
        with story.library() as library:
            assert library.tags.all() == []
        assert "TAGS" not in story.text_of(story.feeds)


@pytest.mark.thorough
async def test_changes_from_elsewhere_and_hostile_names_are_shown_as_they_are(demo: Path) -> None:
    (first,) = newest(demo, 1)
    async with reading(demo) as story:
        with story.library() as library:
            library.tags.change([first], add=[HOSTILE, "\x1b]0;x\x07evil"])
        await story.until(lambda: "TAGS" in story.text_of(story.feeds))

        assert f"#{HOSTILE}" in story.text_of(story.view)
        assert story.actions == []
        assert "\x1b" not in story.text
        await story.press("t")
        assert HOSTILE in story.top.query_one(Input).value
        await story.press("escape", "T")
        assert f"#{HOSTILE}" in story.text
        assert story.actions == []


@pytest.mark.thorough
async def test_tags_fit_in_a_narrow_terminal_and_in_compact_rows(demo: Path) -> None:
    (first,) = newest(demo, 1)
    tagged(demo, articles={first: ["a rather long name of a tag", "another long name"]})
    async with reading(demo, NARROW) as story:
        assert "#a rather" in story.text_of(story.articles)
        await story.press("t")
        assert story.shows(TagDialog)
        await story.press("escape", "enter")
        assert "#another long name" in story.text_of(story.view)

    async with reading(demo, WIDE) as story:
        story.screen.run_command("view.density")
        await story.settle()
        assert "#a ra… " in story.text_of(story.articles)
        assert all(len(line) <= WIDE[0] for line in story.lines)


@pytest.mark.thorough
async def test_hits_show_tags_and_a_search_is_completed_with_them(demo: Path) -> None:
    (first,) = newest(demo, 1)
    tagged(demo, articles={first: ["to read"]})
    async with reading(demo) as story:
        await story.press("f3")
        await story.write("tag:to")
        await story.press("tab")
        assert story.screen.parts.search.query_text.strip() == 'tag:"to read"'

        assert list(story.hits.rows.ids) == [first]
        assert "#to read" in story.text_of(story.hits)
        await story.press("enter", "t")
        await story.write("now")
        await story.press("enter")
        assert story.stored(first).tags == ("now", "to read")


@pytest.mark.thorough
async def test_the_command_line_of_the_app_takes_tags_and_completes_them(demo: Path) -> None:
    first, second = newest(demo, 2)
    tagged(demo, articles={second: ["to read"]})
    async with reading(demo) as story:
        await story.press(":")
        await story.write("tag later, to")
        await story.press("tab")
        await story.press("enter")
        await story.settle()
        assert story.stored(first).tags == ("later", "to read")

        story.screen.run_command("article.untag", arguments=("LATER, nothing",))
        await story.settle()
        assert story.stored(first).tags == ("to read",)
        story.screen.run_command("article.tag", arguments=("x" * 60,))
        await story.settle()
        assert "at most 50 characters" in story.status
        story.screen.run_command("article.untag", arguments=("nothing",))
        await story.settle()
        assert "no such tag here" in story.status

        story.screen.parts.navigation.go_to(View(ViewKind.TAG, 1))
        await story.settle()
        story.screen.run_command("view.rename", arguments=("soon",))
        await story.settle()
        assert story.stored(first).tags == ("soon",)
        assert "#soon" in story.lines[1]
