"""Footnotes: from a mark in the text to its note, and back.

A mark is anything that leads from one place of an article to another: the numbers of notes, the arrows behind them, the
lines of a table of contents.
"""

from __future__ import annotations

from typing import NamedTuple

from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.typesetter import TypesetArticle
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.article.line_parts import FootnoteRef, footnote_refs_below
from wortreader.app.signals import Signals
from wortreader.i18n import _


class _Spot(NamedTuple):
    """Where the user was: by the line while the lines are the same, by the place afterwards."""

    typeset: TypesetArticle | None
    top: int
    place: float


class Footnotes:
    """Follows marks in the article that `view` shows, and remembers the way back."""

    def __init__(self, view: ArticleView, signals: Signals, key_table: KeyTable) -> None:
        self._view = view
        self._signals = signals
        self._key_table = key_table
        self._came_from: list[_Spot] = []
        """The latest last."""
        self._followed = 0
        """Which of the marks that lead down was followed last."""
        self._left_at: _Spot | None = None
        """Where the last jump ended."""

    def forget(self) -> None:
        """Forgets the way back; for another article."""
        self._came_from.clear()
        self._followed = 0
        self._left_at = None

    @command("note.follow")
    def follow_nth(self, count: int | None) -> None:
        """Follows the `count`th mark in view that leads further down; at a note, the mark of the next note."""
        marks, number = self._marks, count or 1
        candidates = self._candidates(marks)
        if number <= len(candidates):
            self._followed = candidates[number - 1]
            self.follow(marks[self._followed].goal, keeps_origin=self._is_at_note)
        elif self._is_at_note:
            self._signals.say(_("This is the last footnote. {key} goes back.").format(key=self._back_key))
        else:
            self._signals.say(_("No footnote on this page."))

    def follow(self, goal: str, *, keeps_origin: bool = False) -> None:
        """Goes to a place in the article; `go_back` leads here, or with `keeps_origin` to where it led before."""
        here = self._spot
        if not self._view.move_to_anchor(goal):
            return
        if not keeps_origin:
            self._came_from.append(here)
        self._left_at = self._spot
        self._signals.say(_("{key} goes back.").format(key=self._back_key))

    @command("note.back")
    def go_back(self, _count: int | None = None) -> None:
        """Goes back to the place from which a mark was followed."""
        if not self._came_from:
            self._signals.say(_("No footnote to go back from."))
            return
        view, before = self._view, self._came_from.pop()
        marks = self._marks
        line = marks[self._followed].line if self._followed < len(marks) else None
        if before.typeset is view.typeset:
            view.scroll_to_line(before.top)
        else:
            view.move_to_place(before.place)
        view.point_at(line)
        self._signals.clear_notice()
        self._left_at = self._spot

    @property
    def _marks(self) -> list[FootnoteRef]:
        """The marks that lead further down the article, as those of notes do."""
        view, typeset = self._view, self._view.typeset
        return [] if typeset is None else footnote_refs_below(view.lines, typeset.layout, len(typeset.masthead))

    @property
    def _spot(self) -> _Spot:
        view = self._view
        return _Spot(view.typeset, view.scroll_offset.y, view.place)

    @property
    def _is_at_note(self) -> bool:
        return bool(self._came_from) and self._spot == self._left_at

    def _candidates(self, marks: list[FootnoteRef]) -> list[int]:
        """The marks to count from: those behind the one that was followed last, if nothing has moved since."""
        if self._is_at_note:
            return list(range(self._followed + 1, len(marks)))
        seen = self._view.lines_in_view
        in_view = [number for number, mark in enumerate(marks) if mark.line in seen]
        later = [number for number in in_view if number > self._followed] if self._spot == self._left_at else []
        return later or in_view

    @property
    def _back_key(self) -> str:
        return self._key_table.shown("note.back")
