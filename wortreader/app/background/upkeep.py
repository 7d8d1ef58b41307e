"""What the user does to feeds and folders in the app: the use cases of `sync.housekeeping`, on the library's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from wortreader.app.background.children import Children
from wortreader.app.background.refresh import Refresh
from wortreader.app.background.subscriptions import one_line
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.errors import WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.lazy import lazy_module
from wortreader.model import FOLDER_SEPARATOR, Feed, Folder
from wortreader.text import alphabetical

if TYPE_CHECKING:
    from wortreader.logins import file as login_file
    from wortreader.store.library import Library
    from wortreader.sync import effective_settings, feed_health, feed_settings, housekeeping, logins
    from wortreader.sync.events import subscriptions as subscription_events
else:
    effective_settings = lazy_module("wortreader.sync.effective_settings")
    feed_health = lazy_module("wortreader.sync.feed_health")
    feed_settings = lazy_module("wortreader.sync.feed_settings")
    housekeeping = lazy_module("wortreader.sync.housekeeping")
    login_file = lazy_module("wortreader.logins.file")
    logins = lazy_module("wortreader.sync.logins")
    subscription_events = lazy_module("wortreader.sync.events.subscriptions")

T = TypeVar("T")


class Upkeep:
    """Changes feeds and folders, and tells how they are.

    Methods that return `str | None` return None on success, and otherwise one sentence that says what is wrong.
    """

    def __init__(self, session: Session, signals: Signals, children: Children, refresh: Refresh) -> None:
        self._session = session
        self._signals = signals
        self._children = children
        self._refresh = refresh

    # --- reading ------------------------------------------------------------------------------------------------------

    async def health(self, feed_ids: Sequence[int] | None = None) -> list[feed_health.FeedHealth]:
        """How feeds are, those that fail first; None: all feeds."""
        now = self._session.clock()
        return await self._read(lambda library: feed_health.health(library, now=now, feed_ids=feed_ids))

    async def feed(self, feed_id: int) -> Feed:
        """A feed as it is now. Raises UnknownFeed."""
        return await self._read(lambda library: library.feeds.get(feed_id))

    async def folders(self) -> list[tuple[Folder, str]]:
        """All folders with their paths, in the order of the feeds pane."""

        def read(library: Library) -> list[tuple[Folder, str]]:
            found = [
                (folder, FOLDER_SEPARATOR.join(library.folders.path(folder.folder_id)))
                for folder in library.folders.all()
            ]
            return sorted(found, key=lambda one: alphabetical(one[1]))

        return await self._read(read)

    async def feeds(self, feed_ids: Sequence[int]) -> list[Feed]:
        """Feeds as they are now. Raises UnknownFeed."""
        return await self._read(lambda library: [library.feeds.get(feed_id) for feed_id in feed_ids])

    async def settings_of(
        self, feed_ids: Sequence[int], folder_ids: Sequence[int] = ()
    ) -> list[tuple[effective_settings.EffectiveSetting, ...]]:
        """The settings that hold for each feed, and that feeds in each folder inherit, and where they come from.

        Raises UnknownFeed and UnknownFolder.
        """
        config = self._session.config

        def read(library: Library) -> list[tuple[effective_settings.EffectiveSetting, ...]]:
            of_feeds = effective_settings.effective_of_feeds(library, config, feed_ids)
            return of_feeds + [effective_settings.effective_of_folder(library, config, each) for each in folder_ids]

        return await self._read(read)

    async def login_words(self, url: str) -> str:
        """Which login a feed has and where its password comes from, in a few words; empty for none.

        Also what is wrong with the file of the logins, in a sentence.
        """
        file, store = self._session.config_file.with_name(login_file.NAME), self._session.config.login_store
        try:
            # Beside the thread of the library: the first look imports 30 ms of modules.
            return await asyncio.to_thread(lambda: logins.login_in_words(logins.open_logins(file, store), url))
        except WortreaderError as error:
            return str(error)

    # --- changing -----------------------------------------------------------------------------------------------------

    async def rename_feed(self, feed_id: int, title: str) -> str | None:
        """Sets the user's own name for a feed; blank, or a hyphen alone, restores the feed's title."""
        own, now = "" if title.strip() == "-" else title, self._session.clock()

        def rename(library: Library) -> str:
            former = library.feeds.get(feed_id).title
            housekeeping.rename_feed(library, feed_id, own, now=now)
            named = library.feeds.get(feed_id).title
            return _("Renamed “{former}” to “{title}”.").format(former=former, title=named) if named != former else ""

        return await self._change_and_say(rename)

    async def rename_folder(self, folder_id: int, name: str) -> str | None:
        """Gives a folder another name."""
        now = self._session.clock()

        def rename(library: Library) -> str:
            former = library.folders.get(folder_id).name
            housekeeping.rename_folder(library, folder_id, name, now=now)
            named = library.folders.get(folder_id).name
            return _("Renamed the folder “{former}” to “{name}”.").format(former=former, name=named)

        return await self._change_and_say(rename)

    async def new_folder(self, path: str, parent_id: int | None = None) -> str | None:
        """Makes a folder, and says so; `News/World` is one in another."""
        names, now = _names(path), self._session.clock()

        def make(library: Library) -> str:
            made = housekeeping.new_folder(library, names, parent_id=parent_id, now=now)
            return _("Added the folder “{name}”.").format(name=made.name)

        return await self._change_and_say(make)

    async def move(self, feed_ids: Sequence[int], folder_ids: Sequence[int], goal: int | None) -> str | None:
        """Moves feeds and folders into a folder; None is the top. All of it happens or nothing. Says where they are."""
        now = self._session.clock()

        def move(library: Library) -> str:
            housekeeping.move_all(library, feed_ids, folder_ids, goal, now=now)
            return moved_words(library, feed_ids, folder_ids)

        return await self._change_and_say(move)

    async def move_into_new_folder(self, feed_ids: Sequence[int], folder_ids: Sequence[int], path: str) -> str | None:
        """Makes a folder with this path and moves feeds and folders into it, or does neither. Says where they are."""
        names, now = _names(path), self._session.clock()

        def move(library: Library) -> str:
            housekeeping.move_into_new_folder(library, feed_ids, folder_ids, names, now=now)
            return moved_words(library, feed_ids, folder_ids)

        return await self._change_and_say(move)

    async def shift(self, feed_ids: Sequence[int], folder_ids: Sequence[int], by: int) -> str | None:
        """Moves feeds and folders up (-1) or down (1) among those beside them, which keep that order. Says so."""

        now = self._session.clock()

        def shift(library: Library) -> str:
            with library.changes.step("folder.order", at=now):  # one step for both
                has_moved = bool(folder_ids) and housekeeping.shift_folders(library, folder_ids, by, now=now)
                if feed_ids:
                    has_moved |= housekeeping.shift_feeds(library, feed_ids, by, now=now)
            if not has_moved:
                return _("It is the first one here already.") if by < 0 else _("It is the last one here already.")
            return _("Moved up.") if by < 0 else _("Moved down.")

        return await self._change_and_say(shift)

    async def order_by_name(self, folder_id: int | None) -> str | None:
        """Has what is in a folder sorted by name again; None is the top."""
        now = self._session.clock()

        def order(library: Library) -> str:
            housekeeping.order_by_name(library, folder_id, now=now)
            return _("Sorted by name.")

        return await self._change_and_say(order)

    async def pause(self, feed_ids: Sequence[int], is_paused: bool) -> str | None:
        """Excludes feeds from refreshes, or includes them again."""
        now = self._session.clock()
        return await self._change(lambda library: housekeeping.pause_feeds(library, feed_ids, is_paused, now=now))

    async def allow_own_network(self, feed_ids: Sequence[int], is_allowed: bool) -> str | None:
        """Sets whether feeds may be in the user's own network."""
        now = self._session.clock()
        return await self._change(
            lambda library: housekeeping.allow_own_network(library, feed_ids, is_allowed, now=now)
        )

    async def remove(self, feed_ids: Sequence[int], folder_ids: Sequence[int], *, with_contents: bool) -> str | None:
        """Removes feeds and folders; what is in the folders moves to where they were, or is removed too."""
        now = self._session.clock()
        return await self._change(
            lambda library: housekeeping.remove_all(library, feed_ids, folder_ids, with_contents=with_contents, now=now)
        )

    async def merge(self, feed_id: int, other_id: int) -> str | None:
        """Makes two feeds one, at the address of the other."""
        now = self._session.clock()
        return await self._change(lambda library: housekeeping.merge_feeds(library, feed_id, other_id, now=now))

    async def set_settings(
        self, written: Mapping[str, str | None], *, feed_ids: Sequence[int] = (), folder_ids: Sequence[int] = ()
    ) -> str | None:
        """Sets settings by name; None has them inherited again. What is wrong is said with the label of the setting."""
        now = self._session.clock()

        def set_all(library: Library) -> None:
            for name, value in written.items():
                setting = feed_settings.setting_called(name)
                if value is not None:
                    setting.parse(value, called=_(setting.label))
            housekeeping.set_settings(library, written, feed_ids=feed_ids, folder_ids=folder_ids, now=now)

        return await self._change(set_all)

    # --- what asks servers --------------------------------------------------------------------------------------------

    async def set_login(self, feed_id: int, *options: str, secrets: Sequence[str] = ()) -> str | None:
        """Sets or removes the login of a feed: what `wortreader login` does with these options.

        In a child process, because a keyring or a password manager may ask the user first. `secrets` are what is typed
        there, and nobody else sees them.
        """
        ending = await self._children.run("login", *options, "--", str(feed_id), lines=secrets)
        self._signals.library_changed.publish(LibraryChanged())
        return ending.reason if ending.exit_code else None

    @property
    def is_refreshing(self) -> bool:
        """Whether a refresh is running."""
        return self._refresh.is_refreshing

    def try_now(self, feed_ids: Sequence[int]) -> None:
        """Refreshes feeds at once."""
        self._refresh.refresh(feed_ids)

    async def offers(self, address: str) -> tuple[subscription_events.FeedOffered, ...] | str:
        """The feeds at an address that the user typed, the best first; one sentence if there is none."""
        ending = await self._children.run("add", "--json", "--list", "--stdin", lines=[one_line(address)])
        events = [subscription_events.ADD_CODEC.parse(line) for line in ending.output.splitlines()]
        failed = [event.reason for event in events if isinstance(event, subscription_events.AddFailed)]
        offered = tuple(event for event in events if isinstance(event, subscription_events.FeedOffered))
        return offered or (failed[0] if failed else ending.reason)

    async def take_offer(self, feed_id: int, address: str, chosen_url: str) -> str | None:
        """Gives a feed the address of one that the page at `address` offers."""
        words = ["feed", "set", "--chosen", "--address", "-", "--", str(feed_id)]
        ending = await self._children.run(*words, lines=[one_line(address), one_line(chosen_url)])
        self._signals.library_changed.publish(LibraryChanged())
        return ending.reason if ending.exit_code else None

    async def change_address(self, feed_id: int, address: str, *, is_announced: bool = False) -> str | None:
        """Gives a feed the address that was typed, or with `is_announced` the one that its server has named."""
        words = ["feed", "set", *(["--announced"] if is_announced else []), "--address", "-", "--", str(feed_id)]
        ending = await self._children.run(*words, lines=[one_line(address)])
        self._signals.library_changed.publish(LibraryChanged())
        return ending.reason if ending.exit_code else None

    # --- how ----------------------------------------------------------------------------------------------------------

    async def _read(self, read: Callable[[Library], T]) -> T:
        return await self._session.in_library(self._session.reading, read)

    async def _change(self, change: Callable[[Library], object]) -> str | None:
        try:
            await self._session.in_library(self._session.writing, change)
        except WortreaderError as error:
            return str(error)
        self._signals.library_changed.publish(LibraryChanged())
        return None

    async def _change_and_say(self, change: Callable[[Library], str]) -> str | None:
        said: list[str] = []
        problem = await self._change(lambda library: said.append(change(library)))
        for sentence in said:
            self._signals.say(sentence)
        return problem


def moved_words(library: Library, feed_ids: Sequence[int], folder_ids: Sequence[int]) -> str:
    """Where feeds and folders are that have just been moved together, in a sentence for each kind."""
    said: list[str] = []
    if feed_ids:
        feed, n = library.feeds.get(feed_ids[0]), len(feed_ids)
        if feed.folder_id is None:
            words = ngettext("“{title}” is in no folder now.", "{n} feeds are in no folder now.", n)
        else:
            words = ngettext("Moved “{title}” to “{folder}”.", "Moved {n} feeds to “{folder}”.", n)
        folder = FOLDER_SEPARATOR.join(library.folders.path(feed.folder_id))
        said.append(words.format(title=feed.title, n=n, folder=folder))
    if len(folder_ids) == 1:
        path = library.folders.path(folder_ids[0])
        words = _("Moved the folder “{name}”: it is “{path}” now.")
        said.append(words.format(name=path[-1], path=FOLDER_SEPARATOR.join(path)))
    elif folder_ids:
        n, name = len(folder_ids), library.folders.get(folder_ids[0]).name
        said.append(ngettext("Moved the folder “{name}”.", "Moved {n} folders.", n).format(n=n, name=name))
    return " ".join(said)


def _names(path: str) -> list[str]:
    """The names of folders in a path as it is typed, outermost first."""
    return [name.strip() for name in path.split(FOLDER_SEPARATOR)]
