"""What the reader has done to marks, so that it can be undone and redone. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wortreader.model import Mark

DEPTH = 200
"""Steps that are remembered. Marking 100,000 articles read is one step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the reader did: the marks before and after it, and what to call it."""

    label: str
    before: tuple[Mark, ...]
    after: tuple[Mark, ...]


def step(label: str, before: tuple[Mark, ...], *, is_read: bool | None = None, is_starred: bool | None = None) -> Step:
    """A step that set `is_read`, or `is_starred`, or both, on the articles of `before`; None leaves a mark alone."""

    def changed(mark: Mark) -> Mark:
        if is_read is not None:
            mark = replace(mark, is_read=is_read)
        return mark if is_starred is None else replace(mark, is_starred=is_starred)

    return Step(label, before, tuple(map(changed, before)))


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
