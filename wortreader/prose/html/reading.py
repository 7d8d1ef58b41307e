"""Converts lxml's tree to a document.

Combines the handlers of all elements, which are here and in `reading_inline`, `reading_lists`, `reading_media` and
`reading_tables`. They clean foreign text, after the parser has decoded it.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose import document as doc
from wortreader.prose.html import reading_inline, reading_lists, reading_media, reading_tables
from wortreader.prose.html.plain_reading import is_text_safe, unwrap_transparent
from wortreader.prose.html.reading_blocks import SKIPPED, BlockReader, Element, Handler
from wortreader.prose.typography import drop_stray_joiners
from wortreader.text import safe

_LANGUAGE = re.compile(r"\b(?:lang(?:uage)?|highlight-source|brush:\s*)-?([a-z0-9+#-]+)", re.IGNORECASE)


class DocumentReader(BlockReader):
    """Reads one tree into one document."""

    def __init__(self, base_url: str | None = None, *, language: str | None = None, is_plain: bool = False) -> None:
        super().__init__(_HANDLERS, base_url, language=language, is_plain=is_plain)

    def renewed(self) -> DocumentReader:
        """A reader of the same kind that has read nothing."""
        return DocumentReader(self.base_url, language=self.language, is_plain=self.is_plain)

    def read(self, root: Element) -> doc.Document:
        """The document under `root`."""
        if not self.is_plain or next(root.iter("sup", "sub"), None) is not None:
            self.names = reading_inline.names_led_to(root, self.base_url)
        elif is_text_safe(root):
            self.is_safe = True
            unwrap_transparent(root)
        self.read_children(root)
        self.end_block()
        return doc.Document(tuple(self.blocks), tuple(self.links))


def _heading(reader: BlockReader, element: Element) -> None:
    """A heading. Pictures in it follow it."""
    blocks = reader.blocks_inside(element)
    spans = doc.flatten_blocks(tuple(block for block in blocks if not isinstance(block, doc.Picture)))
    if spans:
        reader.blocks.append(doc.Heading(int(element.tag[1]), spans))
    reader.blocks.extend(block for block in blocks if isinstance(block, doc.Picture))


def _quote(reader: BlockReader, element: Element) -> None:
    """A block quotation."""
    reader.add_container(element, doc.Quote)


def _details(reader: BlockReader, element: Element) -> None:
    """A `<details>`. Without a summary, only its content."""
    summary = element.find("summary")
    if summary is None:
        reader.read_as_block(element)
        return
    spans = reader.spans_inside(summary)
    tail = summary.tail
    element.remove(summary)
    if tail:
        element.text = (element.text or "") + tail
    if spans:
        reader.add_container(element, lambda blocks: doc.Details(spans, blocks))
    else:
        reader.read_as_block(element)


def _rule(reader: BlockReader, _element: Element) -> None:
    """A thematic break, but not twice in a row and not at the beginning."""
    reader.end_block()
    if reader.blocks and not isinstance(reader.blocks[-1], doc.Rule):
        reader.blocks.append(doc.Rule())


def _preformatted(reader: BlockReader, element: Element) -> None:
    """Preformatted text, with the language that a class may name."""
    text = _verbatim("".join(_in_document_order(element)))
    if not text:
        return
    classes = " ".join(filter(None, (element.get("class"), *(child.get("class") for child in element))))
    found = _LANGUAGE.search(classes)
    reader.add_block(doc.Code(text, found[1].lower() if found else None))


def _verbatim(text: str) -> str:
    """Preformatted text without blank lines around it and trailing spaces, with tabs at every fourth column."""
    lines = [line.expandtabs(4).rstrip() for line in drop_stray_joiners(safe(text)).split("\n")]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(lines)


def _in_document_order(element: Element) -> list[str]:
    """The text inside `element`, with line feeds for `<br>`, without elements that are not for reading."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            parts.extend(_in_document_order(child))
            if child.tag in ("div", "p", "li", "tr") and parts[-1][-1:] != "\n":
                parts.append("\n")
        parts.append(child.tail or "")
    return parts


def _skip(_reader: BlockReader, _element: Element) -> None:
    """Ignores an element."""


_HANDLERS: Final[dict[object, Handler]] = {
    **reading_inline.HANDLERS,
    **reading_media.HANDLERS,
    **reading_lists.HANDLERS,
    **reading_tables.HANDLERS,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext"), _preformatted),
    "blockquote": _quote,
    "details": _details,
    "hr": _rule,
    **dict.fromkeys(SKIPPED, _skip),
}
