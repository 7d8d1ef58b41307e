"""From one article to another, in the list or in the article pane, whichever the user is in."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from wortreader.app.commands.dispatch import command
from wortreader.app.widgets.row_list import RowList
from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen


class ArticleNavigation:
    """Moves between articles, and opens them."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @property
    def _is_in_article(self) -> bool:
        return self._screen.panes.current == "article"

    def open(self, article_id: int, *, at_end: bool = False) -> None:
        """Goes into an article; with `at_end`, to its last page."""
        self._screen.panes.show("article")
        self._screen.article_pane.open(article_id, at_end=at_end)

    def preview_cursor(self) -> None:
        """Shows the article under the cursor, unless the user reads another one, or there is no room for both."""
        screen, article_id = self._screen, self._screen.row_list.cursor_id
        if screen.is_narrow or self._is_in_article or article_id in (None, screen.article_pane.article_id):
            return
        screen.article_pane.preview(article_id)

    @command("article.read_on")
    def read_on(self, _count: int | None = None) -> None:
        """Shows the next page; at the end of the article, opens the next unread one. From a list, opens an article."""
        screen = self._screen
        cursor_id = screen.row_list.cursor_id
        if self._is_in_article:
            if not screen.article_view.page_down():
                self._start_going_to_unread(1, is_opening=True)
        elif cursor_id is not None:
            self.open(cursor_id)

    @command("article.read_back")
    def read_back(self, _count: int | None = None) -> None:
        """Shows the page before; at the beginning of the article, opens the one above it in the list, at its end."""
        screen = self._screen
        if not self._is_in_article:
            screen.row_list.move_page(-1)
        elif not screen.article_view.page_up() and screen.row_list.move_by(-1):
            article_id = screen.row_list.cursor_id
            if article_id is not None:
                self.open(article_id, at_end=True)

    @command("article.next")
    def go_down(self, count: int | None) -> None:
        """Moves `count` articles down the list, and into the article if the user is in one."""
        self._go_by(count or 1)

    @command("article.previous")
    def go_up(self, count: int | None) -> None:
        """Moves `count` articles up the list, and into the article if the user is in one."""
        self._go_by(-(count or 1))

    def _go_by(self, count: int) -> None:
        rows = self._screen.row_list
        if rows.move_by(count) and self._is_in_article and rows.cursor_id is not None:
            self.open(rows.cursor_id)

    @command("article.next_unread")
    def go_to_next_unread(self, count: int | None) -> None:
        """Moves to the `count`th unread article below the cursor, and into it if the user is in one."""
        self._start_going_to_unread(count or 1, is_opening=self._is_in_article)

    @command("article.previous_unread")
    def go_to_previous_unread(self, count: int | None) -> None:
        """Moves to the `count`th unread article above the cursor, and into it if the user is in one."""
        self._start_going_to_unread(-(count or 1), is_opening=self._is_in_article)

    def _start_going_to_unread(self, count: int, *, is_opening: bool) -> None:
        self._screen.run_work(lambda: self._go_to_unread(count, is_opening), group="unread", exclusive=True)

    async def _go_to_unread(self, count: int, is_opening: bool) -> None:
        rows = self._screen.row_list
        unread = frozenset(await self._screen.session.unread_ids(self._screen.view))
        article_id = unread_from(rows, unread, count)
        if article_id is None:
            self._screen.say(_("Nothing else is unread here.") if unread else _("Nothing is unread here."))
            return
        rows.move_to_article(article_id)
        if is_opening:
            self.open(article_id)


def unread_from(row_list: RowList[Any], unread: frozenset[int], count: int) -> int | None:
    """The `count`th unread article below the cursor of a list, above it if `count` is negative; round at the end.

    None if there is no other one than that under the cursor.
    """
    ids = row_list.rows.ids
    cursor = row_list.cursor_index
    if cursor is None:
        return None
    down = (range(cursor + 1, len(ids)), range(cursor))
    up = (range(cursor - 1, -1, -1), range(len(ids) - 1, cursor, -1))
    found = None
    for index in chain(*(down if count > 0 else up)):
        if ids[index] in unread:
            found = ids[index]
            count -= 1 if count > 0 else -1
            if not count:
                break
    return found
