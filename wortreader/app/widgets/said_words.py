"""Words on what has just happened, which are announced in the linear mode."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static

from wortreader.app.linear import announce


class SaidWords(Static):
    """Words that change. They are content: no markup is read in them."""

    def __init__(self, words: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(words), id=id, classes=classes)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show other words, and announce them."""
        super().update(content, layout=layout)
        announce(self, content.plain if isinstance(content, Content) else str(content))
