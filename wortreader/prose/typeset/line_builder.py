"""Builds lines from paragraphs: spans become runs, runs become pieces, with indents and bars around them.

Counts the running text: each character, and one for each gap, has an offset there that is the same at every width.
Knows nothing about the kinds of blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from wortreader.prose import document as doc
from wortreader.prose.document import Span
from wortreader.prose.typeset.linebreak import NO_PLACES, BreakPlaces, LineExtent, break_evenly, break_lines
from wortreader.prose.typeset.lines import CodeLine, Line, PictureRow, Piece, Role, TableLine
from wortreader.prose.typography import NO_BREAK_SPACE, bind_words, is_right_to_left, subscript, superscript
from wortreader.text import cells, cut, without_breaks

NARROWEST: Final = 2
"""Cells, for one wide character. A smaller width is raised to this."""
LEAST_WIDTH: Final = 8
"""Cells. Indents that leave less for the text are left out."""

LINK_MARK: Final = "[{n}]"
"""The number of a link."""

SOFT_HYPHEN: Final = "\xad"
_BREAK_MARKS: Final = re.compile("[\xad\u200b]")

STRONG: Final = doc.STRONG
EMPHASIS: Final = doc.EMPHASIS
_LOOKS: Final = doc.STRONG | doc.EMPHASIS | doc.STRUCK | doc.INSERTED


class Run(NamedTuple):
    """A part of a paragraph's text in one style. A named tuple: an article has thousands, each short-lived."""

    end: int
    role: Role
    styles: int
    link: int | None
    goal: str | None = None


class BaseStyle(NamedTuple):
    """The style of text that has none of its own."""

    role: Role = Role.TEXT
    styles: int = 0


PLAIN: Final = BaseStyle()


class SetText(NamedTuple):
    """A text without the marks for places at which lines may be broken."""

    text: str
    runs: list[Run]
    places: BreakPlaces = NO_PLACES


def set_text(
    spans: Sequence[Span],
    style: BaseStyle,
    language: str | None,
    note: int | None = None,
    *,
    link_mark: str = LINK_MARK,
) -> SetText:
    """The text for `spans`, with the numbers of links after their words, written as `link_mark`, and its runs.

    `note` is the index of a link whose number is at the very end.
    """
    if len(spans) == 1 and note is None and spans[0].link is None and not (spans[0].styles or spans[0].goal):
        text = spans[0].text
        runs = [Run(len(text), style.role, style.styles, None)]
    else:
        text, runs = _runs_of(spans, style, note, link_mark)
    if "\xad" in text or "\u200b" in text:
        return _without_marks(text, runs, language)
    return SetText(bind_words(text, language), runs)


def _without_marks(text: str, runs: list[Run], language: str | None) -> SetText:
    """`text` without soft hyphens and zero-width spaces, which become places."""
    marks = [found.start() for found in _BREAK_MARKS.finditer(text)]
    places = {at - number: text[at] for number, at in enumerate(marks)}
    hyphens = frozenset(at for at, mark in places.items() if mark == SOFT_HYPHEN)
    shifted = [run._replace(end=run.end - bisect_left(marks, run.end)) for run in runs]
    return SetText(
        bind_words(without_breaks(text), language), shifted, BreakPlaces(frozenset(places) - hyphens, hyphens)
    )


def _runs_of(spans: Sequence[Span], style: BaseStyle, note: int | None, link_mark: str) -> tuple[str, list[Run]]:
    parts: list[str] = []
    runs: list[Run] = []
    length = 0
    for index, span in enumerate(spans):
        text, styles, link = span.text, span.styles, span.link
        role = style.role
        if styles:
            if styles & doc.SUPERSCRIPT:
                text = superscript(text, is_note=span.goal is not None)
            elif styles & doc.SUBSCRIPT:
                text = subscript(text)
            if styles & doc.CODE:
                role = Role.CODE
            elif styles & doc.MARKED:
                role = Role.MARKED
        if (link is not None or span.goal) and role is style.role:
            role = Role.LINK
        length += len(text)
        parts.append(text)
        looks = style.styles ^ styles & doc.EMPHASIS | styles & ~doc.EMPHASIS
        runs.append(Run(length, role, looks, _shown(link), span.goal))
        if link is not None and (index + 1 == len(spans) or spans[index + 1].link != link):
            length = _add_number(parts, runs, length, link, style, link_mark)
    if note is not None:
        length = _add_number(parts, runs, length, note, style, link_mark)
    return "".join(parts), runs


def _shown(link: int | None) -> int | None:
    return None if link is None else link + 1


def _add_number(parts: list[str], runs: list[Run], length: int, link: int, style: BaseStyle, link_mark: str) -> int:
    """Adds the number of a link, joined to the word before it, and returns the new length."""
    number = link_mark.format(n=link + 1)
    parts += (NO_BREAK_SPACE, number)
    runs.append(Run(length + 1, style.role, style.styles & ~doc.INSERTED & ~doc.STRUCK, None))
    runs.append(Run(length + 1 + len(number), Role.LINK_NUMBER, 0, link + 1))
    return length + 1 + len(number)


def pieces_of(text: str, runs: Sequence[Run], extents: Sequence[LineExtent]) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each line of `text`."""
    if len(runs) == 1:
        only = runs[0]
        for extent in extents:
            words = text[extent.start : extent.end] + "-" * extent.is_hyphenated
            yield (_piece(words, only),) if words else ()
        return
    current = 0
    for start, end, _is_chopped, is_hyphenated in extents:
        pieces: list[Piece] = []
        position = start
        while position < end:
            while runs[current].end <= position:
                current += 1
            stop = min(end, runs[current].end)
            hyphen = "-" * (is_hyphenated and stop == end)
            pieces.append(_piece(text[position:stop] + hyphen, runs[current]))
            position = stop
        yield tuple(pieces)


def are_wrapped(text: str, extents: Sequence[LineExtent]) -> list[bool]:
    """For each line of `text`, whether the next one goes on without a line break of the author's."""
    if "\n" not in text:
        return [True] * (len(extents) - 1) + [False] * bool(extents)
    ends = [*(after.start for after in extents[1:]), len(text)]
    return [
        number + 1 < len(extents) and "\n" not in text[extent.end : end]
        for number, (extent, end) in enumerate(zip(extents, ends, strict=True))
    ]


def _piece(text: str, run: Run) -> Piece:
    styles = run.styles
    if not styles & _LOOKS:
        return Piece(text, run.role, run.link, goal=run.goal)
    return Piece(
        text,
        run.role,
        run.link,
        is_strong=styles & doc.STRONG > 0,
        is_emphasis=styles & doc.EMPHASIS > 0,
        is_struck=styles & doc.STRUCK > 0,
        is_inserted=styles & doc.INSERTED > 0,
        goal=run.goal,
    )


def _end_before(number: int, spans: Sequence[Span], runs: Sequence[Run]) -> int:
    """The offset of the span `number` in the text. The runs of link numbers are between those of spans."""
    if not number:
        return 0
    numbers = sum(
        span.link is not None and spans[index + 1].link != span.link for index, span in enumerate(spans[:number])
    )
    return runs[number - 1 + 2 * numbers].end


class LineBuilder:
    """Collects the lines of an article at one width."""

    def __init__(
        self, width: int, language: str | None = None, *, is_hyphenating: bool = False, link_mark: str = LINK_MARK
    ) -> None:
        self._link_mark = link_mark
        self.lines: list[Line] = []
        self.offset = 0
        """Of the next character in the running text."""
        self.width = max(NARROWEST, width)
        """Cells for text inside the current indents."""
        self.language = language
        self._hyphenated = language if is_hyphenating else None
        """The language for hyphenation; None if words are not hyphenated."""
        self.anchors: dict[str, int] = {}
        """The offsets of anchors in the running text."""
        self._margin: tuple[Piece, ...] = ()
        self._first: tuple[Piece, ...] | None = None
        """What is before the next line instead of the margin."""
        self._right: tuple[Piece, ...] = ()
        """What is after each line at the right edge, where text begins that is read from the right."""
        self._first_right: tuple[Piece, ...] | None = None
        """What is after the next line instead."""

    def add_line(
        self,
        pieces: tuple[Piece, ...],
        start: int,
        is_chopped: bool = False,
        is_hyphenated: bool = False,
        picture_row: PictureRow | None = None,
        code: CodeLine | None = None,
        *,
        is_wrapped: bool = False,
        table: TableLine | None = None,
    ) -> None:
        """Adds one line inside the current indents."""
        margin = self._margin
        if self._first is not None:
            margin, self._first = self._first, None
        if self._right:
            right, self._first_right = self._right if self._first_right is None else self._first_right, None
            air = self.width - sum(cells(piece.text) for piece in pieces)
            pieces = (*pieces, *((Piece(" " * air, Role.SPACE),) if air > 0 else ()), *right)
        if margin:
            pieces = margin + pieces
            if code is not None:
                code = code._replace(at=code.at + sum(len(piece.text) for piece in margin))
            if table is not None:
                table = table._replace(at=sum(len(piece.text) for piece in margin))
        self.lines.append(Line(pieces, start, is_chopped, is_hyphenated, picture_row, code, is_wrapped, table))

    def add_blank_line(self) -> None:
        """Adds an empty line. Bars continue through it."""
        margin = self._margin
        while margin and margin[-1].role is Role.SPACE:
            margin = margin[:-1]
        self.lines.append(Line(margin, self.offset))
        self.offset += 1

    def add_paragraph(
        self, spans: Sequence[Span], style: BaseStyle = PLAIN, *, note: int | None = None, is_even: bool = False
    ) -> None:
        """Adds a paragraph. `is_even` makes its lines about equally long."""
        text, runs, places = set_text(spans, style, self.language, note, link_mark=self._link_mark)
        self.note_anchors(spans, runs)
        extents = (
            break_evenly(text, self.width, places)
            if is_even
            else break_lines(text, self.width, self._hyphenated, places)
        )
        is_from_right = is_right_to_left(text)
        wrapped = are_wrapped(text, extents)
        for extent, pieces, is_wrapped in zip(extents, pieces_of(text, runs, extents), wrapped, strict=True):
            air = self.width - sum(cells(piece.text) for piece in pieces) if is_from_right else 0
            self.add_line(
                (Piece(" " * air, Role.SPACE), *pieces) if air else pieces,
                self.offset + extent.start,
                *extent[2:],
                is_wrapped=is_wrapped,
            )
        self.offset += len(text) + 1

    def note_anchors(self, spans: Sequence[Span], runs: Sequence[Run] = ()) -> None:
        """Records the offsets of anchors in `spans`: with their runs, to the character."""
        for number, span in enumerate(spans):
            if span.anchors:
                before = _end_before(number, spans, runs) if runs else 0
                for name in span.anchors:
                    self.anchors.setdefault(name, self.offset + before)

    def add_rule(self) -> None:
        """Adds a thin horizontal line."""
        self.add_line((Piece("─" * self.width, Role.RULE),), self.offset)
        self.offset += 1

    @contextmanager
    def indented(self, first: Piece, rest: Piece | None = None) -> Iterator[None]:
        """Indents the lines added inside: `first` is before the first of them, `rest` or spaces before the others.

        If too little width would remain, there is no indent, and a bullet or number gets a line of its own.
        """
        indent = cells(first.text)
        outer = self._margin, self._first, self.width
        if self.width - indent >= LEAST_WIDTH:
            before = self._margin if self._first is None else self._first
            self._first = (*before, first)
            self._margin = (*self._margin, rest or Piece(" " * indent, Role.SPACE))
            self.width -= indent
        elif first.role is Role.BULLET and (mark := first.text.strip()):
            self.add_line((Piece(cut(mark, self.width), first.role),), self.offset)
        self.offset += 1
        pending = self._first
        yield
        is_unused = pending is not None and self._first is pending
        self._margin, first_before, self.width = outer
        self._first = first_before if is_unused else None

    @contextmanager
    def indented_at_right(self, first: Piece) -> Iterator[None]:
        """Like `indented`, but `first` is at the right edge, for text that is read from the right."""
        indent = cells(first.text)
        if self.width - indent < LEAST_WIDTH:
            with self.indented(first):
                yield
            return
        outer = self._right, self._first_right, self.width
        before = self._right if self._first_right is None else self._first_right
        self._first_right = (first, *before)
        self._right = (Piece(" " * indent, Role.SPACE), *self._right)
        self.width -= indent
        self.offset += 1
        pending = self._first_right
        yield
        is_unused = self._first_right is pending
        self._right, first_before, self.width = outer
        self._first_right = first_before if is_unused else None
