"""What a row of the article list shows."""

from __future__ import annotations

from array import array
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from app.widget_samples import NOW, ZONE, WidgetApp, headline, now, rows, screen_text
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from wortreader.app.panes.articles.article_list import ArticleList, title_lines
from wortreader.app.widgets.headline_parts import STAR
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.model import Completeness, Headline, Rows
from wortreader.text import cells

SIZE = (50, 24)


def articles(*, locale: str = "en", is_compact: bool = False) -> ArticleList:
    return ArticleList(TimeColumn(now, ZONE, locale), is_compact=is_compact)


async def shown(widget: ArticleList, *headlines: Headline, width: int = 50) -> list[str]:
    """The lines on the screen when the list holds these articles."""
    async with WidgetApp(widget, is_supplying=False).run_test(size=(width, 24)) as pilot:
        times = array("q", (int(each.sort_at.timestamp()) for each in headlines))
        widget.show(Rows(array("q", (each.article_id for each in headlines)), times))
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
        "▌15:00   Budget vote moved",
        "▌        The Sample Times · en · 5 min",
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
    assert lines[4].startswith(" 00:30")
    assert lines[9].startswith(" 17 Nov")


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


async def test_the_time_column_is_as_narrow_as_the_list_allows() -> None:
    this_year = await shown(articles(), an_article(), an_article(at=datetime(2026, 1, 9, 12, tzinfo=UTC), number=2))
    of_old = await shown(articles(), an_article(), an_article(at=datetime(2019, 1, 9, 12, tzinfo=UTC), number=2))

    assert this_year[1].index("A title") < of_old[1].index("A title")
    assert "19 " in of_old[6][: of_old[6].index("A title")]


async def test_unread_is_bold_and_read_is_muted() -> None:
    widget = articles()
    async with WidgetApp(widget).run_test(size=SIZE) as pilot:
        widget.show(rows([1, 3]))
        await pilot.pause()
        unread = styles_of(widget, 1)["Bauern warten auf Regen, die Ernte"]
        read = next(style for words, style in styles_of(widget, 4).items() if "Budget" in words)

    assert unread.bold
    assert not read.bold
    assert read.color is not None
    assert read.color.name == "#a89d8c"


async def test_what_is_faint_is_lifted_on_the_tint_of_the_cursor() -> None:
    widget = articles()
    async with WidgetApp(widget).run_test(size=SIZE) as pilot:
        widget.show(rows([3, 6]))
        await pilot.pause()
        under_cursor, below = styles_of(widget, 1)["14:30"], styles_of(widget, 4)["11:30"]

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

    assert lines[1] == "▌15:00   Budget vote moved       The Sample… ★ ●"
    assert lines[2] == ""


async def test_a_list_of_one_feed_does_not_name_it() -> None:
    widget = articles()
    widget.set_feed_named(False)

    lines = await shown(widget, an_article())

    assert lines[2] == "▌        en · 5 min"


async def test_where_room_is_short_it_is_the_name_of_the_feed_that_is_cut() -> None:
    lines = await shown(articles(), an_article(), width=30)

    assert lines[2] == "▌        The S… · en · 5 min"


async def test_markup_in_a_title_is_text() -> None:
    lines = await shown(articles(), an_article("[/b] [@click=app.quit] [NEWS]"))

    assert lines[1].startswith("▌15:00   [/b] [@click=app.quit] [NEWS] ")


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
    assert title_lines("Budget voté hier : la suite", 17, 2) == ["Budget voté", "hier\xa0: la suite"]
    assert title_lines("Il dit « non » enfin", 9, 2) == ["Il dit", "«\xa0non\xa0»…"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" ")), st.integers(1, 40))
def test_a_broken_title_keeps_its_width_and_its_words(title: str, width: int) -> None:
    title = " ".join(title.split())

    lines = title_lines(title, width, 2)

    assert len(lines) <= 2
    assert all(cells(line) <= max(width, 2) for line in lines)
    if lines and not lines[-1].endswith("…"):
        assert "".join(lines).replace("\xa0", "").replace(" ", "") == title.replace(" ", "")
