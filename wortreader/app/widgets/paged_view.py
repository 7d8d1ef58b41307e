"""Lines that are read page by page."""

from __future__ import annotations

from typing import Final

from wortreader.app.widgets.line_view import LineView

OVERLAP: Final = 2
"""Lines that a page has in common with the one before, so that the eye finds its place."""


class PagedView(LineView):
    """A text to go through by lines and pages, from its top to its end."""

    @property
    def is_at_end(self) -> bool:
        """Whether there is nothing further down."""
        return self.scroll_offset.y >= self.max_scroll_y

    def page_down(self) -> bool:
        """Read on: the next page, with a little of this one above. False, and nothing moves, at the end."""
        if self.is_at_end:
            return False
        self.move_lines(self._page_height)
        return True

    def page_up(self) -> bool:
        """The page before. False at the top."""
        return self.move_lines(-self._page_height)

    def half_page(self, count: int = 1) -> bool:
        """Move by `count` half pages, up where it is negative. False at that end."""
        return self.move_lines(count * max(1, self.size.height // 2))

    def move_lines(self, count: int) -> bool:
        """Move by `count` lines, up where it is negative. False at that end."""
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
