"""Lines that are read page by page."""

from __future__ import annotations

from typing import Final

from textual.geometry import Offset, Region

from wortreader.app.linear import is_linear
from wortreader.app.widgets.line_view import LineView

OVERLAP: Final = 2
"""Lines that a page has in common with the one before, so that the eye finds its place."""


class PagedView(LineView):
    """A text that is scrolled by lines and pages.

    In the linear mode, it has a line that is being read, and the cursor of the terminal is there: moves go from that
    line, and the text is scrolled by a page when it is left.
    """

    _focus = Offset(0, 0)
    """The cell that is being read, of all lines."""

    @property
    def is_at_end(self) -> bool:
        """Whether there is nothing further down."""
        return self.scroll_offset.y >= self.max_scroll_y

    @property
    def last_line(self) -> int:
        """The last line that can be read."""
        return max(0, self.virtual_size.height - 1)

    @property
    def margin(self) -> int:
        """Cells before the text."""
        return 0

    @property
    def focus_line(self) -> int:
        """The line that is being read in the linear mode."""
        return self._focus.y

    @property
    def focus_offset(self) -> Offset:
        """Where that is in the visible part."""
        line = max(0, min(self._focus.y - self.scroll_offset.y, self.size.height - 1))
        return Offset(self.margin + self._focus.x, line)

    def focus_on(self, line: int, column: int = 0, *, at_top: bool = False) -> bool:
        """Read a line in the linear mode, from a cell on, and bring it into view; `at_top` puts it first there.

        Returns False if it was read already.
        """
        before, self._focus = self._focus, Offset(column, max(0, min(line, self.last_line)))
        top, height = self.scroll_offset.y, self.size.height
        if at_top or self._focus.y >= top + height:
            self.scroll_to_line(self._focus.y)
        elif self._focus.y < top:
            self.scroll_to_line(self._focus.y - height + 1)
        self.refresh(Region(0, self._focus.y - self.scroll_offset.y, 1, 1))
        self.focus_moved()
        return self._focus != before

    def focus_moved(self) -> None:
        """Called when another line is read in the linear mode."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Go on reading at the top, if what was being read is out of view."""
        super().watch_scroll_y(old_value, new_value)
        if not round(new_value) <= self._focus.y < round(new_value) + self.size.height:
            self._focus = Offset(0, round(new_value))

    def page_down(self) -> bool:
        """Scroll to the next page, which repeats the last lines of this one. Returns False at the end.

        In the linear mode, nothing is repeated.
        """
        if self.is_at_end:
            return False
        if is_linear(self):
            return self.focus_on(self._written_from(self.scroll_offset.y + self.size.height), at_top=True)
        self.move_lines(self._page_height)
        return True

    def page_up(self) -> bool:
        """Scroll to the page before. Returns False at the top."""
        if is_linear(self):
            return self.focus_on(self._written_from(max(0, self.scroll_offset.y - self.size.height)), at_top=True)
        return self.move_lines(-self._page_height)

    def is_blank(self, _line: int) -> bool:
        """Whether nothing is written in a line."""
        return False

    def _written_from(self, line: int) -> int:
        """The first line from this one on that is not blank: nothing would be heard of a blank one."""
        return next((number for number in range(line, self.last_line) if not self.is_blank(number)), self.last_line)

    def half_page(self, count: int = 1) -> bool:
        """Move by `count` half pages, up if negative. Returns False at that end."""
        return self.move_lines(count * max(1, self.size.height // 2))

    def move_lines(self, count: int) -> bool:
        """Move by `count` lines, up if negative. Returns False at that end."""
        if is_linear(self):
            return self.focus_on(self._focus.y + count)
        before = self.scroll_offset.y
        self.scroll_to_line(before + count)
        return self.scroll_offset.y != before

    def move_to_line(self, line: int) -> None:
        """Go to a line."""
        if is_linear(self):
            self.focus_on(line)
        else:
            self.scroll_to_line(line)

    def move_top(self) -> None:
        """Go to the first line."""
        self.move_to_line(0)

    def move_bottom(self) -> None:
        """Go to the end of the text."""
        self.move_to_line(self.last_line if is_linear(self) else self.max_scroll_y)

    @property
    def _page_height(self) -> int:
        height = self.size.height
        return max(1, height - (OVERLAP if height >= 8 else 1))
