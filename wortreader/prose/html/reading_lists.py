"""Handlers for lists and definition lists."""

from __future__ import annotations

from typing import Final

from wortreader.prose import document as doc
from wortreader.prose.document import Definition, Definitions, ListBlock, ListItem, Paragraph
from wortreader.prose.html.reading_blocks import SKIPPED, BlockReader, Element, Handler


def _list(reader: BlockReader, element: Element) -> None:
    """A list with the numbers that `start`, `reversed` and `value` give it."""
    reader.end_block()
    is_ordered = element.tag == "ol"
    children = [child for child in element if isinstance(child.tag, str) and child.tag not in SKIPPED]
    is_reversed = is_ordered and element.get("reversed") is not None
    start = _number(element.get("start"), len(children) if is_reversed else 1)
    number, items = start, list[ListItem]()
    for child in children:
        number = _number(child.get("value"), number) if is_ordered else number
        blocks = reader.blocks_inside(child) if child.tag == "li" else reader.blocks_of(child)
        if child.tag != "li" and items:  # a list right inside a list belongs to the item before it
            items[-1] = ListItem(items[-1].blocks + blocks, items[-1].number)
        elif blocks:
            items.append(ListItem(blocks, number))
            number += -1 if is_reversed else 1
    if not items:
        return
    if reader.depth >= doc.MAX_NESTING:
        reader.blocks.extend(block for item in items for block in item.blocks)
    else:
        kind = element.get("type") or "1"
        reader.blocks.append(ListBlock(tuple(items), is_ordered, start, kind if kind in "1aAiI" else "1"))


def _definitions(reader: BlockReader, element: Element) -> None:
    """A list of terms and their meanings, in groups or not."""
    reader.end_block()
    entries: list[Definition] = []
    terms: list[tuple[doc.Span, ...]] = []
    for child in element.iterdescendants("dt", "dd"):
        if next(child.iterancestors("dl", "dt", "dd"), None) is not element:
            continue
        if child.tag == "dt":
            if spans := reader.spans_inside(child):
                terms.append(spans)
        elif blocks := reader.blocks_inside(child):
            entries.append(Definition(tuple(terms), blocks))
            terms = []
    if terms:
        entries.append(Definition(tuple(terms), ()))
    if reader.depth >= doc.MAX_NESTING:
        for entry in entries:
            reader.blocks.extend((*(Paragraph(term) for term in entry.terms), *entry.blocks))
    elif entries:
        reader.blocks.append(Definitions(tuple(entries)))


def _number(text: str | None, default: int) -> int:
    """A number in an attribute of a list, within -99999 to 99999."""
    try:
        return max(-99_999, min(99_999, int(text))) if text else default
    except ValueError:
        return default


HANDLERS: Final[dict[object, Handler]] = {**dict.fromkeys(("ul", "ol", "menu", "dir"), _list), "dl": _definitions}
