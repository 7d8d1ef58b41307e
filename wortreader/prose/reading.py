"""From lxml's tree to blocks and spans.

Owns what each element means to a reader. Recurses as deep as the tree is, which `flatten` has bounded. Foreign text is
cleaned here, after the parser has undone the last encoding.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from wortreader.prose import document as doc
from wortreader.prose import media
from wortreader.prose.document import (
    Block,
    Code,
    Definition,
    Definitions,
    Details,
    Document,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    flat,
)
from wortreader.prose.links import clean_address
from wortreader.prose.reading_text import TextReader
from wortreader.prose.typography import joined_well
from wortreader.text import safe

Element = Any
"""An element of lxml, which has no types of its own."""

_STYLES: dict[str, int] = {
    "b": doc.STRONG, "strong": doc.STRONG,
    "i": doc.EMPHASIS, "em": doc.EMPHASIS, "cite": doc.EMPHASIS, "var": doc.EMPHASIS, "dfn": doc.EMPHASIS,
    "code": doc.CODE, "kbd": doc.CODE, "samp": doc.CODE, "tt": doc.CODE,
    "s": doc.STRUCK, "strike": doc.STRUCK, "del": doc.STRUCK,
    "ins": doc.INSERTED, "u": doc.INSERTED, "mark": doc.MARKED,
    "sup": doc.SUPERSCRIPT, "sub": doc.SUBSCRIPT,
}  # fmt: skip
_INLINE = frozenset((
    "span", "font", "abbr", "acronym", "small", "big", "bdi", "bdo", "time", "data", "label", "ruby", "rb", "rbc",
    "rtc", "wbr", "nobr", "blink",
))  # fmt: skip
_SKIPPED = frozenset((
    "script", "style", "form", "svg", "noscript", "head", "title", "meta", "link", "base", "template", "input",
    "select", "textarea", "button", "canvas", "map", "rp", "param", "source", "track", "datalist", "dialog",
    "noframes", "noembed", "frameset", "progress", "meter",
))  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOR_SCREEN_READERS = re.compile(r"\b(?:screen-reader-text|sr-only|visually-?hidden)\b")
_LANGUAGE = re.compile(r"\b(?:lang(?:uage)?|highlight-source|brush:\s*)-?([a-z0-9+#-]+)", re.IGNORECASE)


class Reader(TextReader):
    """Reads one tree into one document."""

    names: frozenset[str] = frozenset()
    """The places in the article that something in it leads to."""

    def read(self, root: Element) -> Document:
        """The document under `root`."""
        if not self.is_plain or root.find(".//sup") is not None:
            self.names = _names(root, self.base_url)
        self.flow(root)
        self.end_block()
        return Document(tuple(self.blocks), tuple(self.links))

    def flow(self, element: Element) -> None:
        """Reads what is inside `element`, one after the other."""
        if text := element.text:
            self.text(text)
        for child in element:
            tag = child.tag
            if self.names and child.attrib:
                self.note_anchor(child)
            styles = _STYLES.get(tag)
            if styles is not None:
                self.styled(child, styles)
            elif (handler := _HANDLERS.get(tag)) is not None:
                handler(self, child)
            elif isinstance(tag, str) and not is_hidden(child):
                self.in_block(child)
            if text := child.tail:
                self.text(text)

    # --- inline elements ----------------------------------------------------------------------------------------------

    def styled(self, element: Element, styles: int) -> None:
        """Reads `element` with more styles."""
        before = self.styles
        if self.is_plain and not (before | styles) & doc.SUPERSCRIPT:
            self.flow(element)
            return
        self.begin_run()
        self.styles = before | styles
        self.flow(element)
        self.end_run()
        self.styles = before

    def anchor(self, element: Element) -> None:
        """Reads a link; where its address is not one to open, its text alone."""
        if self.is_plain and not self.styles & doc.SUPERSCRIPT:
            self.flow(element)
            return
        href = element.get("href")
        if self.names and href and (goal := _fragment(href, self.base_url)) in self.names:
            self.jump(element, goal)
            return
        address = clean_address(href, self.base_url) if href else None
        outer = self.address, self.link
        if address is not None:
            self.begin_run()
            self.address, self.link = address, None
        self.flow(element)
        if address is not None:
            self.end_run()
            self.address, self.link = outer

    def jump(self, element: Element, goal: str) -> None:
        """Reads a link to another place in the article."""
        outer = self.goal
        self.begin_run()
        self.goal = goal
        self.flow(element)
        self.end_run()
        self.goal = outer

    def note_anchor(self, element: Element) -> None:
        """Gives what is read next the names of `element`, where something leads to them."""
        for name in {element.get("id"), element.get("name") if element.tag == "a" else None} & self.names:
            if name not in self.anchors:
                self.begin_run()
                self.anchors.append(str(name))

    def line_break(self, _element: Element) -> None:
        """One ends the line; a second one the paragraph."""
        if not (self.run or self.spans):
            return
        if self.last_character() == "\n":
            self.end_block()
        else:
            self.run.append("\n")
            self.is_blank_due = False

    def quoted(self, element: Element) -> None:
        """An inline quotation: the quotation marks that browsers add."""
        self.text("“" if not self.is_blank_due else " “")
        self.flow(element)
        self.is_blank_due = False
        self.run.append("”")

    def ruby(self, element: Element) -> None:
        """How a word is read stands after it in brackets."""
        self.run.append("(")
        self.flow(element)
        self.run.append(")")

    # --- blocks -------------------------------------------------------------------------------------------------------

    def in_block(self, element: Element) -> None:
        """Reads an element that is a block of its own but means nothing else."""
        self.end_block()
        self.flow(element)
        self.end_block()

    def inside(self, element: Element) -> tuple[Block, ...]:
        """The blocks inside `element`, apart from those around it."""
        self.end_block()
        outer, self.blocks = self.blocks, []
        if self.names:
            self.note_anchor(element)
        self.depth += 1
        self.flow(element)
        self.end_block()
        self.depth -= 1
        inner, self.blocks = self.blocks, outer
        return tuple(inner)

    def spans_inside(self, element: Element) -> tuple[Span, ...]:
        """What is inside `element` as one run of text, its blocks joined by line breaks."""
        return flat(self.inside(element))

    def contained(self, element: Element, make: Callable[[tuple[Block, ...]], Block]) -> None:
        """Reads a container; too deep, or empty, it is nothing but its content."""
        blocks = self.inside(element)
        if self.depth >= doc.MAX_NESTING:
            self.blocks.extend(blocks)
        elif blocks:
            self.blocks.append(make(blocks))

    def heading(self, element: Element) -> None:
        """A heading; what else stands in it follows it."""
        blocks = self.inside(element)
        spans = flat(tuple(block for block in blocks if not isinstance(block, Picture)))
        if spans:
            self.blocks.append(Heading(int(element.tag[1]), spans))
        self.blocks.extend(block for block in blocks if isinstance(block, Picture))

    def list_block(self, element: Element) -> None:
        """A list, its numbers as `start`, `reversed` and `value` say."""
        self.end_block()
        is_ordered = element.tag == "ol"
        children = [child for child in element if isinstance(child.tag, str) and child.tag not in _SKIPPED]
        is_reversed = is_ordered and element.get("reversed") is not None
        start = _number(element.get("start"), len(children) if is_reversed else 1)
        number, items = start, list[ListItem]()
        for child in children:
            number = _number(child.get("value"), number) if is_ordered else number
            blocks = self.inside(child) if child.tag == "li" else self._loose(child)
            if child.tag != "li" and items:  # a list right inside a list belongs to the item before it
                items[-1] = ListItem(items[-1].blocks + blocks, items[-1].number)
            elif blocks:
                items.append(ListItem(blocks, number))
                number += -1 if is_reversed else 1
        if not items:
            return
        if self.depth >= doc.MAX_NESTING:
            self.blocks.extend(block for item in items for block in item.blocks)
        else:
            kind = element.get("type") or "1"
            self.blocks.append(ListBlock(tuple(items), is_ordered, start, kind if kind in "1aAiI" else "1"))

    def _loose(self, element: Element) -> tuple[Block, ...]:
        """The blocks that one child gives which is not wrapped as its parent wants it."""
        outer, self.blocks = self.blocks, []
        handler = _HANDLERS.get(element.tag, Reader.in_block)
        self.depth += 1
        handler(self, element)
        self.end_block()
        self.depth -= 1
        inner, self.blocks = self.blocks, outer
        return tuple(inner)

    def definitions(self, element: Element) -> None:
        """A list of terms and their meanings, wrapped in groups or not."""
        self.end_block()
        entries: list[Definition] = []
        terms: list[tuple[doc.Span, ...]] = []
        for child in element.iterdescendants("dt", "dd"):
            if next(child.iterancestors("dl"), None) is not element:
                continue
            if child.tag == "dt":
                if spans := self.spans_inside(child):
                    terms.append(spans)
            elif blocks := self.inside(child):
                entries.append(Definition(tuple(terms), blocks))
                terms = []
        if terms:
            entries.append(Definition(tuple(terms), ()))
        if self.depth >= doc.MAX_NESTING:
            for entry in entries:
                self.blocks.extend((*(Paragraph(term) for term in entry.terms), *entry.blocks))
        elif entries:
            self.blocks.append(Definitions(tuple(entries)))

    def quote(self, element: Element) -> None:
        """A quotation that stands for itself."""
        self.contained(element, Quote)

    def details(self, element: Element) -> None:
        """What is folded away; without a summary it is simply there."""
        summary = element.find("summary")
        if summary is None:
            self.in_block(element)
            return
        spans = self.spans_inside(summary)
        tail = summary.tail
        element.remove(summary)
        if tail:
            element.text = (element.text or "") + tail
        if spans:
            self.contained(element, lambda blocks: Details(spans, blocks))
        else:
            self.in_block(element)

    def preformatted(self, element: Element) -> None:
        """Verbatim text, with the language that a class may name."""
        text = verbatim("".join(_in_document_order(element)))
        if not text:
            return
        classes = " ".join(filter(None, (element.get("class"), *(child.get("class") for child in element))))
        found = _LANGUAGE.search(classes)
        self.put(Code(text, found[1].lower() if found else None))

    def rule(self, _element: Element) -> None:
        """A thematic break, once, and not where nothing came before."""
        self.end_block()
        if self.blocks and not isinstance(self.blocks[-1], Rule):
            self.blocks.append(Rule())

    def skip(self, _element: Element) -> None:
        """Nothing of this element is for reading."""

    def inline(self, element: Element) -> None:
        """Reads an element that changes nothing."""
        if not element.attrib or not is_hidden(element):
            self.flow(element)

    # --- pictures and films -------------------------------------------------------------------------------------------

    def picture(self, element: Element) -> None:
        """A picture by its caption; one that stands for a sign is that sign, one that counts readers is nothing."""
        found = media.image(element, self.base_url)
        if found is None:
            return
        if found.is_sign:
            self.text(found.alt)
            return
        link = self.link_to(self.address) if self.address else self.link_to(found.src) if found.src else None
        self.end_block()
        if not (self.blocks and isinstance(self.blocks[-1], Picture) and self.blocks[-1].src == found.src):
            self.blocks.append(Picture(found.src, found.alt, (), link))

    def film(self, element: Element) -> None:
        """A frame, film or sound: a link to it."""
        found = media.film(element, self.base_url)
        if found is not None:
            self.put(Paragraph((Span(found.label, 0, self.link_to(found.address)),)))

    def figure(self, element: Element) -> None:
        """Pictures, tables or whatever else with a caption."""
        captions = element.xpath(".//figcaption")
        spans: tuple[Span, ...] = ()
        for caption in captions:
            spans = spans or flat(self.inside(caption), " · ")
            caption.clear(keep_tail=True)
        blocks = list(self.inside(element))
        if spans and blocks and isinstance(blocks[-1], Picture):
            last = blocks[-1]
            blocks[-1] = Picture(last.src, last.alt, spans, last.link)
        elif spans and len(blocks) == 1 and isinstance(blocks[0], doc.Table) and not blocks[0].caption:
            blocks[0] = doc.Table(blocks[0].rows, blocks[0].header_rows, spans)
        elif spans:
            blocks.append(Paragraph(tuple(replace(span, styles=span.styles | doc.EMPHASIS) for span in spans)))
        self.blocks.extend(blocks)

    def table(self, element: Element) -> None:
        """A table, or what a table holds that only arranges the page."""
        from wortreader.prose import reading_tables  # it needs this class

        reading_tables.read_table(self, element)


def _names(root: Element, base_url: str | None) -> frozenset[str]:
    """The names of elements that a link on the same page leads to."""
    linked = {_fragment(href, base_url) for href in root.xpath("//a/@href[contains(., '#')]")}
    if not linked - {""}:
        return frozenset()
    return frozenset(map(str, root.xpath("//@id | //a/@name"))) & linked - {""}


def _fragment(address: str, base_url: str | None) -> str:
    """The name of the place on the page itself that `address` leads to; empty for every other address."""
    page, _sign, name = address.strip().partition("#")
    if page and (base_url is None or page != base_url.partition("#")[0]):
        return ""
    return unquote(name)


def verbatim(text: str) -> str:
    """Preformatted text without blank lines around it and blanks at line ends, tabs to every fourth column."""
    lines = [line.expandtabs(4).rstrip() for line in joined_well(safe(text)).split("\n")]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(lines)


def _in_document_order(element: Element) -> list[str]:
    """The text inside `element`, `<br>` as line feed, without what is not for reading."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            parts.extend(_in_document_order(child))
            if child.tag in ("div", "p", "li", "tr") and parts[-1][-1:] != "\n":
                parts.append("\n")
        parts.append(child.tail or "")
    return parts


def is_hidden(element: Element) -> bool:
    """Whether the source shows `element` to nobody, or to screen readers alone."""
    if not element.attrib:
        return False
    return (
        element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style", "")))
        or bool(_FOR_SCREEN_READERS.search(element.get("class", "")))
    )


def _number(text: str | None, default: int) -> int:
    """A number as HTML's lists give it, within what a list can sensibly count."""
    try:
        return max(-99_999, min(99_999, int(text))) if text else default
    except ValueError:
        return default


_HANDLERS: dict[object, Callable[[Reader, Element], None]] = {
    "a": Reader.anchor, "br": Reader.line_break, "q": Reader.quoted, "rt": Reader.ruby,
    "ul": Reader.list_block, "ol": Reader.list_block, "menu": Reader.list_block, "dir": Reader.list_block,
    "dl": Reader.definitions, "blockquote": Reader.quote, "details": Reader.details,
    "pre": Reader.preformatted, "xmp": Reader.preformatted, "listing": Reader.preformatted,
    "plaintext": Reader.preformatted, "hr": Reader.rule, "img": Reader.picture, "figure": Reader.figure,
    "table": Reader.table, "iframe": Reader.film, "video": Reader.film, "audio": Reader.film,
    "embed": Reader.film, "object": Reader.film,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Reader.heading),
    **dict.fromkeys(_SKIPPED, Reader.skip),
    **dict.fromkeys(_INLINE, Reader.inline),
}  # fmt: skip
