"""The drawing of lists of articles: there may be any number of rows, and only the visible ones are drawn.

Rows have one height, or one line more, and a blank line after each unless they are compact. How high a row is is known
when it is supplied, which is a screen before it comes into view; until then it counts as one of the lower ones.

A list reads nothing itself: it posts `Needed` for rows that it lacks, and draws them blank until they are supplied.

A cursor move repaints the left edge of two rows and nothing else. That is why the cursor tints the edge, not the whole
row: three lines of true-colour text, twice, are 900 bytes a key press over SSH; the edge of both is 350.
"""

from __future__ import annotations

import textwrap
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from wortreader.app.widgets.known_rows import KnownRows
from wortreader.app.widgets.line_view import LineView
from wortreader.app.widgets.row_lines import RowLines, index_after
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Rows
from wortreader.text import cut, fit

T = TypeVar("T")

NO_ROWS = Rows(array("q"), array("q"))

MAX_DRAWN = 100
"""Drawn rows that are cached beside those of a screen: each takes about 8 kB."""


class RowView(Generic[T], LineView):
    """Rows, and a cursor on one of them. It is given rows with `show`, `supply` and `change`, and posts messages."""

    ALLOW_SELECT = False
    PARTS = "row-list"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--bar",
        "row-list--selected",
        "row-list--selected-cursor",
        "row-list--heading",
        "row-list--unread",
        "row-list--read",
        "row-list--time",
        "row-list--time-read",
        "row-list--time-read-cursor",
        "row-list--meta",
        "row-list--star",
        "row-list--tag",
        "row-list--match",
        "row-list--snippet",
    }
    DEFAULT_CSS = """
    RowView {
        & > .row-list--bar { color: $wr-faint; background: $wr-cursor; }
        &:focus > .row-list--bar { color: $wr-accent; background: $wr-cursor; }
        & > .row-list--selected { color: $wr-accent; text-style: bold; }
        & > .row-list--selected-cursor { color: $wr-accent; background: $wr-cursor; text-style: bold reverse; }
        & > .row-list--heading { color: $wr-faint; }
        & > .row-list--unread { color: $foreground; text-style: bold; }
        & > .row-list--read { color: $wr-muted; }
        & > .row-list--time { color: $wr-second; }
        & > .row-list--time-read { color: $wr-faint; }
        & > .row-list--time-read-cursor { color: $wr-muted; }
        & > .row-list--meta { color: $wr-faint; }
        & > .row-list--star, & > .row-list--tag { color: $wr-second; }
        & > .row-list--match { color: $wr-second; text-style: bold underline; }
        & > .row-list--snippet { color: $wr-muted; }
    }
    """

    @lazy_dataclass(eq=False)
    class Highlighted(Message):
        """The cursor has moved to another article, or the list has become empty."""

        row_list: RowView[Any]
        article_id: int | None

        def can_replace(self, message: Message) -> bool:
            """Only the latest of a list counts."""
            return isinstance(message, RowView.Highlighted) and message.row_list is self.row_list

    @lazy_dataclass(eq=False)
    class Opened(Message):
        """The user has chosen an article with the mouse, or `open` was called."""

        article_id: int

    @lazy_dataclass(eq=False)
    class Needed(Message):
        """Rows in view or near it are unknown or out of date, and have to be passed to `supply`."""

        row_list: RowView[Any]
        article_ids: tuple[int, ...]

        def can_replace(self, message: Message) -> bool:
            """Only the latest of a list counts: it names all rows that are still missing."""
            return isinstance(message, RowView.Needed) and message.row_list is self.row_list

    def __init__(self, *, is_compact: bool = False, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._is_compact = is_compact
        self._rows = NO_ROWS
        self._lines = RowLines(0, 1)
        self._cursor = 0
        self._known: KnownRows[T] = KnownRows()
        self._measured: set[int] = set()
        """The indices of rows whose height is known."""
        self._drawn: dict[tuple[int, bool, int], Sequence[Strip]] = {}
        self._placeholder = ""

    @property
    def row_height(self) -> int:
        """The number of lines of a row at the present density, unless it is higher; with the blank line after it."""
        raise NotImplementedError

    def is_higher(self, row: T, width: int) -> bool:
        """Whether `row` takes a line more than `row_height` in a list of `width` cells."""
        return False

    @property
    def edge(self) -> int:
        """Cells on the left, including the bar, that the cursor tints: the only part of a row that its moves change."""
        raise NotImplementedError

    def draw(self, row: T, width: int, is_cursor: bool) -> Sequence[Strip]:
        """The lines of `row`, each beginning with `edge_segments`, at most `width` cells wide."""
        raise NotImplementedError

    def group_starts(self, rows: Rows) -> Sequence[int]:
        """The first row of each group, ascending from 0; empty for a list without headings."""
        return ()

    def heading(self, group: int) -> str:
        """The heading of a group."""
        raise NotImplementedError

    @property
    def rows(self) -> Rows:
        """All rows of the list."""
        return self._rows

    @property
    def is_compact(self) -> bool:
        """Whether rows take as few lines as they can."""
        return self._is_compact

    def set_compact(self, is_compact: bool) -> None:
        """Change the density; the cursor stays on its article and on its line of the screen."""
        self._is_compact = is_compact
        self.show(self._rows, keep=True)

    @property
    def first_count(self) -> int:
        """The number of rows that fit the view."""
        return -(-self.size.height // self.row_height)

    def show(
        self, rows: Rows, *, known: Mapping[int, T] | None = None, keep: bool = False, placeholder: str = ""
    ) -> None:
        """Show `rows`; `placeholder` is shown if there are none. Rows in `known` are drawn with the first repaint.

        With `keep` the cursor stays on its article, and the article on its line of the screen. If the article is not
        in `rows`, its nearest neighbour below, else above, takes its place. Without `keep` the cursor moves to the
        first row. All rows are requested again, and drawn as they were until they are supplied.
        """
        former_id = self.cursor_id
        cursor, anchor, screen_line = 0, 0, 0
        if keep and len(self._rows) and len(rows):
            anchor_before = self._anchor()
            screen_line = self._lines.line_of(anchor_before) - self.scroll_offset.y
            cursor = index_after(self._rows, self._cursor, rows)
            anchor = cursor if anchor_before == self._cursor else index_after(self._rows, anchor_before, rows)
        is_at_top = not keep or (not self.scroll_offset.y and anchor == 0)
        self._rows, self._cursor, self._placeholder = rows, cursor, placeholder
        self._lines = RowLines(len(rows), self.row_height, self.group_starts(rows), has_gaps=not self._is_compact)
        self._known.expire()
        self._known.take(known or {})
        self._drawn.clear()
        self._measured.clear()
        self._measure_from(0 if is_at_top or not len(rows) else self._lines.line_of(anchor) - screen_line)
        self.virtual_size = Size(1, self._lines.height)
        self.scroll_to_line(0 if is_at_top or not len(rows) else self._lines.line_of(anchor) - screen_line)
        self.refresh()
        if self.cursor_id != former_id:
            self._post(self.Highlighted(self, self.cursor_id))

    def extend(self, rows: Rows, known: Mapping[int, T]) -> None:
        """Show `rows`, which go on where the present ones end: what is in view stays as it is, and where it is.

        If they begin otherwise, they are shown as by `show` with `keep`. Only for a list without headings.
        """
        before = len(self._rows)
        if rows.ids[:before] != self._rows.ids:
            self.show(rows, known=known, keep=True)
            return
        self._rows = rows
        if len(rows) == before:
            return
        is_end_in_view = self._lines.height <= self.scroll_offset.y + self.size.height
        self._known.take(known)
        self._lines.lengthen(len(rows))
        self._measure_from(self.scroll_offset.y)
        self.virtual_size = Size(1, self._lines.height)
        if is_end_in_view:
            self.refresh()
        else:
            self._ask()

    def supply(self, rows: Mapping[int, T]) -> None:
        """Take rows by article id, after `Needed` or at any other time."""
        self._redraw(self._known.take(rows))

    def change(self, change: Callable[[T], T]) -> None:
        """Replace each known row by the result of `change`, and redraw those that differ."""
        self._redraw(self._known.change(change))

    def row(self, article_id: int) -> T | None:
        """The row of an article; None if it has not been supplied."""
        return self._known.get(article_id)

    @property
    def cursor_index(self) -> int | None:
        """The row under the cursor; None in an empty list."""
        return self._cursor if len(self._rows) else None

    @property
    def cursor_id(self) -> int | None:
        """The article under the cursor; None in an empty list."""
        return self._rows.ids[self._cursor] if len(self._rows) else None

    def _post(self, message: Message) -> None:
        # The pane that moves the list, or the screen that draws it, would count as the sender: the message ends there.
        self.post_message(message.set_sender(self))

    def _is_visible(self, row: int) -> bool:
        line = self._lines.line_of(row) - self.scroll_offset.y
        return line >= 0 and line + self._lines.words_of(row) <= self.size.height

    def _reveal(self) -> None:
        """Scroll until the cursor is in view with a row of context; by two thirds, so that most keys do not scroll."""
        height = self.size.height
        if not len(self._rows) or not height:
            return
        context = self.row_height if height >= 4 * self.row_height else 0
        line = self._lines.line_of(self._cursor)
        top = self._lines.top_of(self._cursor) - (context if self._cursor else 0)
        bottom = line + (
            self._lines.height_of(self._cursor) + context
            if context and self._cursor + 1 < len(self._rows)
            else self._lines.words_of(self._cursor)
        )
        if top < self.scroll_offset.y:
            self.scroll_to_line(line - height * 2 // 3 + self.row_height if context else top)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to_line(line - height // 3 if context else bottom - height)

    def _anchor(self) -> int:
        """The row that must keep its line of the screen: that of the cursor if in view, else the first in view."""
        if self._is_visible(self._cursor) or not self.size.height:
            return self._cursor
        top = self.scroll_offset.y
        return next(iter(self._lines.rows_between(top, top + self.size.height)), self._cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new width, and keep the cursor in view when the pane becomes lower."""
        self._drawn.clear()
        self._measured.clear()
        self._measure()
        self._reveal()

    def forget_drawn(self) -> None:
        """Draw every row again."""
        super().forget_drawn()
        self._drawn.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of `crop`; requests rows that are missing in view or a screen above and below."""
        self._ask()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The line `y` of the visible part."""
        width = self.line_width
        spot = self._lines.at(y + self.scroll_offset.y)
        if spot.group is not None:
            strip = Strip([Segment(" " + cut(self.heading(spot.group), width - 3), self.look("heading"))])
        elif spot.row is not None:
            strip = self._row_line(spot.row, spot.line, width)
        elif not len(self._rows):
            strip = self._placeholder_line(y - 1, max(1, width - 4))
        else:
            strip = Strip([])
        return strip.adjust_cell_length(self.size.width, self.blank)

    def _placeholder_line(self, y: int, width: int) -> Strip:
        lines = textwrap.wrap(self._placeholder, width)
        return Strip([Segment("  " + cut(lines[y], width), self.look("meta"))] if 0 <= y < len(lines) else [])

    def _row_line(self, index: int, line: int, width: int) -> Strip:
        is_cursor = index == self._cursor
        article_id = self._rows.ids[index]
        strips = self._drawn.get((article_id, is_cursor, width))
        if strips is None:
            row = self._known.get(article_id)
            if row is None:  # not supplied yet: only the cursor is drawn
                is_gap = line >= self._lines.words_of(index)
                return Strip([] if is_gap else self.edge_segments("", "time", is_cursor))
            if len(self._drawn) >= MAX_DRAWN + self.size.height:
                self._drawn.clear()
            strips = self._drawn[article_id, is_cursor, width] = self.draw(row, width, is_cursor)
        return strips[line] if line < len(strips) else Strip([])

    def edge_segments(self, text: str, part: str, is_cursor: bool) -> list[Segment]:
        """The edge of a line of a row in as few segments as possible: each costs 40 bytes. `text` is cut to fit."""
        room = self.edge - 1
        if not is_cursor:
            return [Segment(f" {fit(text, room)}", self.look(part) if text else self.blank)]
        bar = self.look("bar")
        if not text:
            return [Segment(self.bar + " " * room, bar)]
        return [Segment(self.bar, bar), Segment(fit(text, room), self.look(part) + Style(bgcolor=bar.bgcolor))]

    def _ask(self) -> None:
        page, top = self.size.height, self.scroll_offset.y
        near = self._lines.rows_between(top - page, top + 2 * page)
        if article_ids := self._known.ask(self._rows.ids[near.start : near.stop]):
            self._post(self.Needed(self, article_ids))
        if any(row not in self._measured and self._rows.ids[row] in self._known for row in near):
            self.call_next(self._measure)  # not now: the lines are being drawn

    def _measure(self) -> None:
        """Learn how high the rows near the view are; the anchor stays on its line of the screen."""
        if not len(self._rows):
            return
        anchor, top = self._anchor(), self.scroll_offset.y
        screen_line = self._lines.line_of(anchor) - top
        if self._measure_from(top):
            self.virtual_size = Size(1, self._lines.height)
            self.scroll_to_line(self._lines.line_of(anchor) - screen_line if top else 0)
            if anchor == self._cursor:
                self._reveal()
            self.refresh()

    def _measure_from(self, top: int) -> bool:
        """Measure the known rows near a view that begins at the line `top`. Returns whether a height has changed."""
        width, page = self.line_width, self.size.height
        if not width:
            return False
        heights: dict[int, bool] = {}
        for row in self._lines.rows_between(top - page, top + 2 * page):
            known = self._known.get(self._rows.ids[row]) if row not in self._measured else None
            if known is not None:
                heights[row] = self.is_higher(known, width)
        self._measured.update(heights)
        return self._lines.set_higher(heights)

    def _redraw(self, article_ids: set[int]) -> None:
        """Draw these articles again, as high as they are now."""
        top, page = self.scroll_offset.y, self.size.height
        for row in self._lines.rows_between(top - page, top + 2 * page) if article_ids else ():
            if self._rows.ids[row] in article_ids:
                self._measured.discard(row)
        self._repaint(article_ids)
        self._measure()

    def _repaint(self, article_ids: set[int]) -> None:
        """Draw these articles again if they are in view."""
        for article_id in article_ids:
            for is_cursor in (False, True):
                self._drawn.pop((article_id, is_cursor, self.line_width), None)
        top = self.scroll_offset.y
        for row in self._lines.rows_between(top, top + self.size.height):
            if self._rows.ids[row] in article_ids:
                self.refresh_lines(self._lines.line_of(row), self._lines.words_of(row))

    def _repaint_edge(self, row: int) -> None:
        line = self._lines.line_of(row) - self.scroll_offset.y
        height = self._lines.words_of(row)
        if -height < line < self.size.height:
            self.refresh(Region(0, line, self.edge, height))
