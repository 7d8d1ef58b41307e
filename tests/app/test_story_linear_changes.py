"""The linear mode: each change is told in one line, also where the other mode only shows it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from app.app_driver import MEDIUM, AppDriver, build_demo, reading
from voices import only_voice

from wortreader.app.widgets.paged_view import PagedView
from wortreader.config import Config


@asynccontextmanager
async def listening(folder: Path) -> AsyncIterator[AppDriver]:
    """The app in the linear mode."""
    config = Config(theme="wort-dark", linear=True)
    async with reading(build_demo(folder / "demo.db"), MEDIUM, config=config) as story:
        yield story


def said(story: AppDriver) -> str:
    """The announcement."""
    return " ".join(story.status.split())


async def command(story: AppDriver, line: str) -> None:
    """Types a command."""
    await story.press("colon")
    await story.write(line)
    await story.press("enter")


@pytest.mark.thorough
async def test_going_round_from_match_to_match_is_told(tmp_path: Path) -> None:
    async with listening(tmp_path) as story:
        await story.press("l", "slash", *"deux", "enter")
        total = story.view.match_count
        assert total > 1
        assert said(story) == f"Match 1 of {total}."

        await story.press("N")
        assert said(story) == f"Match {total} of {total}, from the end again."
        await story.press("n")
        assert said(story) == f"Match 1 of {total}, from the beginning again."
        await story.press("n")
        assert said(story) == f"Match 2 of {total}."

        await story.press("escape", "G", "slash", *"deux", "enter")
        assert said(story) == f"Match 1 of {total}, from the beginning again."

        await story.press("escape", "slash", *"impri", "enter", "n")
        assert said(story) == "This is the only match."


@pytest.mark.thorough
async def test_enter_without_hits_is_answered(tmp_path: Path) -> None:
    async with listening(tmp_path) as story:
        await story.press("slash", *"zzzz", "enter")

        assert said(story) == "No matches."


@pytest.mark.thorough
async def test_what_a_key_has_done_is_told_before_what_comes_of_it(tmp_path: Path) -> None:
    async with listening(tmp_path) as story:
        await story.press("h", "j", "l")
        assert said(story) == "Today: 16 articles."
        await story.press("A")
        assert said(story) == "11 articles marked read. U: undo. n goes on to Unread: 47 unread."

        await command(story, "folder Communes")
        await story.press("D")
        assert said(story).startswith("Remove the folder “Communes”?")
        await story.press("enter")
        assert said(story) == "Removed “Communes”. All: 110 articles."
        await story.press("h")
        assert said(story) == "Feeds."


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("sort title", "By title. Group by day."),
        ("group feed", "Newest first. Group by feed."),
        ("density compact", "In the linear mode, rows are always as long as they need to be."),
        ("pictures", "The linear mode shows no pictures; captions only."),
        ("reset", "There is only one pane here."),
    ],
)
async def test_commands_that_the_other_mode_shows_the_effect_of_are_answered(
    tmp_path: Path, line: str, sentence: str
) -> None:
    async with listening(tmp_path) as story:
        await command(story, line)

        assert said(story) == sentence


@pytest.mark.thorough
async def test_new_names_are_told(tmp_path: Path) -> None:
    async with listening(tmp_path) as story:
        for line, sentence in (
            ("view Hospitals", "Renamed the view “Hospitals” to “New name”."),
            ("folder Communes", "Renamed the folder “Communes” to “New name”."),
            ("feed Marginalia", "Renamed “Marginalia” to “New name”."),
        ):
            await command(story, line)
            await command(story, "rename New name")
            assert said(story) == sentence


@pytest.mark.thorough
async def test_another_order_of_feeds_is_told(tmp_path: Path) -> None:
    async with listening(tmp_path) as story:
        await command(story, "feed Trial")
        await story.press("h")
        for keys, sentence in (
            (("g", "K"), "Moved up."),
            (("g", "K"), "It is the first one here already."),
            (("9", "g", "J"), "Moved down."),
            (("g", "J"), "It is the last one here already."),
        ):
            await story.press(*keys)
            assert said(story) == sentence

        await command(story, "sort-by-name")
        assert said(story) == "Sorted by name."


@pytest.mark.thorough
async def test_it_is_told_to_how_many_articles_a_rule_was_applied(tmp_path: Path) -> None:
    async with listening(tmp_path) as story:
        await command(story, "mute hospital")
        await story.press("w")
        assert said(story).startswith("Apply it to ")
        await story.press("y")

        assert said(story).startswith("Applied to ")


@pytest.mark.thorough
async def test_the_end_of_reading_aloud_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with only_voice(tmp_path, monkeypatch) as voice:
        async with listening(tmp_path) as story:
            await story.press("l", "g", "r")
            await story.until(lambda: len(voice.said) == 1)
            await story.press("escape")

            assert said(story) == "Stopped reading aloud."


@pytest.mark.thorough
@pytest.mark.parametrize("away", [("L", "escape"), ("asterisk", "enter", "escape"), ("J",), ("g", "j")])
async def test_the_article_that_the_user_has_come_to_is_named(tmp_path: Path, away: Sequence[str]) -> None:
    async with listening(tmp_path) as story:
        await story.press("l", *away)

        assert said(story) == f"Article: {story.article.title}"
        await story.press("Z")
        assert said(story) == "There is only one pane here."
        await story.press("q")
        assert said(story).endswith(" articles.")


async def test_no_page_of_an_article_begins_with_a_blank_line(tmp_path: Path) -> None:
    async with listening(tmp_path) as story:
        await story.press("l", "J", "J")
        view: PagedView = story.view
        begins = [view.focus_line]
        for move in (view.page_down, view.page_up):
            while move():
                begins.append(view.focus_line)

        assert len(begins) > 4
        assert all(story.view.lines[line].text.strip() for line in begins)
