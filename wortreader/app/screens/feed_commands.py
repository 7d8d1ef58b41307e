"""The commands on the feeds and views that the user is at: refresh, keep, rename, and how the feeds are."""

from __future__ import annotations

from collections.abc import Awaitable, Coroutine, Sequence
from typing import Any

from textual.app import App

from wortreader.app.background.services import Services
from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.library.view_names import view_named
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.panes.search.search_pane import SearchPane
from wortreader.app.screens.navigation import Navigation
from wortreader.app.screens.tag_commands import TagCommands
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.work import Work
from wortreader.errors import WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Feed, SavedView, Tag, View, ViewKind


@lazy_dataclass(eq=False, slots=True)
class FeedCommands:
    """Carries out commands on the feeds and views that the user is at."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    key_table: KeyTable
    navigation: Navigation
    feeds: FeedsPane
    search: SearchPane
    services: Services
    tags: TagCommands

    @property
    def _tag_here(self) -> Tag | None:
        return self.feeds.feed_tree.tag(self.navigation.feeds_view)

    @property
    def feeds_here(self) -> Sequence[Feed]:
        """The feeds that are selected in the feeds pane if the user is in it, else those of the view."""
        selected = self.feeds.selected_feeds if self.navigation.current == "feeds" else ()
        return selected or self.feeds.feed_tree.feeds_of(self.navigation.feeds_view)

    @property
    def _saved_view_here(self) -> SavedView | None:
        return self.feeds.feed_tree.kept(self.navigation.feeds_view)

    @command("feed.refresh")
    def refresh(self, _count: int | None, name: str = "") -> None:
        """Refreshes the feeds of the current view, or those of the feed, folder, tag or view called `name`."""
        if name:
            self._refresh(self.feeds.feed_tree.feeds_of(view_named(self.feeds.feed_tree, "any", name)))
            return
        is_of_feeds = self.navigation.feeds_view.kind in (ViewKind.FEED, ViewKind.FOLDER)
        if not (is_of_feeds or (self.navigation.current == "feeds" and self.navigation.selected_count)):
            self.services.refresh.refresh()
        else:
            self._refresh(self.feeds_here)

    def _refresh(self, feeds: Sequence[Feed]) -> None:
        if ids := [feed.feed_id for feed in feeds if not feed.is_local]:
            self.services.refresh.refresh(ids)
        else:
            self.signals.say(_("There is no feed here."))

    @command("feed.health")
    def say_health(self, _count: int | None) -> Coroutine[Any, Any, None] | None:
        """Says how the feed of the article here is; in the feeds pane, how the feeds are that are selected there."""
        article_id = None if self.navigation.current == "feeds" else self.navigation.article_id()
        if article_id is not None:
            return self._say_health_of_article(article_id)
        if feeds := [feed.feed_id for feed in self.feeds_here]:
            return self._say_health(feeds)
        self.signals.say(_("There is no feed here."))
        return None

    async def _say_health_of_article(self, article_id: int) -> None:
        try:
            article = await self.session.article(article_id)
        except WortreaderError as error:
            self.signals.say(str(error), is_error=True)
        else:
            await self._say_health([article.feed_id])

    async def _say_health(self, feed_ids: Sequence[int]) -> None:
        from wortreader.sync import feed_health

        now, zone = self.session.clock(), self.session.zone
        found = await self.services.upkeep.health(feed_ids)
        in_need = [one for one in found if next(feed_health.remarks(one, now=now, zone=zone), "")]
        if len(in_need) > 1:
            words = ngettext(
                "{n} of {total} feeds here needs attention: {key} lists them.",
                "{n} of {total} feeds here need attention: {key} lists them.",
                len(in_need),
            )
            key = self.key_table.shown("feed.health_list")
            self.signals.say(words.format(n=len(in_need), total=len(found), key=key), is_error=True)
        elif in_need or len(found) == 1:
            one = (in_need or found)[0]
            said = [*feed_health.remarks(one, now=now, zone=zone)] or [
                feed_health.visit_sentence(one, now=now, zone=zone),
                feed_health.success_sentence(one, now=now),
            ]
            words = _("{feed}: {remarks}").format(feed=one.feed.title, remarks=" ".join(said))
            self.signals.say(words, is_error=one.is_failing)
        else:
            self.signals.say(_("No problems here."))

    @command("view.keep")
    def keep_search(self, _count: int | None = None, name: str = "") -> None:
        """Keeps the search as a view among the feeds, under a name that is asked for if it is not given."""
        from wortreader.app.screens.dialogs import PromptDialog

        query = self.search.query_to_keep if self.navigation.is_searching else ""
        if not query:
            key = self.key_table.shown("search.open")
            self.signals.say(_("Search for something first: {key}.").format(key=key))
            return

        async def keep(name: str) -> str | None:
            try:
                view = await self.session.queries.keep_view(name, query)
            except WortreaderError as error:
                return str(error)
            await self.feeds.read()
            self.navigation.go_to(view)
            return None

        if name:
            self.work.start(lambda: self._say_problem(keep(name)), group="asking")
            return
        self.app.push_screen(PromptDialog(_("Save as a view"), _("The name of the view."), attempt=keep, value=query))

    async def _say_problem(self, attempt: Awaitable[str | None]) -> None:
        if (problem := await attempt) is not None:
            self.signals.say(problem, is_error=True)

    @command("view.rename")
    def rename_view(self, _count: int | None, name: str = "") -> None:
        """Gives the feed, folder, kept view or tag here another name, which is asked for if it is not given."""
        if (tag := self._tag_here) is not None:
            self.tags.ask_for_name(tag, name)
        elif (saved := self._saved_view_here) is not None:
            self._rename_saved_view(saved, name)
        elif not self._rename_subscription(name):
            self.signals.say(_("Select what to rename first: a feed, a folder, a view or a tag."))

    def _rename_subscription(self, name: str) -> bool:
        """Renames the feed or folder here; returns whether there is one."""
        from wortreader.app.screens.feed_page import feed_name_prompt, folder_name_prompt

        upkeep, tree, view = self.services.upkeep, self.feeds.feed_tree, self.navigation.feeds_view
        feed = next((one for one in tree.feeds if view == View(ViewKind.FEED, one.feed_id)), None)
        folder = next((one for one in tree.folders if view == View(ViewKind.FOLDER, one.folder_id)), None)
        if feed is not None and name:
            self.work.start(lambda: self._say_problem(upkeep.rename_feed(feed.feed_id, name)), group="asking")
        elif feed is not None:
            self.app.push_screen(feed_name_prompt(upkeep, feed))
        elif folder is not None and name:
            self.work.start(lambda: self._say_problem(upkeep.rename_folder(folder.folder_id, name)), group="asking")
        elif folder is not None:
            self.app.push_screen(folder_name_prompt(upkeep, folder))
        return feed is not None or folder is not None

    def _rename_saved_view(self, saved: SavedView, name: str) -> None:
        from wortreader.app.screens.dialogs import PromptDialog

        async def rename(name: str) -> str | None:
            try:
                await self.session.queries.rename_view(saved.view_id, name)
            except WortreaderError as error:
                return str(error)
            self.signals.library_changed.publish(LibraryChanged())
            self.signals.say(_("Renamed the view “{former}” to “{name}”.").format(former=saved.name, name=name))
            return None

        if name:
            self.work.start(lambda: self._say_problem(rename(name)), group="asking")
            return
        self.app.push_screen(PromptDialog(_("Rename the view"), saved.query, attempt=rename, value=saved.name))
