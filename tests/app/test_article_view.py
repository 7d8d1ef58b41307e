"""The article pane: width, reading place, reading on, marks, links, selection."""

from __future__ import annotations

from dataclasses import replace

import pytest
from app.widget_samples import NOW, WidgetApp, screen_text
from textual.geometry import Offset
from textual.selection import Selection

from wortreader.app.library.typesetter import TypesetArticle
from wortreader.app.panes.article.article_painter import POINTER
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.article.typeset_view import ANCHOR_AIR, END_MARK
from wortreader.app.terminal.hyperlinks import hyperlink, knows_hyperlinks
from wortreader.app.widgets.paged_view import OVERLAP
from wortreader.model import Article
from wortreader.prose.typeset.find import Match
from wortreader.prose.typeset.lines import Layout, Line, Piece, Role

SIZE = (60, 20)
ARTICLE = Article(1, 1, "Feed", "guid", None, "Title", None, None, None, NOW, "en", "", "", "", 1, False, False)
MASTHEAD = (
    Line((Piece("F E E D", Role.FEED),)),
    Line((Piece("Title", Role.TITLE),)),
    Line((Piece("─" * 40, Role.RULE),)),
)
LINK_LINE = (Piece("Read "), Piece("the report", Role.LINK, link=1), Piece(" "), Piece("[1]", Role.LINK_NUMBER, link=1))


def a_page(count: int = 100, *, width: int = 40, words_a_line: int = 10) -> TypesetArticle:
    """A page of `count` numbered lines; its second line holds a link. Half the words a line are twice the lines."""
    lines = [Line((Piece(f"line {number}"),), number * words_a_line) for number in range(count)]
    lines[1] = Line(LINK_LINE, lines[1].start)
    return TypesetArticle(
        ARTICLE, width, MASTHEAD, Layout(width, tuple(lines), ("https://report.example/",), count * words_a_line)
    )


class ViewApp(WidgetApp):
    """Keeps what the article view says."""

    def on_view_messages_width_changed(self, message: ArticleView.WidthChanged) -> None:
        """Keeps it."""
        self.news.append(message)

    def on_view_messages_place_changed(self, message: ArticleView.PlaceChanged) -> None:
        """Keeps it."""
        self.news.append(message)

    def on_article_view_mark_chosen(self, message: ArticleView.MarkChosen) -> None:
        """Keeps it."""
        self.news.append(message)

    def on_article_view_link_chosen(self, message: ArticleView.LinkChosen) -> None:
        """Keeps it."""
        self.news.append(message)


@pytest.fixture
def view() -> ArticleView:
    """An article view."""
    return ArticleView()


@pytest.fixture
def app(view: ArticleView) -> ViewApp:
    """An app around it."""
    return ViewApp(view)


def top_line(view: ArticleView) -> str:
    """What stands at the top of the screen."""
    return screen_text(view)[0].strip()


async def test_it_asks_for_the_width_that_the_pane_has(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.resize_terminal(120, 20)
        await pilot.pause()
        await pilot.resize_terminal(110, 20)
        await pilot.pause()

    assert [message.width for message in app.heard(ArticleView.WidthChanged)] == [55, 72]


async def test_the_text_stands_in_the_middle_with_air_on_both_sides(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page(width=40))

        assert screen_text(view)[:3] == [" " * 9 + "F E E D", " " * 9 + "Title", " " * 9 + "─" * 40]


async def test_it_opens_at_the_masthead_and_at_the_reading_place(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page())
        assert (view.place, view.scroll_offset.y) == (0.0, 0)

        view.show(a_page(), 0.5)
        assert (view.place, top_line(view)) == (0.5, "line 50")


async def test_the_place_outlives_a_new_width(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE) as pilot:
        view.show(a_page(100), 0.3)

        for _ in range(5):
            await pilot.resize_terminal(40, 12)
            view.show(a_page(200, width=30, words_a_line=5), view.place)
            assert top_line(view) == "line 60"
            await pilot.resize_terminal(60, 20)
            view.show(a_page(100), view.place)
            assert top_line(view) == "line 30"

    assert app.heard(ArticleView.PlaceChanged) == []


async def test_an_article_that_is_shown_before_the_pane_has_a_size_opens_at_its_place(view: ArticleView) -> None:
    view.show(a_page(), 0.4)

    async with ViewApp(view).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert top_line(view) == "line 40"


async def test_reading_on_shows_every_line_and_ends_at_the_end(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page())
        seen = [line.strip() for line in screen_text(view)]
        while view.page_down():
            page = [line.strip() for line in screen_text(view)]
            if not view.is_at_end:
                assert page[:OVERLAP] == seen[-OVERLAP:]
            seen += [line for line in page if line not in seen]

        assert [line for line in seen if line.startswith("line ")] == [f"line {n}" for n in range(100) if n != 1]
        assert not view.page_down()


async def test_a_short_article_is_at_its_end_at_once(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page(5))

        assert view.is_at_end
        assert not view.page_down()
        assert END_MARK in "".join(screen_text(view))


async def test_every_way_back_leads_to_the_masthead(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page())
        for way_down, way_up in (
            (view.page_down, view.page_up),
            (view.half_page, lambda: view.half_page(-1)),
            (lambda: view.move_lines(3), lambda: view.move_lines(-1)),
        ):
            while way_down():
                pass
            assert view.is_at_end
            while way_up():
                pass
            assert view.scroll_offset.y == 0
        view.move_bottom()
        assert view.is_at_end
        view.move_top()
        assert view.scroll_offset.y == 0


async def test_it_says_where_the_reader_is(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE) as pilot:
        view.show(a_page())
        view.move_lines(2)
        await pilot.pause()
        assert app.heard(ArticleView.PlaceChanged) == []

        view.move_lines(11)
        await pilot.pause()

        assert [message.place for message in app.heard(ArticleView.PlaceChanged)] == [0.1]
        assert view.place == 0.1


async def test_a_click_on_a_link_chooses_it_and_beside_it_nothing(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE) as pilot:
        view.show(a_page(width=40))
        await pilot.pause()

        await pilot.click(view, offset=(9 + 2, 4))
        assert app.heard(ArticleView.LinkChosen) == []
        await pilot.click(view, offset=(9 + 7, 4))

        assert [message.url for message in app.heard(ArticleView.LinkChosen)] == ["https://report.example/"]


async def test_a_click_on_a_mark_chooses_it_and_its_note_can_be_gone_to(app: ViewApp, view: ArticleView) -> None:
    page = a_page()
    lines = list(page.layout.lines)
    lines[2] = Line((Piece("note", Role.LINK, goal="fn1"),), lines[2].start)
    layout = replace(page.layout, lines=tuple(lines), anchors={"fn1": 500})
    async with app.run_test(size=SIZE) as pilot:
        view.show(replace(page, layout=layout))
        await pilot.pause()

        await pilot.click(view, offset=(9 + 1, 5))

        assert [message.goal for message in app.heard(ArticleView.MarkChosen)] == ["fn1"]
        assert view.move_to_anchor("fn1")
        assert screen_text(view)[ANCHOR_AIR].strip() == f"{POINTER}line 50"
        assert not view.move_to_anchor("fn2")


async def test_links_are_hyperlinks_for_the_terminal() -> None:
    view = ArticleView(has_hyperlinks=True)
    async with ViewApp(view).run_test(size=SIZE):
        view.show(a_page(width=40))
        linked = {segment.text for segment in view.render_line(4) if segment.style and segment.style.link}

    assert linked == {"the report", "[1]"}


def test_fault_071_no_address_can_end_the_sequence_that_it_stands_in() -> None:
    assert hyperlink("https://a.lu/é;x=1%20?q=«»#f") == "https://a.lu/%C3%A9;x=1%20?q=%C2%AB%C2%BB#f"
    assert [hyperlink(url) for url in ("javascript:1", "https://a.lu/\x1b]0;x\x07", "file:///etc", "https://a b/")] == [
        None
    ] * 4


@pytest.mark.parametrize(("term", "is_known"), [("xterm-256color", True), ("linux", False), ("dumb", False)])
def test_old_terminals_get_no_hyperlinks(term: str, is_known: bool) -> None:
    assert knows_hyperlinks({"TERM": term}) is is_known


async def test_matches_are_marked_and_the_one_gone_to_stands_out(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page())
        matches = [Match(3 + n, 0, 4) for n in (0, 40, 80)]
        view.mark(matches)
        assert _styled(view, underline=True) == ["line"]

        view.scroll_to_match(1)
        assert view.lines[43].text in [line.strip() for line in screen_text(view)]
        assert _styled(view, bold=True) == ["line"]
        view.scroll_to_match(3)
        assert view.current_match == 0
        view.mark([])
        assert (view.match_count, _styled(view, underline=True)) == (0, [])


async def test_a_match_over_the_end_of_a_line_is_one_match(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page())
        view.mark([Match(3, 0, 4), Match(5, 0, 4), Match(6, 0, 6, is_continued=True)])

        view.scroll_to_match(-1)

        assert (view.match_count, view.current_match) == (2, 1)
        assert _styled(view, bold=True) == ["line", "line 3"]


async def test_a_match_in_view_does_not_scroll(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page())
        view.mark([Match(8, 0, 4)])

        view.scroll_to_match(0)

        assert view.scroll_offset.y == 0


async def test_a_new_page_has_no_marks(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page())
        view.mark([Match(3, 0, 4)])
        view.show(a_page())

        assert view.match_count == 0
        assert _styled(view, underline=True) == []


async def test_selected_text_is_the_text_without_its_margins(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE) as pilot:
        view.show(a_page(width=40))
        await pilot.pause()

        await pilot.mouse_down(view, offset=(9 + 5, 4))
        await pilot.hover(view, offset=(9 + 3, 5))
        await pilot.mouse_up(view, offset=(9 + 3, 5))

        assert app.screen.get_selected_text() == "the report\nline"
        assert app.heard(ArticleView.LinkChosen) == []
        assert view.get_selection(Selection(Offset(0, 0), Offset(7, 0))) == ("FEED", "\n")


async def test_without_an_article_nothing_is_shown(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE):
        view.show(a_page())
        view.clear()

        assert not "".join(screen_text(view)).strip()
        assert (view.typeset, view.place, view.page_down()) == (None, 0.0, False)


@pytest.mark.parametrize("size", [(40, 10), (12, 3), (2, 1), (1, 1)])
async def test_fault_080_no_size_is_too_small(app: ViewApp, view: ArticleView, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        view.show(a_page(), 0.5)
        view.page_down()
        view.half_page(-1)
        view.mark([Match(3, 0, 4)])
        view.scroll_to_match(0)
        await pilot.pause()

        assert {view.render_line(y).cell_length for y in range(view.size.height)} == {view.size.width}


def _styled(view: ArticleView, **wanted: bool) -> list[str]:
    """The words on the screen, below the masthead, with a certain look."""
    return [
        segment.text
        for y in range(view.size.height)
        for segment in view.render_line(y)
        if segment.style and all(getattr(segment.style, name) for name in wanted) and segment.text != "Title"
    ]


async def test_in_another_width_every_line_stands_below_the_first(app: ViewApp, view: ArticleView) -> None:
    async with app.run_test(size=SIZE) as pilot:
        view.show(a_page(width=40))
        for width in (100, 60, 80):
            await pilot.resize_terminal(width, 20)
            lines = [strip.text for strip in app.screen._compositor.render_strips()]  # what has been painted
            assert {line.index("line") for line in lines if "line" in line} == {view.text_margin}
