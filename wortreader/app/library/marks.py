"""Marking articles read, unread, starred and not starred, with undo and redo.

A change is one write to the library, and is published, so that whoever shows the articles can change what is shown
without reading them again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from dataclasses import replace

from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, MarksChanged, Signals
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import ArticleState

DEPTH = 200
"""Steps that are remembered. Marking 100,000 articles read is one step."""


@lazy_dataclass(frozen=True, slots=True)
class Step:
    """One thing that the user did: the marks before it, what it set them to, and what to call it."""

    label: str
    before: tuple[ArticleState, ...]
    is_read: bool | None = None
    """None if it left read and unread alone."""
    is_starred: bool | None = None
    """None if it left stars alone."""

    @property
    def after(self) -> tuple[ArticleState, ...]:
        """The marks after it. Computed when asked for: 100,000 of them take a fifth of a second."""
        return tuple(
            ArticleState(
                state.article_id,
                state.is_read if self.is_read is None else self.is_read,
                state.is_starred if self.is_starred is None else self.is_starred,
            )
            for state in self.before
        )

    def changes(self, *, is_undone: bool = False) -> MarksChanged:
        """What the step, or undoing it, changes. A step holds only articles whose mark differed from what it set."""
        return MarksChanged(
            frozenset(state.article_id for state in self.before),
            None if self.is_read is None else self.is_read is not is_undone,
            None if self.is_starred is None else self.is_starred is not is_undone,
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

    def extend(self, last: Step, done: Step) -> Step:
        """Makes one step of `last`, if that is the last one still, and `done`; adds `done` if it is not."""
        if not self._done or self._done[-1] is not last or not done.before:
            self.add(done)
            return done
        self._undone.clear()
        self._done[-1] = replace(last, before=last.before + done.before)
        return self._done[-1]

    def undo(self) -> Step | None:
        """The step to take back now; None if there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """The step to do again now; None if there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]


class Marks:
    """The user's marks, changed one step after the other however fast the keys come."""

    def __init__(self, session: Session, signals: Signals) -> None:
        self._session = session
        self._signals = signals
        self._history = History()
        self._turn = asyncio.Lock()
        self._passed: tuple[Hashable, Step] | None = None
        """The last run of articles that were gone past."""

    async def set_read(self, ids: Sequence[int], is_read: bool, label: str) -> int:
        """Marks articles read or unread as one step of undo. Returns how many of them changed."""
        async with self._turn:
            before = await self._session.mark_read(ids, is_read)
            return self._done(Step(label, before, is_read=is_read))

    async def mark_opened(self, article_id: int) -> None:
        """Marks an article read because it was opened: no step of undo, since reading is not an accident."""
        async with self._turn:
            before = await self._session.mark_read([article_id], True)
            self._publish(Step("", before, is_read=True).changes())

    async def set_passed(self, ids: Sequence[int], run: Hashable) -> None:
        """Marks articles read that the user has gone past; all of one `run`, with nothing between, is one step."""
        async with self._turn:
            before = await self._session.mark_read(ids, True)
            step = Step(_("marking what was gone past"), before, is_read=True)
            if self._passed is not None and self._passed[0] == run:
                self._passed = run, self._history.extend(self._passed[1], step)
            else:
                self._history.add(step)
                self._passed = run, step
            self._publish(step.changes())

    async def toggle_read(self, ids: Sequence[int]) -> int:
        """Marks articles read if the first is unread, else unread. Returns how many of them changed."""
        async with self._turn:
            is_read, before = await self._session.toggle_read(ids)
            return self._done(Step(_("marking read") if is_read else _("marking unread"), before, is_read=is_read))

    async def toggle_starred(self, ids: Sequence[int]) -> int:
        """Stars articles if the first has no star, else removes their stars. Returns how many of them changed."""
        async with self._turn:
            is_starred, before = await self._session.toggle_starred(ids)
            return self._done(
                Step(_("starring") if is_starred else _("taking the star"), before, is_starred=is_starred)
            )

    async def undo(self) -> Step | None:
        """Takes back the last step and returns it; None if there is none."""
        async with self._turn:
            step = self._history.undo()
            if step is not None:
                await self._session.restore_marks(step.before, since=step.after)
                self._publish(step.changes(is_undone=True))
            return step

    async def redo(self) -> Step | None:
        """Does the step again that was undone last and returns it; None if there is none."""
        async with self._turn:
            step = self._history.redo()
            if step is not None:
                await self._session.restore_marks(step.after, since=step.before)
                self._publish(step.changes())
            return step

    def _done(self, step: Step) -> int:
        self._history.add(step)
        self._publish(step.changes())
        return len(step.before)

    def _publish(self, changes: MarksChanged) -> None:
        if changes.article_ids:
            self._signals.library_changed.publish(LibraryChanged(changes))
