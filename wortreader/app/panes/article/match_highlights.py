"""Which places of an article are marked as found, and which of them the reader went to last."""

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
    """Matches in lines, in their order; one that goes over the end of a line is one.

    Made on the event loop, of as many matches as a letter has in a book: what is asked of one line is looked up.
    """

    def __init__(self, matches: Sequence[Match] = ()) -> None:
        self.current: int | None = None
        """The number of the match that was gone to last, from 0; None before that."""
        self._matches = matches
        self._begins = [at for at, match in enumerate(matches) if not match.is_continued or not at]
        """Which of them begin a match."""

    def __len__(self) -> int:
        return len(self._begins)

    def go_to(self, number: int) -> Match:
        """Makes a match the current one, counted round at both ends: where it begins. Needs a match."""
        self.current = number % len(self._begins)
        return self._matches[self._begins[self.current]]

    @property
    def current_hit(self) -> Sequence[Match]:
        """What the current match is made of: one match a line. Empty before one was gone to."""
        if self.current is None:
            return ()
        begin, *after = self._begins[self.current : self.current + 2]
        return self._matches[begin : after[0] if after else len(self._matches)]

    def first_from(self, line: int) -> int:
        """The number of the first match at or below a line; 0 where none is."""
        number = bisect_left(self._begins, line, key=lambda at: self._matches[at].line)
        return number if number < len(self._begins) else 0

    def spans_on(self, line: int) -> Sequence[Span]:
        """What is marked on a line."""
        first = bisect_left(self._matches, line, key=_line)
        after = bisect_left(self._matches, line + 1, lo=first, key=_line)
        return [(match.start, match.end) for match in self._matches[first:after]]

    def current_spans_on(self, line: int) -> list[Span]:
        """What of the current match stands on a line."""
        return [(match.start, match.end) for match in self.current_hit if match.line == line]
