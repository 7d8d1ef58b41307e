"""Where to continue when a list has no unread articles left: the next feed, folder or view that has some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from wortreader.app.commands.key_hints import Ahead
from wortreader.app.library.session import Session
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.panes.feeds.feed_list import FeedList
from wortreader.app.panes.feeds.feed_rows import FeedRow
from wortreader.app.screens.navigation import Navigation
from wortreader.app.screens.unread import unread_from
from wortreader.app.work import Work
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import View, ViewKind

UNCOUNTED = frozenset({ViewKind.STARRED, ViewKind.CONTINUE})
"""Views whose unread articles are not counted with the others."""

EVERYTHING = frozenset({ViewKind.ALL, ViewKind.UNREAD})
"""Views that hold whatever is unread."""


@lazy_dataclass(eq=False, slots=True)
class GoingOn:
    """Knows what comes after the list that the user goes through.

    `changed` is called when what lies ahead may have changed.
    """

    session: Session
    navigation: Navigation
    feed_list: FeedList
    articles: ArticlesPane
    article: ArticlePane
    work: Work
    changed: Callable[[], object] = lambda: None
    _counted: tuple[View, frozenset[int]] | None = field(default=None, init=False)
    """A view and what is unread in it, if that had to be asked for."""

    @property
    def is_possible(self) -> bool:
        """Whether there may be something to go on to: not from among the hits of a search, nor against the settings."""
        return self.session.config.go_on and not self.navigation.is_searching

    @property
    def looks_beyond(self) -> bool:
        """Whether other views than the one that is listed are looked at, because it does not hold everything."""
        return self.is_possible and self.articles.view.kind not in EVERYTHING

    @property
    def is_round(self) -> bool:
        """Whether a list is read round, from its end to what is unread above.

        Where articles stay unread when they are read, that would never end.
        """
        return not self.is_possible or self.session.config.mark_read != "never"

    async def next_view(self) -> tuple[View, frozenset[int]] | None:
        """The view to go on to, and its unread articles; None if nothing is unread in any other."""
        for row in self._rows_ahead():
            unread = await self.session.unread_ids(row.view)
            if len(unread):
                return row.view, frozenset(unread)
        return None

    def ahead(self) -> Ahead | None:
        """What the key for reading on leads to, if that is another view; None if it is not, or if that is not known."""
        is_seen = self.looks_beyond and self.navigation.current in ("article", "list")
        if not is_seen or self._is_anything_left():
            return None
        row = next(iter(self._rows_ahead()), None)
        if row is None:
            return None
        is_reading_on = self.navigation.current == "article" and self.article.view.is_at_end
        return Ahead("article.read_on" if is_reading_on else "article.next_unread", row.title, row.count)

    def _is_anything_left(self) -> bool:
        """Whether anything else is unread in the list; True if that is not known."""
        view, rows = self.articles.view, self.articles.article_list
        if self._counted is not None and self._counted[0] == view:
            is_beside = self.navigation.is_beside_list
            return unread_from(rows, self._counted[1], 1, with_cursor=is_beside, is_round=self.is_round) is not None
        count = self.articles.unread_count
        if count is None or self._has_to_ask(view):
            return True
        article_id = self.navigation.article_id()
        row = rows.row(article_id) if article_id is not None else None
        return count - (row is not None and not row.is_read and article_id == rows.cursor_id) > 0

    def _has_to_ask(self, view: View) -> bool:
        """Whether the counts beside the feeds do not tell if anything is left in a view."""
        return view.kind in UNCOUNTED or not self.is_round or bool(self.articles.filter_words)

    def look(self) -> None:
        """Finds out what is ahead, after a view has been listed, or anything has been marked."""
        view = self.articles.view
        if self.looks_beyond and self._has_to_ask(view):
            self.work.start(lambda: self._count(view), group="ahead", exclusive=True)
        else:
            self._counted = None
            self.changed()

    async def _count(self, view: View) -> None:
        unread = frozenset(await self.session.unread_ids(view))
        self._counted = view, unread
        self.changed()

    def _rows_ahead(self) -> list[FeedRow]:
        """The rows of the feeds pane with unread articles, from that of the view on and round."""
        view = self.articles.view
        is_passing = view.kind is ViewKind.QUERY and view.id is None  # it has no row
        return [] if is_passing or not self.looks_beyond else self.feed_list.rows_ahead(view)
