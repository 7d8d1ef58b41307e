"""Moving by lines, pages and to the ends: by rows in a list, by lines in an article."""

from __future__ import annotations

from typing import Any

from wortreader.app.commands.dispatch import command
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.article.line_parts import paragraph_from
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.screens.navigation import Navigation
from wortreader.app.widgets.row_list import RowList
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(eq=False, slots=True)
class Scrolling:
    """Moves the cursor of the pane that the user is in, or scrolls the article."""

    navigation: Navigation
    feed_list: FeedList
    article_view: ArticleView

    @property
    def _is_in_article(self) -> bool:
        return self.navigation.current == "article"

    @property
    def _rows(self) -> FeedList | RowList[Any]:
        return self.feed_list if self.navigation.current == "feeds" else self.navigation.rows

    @command("move.down")
    def move_down(self, count: int | None) -> None:
        """Moves down by `count` rows or lines."""
        self._move_by(count or 1)

    @command("move.up")
    def move_up(self, count: int | None) -> None:
        """Moves up by `count` rows or lines."""
        self._move_by(-(count or 1))

    def _move_by(self, count: int) -> None:
        if self._is_in_article:
            self.article_view.move_lines(count)
        else:
            self._rows.move_by(count)

    @command("move.top")
    def move_top(self, count: int | None) -> None:
        """Moves to the first row or line, or to the one with this number."""
        self._move_to(count or 1)

    @command("move.bottom")
    def move_bottom(self, count: int | None) -> None:
        """Moves to the last row or line, or to the one with this number."""
        if count is not None:
            self._move_to(count)
        elif self._is_in_article:
            self.article_view.move_bottom()
        else:
            self._rows.move_bottom()

    def _move_to(self, number: int) -> None:
        if self._is_in_article:
            self.article_view.move_to_line(number - 1)
        else:
            self._rows.move_to(number - 1)

    @command("move.half_page_down")
    def half_page_down(self, count: int | None) -> None:
        """Moves down by `count` half pages."""
        self._move_half_pages(count or 1)

    @command("move.half_page_up")
    def half_page_up(self, count: int | None) -> None:
        """Moves up by `count` half pages."""
        self._move_half_pages(-(count or 1))

    def _move_half_pages(self, count: int) -> None:
        if self._is_in_article:
            self.article_view.half_page(count)
        else:
            self._rows.move_half_page(count)

    @command("move.page_down")
    def page_down(self, count: int | None) -> None:
        """Moves down by `count` pages."""
        self._move_pages(count or 1)

    @command("move.page_up")
    def page_up(self, count: int | None) -> None:
        """Moves up by `count` pages."""
        self._move_pages(-(count or 1))

    def _move_pages(self, count: int) -> None:
        if not self._is_in_article:
            self._rows.move_page(count)
            return
        view = self.article_view
        for _page in range(abs(count)):
            if not (view.page_down() if count > 0 else view.page_up()):
                return

    @command("article.next_paragraph")
    def next_paragraph(self, count: int | None) -> None:
        """Goes to the beginning of the next paragraph of the article."""
        self._move_paragraphs(count or 1)

    @command("article.previous_paragraph")
    def previous_paragraph(self, count: int | None) -> None:
        """Goes to the beginning of this paragraph, or of the one before it."""
        self._move_paragraphs(-(count or 1))

    def _move_paragraphs(self, count: int) -> None:
        view = self.article_view
        line = paragraph_from(view.lines, view.here, count)
        if line is not None:
            view.move_to_line(line)
        elif count > 0:
            view.move_bottom()
        else:
            view.move_top()
