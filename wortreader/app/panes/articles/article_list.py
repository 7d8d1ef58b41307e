"""The articles of a view under headings of days, feeds or folders: time, title, feed, language, marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from operator import neg

from rich.segment import Segment
from textual.strip import Strip

from wortreader.app.linear import is_linear
from wortreader.app.widgets.headline_parts import (
    MARKS_WIDTH,
    TITLE_LINES,
    headline_marks,
    headline_origin,
    tag_segments,
    title_lines,
)
from wortreader.app.widgets.row_words import headline_words
from wortreader.app.widgets.templated_rows import TemplatedRows
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.config import LIST_ROW
from wortreader.i18n import _
from wortreader.model import Grouping, Headline, RowGroup, Rows
from wortreader.prose.dates import day_heading
from wortreader.text import cells, cut, fit

MIN_WIDTH_WITH_FEED = 44
"""Compact rows name the feed from this width on."""


class ArticleList(TemplatedRows[Headline]):
    """The articles of a view, by day if they are in order of time."""

    def __init__(
        self, times: TimeColumn, *, list_row: str = LIST_ROW, is_compact: bool = False, id: str | None = None
    ) -> None:
        """`list_row` is as the configuration has it."""
        super().__init__(times, list_row=list_row, is_compact=is_compact, id=id)
        self._days: list[date] = []
        self._groups: Sequence[RowGroup] = ()
        self._is_feed_named = True

    def set_feed_named(self, is_named: bool) -> None:
        """Sets whether rows name their feed, from the next `show` on: not if all are of one, or it is the heading."""
        self._is_feed_named = is_named

    @property
    def row_height(self) -> int:
        """One line compact, else a title of one line, the line with the feed, and a blank one."""
        if is_linear(self):
            return self.spoken_height
        return 1 if self.is_compact else 3

    def is_higher(self, row: Headline, width: int) -> bool:
        """Whether the title takes two lines; in the linear mode, whether the row does."""
        if is_linear(self):
            return self.words_height(row, width) > self.row_height
        return self.is_title_broken(row.title, width)

    def group_starts(self, rows: Rows) -> Sequence[int]:
        """The first row of each group: of each day in the user's time zone, of each feed, or of each folder.

        Empty if the rows are not grouped.
        """
        # In the linear mode, no row can be told by what is above it: each has its day.
        has_days = rows.sort != "rank" and rows.grouping is Grouping.DAY and not is_linear(self)
        self._times.fit(rows, is_below_days=has_days)
        self._days, self._groups = [], rows.groups
        if rows.groups:
            return [group.start for group in rows.groups]
        starts: list[int] = []
        start = 0 if has_days else len(rows)
        while start < len(rows):
            day = self._times.day(rows.sort_ats[start])
            starts.append(start)
            self._days.append(day)
            if rows.sort == "oldest":
                end = bisect_left(rows.sort_ats, self._times.midnight(day + timedelta(days=1)), lo=start)
            else:
                end = bisect_right(rows.sort_ats, -self._times.midnight(day), lo=start, key=neg)
            start = max(start + 1, end)
        return starts

    def heading(self, group: int) -> str:
        """The day in the user's language, in capitals; or the name of the feed or of the folder."""
        if self._groups:
            return self._groups[group].title or _("NO FOLDER")
        return day_heading(self._days[group], self._times.today, self._times.locale).upper()

    def words_of(self, row: Headline, place: str, *, is_selected: bool) -> Sequence[str]:
        """The row in one line."""
        is_feed_named = self._is_feed_named or bool(self._groups)
        when = self._times.text(row.sort_at)
        return [headline_words(row, when, place=place, is_selected=is_selected, is_feed_named=is_feed_named)]

    def draw(self, row: Headline, width: int, is_cursor: bool) -> list[Strip]:
        """The row at the present density."""
        part = ("time-read-cursor" if is_cursor else "time-read") if row.is_read else "time"
        edge = self.edge_segments(self._times.text(row.sort_at), part, is_cursor)
        if self.is_compact:
            return [self._compact_line(row, width, edge)]
        blank_edge = self.edge_segments("", part, is_cursor)
        text_width = self.text_width(width)
        title_style = self.look("read" if row.is_read else "unread")
        lines = []
        for number, line in enumerate(title_lines(row.title, text_width, TITLE_LINES)):
            words = Segment(f" {fit(line.text, text_width)}", title_style)
            lines.append(
                Strip([*(blank_edge if number else edge), words, *([] if number else headline_marks(row, self.look))])
            )
        room = text_width + MARKS_WIDTH - 1
        tags = tag_segments(row, room // 2, self.look)
        room -= sum(map(_width, tags))
        if self._template is None:
            origin = headline_origin(row, room, is_feed_named=self._is_feed_named)
        else:
            origin = self._template.text(row, room, is_feed_named=self._is_feed_named)
        return [*lines, Strip([*blank_edge, Segment(f" {origin}", self.look("meta")), *tags])]

    def _compact_line(self, row: Headline, width: int, edge: list[Segment]) -> Strip:
        room = self.text_width(width)
        feed = ""
        if self._template is not None and width >= MIN_WIDTH_WITH_FEED:
            feed = self._template.text(row, room // 2, is_feed_named=self._is_feed_named)
        elif self._is_feed_named and width >= MIN_WIDTH_WITH_FEED:
            feed = cut(row.feed_title, room // 3)
        tags = tag_segments(row, room // 3, self.look)
        title_width = room - (cells(feed) + 2 if feed else 0) - sum(map(_width, tags))
        title = Segment(" " + fit(row.title, title_width), self.look("read" if row.is_read else "unread"))
        origin = Segment(f"  {feed}" if feed else "", self.look("meta"))
        return Strip([*edge, title, *tags, origin, *headline_marks(row, self.look)])


def _width(segment: Segment) -> int:
    return segment.cell_length
