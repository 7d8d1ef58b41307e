"""What a row of the article list shows."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

import pytest
from app.widget_samples import NOW, ZONE, WidgetApp, headline, now, rows, screen_text
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from wortreader.app.panes.articles.article_list import ArticleList
from wortreader.app.widgets.headline_parts import STAR, BrokenLine, title_lines
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.model import Completeness, Headline, Rows
from wortreader.text import cells

SIZE = (50, 24)


def articles(*, locale: str = "en", is_compact: bool = False) -> ArticleList:
    return ArticleList(TimeColumn(now, ZONE, locale), is_compact=is_compact)


async def shown(
    widget: ArticleList, *headlines: Headline, width: int = 50, sort: Literal["date", "rank"] = "date"
) -> list[str]:
    """The lines on the screen when the list holds these articles."""
    async with WidgetApp(widget, is_supplying=False).run_test(size=(width, 24)) as pilot:
        times = array("q", (int(each.sort_at.timestamp()) for each in headlines))
        widget.show(Rows(array("q", (each.article_id for each in headlines)), times, sort))
        widget.supply({each.article_id: each for each in headlines})
        await pilot.pause()
        return screen_text(widget)


def an_article(
    title: str = "A title", *, at: datetime = NOW, is_read: bool = False, is_starred: bool = False, number: int = 1
) -> Headline:
    return Headline(number, 1, "The Sample Times", title, at, "en-gb", 900, is_read, is_starred)


def styles_of(widget: ArticleList, y: int) -> dict[str, Style]:
    """The words of a line and how they look."""
    return {segment.text.strip(): segment.style or Style() for segment in widget.render_line(y) if segment.text.strip()}


async def test_a_row_shows_time_title_feed_language_and_reading_time() -> None:
    lines = await shown(articles(), an_article("Budget vote moved"))

    assert [line.removesuffix("●").rstrip() for line in lines[:3]] == [
        " TODAY",
        "▌15:00  Budget vote moved",
        "▌       The Sample Times · en · 5 min",
    ]


async def test_a_long_title_takes_two_lines_and_no_more() -> None:
    lines = await shown(articles(), an_article("word " * 30 + "end"))

    assert lines[1].removesuffix("●").rstrip().endswith("word")
    assert lines[2].endswith("…")
    assert lines[3].endswith("5 min")


async def test_days_stand_over_their_articles_in_the_zone_of_the_reader() -> None:
    moments = [NOW, datetime(2026, 11, 17, 23, 30, tzinfo=UTC), datetime(2026, 11, 17, 22, 30, tzinfo=UTC),
               datetime(2026, 11, 16, 12, tzinfo=UTC), datetime(2026, 11, 3, 12, tzinfo=UTC)]  # fmt: skip

    lines = await shown(articles(), *(an_article(at=at, number=index) for index, at in enumerate(moments)))

    assert [line.strip() for line in lines if line.startswith(" ") and line[1:2].isalpha()] == [
        "TODAY", "YESTERDAY", "MONDAY", "TUESDAY, 3 NOVEMBER",
    ]  # fmt: skip
    assert [line[1:6] for line in lines if ":" in line] == ["15:00", "00:30", "23:30", "13:00", "13:00"]


async def test_days_stand_over_their_articles_from_the_oldest_on_too() -> None:
    widget = articles()
    days = (1, 9, 30, 31)
    times = array("q", (int(datetime(2026, 11, 22, tzinfo=UTC).timestamp()) + hours * 3600 for hours in days))

    starts = widget.group_starts(Rows(array("q", range(4)), times, "oldest"))

    assert list(starts) == [0, 2]
    assert widget.heading(0) != widget.heading(1)


async def test_by_rank_there_are_no_days() -> None:
    assert list(articles().group_starts(Rows(array("q", (1, 2)), array("q", (0, 10**9)), "rank"))) == []


async def test_a_day_with_a_clock_change_has_one_heading() -> None:
    widget = articles()
    hours = [datetime(2026, 10, day, hour, 30, tzinfo=UTC) for day in (26, 25, 24) for hour in (20, 10, 0)]

    lines = await shown(widget, *(an_article(at=at, number=index) for index, at in enumerate(hours)))

    assert sum("OCTOBER" in line for line in lines) == 3


async def test_below_days_rows_have_times_and_without_days_they_have_the_day_in_a_wider_column() -> None:
    former = an_article(at=datetime(2019, 1, 9, 12, tzinfo=UTC), number=2)
    by_day = await shown(articles(), an_article(), former)
    by_rank = await shown(articles(), an_article(), former, sort="rank")

    assert by_day[4:6] == [" WEDNESDAY, 9 JANUARY 2019", " 13:00  A title".ljust(47) + "●"]
    assert by_rank[3].startswith(" 9 Jan 19  A title")
    assert by_rank[0].startswith("▌15:00     A title")


@pytest.mark.parametrize("width", [30, 50])
async def test_every_row_has_title_and_feed_and_one_blank_line(width: int) -> None:
    short, long = "A title", "Budget vote moved to Thursday"
    titles = [short, long, long, short, short]
    yesterday = datetime(2026, 11, 17, 12, tzinfo=UTC)
    lines = await shown(
        articles(),
        *(
            an_article(title, number=number, at=yesterday if number == 4 else NOW)
            for number, title in enumerate(titles)
        ),
        width=width,
    )

    kinds = "".join("b" if not line.strip("▌ ") else "m" if "5 min" in line else "t" for line in lines).rstrip("b")
    high = "ttmb" if width == 30 else "tmb"
    assert kinds == f"t{'tmb'}{high}{high}{'tmb'}t{'tm'}"


async def test_unread_is_bold_and_read_is_muted() -> None:
    widget = articles()
    async with WidgetApp(widget).run_test(size=SIZE) as pilot:
        widget.show(rows([1, 3]))
        await pilot.pause()
        unread = styles_of(widget, 1)["Bauern warten auf Regen, die Ernte"]
        read = next(style for words, style in styles_of(widget, 5).items() if "Budget" in words)

    assert unread.bold
    assert not read.bold
    assert read.color is not None
    assert read.color.name == "#a89d8c"


async def test_what_is_faint_is_lifted_on_the_tint_of_the_cursor() -> None:
    widget = articles()
    async with WidgetApp(widget).run_test(size=SIZE) as pilot:
        widget.show(rows([3, 6]))
        await pilot.pause()
        under_cursor, below = styles_of(widget, 1)["14:30"], styles_of(widget, 5)["11:30"]

    assert under_cursor.color is not None
    assert below.color is not None
    assert (under_cursor.color.name, below.color.name) == ("#a89d8c", "#857b6d")


async def test_a_star_stands_at_the_right_edge() -> None:
    lines = await shown(
        articles(), an_article(is_starred=True), an_article(is_starred=True, title="東京" * 30, number=2)
    )

    assert [cells(line[: line.index(STAR)]) for line in lines if STAR in line] == [45, 45]


@pytest.mark.parametrize("is_compact", [False, True])
async def test_how_much_of_an_article_is_here_stands_at_the_right_edge(is_compact: bool) -> None:
    articles_here = [
        replace(an_article(number=number), completeness=completeness)
        for number, completeness in enumerate((Completeness.WHOLE, Completeness.TEASER, Completeness.LINK))
    ]
    articles_here.append(replace(an_article(number=3), lacks_pictures=True))

    lines = await shown(articles(is_compact=is_compact), *articles_here)

    assert [(line[-1], cells(line)) for line in lines if "A title" in line] == [
        ("●", 48),
        ("◐", 48),
        ("○", 48),
        ("◕", 48),
    ]


async def test_a_compact_row_is_one_line_with_the_feed_on_the_right() -> None:
    lines = await shown(articles(is_compact=True), an_article("Budget vote moved", is_starred=True))

    assert lines[1] == "▌15:00  Budget vote moved        The Sample… ★ ●"
    assert lines[2] == ""


async def test_a_list_of_one_feed_does_not_name_it() -> None:
    widget = articles()
    widget.set_feed_named(False)

    lines = await shown(widget, an_article())

    assert lines[2] == "▌       en · 5 min"


async def test_where_room_is_short_it_is_the_name_of_the_feed_that_is_cut() -> None:
    lines = await shown(articles(), an_article(), width=30)

    assert lines[2] == "▌       The Sa… · en · 5 min"


async def test_fault_070_markup_in_a_title_is_text() -> None:
    lines = await shown(articles(), an_article("[/b] [@click=app.quit] [NEWS]"))

    assert lines[1].startswith("▌15:00  [/b] [@click=app.quit] [NEWS] ")


@pytest.mark.parametrize("is_compact", [False, True])
async def test_no_line_is_wider_or_narrower_than_the_list(is_compact: bool) -> None:
    widget = articles(is_compact=is_compact)
    async with WidgetApp(widget, is_supplying=False).run_test(size=(30, 24)) as pilot:
        widget.show(rows(range(8)))
        times = widget.rows.sort_ats
        widget.supply({each: headline(each, times[each]) for each in range(8)} | {0: an_article("東京の新しい" * 9)})
        await pilot.pause()

        assert {widget.render_line(y).cell_length for y in range(24)} == {widget.size.width}


def test_french_marks_stay_with_their_word() -> None:
    assert texts(title_lines("Budget voté hier : la suite", 17, 2)) == ["Budget voté", "hier : la suite"]
    assert texts(title_lines("Il dit « non » enfin", 9, 2)) == ["Il dit", "« non »…"]


def texts(lines: Sequence[BrokenLine]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.thorough
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" ")), st.integers(1, 40))
def test_fault_067_a_broken_title_keeps_its_width_and_its_words(title: str, width: int) -> None:
    title = " ".join(title.split())

    broken = title_lines(title, width, 2)
    lines = texts(broken)

    assert len(lines) <= 2
    assert all(cells(line) <= max(width, 2) for line in lines)
    if lines and not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    for line in broken:
        assert title[line.start : line.end] == (
            line.text if line.end - line.start == len(line.text) else line.text[:-1]
        )


def test_marks_in_a_title_are_on_the_line_where_their_words_are() -> None:
    title = "Budget voté hier après une longue nuit"
    first, second = title_lines(title, 18, 2)

    assert [first.text[start:end] for start, end in first.clipped([(0, 6), (12, 22)])] == ["Budget", "hier"]
    assert [second.text[start:end] for start, end in second.clipped([(0, 6), (12, 22), (27, 33)])] == [
        "après",
        "longue",
    ]
