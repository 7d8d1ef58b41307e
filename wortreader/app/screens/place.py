"""Where the user is, kept for the next start."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from wortreader.app.library.feed_tree import FeedTree
from wortreader.app.library.session import Session
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.articles.articles_pane import ALL, ArticlesPane
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.remembered import Place
from wortreader.app.screens.navigation import Navigation
from wortreader.app.screens.reading_order import ReadingOrder
from wortreader.app.work import Work
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import View, ViewKind

SAVED_EVERY_SECONDS: Final = 5.0
"""How often what the user has changed is written for the next start, besides when the app ends."""


@lazy_dataclass(eq=False, slots=True)
class PlaceKeeper:
    """Takes the user back to where they were when the app ended."""

    session: Session
    work: Work
    navigation: Navigation
    order: ReadingOrder
    feeds: FeedsPane
    articles: ArticlesPane
    article: ArticlePane
    _is_restored: bool = field(default=False, init=False)
    """False as long as the place that is remembered must not be replaced by that of an app that is just starting."""

    async def restore(self) -> None:
        """Lists the view in which the user was, and goes to the article and the pane if they are still there."""
        place = self.session.remembered.place or Place(ViewKind.ALL)
        view = _view_of(place, self.feeds.feed_tree)
        await self.articles.show(view, at=place.article_id)
        self.feeds.feed_list.move_near(view)
        self._is_restored = True
        self.work.every(SAVED_EVERY_SECONDS, self.save)
        if self.navigation.current != "list" or self.navigation.is_searching:
            return  # the user has pressed keys meanwhile
        if place.pane == "feeds":
            self.navigation.show("feeds")
        elif place.pane == "article" and self.articles.article_list.cursor_id == place.article_id is not None:
            self.order.open(place.article_id)

    def preview(self) -> None:
        """Shows the article under the cursor beside the list, unless the user is in one."""
        article_id, navigation = self.articles.article_list.cursor_id, self.navigation
        if article_id is not None and not navigation.is_narrow and navigation.current != "article":
            self.article.preview(article_id, is_at_once=True)

    def note(self) -> None:
        """Notes where the user is now."""
        if not self._is_restored:
            return
        view, navigation = self.articles.view, self.navigation
        is_in_article = navigation.current == "article" and not navigation.is_searching
        article_id = self.article.article_id if is_in_article else self.articles.article_list.cursor_id
        pane = "list" if navigation.is_searching else navigation.current
        self.session.remembered.place = Place(view.kind.value, view.id, view.query, article_id, pane)

    def save(self) -> None:
        """Writes where the user is, and what else has been changed, for the next start."""
        self.note()
        if self.session.remembered.is_changed:
            self.work.start(self.session.save_remembered, group="remember")


def _view_of(place: Place, tree: FeedTree) -> View:
    """The view of a place; ALL if there is no such view any more."""
    try:
        view = View(ViewKind(place.kind), place.view_id, place.query)
    except ValueError:
        return ALL
    if view.kind is ViewKind.QUERY:
        saved = tree.kept(view)
        return saved.view if saved is not None else ALL
    return view if tree.has(view) else ALL
