"""The key hints for the current pane, and the title of the article pane."""

from __future__ import annotations

from wortreader.app.linear import is_linear, place_in_list
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.panes.articles.articles_pane import ArticlesPane
from wortreader.app.panes.search.search_pane import SearchPane
from wortreader.app.screens.going_on import GoingOn
from wortreader.app.screens.navigation import Navigation
from wortreader.app.screens.status_line import StatusLine
from wortreader.app.widgets.title_line import position_text
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(eq=False, slots=True)
class Captions:
    """Keeps the key hints and the title of the article pane up to date."""

    navigation: Navigation
    articles: ArticlesPane
    search: SearchPane
    article: ArticlePane
    status_line: StatusLine
    going_on: GoingOn

    def show(self) -> None:
        """Shows both as they are now."""
        self.show_keys()
        self.show_article_title()

    def show_keys(self) -> None:
        """Shows the key hints for the current pane."""
        article = self.article.article
        if self.navigation.current == "search":
            has_others = self.search.has_other_sources
        else:
            has_others = article is not None and bool(article.other_sources)
        self.status_line.show_keys(
            self.navigation.where_keys_go,
            has_matches=self.article.matches.has_matches,
            has_others=has_others,
            ahead=self.going_on.ahead(),
            selected=self.navigation.selected_count,
        )

    def show_titles(self) -> None:
        """Shows the titles of the list and of the article pane."""
        self.articles.show_title()
        self.show_article_title()

    def show_article_title(self) -> None:
        """Shows the feed and the position in the list; seen if one pane is shown at a time."""
        article, rows, path = self.article.article, self.navigation.rows, self.articles.path
        if article is not None and self.navigation.is_searching:
            path = (article.feed_title,)
        index, count = rows.cursor_index, len(rows.rows)
        if index is not None and is_linear(self.article):
            self.article.show_title(path, place_in_list(index, count))
        else:
            self.article.show_title(path, position_text(index, count))
