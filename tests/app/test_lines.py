"""The lines above and below the panes: titles, status, search."""

from __future__ import annotations

import pytest
from app.widget_samples import screen_text
from hypothesis import given
from hypothesis import strategies as st
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from wortreader.app import themes
from wortreader.app.panes.search.search_bar import SearchBar
from wortreader.app.screens.status_line import StatusLine
from wortreader.app.widgets.title_line import TitleLine, parts_that_fit
from wortreader.text import cells

HOSTILE = "[/b] [@click=app.quit] 新聞"


class LineApp(App[None]):
    """One line, and what it says."""

    def __init__(self, line: Widget) -> None:
        super().__init__()
        self.line = line
        self.news: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults(self.current_theme)

    def compose(self) -> ComposeResult:
        yield self.line

    @on(StatusLine.HintChosen)
    @on(SearchBar.Changed)
    @on(SearchBar.Submitted)
    @on(SearchBar.Moved)
    @on(SearchBar.Dismissed)
    def _keep(self, message: Message) -> None:
        self.news.append(message)


# --- titles -----------------------------------------------------------------------------------------------------------


@given(st.lists(st.text(st.sampled_from("ab 新"), min_size=1, max_size=12), max_size=4), st.integers(0, 40))
def test_fault_067_titles_fit_every_width(path: list[str], width: int) -> None:
    way, title = parts_that_fit(path, width)

    assert cells(way) + cells(title) <= width


def test_the_way_is_shortened_before_the_title() -> None:
    assert parts_that_fit(["Luxembourg", "Le Quotidien"], 40) == ("Luxembourg › ", "Le Quotidien")
    assert parts_that_fit(["Luxembourg", "Radio", "Le Quotidien"], 26) == ("… › Radio › ", "Le Quotidien")
    assert parts_that_fit(["Luxembourg", "Le Quotidien"], 12) == ("", "Le Quotidien")
    assert parts_that_fit(["Luxembourg", "Le Quotidien"], 8) == ("", "Le Quot…")


@pytest.mark.parametrize("width", [40, 20, 3])
async def test_a_title_line_is_as_wide_as_its_pane(width: int) -> None:
    line = TitleLine()
    async with LineApp(line).run_test(size=(width, 10)) as pilot:
        line.show(("Luxembourg", HOSTILE), "12 unread of 240")
        await pilot.pause()

        assert line.render_line(0).cell_length == line.size.width
        assert ("[/b]" in screen_text(line)[0]) == (width >= 20)


# --- status -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [120, 80, 50, 40, 12, 1])
async def test_the_status_line_fits_every_width(width: int) -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(width, 10)) as pilot:
        for pane in ("feeds", "list", "article", "search"):
            line.show_keys(pane)
            for activity in ("", "↻ 14:40 · 3 new", "refreshing 12/40 " + HOSTILE):
                line.show_activity(activity)
                await pilot.pause()
                assert line.render_line(0).cell_length == width
        assert width < 40 or "refreshing" in screen_text(line)[0]


async def test_a_long_message_gets_the_lines_it_needs_and_gives_them_back() -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(50, 10)) as pilot:
        line.message("https://www.example.org/feeds/everything.xml did not answer (timed out). " + HOSTILE, "error")
        await pilot.pause()
        shown = screen_text(line)
        assert len(shown) == 3
        assert "[@click=app.quit]" in " ".join(shown)

        line.clear_message()
        await pilot.pause()
        assert len(screen_text(line)) == 1
        assert "help" in screen_text(line)[0]


async def test_at_rest_the_line_shows_its_keys_and_no_passing_message() -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(80, 10)) as pilot:
        before = line.render_line(0)
        line.message("Taken back: starring.")
        line.show_activity("refreshing 3 of 12")
        await pilot.pause()

        assert "Taken back" in screen_text(line)[0]
        assert line.at_rest() == before
        assert "Taken back" in line.render_line(0).text
        line.show_pending("12")
        assert line.at_rest() == before
        line.message("Your settings are not used.", "error", is_lasting=True)
        assert line.at_rest() is None


async def test_a_message_of_any_length_takes_three_lines_at_most() -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(40, 10)) as pilot:
        line.message("word " * 200)
        await pilot.pause()

        assert len(screen_text(line)) == 3
        assert screen_text(line)[2].endswith("…")


async def test_a_message_does_not_cover_what_the_machine_does_where_both_fit() -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(60, 10)) as pilot:
        line.show_activity("refreshing 12/40")
        line.message("12 articles marked read.")
        await pilot.pause()
        assert screen_text(line)[0].split("   ")[0].strip() == "12 articles marked read."
        assert screen_text(line)[0].endswith("refreshing 12/40")

        line.message("12 articles marked read. U takes it back, ever so long.")
        await pilot.pause()
        assert "refreshing" not in screen_text(line)[0]


@pytest.mark.parametrize(("width", "is_cut"), [(50, True), (59, True), (60, False), (80, False)])
async def test_on_a_narrow_line_the_keys_come_before_the_state_of_the_last_refresh(width: int, is_cut: bool) -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(width, 10)) as pilot:
        line.show_keys("article")
        await pilot.pause()
        alone = screen_text(line)[0].rstrip()

        line.show_activity("↻ 14:40 · 3 new", is_over=True)
        await pilot.pause()
        shown = screen_text(line)[0]
        assert shown.startswith(alone) is is_cut
        assert ("↻ 14:40 · 3 new" in shown) is not is_cut
        assert "↻" not in shown or "3 new" in shown

        line.show_standing("offline")  # which counts wherever one reads
        await pilot.pause()
        assert "offline" in screen_text(line)[0]

        line.show_activity("refreshing 12/40")  # so does what goes on now
        await pilot.pause()
        assert "refreshing" in screen_text(line)[0]


@pytest.mark.parametrize("pane", ["find", "word", "links", "search", "select"])
async def test_an_older_message_makes_way_for_what_is_typed(pane: str) -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(80, 10)) as pilot:
        line.message("12 articles marked read. U takes it back.")
        line.show_keys(pane)
        await pilot.pause()
        assert "12 articles" not in screen_text(line)[0]
        assert any(word in screen_text(line)[0] for word in ("back", "leave"))

        line.message("There is no such word.")  # a newer one belongs to it
        await pilot.pause()
        assert "no such word" in screen_text(line)[0]


async def test_an_older_message_makes_way_for_keys_that_have_been_begun() -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(40, 10)) as pilot:
        line.message("12 articles marked read. " * 3)
        line.show_pending("12g")
        await pilot.pause()

        assert len(screen_text(line)) == 1
        assert screen_text(line)[0].endswith("12g")


async def test_a_lasting_message_stays_until_it_can_have_been_read_and_a_key_is_pressed() -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(80, 10)) as pilot:

        async def is_shown() -> bool:
            await pilot.pause()
            return "config.toml:3" in screen_text(line)[0]

        line.message("config.toml:3: unknown setting.", "error", is_lasting=True)
        line.note_key()
        assert await is_shown()
        line.show_pending("g")
        assert not await is_shown()
        line.show_pending("")
        assert await is_shown()
        line.message("Copied.")
        assert not await is_shown()
        line.clear_message()
        assert await is_shown()

        line._end_reading_time()  # the timer
        assert await is_shown()
        line.note_key()
        assert not await is_shown()
        line.show_keys("feeds")
        assert not await is_shown()


async def test_a_count_that_waits_is_shown() -> None:
    line = StatusLine()
    async with LineApp(line).run_test(size=(60, 10)) as pilot:
        line.show_pending("12g")
        await pilot.pause()

        assert screen_text(line)[0].endswith("12g")


async def test_a_click_on_a_hint_runs_its_command() -> None:
    line = StatusLine()
    app = LineApp(line)
    async with app.run_test(size=(120, 10)) as pilot:
        await pilot.pause()
        at = screen_text(line)[0].index("star")
        await pilot.click(StatusLine, offset=(at, 0))

        assert [m.command_id for m in app.news if isinstance(m, StatusLine.HintChosen)] == ["article.star"]


# --- search -----------------------------------------------------------------------------------------------------------


async def test_typing_says_what_is_searched_for_and_leaves_the_arrows_to_the_hits() -> None:
    bar = SearchBar()
    app = LineApp(bar)
    async with app.run_test(size=(80, 10)) as pilot:
        bar.input.focus()
        await pilot.press("j", "q", "down", "ctrl+n", "up", "pagedown", "enter", "escape")

    assert [m.words for m in app.news if isinstance(m, SearchBar.Changed)][-1] == "jq"
    assert [(m.rows, m.pages) for m in app.news if isinstance(m, SearchBar.Moved)] == [(1, 0), (1, 0), (-1, 0), (0, 1)]
    assert len([m for m in app.news if isinstance(m, SearchBar.Submitted)]) == 1
    assert isinstance(app.news[-1], SearchBar.Dismissed)


async def test_results_leave_room_for_the_query_and_notices_come_and_go() -> None:
    bar = SearchBar()
    async with LineApp(bar).run_test(size=(80, 10)) as pilot:
        bar.show_result("17 in 9 papers · 6 ms")
        bar.show_notice("not understood: " + HOSTILE)
        await pilot.pause()
        assert bar.size.height == 2
        assert not bar.has_class("-tight")

        bar.show_notice("")
        await pilot.resize_terminal(36, 10)
        await pilot.pause()
        assert bar.size.height == 1
        assert bar.has_class("-tight")
