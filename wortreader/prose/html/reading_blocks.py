"""Walks the tree and collects blocks.

Handles nesting, styles and anchors; the handlers that it is given interpret the elements. Recurses as deep as the tree,
which `flatten` has limited.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from wortreader.prose import document as doc
from wortreader.prose.document import Block, Span, flatten_blocks
from wortreader.prose.html.reading_text import TextReader

Element = Any
"""An element of lxml, which has no types."""

Handler: TypeAlias = Callable[["BlockReader", Element], None]
"""Reads one element into a reader."""

Caption: TypeAlias = tuple[int, tuple[Span, ...]]

STYLES: dict[str, int] = {
    "b": doc.STRONG, "strong": doc.STRONG,
    "i": doc.EMPHASIS, "em": doc.EMPHASIS, "cite": doc.EMPHASIS, "var": doc.EMPHASIS, "dfn": doc.EMPHASIS,
    "code": doc.CODE, "kbd": doc.CODE, "samp": doc.CODE, "tt": doc.CODE,
    "s": doc.STRUCK, "strike": doc.STRUCK, "del": doc.STRUCK,
    "ins": doc.INSERTED, "u": doc.INSERTED, "mark": doc.MARKED,
    "sup": doc.SUPERSCRIPT, "sub": doc.SUBSCRIPT,
}  # fmt: skip
_CHANGING = doc.SUPERSCRIPT | doc.SUBSCRIPT
"""Styles that change characters."""
SKIPPED = frozenset((
    "script", "style", "svg", "noscript", "head", "title", "meta", "link", "base", "template", "select", "textarea",
    "canvas", "rp", "param", "source", "track", "datalist", "noframes", "noembed", "frameset", "caption",
))  # fmt: skip
"""Elements that are not for reading. Most of them are gone already: `cleaning`."""


class BlockReader(TextReader):
    """Reads elements into blocks with a table of handlers."""

    def __init__(
        self,
        handlers: Mapping[object, Handler],
        base_url: str | None = None,
        *,
        language: str | None = None,
        is_plain: bool = False,
    ) -> None:
        super().__init__(base_url, is_plain=is_plain)
        self._handlers = handlers
        self.language = language
        """Of the article, by its BCP 47 tag: what its markup says of its parts counts more."""
        self.captions: list[Caption] | None = None
        """The captions of the figure around, each with the number of blocks before it; None outside of figures."""
        self.names: frozenset[str] = frozenset()
        """The anchors that links in the article refer to."""

    def read_children(self, element: Element) -> None:
        """Reads the content of `element`."""
        if text := element.text:
            self.add_text(text)
        for child in element:
            tag = child.tag
            if self.names and child.attrib:
                self.note_anchor(child)
            styles = STYLES.get(tag)
            if styles is not None:
                self.read_styled(child, styles)
            elif (handler := self._handlers.get(tag)) is not None:
                handler(self, child)
            elif isinstance(tag, str):
                self.read_as_block(child)
            if text := child.tail:
                self.add_text(text)

    def read_styled(self, element: Element, styles: int) -> None:
        """Reads `element` with additional styles."""
        before = self.styles
        if self.is_plain and not (before | styles) & _CHANGING:
            self.read_children(element)
            return
        if before & _CHANGING and styles & _CHANGING:  # an exponent with an index: `x^(a_1)`
            if self.run:
                self.run.append("^" if styles & doc.SUPERSCRIPT else "_")
            self.read_children(element)
            return
        self.begin_run()
        self.styles = before | styles
        self.read_children(element)
        self.end_run()
        self.styles = before

    def note_anchor(self, element: Element) -> None:
        """Attaches the names of `element` to the text that follows, if links refer to them."""
        for name in {element.get("id"), element.get("name") if element.tag == "a" else None} & self.names:
            if name not in self.anchors:
                self.begin_run()
                self.anchors.append(str(name))

    def read_as_block(self, element: Element) -> None:
        """Reads an element as a block without further meaning."""
        self.end_block()
        self.read_children(element)
        self.end_block()

    def blocks_inside(self, element: Element, captions: list[Caption] | None = None) -> tuple[Block, ...]:
        """The blocks inside `element`, separate from those around it. In a figure, its captions go into `captions`."""
        self.end_block()
        outer, self.blocks = self.blocks, []
        outer_captions, self.captions = self.captions, captions
        if self.names:
            self.note_anchor(element)
        self.depth += 1
        self.read_children(element)
        self.end_block()
        self.depth -= 1
        inner, self.blocks = self.blocks, outer
        self.captions = outer_captions
        return tuple(inner)

    def spans_inside(self, element: Element) -> tuple[Span, ...]:
        """The content of `element` as one run of text, with line breaks between its blocks."""
        return flatten_blocks(self.blocks_inside(element))

    def add_container(self, element: Element, make: Callable[[tuple[Block, ...]], Block]) -> None:
        """Adds a container. If it is too deep, only its content is added; if it is empty, nothing is."""
        blocks = self.blocks_inside(element)
        if self.depth >= doc.MAX_NESTING:
            self.blocks.extend(blocks)
        elif blocks:
            self.blocks.append(make(blocks))

    def read_element(self, element: Element) -> None:
        """Reads one element, but not the text behind it."""
        if (styles := STYLES.get(element.tag)) is not None:
            self.read_styled(element, styles)
        else:
            self._handlers.get(element.tag, BlockReader.read_as_block)(self, element)

    def blocks_of(self, element: Element) -> tuple[Block, ...]:
        """The blocks of a child that is not of the kind that its parent requires."""
        outer, self.blocks = self.blocks, []
        self.depth += 1
        self.read_element(element)
        self.end_block()
        self.depth -= 1
        inner, self.blocks = self.blocks, outer
        return tuple(inner)
