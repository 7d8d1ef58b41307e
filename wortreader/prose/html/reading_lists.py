"""Handlers for lists and definition lists."""

from __future__ import annotations

from dataclasses import field, replace
from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose import document as doc
from wortreader.prose.document import Block, Definition, Definitions, ListBlock, ListItem, Paragraph, Picture
from wortreader.prose.html.elements import BLOCKS, MEDIA, has_text
from wortreader.prose.html.reading_blocks import SKIPPED, BlockReader, Element, Handler

_LISTS: Final = frozenset(("ul", "ol", "menu", "dir", "dl"))
_OPEN_BOX: Final = "☐"
_BOXES: Final = frozenset((_OPEN_BOX, "☑", "☒"))


@lazy_dataclass(slots=True)
class _ListSoFar:
    """A list while it is read. Text between its items divides it."""

    is_ordered: bool
    step: int
    kind: str
    number: int
    start: int
    items: list[ListItem] = field(default_factory=list)

    def end(self, reader: BlockReader) -> None:
        """Adds what was read so far as a list."""
        if not self.items:
            return
        blocks = [block for item in self.items for block in item.blocks]
        is_gallery = not self.is_ordered and all(isinstance(block, Picture) for block in blocks)
        if is_gallery or reader.depth >= doc.MAX_NESTING:
            reader.blocks.extend(blocks)
        else:
            reader.blocks.append(ListBlock(tuple(self.items), self.is_ordered, self.start, self.kind))
        self.items = []
        self.start = self.number


def _list(reader: BlockReader, element: Element) -> None:
    """A list with the numbers that `start`, `reversed` and `value` give it. Text outside of items is a paragraph."""
    reader.end_block()
    is_ordered = element.tag == "ol"
    is_reversed = is_ordered and element.get("reversed") is not None
    start = _number(element.get("start"), sum(1 for child in element if child.tag == "li") if is_reversed else 1)
    kind = element.get("type") or "1"
    found = _ListSoFar(is_ordered, -1 if is_reversed else 1, kind if kind in "1aAiI" else "1", start, start)
    _read_items(reader, element, found)
    found.end(reader)
    reader.end_block()


def _read_items(reader: BlockReader, holder: Element, found: _ListSoFar) -> None:
    """Reads the items in a list, or in an element that is around some of them."""
    _add_stray_text(reader, holder.text, found)
    for child in holder:
        if child.tag == "li":
            _add_item(reader, child, found)
        elif child.tag in BLOCKS and child.tag not in _LISTS and next(child.iterchildren("li"), None) is not None:
            _read_items(reader, child, found)
        elif child.tag in BLOCKS:
            _add_block(reader, child, found)
        elif child.tag not in SKIPPED:
            if has_text(child):
                found.end(reader)
            if reader.names:
                reader.note_anchor(child)
            reader.read_element(child)
        _add_stray_text(reader, child.tail, found)


def _add_stray_text(reader: BlockReader, text: str | None, found: _ListSoFar) -> None:
    if text and not text.isspace():
        found.end(reader)
    if text:
        reader.add_text(text)


def _add_item(reader: BlockReader, child: Element, found: _ListSoFar) -> None:
    number = _number(child.get("value"), found.number) if found.is_ordered else found.number
    reader.end_block()
    blocks = reader.blocks_inside(child)
    if not blocks:
        found.number = number
        return
    if not found.items:
        found.start = number
    is_done = None if found.is_ordered else _state_of(child, blocks)
    found.items.append(ListItem(blocks if is_done is None else _without_box(blocks), number, is_done))
    found.number = number + found.step


def _add_block(reader: BlockReader, child: Element, found: _ListSoFar) -> None:
    """A block right inside a list belongs to the item before it."""
    reader.end_block()
    blocks = reader.blocks_of(child)
    if found.items:
        last = found.items[-1]
        found.items[-1] = ListItem(last.blocks + blocks, last.number, last.is_done)
    elif child.tag in _LISTS:
        found.items.append(ListItem(blocks, found.number))
        found.number += found.step
    else:
        reader.blocks.extend(blocks)


def _state_of(item: Element, blocks: tuple[Block, ...]) -> bool | None:
    """Whether the task in an item is done; None if it is no task."""
    first = blocks[0]
    text = first.spans[0].text.lstrip() if isinstance(first, Paragraph) else ""
    if text[:1] in _BOXES and (len(text) == 1 or text[1:2].isspace()):
        return text[0] != _OPEN_BOX
    return None


def _without_box(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a task without the box before its text."""
    first = blocks[0]
    if not isinstance(first, Paragraph):
        return blocks
    span, *others = first.spans
    rest = span.text.lstrip()[1:].lstrip()
    spans = (replace(span, text=rest), *others) if rest or span.anchors else tuple(others)
    if spans and (text := spans[0].text.lstrip()) != spans[0].text:
        spans = (replace(spans[0], text=text), *spans[1:]) if text else spans[1:]
    return (Paragraph(spans), *blocks[1:]) if spans else blocks[1:]


def _definitions(reader: BlockReader, element: Element) -> None:
    """A list of terms and their meanings, in groups or not. A term that is a picture has its meaning as caption."""
    reader.end_block()
    found = _DefinitionsSoFar()
    _read_definitions(reader, element, found)
    found.end(reader)
    reader.end_block()


@lazy_dataclass(slots=True)
class _DefinitionsSoFar:
    """A list of definitions while it is read. Text between them divides it."""

    entries: list[Definition] = field(default_factory=list)
    terms: list[tuple[doc.Span, ...]] = field(default_factory=list)

    def end(self, reader: BlockReader) -> None:
        """Adds what was read so far."""
        if self.terms:
            self.entries.append(Definition(tuple(self.terms), ()))
        if reader.depth >= doc.MAX_NESTING:
            for entry in self.entries:
                reader.blocks.extend((*(Paragraph(term) for term in entry.terms), *entry.blocks))
        elif self.entries:
            reader.blocks.append(Definitions(tuple(self.entries)))
        self.entries, self.terms = [], []


def _read_definitions(reader: BlockReader, holder: Element, found: _DefinitionsSoFar) -> None:
    def add_text(text: str | None) -> None:
        if text and not text.isspace():
            found.end(reader)
        if text:
            reader.add_text(text)

    add_text(holder.text)
    for child in holder:
        if child.tag == "dt":
            _add_term(reader, child, found)
        elif child.tag == "dd":
            _add_meaning(reader, child, found)
        elif child.tag != "dl" and next(child.iterdescendants("dt", "dd"), None) is not None:
            reader.end_block()
            _read_definitions(reader, child, found)
            reader.end_block()
        elif child.tag not in SKIPPED:
            if child.tag == "dl" or child.tag in MEDIA or has_text(child):
                found.end(reader)
            reader.read_element(child)
        add_text(child.tail)


def _add_term(reader: BlockReader, child: Element, found: _DefinitionsSoFar) -> None:
    blocks = reader.blocks_inside(child)
    if any(isinstance(block, Picture) for block in blocks):
        found.end(reader)
        reader.blocks.extend(blocks)
    elif spans := doc.flatten_blocks(blocks):
        found.terms.append(spans)


def _add_meaning(reader: BlockReader, child: Element, found: _DefinitionsSoFar) -> None:
    blocks = reader.blocks_inside(child)
    last = reader.blocks[-1] if reader.blocks else None
    if blocks and not found.terms and not found.entries and isinstance(last, Picture) and not last.caption:
        reader.blocks[-1] = replace(last, caption=doc.flatten_blocks(blocks, " · "))
    elif blocks:
        found.entries.append(Definition(tuple(found.terms), blocks))
        found.terms = []


def _number(text: str | None, default: int) -> int:
    """A number in an attribute of a list, within -99999 to 99999."""
    try:
        return max(-99_999, min(99_999, int(text))) if text else default
    except ValueError:
        return default


HANDLERS: Final[dict[object, Handler]] = {**dict.fromkeys(("ul", "ol", "menu", "dir"), _list), "dl": _definitions}
