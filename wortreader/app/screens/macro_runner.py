"""Runs the user's macros: one command after the other, each on what the one before has left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final

from textual.screen import Screen

from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.macros import MacroStep
from wortreader.app.key_order import is_busy
from wortreader.app.screens.key_waits import ARTICLE, MARKS, VIEW
from wortreader.app.signals import Notice, Signals
from wortreader.app.work import Work
from wortreader.i18n import _

GROUP: Final = "macro"

TURNS: Final = 40
"""Turns of the event loop without a pause, as between two keys."""

PAUSE_SECONDS: Final = 0.01

AWAITED: Final = frozenset({MARKS, ARTICLE, VIEW, "command", "asking"})
"""Work that the next command waits for, besides what keys wait for: also a dialog, until the user has left it."""


class MacroRunner:
    """Runs one macro at a time. A command that fails, or cannot be run, ends it with a sentence."""

    def __init__(
        self,
        screen: Screen[Any],
        table: KeyTable,
        signals: Signals,
        work: Work,
        run_command: Callable[[str, int | None, Sequence[str]], None],
        why_not: Callable[[str], str],
    ) -> None:
        """`why_not` says why a command cannot be run now."""
        self._screen = screen
        self._table = table
        self._signals = signals
        self._work = work
        self._run_command = run_command
        self._why_not = why_not
        self._failure = ""
        self._listens = False

    def runs(self, command_id: str) -> bool:
        """Runs the macro with this id. Returns whether there is one."""
        macro = self._table.macros.get(command_id)
        if macro is None:
            return False
        if self._work.is_running(GROUP):
            self._signals.say(_("Another macro is still running."))
        else:
            self._work.start(lambda: self._run(macro.steps), group=GROUP, leads_on=True)
        return True

    @property
    def is_running(self) -> bool:
        """Whether a macro is running."""
        return self._work.is_running(GROUP)

    def stop(self) -> bool:
        """Stops the macro that is running before its next command. Returns whether there was one."""
        if not self.is_running:
            return False
        self._work.cancel(GROUP)
        self._signals.say(_("The macro was stopped."))
        return True

    async def _run(self, steps: Sequence[MacroStep]) -> None:
        if not self._listens:
            self._signals.notice.subscribe(self._screen, self._note, immediate=True)
            self._listens = True
        for step in steps:
            await self._rest()
            self._failure = self._why_not(step.command_id)
            if not self._failure:
                self._run_command(step.command_id, step.number, step.arguments)
                await self._rest()
            if self._failure:
                sentence = _("The macro has stopped at “{step}”. {reason}")
                self._signals.say(sentence.format(step=step.shown, reason=self._failure), is_error=True)
                return

    def _note(self, notice: Notice) -> None:
        if notice.is_error:
            self._failure = notice.sentence

    async def _rest(self) -> None:
        """Waits until what the command before has begun is done, and dialogs that it has opened are left."""
        turns = 0
        while turns < TURNS or self._is_at_work():
            turns += 1
            await asyncio.sleep(0 if turns <= TURNS else PAUSE_SECONDS)

    def _is_at_work(self) -> bool:
        app = self._screen.app
        return (
            app.screen is not self._screen
            or is_busy(app)
            or bool(self._work.awaited_groups() - {GROUP})
            or any(map(self._work.is_running, AWAITED))
        )
