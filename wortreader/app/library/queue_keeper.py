"""The queue of what is to be played, for screens: read and changed beside the event loop."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, TypeVar

from wortreader.app.library.session import Session
from wortreader.lazy import lazy_module
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model.playing import Playable, QueueEntry

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.playing import queue
else:
    queue = lazy_module("wortreader.sync.playing.queue")

T = TypeVar("T")


@lazy_dataclass(frozen=True, slots=True)
class Queued:
    """The result of adding articles to the queue."""

    found: int
    """Files that the articles have."""
    added: Sequence[Playable]
    """Those that are new in the queue."""


class QueueKeeper:
    """Keeps the queue. All changes can be undone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def all(self) -> list[QueueEntry]:
        """What is in the queue, in order."""
        return await self._session.in_library(self._session.reading, lambda library: library.play_queue.all())

    async def add(self, article_ids: Sequence[int], *, is_next: bool = False) -> Queued:
        """Adds the first sound or film of each article, at the end or in front of all others. Raises QueueFull."""
        now = self._session.clock()

        def add(library: Library) -> Queued:
            files = queue.first_files(library, article_ids)
            return Queued(len(files), queue.add(library, files, is_next=is_next, now=now) if files else ())

        return await self._write(add)

    async def remove(self, entry_ids: Collection[int]) -> int:
        """Removes entries; returns how many there were."""
        now = self._session.clock()
        return await self._write(lambda library: queue.remove(library, entry_ids, now=now))

    async def move(self, entry_id: int, by: int) -> bool:
        """Moves an entry by so many places; False if it stays."""
        now = self._session.clock()
        return await self._write(lambda library: queue.move(library, entry_id, by, now=now))

    async def undo(self) -> str | None:
        """Undoes the newest change if it is one of the queue; returns what it was, None if it is not."""
        now = self._session.clock()
        undone = await self._write(lambda library: library.changes.undo(at=now, group="queue"))
        return undone.change.sentence if undone is not None else None

    async def _write(self, work: Callable[[Library], T]) -> T:
        return await self._session.in_library(self._session.writing, work)
