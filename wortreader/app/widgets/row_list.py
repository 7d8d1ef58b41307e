"""The base of all lists of articles, with the moves of the cursor, by keys and by the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from textual import events
from textual.message import Message

from wortreader.app.widgets.row_view import RowView
from wortreader.lazy_dataclass import lazy_dataclass

T = TypeVar("T")


class RowList(RowView[T]):
    """Rows with a cursor that can be moved."""

    def __init__(self, *, is_compact: bool = False, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(is_compact=is_compact, id=id, classes=classes)
        self._was_cursor_clicked = False
        self._is_placing = False
        """Whether the list is scrolled to show a row, and not by the user."""

    @lazy_dataclass(eq=False)
    class Passed(Message):
        """The cursor has gone down past articles, row by row or by a page, or they were scrolled out at the top."""

        row_list: RowList[Any]
        article_ids: Sequence[int]

    def move_to(self, index: int) -> bool:
        """Put the cursor on the row `index`, or the nearest, and bring it into view. Returns False if it was there."""
        if not len(self._rows):
            return False
        index = max(0, min(index, len(self._rows) - 1))
        is_moved = index != self._cursor
        if is_moved:
            former, self._cursor = self._cursor, index
            self._repaint_edge(former)
            self._repaint_edge(index)
        self._reveal()
        if is_moved:
            self._post(self.Highlighted(self, self._rows.ids[index]))
        return is_moved

    def move_to_article(self, article_id: int) -> bool:
        """Put the cursor on an article. Returns False if it is not in the list."""
        try:
            index = self._rows.ids.index(article_id)
        except ValueError:
            return False
        self.move_to(index)
        return True

    def move_by(self, count: int) -> bool:
        """Move the cursor `count` rows down, up if negative. Returns False if it is at that end."""
        return self._go_to(self._cursor + count)

    def move_page(self, count: int = 1) -> bool:
        """Move by `count` screens; the cursor keeps its line of the screen as far as rows are equally high."""
        return self._move_lines(count * max(1, self.size.height - self.row_height))

    def move_half_page(self, count: int = 1) -> bool:
        """Move by `count` half screens; the cursor keeps its line of the screen as far as rows are equally high."""
        return self._move_lines(count * max(1, self.size.height // 2))

    def move_top(self) -> bool:
        """Put the cursor on the first row."""
        return self.move_to(0)

    def move_bottom(self) -> bool:
        """Put the cursor on the last row."""
        return self.move_to(len(self._rows) - 1)

    def open(self) -> None:
        """Post Opened for the article under the cursor."""
        if self.cursor_id is not None:
            self._post(self.Opened(self.cursor_id))

    def _move_lines(self, lines: int) -> bool:
        if not len(self._rows):
            return False
        # The row nearest to that line, but another one than now.
        wanted = self._lines.line_of(self._cursor) + lines + self.row_height // 2
        index = self._lines.row_above(wanted)
        index = max(index, self._cursor + 1) if lines > 0 else min(index, self._cursor - 1)
        index = max(0, min(index, len(self._rows) - 1))
        self.scroll_to_line(self.scroll_offset.y + self._lines.line_of(index) - self._lines.line_of(self._cursor))
        return self._go_to(index)

    def _go_to(self, index: int) -> bool:
        """Move the cursor as `move_to` does, past the rows before."""
        former = self._cursor
        is_moved = self.move_to(index)
        if is_moved:
            self._say_passed(former, self._cursor)
        return is_moved

    def _say_passed(self, first: int, behind: int) -> None:
        """Post Passed for the rows from `first` to before `behind`; not for more than a screen, which is a jump."""
        if first < behind and self._lines.line_of(behind) - self._lines.line_of(first) <= self.size.height:
            self._post(self.Passed(self, self._rows.ids[first:behind]))

    def scroll_to_line(self, line: float) -> None:
        """Put `line` at the top, as LineView does; no row is passed by that."""
        was_placing, self._is_placing = self._is_placing, True
        try:
            super().scroll_to_line(line)
        finally:
            self._is_placing = was_placing

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note what the mouse has scrolled out at the top."""
        super().watch_scroll_y(old_value, new_value)
        if not self._is_placing and round(old_value) < round(new_value):
            self._say_passed(self._first_from(round(old_value)), self._first_from(round(new_value)))

    def _first_from(self, line: int) -> int:
        """The first row of which all is below the top of `line`; the last one if there is none."""
        row = self._lines.row_above(line)
        is_cut = row < 0 or self._lines.line_of(row) < line
        return max(0, min(row + is_cut, len(self._rows) - 1))

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse; open it on a double click, or if the cursor was there already."""
        offset = event.get_content_offset(self)
        spot = self._lines.at(offset.y + self.scroll_offset.y) if offset else None
        if spot is None or spot.row is None:
            return
        if event.chain == 1:
            self._was_cursor_clicked = spot.row == self._cursor
        if event.chain == (1 if self._was_cursor_clicked else 2):
            self.open()
        self.move_to(spot.row)
