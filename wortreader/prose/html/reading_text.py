"""Collects text into spans and spans into paragraphs, with white space collapsed as in HTML.

Knows no elements.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from wortreader.prose.document import Block, Paragraph, Span
from wortreader.prose.typography import drop_stray_joiners
from wortreader.text import safe, safe_breakable

_BLANKS = re.compile("[ \t\n\r\f]+")
_ENDS: Final = " \n"
_BLANK_SPAN: Final = Span(" ")
ZERO_WIDTH_SPACE: Final = "\u200b"
_BLANK: Final = (
    " \n\t\u00a0\u00ad\u034f\u115f\u1160\u1680\u17b4\u17b5\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u200c\u200d\u200e\u200f\u202f\u205f\u2800\u3000\u3164\ufe0e\ufe0f\uffa0"
)
"""Characters of which a paragraph or a line is empty if it has no others."""


def is_blank(spans: tuple[Span, ...]) -> bool:
    """Whether `spans` show nothing: they are made of spaces of any kind, or of characters without width."""
    return not any(span.text.strip(_BLANK) for span in spans)


class TextReader:
    """The state of reading: blocks, the spans of the current paragraph, and the run of text at its end."""

    def __init__(self, base_url: str | None = None, *, is_plain: bool = False) -> None:
        self.base_url = base_url
        self.is_plain = is_plain
        """Whether only characters matter. Then no style is read but superscript and subscript, which change them."""
        self.is_safe = False
        """Whether the text is known to be safe, and without joiners."""
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
        if not raw.strip(" \t\n\r\f"):
            self.is_blank_due |= raw != ""
            return
        if not self.is_safe:
            raw = drop_stray_joiners(safe(raw) if self.is_plain else safe_breakable(raw))
        if "  " in raw or "\n" in raw or "\t" in raw or "\r" in raw or "\f" in raw:  # a pattern takes far longer
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

    def add_break_place(self) -> None:
        """Adds a place within a word at which the line may be broken."""
        if not (self.is_plain or self.is_blank_due) and self.last_character() not in ("", *_ENDS, ZERO_WIDTH_SPACE):
            self.run.append(ZERO_WIDTH_SPACE)

    def end_line(self) -> None:
        """Ends the line; if it is blank, also the paragraph."""
        if not (self.run or self.spans):
            return
        if self._is_line_blank():
            self._drop_blank_end()
            self.end_block()
        else:
            self.run.append("\n")
            self.is_blank_due = False

    def _is_line_blank(self) -> bool:
        """Whether nothing but blanks has been read since the last line break."""
        for text in (*reversed(self.run), *(span.text for span in reversed(self.spans))):
            _before, is_broken, line = text.rpartition("\n")
            if line.strip(_BLANK):
                return False
            if is_broken:
                return True
        return True

    def _drop_blank_end(self) -> None:
        """Removes blanks of any kind at the end."""
        while self.run:
            if text := self.run[-1].rstrip(_BLANK):
                self.run[-1] = text
                return
            self.run.pop()
        while self.spans:
            last = self.spans.pop()
            if text := last.text.rstrip(_BLANK):
                self.spans.append(replace(last, text=text))
                return

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
        if self.spans and self.spans[-1].text[-1] in _BLANK and self._is_line_blank():
            self._drop_blank_end()
        spans, self.spans = self.spans, []
        self.is_blank_due = False
        while spans and spans[-1].text[-1] in _ENDS:
            last = spans.pop()
            if text := last.text.rstrip(_ENDS):
                spans.append(Span(text, last.styles, last.link, last.goal, last.anchors))
        return tuple(spans)

    def end_block(self) -> None:
        """Makes a paragraph of the spans since the last block, if there are any."""
        if (self.run or self.spans) and (spans := self.take_spans()) and not is_blank(spans):
            self.blocks.append(Paragraph(spans))
        self.is_blank_due = False

    def add_block(self, block: Block) -> None:
        """Adds a block after what was read so far."""
        self.end_block()
        self.blocks.append(block)
