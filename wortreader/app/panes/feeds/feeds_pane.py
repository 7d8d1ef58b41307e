"""The feeds pane: views, folders and feeds with their unread counts, read again whenever the library has changed."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message

from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.library.session import Session
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.feeds.selectable_feeds import SelectableFeeds
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Counts, Feed, View, ViewKind


class FeedsPane(Container):
    """The list of feeds, and the feed tree that it shows.

    `FeedList.ViewHighlighted` and `FeedList.ViewChosen` come from the list inside.
    """

    @lazy_dataclass(eq=False)
    class TreeRead(Message):
        """Feeds, folders, views and counts have been read from the library."""

        tree: FeedTree

    def __init__(self, session: Session, signals: Signals, work: Work) -> None:
        super().__init__(id="feeds")
        self._session = session
        self._signals = signals
        self._work = work
        self._has_read = False
        self._move: tuple[View, View] | None = None
        """From where the cursor is to go to where, as soon as that has been read."""
        self.feed_list = SelectableFeeds()
        """The list inside."""
        self.feed_tree = FeedTree((), (), Counts())
        """The feeds, folders and views as they were read last."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.feed_list

    def on_mount(self) -> None:
        """Follow the library from now on."""
        self._signals.library_changed.subscribe(self, self._follow_library, immediate=True)

    @property
    def selected_feeds(self) -> tuple[Feed, ...]:
        """The feeds that are selected, and those in selected folders, each once; empty if nothing is selected."""
        return self.feed_tree.feeds_of_all(self.feed_list.selected_views)

    def move_when_read(self, start: View, feed_id: int) -> None:
        """Puts the cursor on a feed that has just been added, when it has been read, if it is still on `start` then."""
        self._move = start, View(ViewKind.FEED, feed_id)

    async def read(self) -> None:
        """Reads feeds and counts and shows them."""
        self.feed_tree = await self._session.feed_tree()
        feed_list = self.feed_list
        tree, now = self.feed_tree, self._session.clock().astimezone(self._session.zone)
        feed_list.show(tree.feeds, tree.folders, tree.counts, tree.views, now, tree.tags)
        if not self._has_read:
            self._has_read = True
            feed_list.closed_folders = frozenset(
                folder.folder_id for folder in self.feed_tree.folders if folder.is_closed
            )
        if self._move is not None and (feed_list.cursor_view != self._move[0] or feed_list.move_to_view(self._move[1])):
            self._move = None
        self.post_message(self.TreeRead(self.feed_tree))

    def _follow_library(self, _news: object) -> None:
        if self._has_read:
            self._work.start(self.read, group="counts", exclusive=True)

    @on(FeedList.FoldersClosed)
    def _remember_folders(self, message: FeedList.FoldersClosed) -> None:
        message.stop()
        self._work.start(partial(self._session.close_folders, message.folder_ids), group="folders")
