"""Draws the lines of a typeset article that are in view, and follows the reading place.

`ArticlePainter` draws single lines. Typesetting happens in a thread: when the width changes, this widget posts a
message, and draws what it has until it is given the new lines.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from wortreader.app.linear import is_linear
from wortreader.app.panes.article.article_painter import ARTICLE_PARTS, LOOKS, ArticlePainter
from wortreader.app.panes.article.view_messages import ViewMessages
from wortreader.app.terminal.hyperlinks import knows_hyperlinks
from wortreader.app.widgets.paged_view import PagedView
from wortreader.prose.typeset.lines import Line, Role
from wortreader.text import cells

if TYPE_CHECKING:
    from wortreader.app.library.typesetter import TypesetArticle

AIR = 2
"""Cells kept free on either side of the text."""

END_LINES = 3
"""Lines below the text: the end mark between two blank ones."""

ANCHOR_AIR = 2
"""Lines shown above a place that was jumped to."""

END_MARK = "─" * 7
MIN_WIDTH = 12


class TypesetView(ViewMessages, PagedView):
    """The lines of one article, and the user's place in them."""

    PARTS = "article-view"
    COMPONENT_CLASSES: ClassVar[set[str]] = set(ARTICLE_PARTS)
    DEFAULT_CSS = LOOKS

    def __init__(
        self,
        *,
        measure: int = 72,
        has_hyperlinks: bool | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`measure` is the greatest width of a text in cells, `has_hyperlinks` whether the terminal knows OSC 8; None
        to judge by the environment.
        """
        super().__init__(id=id, classes=classes)
        self._measure = measure
        self._typeset: TypesetArticle | None = None
        self._text_lines: tuple[Line, ...] = ()
        self._below_title = 0
        """The line below the title; 0 if there is no title."""
        self._place = 0.0
        self._is_restoring = False
        self._is_looking_ahead = False
        self._said_width = 0
        self.painter = ArticlePainter(
            self, has_hyperlinks=knows_hyperlinks(os.environ) if has_hyperlinks is None else has_hyperlinks
        )
        self.when_painted: Callable[[int, int], None] = lambda first, last: None
        """Called when lines of the view are painted, with the first of them and the one behind the last."""
        self.is_current = False
        """Whether keys go to the article; if not, the user looks ahead, and has not read what is shown."""

    def set_measure(self, measure: int) -> None:
        """Set the greatest width of a text. An article that is shown has to be typeset again."""
        self._measure = measure

    @property
    def text_width(self) -> int:
        """The width for which an article has to be typeset."""
        if not self.line_width:
            return self._measure
        if is_linear(self):
            return max(MIN_WIDTH, min(self._measure, self.line_width))
        return max(MIN_WIDTH, min(self._measure, self.line_width - 2 * AIR))

    @property
    def typeset(self) -> TypesetArticle | None:
        """The article that is shown; None if there is none."""
        return self._typeset

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of masthead and text: those in which to find matches for `mark`."""
        return self._text_lines

    def show(self, typeset: TypesetArticle, place: float = 0.0) -> None:
        """Show an article from the reading place `place` on, without matches."""
        top = self.scroll_offset.y if place <= 0 and self._has_same_head(typeset) else None
        pointed = self._pointed_line_in(typeset)
        self._typeset, self._place = typeset, place
        self.painter.pictures.clear()
        self._take_lines()
        self.forget_marks()
        self.painter.point_at(pointed)
        self.virtual_size = Size(1, len(self._text_lines) + END_LINES)
        self._restore_place(top)
        self.refresh()
        self.post_message(self.PicturesChanged())
        self.post_message(self.Scrolled())

    def _has_same_head(self, typeset: TypesetArticle) -> bool:
        """Whether an article begins like the one that is shown: then a user in its masthead need not be moved."""
        former = self._typeset
        return (
            former is not None
            and former.article.article_id == typeset.article.article_id
            and len(former.masthead) == len(typeset.masthead)
            and self._place <= 0
        )

    def _pointed_line_in(self, typeset: TypesetArticle) -> int | None:
        """The line of `typeset` that has the words that are pointed at now; None if that is another text."""
        former, pointed = self._typeset, self.painter.pointed
        if former is None or pointed is None or pointed < len(former.masthead) or not _is_same_text(former, typeset):
            return None
        offset = former.layout.lines[pointed - len(former.masthead)].start
        return len(typeset.masthead) + typeset.layout.line_at(offset / typeset.layout.length)

    def forget_marks(self) -> None:
        """Remove what is drawn over the lines, because there are others now."""

    def show_marks(self, typeset: TypesetArticle) -> bool:
        """Show the same article with other marks in its masthead; nothing moves. Returns False if that needs `show`."""
        if self._typeset is None or len(typeset.masthead) != len(self._typeset.masthead):
            return False
        self._typeset = typeset
        self._take_lines()
        self.refresh()
        return True

    def _take_lines(self) -> None:
        typeset = self._typeset
        self._text_lines = (*typeset.masthead, *typeset.layout.lines) if typeset is not None else ()
        head = typeset.masthead if typeset is not None else ()
        titles = (number for number, line in enumerate(head) if _is_title(line))
        self._below_title = 1 + max(titles, default=-1)
        self.painter.take(self._text_lines, typeset.layout.links if typeset is not None else (), self._lines_of_block)

    def clear(self) -> None:
        """Show no article."""
        self._typeset, self._place = None, 0.0
        self._take_lines()
        self.forget_marks()
        self.painter.point_at(None)
        self.virtual_size = Size(1, 1)
        self._restore_place()
        self.refresh()
        self.post_message(self.PicturesChanged())

    @property
    def place(self) -> float:
        """The first line of text on the screen as a share of the text; 0 while any of the masthead is seen."""
        return self._place

    @property
    def last_line(self) -> int:
        """The last of `lines`."""
        return max(0, len(self._text_lines) - 1)

    def is_blank(self, line: int) -> bool:
        """Whether nothing is written in one of `lines`."""
        return not self._text_lines[line].text.strip()

    @property
    def here(self) -> int:
        """The line that is being read: the first one in view, or in the linear mode the one with the cursor."""
        return self.focus_line if is_linear(self) else self.scroll_offset.y

    @property
    def first_line(self) -> int:
        """The first of `lines` on the screen; in the linear mode the one with the cursor."""
        return max(0, min(self.here, len(self._text_lines) - 1))

    @property
    def first_text_line(self) -> int:
        """The first of `lines` below the masthead."""
        return len(self._typeset.masthead) if self._typeset is not None else 0

    @property
    def lines_in_view(self) -> range:
        """Which of `lines` are on the screen."""
        top = self.scroll_offset.y
        return range(max(0, top), max(0, min(top + self.size.height, len(self._text_lines))))

    @property
    def top_of_text(self) -> int:
        """The line of the layout at the top of the screen; negative if that is a line of the masthead."""
        return self.scroll_offset.y - (len(self._typeset.masthead) if self._typeset is not None else 0)

    @property
    def is_title_above(self) -> bool:
        """Whether the title of the article has been scrolled out of view."""
        return self._below_title > 0 and not is_linear(self) and self.scroll_offset.y >= self._below_title

    @property
    def seen_percentage(self) -> int:
        """How much of the article is above the lower edge of the view, 0 to 100."""
        return 100 * self.lines_in_view.stop // max(1, len(self._text_lines))

    @property
    def is_at_end(self) -> bool:
        """Whether the last line of the text is on the screen."""
        bottom = self.scroll_offset.y + self.size.height
        return bottom >= len(self._text_lines) or super().is_at_end

    def move_to_anchor(self, name: str) -> bool:
        """Scroll to the target of a mark in the text, such as a footnote. Returns False if there is none."""
        line = self._typeset.layout.line_of_anchor(name) if self._typeset is not None else None
        if self._typeset is None or line is None:
            return False
        number = len(self._typeset.masthead) + line
        self.scroll_to_line(number - ANCHOR_AIR)
        self.point_at(number)
        return True

    def move_to_place(self, place: float) -> None:
        """Go to a reading place."""
        self.scroll_to_line(self._line_of(place))

    def point_at(self, line: int | None) -> None:
        """Point at one of `lines`, until the user moves on; None points at nothing."""
        if line is not None and is_linear(self):
            self.focus_on(line)
        self.painter.point_at(line)
        self.refresh()

    def has_text_of(self, typeset: TypesetArticle) -> bool:
        """Whether the text of an article is shown, maybe in another width."""
        return self._typeset is not None and _is_same_text(self._typeset, typeset)

    def mark_spoken(self, block: int | None, share: float = 0.0) -> None:
        """Mark a block of the text, and bring it into view where `share` of it is read; None marks nothing.

        A block that is negative is the title.
        """
        self.painter.mark_spoken(block)
        self.refresh()
        lines = self._lines_of_block(block) if block is not None else range(0)
        if not lines:
            return
        if is_linear(self):
            self.focus_on(lines[0])
            return
        line = lines[min(len(lines) - 1, int(share * len(lines)))]
        top, height = self.scroll_offset.y, self.size.height
        is_seen = top <= line and min(lines[-1], line + height // 2) < top + height
        if not is_seen:
            self.scroll_to_line((lines[0] if share <= 0 else line) - ANCHOR_AIR)

    def _lines_of_block(self, block: int) -> range:
        """Which of `lines` belong to a block; those of the title if it is negative."""
        if self._typeset is None:
            return range(0)
        head = len(self._typeset.masthead)
        if block < 0:
            titles = [number for number, line in enumerate(self._text_lines[:head]) if _is_title(line)]
            return range(titles[0], titles[-1] + 1) if titles else range(0)
        lines = self._typeset.layout.lines_of_block(block)
        return range(head + lines.start, head + lines.stop)

    def _restore_place(self, top: int | None = None) -> None:
        """Go to the place, or to the line `top` of the virtual canvas."""
        with self._not_reading():
            line = self._line_of(self._place) if top is None else top
            self.scroll_to_line(line)
            self._focus = Offset(0, line)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Let Textual scroll because the article, or the pane, has another height; that is no reading either."""
        with self._not_reading():
            super()._scroll_update(virtual_size)

    @contextmanager
    def _not_reading(self) -> Iterator[None]:
        """What is scrolled meanwhile does not change the place."""
        before, self._is_restoring = self._is_restoring, True
        try:
            yield
        finally:
            self._is_restoring = before

    def _line_of(self, place: float) -> int:
        """The line of the virtual canvas of a reading place."""
        if self._typeset is None or place <= 0:
            return 0
        return len(self._typeset.masthead) + self._typeset.layout.line_at(place)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note the new place, and post a message."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())
        if self._typeset is not None and self._typeset.layout.pictures:
            self.post_message(self.PicturesChanged())
        if self._typeset is None or self._is_restoring or round(old_value) == round(new_value):
            return
        self.point_at(None)
        if not is_linear(self):
            self._note_place(round(new_value))

    def focus_moved(self) -> None:
        """Note the place of the line that is being read."""
        if not self._is_restoring:
            self._note_place(self.focus_line)

    def _note_place(self, number: int) -> None:
        """Note that the user is at one of `lines`."""
        if self._typeset is None:
            return
        line = number - len(self._typeset.masthead)
        place = self._typeset.layout.place_of(line) if line > 0 else 0.0
        if place != self._place:
            self._place = place
            if not self._is_looking_ahead:
                self.post_message(self.PlaceChanged(place))

    def on_resize(self, event: events.Resize) -> None:
        """Ask for lines of the new width, and keep the place until there are some."""
        self.painter.forget()
        if is_linear(self) and self.text_width == self._said_width:
            self.focus_on(self._focus.y, self._focus.x)  # in the same lines: a line to type in has come or gone
        else:
            self._restore_place()
        self._say_width()
        self.post_message(self.HeightChanged())

    def _say_width(self) -> None:
        if self.line_width and self.text_width != self._said_width:
            self._said_width = self.text_width
            self.post_message(self.WidthChanged(self.text_width))

    def forget_drawn(self) -> None:
        """Draw every line again."""
        super().forget_drawn()
        self.painter.forget()

    def draw_again(self) -> None:
        """Draw the lines again, with the pictures that the painter has now."""
        self.painter.forget()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in `crop`, a part of the view."""
        self.when_painted(crop.y, crop.bottom)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Line `y` of the visible part."""
        number = y + self.scroll_offset.y
        blank = self.blank
        if 0 <= number < len(self._text_lines):
            strip = self.painter.line(number, self.text_margin)
        elif self._typeset is not None and number == len(self._text_lines) + 1 and not is_linear(self):
            margin = (self.line_width - cells(END_MARK)) // 2
            strip = Strip([Segment(" " * margin, blank), Segment(END_MARK, self.look("rule"))])
        else:
            strip = Strip([])
        return strip.adjust_cell_length(self.size.width, blank)

    @property
    def margin(self) -> int:
        """Cells before the text."""
        return self.text_margin

    @property
    def text_margin(self) -> int:
        """Cells before the text."""
        if is_linear(self):
            return 0
        width = self._typeset.width if self._typeset is not None else self.text_width
        return max(0, self.line_width - width) // 2


def _is_title(line: Line) -> bool:
    return any(piece.role is Role.TITLE for piece in line.pieces)


def _is_same_text(one: TypesetArticle, other: TypesetArticle) -> bool:
    """Whether two layouts show the same text of the same article, so that offsets in it mean the same."""
    first, second = one.article, other.article
    return (first.article_id, first.html, first.text) == (second.article_id, second.html, second.text)
