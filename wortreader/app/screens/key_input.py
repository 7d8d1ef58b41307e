"""From key presses to commands, on the reading screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen
from textual.widgets import Input

from wortreader.app.commands.key_sequence import KeySequence, Nothing, Resolved
from wortreader.app.commands.keys import KeyTable
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.screens.status_line import StatusLine

FUNCTION_KEY = re.compile(r"f\d+")


class KeyInput:
    """Follows the key table, counts and sequences included; while text is typed, only the function keys."""

    def __init__(
        self,
        screen: Screen[Any],
        key_table: KeyTable,
        article: ArticlePane,
        status_line: StatusLine,
        run_command: Callable[[str, int | None], None],
    ) -> None:
        self._screen = screen
        self._article = article
        self._status_line = status_line
        self._run_command = run_command
        self._sequence = KeySequence(key_table)

    def reset(self) -> None:
        """Forgets an incomplete count or sequence."""
        self._sequence.reset()

    def take(self, event: events.Key) -> None:
        """Runs the command of a key, and stops the event if it has one."""
        self._status_line.note_key()
        focused = self._screen.focused
        if isinstance(focused, Input) and event.is_printable:
            # It was typed before the line had the focus, directly after the key that led there: an Input takes every
            # character. As a command it would star an article, or remove a feed.
            self._stop(event)
            focused.post_message(events.Key(event.key, event.character))
        elif isinstance(focused, Input) and not FUNCTION_KEY.fullmatch(event.key):
            return
        elif self._article.take_key(event):
            self._stop(event)
        else:
            self._follow_table(event)

    def _follow_table(self, event: events.Key) -> None:
        outcome = self._sequence.feed(event.key, has_matches=self._article.matches.has_matches)
        if isinstance(outcome, Nothing):
            return
        self._stop(event)
        self._status_line.show_pending(self._sequence.shown)
        if isinstance(outcome, Resolved):
            self._run_command(outcome.command_id, outcome.count)

    @staticmethod
    def _stop(event: events.Key) -> None:
        event.stop()
        event.prevent_default()
