"""The list of fixed views, folders, feeds and kept views, with their unread counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from wortreader.app.panes.feeds.feed_rows import FIXED_VIEWS, FeedRow, FolderTree, feed_rows, rows_ahead
from wortreader.app.widgets.line_view import LineView
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Counts, Feed, Folder, SavedView, Tag, View, ViewKind
from wortreader.text import cells, cut, fit

OPEN, CLOSED = "▾", "▸"
FAILED, PAUSED, WAITING = "!", "‖", "…"
INDENT = 2
DEEPEST_INDENT = 3
"""Deeper folders are not indented any further: their names need the space."""

TITLE_AT = 3
"""The cell where the title of a row begins, after the bar, the mark and a space."""

HEADING_LINES = 2
"""The program's name and a blank line; there is another blank line between the fixed views and the feeds."""

SECTION_HEADING_LINES = 2
"""A blank line and a heading before the tags, and before the kept views."""


_CHOSEN_KINDS = frozenset({ViewKind.FEED, ViewKind.FOLDER, ViewKind.TAG, ViewKind.QUERY})
"""What the user has added."""


class FeedList(LineView):
    """Views to choose from. It is given them with `show`, and posts messages."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "feed-list--heading",
        "feed-list--cursor",
        "feed-list--bar",
        "feed-list--unread",
        "feed-list--view",
        "feed-list--read",
        "feed-list--mark",
        "feed-list--failed",
    }
    DEFAULT_CSS = """
    FeedList {
        background: $wr-panel;
        scrollbar-background: $wr-panel;
        scrollbar-background-hover: $wr-panel;
        scrollbar-background-active: $wr-panel;
        & > .feed-list--heading { color: $foreground; text-style: bold; }
        & > .feed-list--cursor { background: $wr-cursor; }
        & > .feed-list--bar { color: $wr-muted; background: $wr-cursor; }
        &:focus > .feed-list--bar { color: $wr-accent; background: $wr-cursor; }
        & > .feed-list--unread { color: $foreground; text-style: bold; }
        & > .feed-list--view { color: $foreground; }
        & > .feed-list--read { color: $wr-muted; }
        & > .feed-list--mark { color: $wr-muted; }
        & > .feed-list--failed { color: $wr-accent; text-style: bold; }
    }
    """

    @lazy_dataclass(eq=False)
    class ViewHighlighted(Message):
        """The cursor has moved to another view."""

        view: View
        failure: str | None
        """Why the last refresh of the feed failed, or of feeds in the closed folder; None if it did not."""

        waiting: str | None = None
        """One sentence: until when its host wants to be left alone. None if it does not."""

        def can_replace(self, message: Message) -> bool:
            """Only the latest counts."""
            return isinstance(message, FeedList.ViewHighlighted)

    @lazy_dataclass(eq=False)
    class ViewChosen(Message):
        """The user wants to see the articles of a view."""

        view: View

    @lazy_dataclass(eq=False)
    class FoldersClosed(Message):
        """Folders were opened or closed: `folder_ids` are those that are closed now."""

        folder_ids: frozenset[int]

    def __init__(self, *, closed_folders: Iterable[int] = ()) -> None:
        super().__init__()
        self._feeds: Sequence[Feed] = ()
        self._folders: Sequence[Folder] = ()
        self._counts = Counts()
        self._views: Sequence[SavedView] = ()
        self._tags: Sequence[Tag] = ()
        self._closed_ids = frozenset(closed_folders)
        self._rows: list[FeedRow] = []
        self._tree = FolderTree((), ())
        self._now: datetime | None = None
        self._cursor = 0
        self._arrange(View(ViewKind.ALL))

    def show(
        self,
        feeds: Sequence[Feed],
        folders: Sequence[Folder],
        counts: Counts,
        views: Sequence[SavedView] = (),
        now: datetime | None = None,
        tags: Sequence[Tag] = (),
    ) -> None:
        """Show these; the cursor stays on its view, or moves to a neighbour if that has been removed.

        `now` is as in `feed_rows`.
        """
        self._now = now
        self._feeds, self._folders, self._counts = tuple(feeds), tuple(folders), counts
        self._views, self._tags = tuple(views), tuple(tags)
        self._tree = FolderTree(self._feeds, self._folders)
        self._arrange(self.cursor_view)

    @property
    def closed_folders(self) -> frozenset[int]:
        """The folders whose contents are hidden."""
        return self._closed_ids

    @closed_folders.setter
    def closed_folders(self, folder_ids: Collection[int]) -> None:
        self._set_closed(frozenset(folder_ids), self.cursor_view)

    @property
    def cursor_row(self) -> FeedRow:
        """The row under the cursor."""
        return self._rows[self._cursor]

    @property
    def cursor_view(self) -> View:
        """The view under the cursor."""
        return self.cursor_row.view

    def move_to(self, index: int) -> bool:
        """Put the cursor on the row `index`, or the nearest. Returns False if it was there."""
        index = max(0, min(index, len(self._rows) - 1))
        former, self._cursor = self._cursor, index
        self._reveal()
        if index == former:
            return False
        self.refresh_lines(self._line_of(former), 1)
        self.refresh_lines(self._line_of(index), 1)
        self._say_highlighted()
        return True

    def move_by(self, count: int) -> bool:
        """Move the cursor `count` rows down, up if negative. Returns False if it is at that end."""
        return self.move_to(self._cursor + count)

    def move_page(self, count: int = 1) -> bool:
        """Move by `count` screens."""
        return self.move_by(count * max(1, self.size.height - 1))

    def move_half_page(self, count: int = 1) -> bool:
        """Move by `count` half screens."""
        return self.move_by(count * max(1, self.size.height // 2))

    def move_top(self) -> bool:
        """Put the cursor on the first row."""
        return self.move_to(0)

    def move_bottom(self) -> bool:
        """Put the cursor on the last row."""
        return self.move_to(len(self._rows) - 1)

    def move_to_view(self, view: View) -> bool:
        """Put the cursor on a view, opening the folders around it. Returns False if there is no such view."""
        around = self._tree.around(view)
        if self._closed_ids.intersection(around):
            self._set_closed(self._closed_ids.difference(around), self.cursor_view)
        index = next((index for index, row in enumerate(self._rows) if row.view == view), None)
        if index is None:
            return False
        self.move_to(index)
        return True

    def move_near(self, view: View) -> None:
        """Put the cursor on a view, or on the closed folder around it."""
        self._arrange(view)

    def feed_from(self, view: View, count: int) -> View | None:
        """The feed `count` feeds below `view`, above if negative; in closed folders too.

        From a view that is no feed, the first one below it counts as one. None if there are not so many.
        """
        feeds = list(self._tree.feed_views())
        if view in feeds:
            index = feeds.index(view) + count
        else:
            inside = [feed for feed in feeds if view.kind is ViewKind.FOLDER and view.id in self._tree.around(feed)]
            first = feeds.index(inside[0]) if inside else 0
            index = first + count - (count > 0)
        return feeds[index] if 0 <= index < len(feeds) else None

    def rows_ahead(self, view: View) -> list[FeedRow]:
        """The rows with unread articles to go on to from `view`: those below it, then those above it."""
        return rows_ahead(self._rows, self._tree, view)

    def choose(self) -> None:
        """Open the folder under the cursor if it is closed; choose anything else."""
        if self.cursor_row.is_open is False:
            self.toggle_folder()
        else:
            self.post_message(self.ViewChosen(self.cursor_view))

    def toggle_folder(self) -> None:
        """Open or close the folder under the cursor; nothing happens on any other row."""
        view = self.cursor_view
        if view.kind is ViewKind.FOLDER and view.id is not None:
            self._set_closed(self._closed_ids ^ {view.id}, view)

    def close_folder(self) -> bool:
        """Close the open folder under the cursor, or else the one around it. Returns False if there is none."""
        view = self.cursor_view
        if self.cursor_row.is_open and view.id is not None:
            self._set_closed(self._closed_ids | {view.id}, view)
            return True
        around = self._tree.around(view)
        if not around:
            return False
        self._set_closed(self._closed_ids | {around[0]}, View(ViewKind.FOLDER, around[0]))
        return True

    def _set_closed(self, folder_ids: frozenset[int], keep: View) -> None:
        if folder_ids != self._closed_ids:
            self._closed_ids = folder_ids
            self._arrange(keep)
            self.post_message(self.FoldersClosed(self._closed_ids))

    def _arrange(self, keep: View) -> None:
        """Build the rows, with the cursor on `keep`, else on the folder around it, else at the same index."""
        former = self._rows[self._cursor].view if self._rows else keep
        self._rows = list(
            feed_rows(
                self._feeds, self._folders, self._counts, self._closed_ids, self._views, self._now, tags=self._tags
            )
        )
        places = {row.view: index for index, row in enumerate(self._rows)}
        wanted = [keep, *(View(ViewKind.FOLDER, folder_id) for folder_id in self._tree.around(keep))]
        self._cursor = next((places[view] for view in wanted if view in places), min(self._cursor, len(self._rows) - 1))
        self.virtual_size = Size(1, self._line_of(len(self._rows)))
        if self.is_mounted:
            self._reveal()
        self.refresh()
        if self.cursor_view != former:
            self._say_highlighted()

    def _say_highlighted(self) -> None:
        row = self.cursor_row
        self.post_message(self.ViewHighlighted(row.view, row.failure, row.waiting))

    def _line_of(self, index: int) -> int:
        sections = sum(index >= first for first in self._sections)
        return index + HEADING_LINES + (index >= len(FIXED_VIEWS)) + SECTION_HEADING_LINES * sections

    @property
    def _sections(self) -> dict[int, str]:
        """The headings within the rows, by the first row below each."""
        kept = len(self._rows) - len(self._views)
        tagged = kept - len(self._tags)
        return ({tagged: _("TAGS")} if self._tags else {}) | ({kept: _("VIEWS")} if self._views else {})

    def _row_at(self, line: int) -> int | None:
        """The row on a line; None for headings and blank lines."""
        index = line - HEADING_LINES
        if index == len(FIXED_VIEWS):
            return None
        index -= index > len(FIXED_VIEWS)
        for first in self._sections:
            if index >= first:
                index -= SECTION_HEADING_LINES
                if index < first:
                    return None
        return index if 0 <= index < len(self._rows) else None

    def _reveal(self) -> None:
        """Scroll until the cursor is in view with a line of context; to the very top if it is on the first row."""
        height = self.size.height
        line = self._line_of(self._cursor) if self._cursor else 0
        if not height:
            return
        context = 1 if height > 4 else 0
        if line - context < self.scroll_offset.y:
            self.scroll_to_line(line - context)
        elif line + context >= self.scroll_offset.y + height:
            self.scroll_to_line(line + context + 1 - height)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """The line `y` of the visible part."""
        width = self.size.width
        line = y + self.scroll_offset.y
        index = self._row_at(line)
        if index is not None:
            return self._draw(self._rows[index], is_cursor=index == self._cursor)
        heading, look = "", "heading"
        if line == 0:
            heading = " " + cut(_("Wortreader"), width - 1)
        else:
            found = (words for first, words in self._sections.items() if line == self._line_of(first) - 1)
            heading, look = cut(f" {next(found, '')}", width), "read"
        return Strip([Segment(heading, self._look(look))]).adjust_cell_length(width, self.blank)

    def _draw(self, row: FeedRow, *, is_cursor: bool) -> Strip:
        width = self.scrollable_size.width
        ground = Style(bgcolor=self._look("cursor").bgcolor) if is_cursor else self.blank
        mark, look = self._mark(row)
        words = self._look(self._weight(row)) + ground
        count = str(row.count) if row.count else ""
        indent = " " * (INDENT * min(row.depth, DEEPEST_INDENT))
        sign = f" {FAILED}" if row.is_open is not None and row.failure is not None else ""
        room = max(1, width - TITLE_AT - len(indent) - len(sign) - cells(count) - 1)
        bar = Segment(self.bar, self._look("bar")) if is_cursor else Segment(" ", ground)
        return Strip(
            [
                bar,
                Segment(indent, ground),
                Segment(mark + " ", self._look(look) + ground),
                Segment(fit(row.title, room), words),
                Segment(sign, self._look("failed") + ground),
                Segment(f" {count}", words),
            ]
        ).adjust_cell_length(self.size.width, ground)

    def _mark(self, row: FeedRow) -> tuple[str, str]:
        """The mark before a title, and the part whose style it has."""
        if row.is_open is not None:
            return (OPEN if row.is_open else CLOSED), "mark"
        if row.failure is not None:
            return FAILED, "failed"
        return (PAUSED if row.is_paused else WAITING if row.waiting else " "), "mark"

    def _weight(self, row: FeedRow) -> str:
        if not row.count or row.view.kind is ViewKind.STARRED:
            return "read"
        return "unread" if row.view.kind in _CHOSEN_KINDS else "view"

    def _look(self, part: str) -> Style:
        return self.get_component_rich_style(f"feed-list--{part}")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show why a feed, or one in a closed folder, failed, or that it waits, if the mouse is on it."""
        index = self._row_at(event.y + self.scroll_offset.y)
        row = self._rows[index] if index is not None else None
        reason = row and (row.failure or row.waiting)
        self.tooltip = Content(reason) if reason else None

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; a click on a folder's mark opens or closes it."""
        offset = event.get_content_offset(self)
        index = self._row_at(offset.y + self.scroll_offset.y) if offset is not None else None
        if offset is None or index is None:
            return
        self.move_to(index)
        row = self._rows[index]
        if row.is_open is not None and offset.x < TITLE_AT + INDENT * min(row.depth, DEEPEST_INDENT):
            self.toggle_folder()
        else:
            self.post_message(self.ViewChosen(row.view))
