"""Which places of an article are marked as found, and which of them the reader went to last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wortreader.app.widgets.spans import Span

if TYPE_CHECKING:
    from wortreader.prose.find import Match


class MatchMarks:
    """Matches in lines, in their order; one that goes over the end of a line is one."""

    def __init__(self, matches: Sequence[Match] = ()) -> None:
        self.current: int | None = None
        """The number of the match that was gone to last, from 0; None before that."""
        self._hits: list[list[Match]] = []
        self._spans: dict[int, list[Span]] = {}
        for match in matches:
            if match.is_continued and self._hits:
                self._hits[-1].append(match)
            else:
                self._hits.append([match])
            self._spans.setdefault(match.line, []).append((match.start, match.end))

    def __len__(self) -> int:
        return len(self._hits)

    def go_to(self, number: int) -> Match:
        """Makes a match the current one, counted round at both ends: where it begins. Needs a match."""
        self.current = number % len(self._hits)
        return self._hits[self.current][0]

    @property
    def current_hit(self) -> Sequence[Match]:
        """What the current match is made of: one match a line. Empty before one was gone to."""
        return () if self.current is None else self._hits[self.current]

    def first_from(self, line: int) -> int:
        """The number of the first match at or below a line; 0 where none is."""
        return next((number for number, hit in enumerate(self._hits) if hit[0].line >= line), 0)

    def spans_on(self, line: int) -> Sequence[Span]:
        """What is marked on a line."""
        return self._spans.get(line, ())

    def current_spans_on(self, line: int) -> list[Span]:
        """What of the current match stands on a line."""
        return [(match.start, match.end) for match in self.current_hit if match.line == line]
