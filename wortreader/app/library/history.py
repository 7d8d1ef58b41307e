"""What the reader has done to marks, so that it can be undone and redone. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from wortreader.model import ArticleState

DEPTH = 200
"""Steps that are remembered. Marking 100,000 articles read is one step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the reader did: the marks before it, what it set them to, and what to call it."""

    label: str
    before: tuple[ArticleState, ...]
    is_read: bool | None = None
    """None where it left read and unread alone."""
    is_starred: bool | None = None
    """None where it left stars alone."""

    @property
    def after(self) -> tuple[ArticleState, ...]:
        """The marks after it. Worked out when asked for: 100,000 of them take a fifth of a second."""
        return tuple(
            ArticleState(
                mark.article_id,
                mark.is_read if self.is_read is None else self.is_read,
                mark.is_starred if self.is_starred is None else self.is_starred,
            )
            for mark in self.before
        )


class History:
    """Steps back and forth. A new step forgets those that were undone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def add(self, done: Step) -> None:
        """Remembers a step; one that changed nothing is not worth remembering."""
        if not done.before:
            return
        self._undone.clear()
        self._done.append(done)
        del self._done[:-DEPTH]

    def undo(self) -> Step | None:
        """The step to take back now; None where there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """The step to do again now; None where there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]
