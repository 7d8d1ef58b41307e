"""Selecting text in the article, with the mouse and with keys, and copying it as it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, NARROW, AppDriver, reading
from library_factory import article, shelve
from textual.geometry import Offset
from textual.selection import Selection
from textual.widget import Widget

from wortreader.app.background.browser import MOST_COPIED
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.article.text_selector import Caret, TextSpot
from wortreader.config import Config
from wortreader.prose.typeset.lines import Line, Piece, Role
from wortreader.store.library import Library

FIRST = "The first paragraph of this article is longer than a line of it, whatever the width of the terminal may be."
SECOND = "The second one is short."
LONG_ADDRESS = "https://www.radio.example/2026/11/" + "a-very-long-title-" * 12 + "of-an-episode"
HTML = f'<p>{FIRST}</p><ul><li>An item with <a href="https://a.example">a link</a></li></ul><p>{SECOND}</p>'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with three short articles."""
    path = tmp_path / "library.db"
    library = Library.open(path)
    shelve(
        library,
        article("other", "Words"),
        article("one", FIRST, html=HTML, title="A title"),
        article("far", "Words", url=LONG_ADDRESS),
    )
    library.close()
    return path


async def open_article(story: AppDriver) -> None:
    story.screen.parts.order.open(2)
    await story.settle()
    assert story.article.guid == "one"


def spot_of(story: AppDriver, words: str) -> TextSpot:
    """Where these words begin."""
    return next(
        TextSpot(number, line.text.index(words)) for number, line in enumerate(story.view.lines) if words in line.text
    )


def select(story: AppDriver, first: str, last: str) -> None:
    """Select from some words to the end of others, as the mouse does."""
    begin, end = spot_of(story, first), spot_of(story, last)
    story.screen.selections = {
        story.view: Selection(Offset(begin.at, begin.line), Offset(end.at + len(last), end.line))
    }


# --- with the mouse ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", LAYOUTS)
async def test_what_is_selected_is_copied_as_it_reads_and_that_is_said(path: Path, size: tuple[int, int]) -> None:
    async with reading(path, size) as story:
        await open_article(story)
        select(story, "first paragraph", "second one")
        await story.settle()

        await story.press("y")

        expected = f"{FIRST.removeprefix('The ')}\n\n• An item with a link\n\nThe second one"
        assert story.app.clipboard == expected
        assert "Copied 5 lines." in story.status
        assert story.view.text_selection is None

        await story.press("y")
        assert story.app.clipboard == story.article.url


@pytest.mark.thorough
async def test_the_mouse_selects_and_is_told_which_key_copies(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        number, at = spot_of(story, "second")
        x, y = story.view.text_margin + at, number - story.view.scroll_offset.y

        await story.pilot.mouse_down("#article", offset=(x, y))
        await story.pilot.hover("#article", offset=(x + 10, y))
        await story.pilot.mouse_up("#article", offset=(x + 10, y))
        await story.settle()
        assert "y copies what is selected." in story.status
        await story.press("y")

        assert story.app.clipboard == "second one"
        assert "Copied 10 characters." in story.status


@pytest.mark.thorough
async def test_the_key_of_textual_copies_the_same_and_says_so(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        select(story, "first paragraph", "terminal may be.")
        assert story.screen.get_selected_text() == FIRST.removeprefix("The ")

        await story.press("ctrl+c")

        assert story.app.clipboard == FIRST.removeprefix("The ")
        assert "Copied" in story.status


async def test_a_selected_word_can_be_copied_too(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        number, at = spot_of(story, "second")

        await story.click("#article", story.view.text_margin + at + 1, number - story.view.scroll_offset.y, times=2)
        assert "y copies it" in story.status
        await story.press("y")

        assert story.app.clipboard == "second"


@pytest.mark.thorough
async def test_no_more_is_copied_than_terminals_take(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)

        story.screen.parts.services.browser.copy_text("é" * MOST_COPIED)
        await story.settle()

        assert len(story.app.clipboard.encode()) == MOST_COPIED
        assert "Copied the first 37\u202f000 characters" in story.status


@pytest.mark.thorough
@pytest.mark.parametrize("theme", ["wort-dark", "wort-light", "wort-contrast", "ansi-dark", "nord"])
async def test_what_is_selected_can_be_read(path: Path, theme: str) -> None:
    async with reading(path, config=Config(theme=theme)) as story:
        await open_article(story)
        select(story, "second", "second")
        await story.settle()

        line = spot_of(story, "second").line - story.view.scroll_offset.y
        (selected,) = [segment for segment in story.view.render_line(line) if segment.text == "second"]

        assert selected.style is not None
        assert selected.style.bgcolor != story.view.blank.bgcolor
        assert selected.style.color != selected.style.bgcolor


# --- with the mouse, beside the text ----------------------------------------------------------------------------------


async def drag(story: AppDriver, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Select from one cell to another, both counted from the left edge of the text and the article's first line."""
    view = story.view
    corner = view.content_region.offset + Offset(view.text_margin, -view.scroll_offset.y)
    await story.pilot.mouse_down(offset=corner + first)
    await story.pilot.hover(offset=corner + last)
    await story.pilot.mouse_up(offset=corner + last)
    await story.settle()


REST = SECOND.removeprefix("The ")
LINK = "[1] https://a.example"


DRAGS = {
    "to the blank line below": ((4, 0), (3, 1), REST),
    "to the end of the blank line below": ((4, 0), (40, 1), REST),
    "to the air before the blank line below": ((4, 0), (-2, 1), REST),
    "to the blank line above": ((4, 0), (3, -1), "The s"),
    "from the blank line below": ((3, 1), (4, 0), REST),
    "from the blank line above": ((3, -1), (4, 0), "The s"),
    "from the blank line above to that below": ((3, -1), (3, 1), SECOND),
    "to the air behind the text": ((4, 0), (40, 0), REST),
    "from the air behind the text": ((40, 0), (4, 0), REST),
    "to the air before the text": ((4, 0), (-2, 0), "The s"),
    "from the air before the text": ((-2, 0), (4, 0), "The s"),
    "to the air before a line further down": ((4, 0), (-2, 2), REST),
    "from the air behind a line further up": ((40, -2), (4, 0), "The s"),
    "to the end mark": ((4, 0), (3, 4), f"{REST}\n\n{LINK}"),
    "to the blank row below the end mark": ((4, 0), (3, 5), f"{REST}\n\n{LINK}"),
}
"""From which cell to which, counted from the beginning of `SECOND`, and what is selected then."""


@pytest.mark.thorough
@pytest.mark.parametrize("size", LAYOUTS)
async def test_a_selection_that_begins_or_ends_beside_the_text_takes_the_nearest(
    path: Path, size: tuple[int, int]
) -> None:
    async with reading(path, size) as story:
        await open_article(story)
        number = spot_of(story, SECOND).line
        story.view.scroll_to_line(number - 2)

        selected, by_textual = {}, {}
        for name, (first, last, _expected) in DRAGS.items():
            await drag(story, (first[0], number + first[1]), (last[0], number + last[1]))
            selected[name], by_textual[name] = story.view.selected_words, story.screen.get_selected_text()

        assert selected == by_textual == {name: expected for name, (_first, _last, expected) in DRAGS.items()}
        assert "y copies what is selected." in story.status


@pytest.mark.thorough
async def test_within_a_blank_line_nothing_is_selected(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        number = spot_of(story, SECOND).line

        await drag(story, (3, number + 1), (20, number + 1))

        assert story.view.selected_words == ""
        assert not story.screen.get_selected_text()
        assert "y copies what is selected." not in story.status


@pytest.mark.thorough
async def test_a_selection_goes_on_from_the_blank_row_below_the_masthead_with_the_text(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        begin = story.view.first_text_line

        await drag(story, (3, begin - 1), (8, begin))
        assert story.view.selected_words == "The first"
        await drag(story, (8, begin), (3, begin - 1))
        assert story.view.selected_words == "The first"


@pytest.mark.thorough
async def test_a_selection_that_leaves_the_article_goes_as_far_as_what_is_in_view(path: Path) -> None:
    async with reading(path, (120, 12)) as story:
        await open_article(story)
        begin, bottom = story.view.first_text_line, story.view.lines_in_view[-1]
        assert begin < bottom < len(story.view.lines) - 1

        await drag(story, (4, begin), (9, bottom + 1))
        in_view = story.view.selected_words
        await drag(story, (4, begin), (story.view.size.width - story.view.text_margin - 1, bottom))
        assert story.view.selected_words == in_view
        await drag(story, (4, begin), (-story.view.text_margin - 6, begin))
        assert story.view.selected_words == "The f"


@pytest.mark.thorough
async def test_above_the_article_is_the_beginning_of_what_is_in_view(path: Path) -> None:
    async with reading(path, (50, 12)) as story:
        await open_article(story)
        number = spot_of(story, SECOND).line
        story.view.scroll_to_line(number)
        top = story.view.scroll_offset.y
        area = story.view.content_region

        await drag(story, (4, number), (9, top - 1))

        assert story.view.place_at(area.x, area.y - 1) == story.view.place_at(area.x, area.y)
        selection = story.view.text_selection
        assert selection is not None
        assert next(part.line for part in story.view.selected_passages if part.start < part.end) >= top
        assert story.view.selected_words.endswith("The s")


@pytest.mark.thorough
async def test_a_selection_that_ends_on_a_blank_line_goes_on_with_keys(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        number = spot_of(story, SECOND).line
        await drag(story, (4, number), (3, number + 1))

        await story.press("v", "h", "y")
        assert story.app.clipboard == REST.removesuffix(".")

        await drag(story, (3, number - 1), (4, number))
        await story.press("v", "w", "y")
        assert story.app.clipboard == "The second"


@pytest.mark.thorough
async def test_a_selected_address_that_is_cut_is_copied_whole(path: Path) -> None:
    async with reading(path) as story:
        story.screen.parts.order.open(3)
        await story.settle()
        number, at = spot_of(story, "radio.example")
        assert "…" in story.view.lines[number].text

        await drag(story, (at + 6, number), (len(story.view.lines[number].text), number))
        assert story.view.selected_words == LONG_ADDRESS
        await drag(story, (at + 6, number), (at + 12, number))
        assert story.view.selected_words == "example"


# --- with keys --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", LAYOUTS)
async def test_v_selects_with_the_keys_that_move_and_y_copies(path: Path, size: tuple[int, int]) -> None:
    async with reading(path, size) as story:
        await open_article(story)
        story.view.scroll_to_line(spot_of(story, FIRST[:12]).line)
        await story.press("v")
        assert "y copy" in story.status
        assert "Esc leave" in story.status

        await story.press("w", "w", "w")
        await story.press("y")

        assert story.app.clipboard == "The first paragraph"
        assert "Copied 19 characters." in story.status
        assert story.view.text_selection is None
        await story.press("j")
        assert story.screen.parts.article.mode == "article"


@pytest.mark.thorough
async def test_lines_and_ends_are_selected_too(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        story.view.scroll_to_line(spot_of(story, FIRST[:12]).line)

        await story.press("v", "j", "j", "end", "y")
        assert story.app.clipboard == FIRST[: len(story.app.clipboard)]
        first = len(story.app.clipboard)
        await story.press("v", "j", "end", "y")
        assert len(story.app.clipboard) < first
        await story.press("v", "G", "y")
        assert story.app.clipboard.startswith(f"{FIRST}\n\n• An item with a link\n\n{SECOND}\n\n[1] https://a.example")


@pytest.mark.thorough
async def test_the_beginning_can_be_moved(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        story.view.scroll_to_line(spot_of(story, FIRST[:12]).line)

        await story.press("v", "w", "l", "l", "v", "w", "y")
        assert story.app.clipboard == "first"
        await story.press("v", "w", "w", "o", "l", "l", "l", "l", "y")
        assert story.app.clipboard == "first"
        await story.press("v", "w", "w", "b", "h", "h", "y")
        assert story.app.clipboard == "The"


async def test_escape_leaves_without_copying(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)

        await story.press("v", "w", "escape")

        assert story.view.text_selection is None
        assert story.app.clipboard == ""
        assert story.screen.parts.navigation.current == "article"
        assert "Space read on" in story.status


@pytest.mark.thorough
async def test_keys_that_mean_nothing_there_do_nothing(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)

        await story.press("v", "f", "N", "x", "D", "question_mark")

        assert not story.article.is_starred
        assert story.screen.parts.article.mode == "select"


@pytest.mark.thorough
async def test_another_size_ends_selecting(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        await story.press("v", "w")

        await story.resize(*NARROW)

        assert story.screen.parts.article.mode == "article"
        assert story.view.text_selection is None


@pytest.mark.thorough
async def test_what_is_found_is_where_selecting_begins(path: Path) -> None:
    async with reading(path) as story:
        await open_article(story)
        await story.press("slash", *"second", "enter", "v", "w", "y")

        assert story.app.clipboard == "second one"


async def test_the_caret_stays_in_view(path: Path) -> None:
    async with reading(path, (50, 12)) as story:
        await open_article(story)
        await story.press("v", "G")

        assert story.view.scroll_offset.y > 0
        assert "https://a.example" not in story.text_of(story.view) or "[1]" in story.text_of(story.view)
        selection = story.view.text_selection
        assert selection is not None
        assert selection.end is not None
        assert selection.end.y in story.view.lines_in_view


@pytest.mark.thorough
async def test_a_further_word_paints_the_lines_that_change_and_no_others(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []

    def refresh_lines(_view: Widget, y_start: int, line_count: int = 1) -> None:
        painted.extend(range(y_start, y_start + line_count))

    async with reading(path) as story:
        await open_article(story)
        await story.press("v", "w")
        monkeypatch.setattr(ArticleView, "refresh_lines", refresh_lines)

        await story.press("w")

    assert len(set(painted)) == 1


# --- the caret --------------------------------------------------------------------------------------------------------


def lines(*texts: str) -> list[Line]:
    return [Line((Piece(text, Role.TEXT),)) if text else Line() for text in texts]


@pytest.mark.parametrize(
    ("texts", "start", "move", "expected"),
    [
        (("one two", "", "three"), (0, 0), "ww", (0, 6)),
        (("one two", "", "three"), (0, 0), "www", (2, 4)),
        (("one two", "", "three"), (2, 4), "bb", (0, 4)),
        (("one two", "", "three"), (0, 6), "l", (2, 0)),
        (("one two", "", "three"), (2, 0), "h", (0, 6)),
        (("one two", "", "three"), (0, 6), "j", (2, 4)),
        (("a long one", "b", "another one"), (0, 8), "jj", (2, 8)),
        (("one two", "", "three"), (2, 4), "j", (2, 4)),
        (("one two", "", "three"), (0, 0), "hkb", (0, 0)),
        (("日本語 text", "ab"), (0, 1), "l", (0, 2)),
        (("日本語 text", "abcdefg"), (0, 2), "j", (1, 4)),
        (("e\u0301te\u0301", "x"), (0, 0), "l", (0, 2)),
        (("l’hôpital d'Esch", "x"), (0, 0), "w", (0, 8)),
    ],
)
def test_the_caret_goes_over_text_only(
    texts: tuple[str, ...], start: tuple[int, int], move: str, expected: tuple[int, int]
) -> None:
    caret = Caret(lines(*texts), TextSpot(*start))
    moves = {
        "w": lambda: caret.by_words(1),
        "b": lambda: caret.by_words(-1),
        "l": lambda: caret.by_characters(1),
        "h": lambda: caret.by_characters(-1),
        "j": lambda: caret.by_lines(1),
        "k": lambda: caret.by_lines(-1),
    }

    for key in move:
        moves[key]()

    assert caret.spot == TextSpot(*expected)
