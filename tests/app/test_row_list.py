"""The list that all lists of articles are, tried with the article list: cursor, scrolling, asking, replacing."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from app.widget_samples import COLOURS, NOW, ZONE, WidgetApp, headline, now, rows, screen_text
from textual.geometry import Region
from textual.strip import Strip

from wortreader.app.panes.articles.article_list import ArticleList
from wortreader.app.widgets.line_view import BAR
from wortreader.app.widgets.row_list import RowList
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.model import Headline, Rows

SIZE = (50, 24)


@pytest.fixture
def articles() -> ArticleList:
    """A list of the comfortable kind."""
    return ArticleList(TimeColumn(now, ZONE, "en"))


@pytest.fixture
def app(articles: ArticleList) -> WidgetApp:
    """An app around it."""
    return WidgetApp(articles)


def cursor_lines(articles: ArticleList) -> list[int]:
    """The lines of the screen where the bar stands."""
    return [y for y, line in enumerate(screen_text(articles)) if line.startswith(BAR)]


def bar_colour(articles: ArticleList) -> str | None:
    """The colour of the bar in the second line of the screen, as it is painted."""
    style = next(iter(articles.render_lines(Region(0, 1, SIZE[0], 1))[0])).style
    return style.color.name if style and style.color else None


async def test_the_cursor_starts_on_the_first_row_and_says_so(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        await pilot.pause()

        assert (articles.cursor_index, articles.cursor_id) == (0, 0)
        assert [message.article_id for message in app.heard(RowList.Highlighted)] == [0]
        assert cursor_lines(articles) == [1, 2, 3]


async def test_moves_end_at_the_ends(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE):
        articles.show(rows(range(100)))

        assert not articles.move_by(-1)
        assert articles.move_by(3)
        assert articles.cursor_index == 3
        assert articles.move_bottom()
        assert articles.cursor_index == 99
        assert not articles.move_by(1)
        assert articles.move_to(-5)
        assert articles.cursor_index == 0


async def test_an_empty_list_has_no_cursor_and_takes_every_move(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows([]), placeholder="Nothing here.")
        moves = [articles.move_by(1), articles.move_page(), articles.move_half_page(-1), articles.move_bottom()]
        articles.open()
        await pilot.pause()

        assert moves == [False] * 4
        assert articles.cursor_index is None
        assert articles.cursor_id is None
        assert app.news == []
        assert screen_text(articles)[1].strip() == "Nothing here."


@pytest.mark.thorough
async def test_the_row_under_the_cursor_is_always_seen_whole(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(20)))
        await pilot.pause()

        for step in [1] * 19 + [-1] * 19:
            articles.move_by(step)
            await pilot.pause()
            assert len(cursor_lines(articles)) == 3
        assert articles.scroll_offset.y == 0


async def test_most_moves_do_not_scroll(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE):
        articles.show(rows(range(1000)))
        offsets = []
        for _ in range(200):
            articles.move_by(1)
            offsets.append(articles.scroll_offset.y)

        scrolls = sum(before != after for before, after in pairwise(offsets))

    assert scrolls <= 200 / 3


async def test_a_move_repaints_the_edges_of_two_rows_and_nothing_else(
    app: WidgetApp, articles: ArticleList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        await pilot.pause()
        painted: list[Region] = []
        refresh = articles.refresh

        def note(*regions: Region, **options: bool) -> ArticleList:
            painted.extend(regions or [Region(0, 0, *SIZE)])
            return refresh(*regions, **options)

        monkeypatch.setattr(articles, "refresh", note)
        articles.move_by(1)
        await pilot.pause()

        assert painted == [Region(0, 1, articles.edge, 3), Region(0, 5, articles.edge, 3)]


async def test_a_page_moves_the_list_and_leaves_the_cursor_on_its_line(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        compact = rows(range(1000))
        articles.show(Rows(compact.ids, array("q", [compact.sort_ats[0]] * 1000)))
        articles.move_by(3)
        await pilot.pause()
        before = cursor_lines(articles)

        articles.move_page()
        await pilot.pause()
        assert (articles.cursor_index, cursor_lines(articles)) == (8, before)
        articles.move_half_page()
        await pilot.pause()
        assert (articles.cursor_index, cursor_lines(articles)) == (11, before)
        articles.move_page(-1)
        articles.move_half_page(-1)
        await pilot.pause()
        assert (articles.cursor_index, cursor_lines(articles)) == (3, before)


async def test_only_rows_near_the_screen_are_asked_for(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100_000)))
        await pilot.pause()
        articles.move_to(50_000)
        await pilot.pause()

    asked = {wanted for message in app.heard(RowList.Needed) for wanted in message.article_ids}
    assert 50_000 in asked
    assert len(asked) < 60


async def test_rows_that_are_not_there_yet_are_blank_but_for_the_cursor(articles: ArticleList) -> None:
    app = WidgetApp(articles, is_supplying=False)
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(3)))
        await pilot.pause()

        assert screen_text(articles)[:7] == [" TODAY", BAR, BAR, "", "", "", ""]
        articles.supply({0: headline(0, articles.rows.sort_ats[0])})
        assert "Hôpitaux" in screen_text(articles)[1]


async def test_rows_that_come_with_the_list_are_drawn_at_once_and_not_asked_for(articles: ArticleList) -> None:
    app = WidgetApp(articles, is_supplying=False)
    async with app.run_test(size=SIZE) as pilot:
        shown = rows(range(100))
        first = {number: headline(number, shown.sort_ats[number]) for number in range(articles.first_count)}
        articles.show(shown, known=first)
        await pilot.pause()

        assert "Hôpitaux" in screen_text(articles)[1]

    asked = {wanted for message in app.heard(RowList.Needed) for wanted in message.article_ids}
    assert asked.isdisjoint(first)


async def test_an_unanswered_question_is_not_repeated(articles: ArticleList) -> None:
    app = WidgetApp(articles, is_supplying=False)
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        await pilot.pause()
        articles.refresh()
        await pilot.pause()

    assert len(app.heard(RowList.Needed)) == 1


async def test_news_above_moves_neither_cursor_nor_screen(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(_same_day(range(100, 200)))
        articles.move_to(20)
        await pilot.pause()
        before, screen = articles.cursor_id, screen_text(articles)
        app.news.clear()

        articles.show(_same_day(range(40, 200)), keep=True)
        await pilot.pause()

        assert articles.cursor_id == before
        assert screen_text(articles) == screen
        assert app.heard(RowList.Highlighted) == []


async def test_where_the_reader_has_scrolled_away_from_the_cursor_the_screen_still_stays(
    app: WidgetApp, articles: ArticleList
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(_same_day(range(100, 200)))
        articles.scroll_to_line(91)
        await pilot.pause()
        screen = screen_text(articles)

        articles.show(_same_day(range(40, 200)), keep=True)
        await pilot.pause()

        assert articles.cursor_id == 100
        assert screen_text(articles) == screen


async def test_where_the_article_under_the_cursor_is_gone_its_neighbour_takes_its_place(
    app: WidgetApp, articles: ArticleList
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(_same_day(range(100, 200)))
        articles.move_to(20)
        await pilot.pause()
        line = cursor_lines(articles)

        articles.show(_same_day(wanted for wanted in range(100, 200) if wanted not in (120, 121)), keep=True)
        await pilot.pause()

        assert articles.cursor_id == 122
        assert cursor_lines(articles) == line
        assert app.heard(RowList.Highlighted)[-1].article_id == 122


async def test_without_keep_the_list_starts_at_its_top(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        articles.move_to(50)
        await pilot.pause()

        articles.show(rows(range(100)))
        await pilot.pause()

        assert (articles.cursor_index, articles.scroll_offset.y) == (0, 0)


async def test_after_a_replacement_every_row_in_view_is_asked_for_again(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        await pilot.pause()
        app.news.clear()

        articles.show(rows(range(100)), keep=True)
        await pilot.pause()

        asked = {wanted for message in app.heard(RowList.Needed) for wanted in message.article_ids}
        assert asked >= set(range(articles.first_count))


async def test_changed_marks_repaint_their_rows_alone(
    app: WidgetApp, articles: ArticleList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        await pilot.pause()
        drawn: list[int] = []
        draw = articles.draw

        def note(row: Headline, width: int, is_cursor: bool) -> Sequence[Strip]:
            drawn.append(row.article_id)
            return draw(row, width, is_cursor)

        monkeypatch.setattr(articles, "draw", note)

        unseen = headline(90, articles.rows.sort_ats[90])
        same = headline(1, articles.rows.sort_ats[1])
        starred = headline(2, articles.rows.sort_ats[2] - 60)
        articles.supply({1: same, 2: starred, 90: unseen})
        await pilot.pause()

    assert drawn == [2]


async def test_a_jump_to_unknown_rows_leaves_the_cursor_whole_and_in_view_when_they_have_come(
    app: WidgetApp, articles: ArticleList
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100_000)))
        await pilot.pause()
        for index in (50_000, 49_990, 99_999, 3):
            articles.move_to(index)
            await pilot.pause()

            lines = cursor_lines(articles)
            assert len(lines) == 3
            assert lines[0] - lines[-1] == -2
            assert (articles.rows.ids[index], True, articles.line_width) in articles._drawn


async def test_a_title_that_becomes_longer_makes_its_row_higher_and_moves_those_below(
    app: WidgetApp, articles: ArticleList
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(_same_day(range(100)))
        await pilot.pause()
        articles.change(lambda row: replace(row, title="Short"))
        await pilot.pause()
        before = [line[8:] for line in screen_text(articles)]
        assert [line.partition(" ")[0] for line in before[1:10:3]] == ["Short"] * 3

        long = replace(headline(0, articles.rows.sort_ats[0]), title="A title of many words, and so of two lines")
        articles.supply({0: long})
        await pilot.pause()
        after = [line[8:] for line in screen_text(articles)]

    assert after[5:] == before[4:-1]


async def test_a_click_selects_and_a_second_one_opens(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        await pilot.pause()

        await pilot.click(articles, offset=(20, 7))
        assert (articles.cursor_index, app.heard(RowList.Opened)) == (1, [])
        await pilot.click(articles, offset=(20, 0))
        assert (articles.cursor_index, app.heard(RowList.Opened)) == (1, [])
        await pilot.click(articles, offset=(20, 5))
        assert [message.article_id for message in app.heard(RowList.Opened)] == [1]


async def test_a_double_click_opens_once(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        await pilot.pause()

        await pilot.double_click(articles, offset=(20, 10))

        assert [message.article_id for message in app.heard(RowList.Opened)] == [2]


async def test_the_cursor_stays_in_view_when_the_pane_becomes_lower(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        articles.move_to(4)
        await pilot.pause()

        await pilot.resize_terminal(40, 8)
        await pilot.pause()

        assert len(cursor_lines(articles)) >= 2


async def test_density_changes_around_the_cursor(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(_same_day(range(100)))
        articles.move_to(40)
        await pilot.pause()
        line = cursor_lines(articles)[0]

        articles.set_compact(True)
        await pilot.pause()

        assert articles.cursor_id == 40
        assert cursor_lines(articles) == [line]


async def test_the_bar_is_bright_where_the_keys_go(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        colours = []
        for is_focused in (True, False, True):
            app.set_focus(articles if is_focused else None)
            await pilot.pause()
            colours.append(bar_colour(articles))

    assert colours == [COLOURS["wr-accent"], COLOURS["wr-faint"], COLOURS["wr-accent"]]


async def test_another_theme_changes_what_is_drawn_already(app: WidgetApp, articles: ArticleList) -> None:
    async with app.run_test(size=SIZE) as pilot:
        articles.show(rows(range(100)))
        await pilot.pause()
        red = replace(app.current_theme, name="red", variables={"wr-accent": "#ff0000"})
        app.register_theme(red)

        app.theme = "red"
        await pilot.pause()

        assert bar_colour(articles) == "#ff0000"


@pytest.mark.parametrize("size", [(40, 10), (9, 3), (3, 2), (1, 1)])
async def test_fault_080_no_size_is_too_small(app: WidgetApp, articles: ArticleList, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        articles.show(rows(range(100)))
        for is_compact in (False, True):
            articles.set_compact(is_compact)
            articles.move_by(7)
            articles.move_page()
            await pilot.pause()

            strips = [articles.render_line(y) for y in range(articles.size.height)]
            assert {strip.cell_length for strip in strips} == {articles.size.width}


def _same_day(ids: range | Iterator[int]) -> Rows:
    """Rows of one day, so that no heading comes between."""
    same = rows(ids)
    return Rows(same.ids, array("q", [int(NOW.timestamp()) - 1800] * len(same)))
