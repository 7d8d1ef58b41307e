"""The command that undoes several steps at once, back to one that the user chooses."""

from __future__ import annotations

from typing import Any

from textual.app import App

from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.panes.marking import MarkCommands, missed_words
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(eq=False, slots=True)
class UndoList:
    """Shows the list, and undoes what is chosen."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    marking: MarkCommands

    @command("program.undo_list")
    def show_list(self, _count: int | None = None) -> None:
        """Shows what can be undone, to go back to one of the steps."""
        self.work.start(self._show, group="asking", leads_on=True)

    async def _show(self) -> None:
        from wortreader.app.screens.undo_dialog import UndoDialog

        await self.marking.mark_passed_now()
        changes = await self.marking.marks.undoable()
        if not changes:
            self.signals.say(_("Nothing to undo."))
            return
        session = self.session
        dialog = UndoDialog(changes, now=session.clock(), zone=session.zone, locale=session.locale)
        chosen: int | None = await self.app.push_screen_wait(dialog)
        if chosen is None:
            return
        undone = await self.marking.marks.undo_to(chosen)
        if len(undone) == 1:
            words = _("Undone: {what}").format(what=undone[0].change.sentence)
        else:
            words = ngettext("{n} change undone.", "{n} changes undone.", len(undone)).format(n=len(undone))
        self.signals.say(" ".join((words, *missed_words(undone))))
