"""The hits of a search: date, title, the passage around the match, and the feed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from wortreader.app.linear import is_linear
from wortreader.app.widgets.headline_parts import (
    TITLE_LINES,
    headline_marks,
    headline_origin,
    tag_segments,
    title_lines,
)
from wortreader.app.widgets.row_words import headline_words, listed
from wortreader.app.widgets.spans import Span, marked
from wortreader.app.widgets.templated_rows import TemplatedRows
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.config import LIST_ROW
from wortreader.i18n import ngettext
from wortreader.model import Hit, Rows
from wortreader.text import ELLIPSIS, cells, cut


class HitList(TemplatedRows[Hit]):
    """Hits of a search in the order in which they are given, without headings."""

    def __init__(
        self, times: TimeColumn, *, list_row: str = LIST_ROW, is_compact: bool = False, id: str | None = None
    ) -> None:
        """`list_row` is as the configuration has it."""
        super().__init__(times, list_row=list_row, is_compact=is_compact, id=id)
        self.oldest_at: int | None = None
        """If the rows are only the first ones, the time of the oldest article that may follow: seconds since 1970."""

    @property
    def row_height(self) -> int:
        """Title and passage compact; else a title of one line, passage, the line with the feed, and a blank one."""
        if is_linear(self):
            return self.spoken_height + 1
        return 2 if self.is_compact else 4

    def is_higher(self, row: Hit, width: int) -> bool:
        """Whether the title takes two lines; in the linear mode, whether row and passage take three."""
        if is_linear(self):
            return self.words_height(row, width) > self.row_height
        return self.is_title_broken(row.headline.title, width)

    def group_starts(self, rows: Rows) -> Sequence[int]:
        """Empty: hits have no headings."""
        self._times.fit(rows, oldest_at=self.oldest_at)
        return ()

    def words_of(self, row: Hit, place: str, *, is_selected: bool) -> Sequence[str]:
        """The row, and the passage around the match below it."""
        words = headline_words(
            row.headline, self._times.text(row.headline.sort_at), place=place, is_selected=is_selected
        )
        snippet, _matches = _around_first_match(row.snippet, row.matches, max(1, self.line_width))
        return [listed([words, in_papers(row) if row.other_sources else ""]), snippet]

    def draw(self, row: Hit, width: int, is_cursor: bool) -> list[Strip]:
        """The row at the present density; a passage that is too long is cut around its first match."""
        headline = row.headline
        part = ("time-read-cursor" if is_cursor else "time-read") if headline.is_read else "time"
        when = self._times.text(headline.sort_at)
        room = self.text_width(width)
        feed = ""
        if self.is_compact:
            others = f" +{len(row.other_sources)}" if row.other_sources else ""
            if self._template is not None:
                said = self._template.text(headline, room // 2 - cells(others), is_feed_named=True)
            else:
                said = cut(headline.feed_title, room // 3 - cells(others))
            feed = f"  {said}{others}" if said or others else ""
        title_style = self.look("read" if headline.is_read else "unread")
        title_width = max(1, room - cells(feed))
        blank_edge = self.edge_segments("", part, is_cursor)
        lines = []
        count = 1 if self.is_compact else TITLE_LINES
        for number, line in enumerate(title_lines(headline.title, title_width, count)):
            title = self._passage(line.text, line.clipped(row.title_matches), title_width, title_style)
            edge = blank_edge if number else self.edge_segments(when, part, is_cursor)
            strip = Strip([*edge, *title]).adjust_cell_length(self.edge + 1 + title_width, title_style)
            marks = [] if number else [Segment(feed, self.look("meta")), *headline_marks(headline, self.look)]
            lines.append(Strip([*strip, *marks]))
        snippet, matches = _around_first_match(row.snippet, row.matches, room)
        lines.append(Strip([*blank_edge, *self._passage(snippet, matches, room, self.look("snippet"))]))
        if not self.is_compact:
            papers = f" · {in_papers(row)}" if row.other_sources else ""
            tags = tag_segments(headline, room // 2, self.look)
            origin_room = room - cells(papers) - sum(segment.cell_length for segment in tags)
            if self._template is not None:
                said = self._template.text(headline, origin_room, is_feed_named=True)
            else:
                said = headline_origin(headline, origin_room)
            origin = f" {said}{papers}"
            lines.append(Strip([*blank_edge, Segment(origin, self.look("meta")), *tags]))
        return lines

    def _passage(self, text: str, matches: Sequence[Span], width: int, style: Style) -> list[Segment]:
        shown = cut(text, width)
        kept = len(shown) - len(ELLIPSIS) if shown != text else len(text)
        clipped = [(start, min(end, kept)) for start, end in matches if start < kept]
        mark = self.look("match", is_partial=True)
        return [Segment(" ", style), *marked(shown, style, clipped, mark)]


def in_papers(hit: Hit) -> str:
    """The number of papers with the story of a hit, in words."""
    return ngettext("in {n} paper", "in {n} papers", hit.paper_count).format(n=hit.paper_count)


def _around_first_match(snippet: str, matches: Sequence[Span], width: int) -> tuple[str, Sequence[Span]]:
    """The snippet from a word on, so that its first match is within `width` cells."""
    if not matches or cells(snippet[: matches[0][1]]) < width:
        return snippet, matches
    start = matches[0][0]
    while (space := snippet.rfind(" ", 0, max(0, start - 1))) > 0:
        if cells(snippet[space : matches[0][1]]) > width // 2:
            break
        start = space + 1
    by = start - len(ELLIPSIS) - 1
    shown = f"{ELLIPSIS} {snippet[start:]}"
    return shown, [(first - by, last - by) for first, last in matches]
