"""Sets a table in columns, or as records where the columns do not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wortreader.prose.document import Span, Table
from wortreader.prose.typeset.linebreak import break_lines
from wortreader.prose.typeset.lines import Piece, Role
from wortreader.prose.typeset.setter import STRONG, Run, Setter, Tone, pieces_of, runs_of
from wortreader.text import cells

_GAPS: Final = (3, 2)
"""Cells between columns: as it should be, and where that is too much."""
_INDENT: Final = 2
_ROOM_FOR_INDENT: Final = 48
_LEAST_COLUMN: Final = 8
"""Cells; a column with longer text is not made narrower than this, nor than its longest word."""
_NUMBER: Final = re.compile(
    r"[-+−±~<>≈]?\s*[€$£¥]?\s*\d[\d.,'’:\s]*"
    r"(?:[%‰€$£¥°]|[MkK]€|(?:Mio|Mrd)\.?(?: ?€)?|CHF|EUR|USD|pts?|°C"
    r"|[kMGT]?(?:B|Wh?|m|g)|[cm]m|k?m[²³]|k?m/h|ha?|s|ms|t|l)?"
    r"|[-–—]|n/?a"
)
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_HEADER = Tone(Role.TABLE_HEADER, STRONG)


@dataclass(frozen=True, slots=True)
class _Field:
    """A cell's text as it is set."""

    text: str
    runs: list[Run]
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table's texts as they are set, the same at every width."""

    rows: list[list[_Field]]
    header_rows: int
    column_count: int
    headers: list[str]
    """Of each column, those of several rows joined; empty strings without headers."""
    cells: list[tuple[Span, ...]]
    """Of each row, all that stands in it."""

    def length(self, row: int) -> int:
        """How much of the running text a row takes: enough for every line that any width may need."""
        own = sum(len(field.text) + 3 for field in self.rows[row])
        return own + sum(map(len, self.headers)) + 3 * self.column_count


def set_table(setter: Setter, table: Table) -> None:
    """Adds the lines of `table`; the running text grows by the same, in columns and in records."""
    grid = _grid(table, setter.language)
    with setter.indented(Piece(" " * _INDENT if setter.width >= _ROOM_FOR_INDENT else "", Role.SPACE)):
        if table.caption:
            setter.text(table.caption, Tone(Role.CAPTION))
            setter.offset += 1  # for the blank line between caption and records, which columns do without
        after = setter.offset + 1 + sum(grid.length(row) for row in range(len(grid.rows)))
        begin = setter.offset
        for row, spans in enumerate(grid.cells):
            setter.note_anchors(spans)
            setter.offset += grid.length(row)
        setter.offset = begin
        _set_rows(setter, grid, has_caption=bool(table.caption))
    setter.offset = after


def _grid(table: Table, language: str | None) -> _Grid:
    rows: list[list[_Field]] = []
    headers = [""] * table.column_count
    for number, row in enumerate(table.rows):
        fields: list[_Field] = []
        column = 0
        for cell in row:
            is_header = number < table.header_rows
            tone = _HEADER if is_header else Tone(Role.TEXT, STRONG) if cell.is_header else Tone()
            text, runs = runs_of(cell.spans, tone, language) if cell.spans else ("", [])
            fields.append(_Field(text, runs, column, cell.columns))
            for covered in range(column, column + cell.columns) if is_header and text else ():
                headers[covered] = f"{headers[covered]} {text}".strip().replace("\n", " ")
            column += cell.columns
        rows.append(fields)
    spans = [tuple(span for cell in row for span in cell.spans) for row in table.rows]
    return _Grid(rows, table.header_rows, table.column_count, headers, spans)


def _set_rows(setter: Setter, grid: _Grid, *, has_caption: bool) -> None:
    for gap in _GAPS:
        widths = _column_widths(grid, setter.width - gap * (grid.column_count - 1))
        if widths is not None:
            _set_columns(setter, grid, widths, gap)
            return
    if has_caption:
        setter.offset -= 1
        setter.blank()
    _set_records(setter, grid)


def _spread(first: int, length: int, count: int) -> list[int]:
    """The offsets of `count` lines that share `length` characters from `first` on, in equal steps."""
    return [first + number * length // count for number in range(count)]


# --- columns ----------------------------------------------------------------------------------------------------------


def _column_widths(grid: _Grid, room: int) -> list[int] | None:
    """How wide each column is set in `room` cells; None where the table does not fit in columns."""
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
    return _shared(natural, least, room) if sum(least) <= room else None


def _shared(natural: list[int], least: list[int], room: int) -> list[int]:
    """Column widths that fill `room`: narrow columns get all they want, the widest give way, none below its least."""
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


def _set_columns(setter: Setter, grid: _Grid, widths: list[int], gap: int) -> None:
    numeric = _numeric_columns(grid)
    heights: list[list[tuple[Piece, ...]]] = [_row_lines(row, widths, gap, numeric) for row in grid.rows]
    is_airy = any(len(lines) > 1 for lines in heights[grid.header_rows :])
    offset = setter.offset
    for number, lines in enumerate(heights):
        if number == grid.header_rows and number > 0:
            lines.insert(0, (Piece("─" * (sum(widths) + gap * (len(widths) - 1)), Role.RULE),))
        elif is_airy and number > grid.header_rows:
            lines.insert(0, ())
        length = grid.length(number)
        for start, pieces in zip(_spread(offset, length, len(lines)), lines, strict=True):
            setter.add(pieces, start)
        offset += length


def _numeric_columns(grid: _Grid) -> list[bool]:
    """Which columns hold nothing but numbers under their headers; a first column of years names its rows."""
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


# --- records ----------------------------------------------------------------------------------------------------------


def _set_records(setter: Setter, grid: _Grid) -> None:
    """Each row as lines of `Header: value`, an empty line between rows."""
    offset = setter.offset
    for number, row in enumerate(grid.rows):
        length = grid.length(number)
        if number >= grid.header_rows:
            setter.offset = offset
            if number > grid.header_rows:
                setter.blank()
            for field in row:
                if field.text:
                    _set_field(setter, grid.headers[field.column], field)
        offset += length


def _set_field(setter: Setter, header: str, field: _Field) -> None:
    """One value behind its header, in lines that hang under the header's first letter."""
    label = f"{header}: " if header else ""
    text = label + field.text
    runs: Sequence[Run] = field.runs
    if label:
        shifted = (run._replace(end=run.end + len(label)) for run in field.runs)
        runs = [Run(len(label), _HEADER.role, _HEADER.styles, None), *shifted]
    indent = 2 if setter.width >= 20 else 0
    extents = break_lines(text, setter.width - indent)
    hanging = (Piece(" " * indent, Role.SPACE),) if indent else ()
    for index, (extent, pieces) in enumerate(zip(extents, pieces_of(text, runs, extents), strict=True)):
        setter.add((*hanging, *pieces) if index else pieces, setter.offset + extent.start, extent.is_chopped)
    setter.offset += len(text) + 1
