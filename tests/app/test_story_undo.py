"""Undo in the app: of all that was changed, over restarts, by whomever."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import NARROW, STARRED, UNREAD, WIDE, build_demo, reading

from wortreader.app.screens.choice_list import ChoiceList
from wortreader.app.screens.undo_dialog import UndoDialog
from wortreader.model import View, ViewKind
from wortreader.sync.housekeeping import add_view


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return build_demo(tmp_path / "demo.db")


@pytest.mark.thorough
async def test_a_removed_feed_comes_back_after_a_restart_with_its_stars(demo: Path) -> None:
    async with reading(demo, is_demo=True) as story:
        await story.press("g", "j")
        view = story.screen.parts.articles.view
        before = list(story.screen.parts.articles.article_list.rows.ids)
        await story.press("D", "y")
        await story.settle("asking")
        assert story.count("All") < UNREAD

    async with reading(demo, is_demo=True) as story:
        await story.press("U")
        assert "Undone: Removed “" in story.status
        assert (story.count("All"), story.count("Starred")) == (UNREAD, STARRED)
        with story.library() as library:
            assert view.id in {feed.feed_id for feed in library.feeds.all()}
        story.screen.parts.navigation.go_to(view)
        await story.settle()
        assert list(story.screen.parts.articles.article_list.rows.ids) == before

        await story.press("ctrl+y")
        assert "Redone: Removed “" in story.status
        assert story.count("All") < UNREAD
        assert story.screen.parts.articles.view == View(ViewKind.ALL)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_list_of_changes_undoes_back_to_a_chosen_one(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size, is_demo=True) as story:
        story.screen.run_command("program.undo_list")
        await story.until(lambda: "Nothing to undo." in story.status)
        assert "Nothing to undo." in story.status
        first = story.articles.cursor_id
        assert first is not None
        was_starred = story.stored(first).is_starred
        await story.press("f")
        await story.press("A")
        with story.library() as library:
            add_view(library, "Elsewhere", "tram", now=story.app.session.clock())

        story.screen.run_command("program.undo_list")
        await story.until(lambda: story.shows(UndoDialog))
        assert story.shows(UndoDialog)
        steps = [choice.title.strip() for choice in story.top.query_one(ChoiceList).choices]
        star = "Removed" if was_starred else "Starred"
        assert [step.partition("  ")[2].split()[0] for step in steps] == ["Saved", "Marked", star]
        assert steps[0].startswith("21:45  Saved the view “Elsewhere”.")
        assert "undo back to here" in story.text
        await story.press("j", "enter")
        await story.settle("asking")

        assert "2 changes undone." in story.status
        with story.library() as library:
            assert "Elsewhere" not in {view.name for view in library.views.all()}
            assert len(library.search.rows("is:unread")) == UNREAD
        assert story.stored(first).is_starred is not was_starred


async def test_the_undo_of_what_another_program_did_is_seen_at_once(demo: Path) -> None:
    async with reading(demo, is_demo=True) as story:
        with story.library() as library:
            add_view(library, "Elsewhere", "tram", now=story.app.session.clock())

        await story.press("U")

        assert "Undone: Saved the view “Elsewhere”." in story.status
        assert "Elsewhere" not in story.text_of(story.feeds)
