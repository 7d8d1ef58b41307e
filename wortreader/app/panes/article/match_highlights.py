"""The matches that are marked in an article, and the current one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from wortreader.app.widgets.spans import Span

if TYPE_CHECKING:
    from wortreader.prose.typeset.find import Match

_line = attrgetter("line")


class MatchHighlights:
    """Matches in lines, in their order. One that goes over the end of a line counts as one.

    It is made on the event loop, of as many matches as a letter has in a book: so matches of a line are looked up.
    """

    def __init__(self, matches: Sequence[Match] = ()) -> None:
        self.current: int | None = None
        """The number of the match that the user went to last, from 0; None before that."""
        self._matches = matches
        self._begins = [at for at, match in enumerate(matches) if not match.is_continued or not at]
        """Indexes of those that begin a match."""

    def __len__(self) -> int:
        return len(self._begins)

    def go_to(self, number: int) -> Match:
        """Makes a match the current one, round at both ends, and returns its beginning. There must be a match."""
        self.current = number % len(self._begins)
        return self._matches[self._begins[self.current]]

    @property
    def current_hit(self) -> Sequence[Match]:
        """The parts of the current match, one for each of its lines; empty if there is none."""
        if self.current is None:
            return ()
        begin, *after = self._begins[self.current : self.current + 2]
        return self._matches[begin : after[0] if after else len(self._matches)]

    def first_from(self, line: int) -> int:
        """The number of the first match at or below a line; 0 if there is none."""
        number = bisect_left(self._begins, line, key=lambda at: self._matches[at].line)
        return number if number < len(self._begins) else 0

    def spans_on(self, line: int) -> Sequence[Span]:
        """The spans that are marked on a line."""
        first = bisect_left(self._matches, line, key=_line)
        after = bisect_left(self._matches, line + 1, lo=first, key=_line)
        return [(match.start, match.end) for match in self._matches[first:after]]

    def current_spans_on(self, line: int) -> list[Span]:
        """The spans of the current match on a line."""
        return [(match.start, match.end) for match in self.current_hit if match.line == line]
