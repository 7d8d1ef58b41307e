"""Where rows stand: bisecting gives what walking the rows would."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from wortreader.app.widgets.row_lines import NOTHING, RowLines, Spot, index_after
from wortreader.model import Rows


@st.composite
def grouped_lists(draw: st.DrawFn) -> tuple[RowLines, list[Spot]]:
    """A list, and what stands on each of its lines, found by walking."""
    sizes = draw(st.lists(st.integers(1, 5), max_size=6))
    height = draw(st.integers(1, 4))
    has_headings = draw(st.booleans())
    has_gaps = height > 1 and draw(st.booleans())
    starts = [sum(sizes[:group]) for group in range(len(sizes))]
    higher = {row: draw(st.booleans()) for row in range(sum(sizes))}
    walked: list[Spot] = []
    for group, size in enumerate(sizes):
        if has_headings:
            walked += [NOTHING] if group and not has_gaps else []
            walked.append(Spot(None, 0, group))
        for row in range(starts[group], starts[group] + size):
            walked += [Spot(row, line, None) for line in range(height + higher[row])]
    if has_gaps and walked:
        walked.pop()
    lines = RowLines(sum(sizes), height, starts if has_headings else (), has_gaps=has_gaps)
    wrong = {row: draw(st.booleans()) for row in higher}  # what has been set before does not matter
    lines.set_higher(wrong)
    assert lines.set_higher(higher) == (wrong != higher)
    return lines, walked


@given(grouped_lists())
def test_every_line_shows_what_walking_finds_there(case: tuple[RowLines, list[Spot]]) -> None:
    lines, walked = case

    assert lines.height == len(walked)
    assert [lines.at(line) for line in range(-1, len(walked) + 1)] == [NOTHING, *walked, NOTHING]


@given(grouped_lists())
def test_a_row_begins_where_its_first_line_stands(case: tuple[RowLines, list[Spot]]) -> None:
    lines, walked = case

    for row in range(lines.count):
        line = walked.index(Spot(row, 0, None))
        assert lines.line_of(row) == line
        assert lines.top_of(row) == line - (line > 0 and walked[line - 1].group is not None)
        assert lines.row_above(line) == row
        assert lines.row_above(line - 1) == row - 1


@given(grouped_lists(), st.integers(-5, 60), st.integers(-5, 60))
def test_the_rows_between_two_lines_are_those_with_a_line_there(
    case: tuple[RowLines, list[Spot]], top: int, bottom: int
) -> None:
    lines, walked = case

    seen = {spot.row for spot in walked[max(0, top) : max(0, bottom)] if spot.row is not None}

    assert set(lines.rows_between(top, bottom)) == seen


def _rows(*ids: int) -> Rows:
    return Rows(array("q", ids), array("q", [0] * len(ids)))


def test_an_article_is_found_again_by_its_id() -> None:
    assert index_after(_rows(1, 2, 3), 2, _rows(9, 8, 3, 2)) == 2


def test_for_a_gone_article_the_next_one_below_stands_in() -> None:
    assert index_after(_rows(1, 2, 3, 4), 1, _rows(9, 1, 4)) == 2


def test_for_a_gone_article_with_nothing_below_the_next_above_stands_in() -> None:
    assert index_after(_rows(1, 2, 3, 4), 2, _rows(9, 1, 2)) == 2


def test_where_no_neighbour_is_left_the_index_is_kept_within_the_list() -> None:
    assert index_after(_rows(1, 2, 3, 4), 3, _rows(9, 8)) == 1
