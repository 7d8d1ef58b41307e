"""Pictures and films: a picture is read by its caption, a film is a link to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from wortreader.prose import document as doc
from wortreader.prose.document import Paragraph, Picture, Span, flat
from wortreader.prose.html import media
from wortreader.prose.html.reading_blocks import BlockReader, Element, Handler


def _picture(reader: BlockReader, element: Element) -> None:
    """A picture by its caption; one that stands for a sign is that sign, one that counts readers is nothing."""
    found = media.image(element, reader.base_url)
    if found is None:
        return
    if found.is_sign:
        reader.text(found.alt)
        return
    address = reader.address or ("" if media.is_inline(found.src) else found.src)
    link = reader.link_to(address) if address else None
    reader.end_block()
    if not (reader.blocks and isinstance(reader.blocks[-1], Picture) and reader.blocks[-1].src == found.src):
        reader.blocks.append(Picture(found.src, found.alt, (), link))


def _film(reader: BlockReader, element: Element) -> None:
    """A frame, film or sound: a link to it."""
    found = media.film(element, reader.base_url)
    if found is not None:
        reader.put(Paragraph((Span(found.label, 0, reader.link_to(found.address)),)))


def _figure(reader: BlockReader, element: Element) -> None:
    """Pictures, tables or whatever else with a caption."""
    captions = element.xpath(".//figcaption")
    spans: tuple[Span, ...] = ()
    for caption in captions:
        spans = spans or flat(reader.inside(caption), " · ")
        caption.clear(keep_tail=True)
    blocks = list(reader.inside(element))
    if spans and blocks and isinstance(blocks[-1], Picture):
        last = blocks[-1]
        blocks[-1] = Picture(last.src, last.alt, spans, last.link)
    elif spans and len(blocks) == 1 and isinstance(blocks[0], doc.Table) and not blocks[0].caption:
        blocks[0] = doc.Table(blocks[0].rows, blocks[0].header_rows, spans)
    elif spans:
        blocks.append(Paragraph(tuple(replace(span, styles=span.styles | doc.EMPHASIS) for span in spans)))
    reader.blocks.extend(blocks)


HANDLERS: Final[dict[object, Handler]] = {
    "img": _picture, "figure": _figure, **dict.fromkeys(("iframe", "video", "audio", "embed", "object"), _film),
}  # fmt: skip
