"""Collects text into spans and spans into paragraphs, with white space collapsed as in HTML.

Knows no elements.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from wortreader.prose.document import Block, Paragraph, Span
from wortreader.prose.typography import drop_stray_joiners
from wortreader.text import safe

_BLANKS = re.compile("[ \t\n\r\f]+")
_UNTIDY = re.compile("\t|\n|\r|\f|  ")  # a character class takes twice as long
_ENDS: Final = " \n"
_BLANK_SPAN: Final = Span(" ")


class TextReader:
    """The state of reading: blocks, the spans of the current paragraph, and the run of text at its end."""

    def __init__(self, base_url: str | None = None, *, is_plain: bool = False) -> None:
        self.base_url = base_url
        self.is_plain = is_plain
        """Whether only characters matter. Then the only style that is read is superscript, which changes them."""
        self.blocks: list[Block] = []
        self.spans: list[Span] = []
        self.run: list[str] = []
        """Text since the last change of style or link."""
        self.styles = 0
        self.address: str | None = None
        self.link: int | None = None
        self.goal: str | None = None
        """The anchor in the article that the current text links to."""
        self.anchors: list[str] = []
        """Names of anchors at the text that follows."""
        self.is_blank_due = False
        """Whether white space was read that only counts if text follows."""
        self.links: dict[str, int] = {}
        self.depth = 0
        """The number of containers around the current position."""

    def add_text(self, raw: str) -> None:
        """Adds text to the current paragraph, with white space collapsed."""
        raw = drop_stray_joiners(safe(raw))
        if _UNTIDY.search(raw):
            raw = _BLANKS.sub(" ", raw)
        begins_blank = raw[:1] == " "
        text = raw.strip(" ")
        if not text:
            self.is_blank_due |= begins_blank
            return
        if (begins_blank or self.is_blank_due) and not self._is_after_blank():
            if self.run or not (self.styles or self.address or self.goal or self.anchors):
                text = " " + text
            else:
                self.spans.append(_BLANK_SPAN)
        self.is_blank_due = raw[-1] == " "
        if self.address is not None and self.link is None:
            self.link = self.link_to(self.address)
        self.run.append(text)

    def last_character(self) -> str:
        """The last character of the current paragraph; empty at its beginning."""
        return self.run[-1][-1] if self.run else self.spans[-1].text[-1] if self.spans else ""

    def _is_after_blank(self) -> bool:
        return self.last_character() in _ENDS

    def drop_space(self) -> None:
        """Removes white space before what is read next."""
        self.is_blank_due = False
        if self.last_character() != " ":
            return
        if self.run:
            self.run[-1] = self.run[-1][:-1]
            if not self.run[-1]:
                self.run.pop()
        else:
            last = self.spans.pop()
            if text := last.text[:-1]:
                self.spans.append(replace(last, text=text))

    def link_to(self, address: str) -> int:
        """The index of a clean address in the links of the document."""
        return self.links.setdefault(address, len(self.links))

    def begin_run(self) -> None:
        """Ends the current span before a style or link begins. White space stays outside of that."""
        if self.is_blank_due and not self._is_after_blank():
            self.run.append(" ")
            self.is_blank_due = False
        self.end_run()

    def end_run(self) -> None:
        """Ends the current span: another style or link follows."""
        if self.run:
            self.spans.append(Span("".join(self.run), self.styles, self.link, self.goal, tuple(self.anchors)))
            self.anchors.clear()
            self.run.clear()

    def take_spans(self) -> tuple[Span, ...]:
        """Returns and forgets the spans since the last block, without white space at the end."""
        self.end_run()
        spans, self.spans = self.spans, []
        self.is_blank_due = False
        while spans and spans[-1].text[-1] in _ENDS:
            last = spans.pop()
            if text := last.text.rstrip(_ENDS):
                spans.append(Span(text, last.styles, last.link, last.goal, last.anchors))
        return tuple(spans)

    def end_block(self) -> None:
        """Makes a paragraph of the spans since the last block, if there are any."""
        if (self.run or self.spans) and (spans := self.take_spans()):
            self.blocks.append(Paragraph(spans))
        self.is_blank_due = False

    def add_block(self, block: Block) -> None:
        """Adds a block after what was read so far."""
        self.end_block()
        self.blocks.append(block)
