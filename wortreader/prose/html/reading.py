"""From lxml's tree to blocks and spans.

Owns what each element means to a reader: the tables of `reading_*` together. Foreign text is cleaned there, after the
parser has undone the last encoding.
"""

from __future__ import annotations

from typing import Final

from wortreader.prose.document import Details, Document, Heading, Picture, Quote, Rule, flat
from wortreader.prose.html import reading_code, reading_inline, reading_lists, reading_media, reading_tables
from wortreader.prose.html.reading_blocks import SKIPPED, BlockReader, Element, Handler


class Reader(BlockReader):
    """Reads one tree into one document."""

    def __init__(self, base_url: str | None = None, *, is_plain: bool = False) -> None:
        super().__init__(_HANDLERS, base_url, is_plain=is_plain)

    def read(self, root: Element) -> Document:
        """The document under `root`."""
        if not self.is_plain or root.find(".//sup") is not None:
            self.names = reading_inline.names_led_to(root, self.base_url)
        self.flow(root)
        self.end_block()
        return Document(tuple(self.blocks), tuple(self.links))


def _heading(reader: BlockReader, element: Element) -> None:
    """A heading; what else stands in it follows it."""
    blocks = reader.inside(element)
    spans = flat(tuple(block for block in blocks if not isinstance(block, Picture)))
    if spans:
        reader.blocks.append(Heading(int(element.tag[1]), spans))
    reader.blocks.extend(block for block in blocks if isinstance(block, Picture))


def _quote(reader: BlockReader, element: Element) -> None:
    """A quotation that stands for itself."""
    reader.contained(element, Quote)


def _details(reader: BlockReader, element: Element) -> None:
    """What is folded away; without a summary it is simply there."""
    summary = element.find("summary")
    if summary is None:
        reader.in_block(element)
        return
    spans = reader.spans_inside(summary)
    tail = summary.tail
    element.remove(summary)
    if tail:
        element.text = (element.text or "") + tail
    if spans:
        reader.contained(element, lambda blocks: Details(spans, blocks))
    else:
        reader.in_block(element)


def _rule(reader: BlockReader, _element: Element) -> None:
    """A thematic break, once, and not where nothing came before."""
    reader.end_block()
    if reader.blocks and not isinstance(reader.blocks[-1], Rule):
        reader.blocks.append(Rule())


def _skip(_reader: BlockReader, _element: Element) -> None:
    """Nothing of this element is for reading."""


_HANDLERS: Final[dict[object, Handler]] = {
    **reading_inline.HANDLERS,
    **reading_code.HANDLERS,
    **reading_lists.HANDLERS,
    **reading_media.HANDLERS,
    **reading_tables.HANDLERS,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "blockquote": _quote,
    "details": _details,
    "hr": _rule,
    **dict.fromkeys(SKIPPED, _skip),
}
