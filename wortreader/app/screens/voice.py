"""What is announced in the linear mode beyond what the app says anyway: where the user is now, and marks."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from wortreader.app.commands.keys import Pane
from wortreader.app.linear import announce
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.panes.search.search_pane import SearchPane
from wortreader.app.screens.navigation import Navigation
from wortreader.app.signals import LibraryChanged, MarksChanged
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Headline, Hit, View


@lazy_dataclass(eq=False, slots=True)
class Voice:
    """Announces each change of pane, view, article and marks once. Says nothing outside of the linear mode."""

    screen: Screen[None]
    navigation: Navigation
    articles: ArticlesPane
    search: SearchPane
    article: ArticlePane
    add: Callable[[str], object]
    """Called to announce where the user is, behind what has just come of a key."""
    _said: tuple[Pane, View] | None = None
    """The pane that was announced last, and what was listed then."""
    _article_said: int | None = None
    """The article that was announced last, while the user is in it."""
    has_list: bool = False
    """Whether anything has been listed yet."""
    _opened_id: int | None = None
    """The article that is about to become read because it was opened, which is not announced."""

    def say_where(self) -> None:
        """Announces the pane that the keys go to, if it is another one, or if another view is listed in it."""
        pane = self.navigation.where_keys_go
        here = pane, self.articles.view
        if here == self._said or not self.has_list or not self.articles.path:  # the names of the views may come later
            return
        self._said = here
        if pane is Pane.ARTICLE:
            self.say_article()
            return
        if self.navigation.current != "article":
            self._article_said = None
        match pane:
            case Pane.FEEDS:
                self.add(_("Feeds."))
            case Pane.LIST:
                self.add(self.articles.spoken_count)
            case Pane.HITS:
                count = len(self.search.hit_list.rows)
                self.add(ngettext("{n} article found.", "{n} articles found.", count).format(n=count))

    def say_back(self) -> None:
        """Announces where the user is when a dialog has closed, so that its title is not the last announcement."""
        self._said = self._article_said = None
        self.say_where()

    def say_opened(self, article_id: int) -> None:
        """Announces an article into which the user has gone."""
        self._opened_id = article_id
        self.say_article()

    def say_article(self) -> None:
        """Announces the article that the user is in, if it is another one, or the user has come back to it."""
        article = self.article.article
        if (
            article is not None
            and self.navigation.where_keys_go is Pane.ARTICLE
            and article.article_id == self.navigation.rows.cursor_id != self._article_said
        ):
            self._article_said = article.article_id
            announce(self.screen, _("Article: {title}").format(title=article.title))

    def follow_library(self, news: LibraryChanged) -> None:
        """Announces the marks of the article that the user is at."""
        if news.marks is None or (news.marks.is_read is None and news.marks.is_starred is None):
            return
        opened_id, self._opened_id = self._opened_id, None
        article_ids = self.navigation.article_ids()
        is_opened = bool(news.marks.is_read) and news.marks.article_ids == {opened_id}
        if len(article_ids) == 1 and news.marks.article_ids == set(article_ids) and not is_opened:
            announce(self.screen, mark_words(news.marks).format(title=self._title_of(article_ids[0])))

    def _title_of(self, article_id: int) -> str:
        if self.article.article_id == article_id and self.article.article is not None:
            return self.article.article.title
        row = self.navigation.rows.row(article_id)
        headline = row.headline if isinstance(row, Hit) else row
        return headline.title if isinstance(headline, Headline) else ""


def mark_words(marks: MarksChanged) -> str:
    """The announcement of a changed mark, with the placeholder `{title}`."""
    if marks.is_starred is not None:
        return _("Starred: {title}") if marks.is_starred else _("Not starred: {title}")
    return _("Read: {title}") if marks.is_read else _("Unread: {title}")
