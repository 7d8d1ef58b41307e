"""Marking articles read, unread, starred and not starred; undo and redo of these and of all else in the log of changes.

A change is one write to the library, and is published, so that whoever shows the articles can change what is shown
without reading them again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar

from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, MarksChanged, Signals
from wortreader.model import Change, Reverted

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.marking import Marked

T = TypeVar("T")


class Marks:
    """The user's marks, and undo, one step after the other however fast the keys come."""

    def __init__(self, session: Session, signals: Signals) -> None:
        self._session = session
        self._signals = signals
        self._turn = asyncio.Lock()
        self._passed: tuple[Hashable, int] | None = None
        """The last run of articles that were gone past, and its step."""

    async def set_read(self, ids: Sequence[int], is_read: bool) -> int:
        """Marks articles read or unread as one step of undo. Returns how many of them changed."""
        from wortreader.sync import marking

        at = self._session.clock()
        done = await self._mark(lambda library: marking.set_read(library, ids, is_read, at=at), "is_read")
        return len(done.article_ids)

    async def mark_opened(self, article_id: int) -> None:
        """Marks an article read because it was opened: no step of undo, since reading is not an accident."""
        async with self._turn:
            former = await self._session.mark_read([article_id], True)
            self._publish(MarksChanged(frozenset(state.article_id for state in former), is_read=True))

    async def set_passed(self, ids: Sequence[int], run: Hashable) -> None:
        """Marks articles read that the user has gone past; all of one `run`, with nothing between, is one step."""
        from wortreader.sync import marking

        at = self._session.clock()
        async with self._turn:
            extends = self._passed[1] if self._passed is not None and self._passed[0] == run else None
            done = await self._written(lambda library: marking.set_passed(library, ids, at=at, extends=extends))
            if done.change_id is not None:
                self._passed = run, done.change_id
            self._publish(MarksChanged(frozenset(done.article_ids), is_read=True))

    async def toggle_read(self, ids: Sequence[int]) -> str:
        """Marks articles read if the first is unread, else unread. Returns a sentence; empty if nothing changed."""
        from wortreader.sync import marking

        at = self._session.clock()
        return (await self._mark(lambda library: marking.toggle_read(library, ids, at=at), "is_read")).sentence

    async def toggle_starred(self, ids: Sequence[int]) -> str:
        """Stars articles if the first has no star, else removes their stars. Returns a sentence as `toggle_read`."""
        from wortreader.sync import marking

        at = self._session.clock()
        return (await self._mark(lambda library: marking.toggle_starred(library, ids, at=at), "is_starred")).sentence

    # --- undo and redo ------------------------------------------------------------------------------------------------

    async def undo(self) -> Reverted | None:
        """Undoes the newest step of the library and returns it; None if there is none."""
        from wortreader.sync import undoing

        at = self._session.clock()
        async with self._turn:
            return self._reverted(await self._written(lambda library: undoing.undo(library, at=at)))

    async def redo(self) -> Reverted | None:
        """Does the step again that was undone last and returns it; None if there is none."""
        from wortreader.sync import undoing

        at = self._session.clock()
        async with self._turn:
            return self._reverted(await self._written(lambda library: undoing.redo(library, at=at)))

    async def undo_to(self, change_id: int) -> Sequence[Reverted]:
        """Undoes all steps from the newest to this one; returns what they were."""
        from wortreader.sync import undoing

        at = self._session.clock()
        async with self._turn:
            undone = await self._written(lambda library: undoing.undo_to(library, change_id, at=at))
            if undone:
                self._signals.library_changed.publish(LibraryChanged())
            return undone

    async def undoable(self) -> Sequence[Change]:
        """The steps that can be undone, the newest first."""
        return await self._written(lambda library: library.changes.undoable())

    def _reverted(self, reverted: Reverted | None) -> Reverted | None:
        if reverted is not None and reverted.marks is None:
            self._signals.library_changed.publish(LibraryChanged())
        elif reverted is not None and reverted.marks is not None:
            together: dict[tuple[str, bool], set[int]] = {}
            for marked in reverted.marks:
                together.setdefault((marked.column, marked.value), set()).update(marked.article_ids)
            for (column, value), ids in together.items():
                self._publish_marks(column, value, ids)
        return reverted

    async def _mark(self, work: Callable[[Library], Marked], column: str) -> Marked:
        async with self._turn:
            done = await self._written(work)
            self._publish_marks(column, done.value, done.article_ids)
            return done

    async def _written(self, work: Callable[[Library], T]) -> T:
        return await self._session.in_library(self._session.writing, work)

    def _publish_marks(self, column: str, value: bool, ids: Sequence[int] | set[int]) -> None:
        changed = frozenset(ids)
        if column == "is_read":
            self._publish(MarksChanged(changed, is_read=value))
        else:
            self._publish(MarksChanged(changed, is_starred=value))

    def _publish(self, changes: MarksChanged) -> None:
        if changes.article_ids:
            self._signals.library_changed.publish(LibraryChanged(changes))
