"""Tables in columns if they fit, else as records."""

from __future__ import annotations

import pytest

from wortreader.prose.document import Table
from wortreader.prose.html import markup
from wortreader.prose.render import markdown
from wortreader.prose.render_html import safe_html
from wortreader.prose.typeset.layout import Role, layout

BUDGET = (
    "<table><thead><tr><th>Année<th>Budget<th>Pannes</thead>"
    "<tr><td>2021<td>11,2 M€<td>14<tr><td>2024<td>17,9 M€<td>6</table>"
)


def texts(html: str, width: int) -> list[str]:
    return [line.text for line in layout(markup.document(html), width).lines]


def test_numbers_are_aligned_to_the_right_and_a_rule_follows_the_header() -> None:
    assert texts(BUDGET, 60) == [
        "  Année    Budget   Pannes",
        "  ────────────────────────",
        "  2021    11,2\u00a0M€       14".replace("\u00a0", " "),
        "  2024    17,9 M€        6",
    ]


def test_a_table_that_does_not_fit_becomes_records() -> None:
    assert texts(BUDGET, 18) == [
        "Année: 2021", "Budget: 11,2 M€", "Pannes: 14", "", "Année: 2024", "Budget: 17,9 M€", "Pannes: 6",
    ]  # fmt: skip


def test_long_cells_wrap_in_their_column_and_blank_lines_separate_rows() -> None:
    html = "<table><tr><th>Ort<th>Was<tr><td>Esch<td>Ein langer Satz, der nicht in eine Zeile geht"
    html += "<tr><td>Wiltz<td>kurz</table>"

    found = texts(html, 30)

    assert found[2].startswith("Esch    Ein langer")
    assert found[3].startswith("        ")
    assert found[-2:] == ["", "Wiltz   kurz"]


def test_a_header_has_its_role_and_weight() -> None:
    line = layout(markup.document(BUDGET), 60).lines[0]

    headers = [piece for piece in line.pieces if piece.role is Role.TABLE_HEADER]

    assert [piece.text for piece in headers] == ["Année", "Budget", "Pannes"]
    assert all(piece.is_strong for piece in headers)


def test_spans_over_columns_and_rows_keep_the_grid() -> None:
    html = "<table><tr><th colspan=2>Beide<th>C<tr><td rowspan=2>a<td>b<td>c<tr><td>d<td>e</table>"

    table = markup.document(html).blocks[0]

    assert isinstance(table, Table)
    assert [[cell.columns for cell in row] for row in table.rows] == [[2, 1], [1, 1, 1], [1, 1, 1]]
    assert "".join(span.text for cell in table.rows[2] for span in cell.spans) == "de"
    assert table.column_count == 3


def test_absurd_spans_cost_nothing() -> None:
    html = "<table>" + "<tr><td colspan=99999 rowspan=99999>x<td>y" * 50 + "</table>"

    table = markup.document(html).blocks[0]

    assert isinstance(table, Table)
    assert table.column_count <= 64


def test_a_table_that_arranges_a_page_is_read_as_what_it_holds() -> None:
    html = (
        "<table><tr><td><h2>Titel</h2><p>Text</p></td><td><img src='https://a.lu/x.jpg' alt='Bild'></td></tr></table>"
    )

    assert texts(html, 40)[:3] == ["Titel", "", "Text"]


def test_a_table_of_one_column_is_read_as_its_contents() -> None:
    assert texts("<table><tr><td>a<tr><td>b</table>", 40) == ["a", "", "b"]


def test_dates_with_words_do_not_count_as_numbers() -> None:
    html = "<table><tr><th>Was<th>Wann<tr><td>Wahl<td>12 mars<tr><td>Fest<td>3 juin</table>"

    assert texts(html, 40)[-1] == "Fest   3 juin"


def test_a_title_over_all_columns_has_the_room_of_the_line() -> None:
    html = "<table><tr><th colspan=3>Results of the second round of the regional championship</th></tr>"
    html += "<tr><td>A</td><td>1</td><td>2</td></tr><tr><td>B</td><td>3</td><td>4</td></tr></table>"

    assert texts(html, 72) == [
        "  Results of the second round of the regional championship",
        "  ─────────",
        "  A   1   2",
        "  B   3   4",
    ]
    assert texts(html, 50)[:2] == ["  Results of the second round of the regional", "  championship"]


def test_a_title_over_all_columns_is_no_header_of_records() -> None:
    html = "<table><tr><th colspan=2>Of the year<tr><th>Team<th>Goals<tr><td>Esch<td>2"
    html += "<tr><td colspan=2>Second<tr><td>Wiltz<td>4</table>"

    assert texts(html, 10) == [
        "Of the", "year", "", "Team: Esch", "Goals: 2", "", "Second", "", "Team:", "Wiltz", "Goals: 4",
    ]  # fmt: skip


def test_a_cell_over_several_columns_makes_them_wide_enough() -> None:
    html = "<table><tr><th>Name<th colspan=2>Points of the year<tr><td>A<td>1<td>2</table>"

    assert texts(html, 60) == [
        "  Name   Points of the year",
        "  ─────────────────────────",
        "  A             1         2",
    ]


def test_two_header_rows_are_above_the_rule_and_one_in_markdown() -> None:
    html = (
        "<table><tr><th rowspan=2>Name</th><th colspan=2>Points</th></tr><tr><th>a</th><th>b</th></tr>"
        "<tr><td>x</td><td>1</td><td>2</td></tr></table>"
    )
    table = markup.document(html).blocks[0]

    assert isinstance(table, Table)
    assert table.header_rows == 2
    assert markdown(markup.document(html)).split("\n")[:2] == ["| Name | Points<br>a | b |", "| --- | --- | --- |"]
    again = markup.document(safe_html(markup.document(html))).blocks[0]
    assert isinstance(again, Table)
    assert again.header_rows == 2


@pytest.mark.parametrize(
    "right",
    [
        "<td align=right>",
        "<td style='text-align: right'>",
        "<td class=has-text-align-right>",
        "<td class='x text-end'>",
    ],
)
def test_columns_are_aligned_as_their_author_chose(right: str) -> None:
    rows = "".join(f"<tr><td>{one}{right}{two}<td align=center>{three}" for one, two, three in ("axc", "byd"))
    html = f"<table><tr><th>L<th>Right<th>Centre{rows}</table>"
    document = markup.document(html)

    assert texts(html, 60)[2:] == ["  a       x     c", "  b       y     d"]
    assert texts(html, 60)[0] == "  L   Right   Centre"
    assert markdown(document).split("\n")[1] == "| --- | ---: | :---: |"
    assert markup.document(safe_html(document)) == document


def test_columns_are_aligned_as_their_col_says() -> None:
    html = "<table><col align=left><col align=right><tr><td>1<td>aaa<tr><td>2<td>b</table>"

    assert texts(html, 60) == ["  1   aaa", "  2     b"]


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><td>a<td>b</table>", [["a", "b"]]),
        ("<table><td>a<td>b<tr><td>c<td>d</table>", [["a", "b"], ["c", "d"]]),
        ("<table><form><tr><td>a<td>b</tr></form><tr><td>c<td>d</table>", [["a", "b"], ["c", "d"]]),
        ("<table><tbody><form><tr><td>a<td>b</tr></form></tbody></table>", [["a", "b"]]),
        ("<table><tr><form><td>a</td><td>b</td></form></tr></table>", [["a", "b"]]),
        ("<table><thead><th>a<th>b</thead><tr><td>c<td>d</table>", [["a", "b"], ["c", "d"]]),
        ("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", [["a", "b"], ["", "c"], ["", "d"]]),
        ("<table><thead><tr><th rowspan=9>a<th>b</thead><tr><td>c<td>d</table>", [["a", "b"], ["c", "d"]]),
        ("<table><tfoot><tr><td>e<td>f</tfoot><tbody><tr><td>a<td>b</table>", [["a", "b"], ["e", "f"]]),
    ],
)
def test_no_cell_and_no_row_is_lost(html: str, rows: list[list[str]]) -> None:
    table = markup.document(html).blocks[0]

    assert isinstance(table, Table)
    assert [["".join(span.text for span in cell.spans) for cell in row] for row in table.rows] == rows


def test_text_in_a_table_but_in_no_cell_comes_before_it() -> None:
    html = "<table>Stray <b>bold</b><tr>in row<td>a<td>b</tr>between<tr><td>c<td>d</table>"

    assert set(texts(html, 60)[0].split()) == {"Stray", "bold", "in", "row", "between"}
    assert texts(html, 60)[2:] == ["  a   b", "  c   d"]
