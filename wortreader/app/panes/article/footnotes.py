"""Footnotes: from a mark in the text to its note, and back.

Owns where the reader jumped from. Marks are whatever leads from one place of an article to another: the numbers of
notes, the arrows behind them, a list of the article's parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wortreader.app.panes.article.line_parts import FootnoteRef, footnote_refs_below
from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.app.library.typesetter import TypesetArticle
    from wortreader.app.screens.reading import ReadingScreen


class _Spot(NamedTuple):
    """Where the reader was: to the line as long as the page is the same, by the place afterwards."""

    typeset: TypesetArticle | None
    top: int
    place: float


class Jumping:
    """What the reader does with marks."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._came_from: list[_Spot] = []
        """The latest last."""
        self._followed = 0
        """Which of the marks that lead down was followed last."""
        self._left_at: _Spot | None = None
        """Where the last jump has left the reader."""

    def forget(self) -> None:
        """Begins anew, with another article."""
        self._came_from.clear()
        self._left_at = None

    def to_note(self, count: int) -> None:
        """Follows the `count`th mark in view that leads further down; at a note, that of the note after it."""
        marks = self._marks
        meant = self._meant(marks)
        if count <= len(meant):
            self._followed = meant[count - 1]
            self.follow(marks[self._followed].goal, is_going_on=self._is_at_note)
        elif self._is_at_note:
            self._screen.say(_("No note comes after this one. {key} goes back.").format(key=self._back_key))
        else:
            self._screen.say(_("There is no mark of a note in view."))

    def follow(self, goal: str, *, is_going_on: bool = False) -> None:
        """Goes to a place in the article; `back` leads here again, or from where `is_going_on` to where that began."""
        here = self._spot
        if not self._screen.article_view.move_to_anchor(goal):
            return
        if not is_going_on:
            self._came_from.append(here)
        self._left_at = self._spot
        self._screen.say(_("{key} goes back.").format(key=self._back_key))

    def back(self) -> None:
        """Goes back to where the reader jumped from."""
        if not self._came_from:
            self._screen.say(_("There is no way back: you have gone to no note."))
            return
        view, before = self._screen.article_view, self._came_from.pop()
        marks = self._marks
        line = marks[self._followed].line if self._followed < len(marks) else None
        if before.typeset is view.typeset:
            view.scroll_to_line(before.top)
        else:
            view.move_to_place(before.place)
        view.point_at(line)
        self._screen.clear_message()
        self._left_at = self._spot

    @property
    def _marks(self) -> list[FootnoteRef]:
        """What leads further down the article, as marks lead to their notes."""
        view = self._screen.article_view
        return (
            footnote_refs_below(view.lines, view.typeset.layout, len(view.typeset.masthead))
            if view.typeset is not None
            else []
        )

    @property
    def _spot(self) -> _Spot:
        view = self._screen.article_view
        return _Spot(view.typeset, view.scroll_offset.y, view.place)

    @property
    def _is_at_note(self) -> bool:
        return bool(self._came_from) and self._spot == self._left_at

    def _meant(self, marks: list[FootnoteRef]) -> list[int]:
        """The marks that are counted from: behind the one that was followed last while nothing has moved since."""
        if self._is_at_note:
            return list(range(self._followed + 1, len(marks)))
        seen = self._screen.article_view.lines_in_view
        in_view = [number for number, mark in enumerate(marks) if mark.line in seen]
        later = [number for number in in_view if number > self._followed] if self._spot == self._left_at else []
        return later or in_view

    @property
    def _back_key(self) -> str:
        return self._screen.key_for("note.back")
