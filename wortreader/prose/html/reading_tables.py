"""Handler for tables: a table of data, or the contents of a table for layout."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose import document as doc
from wortreader.prose.html.reading_blocks import SKIPPED, BlockReader, Element, Handler

MAX_COLUMNS: Final = 64
"""The largest `colspan`, and the most columns of a row. Further cells are left out."""
MAX_ROW_SPAN: Final = 200
_MOST_HEADER_ROWS: Final = 4
_GROUPS: Final = {"thead": 0, "tbody": 1, "tfoot": 2}
"""The groups of rows in the order in which they are shown."""
_ALIGNMENTS: Final = {"left": "left", "center": "center", "centre": "center", "middle": "center", "right": "right"} | {
    "start": "left", "end": "right", "justify": "",
}  # fmt: skip
_ALIGN_STYLE: Final = re.compile(r"text-align\s*:\s*(left|center|right|start|end|justify)", re.IGNORECASE)
_ALIGN_CLASS: Final = re.compile(
    r"(?<![\w-])(?:has-text-align|text|align|ta|column|cell)-?(left|center|right|start|end)(?![\w-])", re.IGNORECASE
)
_LONGEST_CELL: Final = 600
"""Characters. A table with longer cells is for layout."""


@lazy_dataclass(slots=True)
class _Row:
    """A row of the source with what its cells hold."""

    group: Element
    """The element that its cells may span: `<thead>`, `<tbody>`, `<tfoot>` or the table."""
    cells: list[tuple[Element, tuple[doc.Block, ...]]]


@lazy_dataclass(slots=True)
class _Found:
    """What is in a table."""

    rows: list[tuple[Element, list[Element]]] = field(default_factory=list)
    """The group and the cells of each row."""
    captions: list[Element] = field(default_factory=list)
    strays: list[Element] = field(default_factory=list)
    """Elements that are in no cell."""
    texts: list[str] = field(default_factory=list)
    """Text in no cell."""

    def add_text(self, text: str | None) -> None:
        """Adds what is between cells or rows, unless it is blank."""
        if text and not text.isspace():
            self.texts.append(text)


def _table(reader: BlockReader, element: Element) -> None:
    """Adds the table `element` to what `reader` has read. What is in no cell comes before it, as in browsers."""
    reader.end_block()
    found = _Found()
    _find_rows(element, element, found)
    found.rows.sort(key=lambda row: _GROUPS.get(row[0].tag, 1))
    for text in found.texts:
        reader.add_text(f"{text} ")
    for stray in found.strays:
        reader.read_element(stray)
    reader.end_block()
    captions = [spans for caption in found.captions if (spans := reader.spans_inside(caption))]
    caption_spans = doc.join_spans(captions, "\n")
    rows: list[_Row] = []
    for group, row_cells in found.rows:
        cells = [(cell, reader.blocks_inside(cell)) for cell in row_cells]
        if cells:
            rows.append(_Row(group, cells))
    contents = [blocks for row in rows for _cell, blocks in row.cells]
    if reader.depth >= doc.MAX_NESTING or not _is_data(element, rows, contents):
        if caption_spans:
            reader.blocks.append(doc.Paragraph(caption_spans))
        for cell, blocks in (each for row in rows for each in row.cells):
            _add_content(reader, cell, blocks)
        return
    grid = _grid(rows, _column_alignment(element))
    if any(cell.spans for row in grid for cell in row):
        reader.blocks.append(doc.Table(grid, _header_rows(rows), caption_spans))


def _add_content(reader: BlockReader, cell: Element, blocks: tuple[doc.Block, ...]) -> None:
    """Adds the blocks of a cell in a table for layout. Blogger sets a picture and its caption in two rows of one."""
    last = reader.blocks[-1] if reader.blocks else None
    if "caption" in (cell.get("class") or "") and isinstance(last, doc.Picture) and not last.caption:
        reader.blocks[-1] = replace(last, caption=doc.flatten_blocks(blocks, " · "))
    else:
        reader.blocks.extend(blocks)


def _find_rows(holder: Element, group: Element, found: _Found) -> None:
    """Adds the rows in `holder` to `found`, without those of nested tables.

    Forms and the like around rows are looked into. Cells without a row make one.
    """
    loose: list[Element] = []
    found.add_text(holder.text)
    for child in holder:
        tag = child.tag
        if tag in ("td", "th"):
            loose.append(child)
        else:
            if loose:
                found.rows.append((group, loose))
                loose = []
            if tag == "tr":
                _find_cells(child, group, found)
            elif tag in _GROUPS:
                _find_rows(child, child, found)
            elif tag == "caption":
                found.captions.append(child)
            elif tag != "table" and next(child.iterdescendants("tr", "td", "th"), None) is not None:
                _find_rows(child, group, found)
            elif tag not in ("colgroup", "col") and tag not in SKIPPED:
                found.strays.append(child)
        found.add_text(child.tail)
    if loose:
        found.rows.append((group, loose))


def _find_cells(row: Element, group: Element, found: _Found) -> None:
    """Adds the cells of a row, and those in elements that do not belong there."""
    cells: list[Element] = []
    parts = list(row)
    found.add_text(row.text)
    while parts:
        part = parts.pop(0)
        if part.tag in ("td", "th"):
            cells.append(part)
        elif part.tag == "tr":
            _find_cells(part, group, found)
        elif part.tag != "table" and next(part.iterdescendants("td", "th"), None) is not None:
            parts[:0] = list(part)
        elif part.tag not in SKIPPED:
            found.strays.append(part)
        found.add_text(part.tail)
    found.rows.append((group, cells))


def _is_data(element: Element, rows: list[_Row], contents: list[tuple[doc.Block, ...]]) -> bool:
    """Whether the table contains data: several columns of short texts."""
    if element.get("role") == "presentation" or max((len(row.cells) for row in rows), default=0) < 2:
        return False
    for blocks in contents:
        if any(isinstance(block, doc.Table | doc.Heading | doc.Quote) for block in blocks):
            return False
        if sum(len(span.text) for span in doc.flatten_blocks(blocks)) > _LONGEST_CELL:
            return False
    if any(cell.tag == "th" for row in rows for cell, _blocks in row.cells):
        return True
    is_picture_frame = any(isinstance(block, doc.Picture | doc.Code) for blocks in contents for block in blocks)
    return not is_picture_frame


def _grid(rows: list[_Row], alignment: list[str]) -> tuple[tuple[doc.Cell, ...], ...]:
    """Rows of equal length. Cells covered by a `rowspan` are empty, and short rows are filled up."""
    covered: dict[int, int] = {}  # column -> rows that the cell above still covers
    grid: list[list[doc.Cell]] = []
    for index, row in enumerate(rows):
        if index and row.group is not rows[index - 1].group:
            covered.clear()  # a cell covers rows of its own group only
        line: list[doc.Cell] = []
        column = 0
        for cell, blocks in row.cells:
            column = _skip_covered(line, column, covered)
            span = min(_span(cell, "colspan", MAX_COLUMNS), MAX_COLUMNS - column)
            if span < 1:
                break
            align = _alignment(cell) or _alignment(cell.getparent()) or (alignment[column : column + 1] or [""])[0]
            line.append(doc.Cell(doc.flatten_blocks(blocks), cell.tag == "th", span, align))
            for covered_column in range(column, column + span):
                covered[covered_column] = _row_span(cell) - 1
            column += span
        _skip_covered(line, column, covered)
        grid.append(line)
    width = max(sum(cell.columns for cell in line) for line in grid)
    for line in grid:
        line.extend(doc.Cell(()) for _ in range(width - sum(cell.columns for cell in line)))
    return tuple(tuple(line) for line in grid)


def _column_alignment(table: Element) -> list[str]:
    """What `<col>` elements say of the columns."""
    found: list[str] = []
    for group in table.iterchildren("colgroup", "col"):
        for column in [group] if group.tag == "col" else list(group) or [group]:
            align = _alignment(column) or _alignment(group)
            found += [align] * min(_span(column, "span", MAX_COLUMNS), MAX_COLUMNS - len(found))
    return found


def _alignment(element: Element) -> str:
    """`left`, `center` or `right`, if `element` says so by attribute, style or one of the usual classes."""
    if not element.attrib:
        return ""
    if found := _ALIGN_STYLE.search(element.get("style") or ""):
        return _ALIGNMENTS[found[1].lower()]
    if align := _ALIGNMENTS.get((element.get("align") or "").strip().lower()):
        return align
    found = _ALIGN_CLASS.search(element.get("class") or "")
    return _ALIGNMENTS[found[1].lower()] if found else ""


def _skip_covered(line: list[doc.Cell], column: int, covered: dict[int, int]) -> int:
    """Adds the empty cells at `column` that a cell above covers, and returns the next free column."""
    while covered.get(column, 0) > 0:
        line.append(doc.Cell(()))
        covered[column] -= 1
        column += 1
    return column


def _row_span(cell: Element) -> int:
    """The number of rows that a cell covers; 0 in the source is all to the end of the group (HTML, 4.9.11)."""
    return MAX_ROW_SPAN if (cell.get("rowspan") or "").strip() == "0" else _span(cell, "rowspan", MAX_ROW_SPAN)


def _span(cell: Element, name: str, most: int) -> int:
    value = cell.get(name) or "1"
    return max(1, min(most, int(value))) if value.isdecimal() and len(value) < 6 else 1


def _header_rows(rows: list[_Row]) -> int:
    """The number of header rows: those of the `<thead>`, and the first rows of which all cells are `<th>`."""
    count = 0
    for row in rows:
        is_header = all(cell.tag == "th" for cell, _blocks in row.cells)
        if row.group.tag != "thead" and not (is_header and count < _MOST_HEADER_ROWS):
            break
        count += 1
    return min(count, len(rows) - 1)


HANDLERS: Final[dict[object, Handler]] = {"table": _table}
