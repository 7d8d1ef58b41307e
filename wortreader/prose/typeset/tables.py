"""Typesets tables in columns, or as records if the columns do not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wortreader.prose.document import Span, Table
from wortreader.prose.typeset.line_builder import STRONG, BaseStyle, LineBuilder, Run, pieces_of, runs_of
from wortreader.prose.typeset.linebreak import break_lines
from wortreader.prose.typeset.lines import Piece, Role
from wortreader.text import cells

_GAPS: Final = (3, 2)
"""Cells between columns, first the preferred number."""
_INDENT: Final = 2
_ROOM_FOR_INDENT: Final = 48
_LEAST_COLUMN: Final = 8
"""Cells. A column with longer text is not narrower than this, nor than its longest word."""
_NUMBER: Final = re.compile(
    r"[-+−±~<>≈]?\s*[€$£¥]?\s*\d[\d.,'’:\s]*"
    r"(?:[%‰€$£¥°]|[MkK]€|(?:Mio|Mrd)\.?(?: ?€)?|CHF|EUR|USD|pts?|°C"
    r"|[kMGT]?(?:B|Wh?|m|g)|[cm]m|k?m[²³]|k?m/h|ha?|s|ms|t|l)?"
    r"|[-–—]|n/?a"
)
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_HEADER = BaseStyle(Role.TABLE_HEADER, STRONG)


@dataclass(frozen=True, slots=True)
class _Field:
    """The text of a cell."""

    text: str
    runs: list[Run]
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """The texts of a table, the same at every width."""

    rows: list[list[_Field]]
    header_rows: int
    column_count: int
    headers: list[str]
    """Of each column, those of several rows joined; empty without headers."""
    cells: list[tuple[Span, ...]]
    """All spans of each row."""

    def length(self, row: int) -> int:
        """The length of a row in the running text: enough for the lines at any width."""
        own = sum(len(field.text) + 3 for field in self.rows[row])
        return own + sum(map(len, self.headers)) + 3 * self.column_count


def add_table(builder: LineBuilder, table: Table) -> None:
    """Adds the lines of `table`. The running text grows by the same length in columns and in records."""
    grid = _grid(table, builder.language)
    with builder.indented(Piece(" " * _INDENT if builder.width >= _ROOM_FOR_INDENT else "", Role.SPACE)):
        if table.caption:
            builder.add_paragraph(table.caption, BaseStyle(Role.CAPTION))
            builder.offset += 1  # for the blank line between caption and records, which columns do not have
        after = builder.offset + 1 + sum(grid.length(row) for row in range(len(grid.rows)))
        begin = builder.offset
        for row, spans in enumerate(grid.cells):
            builder.note_anchors(spans)
            builder.offset += grid.length(row)
        builder.offset = begin
        _add_rows(builder, grid, has_caption=bool(table.caption))
    builder.offset = after


def _grid(table: Table, language: str | None) -> _Grid:
    rows: list[list[_Field]] = []
    headers = [""] * table.column_count
    for number, row in enumerate(table.rows):
        fields: list[_Field] = []
        column = 0
        for cell in row:
            is_header = number < table.header_rows
            style = _HEADER if is_header else BaseStyle(Role.TEXT, STRONG) if cell.is_header else BaseStyle()
            text, runs = runs_of(cell.spans, style, language) if cell.spans else ("", [])
            fields.append(_Field(text, runs, column, cell.columns))
            for covered in range(column, column + cell.columns) if is_header and text else ():
                headers[covered] = f"{headers[covered]} {text}".strip().replace("\n", " ")
            column += cell.columns
        rows.append(fields)
    spans = [tuple(span for cell in row for span in cell.spans) for row in table.rows]
    return _Grid(rows, table.header_rows, table.column_count, headers, spans)


def _add_rows(builder: LineBuilder, grid: _Grid, *, has_caption: bool) -> None:
    for gap in _GAPS:
        widths = _column_widths(grid, builder.width - gap * (grid.column_count - 1))
        if widths is not None:
            _add_columns(builder, grid, widths, gap)
            return
    if has_caption:
        builder.offset -= 1
        builder.add_blank_line()
    _add_records(builder, grid)


def _spread(first: int, length: int, count: int) -> list[int]:
    """The offsets of `count` lines that share `length` characters from `first` on, evenly spaced."""
    return [first + number * length // count for number in range(count)]


def _column_widths(grid: _Grid, room: int) -> list[int] | None:
    """The width of each column in `room` cells; None if the table does not fit in columns."""
    if room < 3 * grid.column_count:
        return None
    natural = [1] * grid.column_count
    least = [1] * grid.column_count
    for row in grid.rows:
        for field in row:
            if field.columns == 1 and field.text:
                longest = max(map(cells, field.text.split("\n")))
                word = max(map(cells, re.split("[ \n]", field.text)))
                natural[field.column] = max(natural[field.column], longest)
                least[field.column] = max(least[field.column], min(longest, max(_LEAST_COLUMN, word)))
    if sum(natural) <= room:
        return natural
    return _share_width(natural, least, room) if sum(least) <= room else None


def _share_width(natural: list[int], least: list[int], room: int) -> list[int]:
    """Column widths that fill `room`. Narrow columns keep their width, wide ones shrink, none below its least width."""
    low, high = 0, max(natural)
    while low < high:  # the greatest common limit under which all columns fit
        limit = (low + high + 1) // 2
        if sum(max(small, min(wide, limit)) for wide, small in zip(natural, least, strict=True)) <= room:
            low = limit
        else:
            high = limit - 1
    widths = [max(small, min(wide, low)) for wide, small in zip(natural, least, strict=True)]
    for index, wide in enumerate(natural):
        if widths[index] < wide and sum(widths) < room:
            widths[index] += 1
    return widths


def _add_columns(builder: LineBuilder, grid: _Grid, widths: list[int], gap: int) -> None:
    numeric = _numeric_columns(grid)
    heights: list[list[tuple[Piece, ...]]] = [_row_lines(row, widths, gap, numeric) for row in grid.rows]
    is_airy = any(len(lines) > 1 for lines in heights[grid.header_rows :])
    offset = builder.offset
    for number, lines in enumerate(heights):
        if number == grid.header_rows and number > 0:
            lines.insert(0, (Piece("─" * (sum(widths) + gap * (len(widths) - 1)), Role.RULE),))
        elif is_airy and number > grid.header_rows:
            lines.insert(0, ())
        length = grid.length(number)
        for start, pieces in zip(_spread(offset, length, len(lines)), lines, strict=True):
            builder.add_line(pieces, start)
        offset += length


def _numeric_columns(grid: _Grid) -> list[bool]:
    """Which columns contain only numbers below their headers. A first column of years counts as text."""
    texts: list[list[str]] = [[] for _ in range(grid.column_count)]
    for row in grid.rows[grid.header_rows :]:
        for field in row:
            if field.columns == 1 and field.text.strip():
                texts[field.column].append(field.text.strip())
    numeric = [bool(column) and all(len(text) < 32 and _NUMBER.fullmatch(text) for text in column) for column in texts]
    if texts and all(_YEAR.fullmatch(text) for text in texts[0]):
        numeric[0] = False
    return numeric


def _row_lines(row: list[_Field], widths: list[int], gap: int, numeric: list[bool]) -> list[tuple[Piece, ...]]:
    """The lines of one row, without indent."""
    columns: list[list[tuple[Piece, ...]]] = []
    spaces: list[int] = []
    for field in row:
        width = sum(widths[field.column : field.column + field.columns]) + gap * (field.columns - 1)
        extents = break_lines(field.text, width) if field.text else []
        columns.append(list(pieces_of(field.text, field.runs, extents)))
        spaces.append(width)
    lines: list[tuple[Piece, ...]] = []
    for index in range(max(1, *map(len, columns))):
        line: list[Piece] = []
        pending = 0
        for field, column, width in zip(row, columns, spaces, strict=True):
            pieces = column[index] if index < len(column) else ()
            air = width - sum(cells(piece.text) for piece in pieces)
            is_right = field.columns == 1 and numeric[field.column]
            before = pending + (air if is_right else 0)
            if pieces:
                line += [Piece(" " * before, Role.SPACE)] if before else []
                line += pieces
                pending = gap + (0 if is_right else air)
            else:
                pending += width + gap
        lines.append(tuple(line))
    return lines


def _add_records(builder: LineBuilder, grid: _Grid) -> None:
    """Each row as lines of `Header: value`, with an empty line between rows."""
    offset = builder.offset
    for number, row in enumerate(grid.rows):
        length = grid.length(number)
        if number >= grid.header_rows:
            builder.offset = offset
            if number > grid.header_rows:
                builder.add_blank_line()
            for field in row:
                if field.text:
                    _set_field(builder, grid.headers[field.column], field)
        offset += length


def _set_field(builder: LineBuilder, header: str, field: _Field) -> None:
    """A value after its header, in lines that are indented below the header's first letter."""
    label = f"{header}: " if header else ""
    text = label + field.text
    runs: Sequence[Run] = field.runs
    if label:
        shifted = (run._replace(end=run.end + len(label)) for run in field.runs)
        runs = [Run(len(label), _HEADER.role, _HEADER.styles, None), *shifted]
    indent = 2 if builder.width >= 20 else 0
    extents = break_lines(text, builder.width - indent)
    hanging = (Piece(" " * indent, Role.SPACE),) if indent else ()
    for index, (extent, pieces) in enumerate(zip(extents, pieces_of(text, runs, extents), strict=True)):
        builder.add_line((*hanging, *pieces) if index else pieces, builder.offset + extent.start, extent.is_chopped)
    builder.offset += len(text) + 1
