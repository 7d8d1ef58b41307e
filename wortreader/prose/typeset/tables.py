"""Typesets tables in columns, or as records if the columns do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.document import Span, Table, column_alignment
from wortreader.prose.typeset.line_builder import (
    STRONG,
    BaseStyle,
    LineBuilder,
    Run,
    SetText,
    are_wrapped,
    pieces_of,
    set_text,
)
from wortreader.prose.typeset.linebreak import LineExtent, break_lines
from wortreader.prose.typeset.lines import Piece, Role, TableLine
from wortreader.text import cells, labelled

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


@lazy_dataclass(frozen=True, slots=True)
class _Field:
    """The text of a cell."""

    set: SetText
    column: int
    columns: int
    align: str

    @property
    def text(self) -> str:
        """Its characters."""
        return self.set.text


@lazy_dataclass(frozen=True, slots=True)
class _Grid:
    """The texts of a table, the same at every width."""

    rows: list[list[_Field]]
    header_rows: int
    column_count: int
    headers: list[str]
    """Of each column, those of several rows joined; empty without headers."""
    cells: list[tuple[Span, ...]]
    """All spans of each row."""
    alignment: list[str]
    """Of each column: what its author chose."""

    def is_title(self, field: _Field) -> bool:
        """Whether a cell is over all columns."""
        return field.columns == self.column_count > 1 and bool(field.text)

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
            found = set_text(cell.spans, style, language) if cell.spans else SetText("", [])
            text = found.text
            fields.append(_Field(found, column, cell.columns, cell.align))
            is_title = cell.columns == table.column_count > 1
            for covered in range(column, column + cell.columns) if is_header and text and not is_title else ():
                headers[covered] = f"{headers[covered]} {text}".strip().replace("\n", " ")
            column += cell.columns
        rows.append(fields)
    spans = [tuple(span for cell in row for span in cell.spans) for row in table.rows]
    return _Grid(rows, table.header_rows, table.column_count, headers, spans, column_alignment(table))


def _add_rows(builder: LineBuilder, grid: _Grid, *, has_caption: bool) -> None:
    for gap in _GAPS:
        widths = _column_widths(grid, builder.width - gap * (grid.column_count - 1), gap)
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


def _column_widths(grid: _Grid, room: int, gap: int) -> list[int] | None:
    """The width of each column in `room` cells; None if the table does not fit in columns.

    A cell over all columns is a title, which has the room of the whole line.
    """
    if room < 3 * grid.column_count:
        return None
    natural = [1] * grid.column_count
    least = [1] * grid.column_count
    fields = sorted((field for row in grid.rows for field in row if field.text), key=lambda field: field.columns)
    for field in fields:
        if grid.is_title(field):
            continue
        longest = max(map(cells, field.text.split("\n")))
        word = max(map(cells, re.split("[ \n]", field.text)))
        _widen(natural, field, longest, gap)
        _widen(least, field, min(longest, max(_LEAST_COLUMN, word)), gap)
    if sum(natural) <= room:
        return natural
    return _share_width(natural, least, room) if sum(least) <= room else None


def _widen(widths: list[int], field: _Field, needed: int, gap: int) -> None:
    """Makes the columns that a cell spans as wide together as it needs."""
    columns = range(field.column, field.column + field.columns)
    lacking = needed - sum(widths[column] for column in columns) - gap * (field.columns - 1)
    for number, column in enumerate(columns):
        if lacking > 0:
            share = -(-lacking // (field.columns - number))
            widths[column] += share
            lacking -= share


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
    setter = _RowSetter(grid, widths, gap, builder.width)
    heights = [setter.lines(number) for number in range(len(grid.rows))]
    is_airy = any(len(lines) > 1 for lines in heights[grid.header_rows :])
    offset = builder.offset
    for number, lines in enumerate(heights):
        tables: list[TableLine | None] = [*setter.table_lines(number, len(builder.lines), len(lines))]
        if number == grid.header_rows and number > 0:
            lines.insert(0, (Piece("─" * (sum(widths) + gap * (len(widths) - 1)), Role.RULE),))
            tables.insert(0, None)
        elif is_airy and number > grid.header_rows:
            lines.insert(0, ())
            tables.insert(0, None)
        length = grid.length(number)
        for start, pieces, table in zip(_spread(offset, length, len(lines)), lines, tables, strict=True):
            builder.add_line(pieces, start, table=table)
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


class _RowSetter:
    """Sets the rows of a table in columns, without indent."""

    def __init__(self, grid: _Grid, widths: list[int], gap: int, room: int) -> None:
        self._grid = grid
        self._widths = widths
        self._gap = gap
        self._room = room
        self._numeric = _numeric_columns(grid)
        self._extents: dict[int, list[Sequence[LineExtent]]] = {}
        """The lines of each cell, by row."""

    def lines(self, number: int) -> list[tuple[Piece, ...]]:
        """The lines of the row `number`."""
        row = self._grid.rows[number]
        columns: list[list[tuple[Piece, ...]]] = []
        widths: list[int] = []
        self._extents[number] = [self._break(field) for field in row]
        for field, extents in zip(row, self._extents[number], strict=True):
            columns.append(list(pieces_of(field.text, field.set.runs, extents)))
            widths.append(self._width_of(field))
        alignment = [self._alignment(field, is_header=number < self._grid.header_rows) for field in row]
        lines: list[tuple[Piece, ...]] = []
        for index in range(max(1, *map(len, columns))):
            line: list[Piece] = []
            pending = 0
            for column, width, align in zip(columns, widths, alignment, strict=True):
                pieces = column[index] if index < len(column) else ()
                if not pieces:
                    pending += width + self._gap
                    continue
                air = width - sum(cells(piece.text) for piece in pieces)
                before = air if align == "right" else air // 2 if align == "center" else 0
                line += [Piece(" " * (pending + before), Role.SPACE)] if pending + before > 0 else []
                line += pieces
                pending = self._gap + air - before
            lines.append(tuple(line))
        return lines

    def table_lines(self, number: int, first: int, count: int) -> Iterator[TableLine]:
        """Where the cells of the row `number` are in each of its `count` lines, the first of which is `first`.

        To be asked for after `lines`.
        """
        row = self._grid.rows[number]
        edges = tuple(sum(self._widths[: field.column]) + self._gap * field.column for field in row)
        for line in range(count):
            here = [(index, found[line]) for index, found in enumerate(self._extents[number]) if line < len(found)]
            chopped = frozenset(index for index, extent in here if extent.is_chopped)
            hyphenated = frozenset(index for index, extent in here if extent.is_hyphenated)
            yield TableLine(first, edges, 0, chopped, hyphenated)

    def _break(self, field: _Field) -> Sequence[LineExtent]:
        return break_lines(field.text, self._width_of(field), places=field.set.places) if field.text else []

    def _width_of(self, field: _Field) -> int:
        width = sum(self._widths[field.column : field.column + field.columns]) + self._gap * (field.columns - 1)
        if not self._grid.is_title(field):
            return width
        return max(width, min(self._room, max(map(cells, field.text.split("\n")))))

    def _alignment(self, field: _Field, *, is_header: bool) -> str:
        """How a cell is aligned: as its author chose, as its column if it is its header, and numbers to the right."""
        if field.align or field.columns > 1:
            return field.align
        chosen = self._grid.alignment[field.column] if is_header else ""
        return chosen or ("right" if self._numeric[field.column] else "left")


def _add_records(builder: LineBuilder, grid: _Grid) -> None:
    """Each row as lines of `Header: value`, with an empty line between rows."""
    offset = builder.offset
    is_first = True
    for number, row in enumerate(grid.rows):
        length = grid.length(number)
        if number >= grid.header_rows or any(grid.is_title(field) for field in row):
            builder.offset = offset
            if not is_first:
                builder.add_blank_line()
            is_first = False
            for field in row:
                if field.text:
                    _set_field(builder, "" if grid.is_title(field) else grid.headers[field.column], field)
        offset += length


def _set_field(builder: LineBuilder, header: str, field: _Field) -> None:
    """A value after its header, in lines that are indented below the header's first letter."""
    label = labelled(header, "") if header else ""
    text = label + field.text
    runs: Sequence[Run] = field.set.runs
    if label:
        shifted = (run._replace(end=run.end + len(label)) for run in field.set.runs)
        runs = [Run(len(label), _HEADER.role, _HEADER.styles, None), *shifted]
    indent = 2 if builder.width >= 20 else 0
    extents = break_lines(text, builder.width - indent, places=field.set.places.moved(len(label)))
    hanging = (Piece(" " * indent, Role.SPACE),) if indent else ()
    wrapped = are_wrapped(text, extents)
    for index, (extent, pieces) in enumerate(zip(extents, pieces_of(text, runs, extents), strict=True)):
        builder.add_line(
            (*hanging, *pieces) if index else pieces,
            builder.offset + extent.start,
            *extent[2:],
            is_wrapped=wrapped[index],
        )
    builder.offset += len(text) + 1
