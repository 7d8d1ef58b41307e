"""Tables in columns if they fit, else as records."""

from __future__ import annotations

from wortreader.prose.document import Table
from wortreader.prose.html import markup
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
