"""A small app around one widget, with the colours that the real one gives, a fixed clock, and articles to show."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.message import Message
from textual.theme import Theme
from textual.widget import Widget

from wortreader.app.terminal.displayed_app import DisplayedApp
from wortreader.app.widgets.row_list import RowList
from wortreader.model import Headline, Rows

M = TypeVar("M", bound=Message)

ZONE = ZoneInfo("Europe/Luxembourg")
NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
COLOURS = {
    "wr-muted": "#a89d8c",
    "wr-faint": "#857b6d",
    "wr-accent": "#d9694b",
    "wr-second": "#c9a36a",
    "wr-cursor": "#2a241d",
    "wr-rule": "#3a332a",
    "wr-panel": "#1b1814",
}
TITLES = (
    "Hôpitaux : la facture du numérique double en cinq ans",
    "Bauern warten auf Regen, die Ernte nicht",
    "D’Gemeng plangt nei Schoul am Duerfkär",
    "[/b] [@click=app.quit] Budget vote moved to Thursday after a late night",
)
FEEDS = (
    ("Le Quotidien de Démo", "fr"),
    ("Die Probezeitung", "de"),
    ("De Prouf-Bléck", "lb"),
    ("The Sample Times", "en-gb"),
)


def now() -> datetime:
    """The fixed clock."""
    return NOW


def rows(ids: Iterable[int]) -> Rows:
    """Rows in this order, each three hours older than the one before, the first of half an hour ago."""
    kept = array("q", ids)
    newest = int(NOW.timestamp()) - 1800
    return Rows(kept, array("q", (newest - 3 * 3600 * index for index in range(len(kept)))))


def headline(article_id: int, sort_at: int) -> Headline:
    """A headline of one of four papers; every third is read, every fifth starred."""
    feed, language = FEEDS[article_id % 4]
    when = datetime.fromtimestamp(sort_at, UTC)
    is_read, is_starred = article_id % 3 == 0, article_id % 5 == 0
    return Headline(article_id, article_id % 4, feed, TITLES[article_id % 4], when, language, 900, is_read, is_starred)


class WidgetApp(DisplayedApp[None]):
    """Holds one widget and keeps what it says. Supplies headlines when they are needed."""

    def __init__(self, widget: Widget, *, is_supplying: bool = True) -> None:
        super().__init__()
        self.widget = widget
        self.is_supplying = is_supplying
        self.news: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours that the widgets expect."""
        return COLOURS

    def compose(self) -> ComposeResult:
        """The widget alone."""
        yield self.widget

    def on_mount(self) -> None:
        """The dark palette, and focus on the widget."""
        dark = Theme("dark", primary="#d9694b", background="#16130f", foreground="#e9e2d6", dark=True)
        self.register_theme(dark)
        self.theme = "dark"
        self.widget.focus()

    def heard(self, kind: type[M]) -> list[M]:
        """The news of one kind, oldest first."""
        return [message for message in self.news if isinstance(message, kind)]

    def on_row_view_highlighted(self, message: RowList.Highlighted) -> None:
        """Keeps it."""
        self.news.append(message)

    def on_row_view_opened(self, message: RowList.Opened) -> None:
        """Keeps it."""
        self.news.append(message)

    def on_row_view_needed(self, message: RowList.Needed) -> None:
        """Supplies what is asked for."""
        self.news.append(message)
        if self.is_supplying:
            times = dict(zip(message.row_list.rows.ids, message.row_list.rows.sort_ats, strict=True))
            message.row_list.supply({wanted: headline(wanted, times[wanted]) for wanted in message.article_ids})


def screen_text(widget: Widget) -> list[str]:
    """The lines of a widget as they are drawn, without the blanks at their ends."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]
