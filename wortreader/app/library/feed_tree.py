"""The feeds as they are shown: the title of a view, its feeds, and its unread count. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wortreader.i18n import N_, _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Counts, Feed, Folder, SavedView, Tag, View, ViewKind

_VIEW_TITLES: Mapping[ViewKind, str] = {
    ViewKind.ALL: N_("All"),
    ViewKind.TODAY: N_("Today"),
    ViewKind.UNREAD: N_("Unread"),
    ViewKind.STARRED: N_("Starred"),
    ViewKind.CONTINUE: N_("Continue reading"),
}


@lazy_dataclass(frozen=True, slots=True)
class FeedTree:
    """Everything that the feeds pane shows."""

    feeds: tuple[Feed, ...]
    folders: tuple[Folder, ...]
    counts: Counts
    views: tuple[SavedView, ...] = ()
    tags: tuple[Tag, ...] = ()

    def kept(self, view: View) -> SavedView | None:
        """The kept view that a view shows; None for any other."""
        is_kept = view.kind is ViewKind.QUERY and view.id is not None
        return next((saved for saved in self.views if is_kept and saved.view_id == view.id), None)

    def tag(self, view: View) -> Tag | None:
        """The tag whose articles a view shows; None for any other view."""
        return next((tag for tag in self.tags if tag.view == view), None)

    def has(self, view: View) -> bool:
        """Whether a view can be listed: False for a feed, a folder, a tag or a kept view that is not in the library."""
        match view.kind:
            case ViewKind.FEED:
                return any(feed.feed_id == view.id for feed in self.feeds)
            case ViewKind.FOLDER:
                return any(folder.folder_id == view.id for folder in self.folders)
            case ViewKind.TAG:
                return self.tag(view) is not None
            case ViewKind.QUERY:
                return view.id is None or self.kept(view) is not None
        return True

    def all_views(self) -> tuple[View, ...]:
        """The folders, feeds, tags and kept views that can be listed, in this order."""
        return (
            *(View(ViewKind.FOLDER, folder.folder_id) for folder in self.folders),
            *(View(ViewKind.FEED, feed.feed_id) for feed in self.feeds),
            *(tag.view for tag in self.tags),
            *(saved.view for saved in self.views),
        )

    def title_path(self, view: View) -> tuple[str, ...]:
        """What a view is called, with the folders around it, outermost first."""
        match view.kind:
            case ViewKind.FEED:
                feed = next((feed for feed in self.feeds if feed.feed_id == view.id), None)
                return (*self._folder_path(feed.folder_id), feed.title) if feed is not None else ("",)
            case ViewKind.FOLDER:
                return self._folder_path(view.id)
            case ViewKind.TAG:
                tag = self.tag(view)
                return (f"#{tag.name}" if tag is not None else "",)
            case ViewKind.QUERY:
                saved = self.kept(view)
                return (saved.name if saved is not None else view.query,)
        return (_(_VIEW_TITLES[view.kind]),)

    def feeds_of(self, view: View) -> tuple[Feed, ...]:
        """The feeds whose articles a view shows: all of them for a view that is neither a feed nor a folder."""
        if view.kind is ViewKind.FEED:
            return tuple(feed for feed in self.feeds if feed.feed_id == view.id)
        if view.kind is not ViewKind.FOLDER:
            return self.feeds
        inside = {view.id}
        for _depth in self.folders:
            inside |= {folder.folder_id for folder in self.folders if folder.parent_id in inside}
        return tuple(feed for feed in self.feeds if feed.folder_id in inside)

    def feeds_of_all(self, views: Iterable[View]) -> tuple[Feed, ...]:
        """The feeds of several views, each once: to look for each among 60,000 would take minutes."""
        by_id = {feed.feed_id: feed for feed in self.feeds}
        found: dict[int, Feed] = {}
        for view in views:
            if view.kind is not ViewKind.FEED:
                found |= {feed.feed_id: feed for feed in self.feeds_of(view)}
            elif view.id in by_id:
                found[view.id] = by_id[view.id]
        return tuple(found.values())

    def unread_of(self, view: View) -> int | None:
        """How many unread articles a view holds; None if that is not counted."""
        match view.kind:
            case ViewKind.TODAY:
                return self.counts.today
            case ViewKind.TAG:
                return self.counts.unread_by_tag.get(view.id or 0, 0)
            case ViewKind.QUERY if view.id is not None:
                return self.counts.unread_by_view.get(view.id, 0)
            case ViewKind.ALL | ViewKind.UNREAD:
                return self.counts.unread
            case ViewKind.STARRED | ViewKind.CONTINUE | ViewKind.QUERY:
                return None
        return sum(self.counts.unread_by_feed.get(feed.feed_id, 0) for feed in self.feeds_of(view))

    def _folder_path(self, folder_id: int | None) -> tuple[str, ...]:
        folders = {folder.folder_id: folder for folder in self.folders}
        names: list[str] = []
        while folder_id in folders and len(names) < len(folders):
            names.append(folders[folder_id].name)
            folder_id = folders[folder_id].parent_id
        return tuple(reversed(names))
