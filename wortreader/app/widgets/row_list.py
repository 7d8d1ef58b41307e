"""The base of all lists of articles: moves of the cursor and selected rows, by keys and by the mouse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from wortreader.app.linear import is_linear, place_in_list
from wortreader.app.widgets.row_view import RowView
from wortreader.app.widgets.row_words import spoken_strip, wrapped
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Rows
from wortreader.text import cut

T = TypeVar("T")

WIDE_ENOUGH = 60
"""Columns, in which what a row says in the linear mode takes two lines at most."""

SELECTED = "✓"
"""Stands in the first cell of a selected row, also in place of the first cell of the bar."""


class RowList(RowView[T]):
    """Rows with a cursor that can be moved. Several rows can be selected, for commands on all of them."""

    def __init__(self, *, is_compact: bool = False, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(is_compact=is_compact, id=id, classes=classes)
        self._selected: set[int] = set()
        self._selected_last: int | None = None
        """The article that was selected last, from which a range begins."""
        self._was_cursor_clicked = False
        self._is_placing = False
        """Whether the list is scrolled to show a row, and not by the user."""

    @lazy_dataclass(eq=False)
    class Passed(Message):
        """The cursor has gone down past articles, row by row or by a page, or they were scrolled out at the top."""

        row_list: RowList[Any]
        article_ids: Sequence[int]

    @lazy_dataclass(eq=False)
    class SelectionChanged(Message):
        """Other rows are selected than before."""

        row_list: RowList[Any]

        def can_replace(self, message: Message) -> bool:
            """Only the latest of a list counts."""
            return isinstance(message, RowList.SelectionChanged) and message.row_list is self.row_list

    def show(
        self, rows: Rows, *, known: Mapping[int, T] | None = None, keep: bool = False, placeholder: str = ""
    ) -> None:
        """Show `rows` as RowView does. With `keep`, those that were selected stay so; else nothing is selected."""
        before = len(self._selected)
        self._selected = self._selected.intersection(rows.ids) if keep and self._selected else set()
        super().show(rows, known=known, keep=keep, placeholder=placeholder)
        if len(self._selected) != before:
            self._post(self.SelectionChanged(self))

    @property
    def selected_count(self) -> int:
        """How many rows are selected."""
        return len(self._selected)

    @property
    def selected_ids(self) -> Sequence[int]:
        """The articles that are selected, in the order of the list."""
        return [article_id for article_id in self._rows.ids if article_id in self._selected] if self._selected else []

    def toggle_selected(self, count: int = 1) -> None:
        """Select so many rows from the cursor on if the first is not selected, else the opposite; move below them."""
        ids = self._rows.ids[self._cursor : self._cursor + count]
        if len(ids):
            self._set_selected(ids, ids[0] not in self._selected)
            self._selected_last = ids[-1]
            self.move_to(self._cursor + len(ids))

    def select_to(self, index: int) -> None:
        """Select all rows from the one that was selected last to the row `index`, both included."""
        if not len(self._rows):
            return
        last = self._selected_last
        begin = self._rows.ids.index(last) if last in self._selected else index
        self._set_selected(self._rows.ids[min(begin, index) : max(begin, index) + 1], True)
        self._selected_last = self._rows.ids[index]

    def invert_selected(self) -> None:
        """Select all rows that are not selected, and no others."""
        before, self._selected = self._selected, set(self._rows.ids).difference(self._selected)
        self._note_selected(before | self._selected)

    def clear_selected(self) -> None:
        """Select nothing."""
        before, self._selected = self._selected, set()
        self._note_selected(before)

    def _set_selected(self, article_ids: Iterable[int], is_selected: bool) -> None:
        changing = set(article_ids)
        if is_selected:
            self._selected |= changing
        else:
            self._selected -= changing
        self._note_selected(changing)

    def _note_selected(self, changed: set[int]) -> None:
        """Draw the edges of these articles again, and post that others are selected."""
        if not changed:
            return
        top = self.scroll_offset.y
        for row in self._lines.rows_between(top, top + self.size.height):
            if self._rows.ids[row] in changed:
                self._repaint_edge(row)
        self._post(self.SelectionChanged(self))

    def words_of(self, row: T, place: str, *, is_selected: bool) -> Sequence[str]:
        """What a row says in the linear mode, where that many lines begin; `place` is its place in the list."""
        raise NotImplementedError

    @property
    def spoken_height(self) -> int:
        """The lines that a row takes in the linear mode, or one more, without a passage of the text."""
        return 1 if self.app.size.width >= WIDE_ENOUGH else 2

    def words_height(self, row: T, width: int) -> int:
        """The lines of a row in the linear mode, wherever it is in the list."""
        place = place_in_list(len(self._rows) - 1, len(self._rows))
        return len(self._spoken_lines(row, place, width, is_selected=True))

    def _spoken_lines(self, row: T, place: str, width: int, *, is_selected: bool) -> Sequence[str]:
        first, *others = self.words_of(row, place, is_selected=is_selected)
        return [*wrapped(first, width, self.spoken_height + 1), *(cut(words, width) for words in others if words)]

    @property
    def focus_offset(self) -> Offset:
        """Where the row under the cursor begins, in the visible part."""
        line = self._lines.line_of(self._cursor) - self.scroll_offset.y if len(self._rows) else 0
        return Offset(0, max(0, min(line, self.size.height - 1)))

    def extend(self, rows: Rows, known: Mapping[int, T]) -> None:
        """Show `rows` as RowView does; in the linear mode, each says how many there are."""
        super().extend(rows, known)
        if is_linear(self):
            self.refresh()

    def _placeholder_line(self, y: int, width: int) -> Strip:
        return (
            super()._placeholder_line(y + 1, width).crop(2) if is_linear(self) else super()._placeholder_line(y, width)
        )

    def _repaint_edge(self, row: int) -> None:
        if is_linear(self):  # it has no edge
            self.refresh_lines(self._lines.line_of(row), self._lines.words_of(row))
        else:
            super()._repaint_edge(row)

    def _row_line(self, index: int, line: int, width: int) -> Strip:
        if is_linear(self):
            row = self._known.get(self._rows.ids[index])
            place, is_selected = place_in_list(index, len(self._rows)), self._rows.ids[index] in self._selected
            lines = [place] if row is None else self._spoken_lines(row, place, width, is_selected=is_selected)
            return spoken_strip(lines[line] if line < len(lines) else "", width)
        strip = super()._row_line(index, line, width)
        if line or self._rows.ids[index] not in self._selected:
            return strip
        look = self.look("selected-cursor" if index == self._cursor else "selected")
        return Strip([Segment(SELECTED, look), *strip.crop(1)])

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
        """Move to the row under the mouse; open it on a double click, or if the cursor was there already.

        With Ctrl, select the row or no longer; with Shift, select all rows up to it.
        """
        offset = event.get_content_offset(self)
        spot = self._lines.at(offset.y + self.scroll_offset.y) if offset else None
        if spot is None or spot.row is None:
            return
        if event.ctrl or event.shift:
            self._select_clicked(spot.row, is_range=event.shift)
            return
        if event.chain == 1:
            self._was_cursor_clicked = spot.row == self._cursor
        if event.chain == (1 if self._was_cursor_clicked else 2):
            self.open()
        self.move_to(spot.row)

    def _select_clicked(self, index: int, *, is_range: bool) -> None:
        if is_range and self._selected_last not in self._selected:
            self._selected_last = self.cursor_id
            self._set_selected(self._rows.ids[self._cursor : self._cursor + 1], True)
        self.move_to(index)
        if is_range:
            self.select_to(index)
        else:
            article_id = self._rows.ids[index]
            self._set_selected([article_id], article_id not in self._selected)
            self._selected_last = article_id
