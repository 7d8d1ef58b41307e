"""The base of lists and articles: lines drawn by hand, scrolled without animation, with a plain scroll bar."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView

BAR: Final = "▌"
RESTING_BAR: Final = "▏"


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines that are drawn when they come into view. It has no key bindings: the screen handles all keys."""

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

    PARTS: ClassVar[str]
    """The names of the component classes before the two dashes."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._looks: dict[tuple[str, bool], Style] = {}
        self._bar_is_for: tuple[Size, Size] | None = None

    def watch_virtual_size(self, virtual_size: Size) -> None:
        """Fit the scroll bar to the new height at once, so that it is painted with the lines, not a frame later."""
        self._scroll_update(virtual_size)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Leave the scroll bar alone if nothing has changed: Textual paints it again after every layout of the screen,
        twice for every letter that is typed, 1,700 bytes each time.

        This overrides a private method of Textual: there is no public one. Tests check it on the pinned version.
        """
        bar_is_for = virtual_size, self.container_size
        if bar_is_for != self._bar_is_for:
            self._bar_is_for = bar_is_for
            super()._scroll_update(virtual_size)

    def look(self, part: str, *, is_partial: bool = False) -> Style:
        """The style of a part; with `is_partial` only what its own rules set, to be combined with another style.

        Cached until the style sheet changes: Textual computes it at every repaint, which takes 2 ms a screen.
        """
        style = self._looks.get((part, is_partial))
        if style is None:
            style = self.get_component_rich_style(f"{self.PARTS}--{part}", partial=is_partial)
            self._looks[part, is_partial] = style
        return style

    @property
    def blank(self) -> Style:
        """The style of an empty cell. It sets no text colour, which saves 19 bytes in every blank."""
        style = self._looks.get(("", False))
        if style is None:
            style = self._looks["", False] = Style(bgcolor=self.rich_style.bgcolor)
        return style

    def forget_drawn(self) -> None:
        """Drop cached lines and styles. Called when colours have changed."""
        self._looks.clear()

    def notify_style_update(self) -> None:
        """Draw again in the colours of a new theme."""
        super().notify_style_update()
        self.forget_drawn()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw again with or without focus: Textual does not notify of changes to component classes alone."""
        super().watch_has_focus(has_focus)
        self.forget_drawn()

    @property
    def bar(self) -> str:
        """What marks the row under the cursor: narrow unless keys go to this list, so that no colour is needed."""
        return BAR if self.has_focus else RESTING_BAR

    @property
    def line_width(self) -> int:
        """The visible cells of a line: `size` includes the column of the scroll bar."""
        return self.scrollable_size.width

    def scroll_to_line(self, line: float) -> None:
        """Put `line` at the top, or as near to it as the content allows, at once. Does nothing before it is mounted."""
        if self.is_attached:
            self.scroll_to(y=line, animate=False, force=True, immediate=True)
