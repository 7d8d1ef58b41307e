"""The title of a screen, in letters with spaces between them where there is room."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

from wortreader.app.linear import heading, is_linear
from wortreader.text import cells, cut


class ScreenTitle(Static):
    """One word or a few, in capitals; in the linear mode as one says them."""

    def __init__(self, words: str, *, id: str | None = None) -> None:
        """`words` are in the language of the user, in which they may be long."""
        super().__init__(Content(heading(self, words) if is_linear(self) else words), id=id)
        self._words = words

    def on_resize(self, event: events.Resize) -> None:
        """Do without the spaces if they do not fit."""
        wanted, width = heading(self, self._words), event.size.width
        self.update(Content(wanted if cells(wanted) <= width else cut(self._words, width)))
