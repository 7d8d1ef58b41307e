"""The commands on the list of a view as a whole: sort and group it, filter it, and mark what is old in it."""

from __future__ import annotations

from typing import Any

from textual.app import App

from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.panes.marking import MarkCommands
from wortreader.app.screens.navigation import Navigation
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Arrangement


@lazy_dataclass(eq=False, slots=True)
class Listing:
    """Carries out the commands on the list of a view."""

    app: App[Any]
    signals: Signals
    work: Work
    navigation: Navigation
    articles: ArticlesPane
    session: Session
    marking: MarkCommands

    @command("list.sort")
    def ask_for_arrangement(self, _count: int | None) -> None:
        """Asks how the list is to be sorted and grouped."""
        if self._is_in_view():
            self.work.start(self._ask_for_arrangement, group="asking", leads_on=True)

    async def _ask_for_arrangement(self) -> None:
        from wortreader.app.screens.list_dialogs import ArrangementDialog

        articles = self.articles
        before = articles.arrangement_of(articles.view) or Arrangement()
        after: Arrangement | None = await self.app.push_screen_wait(ArrangementDialog(before))
        if after is not None:
            articles.set_arrangement(after)

    @command("marks.older")
    def ask_for_age(self, _count: int | None) -> None:
        """Asks from which age on the articles of the list are to be marked read."""
        if self._is_in_view():
            self.work.start(self._ask_for_age, group="asking", leads_on=True)

    async def _ask_for_age(self) -> None:
        from wortreader.app.screens.list_dialogs import AGES, AgeDialog
        from wortreader.store.older import UnknownAge, begin_of, older_ids

        articles = self.articles
        unread = await self.session.rows(articles.view, unread_only=True, words=articles.filter_words)
        present = self.session.present()()

        async def mark(written: str) -> str | None:
            try:
                ids = older_ids(unread, begin_of(written, present))
            except UnknownAge as error:
                return str(error)
            await self.marking.mark_older(ids)
            return None

        counts = {age: len(older_ids(unread, begin_of(age, present))) for age, _key, _words in AGES}
        await self.app.push_screen_wait(AgeDialog(articles.path[-1], counts, attempt=mark))

    @command("list.filter")
    def filter(self, _count: int | None) -> None:
        """Opens the line to type words in that the list is filtered by."""
        if self._is_in_view():
            self.navigation.show("list")
            self.articles.open_filter()

    @command("list.clear_filter")
    def clear_filter(self, _count: int | None) -> None:
        """Lists all articles of the view again."""
        self.articles.clear_filter()

    def _is_in_view(self) -> bool:
        """Whether the list of a view is shown; a notice says so if it is the hits of a search."""
        if self.navigation.is_searching:
            self.signals.say(_("This works in the list of a feed, a folder or a view, not among the hits of a search."))
        return not self.navigation.is_searching
