"""The commands on the list of a view as a whole: sort and group it, filter it, and mark what is old in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.app import App

from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.linear import announce
from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.panes.marking import MarkCommands
from wortreader.app.screens.navigation import Navigation
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Arrangement, Grouping, Order


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
    def arrange(self, _count: int | None, what: str = "", value: str = "") -> None:
        """Sorts the list (`what` is `order`) or groups it; asks how without a value."""
        if not self._is_in_view():
            return
        if not value:
            self.work.start(self._ask_for_arrangement, group="asking", leads_on=True)
            return
        articles = self.articles
        before = articles.arrangement_of(articles.view) or Arrangement()
        if what == "order":
            self._set_arrangement(replace(before, order=Order(value)))
        else:
            self._set_arrangement(replace(before, grouping=Grouping(value)))

    async def _ask_for_arrangement(self) -> None:
        from wortreader.app.screens.list_dialogs import ArrangementDialog

        articles = self.articles
        before = articles.arrangement_of(articles.view) or Arrangement()
        after: Arrangement | None = await self.app.push_screen_wait(ArrangementDialog(before))
        if after is not None:
            self._set_arrangement(after)

    def _set_arrangement(self, arrangement: Arrangement) -> None:
        from wortreader.app.screens.list_dialogs import arrangement_words

        self.articles.set_arrangement(arrangement)
        announce(self.articles, arrangement_words(arrangement))

    @command("marks.older")
    def mark_older_read(self, _count: int | None, age: str = "") -> None:
        """Marks the articles of the list read that are older than an age; asks for it if it is not given."""
        if self._is_in_view():
            self.work.start(lambda: self._mark_older_read(age), group="asking", leads_on=not age)

    async def _mark_older_read(self, age: str) -> None:
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

        if age:
            if (problem := await mark(age)) is not None:
                self.signals.say(problem, is_error=True)
            return
        counts = {age: len(older_ids(unread, begin_of(age, present))) for age, _key, _words in AGES}
        await self.app.push_screen_wait(AgeDialog(articles.path[-1], counts, attempt=mark))

    @command("list.filter")
    def filter(self, _count: int | None, words: str = "") -> None:
        """Filters the list by words; without any, opens the line to type them in."""
        if not self._is_in_view():
            return
        self.navigation.show("list")
        self.articles.open_filter()
        if words:
            self.articles.filter_bar.put(words)
            self.navigation.show("list")

    @command("list.clear_filter")
    def clear_filter(self, _count: int | None) -> None:
        """Lists all articles of the view again."""
        self.articles.clear_filter()

    def _is_in_view(self) -> bool:
        """Whether the list of a view is shown; a notice says so if it is the hits of a search."""
        if self.navigation.is_searching:
            self.signals.say(_("This works in the list of a feed, a folder or a view, not among the hits of a search."))
        return not self.navigation.is_searching
