"""The rows of the feeds pane: fixed views, then folders and feeds as they nest. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from wortreader.i18n import N_, _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Counts, Feed, Folder, SavedView, Tag, View, ViewKind
from wortreader.prose.dates import sentence_time, user_locale

FIXED_VIEWS = (
    (ViewKind.ALL, N_("All")),
    (ViewKind.TODAY, N_("Today")),
    (ViewKind.UNREAD, N_("Unread")),
    (ViewKind.STARRED, N_("Starred")),
    (ViewKind.CONTINUE, N_("Continue reading")),
)

_TREE_KINDS = frozenset({ViewKind.FEED, ViewKind.FOLDER, ViewKind.TAG, ViewKind.QUERY})


@lazy_dataclass(frozen=True, slots=True)
class FeedRow:
    """A view that can be chosen."""

    view: View
    title: str
    count: int = 0
    """Unread articles; for the starred and the half-read ones, all of them."""
    depth: int = 0
    """How many folders are around it."""
    is_open: bool | None = None
    """Whether a folder shows its contents; None if the view is no folder."""
    failure: str | None = None
    """Why the feed's last refresh failed, in one sentence; for a closed folder, that feeds in it did."""
    is_paused: bool = False
    waiting: str | None = None
    """Until when the feed's host wants to be left alone, in one sentence; None if it does not."""


def feed_rows(
    feeds: Sequence[Feed],
    folders: Sequence[Folder],
    counts: Counts,
    closed: Collection[int],
    views: Sequence[SavedView] = (),
    now: datetime | None = None,
    tags: Sequence[Tag] = (),
) -> Iterator[FeedRow]:
    """All rows from top to bottom, without what is in the `closed` folders.

    At `now`, in the user's time zone, some feeds wait; None if that is not to be said.

    In each folder its folders come first, then its feeds, in the order given. A feed whose folder is missing is at
    the top. The tags and the kept views come last.
    """
    numbers = {
        ViewKind.ALL: counts.unread,
        ViewKind.TODAY: counts.today,
        ViewKind.UNREAD: counts.unread,
        ViewKind.STARRED: counts.starred,
        ViewKind.CONTINUE: counts.begun,
    }
    for kind, title in FIXED_VIEWS:
        yield FeedRow(View(kind), _(title), numbers[kind])
    tree = FolderTree(feeds, folders)
    yield from _branch(tree, None, 0, tree.folder_counts(counts), counts, closed, now)
    for tag in tags:
        yield FeedRow(tag.view, f"#{tag.name}", counts.unread_by_tag.get(tag.tag_id, 0))
    for saved in views:
        yield FeedRow(saved.view, saved.name, counts.unread_by_view.get(saved.view_id, 0))


def waiting_sentence(feed: Feed, now: datetime | None) -> str | None:
    """That the feed's host wants to be left alone, and until when on the clock of `now`; None if it does not."""
    if now is None or feed.waits_until is None or not feed.is_waiting(now):
        return None
    time = sentence_time(feed.waits_until, now, now.tzinfo, user_locale())
    return _("{title} waits until {time}, as its server asked.").format(title=feed.title, time=time)


def _branch(
    tree: FolderTree,
    parent_id: int | None,
    depth: int,
    sums: dict[int, int],
    counts: Counts,
    closed: Collection[int],
    now: datetime | None,
) -> Iterator[FeedRow]:
    for folder in tree.folders_in(parent_id):
        is_open = folder.folder_id not in closed
        view = View(ViewKind.FOLDER, folder.folder_id)
        failure = None if is_open else _folder_failure(tree, folder.folder_id, now)
        yield FeedRow(view, folder.name, sums.get(folder.folder_id, 0), depth, is_open, failure)
        if is_open:
            yield from _branch(tree, folder.folder_id, depth + 1, sums, counts, closed, now)
    for feed in tree.feeds_in(parent_id):
        unread = counts.unread_by_feed.get(feed.feed_id, 0)
        view = View(ViewKind.FEED, feed.feed_id)
        waiting = waiting_sentence(feed, now)
        failure = feed.failure if waiting is None else None
        yield FeedRow(view, feed.title, unread, depth, failure=failure, is_paused=feed.is_paused, waiting=waiting)


def _folder_failure(tree: FolderTree, folder_id: int, now: datetime | None) -> str | None:
    """That feeds in a folder, at any depth, have failed, with the reason of the first; None if none has."""
    failed = [
        feed
        for feed in tree.feeds_inside(folder_id)
        if feed.failure is not None and waiting_sentence(feed, now) is None
    ]
    if not failed:
        return None
    first = failed[0]
    sentence = ngettext(
        "{n} feed in here failed. {title}: {reason}", "{n} feeds in here failed. {title}: {reason}", len(failed)
    )
    return sentence.format(n=len(failed), title=first.title, reason=first.failure)


class FolderTree:
    """The folders, with the feeds and folders in each of them."""

    def __init__(self, feeds: Sequence[Feed], folders: Sequence[Folder]) -> None:
        self._parents = {folder.folder_id: folder.parent_id for folder in folders}
        self._folders: dict[int | None, list[Folder]] = {}
        for folder in folders:
            parent_id = folder.parent_id if folder.parent_id in self._parents else None
            self._folders.setdefault(parent_id, []).append(folder)
        self._feeds: dict[int | None, list[Feed]] = {}
        for feed in feeds:
            folder_id = feed.folder_id if feed.folder_id in self._parents else None
            self._feeds.setdefault(folder_id, []).append(feed)

    def folders_in(self, folder_id: int | None) -> Sequence[Folder]:
        """The folders right in a folder; None is the top."""
        return self._folders.get(folder_id, ())

    def feeds_in(self, folder_id: int | None) -> Sequence[Feed]:
        """The feeds right in a folder; None is the top."""
        return self._feeds.get(folder_id, ())

    def folder_counts(self, counts: Counts) -> dict[int, int]:
        """Unread articles by folder, all that it holds at any depth; those without any are left out."""
        sums: dict[int, int] = {}
        for folder_id, feeds in self._feeds.items():
            unread = sum(counts.unread_by_feed.get(feed.feed_id, 0) for feed in feeds)
            for around in self._around(folder_id) if unread else ():
                sums[around] = sums.get(around, 0) + unread
        return sums

    def around(self, view: View) -> tuple[int, ...]:
        """The folders around a feed or a folder, innermost first."""
        if view.kind is ViewKind.FOLDER:
            return self._around(self._parents.get(view.id) if view.id is not None else None)
        for folder_id, feeds in self._feeds.items():
            if view.kind is ViewKind.FEED and any(feed.feed_id == view.id for feed in feeds):
                return self._around(folder_id)
        return ()

    def feed_views(self) -> Iterator[View]:
        """Every feed, in the order in which the rows show them when all folders are open."""
        return (View(ViewKind.FEED, feed.feed_id) for feed in self.feeds_inside(None))

    def feeds_inside(self, folder_id: int | None) -> Iterator[Feed]:
        """The feeds in a folder at any depth, in the order of the rows; None is the top."""
        for folder in self.folders_in(folder_id):
            yield from self.feeds_inside(folder.folder_id)
        yield from self.feeds_in(folder_id)

    def _around(self, folder_id: int | None) -> tuple[int, ...]:
        path: list[int] = []
        while folder_id is not None and folder_id in self._parents and folder_id not in path:
            path.append(folder_id)
            folder_id = self._parents[folder_id]
        return tuple(path)


def rows_ahead(rows: Sequence[FeedRow], tree: FolderTree, view: View) -> list[FeedRow]:
    """The rows with unread articles to go on to from a view, in the order of the pane, from that of the view on.

    From a feed one goes on by feeds: of folders, only closed ones count. From a folder one goes on by folders, and to
    what is in none of them. What only lists the same again, as All does, does not count; the day leads to all that is
    unread.
    """
    if view.kind is ViewKind.TODAY:
        return [row for row in rows if row.view.kind is ViewKind.UNREAD and row.count]
    around = tree.around(view)
    places = {row.view: index for index, row in enumerate(rows)}
    visible = [view, *(View(ViewKind.FOLDER, folder_id) for folder_id in around)]
    here = next((places[one] for one in visible if one in places), -1)
    start = here + (here < 0 or rows[here].view == view)  # in a closed folder, that is what comes next
    ahead = []
    for row in (*rows[start:], *rows[:start]):
        if not row.count or row.view == view or row.view.kind not in _TREE_KINDS:
            continue
        if view.kind is ViewKind.FOLDER:
            if row.view.id in around and row.view.kind is ViewKind.FOLDER:
                continue
            if view.id in tree.around(row.view):
                continue
        elif row.is_open:
            continue
        ahead.append(row)
    return ahead
