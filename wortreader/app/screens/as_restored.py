"""Whether the next start shows the panes as they are: only then may they be kept as the last screen.

What the user has looked for, chosen or selected is not restored, and nobody expects to find it in a file.
"""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from wortreader.app.commands.keys import Pane
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.screens.navigation import Navigation
from wortreader.model import ViewKind


def is_as_restored(screen: Screen[Any], navigation: Navigation, article: ArticlePane) -> bool:
    """Whether the next start shows these panes in the same way.

    It begins in no search and not in zen, in a view that has a row, with an article as it is when it is opened, and
    with nothing typed, marked or selected.
    """
    is_alone = screen.has_class("-zen") or screen.has_class("-too-small")
    is_elsewhere = navigation.is_searching or navigation.is_beside_list or is_alone or navigation.is_list_in_use
    is_in_passing = navigation.view.kind is ViewKind.QUERY and navigation.view.id is None
    is_used = article.finding.is_active or article.matches.has_matches or article.mode is not Pane.ARTICLE
    is_other_text = article.shown.is_shifted or article.full_texts.is_as_in_feed(article.article_id)
    return not (
        is_elsewhere or is_in_passing or is_used or is_other_text or article.pictures.is_chosen or screen.selections
    )
