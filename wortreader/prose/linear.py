"""A document for somebody who hears it, or reads it on a braille line: what is shown by its look is said in words.

Headings say that they are, tables are read row by row with the names of their columns, pictures are their captions,
quotes and code say where they begin and end. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wortreader.i18n import _, ngettext
from wortreader.prose import document as doc
from wortreader.prose.document import Block, Document, Span, join_spans
from wortreader.prose.typeset.code_lines import is_prose
from wortreader.text import labelled

_LIST_GAP = ", "


def linear_document(document: Document) -> Document:
    """`document` with words for what is not text. Its links and anchors are the same."""
    return replace(document, blocks=tuple(_linear(document.blocks)))


def _linear(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case doc.Heading(level=level, spans=spans):
                yield doc.Heading(level, (Span(_("Heading {n}: ").format(n=level)), *spans))
            case doc.ListBlock(items=items):
                yield replace(block, items=tuple(map(_item, items)))
            case doc.Quote(blocks=within):
                yield _said(_("Quote:"))
                yield from _linear(within)
                yield _said(_("End of the quote."))
            case doc.Details(summary=summary, blocks=within):
                yield doc.Paragraph((Span(_("Details: ")), *summary))
                yield from _linear(within)
            case doc.Definitions(entries=entries):
                yield replace(
                    block, entries=tuple(replace(entry, blocks=tuple(_linear(entry.blocks))) for entry in entries)
                )
            case doc.Code(text=text):
                count = text.count("\n") + 1
                yield _said(ngettext("Code, {n} line:", "Code, {n} lines:", count).format(n=count))
                yield block
                yield _said(_("End of the code."))
            case doc.Table():
                yield from _table(block)
            case doc.Picture(alt=alt, caption=caption, link=link):
                words = caption or ((Span(alt, 0, link),) if alt else ())
                label = _("Picture: ") if words else _("Picture")
                yield doc.Paragraph((Span(label, 0, None if words else link), *words))
            case doc.Rule():
                yield _said(_("Separator."))
            case _:
                yield block


def linear_numbers(document: Document) -> list[int]:
    """For each block of `document`, as a layout counts them, the number of the block in `linear_document` with it.

    A table and code are where it is said what they are; a quote is where it begins, and the summary of details too.
    """
    numbers: list[int] = []
    _number(document.blocks, 0, numbers)
    return numbers


def _number(blocks: Sequence[Block], at: int, numbers: list[int]) -> int:
    """Appends the numbers for blocks that begin at the linear number `at`; returns that of what follows them."""
    for block in blocks:
        numbers.append(at)
        at += 1
        match block:
            case doc.ListBlock(items=items):
                for item in items:
                    at += len(_item(item).blocks) - len(tuple(_linear(item.blocks)))  # a label before what is no text
                    at = _number(item.blocks, at, numbers)
            case doc.Quote(blocks=within):
                at = _number(within, at, numbers) + 1
            case doc.Details(blocks=within):
                numbers.append(at - 1)
                at = _number(within, at, numbers)
            case doc.Definitions(entries=entries):
                for entry in entries:
                    numbers += range(at, at + len(entry.terms))
                    at = _number(entry.blocks, at + len(entry.terms), numbers)
            case doc.Code(text=text, language=hint):
                numbers[-1] += hint is None and is_prose(text)  # it is read, line by line
                at += 2
            case doc.Table(rows=rows):
                at += len(rows[block.header_rows :] or rows) + 1
    return at


def _item(item: doc.ListItem) -> doc.ListItem:
    """An item, of which a task says whether it is done."""
    blocks = tuple(_linear(item.blocks))
    if item.is_done is None:
        return replace(item, blocks=blocks)
    label = Span(_("Done: ") if item.is_done else _("To do: "))
    if blocks and isinstance(blocks[0], doc.Paragraph):
        blocks = (doc.Paragraph((label, *blocks[0].spans)), *blocks[1:])
    else:
        blocks = (doc.Paragraph((label,)), *blocks)
    return replace(item, blocks=blocks, is_done=None)


def _table(table: doc.Table) -> Iterator[Block]:
    """How large a table is, then each of its rows, with the name of its column before each cell."""
    rows = table.rows[table.header_rows :] or table.rows
    columns = ngettext("{n} column", "{n} columns", table.column_count).format(n=table.column_count)
    size = ngettext("Table, {columns}, {n} row", "Table, {columns}, {n} rows", len(rows)).format(
        columns=columns, n=len(rows)
    )
    words = (Span(labelled(size, "")), *table.caption) if table.caption else (Span(f"{size}."),)
    yield doc.Paragraph(words)
    names = _column_names(table)
    for number, row in enumerate(rows, 1):
        cells: list[tuple[Span, ...]] = []
        column = 0
        for cell in row:
            name = names[column] if column < len(names) and not cell.is_header else ()
            column += cell.columns
            if cell.spans:
                cells.append((*name, Span(" "), *cell.spans) if name else cell.spans)
        yield doc.Paragraph((Span(_("Row {n}: ").format(n=number)), *join_spans(cells, _LIST_GAP)))
    yield _said(_("End of the table."))


def _column_names(table: doc.Table) -> list[tuple[Span, ...]]:
    """The name of each column: the last row of headers. Anchors and links in it are left out: they stay unique."""
    if not table.header_rows:
        return []
    names: list[tuple[Span, ...]] = []
    for cell in table.rows[table.header_rows - 1]:
        words = " ".join("".join(span.text for span in cell.spans).split())
        names += [(Span(words),) if words else ()] * cell.columns
    return names


def _said(words: str) -> doc.Paragraph:
    return doc.Paragraph((Span(words),))
