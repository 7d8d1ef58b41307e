"""The commands on feeds and folders as such: their pages, names, folders, order and health."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from textual.app import App

from wortreader.app.background.upkeep import Upkeep
from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.library.view_names import folder_named
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.screens.feed_commands import FeedCommands
from wortreader.app.screens.navigation import Navigation
from wortreader.app.screens.removing import Removing
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.errors import WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Feed, View, ViewKind


@lazy_dataclass(eq=False, slots=True)
class UpkeepCommands:
    """Carries out commands on the feeds and folders that are selected, or that the user is at."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    navigation: Navigation
    feeds: FeedsPane
    upkeep: Upkeep
    feed_commands: FeedCommands
    removing: Removing

    @property
    def _here(self) -> View:
        return self.navigation.feeds_view

    def _chosen(self) -> tuple[list[int], list[int]]:
        """The ids of the feeds and of the folders that a command means: the selected ones, or the one here."""
        is_at_feeds = self.navigation.current == "feeds"
        views = (self.feeds.feed_list.selected_views if is_at_feeds else ()) or (self._here,)
        ids = {kind: [view.id for view in views if view.kind is kind and view.id is not None] for kind in ViewKind}
        return ids[ViewKind.FEED], ids[ViewKind.FOLDER]

    def _deselect(self) -> None:
        self.feeds.feed_list.clear_selected()

    def _say_none(self) -> None:
        self.signals.say(_("There is no feed here."))

    @command("feed.page")
    def show_page(self, _count: int | None = None) -> None:
        """Shows the page of the feeds and folders that are selected, or of the one here; renames a view.

        In a list of several feeds, it is the page of the article's feed.
        """
        feed_ids, folder_ids = self._chosen()
        if feed_ids or folder_ids:
            self._show_page(feed_ids, folder_ids)
            return
        article_id = None if self.navigation.current == "feeds" else self.navigation.article_id()
        match self._here.kind:
            case ViewKind.TAG:
                self.feed_commands.rename_view(None)
            case ViewKind.QUERY if self._here.id is not None:
                self.feed_commands.rename_view(None)
            case _ if article_id is not None:
                self.work.start(lambda: self._show_page_of_article(article_id), group="asking", leads_on=True)
            case _:
                self._say_none()

    def _show_page(self, feed_ids: list[int], folder_ids: list[int]) -> None:
        from wortreader.app.screens.feed_page import FeedPage

        self.app.push_screen(
            FeedPage(self.upkeep, feed_ids=feed_ids, folder_ids=folder_ids, undo_words=self.removing.undo_words),
            lambda _nothing: self._deselect(),
        )

    async def _show_page_of_article(self, article_id: int) -> None:
        try:
            article = await self.session.article(article_id)
        except WortreaderError as error:
            self.signals.say(str(error), is_error=True)
        else:
            self._show_page([article.feed_id], [])

    @command("feed.move")
    def move(self, _count: int | None = None, name: str = "") -> Coroutine[Any, Any, None] | None:
        """Moves the feeds and folders into the folder with a name, or with `/` out of all; without one asks for it."""
        feed_ids, folder_ids = self._chosen()
        if not (feed_ids or folder_ids):
            self._say_none()
            return None
        if name:
            goal = folder_named(self.feeds.feed_tree, name)
            return self._say_moved(self.upkeep.move(feed_ids, folder_ids, goal))
        self.work.start(lambda: self._move(feed_ids, folder_ids), group="asking", leads_on=True)
        return None

    async def _move(self, feed_ids: list[int], folder_ids: list[int]) -> None:
        from wortreader.app.screens.feed_page import move_to_chosen

        here = (await self.upkeep.feed(feed_ids[0])).folder_id if len(feed_ids) == 1 else None
        await self._say_moved(move_to_chosen(self, self.upkeep, feed_ids, folder_ids, here=here))

    async def _say_moved(self, moving: Coroutine[Any, Any, str | None]) -> None:
        if (problem := await moving) is not None:
            self.signals.say(problem, is_error=True)
        else:
            self._deselect()

    @command("feed.pause")
    def pause(self, _count: int | None = None) -> Coroutine[Any, Any, None] | None:
        """Pauses the feeds here if one of them is not paused, else resumes them."""
        feeds = [feed for feed in self.feed_commands.feeds_here if not feed.is_local]
        has_selected = self.navigation.current == "feeds" and bool(self.feeds.selected_feeds)
        if not feeds or not (has_selected or self._here.kind in (ViewKind.FEED, ViewKind.FOLDER)):
            self._say_none()
            return None
        is_paused = not all(feed.is_paused for feed in feeds)
        return self._pause([feed.feed_id for feed in feeds], is_paused)

    async def _pause(self, feed_ids: list[int], is_paused: bool) -> None:
        problem = await self.upkeep.pause(feed_ids, is_paused)
        n = len(feed_ids)
        done = (
            ngettext("The feed is paused.", "{n} feeds are paused.", n)
            if is_paused
            else ngettext("The feed is refreshed again.", "{n} feeds are refreshed again.", n)
        )
        if problem is None:
            self._deselect()
        self.signals.say(problem or done.format(n=n), is_error=problem is not None)

    @command("folder.new")
    def new_folder(self, _count: int | None = None, path: str = "") -> Coroutine[Any, Any, None] | None:
        """Makes a folder with this path, which is asked for if it is not given."""
        from wortreader.app.screens.dialogs import PromptDialog

        if path:
            return self._say_problem(self.upkeep.new_folder(path))
        words = _("Its name; “News/World” is a folder in another one.")
        self.app.push_screen(PromptDialog(_("New folder"), words, attempt=self.upkeep.new_folder))
        return None

    @command("feed.shift_up")
    def shift_up(self, count: int | None = None) -> Coroutine[Any, Any, None] | None:
        """Moves the feeds or folders up among those beside them."""
        return self._shift(-(count or 1))

    @command("feed.shift_down")
    def shift_down(self, count: int | None = None) -> Coroutine[Any, Any, None] | None:
        """Moves the feeds or folders down among those beside them."""
        return self._shift(count or 1)

    def _shift(self, by: int) -> Coroutine[Any, Any, None] | None:
        feed_ids, folder_ids = self._chosen()
        if not (feed_ids or folder_ids):
            self._say_none()
            return None
        return self._say_problem(self.upkeep.shift(feed_ids, folder_ids, by))

    @command("folder.by_name")
    def order_by_name(self, _count: int | None = None) -> Coroutine[Any, Any, None]:
        """Sorts the feeds and folders beside the one here by name again; in a folder, those in it."""
        if self._here.kind is ViewKind.FOLDER:
            return self._say_problem(self.upkeep.order_by_name(self._here.id))
        feed = next(iter(self.feeds.feed_tree.feeds_of(self._here)), None)
        folder_id = feed.folder_id if feed is not None and self._here.kind is ViewKind.FEED else None
        return self._say_problem(self.upkeep.order_by_name(folder_id))

    async def _say_problem(self, change: Coroutine[Any, Any, str | None]) -> None:
        if problem := await change:
            self.signals.say(problem, is_error=True)

    @command("feed.health_list")
    def show_health(self, _count: int | None = None) -> None:
        """Shows the feeds that need attention."""
        self.work.start(self._show_health, group="asking", leads_on=True)

    async def _show_health(self) -> None:
        from wortreader.app.screens.health import FixWanted, HealthScreen

        screen = HealthScreen(self.upkeep, self.session, self.signals)
        wanted: FixWanted | None = await self.app.push_screen_wait(screen)
        if wanted is None:
            return
        feed = await self.upkeep.feed(wanted.feed_id)
        if wanted.fix == "remove":
            await self.removing.ask_before_removing_feed(feed)
        else:
            await self._ask_for_other_feed(feed)

    async def _ask_for_other_feed(self, feed: Feed) -> None:
        from wortreader.app.screens.address_prompts import AddressPrompt

        prompt = AddressPrompt(self.app, self.upkeep, feed, self.removing.undo_words, wants_another=True)
        words = _("Address of its website, or of another feed. Articles and marks are kept.")
        title = _("Another feed of the site")
        if (done := await prompt.ask(title=title, words=words, value=feed.site_url or feed.url)) is not None:
            self.signals.say(done)
