"""Three layouts by width, and what stays where it was when the terminal changes its size."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, MEDIUM, NARROW, WIDE, reading
from textual.geometry import Size

from wortreader.app.widgets.title_line import TitleLine


async def test_a_wide_terminal_shows_three_columns(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        assert story.panes == {"feeds", "list", "article"}
        tops = {story.feeds.region.y, story.articles.region.y}
        assert story.feeds.region.right <= story.articles.region.x < story.view.region.x
        assert max(tops) < 4
        assert 28 <= story.feeds.region.width <= 30
        assert 40 <= story.articles.region.width <= 60


@pytest.mark.thorough
async def test_at_120_columns_names_of_feeds_have_16_cells_and_the_date_of_the_article_is_in_full(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await story.press("h", *["j"] * 5, "l")
        deepest = next(line for line in story.lines_of(story.feeds) if "Stad Modell" in line)
        origin = next(line for line in story.lines_of(story.articles) if "Le Quotidien" in line)
        date = next(line for line in story.lines_of(story.view) if "novembre" in line)

        assert len(deepest.strip(" 0123456789")) >= 16
        assert len(origin.split(" · ")[0].strip("▌ ")) >= 16
        assert date.strip() == "mercredi 18 novembre 2026 à 14:33"


async def test_a_medium_terminal_shows_the_list_above_the_article_and_the_feeds_on_a_key(demo: Path) -> None:
    async with reading(demo, MEDIUM) as story:
        assert story.panes == {"list", "article"}
        assert story.articles.region.bottom <= story.view.region.y
        assert story.articles.region.width == story.app.size.width

        await story.press("h")
        assert "feeds" in story.panes
        assert "list" in story.panes

        await story.press("escape")
        assert story.panes == {"list", "article"}


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
@pytest.mark.parametrize("keys", [(), ("l",), ("slash", *"hafen"), ("l", "Z")])
async def test_showing_the_feeds_shows_them_and_puts_them_away_at_any_width(
    demo: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with reading(demo, size) as story:
        await story.press(*keys)
        was_seen = "feeds" in story.panes
        for is_seen in (not was_seen, was_seen, not was_seen):
            story.screen.run_command("view.feeds")
            await story.settle()

            assert ("feeds" in story.panes) is is_seen
            assert story.panes >= {story.screen.parts.navigation.current}


@pytest.mark.thorough
async def test_feeds_that_were_put_away_come_while_the_user_is_in_them(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        story.screen.run_command("view.feeds")
        await story.settle()
        assert story.panes == {"list", "article"}

        await story.press("h")
        assert story.panes == {"feeds", "list", "article"}

        await story.press("l")
        assert story.panes == {"list", "article"}


@pytest.mark.thorough
async def test_a_narrow_terminal_shows_one_pane_at_a_time_and_says_where_the_reader_is(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        assert story.panes == {"list"}

        await story.press("h")
        assert story.panes == {"feeds"}

        await story.press("j", "j", "j", "j", "j", "l", "j")
        assert story.panes == {"list"}
        assert "Luxembourg" in story.lines[0]
        assert "2/50" in story.lines[0]

        await story.press("l")
        assert story.panes == {"article"}
        assert "2/50" in story.text_of(story.screen.query_one("#article-title", TitleLine))

        await story.press("h", "h")
        assert story.panes == {"feeds"}


@pytest.mark.thorough
async def test_fault_080_the_reader_stays_in_the_same_passage_when_the_terminal_changes_its_size(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await story.press("j", "l", "space")
        await story.press("j", "j", "j", "j", "j", "j", "j")
        place, first = story.view.place, story.lines_of(story.view)[0].split()
        assert 0 < place < 1

        for size in (MEDIUM, NARROW, (40, 10), WIDE):
            await story.resize(*size)
            assert story.screen.parts.navigation.current == "article"
            assert "article" in story.panes
            assert story.view.place == place
            top = " ".join(story.text_of(story.view).split())
            assert first[0] in top.split()[: 2 * len(first) + 4]

        assert story.lines_of(story.view)[0].split() == first


async def test_the_article_under_the_cursor_is_shown_once_there_is_room_for_it(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        await story.press("j", "j")

        await story.resize(*WIDE)

        assert story.article.article_id == story.articles.cursor_id


@pytest.mark.thorough
async def test_fault_080_nothing_breaks_down_to_forty_columns_and_ten_rows(demo: Path) -> None:
    async with reading(demo, (40, 10)) as story:
        for keys in (
            (),
            ("h",),
            ("l", "l"),
            ("h", "slash"),
            ("escape", "question_mark"),
            ("escape", "+"),
            ("escape", "f2"),
        ):
            await story.press(*keys)

            assert len(story.lines) == 10
            assert story.text.strip()
            assert "wortreader needs" not in story.text
        for size in (WIDE, NARROW, MEDIUM, (40, 10)):
            await story.resize(*size)


@pytest.mark.thorough
async def test_fault_080_no_size_of_the_terminal_ends_the_app(demo: Path) -> None:
    async with reading(demo, (120, 30)) as story:
        before = story.text

        for size in ((1, 1), (20, 5), (3, 200), (400, 2), (1000, 300), (39, 9), (120, 30)):
            await story.resize(*size)

        assert story.text == before


@pytest.mark.thorough
async def test_fault_080_a_smaller_terminal_shows_a_sentence_and_then_everything_again(demo: Path) -> None:
    async with reading(demo, WIDE) as story:
        await story.press("j", "l")
        for width, height in ((39, 30), (100, 9), (1, 1), (12, 3)):
            await story.resize(width, height)
            if width > 30:
                assert "wortreader needs 40 columns and 10 rows." in " ".join(story.text.split())
            assert not story.panes

        await story.resize(*WIDE)

        assert story.app.size == Size(*WIDE)
        assert story.panes == {"feeds", "list", "article"}
        assert story.screen.parts.navigation.current == "article"
