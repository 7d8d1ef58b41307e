"""The screen that is shown while the panes are being imported: their backgrounds, the rule, and the program's name.

It has no widgets, imports and style rules of its own, because it must be shown before anything else is loaded. Its
columns are those of the style sheet, so that nothing moves when the panes come.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from wortreader.app.linear import is_linear
from wortreader.i18n import _

WIDE = 120
RULE = "│"


class FirstFrame(Screen[None]):
    """Empty panes."""

    class Seen(Message):
        """The frame is on the terminal."""

    def __init__(
        self, *, hides_feeds: bool = False, sizes: Mapping[str, int] | None = None, is_hidden: bool = False
    ) -> None:
        """`hides_feeds` if the user has put the feeds away; `is_hidden` if the last screen is on the terminal.

        `sizes` are those that the user has given to the panes.
        """
        super().__init__()
        self._is_hidden = is_hidden
        self._hides_feeds = hides_feeds
        self._sizes = sizes or {}

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep Textual from working out the styles again that it has just worked out."""
        event.refresh_styles = False

    def on_mount(self) -> None:
        """Post Seen when the frame is on the terminal; at once if it does not get there."""
        if self._is_hidden:
            self.post_message(self.Seen())
        else:
            self.call_after_refresh(self.post_message, self.Seen())

    def render_line(self, y: int) -> Strip:
        """The line `y`."""
        width, height = self.size
        if is_linear(self):
            return Strip.blank(width, Style())
        panel, text, rule = (self._colour(name) for name in ("wr-panel", "foreground", "wr-rule"))
        on_panel = Style(bgcolor=panel)
        if y == height - 1:
            return Strip([Segment(" " * width, on_panel)])
        if width < WIDE:
            return Strip([Segment(" " * width, Style(bgcolor=self._colour("background")))])
        feeds, middle = columns(width)
        feeds, middle = self._sizes.get("feeds", feeds), self._sizes.get("list", middle)
        if feeds + middle + 1 >= width:
            feeds, middle = columns(width)
        feeds = 0 if self._hides_feeds else feeds
        name = f" {_('Wortreader')}" if y == 1 and feeds else ""
        ground = Style(bgcolor=self._colour("background"))
        return Strip(
            [
                Segment(name.ljust(feeds), Style(color=text, bgcolor=panel, bold=True) if name else on_panel),
                Segment(" " * middle, ground),
                Segment(RULE, ground + Style(color=rule)),
                Segment(" " * (width - feeds - middle - 1), ground),
            ]
        )

    def _colour(self, name: str) -> RichColor:
        return Color.parse(self.app.theme_variables[name]).rich_color


def columns(width: int) -> tuple[int, int]:
    """The widths of the feeds and the list in a wide terminal, as in the style sheet."""
    return max(28, min(30, width * 20 // 100)), max(40, min(60, width * 34 // 100))
