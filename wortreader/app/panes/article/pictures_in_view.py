"""The pictures of the article that a view shows: which are to be drawn next, and those that are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.geometry import Region

from wortreader.prose.typeset.lines import PictureRow

if TYPE_CHECKING:
    from wortreader.app.panes.article.article_painter import ArticlePainter
    from wortreader.app.panes.article.article_view import ArticleView
    from wortreader.app.pictures.drawn import Drawn


class PicturesInView:
    """What a view wants drawn, and the way of what has been drawn to its painter."""

    def __init__(self, view: ArticleView, painter: ArticlePainter) -> None:
        self._view = view
        self._painter = painter
        self.when_painted: Callable[[], None] = lambda: None
        """Called when lines with pictures are painted."""

    @property
    def whole(self) -> list[tuple[int, Region]]:
        """The pictures that are wholly in view, as indexes, and the cells of the terminal that they take."""
        typeset, top, view = self._view.typeset, self._view.top_of_text, self._view
        left, above, _width, height = view.content_region
        boxes = enumerate(typeset.layout.pictures if typeset is not None else ())
        return [
            (index, Region(left + view.text_margin + box.column, above + box.line - top, box.columns, box.rows))
            for index, box in boxes
            if box.rows and top <= box.line and box.line + box.rows <= top + height
        ]

    def painted(self, first: int, last: int) -> None:
        """Lines of the view from `first` to before `last` are being painted."""
        typeset, top = self._view.typeset, self._view.top_of_text
        for box in typeset.layout.pictures if typeset is not None else ():
            if box.rows and box.line < top + last and top + first < box.line + box.rows:
                self.when_painted()
                break

    @property
    def next_wanted(self) -> int | None:
        """The picture to draw next, as an index into those of the layout; None where all in view are there."""
        typeset = self._view.typeset
        if typeset is None:
            return None
        top = self._view.top_of_text
        return self._painter.pictures.next_wanted(typeset.layout, top, top + self._view.size.height)

    @property
    def first(self) -> int:
        """The first picture in view, else the next below, else the last: an index into those of the layout."""
        typeset, top = self._view.typeset, self._view.top_of_text
        boxes = typeset.layout.pictures if typeset is not None else ()
        below = (index for index, box in enumerate(boxes) if box.line + max(1, box.rows) > top)
        return next(below, len(boxes) - 1)

    def add(self, index: int, drawn: Drawn | None) -> None:
        """Take in a picture of the layout, drawn; None for one that cannot be drawn."""
        self._painter.pictures.add(index, drawn)

    def make_row(self, index: int, row: int) -> None:
        """Make a row of it ready, so that drawing it costs no more than text does."""
        self._painter.pictures.row(PictureRow(index, row), self._view.blank)

    def show(self) -> None:
        """Draw what has been taken in, in the room that was kept free."""
        self._painter.forget()
        self._view.refresh()

    def forget(self) -> None:
        """Draw no picture until they have been taken in anew."""
        self._painter.pictures.clear()
        self.show()
        self._view.post_message(self._view.PicturesChanged(self._view))
