"""Handler for tables: a table of data, or the contents of a table for layout."""

from __future__ import annotations

from typing import Any, Final

from wortreader.prose import document as doc
from wortreader.prose.html.reading_blocks import BlockReader, Element, Handler, is_hidden

MAX_COLUMNS: Final = 64
"""The largest `colspan`, and the most columns of a row. Further cells are left out."""
MAX_ROW_SPAN: Final = 200
_LONGEST_CELL: Final = 600
"""Characters. A table with longer cells is for layout."""


def _table(reader: BlockReader, element: Element) -> None:
    """Adds the table `element` to what `reader` has read."""
    reader.end_block()
    caption = element.find("caption")
    caption_spans = reader.spans_inside(caption) if caption is not None else ()
    rows: list[tuple[Any, list[tuple[Any, tuple[doc.Block, ...]]]]] = []
    for row in _rows(element):
        cells = [(cell, reader.blocks_inside(cell)) for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)]
        if cells:
            rows.append((row, cells))
    contents = [blocks for _row, cells in rows for _cell, blocks in cells]
    if reader.depth >= doc.MAX_NESTING or not _is_data(element, rows, contents):
        if caption_spans:
            reader.blocks.append(doc.Paragraph(caption_spans))
        for blocks in contents:
            reader.blocks.extend(blocks)
        return
    grid = _grid(rows)
    header_rows = _header_rows(rows)
    if any(cell.spans for row in grid for cell in row):
        reader.blocks.append(doc.Table(grid, header_rows, caption_spans))


def _rows(table: Any) -> list[Any]:
    """The `<tr>` of a table in source order, header first, without those of nested tables."""
    rows: list[Any] = []
    for tags in (("thead",), ("tr", "tbody"), ("tfoot",)):
        for child in table.iterchildren(*tags):
            rows.extend([child] if child.tag == "tr" else child.iterchildren("tr"))
    return rows


def _is_data(element: Any, rows: list[Any], contents: list[tuple[doc.Block, ...]]) -> bool:
    """Whether the table contains data: several columns of short texts."""
    if element.get("role") == "presentation" or max((len(cells) for _row, cells in rows), default=0) < 2:
        return False
    for blocks in contents:
        if any(isinstance(block, doc.Table | doc.Heading | doc.Quote) for block in blocks):
            return False
        if sum(len(span.text) for span in doc.flatten_blocks(blocks)) > _LONGEST_CELL:
            return False
    if any(cell.tag == "th" for _row, cells in rows for cell, _blocks in cells):
        return True
    is_picture_frame = any(isinstance(block, doc.Picture | doc.Code) for blocks in contents for block in blocks)
    return not is_picture_frame


def _grid(rows: list[tuple[Any, list[tuple[Any, tuple[doc.Block, ...]]]]]) -> tuple[tuple[doc.Cell, ...], ...]:
    """Rows of equal length. Cells covered by a `rowspan` are empty, and short rows are filled up."""
    covered: dict[int, int] = {}  # column -> rows that the cell above still covers
    grid: list[list[doc.Cell]] = []
    for _row, cells in rows:
        line: list[doc.Cell] = []
        column = 0
        for cell, blocks in cells:
            column = _skip_covered(line, column, covered)
            span = min(_span(cell, "colspan", MAX_COLUMNS), MAX_COLUMNS - column)
            if span < 1:
                break
            line.append(doc.Cell(doc.flatten_blocks(blocks), cell.tag == "th", span))
            for covered_column in range(column, column + span):
                covered[covered_column] = _span(cell, "rowspan", MAX_ROW_SPAN) - 1
            column += span
        _skip_covered(line, column, covered)
        grid.append(line)
    width = max(sum(cell.columns for cell in line) for line in grid)
    for line in grid:
        line.extend(doc.Cell(()) for _ in range(width - sum(cell.columns for cell in line)))
    return tuple(tuple(line) for line in grid)


def _skip_covered(line: list[doc.Cell], column: int, covered: dict[int, int]) -> int:
    """Adds the empty cells at `column` that a cell above covers, and returns the next free column."""
    while covered.get(column, 0) > 0:
        line.append(doc.Cell(()))
        covered[column] -= 1
        column += 1
    return column


def _span(cell: Any, name: str, most: int) -> int:
    value = cell.get(name) or "1"
    return max(1, min(most, int(value))) if value.isdecimal() and len(value) < 6 else 1


def _header_rows(rows: list[tuple[Any, list[tuple[Any, tuple[doc.Block, ...]]]]]) -> int:
    """The number of header rows: those of the `<thead>`, else the first row if all of it is `<th>`."""
    in_head = 0
    for row, cells in rows:
        if row.getparent().tag != "thead" and not (in_head == 0 and all(cell.tag == "th" for cell, _blocks in cells)):
            break
        in_head += 1
    return min(in_head, len(rows) - 1)


HANDLERS: Final[dict[object, Handler]] = {"table": _table}
