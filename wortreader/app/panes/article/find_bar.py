"""What the reader looks for in the article: one line under it, and how often it is there."""

from __future__ import annotations

from wortreader.app.widgets.typed_line import TypedLine
from wortreader.i18n import _


class FindBar(TypedLine):
    """The line below the article."""

    DEFAULT_CSS = "FindBar { background: $wr-panel; }"

    def words_for_nothing(self) -> str:
        """Where the words are looked for."""
        return _("find in the article")
