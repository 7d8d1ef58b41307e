"""The list of feeds in which several feeds and folders can be selected, for commands on all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from wortreader.app.linear import is_linear
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.feeds.feed_rows import FeedRow
from wortreader.app.widgets.row_words import listed, spoken_strip
from wortreader.i18n import _, ngettext, pgettext
from wortreader.model import Counts, Feed, Folder, SavedView, Tag, View, ViewKind
from wortreader.text import grouped

SELECTED = "✓"
"""Stands in the first cell of a selected row."""

_SELECTABLE = frozenset({ViewKind.FEED, ViewKind.FOLDER})


class SelectableFeeds(FeedList):
    """Feeds and folders, of which several can be selected."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"feed-list--selected", "feed-list--selected-cursor"}
    DEFAULT_CSS = """
    SelectableFeeds {
        & > .feed-list--selected { color: $wr-accent; text-style: bold; }
        & > .feed-list--selected-cursor { color: $wr-accent; background: $wr-cursor; text-style: bold reverse; }
    }
    """

    class SelectionChanged(Message):
        """Other rows are selected than before."""

        def can_replace(self, message: Message) -> bool:
            """Only the latest counts."""
            return isinstance(message, SelectableFeeds.SelectionChanged)

    def __init__(self, *, closed_folders: Iterable[int] = ()) -> None:
        self._selected: set[View] = set()
        self._selected_last: View | None = None
        super().__init__(closed_folders=closed_folders)

    def show(
        self,
        feeds: Sequence[Feed],
        folders: Sequence[Folder],
        counts: Counts,
        views: Sequence[SavedView] = (),
        now: datetime | None = None,
        tags: Sequence[Tag] = (),
    ) -> None:
        """Show these as FeedList does; what is no longer among them is not selected any more."""
        known = {View(ViewKind.FEED, feed.feed_id) for feed in feeds}
        known |= {View(ViewKind.FOLDER, folder.folder_id) for folder in folders}
        if not self._selected <= known:
            self._note(self._selected & known)
        super().show(feeds, folders, counts, views, now, tags)

    @property
    def selected_views(self) -> Sequence[View]:
        """The feeds and folders that are selected, in the order of the list; those in closed folders come last."""
        shown = dict.fromkeys(row.view for row in self._rows if row.view in self._selected)
        return [*shown, *(view for view in self._selected if view not in shown)]

    @property
    def selected_count(self) -> int:
        """How many feeds and folders are selected."""
        return len(self._selected)

    @property
    def cursor_index(self) -> int:
        """The row under the cursor."""
        return self._cursor

    def toggle_selected(self, count: int = 1) -> None:
        """Select so many rows from the cursor on if the first is not selected, else the opposite; move below them.

        Only feeds and folders can be selected.
        """
        views = self._views_of(self._cursor, self._cursor + count)
        if views:
            is_selecting = views[0] not in self._selected
            self._note(self._selected | set(views) if is_selecting else self._selected - set(views))
            self._selected_last = views[-1]
        self.move_by(count)

    def select_to(self, index: int) -> None:
        """Select all rows from the one that was selected last to the row `index`, both included."""
        places = {row.view: place for place, row in enumerate(self._rows)}
        begin = places.get(self._selected_last, index) if self._selected_last in self._selected else index
        views = self._views_of(min(begin, index), max(begin, index) + 1)
        self._note(self._selected | set(views))
        self._selected_last = views[-1] if views else None

    def invert_selected(self) -> None:
        """Select all feeds that are shown and not selected, and nothing else."""
        feeds = {row.view for row in self._rows if row.view.kind is ViewKind.FEED}
        self._note(feeds - self._selected)

    def clear_selected(self) -> None:
        """Select nothing."""
        self._note(set())

    def _views_of(self, begin: int, end: int) -> list[View]:
        return [row.view for row in self._rows[begin:end] if row.view.kind in _SELECTABLE]

    def _note(self, selected: set[View]) -> None:
        if selected != self._selected:
            self._selected = selected
            self.refresh()
            self.post_message(self.SelectionChanged())

    @property
    def focus_offset(self) -> Offset:
        """Where the row under the cursor begins, in the visible part."""
        line = self._line_of(self._cursor) - self.scroll_offset.y
        return Offset(0, max(0, min(line, self.size.height - 1)))

    def render_line(self, y: int) -> Strip:
        """The line `y` of the visible part; in the linear mode, the pane is called by what is in it."""
        strip, line = super().render_line(y), y + self.scroll_offset.y
        if is_linear(self) and line == 0:
            return spoken_strip(_("Feeds"), self.size.width)
        if is_linear(self) and self._row_at(line) is None:  # the heading of a section, or a blank line
            return strip.crop(1).adjust_cell_length(self.size.width, self.blank)
        return strip

    def _draw(self, row: FeedRow, *, is_cursor: bool) -> Strip:
        if is_linear(self):
            return spoken_strip(row_words(row, is_selected=row.view in self._selected), self.size.width)
        strip = super()._draw(row, is_cursor=is_cursor)
        if row.view not in self._selected:
            return strip
        return Strip([Segment(SELECTED, self._look("selected-cursor" if is_cursor else "selected")), *strip.crop(1)])


def row_words(row: FeedRow, *, is_selected: bool) -> str:
    """A row as a plain line, for the linear mode: its name, what is in it, and how it is."""
    count = ""
    if row.view.kind in (ViewKind.STARRED, ViewKind.CONTINUE):
        count = ngettext("{n} article", "{n} articles", row.count).format(n=grouped(row.count))
    elif row.count:
        count = ngettext("{n} unread", "{n} unread", row.count).format(n=grouped(row.count))
    folder = "" if row.is_open is None else _("open folder") if row.is_open else _("closed folder")
    return listed(
        [
            row.title,
            folder,
            pgettext("feed", "selected") if is_selected else "",
            count,
            pgettext("feed", "failed") if row.failure is not None else "",
            pgettext("feed", "paused") if row.is_paused else "",
            pgettext("feed", "waiting") if row.waiting is not None else "",
            _("level {n}").format(n=row.depth + 1) if row.depth else "",
        ]
    )
