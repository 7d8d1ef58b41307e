"""Draws single lines of an article: the styles of its parts, matches, hints, pictures, and what is pointed at.

Lines are kept once they are drawn, until something about them changes.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from wortreader.app.linear import is_linear
from wortreader.app.panes.article.line_parts import Target, target_of
from wortreader.app.panes.article.match_highlights import MatchHighlights
from wortreader.app.pictures.drawn import Drawn
from wortreader.app.terminal.hyperlinks import hyperlink
from wortreader.app.widgets.line_view import LineView
from wortreader.app.widgets.spans import marked, restyled
from wortreader.prose.typeset.lines import Layout, Line, PictureRow, Piece, Role
from wortreader.text import cells, chop

ARTICLE_PARTS: Final = frozenset(
    {
        *(f"article-view--{role}" for role in Role),
        "article-view--match",
        "article-view--match-current",
        "article-view--hint",
        "article-view--spoken",
    }
)

LOOKS: Final = """
TypesetView {
    & > .article-view--feed, & > .article-view--bullet, & > .article-view--link-number { color: $wr-accent; }
    & > .article-view--title, & > .article-view--term { text-style: bold; }
    & > .article-view--lead, & > .article-view--quote { text-style: italic; }
    & > .article-view--meta, & > .article-view--divider { color: $wr-muted; }
    & > .article-view--star, & > .article-view--label, & > .article-view--quote-bar { color: $wr-second; }
    & > .article-view--tag { color: $wr-second; }
    & > .article-view--heading1, & > .article-view--heading2 { color: $wr-second; text-style: bold; }
    & > .article-view--heading3 { color: $wr-second; }
    & > .article-view--heading4 { color: $wr-muted; text-style: bold; }
    & > .article-view--table-header { color: $wr-muted; text-style: bold; }
    & > .article-view--caption { color: $wr-muted; text-style: italic; }
    & > .article-view--link-address, & > .article-view--address { color: $wr-muted; text-style: underline; }
    & > .article-view--picture { background: $wr-panel; }
    & > .article-view--rule { color: $wr-rule; }
    & > .article-view--code, & > .article-view--code-block { background: $wr-cursor; }
    & > .article-view--code-mark { color: $wr-accent; background: $wr-cursor; }
    & > .article-view--code-keyword { text-style: bold; background: $wr-cursor; }
    & > .article-view--code-name { color: $wr-accent; background: $wr-cursor; }
    & > .article-view--code-string, & > .article-view--code-number { color: $wr-second; background: $wr-cursor; }
    & > .article-view--code-comment { color: $wr-muted; text-style: italic; background: $wr-cursor; }
    & > .article-view--spoken { background: $wr-cursor; }
    & > .article-view--marked { background: $wr-cursor; text-style: bold; }
    & > .article-view--match { color: $wr-second; text-style: underline; }
    & > .article-view--hint { color: $background; background: $wr-accent; text-style: bold; }
    & > .article-view--match-current { color: $background; background: $wr-second; text-style: bold; }
}
"""

POINTER: Final = "▸ "
"""In the margin of a line that the user has jumped to."""

SPOKEN: Final = "┃ "
"""In the margin of the lines that are read aloud."""

MOST_ROWS: Final = 160
"""Rows that are kept, two screens of them: a row of half-blocks can take 50 KB."""

_GOAL: Final = Style(underline=True)


class PictureRows:
    """The pictures of a layout that are drawn; rows that were needed lately are kept, the others made again."""

    def __init__(self) -> None:
        self._drawn: dict[int, Drawn | None] = {}
        self._rows: OrderedDict[PictureRow, Sequence[Segment]] = OrderedDict()

    def clear(self) -> None:
        """Forgets all pictures."""
        self._drawn.clear()
        self._rows.clear()

    def add(self, index: int, drawn: Drawn | None) -> None:
        """Adds a picture by its index in the layout; None if it cannot be drawn."""
        self._drawn[index] = drawn

    def next_wanted(self, layout: Layout, first: int, last: int) -> int | None:
        """The picture to draw next: the nearest to the lines from `first` to `last`, within as many above and below.

        None if all of them are drawn.
        """
        reach = last - first
        wanted = [
            (max(first - box.line - box.rows, box.line - last, 0), index)
            for index, box in enumerate(layout.pictures)
            if box.rows and index not in self._drawn and first - reach < box.line + box.rows and box.line < last + reach
        ]
        return min(wanted)[1] if wanted else None

    def row(self, place: PictureRow, ground: Style) -> Sequence[Segment] | None:
        """The segments of a row on a background; None if the picture is not drawn."""
        drawn = self._drawn.get(place.picture)
        if drawn is None or place.row >= drawn.rows:
            return None
        segments = self._rows.get(place)
        if segments is None:
            segments = [
                Segment(text, ground + style if style is not None else ground)
                for text, style, _ in drawn.row(place.row)
            ]
            self._rows[place] = segments
            while len(self._rows) > MOST_ROWS:
                self._rows.popitem(last=False)
        else:
            self._rows.move_to_end(place)
        return segments


class ArticlePainter:
    """Draws lines for a view, in its styles."""

    def __init__(self, view: LineView, *, has_hyperlinks: bool) -> None:
        self._view = view
        self._has_hyperlinks = has_hyperlinks
        self._lines: Sequence[Line] = ()
        self._links: Sequence[str] = ()
        self._lines_of_block: Callable[[int], range] = lambda _block: range(0)
        self._spoken: int | None = None
        self._spoken_lines = range(0)
        self._hints: Mapping[Target, str] = {}
        self.pointed: int | None = None
        """The line that is pointed at; None for none."""
        self._drawn: dict[int, Strip] = {}
        self._margin = 0
        """Cells before the lines that are kept."""
        self.pictures = PictureRows()
        """The pictures that are drawn."""
        self.marks = MatchHighlights()
        """The matches that are marked."""

    def take(self, lines: Sequence[Line], links: Sequence[str], lines_of_block: Callable[[int], range]) -> None:
        """Draws these lines from now on; `links` are the addresses that the numbers in them lead to.

        `lines_of_block` returns which of them belong to a block of the article.
        """
        self._lines, self._links, self._lines_of_block = lines, links, lines_of_block
        self._spoken_lines = range(0) if self._spoken is None else lines_of_block(self._spoken)
        self.forget()

    def mark(self, marks: MatchHighlights) -> None:
        """Draws other marks from now on."""
        self.marks = marks
        self.forget()

    def hint(self, hints: Mapping[Target, str]) -> None:
        """Draws these letters over links and footnote marks; an empty mapping removes them."""
        self._hints = hints
        self.forget()

    def point_at(self, line: int | None) -> None:
        """Points at a line, from its margin; None points at nothing."""
        if line != self.pointed:
            self.pointed = line
            self.forget()

    def mark_spoken(self, block: int | None) -> None:
        """Marks the block that is read aloud; None marks none."""
        if block != self._spoken:
            former = self._spoken_lines
            self._spoken = block
            self._spoken_lines = range(0) if block is None else self._lines_of_block(block)
            for number in (*former, *self._spoken_lines):
                self.forget_line(number)

    def forget(self) -> None:
        """Draws every line again when it is needed."""
        self._drawn.clear()

    def forget_line(self, number: int) -> None:
        """Draws one line again when it is needed."""
        self._drawn.pop(number, None)

    def kept_lines(self, in_view: range) -> list[int]:
        """The lines in view, and those that are kept as they were drawn."""
        return [*self._drawn, *(number for number in in_view if number not in self._drawn)]

    def line(self, number: int, margin: int) -> Strip:
        """A line of the article with its marks, selectable, after its margin."""
        if margin != self._margin:  # the pane is drawn in its new size before it hears of it
            self._margin = margin
            self.forget()
        strip = self._drawn.get(number)
        if strip is None:
            strip = self._draw(number, margin)
            if self._lines[number].picture_row is None:
                self._drawn[number] = strip
        return strip

    def _draw(self, number: int, margin: int) -> Strip:
        view, blank = self._view, self._view.blank
        segments: list[Segment] = []
        start, before = 0, self._goal_above(number)
        mark, spans = view.look("match", is_partial=True), self.marks.spans_on(number)
        place = self._lines[number].picture_row
        for piece in self._lines[number].pieces:
            if piece.role is Role.PICTURE and place is not None:
                segments.extend(self._picture(piece, place))
                start += len(piece.text)
                continue
            style = blank if piece.role == Role.SPACE else self._piece_style(piece)
            here = [(first - start, last - start) for first, last in spans if last > start]
            target = target_of(piece) if self._hints else None
            hint = self._hints.get(target) if target is not None else None
            if hint is not None and (piece.goal is None or piece.goal != before):
                segments.extend(self._hint(piece, style, hint))
            else:
                segments.extend(marked(piece.text, style, here, mark) if here else [Segment(piece.text, style)])
            start += len(piece.text)
            before = piece.goal
        for span in self.marks.current_spans_on(number):
            segments = list(restyled(segments, span, view.look("match-current")))
        if (
            view.text_selection is not None
            and place is None
            and (selected := view.text_selection.get_span(number)) is not None
        ):
            first, last = selected
            style = self._selection_style()
            segments = list(restyled(segments, (first, start if last < 0 else last), style))
        pointer = ""
        if number in self._spoken_lines:
            pointer = SPOKEN
            if place is None:
                segments = list(restyled(segments, (0, start), Style(bgcolor=view.look("spoken").bgcolor)))
        elif number == self.pointed:
            pointer = POINTER
        pointer = pointer if margin >= len(POINTER) else ""
        edge = [Segment(" " * (margin - len(pointer)), blank)]
        if pointer:
            edge.append(Segment(pointer, view.look("bullet")))
        return Strip([*edge, *Strip(segments).apply_offsets(0, number)])

    def _selection_style(self) -> Style:
        """The style of selected text: where the theme has no colour for it, Textual gives that of its background."""
        style = self._view.screen.get_component_rich_style("screen--selection")
        return Style(bgcolor=style.bgcolor, underline=True) if style.color == style.bgcolor else style

    def _goal_above(self, number: int) -> str | None:
        """Where the end of the previous line leads: a mark may go over the end of a line."""
        pieces = self._lines[number - 1].pieces if number else ()
        return pieces[-1].goal if pieces else None

    def _picture(self, piece: Piece, place: PictureRow) -> Sequence[Segment]:
        """A row of a picture; a plain area of its size until it is drawn."""
        return self.pictures.row(place, self._view.blank) or [Segment(piece.text, self._view.look("picture"))]

    def _hint(self, piece: Piece, style: Style, hint: str) -> list[Segment]:
        """Letters instead of the number of a link, or of the beginning of a mark or an address, as wide as before.

        In the linear mode only numbers are replaced, in what is said of a link: `[link s]`.
        """
        words = piece.text.lstrip()
        if is_linear(self._view):
            is_number = piece.role is Role.LINK_NUMBER
            return [Segment(re.sub("[0-9]+", hint, piece.text) if is_number else piece.text, style)]
        blank = piece.text[: len(piece.text) - len(words)]
        is_number = piece.role is Role.LINK_NUMBER and piece.goal is None
        covered = words if is_number else chop(words, max(len(hint), 1))[0] or words[:1]
        room = cells(covered)
        letters = hint.center(room) if is_number else hint.ljust(room)
        rest = Segment(words[len(covered) :], style)
        return [Segment(blank, style), Segment(letters[:room], self._view.look("hint")), rest]

    def _piece_style(self, piece: Piece) -> Style:
        style = self._view.look(piece.role)
        if piece.goal is not None:
            style += _GOAL
        if piece.link is not None and self._has_hyperlinks and (address := self._hyperlink(piece.link)):
            style += Style(link=address)
        if piece.is_strong or piece.is_emphasis or piece.is_struck or piece.is_inserted:
            style += Style(
                bold=piece.is_strong or None,
                italic=piece.is_emphasis or None,
                strike=piece.is_struck or None,
                underline=piece.is_inserted or None,
            )
        return style

    def _hyperlink(self, number: int) -> str | None:
        return hyperlink(self._links[number - 1]) if number <= len(self._links) else None
