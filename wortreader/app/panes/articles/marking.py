"""Marks: read, unread, starred, and taking each of these back.

Owns what a mark does to the library, to the lists that show it, and to the history of undo.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wortreader.app.library.history import History, Step
from wortreader.app.panes.articles.articles import ALL
from wortreader.i18n import _, ngettext
from wortreader.model import ArticleState

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen


class Marking:
    """What the reader does to marks on the reading screen, one thing after the other however fast the keys come."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._history = History()
        self._turn = asyncio.Lock()

    async def set_read(self, ids: Sequence[int], is_read: bool, label: str) -> int:
        """Marks articles read or unread as one step of undo: how many of them changed."""
        async with self._turn:
            return await self._set_read(ids, is_read, label)

    async def _set_read(self, ids: Sequence[int], is_read: bool, label: str) -> int:
        before = await self._session.mark_read(ids, is_read)
        await self._remember(Step(label, before, is_read=is_read))
        return len(before)

    async def open(self, article_id: int) -> None:
        """Marks an article read because it was opened: no step of undo, reading is not an accident."""
        if self._session.config.mark_read == "open":
            async with self._turn:
                await self._show(await self._session.mark_read([article_id], True))

    async def toggle_read(self, ids: Sequence[int]) -> None:
        """Marks articles read where the first is unread, else unread."""
        async with self._turn:
            headline = await self._screen.listing.headline(ids[0]) if ids else None
            if headline is None:
                return
            is_read = not headline.is_read
            changed = await self._set_read(ids, is_read, _("marking read") if is_read else _("marking unread"))
        if len(ids) > 1:
            self._screen.say(ngettext("{n} article marked", "{n} articles marked", changed).format(n=changed))

    async def toggle_starred(self, ids: Sequence[int]) -> None:
        """Stars articles where the first has no star, else takes their stars."""
        async with self._turn:
            headline = await self._screen.listing.headline(ids[0]) if ids else None
            if headline is None:
                return
            is_starred = not headline.is_starred
            before = await self._session.mark_starred(ids, is_starred)
            label = _("starring") if is_starred else _("taking the star")
            await self._remember(Step(label, before, is_starred=is_starred))

    async def read_all(self, ids: Sequence[int], where: str) -> None:
        """Marks all of these read, and says how many that were and how to take it back."""
        changed = await self.set_read(ids, True, _("marking {where} read").format(where=where))
        if not changed:
            self._screen.say(_("Nothing is unread here."))
            return
        sentence = ngettext(
            "{n} article marked read. {key} takes it back.", "{n} articles marked read. {key} takes it back.", changed
        )
        self._screen.say(sentence.format(n=changed, key=self._screen.key_for("marks.undo")))

    async def read_everything(self) -> None:
        """Marks every article of the library read."""
        await self.read_all(await self._session.unread_ids(ALL), _("everything"))

    async def undo(self, count: int = 1) -> None:
        """Takes the last `count` steps back."""
        async with self._turn:
            for _number in range(count):
                undone = self._history.undo()
                if undone is None:
                    self._screen.say(_("There is nothing to take back."))
                    return
                await self._session.undo(undone)
                await self._show(undone.before)
                self._screen.say(_("Taken back: {what}.").format(what=undone.label))

    async def redo(self, count: int = 1) -> None:
        """Does `count` steps again that were taken back."""
        async with self._turn:
            for _number in range(count):
                redone = self._history.redo()
                if redone is None:
                    self._screen.say(_("There is nothing to do again."))
                    return
                await self._session.redo(redone)
                await self._show(redone.before)
                self._screen.say(_("Done again: {what}.").format(what=redone.label))

    async def _remember(self, done: Step) -> None:
        self._history.add(done)
        await self._show(done.before)

    async def _show(self, marks: Sequence[ArticleState]) -> None:
        if marks:
            await self._screen.listing.show_marks([mark.article_id for mark in marks])
