"""The commands on the list of a view as a whole: sort and group it, and filter it by words."""

from __future__ import annotations

from typing import Any

from textual.app import App

from wortreader.app.commands.dispatch import command
from wortreader.app.panes.articles.articles_pane import ArticlesPane
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
