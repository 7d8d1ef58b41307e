"""The places in the article that are marked as found, and the way from one to the next.

Owns what they were found by: the words that the reader looks for in the article, else the query of the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen


class Matching:
    """What the reader does with matches."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session

    @property
    def has_matches(self) -> bool:
        """Whether any are marked in the article."""
        return self._screen.article_view.match_count > 0

    async def mark(self) -> None:
        """Marks them in an article that has just come; of a search, goes to the first."""
        await self._mark()
        if self.has_matches and not self._screen.finding.words:
            self.go_to(0, is_looking_ahead=self._screen.panes.current != "article")

    async def mark_again(self, current: int | None = None) -> None:
        """Marks them anew, in other lines of the same article say; `current` is the one that was gone to last."""
        await self._mark()
        if current is not None:
            self._screen.article_view.stay_at_match(current)

    async def _mark(self) -> None:
        view, typesetter = self._screen.article_view, self._session.typesetter
        words, query = self._screen.finding.words, self._screen.searching.query_to_mark
        if not (words or query):
            return
        lines = view.lines
        matches = await (typesetter.found(lines, words) if words else self._session.queries.matches(lines, query))
        if view.lines is lines:  # else another article, or another width, has come in between
            view.mark(matches)

    def go(self, count: int) -> None:
        """Goes `count` matches on, back where it is negative, round at both ends."""
        view = self._screen.article_view
        at = view.current_match
        self.go_to((0 if count > 0 else -1) if at is None else at + count)
        at = (view.current_match or 0) + 1
        self._screen.say(_("Match {n} of {total}").format(n=at, total=view.match_count))

    def go_to(self, number: int, *, is_looking_ahead: bool = False) -> None:
        """Goes to a match, round at both ends; what stands in code beyond the edge is moved into view."""
        view = self._screen.article_view
        view.scroll_to_match(number, is_looking_ahead=is_looking_ahead)
        shift = next((match.shift for match in view.current_passages if match.shift is not None), None)
        if shift is not None:
            self._screen.opening.show_code_from(shift)
