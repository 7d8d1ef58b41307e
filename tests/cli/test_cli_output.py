"""Tables, JSON arrays and emphasis."""

from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader.cli import output
from wortreader.text import cells, safe_line

COLUMNS = [output.Column("ID", is_number=True), output.Column("FEED", elastic=1), output.Column("TITLE", elastic=2)]


def test_columns_stand_under_each_other_whatever_the_width_of_their_letters() -> None:
    lines = output.aligned(COLUMNS, [["1", "日本新聞", "Regen"], ["23", "Le Quotidien", "Hôpitaux"]], 80)

    starts = [cells(line[: line.index(word)]) for line, word in zip(lines, ["TITLE", "Regen", "Hôpitaux"], strict=True)]
    assert starts == [18, 18, 18]


def test_numbers_are_set_to_the_right() -> None:
    lines = output.aligned(COLUMNS, [["1", "a", "b"], ["234", "a", "b"]], 80)

    assert [line[:3] for line in lines] == [" ID", "  1", "234"]


def test_a_table_that_fits_is_cut_nowhere() -> None:
    lines = output.aligned(COLUMNS, [["1", "x" * 30, "y" * 30]], 67)

    assert lines[1] == f" 1  {'x' * 30}  {'y' * 30}"


def test_columns_that_are_too_wide_share_the_room_and_short_ones_leave_theirs() -> None:
    crowded = output.aligned(COLUMNS, [["1", "x" * 100, "y" * 100]], 36)
    with_room = output.aligned(COLUMNS, [["1", "Kurz", "y" * 100]], 36)

    assert crowded[1] == f" 1  {'x' * 9}…  {'y' * 19}…"
    assert with_room[1] == f" 1  Kurz  {'y' * 25}…"


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.text(max_size=40).map(safe_line)] * 3), max_size=5), st.integers(1, 60))
def test_no_line_of_a_table_is_wider_than_the_terminal(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = output.aligned(COLUMNS, rows, width)

    assert all(cells(line) <= width for line in lines)


def test_matches_are_emphasised_and_those_that_were_cut_off_are_not() -> None:
    marked = output.marked("le budget de", [(3, 9), (10, 14), (20, 30)])

    assert click.unstyle(marked) == "le budget de"
    assert (
        marked
        == f"le {click.style('budget', bold=True, underline=True)} {click.style('de', bold=True, underline=True)}"
    )


@pytest.mark.parametrize("values", [[], [1], [{"é": 1}, {"é": 2}]])
def test_an_array_is_one_json_document_with_a_value_a_line(values: list[object]) -> None:
    with CliRunner().isolation() as (printed, _complaints, _mixed):
        output.write_json_array(values)
        lines = printed.getvalue().decode().splitlines()

    assert json.loads("".join(lines)) == values
    assert len(lines) == (len(values) + 2 if values else 1)
