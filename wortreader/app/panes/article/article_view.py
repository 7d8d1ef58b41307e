"""The article that is shown, with what is marked in it: matches, letters over links, a selection; and the mouse."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Offset
from textual.selection import Selection

from wortreader.app.linear import announce, is_linear
from wortreader.app.panes.article.line_parts import Target, passages_of, piece_at, place_in, selection_of, word_at
from wortreader.app.panes.article.match_highlights import MatchHighlights
from wortreader.app.panes.article.typeset_view import TypesetView
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import cells

if TYPE_CHECKING:
    from wortreader.prose.typeset.find import Match


class ArticleView(TypesetView):
    """One article. It is given articles with `show`, and posts messages."""

    ALLOW_SELECT = True
    _drawn_selection: Selection | None = None

    class MatchesChanged(TypesetView.ViewMessage):
        """Other matches are marked, or letters are drawn over links or removed."""

    @lazy_dataclass(eq=False)
    class LinkChosen(TypesetView.ViewMessage):
        """The user has clicked on a link. Its scheme has not been checked."""

        url: str

    @lazy_dataclass(eq=False)
    class WordSelected(TypesetView.ViewMessage):
        """The user has selected a word, by clicking on it twice."""

        word: str

    class TextSelected(TypesetView.ViewMessage):
        """The user has selected text with the mouse."""

    @lazy_dataclass(eq=False)
    class MarkChosen(TypesetView.ViewMessage):
        """The user has clicked on a mark that leads to another place in the article."""

        goal: str

    @property
    def current_match(self) -> int | None:
        """The number of the match that the user went to last, from 0; None before that."""
        return self.painter.marks.current

    @property
    def match_count(self) -> int:
        """How many matches are marked; one that goes over the end of a line is one."""
        return len(self.painter.marks)

    @property
    def current_passages(self) -> Sequence[Match]:
        """Where the current match is, line by line."""
        return self.painter.marks.current_hit

    def mark(self, matches: Sequence[Match]) -> None:
        """Mark these matches, found in `lines` and in their order; none removes all marks."""
        self.painter.mark(MatchHighlights(matches))
        self.refresh()
        self.post_message(self.MatchesChanged())

    def scroll_to_match(self, number: int, *, is_looking_ahead: bool = False) -> None:
        """Go to a match, counted from 0 and round at both ends, and highlight it; nothing happens without matches.

        With `is_looking_ahead`, the user has not read as far as that.
        """
        if not self.match_count:
            return
        line = self.painter.marks.go_to(number).line
        self.painter.forget()
        height = self.size.height
        if not self.scroll_offset.y <= line < self.scroll_offset.y + height - 1:
            self._is_looking_ahead = is_looking_ahead
            self.scroll_to_line(line - height // 3)
            self._is_looking_ahead = False
        if is_linear(self):
            start = self.current_passages[0].start
            self._focus = Offset(cells(self._text_lines[line].text[:start]), line)
        self.refresh()

    def stay_at_match(self, number: int) -> None:
        """Make a match the current one, without going to it."""
        if self.match_count:
            self.painter.marks.go_to(number)
            self.painter.forget()
            self.refresh()

    def match_from(self, line: int) -> int:
        """The number of the first match at or below a line of the virtual canvas; 0 if there is none."""
        return self.painter.marks.first_from(line)

    def forget_marks(self) -> None:
        """Remove matches, letters over links, and the selection, because there are other lines now."""
        self.painter.mark(MatchHighlights())
        self.painter.hint({})
        self.unselect()

    def announce_article(self) -> None:
        """Announce in the linear mode that the article has the focus again."""
        if self._typeset is not None:
            announce(self, _("Article: {title}").format(title=self._typeset.article.title))

    def show_hints(self, hints: Mapping[Target, str]) -> None:
        """Draw these letters over links and footnote marks; an empty mapping removes them."""
        self.painter.hint(hints)
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as it reads, for Textual."""
        return self._copied(selection), "\n"

    def _copied(self, selection: Selection) -> str:
        from wortreader.prose.typeset.copying import copied_text

        links = self._typeset.layout.links if self._typeset is not None else ()
        return copied_text(self._text_lines, passages_of(selection, self._text_lines), links)

    @property
    def selected_words(self) -> str:
        """What is selected, as it reads; empty for nothing."""
        return "" if self.text_selection is None else self._copied(self.text_selection)

    @property
    def selected_passages(self) -> tuple[Match, ...]:
        """What is selected, line by line."""
        return () if self.text_selection is None else passages_of(self.text_selection, self._text_lines)

    def place_at(self, x: int, y: int) -> Offset | None:
        """The place in the text, for a selection, that is nearest to a cell of the screen; None without an article.

        Above and below the view that is the beginning and the end of what is in view.
        """
        if not self._text_lines:
            return None
        area, top = self.content_region, self.scroll_offset.y
        if y < area.y:
            return place_in(self._text_lines, top, -1)
        if y >= area.bottom:
            return place_in(self._text_lines, top + area.height - 1, sys.maxsize)
        return place_in(self._text_lines, y - area.y + top, x - area.x - self.text_margin)

    def unselect(self) -> None:
        """Select nothing here."""
        if self.is_attached and self.text_selection is not None:
            others = {widget: span for widget, span in self.screen.selections.items() if widget is not self}
            self.screen.selections = others

    def select(self, selection: Selection) -> None:
        """Select this, and nothing elsewhere."""
        self.screen.selections = {self: selection}

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the lines whose selected part has changed."""
        former, self._drawn_selection = self._drawn_selection, selection
        top = self.scroll_offset.y
        for number in self.painter.kept_lines(range(top, top + self.size.height)):
            if _span(former, number) != _span(selection, number):
                self.painter.forget_line(number)
                self.refresh_lines(number, 1)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Say that something has been selected."""
        if self.selected_words:
            self.post_message(self.TextSelected())

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse, unless the click ended a selection; select the word on a double click."""
        offset = event.get_content_offset(self)
        if event.chain == 2:
            event.prevent_default()  # Textual would select the whole article
        if offset is None or self._typeset is None:
            return
        number = offset.y + self.scroll_offset.y
        if not 0 <= number < len(self._text_lines):
            return
        if event.chain == 2 and (word := word_at(self._text_lines, number, offset.x - self.text_margin)) is not None:
            self.screen.selections = {self: selection_of(word)}
            self.post_message(self.WordSelected(word.text))
        if event.chain != 1 or self.text_selection is not None:
            return
        piece = piece_at(self._text_lines[number], offset.x - self.text_margin)
        if piece is not None and piece.goal is not None:
            self.post_message(self.MarkChosen(piece.goal))
        elif piece is not None and piece.link is not None:
            self.post_message(self.LinkChosen(self._typeset.layout.links[piece.link - 1]))


def _span(selection: Selection | None, line: int) -> tuple[int, int] | None:
    """The selected part of a line."""
    return None if selection is None else selection.get_span(line)
