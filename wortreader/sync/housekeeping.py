"""What users do to their feeds, folders and views: each function is one change, for app and command line alike.

A change of several feeds is one transaction, and one step for undo: all of it happens or nothing. `address_change` has
what asks a server, `logins` what concerns logins.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import datetime

from wortreader.model import FOLDER_SEPARATOR, Feed, Folder, SavedView
from wortreader.store.changes import ChangeStep
from wortreader.store.library import Library
from wortreader.store.merging import NEWEST_ID
from wortreader.subscription_errors import NotInFolder, UnknownFolder
from wortreader.sync.effective_settings import values_set
from wortreader.sync.feed_settings import INTERVAL, setting_called
from wortreader.sync.intervals import reschedule
from wortreader.text import safe_line

# --- folders ----------------------------------------------------------------------------------------------------------


def path_names(written: str) -> tuple[str, ...]:
    """The names of a folder and of those around it, outermost first, as the user writes them: `News/World`."""
    return tuple(name for part in written.split(FOLDER_SEPARATOR) if (name := part.strip()))


def place_called(library: Library, written: str, *, is_new: bool = False) -> int | None:
    """The folder that the user means by a number or path; None for `/`, which is outside of all folders.

    With `is_new` it is made if it is missing. Raises UnknownFolder.
    """
    if written.strip() in ("", FOLDER_SEPARATOR):
        return None
    try:
        return library.folders.find(written).folder_id
    except UnknownFolder as error:
        if not is_new or type(error) is not UnknownFolder:
            raise
    return library.folders.ensure(path_names(written), is_own=True)


def new_folder(library: Library, path: Sequence[str], *, parent_id: int | None = None, now: datetime) -> Folder:
    """A new folder with these names, outermost first, in a folder; None is the top. It stays when it is empty.

    Those around it are made if they are missing. Case is ignored. Raises FolderNameless, FolderExists, UnknownFolder.
    """
    with library.changes.step("folder.add", at=now, n=1, name=path[-1] if path else ""):
        for name in path[:-1]:
            beside = [one for one in library.folders.all() if one.parent_id == parent_id]
            known = next((one for one in beside if one.name.casefold() == safe_line(name).casefold()), None)
            parent_id = (known or library.folders.add(name, parent_id)).folder_id
        return library.folders.add(path[-1] if path else "", parent_id)


def new_folders(library: Library, paths: Sequence[Sequence[str]], *, now: datetime) -> list[Folder]:
    """Several new folders, all of them or none; raises what `new_folder` does."""
    with library.changes.step("folder.add", at=now, n=len(paths), name=paths[0][-1] if paths and paths[0] else ""):
        return [new_folder(library, path, now=now) for path in paths]


def rename_folder(library: Library, folder_id: int, name: str, *, now: datetime) -> Folder:
    """Gives a folder another name, and returns it. Raises UnknownFolder, FolderNameless and FolderExists."""
    with library.changes.step("folder.rename", at=now) as step:
        step.details["former"] = library.folders.get(folder_id).name
        library.folders.rename(folder_id, name)
        renamed = library.folders.get(folder_id)
        step.details["name"] = renamed.name
    return renamed


def move_folders(library: Library, folder_ids: Sequence[int], parent_id: int | None, *, now: datetime) -> None:
    """Moves folders with all that is in them into another one; None is the top.

    Raises UnknownFolder, FolderExists, and FolderInItself for one that is to go into itself or into one inside of it.
    """
    with library.changes.step("folder.move", at=now, n=len(folder_ids)) as step:
        step.details["name"] = library.folders.get(folder_ids[0]).name if folder_ids else ""
        before = values_set(library, INTERVAL)
        library.folders.move(folder_ids, parent_id)
        reschedule(library, before, now=now)


def remove_folders(library: Library, folder_ids: Sequence[int], *, with_contents: bool = False, now: datetime) -> int:
    """Removes folders; what is in them moves to where the folder was. Returns how many feeds were removed.

    With `with_contents` all feeds and folders in them are removed too. Raises UnknownFolder.
    """
    with library.changes.step("folder.remove", at=now, n=len(folder_ids)) as step:
        step.details["name"] = library.folders.get(folder_ids[0]).name if folder_ids else ""
        before = values_set(library, INTERVAL)
        for folder_id in folder_ids:
            library.folders.get(folder_id)
        removed = library.folders.feeds_inside(folder_ids) if with_contents else []
        doomed = library.folders.inside(folder_ids) if with_contents else folder_ids
        library.feeds.remove_all(removed, at=now)
        for folder_id in doomed:
            with suppress(UnknownFolder):  # it has gone with its last feed, or has become one with another
                library.folders.remove(folder_id)
        reschedule(library, before, now=now)
    return len(removed)


def order_by_name(library: Library, folder_id: int | None, *, now: datetime) -> None:
    """Has the feeds and folders right in a folder sorted by name again; None is the top."""
    with library.changes.step("folder.order", at=now):
        library.folders.order_by_name(folder_id)


def order_by_hand(
    library: Library,
    folder_id: int | None,
    *,
    folder_ids: Sequence[int] = (),
    feed_ids: Sequence[int] = (),
    now: datetime,
) -> None:
    """Puts folders and feeds, all of them right in one folder, in this order; what is not named follows by name.

    Raises NotInFolder for those that are elsewhere, UnknownFolder and UnknownFeed.
    """
    with library.changes.step("folder.order", at=now):
        if folder_id is not None:
            library.folders.get(folder_id)
        for one in map(library.folders.get, folder_ids):
            if one.parent_id != folder_id:
                raise NotInFolder(one.name, FOLDER_SEPARATOR.join(library.folders.path(folder_id)))
        for feed in map(library.feeds.get, feed_ids):
            if feed.folder_id != folder_id:
                raise NotInFolder(feed.title, FOLDER_SEPARATOR.join(library.folders.path(folder_id)))
        library.folders.order_by_name(folder_id)
        library.folders.order_by_hand(folder_ids, feed_ids)


def shift_feeds(library: Library, feed_ids: Collection[int], by: int, *, now: datetime) -> bool:
    """Moves feeds up (-1) or down (1) by so many places among those in their folders, which are ordered by hand then.

    Feeds that are chosen together stay together. Returns whether anything has moved.
    """
    with library.changes.step("folder.order", at=now):
        feeds = library.feeds.all()
        is_changed = False
        for folder_id in {feed.folder_id for feed in feeds if feed.feed_id in feed_ids}:
            siblings = [feed.feed_id for feed in feeds if feed.folder_id == folder_id]
            shifted = _shifted(siblings, feed_ids, by)
            if shifted != siblings:
                library.folders.order_by_hand([], shifted)
                is_changed = True
    return is_changed


def shift_folders(library: Library, folder_ids: Collection[int], by: int, *, now: datetime) -> bool:
    """Does the same for folders among those in the same folder."""
    with library.changes.step("folder.order", at=now):
        folders = library.folders.all()
        is_changed = False
        for parent_id in {folder.parent_id for folder in folders if folder.folder_id in folder_ids}:
            siblings = [folder.folder_id for folder in folders if folder.parent_id == parent_id]
            shifted = _shifted(siblings, folder_ids, by)
            if shifted != siblings:
                library.folders.order_by_hand(shifted, [])
                is_changed = True
    return is_changed


# --- feeds ------------------------------------------------------------------------------------------------------------


def rename_feed(library: Library, feed_id: int, title: str | None, *, now: datetime) -> Feed:
    """Sets the user's own name for a feed; None or blank restores the feed's title. Raises UnknownFeed."""
    with library.changes.step("feed.rename", at=now) as step:
        step.details["former"] = library.feeds.get(feed_id).title
        library.feeds.rename(feed_id, title)
        renamed = library.feeds.get(feed_id)
        step.details["title"] = renamed.title
    return renamed


def move_feeds(library: Library, feed_ids: Sequence[int], folder_id: int | None, *, now: datetime) -> None:
    """Moves feeds into a folder; None is the top. Raises UnknownFeed and UnknownFolder."""
    with _step(library, "feed.move", feed_ids, now):
        if folder_id is not None:
            library.folders.get(folder_id)
        before = values_set(library, INTERVAL)
        library.feeds.move(feed_ids, folder_id)
        reschedule(library, before, now=now)


def move_all(
    library: Library, feed_ids: Sequence[int], folder_ids: Sequence[int], goal: int | None, *, now: datetime
) -> None:
    """Moves feeds and folders into a folder, as one step; raises what `move_feeds` and `move_folders` do."""
    with _step_on_both(library, "move", feed_ids, folder_ids, now):
        if folder_ids:
            move_folders(library, folder_ids, goal, now=now)
        if feed_ids:
            move_feeds(library, feed_ids, goal, now=now)


def move_into_new_folder(
    library: Library, feed_ids: Sequence[int], folder_ids: Sequence[int], path: Sequence[str], *, now: datetime
) -> None:
    """Makes a folder and moves feeds and folders into it, as one step; raises what `new_folder` and `move_all` do."""
    with _step_on_both(library, "move", feed_ids, folder_ids, now):
        goal = new_folder(library, path, now=now)
        move_all(library, feed_ids, folder_ids, goal.folder_id, now=now)


def pause_feeds(library: Library, feed_ids: Sequence[int], is_paused: bool, *, now: datetime) -> frozenset[int]:
    """Excludes feeds from refreshes, or includes them again. Returns those that it has changed. Raises UnknownFeed."""
    kind = "feed.pause" if is_paused else "feed.resume"
    changed = [feed_id for feed_id in feed_ids if library.feeds.get(feed_id).is_paused is not is_paused]
    with _step(library, kind, changed, now):
        library.feeds.pause(changed, is_paused)
    return frozenset(changed)


def remove_feeds(library: Library, feed_ids: Sequence[int], *, now: datetime) -> None:
    """Removes feeds with their articles and marks; undo brings them back for seven days. Raises UnknownFeed."""
    with _step(library, "feed.remove", feed_ids, now):
        library.feeds.remove_all(feed_ids, at=now)


def remove_all(
    library: Library, feed_ids: Sequence[int], folder_ids: Sequence[int], *, with_contents: bool, now: datetime
) -> None:
    """Removes feeds and folders, as one step; raises what `remove_feeds` and `remove_folders` do."""
    with _step_on_both(library, "remove", feed_ids, folder_ids, now):
        gone = set(library.folders.feeds_inside(folder_ids)) if with_contents and folder_ids else set()
        if folder_ids:
            remove_folders(library, folder_ids, with_contents=with_contents, now=now)
        if left := [feed_id for feed_id in feed_ids if feed_id not in gone]:
            remove_feeds(library, left, now=now)


def allow_own_network(library: Library, feed_ids: Sequence[int], is_allowed: bool, *, now: datetime) -> None:
    """Sets whether feeds may lie in the user's own network. Raises UnknownFeed."""
    with _step(library, "feed.set", feed_ids, now):
        if is_allowed:
            library.feeds.allow_private(feed_ids)
        else:
            library.feeds.forbid_private(feed_ids)


def merge_feeds(library: Library, feed_id: int, other_id: int, *, now: datetime) -> Feed:
    """Makes two feeds one: `feed_id`, with the articles and marks of both, at the address of `other_id`.

    That is what can be done if `address_change.change_address` raises AddressTaken. Raises UnknownFeed.
    """
    with library.changes.step("feed.merge", at=now, n=1) as step:
        step.details[NEWEST_ID] = library.articles.newest_id()
        step.details["title"] = library.feeds.get(feed_id).title
        step.details["other"] = library.feeds.get(other_id).title
        before = values_set(library, INTERVAL)
        merged = library.feeds.merge(feed_id, other_id, source_id=other_id, takes_address=True, at=now)
        reschedule(library, before, now=now)
    return merged


# --- saved searches ---------------------------------------------------------------------------------------------------


def add_view(library: Library, name: str, query: str, *, now: datetime) -> SavedView:
    """Saves a query as a view. Raises ViewExists, and UnknownView if the name is blank."""
    with library.changes.step("view.add", at=now) as step:
        view = library.views.add(name, query, now=now)
        step.details["name"] = view.name
    return view


def rename_view(library: Library, view_id: int, name: str, *, now: datetime) -> None:
    """Renames a view. Raises ViewExists, and UnknownView if there is no such view or the name is blank."""
    former = next((view.name for view in library.views.all() if view.view_id == view_id), "")
    with library.changes.step("view.rename", at=now, former=former, name=safe_line(name)):
        library.views.rename(view_id, name)


def remove_view(library: Library, view_id: int, *, now: datetime) -> None:
    """Removes a view, but no articles. Raises UnknownView."""
    name = next((view.name for view in library.views.all() if view.view_id == view_id), "")
    with library.changes.step("view.remove", at=now, name=name):
        library.views.remove(view_id)


# --- settings ---------------------------------------------------------------------------------------------------------


def set_settings(
    library: Library,
    written: Mapping[str, str | None],
    *,
    feed_ids: Sequence[int] = (),
    folder_ids: Sequence[int] = (),
    now: datetime,
) -> None:
    """Sets settings of feeds and folders, by name, to what the user has written; None: to be inherited again.

    Raises SettingRefused for what cannot be kept, with the bounds, UnknownFeed and UnknownFolder; then nothing has
    changed.
    """
    values: dict[str, str | None] = {}
    for name, value in written.items():
        setting = setting_called(name)
        values[setting.name] = None if value is None else setting.parse(value)
    with _step_on_both(library, "set", feed_ids, folder_ids, now):
        before = values_set(library, INTERVAL)
        library.settings.set_all(values, feed_ids=feed_ids, folder_ids=folder_ids)
        reschedule(library, before, now=now)


def _step(library: Library, kind: str, feed_ids: Sequence[int], now: datetime) -> AbstractContextManager[ChangeStep]:
    """A step on feeds. Raises UnknownFeed."""
    titles = [library.feeds.get(feed_id).title for feed_id in feed_ids]
    return library.changes.step(kind, at=now, n=len(titles), title=titles[0] if titles else "")


def _step_on_both(
    library: Library, what: str, feed_ids: Sequence[int], folder_ids: Sequence[int], now: datetime
) -> AbstractContextManager[ChangeStep]:
    """A step on feeds, on folders, or on both. Raises UnknownFeed and UnknownFolder."""
    names = [library.folders.get(folder_id).name for folder_id in folder_ids]
    if feed_ids and folder_ids:
        return library.changes.step(f"both.{what}", at=now, n=len(feed_ids) + len(folder_ids))
    if folder_ids:
        return library.changes.step(f"folder.{what}", at=now, n=len(names), name=names[0])
    return _step(library, f"feed.{what}", feed_ids, now)


def _shifted(siblings: Sequence[int], chosen: Collection[int], by: int) -> list[int]:
    """`siblings` with the chosen ones moved by so many places; they keep their order, and stop at the ends."""
    order = list(siblings)
    for _step in range(min(abs(by), len(order))):  # after so many, all are at the end
        if by < 0:
            for at in range(1, len(order)):
                if order[at] in chosen and order[at - 1] not in chosen:
                    order[at - 1], order[at] = order[at], order[at - 1]
        else:
            for at in range(len(order) - 2, -1, -1):
                if order[at] in chosen and order[at + 1] not in chosen:
                    order[at + 1], order[at] = order[at], order[at + 1]
    return order
