"""From one article to the next: on and back through the list, the unread ones, the feeds, the papers of a story."""

from __future__ import annotations

from collections.abc import Callable

from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.search.search_pane import SearchPane
from wortreader.app.screens.going_on import GoingOn
from wortreader.app.screens.navigation import Navigation
from wortreader.app.screens.unread import unread_from
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(eq=False, slots=True)
class ReadingOrder:
    """Goes through the list that the user is in, and opens what comes next."""

    session: Session
    signals: Signals
    work: Work
    navigation: Navigation
    feed_list: FeedList
    articles: ArticlesPane
    search: SearchPane
    article: ArticlePane
    going_on: GoingOn

    def open(self, article_id: int, *, at_end: bool = False) -> None:
        """Takes the user into an article; with `at_end`, to its last page."""
        self.navigation.show("article")
        self.article.open(article_id, at_end=at_end)

    @command("pane.in")
    def go_in(self, _count: int | None) -> None:
        """Opens what the cursor is on; at once, because keys typed directly after this one belong to the article."""
        if self.navigation.current == "feeds":
            self.feed_list.choose()
        elif not self._is_in_article and (article_id := self.navigation.rows.cursor_id) is not None:
            if self.navigation.is_searching:
                self.search.remember_query()
            self.open(article_id)

    @property
    def _is_in_article(self) -> bool:
        return self.navigation.current == "article"

    @command("article.read_on")
    def read_on(self, _count: int | None) -> None:
        """A page on; at the end of the article the next unread one; into the article if the user is in a list."""
        rows = self.navigation.rows
        if not self._is_in_article:
            if rows.cursor_id is not None:
                self.open(rows.cursor_id)
        elif not self.article.view.page_down():
            self._go_to_unread(1, is_opening=True)

    @command("article.read_back")
    def read_back(self, _count: int | None) -> None:
        """A page back; at the beginning of the article the one above it in the list, from its end."""
        rows = self.navigation.rows
        if not self._is_in_article:
            rows.move_page(-1)
        elif not self.article.view.page_up() and rows.move_by(-1) and rows.cursor_id is not None:
            self.open(rows.cursor_id, at_end=True)

    @command("article.next")
    def go_to_next(self, count: int | None) -> None:
        """Moves down the list, and into the article if the user is in one."""
        self._go_by(count or 1)

    @command("article.previous")
    def go_to_previous(self, count: int | None) -> None:
        """Moves up the list, and into the article if the user is in one."""
        self._go_by(-(count or 1))

    def _go_by(self, count: int) -> None:
        rows = self.navigation.rows
        # Where the list lacks the article that is read, the cursor is on the one below it.
        is_moved = (count == 1 and self.navigation.is_beside_list) or rows.move_by(
            count - (count > 0 and self.navigation.is_beside_list)
        )
        if is_moved and self._is_in_article and rows.cursor_id is not None:
            self.open(rows.cursor_id)

    @command("article.next_unread")
    def go_to_next_unread(self, count: int | None) -> None:
        """Moves to the next unread article, and into it if the user is in one."""
        self._go_to_unread(count or 1, is_opening=self._is_in_article)

    @command("article.previous_unread")
    def go_to_previous_unread(self, count: int | None) -> None:
        """Moves to the unread article before, and into it if the user is in one."""
        self._go_to_unread(-(count or 1), is_opening=self._is_in_article)

    def _go_to_unread(self, count: int, *, is_opening: bool) -> None:
        self.work.start(lambda: self._find_unread(count, is_opening), group="unread", exclusive=True, leads_on=True)

    async def _find_unread(self, count: int, is_opening: bool) -> None:
        rows, is_round = self.navigation.rows, count < 0 or self.going_on.is_round
        unread = frozenset(await self.session.unread_ids(self.navigation.view))
        with_cursor = self.navigation.is_beside_list
        article_id = unread_from(rows, unread, count, with_cursor=with_cursor, is_round=is_round)
        if article_id is not None:
            rows.move_to_article(article_id)
            if is_opening:
                self.open(article_id)
        elif count < 0 or not await self._go_on(is_opening):
            is_everywhere = count > 0 and self.going_on.looks_beyond
            self.signals.say(self._nothing_left(bool(unread), is_everywhere=is_everywhere))

    @staticmethod
    def _nothing_left(is_any_unread: bool, *, is_everywhere: bool) -> str:
        """What is said where no other article is unread: in the list, or anywhere."""
        if is_everywhere:
            return _("Nothing else is unread.") if is_any_unread else _("Nothing is unread.")
        return _("Nothing else is unread here.") if is_any_unread else _("No unread articles here.")

    async def _go_on(self, is_opening: bool) -> bool:
        """Goes on to the next view with unread articles, and to the first of those. Returns False if there is none."""
        found = await self.going_on.next_view()
        if found is None:
            return False
        view, unread = found
        self.work.cancel("view")  # a view that waits to be listed would come after this one
        self.feed_list.move_to_view(view)
        await self.articles.show(view)
        rows = self.articles.article_list
        article_id = next((article_id for article_id in rows.rows.ids if article_id in unread), None)
        if article_id is not None:
            rows.move_to_article(article_id)
            if is_opening:
                self.open(article_id)
        return True

    @command("feed.next")
    def go_to_next_feed(self, count: int | None) -> None:
        """Lists the articles of a feed further down."""
        self._go_by_feeds(count or 1, nothing=lambda: _("This is the last feed."))

    @command("feed.previous")
    def go_to_previous_feed(self, count: int | None) -> None:
        """Lists the articles of a feed further up."""
        self._go_by_feeds(-(count or 1), nothing=lambda: _("This is the first feed."))

    def _go_by_feeds(self, count: int, *, nothing: Callable[[], str]) -> None:
        view = self.feed_list.feed_from(self.articles.view, count)
        if view is None:
            self.signals.say(nothing())
            return
        self.feed_list.move_to_view(view)
        self.articles.open(view)

    @command("article.others")
    async def go_to_other_source(self, _count: int | None) -> None:
        """Opens the story in the next paper; among the hits of a search, lists all papers, or only the first again."""
        if self.navigation.current == "search":
            await self.search.toggle_other_sources()
            return
        article_id = self.navigation.article_id()
        others = (await self.session.article(article_id)).other_sources if article_id is not None else ()
        if not others:
            self.signals.say(_("No other paper has this story."))
            return
        self.navigation.rows.move_to_article(others[0].article_id)
        self.open(others[0].article_id)
