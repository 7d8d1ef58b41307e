"""What lists and articles have in common: lines drawn by hand, scrolled without animation, a quiet scroll bar."""

from __future__ import annotations

from rich.style import Style
from textual.scroll_view import ScrollView


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines that are drawn when they are seen. Keys are the screen's: `ScrollView` has bindings of its own."""

    DEFAULT_CSS = """
    LineView {
        height: 1fr;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $wr-rule;
        scrollbar-color-hover: $wr-faint;
        scrollbar-color-active: $wr-faint;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    """

    _blank: Style | None = None

    @property
    def blank(self) -> Style:
        """The look of a cell with nothing in it. Without a colour for text: 19 bytes less in every blank."""
        if self._blank is None:
            self._blank = Style(bgcolor=self.rich_style.bgcolor)
        return self._blank

    def notify_style_update(self) -> None:
        """Forget the colours when theme or focus have changed them."""
        super().notify_style_update()
        self._blank = None

    @property
    def line_width(self) -> int:
        """Cells of a line that can be seen: `size` counts the column of the scroll bar in, which covers it."""
        return self.scrollable_size.width

    def scroll_to_line(self, line: float) -> None:
        """Put `line` at the top, or as near to it as the content allows, at once. Nothing before there is a screen."""
        if self.is_attached:
            self.scroll_to(y=line, animate=False, force=True, immediate=True)
