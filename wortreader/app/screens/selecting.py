"""Selecting several articles or feeds, for commands on all of them; in the article, selecting text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wortreader.app.commands.dispatch import command
from wortreader.app.panes.feeds.selectable_feeds import SelectableFeeds
from wortreader.app.screens.navigation import Navigation
from wortreader.app.widgets.row_list import RowList
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(eq=False, slots=True)
class Selecting:
    """Carries out the commands that select. `select_text` begins to select in the text of the article."""

    navigation: Navigation
    feed_list: SelectableFeeds
    select_text: Callable[[], None]

    @property
    def _rows(self) -> SelectableFeeds | RowList[Any]:
        return self.feed_list if self.navigation.current == "feeds" else self.navigation.rows

    @command("article.select")
    def toggle(self, count: int | None) -> None:
        """Selects so many rows from the cursor on, or no longer; in the article, begins to select text."""
        if self.navigation.current == "article":
            self.select_text()
        else:
            self._rows.toggle_selected(count or 1)

    @command("select.range")
    def select_range(self, _count: int | None) -> None:
        """Selects all rows from the one that was selected last to the cursor."""
        rows = self._rows
        if self.navigation.current != "article" and rows.cursor_index is not None:
            rows.select_to(rows.cursor_index)

    @command("select.invert")
    def invert(self, _count: int | None) -> None:
        """Selects all rows that are not selected, and no others."""
        if self.navigation.current != "article":
            self._rows.invert_selected()
