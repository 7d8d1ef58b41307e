"""Moving by lines, pages and ends, which means the same in every pane: by rows in a list, by lines in an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen


class Moving:
    """Moves the cursor of the pane that the reader is in, or scrolls it."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def by(self, count: int) -> None:
        """Moves `count` rows or lines down, up where it is negative."""
        if self._is_in_article:
            self._screen.article_view.move_lines(count)
        else:
            self._rows.move_by(count)

    def to(self, number: int) -> None:
        """Moves to the row or line with this number, counted from 1."""
        if self._is_in_article:
            self._screen.article_view.scroll_to_line(number - 1)
        else:
            self._rows.move_to(number - 1)

    def to_end(self) -> None:
        """Moves to the last row or line."""
        if self._is_in_article:
            self._screen.article_view.move_bottom()
        else:
            self._rows.move_bottom()

    def by_half_pages(self, count: int) -> None:
        """Moves `count` half pages down, up where it is negative."""
        if self._is_in_article:
            self._screen.article_view.half_page(count)
        else:
            self._rows.move_half_page(count)

    def by_pages(self, count: int) -> None:
        """Moves `count` pages down, up where it is negative."""
        if not self._is_in_article:
            self._rows.move_page(count)
            return
        view = self._screen.article_view
        for _page in range(abs(count)):
            if not (view.page_down() if count > 0 else view.page_up()):
                return

    @property
    def _is_in_article(self) -> bool:
        return self._screen.panes.current == "article"

    @property
    def _rows(self) -> FeedList | RowList[Any]:
        return self._screen.query_one(FeedList) if self._screen.panes.current == "feeds" else self._screen.row_list
