"""The commands that mark articles: read, unread, starred, undo and redo."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from wortreader.app.commands.dispatch import command
from wortreader.app.commands.keys import KeyTable
from wortreader.app.library.marks import Marks, Step
from wortreader.app.library.session import Session
from wortreader.app.panes.selection import Selection
from wortreader.app.signals import Signals
from wortreader.i18n import _, ngettext
from wortreader.model import View, ViewKind


@dataclass(eq=False, slots=True)
class MarkCommands:
    """Carries out the commands on marks and says what has become of them."""

    marks: Marks
    session: Session
    selection: Selection
    signals: Signals
    key_table: KeyTable

    async def mark_opened(self, article_id: int) -> None:
        """Marks an article read because it was opened, if the user wants that."""
        if self.session.config.mark_read == "open":
            await self.marks.mark_opened(article_id)

    @command("article.toggle_read")
    async def toggle_read(self, count: int | None) -> None:
        """Marks the article, or so many from the cursor on, read if the first is unread, else unread."""
        ids = self.selection.article_ids(count)
        changed = await self.marks.toggle_read(ids)
        if changed and len(ids) > 1:
            self.signals.say(ngettext("{n} article marked", "{n} articles marked", changed).format(n=changed))

    @command("article.star")
    async def toggle_starred(self, count: int | None) -> None:
        """Stars the article, or so many from the cursor on, if the first has no star, else removes their stars."""
        await self.marks.toggle_starred(self.selection.article_ids(count))

    @command("view.mark_read")
    async def mark_list_read(self, _count: int | None) -> None:
        """Marks every article of the list read."""
        await self._mark_all_read(self.selection.listed_ids(), _("the list"))

    @command("library.mark_read")
    async def mark_library_read(self, _count: int | None) -> None:
        """Marks every article of the library read."""
        await self._mark_all_read(await self.session.unread_ids(View(ViewKind.ALL)), _("everything"))

    @command("list.mark_above_read")
    async def mark_above_read(self, _count: int | None) -> None:
        """Marks the articles above the cursor read."""
        await self._mark_all_read(self.selection.ids_above(), _("what stands above"))

    @command("list.mark_below_read")
    async def mark_below_read(self, _count: int | None) -> None:
        """Marks the articles below the cursor read."""
        await self._mark_all_read(self.selection.ids_below(), _("what stands below"))

    @command("marks.undo")
    async def undo(self, count: int | None) -> None:
        """Takes the last `count` steps back."""
        await self._repeat(
            self.marks.undo, count, _("Taken back: {what}."), nothing_left=_("There is nothing to take back.")
        )

    @command("marks.redo")
    async def redo(self, count: int | None) -> None:
        """Does `count` steps again that were taken back."""
        await self._repeat(
            self.marks.redo, count, _("Done again: {what}."), nothing_left=_("There is nothing to do again.")
        )

    async def _mark_all_read(self, ids: Sequence[int], where: str) -> None:
        changed = await self.marks.set_read(ids, True, _("marking {where} read").format(where=where))
        if not changed:
            self.signals.say(_("Nothing is unread here."))
            return
        sentence = ngettext(
            "{n} article marked read. {key} takes it back.", "{n} articles marked read. {key} takes it back.", changed
        )
        self.signals.say(sentence.format(n=changed, key=self.key_table.shown("marks.undo")))

    async def _repeat(
        self, step: Callable[[], Awaitable[Step | None]], count: int | None, sentence: str, *, nothing_left: str
    ) -> None:
        for _number in range(count or 1):
            done = await step()
            if done is None:
                self.signals.say(nothing_left)
                return
            self.signals.say(sentence.format(what=done.label))
