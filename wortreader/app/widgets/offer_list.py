"""Rows to choose from under a line that is typed in, which keeps the focus: the palette's, and those of completions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip

from wortreader.app.linear import is_linear
from wortreader.app.widgets.line_view import LineView
from wortreader.app.widgets.row_words import listed, spoken_strip
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import cells, cut, fit

GAP = 2
LEAST_DETAIL = 12
"""Cells for a detail; with fewer it is left out."""
MOST_TITLE = 32
"""Cells of a title where there is a detail beside it."""


@lazy_dataclass(frozen=True, slots=True)
class Offer:
    """A row. All texts are safe."""

    title: str
    detail: str = ""
    note: str = ""
    """At the edge, such as a key."""
    obstacle: str = ""
    """Why it cannot be chosen now, instead of the detail; empty if it can."""


class OfferList(LineView, can_focus=False):
    """Rows with a cursor, one line each. The screen moves the cursor; a click posts Clicked."""

    ALLOW_SELECT = False
    PARTS = "offer-list"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "offer-list--bar",
        "offer-list--title",
        "offer-list--title-cursor",
        "offer-list--detail",
        "offer-list--note",
    }
    DEFAULT_CSS = """
    OfferList {
        & > .offer-list--bar { color: $wr-accent; }
        & > .offer-list--title { color: $foreground; }
        & > .offer-list--title-cursor { color: $foreground; text-style: bold; }
        & > .offer-list--detail { color: $wr-muted; }
        & > .offer-list--note { color: $wr-accent; text-style: bold; }
    }
    """

    @lazy_dataclass(eq=False)
    class Clicked(Message):
        """The user has clicked on a row."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._offers: Sequence[Offer] = ()
        self._title_width = 0
        self.cursor: int | None = None
        """The index of the row that is marked; None for none."""

    @property
    def offers(self) -> Sequence[Offer]:
        """All rows."""
        return self._offers

    def show(self, offers: Sequence[Offer], *, cursor: int | None = None) -> None:
        """Show other rows, from the top."""
        self._offers, self.cursor = offers, cursor
        self._title_width = min(MOST_TITLE, max((cells(offer.title) for offer in offers), default=0))
        self.virtual_size = Size(1, len(offers))
        self.scroll_to_line(0)
        self._reveal()
        self.refresh()

    def move_to(self, index: int | None) -> None:
        """Move the cursor; None takes it away."""
        if index != self.cursor:
            self.cursor = index
            self._reveal()
            self.refresh()

    @property
    def focus_offset(self) -> Offset:
        """Where the row under the cursor is, in the visible part."""
        return Offset(0, max(0, min((self.cursor or 0) - self.scroll_offset.y, self.size.height - 1)))

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view."""
        self._reveal()

    def _reveal(self) -> None:
        if self.cursor is None or not self.size.height:
            return
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to_line(self.cursor)
        elif self.cursor >= top + self.size.height:
            self.scroll_to_line(self.cursor + 1 - self.size.height)

    def on_click(self, event: events.Click) -> None:
        """Say which row was clicked."""
        offset = event.get_content_offset(self)
        index = offset.y + self.scroll_offset.y if offset is not None else -1
        if 0 <= index < len(self._offers):
            self.post_message(self.Clicked(index))

    def render_line(self, y: int) -> Strip:
        """The line `y` of the visible part."""
        width, index = self.line_width, y + self.scroll_offset.y
        if not 0 <= index < len(self._offers):
            return Strip([Segment(" " * self.size.width, self.blank)])
        offer, is_cursor = self._offers[index], index == self.cursor
        if is_linear(self):
            words = listed([offer.title, offer.note, offer.obstacle or offer.detail])
            return spoken_strip(words, self.size.width)
        note = cut(offer.note, width // 2)
        room = max(0, width - GAP - (cells(note) + GAP if note else 0) - 1)
        detail = offer.obstacle or offer.detail
        title_width = self._title_width if detail and room - self._title_width - GAP >= LEAST_DETAIL else room
        title = "title-cursor" if is_cursor else "detail" if offer.obstacle else "title"
        segments = [
            Segment(f"{self.bar} " if is_cursor else "  ", self._style("bar")),
            Segment(fit(offer.title, title_width), self._style(title)),
        ]
        if title_width < room:
            segments.append(Segment(" " * GAP + fit(detail, room - title_width - GAP), self._style("detail")))
        if note:
            segments.append(Segment(" " * GAP + note, self._style("note")))
        return Strip(segments).adjust_cell_length(self.size.width, self.blank)

    def _style(self, part: str) -> Style:
        return self.blank + self.look(part, is_partial=True)
