"""Selecting several articles or feeds, and commands on all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import MEDIUM, WIDE, AppDriver, reading
from textual.events import Click
from textual.widgets import Input

from wortreader.app.background.browser import Browser
from wortreader.app.screens.dialogs import ConfirmDialog, PromptDialog
from wortreader.app.widgets.row_list import SELECTED


def ticks(story: AppDriver) -> list[int]:
    """The rows in view that are marked as selected, counted from the first in view."""
    starts = [line for line in story.lines_of(story.articles) if line[1:6].strip()[2:3] == ":"]
    return [number for number, line in enumerate(starts) if line.startswith(SELECTED)]


def click(story: AppDriver, row: int, **modifiers: bool) -> None:
    """Click on a row of the list, with keys held down."""
    articles = story.articles
    y = articles._lines.line_of(row) - articles.scroll_offset.y
    held = {"shift": False, "meta": False, "ctrl": False} | modifiers
    left, top = articles.region.offset
    articles.post_message(
        Click(articles, 3, y, 0, 0, 1, screen_x=left + 3, screen_y=top + y, style=None, chain=1, **held)
    )


async def test_selected_articles_are_marked_and_starred_together_and_escape_selects_nothing(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        ids = list(story.articles.rows.ids)
        await story.press("v", "j", "insert")

        assert story.articles.selected_ids == [ids[0], ids[2]]
        assert story.articles.cursor_index == 3
        assert ticks(story) == [0, 2]
        assert "2 selected" in story.status

        await story.press("f")
        starred = [story.stored(article_id).is_starred for article_id in ids[:4]]
        assert starred[0] == starred[2]
        assert "Removed the star" in story.status  # of the only one that had it
        assert story.articles.selected_ids == [ids[0], ids[2]]

        was_read = story.stored(ids[0]).is_read
        await story.press("N")
        assert [story.stored(ids[0]).is_read, story.stored(ids[2]).is_read] == [not was_read] * 2
        await story.press("U")
        assert story.stored(ids[0]).is_read == was_read

        await story.press("escape")
        assert story.articles.selected_ids == []
        assert ticks(story) == []
        assert "selected" not in story.status
        assert story.screen.parts.navigation.current == "list"


@pytest.mark.thorough
async def test_counts_ranges_and_the_rest_are_selected_and_another_view_selects_nothing(demo: Path) -> None:
    async with reading(demo, MEDIUM) as story:
        ids = list(story.articles.rows.ids)
        await story.press("3", "v")
        assert story.articles.selected_ids == ids[:3]

        await story.press("j", "j", "z", "v")
        assert story.articles.selected_ids == ids[:6]

        await story.press("g", "g", "2", "v")
        assert story.articles.selected_ids == ids[2:6]

        await story.press("V")
        assert story.articles.selected_ids == ids[:2] + ids[6:]
        await story.press("V", "V", "escape", "V")
        assert story.articles.selected_ids == ids

        await story.press("h", "j", "l")
        assert story.articles.selected_ids == []


@pytest.mark.thorough
async def test_the_mouse_selects_with_ctrl_and_shift(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        ids = list(story.articles.rows.ids)
        click(story, 1, ctrl=True)
        await story.settle()
        click(story, 3, shift=True)
        await story.settle()
        assert story.articles.selected_ids == ids[1:4]

        click(story, 2, ctrl=True)
        await story.settle()
        assert story.articles.selected_ids == [ids[1], ids[3]]
        assert story.articles.cursor_index == 2
        assert story.screen.parts.navigation.current == "list"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is opened in the browser, and copied."""
    opened: list[str] = []

    async def browse(_browser: Browser, url: str, **_about: object) -> None:
        opened.append(url)

    monkeypatch.setattr(Browser, "browse", browse)
    return opened


@pytest.mark.thorough
async def test_more_than_five_pages_are_opened_after_a_question_and_addresses_are_copied_in_lines(
    demo: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    async with reading(demo, WIDE) as story:
        ids = list(story.articles.rows.ids)
        urls = [story.stored(article_id).url for article_id in ids[:6]]
        monkeypatch.setattr(story.screen.parts.services.browser, "copy_to_clipboard", copied.append)

        await story.press("2", "v", "y")
        assert copied == ["\n".join(filter(None, urls[:2]))]
        assert "2 addresses" in story.status

        await story.press("o")
        assert opened == urls[:2]

        await story.press("4", "v", "o")
        assert story.shows(ConfirmDialog)
        await story.press("n")
        assert len(opened) == 2

        await story.press("o", "y")
        assert opened[2:] == urls


def written(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


@pytest.mark.thorough
async def test_selected_articles_are_written_to_a_file_each_or_to_one_file(demo: Path, tmp_path: Path) -> None:
    async with reading(demo, WIDE) as story:
        articles = [story.stored(article_id) for article_id in story.articles.rows.ids[:2]]
        await story.press("2", "v", "W")
        assert story.shows(PromptDialog)
        line = story.top.query_one(Input)
        line.value = str(tmp_path / "each" / "*.md")
        await story.press("enter")
        assert "Wrote 2 articles to" in story.status

        await story.press("W")
        story.top.query_one(Input).value = str(tmp_path / "all.txt")
        await story.press("enter")

        await story.press("W")
        story.top.query_one(Input).value = str(tmp_path / "all.doc")
        await story.press("enter")
        assert "has to end in" in story.text

    each = written(tmp_path / "each")
    assert len(each) == 2
    assert all(any(article.title in text for text in each.values()) for article in articles)
    together = " ".join((tmp_path / "all.txt").read_text().split())
    assert all(article.title.split()[0] in together for article in articles)


@pytest.mark.thorough
async def test_feeds_are_selected_with_their_folders_and_marked_read_together(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await story.press("h", "j", "j", "j", "j", "j")
        assert story.count("Luxembourg")
        await story.press("v")
        assert "1 selected" in story.status
        tree = story.screen.parts.feeds
        assert {feed.title for feed in tree.selected_feeds} >= {"De Prouf-Bléck"}
        assert story.lines_of(story.feeds)[story.feeds._line_of(5)].startswith(SELECTED)

        await story.press("A")
        assert story.count("Luxembourg") == 0
        assert story.count("World")

        await story.press("U", "V")
        assert story.count("Luxembourg") == 24
        await story.press("escape")
        assert not tree.selected_feeds
        assert story.screen.parts.navigation.current == "feeds"
