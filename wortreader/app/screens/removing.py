"""Removing what is among the feeds: feeds, folders, views and tags, always after asking."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from textual.app import App

from wortreader.app.background.services import Services
from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.screens.navigation import Navigation
from wortreader.app.screens.tag_commands import TagCommands
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.work import Work
from wortreader.errors import UnknownView
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Feed, SavedView, View, ViewKind

_FOLDERS_ONLY: Final = "folders"
_ALL: Final = "all"


@lazy_dataclass(eq=False, slots=True)
class Removing:
    """Removes what is selected among the feeds, or what the user is at."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    key_table: KeyTable
    navigation: Navigation
    feeds: FeedsPane
    services: Services
    tags: TagCommands

    @command("feed.remove")
    def ask_before_removing(self, _count: int | None) -> None:
        """Removes the feeds and folders that are selected, or the feed, folder, tag or kept view here, after asking."""
        selected = self.feeds.feed_list.selected_views if self.navigation.current == "feeds" else ()
        views = tuple(selected) or (self.navigation.feeds_view,)
        self.work.start(lambda: self._ask(views), group="asking", leads_on=True)

    async def _ask(self, views: Sequence[View]) -> None:
        tree = self.feeds.feed_tree
        folders = [view for view in views if view.kind is ViewKind.FOLDER]
        feeds = tree.feeds_of_all(view for view in views if view.kind is ViewKind.FEED)
        if (saved := tree.kept(views[0])) is not None:
            await self._ask_before_removing_view(saved)
        elif (tag := tree.tag(views[0])) is not None:
            await self.tags.ask_before_removing(tag)
        elif folders:
            await self._ask_before_removing_folders(folders, feeds)
        elif feeds:
            await self._ask_before_removing_feeds(feeds)
        else:
            self.signals.say(_("Select the feed or folder to remove first."))

    async def ask_before_removing_feed(self, feed: Feed) -> None:
        """Removes a feed after asking."""
        await self._ask_before_removing_feeds([feed])

    async def _ask_before_removing_feeds(self, feeds: Sequence[Feed]) -> None:
        n = len(feeds)
        question = ngettext("Remove “{title}”?", "Remove {n} feeds?", n).format(title=feeds[0].title, n=n)
        if await self._is_confirmed(question, await self._what_goes(feeds)):
            await self._remove([feed.feed_id for feed in feeds], [], feeds[0].title)

    async def _ask_before_removing_folders(self, folders: Sequence[View], feeds: Sequence[Feed]) -> None:
        from wortreader.app.screens.choice_list import Choice
        from wortreader.app.screens.choosing import ChooseDialog

        tree = self.feeds.feed_tree
        title = tree.title_path(folders[0])[-1]
        if len(folders) + len(feeds) == 1:
            question = _("Remove the folder “{name}”?").format(name=title)
        else:
            question = _("Remove {n} folders and feeds?").format(n=len(folders) + len(feeds))
        going = tree.feeds_of_all([*folders, *(View(ViewKind.FEED, feed.feed_id) for feed in feeds)])
        choices = [
            Choice(
                _FOLDERS_ONLY,
                "f",
                ngettext(
                    "Remove the folder, keep what is in it", "Remove the folders, keep what is in them", len(folders)
                ),
            ),
            Choice(
                _ALL,
                "a",
                ngettext("Remove the folder and what is in it", "Remove the folders and what is in them", len(folders)),
            ),
        ]
        words = await self._what_goes(going, are_in_folders=True) if going else self.undo_words
        if not going:
            answer: str | None = _FOLDERS_ONLY if await self._is_confirmed(question, words) else None
        else:
            answer = await self.app.push_screen_wait(ChooseDialog(question, words, choices))
        if answer is not None:
            ids = [view.id for view in folders if view.id is not None]
            await self._remove([feed.feed_id for feed in feeds], ids, title, with_contents=answer == _ALL)

    async def _remove(
        self, feed_ids: Sequence[int], folder_ids: Sequence[int], title: str, *, with_contents: bool = False
    ) -> None:
        problem = await self.services.upkeep.remove(feed_ids, folder_ids, with_contents=with_contents)
        if problem is not None:
            self.signals.say(problem, is_error=True)
            return
        self.feeds.feed_list.clear_selected()
        n = len(feed_ids) + len(folder_ids)
        if n == 1:
            self.signals.say(_("Removed “{title}”.").format(title=title))
        elif folder_ids:
            self.signals.say(_("Removed {n} folders and feeds.").format(n=n))
        else:
            self.signals.say(ngettext("Removed {n} feed.", "Removed {n} feeds.", n).format(n=n))

    async def _what_goes(self, feeds: Sequence[Feed], *, are_in_folders: bool = False) -> str:
        counts = [await self.session.counts_of(feed.feed_id) for feed in feeds]
        count, starred = (sum(column) for column in zip(*counts, strict=True))
        if are_in_folders:
            words = ngettext(
                "There is {feeds} feed in all. Articles: {n}, starred: {starred}.",
                "There are {feeds} feeds in all. Articles: {n}, starred: {starred}.",
                len(feeds),
            )
        else:
            words = _what_goes_with(len(feeds), count, starred)
        return f"{words.format(n=count, feeds=len(feeds), starred=starred)} {self.undo_words}"

    @property
    def undo_words(self) -> str:
        """By which key a removal is undone, in a sentence."""
        return _("{key} undoes it for 7 days.").format(key=self.key_table.shown("marks.undo"))

    async def _ask_before_removing_view(self, saved: SavedView) -> None:
        words = _("Its articles stay.")
        words = f"{words} {self.undo_words}"
        if await self._is_confirmed(_("Remove the view “{name}”?").format(name=saved.name), words):
            with suppress(UnknownView):  # somebody else has removed it meanwhile
                await self.session.queries.remove_view(saved.view_id)
            self.signals.library_changed.publish(LibraryChanged())

    async def _is_confirmed(self, question: str, consequence: str) -> bool:
        from wortreader.app.screens.dialogs import ConfirmDialog

        dialog = ConfirmDialog(question, consequence, yes=_("Remove"), no=_("Cancel"))
        is_confirmed: bool | None = await self.app.push_screen_wait(dialog)
        return bool(is_confirmed)


def _what_goes_with(feeds: int, articles: int, starred: int) -> str:
    """Which articles are removed with so many feeds, as a sentence to be filled in."""
    if feeds == 1 and starred:
        return ngettext(
            "This deletes its {n} article (starred: {starred}).",
            "This deletes its {n} articles (starred: {starred}).",
            articles,
        )
    if feeds == 1:
        return ngettext("This deletes its {n} article.", "This deletes its {n} articles.", articles)
    if starred:
        return ngettext(
            "This deletes their {n} article (starred: {starred}).",
            "This deletes their {n} articles (starred: {starred}).",
            articles,
        )
    return ngettext("This deletes their {n} article.", "This deletes their {n} articles.", articles)
