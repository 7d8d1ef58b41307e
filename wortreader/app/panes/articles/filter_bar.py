"""The line below the list in which the user types words, to see only the articles with all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from wortreader.app.widgets.typed_line import OpenedLine
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass


class FilterBar(OpenedLine):
    """The line."""

    DEFAULT_CSS = """
    FilterBar {
        padding: 0 1;
        .-label { width: auto; color: $wr-accent; text-style: bold; padding: 0 1 0 0; }
    }
    """

    @lazy_dataclass(eq=False)
    class Moved(Message):
        """The user wants to move so many rows down in the list, up if negative."""

        rows: int

    KEYS: ClassVar[Mapping[str, Callable[[], Message]]] = {
        **OpenedLine.KEYS,
        "down": partial(Moved, rows=1),
        "ctrl+n": partial(Moved, rows=1),
        "up": partial(Moved, rows=-1),
        "ctrl+p": partial(Moved, rows=-1),
    }

    def before(self) -> Sequence[Widget]:
        """What the line is for."""
        return (Static(Content(_("filter:")), classes="-label"),)

    def words_for_nothing(self) -> str:
        """The placeholder of the empty line."""
        return _("title, author or feed")
