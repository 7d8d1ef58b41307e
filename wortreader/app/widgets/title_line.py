"""The title of a pane in one line: the title on the left, numbers on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from wortreader.app.linear import is_linear
from wortreader.app.widgets.row_words import listed, spoken_strip
from wortreader.text import ELLIPSIS, cells, cut

SEPARATOR = " › "
LEAST_TITLE = 12
"""Cells kept for the title: if there are fewer, the numbers are hidden."""


class TitleLine(Widget):
    """The title of a pane, set with `show`; the text must be safe."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"title-line--title", "title-line--path", "title-line--note"}
    DEFAULT_CSS = """
    TitleLine {
        height: 1;
        width: 1fr;
        padding: 0 2;
        & > .title-line--title { color: $foreground; text-style: bold; }
        & > .title-line--path { color: $wr-muted; }
        & > .title-line--note { color: $wr-muted; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._path: tuple[str, ...] = ()
        self._note = ""

    def show(self, path: Sequence[str], note: str = "") -> None:
        """Show the last of `path` as the title, after the others in muted style, and a note on the right."""
        shown, former = (tuple(path), note), (self._path, self._note)
        if shown == former:
            return
        self._path, self._note = shown
        width = cells(note)
        if (
            not is_linear(self)
            and shown[0] == former[0]
            and width == cells(former[1]) <= self.size.width
            and self._shown_note
        ):
            self.refresh(Region(self.size.width - width, 0, width, 1))  # 60 bytes instead of 200
        else:
            self.refresh()

    @property
    def _shown_note(self) -> str:
        """The note if there is room for it."""
        return self._note if cells(self._note) + 2 + LEAST_TITLE <= self.size.width or not self._path else ""

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        ground = Style(bgcolor=self.rich_style.bgcolor)
        if y or not width:
            return Strip([Segment(" " * width, ground)])
        if is_linear(self):
            return spoken_strip(listed([*self._path, self._note]), width)
        note = self._shown_note
        way, title = parts_that_fit(self._path, width - (cells(note) + 2 if note else 0))
        gap = width - cells(way) - cells(title) - cells(note)
        return Strip(
            [
                Segment(way, self.get_component_rich_style("title-line--path")),
                Segment(title, self.get_component_rich_style("title-line--title")),
                Segment(" " * max(0, gap), ground),
                Segment(note, self.get_component_rich_style("title-line--note")),
            ]
        ).adjust_cell_length(width, ground)


def parts_that_fit(path: Sequence[str], width: int) -> tuple[str, str]:
    """The path before a title, and the title, in at most `width` cells: the path is shortened first, from its start."""
    if not path:
        return "", ""
    *way, title = path
    for dropped in range(len(way) + 1):
        kept = [*([ELLIPSIS] if dropped else []), *way[dropped:]]
        shown = "".join(part + SEPARATOR for part in kept) if dropped < len(way) or not dropped else ""
        if cells(shown) + cells(title) <= width:
            return shown, title
    return "", cut(title, width)


def position_text(index: int | None, count: int) -> str:
    """The position of the cursor in a list, as `3/5`; empty for an empty list."""
    return "" if index is None else f"{index + 1}/{count}"
