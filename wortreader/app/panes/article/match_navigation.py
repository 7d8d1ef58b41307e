"""The matches that are marked in the article, and the way from one to the next.

They are those of the words that the user looks for in the article, else those of the query of the search.
"""

from __future__ import annotations

from collections.abc import Callable

from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.signals import Signals
from wortreader.i18n import _


class MatchNavigation:
    """Marks matches in a view, and goes to them."""

    def __init__(
        self, view: ArticleView, session: Session, signals: Signals, *, shift_code: Callable[[int], None]
    ) -> None:
        """`shift_code` is called with a shift in cells to bring a match into view that is beyond the edge in code."""
        self._view = view
        self._session = session
        self._signals = signals
        self._shift_code = shift_code
        self.words = ""
        """The words that the user looks for in the article; empty for none."""
        self.query = ""
        """The query that has found the article; empty for none. It is marked while `words` is empty."""
        self._is_position_said = False

    @property
    def has_matches(self) -> bool:
        """Whether any are marked."""
        return self._view.match_count > 0

    async def mark(self) -> None:
        """Marks the matches in an article that has just been shown, and goes to the first one of the query."""
        await self._mark()
        if self.has_matches and not self.words:
            self.go_to(0, is_looking_ahead=not self._view.is_current)

    async def mark_again(self, current: int | None = None) -> None:
        """Marks the matches again, in other lines of the same article; `current` is the number of the current one."""
        await self._mark()
        if current is not None:
            self._view.stay_at_match(current)

    async def _mark(self) -> None:
        view, typesetter = self._view, self._session.typesetter
        words, query = self.words, self.query
        if not (words or query):
            return
        lines = view.lines
        matches = await (typesetter.found(lines, words) if words else self._session.queries.matches(lines, query))
        if view.lines is lines:  # else another article, or another width, has come in between
            view.mark(matches)

    def unmark(self) -> None:
        """Removes the marks, and with them the message which match the user has gone to."""
        self._view.mark(())
        if self._is_position_said:
            self._is_position_said = False
            self._signals.clear_notice()

    @command("match.next")
    def go_on(self, count: int | None) -> None:
        """Goes `count` matches on, round at the end."""
        self._go_by(count or 1)

    @command("match.previous")
    def go_back(self, count: int | None) -> None:
        """Goes `count` matches back, round at the beginning."""
        self._go_by(-(count or 1))

    def _go_by(self, count: int) -> None:
        before = self._view.current_match
        self.go_to((0 if count > 0 else -1) if before is None else before + count)
        at = self._view.current_match or 0
        is_round = before is not None and (at <= before if count > 0 else at >= before)
        self._signals.say(self.position(came_round=(1 if count > 0 else -1) if is_round else 0))
        self._is_position_said = True

    def position(self, *, came_round: int = 0) -> str:
        """Which match the user is at, in a sentence.

        `came_round` is positive if the way to it went past the end of the article, negative if past its beginning.
        """
        at, total = (self._view.current_match or 0) + 1, self._view.match_count
        if came_round and total == 1:
            return _("This is the only match.")
        words = _("Match {n} of {total}.")
        if came_round:
            words = (
                _("Match {n} of {total}, from the beginning again.")
                if came_round > 0
                else _("Match {n} of {total}, from the end again.")
            )
        return words.format(n=at, total=total)

    def go_to(self, number: int, *, is_looking_ahead: bool = False) -> None:
        """Goes to a match, counted from 0 and round at both ends; code is shifted if it is beyond the edge.

        With `is_looking_ahead`, the place of the user in the article does not change.
        """
        view = self._view
        view.scroll_to_match(number, is_looking_ahead=is_looking_ahead)
        shift = next((match.shift for match in view.current_passages if match.shift is not None), None)
        if shift is not None:
            self._shift_code(shift)
