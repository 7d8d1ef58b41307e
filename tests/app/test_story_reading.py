"""Reading: what opening does, the place that is kept, reading on, and marks with their undo."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from app.app_driver import NARROW, NOW, STARRED, TOTAL, UNREAD, WIDE, AppDriver, reading

from wortreader.config import Config
from wortreader.model import View, ViewKind
from wortreader.store.bodies import put
from wortreader.store.connection import connect


def states(story: AppDriver) -> dict[int, tuple[bool, bool]]:
    """The marks of all articles as they are stored."""
    with story.library() as library:
        ids = library.articles.rows(View(ViewKind.ALL), today=NOW).ids
        return {
            headline.article_id: (headline.is_read, headline.is_starred)
            for headline in library.articles.headlines(ids).values()
        }


def replace_library(path: Path) -> None:
    """Put another file in the place of the library, as a careless copy would."""
    path.unlink()
    path.write_bytes(b"something else")


# --- opening and the place --------------------------------------------------------------------------------------------


@pytest.mark.thorough
async def test_the_cursor_only_shows_an_article_and_opening_marks_it_read(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("j", "j")
        article_id = story.article.article_id
        assert article_id == story.articles.cursor_id
        assert not story.stored(article_id).is_read

        await story.press("l")
        assert story.screen.parts.navigation.current == "article"
        assert story.stored(article_id).is_read
        assert story.count("All") == UNREAD - 1
        row = story.articles.row(article_id)
        assert row is not None
        assert row.is_read


async def test_an_article_has_its_masthead_in_its_own_language(demo: Path) -> None:
    async with reading(demo) as story:
        masthead = story.text_of(story.view)
        assert "L E   Q U O T I D I E N" in masthead
        assert "Hôpitaux : la facture du numérique double en cinq ans" in " ".join(masthead.split())
        assert "mercredi 18 novembre 2026 à 14:33" in masthead
        assert "4 min" in masthead
        assert "★" in masthead


@pytest.mark.thorough
async def test_long_lines_of_code_are_seen_sideways_and_the_place_stays(demo: Path) -> None:
    async with reading(demo, size=NARROW) as story:
        with story.library() as library:
            ids = library.articles.rows(View(ViewKind.ALL), today=NOW).ids
            coded = next(number for number in ids if "language-python" in library.articles.get(number).html)
        story.screen.parts.order.open(coded)
        await story.settle()
        assert story.view.typeset is not None
        overhang = story.view.typeset.layout.code_overhang
        assert overhang > 0
        story.view.move_lines(20)
        place, before = story.view.place, story.view.lines

        await story.press(">")
        assert story.view.place == place
        assert story.view.lines != before
        await story.press("<")
        assert story.view.lines == before
        await story.press("9", ">")
        assert any(piece.text == "‹" for line in story.view.lines for piece in line.pieces)


@pytest.mark.thorough
async def test_a_book_opens_at_its_beginning_and_all_of_it_comes(demo: Path) -> None:
    html = "".join(f"<p>Absatz {number}" for number in range(9_000))
    async with reading(demo) as story:
        article_id = story.articles.rows.ids[5]
        with closing(connect(demo)) as database, database:
            put(database, article_id, "Absatz", html)
            database.execute("UPDATE articles SET word_count = 18000 WHERE id = ?", (article_id,))
        story.screen.parts.order.open(article_id)
        await story.settle()

        assert story.view.scroll_offset.y == 0
        assert story.view.lines[-1].text == "Absatz\u00a08999"
        await story.press("G")
        assert story.view.is_at_end


async def test_nothing_is_marked_read_by_itself_where_the_reader_wants_that(demo: Path) -> None:
    async with reading(demo, config=Config(mark_read="never")) as story:
        await story.press("l")

        assert not story.stored(story.article.article_id).is_read


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_place_is_kept_when_the_reader_goes_elsewhere_and_when_they_quit(
    demo: Path, size: tuple[int, int]
) -> None:
    async with reading(demo, size) as story:
        await story.press("j", "l", "space")
        first, first_id = story.view.place, story.article.article_id
        top = story.lines_of(story.view)[0]
        await story.press("J", "K")
        assert story.article.article_id == first_id
        assert story.view.place == first > 0
        await story.press("J", "J", "pagedown")
        second, second_id = story.view.place, story.article.article_id
        await story.press("Q")
    assert second_id != first_id

    async with reading(demo, size) as story:
        assert story.stored(first_id).place == pytest.approx(first)
        assert story.stored(second_id).place == pytest.approx(second)
        await story.press("j", "l")
        assert story.lines_of(story.view)[0] == top


@pytest.mark.thorough
async def test_space_reads_on_through_an_article_and_into_the_next_unread_one(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("9", "G", "space")
        first = story.article.article_id
        tops = []
        for _page in range(30):
            tops.append(story.view.scroll_offset.y)
            await story.press("space")
            if story.article.article_id != first:
                break

        assert tops == sorted(tops)
        assert len(set(tops)) == len(tops)
        assert story.screen.parts.navigation.current == "article"
        assert story.articles.cursor_id == story.article.article_id
        assert story.stored(story.article.article_id).is_read


@pytest.mark.thorough
async def test_b_reads_back_into_the_end_of_the_article_above(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("j", "j", "l", "b")

        assert story.articles.cursor_index == 1
        assert story.article.article_id == story.articles.cursor_id
        assert story.view.is_at_end


@pytest.mark.thorough
async def test_n_and_p_go_to_unread_articles_and_say_when_there_is_none(demo: Path) -> None:
    async with reading(demo) as story:
        unread = [article_id for article_id in story.articles.rows.ids if not story.stored(article_id).is_read]
        await story.press("n", "n", "n")
        assert story.articles.cursor_id == unread[3]
        await story.press("p")
        assert story.articles.cursor_id == unread[2]
        assert story.screen.parts.navigation.current == "list"

        await story.press("l", "n")
        assert story.article.article_id == unread[3]
        assert story.screen.parts.navigation.current == "article"
        assert story.stored(unread[3]).is_read

        await story.press("C", "n")
        assert "No unread articles here." in story.status


async def test_capital_j_and_k_go_through_articles_from_within_one(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        await story.press("l", "3", "J")
        assert story.articles.cursor_index == 3
        assert story.article.article_id == story.articles.cursor_id
        await story.press("K")
        assert story.articles.cursor_index == 2
        assert story.stored(story.article.article_id).is_read


async def test_counts_and_ends_scroll_an_article(demo: Path) -> None:
    async with reading(demo, (80, 24)) as story:
        await story.press("j", "l")
        for keys, line in (("3j", 3), ("2k", 1), ("gg", 0), ("5G", 4)):
            await story.press(*keys)
            assert story.view.scroll_offset.y == line, keys
        await story.press("G")
        assert story.view.is_at_end


@pytest.mark.thorough
async def test_zen_gives_the_article_the_whole_terminal(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("Z")
        assert story.panes == {"article"}
        assert story.view.region.width >= 119

        await story.press("escape")
        assert story.panes == {"feeds", "list", "article"}


# --- marks ------------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
async def test_each_mark_is_counted_and_can_be_undone_and_done_again(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("9", "G")
        before = states(story)
        for keys, unread, new_stars in (
            ("f", UNREAD, 1), ("N", UNREAD - 1, 0), ("3N", UNREAD - 1, 0), ("za", UNREAD - 8, 0), ("zb", 9, 0),
            ("A", 0, 0), ("C", 0, 0),
        ):  # fmt: skip
            await story.press(*keys)
            after = states(story)
            assert after != before
            assert (story.count("All"), story.count("Starred")) == (unread, STARRED + new_stars), keys
            assert f"{unread} unread of {TOTAL}" in story.text

            await story.press("U")
            assert states(story) == before
            assert (story.count("All"), story.count("Starred")) == (UNREAD, STARRED)

            await story.press("ctrl+y")
            assert states(story) == after
            assert story.count("All") == unread
            await story.press("U")


async def test_keys_that_come_fast_are_followed_one_after_the_other(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("j")
        before = states(story)

        for command in ("article.toggle_read", "article.toggle_read", "article.star", "marks.undo", "article.star"):
            story.screen.run_command(command)
        await story.settle()

        article_id = story.articles.cursor_id
        assert article_id is not None
        assert states(story) == {**before, article_id: (False, True)}


async def test_undo_without_anything_to_undo_says_so(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("U")
        assert "Nothing to undo." in story.status
        await story.press("ctrl+y")
        assert "Nothing to redo." in story.status

        await story.press("f", "3", "U")
        assert "Undone: " in story.status
        await story.press("3", "ctrl+y")
        assert "Redone: " in story.status


async def test_a_star_changes_the_masthead_and_nothing_moves(demo: Path) -> None:
    async with reading(demo, (80, 16)) as story:
        await story.press("2", "j", "l", "j", "j")
        lines = story.lines_of(story.view)

        await story.press("f")

        assert story.view.scroll_offset.y == 2
        assert story.article.is_starred
        assert len([1 for old, new in zip(lines, story.lines_of(story.view), strict=True) if old != new]) <= 1


@pytest.mark.thorough
async def test_what_the_library_refuses_is_said_and_the_app_goes_on(demo: Path) -> None:
    async with reading(demo) as story:
        replace_library(demo)

        await story.press("f")
        assert story.app.is_running
        assert "demo.db" in story.status
        await story.press("j", "j")
        assert story.articles.cursor_index == 2
