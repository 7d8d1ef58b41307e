"""From key presses to commands, on the reading screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from textual import events
from textual.screen import Screen
from textual.widgets import Input

from wortreader.app.commands.key_sequence import Dropped, KeySequence, Nothing, Outcome, Resolved
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.keys import Pane
from wortreader.app.commands.macros import PREFIX
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.screens.key_waits import has_to_wait, is_typing, keeps_meaning_of_keys
from wortreader.app.screens.navigation import PANES
from wortreader.app.screens.sequence_hint import SequenceHint
from wortreader.app.screens.status_line import StatusLine
from wortreader.app.work import Work
from wortreader.i18n import _

FUNCTION_KEY = re.compile(r"f\d+")


class KeyInput:
    """Follows the key table, counts and sequences included; while text is typed, only the function keys."""

    def __init__(
        self,
        screen: Screen[Any],
        key_table: KeyTable,
        article: ArticlePane,
        status_line: StatusLine,
        work: Work,
        run_command: Callable[[str, int | None], None],
    ) -> None:
        self._hint = SequenceHint(screen, key_table, work)
        self._screen = screen
        self._article = article
        self._status_line = status_line
        self._work = work
        self._run_command = run_command
        self._table = key_table
        self._sequence = KeySequence(key_table)

    def reset(self) -> None:
        """Forgets an incomplete count or sequence."""
        self._sequence.reset()
        self._hint.follow(self._sequence)

    def must_wait(self, event: events.Key | events.Paste) -> bool:
        """Whether a key has to wait for work that is under way."""
        focused = self._screen.focused
        if is_typing(focused, event):
            return bool(self._work.awaited_groups(leads_on=True))
        outcome: Outcome = Nothing()
        if isinstance(event, events.Key) and not isinstance(focused, Input):
            outcome = self._sequence.outcome_of(event.key, has_matches=self._article.matches.has_matches)
        command_id = outcome.command_id if isinstance(outcome, Resolved) else ""
        pane = next((pane for pane, kind in PANES.items() if isinstance(focused, kind)), "")
        return has_to_wait(command_id, self._work, pane=pane)

    def quits(self, typed: Iterable[events.Key | events.Paste]) -> bool:
        """Whether the last of these events quits, also if none of those before it is obeyed."""
        if isinstance(self._screen.focused, Input) or self._article.mode not in (Pane.ARTICLE, Pane.ALOUD):
            return False
        sequence, command_id = self._sequence.copy(), ""
        for event in typed:
            if command_id and not keeps_meaning_of_keys(command_id):
                return False
            outcome: Outcome = Nothing()
            if isinstance(event, events.Key):
                outcome = sequence.feed(event.key, has_matches=self._article.matches.has_matches)
            command_id = outcome.command_id if isinstance(outcome, Resolved) else ""
        return command_id == "program.quit"

    def take(self, event: events.Key) -> None:
        """Runs the command of a key, and stops the event if it has one."""
        self._status_line.note_key()
        focused = self._screen.focused
        if isinstance(focused, Input) and not FUNCTION_KEY.fullmatch(event.key):
            return
        count = int(self._sequence.count or 0) or None
        if not self._sequence.keys and self._article.take_key(event, count):
            self.reset()
            self._status_line.show_pending("")
            self._stop(event)
        else:
            self._follow_table(event)

    def _follow_table(self, event: events.Key) -> None:
        begun = self._sequence.keys
        outcome = self._sequence.feed(event.key, has_matches=self._article.matches.has_matches)
        if isinstance(outcome, Nothing):
            if event.character == PREFIX:  # without a macro that can be run, it is the beginning of nothing
                self._stop(event)
                none_yet = _("There are no macros yet. Define them in the table “macros” of the configuration.")
                self._status_line.message(next(iter(self._table.macro_problems.values()), none_yet))
            return
        self._stop(event)
        if isinstance(outcome, Dropped) and begun == (PREFIX,) and (why := self._table.macro_problem(event.key)):
            self._status_line.message(why)
        self._status_line.show_pending(self._sequence.shown)
        self._hint.follow(self._sequence)
        if isinstance(outcome, Resolved):
            self._run_command(outcome.command_id, outcome.count)

    @staticmethod
    def _stop(event: events.Key) -> None:
        event.stop()
        event.prevent_default()
