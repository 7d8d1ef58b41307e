"""What a row says in the linear mode: marks as words, the most important first, and as many lines as there may be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from app.widget_samples import headline

from wortreader.app.widgets.row_words import headline_words, wrapped
from wortreader.model import Completeness
from wortreader.text import cells


def test_marks_are_words_and_come_before_the_title() -> None:
    row = replace(headline(1, 0), is_read=False, is_starred=True, title="Rain", feed_title="Paper", tags=("later",))

    words = headline_words(row, "14:33", place="3 of 20", is_selected=True)

    assert words.startswith("3 of 20, selected, unread, starred, Rain, Paper, 14:33, ")
    assert words.endswith("#later")


@pytest.mark.parametrize(
    ("completeness", "words"), [(Completeness.TEASER, "excerpt only"), (Completeness.LINK, "link only")]
)
def test_how_much_can_be_read_offline_is_a_word(completeness: Completeness, words: str) -> None:
    row = replace(headline(1, 0), completeness=completeness)

    assert f", {words}, " in headline_words(row, "14:33", place="1 of 1")


def test_the_feed_is_left_out_where_all_rows_are_of_one() -> None:
    row = replace(headline(1, 0), title="Rain", feed_title="Paper")

    assert "Paper" not in headline_words(row, "14:33", place="1 of 1", is_feed_named=False)


@pytest.mark.parametrize("width", [1, 5, 12, 40])
@pytest.mark.parametrize(
    "text", ["one two three four five six seven", "Donaudampfschifffahrt ahoy", "日本語の見出しです", ""]
)
def test_lines_fit_and_an_ellipsis_says_that_there_is_more(text: str, width: int) -> None:
    lines = wrapped(text, width, 2)

    assert len(lines) <= 2
    assert all(cells(line) <= width for line in lines)
    is_whole = "".join("".join(lines).split()) == "".join(text.split())
    assert is_whole or lines[-1].endswith("…")
