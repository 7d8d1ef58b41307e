"""Tables, JSON arrays and emphasis."""

from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal_grammar import unsafe

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
    parts = output.marked("le budget de", [(3, 9), (10, 14), (20, 30)])

    emphasised = [output.Styled(word, is_bold=True, is_underlined=True) for word in ("budget", "de")]
    assert parts == ["le ", emphasised[0], " ", emphasised[1], ""]


@pytest.mark.parametrize("values", [[], [1], [{"é": 1}, {"é": 2}]])
def test_an_array_is_one_json_document_with_a_value_a_line(values: list[object]) -> None:
    with CliRunner().isolation() as (printed, _complaints, _mixed):
        output.write_json_array(values)
        lines = printed.getvalue().decode().splitlines()

    assert json.loads("".join(lines)) == values
    assert len(lines) == (len(values) + 2 if values else 1)


def printed(*parts: output.Part) -> str:
    """What `write` prints on a terminal with colours."""
    with CliRunner().isolation(color=True) as (data, _complaints, _mixed):
        output.write(*parts)
        return data.getvalue().decode()


def test_only_emphasis_of_our_own_is_printed_with_escape_sequences() -> None:
    foreign = "a\x1b[1mb\x9b2m\nc\td"

    assert printed(foreign, output.strong(foreign)) == f"a[1mb2m c d{click.style('a[1mb2m c d', bold=True)}\n"
    assert printed("  ", output.muted("")) == "  \n"


def test_json_is_exact_and_safe_to_draw_at_the_same_time() -> None:
    foreign = "\x1b]0;a\x07 \x7f \x9b31m \u202e \u2028 \ud800 \U000e0041 \U0001fffe é 日本 👩\u200d🌾"

    with CliRunner().isolation() as (data, _complaints, _mixed):
        output.write_json_array([foreign])
        line = data.getvalue().decode()

    assert json.loads(line) == [foreign]
    assert not unsafe(line)
    assert "é 日本 👩\u200d🌾" in line


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_row_of_a_table_is_one_line_and_exact_in_a_pipe(is_terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: is_terminal)
    with CliRunner().isolation(color=True) as (data, _complaints, _mixed):
        output.write_table([output.Column("ID"), output.Column("TITLE")], [("1", "a\n\x1b[31mb\tc")])
        lines = data.getvalue().decode().splitlines()

    assert lines[-1] == ("1   a [31mb c" if is_terminal else "1\ta \x1b[31mb c")
