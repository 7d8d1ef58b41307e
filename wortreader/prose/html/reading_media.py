"""Handlers for pictures, players and figures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from wortreader.prose import document as doc
from wortreader.prose.document import Block, Picture, Span
from wortreader.prose.html import media
from wortreader.prose.html.reading_blocks import BlockReader, Caption, Element, Handler
from wortreader.prose.links import is_inline

_LONGEST_FALLBACK: Final = 400
"""Characters of what is shown in place of a player. More is the rest of the article, if the end tag is missing."""
_PICTURE_FILE: Final = re.compile(r"[^?#]*\.(?:jpe?g|png|gif|webp|avif)(?:[?#].*)?", re.IGNORECASE | re.DOTALL)


def _picture(reader: BlockReader, element: Element) -> None:
    """A picture; for an emoji its characters, for a tracking pixel nothing."""
    found = media.read_image(element, reader.base_url)
    if found is None:
        return
    if found.is_emoji:
        reader.add_text(found.alt)
        return
    address = reader.address or ("" if is_inline(found.src) else found.src)
    link = reader.link_to(address) if address else None
    reader.end_block()
    if not (reader.blocks and isinstance(reader.blocks[-1], Picture) and reader.blocks[-1].src == found.src):
        reader.blocks.append(Picture(found.src, found.alt, (), link))


def _embed(reader: BlockReader, element: Element) -> None:
    """A link to a frame, video or sound. Without an address, what stands for it."""
    found = media.read_embed(element, reader.base_url)
    if found is not None:
        reader.add_block(doc.Paragraph((Span(found.label, 0, reader.link_to(found.address)),)))
        if len(element) and sum(map(len, element.itertext())) > _LONGEST_FALLBACK:
            reader.read_as_block(element)
    elif element.tag != "iframe" and not media.embed_address(element):
        reader.read_as_block(element)


def _object(reader: BlockReader, element: Element) -> None:
    """An object: a picture, or a player. A picture in it stands for a drawing, which is not drawn here."""
    address = element.get("data") or ""
    kind = (element.get("type") or "").lower()
    if kind.startswith("image/") or _PICTURE_FILE.fullmatch(address):
        if next(element.iter("img"), None) is not None:
            reader.read_as_block(element)
        else:
            words = " ".join("".join(element.itertext()).split())
            _picture(reader, element.makeelement("img", {"src": address, "alt": element.get("title") or words}))
    else:
        _embed(reader, element)


def _figure(reader: BlockReader, element: Element) -> None:
    """A figure: pictures, tables or anything else with captions, and other figures."""
    captions: list[Caption] = []
    blocks = list(reader.blocks_inside(element, captions))
    reader.blocks.extend(_captioned(blocks, captions))


def _captioned(blocks: list[Block], captions: list[Caption]) -> list[Block]:
    """The blocks of a figure with its captions, each at the index where it was read.

    If there are as many as there are pictures, each picture gets one. A single picture gets all of them. Else a caption
    belongs to the one picture or table since the caption before it, or to all of the figure.
    """
    pictures = [(index, block) for index, block in enumerate(blocks) if isinstance(block, Picture)]
    if len(pictures) == len(captions) and not any(picture.caption for _index, picture in pictures):
        for (index, picture), (_at, spans) in zip(pictures, captions, strict=True):
            blocks[index] = replace(picture, caption=spans)
        return blocks
    if len(pictures) == 1 and len(blocks) == 1 and not pictures[0][1].caption:  # a credit of its own
        return [replace(pictures[0][1], caption=_joined([spans for _at, spans in captions]))]
    added: list[tuple[int, Block]] = []
    done = 0
    for number, (at, spans) in enumerate(captions):
        since = [i for i in range(done, at) if isinstance(blocks[i], Picture | doc.Table)]
        if not since and number == 0 and len(captions) == 1 and len(blocks) > at:  # a caption on top
            since = [i for i in range(at, len(blocks)) if isinstance(blocks[i], Picture | doc.Table)]
        only = blocks[since[0]] if len(since) == 1 else None
        if isinstance(only, Picture | doc.Table) and not only.caption and (len(captions) == 1 or at == since[0] + 1):
            blocks[since[0]] = replace(only, caption=spans)
        else:
            added.append((at, doc.Paragraph(tuple(replace(span, styles=span.styles | doc.EMPHASIS) for span in spans))))
        done = at
    for at, paragraph in reversed(added):
        blocks.insert(at, paragraph)
    return blocks


def _joined(captions: list[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Several captions as one."""
    return doc.flatten_blocks(tuple(doc.Paragraph(spans) for spans in captions if spans), " · ")


def _caption(reader: BlockReader, element: Element) -> None:
    """A caption of the figure around it; without a figure, of the picture before it."""
    spans = doc.flatten_blocks(reader.blocks_inside(element), " · ")
    if not spans:
        return
    if reader.captions is not None:
        reader.captions.append((len(reader.blocks), spans))
        return
    last = reader.blocks[-1] if reader.blocks else None
    if isinstance(last, Picture):
        reader.blocks[-1] = replace(last, caption=_joined([last.caption, spans]))
    else:
        reader.blocks.append(doc.Paragraph(spans))


HANDLERS: Final[dict[object, Handler]] = {
    "img": _picture, "figure": _figure, "figcaption": _caption, "object": _object,
    **dict.fromkeys(("iframe", "video", "audio", "embed"), _embed),
}  # fmt: skip
