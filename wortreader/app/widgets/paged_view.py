"""Lines that are read page by page."""

from __future__ import annotations

from typing import Final

from wortreader.app.widgets.line_view import LineView

OVERLAP: Final = 2
"""Lines that a page has in common with the one before, so that the eye finds its place."""


class PagedView(LineView):
    """A text that is scrolled by lines and pages."""

    @property
    def is_at_end(self) -> bool:
        """Whether there is nothing further down."""
        return self.scroll_offset.y >= self.max_scroll_y

    def page_down(self) -> bool:
        """Scroll to the next page, which repeats the last lines of this one. Returns False at the end."""
        if self.is_at_end:
            return False
        self.move_lines(self._page_height)
        return True

    def page_up(self) -> bool:
        """Scroll to the page before. Returns False at the top."""
        return self.move_lines(-self._page_height)

    def half_page(self, count: int = 1) -> bool:
        """Move by `count` half pages, up if negative. Returns False at that end."""
        return self.move_lines(count * max(1, self.size.height // 2))

    def move_lines(self, count: int) -> bool:
        """Move by `count` lines, up if negative. Returns False at that end."""
        before = self.scroll_offset.y
        self.scroll_to_line(before + count)
        return self.scroll_offset.y != before

    def move_top(self) -> None:
        """Go to the first line."""
        self.scroll_to_line(0)

    def move_bottom(self) -> None:
        """Go to the end of the text."""
        self.scroll_to_line(self.max_scroll_y)

    @property
    def _page_height(self) -> int:
        height = self.size.height
        return max(1, height - (OVERLAP if height >= 8 else 1))
